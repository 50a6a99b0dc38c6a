"""Limits on small groups counted at once, next to each term by itself."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from seating.model import shortfalls
from seating.model.model import Model
from seating.model.penalty_of_terms import term_shortfall
from seating.terms import CountTerm
from tests.examples import examples

N_TABLES = 4
TABLES = np.arange(N_TABLES)
"""Small groups have at most three of eight people."""


@examples(15)
@given(
    st.lists(st.tuples(st.sets(st.integers(0, 7), max_size=5), st.integers(0, 2), st.integers(0, 1)), max_size=6),
    st.lists(st.integers(-1, N_TABLES - 1), min_size=8, max_size=8),
    st.booleans(),
)
def test_the_shortfalls_are_those_of_the_terms(
    limits: list[tuple[set[int], int, int]], seats: list[int], may_be_empty: bool
) -> None:
    """The last person is staff; a table with only staff counts nothing if it may be empty."""
    groups = [(np.array(sorted(group), dtype=np.int64), high, low) for group, high, low in limits]
    terms = [
        CountTerm.constant(group, TABLES, low=low, high=max(low, high), or_none=number % 2 == 1)
        for number, (group, high, low) in enumerate(groups)
    ]
    terms.append(CountTerm.constant(np.array([0, 1]), TABLES[:2], high=0))  # not at every table
    numbers = [number % 3 for number in range(len(terms))]
    model = Model(
        person_ids=tuple("abcdefgh"),
        n_people=7,
        table_ids=tuple("1234"),
        capacity=np.full(N_TABLES, 9),
        may_be_empty=np.full(N_TABLES, may_be_empty),
        requirement_ids=("x", "y", "z"),
        musts=np.array([True, False, False]),
        weights=np.array([0, 1, 2]),
        terms=tuple(zip(numbers, terms, strict=True)),
    )
    tables = np.array(seats)
    expected = [0, 0, 0]
    for number, term in model.terms:
        expected[number] += term_shortfall(model, term, tables)
    assert shortfalls(model, tables).tolist() == expected
    assert len(model.small_limits.high) == sum(low == 0 and len(group) < N_TABLES for group, _, low in groups)
