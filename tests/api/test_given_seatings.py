"""Seatings and earlier rounds that a program hands over: in each form they say the same as in a file."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

import seating

PEOPLE = [{"name": name, "organization": name[0]} for name in ("Ana", "Ben", "Cam", "Dee")]
CONVENING = {
    "tables": [{"id": "north", "seats": 2}, {"id": "south", "seats": 2}],
    "requirements": [{"kind": "new_company"}],
}
SEATS = {"Ana": "north", "Ben": "south", "Cam": "north", "Dee": "south"}
ROWS = [{"name": name, "table": table} for name, table in SEATS.items()]

FORMS: dict[str, Callable[[], Any]] = {
    "mappings": lambda: ROWS,
    "frame": lambda: pd.DataFrame(ROWS, index=[7, 3, 5, 1]),
    "table of each person": lambda: SEATS,
    "people of each table": lambda: {"north": ["Ana", "Cam"], "south": ("Ben", "Dee")},
    "result": lambda: seating.review(PEOPLE, ROWS, CONVENING),
    "frame of a result": lambda: seating.review(PEOPLE, ROWS, CONVENING).frame(),
}


@pytest.fixture(params=FORMS)
def given(request: pytest.FixtureRequest) -> Any:
    return FORMS[request.param]()


def seats_of(result: seating.Seating) -> dict[str, str]:
    return {result.people.by_id[person].name: table for person, table in result.plan.seats.items()}


def test_a_seating_is_reviewed_in_each_form(given):
    assert seats_of(seating.review(PEOPLE, given, CONVENING)) == SEATS


def test_a_seating_is_repaired_in_each_form(given):
    mended = seating.repair(
        [*PEOPLE, {"name": "Eva"}],
        given,
        {**CONVENING, "tables": [{"id": "north", "seats": 3}, {"id": "south", "seats": 3}]},
    )
    assert {name: table for name, table in seats_of(mended).items() if name in SEATS} == SEATS


@pytest.mark.parametrize("wrong", [3, ["Ana"], pd.Series(["north"])])
def test_anything_else_is_refused_by_the_name_of_its_argument(wrong):
    with pytest.raises(seating.UsageError, match="`seating` must be a path, a data frame"):
        seating.review(PEOPLE, wrong, CONVENING)


def test_a_table_that_is_unknown_is_named_with_its_row():
    with pytest.raises(seating.InputError) as failure:
        seating.review(PEOPLE, {**SEATS, "Dee": "nroth"}, CONVENING)
    assert [(one.file, one.line, one.value) for one in failure.value.problems] == [("seating", 5, "nroth")]
