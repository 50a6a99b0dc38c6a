"""Families of tests of which a few members run every day, and all run with the slow tests."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest


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
