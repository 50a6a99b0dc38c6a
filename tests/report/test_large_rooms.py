"""Pages of a large room: what is counted for a table does not look at the whole room once per table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from seating import plan
from seating.analysis import assets, demand, power
from seating.report import seat_reasons
from seating.report.languages import words_in
from tests.report.made_up import large


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """Return how often the functions below were called."""
    found: Counter[str] = Counter()

    def counting(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*args: Any) -> Any:
            found[name] += 1
            return function(*args)

        return counted

    monkeypatch.setattr(plan, "_at_tables", counting("at tables", plan._at_tables))
    monkeypatch.setattr(seat_reasons, "choose_score", counting("scores", demand.choose_score))
    return found


def test_people_are_sorted_by_table_once(calls: Counter[str]) -> None:
    result = large(60, 20)
    calls.clear()
    power.find_dominances(result.room, result.plan, ["organization"])
    assets.list_assets(result.room, result.plan, None)
    assert calls["at tables"] == 2


def test_each_person_s_scores_are_compared_once_per_focus(calls: Counter[str]) -> None:
    result = large(60, 20)
    seat_reasons.seat_reasons(result, words_in("en"))
    assert 0 < calls["scores"] <= 60 * len({table.focus for table in result.room.tables})
    assert len({table.focus for table in result.room.tables}) < 20
