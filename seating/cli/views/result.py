"""Print the result of `seating solve` and `seating review`, and the pages that were written again.

The text is for the convener, so it includes private information; the record with --json contains none. The order is
that of a convener's questions: how good the seating is, what cannot be met, who is missing, who has no seat, and what
is unmet.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from seating.analysis.access import (
    advise_access,
    advise_interpreters,
    describe_cut_off,
    find_barriers,
    find_cut_off,
    find_uninterpreted,
)
from seating.analysis.aims import list_asks
from seating.cli.console import Console
from seating.cli.views.candidates import CANDIDATES_TITLE, list_candidates
from seating.cli.views.governance import GOVERNANCE_TITLE, list_governance
from seating.cli.views.unmet import join_names, list_conflicts, list_inapplicable, list_unmet, sort_unmet, truncate
from seating.convening.rooms import advise_another_date
from seating.convening.suggestions import describe_no_wishes
from seating.engines.outcome import Status
from seating.present.terminal import align
from seating.report.privacy import hides_points, shared_penalty
from seating.result import Result
from seating.voices import VoiceState, list_held_seats
from seating.wording import counted, listed, shortened

if TYPE_CHECKING:
    from seating.analysis.contacts import Contact, Introducer

SHOWN_VOICES = 10
SHOWN_CANDIDATES = 5

SHOWN_CHANCE = 0.9
"""The chance that all musts are met on the day is mentioned only below this value."""

FIRST_FILES = {
    "report": "the report: open it in a browser",
    "seating_csv": "who sits where, for a spreadsheet",
    "packet": "pages to print for the day",
    "invitations": "whom you asked and what they answered: fill it in; the next run reads it",
    "convening": "the inferred convening: edit it and run again",
}
"""The files that a convener opens first, by their names in `Result.files`, with a description of each."""

PAGE_FILES = {
    "report": "the report",
    "seating_csv": "who sits where, for a spreadsheet",
    "packet": "pages to print for the day",
    "shared": "pages that you can hand out",
    "pdf": "the pages as PDF",
}
"""The files that are listed after pages were written again, with a description of each."""

PAGE_NOTES = {"without-list", "list-changed", "round-finished", "round-unfinished"}
"""Slugs of the notes on how pages were made. The other notes were printed when the round was seated."""


def print_solved(console: Console, result: Result) -> None:
    """Print the result of a solve: the record with --json, otherwise text."""
    console.end_progress()
    print_result(console, result, describe_quality(result), advice=_suggest_explain(result))


def print_reviewed(console: Console, result: Result) -> None:
    """Print the check of a seating made by hand: the record with --json, otherwise text."""
    print_result(console, result, describe_review(result))


def print_result(
    console: Console,
    result: Result,
    quality: str,
    first: Sequence[tuple[str, Sequence[str]]] = (),
    advice: Sequence[str] = (),
) -> None:
    """Print the record with --json, otherwise the verdict and the sections of the result.

    Parameters
    ----------
    console : Console
    result : Result
    quality : str
        How good the seating is, in sentences.
    first : sequence of (str, sequence of str)
        Title and lines of the sections to print before the others.
    advice : sequence of str
        Lines to add at the end of the section on unmet requirements.
    """
    if console.as_json:
        from seating.report.record import result_record

        console.record(result_record(result))
        return
    console.notes(note for note in result.notes if note.slug != "heading-matched")
    season = () if result.season is None else map(str, result.season.sentences)
    verdict = " ".join([describe_room(result), quality, *_describe_chance(result), *season])
    console.verdict(verdict, good=not result.review.unmet)
    for title, lines in (
        *first,
        ("What cannot be met", list_conflicts(result)),
        ("Ways out", [way.sentence for way in result.ways_out]),
        ("Who is missing", _list_missing_voices(result)),
        ("Whom to invite", _list_invitations(result)),
        (CANDIDATES_TITLE, _list_candidates(result)),
        ("Resources and gaps", _list_resources(result)),
        ("Access and languages", list_access(result)),
        ("Choices and charts", _list_choices(result)),
        ("Not seated", _list_not_seated(result)),
        (_unmet_heading(result), [*list_unmet(result), *advice]),
        (GOVERNANCE_TITLE, list_governance(result)),
        ("Requirements that do not apply in this round", list_inapplicable(result)),
        ("Files", _list_files(result, FIRST_FILES)),
    ):
        console.section(title, lines)
    for ahead in result.ahead:
        console.section(
            f"Round {ahead.room.round_number}, planned ahead",
            [
                f"{describe_room(ahead)} {describe_quality(ahead)}",
                *_list_missing_voices(ahead),
                *list_unmet(ahead),
                *_list_files(ahead, FIRST_FILES),
            ],
        )


def _list_resources(result: Result) -> list[str]:
    """Return how many resources and gaps there are, and the `needs` lines with which gaps would count."""
    if result.resources is None:
        return []
    from seating.report.resources import count_resources, list_suggestions

    lines = [count_resources(result)]
    suggested = () if result.convening.resource_map.count_gaps else list_suggestions(result)
    if suggested:
        lines.append("To make the gaps count, set the `needs` of these tables in the convening:")
        lines += [f"    {one.table}: {one.line}" for one in suggested]
    return lines


MOST_ON_LIST = 3
"""Maximum number of people named for one invitation."""


def _list_invitations(result: Result) -> list[str]:
    """Return lines for each invitation and the people who matter for it, and the fewest who could cover all."""
    if not result.recruit:
        return []
    from seating.report.invitations import count_states, fewest_sentence, list_approaches, list_several

    lines = []
    labels = {table.id: table.label for table in result.room.tables}
    for one in list_approaches(result):
        name = f"{one.recruit.name}. " if one.recruit.name else ""
        lines.append(f"{name}{one.recruit.sentence}")
        fitting = [contact for contact in one.on_list if contact.is_whole] if one.recruit.name else []
        if fitting:
            shown = list(map(_describe_contact, fitting[:MOST_ON_LIST]))
            more = [f"{len(fitting) - MOST_ON_LIST} more"] if len(fitting) > MOST_ON_LIST else []
            lines.append(f"    On the list: {listed([*shown, *more])}.")
        if one.named:
            texts = [f'"{shortened(text)}"' for text, _ in one.named[:MOST_ON_LIST]]
            texts += [f"{len(one.named) - MOST_ON_LIST} more"] if len(one.named) > MOST_ON_LIST else []
            by = counted(one.named_by, "chart or table", "charts and tables")
            lines.append(f"    Named by {by}, and may mean this: {listed(texts)}.")
        if one.introducers:
            known = [_describe_introducer(introducer) for introducer in one.introducers[:MOST_ON_LIST]]
            lines.append(f"    Could introduce somebody: {listed(known)}.")
        if one.open_seats:
            held = dict.fromkeys(labels[result.plan.seats[person.id]] for person in one.open_seats)
            lines.append(f"    A seat is held at {listed(held)}.")
        if states := count_states(one.rows):
            lines.append(f"    Invitations: {states}.")
    for several in list_several(result):
        names = listed(several.perspectives)
        lines.append(f"{_describe_contact(several.contact)} is on the list and fits several of these: {names}.")
    fewest = fewest_sentence(result)
    return [*lines, *([fewest] if fewest else [])]


def _describe_contact(one: Contact) -> str:
    standing = "maybe, and counted already" if one.standing == "maybe" else one.standing
    return f"{one.person.label} ({standing})"


def _describe_introducer(one: Introducer) -> str:
    if one.connection:
        return f"{one.person.label} (knows: {one.connection})"
    if one.serves:
        return f"{one.person.label} (from an organization that serves them)"
    return f"{one.person.label} ({'shares this perspective' if one.is_of_it else 'same organization'})"


def print_pages_written(console: Console, result: Result, more: Mapping[str, str]) -> None:
    """Print the record with --json, otherwise the files that were written again.

    Parameters
    ----------
    console : Console
    result : Result
    more : mapping of str to str
        Paths of more files, by name.
    """
    files = {**result.files, **more}
    if console.as_json:
        from seating.report.record import result_record

        console.record(result_record(result).model_copy(update={"files": files}))
        return
    harvest_notes = () if result.harvest is None else result.harvest.notes
    console.notes(note for note in result.notes if note.slug in PAGE_NOTES or note in harvest_notes)
    console.result(f"{describe_room(result)} The pages show the saved seating; nothing was solved.")
    console.section("Files", _list_files(result, PAGE_FILES, more))


def write_pdfs(console: Console, pages: Iterable[Path], out: Path | None) -> Mapping[str, str]:
    """Convert pages to PDF files beside them, and show progress.

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
        When a PDF of this name exists that this program did not write, or when pages cannot be converted.
    """
    from seating.report.output import Manifest
    from seating.report.pdf import print_pages

    wanted = {page: page.with_suffix(".pdf") for page in pages}
    if out is not None:
        ours = Manifest(out)
        ours.refuse_others(wanted.values())
        ours.add(wanted.values())
    number = counted(len(wanted), "PDF file")
    console.progress(f"writing {number} …")
    printed = print_pages(wanted, lambda done: console.progress(f"writing {number} … {done} done"))
    console.end_progress()
    return {"pdf": printed[0].path.parent.as_posix()} if printed else {}


def describe_room(result: Result) -> str:
    """Return the numbers of people, staff and tables in use, and the round if it is not the first."""
    number, room = result.room.round_number, result.room
    people = counted(len(room.people), "person", "people")
    staff = f" and {counted(len(room.staff), 'member of staff', 'members of staff')}" if room.staff else ""
    sit = "sits" if len(room.people) == 1 and not room.staff else "sit"
    tables = counted(len(set(result.plan.seats.values())), "table")
    n_held = len(list_held_seats(room, result.plan))
    held = f" This counts {counted(n_held, 'seat', 'seats')} held for somebody to be found." if n_held else ""
    return f"{f'Round {number}: ' if number > 1 else ''}{people}{staff} {sit} at {tables}.{held}"


def describe_quality(result: Result) -> str:
    """Return how good a solved seating is: whether the musts are met, what else is met, and how far it is from optimal.

    The words come first, the penalty and its bound after them.
    """
    if result.status is Status.IMPOSSIBLE:
        return f"The musts cannot all be met together. {_describe_closest(result)}"
    if result.status is Status.NO_SEATING:
        return f"No seating that meets every must was found; one may still exist. {_describe_closest(result)}"
    if result.penalty == 0 and all(verdict.met for verdict in result.review.verdicts.values()):
        if result.asks_only_seats:
            return describe_no_wishes(result.convening, result.people, some_wait=bool(result.idle_requirements))
        if "requirements" in result.convening.inferred:
            return "Every requirement inferred from the list is met."
        if any(not one.met for view in result.governance for one in view.review.verdicts.values()):
            return "Every requirement about the seats is met. No seating can be better."
        return "Every requirement is met. No seating can be better."
    return f"All musts are met. {_count_met(result)} {_describe_distance(result)}"


def describe_review(result: Result) -> str:
    """Return how good a seating made by hand is. It does not say whether a better seating exists."""
    unmet = result.review.unmet
    musts = f"Not all musts are met: the seating falls short of them by {unmet:,}." if unmet else "All musts are met."
    return f"{musts} {_count_met(result)} The penalty is {result.penalty:,} (0 is ideal)."


def _describe_closest(result: Result) -> str:
    return (
        f"This is the closest seating found: it falls short of the musts by {result.review.unmet:,}, "
        f"and its penalty is {result.penalty:,}."
    )


def _count_met(result: Result) -> str:
    """Return how many of the requirements that apply in this round are met."""
    verdicts = [verdict for verdict in map(result.verdict, result.requirements) if verdict.applies]
    verb = "is" if len(verdicts) == 1 else "are"
    met = sum(verdict.met for verdict in verdicts)
    return f"{met:,} of {counted(len(verdicts), 'requirement')} {verb} met."


def _describe_distance(result: Result) -> str:
    """Return how far a seating is from optimal, in words, with its penalty."""
    distance = result.distance
    if distance.for_one_round:
        better = f"No seating of this round has a penalty below {result.penalty:,}"
        return f"{better}, but the plan of all rounds may not be optimal."
    if hides_points(result) and result.penalty == shared_penalty(result):  # read from the ledger
        left_out = f"Its penalty without private requirements, whose points are not saved, is {result.penalty:,}."
        return f"This seating is optimal. {left_out}" if distance.points == 0 else left_out
    if distance.points is None:
        return f"The penalty is {result.penalty:,} (0 is ideal). Whether a better seating exists is not known."
    if distance.points == 0:
        return f"This seating is optimal: no seating has a penalty below {result.penalty:,}."
    return (
        f"This seating is at most {counted(distance.points, 'point')} from optimal: its penalty is {result.penalty:,}, "
        f"and no seating has a penalty below {result.penalty - distance.points:,} (gap {result.gap or 0:.0%})."
    )


def _describe_chance(result: Result) -> list[str]:
    """Return the chance that all musts are met on the day, if it is small and they are met with full attendance."""
    musts = result.chances.musts if result.chances else None
    if result.review.unmet or musts is None or musts.chance.value >= SHOWN_CHANCE:
        return []
    about = "" if musts.chance.is_exact else "about "
    chance = "less than 1%" if musts.chance.value < 0.01 else f"{about}{musts.chance.value:.0%}"
    return [f"Some people might not come. The chance that all musts are met on the day is {chance}."]


def _list_missing_voices(result: Result) -> list[str]:
    """Return a line for each voice, role or need that is not heard, the worst first."""
    lacking = [voice for voice in (*result.review.voices, *result.review.gaps) if voice.state is not VoiceState.HEARD]
    told = {(voice.id, voice.name) for voice in lacking if voice.held}
    asks = list_asks(result.requirements, result.convening.frame, result.room)
    asked = [ask for identity, ask in asks if (identity, ask.name) in told]
    held = [
        f"A seat is held at {table.label}: {seat.label}."
        for seat, table in list_held_seats(result.room, result.plan)
        if not any(ask.matches(seat) for ask in asked)
    ]
    return [*truncate([voice.sentence for voice in lacking], SHOWN_VOICES), *truncate(held, SHOWN_VOICES)]


def _list_candidates(result: Result) -> list[str]:
    """Return the lines on candidates, with the file to which their lines can be added."""
    where = result.convening.file or result.files.get("convening")
    return list_candidates(result.candidates, result.convening, SHOWN_CANDIDATES, where)


def _list_choices(result: Result) -> list[str]:
    """Return how far the seating follows choices and charts, and where the reasons are."""
    if result.choices is None:
        return []
    page = result.files.get("packet")
    where = [f"Reasons: {Path(page).with_name('convener-only') / 'choices.html'}"] if page else []
    return [*result.choices.sentences, *(where if result.choices.departures else [])]


def list_access(result: Result) -> list[str]:
    """Return who can talk with no one else at their table, and which tables to make accessible, for which people."""
    room, cut_off = result.room, find_cut_off(result.room, result.plan)
    labels = {person.id: person.label for person in room.persons}
    return [
        *(describe_cut_off(room, one, listed(labels[person] for person in one.people)) for one in cut_off),
        *advise_interpreters(room, (*cut_off, *find_uninterpreted(room, result.plan))),
        *advise_access(room, find_barriers(room, result.plan, result.requirements)),
    ]


def _list_not_seated(result: Result) -> list[str]:
    """Return a line for each reason why people have no seat."""
    by_reason: dict[str, list[str]] = {}
    for absent in result.not_seated:
        by_reason.setdefault(absent.reason, []).append(absent.person.label)
    advice = advise_another_date(result.not_seated)
    return [*(f"{join_names(names)}: {reason}" for reason, names in by_reason.items()), *([advice] if advice else [])]


def _unmet_heading(result: Result) -> str:
    unmet = sort_unmet(result)
    if len(unmet) == 1:
        return "Unmet requirement"
    return f"Unmet requirements, {'musts first' if unmet and unmet[0].is_must else 'most costly first'}"


def _suggest_explain(result: Result) -> list[str]:
    """Return the command that explains an unmet should; nothing if every should is met or a must is unmet."""
    unmet = sort_unmet(result)
    if not unmet or result.status not in (Status.OPTIMAL, Status.FEASIBLE):
        return []
    which = "it" if len(unmet) == 1 else "the first one"
    return [f"To see what prevents {which}, run `seating explain LIST --requirement {unmet[0].id}`."]


def _list_files(result: Result, described: Mapping[str, str], more: Mapping[str, str] | None = None) -> list[str]:
    """Return the paths of the files that are described, each with its description."""
    files = {**result.files, **(more or {})}
    return align([(files[name], what) for name, what in described.items() if name in files])
