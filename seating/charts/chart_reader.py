"""Read any number of files of filled-in charts, in either form and either language, into one set of charts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from seating.charts.chart_forms import (
    Grid,
    find_grid,
    is_list_of_people,
    is_long,
    is_questions,
    read_answers,
    read_grid,
    read_long,
)
from seating.charts.draft import Draft, Lookup, heading_parts
from seating.charts.filled_chart import Chart, Charts
from seating.charts.form_words import FIELDS, WHOLE_ROOM, find_label, is_a
from seating.convening.tables import make_table_id
from seating.errors import InputError, Note, Problem, in_order
from seating.forms.entries import read_form
from seating.mentions.written_names import split_cell
from seating.near_words import NearWords
from seating.profiles import People
from seating.profiles.notebook import Notebook
from seating.profiles.reader import Vocabulary, list_replacements
from seating.room.tables import Table
from seating.sources import Book, Source, name_sheet, require_rows
from seating.sources.list_limits import MAX_ROWS, empty_error
from seating.wording import fold, listed, message, quoted, said, said_count, said_list, whole_number

SHOWN_FILES = 5

MOST_TABLES = 1_000
"""Maximum number of tables that charts may name: each new name is compared with all others."""

MOST_LETTERS = 300_000
"""Maximum length of all descriptions and names that are not on the list; 200 charts with 30 descriptions each have
about 200,000 letters."""

NO_WORDS: Vocabulary = MappingProxyType({})

ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")

HEADINGS_HINT = said(
    "A chart has the headings Sector and Role, and one heading for each table; a typed list of charts has this "
    "heading line: `chart of,table,sector,role,who,why`."
)


def read_charts(
    books: Iterable[Book],
    people: People,
    tables: Sequence[Table] = (),
    *,
    vocabulary: Vocabulary = NO_WORDS,
    may_add_tables: bool = False,
    asks_back: bool = False,
) -> Charts:
    """Read filled-in charts.

    Parameters
    ----------
    books : iterable of Book
        The files, in the order in which they were named. A later chart of a person replaces an earlier one.
    people : People
        The list; empty if there is none. A text that is an id or a name on it means that person.
    tables : sequence of Table
        The known tables, in the order of their numbers.
    vocabulary : mapping of column to mapping of value to its other names
        Of the convening; used for representative types and sectors.
    may_add_tables : bool
        Whether the headings of a chart may name further tables, because no convening states them all.
    asks_back : bool
        Whether the person is still there to change what they wrote, so that doubts are problems and not notes.

    Raises
    ------
    InputError
        With each file that is not a filled-in chart. What stands in the cells of a chart is at most noted.
    """
    sheets = [sheet for book in books for sheet in _sheets_of(book)]
    problems = [problem for sheet in sheets for problem in sheet.problems]
    has_inferred = may_add_tables and bool(tables)
    if may_add_tables:
        tables = (*tables, *_further_tables(sheets, tables, people))
    drafts: list[Draft] = []
    words = list_replacements(vocabulary, ("representative_type", "sector"))
    lookups = [Lookup(people, tables, Notebook(sheet.place), has_inferred, words=words) for sheet in sheets]
    for sheet, lookup in zip(sheets, lookups, strict=True):
        drafts += _read_sheet(sheet, lookup, drafts)
    charts = [(draft, draft.finish()) for draft in drafts]
    notes: list[Note] = []
    for sheet, lookup in zip(sheets, lookups, strict=True):
        problems += lookup.notebook.problems()
        problems += lookup.notebook.doubts() if asks_back else ()
        notes += [*sheet.notes, *lookup.notebook.notes()]
    files = tuple(dict.fromkeys(sheet.file for sheet in sheets))
    filled = [chart for draft, chart in charts if not draft.is_blank]
    if not filled and not problems:
        hint = said("Check that these are the charts that people filled in.")
        problems.append(Problem("charts-blank", said("no chart is filled in"), listed(files), hint=hint))
    problems += _note_too_many(filled, files)
    if problems:
        raise InputError(in_order(problems))
    for draft, chart in charts:
        if draft.is_blank:
            text = said("%(file)s: a chart is blank, so it is not counted.", file=chart.file)
            if chart.by:
                form = message("%(file)s: the chart from %(person)s is blank, so it is not counted.")
                text = said(form, file=chart.file, person=chart.by)
            notes.append(Note("chart-blank", text, ""))
    kept, replaced = _each_person_once(filled)
    return Charts(files, kept, (*dict.fromkeys(notes), *replaced), tuple(tables))


def _note_too_many(charts: Iterable[Chart], files: Sequence[str]) -> Iterator[Problem]:
    """Yield a problem if charts have too many descriptions, and authors not on the list, to compare them all."""
    texts: set[str] = set()
    for chart in charts:
        texts.update(fold(naming.text) for naming in chart.namings if naming.person is None)
        if chart.by and chart.person is None:
            texts.add(fold(chart.by))
    letters = sum(map(len, texts))
    if letters > MOST_LETTERS:
        says = said(
            "the charts contain %(number)s different descriptions and names that are not on the list, with "
            "%(letters)s letters in total, and at most %(most)s letters can be compared",
            number=f"{len(texts):,}",
            letters=f"{letters:,}",
            most=f"{MOST_LETTERS:,}",
        )
        hint = said("Read fewer charts at a time, or shorten the descriptions.")
        yield Problem("charts-too-many", says, listed(files[:SHOWN_FILES]), hint=hint)


@dataclass
class _Sheet:
    """A sheet with the form that it has: a grid, the long form, answers, or none."""

    source: Source
    file: str
    place: str
    grid: Grid | None = None
    is_long: bool = False
    is_answers: bool = False
    notes: list[Note] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def _sheets_of(book: Book) -> Iterator[_Sheet]:
    """Yield the sheets of a file that are charts or answers. A file without any chart yields its problem."""
    visible = [sheet for sheet in book.sheets if not sheet.is_hidden] or list(book.sheets)
    found: list[_Sheet] = []
    others: list[_Sheet] = []
    for source in (sheet.source for sheet in visible):
        if not source.rows and len(visible) > 1:
            continue
        place = name_sheet(book.file, source.title) if source.title and len(visible) > 1 else book.file
        source = replace(source, file=place)
        sheet = _Sheet(require_rows(source), book.file, place, notes=list(source.notes))
        sheet.grid = find_grid(source)
        sheet.is_answers = sheet.grid is None and bool(found) and is_questions(source)
        is_people = is_list_of_people(source)
        sheet.is_long = sheet.grid is None and not is_people and is_long(source, is_alone=len(visible) == 1)
        if sheet.grid or sheet.is_answers or sheet.is_long:
            found.append(sheet)
        else:
            others.append(sheet)
            sheet.problems.append(_explain(source, is_people))
    if not visible or not (found or others):
        raise empty_error(book.file)
    if found and others:
        text = said_count(
            "%(file)s: %(titles)s is not a chart, so it was not read.",
            "%(file)s: %(titles)s are not charts, so they were not read.",
            len(others),
            file=book.file,
            titles=said_list(quoted(sheet.source.title) for sheet in others),
        )
        found[0].notes.append(Note("sheet-no-chart", text))
    yield from found or others


def _explain(source: Source, is_people: bool) -> Problem:
    """Return the problem of a sheet that is not a chart."""
    if is_people:
        hint = said(
            "Give the list with --people. Name only filled-in charts as charts, both on the command line and "
            "under `charts` in a convening."
        )
        return Problem("chart-headings", said("is the list of people, not a chart"), source.file, hint=hint)
    return Problem(
        "chart-headings", said("is not a chart: its headings were not found"), source.file, hint=HEADINGS_HINT
    )


def _read_sheet(sheet: _Sheet, lookup: Lookup, before: Sequence[Draft]) -> Sequence[Draft]:
    """Return the charts of a sheet; answers belong to the chart before them."""
    if sheet.grid is not None:
        return [read_grid(sheet.source, sheet.grid, lookup)]
    if sheet.is_long:
        try:
            return read_long(sheet.source, lookup)
        except InputError:  # its problems are in the notebook
            return []
    if sheet.is_answers and before:
        before[-1].answers.update(read_answers(sheet.source, lookup))
    return []


def _further_tables(sheets: Iterable[_Sheet], known: Sequence[Table], people: People) -> tuple[Table, ...]:
    """Return the tables that headings of grids name, or if none are known, those that the long forms name.

    Raises
    ------
    InputError
        If there are too many.
    """
    sheets = list(sheets)
    headings = [heading for sheet in sheets if sheet.grid for _, heading in sheet.grid.tables]
    headings += [text for sheet in sheets if sheet.grid for text in _own_tables(sheet)]
    found: dict[str, Table] = {}
    _add_tables(headings, known, found, people)
    if not known and not found:
        rows = [text for sheet in sheets if sheet.is_long for text in _tables_of_rows(sheet.source)]
        _add_tables(rows, known, found, people)
    if len(found) > MOST_TABLES:
        files = listed(list(dict.fromkeys(sheet.file for sheet in sheets))[:SHOWN_FILES])
        says = said("there are more than %(most)s different tables, which is the limit", most=f"{MOST_TABLES:,}")
        hint = said("Check that these are charts and that the table column contains table names.")
        raise InputError([Problem("tables-too-many", says, files, hint=hint)])
    return tuple(found.values())


def _own_tables(sheet: _Sheet) -> Iterator[str]:
    """Yield the tables with an id in brackets at which the author of a grid could contribute most."""
    for row in sheet.source.rows[: sheet.grid.at if sheet.grid else 0]:
        for label, value in zip(row.cells, row.cells[1:], strict=False):
            if find_label(label) == "own table":
                yield from (text for text in split_cell(value) if heading_parts(text)[2])


def _tables_of_rows(source: Source) -> list[str]:
    try:
        form = read_form(source, FIELDS, Notebook(source.file), most=MAX_ROWS)
    except InputError:
        return []
    return [entry["table"] for entry in form.entries if entry["table"]]


def _add_tables(headings: Iterable[str], known: Sequence[Table], found: dict[str, Table], people: People) -> None:
    """Add the tables that headings name, except the whole room and known tables; stop when there are too many."""
    for heading in dict.fromkeys(headings):
        number, name, identity = heading_parts(heading)
        lookup = Lookup(people, (*known, *found.values()), Notebook(""), near_words=NearWords(0))
        if isinstance(lookup.search_table(heading), Table):
            continue
        if is_a(heading, WHOLE_ROOM):
            continue
        if len(found) > MOST_TABLES:
            return
        if not name and whole_number(number) is not None:
            name, identity = f"Table {int(number)}", identity or str(int(number))
        identity = identity or make_table_id(name) or f"table-{len(known) + len(found) + 1}"
        while identity in found or any(table.id == identity for table in known):
            identity += "-2"
        found[identity] = Table(id=identity, name=name)


def _each_person_once(charts: Sequence[Chart]) -> tuple[tuple[Chart, ...], list[Note]]:
    """Return the charts without those that a later chart of the same person replaces, and a note on each of these."""
    kept: dict[str | int, Chart] = {}
    notes = []
    for number, chart in enumerate(charts):
        key = chart.author_key or number
        former = kept.get(key)
        if former is None:
            kept[key] = chart
            continue
        dated = [bool(ISO_DATE.fullmatch(one.date)) for one in (former, chart)]
        is_older = all(dated) and chart.date < former.date
        counts, left = (former, chart) if is_older else (chart, former)
        why = said("it is newer") if all(dated) and chart.date != former.date else said("it comes last")
        places = [f"{one.file}{f' ({one.date})' if one.date else ''}" for one in (counts, left)]
        text = said(
            "%(person)s has two charts. The one in %(place)s counts, because %(why)s. The one in %(other)s is not "
            "counted.",
            person=chart.by,
            place=places[0],
            why=why,
            other=places[1],
        )
        notes.append(Note("chart-twice", text, ""))
        kept.pop(key)
        kept[key] = counts
    return tuple(kept.values()), notes
