"""The result of looking up a person or a table that cannot be identified.

`People.find`, `People.find_each` and `find_table` look up ids and names. They return a `Miss` if a text matches
nothing or is ambiguous. A `Miss` has no location; the caller adds the file and line.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from seating.wording import NearWords, listed, nearest, quoted

__all__ = ["Miss", "ambiguous", "unknown"]

SHOWN_IDS = 5
"""Maximum number of ids that the hint for an ambiguous name lists."""


@dataclass(frozen=True, slots=True)
class Miss:
    """Why a text does not identify exactly one person or table.

    Attributes
    ----------
    slug : str
        `person-unknown`, `person-ambiguous`, `table-unknown` or `table-ambiguous`.
    says : str
        What is wrong, without the text itself, the location and a final period.
    hint : str
        What to write instead, as a sentence.
    near : str or None
        The most similar id or name, if any is similar.
    """

    slug: str
    says: str
    hint: str
    near: str | None = None

    @property
    def is_ambiguous(self) -> bool:
        """Whether the text matches more than one person or table."""
        return self.slug.endswith("-ambiguous")


def unknown(
    noun: str, says: str, text: str, names: Iterable[str], otherwise: str, near_words: NearWords | None = None
) -> Miss:
    """Return the miss for a text that matches nothing.

    Parameters
    ----------
    noun : str
        `person` or `table`.
    says : str
        What is wrong if the text is not blank.
    text : str
        The text that was looked up.
    names : iterable of str
        Ids and names to search for a similar one.
    otherwise : str
        The hint if no name is similar.
    near_words : NearWords, optional
        Limits the number of comparisons over many texts.
    """
    slug = "person-unknown" if noun == "person" else "table-unknown"
    if not text.strip():
        return Miss(slug, f"the row names no {noun}", otherwise)
    near = nearest(text, names) if near_words is None else near_words.nearest(text, names)
    return Miss(slug, says, f"Did you mean {quoted(near)}?" if near else otherwise, near)


def ambiguous(noun: str, says: str, lines_by_id: Mapping[str, int]) -> Miss:
    """Return the miss for a text that matches more than one person or table.

    Parameters
    ----------
    noun : str
        `person` or `table`.
    says : str
        What is wrong.
    lines_by_id : mapping of str to int
        The matching ids, each with its line in the list; 0 if it has none.
    """
    shown = [f"{quoted(one)} (line {line})" if line else quoted(one) for one, line in lines_by_id.items()]
    return Miss(
        "person-ambiguous" if noun == "person" else "table-ambiguous",
        says,
        f"Write the id: {listed(shown[:SHOWN_IDS], last='or')}.",
    )
