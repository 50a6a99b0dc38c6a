"""The bound on wishes by groups of people who follow each other, against every seating."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest

from seating.engines.local_search.construction import construct
from seating.engines.lower_bound.wish_groups import bound
from seating.engines.messages import NOTHING, Answer, BoundByWishes
from seating.model import Model
from seating.model.pair_bound import penalty_bound
from tests.engines.every import best_of_all
from tests.model.test_wish_bound import room, room_of_wishes


def asked(model: Model, work: float = 5.0) -> Answer:
    told: list[int | None] = []
    answer = bound(model, BoundByWishes(construct(model, 0), 0, work), lambda found: told.append(found.bound))
    assert told == sorted(set(told), key=lambda value: value or 0)
    assert not told or told[-1] == answer.bound
    return answer


def camp(n_people: int, size: int, seed: int) -> Model:
    """Return a room in which everyone names one to three others, at tables of one size."""
    rng = Random(seed)
    others = ([q for q in range(n_people) if q != p] for p in range(n_people))
    wishes = {p: rng.sample(all_others, rng.randint(1, 3)) for p, all_others in enumerate(others)}
    return room(wishes, n_people, [(size, size)] * (n_people // size))


def test_only_a_table_of_people_can_follow_one() -> None:
    """Five people wish for the same one, who wishes for no one; two of them fit at that table."""
    one = room({person: [0] for person in range(1, 6)}, 6, [(3, 3), (3, 3)], weight=2)
    assert asked(one).bound == 6
    either = room({person: [0, 1] for person in range(2, 9)}, 9, [(3, 3)] * 3, weight=2)
    assert asked(either).bound == best_of_all(either).penalty == 6


def test_a_room_without_wishes_is_not_answered() -> None:
    assert asked(room({}, 6, [(3, 3), (3, 3)])) is NOTHING


def hold_against_every_seating(seed: int, number: int) -> tuple[int, int]:
    """Return in how many rooms the bound is the optimum, and in how many it is above the bound by arithmetic."""
    rng, done, exact, above = Random(seed), 0, 0, 0
    while done < number:
        model = room_of_wishes(rng, done % 2 == 1)
        best = best_of_all(model)
        if best.unmet:
            continue
        done += 1
        found = asked(model).bound
        assert found is None or found <= best.penalty
        exact += found == best.penalty
        above += found is not None and found > penalty_bound(model)
    return exact, above


def test_no_seating_that_meets_the_musts_is_below_the_bound() -> None:
    exact, _ = hold_against_every_seating(1, 6)
    assert exact >= 3


@pytest.mark.night
def test_no_seating_of_five_hundred_rooms_is_below_the_bound() -> None:
    exact, above = hold_against_every_seating(2, 500)
    assert exact >= 250
    assert above >= 20


def test_the_bound_is_repeatable_and_above_that_by_circles() -> None:
    model = camp(36, 6, 5)
    first, second = asked(model, 0.5), asked(model, 0.5)
    assert (first.bound, first.work) == (second.bound, second.work)
    assert first.bound is not None
    assert first.bound > penalty_bound(model)


def test_without_work_or_time_there_is_still_a_bound() -> None:
    model = camp(36, 6, 5)
    late = bound(model, BoundByWishes(np.zeros(36, dtype=np.int64), 0, 0.0, 0.0), lambda found: None)
    assert late.bound is not None
    assert 0 <= late.bound <= asked(model).bound  # type: ignore[operator]
