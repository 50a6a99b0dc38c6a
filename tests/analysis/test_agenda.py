"""The agenda of a conversation fits its time, and a check says for how many people it leaves too little."""

from __future__ import annotations

import re

import pytest

import seating
from seating.analysis.agenda import plan_agenda
from seating.present.languages import words_in

CASES = [(m, n, q) for m in (15, 45, 90, 120) for n in (1, 8, 16, 26, 60) for q in (None, 0, 1, 3, 5)]


@pytest.mark.parametrize(("minutes", "people", "questions"), CASES)
def test_the_steps_take_the_whole_time(minutes: int, people: int, questions: int | None):
    agenda = plan_agenda(minutes, people, questions)
    lengths = [*agenda.before, agenda.opening, *agenda.asked, *agenda.after]
    assert sum(lengths) == minutes
    assert min(lengths) >= 0
    assert len(agenda.asked) == max(1, questions or 1)


@pytest.mark.parametrize(("minutes", "people", "questions"), CASES)
def test_the_opening_round_has_its_seconds_for_everybody(minutes: int, people: int, questions: int | None):
    agenda = plan_agenda(minutes, people, questions)
    is_cut = agenda.opening == minutes
    assert is_cut or people * agenda.opening_seconds <= 60 * agenda.opening
    assert agenda.opening_seconds == 10 or 6 * people * agenda.opening_seconds <= 60 * minutes


def test_one_minute_each_for_24_people_is_not_fifteen_minutes():
    agenda = plan_agenda(90, 24)
    assert (agenda.opening_seconds, agenda.opening) == (30, 12)
    assert plan_agenda(150, 24).opening == 24


def test_groups_have_time_to_speak_and_to_report():
    """26 people in 6 groups: a question of 17 minutes leaves 1,020 - 6 * 20 seconds for the five of a group."""
    agenda = plan_agenda(90, 26, 3)
    assert sum(agenda.asked) == 54
    assert agenda.seconds_each == 41
    assert agenda.has_groups
    assert agenda.seconds_in_groups == (60 * 18 - 6 * 20) // 5
    assert not agenda.is_too_short


def checked(seats: str, time: str, people: int, **table) -> list[str]:
    rows = [{"name": f"Pia {n}", "type": "cart" if n % 2 else "shop"} for n in range(people)]
    made = {"id": "carts", "kind": "listening", "seats": seats, "time": time, "questions": ["A?", "B?", "C?"], **table}
    found = seating.check(rows, {"tables": [made, {"id": "shops", "seats": "0-40"}], "requirements": []})
    return [note.text for note in found.notes if note.slug == "agenda-short"]


def test_a_check_says_how_many_people_or_minutes_would_fit():
    (text,) = checked("10-26", "18:00-19:30", 30)
    assert "with 26 people in 90 minutes, each person has about 40 seconds for each question" in text
    people, minutes = map(int, re.findall(r"invite at most (\d+) or plan (\d+) minutes", text)[0])
    assert not plan_agenda(90, people, 3).is_short
    assert plan_agenda(90, people + 1, 3).is_short
    assert not plan_agenda(minutes, 26, 3).is_short
    assert plan_agenda(minutes - 5, 26, 3).is_short


def test_a_table_as_small_as_one_group_is_not_told_to_split_into_groups():
    """Its time is short because of its questions."""
    (text,) = checked("5", "18:00-19:00", 9, questions=["A?"] * 10)
    assert "with 5 people in 60 minutes, each person has about 40 seconds for each question." in text
    assert "groups" not in text
    assert plan_agenda(60, 5, 10).is_short
    assert not plan_agenda(60, 5, 10).has_groups


@pytest.mark.parametrize(
    ("seats", "time", "people", "more"),
    [
        ("8-12", "18:00-19:30", 30, {}),
        ("10-26", "18:00-19:30", 12, {}),
        ("10-26", "18:00-19:30", 30, {"for": {"type": "cart"}}),
        ("10-26", "18:00", 30, {}),
        ("10-26", "", 30, {}),
        ({"min": 10}, "18:00-19:30", 30, {}),
    ],
)
def test_a_check_says_nothing_where_everybody_can_speak_or_it_is_not_known(seats, time, people, more):
    assert checked(seats, time, people, **more) == []


def test_a_check_tells_times_as_the_facilitators_sheets_do():
    """208 seconds are 3 minutes on the sheet, not another number."""
    agenda = plan_agenda(90, 20, 3)
    assert (agenda.seconds_each, agenda.seconds_in_groups) == (56, 208)
    (text,) = checked("10-20", "18:00-19:30", 30)
    assert "has about 55 seconds for each question. In groups of up to 5, each person has about 3 minutes." in text
    tables = [
        {"id": one, "kind": "listening", "seats": f"10-{most}", "time": "18:00-19:30", "questions": ["A?", "B?", "C?"]}
        for one, most in (("carts", 20), ("shops", 26))
    ]
    found = seating.check([{"name": f"Pia {n}"} for n in range(60)], {"tables": tables, "requirements": []})
    (several,) = [note for note in found.notes if note.slug == "agenda-short"]
    assert (
        "about 40 seconds to 55 seconds for each question. In groups of up to 5, each person has about 3"
        in several.text
    )


@pytest.mark.parametrize("more", [{"for": {"type": "cart"}}, {}])
@pytest.mark.parametrize("cell", [{"needs": "step-free"}, {"pin": "shops"}, {"declined": "carts"}])
def test_a_check_counts_no_one_who_cannot_sit_at_the_table(cell, more):
    """20 people could come to the carts, but two of them can sit only at the shops."""
    rows = [{"name": f"Pia {n}", "type": "cart", **(cell if n < 2 else {})} for n in range(20)]
    made = {
        "id": "carts",
        "kind": "listening",
        "seats": "10-20",
        "time": "18:00-19:30",
        "questions": ["A?", "B?", "C?"],
    }
    tables = [{**made, **more}, {"id": "shops", "seats": "0-40", "features": ["step-free"]}]
    found = seating.check(rows, {"tables": tables, "requirements": []})
    assert [note.text for note in found.notes if note.slug == "agenda-short"] == [], "18 people fit"


def test_a_check_says_where_groups_are_too_short_too():
    (text,) = checked("10-26", "18:00-18:20", 30)
    assert "Less than 30 seconds is too short." in text


def test_the_note_is_in_the_language_of_the_page():
    (text,) = checked("10-26", "18:00-19:30", 30)
    told = words_in("es").tell(text)
    assert told.startswith('"carts" (personas: 26; minutos: 90): a cada persona le tocan, aproximadamente, 40 segundos')
    assert "invite como máximo a" in told
