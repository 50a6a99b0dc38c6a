"""Keep the short charts that participants type into their own devices: each is a workbook in `OUT/charts`.

What a participant is told never depends on the list: a text is read as if there were no list, so that no one learns
who is on it. The list only keeps one participant from replacing the chart of another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from seating.api.charts.typed import EntryProblem, find_finished, list_chart_files, save_chart
from seating.charts import Chart, Charts
from seating.charts.agreement import find_agreement
from seating.charts.chart_entry import ShortEntry, ShortLine
from seating.charts.chart_reader import read_charts
from seating.charts.comparison import Groups
from seating.charts.draft import LONGEST_TEXT
from seating.charts.filled_chart import key_of
from seating.charts.form_words import ONESELF
from seating.charts.joins import Joined
from seating.charts.summary import Summary
from seating.charts.totals import Totals, total_up
from seating.errors import InputError, Miss, UsageError
from seating.mentions.written_names import split_cell
from seating.profiles import People
from seating.profiles.near_names import find_listed
from seating.room.tables import Table
from seating.sources import Book, open_book, read_book
from seating.wording import fold, message

if TYPE_CHECKING:  # the modules that make pages are imported only when pages are made
    from seating.present.languages import Words
    from seating.report.chart.form import ChartForm

NO_LIST = People(())

NO_NAME = message("A participant")
"""Whose chart it is if the participant gave no name: rows without a name would count as charts of several people."""

NUMBER = re.compile(r" \(\d+\)$")
"""What `finish_short` adds to a name that another chart has. Participants never see it: it tells who sent a chart."""

FIRST_ROW = 2
"""The line of the first row below the headings."""


@dataclass(frozen=True, slots=True)
class ShortCharts:
    """What short charts are about.

    Attributes
    ----------
    form : ChartForm
    people : People
        The list.
    tables : tuple of Table
        As charts refer to them.
    words : Words
        The language of the headings in the files.
    """

    form: ChartForm
    people: People
    tables: tuple[Table, ...]
    words: Words


def finish_short(out: Path, identity: str, entry: ShortEntry, about: ShortCharts) -> tuple[EntryProblem, ...]:
    """Save a short chart as a workbook in `OUT/charts`, in the place of what the same participant sent before.

    The workbook is read back before it is saved. A chart whose name another chart has gets a number behind the name, so
    that it never replaces that one.

    Parameters
    ----------
    out : Path
        The output folder.
    identity : str
        From `make_chart_id`.
    entry : ShortEntry
    about : ShortCharts

    Returns
    -------
    tuple of EntryProblem
        () if the chart was saved. Their places are fields of `entry`, or its lines, such as `others 0`.

    Raises
    ------
    UsageError
        If the file cannot be written.
    """
    from seating.report.chart.chart_workbook import short_xlsx

    problems = tuple(_check(entry, about))
    if problems:
        return problems
    before = find_finished(out, identity)
    entry = _with_oneself(replace(entry, name=entry.name or about.words.gettext(NO_NAME)))
    named = replace(entry, name=_own_name(out, entry.name, about, before))
    content = short_xlsx(about.form, about.words, named, date.today().isoformat())
    problems = tuple(_read_back(content, named, about.tables))
    if problems:
        return problems
    save_chart(out, identity, content, before)
    return ()


def read_short(out: Path, identity: str, about: ShortCharts) -> ShortEntry | None:
    """Return what a participant sent, as typed; None if there is no such chart, or it cannot be read."""
    path = find_finished(out, identity)
    if path is None:
        return None
    with suppress(InputError, UsageError):
        charts = read_charts([read_book(path)], NO_LIST, about.tables).charts
        if len(charts) == 1:
            name = NUMBER.sub("", charts[0].by)
            return replace(_entry_of(charts[0]), name="" if name == about.words.gettext(NO_NAME) else name)
    return None


def read_each(out: Path, people: People, tables: Sequence[Table]) -> Iterator[tuple[str, Book, tuple[Chart, ...]]]:
    """Yield the files in `OUT/charts` with their charts. Files that cannot be read are left out."""
    for file in list_chart_files(out):
        with suppress(InputError, UsageError, OSError):
            state = Path(file).stat()
            book = _read(file, state.st_mtime_ns, state.st_size)
            yield file, book, read_charts([book], people, tables).charts


def total_shared(out: Path, tables: Sequence[Table]) -> tuple[Totals, int]:
    """Return what the charts in `OUT/charts` ask for, and how many they are, as everyone may see it.

    The list is not used. Otherwise naming a person on it would show their sector.
    """
    books = [book for _, book, _ in read_each(out, NO_LIST, tables)]
    charts = read_charts(books, NO_LIST, tables) if books else Charts(tables=tuple(tables))
    agreement = find_agreement(Joined((charts,), (), {}, (frozenset(),)), NO_LIST)
    return total_up(Summary(agreement, (), (), Groups({}, ()))), len(charts.charts)


@lru_cache(maxsize=2048)
def _read(file: str, changed: int, size: int) -> Book:  # a file that changed is another one
    return read_book(file)


def _check(entry: ShortEntry, about: ShortCharts) -> Iterator[EntryProblem]:
    """Yield what is wrong before a workbook is made."""
    known, sectors = {column.id for column in about.form.tables}, {"", *about.form.sectors}
    if not entry.lines:
        yield EntryProblem("", "charts-blank", "Nothing is written on this chart yet.")
    if entry.own_table and entry.own_table not in known:
        yield EntryProblem("own table", "table-gone", "This table no longer exists. Choose another one.")
    if not entry.own_table and any(line.who for line in entry.others):
        yield EntryProblem("own table", "table-first", "Choose the table that you mean.")
    texts = {
        "name": entry.name,
        "brings": entry.brings,
        "why others": entry.why_others,
        "why missing": entry.why_missing,
    }
    for place, line in _places(entry):
        texts[place] = line.who
        if line.sector not in sectors:
            yield EntryProblem(place, "sector-gone", "This sector no longer exists. Choose another one.")
        if line.table and line.table not in known:
            yield EntryProblem(place, "table-gone", "This table no longer exists. Choose another one.")
    for place, text in texts.items():
        if len(text) > LONGEST_TEXT:
            yield EntryProblem(place, "entry-long", f"Write at most {LONGEST_TEXT} characters.")


def _places(entry: ShortEntry) -> Iterator[tuple[str, ShortLine]]:
    """Yield each line with the name of its place."""
    yield from ((f"others {number}", line) for number, line in enumerate(entry.others))
    yield from ((f"missing {number}", line) for number, line in enumerate(entry.missing))


def _own_name(out: Path, name: str, about: ShortCharts, own: Path | None) -> str:
    """Return a name under which no other chart counts: with a number behind it if one does."""
    others = (charts for file, _, charts in read_each(out, about.people, about.tables) if Path(file) != own)
    taken = {chart.author_key for charts in others for chart in charts}
    found, number = name, 1
    while _author_key(found, about.people) in taken:
        number += 1
        found = f"{name} ({number})"
    return found


def _with_oneself(entry: ShortEntry) -> ShortEntry:
    """Return an answer in which the author is called "me".

    A chart is read so that its author's name in a cell means the author. With a number behind the name it would not,
    and what is shown of the answer would tell that another chart has the name.
    """
    own = fold(NUMBER.sub("", entry.name))

    def lines(given: tuple[ShortLine, ...]) -> tuple[ShortLine, ...]:
        return tuple(replace(line, who="; ".join(map(called, split_cell(line.who)))) for line in given)

    def called(item: str) -> str:
        return ONESELF if fold(NUMBER.sub("", item)) == own else item

    return replace(entry, others=lines(entry.others), missing=lines(entry.missing))


def _author_key(name: str, people: People) -> str:
    found = find_listed(name, people)
    return key_of(None if isinstance(found, Miss) else found.id, name)


def _read_back(content: bytes, entry: ShortEntry, tables: Sequence[Table]) -> Iterator[EntryProblem]:
    """Yield what `seating charts` refuses, or reads differently from what was typed."""
    says = "The program would not read this the way you wrote it. Write it differently."
    rows = list(_rows(entry))
    try:
        (chart,) = read_charts([open_book(content, "chart.xlsx", ".xlsx")], NO_LIST, tables, asks_back=True).charts
    except InputError as error:
        for problem in error.problems:
            for line in problem.lines or (problem.line or 0,):
                known = 0 <= line - FIRST_ROW < len(rows)
                place = "name" if problem.letter == "A" else rows[line - FIRST_ROW] if known else ""
                yield EntryProblem(place, problem.slug, says)
        return
    except ValueError:  # a text was read as several charts, or as none
        yield EntryProblem("", "entry-misread", says)
        return
    read = {"name": chart.by, "own table": chart.own_table or "", "brings": chart.brings}
    typed = {"name": entry.name, "own table": entry.own_table, "brings": entry.brings}
    yield from (EntryProblem(place, "entry-misread", says) for place in typed if typed[place] != read[place])


def _rows(entry: ShortEntry) -> Iterator[str]:
    """Yield the place of each row of the workbook."""
    if entry.own_table or entry.brings:
        yield "own table"
    yield from (place for place, line in _places(entry) if line.who)


def _entry_of(chart: Chart) -> ShortEntry:
    """Return a chart as it was typed. Lines at the author's own table answer the second question."""
    lines: dict[int, list[str]] = {}
    first = {naming.line: naming for naming in reversed(chart.namings)}
    for naming in chart.namings:
        lines.setdefault(naming.line, []).append(naming.text)
    found = [
        (ShortLine("; ".join(texts), first[line].cell.sector, first[line].cell.table or ""), first[line].why)
        for line, texts in lines.items()
    ]
    others = [(line, why) for line, why in found if chart.own_table and line.table == chart.own_table]
    missing = [pair for pair in found if pair not in others]
    return ShortEntry(
        name=chart.by,
        own_table=chart.own_table or "",
        brings=chart.brings,
        others=tuple(replace(line, table="") for line, _ in others),
        why_others=next((why for _, why in others), ""),
        missing=tuple(line for line, _ in missing),
        why_missing=next((why for _, why in missing), ""),
    )
