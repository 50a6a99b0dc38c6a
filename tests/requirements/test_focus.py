"""What the focus requirement tells of people who did not rate their table."""

import pytest

import seating


@pytest.mark.parametrize(
    ("interests", "at_least", "told"),
    [
        ("north:2", "", "Ana did not rate this table’s focus; their best available score is 2"),
        ("north:2", ", at_least: 2", "Ana did not rate this table’s focus, but rated another table’s focus 2"),
        ("north", "", "Ana named another table’s focus, but not this table’s focus"),
        ("north", ", at_least: 1", "Ana named another table’s focus, but not this table’s focus"),
        ("north:2; south:1", "", "Ana rated this table’s focus 1; their best available score is 2"),
    ],
)
def test_a_focus_that_a_person_did_not_rate_is_not_told_as_0(interests: str, at_least: str, told: str) -> None:
    tables = [{"id": one, "focus": one, "seats": "1-2"} for one in ("north", "south")]
    rows = [
        {"name": "Ana", "interests": interests, "pin": "south"},
        {"name": "Ben", "interests": "", "pin": "north"},
    ]
    asked = {"kind": "focus"} | ({"at_least": int(at_least[-1])} if at_least else {})
    result = seating.solve(rows, {"tables": tables, "requirements": [asked]})
    (requirement,) = (one for one in result.requirements if one.kind == "focus")
    (finding,) = result.verdict(requirement).findings
    assert finding.says == told


@pytest.mark.parametrize(
    ("interests", "asked", "told"),
    [
        ("north:2", {}, "this table has no focus; the best available score of Ana is 2"),
        ("north:2", {"at_least": 2}, "this table has no focus, but Ana rated another table’s focus 2"),
        ("north", {}, "Ana named another table’s focus, and this table has none"),
    ],
)
def test_a_table_without_a_focus_is_told_to_have_none(interests: str, asked: dict[str, int], told: str) -> None:
    tables = [{"id": "north", "focus": "north", "seats": 1}, {"id": "south", "seats": 1}]
    rows = [{"name": "Ana", "interests": interests, "pin": "south"}, {"name": "Ben", "pin": "north"}]
    result = seating.solve(rows, {"tables": tables, "requirements": [{"kind": "focus", **asked}]})
    (requirement,) = (one for one in result.requirements if one.kind == "focus")
    (finding,) = result.verdict(requirement).findings
    assert finding.says == told
