"""The work around the search grows with the list: in twice the room, each line is executed about twice as often."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

import seating
from benchmarks.generate import Spec, write_convening
from seating.api import one_round, recruit
from seating.api.request import Request
from seating.api.solve import solve_request
from seating.engines.interruption import Ending
from seating.engines.local_search.construction import construct
from seating.engines.outcome import Outcome, Status, outcome_of
from seating.model import Model

SMALL = 60
"""People in the smaller room; the larger one has twice as many. Four sit at each table."""

FEW = 1_000
"""A line that is executed less often in the larger room is not compared. What looks at every table for every person is
executed 3,600 times."""

MOST_TIMES = 3.3
"""What grows with the square of the room is executed four times as often in twice the room."""


def seated_at_once(model: Model, *_: Any) -> Outcome:
    """Return the first seating as the outcome of a search."""
    return outcome_of(model, construct(model, 0), 0, 0.0, Ending.DONE, Status.NO_SEATING)


def count_lines(people: int, folder: Path) -> Counter[str]:
    """Seat a room without a search, write its files, and return how often each line of the program was executed.

    Each turn of a comprehension counts.
    """
    listed, convening = write_convening(Spec("ordinary", people, people // 4, 1), folder)
    package = str(Path(seating.__file__).parent)
    lines: Counter[tuple[str, int]] = Counter()

    def count(frame: FrameType, event: str, _: Any) -> Any:
        if event == "line":
            lines[frame.f_code.co_filename, frame.f_lineno] += 1
        return count

    def enter(frame: FrameType, event: str, _: Any) -> Any:
        return count if frame.f_code.co_filename.startswith(package) else None

    before = sys.gettrace()
    sys.settrace(enter)
    try:
        solve_request(Request(listed, convening, out=folder / "out", packet=False))
    finally:
        sys.settrace(before)
    return Counter({f"{file}:{line}": number for (file, line), number in lines.items()})


@pytest.mark.room
def test_nothing_is_done_for_every_person_at_every_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(one_round, "best_plan", seated_at_once)
    monkeypatch.setattr(recruit, "RECRUITMENT_SIZE", 0)  # the limits of large rooms hold in these small ones
    small, large = (count_lines(people, tmp_path / str(people)) for people in (SMALL, 2 * SMALL))
    compared = {name: (small[name], number) for name, number in large.items() if number >= FEW}
    assert len(compared) > 100
    assert {name: pair for name, pair in compared.items() if pair[1] > MOST_TIMES * pair[0]} == {}
