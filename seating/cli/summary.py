"""A result in plain words, for the terminal: it speaks to the convener and may name everything."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from seating.cli.console import Console
from seating.engines.outcome import Status
from seating.findings import Finding
from seating.requirement import Requirement
from seating.result import Result
from seating.voices import VoiceState
from seating.wording import counted, listed, shortened

__all__ = ["tell_reviewed", "tell_solved"]

SHOWN_REQUIREMENTS = 8
SHOWN_FINDINGS = 3
SHOWN_NAMES = 6
SHOWN_VOICES = 10
FIRST_FILES = ("report", "seating_csv", "packet", "convening")
"""What a convener opens first, by the names of `files`; the rest is in the same folder."""


def tell_solved(console: Console, result: Result) -> None:
    """Print what a solve came to: the record with --json, else sentences."""
    console.end_progress()
    _tell(console, result, _worth(result))


def tell_reviewed(console: Console, result: Result) -> None:
    """Print what a seating made by hand comes to: the record with --json, else sentences."""
    if result.review.unmet:
        worth = f"The musts do not hold: {counted(result.review.unmet, 'unit')} short. "
    else:
        worth = "Every must holds. "
    _tell(console, result, f"{worth}The penalty is {result.penalty}.")


def _tell(console: Console, result: Result, worth: str) -> None:
    if console.as_json:
        from seating.report.record import as_record

        console.record(as_record(result))
        return
    console.notes(note for note in result.notes if note.slug != "heading-matched")
    console.verdict(f"{_seated(result)} {worth}", good=not result.review.unmet)
    for title, lines in (
        ("Not seated", _not_seated(result)),
        ("Who is missing", _missing(result)),
        ("What is unmet", _unmet(result)),
        ("What clashes", _conflict(result)),
        ("Ways out", [way.sentence for way in result.ways_out]),
        ("Whom to invite", [recruit.sentence for recruit in result.recruit]),
        ("Files", _files(result)),
    ):
        _section(console, title, lines)


def _section(console: Console, title: str, lines: Sequence[str]) -> None:
    if lines:
        console.heading(title)
        for line in lines:
            console.result(f"  {line}")


def _seated(result: Result) -> str:
    """Return how many sit where."""
    seated = counted(len(result.room.people), "person", "people")
    staff = f" and {len(result.room.staff)} staff" if result.room.staff else ""
    return f"{seated}{staff} at {counted(len(result.room.tables), 'table')}."


def _worth(result: Result) -> str:
    if result.status is Status.IMPOSSIBLE:
        return (
            "The musts cannot all hold; this is the closest seating found, "
            f"{counted(result.review.unmet, 'unit')} short of them, with a penalty of {result.penalty}."
        )
    if result.status is Status.NO_SEATING:
        return (
            "No seating that meets the musts was found, nor a proof that there is none; the closest is "
            f"{counted(result.review.unmet, 'unit')} short of them."
        )
    if result.penalty == 0 and not _unmet(result):
        return "Everything that was asked for holds."
    if result.status is Status.OPTIMAL:
        return f"Every must holds. The penalty is {result.penalty}, and it is proven that no seating has less."
    return (
        f"Every must holds. The penalty is {result.penalty}; no seating can have less than {result.bound} "
        f"(gap {result.gap or 0:.0%})."
    )


def _not_seated(result: Result) -> list[str]:
    by_reason: dict[str, list[str]] = {}
    for absent in result.not_seated:
        by_reason.setdefault(absent.reason, []).append(absent.person.label)
    return [f"{reason}: {_some(names)}" for reason, names in by_reason.items()]


def _missing(result: Result) -> list[str]:
    lacking = [voice for voice in (*result.review.voices, *result.review.gaps) if voice.state is not VoiceState.HEARD]
    return _cut([voice.sentence for voice in lacking], SHOWN_VOICES)


def _unmet(result: Result) -> list[str]:
    """Return a line for each unmet requirement, musts first, the dearest first, and its first findings."""
    lacking = [r for r in result.requirements if not result.verdict(r).met]
    lacking.sort(key=lambda r: (not r.is_must, -_price(result, r)))
    lines: list[str] = []
    for requirement in lacking[:SHOWN_REQUIREMENTS]:
        price = "a must" if requirement.is_must else f"costs {_price(result, requirement)}"
        lines.append(f"{requirement.sentence(result.room)} [{requirement.id}, {price}]")
        findings = [f"    {_finding(result, finding)}" for finding in result.verdict(requirement).findings]
        lines += _cut(findings, SHOWN_FINDINGS, "    ")
    left = len(lacking) - SHOWN_REQUIREMENTS
    return lines + ([f"and {left} more"] if left > 0 else [])


def _price(result: Result, requirement: Requirement) -> int:
    return result.verdict(requirement).shortfall * (1 if requirement.is_must else requirement.weight)


def _finding(result: Result, finding: Finding) -> str:
    table = next((t.label for t in result.room.tables if t.id == finding.table), "The room")
    names = [result.people.by_id[p].label for p in finding.people if p in result.people.by_id]
    group = finding.group or _some(names)
    have = f"{finding.have}, wanted {finding.want}"
    return shortened(f"{table}: {group + ': ' if group else ''}{have}", 160)


def _conflict(result: Result) -> list[str]:
    """Return the musts that clash, and how sure that is."""
    if result.conflict is None:
        return []
    clashing = [result.by_requirement[identity] for identity in result.conflict.requirements]
    lines = [f"{requirement.sentence(result.room)} [{requirement.id}]" for requirement in clashing]
    what = "This cannot hold by itself" if len(clashing) == 1 else "These cannot hold together"
    sure = "confirmed by a second solve" if result.conflict.confirmed else "not confirmed by a second solve"
    return [*lines, f"{what}; {sure}."]


def _files(result: Result) -> list[str]:
    return [result.files[name] for name in FIRST_FILES if name in result.files]


def _some(names: Sequence[str]) -> str:
    left = len(names) - SHOWN_NAMES
    return listed([*names[:SHOWN_NAMES], f"{left} more"]) if left > 0 else listed(names)


def _cut(lines: Iterable[str], shown: int, indent: str = "") -> list[str]:
    every = list(lines)
    left = len(every) - shown
    return every[:shown] + ([f"{indent}and {left} more"] if left > 0 else [])
