"""What arithmetic says company must cost is never more than what it can cost."""

from __future__ import annotations

import itertools
from random import Random

import numpy as np
import pytest

from seating.engines.multi_round.joined_rounds import Rounds, company_bound, repeats_bound, rounds_of, value_of_rounds
from seating.model import Model
from seating.room.plan import IntArray
from seating.terms import CompanyTerm, CountTerm


def room_of(ids: list[str], seats: list[int]) -> Model:
    """Return the model of these people at tables of exactly so many seats."""
    everyone = np.arange(len(ids), dtype=np.int64)
    terms = [(0, CountTerm.constant(everyone, np.array([t]), n, n)) for t, n in enumerate(seats)]
    return Model(
        person_ids=tuple(ids),
        n_people=len(ids),
        table_ids=tuple(f"t{t}" for t in range(len(seats))),
        capacity=np.array(seats, dtype=np.int64),
        may_be_empty=np.zeros(len(seats), dtype=bool),
        requirement_ids=("size",),
        musts=np.array([True]),
        weights=np.array([0], dtype=np.int64),
        terms=tuple(terms),
    )


def repeats_of(models: list[Model], weight: int = 1) -> Rounds:
    costs = np.array([[max(0, met.bit_count() - 1) for met in range(2 ** len(models))]])
    return rounds_of(models, [(weight, CompanyTerm({}, costs))])


def seatings(model: Model, seats: list[int]) -> list[IntArray]:
    every = itertools.product(range(len(seats)), repeat=model.n_people)
    return [np.array(one) for one in every if np.bincount(one, minlength=len(seats)).tolist() == seats]


@pytest.mark.parametrize(
    ("seats", "n_rounds", "repeats"),
    [([3, 3, 3], 4, 0), ([3, 3, 3], 5, 9), ([2, 2], 3, 0), ([2, 2], 4, 2), ([3, 3], 2, 2), ([4, 4, 4, 4], 5, 0)],
)
def test_known_cases(seats: list[int], n_rounds: int, repeats: int) -> None:
    model = room_of([f"p{n:02}" for n in range(sum(seats))], seats)
    rounds = repeats_of([model] * n_rounds, weight=3)
    assert (repeats_bound(rounds.stack), company_bound(rounds)) == (repeats, 3 * repeats)


def test_never_more_than_the_least_of_all_plans() -> None:
    """Two or three rounds of some of five people at tables of drawn sizes."""
    rng = Random(7)
    reached = 0
    for _ in range(25):
        models, every = [], []
        for _ in range(rng.choice((2, 2, 3))):
            ids = sorted(rng.sample("abcde", rng.randint(3, 4)))
            first = rng.randint(1, len(ids) - 1)
            seats = [first, len(ids) - first]
            models.append(room_of(ids, seats))
            every.append(seatings(models[-1], seats))
        rounds = repeats_of(models)
        best = min(value_of_rounds(rounds, rounds.stack.joined(plan)).penalty for plan in itertools.product(*every))
        assert company_bound(rounds) <= best
        reached += company_bound(rounds) == best
    assert reached >= 10


def test_company_that_may_be_kept_proves_nothing() -> None:
    """Where only the round before counts, three rounds may be spread so that nothing is lacking."""
    model = room_of([f"p{n}" for n in range(4)], [2, 2])
    costs = np.array([[0, 0, 0, 1, 0, 0, 1, 2]])
    assert company_bound(rounds_of([model] * 3, [(1, CompanyTerm({}, costs))])) == 0


def some_are_free(models: list[Model], pairs: list[tuple[str, str]]) -> Rounds:
    """Return rounds in which every meeting again costs 1, except those of these pairs."""
    again = [max(0, met.bit_count() - 1) for met in range(2 ** len(models))]
    term = CompanyTerm(dict.fromkeys(pairs, 1), np.array([again, [0] * len(again)]))
    return rounds_of(models, [(1, term)])


@pytest.mark.room
def test_free_pairs_are_left_out_of_the_bound() -> None:
    """Two to four rounds of drawn tables in which one or two pairs may meet as often as they like."""
    rng = Random(11)
    reached = proven = 0
    for case in range(25):
        models, every = [], []
        for _ in range(4 if case % 4 == 0 else rng.choice((2, 3))):
            ids = list("abcd") if case % 4 == 0 else sorted(rng.sample("abcd", rng.choice((3, 4))))
            first = 2 if case % 4 == 0 else rng.randint(1, len(ids) // 2)
            models.append(room_of(ids, [first, len(ids) - first]))
            every.append(seatings(models[-1], [first, len(ids) - first]))
        free = rng.sample(list(itertools.combinations("abcd", 2)), rng.randint(1, 2))
        rounds = some_are_free(models, free)
        best = min(value_of_rounds(rounds, rounds.stack.joined(plan)).penalty for plan in itertools.product(*every))
        bound = company_bound(rounds)
        assert 0 <= bound <= best
        reached, proven = reached + (bound == best), proven + (bound > 0)
    assert reached >= 8
    assert proven >= 2


def test_couples_who_stay_together_leave_a_bound() -> None:
    """Four couples at two tables of four meet the other couples again in the second round."""
    ids = [f"p{n}" for n in range(8)]
    model = room_of(ids, [4, 4])
    couples = [(ids[n], ids[n + 1]) for n in range(0, 8, 2)]
    assert company_bound(repeats_of([model] * 4)) > company_bound(some_are_free([model] * 4, couples)) > 0
