"""Pairs of people with a weight each."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from seating.errors import Note

__all__ = ["MOST_WEIGHT", "WeighedPairs", "as_weight"]

MOST_WEIGHT = 100_000_000
"""What all weights of a file may add up to, so that the price of musts times it stays exact in 64 bits."""

_WHOLE = re.compile(r"\+?\d{1,12}", re.ASCII)

_IntArray = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class WeighedPairs:
    """Pairs of people, unordered and each once, and what they weigh.

    Attributes
    ----------
    name : str
        What a sentence calls them: the file's name, or "" for pairs written in the convening.
    ids : tuple of str
        The people named.
    ends : int array, shape (pairs, 2)
        Positions in `ids`, the smaller first; sorted.
    weights : int array, shape (pairs,)
        0 or more.
    notes : tuple of Note
        What was worth a word while they were read.
    """

    name: str
    ids: tuple[str, ...]
    ends: _IntArray
    weights: _IntArray
    notes: tuple[Note, ...] = field(default=())

    @classmethod
    def of(cls, triples: Iterable[tuple[str, str, int]]) -> WeighedPairs:
        """Return the pairs of ids written one by one.

        Raises
        ------
        ValueError
            When a pair has two weights, or all weights together are too much.
        """
        found: dict[tuple[str, str], int] = {}
        for a, b, weight in triples:
            pair = (min(a, b), max(a, b))
            if a != b and found.setdefault(pair, weight) != weight:
                raise ValueError(
                    f"{a!r} stands with {b} twice, weighing {found[pair]} and {weight}; keep one of the two"
                )
        if sum(found.values()) > MOST_WEIGHT:
            raise ValueError(f"the weights add up to more than {MOST_WEIGHT:,}; divide them all by the same number")
        ids = tuple(sorted({identity for pair in found for identity in pair}))
        number = {identity: n for n, identity in enumerate(ids)}
        ends = np.array([[number[a], number[b]] for a, b in sorted(found)], dtype=np.int64).reshape(-1, 2)
        return cls("", ids, ends, np.array([found[pair] for pair in sorted(found)], dtype=np.int64))


def as_weight(text: str) -> int | None:
    """Return the whole number of 0 or more that a cell states, or None when it is none.

    >>> as_weight("12"), as_weight("0.5"), as_weight("-1")
    (12, None, None)
    """
    plain = text.strip()
    return int(plain) if _WHOLE.fullmatch(plain) else None
