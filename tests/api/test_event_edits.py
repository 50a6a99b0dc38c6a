"""The name, the date and the number of tables of an event, changed as edits of its convening."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from seating.api.editing.convening_edits import edit_convening
from seating.api.editing.convening_text import read_convening_text
from seating.api.editing.event import Event, list_event_edits, read_event
from seating.api.inputs import RoundInputs, read_round
from seating.api.request import Request
from seating.errors import UsageError


def make_request(folder: Path, convening: str = "") -> Request:
    rows = "".join(f"Guest {n}\n" for n in range(24))
    (folder / "list.csv").write_text(f"name\n{rows}", encoding="utf-8")
    if convening:
        (folder / "convening.yaml").write_text(convening, encoding="utf-8")
    return Request(folder / "list.csv", out=folder / "out")


def change(request: Request, **asked) -> RoundInputs:
    inputs, written = read_round(request), read_convening_text(request)
    edits = list_event_edits(inputs, written.plain, replace(read_event(inputs), **asked), "Head table")
    edit_convening(request, edits, "the event")
    return read_round(request)


def test_the_name_and_the_date_leave_the_tables_inferred(tmp_path):
    request = make_request(tmp_path)
    inputs = change(request, title="Ana and Ben", result="500 jobs", day="2027-05-01")
    assert read_event(inputs) == Event("Ana and Ben", "500 jobs", "2027-05-01", "3", "9", has_head=False)
    assert inputs.convening.title == "Ana and Ben"
    assert (inputs.convening.shared_result, inputs.room.day) == ("500 jobs", "2027-05-01")
    assert "tables" in inputs.convening.inferred
    assert read_event(change(request, title="", result="", day="")) == Event("", "", "", "3", "9", has_head=False)


def test_what_else_is_stated_about_a_round_stays(tmp_path):
    request = make_request(tmp_path, "rounds: [{stage: forming, day: 2027-05-01}, {stage: norming}]\n")
    change(request, day="2027-06-01")
    assert read_convening_text(request).plain["rounds"] == [
        {"stage": "forming", "day": "2027-06-01"},
        {"stage": "norming"},
    ]


def test_tables_with_days_of_their_own_have_no_common_date(tmp_path):
    tables = "tables: [{id: a, seats: 12, day: Monday}, {id: b, seats: 12, day: Monday}]\n"
    assert read_event(read_round(make_request(tmp_path, tables))).day is None


def test_tables_come_and_go_at_the_end_and_all_have_the_size(tmp_path):
    request = make_request(tmp_path)
    inputs = change(request, number="4", seats="10", has_head=True)
    found = [(table.id, table.seats.minimum, table.seats.maximum) for table in inputs.convening.tables]
    assert found == [("head-table", 0, 10), *((f"t{n:02}", 0, 10) for n in range(1, 5))]
    assert read_event(inputs) == Event("", "", "", "4", "10", has_head=True)
    inputs = change(request, number="2", seats="12", has_head=False)
    assert [(table.id, table.seats.maximum) for table in inputs.convening.tables] == [("t01", 12), ("t02", 12)]


def test_tables_of_several_sizes_keep_them(tmp_path):
    request = make_request(tmp_path, "tables: [{id: a, seats: 8-10}, {id: b, seats: 14}]\n")
    assert read_event(read_round(request)) == Event("", "", "", "2", "", has_head=False)
    inputs = change(request, number="3")
    assert [str(table.seats) for table in inputs.convening.tables] == ["8-10", "14", "at most 14"]


@pytest.mark.parametrize("asked", [{"number": "0"}, {"number": "many"}, {"seats": "x"}, {"number": "9999999"}])
def test_a_number_that_cannot_be_is_refused(tmp_path, asked):
    with pytest.raises(UsageError, match="Write a number of tables from 1 to"):
        change(make_request(tmp_path), **asked)
