"""Without a time limit, load, hash seeds and the mood of threads change nothing: not the seating, not what clashes."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import numpy as np
import pytest

from seating.engines import SILENT, Child, Effort, FeasibilityOracle, best_plan
from seating.engines.local_search.construction import construct
from seating.engines.messages import Answer, Found, Question
from seating.engines.worker import never
from tests.conftest import Interpreter
from tests.engines.drawn import random_model
from tests.engines.rooms import big_model
from tests.waiting import let_pass

RUN = """
from seating.engines import SILENT, Child, Effort, best_plan
from tests.engines.rooms import big_model
with Child() as child:
    for people, tables, work in ((84, 12, 0.25), (60, 10, 0.1)):
        found = best_plan(big_model(people, tables), Effort(work=work), 3, SILENT, child)
        print(found.tables.tolist(), found.status, found.bound)
"""

BURN = "while True: pass"


class Moody(Child):
    """Tells what is found on the way in another order, late, and of seatings that no answer holds."""

    def __init__(self, mood: int) -> None:
        super().__init__()
        self._mood = Random(mood)

    def ask(
        self,
        question: Question,
        deadline: float | None = None,
        hear: Callable[[Found], None] | None = None,
        is_enough: Callable[[], bool] = never,
    ) -> Answer:
        told: list[Found] = []
        let_pass(self._mood.random() / 50)
        answer = super().ask(question, deadline, told.append, is_enough)
        self._mood.shuffle(told)
        for found in told[: self._mood.randint(0, len(told))]:
            if hear is not None:
                hear(found)
        return answer


def seating_under(hash_seed: str, python: Interpreter) -> str:
    done = python.run("-c", RUN, env={"PYTHONHASHSEED": hash_seed})
    assert done.returncode == 0, done.stderr
    return str(done.stdout)


@pytest.mark.room
def test_hash_seeds_and_load_do_not_change_the_seating(python: Interpreter) -> None:
    """A background solver works at the same time. Its answers come sooner in one run and later in another."""
    calm = seating_under("1", python)
    assert calm
    assert "optimal" in calm
    for _ in range(3):
        python.start("-c", BURN)
    assert {seating_under("2", python), seating_under("random", python)} == {calm}


@pytest.mark.room
def test_what_is_told_on_the_way_does_not_change_the_seating() -> None:
    model = big_model(48, 6)
    found = []
    for mood in range(3):
        with Moody(mood) as child:
            found.append(best_plan(model, Effort(work=0.8), 0, SILENT, child).tables)
    assert all(np.array_equal(found[0], other) for other in found[1:])


def test_what_clashes_repeats_itself(child: Child) -> None:
    rng = Random(8)
    for _ in range(10):
        model = random_model(rng, must=1.0)
        begun = construct(model, 0)
        found = [FeasibilityOracle(model, child, [begun]).clash_among(model.requirement_ids) for _ in range(2)]
        assert found[0] == found[1]
