"""How the seating was made: the input, what is proven, and how to reproduce it."""

from __future__ import annotations

from collections.abc import Iterator

from seating._version import __version__
from seating.engines.outcome import Status
from seating.present.blocks import Block, Column, Figures, Row, Table, Text, code, data, parts_of
from seating.record.people import NO_DIGEST
from seating.report.quality import describe_distance, tell_musts_met
from seating.result import Result
from seating.wording import Said, said, said_alone, said_count, said_joined, said_list

ORDER = 100
TITLE = "How it was made"

STATUS_WORDS = {
    Status.OPTIMAL: said("Optimal: it is proven that no seating is better."),
    Status.IMPOSSIBLE: said("Impossible: it is proven that no seating meets every must. The closest one is shown."),
    Status.NO_SEATING: said("Not known: no seating that meets every must was found, but one might exist."),
}


Fact = tuple[Text, Text]
"""A term and its value."""


def list_blocks(result: Result) -> Iterator[Block]:
    """Yield how the seating was made; values that are not known are left out."""
    people, convening = result.people, result.convening
    written = data(convening.file) if convening.file else said("written by the program")
    source = said("inferred from the list") if convening.is_inferred else written
    rows = said_count("%(number)s row", "%(number)s rows", people.rows) if people.rows else ""
    facts: list[Fact] = [
        (said("Status"), _describe_status(result)),
        (said("Penalty"), _describe_penalty(result)),
        *_bound(result),
        (said("Time"), said("%(seconds)s seconds", seconds=f"{result.seconds:.1f}")),
        *_search_longer(result),
        (said("How to reproduce it"), _describe_repetition(result)),
        (said("Seed"), code(str(result.seed))),
        (said("Version"), data(f"seating {__version__}")),
        (said("List"), data(said_joined(filter(None, (people.file, rows)), ", "))),
        (said("SHA-256 of the list"), _digest(people.sha256)),
        (said("Convening"), source),
        (said("SHA-256 of the convening"), _digest(convening.sha256)),
        *_charts(result),
    ]
    yield Figures([(term, value) for term, value in facts if parts_of(value)], "facts")
    yield _list_points(result)


def _describe_status(result: Result) -> Said:
    """Return the status, and of a seating that meets the musts whether a better one exists, as on the first screen."""
    if result.status is Status.FEASIBLE:
        return said_joined([tell_musts_met(result), describe_distance(result)], " ")
    return STATUS_WORDS[result.status]


def _list_points(result: Result) -> Table:
    """Return the points of each unmet should that is not private, the most costly first."""
    unmet = [one for one in result.judged if not one.met and not one.is_must and not one.is_private]
    unmet.sort(key=lambda one: -one.penalty)
    rows = [Row((code(one.id), one.requirement.weight, one.verdict.shortfall, one.penalty)) for one in unmet]
    numbers = [Column(title, is_number=True) for title in (said("Weight"), said("Shortfall"), said("Points"))]
    return Table(said("Points from the unmet requirements"), (Column(said("Requirement")), *numbers), rows)


def _describe_penalty(result: Result) -> Said:
    points = _points(result.penalty)
    if result.lacks_points:
        return said(
            "%(points)s: weight times shortfall, added up over all unmet shoulds that are not private. "
            "Points from private requirements are left out.",
            points=points,
        )
    return said("%(points)s: weight times shortfall, added up over all unmet shoulds.", points=points)


def _search_longer(result: Result) -> tuple[Fact, ...]:
    """Return the option with which the search could find a better seating, or prove that there is none."""
    if result.longer_limit is None:
        return ()
    return ((said("To search longer"), code(f"--time-limit {result.longer_limit}")),)


def _describe_repetition(result: Result) -> Said:
    """Return what has to be the same for the same seating: earlier seatings too, if there are any."""
    if result.is_manual:
        return said(
            "This seating was saved on the board, where seats can be changed by hand. It is in the file seating.csv."
        )
    if any(note.slug == "interrupted" for note in result.notes):
        return said("The search was interrupted, so the same inputs might give a different seating.")
    is_repaired = result.repair is not None
    has_locks = any(one.is_lock for one in result.requirements)
    has_rounds = is_repaired or has_locks or result.room.round_number > 1 or bool(result.room.history.rounds)
    counts_gaps = result.resources is not None and result.convening.resource_map.count_gaps
    if has_rounds or counts_gaps or result.planned:
        inputs = (
            said("the list"),
            *((said("any arrivals"),) if is_repaired else ()),
            said("the convening"),
            *((said("the charts"),) if result.chart_files else ()),
            *((said("the resources"),) if counts_gaps else ()),
            *((said("the saved rounds"),) if has_rounds else ()),
            *((said("the number of rounds planned together"),) if result.planned else ()),
            *((said("what was kept"),) if has_locks else ()),
            said("the seed"),
            said("the version"),
        )
        told = said(
            "%(inputs)s determine the seating, unless a time limit cut the search short", inputs=said_list(inputs)
        )
        return said_alone(told)
    if result.chart_files:
        return said(
            "The same list, convening, charts, seed and version give the same seating, "
            "unless a time limit cut the search short."
        )
    return said(
        "The same list, convening, seed and version give the same seating, unless a time limit cut the search short."
    )


def _charts(result: Result) -> tuple[Fact, ...]:
    """Return the files of filled-in charts that were read, with the hash if there is one file; () without charts."""
    files = result.chart_files
    if not files:
        return ()
    named = said_list(file for file, _sha256 in files)
    if len(files) > 1:
        told = said("%(files)s. The record result.json has the SHA-256 of each.", files=named)
        return ((said("Charts"), told),)
    return ((said("Charts"), data(named)), (said("SHA-256 of the charts"), _digest(files[0][1])))


def _digest(sha256: str | None) -> Text:
    """Return the hash of a file; "" if there is none, or if it was removed with the data of a person."""
    return code(sha256) if sha256 and sha256 != NO_DIGEST else ""


def _points(number: int) -> Said:
    return said_count("%(number)s point", "%(number)s points", number)


def _bound(result: Result) -> tuple[Fact, ...]:
    """Return the lower bound on the penalty and the gap; () if either is unknown or the musts conflict."""
    if result.bound is None or result.gap is None or result.conflict is not None:
        return ()
    if result.lacks_points:  # the bound would show their points
        return ((said("Gap"), said("None: no seating that meets every must is better.")),)
    bound = said("No seating that meets every must can cost less than %(points)s.", points=_points(result.bound))
    if result.gap == 0:
        gap = said("None: the penalty equals the bound, so no seating can be better.")
    else:
        gap = said(
            "At most %(points)s, which is %(share)s of the penalty: a better seating could save no more than this.",
            points=_points(result.penalty - result.bound),
            share=said("%(number)s%%", number=f"{100 * result.gap:.1f}"),
        )
    return ((said("Bound"), bound), (said("Gap"), gap))
