"""Read a list: choose its sheet, read the rows as people, and apply the vocabulary of the convening.

All problems of a list are reported together.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any, NoReturn

from seating.errors import InputError, Note, Problem
from seating.near_words import NearWords, did_you_mean
from seating.profiles.columns import Column
from seating.profiles.corrections import add_rows, correct_cells
from seating.profiles.damaged_cells import note_damaged
from seating.profiles.duplicates import note_duplicates, note_spellings
from seating.profiles.headings.evidence import meaning
from seating.profiles.headings.heading_row import find_layout
from seating.profiles.headings.recognition import Headings, Stated, find_headings
from seating.profiles.headings.sideways import turn_sideways
from seating.profiles.identity import identify, take_stated_ids
from seating.profiles.list_rules import ListRules
from seating.profiles.names import is_no_organization
from seating.profiles.notebook import Notebook
from seating.profiles.parties import expand_parties
from seating.profiles.people import Heading, People
from seating.profiles.person import NOT_APPLICABLE, Asset, Person
from seating.profiles.private_columns import SHOWABLE
from seating.profiles.references import resolve_references
from seating.profiles.rows import Draft, Replacements, read_rows
from seating.profiles.sheet_marks import fill_merged, note_marked, refuse_unsaved_names
from seating.sources import TABLES_SHEET, Book, Row, Sheet, Source, require_rows
from seating.wording import fold, message, quoted, said, said_count, said_first, said_list, squashed

BLANK = Person(id="")
"""A person with empty fields. A copy is four times as fast as a new person, for whom pydantic copies each default."""

MOST_PEOPLE = 200_000
"""Maximum number of rows of people. Checking that many takes 12 s of CPU time."""

USUAL_PEOPLE = 20_000
"""Maximum number of rows of people unless a large room is asked for. Seating that many is not promised within any time
or memory; what is promised ends at 5,000 people."""

WORDS_OUT_OF_A_FEW = frozenset({"representative_type", "status", "duty", "attending", "listed"})

Vocabulary = Mapping[str, Mapping[str, tuple[str, ...]]]


@dataclass(frozen=True, slots=True)
class Reading:
    """The people of a list, and the notes made while it was read."""

    people: People
    notes: tuple[Note, ...] = ()


def read_people(
    source: Source,
    vocabulary: Vocabulary | None = None,
    columns: Mapping[str, Sequence[str]] | None = None,
    *,
    parties: bool | None = None,
    used: Collection[str] = (),
    ids: Mapping[str, str] = MappingProxyType({}),
    place: str = "file",
    large: bool = True,
) -> Reading:
    """Return the people of a source.

    Parameters
    ----------
    source : Source
        The rows of the list.
    vocabulary : mapping of column to mapping of value to its other names, optional
        Used here only for columns with fixed values, such as `representative_type`: a word is replaced
        before it is checked. `apply_vocabulary` handles all other columns afterwards.
    columns : mapping of str to sequence of str, optional
        Meanings of headings that the convening states: headings by canonical column or "own". They override
        the meanings found automatically.
    parties : bool, optional
        Whether a row can stand for several people. If it is True, a number in brackets after one person's name is their
        number; by default, such a number is asked about.
    used : collection of str, optional
        Headings that the convening uses as custom columns.
    ids : mapping of str to str, optional
        The ids of people, by name, instead of those that the list gives.
    place : str
        Where a line goes that a message offers to copy: a key of `seating.errors.GOES_INTO`.
    large : bool
        Whether the list may have `MOST_PEOPLE` people, and not only `USUAL_PEOPLE`.

    Raises
    ------
    InputError
        With all problems of the list.
    """
    notebook = Notebook(source.file, place, columns or {})
    most = MOST_PEOPLE if large else USUAL_PEOPLE
    text = message("the list has %(number)s rows of people; it can have at most %(most)s")
    _refuse_large(source, text, len(source.rows) - 1, most)  # without the row of headings
    headings = fill_merged(read_headings(source, notebook, vocabulary, columns, used), source, notebook)
    text = message("the rows stand for %(number)s people; a list can have at most %(most)s")
    _refuse_large(source, text, len(headings.body), most)  # a row of the sheet may name a person in each column
    refuse_unsaved_names(headings, source, notebook)
    note_damaged(headings, source, notebook)
    replaced = list_replacements(vocabulary or {})
    drafts, counts = read_rows(headings, notebook, replaced, _explained(vocabulary or {}))
    note_marked(drafts, headings, source, notebook)
    drafts = take_stated_ids(identify(drafts, headings, notebook), ids, notebook)
    if parties is not False:
        drafts = expand_parties(drafts, headings, notebook, are_counts=parties is True)
        _refuse_large(source, text, len(drafts), most)
    persons = tuple(map(_person, drafts))
    people = People(
        persons=persons,
        headings={column.key: Heading(column.heading, column.letter) for column in headings.first_of_each()},
        file=source.file,
        sha256=source.sha256,
        header_line=headings.line,
        columns=headings.shown,
        rows=sum(not person.is_companion for person in persons),
        titles=tuple(text for row in source.rows if row.line < headings.line and (text := _joined(row))),
        is_sideways=source.is_sideways,
    )
    people = resolve_references(people, headings, notebook)
    notebook.raise_problems()
    note_spellings(_with_category(headings, vocabulary or {}), counts, notebook)
    note_duplicates(people, notebook)
    notes = sorted((*source.notes, *notebook.notes()), key=lambda note: note.slug != "replies-read")
    return Reading(people, tuple(notes))  # who comes is what the convener has to see first


def _joined(row: Row) -> str:
    return ", ".join(text for cell in row.cells if (text := cell.strip()))


def _refuse_large(source: Source, text: str, number: int, most: int) -> None:
    """Raise the error about too many people; `text` fills in their number and the most that is allowed."""
    if number <= most:
        return
    hint = said("Split the list, or delete rows of people who are not coming.")
    if most < number <= MOST_PEOPLE:
        hint = said(
            "Delete rows of people who are not coming, or split the list and seat the parts with `seating "
            "batch`. With the option `--large`, a list can have up to %(number)s people; that can take many "
            "minutes and gigabytes of memory.",
            number=f"{MOST_PEOPLE:,}",
        )
    says = said(text, number=f"{number:,}", most=f"{most:,}")
    raise InputError([Problem("too-many-rows", says, source.file, hint=hint)])


def read_headings(
    source: Source,
    notebook: Notebook,
    vocabulary: Vocabulary | None = None,
    columns: Mapping[str, Sequence[str]] | None = None,
    used: Collection[str] = (),
) -> Headings:
    """Return the headings of a list and the meanings of its columns. The cells are not read.

    Parameters
    ----------
    source : Source
    notebook : Notebook
        Collects problems and notes.
    vocabulary, columns, used
        As for `read_people`.

    Raises
    ------
    InputError
        If no row contains headings, or no column contains names or ids.
    """
    stated = Stated(columns or {}, used, list_replacements(vocabulary or {}))
    return find_headings(source, notebook, stated)


def read_by_rules(source: Source, rules: ListRules, *, large: bool = True) -> Reading:
    """Return the people of a source as a convening states that it is read: with corrected cells and added rows.

    Parameters
    ----------
    source : Source
    rules : ListRules
    large : bool
        As for `read_people`.

    Raises
    ------
    InputError
        With all problems of the list.
    """
    reading = read_people(
        correct_list(source, rules),
        rules.vocabulary,
        rules.columns,
        parties=rules.parties,
        used=rules.used,
        ids=rules.ids,
        place=rules.place,
        large=large,
    )
    in_file = reading.people.rows - len(rules.additions)
    return replace(reading, people=replace(reading.people, rows=in_file))


def correct_list(source: Source, rules: ListRules) -> Source:
    """Return a list as if the corrected cells had the other texts, with the added rows after its own.

    If its headings cannot be read, the list is returned as it is.
    """
    if not rules.corrections and not rules.additions:
        return source
    try:
        headings = read_headings(source, Notebook(source.file), rules.vocabulary, rules.columns, rules.used)
    except InputError:
        return source
    shown = [one for one in headings.shown if one.letter]
    corrected = correct_cells(source, rules.corrections, headings.line, shown) if rules.corrections else source
    return add_rows(corrected, rules.additions, shown)


def _with_category(headings: Headings, vocabulary: Vocabulary) -> Iterable[Column]:
    """Return the columns to check for values with two spellings.

    Parts of names are excluded, and so are columns with a vocabulary, which defines their spellings.
    """
    name = headings.column("name")
    parts = set(name.indices) if name else set()
    settled = {meaning(str(heading)) or squashed(str(heading)) for heading in vocabulary}
    return [
        column
        for column in headings.columns
        if not parts & set(column.indices) and settled.isdisjoint({column.key, squashed(column.heading)})
    ]


def _person(draft: Draft) -> Person:
    """Build the person of a draft without validation, because its fields were validated one by one."""
    return BLANK.model_copy(update={**draft.fields, "line": draft.line, "own": draft.own})


def _explained(vocabulary: Vocabulary) -> frozenset[str]:
    """Return the columns whose vocabulary contains `n/a`, or "self-employed" and the like as an organization.

    As a value of a column with fixed values, such as `representative_type: {n/a: [observer]}`, `n/a` means what it
    means in a cell: that the column does not apply.
    """
    return frozenset(
        column
        for heading, values in vocabulary.items()
        for column in [meaning(str(heading)) or squashed(str(heading))]
        if any(
            fold(str(word)) in NOT_APPLICABLE or (column == "organization" and is_no_organization(str(word)))
            for value, words in values.items()
            for word in (*(() if column in WORDS_OUT_OF_A_FEW else (value,)), *(words or ()))
        )
    )


def list_replacements(vocabulary: Vocabulary, columns: Collection[str] = WORDS_OUT_OF_A_FEW) -> Replacements:
    """Return the replacements of words in these columns, by default those with fixed values."""
    found: dict[str, dict[str, str]] = {}
    for heading, values in vocabulary.items():
        column = meaning(str(heading)) or str(heading)
        if column in columns:
            meant = found.setdefault(column, {})
            meant.update({fold(str(word)): str(value) for value, words in values.items() for word in words or ()})
            meant.update({fold(str(value)): str(value) for value in values})  # an allowed word means itself
    return found


SHOWN_SHEETS = 20
"""Maximum number of sheets that a message lists. As soon as so many contain people, no others are read."""


@dataclass(frozen=True, slots=True)
class _Rated:
    """A sheet, the number of people it may contain, and whether a heading confirms that it contains people."""

    sheet: Sheet
    people: int
    is_named: bool


def people_sheet(
    book: Book,
    title: str | None,
    columns: Mapping[str, Sequence[str]],
    holds_tables: Callable[[Source, str], bool],
) -> Source:
    """Return the sheet of a workbook that contains the people, with a note that names the other sheets.

    A list that is written sideways is turned.

    Parameters
    ----------
    book : Book
    title : str or None
        The title of the sheet, if the convener names it.
    columns : mapping of str to sequence of str
        The meanings of headings that the convening states: headings by canonical column.
    holds_tables : function
        Whether a sheet lists tables and their seats.

    Raises
    ------
    UsageError
        If no sheet has that title.
    InputError
        If no sheet contains people, or several do.
    """
    return turn_sideways(_choose_sheet(book, title, columns, holds_tables))


def _choose_sheet(
    book: Book, title: str | None, columns: Mapping[str, Sequence[str]], holds_tables: Callable[[Source, str], bool]
) -> Source:
    if title is not None:
        return _noted(book, book.sheet(title))
    shown = [sheet for sheet in book.sheets if not sheet.is_hidden] or list(book.sheets)
    if len(book.sheets) == 1:
        return require_rows(book.sheets[0].source)
    others = [sheet for sheet in shown if fold(sheet.title) != TABLES_SHEET]
    mapped = [text for texts in columns.values() for text in texts]
    rated: list[_Rated] = []
    named: list[_Rated] = []
    for at, sheet in enumerate(others, start=1):
        if (found := _rated(sheet, mapped, holds_tables)).people:
            rated.append(found)
            named += [found] * found.is_named
        if len(named) == SHOWN_SHEETS and at < len(others):
            _ask(book, named, are_all=False)
    if len(named) > 1:
        _ask(book, named)
    chosen = named or rated
    if chosen:
        return _noted(book, max(chosen, key=lambda one: one.people).sheet)
    filled = [sheet for sheet in others if sheet.source.rows]
    if filled:
        return _noted(
            book, max(filled, key=lambda sheet: len(sheet.source.rows))
        )  # a cover sheet is shorter than a list
    says = said(
        "the workbook has no sheet with people, only %(sheets)s",
        sheets=said_first((quoted(sheet.title) for sheet in book.sheets), SHOWN_SHEETS) or said("charts"),
    )
    hint = said("Put the list on a separate sheet, or name its sheet with --sheet.")
    raise InputError([Problem("sheet-missing", says, book.file, hint=hint)])


def _rated(sheet: Sheet, mapped: Sequence[str], holds_tables: Callable[[Source, str], bool]) -> _Rated:
    source = sheet.source
    if len(source.rows) < 2 or holds_tables(source, sheet.title):
        return _Rated(sheet, 0, False)
    layout = find_layout(source, Notebook(source.file), mapped)
    if layout is None:
        return _Rated(sheet, 0, False)
    return _Rated(sheet, len(layout.body), layout.is_named)


def _ask(book: Book, named: Sequence[_Rated], *, are_all: bool = True) -> NoReturn:
    titles = said_list(
        said_count(
            "%(sheet)s (%(number)s row)", "%(sheet)s (%(number)s rows)", one.people, sheet=quoted(one.sheet.title)
        )
        for one in named
    )
    says = (
        said("%(number)s sheets contain people: %(titles)s", number=len(named), titles=titles)
        if are_all
        else said("at least %(number)s sheets contain people: %(titles)s", number=len(named), titles=titles)
    )
    hint = said("Choose one of them, for example with --sheet %(title)s.", title=quoted(named[-1].sheet.title))
    raise InputError([Problem("sheets-several", says, book.file, hint=hint)])


def _noted(book: Book, sheet: Sheet) -> Source:
    """Return the rows of a sheet, with a note that names the sheets that were not read."""
    source = require_rows(sheet.source)
    others = [one.title for one in book.sheets if one is not sheet and fold(one.title) != TABLES_SHEET]
    if not others:
        return source
    says = said_count(
        "%(file)s: people are read from the sheet %(title)s; %(titles)s is not read as people.",
        "%(file)s: people are read from the sheet %(title)s; %(titles)s are not read as people.",
        len(others),
        file=book.file,
        title=quoted(sheet.title),
        titles=said_first(map(quoted, others), SHOWN_SHEETS),
    )
    return replace(source, notes=(Note("sheet-unread", says), *source.notes))


SHOWN_VALUES = 20
"""Maximum number of allowed or replaced values that a message lists."""


def apply_vocabulary(
    people: People, vocabulary: Mapping[str, Mapping[str, tuple[str, ...]]]
) -> tuple[People, tuple[Note, ...], tuple[Problem, ...]]:
    """Replace each value by its allowed spelling.

    Parameters
    ----------
    people : People
    vocabulary : mapping of canonical column to mapping of allowed value to its other names
        Without a value, all are allowed.

    Returns
    -------
    people : People
        The people with allowed values; a value that is not allowed stays unchanged.
    notes : tuple of Note
        The replacements, with the number of rows for each spelling.
    problems : tuple of Problem
        Each value that is not allowed, with its cell and the most likely value.
    """
    notes: list[Note] = []
    problems: list[Problem] = []
    for column, allowed in vocabulary.items():
        if not allowed:
            continue
        words = _Words(people, column, allowed)
        people = people.with_persons([words.applied(person) for person in people])
        notes += words.notes()
        problems += words.problems
    problems.sort(key=lambda problem: problem.line or 0)
    return people, tuple(notes), tuple(problems)


@dataclass
class _Words:
    """The vocabulary of one column, with the problems and replacements found while it is applied."""

    people: People
    column: str
    allowed: Mapping[str, tuple[str, ...]]
    problems: list[Problem] = field(default_factory=list)
    _near: NearWords = field(default_factory=NearWords)
    _replaced: dict[tuple[str, str], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._by_fold = {fold(word): value for value, words in self.allowed.items() for word in words}
        self._by_fold.update({fold(value): value for value in self.allowed})  # an allowed value maps to itself

    def applied(self, person: Person) -> Person:
        """Return the person with this column's values in their allowed spellings."""
        update = self._update(person, lambda text: self._word(person, text))
        return person.model_copy(update=update) if update else person

    def _update(self, person: Person, word: Callable[[str], str]) -> dict[str, Any]:
        if self.column in person.own:
            values = tuple(dict.fromkeys(map(word, person.own[self.column])))
            return {} if values == person.own[self.column] else {"own": {**person.own, self.column: values}}
        match self.column:
            case "interests":
                areas = {word(area): score for area, score in person.interests.items()}
                return {} if areas == person.interests else {"interests": areas}
            case "assets":
                assets = tuple(Asset(group=asset.group, word=word(asset.word)) for asset in person.assets)
                return {} if assets == person.assets else {"assets": assets}
        values = getattr(person, self.column, ())
        if isinstance(values, tuple):
            found = tuple(dict.fromkeys(map(word, values)))
            return {} if found == values else {self.column: found}
        if type(values) is str and values:
            return {} if word(values) == values else {self.column: self._by_fold[fold(values)]}
        return {}

    def _word(self, person: Person, text: str) -> str:
        value = self._by_fold.get(fold(text))
        if value is None and self.column == "assets":  # any word is allowed; the vocabulary only lists synonyms
            return text
        if value is None:
            near = self._near.nearest(text, [word for value, words in self.allowed.items() for word in (value, *words)])
            hint = did_you_mean(self._by_fold[fold(near)]) if near else self._all_allowed()
            says = said("is not in the vocabulary for this column")
            self.problems.append(self.people.problem(person, self.column, "value-unknown", says, text, hint))
            return text
        if value != text:
            self._replaced[text, value] = self._replaced.get((text, value), 0) + 1
        return value

    def _all_allowed(self) -> str:
        return said("The allowed values are %(values)s.", values=said_first(map(quoted, self.allowed), SHOWN_VALUES))

    def notes(self) -> list[Note]:
        """Return one note about all replacements."""
        if not self._replaced:
            return []
        heading = self.people.headings.get(self.column)
        column = quoted(heading.text if heading else self.column)
        place = said("%(place)s: column %(column)s", place=self.people.file, column=column)
        replaced = [
            said_count(
                "%(text)s with %(value)s (%(number)s row)",
                "%(text)s with %(value)s (%(number)s rows)",
                count,
                text=quoted(text),
                value=quoted(value),
            )
            for (text, value), count in self._replaced.items()
        ]
        shown = said_first(replaced, SHOWN_VALUES)
        says = said("%(place)s: the vocabulary replaces %(shown)s.", place=place, shown=shown)
        shared = (
            None if self.column in SHOWABLE else said("%(place)s: the vocabulary replaces some values.", place=place)
        )
        return [Note("vocabulary-applied", says, shared, self.column)]
