"""The frame of the convening: a cross table of the two columns that it names, with its empty cells.

Each cell counts what its people speak to.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from seating.analysis.aims import list_frame_cells
from seating.present.blocks import Block, Figures, Raw
from seating.present.shortening import tell_rare
from seating.profiles import Person, Who
from seating.profiles.fixed_words import SPEAKS_TO
from seating.report.claims.labels import PART_OF
from seating.report.column_names import column_name
from seating.report.sort_keys import sort_key
from seating.report.voice_states import STATE_WORDS, StateWords
from seating.requirements.base.voices import VoiceState, hear
from seating.result import Result
from seating.result.readers import may_total
from seating.room.plan import as_seated
from seating.wording import Said, fold, said, said_field, said_joined

MOST_ROWS, MOST_COLUMNS = 20, 12
"""Maximum number of values shown: those that the frame needs first, then those that most people have."""

MOST_TABLES = 24
"""With more tables than this, cells do not list the tables of their people."""

ALWAYS_SPOKEN = frozenset({"policy", "practice", "funding"})
"""The values of `speaks_to` that are counted also where no one states them."""

MOST_SPOKEN = 6
"""Maximum number of values of `speaks_to` counted in a cell: the usual ones, then others A to Z."""


@dataclass(frozen=True, slots=True)
class Mark:
    """The number of people in a cell who speak to one thing."""

    word: str
    people: int


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its people, what they speak to, their tables, and whether the frame needs someone here.

    `tables` are table numbers, () if there are more than `MOST_TABLES` tables. `state` is None unless the cell is
    needed.
    """

    column: str
    people: int
    marks: tuple[Mark, ...]
    is_needed: bool
    tables: tuple[int, ...] = ()
    state: StateWords | None = None

    @property
    def at(self) -> Said:
        """The tables of its people: "tables: 1, 2"."""
        return said_field(said("tables"), ", ".join(map(str, self.tables)))


@dataclass(frozen=True, slots=True)
class Row:
    """One value of the row column, with its cells."""

    label: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """The whole cross table."""

    caption: Said
    corner: Said
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class _Axis:
    column: str
    values: tuple[str, ...]
    n_left_out: int


def draw_frame(result: Result) -> Iterator[Block]:
    """Yield the frame; nothing if the convening has none, the list lacks one of the columns, or one is private."""
    frame = result.convening.frame
    if frame is None or not may_total(result, frame.rows) or not may_total(result, frame.columns):
        return
    down, across, needed = frame.rows, frame.columns, frame.needed
    people = as_seated(result.room.coming, result.plan)
    rows = _axis(people, down, [pair[0] for pair in needed], MOST_ROWS)
    columns = _axis(people, across, [pair[1] for pair in needed], MOST_COLUMNS)
    if not rows.values or not (needed or any(person.values(across) for person in people)):
        return
    marks = _spoken(people) if may_total(result, "speaks_to") and "speaks_to" not in {down, across} else ()
    wanted = {(fold(row), fold(column)) for row, column in needed}
    fares = _find_fares(result, rows, columns)
    plain = (_row(people, row, rows, columns, marks, wanted) for row in rows.values)
    filled = tuple(_placed(result, row, rows, columns, fares) for row in plain)
    caption = said_joined([column_name(down), column_name(across)], " × ")
    yield _count_empty(filled)
    yield Raw("sections/voices.html.j2", Matrix(caption, column_name(down), columns.values, filled))
    yield from tell_rare(rows.n_left_out + columns.n_left_out)


def _axis(people: Sequence[Person], column: str, first: Iterable[str], most: int) -> _Axis:
    """Return the values of a column: those in `first`, then the others by how many people have them."""
    counts = Counter[str]()
    label: dict[str, str] = {fold(value): value for value in first}
    kept = list(label)
    for person in people:
        for value in {fold(value): value for value in person.values(column)}.items():
            label.setdefault(*value)
            counts[value[0]] += 1
    others = sorted((key for key in counts if key not in kept), key=lambda key: (-counts[key], sort_key(key)))
    shown = (kept + others)[: max(most, len(kept))]
    return _Axis(column, tuple(label[key] for key in shown), len(kept) + len(others) - len(shown))


def _spoken(people: Iterable[Person]) -> tuple[str, ...]:
    """Return the things that people speak to, the usual ones first; () if no one states any."""
    spoken = {fold(word) for person in people for word in person.speaks_to}
    known = [word for word in SPEAKS_TO if word in spoken or word in ALWAYS_SPOKEN]
    return tuple(dict.fromkeys((*known, *sorted(spoken))))[:MOST_SPOKEN] if spoken else ()


def _row(
    people: Sequence[Person],
    label: str,
    rows: _Axis,
    columns: _Axis,
    spoken: Sequence[str],
    wanted: Collection[tuple[str, str]],
) -> Row:
    of_row = [person for person in people if fold(label) in map(fold, person.values(rows.column))]
    cells = []
    for value in columns.values:
        here = [person for person in of_row if fold(value) in map(fold, person.values(columns.column))]
        people_of = Counter(word for person in here for word in {fold(word) for word in person.speaks_to})
        marks = tuple(Mark(word, people_of[word]) for word in spoken) if here else ()
        cells.append(Cell(value, len(here), marks, (fold(label), fold(value)) in wanted))
    return Row(label, tuple(cells))


def _find_fares(result: Result, down: _Axis, across: _Axis) -> Mapping[tuple[str, str], StateWords]:
    """Return the state of each needed cell, by its folded values."""
    return {
        (fold(cells[down.column]), fold(cells[across.column])): STATE_WORDS[
            hear(identity, ask, result.room, result.plan).state
        ]
        for identity, ask, cells in list_frame_cells(result.convening.frame, result.room)
    }


def _placed(result: Result, row: Row, down: _Axis, across: _Axis, fares: Mapping[tuple[str, str], StateWords]) -> Row:
    """Return a row with the tables of each cell, and the state of each needed cell."""
    members = result.room.coming_at(result.plan) if len(result.room.tables) <= MOST_TABLES else {}
    cells = []
    for cell in row.cells:
        who = Who.model_validate({down.column: row.label, across.column: cell.column})
        tables = tuple(
            number
            for number, table in enumerate(result.room.tables, start=1)
            if any(map(who.matches, members.get(table.id, ())))
        )
        cells.append(replace(cell, tables=tables, state=fares.get((fold(row.label), fold(cell.column)))))
    return replace(row, cells=tuple(cells))


def _count_empty(rows: Sequence[Row]) -> Figures:
    """Return how many of the needed cells are empty; of all cells if none is needed."""
    cells = [cell for row in rows for cell in row.cells]
    needed = [cell for cell in cells if cell.is_needed]
    empty = [cell for cell in needed or cells if not cell.people]
    if not needed:
        return Figures([(said("empty cells"), PART_OF(part=len(empty), all=len(cells)))])
    unknown = sum(cell.state == STATE_WORDS[VoiceState.UNKNOWN] for cell in empty)
    return Figures(
        [
            (said("needed perspectives that are missing"), PART_OF(part=len(empty) - unknown, all=len(needed))),
            (said("needed perspectives that are not known"), PART_OF(part=unknown, all=len(needed))),
        ]
    )
