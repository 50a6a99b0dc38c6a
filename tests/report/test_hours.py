"""Days and times as conveners write them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seating.analysis.season.session_times import Hours, read_hours
from seating.present.languages import words_in
from seating.profiles.days import find_date
from seating.report.conversation import USUAL_MINUTES, agenda, clock


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2027-03-05", date(2027, 3, 5)),
        ("Friday, 2027-3-5", date(2027, 3, 5)),
        ("2027-02-30", None),
        ("05/03/2027", None),
        ("Friday 5 March 2027, in the evening", date(2027, 3, 5)),
        ("March 5th, 2027", date(2027, 3, 5)),
        ("viernes 5 de marzo de 2027", date(2027, 3, 5)),
        ("19:00, 5 March 2027", date(2027, 3, 5)),
        ("19:00 - 5 March 2027", date(2027, 3, 5)),
        ("5 March", None),
        ("5–7 March 2027", None),
        ("5th and 6th March 2027", None),
        ("March 5-7, 2027", None),
        ("30 February 2027", None),
        ("5 March 1027", None),
        ("next Friday", None),
        ("", None),
        ("12027-03-05", None),
        ("2027-03-051", None),
    ],
)
def test_a_day_is_read_with_its_year_where_no_country_reads_another_day(text, day):
    assert find_date(text) == day


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("9:30", Hours(570, None)),
        ("09:30-11:00", Hours(570, 90)),
        ("9.30 to 11", Hours(570, 90)),
        ("9:30–11:00", Hours(570, 90)),
        ("18h-20h", Hours(1080, 120)),
        ("2 hrs", None),
        ("3h", None),
        ("18 h to 20 h", Hours(1080, 120)),
        ("18 hrs", Hours(1080, None)),
        ("de 18h a 20h30", Hours(1080, 150)),
        ("9:30 am", Hours(570, None)),
        ("2 pm", Hours(840, None)),
        ("2-3:30 pm", Hours(840, 90)),
        ("11 am - 1 pm", Hours(660, 120)),
        ("11-1 pm", Hours(660, 120)),
        ("12 am", Hours(0, None)),
        ("12:15 p.m.", Hours(735, None)),
        ("23:00-01:00", Hours(1380, 120)),
        ("9h30-11h00", Hours(570, 90)),
        ("afternoon", None),
        ("9", None),
        ("25:00", None),
        ("9:75", None),
        ("13 pm", None),
        ("9:00, 10:00, 11:00", None),
        ("noon to 1:30 pm", Hours(720, 90)),
        ("10 am to noon", Hours(600, 120)),
        ("mediodía a 13:30", Hours(720, 90)),
        ("6:30 de la tarde a 8 de la noche", Hours(1110, 90)),
        ("9 de la mañana a 11 de la mañana", Hours(540, 120)),
        ("11 am-1", Hours(660, 120)),
        ("hasta las 12:30", None),
        ("until 8 pm", None),
        ("18:30 for 2 hours", None),
        ("18:30, 1.5 h", None),
        ("", None),
    ],
)
def test_a_time_is_read_with_or_without_its_end(text, hours):
    assert read_hours(text) == hours


@given(begins=st.integers(0, 1439), minutes=st.integers(1, 1439))
def test_every_time_of_the_day_comes_back(begins, minutes):
    end = (begins + minutes) % 1440
    assert read_hours(f"{clock(begins)}-{clock(end)}") == Hours(begins, minutes)


@given(st.text())
def test_no_text_is_too_odd(text):
    find_date(text)
    read_hours(text)


@given(begins=st.integers(0, 1439), minutes=st.integers(20, 600), people=st.integers(0, 60))
def test_an_agenda_fills_its_time_without_a_gap(begins, minutes, people):
    steps = agenda(Hours(begins, minutes), people, words_in("en"))
    assert sum(step.minutes for step in steps) == minutes
    passed = 0
    for step in steps:
        assert step.begins == clock(begins + passed)
        assert step.minutes >= 0
        passed += step.minutes


def test_an_agenda_without_a_time_begins_at_nought_and_has_the_usual_length():
    steps = agenda(None, 8, words_in("en"))
    assert steps[0].begins == "0:00"
    assert sum(step.minutes for step in steps) == USUAL_MINUTES


@pytest.mark.parametrize(
    ("minutes", "people", "length", "each"),
    [
        (90, 6, 12, "two minutes"),
        (90, 7, 14, "two minutes"),
        (90, 8, 8, "one minute"),
        (90, 15, 15, "one minute"),
        (90, 16, 8, "half a minute"),
        (45, 8, 4, "half a minute"),
        (20, 12, 2, "names only"),
        (180, 10, 20, "two minutes"),
    ],
)
def test_the_opening_round_fits_the_people_at_the_table(minutes, people, length, each):
    opening = agenda(Hours(0, minutes), people, words_in("en"))[1]
    assert (opening.minutes, each in opening.what) == (length, True)


@given(minutes=st.integers(20, 600), people=st.integers(1, 40))
def test_everybody_has_the_time_that_the_opening_round_promises(minutes, people):
    opening = agenda(Hours(0, minutes), people, words_in("en"))[1]
    promised = {"two minutes each": 120, "one minute each": 60, "half a minute each": 30, "names only": 10}
    seconds = next(seconds for words, seconds in promised.items() if words in opening.what)
    assert opening.minutes * 60 >= people * seconds
