"""How duties are spread over organizations, sectors, representative types and voices, and who carries too much."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from seating.analysis.duty_spread import Spread, measure_spreads, say_share
from seating.present.blocks import Block, Column, Heading, Lines, Row, Table, Text, join, paragraph
from seating.report.places import column_name
from seating.report.workload import describe_load, list_shown_heavy
from seating.result import Result
from seating.wording import Said, name_some, said, said_count, said_joined, said_list

ORDER = 57
TITLE = "How duties are distributed"

MOST_NAMED = 3
"""Maximum number of groups with too many or too few duties that are named."""


def list_blocks(result: Result) -> Iterator[Block]:
    """Yield how evenly the duties are spread, and who carries more than their share; nothing if there is neither."""
    columns = ("organization", "sector", "representative_type")
    unknown = {column for column in columns if not result.may_total(column) or result.lacks_cells(column)}
    hidden = unknown | set(result.private_names)
    spreads = measure_spreads(result.room, result.requirements, result.duties, hidden, result.plan)
    if spreads:
        yield from _list_spreads(result, spreads)
    yield from _list_heavy(result)


def _list_spreads(result: Result, spreads: Sequence[Spread]) -> Iterator[Block]:
    titles = (
        Column(said("Duties by")),
        Column(said("Groups"), is_number=True),
        Column(said("Hold a duty"), is_number=True),
        Column(said("Most in one group"), is_number=True),
        Column(said("Spread")),
    )
    yield Table(said("Duties by organization, sector, type and voice"), titles, [_row(spread) for spread in spreads])
    people = [person.id for person in result.room.people]
    about: list[Text] = [said("Staff duties are left out.")]
    if any(result.is_suggested(one, duty) for one in people for duty in result.duties.get(one, ())):
        about.append(said("Duties assigned by the program are only suggestions until the table elects someone."))
    yield paragraph(join(about, " "), "intro")


def _list_heavy(result: Result) -> Iterator[Block]:
    """Yield who carries more than their share, and what; the sheet for the steering table has room for one or two."""
    heavy = list_shown_heavy(result)
    if not heavy:
        return
    about = said(
        "Each of them has at least four tasks in addition to their seat, and at least twice the average for people who "
        "have any."
    )
    if len(heavy) == 1:
        about = said(
            "These are at least four tasks in addition to their seat, and at least twice the average for people who "
            "have any."
        )
    yield Heading(said("Who carries more than their share"))
    yield Lines([describe_load(result, one) for one in heavy], "bullets")
    marked = any(result.is_suggested(one.person.id, duty) for one in heavy for duty in one.duties)
    yield paragraph((about, " * ", said("suggested until elected")) if marked else about, "quiet")


def _row(spread: Spread) -> Row:
    by = said("Voice") if spread.by == "voice" else column_name(spread.by)
    return Row((by, len(spread.groups), spread.holding, spread.groups[0].duties, _verdict(spread)))


def _verdict(spread: Spread) -> Said:
    uneven = spread.uneven
    if spread.by == "organization":
        if len(spread.compared) < 2:
            return said("Not compared: fewer than two organizations have people who can hold a duty.")
        if not uneven and len(spread.compared) < len(spread.groups):
            return said(
                "Even: the number of duties differs by at most one between any two organizations with people who can "
                "hold a duty."
            )
        if not uneven:
            return said("Even: the number of duties differs by at most one between any two organizations.")
        most, fewest = uneven[0].duties, uneven[-1].duties
        top = [group.name for group in uneven if group.duties == most]
        named = said_list(name_some(top, MOST_NAMED))
        return said_count(
            "Uneven: %(named)s has %(most)s duties, and %(number)s other has %(fewest)s.",
            "Uneven: %(named)s has %(most)s duties, and each of %(number)s others has %(fewest)s.",
            sum(group.duties == fewest for group in uneven),
            most=most,
            named=said("each of %(names)s", names=named) if len(top) > 1 else named,
            fewest=fewest,
        )
    if not spread.is_share_known:
        return said("Not compared here: it is not recorded who can hold which duty.")
    if not uneven:
        return said(
            "Even: each group’s number of duties is at most one away from its rounded share of the people who can hold "
            "them."
        )
    told = [say_share(group) for group in uneven]
    return said("Uneven: %(groups)s.", groups=said_joined(name_some(told, MOST_NAMED), "; "))
