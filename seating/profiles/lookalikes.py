"""Detect texts that look alike: letters of other alphabets, accents, word order and single typing errors."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

from seating.wording import fold, without_marks

__all__ = ["one_edit_apart", "skeleton"]

LOOKALIKES = str.maketrans(
    "авеорсухіјѕԁһкмнтьαβεορυνικτηωı",
    "abeopcyxijsdhkmhtbabeopyviktnwi",
)
"""Maps small Cyrillic and Greek letters to the Latin letters that look like them."""

SHORTEST_WORD = 4
"""Minimum length of a word in which a difference of one letter is a typing error."""

LONGEST = 80
"""Maximum length of a text that is compared. The index stores one form per letter, so longer texts cost too much."""

CROWDED = 50
"""Maximum number of texts that share a shortened form; a larger group is a numbered series, not typing errors."""


def skeleton(text: str) -> str:
    """Return a name without case, accents, punctuation and word order, and with look-alike letters unified.

    In scripts without case, marks are kept because they change the sound.

    >>> skeleton("Kim, Ada") == skeleton("ada kim")
    True
    """
    if text.isascii() and text.isprintable():  # true of most names, and ten times as fast
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

    Texts with digits are skipped, and so are pairs that differ only in a short word: "Team A" and "Team B" are
    different. Texts in scripts without case are skipped because one character is a syllable or a word there: 김민수
    and 김민주 are two people. Long texts are skipped because they are not names. Each text is indexed under every form
    with one letter left out, so the time is proportional to the length of the list.
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
    """Return a text and its forms with one letter left out; an empty set if the text is not compared."""
    if len(text) > LONGEST or any(sign.isdigit() or (sign.isalpha() and not _has_case(sign)) for sign in text):
        return set()
    return {text, *(text[:at] + text[at + 1 :] for at in range(len(text)))}


def _has_case(sign: str) -> bool:
    return sign.upper() != sign or sign.lower() != sign


def _is_one_edit(one: str, other: str) -> bool:
    """Whether the texts become equal by adding, removing or changing one letter or swapping two adjacent letters."""
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    left, right = one[start:], other[start:]
    if left[1:] == right[1:] or left[1:] == right or left == right[1:]:
        return True
    return left[:2] == right[1::-1] and left[2:] == right[2:]
