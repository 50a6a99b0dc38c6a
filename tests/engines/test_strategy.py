"""The recipe: whatever the size it takes a room for, its answer is right, and each engine is asked in its turn."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from functools import cache, partial
from random import Random
from threading import Event
from typing import Any

import numpy as np
import pytest

from seating.engines import background, budget, child, portfolio, search_steps, strategy
from seating.engines.budget import Effort
from seating.engines.column_generation.set_costs import is_listable
from seating.engines.column_generation.table_costs import is_searchable
from seating.engines.interruption import Ending
from seating.engines.local_search import construction
from seating.engines.local_search.construction import construct
from seating.engines.messages import (
    NOTHING,
    SILENT,
    Aim,
    Anneal,
    Answer,
    BoundByClasses,
    Found,
    Solve,
    SolveMip,
    SolveStatus,
)
from seating.engines.outcome import Outcome, Status
from seating.engines.strategy import best_plan
from seating.engines.worker import OutOfTimeError, WorkerDiedError
from seating.model import Model, Value, penalty_of
from seating.model.pair_bound import penalty_bound
from seating.model.trivial_bound import value_bound
from seating.model.wish_bound import has_wishes
from tests.engines.children import Here
from tests.engines.drawn import random_convening, random_units
from tests.engines.every import Every, every, random_seating, small_room
from tests.engines.test_counts import wedding
from tests.examples import seeded
from tests.model.test_wish_bound import room_of_wishes
from tests.waiting import let_pass

SIZES = {
    "exact alone": (10**6, 10**6, 10**6, 10**6, 10**6),
    "exact first": (0, 10**6, 10**6, 10**6, 10**6),
    "exact early": (0, 0, 10**6, 10**6, 10**6),
    "MIP repeated": (0, 0, 0, 10**6, 10**6),
    "bound over classes later": (0, 0, 0, 0, 10**6),
    "too large for a proof": (0, 0, 0, 0, 0),
}
"""The sizes up to which a room counts as such, in the order of `NAMES`."""

NAMES = ("EXACT_ALONE", "EXACT_FIRST", "EXACT_EARLY", "QUICK_CLASS_BOUND", "MIP_REPEATED")

BACKGROUND = ("BoundByRelaxation", "BoundByClasses", "BoundByWishes", "BoundByGroups", "BoundByColumns", "SolveMip")
"""The questions to the background solver."""

LOG: list[tuple[str, Any]] = []


class Noting(Here):
    """Answers in this process, one question after another, and notes each in the order in which they come.

    With a thread for the background, which bound comes first would be a matter of the machine.
    """

    is_parallel = False

    def answer(self, question: Any, on_progress: Callable[[Found], None]) -> Answer:
        LOG.append((type(question).__name__, question))
        return super().answer(question, on_progress)


@pytest.fixture(autouse=True)
def workers_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every worker answer in this process."""
    LOG.clear()
    for module in (child, background):
        monkeypatch.setattr(module, "Child", Noting)


def take_rooms_for(size: str, patch: pytest.MonkeyPatch) -> None:
    """Let the strategy take every room for one of that size."""
    for name, seats in zip(NAMES, SIZES[size], strict=True):
        patch.setattr(strategy, name, seats)
    patch.setattr(search_steps, "CONSTRUCTIONS", 1)  # as in larger rooms, whose first seating is rarely the best


@pytest.fixture
def take_for(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Return what makes the strategy take every room for one of that size."""
    return partial(take_rooms_for, patch=monkeypatch)


def solved(model: Model, effort: Effort | None = None, exact: Here | None = None, **more: Any) -> Outcome:
    return best_plan(model, effort or Effort(work=0.3), 1, SILENT, exact or Noting(), **more)


def hold_against_every_seating(model: Model, whole: Every, found: Outcome) -> None:
    """Whatever is claimed is true; what is not proven is no worse than a seating that is complete."""
    assert found.value == penalty_of(model, found.tables) >= whole.best
    assert found.bound is None or found.bound <= whole.best.penalty
    if found.status is Status.OPTIMAL:
        assert found.value == whole.best
    if found.status is Status.IMPOSSIBLE:
        assert whole.best.unmet > 0
    if found.clash:
        assert every(model.with_requirements(found.clash)).best.unmet > 0


@pytest.mark.room
@pytest.mark.parametrize("limit", ["work", "time"])
@pytest.mark.parametrize("size", SIZES)
def test_whatever_size_a_room_is_taken_for_nothing_false_is_claimed(
    take_for: Callable[[str], None], size: str, limit: str
) -> None:
    """Small rooms go every way that large ones go.

    With enough work, most are proven on each way, and musts are met where they can be. How far a search comes within a
    time limit is a matter of the machine.
    """
    take_for(size)
    rng = Random(size)
    right = possible = 0
    number = 6
    for case in range(number):
        model = random_convening(rng) if case % 3 == 2 else small_room(rng, must=0.25)
        whole = every(model)
        found = solved(model, Effort(work=0.3) if limit == "work" else Effort.until(time.monotonic() + 0.6))
        hold_against_every_seating(model, whole, found)
        right += found.value == whole.best
        possible += whole.best.unmet == 0
        assert limit == "time" or whole.best.unmet or found.unmet == 0
    assert limit == "time" or right >= number - 1
    assert possible > 0


@pytest.mark.night
@pytest.mark.parametrize("size", SIZES)
@seeded(5)
def test_nor_in_other_rooms(size: str, seed: int) -> None:
    rng = Random(seed)
    model = small_room(rng, must=rng.choice([0.1, 0.3, 0.6]))
    with pytest.MonkeyPatch.context() as patch:
        take_rooms_for(size, patch)
        hold_against_every_seating(model, every(model), solved(model))


def drawn_room(is_possible: bool = True, seed: int = 8) -> tuple[Model, Every]:
    """Return a small room about which arithmetic proves nothing.

    It is drawn once for all tests, which takes longer than most of them. Each gets a model of its own, because engines
    keep what they have computed for the last model.
    """
    model, whole = _draw_room(is_possible, seed)
    return replace(model), whole


@cache
def _draw_room(is_possible: bool, seed: int) -> tuple[Model, Every]:
    rng = Random(seed)
    while True:
        model = small_room(rng, must=0.3)
        whole = every(model)
        least = value_bound(model)
        constructed = penalty_of(model, construct(model, 1))
        if is_possible and whole.best.unmet == 0 and constructed > whole.best > (0, penalty_bound(model) + 5):
            return model, whole
        if not is_possible and whole.best.unmet > least.unmet == 0:
            return model, whole


def asked() -> list[str]:
    return [name for name, _ in LOG]


def test_a_small_room_is_solved_by_the_exact_engine_and_confirmed_by_it(take_for: Callable[[str], None]) -> None:
    """The second question asks for anything better, without presolve; nobody else is asked."""
    take_for("exact alone")
    model, whole = drawn_room()
    assert solved(model).value == whole.best
    assert asked() == ["Solve", "Solve"]
    assert [question.without_presolve for _, question in LOG] == [False, True]
    assert LOG[1][1].below == whole.best.penalty


def test_in_a_larger_room_annealing_comes_first_and_a_bound_beside_it(take_for: Callable[[str], None]) -> None:
    take_for("MIP repeated")
    solved(drawn_room()[0])
    assert asked()[:2] in (["Anneal", "BoundByClasses"], ["BoundByClasses", "Anneal"])
    assert asked().count("BoundByClasses") == 1


@pytest.mark.parametrize("size", ["exact first", "exact early", "MIP repeated"])
def test_the_cheapest_bound_is_asked_before_all_else(take_for: Callable[[str], None], size: str) -> None:
    take_for(size)
    solved(drawn_room()[0])
    assert asked()[0] == ("BoundByClasses" if size == "MIP repeated" else "BoundByRelaxation")
    assert asked().count(asked()[0]) == 1


@pytest.mark.parametrize("size", ["exact first", "MIP repeated"])
def test_there_is_a_bound_even_if_no_time_is_left_for_a_search(take_for: Callable[[str], None], size: str) -> None:
    """Starting up on a busy machine can take the whole limit."""
    take_for(size)
    model, whole = drawn_room()
    model = replace(model, weights=1000 * model.weights)
    found = solved(model, Effort.until(time.monotonic()))
    assert penalty_bound(model) < (found.bound or 0) <= 1000 * whole.best.penalty
    assert found.ending is Ending.TIME


@pytest.mark.room
def test_no_mip_is_asked_where_no_proof_is_to_be_expected(take_for: Callable[[str], None]) -> None:
    """In the largest rooms musts that cannot be met are given up for a share of the work."""
    take_for("too large for a proof")
    model, _ = drawn_room(is_possible=False)
    found = solved(model)
    assert found.unmet
    assert not any(isinstance(question, Solve) and question.aim is Aim.BOTH for _, question in LOG)


@pytest.mark.parametrize("limit", ["work", "time"])
def test_no_columns_are_generated_for_a_room_of_pairs(take_for: Callable[[str], None], limit: str) -> None:
    """They prove nothing about pairs."""
    take_for("MIP repeated")
    rng = Random(5)
    while True:
        model = small_room(rng, ("shared",), must=0.0)
        pairs = max(len(term.pairs) for _, term in model.terms)
        whole = every(model)
        if 4 * pairs > model.n_people**2 and whole.best.penalty > penalty_bound(model):
            break
    found = solved(model, Effort(work=0.3, deadline=time.monotonic() + 600 if limit == "time" else None))
    hold_against_every_seating(model, whole, found)
    assert "Anneal" in asked()
    assert "BoundByColumns" not in asked()


def test_a_bound_on_wishes_is_asked_where_someone_wishes_for_one_of_several(take_for: Callable[[str], None]) -> None:
    take_for("MIP repeated")
    rng, number = Random(8), 0
    for _ in range(5):
        LOG.clear()
        model = room_of_wishes(rng, is_mixed=False)
        hold_against_every_seating(model, every(model), solved(model))
        assert has_wishes(model) or "BoundByWishes" not in asked()
        number += "BoundByWishes" in asked()
    assert number > 0


def test_a_bound_on_groups_is_asked_first_and_ends_the_search(take_for: Callable[[str], None]) -> None:
    """Six tables of ten for ten families of six: four families are split, and the bound finds how."""
    take_for("MIP repeated")
    found = solved(wedding([6] * 10, [10] * 6), Effort(work=1.0))
    assert (found.status, found.value, found.bound) == (Status.OPTIMAL, Value(0, 20), 20)
    assert next(name for name in asked() if name in BACKGROUND) == "BoundByGroups"
    assert "Anneal" not in asked()


def test_columns_of_units_are_listed_after_the_short_annealings(take_for: Callable[[str], None]) -> None:
    """They usually prove the best seating; a search that is cut off meanwhile has an annealed one."""
    take_for("MIP repeated")
    rng = Random(2)
    while True:
        model, units = random_units(rng, ("shared", "parted", "place"))
        whole = every(model)
        is_first = is_listable(units.model) and not is_searchable(units.model)
        if is_first and whole.best.unmet == 0 and whole.best.penalty > units.penalty_bound():
            break
    found = solved(model)
    hold_against_every_seating(model, whole, found)
    assert found.status is Status.OPTIMAL
    first = asked().index("BoundByColumns")
    assert set(asked()[:first]) == {"Anneal"}
    assert "Anneal" not in asked()[first:]


@pytest.mark.room
def test_whether_musts_can_be_met_is_asked_before_columns_are_listed(take_for: Callable[[str], None]) -> None:
    """The question is cheap, and columns prove nothing where there is no seating."""
    take_for("MIP repeated")
    rng = Random(4)
    while True:
        model, units = random_units(rng, ("shared", "constant", "place"))
        whole = every(model)
        is_first = is_listable(units.model) and not is_searchable(units.model)
        if is_first and whole.best.unmet > value_bound(units.model).unmet == 0:
            break
    found = solved(model)
    hold_against_every_seating(model, whole, found)
    assert found.status is Status.IMPOSSIBLE
    assert set(asked()[: asked().index("SolveByClasses")]) == {"Anneal"}


@pytest.mark.parametrize("seeds", [range(3, 4), pytest.param(range(4, 12), marks=pytest.mark.night)])
@pytest.mark.parametrize("size", SIZES)
def test_a_known_seating_is_never_made_worse(take_for: Callable[[str], None], size: str, seeds: range) -> None:
    """Whatever the budget, even none at all: nothing else would find the optimum of this room without work."""
    take_for(size)
    for seed in seeds:
        model, whole = drawn_room(seed=seed)
        best = whole.meeting.seatings[int(whole.meeting.penalty.argmin())]
        assert solved(model, Effort(work=0.0), begun=best).value == whole.best
        begun = whole.seatings[np.lexsort((whole.penalty, whole.unmet))[50]]
        assert solved(model, Effort(work=0.02), begun=begun).value <= penalty_of(model, begun)


@pytest.mark.parametrize("size", SIZES)
def test_where_musts_cannot_all_be_met_the_closest_seating_is_found_and_a_clash_is_named(
    take_for: Callable[[str], None], size: str
) -> None:
    take_for(size)
    model, whole = drawn_room(is_possible=False)
    found = solved(model, Effort(work=0.4))
    hold_against_every_seating(model, whole, found)
    assert (found.status, found.value, found.bound) == (Status.IMPOSSIBLE, whole.best, None)
    if not size.startswith("exact"):  # the exact engine proves it of all musts together
        assert found.clash


@pytest.mark.parametrize("limit", ["work", "time"])
def test_a_budget_of_nothing_still_seats_everybody_and_asks_nobody(
    limit: str, take_for: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    take_for("MIP repeated")  # a room that is not solved whatever the limit
    monkeypatch.setattr(search_steps.Search, "start_first_bound", lambda search, kind: None)
    model, whole = drawn_room()
    found = solved(model, Effort(work=0.0) if limit == "work" else Effort.until(time.monotonic()))
    hold_against_every_seating(model, whole, found)
    assert LOG == []
    assert found.ending is (Ending.DONE if limit == "work" else Ending.TIME)


class Slow(Here):
    """Imports its engine for so long that every time limit is over, then answers in this process."""

    def __init__(self) -> None:
        super().__init__()
        self.work = 0.0

    def ask(self, question: Any, deadline: float | None = None, *others: Any) -> Answer:
        if deadline is not None:
            raise OutOfTimeError
        found = super().ask(question, deadline, *others)
        self.work += found.work
        return found


@pytest.mark.parametrize("seconds", [-1.0, 0.0, 0.01])
def test_a_small_room_is_solved_whatever_the_time_limit(seconds: float) -> None:
    """The best seating if all musts can be met, otherwise the closest one; with a few units of work at most."""
    rng, ends = Random(8), set[Status]()
    for number in range(24):
        model = small_room(rng, must=(0.1, 0.5)[number % 2])
        whole, exact = every(model), Slow()
        found = best_plan(model, Effort.until(time.monotonic() + seconds), 1, SILENT, exact)
        assert (found.value, found.ending) == (whole.best, Ending.DONE)
        assert found.status is (Status.IMPOSSIBLE if whole.best.unmet else Status.OPTIMAL)
        assert exact.work <= search_steps.CONFIRMING_WORK + 3 * search_steps.SMALL_WORK
        ends.add(found.status)
    assert ends == {Status.IMPOSSIBLE, Status.OPTIMAL}


def test_without_a_limit_the_work_that_is_spent_stays_near_the_full_work() -> None:
    """All shares together are not much more than the whole, and each question costs a little on top of its share."""
    rng = Random(7)
    for work in (0.05, 0.2, 0.6):
        model = small_room(rng)
        found = solved(model, Effort(work=work))
        assert found.work <= 2.0 * work + 1.0


class Failing(Noting):
    """Fails in one way at every question after the first few."""

    def __init__(self, after: int, how: BaseException) -> None:
        super().__init__()
        self._left, self._how = after, how

    def answer(self, question: Any, on_progress: Callable[[Found], None]) -> Answer:
        self._left -= 1
        if self._left < 0:
            on_progress(Found(random_seating(Random(1), self.model), None))
            raise self._how
        return super().answer(question, on_progress)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("after", [0, 1])
@pytest.mark.parametrize(
    ("how", "endings"),
    [
        (WorkerDiedError("signal 9"), {Ending.LOST, Ending.DONE}),
        (OutOfTimeError(), {Ending.TIME, Ending.DONE}),
        (KeyboardInterrupt(), {Ending.INTERRUPTED, Ending.DONE}),
    ],
)
def test_an_exact_engine_that_fails_changes_nothing_but_what_is_said(
    take_for: Callable[[str], None], size: str, after: int, how: BaseException, endings: set[Ending]
) -> None:
    """The seating is complete, its value is right, and no more is claimed than was proven."""
    take_for(size)
    model, whole = drawn_room()
    found = solved(model, Effort(work=0.2), Failing(after, how))
    hold_against_every_seating(model, whole, found)
    assert found.ending in endings
    if size in ("exact alone", "exact first") and after == 0:
        assert found.ending is not Ending.DONE


@pytest.mark.parametrize("size", SIZES)
def test_the_same_seed_gives_the_same_seating(take_for: Callable[[str], None], size: str) -> None:
    take_for(size)
    model, _ = drawn_room(seed=8)
    first, second = (solved(model, Effort(work=0.05)) for _ in range(2))
    assert np.array_equal(first.tables, second.tables)
    assert (first.status, first.bound) == (second.status, second.bound)
    if first.status is not Status.OPTIMAL:  # a proof ends an annealing at any moment, and that one is not counted
        assert first.work == second.work


class Moody(Noting):
    """Answers the questions of the background solver late, by another delay each time."""

    mood = Random(0)

    def answer(self, question: Any, on_progress: Callable[[Found], None]) -> Answer:
        if type(question).__name__ in BACKGROUND:
            let_pass(self.mood.choice([0.0, 0.0, 0.01, 0.05, 0.2]))
        return super().answer(question, on_progress)


@pytest.mark.room
@pytest.mark.parametrize("size", SIZES)
def test_how_fast_the_background_solver_answers_does_not_change_the_seating(
    take_for: Callable[[str], None], monkeypatch: pytest.MonkeyPatch, size: str
) -> None:
    take_for(size)
    for module in (child, background):
        monkeypatch.setattr(module, "Child", Moody)
    for seed in range(3):
        model, _ = drawn_room(seed=seed)
        found = []
        for mood in range(3):
            Moody.mood = Random(mood)
            found.append(solved(model, Effort(work=0.1)))
        assert len({tuple(outcome.tables.tolist()) for outcome in found}) == 1
        assert len({(outcome.status, outcome.bound) for outcome in found}) == 1


FULL = 0.01
"""Work units of a whole search in the tests below."""


class Seconds:
    """A clock that only annealing advances, by its work."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def seconds(monkeypatch: pytest.MonkeyPatch) -> Seconds:
    """Return the clock of the search. Only the annealer answers, with random seatings, so no room is proven."""
    clock = Seconds()
    for module in (budget, search_steps, portfolio, construction):
        monkeypatch.setattr(module, "time", clock)
    monkeypatch.setattr(background, "time", Seconds())  # stands still: background questions are never late
    monkeypatch.setattr(portfolio, "work_for_room", lambda model: FULL)

    class Proofless(Noting):
        def answer(self, question: Any, on_progress: Callable[[Found], None]) -> Answer:
            LOG.append((type(question).__name__, question))
            if not isinstance(question, Anneal):
                return NOTHING
            clock.now += question.work
            rng = Random(f"{question.seed} {question.work} {question.tables.tolist()}")
            tried = [question.tables, *(random_seating(rng, self.model) for _ in range(20))]
            best = min(tried, key=lambda tables: penalty_of(self.model, tables))
            return Answer(SolveStatus.UNDECIDED, best, None, None, question.chains * question.work)

    for module in (child, background):
        monkeypatch.setattr(module, "Child", Proofless)
    return clock


def steps_taken() -> dict[str, list[object]]:
    """Return what each worker was asked, in its order."""
    taken: dict[str, list[object]] = {"anneal": [], "exact": [], "background": []}
    for name, question in LOG:
        solve = question.solve if isinstance(question, SolveMip) else question
        who = "anneal" if name == "Anneal" else "background" if name in BACKGROUND else "exact"
        taken[who].append((name, solve.work, solve.seed, solve.tables.tolist()))
    return taken


def unproven(model: Model, effort: Effort) -> tuple[Outcome, dict[str, list[object]]]:
    """Return the outcome of a search, and what each worker was asked."""
    LOG.clear()
    found = best_plan(model, effort, 1, SILENT, child.Child())
    return found, steps_taken()


@pytest.mark.room
@pytest.mark.parametrize("size", SIZES)
def test_the_steps_under_a_limit_are_the_beginning_of_those_under_a_longer_one_or_none(
    take_for: Callable[[str], None], seconds: Seconds, size: str
) -> None:
    take_for(size)
    for seed in (3, 4):
        model, _ = drawn_room(seed=seed)
        whole, free = unproven(model, Effort(work=FULL))
        assert whole.ending is Ending.DONE
        before: dict[str, list[object]] = {who: [] for who in free}
        worst = None
        for limit in (0.01, 0.1, 0.3, 0.6, 1.5, 4.0):
            found, taken = unproven(model, Effort.until(seconds.now + limit * FULL))
            for who, asked_of in taken.items():
                assert before[who] == asked_of[: len(before[who])]
                longer, shorter = (asked_of, free[who]) if limit > 1 else (free[who], asked_of)
                assert shorter == longer[: len(shorter)]
            assert worst is None or found.value <= worst
            assert (found.value <= whole.value) if limit > 1 else (found.value >= whole.value)
            before, worst = taken, found.value


@pytest.mark.room
@pytest.mark.parametrize("size", ["exact first", "exact early", "MIP repeated"])
def test_a_limit_cuts_off_the_same_steps_where_people_sit_in_units(
    take_for: Callable[[str], None], seconds: Seconds, monkeypatch: pytest.MonkeyPatch, size: str
) -> None:
    """Each step has its share of the work for the room of units, with a limit and without one."""
    take_for(size)
    for module in (budget, portfolio):
        monkeypatch.setattr(module, "work_for_room", lambda model: FULL * model.n_persons)
    rng, seen = Random(11), 0
    while seen < 3:
        model, units = random_units(rng)
        whole, free = unproven(model, Effort.for_room(model))
        if whole.unmet or len(free["anneal"]) < 4 or units.model.n_persons == model.n_persons:
            continue  # the closest seating has a share of the time of its own
        seen += 1
        for limit in (0.1, 0.3, 0.6):
            found, taken = unproven(model, Effort.until(seconds.now + limit * FULL * units.model.n_persons))
            assert taken["anneal"]
            assert all(asked_of == free[who][: len(asked_of)] for who, asked_of in taken.items())
            assert found.value >= whole.value


def test_after_a_short_annealing_the_exact_engine_is_asked_early(
    seconds: Seconds, take_for: Callable[[str], None]
) -> None:
    """It starts from the seating found by then, and with little work."""
    take_for("exact early")
    unproven(drawn_room()[0], Effort(work=FULL))
    solves = [question for name, question in LOG if name == "Solve" and question.aim is Aim.PENALTY]
    annealed = asked()[: asked().index("Solve")].count("Anneal")
    assert annealed == 3  # 1/256, 2/256 and 4/256 of the full work, 3 % in all
    assert solves[0].work == pytest.approx(0.08 * FULL)


@pytest.mark.parametrize(("missing", "annealed"), [(1, 7 / 256), (10**6, None)])
def test_a_small_gap_to_the_first_bound_starts_the_mip_early(
    take_for: Callable[[str], None], monkeypatch: pytest.MonkeyPatch, missing: int, annealed: float | None
) -> None:
    """After 3 % of the annealing. Where the gap is large, the MIP waits for better bounds, or for ever."""
    take_for("MIP repeated")
    model, whole = drawn_room()
    model = replace(model, weights=1000 * model.weights)

    class Bounding(child.Child):  # type: ignore[misc, name-defined]
        def answer(self, question: Any, on_progress: Callable[[Found], None]) -> Answer:
            if isinstance(question, Anneal):
                return super().answer(question, on_progress)
            return Answer(SolveStatus.FOUND, None, None, max(0, 1000 * whole.best.penalty - missing), 0.0)

    started: list[float] = []
    monkeypatch.setattr(search_steps.Search, "start_mip", lambda search, share: started.append(search.annealed))
    for module in (child, background):
        monkeypatch.setattr(module, "Child", Bounding)
    best_plan(model, Effort(work=FULL), 1, SILENT, Bounding())
    assert (started[0] if started else None) == annealed


def test_without_a_limit_the_search_ends_after_one_pass(seconds: Seconds, take_for: Callable[[str], None]) -> None:
    take_for("MIP repeated")
    found, taken = unproven(drawn_room()[0], Effort(work=FULL))
    works = [question[1] for question in taken["anneal"]]  # type: ignore[index]
    assert works == [pytest.approx(FULL / 256 * 2**n) for n in range(8)]
    assert [question[0] for question in taken["background"]].count("BoundByClasses") == 1  # type: ignore[index]
    assert [question[0] for question in taken["background"]].count("BoundByColumns") == 1  # type: ignore[index]
    assert found.ending is Ending.DONE


def test_with_a_limit_longer_annealings_follow_until_the_deadline(
    seconds: Seconds, take_for: Callable[[str], None]
) -> None:
    take_for("MIP repeated")
    began = seconds.now
    found, taken = unproven(drawn_room()[0], Effort.until(began + 5.0 * FULL))
    works = [question[1] for question in taken["anneal"]]  # type: ignore[index]
    assert works == [pytest.approx(FULL / 256 * 2**n) for n in range(11)]
    assert seconds.now >= began + 5.0 * FULL > seconds.now - works[-1]
    assert len([question for question in taken["background"] if question[0] == "BoundByColumns"]) == 1  # type: ignore[index]
    assert found.ending is Ending.TIME


@pytest.mark.parametrize("size", SIZES)
def test_no_step_depends_on_how_far_the_background_solver_has_come(
    take_for: Callable[[str], None], seconds: Seconds, monkeypatch: pytest.MonkeyPatch, size: str
) -> None:
    """A bound that makes the gap small comes at once, or only when the search waits for it."""
    take_for(size)
    model, whole = drawn_room()
    model = replace(model, weights=1000 * model.weights)
    is_there = Event()

    class Bounding(child.Child):  # type: ignore[misc, name-defined]
        is_early = True

        def answer(self, question: Any, on_progress: Callable[[Found], None]) -> Answer:
            if isinstance(question, Anneal) and self.is_early:
                is_there.wait(5.0)
            if not isinstance(question, BoundByClasses):
                return super().answer(question, on_progress)
            LOG.append((type(question).__name__, question))
            let_pass(0.0 if self.is_early else 0.3)
            bound = 1000 * whole.best.penalty - 1
            on_progress(Found(None, bound))
            is_there.set()
            return Answer(SolveStatus.FOUND, None, None, bound, 0.0)

    for module in (child, background):
        monkeypatch.setattr(module, "Child", Bounding)
    taken = []
    for Bounding.is_early in (True, False):
        LOG.clear()
        assert best_plan(model, Effort(work=FULL), 1, SILENT, Bounding()).status is Status.FEASIBLE
        taken.append(steps_taken())
    assert taken[0] == taken[1]
    assert "SolveMip" in asked()


@pytest.mark.parametrize("size", SIZES)
def test_the_closest_seating_is_searched_again_with_more_work_while_time_is_left(
    take_for: Callable[[str], None], seconds: Seconds, monkeypatch: pytest.MonkeyPatch, size: str
) -> None:
    """Without a limit it is searched once. Of the time left, a part is kept for explaining why it is impossible."""
    take_for(size)
    rng = Random(5)
    while True:  # arithmetic proves that musts cannot be met, but not which seating is the closest
        model = small_room(rng, ("constant",), must=0.8)
        if value_bound(model).unmet and penalty_of(model, construct(model, 1)) > value_bound(model):
            break
    shares: list[float] = []

    def find(self: search_steps.Search, share: float, solve: object) -> None:
        shares.append(share)
        seconds.now += share * FULL

    monkeypatch.setattr(search_steps.Search, "find_closest", find)
    scale, part = (0.2, 0.2) if size == "too large for a proof" else (1.0, 0.5)
    for effort, times in ((Effort(work=FULL), 1), (Effort.until(seconds.now + 20.0 * FULL / part), 0)):
        began = seconds.now
        shares.clear()
        LOG.clear()
        found = best_plan(model, effort, 1, SILENT, child.Child())
        assert found.status is Status.IMPOSSIBLE
        times = times or len(shares)
        assert shares == [pytest.approx(0.3 * scale * 2**n) for n in range(times)]
        annealed = [question.work for name, question in LOG if name == "Anneal"]
        assert annealed[: len(shares)] == [pytest.approx(0.2 * scale * FULL * 2**n) for n in range(len(shares))]
        proofs = [question for name, question in LOG if name == "Solve" and question.aim is Aim.BOTH]
        assert bool(proofs) == (size != "too large for a proof")
        if effort.work is None:
            assert len(shares) > 4
            assert seconds.now >= began + 20.0 * FULL
            assert seconds.now - annealed[-1] - shares[-1] * FULL < began + 20.0 * FULL
