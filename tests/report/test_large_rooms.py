"""Pages of a large room: what is counted for a table does not look at the whole room once per table."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from seating.analysis import assets, power, table_demand
from seating.report import pages, seat_reasons
from seating.report.pages import render_report
from seating.report.sections import people, tables
from seating.room import plan as plans
from seating.room.plan import Plan
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

    monkeypatch.setattr(plans, "_at_tables", counting("at tables", plans._at_tables))
    monkeypatch.setattr(seat_reasons, "choose_score", counting("scores", table_demand.choose_score))
    return found


def test_people_are_sorted_by_table_once(calls: Counter[str]) -> None:
    result = large(60, 20)
    plan = Plan(dict(result.plan.seats))  # one that no one has looked at
    calls.clear()
    power.find_dominances(result.room, plan, ["organization"])
    assets.list_needs(result.room, plan)
    assert calls["at tables"] == 1


def test_each_person_s_scores_are_compared_once_per_focus(calls: Counter[str]) -> None:
    result = large(60, 20)
    seat_reasons.seat_reasons(result)
    assert 0 < calls["scores"] <= 60 * len({table.focus for table in result.room.tables})
    assert len({table.focus for table in result.room.tables}) < 20


@pytest.fixture
def many(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a room of more than 15 tables be a very large one, with at most 5 cards."""
    for module in (pages, people, tables):
        monkeypatch.setattr(module, "MANY_TABLES", 15)
    monkeypatch.setattr(tables, "MOST_CARDS", 5)


@pytest.mark.usefixtures("many")
def test_a_very_large_room_has_cards_of_the_worst_tables_and_no_list_of_people() -> None:
    result = large(60, 20)
    page = render_report(result)
    assert page.count('<article class="card"') == 5
    assert "Tables with an unmet requirement: 20 of 20 · Cards, of the tables where most is unmet: 5" in page
    assert "Everyone with their table:" in page
    assert '<table class="people-az">' not in page
    assert "<script>" not in page


@pytest.mark.usefixtures("many")
def test_no_link_of_a_very_large_report_leads_nowhere() -> None:
    page = render_report(large(60, 20))
    there = set(re.findall(r' id="([^"]+)"', page))
    linked = re.findall(r'href="#([^"]+)"', page)
    assert len(linked) > 10
    assert set(linked) <= there


@pytest.mark.usefixtures("many")
def test_the_worst_tables_are_those_with_unmet_musts_then_those_that_cost_most() -> None:
    result = large(60, 20)
    lacks = {card.place.table.id: card.lacks for card in tables.list_cards(large(60, 15))[0]}
    assert len(lacks) == 15  # not a very large room
    shown, _ = tables.list_cards(result)
    numbers = [card.place.number for card in shown]
    assert numbers == sorted(numbers)
    cost: Counter[str] = Counter()
    for verdict in result.review.verdicts.values():
        for finding in verdict.findings:
            cost[finding.table] += finding.shortfall
    least = min(cost[card.place.table.id] for card in shown)
    others = {table.id for table in result.room.tables} - {card.place.table.id for card in shown}
    assert all(cost[table] <= least for table in others)
