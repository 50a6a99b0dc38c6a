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
