"""Find out how a column separates the values of a cell: always by `;`, and by separators inferred from its cells.

A line break, a bar, a slash or a comma is a separator if the parts also occur in other cells, alone or in another
position. For example, "design" together with "python|design" makes the bar a separator. The comma of "Salem, Oregon"
and "Bend, Oregon" is not a separator, because Oregon is always last.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from seating.profiles.columns import RELATIONS, Column
from seating.wording import fold, listed, quoted

__all__ = ["SEPARATORS", "Habit", "habit_of", "parts_of"]

SEPARATORS: Mapping[str, str] = {
    "\n": "line breaks",
    "|": "bars (|)",
    "/": "slashes (/)",
    ",": "commas (,)",
    "&": '"and" or "&"',
}
"""Separators of values, other than `;`, and their names in messages."""

NEVER = frozenset(
    {"name", "id", "organization", "sector", "representative_type", "attending", "status", "duty", "email", "phone"}
    | {"listed", "party", *RELATIONS}
)
"""Columns with a single value, and columns of names, whose cells are split during the lookup."""

AND = re.compile(r"(?<=\s)(?:and|und|et|y|e|&|\+)(?=\s)", re.IGNORECASE)
"""Words between the last two values of a cell. They occur in some values ("arts and crafts"), but not in languages."""

ALWAYS: Mapping[str, str] = {"languages": "\n|/,&", "speaks_to": "\n|/,", "assets": "\n|", "interests": "\n|"}
"""Separators accepted without evidence, because no value of the column contains one."""

BARRED: Mapping[str, str] = {"needs": ",/", "interests": ",", "assets": ","}
"""Separators never inferred for a column: in needs they join a diet and its exception; other readers handle them."""

ONE_VALUE = re.compile(
    r"(?:he|she|they|xe|ze|it|any|ella|[eé]l|elle)\s*/\s*\S+|n/a|and/or|ac/dc|w/o?|\d+\s*/\s*\d+(?:\s*/\s*\d+)?|https?://.*",
    re.IGNORECASE,
)
"""Matches texts with a slash that are a single value."""

RECURRING = 0.6
"""Minimum share of parts that also occur in other cells for a separator to be inferred."""

LONGEST = 60
"""Maximum length of a part; a longer one is a sentence."""

MOST_TEXTS = 5_000


@dataclass(frozen=True, slots=True)
class Habit:
    """The separators of values in the cells of a column, other than `;`.

    Attributes
    ----------
    separators : str
        The separators in use.
    example : str
        A cell that is split; "" if none is.
    unsplit : str
        A cell that contains a separator but is kept whole, although the author may have meant several values; or "".
    """

    separators: str = ""
    example: str = ""
    unsplit: str = ""

    def split(self, text: str) -> str:
        """Return a cell with `;` between its values."""
        return ";".join(map(self._split_item, text.split(";"))) if self.separators else text

    def _split_item(self, item: str) -> str:
        if ONE_VALUE.fullmatch(item.strip()):
            return item
        if "&" in self.separators:
            item = AND.sub(";", item)
        return re.sub(f"[{re.escape(self.separators)}]", ";", item.replace("\r\n", "\n"))

    def says(self) -> str:
        """Describe in words how cells were split."""
        names = listed(SEPARATORS[separator] for separator in self.separators)
        values = listed(quoted(part.strip()) for part in self.split(self.example).split(";") if part.strip())
        return f"cells separate values by {names}: {quoted(self.example.strip())} is read as {values}"


def habit_of(column: Column, counts: Counter[str]) -> Habit:
    """Return how the cells of a column separate values; `counts` contains the texts of the column."""
    if column.is_known and column.key in NEVER:
        return Habit()
    texts = [text for text in list(counts)[:MOST_TEXTS] if text.strip()]
    key = column.key if column.is_known else ""
    found = ""
    unsplit = ""
    for separator in SEPARATORS:
        having = [text for text in texts if _holds(text, separator) and not ONE_VALUE.fullmatch(text.strip())]
        if not having or separator in BARRED.get(key, "") or (separator == "&" and "&" not in ALWAYS.get(key, "")):
            continue
        if separator in ALWAYS.get(key, "") or _recurs(having, texts, separator):
            found += separator
        elif separator in "|\n" and any(_are_short(having, separator)):
            unsplit = unsplit or having[0]
    example = max(texts, key=lambda text: sum(_holds(text, separator) for separator in found)) if found else ""
    return Habit(found, example, "" if found else unsplit)


def _holds(text: str, separator: str) -> bool:
    return bool(AND.search(text)) if separator == "&" else separator in text.replace("\r", "\n")


def parts_of(text: str, separator: str) -> list[str]:
    """Return the folded, non-empty parts of a text between separators."""
    return [part for piece in text.replace("\r\n", "\n").split(separator) if (part := fold(piece))]


def _recurs(having: Collection[str], texts: Iterable[str], separator: str) -> bool:
    """Whether the parts of these cells also occur in other cells, alone or in another position."""
    places: dict[str, set[int | str]] = {}
    cells: Counter[str] = Counter()
    for text in texts:
        parts = [part for item in text.split(";") for part in parts_of(item, separator)]
        for at, part in enumerate(parts):
            places.setdefault(part, set()).add("alone" if len(parts) == 1 else "last" if at == len(parts) - 1 else at)
        cells.update(set(parts))
    parts = [part for text in having for part in parts_of(text, separator)]
    if not parts or any(len(part) > LONGEST for part in parts):
        return False
    recurring = [part for part in parts if cells[part] > 1]
    moving = [part for part in set(recurring) if len(places[part]) > 1 and any(map(str.isalpha, part))]
    return len(recurring) >= RECURRING * len(parts) and (separator == "|" or len(moving) * 3 >= len(set(recurring)) > 0)


def _are_short(having: Iterable[str], separator: str) -> Iterable[bool]:
    """Yield for each cell whether it looks like a list of words rather than running text."""
    return (all(len(part.split()) <= 3 for part in parts_of(text, separator)) for text in having)
