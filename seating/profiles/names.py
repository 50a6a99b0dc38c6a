"""Names in several cells or in another order, brought into one cell: "Kim" and "Ada", or "Kim, Ada"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from seating.profiles.columns import Column
from seating.profiles.contents import Contents, words
from seating.profiles.heading_words import plain
from seating.profiles.notebook import Notebook, lines_in_words
from seating.sources import Row
from seating.wording import counted, fold, quoted

if TYPE_CHECKING:
    from seating.profiles.choosing import Verdict

__all__ = ["given_names", "holds_whole_names", "is_last_first", "read_full_names", "turned"]

MANY_WORDS = 0.6
"""Share of names of several words from which a column is not taken for first or last names alone."""

LETTER = re.compile(r"[^\W\d_]")
SUFFIX = re.compile(r",\s*(?:jr|sr|ii|iii|iv|phd|md|esq|mba|rn|dds|cpa|ma|ba|bsc|msc|dr)\.?\s*$", re.IGNORECASE)


def is_last_first(contents: Contents) -> bool:
    """Whether a column of names has last names first, behind each a comma."""
    return contents.filled > 1 and contents.share(_is_turned) >= 0.8


def _is_turned(text: str) -> bool:
    parts = text.split(",")
    return len(parts) == 2 and all(map(LETTER.search, parts)) and SUFFIX.search(text) is None


def turned(text: str) -> str:
    """Return a name with its first name first.

    >>> turned("Kim, Ada"), turned("Ada Kim")
    ('Ada Kim', 'Ada Kim')
    """
    if not _is_turned(text):
        return text
    last, first = (part.strip() for part in text.split(",", 1))
    return f"{first} {last}"


def given_names(row: Row, indices: Sequence[int]) -> set[str]:
    """Return the folded texts of a row's cells of names, and what they make together."""
    texts = [row.cells[index].strip() for index in indices if index < len(row.cells)]
    return {fold(text) for text in (*texts, " ".join(texts), *map(turned, texts))} - {""}


def holds_whole_names(heading: str, names: Sequence[str], parts: Sequence[str]) -> bool:
    """Whether a column holds whole names and not only what a column of first or last names beside it leaves out.

    Whole names are mostly of several words, or hold the first or last names of their rows.
    """
    if words("whole") & set(plain(heading).split()):
        return True
    filled = [name for name in names if name]
    pairs = [(name, part) for name, part in zip(names, parts, strict=True) if name and part]
    if not pairs or 2 * len(pairs) < len(filled):
        return True
    held = sum(set(part.split()) <= set(name.replace(",", " ").split()) for name, part in pairs)
    several = sum(" " in name for name in filled)
    return 5 * held > len(pairs) or several >= MANY_WORDS * len(filled)


def read_full_names(
    verdicts: Sequence[Verdict], body: Sequence[Row], notebook: Notebook
) -> tuple[Column | None, tuple[Row, ...]]:
    """Return the column that first and last names make, and the rows with whole names in usual order.

    A list that has whole names too keeps that column: None. Its blank cells are filled from first and last
    names where these are there.
    """
    first = next((v.seen for v in verdicts if v.meaning == "first name" and not v.is_dropped), None)
    last = next((v.seen for v in verdicts if v.meaning == "last name" and not v.is_dropped), None)
    whole = next((v.seen for v in verdicts if v.meaning == "name" and not v.is_dropped), None)
    parts = [part for part in (first, last) if part]
    rows = tuple(body)
    if whole is None:
        if not parts:
            return None, rows
        heading = " + ".join(part.heading for part in parts)
        letter = " and ".join(part.letter for part in parts)
        return Column(
            "name", heading, letter, tuple(part.index for part in parts), True, evidence="first and last name"
        ), rows
    if parts:
        rows = _completed(rows, whole.index, [part.index for part in parts], whole.heading, notebook)
    if is_last_first(whole.contents):
        rows = _in_usual_order(rows, whole.index, whole.heading, notebook)
    return None, rows


def _completed(
    rows: tuple[Row, ...], whole: int, parts: Sequence[int], heading: str, notebook: Notebook
) -> tuple[Row, ...]:
    """Fill blank whole names from their parts."""
    lines, filled = [], []
    for row in rows:
        if whole < len(row.cells) and row.cells[whole].strip():
            filled.append(row)
            continue
        name = " ".join(row.cells[at].strip() for at in parts if at < len(row.cells) and row.cells[at].strip())
        if name:
            lines.append(row.line)
        filled.append(_with_cell(row, whole, name) if name else row)
    if lines:
        where = f"{notebook.file}: {lines_in_words(lines)}: {quoted(heading)} is blank"
        text = f"{where}. The name is made from first and last name."
        notebook.note("name-completed", text)
    return tuple(filled)


def _in_usual_order(rows: tuple[Row, ...], at: int, heading: str, notebook: Notebook) -> tuple[Row, ...]:
    names = [row.cells[at] if at < len(row.cells) else "" for row in rows]
    number = sum(map(_is_turned, names))
    count = counted(number, "name is", "names are")
    text = f"{notebook.file}: {quoted(heading)} has last names first. {count} read with the first name first."
    notebook.note("names-turned", text)
    return tuple(
        _with_cell(row, at, turned(name)) if _is_turned(name) else row for row, name in zip(rows, names, strict=True)
    )


def _with_cell(row: Row, at: int, text: str) -> Row:
    cells = [*row.cells, *[""] * (at + 1 - len(row.cells))]
    return Row(row.line, (*cells[:at], text, *cells[at + 1 :]))
