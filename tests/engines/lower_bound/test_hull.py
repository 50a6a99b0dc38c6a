"""Lines under and over the ends of a band are held against the plainest definition of them."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from seating.engines.lower_bound.count_terms import lines_over, lines_under, on_lines

values = st.lists(st.integers(0, 9), min_size=1, max_size=9).map(np.array)


@given(st.integers(0, 5), values)
def test_lines_under_are_the_largest_convex_function_that_is_nowhere_above(first: int, ends: np.ndarray) -> None:
    lines = lines_under(first, ends)
    for s in range(first, first + len(ends)):
        highest = max(Fraction(line.rise * s + line.start, line.run) for line in lines)
        here = int(ends[s - first])
        chords = [
            Fraction(int(ends[i]) * (j - k) + int(ends[j]) * (k - i), j - i)
            for k in [s - first]
            for i in range(k)
            for j in range(k + 1, len(ends))
        ]
        assert highest == min([Fraction(here), *chords])


@given(st.integers(0, 5), values)
def test_lines_over_mirror_lines_under(first: int, ends: np.ndarray) -> None:
    over = [(line.run, -line.rise, -line.start) for line in lines_over(first, ends)]
    assert over == lines_under(first, -ends)


@given(st.integers(0, 5), st.integers(0, 5), st.integers(1, 6), st.integers(-3, 3))
def test_straight_ends_are_one_line_and_lie_on_it(first: int, start: int, number: int, rise: int) -> None:
    ends = start + rise * np.arange(number)
    lines = lines_under(first, ends)
    assert len(lines) == 1
    assert on_lines(first, ends, lines)


def test_a_stair_does_not_lie_on_its_lines() -> None:
    stair = np.array([0, 0, 1, 1, 1, 2])
    assert not on_lines(0, stair, lines_under(0, stair))
