"""Look at the texts of a row: how many it has, and what they would mean as headings."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from seating.profiles.headings.competing_columns import NAMES
from seating.profiles.headings.evidence import meaning
from seating.profiles.headings.families import is_numbered_person
from seating.profiles.headings.heading_phrases import find_phrases
from seating.sources import Row
from seating.wording import squashed

LONGEST_HEADING = 500
"""Maximum length of a heading."""


def texts_of(row: Row) -> list[str]:
    """Return the cells of a row that are not blank, without spaces around them."""
    return [text for cell in row.cells if (text := cell.strip())]


def first_text(row: Row) -> str:
    """Return the first text of a row. It is enough to classify most rows, which saves time in a long list."""
    return next((text for cell in row.cells if (text := cell.strip())), "")


def is_alone(row: Row) -> bool:
    """Whether a row contains a single text."""
    has_others = len(row.cells) - row.cells.count("") > 1
    return not (has_others and not any(map(str.isspace, row.cells))) and len(texts_of(row)) == 1


def known_meanings(row: Row, mapped: Collection[str]) -> set[str]:
    """Return the meanings that the cells of a row would have as headings."""
    found: set[str] = set()
    for cell in row.cells:
        if not cell.strip() or len(cell) > LONGEST_HEADING:
            continue
        if squashed(cell) in mapped:
            found |= {"mapped", "name", cell}
        if exact := meaning(cell):
            found.add(exact)
        elif is_numbered_person(cell):
            found.add("name")
        else:
            found.update(phrase.meaning for phrase in find_phrases(cell) if phrase.strength > 1)
    return found - {"own"}


def name_columns(headings: Sequence[str]) -> set[int]:
    """Return the columns of names. A single column is one, unless its heading is that of ids: an id can be a number."""
    found = [{meaning(text), *(one.meaning for one in find_phrases(text) if one.strength > 1)} for text in headings]
    if len(found) == 1 and "id" not in found[0]:
        return {0}
    return {index for index, meanings in enumerate(found) if meanings & (NAMES - {"id"})}
