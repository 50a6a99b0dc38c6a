"""Words by which a list may name kinds of public partners, and headings that are about the day or about filing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from types import MappingProxyType

from seating.word_files import read_words, split_words
from seating.wording import MOST_FOLDED, fold

_WORDS = read_words("seating.analysis", "room_words.toml")

PUBLIC_PARTNERS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {kind: tuple(split_words(words)) for kind, words in _WORDS["public_partners"].items()}
)
"""Usual kinds of public partners, and words in the names of such organizations."""

_AMBIGUOUS = frozenset({"state"})
"""Kinds whose own name is part of the names of other organizations, such as a state university."""

_WORD = re.compile(r"[^\W_]+")

_LOGISTICS = re.compile(rf"\b(?:{'|'.join(split_words(_WORDS['logistics']))})\b", re.IGNORECASE)


def is_logistics(heading: str) -> bool:
    """Whether a heading is about the day itself or about filing: its values are no perspectives."""
    return bool(_LOGISTICS.search(heading.replace("_", " ")))


def words_for_partner(name: str, others: Iterable[str]) -> tuple[str, ...]:
    """Return the texts by which a list may name a public partner; `others` are its other names in the convening."""
    key = fold(name)
    own = () if key in _AMBIGUOUS else (name,)
    return (*own, *others, *PUBLIC_PARTNERS.get(key, ()))


def is_named(text: str, words: Iterable[str]) -> bool:
    """Whether one of the texts in `words` occurs in a text as whole words.

    >>> is_named("Bernal County Works", ["county"]), is_named("Countryside", ["county"])
    (True, False)
    """
    padded = f" {_spaced(text)} "
    return any(f" {spaced} " in padded for word in words if (spaced := _spaced(word)))


def group_by_name(texts: Iterable[str], words: Mapping[str, Iterable[str]]) -> Mapping[str, frozenset[str]]:
    """Return the texts that each name stands for: those that `is_named` with its words.

    Each text is read once, however many names there are.

    Parameters
    ----------
    texts : iterable of str
    words : mapping of str to iterable of str
        The words of each name.
    """
    names: dict[tuple[str, ...], list[str]] = {}
    lengths: dict[str, set[int]] = {}  # of the phrases that begin with a word
    for name, each in words.items():
        for phrase in {tuple(_spaced(word).split()) for word in each} - {()}:
            names.setdefault(phrase, []).append(name)
            lengths.setdefault(phrase[0], set()).add(len(phrase))
    found: dict[str, set[str]] = {name: set() for name in words}
    for text in dict.fromkeys(texts):
        parts = _spaced(text).split()
        for at, part in enumerate(parts):
            for length in lengths.get(part, ()):
                for name in names.get(tuple(parts[at : at + length]), ()):
                    found[name].add(text)
    return {name: frozenset(texts) for name, texts in found.items()}


@lru_cache(maxsize=MOST_FOLDED)
def _spaced(text: str) -> str:
    return " ".join(_WORD.findall(fold(text)))
