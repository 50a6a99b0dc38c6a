"""A chart while its form is read: looks up its people and tables, and reports what a chart must not contain."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from functools import cached_property

from seating.charts.filled_chart import Cell, Chart, Naming, Question
from seating.charts.form_words import MARK, NAMES_NOBODY, TRUTH_VALUE, find_mark, is_nobody, is_oneself
from seating.errors import Miss
from seating.mentions import Resolver
from seating.mentions.written_names import split_cell, split_names
from seating.near_words import NearWords
from seating.profiles import People, Person, Role
from seating.profiles.cells.values import ERROR_VALUE
from seating.profiles.columns import Column
from seating.profiles.fixed_words import find_role
from seating.profiles.near_names import find_listed, label_of
from seating.profiles.notebook import Notebook
from seating.profiles.sectors import sector_key
from seating.room.tables import Table, find_table, split_miss
from seating.wording import fold, is_blank_text, quoted, said, said_joined

HEADING = re.compile(
    r"(?:(?:table|mesa|tabla)\s+)?(?:(\d{1,4})[.):]?(?:\s+|$))?(.*?)\s*(?:\[((?a:[a-z0-9-]+))\])?", re.I | re.S
)
"""The heading of a table on a chart: its number, its name, and its id in brackets."""

LONGEST_TEXT = 500
"""Maximum length of a name or a description, in characters."""


@dataclass(frozen=True, slots=True)
class Spot:
    """The place of a text in a file: its row, and its column if the form has one for it."""

    line: int
    column: Column | None = None


def heading_parts(text: str) -> tuple[str, str, str]:
    """Return the number, the name and the id in the heading of a table; "" for each that is not stated.

    >>> heading_parts("1 Talent and skill [talent]"), heading_parts("Talent"), heading_parts("Table 3")
    (('1', 'Talent and skill', 'talent'), ('', 'Talent', ''), ('3', '', ''))
    """
    found = HEADING.fullmatch(" ".join(text.split()))
    number, name, identity = found.groups() if found else ("", text.strip(), "")
    return number or "", name or "", (identity or "").lower()


@dataclass
class Lookup:
    """Finds the people and tables that a file of charts refers to; adds a problem for each that cannot be found."""

    people: People
    tables: Sequence[Table]
    notebook: Notebook
    has_inferred_tables: bool = False
    near_words: NearWords = field(default_factory=NearWords)
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    _tables_found: dict[str, Table | Miss] = field(default_factory=dict, init=False)

    @cached_property
    def resolver(self) -> Resolver:
        """What says whom the parts of a cell name."""
        return Resolver(self.people)

    def role(self, text: str) -> Role | None:
        """Return the representative type that a word names, in either language or in the vocabulary."""
        return find_role(text) or find_role(self._replaced("representative_type", text))

    def cell(self, table: str | None, sector: str, role: Role | None) -> Cell:
        """Return a cell, with the sector as the vocabulary spells it."""
        return Cell(table, self._replaced("sector", sector), role)

    def _replaced(self, column: str, text: str) -> str:
        return self.words.get(column, {}).get(fold(text), text)

    def table(self, text: str, spot: Spot) -> str | None:
        """Return the id of the table that a cell or a heading names; None if it names none, with a problem."""
        found = self.search_table(text)
        if isinstance(found, Miss):
            hints = [found.hint] if found.hint else []
            if self.has_inferred_tables:
                hints.append(
                    said(
                        "These tables were inferred from the list. Name the convening that the charts belong "
                        "to, or leave out the list."
                    )
                )
            hint = said_joined(hints, " ") if hints else None
            self.notebook.doubt(found.slug, found.says, spot.line, spot.column, text, hint)
            return None
        return found.id

    def search_table(self, text: str) -> Table | Miss:
        """Return the table that a text names by id, name, number, or as a heading does; a miss if there is none.

        The number of a heading is not used if the heading also has a name, because another convening may have another
        table with that number. A table that was renamed, merged or split is found by what it was.
        """
        if text not in self._tables_found:
            self._tables_found[text] = self._search_table(text)
        return self._tables_found[text]

    def _search_table(self, text: str) -> Table | Miss:
        number, name, identity = heading_parts(text)
        by_id = next((table for table in self.tables if table.id == identity), None) if identity else None
        if by_id is not None:
            return by_id
        found = find_table(text, self.tables, near_words=self.near_words)
        if isinstance(found, Miss) and not found.is_ambiguous:
            again = find_table(name or number, self.tables, by_number=not name, near_words=self.near_words)
            if isinstance(again, Table) or again.is_ambiguous:
                return again
            former = self._search_former({fold(word) for word in (identity, name, text) if word})
            return former or self._search_answered((text, name)) or found
        return found

    def _search_answered(self, texts: Iterable[str]) -> Table | None:
        """Return the table that one of some texts means, as the convener said; None if there is no answer."""
        answers = filter(None, map(self.resolver.answer, texts))
        found = (find_table(answer, self.tables, near_words=NearWords(0)) for answer in answers)
        return next((one for one in found if isinstance(one, Table)), None)

    def _search_former(self, words: Set[str]) -> Table | Miss | None:
        """Return the table that continues one with such an id or name; a miss if several tables do."""
        heirs = [table for table in self.tables if not words.isdisjoint(map(fold, table.was))]
        if len(heirs) > 1:
            miss = split_miss(heirs)
            rule = said(
                "Until then, the names that the chart lists there are counted without a table, and a person who placed "
                "themselves there has chosen no table."
            )
            return replace(miss, hint=said_joined([miss.hint, rule], " "))
        return heirs[0] if heirs else None

    def author(self, text: str, spot: Spot) -> Person | Miss | None:
        """Return the person whose chart it is, or why the list does not tell; None for a chart without a name."""
        if len(text) > LONGEST_TEXT:
            self.refuse_long(text, spot)
        if not text or len(text) > LONGEST_TEXT:
            return None
        found = find_listed(text, self.people)
        if isinstance(found, Miss) and found.is_ambiguous:
            self.doubt_person(found, text, spot)
        return found

    def doubt_person(self, miss: Miss, text: str, spot: Spot) -> None:
        """Add a note about a name that several people have."""
        self.notebook.doubt(miss.slug, miss.says, spot.line, spot.column, text, miss.hint)

    def refuse_long(self, text: str, spot: Spot) -> None:
        """Add the problem of a text that is too long to be compared with others."""
        says = said(
            "has %(number)s characters, and a name or a description can have at most %(most)s",
            number=f"{len(text):,}",
            most=LONGEST_TEXT,
        )
        hint = said(
            "Only the beginning of the text counts. Put a semicolon between people, and write reasons in the "
            "`why` column."
        )
        self.notebook.doubt("chart-text-long", says, spot.line, spot.column, text, hint)

    def refuse_value(self, text: str, spot: Spot) -> bool:
        """Return whether a text is what a failed formula or a check box shows; if so, add a problem."""
        if ERROR_VALUE.fullmatch(text):
            says = said("is a spreadsheet error, not a value")
            hint = said("It is not counted. Write the value itself.")
            self.notebook.doubt("error-value", says, spot.line, spot.column, text, hint)
            return True
        if find_mark(text) == TRUTH_VALUE:
            says = said("is neither a person nor a description")
            hint = said("It is not counted.")
            self.notebook.doubt("chart-names-nobody", says, spot.line, spot.column, text, hint)
            return True
        return False


def with_sector_key(cell: Cell) -> Cell:
    """Return a cell by which cells are compared: sectors may be written in several ways."""
    return cell._replace(sector=sector_key(cell.sector))


@dataclass
class Draft:
    """What one person wrote, collected cell by cell."""

    lookup: Lookup
    by: str = ""
    spot: Spot = field(default_factory=lambda: Spot(0))
    group: str = ""
    date: str = ""
    brings: str = ""
    person: str | None = None
    is_newcomer: bool = False
    namings: list[Naming] = field(default_factory=list)
    not_needed: dict[Cell, tuple[Spot, str]] = field(default_factory=dict)
    places: dict[str, tuple[Spot, str]] = field(default_factory=dict)
    answers: dict[Question, str] = field(default_factory=dict)
    grid: dict[Cell, None] = field(default_factory=dict)
    is_written: bool = False

    def __post_init__(self) -> None:
        found = self.lookup.author(self.by, self.spot)
        if isinstance(found, Miss):
            self.is_newcomer = not found.is_ambiguous and any(map(str.isalpha, self.by))
        elif found is not None:
            self.person = found.id

    @property
    def is_blank(self) -> bool:
        """Whether nothing was written on the chart, except whose it is."""
        return not (self.is_written or self.namings or self.not_needed or self.places or self.answers or self.brings)

    def add(self, text: str, cell: Cell, spot: Spot, why: str = "", *, is_placed: bool = True) -> None:
        """Add the content of a cell: names and descriptions, the author themselves, or that no one is needed.

        Names count without a table if theirs is not found. That no one is needed there tells nothing about the room.

        Parameters
        ----------
        text : str
            As written; not blank.
        cell : Cell
        spot : Spot
        why : str
            The reason given.
        is_placed : bool
            Whether the table that the chart names, if any, was found.
        """
        self.is_written = True
        items = [item for item in split_names(text, self.lookup.resolver) if not self._is_blank(item, spot)]
        named = [item for item in items if not is_nobody(item)]
        if named and len(named) < len(items):
            says = said("states that no one is needed, but also names someone, so the names count")
            self.lookup.notebook.doubt("chart-nobody-and-name", says, spot.line, spot.column, text)
        elif len(named) < len(items):
            if is_placed:
                self.not_needed.setdefault(cell, (spot, text))
            if why:
                self.answers[Question(f"{text}, {self._label(cell)}")] = why
        for item in named:
            self._name(item, cell, spot, why)

    def _is_blank(self, text: str, spot: Spot) -> bool:
        """Return whether a text names no one, such as a dash or a mark; if so, add a note that keeps it."""
        is_remark = NAMES_NOBODY.match(text) is not None and not is_nobody(text)
        if self.lookup.people.named(text) or not (is_blank_text(text) or find_mark(text) == MARK or is_remark):
            return False
        says = said("names no one, so it counts as blank")
        self.lookup.notebook.doubt("chart-names-nobody", says, spot.line, spot.column, text)
        return True

    def _name(self, text: str, cell: Cell, spot: Spot, why: str) -> None:
        text = " ".join(text.split())
        if len(text) > LONGEST_TEXT:
            self.lookup.refuse_long(text, spot)
            text = text[:LONGEST_TEXT].rstrip()
        found = find_listed(text, self.lookup.people)
        if isinstance(found, Miss) and self.lookup.refuse_value(text, spot):
            return
        if is_oneself(text) or (self.by and fold(text) == fold(self.by)):
            self._place(cell, spot, text, why)
        elif isinstance(found, Miss):
            if found.is_ambiguous:
                self.lookup.doubt_person(found, text, spot)
            self.namings.append(Naming(text, None, cell, why, spot.line, found.is_ambiguous))
        elif found.id == self.person:
            self._place(cell, spot, text, why)
        else:
            self.namings.append(Naming(label_of(found, self.lookup.people), found.id, cell, why, spot.line))

    def _place(self, cell: Cell, spot: Spot, text: str, why: str) -> None:
        """Note that the author placed themselves in a cell."""
        self.brings = self.brings or why
        if cell.table is not None:
            self.places.setdefault(cell.table, (spot, text))

    def place(self, text: str, spot: Spot) -> None:
        """Note the table at which the author could contribute most."""
        self.is_written = True
        for item in split_cell(text):
            table = None if is_blank_text(item) else self.lookup.table(item, spot)
            if table is not None:
                self.places.setdefault(table, (spot, item))

    def _label(self, cell: Cell) -> str:
        """Return the words for a cell: "Talent, labor"."""
        label = next((table.label for table in self.lookup.tables if table.id == cell.table), "")
        return ", ".join(filter(None, (label, cell.sector, cell.role or "")))

    def finish(self) -> Chart:
        """Return the chart; add a problem for each contradiction on it."""
        notebook = self.lookup.notebook
        if len(self.places) > 1:
            spot, text = list(self.places.values())[1]
            first = quoted(self._label(Cell(next(iter(self.places)))))
            says = said(
                "is a second table for %(person)s, who is also at %(table)s; only the first counts",
                person=self.by or said("the same person"),
                table=first,
            )
            hint = said("Ask them where they could contribute most.")
            notebook.doubt("chart-two-places", says, spot.line, spot.column, text, hint)
        named = {with_sector_key(naming.cell) for naming in self.namings}
        for cell, (spot, text) in self.not_needed.items():
            if with_sector_key(cell) in named:
                says = said(
                    "states that no one is needed (%(place)s), but another row names someone there, so the names count",
                    place=self._label(cell),
                )
                notebook.doubt("chart-nobody-and-name", says, spot.line, spot.column, text)
        return Chart(
            by=self.by,
            person=self.person,
            is_newcomer=self.is_newcomer,
            group=self.group,
            date=self.date,
            file=notebook.file,
            namings=tuple(self.namings),
            not_needed=tuple(cell for cell in self.not_needed if with_sector_key(cell) not in named),
            own_table=next(iter(self.places), None),
            brings=self.brings,
            answers=dict(self.answers),
            grid=tuple(self.grid),
        )
