"""What the tables whose word the members of a governance table carry bring and ask for, for the sheet of that table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from seating.forms.harvest import count_themes
from seating.forms.resources import ResourceState, list_gap_needs
from seating.groups import group_by_key
from seating.present.languages import Words
from seating.profiles.heads import without_held_seats
from seating.report.claims import labels
from seating.report.members import GovernancePlace
from seating.report.named_before import has_come
from seating.result import Result
from seating.result.meanings import list_people_meant
from seating.result.readers import may_total
from seating.room.plan import Room
from seating.room.tables import Table
from seating.wording import fold, shortened

MOST_TABLES = 26
"""Maximum number of tables on one sheet whose word the members carry; the others are counted."""

MANY_TABLES = 5
"""With more, the print is smaller, cells have fewer words, and decisions a page of their own."""

LONG_CELL, SHORT_CELL = 160, 64
"""Maximum number of characters in a cell, with few tables and with many."""

MOST_THINGS = 6
"""Maximum number of things in one cell; the others are counted."""

BLANK_ROWS = 3


@dataclass(frozen=True, slots=True)
class Heard:
    """What one table brings and asks; a text is "" if the program does not know, and is written by hand."""

    number: int
    table: str
    carriers: tuple[str, ...]
    brings: str
    asks: str


@dataclass(frozen=True, slots=True)
class HeardTables:
    """The tables from which the members of a governance table come, in the order of their numbers.

    Attributes
    ----------
    rows : tuple of Heard
    more : int
        The number of further tables.
    is_long : bool
        Whether there are more than `MANY_TABLES` tables.
    """

    rows: tuple[Heard, ...]
    more: int
    is_long: bool

    @property
    def blank_rows(self) -> range:
        """Rows to write on, if no one comes from a table."""
        return range(0 if self.rows else BLANK_ROWS)


def hear_tables(result: Result, at: GovernancePlace, words: Words) -> HeardTables:
    """Return the tables whose word the members of a governance table carry.

    Parameters
    ----------
    result : Result
    at : GovernancePlace
    words : Words
        The language of the sheet.
    """
    carriers = group_by_key((member.origin, member.alone) for member in at.members)
    tables = [(number, t) for number, t in enumerate(result.room.tables, start=1) if t.id in carriers]
    is_long = len(tables) > MANY_TABLES
    brings, asks = _list_brought(result), _list_asked(result)
    limit = SHORT_CELL if is_long else LONG_CELL
    rows = tuple(
        Heard(
            number,
            table.label,
            tuple(carriers[table.id]),
            _cell(_leave_out(brings.get(table.id, ()), asks.get(table.id, ())), limit, words),
            _cell(asks.get(table.id, ()), limit, words),
        )
        for number, table in tables[:MOST_TABLES]
    )
    return HeardTables(rows, max(0, len(tables) - MOST_TABLES), is_long)


def _list_brought(result: Result) -> Mapping[str, tuple[str, ...]]:
    """Return what each table found, and the resources that there are in its focus areas, by table id."""
    found: dict[str, dict[str, str]] = {table.id: {} for table in result.room.tables}
    for theme in count_themes(result.harvest) if result.harvest is not None else ():
        for table in theme.by_table:
            if table in found:
                found[table].setdefault(fold(theme.name), theme.name)
    for one in result.resources.found if result.resources is not None else ():
        if one.state in {ResourceState.HAVE, ResourceState.PARTIAL}:
            for table in _tables_with_focus(result.room, one.values("focus")):
                found[table].setdefault(fold(one.name), one.name)
    return {table: tuple(names.values()) for table, names in found.items()}


def _list_asked(result: Result) -> Mapping[str, tuple[str, ...]]:
    """Return what each table needs and lacks, what is missing in its focus areas, and who it named as missing."""
    gaps = {} if result.resources is None else list_gap_needs(result.resources, result.room.tables)
    found = {table.id: dict.fromkeys(gaps.get(table.id, ())) for table in result.room.tables}
    if may_total(result, "assets"):  # otherwise the sheet would tell whether someone at the table brings a thing
        members = result.room.coming_at(result.plan)
        for table in result.room.tables:
            brought = {fold(t) for p in members[table.id] for asset in p.assets for t in (asset.word, str(asset))}
            lacking = [need for need in table.needs if fold(need) not in brought]
            found[table.id] = dict.fromkeys((*lacking, *found[table.id]))
    for line in result.commitments.missing if result.commitments is not None else ():
        # no page for everyone announces a person on the list
        person = result.people.by_id.get(line.person or "")
        meant = list_people_meant(result, line.text) if person is None else (person,)
        is_on_list = (line.person is not None and not meant) or bool(without_held_seats(meant))
        if line.table in found and not is_on_list and not has_come(result, line):
            found[line.table][line.label] = None
    return {table: tuple(names) for table, names in found.items()}


def _tables_with_focus(room: Room, areas: Iterable[str]) -> list[str]:
    wanted = set(map(fold, areas))

    def has_focus(table: Table) -> bool:
        return bool(wanted.intersection(map(fold, table.focus)))

    return [table.id for table in room.tables if has_focus(table)]


def _leave_out(brought: Sequence[str], asked: Sequence[str]) -> tuple[str, ...]:
    """Return what a table brings, without what it asks for because no one there brings it."""
    lacking = set(map(fold, asked))
    return tuple(name for name in brought if fold(name) not in lacking)


def _cell(things: tuple[str, ...], limit: int, words: Words) -> str:
    """Return things as one text of limited length; those that do not fit are counted."""
    shown: list[str] = []
    for thing in things[:MOST_THINGS]:
        if shown and sum(map(len, shown)) + 2 * len(shown) + len(thing) > limit:
            break
        shown.append(shortened(thing, limit))
    left = len(things) - len(shown)
    more = [words.tell(labels.OTHERS(number=left))] if left else []
    return "; ".join([*shown, *more])
