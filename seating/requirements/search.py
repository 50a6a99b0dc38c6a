"""What people ask for in their own words, as data, and the search for it. This module defines no kind."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from seating.word_files import read_words, split_words
from seating.wording import fold, without_accents

LANGUAGES = ("words", "es")
"""The keys of the words of a want in the file: in English, and in each further language."""


@dataclass(frozen=True, slots=True)
class Want:
    """Something that people ask for.

    Attributes
    ----------
    words : tuple of str
        Words that people use for it, folded and without accents, English ones first.
    asks : str
        What they want, as a sentence.
    line : str
        What says it in a convening, to copy and adapt.
    kind : str
        The kind of requirement; "" if the line is an entry of `tables`.
    """

    words: tuple[str, ...]
    asks: str
    line: str
    kind: str


@cache
def list_wants() -> tuple[Want, ...]:
    """Return everything that is known to be asked for, in the order of the file."""
    found = []
    for entry in read_words(__package__, "wanted.toml")["want"]:
        written = (word for language in LANGUAGES for word in split_words(entry[language]))
        words = tuple(dict.fromkeys(without_accents(fold(word)) for word in written))
        kind = "" if "key" in entry else entry["line"].removeprefix("{kind: ").split(",")[0].rstrip("}")
        found.append(Want(words, entry["asks"], entry["line"], kind))
    return tuple(found)


def find_wants(text: str) -> tuple[Want, ...]:
    """Return what is asked for with these words, or else whatever is asked for with some of them.

    >>> [want.kind for want in find_wants("majority")]
    ['share']
    >>> [want.kind for want in find_wants("as few tables as possible")]
    ['gather']
    >>> [want.kind for want in find_wants("mayoría")]
    ['share']
    """
    asked = " ".join(without_accents(fold(text)).replace("_", " ").replace("-", " ").split())
    exact = tuple(want for want in list_wants() if asked in want.words)
    return exact or tuple(want for want in list_wants() if any(f" {word} " in f" {asked} " for word in want.words))
