"""Columns of replies as a whole: what is understood, what is asked about, and what is said."""

from __future__ import annotations

from fractions import Fraction

import pytest

from seating.errors import InputError
from seating.profiles.person import Status
from tests.profiles.lists import persons, reading, said, wrong


def chances(*cells: str) -> list[Fraction]:
    rows = "".join(f'P{chr(65 + at)},"{cell}"\n' for at, cell in enumerate(cells))
    return [person.attending.chance for person in persons(f"name,attending\n{rows}")]


def test_words_of_stationery_are_understood():
    cells = ["Joyfully accepts", "Regretfully declines", "No response", "Not sure yet", ""]
    assert chances(*cells) == [1, 0, Fraction(1, 2), Fraction(1, 2), 1]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["✓", "✗", "✓"], [1, 0, 1]),
        (["✓", "x", "✓"], [1, 0, 1]),
        (["x", "", "x"], [1, 1, 1]),
        (["x", "no", "X"], [1, 0, 1]),
        (["○", "×", "△"], [1, 0, Fraction(1, 2)]),
        (["1", "0", "1"], [1, 0, 1]),
        (["true", "false"], [1, 0]),
        (["online", "Online"], [1, 1]),
        (["None", "Accepted", "Declined"], [Fraction(1, 2), 1, 0]),
        (["None", "Accepted"], [Fraction(1, 2), 1]),
    ],
)
def test_a_sign_means_what_the_other_cells_leave_it(cells, expected):
    assert chances(*cells) == expected


@pytest.mark.parametrize(
    ("cells", "line"),
    [
        (["yes", "no", "x"], 4),
        (["In person", "Online", "Not coming"], 3),
        (["Accepted", "Waitlisted", "Withdrawn"], 3),
        (["yes", "no", "I am away, but my sister will come"], 4),
        (["yes", "no", "blue"], 4),
    ],
)
def test_what_only_the_owner_knows_is_asked(cells, line):
    rows = "".join(f'P{chr(65 + at)},"{cell}"\n' for at, cell in enumerate(cells))
    assert wrong(f"name,attending\n{rows}") == [(line, "attending", "attending-unknown")]


def test_the_question_holds_the_lines_that_settle_it():
    with pytest.raises(InputError) as failure:
        reading("name,attending\nAna,In person\nBen,Online\n")
    (problem,) = failure.value.problems
    assert problem.block == (
        'vocabulary:\n  attending:\n    CHOOSE: ["Online"]  # write maybe, no or yes instead of CHOOSE'
    )


@pytest.mark.parametrize(
    ("cells", "first"),
    [
        (("Atending", "Atending"), "yes"),
        (("Delcined", "Delcined"), "no"),
        (("Tentatve", "Tentatve"), "maybe"),
        (("blue", "blue"), "CHOOSE"),
        (("Yes. No.", "Yes. No."), "CHOOSE"),
    ],
)
def test_what_is_suggested_first_is_like_the_word(cells, first):
    with pytest.raises(InputError) as failure:
        reading("name,attending\nZoe Kim,yes\n" + "".join(f"P{n},{cell}\n" for n, cell in enumerate(cells)))
    (problem,) = failure.value.problems
    assert f"\n    {first}: [" in problem.block


@pytest.mark.parametrize(
    ("cell", "status"),
    [
        ("Confirmed", Status.CONFIRMED),
        ("Accepted", Status.CONFIRMED),
        ("Regrets", Status.DECLINED),
        ("Withdrawn", Status.DECLINED),
        ("Cancelled", Status.DECLINED),
        ("Pending", Status.INVITED),
        ("Tentative", Status.INVITED),
        ("nominated", Status.NOMINATED),
    ],
)
def test_a_status_is_understood_in_words_of_a_reply(cell, status):
    assert persons(f"name,status\nAna,{cell}\n")[0].status is status


def test_how_replies_are_read_is_said_and_kept_from_others():
    (note,) = said("name,attending\nAna,Accepted\nBen,Regrets\nCleo,Pending\nDee,yes\n", "replies-read")
    assert '"Accepted" as yes; "Regrets" as no; "Pending" as not known yet' in note.text
    assert "Regrets" not in (note.shared_text or "")
    assert not said("name,attending\nAna,Yes\nBen,NO\n", "replies-read")
