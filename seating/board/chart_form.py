"""The form of a chart: what its fields are called, what was typed into them, and what is wrong with them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from seating.api.charts.typed import EntryProblem
from seating.board.routing import Form
from seating.charts.chart_entry import ChartEntry, EntryCell, clean_text, one_line
from seating.charts.form_words import GUIDING_QUESTIONS
from seating.present.languages import Words
from seating.profiles import Role
from seating.report.chart.form import ChartForm
from seating.report.role_marks import role_marks
from seating.wording import fold, message

EXTRA_SECTORS = 2
"""Number of sectors that a person can add, beyond those that already have a text."""

ROLES = tuple(Role)

CELL = re.compile(r"(who|nobody)-(0|[1-9]\d{0,4})-(0|[1-9]\d{0,4})-(\d)", re.ASCII)
"""The name of a field of a cell: the numbers of its table, of its sector and of its role."""

SAYS = {
    "table-gone": message("A table in this chart no longer exists. Your text is below; copy it to another table."),
    "table-first": message("Choose the table that you mean."),
    "sector-gone": message("This sector no longer exists. Choose another one."),
    "sector-blank": message("Write this sector’s name."),
    "entry-long": message("This text is too long. Shorten it."),
    "entry-misread": message("The program would not read this the way you wrote it. Write it differently."),
    "chart-text-long": message(
        "A name or a description can have at most 500 characters. Separate several people with semicolons."
    ),
    "chart-names-nobody": message("This is neither a person nor a description. Write a name or a description."),
    "error-value": message("This is neither a person nor a description. Write a name or a description."),
    "chart-nobody-and-name": message(
        "The checked box means that no one is needed here, but the field names someone. Clear one of the two."
    ),
    "chart-two-places": message(
        "You put yourself at a second table. Choose the table where you could contribute most."
    ),
    "person-ambiguous": message(
        "Several people have this name. Choose the one you mean from the suggestions, which add an id to the name."
    ),
    "charts-blank": message("Nothing is written on this chart yet."),
}
"""What a participant is told about a problem, in the language of the page; other problems are told in English."""


@dataclass(frozen=True, slots=True)
class CellField:
    """A cell of the form: the number of its fields, its text, whether its box is ticked, and what is wrong with it."""

    name: str
    role: str
    text: str
    is_nobody: bool
    problem: str


@dataclass(frozen=True, slots=True)
class SectorFields:
    """The cells of one sector at one table; `number` is the position of the sector on the page."""

    number: int
    name: str
    cells: tuple[CellField, ...]


@dataclass(frozen=True, slots=True)
class AnswerField:
    """A guiding question about a table, or about the whole room."""

    name: str
    question: str
    text: str
    problem: str


@dataclass(frozen=True, slots=True)
class TableFields:
    """One table of the form; its position on the page, and its id and label."""

    number: int
    id: str
    label: str
    sectors: tuple[SectorFields, ...]
    answers: tuple[AnswerField, ...]


@dataclass(frozen=True, slots=True)
class ExtraSector:
    """A sector that the person adds: the position of its field, what they wrote, and what is wrong with it."""

    number: int
    name: str
    problem: str


def read_entry(form: Form) -> ChartEntry:
    """Return what was typed into the fields of a form."""
    tables = _numbered(form, "table")
    sectors = tuple(map(one_line, _numbered(form, "sector")))
    cells, nobody = {}, set()
    for place, field in sorted(_find_cells(form, len(tables), len(sectors))):
        cell = EntryCell(tables[place[0]], place[1], ROLES[place[2]])
        if field == "nobody":
            nobody.add(cell)
        elif text := one_line(form["-".join(map(str, (field, *place)))]):
            cells[cell] = text
    about = {"room": "", **{str(number): table for number, table in enumerate(tables)}}
    answers = {
        (q, table): text
        for place, table in about.items()
        for q in range(len(GUIDING_QUESTIONS))
        if (text := clean_text(form[f"answer-{place}-{q}"]).strip())
    }
    name, group, brings = (one_line(form[field]) for field in ("name", "group", "brings"))
    return ChartEntry(
        tables, sectors, name, group, "", form["own"], brings, cells=cells, nobody=frozenset(nobody), answers=answers
    )


def _find_cells(form: Form, tables: int, sectors: int) -> Iterator[tuple[tuple[int, int, int], str]]:
    """Yield the place and the field, `who` or `nobody`, of what is filled in; not of all cells that could be."""
    for name, text in form.items():
        found = CELL.fullmatch(name)
        if found is None or not text:
            continue
        place = int(found[2]), int(found[3]), int(found[4])
        if place[0] < tables and place[1] < sectors and place[2] < len(ROLES):
            yield place, found[1]


def _numbered(form: Form, name: str) -> tuple[str, ...]:
    """Return the fields `NAME-0`, `NAME-1` and so on."""
    found: list[str] = []
    while f"{name}-{len(found)}" in form:
        found.append(form[f"{name}-{len(found)}"])
    return tuple(found)


class FormView:
    """A form with what was typed: the sectors and tables are those of now, and nothing that was typed is left out.

    Parameters
    ----------
    form : ChartForm
    entry : ChartEntry
        Its sectors and tables are those of the page on which it was typed.
    problems : sequence of EntryProblem
        Their places refer to `entry`.
    words : Words
    """

    def __init__(self, form: ChartForm, entry: ChartEntry, problems: Sequence[EntryProblem], words: Words) -> None:
        self._form, self._words = form, words
        sectors, moved = _place_sectors(form.sectors, entry)
        self._problems = {_move(problem.place, moved): self._say(problem) for problem in problems}
        self.lost = tuple(dict.fromkeys(self._list_lost(entry)))
        self.entry = replace(
            entry,
            tables=tuple(column.id for column in form.tables),
            sectors=sectors,
            cells={_move(cell, moved): text for cell, text in entry.cells.items()},
            nobody=frozenset(_move(cell, moved) for cell in entry.nobody),
        )
        self.tables = tuple(self._table(number) for number in range(len(form.tables)))
        self.room_answers = self._answers("room", "")
        self.extra = tuple(
            ExtraSector(number, sectors[number], self._problems.get(number, ""))
            for number in range(len(form.sectors), len(sectors))
        )

    @property
    def n_fields(self) -> int:
        """Number of fields of the form."""
        cells = len(self.tables) * len(self.entry.sectors) * len(ROLES)
        return (
            2 * cells + len(GUIDING_QUESTIONS) * (len(self.tables) + 1) + len(self.tables) + len(self.entry.sectors) + 6
        )

    @property
    def messages(self) -> dict[str, str]:
        """What is wrong, by the name of the field; "" for the chart as a whole."""
        return {self._field(place): says for place, says in self._problems.items()}

    @property
    def translated(self) -> frozenset[str]:
        """The messages that are in the language of the page; others are English."""
        return frozenset(map(self._words.gettext, SAYS.values()))

    def _say(self, problem: EntryProblem) -> str:
        return self._words.gettext(SAYS[problem.reason]) if problem.reason in SAYS else problem.says

    def _list_lost(self, entry: ChartEntry) -> Iterable[str]:
        """Yield the texts at tables that no longer exist."""
        known = {column.id for column in self._form.tables}
        yield from (text for cell, text in entry.cells.items() if cell.table not in known)
        yield from (text for (_, table), text in entry.answers.items() if table and table not in known)

    def _table(self, number: int) -> TableFields:
        column = self._form.tables[number]
        names = self.entry.sectors
        sectors = tuple(SectorFields(s, names[s], self._cells(number, s)) for s in range(len(names)))
        label = f"{column.number} {column.label}" if column.has_name else column.label
        return TableFields(number, column.id, label, sectors, self._answers(str(number), column.id))

    def _cells(self, number: int, sector: int) -> tuple[CellField, ...]:
        marks = role_marks(self._words)
        found = []
        for role, mark in marks.items():
            if role is not None:
                cell = EntryCell(self._form.tables[number].id, sector, role)
                name = f"{number}-{sector}-{ROLES.index(role)}"
                text = self.entry.cells.get(cell, "")
                problem = self._problems.get(cell, "")
                found.append(CellField(name, mark.word, text, cell in self.entry.nobody, problem))
        return tuple(found)

    def _answers(self, place: str, table: str) -> tuple[AnswerField, ...]:
        return tuple(
            AnswerField(
                f"answer-{place}-{number}",
                self._words.gettext(question),
                self.entry.answers.get((number, table), ""),
                self._problems.get((number, table), ""),
            )
            for number, question in enumerate(GUIDING_QUESTIONS)
        )

    def _field(self, place: object) -> str:
        """Return the name of the field of a problem; "" if the page has none."""
        tables = {column.id: number for number, column in enumerate(self._form.tables)}
        match place:
            case EntryCell(table, sector, role) if table in tables:
                return f"who-{tables[table]}-{sector}-{ROLES.index(role)}"
            case int():
                return f"sector-{place}"
            case (int(number), str(table)):
                return f"answer-{tables.get(table, 'room')}-{number}"
            case "own table":
                return "own"
            case "name" | "group" | "brings":
                return str(place)
        return ""


def _place_sectors(listed: Sequence[str], entry: ChartEntry) -> tuple[tuple[str, ...], dict[int, int]]:
    """Return the sectors of a page, and the new position of each sector of an entry.

    The listed sectors come first, then those that the person added, then blank ones to add.
    """
    used = {cell.sector for cell in entry.used}
    found, moved = list(listed), {}
    free = dict(reversed([(fold(sector), number) for number, sector in enumerate(listed)]))
    for number, sector in enumerate(entry.sectors):
        place = free.pop(fold(sector), None)
        if place is None and (number in used or sector):
            place = len(found)
            found.append(sector)
        if place is not None:
            moved[number] = place
    blank = max(1, EXTRA_SECTORS - (len(found) - len(listed)))
    return (*found, *[""] * blank), moved


def _move(place: Any, moved: dict[int, int]) -> Any:
    """Return a place with the new position of its sector."""
    if isinstance(place, EntryCell):
        return place._replace(sector=moved[place.sector])
    return moved.get(place, place) if isinstance(place, int) else place
