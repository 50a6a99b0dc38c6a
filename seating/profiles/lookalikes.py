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

LONGEST = 80
"""Letters of a text that is compared; each is filed under as many forms, each of that length."""

CROWDED = 50
"""Texts that share a shortened form; more are numbered things, not slips."""


def skeleton(text: str) -> str:
    """Return what is left of a name when case, accents, word order and look-alike letters are ignored.

    In scripts without case a mark makes another sound, and stays.

    >>> skeleton("Kim, Ada") == skeleton("ada kim")
    True
    """
    if text.isascii() and text.isprintable():  # most names, and ten times as fast: nothing has an accent
        plain = "".join(sign if sign.isalnum() else " " for sign in text.lower()).translate(LOOKALIKES)
        return " ".join(sorted(plain.split()))
    letters: list[str] = []
    base = ""
    for sign in unicodedata.normalize("NFKD", fold(without_marks(text))):
        if not unicodedata.category(sign).startswith("M"):
            base = sign
            letters.append(sign if sign.isalnum() else " ")
        elif not _has_case(base):
            letters.append(sign)
    plain = unicodedata.normalize("NFC", "".join(letters).translate(LOOKALIKES))
    return " ".join(sorted(plain.split()))


def one_edit_apart(texts: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield pairs of texts that differ by one letter added, left out or changed.

    None with digits, and none that differ in a short word only: "Team A" and "Team B" are two. None in
    scripts without case, where one sign is a syllable or a word: 김민수 and 김민주 are two people. Long texts
    are not names, so they are not compared. Each text is filed under every form with one letter left out, so
    that a long list takes time in proportion to its length.
    """
    shortened: dict[str, list[str]] = {}
    for text in texts:
        for form in _forms(text):
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


def _forms(text: str) -> set[str]:
    """Return a text and its forms with one letter left out; none of a text that is not compared."""
    if len(text) > LONGEST or any(sign.isdigit() or (sign.isalpha() and not _has_case(sign)) for sign in text):
        return set()
    return {text, *(text[:at] + text[at + 1 :] for at in range(len(text)))}


def _has_case(sign: str) -> bool:
    return sign.upper() != sign or sign.lower() != sign


def _is_one_edit(one: str, other: str) -> bool:
    """Whether one letter added, left out or changed, or two neighbours exchanged, makes them equal."""
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    left, right = one[start:], other[start:]
    if left[1:] == right[1:] or left[1:] == right or left == right[1:]:
        return True
    return left[:2] == right[1::-1] and left[2:] == right[2:]
