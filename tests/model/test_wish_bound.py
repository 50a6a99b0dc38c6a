"""The bound on wishes by counting circles, against every seating."""

from __future__ import annotations

import itertools
from random import Random

import numpy as np
import pytest

from seating.model import Model, penalty_of
from seating.model.pair_bound import penalty_bound
from seating.model.wish_bound import circles_of, most_disjoint, with_wishes_bounded
from seating.terms import NO_LIMIT, CountTerm, PartedTerm, Term
from tests.engines.drawn import every_seating, random_term
from tests.examples import seeded
from tests.model.test_pair_bound import model_of


def wish(person: int, others: list[int], n_tables: int) -> Term:
    """Return the term of one wish, as the kind `wish` encodes it."""
    if len(others) == 1:
        pairs = np.array([sorted([person, *others])], dtype=np.int64)
        return PartedTerm(pairs, np.ones(1, dtype=np.int64), np.arange(n_tables))
    low, high = np.zeros(2, dtype=np.int64), np.array([0, NO_LIMIT])
    return CountTerm(np.array([person]), np.arange(n_tables), low, high, np.array(sorted(others)))


def room(wishes: dict[int, list[int]], n_people: int, sizes: list[tuple[int, int]], weight: int = 1) -> Model:
    return model_of(n_people, [(weight, wish(p, others, len(sizes))) for p, others in wishes.items()], sizes)


def test_a_table_without_a_circle_has_an_unmet_wish() -> None:
    """Six people in one circle of six at two tables of three: each table has someone whose wish is at the other."""
    circle = {person: [(person + 1) % 6] for person in range(6)}
    assert penalty_bound(room(circle, 6, [(3, 3), (3, 3)])) == 2
    assert penalty_bound(room(circle, 6, [(3, 3), (3, 3)], weight=7)) == 14
    triangles = {person: [person // 3 * 3 + (person + 1) % 3] for person in range(6)}
    assert penalty_bound(room(triangles, 6, [(3, 3), (3, 3)])) == 0
    assert penalty_bound(room(triangles, 6, [(2, 2)] * 3)) == 3


def test_who_wished_for_no_one_may_share_a_table_with_all_who_wished_for_them() -> None:
    chain = {person: [person - 1] for person in range(1, 6)}
    assert penalty_bound(room(chain, 6, [(3, 3), (3, 3)])) == 1
    assert penalty_bound(room(chain, 6, [(0, 6), (0, 6)])) == 0


def test_other_wishes_of_the_same_people_and_musts_do_not_count_twice() -> None:
    circle = {person: [(person + 1) % 6] for person in range(6)}
    model = room(circle, 6, [(3, 3), (3, 3)])
    twice = model_of(6, [(1, term) for _, term in model.terms[2:]] * 2, [(3, 3), (3, 3)])
    assert penalty_bound(twice) == 2
    assert (
        with_wishes_bounded(model_of(6, [(0, term) for _, term in model.terms[2:]], [(3, 3), (3, 3)])).weights.any()
        == 0
    )


def test_circles_and_how_many_can_be_disjoint() -> None:
    """All circles are found, and no more are disjoint than the bound allows, which is nearly always exact."""
    rng, exact = Random(4), 0
    for _ in range(20):
        n, longest = rng.randint(2, 7), rng.randint(2, 5)
        wishes = [rng.sample([q for q in range(n) if q != p], rng.randint(0, min(2, n - 1))) for p in range(n)]
        circles = circles_of(wishes, longest)
        assert circles is not None
        orders = (order for size in range(2, longest + 1) for order in itertools.permutations(range(n), size))
        closed = [
            o for o in orders if o[0] == min(o) and all(b in wishes[a] for a, b in zip(o, (*o[1:], o[0]), strict=True))
        ]
        assert sorted(circles) == sorted(closed)
        sets = [set(circle) for circle in circles]
        most = max(
            size
            for size in range(n // 2 + 1)
            if any(sum(map(len, some)) == len(set().union(*some)) for some in itertools.combinations(sets, size))
        )
        found = most_disjoint(circles, n)
        assert found >= most
        exact += found == most
    assert exact >= 17


def room_of_wishes(rng: Random, is_mixed: bool) -> Model:
    """Return a small room of wishes; if it is mixed, some are musts or cost twice as much."""
    n, n_tables = rng.randint(4, 7), rng.randint(2, 3)
    asked: list[tuple[int, Term]] = []
    for person in range(n):
        for _ in range(rng.choice([0, 1, 1, 1, 2])):
            others = rng.sample([p for p in range(n) if p != person], rng.choice([1, 1, 2, 3]))
            asked.append((rng.choice([0, 1, 1, 1, 2]) if is_mixed else 1, wish(person, others, n_tables)))
    if rng.random() < 0.3:
        asked.append((rng.choice([1, 3]), random_term(rng, rng.choice(["place", "shared", "parted"]), n, n, n_tables)))
    sizes = [(rng.randint(0, 2), rng.choice([2, 3, 4])) for _ in range(n_tables)]
    return model_of(n, asked, sizes, [rng.random() < 0.2 for _ in sizes])


def hold_against_every_seating(seed: int, number: int) -> int:
    """Return in how many rooms the bound is the least penalty."""
    rng, done, tight = Random(seed), 0, 0
    while done < number:
        model = room_of_wishes(rng, done % 2 == 1)
        values = [penalty_of(model, tables) for tables in every_seating(model)]
        meeting = [value.penalty for value in values if not value.unmet]
        if not meeting:
            continue
        done += 1
        assert penalty_bound(model) <= min(meeting)
        bounded = with_wishes_bounded(model)
        for tables in itertools.islice(every_seating(model), 40):
            if not penalty_of(model, tables).unmet:
                assert penalty_of(bounded, tables).penalty <= penalty_of(model, tables).penalty
        tight += penalty_bound(model) == min(meeting) > 0
    return tight


def test_no_seating_that_meets_the_musts_is_below_the_bound() -> None:
    assert hold_against_every_seating(1, 8) > 0  # a bound that says nothing would pass all else


@pytest.mark.night
@seeded(10)
def test_no_seating_of_other_rooms_is_below_the_bound(seed: int) -> None:
    hold_against_every_seating(seed, 2)


def test_large_rooms_are_left_alone_where_circles_are_too_many() -> None:
    """People who know half of the room are in no time in more circles than anyone can list."""
    rng = Random(5)
    wishes = {p: rng.sample([q for q in range(60) if q != p], 30) for p in range(60)}
    model = room(wishes, 60, [(10, 10)] * 6)
    assert circles_of([wishes[p] for p in range(60)], 10) is None
    assert with_wishes_bounded(model) is model
