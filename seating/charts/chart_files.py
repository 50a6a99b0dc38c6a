"""Read files of charts, and join their texts as far as the file of decisions allows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from seating.charts.chart_reader import NO_WORDS, read_charts
from seating.charts.filled_chart import Charts
from seating.charts.join_decisions import Join, list_answers, name_tables, read_joins
from seating.charts.joins import Joined, join_alike
from seating.errors import Note, UsageError, reason_of
from seating.gone import tell_gone
from seating.profiles import People
from seating.profiles.reader import Vocabulary
from seating.room.tables import Table
from seating.sources import read, read_book
from seating.wording import Said, message, quoted, said, said_count, said_joined, said_list

MENTIONS = "mentions.csv"
"""The name of the file of decisions beside the page."""

FORMER = "joined.csv"
"""The name that this file had."""

CHART_FILES = frozenset({".csv", ".tsv", ".xlsx", ".xlsm", ".ods"})
"""Suffixes of the files that are read from a folder."""

SHOWN_JOINS = SHOWN_FILES = 5


def find_decisions(given: Path | None, beside: Path, people: People | None = None) -> tuple[Join, ...]:
    """Return the decisions about joined texts.

    Parameters
    ----------
    given : Path or None
        The file that the user named; it must exist.
    beside : Path
        The output folder, whose file is read if the user named none.
    people : People, optional
        The list.

    Raises
    ------
    UsageError, InputError
        If the file cannot be read, or contradicts itself.
    """
    path = beside / MENTIONS if given is None else given
    if given is None and not path.exists() and (beside / FORMER).exists() and (gone := tell_gone(FORMER)):
        raise UsageError(gone)
    return read_joins(read(path), people) if given is not None or path.exists() else ()


def read_chart_files(
    files: Sequence[str | Path],
    people: People,
    tables: Sequence[Table],
    decisions: Sequence[Join] = (),
    earlier: Sequence[str | Path] = (),
    *,
    vocabulary: Vocabulary = NO_WORDS,
    may_add_tables: bool = False,
) -> Joined:
    """Read files of charts and join the texts that mean the same.

    Parameters
    ----------
    files : sequence of path
        A folder stands for the charts in it.
    people : People
        The list; empty if there is none.
    tables : sequence of Table
        The known tables, in the order of their numbers.
    decisions : sequence of Join
    earlier : sequence of path
        Charts of an earlier time. If there are any, they are the second set of the result.
    vocabulary : mapping of column to mapping of value to its other names
        Of the convening; used for representative types and sectors.
    may_add_tables : bool
        Whether the headings of a chart may name further tables.

    Raises
    ------
    UsageError, InputError
        If a file does not exist, or with everything that cannot be read.
    """
    decisions = name_tables(decisions, tables)
    people, sets = replace(people, answers=list_answers(decisions, people)), list[Charts]()
    for paths in filter(None, (files, earlier)):
        notes: list[Note] = []
        books = [read_book(path) for path in dict.fromkeys(_list_files(paths, notes))]
        charts = read_charts(books, people, tables, vocabulary=vocabulary, may_add_tables=may_add_tables)
        charts = replace(charts, notes=(*charts.notes, *notes))
        sets.append(replace(charts, hashes=tuple((book.file, book.sha256) for book in books)))
        tables = sets[-1].tables
    return join_alike(sets, people, decisions)


def _list_files(paths: Sequence[str | Path], notes: list[Note]) -> Iterator[str]:
    """Yield the files; for a folder, the charts in it by name, without hidden files and the file of decisions.

    A note is added for each folder that has subfolders or files in other formats.
    """
    for path in map(Path, paths):
        if not path.is_dir():
            yield str(path)
            continue
        inside, found = _visible_in(path), chart_files_in(path)
        if not found:
            text = said("%(path)s is a folder without charts: it has no CSV, XLSX or ODS file.", path=path)
            raise UsageError(text)
        left = [one.name for one in inside if one not in found and one.name.casefold() != MENTIONS]
        if left:
            notes.append(_note_skipped(path, left))
        yield from map(str, found)


def chart_files_in(folder: Path) -> list[Path]:
    """Return the charts in a folder by name, without hidden files and the file of decisions.

    Raises
    ------
    UsageError
        If the folder cannot be read.
    """
    found = [one for one in _visible_in(folder) if one.suffix.casefold() in CHART_FILES and not one.is_dir()]
    return [one for one in found if one.name.casefold() != MENTIONS]


def _visible_in(folder: Path) -> list[Path]:
    try:
        return [one for one in sorted(folder.iterdir()) if not one.name.startswith((".", "~"))]
    except OSError as error:
        raise UsageError(said("%(path)s cannot be read: %(reason)s", path=folder, reason=reason_of(error))) from None


def _note_skipped(folder: Path, names: Sequence[str]) -> Note:
    shown = list(map(quoted, names[:SHOWN_FILES]))
    shown += [said("%(number)s more", number=len(names) - SHOWN_FILES)] if len(names) > SHOWN_FILES else []
    text = said_count(
        "%(folder)s: %(names)s is not a file in CSV, XLSX or ODS format, so it was not read.",
        "%(folder)s: %(names)s are not files in CSV, XLSX or ODS format, so they were not read.",
        len(names),
        folder=folder,
        names=said_list(shown),
    )
    return Note("charts-skipped", text, "")


def note_joins(joined: Joined) -> tuple[Note, ...]:
    """Return a note on the texts that were joined, and one on those that are only offered; none if there are none."""
    together = [one for one in joined.joins if one.is_used and one.is_joined]
    return (*_note_joined(together), *_note_offered([one for one in joined.joins if one.is_offered]))


def _list_pairs(found: Sequence[Join]) -> Said:
    form = message("%(texts)s as %(meaning)s")
    shown = [said(form, texts=quoted(one.description), meaning=quoted(one.joined_with)) for one in found[:SHOWN_JOINS]]
    if len(found) > SHOWN_JOINS:
        shown.append(said_count("and %(number)s more", "and %(number)s more", len(found) - SHOWN_JOINS))
    return said_joined(shown, "; ")


def _note_offered(found: Sequence[Join]) -> Iterator[Note]:
    """Yield a note on the texts that might mean another one and count separately."""
    if found:
        text = said_count(
            "In the charts, %(number)s text might stand for another description or a person, but is counted "
            "separately: %(shown)s. To count such a pair as one, write yes in its row in %(file)s, which "
            "`seating charts` writes.",
            "In the charts, %(number)s texts might stand for another description or a person, but are counted "
            "separately: %(shown)s. To count such a pair as one, write yes in its row in %(file)s, which "
            "`seating charts` writes.",
            len(found),
            shown=_list_pairs(found),
            file=MENTIONS,
        )
        yield Note("charts-similar", text, "")


def _note_joined(found: Sequence[Join]) -> Iterator[Note]:
    """Yield a note on the texts that count as another description or as a person."""
    if not found:
        return
    text = said_count(
        "In the charts, %(number)s text is counted as another description or as a person: %(shown)s. `seating "
        "charts` shows all such texts and writes %(file)s, where you can undo each of them.",
        "In the charts, %(number)s texts are counted as another description or as a person: %(shown)s. "
        "`seating charts` shows all such texts and writes %(file)s, where you can undo each of them.",
        len(found),
        shown=_list_pairs(found),
        file=MENTIONS,
    )
    yield Note("charts-joined", text, "")
