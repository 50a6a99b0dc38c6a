"""A way out is written into the convening as the trial had it."""

from __future__ import annotations

from pathlib import Path

import pytest

from seating.api.editing.convening_edits import edit_convening, with_edits
from seating.api.inputs import RoundInputs, read_round
from seating.api.request import Request
from seating.api.searches.trials import Trial, apply_change, try_way_out
from seating.api.searches.way_edits import list_way_edits
from tests.api.conflicting import BALANCE, LABOR, TABLES, one_way, solve, write


def take(request: Request, inputs: RoundInputs, trial: Trial) -> RoundInputs:
    """Take a way out and return the inputs that are read then."""
    edits = list_way_edits(request, inputs, trial.change)
    assert edits is not None
    tried = read_round(with_edits(request, edits))
    edit_convening(request, edits, trial.way.sentence)
    after = read_round(request)
    assert after.requirements == tried.requirements
    return after


@pytest.mark.parametrize("kind", ["relax", "drop"])
def test_a_way_out_is_taken_as_it_was_tried(kind: str, tmp_path: Path) -> None:
    request = write(tmp_path, LABOR + BALANCE)
    inputs, result = solve(request)
    trial = try_way_out(inputs, result, one_way(result, kind), request)
    after = take(request, inputs, trial)
    tried = apply_change(inputs, trial.change).requirements
    assert [(r.id, r.is_must, r.weight) for r in after.requirements] == [(r.id, r.is_must, r.weight) for r in tried]
    _, again = solve(request)
    assert (again.status, again.penalty) == (trial.status, trial.penalty)
    assert "# two are needed" in (tmp_path / "convening.yaml").read_text(encoding="utf-8")


def test_seats_are_written_at_their_tables(tmp_path: Path) -> None:
    request = write(tmp_path, BALANCE, TABLES.replace("seats: 3", "seats: 1-2"))
    inputs, result = solve(request)
    after = take(request, inputs, try_way_out(inputs, result, one_way(result, "seat"), request))
    assert sum(table.seats.maximum or 0 for table in after.room.tables) == 6


def test_people_who_are_not_on_the_list_cannot_be_written(tmp_path: Path) -> None:
    request = write(tmp_path, LABOR, TABLES.replace("seats: 3", "seats: 3-5"))
    inputs, result = solve(request)
    trial = try_way_out(inputs, result, one_way(result, "recruit"), request)
    assert list_way_edits(request, inputs, trial.change) is None


def test_a_must_from_a_cell_cannot_be_dropped_in_the_convening(tmp_path: Path) -> None:
    people = "name,with,pin\nAna,Ben,one\nBen,,two\nCam,,\nDee,,\n"
    request = write(tmp_path, "  - {kind: new_company}\n", people=people)
    inputs, result = solve(request)
    trial = try_way_out(inputs, result, one_way(result, "drop"), request)
    assert list_way_edits(request, inputs, trial.change) is None


def test_tables_that_are_only_counted_are_written_out(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text("name\nAna\nBen\nCam\n", encoding="utf-8")
    (tmp_path / "convening.yaml").write_text("tables: {count: 2, seats: 1}\n", encoding="utf-8")
    request = Request(tmp_path / "people.csv", out=tmp_path / "out", write=False)
    inputs, result = solve(request)
    after = take(request, inputs, try_way_out(inputs, result, one_way(result, "seat"), request))
    assert sum(table.seats.maximum or 0 for table in after.room.tables) == 3


def test_a_usual_requirement_that_is_relaxed_is_written(tmp_path: Path) -> None:
    request = write(tmp_path, BALANCE, TABLES.replace("seats: 3", "seats: 4"))
    inputs, result = solve(request)
    after = take(request, inputs, try_way_out(inputs, result, one_way(result, "relax"), request))
    assert [r.is_must for r in after.requirements if r.is_about_seats] == [False]
