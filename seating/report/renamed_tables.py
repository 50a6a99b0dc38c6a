"""The names and numbers that tables had in earlier rounds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping

from seating.groups import tuples_by_key
from seating.result import Result, keep
from seating.room.lineage import heir_of
from seating.room.tables import Table, in_order_of_numbers, list_renumbered
from seating.wording import Said, said, said_field, said_joined, said_list

ABSENT_AT_THEIR_SEAT = said("A person who was absent counts at the table where they had a seat. They met no one there.")
"""How absent people are counted where a page tells who moved."""


TABLES_RENAMED = said("Tables renamed, split or merged")
"""The heading of what `tell_renamed` returns."""


@keep
def label_tables(result: Result) -> dict[str, Said]:
    """Return the name of each table with its number."""
    numbered = enumerate(in_order_of_numbers(result.convening.tables), start=1)
    return {table.id: table.label_with(number) for number, table in numbered}


def tell_renamed(renamed: Collection[tuple[str, str]], then: Mapping[str, str], now: Mapping[str, str]) -> list[Said]:
    """Return both names of each table that has another name than in an earlier round, or was split or merged.

    Parameters
    ----------
    renamed : collection of (from, to)
        Ids of tables that were renamed, split or merged.
    then, now : mapping of table id to str
        The names of the tables in both rounds.
    """
    split = {a for a, count in Counter(a for a, _ in renamed).items() if count > 1}
    told = []
    for table, origins in group_origins(renamed, then, now).items():
        names = [then.get(one, one) for one in origins]
        if len(names) > 1 or names != [now.get(table, table)] or not split.isdisjoint(origins):  # not only another id
            told.append(said_joined([said_list(names), now.get(table, table)], " → "))
    return told


def group_origins(
    renamed: Iterable[tuple[str, str]], then: Mapping[str, str], now: Mapping[str, str]
) -> Mapping[str, tuple[str, ...]]:
    """Return the ids that each table had in an earlier round, by its id; `tell_renamed` describes the parameters."""
    return tuples_by_key([*((b, a) for a, b in renamed), *((one, one) for one in then if one in now)])


def tell_renumbered(before: Mapping[str, int], labels: Mapping[str, str], now: Iterable[Table]) -> list[Said]:
    """Return both numbers of each table that has another number than in an earlier round; see `list_renumbered`.

    If other tables were merged into it, it is told under the name that it had then, because they had other numbers.

    Parameters
    ----------
    before : mapping of table id to int
        The numbers in the earlier round.
    labels : mapping of table id to str
        The names of the tables in that round.
    now : iterable of Table
    """
    return [
        _tell_number(table, number, table.id, then, before, labels)
        for table, number, then in list_renumbered(before, now)
    ]


def _tell_number(
    table: Table, now: int, former: str, then: int, before: Mapping[str, int], labels: Mapping[str, str]
) -> Said:
    """Return the number that `former`, the id of what a table was, had in an earlier round, and that of the table."""
    is_merged = len(before.keys() & {table.id, *table.was}) > 1
    name = labels.get(former, table.label) if is_merged else table.label
    return said_field(name, said_joined([str(then), str(now)], " → "))


@keep
def find_numbers_before(result: Result) -> Mapping[str, int]:
    """Return the number that a person's table had in the last round, if it has another one now, by person id.

    A table that was renamed, or merged into another, is known by its heir, and a table that was split by the part that
    kept its id. In a season, it can be any session that the person went to then.
    """
    past, found = result.room.history.last, dict[str, int]()
    if past is None:
        return found
    numbers = {table.id: number for number, table in enumerate(in_order_of_numbers(result.convening.tables), start=1)}
    for person, sat in _had_tables(result).items():
        then = past.numbers.get(sat)
        if then is not None and numbers[result.plan.seats[person]] != then:
            found[person] = then
    return found


def tell_number_before(result: Result, person: str, at: Table, number: int) -> Said | None:
    """Return that the table where a person sat in the last round has another number now; None if it has not.

    If several tables were merged, it is told under the name that it had then. It is told at the first of several
    sessions only.

    Parameters
    ----------
    result : Result
    person : str
        The person's id.
    at : Table
        A table where they sit.
    number : int
        Its number.
    """
    past, then = result.room.history.last, find_numbers_before(result).get(person)
    if past is None or then is None or result.plan.seats[person] != at.id:
        return None
    return _tell_number(at, number, _had_tables(result)[person], then, past.numbers, past.labels)


@keep
def _had_tables(result: Result) -> Mapping[str, str]:
    """Return the table in the last round that is now that of their seat, for everyone who went to it, staff too."""
    past, found = result.room.history.last, dict[str, str]()
    if past is None:
        return found
    for person, sat in {**past.staff, **past.placed}.items():
        seat = result.plan.seats.get(person)
        went = (table for table in (sat, *past.further.get(person, ())) if heir_of(result.room, table) == seat)
        if seat is not None and (table := next(went, None)) is not None:
            found[person] = table
    return found
