"""Cheap changes save what they say, alone and together, and no move or likely swap that saves more is left out."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

import numpy as np
import pytest

from seating.engines.repair.single_moves import cheap_changes
from seating.model import Model, penalty_of
from seating.model.units import units_of
from seating.room.plan import IntArray
from tests.engines.drawn import random_model, random_units
from tests.engines.every import every


def costly_seatings(model: Model) -> IntArray:
    """Return the seatings that meet all musts and have another penalty than 0."""
    meeting = every(model).meeting
    return meeting.of(meeting.penalty > 0).seatings


def seatings(number: int, tied: bool = False) -> Iterator[tuple[Model, IntArray]]:
    """Yield random rooms, each with a seating that meets the musts and another penalty than 0."""
    rng = Random(3)
    while number:
        model = random_units(rng, people=(3, 5))[0] if tied else random_model(rng, must=0.2)
        met = costly_seatings(model)
        if len(met):
            yield model, rng.choice(met)
            number -= 1


def best_saving(model: Model, tables: IntArray) -> float:
    """Return what a move or a swap saves at most for each person moved, by trying them all."""
    penalty, best, units = penalty_of(model, tables).penalty, 0.0, units_of(model)
    first = np.arange(model.n_persons) if units is None else units.first
    meeting = every(model).meeting
    for other, other_penalty in zip(meeting.seatings, meeting.penalty.tolist(), strict=True):
        moved, units_moved = np.flatnonzero(other != tables), first[other[first] != tables[first]]
        is_move = len(units_moved) == 1
        is_swap = len(units_moved) == 2 and np.array_equal(other[units_moved], tables[units_moved[::-1]])
        if is_move or is_swap:
            best = max(best, (penalty - other_penalty) / len(moved))
    return best


@pytest.mark.parametrize("tied", [False, True], ids=["persons", "units"])
def test_changes_save_what_they_say_alone_and_together(tied: bool) -> None:
    several = 0
    for model, tables in seatings(30 if tied else 34, tied):
        penalty = penalty_of(model, tables).penalty
        changes = cheap_changes(model, tables, most=3)
        together = tables.copy()
        for change in changes:
            assert set(np.flatnonzero(change.tables != tables).tolist()) == set(change.persons)
            assert penalty_of(model, change.tables) == (0, penalty - change.saved)
            together[list(change.persons)] = change.tables[list(change.persons)]
        assert penalty_of(model, together) == (0, penalty - sum(change.saved for change in changes))
        assert len({person for change in changes for person in change.persons}) == sum(len(c.persons) for c in changes)
        several += len(changes) > 1
    assert several > 0


@pytest.mark.parametrize("tied", [False, True], ids=["persons", "units"])
def test_the_first_change_saves_most_for_each_person_moved(tied: bool) -> None:
    """In tiny rooms all swaps are tried; a move of one person is found only at that person's cheapest table."""
    found, number = 0, 10 if tied else 34
    for model, tables in seatings(number, tied):
        changes = cheap_changes(model, tables, most=1)
        saved = changes[0].saved / len(changes[0].persons) if changes else 0.0
        assert saved == best_saving(model, tables)
        found += bool(changes)
    assert found > (2 if tied else 10)


def test_there_are_no_more_changes_than_asked_for() -> None:
    assert all(len(cheap_changes(model, tables, most)) <= most for model, tables in seatings(20) for most in (0, 1, 2))


@pytest.mark.parametrize("seed", [597, 742, 1128, 1265, 1597, 3382])
def test_no_one_swaps_for_nothing(seed: int) -> None:
    """In these rooms, one move of a swap alone saves as much with the other changes: the place it takes is free."""
    rng = Random(f"swap {seed}")
    model = random_model(rng, must=0.2)
    tables = rng.choice(costly_seatings(model))
    changes = cheap_changes(model, tables, most=3)
    assert changes
    together = tables.copy()
    for change in changes:
        together[list(change.persons)] = change.tables[list(change.persons)]
    for change in changes:
        for one in change.persons if len(change.persons) == 2 else ():
            less, fewer = together.copy(), change.tables.copy()
            less[one] = fewer[one] = tables[one]
            saves_less = [
                penalty_of(model, a) != penalty_of(model, b) for a, b in ((less, together), (fewer, change.tables))
            ]
            assert any(saves_less), change.persons
