"""The start is complete, quick, and the same for the same seed."""

from __future__ import annotations

import time
from dataclasses import replace
from random import Random

import numpy as np
import pytest

from seating.engines.local_search import construction
from seating.engines.local_search.construction import construct, fill_places, improve, round_robin
from seating.engines.local_search.incremental import IncrementalCosts
from seating.model import Model, Value, build_model, penalty_of
from seating.room.plan import IntArray
from seating.terms import CountTerm, PartedTerm, PlaceTerm, SharedTerm
from tests.builders import requirement, room
from tests.engines.drawn import random_convening, random_model
from tests.engines.every import best_of_all, random_seating, small_room
from tests.engines.rooms import big_model


def test_everybody_has_a_table_in_every_start() -> None:
    rng = Random(1)
    for n in range(80):
        model = random_model(rng) if n % 2 else random_convening(rng)
        for tables in (round_robin(model), construct(model, n), fill_places(model)):
            assert tables.shape == (model.n_persons,)
            assert ((tables >= 0) & (tables < model.n_tables)).all()


def test_without_thought_no_table_is_overfull_while_there_are_seats() -> None:
    model = big_model(60, 6)
    assert (np.bincount(round_robin(model)) == 10).all()


def test_places_are_filled_with_those_who_may_sit_nowhere_else() -> None:
    """Tables of two or three people; three may sit at the last table only, and three at the last two."""
    away = np.array([[1, 1, 1, 0]] * 3 + [[1, 1, 0, 0]] * 3)
    terms = CountTerm.constant(np.arange(10), np.arange(4), low=2, high=3), PlaceTerm.of(np.arange(4, 10), away)
    model = replace(
        big_model(10, 4),
        requirement_ids=("size", "places"),
        musts=np.ones(2, dtype=bool),
        weights=np.zeros(2, dtype=np.int64),
        terms=tuple(enumerate(terms)),
    )
    tables = fill_places(model)
    assert penalty_of(model, tables) == (0, 0)
    assert tables[4:].tolist() == [3, 3, 3, 2, 2, 2]


def test_a_start_is_often_as_good_as_can_be_in_a_tiny_room() -> None:
    rng = Random(2)
    models = [random_model(rng) for _ in range(60)]
    best = sum(penalty_of(model, construct(model, 0)) == best_of_all(model) for model in models)
    assert best >= 40


def test_a_start_meets_the_sizes_and_is_far_better_than_no_thought() -> None:
    model = big_model(200, 20)
    begun = penalty_of(model, construct(model, 0))
    assert begun.unmet == 0
    assert begun.penalty * 3 < penalty_of(model, round_robin(model)).penalty


def test_the_same_seed_gives_the_same_start() -> None:
    model = big_model(100, 10)
    assert (construct(model, 3) == construct(model, 3)).all()
    assert (construct(model, 3) != construct(model, 4)).any()


@pytest.mark.parametrize(("most", "tries"), [(100, 8), (2, 2), (1, 1)])
def test_where_there_are_many_terms_improving_reads_only_so_many_counts(
    most: int, tries: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    model, allowed = big_model(40, 8), list[int]()
    monkeypatch.setattr(construction, "MOST_CELLS", most * IncrementalCosts(model).cells)
    monkeypatch.setattr(construction, "improve", lambda counts, rng, tries, deadline: allowed.append(tries))
    construct(model, 0)
    assert allowed == [tries * model.n_persons]


def test_where_there_are_very_many_terms_persons_are_priced_at_some_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    model, read = big_model(40, 8), list[int]()
    prices = IncrementalCosts.prices

    def counted(self: IncrementalCosts, person: int, at: IntArray | None = None) -> IntArray:
        read.append(model.n_tables if at is None else len(at))
        return prices(self, person, at)

    monkeypatch.setattr(construction, "MOST_CELLS", IncrementalCosts(model).cells - 1)
    monkeypatch.setattr(construction, "TABLES_PRICED", 2)
    monkeypatch.setattr(IncrementalCosts, "prices", counted)
    assert (construct(model, 0) >= 0).all()
    assert len(read) == model.n_persons
    assert sum(read) <= 2 * model.n_persons


def test_a_start_is_not_improved_after_the_deadline() -> None:
    model = small_room(Random(6))
    begun = random_seating(Random(6), model)
    late, in_time = IncrementalCosts.of(model, begun), IncrementalCosts.of(model, begun)
    improve(late, np.random.default_rng(0), 200, time.monotonic())
    improve(in_time, np.random.default_rng(0), 200, time.monotonic() + 60)
    assert (late.tables == begun).all()
    assert (in_time.tables != begun).any()


@pytest.mark.parametrize("tries", [0, 5, 200])
def test_improving_never_makes_a_seating_worse_and_ends_where_no_move_helps(tries: int) -> None:
    """With tries enough, no single move lowers the cost any more."""
    rng, better = Random(3), 0
    for _ in range(30):
        model = small_room(rng)
        begun = random_seating(rng, model)
        counts = IncrementalCosts.of(model, begun)
        improve(counts, np.random.default_rng(0), tries)
        before, after = penalty_of(model, begun), penalty_of(model, counts.tables)
        assert after <= before
        assert ((counts.tables >= 0) & (counts.tables < model.n_tables)).all()
        if tries == 0:
            assert np.array_equal(counts.tables, begun)
        better += after < before
    assert (better > 20) == (tries > 0)


def with_terms(model: Model, *terms: PlaceTerm | PartedTerm | SharedTerm) -> Model:
    """Return the room with these terms as its only musts."""
    return Model(
        person_ids=model.person_ids,
        n_people=model.n_people,
        table_ids=model.table_ids,
        capacity=model.capacity,
        may_be_empty=model.may_be_empty,
        requirement_ids=tuple(f"must-{n}" for n in range(len(terms))),
        musts=np.ones(len(terms), bool),
        weights=np.zeros(len(terms), np.int64),
        terms=tuple(enumerate(terms)),
    )


def pairs_of(rng: Random, hidden: IntArray, together: bool) -> IntArray:
    """Return pairs of persons who share a table in a hidden seating, or who do not."""
    n = len(hidden)
    found = [(a, b) for a in range(n) for b in range(a) if (hidden[a] == hidden[b]) == together and rng.random() < 0.5]
    return np.array(found, dtype=np.int64).reshape(-1, 2)


def test_whoever_may_sit_at_one_table_only_is_seated_there() -> None:
    """And those who must sit with them follow, whatever else there is."""
    rng = Random(4)
    for seed in range(30):
        model = small_room(rng)
        hidden = random_seating(rng, model)
        somebody = np.array(sorted(rng.sample(range(model.n_persons), model.n_persons // 2)))
        costs = np.ones((len(somebody), model.n_tables), np.int64)
        costs[np.arange(len(somebody)), hidden[somebody]] = 0
        together = pairs_of(rng, hidden, together=True)
        tables = np.arange(model.n_tables)
        placed = PlaceTerm.of(somebody, costs)
        tied = PartedTerm(together, np.ones(len(together), np.int64), tables)
        found = construct(with_terms(model, placed, tied), seed)
        assert np.array_equal(found[somebody], hidden[somebody])
        assert penalty_of(with_terms(model, placed, tied), found).unmet == 0


def test_most_rooms_with_pairs_apart_are_seated_without_an_unmet_must() -> None:
    rng, met = Random(5), 0
    for seed in range(30):
        model = small_room(rng)
        hidden = random_seating(rng, model)
        pairs = pairs_of(rng, hidden, together=False)
        term = SharedTerm(pairs, np.ones(len(pairs), np.int64), np.arange(model.n_tables))
        met += penalty_of(with_terms(model, term), construct(with_terms(model, term), seed)).unmet == 0
    assert met >= 27


def test_a_group_that_should_use_few_tables_is_seated_at_once() -> None:
    """Also where each of its people alone would rather fill up a table with too few."""
    people = [{"id": f"{family}{n}", "family": family} for family in "abcdef" for n in range(4)]
    here = room(people, [{"id": f"t{n}", "seats": "7-8"} for n in range(3)])
    model = build_model(here, [requirement("size"), requirement("together", by="family")])
    for seed in range(5):
        assert penalty_of(model, construct(model, seed)) == Value(0, 0)
