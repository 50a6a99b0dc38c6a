"""Large rooms: arrays and work grow with the room, and what is left out for that changes no seating of a small room."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

import numpy as np
import pytest

from seating.engines.annealing import state as chain_state
from seating.engines.annealing import table_pairs
from seating.engines.annealing.chain import Chain
from seating.engines.annealing.state import member_width, state_of
from seating.engines.local_search import construction
from seating.engines.local_search.construction import TABLES_PRICED, construct, round_robin
from seating.engines.local_search.incremental import IncrementalCosts
from seating.model import Model, penalty_of
from seating.room.plan import IntArray
from tests.engines.drawn import random_convening, random_model
from tests.engines.rooms import big_model

DOUBLED = 2.2
"""What doubles with the room, with a tenth for what does not shrink."""


def arrays_in(value: Any) -> Iterator[np.ndarray]:
    if isinstance(value, np.ndarray):
        yield value
    elif isinstance(value, tuple | list):
        for part in value:
            yield from arrays_in(part)


def size_of_chain(n_people: int) -> int:
    """Return the bytes of a chain's arrays, with the same groups however large the room is."""
    model = big_model(n_people, n_people // 10, at_most=n_people)
    return sum(array.nbytes for array in arrays_in(tuple(state_of(model))))


def size_of_counts(n_people: int) -> int:
    model = big_model(n_people, n_people // 10, at_most=n_people)
    counts = IncrementalCosts.of(model, round_robin(model))
    return sum(array.nbytes for value in vars(counts).values() for array in arrays_in(value))


def test_the_arrays_of_a_chain_grow_with_the_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chain_state, "MOST_MEMBERS", 10_000)
    assert size_of_chain(1_600) < DOUBLED * size_of_chain(800)


def test_the_arrays_of_counts_grow_with_the_room() -> None:
    assert size_of_counts(1_600) < DOUBLED * size_of_counts(800)


def test_a_small_room_has_a_row_for_everybody_and_one_more() -> None:
    assert member_width(big_model(60, 6)) == 61


def test_a_row_of_a_large_room_holds_its_first_seating(monkeypatch: pytest.MonkeyPatch) -> None:
    model = big_model(200, 20)
    monkeypatch.setattr(chain_state, "MOST_MEMBERS", 0)
    assert member_width(model) == 32
    crowded = np.zeros(200, dtype=np.int64)
    crowded[:50] = 1
    assert member_width(model, crowded) >= 150
    assert penalty_of(model, Chain(model, crowded, 0, 0).tables) == penalty_of(model, crowded)


def test_nobody_moves_to_a_table_whose_row_is_full(monkeypatch: pytest.MonkeyPatch) -> None:
    """And the chain keeps everybody: its rows hold each person once, and the seating is worth what it says."""
    monkeypatch.setattr(chain_state, "MOST_MEMBERS", 0)
    monkeypatch.setattr(chain_state, "SPARE_WIDTH", 1)
    monkeypatch.setattr(chain_state, "FEWEST_MEMBERS", 1)
    model = big_model(60, 6).with_requirements({"focus", "voice"})  # no size is asked, so people crowd
    chain = Chain(model, round_robin(model), 1, 0)
    chain.search(20_000, 50.0)
    occupancy = chain._state.occupancy
    assert occupancy.member.shape == (6, 10)
    assert occupancy.heads.max() == 10
    seated = [p for t in range(6) for p in occupancy.member[t, : occupancy.heads[t]].tolist()]
    assert sorted(seated) == list(range(60))
    assert penalty_of(model, chain.tables) == chain.best


def test_a_room_of_many_tables_is_not_swept(monkeypatch: pytest.MonkeyPatch) -> None:
    state = state_of(big_model(60, 6))
    assert table_pairs.is_local(state)
    monkeypatch.setattr(table_pairs, "MOST_SWEPT", 5)
    assert not table_pairs.is_local(state)


def test_prices_at_some_tables_are_those_of_all_tables() -> None:
    rng = Random(1)
    some = 0
    for n in range(150):
        model = random_model(rng) if n % 2 else random_convening(rng)
        tables = np.array([rng.randrange(model.n_tables) for _ in range(model.n_persons)])
        counts = IncrementalCosts.of(model, tables)
        person = rng.randrange(model.n_persons)
        counts.take(person)
        at = np.array(sorted(rng.sample(range(model.n_tables), rng.randint(1, model.n_tables))), dtype=np.int64)
        assert np.array_equal(counts.prices(person, at), counts.prices(person)[at])
        some += len(at) < model.n_tables
    assert some > 40


def priced(model: Model, monkeypatch: pytest.MonkeyPatch) -> tuple[IntArray, int]:
    """Return the start of a large room, and at how many tables persons were priced in all."""
    cells: list[int] = []
    prices = IncrementalCosts.prices

    def counted(self: IncrementalCosts, person: int, at: IntArray | None = None) -> IntArray:
        found = prices(self, person, at)
        cells.append(len(found))
        return found

    with monkeypatch.context() as patch:
        patch.setattr(construction, "MOST_PRICED", 0)
        patch.setattr(IncrementalCosts, "prices", counted)
        return construct(model, 0), sum(cells)


@pytest.mark.room
def test_the_work_of_a_start_grows_with_the_number_of_people(monkeypatch: pytest.MonkeyPatch) -> None:
    model = big_model(2_000, 400)
    tables, cells = priced(model, monkeypatch)
    assert cells <= TABLES_PRICED * model.n_persons
    assert (np.bincount(tables) == 5).all()
    assert penalty_of(model, tables).unmet == 0
    assert penalty_of(model, tables).penalty * 2 < penalty_of(model, round_robin(model)).penalty


@pytest.mark.room
def test_a_start_of_a_large_room_is_complete_and_seats_who_must_sit_together(monkeypatch: pytest.MonkeyPatch) -> None:
    rng, together = Random(2), 0
    monkeypatch.setattr(construction, "TABLES_PRICED", 2)
    for n in range(80):
        model = random_model(rng, ("parted", "place", "constant"), must=1.0, people=(4, 9), tables=(3, 5))
        tables, _ = priced(model, monkeypatch)
        assert ((tables >= 0) & (tables < model.n_tables)).all()
        together += penalty_of(model, tables).unmet <= penalty_of(model, construct(model, n)).unmet
    assert together > 40
