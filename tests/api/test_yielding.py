"""If not all musts can be met, a table that is `for` some people is held with fewer, and not with others."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from seating.api.request import Request
from seating.api.solve import solve_request
from seating.engines import Status
from tests.examples import seeded

pytestmark = pytest.mark.room


def solved(rows: list[dict[str, Any]], tables: list[dict[str, Any]], asked: list[dict[str, Any]]) -> Any:
    return solve_request(Request(rows, {"tables": tables, "requirements": asked}, write=False, work=0.2))


def of_other_kinds(result: Any) -> int:
    """Count the people who sit at a table that is for people of another kind."""
    kind = {person.id: person.values("trade")[0] for person in result.room.people}
    return sum(kind[person] != table for person, table in result.plan.seats.items())


@pytest.mark.parametrize("least", [3, 5])
def test_a_session_is_held_with_fewer_and_not_with_people_of_another_kind(least: int) -> None:
    """Others were seated there to reach the minimum, which lacks as many units as to hold it with two."""
    rows = [{"name": f"P{n}", "trade": "shop" if n < 2 else "farm", "speaks": "en"} for n in range(12)]
    tables = [
        {"id": "shop", "for": {"trade": "shop"}, "seats": {"min": least, "max": 9}},
        {"id": "farm", "for": {"trade": "farm"}, "seats": {"min": 2, "max": 12}},
    ]
    result = solved(rows, tables, [])
    assert result.status is Status.IMPOSSIBLE
    assert of_other_kinds(result) == 0
    assert {finding.table for finding in result.review.verdicts["size-1"].findings} == {"shop"}


@seeded(12)
def test_no_one_sits_at_a_table_for_others_if_all_fit_at_their_own(seed: int) -> None:
    """Every table holds all people of its kind, so that a seating without others always exists."""
    rng = Random(seed)
    kinds = ("shop", "farm")
    tables = [{"id": kind, "for": {"trade": kind}, "seats": {"min": rng.randint(0, 4), "max": 5}} for kind in kinds]
    rows = [
        {"name": f"P{n}", "trade": rng.choice(kinds), "can_come": rng.choice(["", "", "shop", "farm"])}
        for n in range(5)
    ]
    result = solved(rows, tables, [{"kind": "keep_from", "of": "can_come"}])
    if result.status is Status.IMPOSSIBLE:
        assert of_other_kinds(result) == 0


def test_the_people_of_one_row_are_not_parted_to_hold_two_sessions() -> None:
    """One of the two sat at each session, because to leave a session empty lacks as many units."""
    rows = [{"name": "Sol Ode +1", "trade": "shop"}, {"name": "Kay Lund", "trade": "farm"}]
    tables = [
        {"id": "early", "for": {"trade": "shop"}, "seats": "1-9"},
        {"id": "late", "for": {"trade": "shop"}, "seats": "1-9"},
        {"id": "farm", "for": {"trade": "farm"}, "seats": "1-9"},
    ]
    result = solved(rows, tables, [])
    assert result.status is Status.IMPOSSIBLE
    assert {one for one, verdict in result.review.verdicts.items() if verdict.shortfall} == {"size-1"}
