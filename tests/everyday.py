"""Families of tests, and of random cases in one test, of which some run every day."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import settings

IS_EVERY = bool(os.environ.get("SEATING_ALL"))
"""Whether all members of every family run, and random tests have all their examples."""


def few(examples: int) -> settings:
    """Return the settings of a random test: this many examples with SEATING_ALL, and a quarter of them every day.

    Every run has other examples, so that many are tried in a week.
    """
    return settings(max_examples=examples if IS_EVERY else max(5, examples // 4), deadline=None)


def sample(values: Iterable[Any], *daily: Any) -> list[Any]:
    """Return values as parameters of a test; all but the daily ones are slow.

    Parameters
    ----------
    values : iterable
        What the test is run on. A tuple gives several parameters.
    daily : object
        The values that the everyday run tries as well.
    """
    listed = list(values)
    assert set(daily) <= set(listed), "a daily value is none of the values"
    return [
        pytest.param(
            *(value if isinstance(value, tuple) else (value,)), marks=[pytest.mark.slow] * (value not in daily)
        )
        for value in listed
    ]


def numbered(number: int) -> list[Any]:
    """Return the numbers below a number as parameters, such as seeds; the first quarter runs every day.

    Parameters
    ----------
    number : int
        How many there are.
    """
    return sample(range(number), *range(max(3, -(-number // 4))))


def case_numbers(number: int) -> range:
    """Return the numbers of the random cases of one test: all with SEATING_ALL, and the first third every day.

    Parameters
    ----------
    number : int
        How many there are.
    """
    return range(number if IS_EVERY else max(5, -(-number // 3)))
