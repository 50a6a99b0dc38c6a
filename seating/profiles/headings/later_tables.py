"""Find further tables below the first one, as reports of meetings have them: a title, headings, and rows of people."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from seating.profiles.headings.competing_columns import NAMES
from seating.profiles.headings.evidence import meaning
from seating.profiles.headings.row_texts import (
    LONGEST_HEADING,
    first_text,
    is_alone,
    known_meanings,
    name_columns,
    texts_of,
)
from seating.profiles.names import name_words, put_first_name_first
from seating.sources import Row
from seating.wording import fold, squashed

MOSTLY_KNOWN = 0.5
"""Least share of the names of a further table that are in the tables above it, if it is about the same people."""

UNNAMED = name_words("companion") | name_words("nobody")
"""Texts that stand for somebody without a name."""

MOST_TITLES = 2
"""Maximum number of rows of title above a further table."""


@dataclass(frozen=True, slots=True)
class LaterTables:
    """The rows below the first headings, with the cells of further tables in the columns of the first one.

    Attributes
    ----------
    headings : tuple of str
        Those of the first table, and further ones.
    rows : tuple of Row
    repeated : frozenset of int
        The lines of further headings.
    again : frozenset of int
        The lines of people who are in a table above, and of the titles of tables that have no one else.
    titles : frozenset of int
        The lines of the other titles.
    """

    headings: tuple[str, ...]
    rows: tuple[Row, ...]
    repeated: frozenset[int] = frozenset()
    again: frozenset[int] = frozenset()
    titles: frozenset[int] = frozenset()


@dataclass(slots=True)
class _Table:
    """A further table: its titles, its headings and its rows."""

    titles: Sequence[Row]
    head: Row
    rows: Sequence[Row]
    aligned: list[Row] = field(default_factory=list)


def find_later_tables(
    body: Sequence[Row], headings: tuple[str, ...], first_head: Row, mapped: Collection[str]
) -> LaterTables:
    """Return the rows of all tables in the columns of the first one.

    A row is the headings of a further table if it repeats the first ones, or if it has headings of people after a blank
    line or a title. A person who is in a table above is not read a second time if most people of the table are.

    Parameters
    ----------
    body : sequence of Row
        All rows below the first headings.
    headings : tuple of str
    first_head : Row
        The first row of headings.
    mapped : collection of str
        Squashed headings that the convening names.
    """
    same, first_texts = tuple(map(fold, first_head.cells)), {cell.strip() for cell in first_head.cells}
    known = {squashed(text) for text in headings if text} | set(mapped)
    names = {squashed(headings[index]) for index in name_columns(headings)}

    def is_head(at: int) -> bool:
        row = body[at]
        if first_text(row) in first_texts and tuple(map(fold, row.cells)) == same:
            return True
        before = body[at - 1] if at else first_head
        is_apart = row.line > before.line + 1 or (at > 0 and is_alone(before))
        return is_apart and _has_headings(row, known, names, mapped)

    starts = [at for at in range(len(body)) if is_head(at)]
    if not starts:
        return LaterTables(headings, tuple(body))
    tables = list(_split(body, starts, first_head))
    all_headings = list(headings)
    for table in tables:
        columns = {} if tuple(map(fold, table.head.cells)) == same else _columns(table.head, all_headings)
        table.aligned = [_moved(row, columns) for row in table.rows]
    first = body[: starts[0] - len(tables[0].titles)]
    again = _find_again(first, tables, sorted(name_columns(all_headings)))
    kept = frozenset(row.line for one in tables for row in one.titles) - again
    if all(row.line in again for table in tables for row in table.aligned):
        all_headings = list(headings)  # the further columns have no one
    blank = ("",) * (len(all_headings) - len(headings))
    wide = [replace(row, cells=(*row.cells, *blank)) for row in first] if blank else first
    rows = (*wide, *(row for one in tables for row in (*one.titles, one.head, *one.aligned)))
    return LaterTables(tuple(all_headings), rows, frozenset(one.head.line for one in tables), again, kept)


def _has_headings(row: Row, known: Collection[str], names: Collection[str], mapped: Collection[str]) -> bool:
    """Whether a row has at least two headings that are understood, one of them for names, and no data.

    `known` and `names` are the squashed headings above, and those of names among them.
    """
    texts = texts_of(row)
    if len(texts) < 2 or any(len(text) > LONGEST_HEADING or "@" in text for text in texts):
        return False
    named = (meaning(text) in NAMES or squashed(text) in names for text in texts if fold(text) not in UNNAMED)
    if not any(named):
        return False
    are_known = [squashed(text) in known or bool(known_meanings(Row(row.line, (text,)), mapped)) for text in texts]
    return sum(are_known) >= max(2, len(texts) // 2)


def _split(body: Sequence[Row], starts: Sequence[int], first_head: Row) -> Iterator[_Table]:
    """Yield the further tables. A title stands directly above the headings, after a blank line."""
    titles = {at: _titles(body, at, first_head) for at in starts}
    for at, end in zip(starts, (*starts[1:], len(body)), strict=True):
        yield _Table(titles[at], body[at], body[at + 1 : end - len(titles.get(end, ()))])


def _titles(body: Sequence[Row], at: int, first_head: Row) -> Sequence[Row]:
    begin = at
    while begin and at - begin < MOST_TITLES and is_alone(body[begin - 1]):
        begin -= 1
        before = body[begin - 1] if begin else first_head
        if body[begin].line > before.line + 1:
            return body[begin:at]
    return ()


def _columns(head: Row, headings: list[str]) -> Mapping[int, int]:
    """Return the column of the first table for each column of another; new headings are added to `headings`."""
    found: dict[int, int] = {}
    for index, text in enumerate(map(str.strip, head.cells)):
        if not text:
            continue
        free = [at for at in range(len(headings)) if at not in found.values()]
        same = (at for at in free if squashed(headings[at]) == squashed(text))
        alike = (at for at in free if meaning(text) and meaning(headings[at]) == meaning(text))
        at = next(same, next(alike, None))
        if at is None:
            at = len(headings)
            headings.append(text)
        found[index] = at
    return found


def _moved(row: Row, columns: Mapping[int, int]) -> Row:
    if not columns:
        return row
    cells = [""] * (1 + max(columns.values()))
    for index, at in columns.items():
        cells[at] = row.cell(index)
    return replace(row, cells=tuple(cells))


def _find_again(first: Sequence[Row], tables: Sequence[_Table], names: Sequence[int]) -> frozenset[int]:
    """Return the lines of people who are in a table above, and of titles without other people."""
    seen = {_name(row, names) for row in first}
    again: set[int] = set()
    for table in tables:
        here = {row.line: name for row in table.aligned if (name := _name(row, names))}
        known = {line for line, name in here.items() if name in seen and name not in UNNAMED}
        seen.update(here.values())
        if known and len({here[line] for line in known}) >= MOSTLY_KNOWN * len(set(here.values())):
            again |= known
            if len(known) == len(here):
                again.update(row.line for row in table.titles)
    return frozenset(again)


def _name(row: Row, names: Sequence[int]) -> str:
    return fold(put_first_name_first(" ".join(text for at in names if (text := row.cell(at)))))
