"""The harvest: statements typed from the tables' harvest sheets, counted by theme."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from seating.errors import Miss, Note
from seating.forms.cells import FOR_THE_ROOM
from seating.forms.entries import Entry
from seating.forms.worksheets import HARVEST, TypedRows, read_rows
from seating.groups import group_by_key
from seating.mentions import Written
from seating.mentions.written_names import split_cell
from seating.near_words import ask_near
from seating.profiles import People
from seating.profiles.duplicates import one_edit_apart
from seating.room.tables import SheetTables, Table
from seating.sources import Source
from seating.wording import fold, is_blank_text, language_named, message, quoted, said, said_count, said_in, said_list

SHOWN_VOICES = 20


@dataclass(frozen=True, slots=True)
class Statement:
    """One line of a harvest sheet.

    Attributes
    ----------
    table : str
        The id of the table, also of one that is several tables now; blank if the sheet names none, so that the
        statement is from the whole room.
    question : str
        The text of the question; blank if the sheet names none.
    themes : tuple of str
        Its themes, as first spelled; () if none was named yet.
    text : str
        What was said; blank if only the theme was noted.
    voice : str
        The voice that said it; blank if the sheet does not say.
    line : int
        The line of the row in the file.
    """

    table: str
    question: str
    themes: tuple[str, ...]
    text: str
    voice: str
    line: int


@dataclass(frozen=True, slots=True)
class Harvest:
    """All statements of a meeting, in the order of the file.

    Attributes
    ----------
    file, sha256 : str
    statements : tuple of Statement
    notes : tuple of Note
    former : mapping of str to str
        The names of the tables of earlier rounds with statements, each with its round, by id.
    """

    file: str
    sha256: str
    statements: tuple[Statement, ...]
    notes: tuple[Note, ...] = ()
    former: Mapping[str, str] = field(default_factory=dict)

    @property
    def written(self) -> Iterator[Written]:
        """The names of the voices."""
        yield from (Written(one.voice, self.file) for one in self.statements if one.voice)


@dataclass(frozen=True, slots=True)
class Theme:
    """One theme of the whole meeting.

    Attributes
    ----------
    name : str
    statements : tuple of Statement
        The statements with this theme, in the order of the file.
    """

    name: str
    statements: tuple[Statement, ...]

    @property
    def by_table(self) -> Mapping[str, int]:
        """The number of statements from each table, by table id. Tables without statements are left out."""
        return _counts(statement.table for statement in self.statements if statement.table)

    @property
    def by_question(self) -> Mapping[str, int]:
        """The number of statements on each question. Statements without a question are left out."""
        return _counts(statement.question for statement in self.statements if statement.question)


def read_harvest(
    source: Source, tables: SheetTables, voices: Sequence[str] = (), *, has_private: bool = False
) -> Harvest:
    """Read the harvest of the tables.

    Parameters
    ----------
    source : Source
        The headings table, theme and text are required, question and voice are optional. Several themes in a cell are
        separated by `;`.
    tables : SheetTables
        A cell names a table by its id or name, today's or an earlier one, or by its number among the tables of `now`.
    voices : sequence of str
        The names of the convening's voices.
    has_private : bool
        Whether there are private voices too, whose names are not known without the list.

    Raises
    ------
    InputError
        If headings are missing, there are no rows, or a row may name several tables and no round is saved. What else
        stands in the cells is at most noted.
    """
    kept = replace(tables, only_now=True, keeps_split=tables.shown is None)
    typed = read_rows(source, HARVEST, People(()), kept)
    reader = _Reader(typed, voices, has_private=has_private, has_rounds=bool(tables.rounds))
    statements = tuple(statement for entry in typed.form.entries if (statement := reader.statement(entry)))
    if not typed.form.entries:
        hint = said("Type one row for each line on a recorder’s form.")
        typed.notebook.problem("harvest-none", said("has no rows below its headings"), hint=hint)
    typed.notebook.raise_problems()
    for one, other in one_edit_apart(reader.themes):
        text = said(
            "%(file)s: the themes %(pair)s are counted separately. If they are the same theme, use one spelling.",
            file=source.file,
            pair=said_list([quoted(reader.themes[one]), quoted(reader.themes[other])]),
        )
        typed.notebook.note("spelling-alike", text)
    former = _name_former(tables, statements)
    return Harvest(source.file, source.sha256, statements, typed.finish(), former)


def _name_former(tables: SheetTables, statements: Iterable[Statement]) -> Mapping[str, str]:
    """Return the names of the tables that ended of which there are statements, with the last round that had them."""
    spoke = {statement.table for statement in statements}
    last = {table.id: number for number in sorted(tables.rounds) for table in tables.rounds[number]}
    return {
        table.id: said("%(table)s (round %(round)s)", table=table.label, round=last[table.id])
        for table in tables.ended
        if table.id in spoke
    }


def count_themes(harvest: Harvest) -> tuple[Theme, ...]:
    """Return the themes sorted by number of tables, then by number of statements, most first, then by name.

    A theme that many tables name counts for more than one that a single table repeats.
    """
    found = group_by_key((theme, statement) for statement in harvest.statements for theme in statement.themes)
    themes = [Theme(name, tuple(statements)) for name, statements in found.items()]
    return tuple(sorted(themes, key=lambda t: (-len(t.by_table), -len(t.statements), t.name.casefold(), t.name)))


def count_themes_by_voice(
    themes: Iterable[Theme], tables_of: Mapping[str, Iterable[str]]
) -> Mapping[str, Mapping[str, tuple[int, int]]]:
    """Count, for each voice and theme, the statements by that voice, and these with all others at its tables.

    Parameters
    ----------
    themes : iterable of Theme
    tables_of : mapping of voice to table ids
        The tables at which someone of each voice sits.

    Returns
    -------
    mapping of voice to mapping of theme name to (int, int)
        The first number counts the statements that name the voice as their speaker. The second counts these, wherever
        they were made, and all statements made at one of its tables, whoever said them.
    """
    return {
        voice: {
            theme.name: (
                sum(statement.voice == voice for statement in theme.statements),
                sum(statement.table in tables or statement.voice == voice for statement in theme.statements),
            )
            for theme in themes
        }
        for voice, tables in {voice: frozenset(tables) for voice, tables in tables_of.items()}.items()
    }


class _Reader:
    """Convert rows to statements. `themes` has the first spelling of each theme."""

    def __init__(self, typed: TypedRows, voices: Sequence[str], *, has_private: bool, has_rounds: bool) -> None:
        self.themes: dict[str, str] = {}
        self._form = typed.form
        self._notebook = typed.notebook
        self._voices = {fold(voice): voice for voice in voices}
        self._has_private = has_private
        self._has_rounds = has_rounds
        self._cells = typed.cells

    def statement(self, entry: Entry) -> Statement | None:
        """Return the statement of a row; None with a note if the row has no content."""
        parts = [part for part in split_cell(entry["theme"]) if not is_blank_text(part)]
        text = "" if is_blank_text(entry["text"]) else entry["text"]
        if not parts and not text:
            says = said("the row has no theme and no text, so it is not counted")
            self._notebook.doubt("statement-empty", says, entry.line, self._form.columns["text"])
            return None
        themes = tuple(dict.fromkeys(self.themes.setdefault(fold(part), part) for part in parts))
        table = self._table(entry)
        question = "" if is_blank_text(entry["question"]) else self._question(entry, table)
        return Statement(table.id if table else "", question, themes, text, self._voice(entry), entry.line)

    def _table(self, entry: Entry) -> Table | None:
        """Return the table of a row, also one of an earlier round that became several; None for the whole room."""
        if not self._has_rounds:
            return self._cells.table(entry, FOR_THE_ROOM)
        found = self._cells.unasked_table(entry, FOR_THE_ROOM, FOR_THE_ROOM)
        return None if isinstance(found, Miss) else found

    def _question(self, entry: Entry, table: Table | None) -> str:
        """Return the text of the question, whatever the language of the cell: pages show it in their own language.

        A number means the table's question with that number.
        """
        text = entry["question"]
        number = fold(text).removeprefix("question").removeprefix("q").strip(" .")
        if table is None:
            return text
        asked = _name_questions(table)
        if not (number.isascii() and number.isdigit()):
            together = (zip(asked, texts, strict=False) for texts in table.questions.values())
            return next((named for pairs in together for named, one in pairs if fold(one) == fold(text)), text)
        if not asked:
            return said("Question %(number)s", number=int(number[:9]))
        if 1 <= int(number[:9]) <= len(asked):
            return asked[int(number[:9]) - 1]
        says = said_count(
            "is not a question for %(table)s, which has %(number)s question, so the row is counted without a question",
            "is not a question for %(table)s, which has %(number)s questions, so the row is counted without a question",
            len(asked),
            table=table.label,
        )
        hint = said("Write the question’s number or text.")
        self._notebook.doubt("question-unknown", says, entry.line, self._form.columns["question"], text, hint)
        return ""

    def _voice(self, entry: Entry) -> str:
        text = entry["voice"]
        if fold(text) in self._voices or is_blank_text(text):
            return self._voices.get(fold(text), "")
        says = said("is not a voice in the convening, so the row is not counted for any voice")
        none, some = said("The convening has no voices."), message("The voices are %(voices)s.")
        if self._has_private:
            says = said(
                "is not a public voice in the convening, and a private voice is not counted without the list, so the "
                "row is not counted for any voice"
            )
            none, some = said("The convening has no public voices."), message("The public voices are %(voices)s.")
        hint: str = none
        if voices := list(self._voices.values()):
            known = said_list(map(quoted, voices[:SHOWN_VOICES]))
            hint = ask_near(text, voices, said(some, voices=known))
        self._notebook.doubt("voice-unknown", says, entry.line, self._form.columns["voice"], text, hint)
        return ""


def _name_questions(table: Table) -> tuple[str, ...]:
    """Return the questions of a table in their first language, each with its text in the others."""
    written = [(language_named(code) or code, texts) for code, texts in table.questions.items()]
    first = next(iter(table.questions.values()), ())
    return tuple(said_in({code: texts[n] for code, texts in written if n < len(texts)}) for n in range(len(first)))


def _counts(words: Iterable[str]) -> Mapping[str, int]:
    counts: dict[str, int] = {}
    for word in words:
        counts[word] = counts.get(word, 0) + 1
    return counts
