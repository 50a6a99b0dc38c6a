"""The search over counts: never worse than where it began, and right whenever it claims the best."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from random import Random

import numpy as np
import pytest

from seating.engines.exact.counts import improve
from seating.engines.messages import ImproveByCounts, SolveStatus
from seating.engines.search_steps import is_countable
from seating.model import Model, penalty_of
from seating.terms import CountTerm, SpreadTerm
from tests.engines.drawn import random_model
from tests.engines.every import every
from tests.examples import seeded

SHAPES = ("constant", "band", "presence", "spread", "spread", "sum", "place", "fixed")


@seeded(25)
def test_the_seating_is_no_worse_and_a_proven_one_is_the_best(seed: int) -> None:
    """Of random models, beginning with the worst seating that meets the musts."""
    model = random_model(Random(f"counts {seed}"), SHAPES, 0.3, (3, 5), (2, 3))
    meeting = every(model).meeting
    if not len(meeting.seatings):
        return
    begun = meeting.seatings[int(meeting.penalty.argmax())]
    answer = improve(model, ImproveByCounts(begun, seed, 5.0), lambda found: None)
    if answer.tables is not None:
        assert penalty_of(model, answer.tables) <= penalty_of(model, begun)
    assert answer.bound is None or answer.bound <= int(meeting.penalty.min())
    if answer.status is SolveStatus.PROVEN:
        assert answer.tables is not None
        assert penalty_of(model, answer.tables).penalty == int(meeting.penalty.min())


def wedding(sizes: list[int], seats: list[int]) -> Model:
    """Return a room of families that should each sit at one table, at tables with so many seats."""
    n, tables = sum(sizes), np.arange(len(seats), dtype=np.int64)
    ends = np.cumsum([0, *sizes])
    families = [np.arange(begin, end) for begin, end in pairwise(ends.tolist())]
    everyone = np.arange(n, dtype=np.int64)
    limits = [CountTerm.constant(everyone, tables[t : t + 1], high=most) for t, most in enumerate(seats)]
    terms = [(0, limit) for limit in limits] + [(1, SpreadTerm(family, tables, 1, 4, 1)) for family in families]
    return Model(
        person_ids=tuple(f"p{number}" for number in range(n)),
        n_people=n,
        table_ids=tuple(f"t{table}" for table in range(len(seats))),
        capacity=np.array(seats, dtype=np.int64),
        may_be_empty=np.zeros(len(seats), dtype=bool),
        requirement_ids=("size", "families"),
        musts=np.array([True, False]),
        weights=np.array([0, 1], dtype=np.int64),
        terms=tuple(terms),
    )


@pytest.mark.room
def test_whole_groups_change_places() -> None:
    """Every seat is taken, and each family fits somewhere; a first seating that ignores families splits all."""
    rng = Random("families")
    for _ in range(4):
        seats = [rng.randint(6, 10) for _ in range(8)]
        sizes = [part for most in seats for part in (most - most // 3, most // 3)]
        rng.shuffle(sizes)
        model = wedding(sizes, seats)
        assert is_countable(model)
        begun = np.repeat(np.arange(len(seats)), seats).astype(np.int64)
        answer = improve(model, ImproveByCounts(begun, 1, 20.0), lambda found: None)
        assert answer.tables is not None
        assert penalty_of(model, answer.tables) == (0, 0)


def test_it_is_not_asked_where_hardly_anyone_is_alike() -> None:
    model = wedding([2] * 30, [10] * 6)
    assert is_countable(model)
    assert not is_countable(replace(model, musts=np.array([True, True])))
    assert not is_countable(wedding([1] * 60, [10] * 6))
