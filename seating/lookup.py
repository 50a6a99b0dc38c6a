"""What a text means: one person, one table, or a miss that every caller reports in the same words.

`People.find`, `People.find_each` and `find_table` look up ids and names and return a `Miss` where a text fits
nobody or several. A `Miss` knows no place; the caller adds the file and line.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from seating.wording import NearWords, listed, nearest, quoted

__all__ = ["Miss", "ambiguous", "unknown"]

SHOWN_IDS = 5
"""Ids that a hint lists where a name fits several."""


@dataclass(frozen=True, slots=True)
class Miss:
    """Why a text does not mean exactly one person or table.

    Attributes
    ----------
    slug : str
        `person-unknown`, `person-ambiguous`, `table-unknown` or `table-ambiguous`.
    says : str
        What is wrong, without the text itself, the place and a full stop.
    hint : str
        What to write instead, as a sentence.
    near : str or None
        The closest id or name, where one is close.
    """

    slug: str
    says: str
    hint: str
    near: str | None = None

    @property
    def is_ambiguous(self) -> bool:
        """Whether the text fits several."""
        return self.slug.endswith("-ambiguous")


def unknown(
    noun: str, says: str, text: str, names: Iterable[str], otherwise: str, near_words: NearWords | None = None
) -> Miss:
    """Return the miss of a text that fits nothing.

    Parameters
    ----------
    noun : str
        `person` or `table`.
    says : str
        What is wrong where the text is not blank.
    text : str
    names : iterable of str
        Ids and names, among which the closest is named.
    otherwise : str
        The hint where none is close.
    near_words : NearWords, optional
        Limits the comparisons over many texts.
    """
    slug = "person-unknown" if noun == "person" else "table-unknown"
    if not text.strip():
        return Miss(slug, f"the row names no {noun}", otherwise)
    near = nearest(text, names) if near_words is None else near_words.nearest(text, names)
    return Miss(slug, says, f"Did you mean {quoted(near)}?" if near else otherwise, near)


def ambiguous(noun: str, says: str, lines_by_id: Mapping[str, int]) -> Miss:
    """Return the miss of a text that fits several.

    Parameters
    ----------
    noun : str
        `person` or `table`.
    says : str
        What is wrong.
    lines_by_id : mapping of str to int
        The ids, each with its line in the list; 0 where there is none.
    """
    shown = [f"{quoted(one)} (line {line})" if line else quoted(one) for one, line in lines_by_id.items()]
    return Miss(
        "person-ambiguous" if noun == "person" else "table-ambiguous",
        says,
        f"Write the id: {listed(shown[:SHOWN_IDS], last='or')}.",
    )
