"""If not all musts can be met, a table that is `for` some people is held with fewer, and not with others."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any

import pytest

from seating.api.repair import repair_request
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


def shop_and_farm(shops: int) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return a list of twelve people, and a table for each of their trades; that of the shops needs five."""
    names = ("Ana", "Ben", "Cam", "Dee", "Eli", "Fay", "Gus", "Hal", "Ida", "Jon", "Kim", "Lou")
    rows = [{"name": name, "trade": "shop" if n < shops else "farm"} for n, name in enumerate(names)]
    tables = [
        {"id": "shop", "for": {"trade": "shop"}, "seats": {"min": 5, "max": 9}},
        {"id": "farm", "for": {"trade": "farm"}, "seats": {"min": 2, "max": 12 - shops}},
    ]
    return rows, tables


def test_rounds_planned_together_hold_a_session_with_fewer() -> None:
    """Only one round at a time let the others yield first."""
    rows, tables = shop_and_farm(2)
    first = solve_request(Request(rows, {"tables": tables}, write=False, work=0.2, rounds=2))
    for one in (first, *first.ahead):
        assert one.status is not Status.OPTIMAL
        assert of_other_kinds(one) == 0


def test_a_repair_holds_a_session_with_fewer_and_moves_no_one_for_it(tmp_path: Path) -> None:
    """Three of the five at the table for shops have cancelled, and a newcomer of the other trade was put there."""
    rows, tables = shop_and_farm(5)
    lines = [f"{row['name']},{row['trade']}" for row in rows]
    (tmp_path / "seats.csv").write_text("\n".join(["name,table", *lines, ""]), encoding="utf-8")
    now = [*rows[3:], {"name": "Mia", "trade": "farm"}]
    found = repair_request(Request(now, {"tables": tables}, write=False, work=0.2), tmp_path / "seats.csv")
    assert of_other_kinds(found) == 0
    assert {move.person for move in found.moves} <= {person.id for person in found.people if person.label == "Mia"}
