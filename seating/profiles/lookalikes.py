"""Texts that look alike: letters of other alphabets, accents, word order, one slip of a finger."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

from seating.wording import fold, without_marks

__all__ = ["one_edit_apart", "skeleton"]

LOOKALIKES = str.maketrans(
    "авеорсухіјѕԁһкмнтьαβεορυνικτηωı",
    "abeopcyxijsdhkmhtbabeopyviktnwi",
)
"""Small Cyrillic and Greek letters, and those Latin ones that look like them."""

SHORTEST_WORD = 4
"""Letters of a word in which one letter's difference is a slip."""

CROWDED = 50
"""Texts that share a shortened form; more are numbered things, not slips."""


def skeleton(text: str) -> str:
    """Return what is left of a name when case, accents, word order and look-alike letters are ignored.

    >>> skeleton("Kim, Ada") == skeleton("ada kim")
    True
    """
    decomposed = unicodedata.normalize("NFKD", fold(without_marks(text)))
    letters = "".join(c if c.isalnum() else "" if unicodedata.combining(c) else " " for c in decomposed)
    return " ".join(sorted(letters.translate(LOOKALIKES).split()))


def one_edit_apart(texts: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield pairs of texts that differ by one letter added, left out or changed.

    None with digits, and none that differ in a short word only: "Team A" and "Team B" are two.
    Each text is filed under every form with one letter left out, so that a long list takes time
    in proportion to its length.
    """
    shortened: dict[str, list[str]] = {}
    for text in texts:
        if any(c.isdigit() for c in text):
            continue
        for form in {text, *(text[:at] + text[at + 1 :] for at in range(len(text)))}:
            shortened.setdefault(form, []).append(text)
    seen = set()
    for alike in shortened.values():
        if not 1 < len(alike) <= CROWDED:
            continue
        for at, one in enumerate(alike):
            for other in alike[at + 1 :]:
                if (one, other) not in seen and _is_one_edit(one, other):
                    seen.add((one, other))
                    if max(map(len, set(one.split()) ^ set(other.split()))) >= SHORTEST_WORD:
                        yield one, other


def _is_one_edit(one: str, other: str) -> bool:
    """Whether one letter added, left out or changed, or two neighbours exchanged, makes them equal."""
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    left, right = one[start:], other[start:]
    if left[1:] == right[1:] or left[1:] == right or left == right[1:]:
        return True
    return left[:2] == right[1::-1] and left[2:] == right[2:]
