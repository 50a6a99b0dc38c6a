"""Comparison of what a C function and its reference have written."""

from __future__ import annotations

from random import Random
from typing import Any

import numpy as np

from seating.room.plan import IntArray


def drawn(rng: Random, low: int, high: int, *shape: int) -> IntArray:
    """Return drawn whole numbers from low to high."""
    return np.random.default_rng(rng.getrandbits(32)).integers(low, high, size=shape, endpoint=True)


def assert_same(one: Any, other: Any, name: str = "") -> None:
    """Compare two values, arrays, or tuples of these: every entry is the same, and so is its type."""
    if isinstance(one, tuple):
        names = getattr(one, "_fields", range(len(one)))
        for field, mine, its in zip(names, one, other, strict=True):
            assert_same(mine, its, f"{name}.{field}")
    else:
        assert np.asarray(one).dtype == np.asarray(other).dtype, name
        assert np.array_equal(one, other), f"{name}: {one} is not {other}"
