"""Lists that are data frames or mappings: the same people as from the CSV that the frame writes."""

from __future__ import annotations

import io
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import seating
from seating.api.data_frames import build_source
from seating.errors import InputError, UsageError
from seating.profiles import read_people
from seating.sources import read_bytes

VALUES = st.one_of(
    st.none(),
    st.integers(0, 2_000),
    st.sampled_from(["Ana", "x; y", "", "3.0", " b "]),
    st.booleans(),
    st.floats(0, 5).filter(lambda number: not number.is_integer()),
)


def cells(people: object) -> list[tuple[str, ...]]:
    return [row.cells for row in build_source(people).rows]


@given(st.lists(st.tuples(VALUES, VALUES, VALUES), min_size=1, max_size=5))
def test_the_cells_are_found_by_position_whatever_the_headings_are(rows):
    """Numbers, doubled names, levels and text as headings: each heading has its own cells."""
    headings = [2027, "name", "name"]
    frame = pd.DataFrame(rows, dtype=object)
    frame.columns = pd.Index(headings, dtype=object)
    text = ["" if value is None else str(value) for row in rows for value in row]
    found = cells(frame)
    assert found[0] == ("2027", "name", "name")
    assert [cell for row in found[1:] for cell in row] == text
    frame.columns = pd.MultiIndex.from_tuples([("name", ""), ("Interest", "Talent"), ("Interest", "Capital")])
    assert cells(frame)[0] == ("name", "Interest: Talent", "Interest: Capital")
    assert cells(frame)[1:] == found[1:]


@pytest.mark.parametrize(
    "column",
    [
        [101.0, None],
        np.array([101, np.nan], dtype=np.float32),
        pd.array([101, None], dtype="Int64"),
        pd.array([101, None], dtype="Float64"),
        [Decimal("101.0"), None],
        [101, pd.NaT],
    ],
)
def test_whole_numbers_stay_whole_beside_a_blank_cell(column):
    frame = pd.DataFrame({"id": pd.Series(column, dtype=getattr(column, "dtype", object)), "name": ["Ana", "Ben"]})
    assert cells(frame) == [("id", "name"), ("101", "Ana"), ("", "Ben")]
    assert cells([{"id": 101.0, "name": "Ana"}])[1] == ("101", "Ana")


def test_a_frame_and_its_csv_have_the_same_ids():
    text = "id,name,age,score\n101,Ana,30,0.5\n,Ben,31,1.5\n103,Cara,,2\n"
    frame = pd.read_csv(io.StringIO(text))
    by_frame, by_file = (
        read_people(source).people for source in (build_source(frame), read_bytes(text.encode(), "l.csv"))
    )
    assert [person.id for person in by_frame] == [person.id for person in by_file]
    assert [person.own for person in by_frame] == [person.own for person in by_file]


def test_two_columns_of_one_name_are_refused_as_in_a_file():
    frame = pd.DataFrame([["Ana", "yes", "no"]], columns=["name", "attending", "attending"])
    with pytest.raises(InputError) as failure:
        read_people(build_source(frame))
    assert [problem.slug for problem in failure.value.problems] == ["heading-twice"]


@pytest.mark.parametrize("people", [pd.Series(["Ana"]), 3, "text", {"name": ["Ana"]}, [["Ana"]], None])
def test_anything_else_is_refused_with_a_sentence(people):
    with pytest.raises(UsageError, match="a data frame, or a sequence of mappings"):
        build_source(people)


def test_keys_of_mappings_that_are_no_text_have_their_cells():
    assert cells([{2027: "x", "name": "Ana"}, {"name": "Ben"}]) == [("2027", "name"), ("x", "Ana"), ("", "Ben")]


def test_a_result_is_shown_without_the_list():
    people = [{"name": f"Person {n}", "email": f"p{n}@x.example", "needs": "ramp"} for n in range(6)]
    result = seating.solve(people, {"tables": {"count": 2, "seats": 3}})
    assert repr(result) == f"<Seating {result.status.value}, 6 people, 2 tables, penalty {result.penalty}>"
    assert repr(result.for_team) == repr(result)
