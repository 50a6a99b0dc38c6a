"""The known columns of a list: their names, their aliases and their groups."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from seating.word_files import read_words
from seating.wording import squashed

_HEADINGS = read_words("seating.profiles", "column_headings.toml")

CANONICAL = tuple(_HEADINGS)
"""All columns with a predefined meaning. Every other column is a custom column, called `own` in the code."""

NAME_PARTS = ("first name", "last name")
"""What a column of names may contain instead of whole names."""

PARTS = ("total", "more", "adults", "children", "names", "replies")
"""What a `party` column may contain: the number of people on the row, the number of additional people (or yes),
the number of adults, the number of children, the names of these people, or whether they come."""

RELATIONS = ("with", "apart", "wishes", "avoids")
"""Columns that name other people."""

DEPUTY_HEADINGS = frozenset({"deputy", "deputies", "suplente", "suplentes"})
"""Headings of a custom column with the people who come if a person cannot, in their `squashed` form."""

STIPEND_HEADINGS = frozenset(
    {"stipend", "stipends", "honorarium", "honoraria", "estipendio", "estipendios", "gratificacion", "honorarios"}
)
"""Headings of a custom column with what people are paid for their time, in their `squashed` form."""

USED_BY_PAGES = DEPUTY_HEADINGS | STIPEND_HEADINGS
"""Headings of custom columns that pages use though no requirement does, in their `squashed` form."""

TABLE_COLUMNS = ("chose", "declined", "can_come", "pin")
"""Columns that name tables."""

SEVERAL = frozenset({"interests", "speaks_to", "assets", "languages", "needs", "party", *RELATIONS, *TABLE_COLUMNS})
"""Columns that a list may have more than once; their values are combined."""

OF_AREA = re.compile(r"[:(\[–—-]")
"""Separates the area from the rest of a heading, such as "Interest: housing"."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a list.

    Attributes
    ----------
    key : str
        The canonical name, or the heading for a custom column.
    heading : str
        The heading as written, without surrounding spaces.
    letter : str
        The spreadsheet letter; "A and B" if the column combines two.
    indices : tuple of int
        Positions of its cells, from 0; several cells are joined with a space.
    is_known : bool
        Whether the key is canonical.
    part : str
        For a `party` column, which of `PARTS` it is; for a part of the name, which of `NAME_PARTS`; otherwise "".
    evidence : str
        Why the column has this key, in words that quote no value: "the heading says RSVP".
    is_private : bool
        Whether this is a custom column whose heading or cells are only for the convener.
    is_guess : bool
        Whether the key also depends on the cells, because the heading alone is not clear.
    might : tuple of str
        The known columns that a custom column could be instead, the likeliest first.
    is_asked : bool
        Whether a note asks what the column is.
    is_blank : bool
        Whether no cell of the column is filled.
    """

    key: str
    heading: str
    letter: str
    indices: tuple[int, ...]
    is_known: bool
    part: str = ""
    evidence: str = ""
    is_private: bool = False
    is_guess: bool = False
    might: tuple[str, ...] = ()
    is_asked: bool = False
    is_blank: bool = False

    @property
    def meaning(self) -> str:
        """The meaning as `columns` of a convening states it: a canonical column or a part of one, or "own"."""
        if not self.is_known:
            return "own"
        return f"party {self.part}" if self.key == "party" and self.part else self.part or self.key


def state_meaning(stated: Mapping[str, Sequence[str]], meaning: str, *headings: str) -> dict[str, Any]:
    """Return `columns` of a convening with one more meaning; no heading keeps two.

    Parameters
    ----------
    stated : mapping of str to sequence of str
        The headings that have a meaning already, by meaning.
    meaning : str
        A canonical column, "own", or a part such as "party more" or "first name"; "" for no meaning.
    *headings : str
        As written in the list.

    >>> state_meaning({"own": ["Bus"]}, "party total", "Size")
    {'own': 'Bus', 'party': {'total': 'Size'}}
    """
    given = {_compared(heading) for heading in headings}
    kept = {one: [text for text in texts if _compared(text) not in given] for one, texts in stated.items()}
    if meaning:
        has_several = meaning == "own" or meaning.partition(" ")[0] in SEVERAL
        kept[meaning] = [*(kept.get(meaning, ()) if has_several else ()), *headings]
    written: dict[str, Any] = {}
    for one, texts in kept.items():
        key, _, part = one.partition(" ")
        value = texts[0] if len(texts) == 1 else texts
        if texts and part and key == "party":
            before = written.get(key, {})
            written[key] = {**before, part: value} if isinstance(before, dict) else {part: value}
        elif texts:
            written[one] = value
    return written


def on_one_line(value: Any) -> str:
    """Return a heading, a list of headings or a mapping of them as YAML on one line; headings are in quotes.

    >>> on_one_line({"party": {"names": ["Guest 1", "Guest 2"]}})
    '{party: {names: ["Guest 1", "Guest 2"]}}'
    """
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{key}: {on_one_line(one)}' for key, one in value.items())}}}"
    return json.dumps(value, ensure_ascii=False)


def _compared(heading: str) -> str:
    return squashed(heading) or heading


ALIASES: Mapping[str, str] = MappingProxyType(
    {alias: column for column, aliases in _HEADINGS.items() for alias in aliases.split()}
)
"""Canonical column for each known heading, in its `squashed` form."""

OWN = frozenset({"attendee #", "attendee no.", "order #", "order no.", "guest #", "participant #"})
"""Folded headings of ticket shops that differ from a known column only in their punctuation."""
