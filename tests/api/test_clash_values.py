"""Where counting alone rules a must out, `check` names the value that does not fit."""

from __future__ import annotations

import re
from typing import Any

import pytest

import seating
from seating.convening.yaml import parse

ROWS = [
    {"id": f"p{n}", "representative type": "doer" if n < 3 else "designee", "sector": "labor" if n < 5 else "health"}
    for n in range(12)
]


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        (
            {"kind": "role_mix", "at_least": {"doer": 1, "designee": 1}},
            'representative type "doer": all tables together need 6 people, but only 3',
        ),
        (
            {"kind": "role_mix", "at_least": {"decision-maker": 1}},
            'representative type "decision-maker": all tables together need 6',
        ),
        (
            {"kind": "cap", "of": "sector", "at_most": 1},
            'sector "health": the tables have room for 6 of these people, but 7 seats',
        ),
        ({"kind": "count", "who": {"sector": "labor"}, "at_least": 1}, "at least 1 person"),
        ({"kind": "assets"}, 'assets "tent": all tables together need 6 people, but none is available'),
    ],
)
def test_the_value_that_does_not_fit_is_named(asked: dict[str, Any], says: str) -> None:
    tables = {"count": 6, "needs": ["tent"]}
    judged = seating.check(ROWS, {"tables": tables, "requirements": [{**asked, "must": True}]})
    (clash,) = judged.clashes
    assert says in clash.sentence
    assert clash.sentence.endswith("-1]")


def test_two_values_that_nobody_has_are_both_named() -> None:
    asked = {"kind": "role_mix", "at_least": {"decision-maker": 1, "doer": 1}, "must": True}
    rows = [{"id": f"p{n}", "representative type": "designee"} for n in range(4)]
    (clash,) = seating.check(rows, {"tables": {"count": 2}, "requirements": [asked]}).clashes
    assert 'representative type "decision-maker" and "doer": all tables together need 2' in clash.sentence


def test_tables_at_which_others_have_the_type_are_counted_apart() -> None:
    rows = [{"id": f"p{n}", "representative type": "doer" if n else "doer; t2: decision-maker"} for n in range(8)]
    tables = [{"id": f"t{n}"} for n in range(3)]
    asked = {"kind": "role_mix", "at_least": {"decision-maker": 1}, "must": True}
    (clash,) = seating.check(rows, {"tables": tables, "requirements": [asked]}).clashes
    assert "2 of the tables together need 2 people, but only 0 could count toward this." in clash.sentence


def test_held_seats_are_needed_and_do_not_come() -> None:
    rows = [{"name": f"P{n}", "organization": "", "status": ""} for n in range(5)]
    held = [{"name": "", "organization": f"Org {n}", "status": "open"} for n in range(2)]
    judged = seating.check([*rows, *held], {"tables": {"count": 2, "seats": "1-3"}, "requirements": []})
    (clash,) = judged.clashes
    (note,) = (note for note in judged.notes if note.slug == "tables-full")
    assert "but 7 seats are needed." in clash.sentence
    assert note.text.startswith("7 seats are needed, and the tables have 6. Add a table?")


def test_held_seats_are_not_called_available_people() -> None:
    rows = [{"name": f"P{n}", "organization": "", "status": "", "sector": "health"} for n in range(5)]
    held = [{"name": "", "organization": f"Org {n}", "status": "open", "sector": "labor"} for n in range(2)]
    asked = {"kind": "count", "who": {"sector": "labor"}, "at_least": 2, "must": True}
    judged = seating.check([*rows, *held], {"tables": {"count": 2}, "requirements": [asked]})
    (clash,) = judged.clashes
    assert "All tables together need 4 people, but only 2 could count toward this." in clash.sentence
    assert "available" not in clash.sentence


@pytest.mark.parametrize(
    ("seats", "coming", "shown"),
    [
        ("7-9", 28, ["7-9"]),
        (8, 28, ["4-8"]),
        (5, 22, ["3-5", "3-5"]),
        ({"max": 5}, 16, [{"max": 5}]),
    ],
)
def test_tables_that_are_suggested_can_be_filled(seats: object, coming: int, shown: list[object]) -> None:
    rows = [{"name": f"P{n}", "organization": f"Org {n}"} for n in range(coming)]
    tables = [{"id": name, "seats": seats} for name in ("one", "two", "three")]
    judged = seating.check(rows, {"tables": tables, "requirements": []})
    (note,) = (note for note in judged.notes if note.slug == "tables-full")
    lines = re.sub(r"(?:, | and )(?=- )", "\n", note.text.partition("`tables`")[2].partition(": ")[2])
    added = parse(f"tables:\n{lines}", "").plain["tables"]
    assert [table["seats"] for table in added] == shown
    again = seating.check(rows, {"tables": [*tables, *added], "requirements": []})
    assert not again.clashes
    assert "tables-full" not in {note.slug for note in again.notes}


def test_no_table_is_suggested_at_which_someone_would_sit_alone() -> None:
    rows = [{"name": f"P{n}", "organization": f"Org {n}"} for n in range(16)]
    tables = [{"id": name, "seats": 5} for name in ("one", "two", "three")]
    (note,) = (n for n in seating.check(rows, {"tables": tables, "requirements": []}).notes if n.slug == "tables-full")
    assert note.text == (
        "16 seats are needed, and the tables have 15. Too few people are coming to fill another table: give a table "
        "more seats."
    )


def test_people_who_come_to_different_rounds_need_one_seat() -> None:
    rows = [{"name": f"P{n}", "organization": f"Org {n}", "attending": ""} for n in range(16)]
    rows[0]["attending"], rows[1]["attending"] = "round 1", "round 2"
    tables = [{"id": name, "seats": 5} for name in ("one", "two", "three")]
    for more, told in (([], False), ([{"name": "Q", "organization": "Org Q", "attending": "round 2"}], True)):
        found = seating.check([*rows, *more], {"tables": tables, "requirements": []})
        texts = [note.text for note in found.notes if note.slug == "tables-full"]
        assert [text.startswith("16 seats are needed in round 2, and") for text in texts] == ([True] if told else [])
