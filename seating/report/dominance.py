"""Power: tables that one organization or decision-makers dominate, and the shares of hosts; no one is named."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from seating.analysis.power import (
    FEWEST_AT_TABLE,
    Dominance,
    find_dominances,
)
from seating.analysis.season.hosts import HostShare, find_host_shares
from seating.present.blocks import Block, Lines, keep_filled, paragraph
from seating.profiles.heads import count_heads, without_held_seats
from seating.result import Result
from seating.wording import Said, said, said_count

KNOWN = ("representative_type", "organization")
"""Columns of which a group can outvote a table."""


def list_blocks(result: Result) -> Iterator[Block]:
    """Yield the tables that a group could outvote, and the shares of hosts; nothing if no column tells of groups."""
    people = without_held_seats(result.room.seated_people(result.plan))
    known = [column for column in KNOWN if result.may_total(column) and not result.lacks_cells(column)]
    columns = [column for column in known if any(person.values(column) for person in people)]
    yield from keep_filled(_list_dominance(result, columns))


def _list_dominance(result: Result, columns: Sequence[str]) -> Iterator[Block]:
    """Yield the tables that one group dominates, or that there are none; and the shares of hosts at their tables.

    Nothing is told if all tables are too small to be looked at.
    """
    numbers = {table.id: number for number, table in enumerate(result.room.tables, start=1)}
    dominances = [
        dominance_words(one, numbers[one.table.id]) for one in find_dominances(result.room, result.plan, columns)
    ]
    sizes = map(count_heads, result.room.members(result.plan).values())
    if dominances:
        yield Lines(dominances, "bullets", "plain")
    elif columns and any(heads.people >= FEWEST_AT_TABLE for heads in sizes):
        yield paragraph(_none_dominates(columns), "intro")
    if "organization" in columns:
        hosts = find_host_shares(result.room, result.plan)
        yield Lines([_host_words(one, numbers[one.table.id]) for one in hosts], "bullets", "plain")


def _none_dominates(columns: Sequence[str]) -> Said:
    """Return the sentence that no table is dominated, naming only the columns and the tables that were checked."""
    least = FEWEST_AT_TABLE
    if len(columns) == 2:
        return said(
            "No organization makes up more than half of any table with at least %(number)s people, and neither do "
            "decision-makers.",
            number=least,
        )
    if columns == ["organization"]:
        return said(
            "No organization makes up more than half of any table with at least %(number)s people.", number=least
        )
    return said("Decision-makers make up no more than half of any table with at least %(number)s people.", number=least)


def dominance_words(one: Dominance, number: int) -> Said:
    """Return the sentence that one group could decide alone at a table.

    Parameters
    ----------
    one : Dominance
        The group and its table.
    number : int
        The table's number, from 1.
    """
    told = {"table": one.table.label_with(number), "people": one.people, "all": one.of, "group": one.value}
    if one.column == "organization":
        return said(
            "At %(table)s, %(people)s of %(all)s people are from %(group)s: one organization could outvote the rest.",
            **told,
        )
    if one.people == one.of:
        return said("At %(table)s, all %(people)s people are decision-makers.", **told)
    return said(
        "At %(table)s, %(people)s of %(all)s people are decision-makers: let those who do the work speak first.", **told
    )


def _host_words(one: HostShare, number: int) -> Said:
    return said_count(
        "At %(table)s, %(number)s of %(all)s people is from its host, %(host)s.",
        "At %(table)s, %(number)s of %(all)s people are from its host, %(host)s.",
        one.people,
        table=one.table.label_with(number),
        all=one.of,
        host=one.table.hosted_by,
    )
