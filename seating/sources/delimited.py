"""Read CSV, TSV and text from standard input, with the csv module of the standard library.

Lines are split at CR, LF or CRLF and passed to `csv` one by one, so that its line numbers match those of an
editor. Quoting is strict: an unclosed quote is reported at the line where it opens. A lenient reader would
silently merge the rows below it into one cell.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Iterator, Sequence

from seating.errors import InputError, Note, Problem
from seating.sources.encodings import decode
from seating.sources.list_limits import MAX_BYTES, collect_rows, empty_error
from seating.sources.source import SEARCHED_ROWS, Book, Sheet, Source
from seating.wording import message, said

suffixes = ("", ".csv", ".tsv", ".tab", ".txt")

DELIMITERS = {",": message("comma"), ";": message("semicolon"), "\t": message("tab"), "|": message("pipe")}
SEP_LINE = re.compile(r'"?sep=(.)"?\s*', re.IGNORECASE | re.DOTALL)


def open_book(data: bytes, file: str, suffix: str = ".csv") -> Book:
    """Return a delimited text as a book with one sheet.

    Parameters
    ----------
    data : bytes
    file : str
        The name of the file in messages.
    suffix : str
        One of `suffixes`; it decides between comma and tab if the text does not.

    Raises
    ------
    InputError
        If the bytes are not text, quotes are wrong, or a limit is exceeded.
    """
    source = _source(data, file, suffix)
    return Book(file, source.sha256, (Sheet("", load=lambda: source),))


def _source(data: bytes, file: str, suffix: str) -> Source:
    """Return the rows of a delimited text."""
    text, notes = decode(data, file)
    lines = list(io.StringIO(text, newline=""))
    if not text.strip():
        raise empty_error(file)
    skipped = 0
    if declared := SEP_LINE.fullmatch(lines[0]):
        delimiter, skipped = declared[1], 1
    else:
        delimiter = _delimiter(lines, suffix)
        if delimiter != "," and not (delimiter == "\t" and suffix in {".tsv", ".tab"}):
            notes = (*notes, _delimiter_note(file, delimiter))
    problems: list[Problem] = []
    rows = collect_rows(file, _records(lines[skipped:], delimiter, skipped, file, problems))
    if problems:
        raise InputError(problems)
    return Source(file, hashlib.sha256(data).hexdigest(), rows, notes)


def _records(
    lines: list[str], delimiter: str, skipped: int, file: str, problems: list[Problem]
) -> Iterator[tuple[int, list[str]]]:
    """Yield the first line and the cells of each record; add unreadable records to `problems`."""
    usual = csv.field_size_limit(MAX_BYTES)  # our own limit, applied later, reports the location of the cell
    try:
        reader = csv.reader(lines, delimiter=delimiter, strict=True)
        while len(problems) < 50:
            first = reader.line_num
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                record = lines[first : reader.line_num]
                problems.append(_quote_problem(record, delimiter, first + skipped + 1, file, error))
                continue
            yield first + skipped + 1, cells
    finally:
        csv.field_size_limit(usual)


def _quote_problem(lines: list[str], delimiter: str, start: int, file: str, error: csv.Error) -> Problem:
    """Return the problem with the quotes in the lines of one record; `start` is the number of its first line."""
    line = start + _last_opening(lines, delimiter)
    hint = said('Close it, or double any quote inside a quoted cell: "".')
    if line == start + len(lines) - 1 and "unexpected end" not in str(error):
        says = said("a quoted cell ends here, and more text follows before the next delimiter")
        return Problem("quote-stray", says, file, line, hint=hint)
    return Problem("quote-unclosed", said("a quote opens here and is not closed correctly"), file, line, hint=hint)


def _last_opening(lines: Sequence[str], delimiter: str) -> int:
    """Return the position of the line, within a record, that opened the quote at which reading failed."""
    opened = 0
    is_open = False
    for number, line in enumerate(lines):
        before = delimiter if not is_open else ""
        for character in line:
            if character == '"' and is_open:
                is_open, before = False, '"'
            elif character == '"' and before == delimiter:
                is_open, opened, before = True, number, ""
            elif character == '"' and before == '"':  # a doubled quote, still inside the same cell
                is_open, before = True, ""
            else:
                before = character if not is_open else ""
    return opened


def _delimiter(lines: list[str], suffix: str) -> str:
    """Return the delimiter that splits the headings: the one that splits the earliest row and the rows below it.

    A comma in a title above the headings has no effect, because the rows below the title have none.
    """
    best, best_rank = "\t" if suffix in {".tsv", ".tab"} else ",", (0, 0, 0)
    for delimiter in DELIMITERS:
        widths = _widths(lines, delimiter)
        heading = next((number for number, width in enumerate(widths) if width > 1), None)
        if heading is None:
            continue
        below = widths[heading + 1 :]
        is_kept = not below or sum(width > 1 for width in below) * 2 >= len(below)
        rank = (1 + is_kept, -heading, widths[heading])
        if best_rank[0] == 0 or rank > best_rank:
            best, best_rank = delimiter, rank
    return best


def _widths(lines: list[str], delimiter: str) -> list[int]:
    """Return the number of cells of the first records that are not blank: the headings and a row below them."""
    widths: list[int] = []
    try:
        for cells in csv.reader(lines[: (SEARCHED_ROWS + 1) * 20], delimiter=delimiter):
            if any(cell.strip() for cell in cells):
                widths.append(len(cells))
            if len(widths) > SEARCHED_ROWS:
                break
    except csv.Error:  # a cell exceeds the limit of csv; use the records so far
        pass
    return widths


def _delimiter_note(file: str, delimiter: str) -> Note:
    name = said(DELIMITERS[delimiter])
    text = said("%(file)s: the delimiter is a %(delimiter)s, not a comma.", file=file, delimiter=name)
    return Note("delimiter-found", text)
