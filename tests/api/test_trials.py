"""Ways out of a conflict are tried on a copy."""

from __future__ import annotations

from pathlib import Path

import pytest

from seating.api.searches.trials import apply_change, find_change, try_way_out
from seating.engines import Status
from tests.api.conflicting import BALANCE, LABOR, TABLES, one_way, solve, write


@pytest.mark.parametrize("kind", ["relax", "drop"])
def test_with_a_way_out_the_other_musts_are_met(kind: str, tmp_path: Path) -> None:
    request = write(tmp_path, LABOR + BALANCE)
    inputs, result = solve(request)
    assert result.status is Status.IMPOSSIBLE
    trial = try_way_out(inputs, result, one_way(result, kind), request)
    assert (trial.status, trial.unmet) == (Status.OPTIMAL, 0)
    assert trial.bound == trial.penalty
    assert set(trial.moved) == {p for p, table in trial.seats.items() if result.plan.seats[p] != table}


def test_a_relaxed_must_falls_short_by_no_more_than_in_the_closest_seating(tmp_path: Path) -> None:
    request = write(tmp_path, LABOR + "  - {kind: balance, of: sector, weight: 50}\n")
    inputs, result = solve(request)
    closest = result.review.verdicts["labor"].shortfall
    trial = try_way_out(inputs, result, one_way(result, "relax"), request)
    assert [(verdict.requirement, verdict.shortfall) for verdict in trial.short] == [("labor", closest)]


def test_seats_are_added_where_they_are_missing(tmp_path: Path) -> None:
    request = write(tmp_path, BALANCE, TABLES.replace("seats: 3", "seats: 1-2"))
    inputs, result = solve(request)
    trial = try_way_out(inputs, result, one_way(result, "seat"), request)
    assert sum(trial.change.seats.values()) == 2
    assert trial.unmet == 0


def test_invited_people_sit_in_the_trial_and_nowhere_else(tmp_path: Path) -> None:
    request = write(tmp_path, LABOR, TABLES.replace("seats: 3", "seats: 3-5"))
    inputs, result = solve(request)
    trial = try_way_out(inputs, result, one_way(result, "recruit"), request)
    assert trial.unmet == 0
    assert len(trial.seats) == 6 + 2
    assert len(inputs.room.people) == 6


def test_a_must_from_a_cell_can_be_dropped_in_a_trial(tmp_path: Path) -> None:
    people = "name,with,pin\nAna,Ben,one\nBen,,two\nCam,,\nDee,,\n"
    request = write(tmp_path, "  - {kind: new_company}\n", people=people)
    inputs, result = solve(request)
    assert try_way_out(inputs, result, one_way(result, "drop"), request).unmet == 0


def test_nothing_changes_in_the_inputs(tmp_path: Path) -> None:
    request = write(tmp_path, LABOR)
    inputs, result = solve(request)
    before = [*inputs.requirements], inputs.room
    for way in result.ways_out:
        apply_change(inputs, find_change(result, way))
    assert ([*inputs.requirements], inputs.room) == before
