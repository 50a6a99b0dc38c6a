"""Any mapping is a convening or refused in sentences: no other error ever comes out."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from seating.convening import read_convening
from seating.convening.convening_file import convening_text
from seating.convening.schema import WRITTEN_KEYS
from seating.convening.tables import TABLE_KEYS
from seating.convening.yaml import parse
from seating.errors import InputError, Problem, as_text
from seating.requirements import kinds
from tests.convening.made_up import people
from tests.examples import examples

LISTED = people(
    {"id": "ana", "name": "Ana", "sector": "labor", "interests": "capital", "years": "3", "funds": "ben"},
    {"id": "ben", "sector": "health", "pin": "oak"},
    {"id": "cam", "status": "idea"},
    columns=["languages"],
)

WORDS = [
    *("ana", "ben", "oak", "sector", "years", "labor", "every table", "the room", "if needed", "capital", "", "6-10"),
    *("\ud800", "1/3", "high", "tables.csv", "-", "2030-01-01", "n/a", "\x00"),
]
KEYS = [*WORDS, "kind", "count", "seats", "min", "max", "rows", "columns", "needed", "not", "name", "at_least", "id"]

scalars = (
    st.none()
    | st.booleans()
    | st.integers(-3, 10**30)
    | st.floats()
    | st.dates()
    | st.sampled_from(WORDS)
    | st.text(max_size=4)
)
anything = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(KEYS) | st.integers() | st.none(), inner, max_size=3)
    ),
    max_leaves=8,
)


@st.composite
def requirements(draw: st.DrawFn) -> Any:
    """Draw a requirement with some of the keys of its kind, right or wrong."""
    kind = draw(st.sampled_from(list(kinds())))
    keys = ["id", "must", "weight", "at", "rounds", "private", *kinds()[kind].model_fields]
    return {"kind": kind, **draw(st.dictionaries(st.sampled_from(keys), anything, max_size=5))}


table = st.fixed_dictionaries(
    {"id": st.sampled_from(["oak", "elm"]) | anything}, optional={key: anything for key in TABLE_KEYS if key != "id"}
)
tables = (
    anything
    | st.lists(table | anything, max_size=3)
    | st.fixed_dictionaries({"count": st.integers(1, 4) | anything}, optional={"seats": anything})
)
convenings = st.fixed_dictionaries(
    {},
    optional=dict.fromkeys(WRITTEN_KEYS, anything)
    | {"tables": tables, "requirements": st.lists(requirements() | anything, max_size=3) | anything},
) | st.dictionaries(st.sampled_from(KEYS) | st.integers() | st.none(), anything, max_size=3)


def read(given_: Any) -> None:
    """Read a mapping; fail where it raises anything but sentences."""
    problems: tuple[Problem, ...] | None = None
    try:
        reading = read_convening(LISTED, given_)
    except InputError as error:
        problems = error.problems
    if problems is not None:
        assert problems
        assert all(as_text(problem).strip() and problem.slug for problem in problems)
        return
    assert all(note.text for note in reading.notes)
    if reading.convening.is_inferred:
        parse(convening_text(reading.convening), "convening.yaml")


@pytest.mark.room
@settings(examples(60), suppress_health_check=list(HealthCheck))
@given(convenings)
def test_any_mapping_is_a_convening_or_refused(given_: Any) -> None:
    read(given_)


@pytest.mark.parametrize(
    ("given_", "slug", "value"),
    [
        ({12: "x", "tables": {"count": 1}}, "key-unknown", "12"),
        ({"show": [3], "tables": {"count": 1}}, "column-unknown", "3"),
        ({"title": ["a", "b"], "tables": {"count": 1}}, "value-wrong", None),
        ({"tables": [{"id": ["oak"]}]}, "id-wrong", None),
        ({"tables": [{"id": "oak", "name": {"en": "Oak"}}]}, "value-wrong", None),
        (
            {"tables": {"count": 1}, "requirements": [{"kind": "cap", "of": ["sector"], "at_most": 1}]},
            "value-wrong",
            None,
        ),
        (
            {"tables": {"count": 1}, "requirements": [{"kind": "cap", "of": "sector", "at_most": "many"}]},
            "value-wrong",
            None,
        ),
    ],
)
def test_the_wrong_shape_is_named(given_: dict[Any, Any], slug: str, value: str | None) -> None:
    with pytest.raises(InputError) as caught:
        read_convening(LISTED, given_)
    problem = caught.value.problems[0]
    assert problem.slug == slug
    assert value in (None, problem.value)
