"""A seating: that of `seating solve`, of `seating review`, and of pages that are written again.

The order is that of a convener's questions: how good the seating is, what cannot be met, who is missing, who has no
seat, and what is unmet.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from seating.analysis.access import (
    advise_access,
    find_barriers,
    find_uninterpreted,
)
from seating.analysis.season.staffing import is_met_by_staff_plan
from seating.engines.engine_runs import merge_runs
from seating.engines.outcome import Status
from seating.errors import Note
from seating.groups import group_by_key
from seating.pages.governance_members import list_governance
from seating.pages.unmet import list_conflicts, list_inapplicable, list_unmet, sort_unmet
from seating.present.blocks import (
    Block,
    Figures,
    Heading,
    Lines,
    Span,
    Text,
    below,
    code,
    data,
    field,
    figure,
    paragraph,
    titled,
)
from seating.report.claims import labels
from seating.report.claims.quality import NO_PENALTY_BELOW, PENALTY, SHORT_OF_MUSTS
from seating.report.cut_off import tell_cut_off, tell_interpreters
from seating.report.missing import list_missing, tell_missing
from seating.report.output import find_settings
from seating.report.pages import name_options, packet_pages
from seating.report.person_names import label_apart
from seating.report.quality import count_met, count_seated, describe_quality, list_limits, tell_musts_met
from seating.report.requirement_names import name_requirement
from seating.report.resources import count_resources, list_suggestions
from seating.result import Result
from seating.result.proof import lacks_points, measure_distance
from seating.result.staff_plan import tell_season
from seating.wording import Said, as_argument, said, said_field, said_first, said_joined

SHOWN_NAMES = 6

ENGINES = {
    "annealing": said("annealing"),
    "classes": said("bound over classes"),
    "columns": said("bound from columns"),
    "counts": said("search over counts"),
    "exact": said("CP-SAT"),
    "feasibility": said("conflicts of musts"),
    "groups": said("bound on groups"),
    "mip": said("integer program of the whole room"),
    "pairs": said("bound from pairs"),
    "relaxation": said("bound from linear relaxations"),
    "rounds": said("search in all rounds at once"),
    "wishes": said("bound on wishes"),
}
"""What each engine is called."""

FIRST_FILES = {
    "report": said("the report: open it in a browser"),
    "seating_csv": said("who sits where, for a spreadsheet"),
    "packet": said("pages to print for the day"),
    "invitations": said("the invitation list: fill in who was asked and what they answered; the next run reads it"),
    "mentions": said("texts that name no one on the list: fill in whom they mean; the next run reads it"),
    "convening": said("the inferred convening: edit it and run again"),
}
"""The files that a convener opens first, by their names in `Result.files`, with a description of each."""

PAGE_FILES = {
    "report": said("the report"),
    "seating_csv": said("who sits where, for a spreadsheet"),
    "packet": said("pages to print for the day"),
    "shared": said("pages that you can hand out"),
    "packet_pdf": said("all pages in one PDF, to print"),
    "pdf": said("the pages as PDF"),
}
"""The files that are listed after pages were written again, with a description of each."""

REASONS = "for-you-alone"
"""The name for `--pages` of the page with the reasons why people do not sit where they chose."""

LIST = said("LIST")
"""Stands for the list where the command that was given is not known."""

PAGE_NOTES = {"without-list", "list-changed", "round-finished", "round-unfinished", "pages-left-out", "pages-removed"}
"""Slugs of the notes on how pages were made. Other notes were printed when the round was seated, but for those on files
that were read again."""


def list_notes(result: Result) -> list[Note]:
    """Return the notes on how a seating was made; how headings were read is told by `seating check`."""
    return [note for note in result.notes if note.slug != "heading-matched"]


def list_blocks(result: Result, given: str = LIST) -> Iterator[Block]:
    """Yield a seating that was solved.

    Parameters
    ----------
    result : Result
    given : str
        The list and the options that name the same inputs to another command.
    """
    quality, advice = describe_quality(result), _suggest_explain(result, given)
    return describe_result(result, quality, list_figures(result), advice=advice, given=given)


def list_reviewed(result: Result) -> Iterator[Block]:
    """Yield the check of a seating made by hand."""
    return describe_result(result, describe_review(result), [tell_ideal(result.penalty)])


def describe_result(
    result: Result,
    quality: str,
    figures: Iterable[Said],
    first: Iterable[Block] = (),
    advice: Sequence[Text] = (),
    given: str = LIST,
) -> Iterator[Block]:
    """Yield the verdict and the sections of a result.

    Parameters
    ----------
    result : Result
    quality : str
        How good the seating is, in sentences.
    figures : iterable of Said
        The figures of the search.
    first : iterable of Block
        What is printed before the other sections.
    advice : sequence of Text
        What is added to the unmet requirements.
    given : str
        As for `list_blocks`.
    """
    yield describe_verdict(result, [quality], figures, tell_season(result))
    yield from first
    yield from list_conflicts(result)
    yield from titled(said("Who is missing"), tell_missing_and_calls(result))
    yield from titled(said("Resources and gaps"), _list_resources(result))
    yield from titled(said("Access and languages"), list_access(result))
    yield from titled(said("Choices and charts"), _list_choices(result, given))
    yield from titled(said("Not seated"), _list_not_seated(result))
    yield from titled(_title_unmet(result), [*list_unmet(result), *advice])
    yield from list_governance(result)
    yield from titled(said("Requirements that do not apply in this round"), list_inapplicable(result))
    yield from titled(said("The search"), list_engines(result))
    yield from list_files(result.files, FIRST_FILES)
    if "packet" in result.files:
        yield paragraph(said("To see what the other pages in the packet are for, run `seating packet --list-pages`."))
    for ahead in result.ahead:
        yield Heading((labels.ROUND(number=ahead.room.round_number), ", ", said("planned ahead")))
        about = said_joined([describe_room(ahead), describe_quality(ahead)], " ")
        yield Lines([about, *tell_missing_and_calls(ahead), *list_unmet(ahead)], "bullets")
        yield from list(list_files(ahead.files, FIRST_FILES))[1:]


def describe_verdict(
    result: Result, sentences: Iterable[str], figures: Iterable[Said], about_season: Iterable[str] = ()
) -> Block:
    """Return the paragraph about a seating: who sits, how good it is, and for those who ask the figures of the search.

    Parameters
    ----------
    result : Result
    sentences : iterable of str
    figures : iterable of Said
        They are about the seating, so they stand before `about_season`.
    about_season : iterable of str
        What is told of guests and of the staff plan.
    """
    tone = "open" if result.review.unmet else "good"
    verdict = Span(said_joined([describe_room(result), *sentences], " "), tone=tone)
    season = [Span(said_joined(["", text], " "), tone=tone) for text in about_season]
    return paragraph((verdict, *(part for text in figures for part in (figure(" "), figure(text))), *season))


def list_pages_written(result: Result, files: Mapping[str, str]) -> Iterator[Block]:
    """Yield the files that were written again from a saved seating.

    Parameters
    ----------
    result : Result
    files : mapping of str to str
        Their paths, by name.
    """
    saved = said("The pages show the saved seating; no new seating was computed.")
    yield paragraph(said_joined([describe_room(result), saved], " "))
    yield from list_files(files, PAGE_FILES)


def list_page_notes(result: Result) -> list[Note]:
    """Return the notes on how pages were made from a saved seating."""
    return [note for note in result.notes if note.slug in PAGE_NOTES or note in result.read_again]


def describe_room(result: Result) -> Said:
    """Return the numbers of people, staff and tables in use, and the round if it is not the first."""
    number, seated = result.room.round_number, count_seated(result)
    return said_field(labels.ROUND(number=number), seated) if number > 1 else seated


def describe_review(result: Result) -> Said:
    """Return how good a seating made by hand is. It does not tell whether a better seating exists."""
    musts = said("Not all musts are met.") if result.review.unmet else tell_musts_met(result)
    return said_joined([musts, count_met(result.judged), *list_limits(result)], " ")


def tell_ideal(penalty: int) -> Said:
    """Return the penalty of a seating that was not searched for."""
    return PENALTY(number=penalty)


def list_figures(result: Result) -> Iterator[Said]:
    """Yield the figures of the search: the penalty, and what is proven of it, unless it is 0."""
    points = measure_distance(result).points
    if result.status in {Status.IMPOSSIBLE, Status.NO_SEATING}:
        yield SHORT_OF_MUSTS(number=result.review.unmet)
        yield tell_ideal(result.penalty)
    elif not result.penalty and all(verdict.met for verdict in result.review.verdicts.values()):
        return
    else:
        yield tell_ideal(result.penalty)
        if lacks_points(result.judged):  # read from the ledger
            yield said("Private requirements, whose points are not saved, are left out.")
        elif points is not None and not measure_distance(result).for_one_round:
            yield NO_PENALTY_BELOW(number=result.penalty - points)


def list_engines(result: Result) -> Iterator[Said]:
    """Yield a line for each engine that ran: how long, and what it brought."""
    for run in merge_runs(run for each in (result, *result.ahead) for run in each.engines):
        parts = [labels.SECONDS(number=f"{run.seconds:,.2f}"), labels.WORK(number=f"{run.work:,.3f}")]
        if run.found_best:
            parts.append(said("found this seating or one as good"))
        if run.proved_bound:
            parts.append(said("proved the bound"))
        yield said_field(ENGINES[run.engine], said_joined(parts, ", "))


def tell_missing_and_calls(result: Result) -> Iterator[Said]:
    """Yield who is missing, in one sentence, and where the sheet with the calls is; nothing if no one is."""
    if (missing := tell_missing(list_missing(result))) is not None:
        yield missing
        if page := result.files.get("packet"):
            file = (Path(page).parent / "who-is-missing.html").as_posix()
            yield said_joined([said("To plan the calls, open"), file], " ")


def _list_resources(result: Result) -> Iterator[Text]:
    """Yield how many resources and gaps there are, and the `needs` lines with which gaps would count."""
    if result.resources is None:
        return
    yield count_resources(result)
    suggested = () if result.convening.resource_map.count_gaps else list_suggestions(result.convening, result.resources)
    if suggested:
        about = said("For the gaps to count, set the `needs` of these tables in the convening:")
        yield (about, *(below(f"{one.table}: {one.line}", is_data=True) for one in suggested))


def list_access(result: Result) -> Iterator[Text]:
    """Yield who can talk with no one else at their table, and which tables to make accessible, for which people."""
    room = result.room
    yield from tell_cut_off(result)
    yield from tell_interpreters(result, result.plan, find_uninterpreted(room, result.plan))
    barriers = find_barriers(room, result.plan, result.requirements)
    rather = [one for one in barriers if not one.is_seat]  # a need that a seat does not meet is listed as unmet
    yield from advise_access(room, rather, partial(label_apart, result))


def _list_choices(result: Result, given: str) -> Iterator[Text]:
    """Yield how far the seating follows choices and charts, and where the reasons are."""
    if result.choices is None:
        return
    yield from result.choices.sentences
    if "packet" not in result.files or not result.choices.departures:
        return
    packet = Path(result.files["packet"]).parent
    written = find_settings(packet.parent)
    pages = written.pages if written else ()
    if REASONS in pages:
        file = (packet / next(one.path for one in packet_pages() if one.choice == REASONS)).as_posix()
        yield field(said("Page with the reasons"), data(file))
        return
    options = [f"--pages {name}" for name in name_options((*pages, REASONS))]
    command = said_joined(["seating packet", given, *options], " ")
    yield field(said("To write the page with the reasons, run"), code(command))


def _list_not_seated(result: Result) -> Iterator[Text]:
    """Yield each reason why people have no seat, with their names."""
    by_reason = group_by_key((absent.reason, label_apart(result, absent.person)) for absent in result.not_seated)
    for reason, names in by_reason.items():
        yield (data(said_first(names, SHOWN_NAMES)), ": ", reason)


def _title_unmet(result: Result) -> Said:
    unmet = sort_unmet(result)
    if len(unmet) == 1:
        return said("Unmet requirement")
    if unmet and unmet[0].is_must:
        return said("Unmet requirements, musts first")
    return said("Unmet requirements, worst first")


def _suggest_explain(result: Result, given: str) -> list[Text]:
    """Return the command that explains the worst unmet wish; nothing if there is none or a must is unmet.

    What the staff plan meets is left out, because the seats do not explain it.
    """
    unmet = sort_unmet(result)
    first = next((one for one in unmet if not is_met_by_staff_plan(one, result.room)), None)
    if first is None or result.status not in (Status.OPTIMAL, Status.FEASIBLE):
        return []
    asked = as_argument(name_requirement(first.id, result.people))
    command = said_joined(["seating explain", given, "--requirement", asked], " ")
    return [field(said("To see what prevents it from being met, run"), code(command))]


def list_files(files: Mapping[str, str], described: Mapping[str, Said]) -> Iterator[Block]:
    """Yield the paths of the files that are described, each with its description."""
    shown: list[tuple[Text, Text]] = [(data(files[name]), what) for name, what in described.items() if name in files]
    if shown:
        yield Heading(said("Files"))
        yield Figures(shown, "facts")
