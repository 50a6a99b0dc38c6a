"""The frame of perspectives: every pair of values is a cell, and empty ones stay."""

from __future__ import annotations

from dataclasses import replace

import seating
from seating.convening import Frame
from seating.present.blocks import Raw
from seating.report.frame import MOST_COLUMNS, Matrix, draw_frame
from seating.report.pages import render_report
from seating.result import Result
from tests.present.told import cells, told

from .rich import rich


def drawn(result: Result) -> Matrix:
    (matrix,) = [block.data for block in draw_frame(result) if isinstance(block, Raw)]
    return matrix


def counts(matrix) -> dict[tuple[str, str], int]:
    return {(row.label, cell.column): cell.people for row in matrix.rows for cell in row.cells}


def test_a_frame_names_its_columns_and_keeps_needed_pairs_that_nobody_fills():
    frame = Frame(rows="sector", columns="speaks_to", needed=(("Government", "policy"), ("clergy", "funding")))
    matrix = drawn(rich(frame=frame))
    assert matrix.rows[0].label == "Government"
    assert {row.label for row in matrix.rows} >= {"clergy", "business"}
    needed = {(row.label, c.column): c.people for row in matrix.rows for c in row.cells if c.is_needed}
    assert needed == {("Government", "policy"): 0, ("clergy", "funding"): 0}
    assert count_needed(rich(frame=frame)) == ["0 of 2", "2 of 2"], "some cells of this list are blank"
    assert "gap needed" in render_report(rich(frame=frame))
    filled = Frame(rows="sector", columns="speaks_to", needed=(("nonprofit", "policy"),))
    assert count_needed(rich(frame=filled)) == ["0 of 1", "0 of 1"]


def count_needed(result: Result) -> list[str]:
    """Return how many needed perspectives are missing, and how many are not known."""
    return [number for _, number in cells(draw_frame(result))["figures"]]


def test_a_needed_perspective_that_blank_cells_leave_open_is_not_called_missing():
    people = [{"name": f"Ana {n}", "organization": "Oak", "sector": sector} for n, sector in enumerate(["farm", ""])]
    frame = {"rows": "sector", "columns": "organization", "needed": [["youth", "Oak"], ["youth", "Elm"]]}
    made = seating.solve(people, {"tables": [{"id": "north", "seats": 2}], "frame": frame, "requirements": []})
    assert count_needed(made) == ["1 of 2", "1 of 2"]


BY_AREA = Frame(rows="sector", columns="interests")


def test_without_a_frame_nothing_is_drawn():
    assert told(draw_frame(rich())) == ""


def test_each_cell_counts_its_people_by_the_list_itself():
    result = rich(frame=BY_AREA)
    found = counts(drawn(result))
    for (sector, area), people in found.items():
        by_hand = [
            person
            for person in result.room.people
            if person.sector == sector and any(a.casefold() == area and s >= 1 for a, s in person.interests.items())
        ]
        assert people == len(by_hand), (sector, area)
    assert found["business", "capital"] == 2
    assert found["labor", "capital"] == 0


def test_a_cell_tells_what_its_people_speak_to_and_what_nobody_does():
    matrix = drawn(rich(frame=BY_AREA))
    cell = next(c for row in matrix.rows for c in row.cells if (row.label, c.column) == ("nonprofit", "talent"))
    assert {mark.word: mark.people for mark in cell.marks} == {"policy": 1, "practice": 1, "funding": 0}


def test_values_beyond_the_first_are_counted_not_drawn():
    result = rich(frame=BY_AREA)
    many = tuple(
        person.model_copy(update={"interests": {f"area {n}": 1 for n in range(20)}}) for person in result.room.people
    )
    result = replace(result, room=replace(result.room, people=many))
    assert len(drawn(result).columns) == MOST_COLUMNS
    assert "8 more values are not shown." in told(draw_frame(result))


def test_a_private_column_leaves_the_frame_out():
    result = rich(frame=BY_AREA)
    for column in ("sector", "interests"):
        private = replace(result, private_columns=result.private_columns | {column})
        assert told(draw_frame(private)) == ""
    quiet = drawn(replace(result, private_columns=result.private_columns | {"speaks_to"}))
    assert not any(cell.marks for row in quiet.rows for cell in row.cells)
