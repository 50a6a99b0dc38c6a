"""A search that is cut off has the start of what one without a limit has, so it is never better."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.family_weddings import FamilyWedding, write_family_wedding
from benchmarks.generate import Spec, write_convening
from seating.api.inputs import read_round
from seating.api.request import Request
from seating.engines import SILENT, Effort, best_plan, budget
from seating.engines.in_process import InProcess
from seating.engines.messages import Answer, Engine, Found, Question
from seating.engines.worker import never
from seating.interrupts import StopSignal
from seating.model import Model, build_model

FULL = 0.15
"""Work units of a whole search here, instead of `LEAST_WORK`."""

ROOMS = (
    Spec("ordinary", 60, 6, 41),
    Spec("hard", 36, 4, 41),
    Spec("pairs", 24, 3, 41),
    Spec("languages", 40, 4, 41),
    Spec("typical", 30, 3, 41),
    FamilyWedding(28),
)


class Counting(InProcess):
    """Counts the work of all answers together, and is interrupted before the question at which some work is spent."""

    def __init__(self, limit: float, spent: list[float] | None = None) -> None:
        super().__init__()
        self.limit, self.spent = limit, [0.0] if spent is None else spent

    def sibling(self, engine: Engine, stop_signal: StopSignal | None = None) -> Counting:
        return Counting(self.limit, self.spent)

    def ask(
        self,
        question: Question,
        deadline: float | None = None,
        on_progress: Callable[[Found], None] | None = None,
        is_enough: Callable[[], bool] = never,
    ) -> Answer:
        if self.spent[0] >= self.limit:
            raise KeyboardInterrupt
        answer = super().ask(question, deadline, on_progress, is_enough)
        self.spent[0] += answer.work
        return answer


def read(room: Spec | FamilyWedding, folder: Path) -> Model:
    files = write_convening(room, folder) if isinstance(room, Spec) else write_family_wedding(room, folder)
    inputs = read_round(Request(*files, write=False))
    return build_model(inputs.room, inputs.requirements)


@pytest.mark.room
@pytest.mark.parametrize("room", ROOMS, ids=lambda room: getattr(room, "family", "wedding"))
def test_a_search_without_a_limit_is_no_worse_than_one_that_is_cut_off(
    room: Spec | FamilyWedding, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One with a time limit is cut off on the way, and where the other one ends."""
    monkeypatch.setattr(budget, "LEAST_WORK", FULL)
    model, whole = read(room, tmp_path), Counting(float("inf"))
    found = best_plan(model, Effort.for_room(model), 3, SILENT, whole)
    for share in (0.3, 1.0):
        worker = Counting(share * whole.spent[0])
        cut = best_plan(model, Effort.until(time.monotonic() + 1e6), 3, SILENT, worker)
        assert cut.bound is not None
        assert found.bound is not None
        assert found.value <= cut.value
        assert found.bound >= cut.bound
