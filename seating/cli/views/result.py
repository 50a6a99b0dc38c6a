"""Print a result to the terminal. It is for the convener, so it includes private information."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from seating.cli.console import Console, align
from seating.engines.outcome import Status
from seating.explain.conflicts import Conflict
from seating.findings import Finding
from seating.requirement import Requirement
from seating.result import Result
from seating.voices import VoiceState
from seating.wording import counted, listed, shortened

__all__ = [
    "describe_chance",
    "describe_finding",
    "describe_quality",
    "describe_review",
    "describe_room",
    "list_conflicts",
    "list_missing_voices",
    "list_not_seated",
    "list_unmet",
    "print_pages_written",
    "print_result",
    "print_reviewed",
    "print_solved",
    "suggest_explain",
    "write_pdfs",
]

FIRST_FILES = {
    "report": "the report: open it in a browser",
    "seating_csv": "who sits where, for a spreadsheet",
    "packet": "pages to print for the day",
    "convening": "the inferred convening: edit it and run again",
}
"""The files that a convener opens first, by their names in `Result.files`, with a description of each."""


def print_solved(console: Console, result: Result) -> None:
    """Print the result of a solve: the record with --json, otherwise text."""
    console.end_progress()
    print_result(console, result, describe_quality(result), asking=suggest_explain(result))


def print_reviewed(console: Console, result: Result) -> None:
    """Print the check of a seating made by hand: the record with --json, otherwise text."""
    print_result(console, result, describe_review(result))


def print_result(
    console: Console,
    result: Result,
    worth: str,
    first: Sequence[tuple[str, Sequence[str]]] = (),
    asking: Sequence[str] = (),
) -> None:
    """Print the record with --json, otherwise the verdict and the sections of the result.

    Parameters
    ----------
    console : Console
    result : Result
    worth : str
        The verdict, in sentences.
    first : sequence of (str, sequence of str)
        Title and lines of the sections to print before the others.
    asking : sequence of str
        Lines to add at the end of the section on unmet requirements.
    """
    if console.as_json:
        from seating.report.record import as_record

        console.record(as_record(result))
        return
    console.notes(note for note in result.notes if note.slug != "heading-matched")
    console.verdict(" ".join([describe_room(result), worth, *describe_chance(result)]), good=not result.review.unmet)
    for title, lines in (
        *first,
        ("What clashes", list_conflicts(result)),
        ("Ways out", [way.sentence for way in result.ways_out]),
        ("Whom to invite", [recruit.sentence for recruit in result.recruit]),
        ("Not seated", list_not_seated(result)),
        ("Who is missing", list_missing_voices(result)),
        ("What is unmet", [*list_unmet(result), *asking]),
        ("Files", _list_files(result)),
    ):
        console.section(title, lines)
    for ahead in result.ahead:
        console.heading(f"Round {ahead.room.round_number}, planned ahead")
        console.section(
            "",
            [f"{describe_room(ahead)} {describe_quality(ahead)}", *list_missing_voices(ahead), *list_unmet(ahead)],
        )
        console.section("", _list_files(ahead))


def _list_files(result: Result) -> list[str]:
    return align([(result.files[name], what) for name, what in FIRST_FILES.items() if name in result.files])


SHOWN_CHANCE = 0.9
"""The chance that all musts are met on the day is mentioned only below this value."""


def describe_room(result: Result) -> str:
    """Return the numbers of people, staff and tables, and the round if it is not the first."""
    number = result.room.round_number
    seated = counted(len(result.room.people), "person", "people")
    staff = f" and {len(result.room.staff)} staff" if result.room.staff else ""
    return f"{f'Round {number}: ' if number > 1 else ''}{seated}{staff} at {counted(len(result.room.tables), 'table')}."


def describe_quality(result: Result) -> str:
    """Return the verdict on a solve: whether the musts are met, the penalty, and its bound."""
    if result.status is Status.IMPOSSIBLE:
        return (
            "The musts cannot all be met. This is the closest seating found: it is "
            f"{result.review.unmet:,} short of what they require, with a penalty of {result.penalty:,}."
        )
    if result.status is Status.NO_SEATING:
        return (
            "No seating that meets all musts was found. It is not proven that none exists. The closest seating is "
            f"{result.review.unmet:,} short of what they require."
        )
    if result.penalty == 0 and all(verdict.met for verdict in result.review.verdicts.values()):
        if result.asks_only_seats:
            return "There are no requirements beyond the seats at each table."
        if "requirements" in result.convening.inferred:
            return "Every requirement inferred from the list is met."
        return "Every requirement is met."
    holds = f"All musts are met. The penalty is {result.penalty:,} (0 is ideal)"
    if result.status is Status.OPTIMAL:
        return f"{holds}. No seating has a lower penalty (proven)."
    if result.bound is None:
        return f"{holds}."
    return f"{holds}; no seating can have a penalty below {result.bound} (gap {result.gap or 0:.0%})."


def describe_chance(result: Result) -> list[str]:
    """Return the chance that all musts are met on the day, if they are met with full attendance and it is small."""
    musts = result.chances.musts if result.chances else None
    if result.review.unmet or musts is None or musts.chance.value >= SHOWN_CHANCE:
        return []
    about = "" if musts.chance.is_exact else "about "
    chance = "less than 1 %" if musts.chance.value < 0.01 else f"{about}{musts.chance.value:.0%}".replace("%", " %")
    return [f"Some people may not come. The chance that all musts are met on the day is {chance}."]


def describe_review(result: Result) -> str:
    """Return the verdict on a seating made by hand. It says nothing about other seatings."""
    lacking = result.review.unmet
    musts = (
        f"Not all musts are met: the seating is {lacking:,} short of what they require."
        if lacking
        else "All musts are met."
    )
    return f"{musts} The penalty is {result.penalty:,} (0 is ideal)."


SHOWN_REQUIREMENTS = 8
SHOWN_FINDINGS = 3
SHOWN_NAMES = 6
SHOWN_VOICES = 10


def list_not_seated(result: Result) -> list[str]:
    """Return a line for each reason why people have no seat."""
    by_reason: dict[str, list[str]] = {}
    for absent in result.not_seated:
        by_reason.setdefault(absent.reason, []).append(absent.person.label)
    return [f"{reason}: {_join_names(names)}" for reason, names in by_reason.items()]


def list_missing_voices(result: Result) -> list[str]:
    """Return the voices and gaps that are not heard, the worst first."""
    lacking = [voice for voice in (*result.review.voices, *result.review.gaps) if voice.state is not VoiceState.HEARD]
    return _truncate([voice.sentence for voice in lacking], SHOWN_VOICES)


def list_unmet(result: Result) -> list[str]:
    """Return a line for each unmet requirement, with its first findings. Musts come first, then the most costly."""
    lacking = _sort_unmet(result)
    lines: list[str] = []
    for requirement in lacking[:SHOWN_REQUIREMENTS]:
        price = "a must" if requirement.is_must else f"costs {_cost(result, requirement)}"
        lines.append(f"{requirement.sentence(result.room)} [{requirement.id}, {price}]")
        findings = [f"    {describe_finding(result, finding)}" for finding in result.verdict(requirement).findings]
        lines += _truncate(findings, SHOWN_FINDINGS, "    ")
    left = len(lacking) - SHOWN_REQUIREMENTS
    return lines + ([f"and {left} more"] if left > 0 else [])


def suggest_explain(result: Result) -> list[str]:
    """Return the command that explains an unmet should; nothing if no should is unmet or a must is unmet."""
    unmet = _sort_unmet(result)
    if not unmet or result.status not in (Status.OPTIMAL, Status.FEASIBLE):
        return []
    return [f"To see what conflicts with one of these: `seating explain LIST --requirement {unmet[0].id}`"]


def _sort_unmet(result: Result) -> list[Requirement]:
    """Return the unmet requirements: musts first, then the most costly."""
    lacking = [requirement for requirement in result.requirements if not result.verdict(requirement).met]
    return sorted(lacking, key=lambda requirement: (not requirement.is_must, -_cost(result, requirement)))


def _cost(result: Result, requirement: Requirement) -> int:
    return result.verdict(requirement).shortfall * (1 if requirement.is_must else requirement.weight)


def describe_finding(result: Result, finding: Finding) -> str:
    """Return one finding in words: the table, the people, the actual value and the required one."""
    table = next((t.label for t in result.room.tables if t.id == finding.table), "The room")
    names = [result.people.by_id[p].label for p in finding.people if p in result.people.by_id]
    group = finding.group or _join_names(names)
    return shortened(f"{table}: {group + ': ' if group else ''}{finding.have_in_words} instead of {finding.want}", 160)


def list_conflicts(result: Result) -> list[str]:
    """Return the musts of each conflict, whether it is confirmed, and whether there may be other conflicts."""
    found = result.conflicts
    lines = [line for conflict in found for line in _list_conflict(result, conflict)]
    if len(found) > 1 and result.conflicts_complete:
        return [*lines, f"There are no other conflicts than these {len(found)}."]
    return [*lines, "There may be other conflicts."] if found and not result.conflicts_complete else lines


def _list_conflict(result: Result, conflict: Conflict) -> list[str]:
    clashing = [result.by_requirement[identity] for identity in conflict.requirements]
    lines = [f"{requirement.sentence(result.room)} [{requirement.id}]" for requirement in clashing]
    if not conflict.confirmed:
        return [*lines, "The search ended before this conflict was confirmed. It may be smaller, or not a conflict."]
    what = "This must cannot be met" if len(clashing) == 1 else "These musts cannot be met together"
    return [*lines, f"{what}. A second solve confirmed it."]


def _join_names(names: Sequence[str]) -> str:
    left = len(names) - SHOWN_NAMES
    return listed([*names[:SHOWN_NAMES], f"{left} more"]) if left > 0 else listed(names)


def _truncate(lines: Iterable[str], shown: int, indent: str = "") -> list[str]:
    every = list(lines)
    left = len(every) - shown
    return every[:shown] + ([f"{indent}and {left} more"] if left > 0 else [])


PAGE_NOTES = {"without-list", "list-changed", "round-finished", "round-unfinished"}
"""Slugs of the notes on how pages were made. The other notes were printed when the round was seated."""

PAGE_FILES = {
    "report": "the report",
    "seating_csv": "who sits where, for a spreadsheet",
    "packet": "pages to print for the day",
    "shared": "what can be handed out",
    "pdf": "the pages as PDF",
}


def write_pdfs(console: Console, pages: Iterable[Path], out: Path | None) -> Mapping[str, str]:
    """Print pages to PDF files beside them, and show progress.

    Parameters
    ----------
    console : Console
    pages : iterable of Path
    out : Path or None
        The output folder with the pages, whose manifest lists the files that this program wrote. None if the pages are
        in a folder without a manifest.

    Returns
    -------
    mapping of str to str
        The folder of the first PDF under the key "pdf"; empty if there are no pages.

    Raises
    ------
    UsageError
        When a PDF of this name exists that this program did not write, or when pages cannot be printed.
    """
    from seating.report.output import Manifest
    from seating.report.pdf import print_pages

    wanted = {page: page.with_suffix(".pdf") for page in pages}
    if out is not None:
        ours = Manifest(out)
        ours.refuse_others(wanted.values())
        ours.add(wanted.values())
    console.progress(f"printing … {counted(len(wanted), 'file')}")
    printed = print_pages(wanted, lambda done: console.progress(f"printing … {done} of {counted(len(wanted), 'file')}"))
    console.end_progress()
    return {"pdf": printed[0].path.parent.as_posix()} if printed else {}


def print_pages_written(console: Console, result: Result, more: Mapping[str, str]) -> None:
    """Print the record with --json, otherwise the files that were written.

    Parameters
    ----------
    console : Console
    result : Result
    more : mapping of str to str
        Paths of more files, by name.
    """
    files = {**result.files, **more}
    if console.as_json:
        from seating.report.record import as_record

        console.record({**as_record(result), "files": files})
        return
    typed_back = () if result.harvest is None else result.harvest.notes
    said = (note for note in result.notes if note.slug in PAGE_NOTES or note in typed_back)
    console.notes(said)
    console.result(f"{describe_room(result)} As saved; nothing was solved.")
    console.heading("Files")
    for line in align([(files[name], what) for name, what in PAGE_FILES.items() if name in files]):
        console.result(f"  {line}")
