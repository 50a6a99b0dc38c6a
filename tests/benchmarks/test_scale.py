"""The measurements of tasks and what is predicted from them."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks import __main__ as program
from benchmarks import costs as measuring
from benchmarks.costs import MeasuringExecutor, crowding
from benchmarks.families import scale
from benchmarks.section import Section
from benchmarks.simulator import Cost
from seating.tasks.executor import SequentialExecutor
from seating.tasks.task import SearchTask
from tests.engines.rooms import big_model


def test_the_measuring_executor_gives_the_results_of_the_plain_one() -> None:
    tasks = [SearchTask(big_model(12, 3), 0.01, seed) for seed in range(2)]
    measuring = MeasuringExecutor()
    measured, plain = dict(measuring.run(tasks)), dict(SequentialExecutor().run(tasks))
    assert all(np.array_equal(measured[n].tables, plain[n].tables) for n in range(2))
    assert len(measuring.costs) == 2
    assert all(cost.computing > 0 and cost.megabytes > 0 for cost in measuring.costs)


@pytest.mark.parametrize(("processes", "factor"), [(2, 1.1), (4, 1.25)])
def test_crowding_is_what_sharing_the_processors_does_not_explain(monkeypatch, processes: int, factor: float) -> None:
    """Alone 2 s; two on two processors 2.2 s; four on two 5 s, where half of a processor each explains 4 s."""
    monkeypatch.setattr(measuring, "_seconds_at_once", lambda _, number: {1: 2.0, 2: 2.2, 4: 5.0}[number])
    assert crowding(SequentialExecutor, processes, 2) == pytest.approx(factor)


def test_a_driver_that_is_busy_longer_than_a_worker_is_the_limit_from_one_worker(monkeypatch) -> None:
    monkeypatch.setattr(scale, "PEOPLE", (100_000,))
    monkeypatch.setattr(scale, "MANY", 100)
    part = Cost(preparing=0.1, megabytes=0.1, computing=2.0, taking=0.1)
    small, whole = [Cost(0.5, 0.1, 0.5, 0.5)], [Cost(0.0005, 0.01, 1.0, 0.0005)]
    rows = list(scale._predict([part] * 10, [part] * 4, small, whole))
    assert [len(row) for row in rows] == [len(scale.PREDICTED_HEADINGS)] * 4
    assert [row[-1] for row in rows] == ["10 workers", "1 worker", "1,000 workers", "10 workers"]
    assert rows[0][1] == "7 min"  # 200 parts of 2 s on one worker


def test_a_section_writes_its_blocks(tmp_path, monkeypatch) -> None:
    page, blocks = tmp_path / "benchmarks.md", tmp_path / "scale.md"
    blocks.write_text("# Scale\n\n<!-- tasks -->\n\nold\n\n<!-- /tasks -->\n", encoding="utf-8")
    section = Section("Many", "Said.", ("a",), [["1"]], {"tasks": ["| new |"]})
    family = type("Family", (), {"ORDER": None, "run": staticmethod(lambda bench: section)})
    monkeypatch.setattr(program, "families", lambda: {"scale": family})
    monkeypatch.setattr(program, "PAGE", page)
    monkeypatch.setattr(program, "SCALE", blocks)
    monkeypatch.setattr(program, "_compared", lambda bench: "")
    assert program.main(["scale", "--write"]) == 0
    assert "| new |" in blocks.read_text(encoding="utf-8")
    assert "old" not in blocks.read_text(encoding="utf-8")
    assert not page.exists(), "what is on the page of scale is not on that of the benchmarks"
