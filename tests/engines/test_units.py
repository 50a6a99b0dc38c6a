"""Every engine reads rooms of units, and a search over units finds what is best among persons."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest

from seating.engines import SILENT, Child, Effort, best_plan
from seating.engines.in_process import InProcess
from seating.engines.local_search.construction import construct
from seating.engines.messages import BoundByWishes, Silent
from seating.engines.outcome import Status
from seating.engines.search_steps import Search
from seating.model import Model, Value, penalty_of
from seating.model.units import Units, units_of
from seating.room.plan import Plan
from tests.engines import test_best_plan, test_exact
from tests.engines.drawn import SHAPES, random_convening, random_units, with_ties
from tests.engines.every import best_of_all
from tests.engines.feasibility.test_person_classes import agrees_with_every_seating
from tests.engines.lower_bound import test_class_bound, test_mip
from tests.examples import seeded
from tests.model.test_pair_bound import model_of
from tests.model.test_wish_bound import wish


@pytest.mark.room
@pytest.mark.parametrize("shape", SHAPES)
def test_each_engine_solves_rooms_of_units_to_their_best(shape: str) -> None:
    rng = Random(f"engines {shape}")
    solved = 0
    for n in range(8):
        model = random_units(rng, (shape, "constant"))[1].model
        test_exact.hold_against_every_seating(model)
        test_class_bound.hold_against_every_seating(model)
        solved += test_mip.hold_against_every_seating(model)
        agrees_with_every_seating(model, without_presolve=bool(n % 2))
    assert solved > 2


@pytest.mark.night
@pytest.mark.parametrize("shape", SHAPES)
@seeded(10)
def test_so_does_each_engine_in_other_rooms(shape: str, seed: int) -> None:
    rng = Random(seed)
    model = random_units(rng, (shape, rng.choice(SHAPES), "constant"))[1].model
    test_exact.hold_against_every_seating(model)
    test_class_bound.hold_against_every_seating(model)
    test_mip.hold_against_every_seating(model)
    agrees_with_every_seating(model, without_presolve=bool(seed % 2))


def test_a_search_over_units_finds_the_best_seating_of_persons() -> None:
    rng, child = Random(5), InProcess()
    for _ in range(12):
        model, _ = random_units(rng)
        test_best_plan.hold_against_every_seating(model, best_of_all(model), child)


def test_what_it_finds_on_the_way_are_seatings_of_persons() -> None:
    found: list[tuple[Plan, Value]] = []

    class Noting(Silent):
        def found(self, plan: Plan, value: Value) -> None:
            found.append((plan, value))

    rng = Random(6)
    for _ in range(4):
        model, _ = random_units(rng)
        before = len(found)
        best_plan(model, Effort(work=1.0), 0, Noting(), InProcess())
        assert len(found) > before
        for plan, value in found[before:]:
            assert len(plan) == model.n_persons
            assert penalty_of(model, model.tables_of(plan)) == value


@pytest.mark.night
@seeded(20)
def test_so_it_does_with_ties_across_all_kinds(child: Child, seed: int) -> None:
    rng = Random(seed)
    model = random_units(rng)[0] if seed % 2 else with_ties(rng, random_convening(rng))
    test_best_plan.hold_against_every_seating(model, best_of_all(model), child)


@pytest.mark.room
def test_a_closest_seating_may_part_a_unit_and_names_musts_that_clash() -> None:
    rng, parted = Random(7), 0
    while not parted:
        model, units = random_units(rng, ("constant", "place"))
        best = best_of_all(model)
        if not best.unmet:
            continue
        found = best_plan(model, Effort.for_room(model), 0, SILENT, InProcess())
        assert (found.status, found.value) == (Status.IMPOSSIBLE, best)
        assert not found.clash or best_of_all(model.with_requirements(found.clash)).unmet
        parted += not (found.tables == found.tables[units.first[units.join.unit]]).all()


def test_a_seating_known_before_is_never_lost() -> None:
    rng = Random(8)
    for _ in range(6):
        model, _ = random_units(rng)
        begun = np.array([rng.randrange(model.n_tables) for _ in range(model.n_persons)])
        found = best_plan(model, Effort(work=0.0), 0, SILENT, InProcess(), begun)
        assert found.value <= penalty_of(model, begun)


def test_construction_keeps_units_together() -> None:
    rng = Random(9)
    for _ in range(10):
        model, units = random_units(rng)
        seats = units.seats_of_persons(construct(units.model, 1))
        assert _broken_ties(model, units, seats) == 0


def _broken_ties(model: Model, units: Units, seats: np.ndarray) -> int:
    return penalty_of(model.with_requirements(units.ties), seats).unmet


def test_wishes_are_bounded_for_persons_where_units_sit() -> None:
    """Six people wish for one; she sits with her partner, so at a table of three one of them can join her."""
    wishes = {person: [0] for person in range(2, 8)}
    asked = [(1, wish(person, others, 3)) for person, others in wishes.items()]
    model = model_of(8, [*asked, (0, wish(1, [0], 3)), (1, wish(0, [2, 3], 3))], [(2, 3)] * 3)
    units = units_of(model)
    assert units is not None
    search = Search(units.model, Effort(work=4.0), 0, SILENT, InProcess(), units)
    search.begin()
    before = search.incumbent.bound
    assert search.has_wishes
    search.start_bound(BoundByWishes)
    search.wait()
    assert before < search.incumbent.bound <= best_of_all(model).penalty
