"""Worksheets that the tables and the convener keep from meeting to meeting, in files beside the list.

Each worksheet is declared as data. `seating.report.paper_forms` prints the forms with the same columns, and
`TypedRows` reads all of them.

- `requests.csv`: what the tables ask of the leadership and steering tables, and the answers.
- `theory.csv`: why the work of a table should lead to its goal, and what is measured.
- `ideas.csv`: proposals for tables, before there are tables.
- `feedback.csv`: whether people were at the right table.
- `harvest.csv`, in any file: what people said at the tables, from the recorders' forms.
- `resources.csv`: what there is and what is missing, also from what the tables need.
- `commitments.csv`: what the tables promised, and who they named as missing.
- results, in any file: what came of the work, with the source of each number, and stories told with consent.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from seating.errors import Miss, Note
from seating.forms.cells import FOR_THE_ROOM, Named, TypedCells, list_written
from seating.forms.entries import Entry, Field, Form, form_fields, form_meanings, read_form
from seating.mentions import Written
from seating.profiles import People
from seating.profiles.notebook import Notebook
from seating.profiles.person import without_tokens
from seating.room.tables import SheetTables, Table
from seating.sources import Source
from seating.wording import is_blank_text, quoted, said, said_list

UNPLACED = "?"
"""What stands for the table of a row that names it by a number which several tables had. No id is written so."""

UNCLEAR = said("so the row is listed without a table")
"""What a note adds on such a row."""


@dataclass(frozen=True, slots=True)
class Worksheet:
    """The declaration of a file.

    Attributes
    ----------
    name : str
        The name of the file without `.csv`.
    fields : tuple of Field
        The first one that is needed, other than `table`, is what a row is about; a row without it is not counted.
    names, days : tuple of str
        The fields that name people, and those that are dates.
    words : mapping of str to mapping
        The fields with a fixed set of meanings: folded words with their meaning. The meaning of "" is that of a blank
        cell and of a word without a meaning.
    other_table : str
        The field that may name another table than that of the row; "" for none.
    """

    name: str
    fields: tuple[Field, ...]
    names: tuple[str, ...] = ()
    days: tuple[str, ...] = ()
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    other_table: str = ""

    @property
    def file(self) -> str:
        """The name of the file."""
        return f"{self.name}.csv"

    @property
    def subject(self) -> str:
        """The field that every row needs."""
        return next(one.name for one in self.fields if one.is_needed and one.name != "table")


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a worksheet.

    Attributes
    ----------
    line : int
        The line of the row in the file.
    table : str
        The id of its table, also of one that was split since then; "" for the whole room, `UNPLACED` if it is not clear
        which table the row names.
    cells : mapping of str to str
        The cells by field; "" where a cell is blank. A field with fixed meanings has its meaning, and one that names
        another table has the name of the table.
    names : mapping of str to tuple of Named
    days : mapping of str to date
        Without the fields that are blank or no date.
    """

    line: int
    table: str
    cells: Mapping[str, str]
    names: Mapping[str, tuple[Named, ...]]
    days: Mapping[str, date]

    def __getitem__(self, name: str) -> str:
        return without_tokens(self.cells.get(name, ""))


POLICY, INTRODUCTION, OUTREACH, RESOURCE, OTHER = "policy", "introduction", "outreach", "resource", "other"

REQUESTS = Worksheet(
    "requests",
    form_fields(
        "requests",
        ("table", "request", "kind", "asked of", "owner", "asked", "answer", "answered", "round"),
        needed=("request",),
    ),
    names=("owner",),
    days=("asked", "answered"),
    words={"kind": form_meanings("requests", "kind")},
    other_table="asked of",
)

GOAL, ASSUMPTION, STRATEGY = "goal", "assumption", "strategy"
SHORT, MEDIUM, LONG, MEASURE = "short", "medium", "long", "measure"

THEORY = Worksheet(
    "theory",
    form_fields("theory", ("table", "part", "text", "baseline", "target", "source", "round"), needed=("part", "text")),
    words={"part": form_meanings("theory", "part")},
)

IDEAS = Worksheet("ideas", form_fields("ideas", ("idea", "theme", "from"), needed=("idea",)), names=("from",))

YES, PARTLY, NO = "yes", "partly", "no"

FEEDBACK = Worksheet(
    "feedback",
    form_fields(
        "feedback", ("table", "right table", "number", "better table", "round"), needed=("table", "right table")
    ),
    words={"right table": form_meanings("feedback", "right table")},
    other_table="better table",
)

RESULTS = Worksheet(
    "results",
    form_fields(
        "results",
        ("table", "result", "number", "date", "source", "story", "told by", "consent", "round"),
        needed=("result",),
    ),
    names=("told by",),
    words={"consent": form_meanings("results", "consent")},
)

HARVEST = Worksheet(
    "harvest",
    form_fields("harvest", ("table", "question", "theme", "text", "voice"), needed=("table", "theme", "text")),
)

RESOURCES = Worksheet(
    "resources",
    form_fields(
        "resources",
        ("resource", "holder", "not here", "table", "focus", "serves", "state", "round"),
        needed=("resource",),
    ),
    words={"state": form_meanings("resources", "state")},
)

COMMITMENTS = Worksheet(
    "commitments",
    form_fields(
        "commitments", ("table", "who", "what", "by", "state", "note", "missing", "round"), needed=("table", "what")
    ),
    words={"state": form_meanings("commitments", "state")},
)

WORKSHEETS = (REQUESTS, THEORY, IDEAS, FEEDBACK)
"""The worksheets that are read beside the list; the results are read from a file that the user names."""


@dataclass(frozen=True, slots=True)
class Worksheets:
    """The rows of all worksheets, by the name of the worksheet, and the notes of their reader.

    `former` are the tables of earlier rounds that the convening no longer has. Rows may be theirs. With `is_read`
    false, the folder of the list is not known, so the files were not looked for.
    """

    lines: Mapping[str, tuple[Line, ...]] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()
    former: tuple[Table, ...] = ()
    is_read: bool = True

    def of(self, worksheet: Worksheet) -> tuple[Line, ...]:
        """Return the rows of a worksheet; () without its file."""
        return self.lines.get(worksheet.name, ())

    @property
    def written(self) -> Iterator[Written]:
        """The texts that are read as no one on the list."""
        for worksheet, lines in self.lines.items():
            names = (name for line in lines for found in line.names.values() for name in found)
            yield from list_written(names, f"{worksheet}.csv")

    def until(self, day: date) -> Worksheets:
        """Return the same without rows that are dated after a day: what a table asked later. Later answers stay."""

        def is_in_time(line: Line) -> bool:
            return line.days.get("asked", day) <= day

        return replace(self, lines={name: tuple(filter(is_in_time, lines)) for name, lines in self.lines.items()})

    def with_ids(self, ids: Mapping[str, str], left: People) -> Worksheets:
        """Return the same with other ids of people, as `Named.with_id` does it."""

        def change(line: Line) -> Line:
            names = {column: tuple(name.with_id(ids, left) for name in found) for column, found in line.names.items()}
            return replace(line, names=names)

        return replace(self, lines={name: tuple(map(change, lines)) for name, lines in self.lines.items()})


NO_WORKSHEETS = Worksheets()
UNREAD_WORKSHEETS = Worksheets(is_read=False)


@dataclass(frozen=True, slots=True)
class TypedRows:
    """A worksheet that was typed back: its rows, what reads their cells, and where problems and notes are collected."""

    source: Source
    form: Form
    cells: TypedCells
    notebook: Notebook

    def finish(self) -> tuple[Note, ...]:
        """Return the notes on the file. Raise `InputError` if there are problems."""
        self.notebook.raise_problems()
        return (*self.source.notes, *self.notebook.notes())


def read_rows(
    source: Source, worksheet: Worksheet, people: People, tables: SheetTables, *, keeps_others: bool = False
) -> TypedRows:
    """Return the rows of a worksheet.

    Parameters
    ----------
    source : Source
    worksheet : Worksheet
    people : People
        The list; a name in a cell may be on it.
    tables : SheetTables
        The tables that a row may name.
    keeps_others : bool
        As for `seating.forms.entries.read_form`.

    Raises
    ------
    InputError
        If headings are missing.
    """
    notebook = Notebook(source.file)
    form = read_form(source, worksheet.fields, notebook, keeps_others=keeps_others)
    return TypedRows(source, form, TypedCells(people, tables, form, notebook), notebook)


def read_worksheet(source: Source, worksheet: Worksheet, people: People, tables: SheetTables) -> Worksheets:
    """Read one worksheet.

    Parameters
    ----------
    source : Source
    worksheet : Worksheet
    people : People
        The list; a name in a cell may be on it.
    tables : SheetTables
        The tables of today and of saved rounds. A row about a table that was split stays with the table as it was.

    Raises
    ------
    InputError
        If headings are missing. What stands in the cells is at most noted.
    """
    typed = read_rows(source, worksheet, people, replace(tables, keeps_split=True))
    lines = []
    for entry in typed.form.entries:
        if is_blank_text(entry[worksheet.subject]):
            says = said("the cell is blank, so the row is not counted")
            typed.notebook.doubt("worksheet-empty", says, entry.line, typed.form.columns[worksheet.subject])
        else:
            lines.append(_line(entry, worksheet, typed.cells))
    return Worksheets({worksheet.name: tuple(lines)}, typed.finish(), tables.ended)


def _line(entry: Entry, worksheet: Worksheet, cells: TypedCells) -> Line:
    found = cells.unasked_table(entry, FOR_THE_ROOM, UNCLEAR)
    table = UNPLACED if isinstance(found, Miss) else "" if found is None else found.id
    texts = {one.name: "" if is_blank_text(entry[one.name]) else entry[one.name] for one in worksheet.fields}
    for column, words in worksheet.words.items():
        hint = said(
            "Write %(words)s.", words=said_list(map(quoted, filter(None, dict.fromkeys(words.values()))), last="or")
        )
        doubt = ("worksheet-word", said("has no meaning here"), hint)
        texts[column] = cells.word(entry, column, words, words[""], doubt)
    if worksheet.other_table:
        texts[worksheet.other_table] = cells.name_other_table(entry, worksheet.other_table)
    names = {column: cells.names(entry, column) for column in worksheet.names}
    days = {column: day for column in worksheet.days if (day := cells.day(entry, column)) is not None}
    return Line(entry.line, table, texts, names, days)
