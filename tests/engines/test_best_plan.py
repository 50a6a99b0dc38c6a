"""The strategy as a whole: correct on tiny rooms, never without a seating, repeatable with the same seed."""

from __future__ import annotations

import time
from dataclasses import replace
from itertools import combinations
from random import Random

import numpy as np
import pytest

from seating.engines import SILENT, Child, Effort, Ending, Outcome, Status, best_plan
from seating.engines.incumbent import Incumbent
from seating.engines.local_search.construction import construct
from seating.engines.messages import BoundByRelaxation
from seating.engines.portfolio import FIRST_BOUND
from seating.engines.search_steps import Search
from seating.model import Model, Value, build_model, penalty_of
from seating.terms import SharedTerm
from tests.builders import brute_force
from tests.conftest import Interpreter
from tests.engines.drawn import random_convening, random_model
from tests.engines.every import best_of_all
from tests.engines.rooms import big_model
from tests.examples import seeded
from tests.random_requirements import drawn_kinds, random_requirement
from tests.random_rooms import random_room


def solved(model: Model, child: Child, seed: int = 0) -> Outcome:
    outcome = best_plan(model, Effort.for_room(model), seed, SILENT, child)
    assert outcome.ending is Ending.DONE
    assert penalty_of(model, outcome.tables) == outcome.value
    return outcome


def hold_against_every_seating(model: Model, best: Value, child: Child) -> None:
    outcome = solved(model, child)
    assert outcome.value == best
    if best.unmet:
        assert (outcome.status, outcome.bound) == (Status.IMPOSSIBLE, None)
    else:
        assert (outcome.status, outcome.bound) == (Status.OPTIMAL, best.penalty)


@pytest.mark.room
def test_random_models_come_out_best_and_proven(child: Child) -> None:
    rng = Random(1)
    for n in range(60):
        model = random_model(rng) if n % 2 else random_convening(rng)
        hold_against_every_seating(model, best_of_all(model), child)


def test_random_convenings_come_out_as_the_checkers_find_by_trying_every_seating(child: Child) -> None:
    rng = Random(2)
    for _ in range(15):
        room = random_room(rng, most_persons=4)
        drawn = [rng.choice(drawn_kinds()) for _ in range(rng.randint(1, 4))]
        asked = [
            random_requirement(rng, room, kind).model_copy(update={"id": f"{kind}-{n}"}) for n, kind in enumerate(drawn)
        ]
        best, meeting = brute_force(room, asked)
        assert (best.unmet == 0) == (meeting > 0)
        hold_against_every_seating(build_model(room, asked), best, child)


@pytest.mark.night
@seeded(30)
def test_other_random_models_come_out_best_and_proven(child: Child, seed: int) -> None:
    rng = Random(seed)
    model = random_model(rng) if seed % 2 else random_convening(rng)
    hold_against_every_seating(model, best_of_all(model), child)


@pytest.mark.room
def test_rounds_alone_bring_a_larger_room_far_down(child: Child) -> None:
    model = big_model(600, 60)
    outcome = best_plan(model, Effort(work=0.5), 0, SILENT, child)
    assert outcome.unmet == 0
    assert outcome.bound is not None
    assert outcome.penalty < penalty_of(model, construct(model, 0)).penalty


@pytest.mark.room
def test_musts_that_counting_alone_refutes_are_impossible(child: Child) -> None:
    model = big_model(60, 6)
    too_few = np.array([term.high[0] - 1 for _, term in model.terms[:1]])
    model.terms[0][1].high[:] = model.terms[0][1].low[:] = too_few
    outcome = solved(model, child)
    assert (outcome.status, outcome.unmet) == (Status.IMPOSSIBLE, 6)


RUN = """
from seating.engines import SILENT, Child, Effort, best_plan
from tests.engines.rooms import big_model
with Child() as child:
    model = big_model(80, 8)
    print(best_plan(model, Effort(work=0.3), 5, SILENT, child).tables.tolist())
"""


@pytest.mark.room
def test_the_same_seed_gives_the_same_seating_in_a_new_process(python: Interpreter) -> None:
    runs = [python.run("-c", RUN).stdout for _ in range(2)]
    assert runs[0]
    assert runs[0] == runs[1]


def test_the_parent_never_imports_the_solver(python: Interpreter) -> None:
    says = RUN.replace("80, 8", "12, 2") + "import sys; print('ortools' in sys.modules, 'pandas' in sys.modules)"
    out = python.run("-c", says).stdout
    assert out.splitlines()[-1] == "False False"


@pytest.mark.room  # the faster the machine, the more work in the same seconds
def test_a_time_limit_holds(child: Child, monkeypatch) -> None:
    """No worker is asked anything that may take longer than the limit, or that is asked after it.

    The cheapest bound has a little longer, because without it nothing is proven.
    """
    deadlines: list[tuple[bool, float | None]] = []
    asked_after = []
    ask = Child.ask

    def noting(self: Child, question: object, deadline: float | None = None, *others: object) -> object:
        deadlines.append((isinstance(question, BoundByRelaxation), deadline))
        asked_after.append(time.monotonic() > limit + 2.0)  # a thread may be paused just before it asks
        return ask(self, question, deadline, *others)

    monkeypatch.setattr(Child, "ask", noting)
    monkeypatch.setattr(Incumbent, "is_optimal", property(lambda self: False))  # only the limit ends the search
    limit = time.monotonic() + 1.5
    outcome = best_plan(big_model(120, 12), Effort.until(limit), 0, SILENT, child)
    assert deadlines
    for is_first_bound, deadline in deadlines:
        assert deadline is not None
        assert deadline <= limit + (FIRST_BOUND if is_first_bound else 0)
    assert not any(asked_after)
    assert outcome.unmet == 0
    assert outcome.ending is Ending.TIME


def test_a_deadline_that_is_over_still_seats_everybody(child: Child) -> None:
    model = big_model(80, 8)
    outcome = best_plan(model, Effort.until(time.monotonic()), 0, SILENT, child)
    assert len(outcome.tables) == 80
    assert outcome.unmet == 0


@pytest.mark.room
def test_jobs_are_chains_and_repeat_themselves(child):
    model = big_model(84, 12)
    three = Effort(work=0.3, jobs=3)
    once, again = (best_plan(model, three, 0, SILENT, child).tables.tolist() for _ in range(2))
    assert once == again
    assert best_plan(model, Effort(work=0.3), 0, SILENT, child).tables.tolist() != once


def test_only_rooms_in_which_most_pairs_cost_something_are_of_pairs(child):
    counts = Search(big_model(24, 3), Effort(work=1.0), 0, SILENT, child)
    assert not counts.is_pair_heavy
    everyone = np.array(list(combinations(range(counts.model.n_people), 2)), dtype=np.int64)
    tables = np.arange(3, dtype=np.int64)
    for share, expected in ((1.0, True), (0.3, False)):
        pairs = everyone[: int(len(everyone) * share)]
        term = SharedTerm(pairs, np.ones(len(pairs), dtype=np.int64), tables)
        model = replace(counts.model, terms=(*counts.model.terms, (0, term)))
        assert Search(model, Effort(work=1.0), 0, SILENT, child).is_pair_heavy is expected
