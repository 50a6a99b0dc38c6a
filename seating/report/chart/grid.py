"""The chart as a grid: tables across, sectors and roles down, in pieces that fit on a sheet of paper."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from seating.convening import Convening
from seating.present.languages import Words, languages, words_in
from seating.present.settings import Settings
from seating.profiles import Person, Role
from seating.profiles.sectors import USUAL_SECTORS
from seating.report.person_names import name_alone
from seating.report.role_marks import RoleMark, role_marks
from seating.report.sort_keys import sort_key
from seating.result import Result
from seating.result.cells import show_cell
from seating.room.plan import as_seated
from seating.room.tables import Table
from seating.wording import fold

MOST_ACROSS, MOST_ACROSS_LARGE = 6, 3
"""Maximum number of tables across a landscape sheet so that names stay readable, in normal and in large print."""

MOST_ACROSS_POSTER, MOST_ACROSS_POSTER_LARGE = 9, 4
"""The same on a poster."""


@dataclass(frozen=True, slots=True)
class Column:
    """A table, as the heading of a column."""

    number: int
    id: str
    label: str

    @property
    def has_name(self) -> bool:
        """Whether the label has more than the number."""
        return self.label != f"Table {self.number}"


@dataclass(frozen=True, slots=True)
class Row:
    """One role of a sector, with the names at each table of the piece; () is an empty cell."""

    role: RoleMark
    cells: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class SectorRows:
    """The rows of one sector."""

    sector: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """The tables of the chart that fit across one sheet; `number` counts the pieces from 1."""

    number: int
    columns: tuple[Column, ...]
    sectors: tuple[SectorRows, ...]


def columns_of(tables: Iterable[Table]) -> tuple[Column, ...]:
    """Return the tables with their numbers, from 1."""
    return tuple(Column(number, table.id, table.label) for number, table in enumerate(tables, start=1))


def known_sectors(result: Result) -> tuple[str, ...]:
    """Return the sectors that the convening names, then those on the list that the reader may see."""
    return _list_sectors(result.convening, (show_cell(result, p, "sector") for p in result.room.people))


def knows_roles(result: Result) -> bool:
    """Whether the role of anyone with a seat is known and the reader may see it."""
    return result.may_see("representative_type") and any(
        person.representative_type for person in as_seated(result.room.people, result.plan)
    )


def chart_sectors(convening: Convening, listed: Iterable[str], words: Words) -> tuple[str, ...]:
    """Return the sectors that the convening names, then the listed ones by name; if there are none, the usual sectors.

    Usual sectors that the convening states are among those that it names. If the list has one of them under another
    name, the name on the list is used.

    Parameters
    ----------
    convening : Convening
    listed : iterable of str
        Sectors of the list that the readers may see.
    words : Words
        The language of the usual sectors.
    """
    return _list_sectors(convening, listed) or tuple(map(words.gettext, USUAL_SECTORS))


def _list_sectors(convening: Convening, listed: Iterable[str]) -> tuple[str, ...]:
    others = {fold(sector): sector for sector in sorted(listed, key=sort_key, reverse=True) if sector}
    named = [*convening.vocabulary.get("sector", {})]
    if convening.frame is not None and convening.frame.rows == "sector":
        named += [row for row, _ in convening.frame.needed]
    known = {*map(fold, named), *others}
    for sector, more in (convening.usual_sectors or {}).items():
        same = [fold(name) for name in (sector, *more) if fold(name) in known]
        named += [others.get(name, "") for name in same] or [sector]
    found: dict[str, str] = {}
    for sector in (*named, *sorted(others.values(), key=sort_key)):
        if sector:
            found.setdefault(fold(sector), sector)
    return tuple(found.values())


def say_sector(sector: str, words: Words) -> str:
    """Return a sector for a chart: a usual one in its language, because people fill in what they understand.

    Charts that are read back count it as the same sector.
    """
    folded = fold(sector)
    for usual in USUAL_SECTORS:
        if folded in {usual, *(fold(words_in(language).gettext(usual)) for language in languages())}:
            told = words.gettext(usual)
            return sector if fold(told) == folded else told
    return sector


def pieces(result: Result, settings: Settings, people: Sequence[Person]) -> tuple[Piece, ...]:
    """Return the chart with the names of these people in its cells, split into pieces that fit on a sheet.

    If no role is known, there is one row for each sector.

    Parameters
    ----------
    result : Result
        Columns that its reader may not see are treated as blank.
    settings : Settings
        The language, whether the print is large, and the paper.
    people : sequence of Person
        Seated people.
    """
    columns = columns_of(result.room.tables)
    shows_role = knows_roles(result)
    marks = role_marks(settings.words)
    marks = marks if shows_role else {None: marks[None]}
    names: dict[tuple[str, Role | None, str], list[str]] = {}
    for person in people:
        sector = fold(show_cell(result, person, "sector"))
        role = person.representative_type if shows_role else None
        for table in result.plan.tables_of(person.id):  # several sessions in a season
            names.setdefault((sector, role, table), []).append(name_alone(result, person))
    sectors = [*known_sectors(result)]
    if any(not sector for sector, _, _ in names):
        sectors.append("")
    found = []
    most = MOST_ACROSS_LARGE if settings.large_print else MOST_ACROSS
    if settings.poster:
        most = MOST_ACROSS_POSTER_LARGE if settings.large_print else MOST_ACROSS_POSTER
    n_parts = -(-len(columns) // most)
    for number in range(1, n_parts + 1):  # they are equally wide, or the first ones have one table more
        across = columns[-(-len(columns) * (number - 1) // n_parts) : -(-len(columns) * number // n_parts)]
        rows = tuple(SectorRows(sector, tuple(_rows(names, fold(sector), marks, across))) for sector in sectors)
        found.append(Piece(number, across, rows))
    return tuple(found)


def _rows(
    names: dict[tuple[str, Role | None, str], list[str]],
    sector: str,
    marks: Mapping[Role | None, RoleMark],
    across: Sequence[Column],
) -> Iterable[Row]:
    """Yield one row per role, and one for people without a role if there are any or if no role is known."""
    for role, mark in marks.items():
        if role is not None or len(marks) == 1 or any((sector, None, column.id) in names for column in across):
            yield Row(mark, tuple(tuple(names.get((sector, role, column.id), ())) for column in across))
