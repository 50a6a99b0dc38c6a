"""Several columns that say who comes are read together: whoever is in one of those about not coming stays away."""

from __future__ import annotations

from itertools import permutations, product

import pytest

from seating.profiles import read_people
from seating.sources import read_bytes
from tests.profiles.lists import persons, wrong

NAMES = "Name; Ana Soto; Ben Ode; Cara Lind; Dev Rao"
RSVP = "RSVP; yes; yes; no; "
OTHERS = {
    "marks": "Cancelled; ; x; ; ",
    "yes and no": "Cancelled; no; yes; no; no",
    "true and false": "Void Status; FALSE; TRUE; FALSE; FALSE",
    "dates": "Cancelled on; ; 2025-01-02; ; ",
    "not coming": "Not attending; ; yes; ; ",
    "another language": "Abgesagt; ; x; ; ",
}


def written(*columns: str) -> str:
    """Return a list with these columns, each of which is its heading and its cells, with semicolons."""
    rows = zip(*([part.strip() for part in column.split(";")] for column in columns), strict=True)
    return "".join(",".join(cells) + "\n" for cells in rows)


def chances(text: str, **stated: list[str]) -> dict[str, float]:
    people = read_people(read_bytes(text.encode(), "people.csv"), columns=stated).people.persons
    return {person.name: float(person.attending.chance) for person in people}


COMING = {"Ana Soto": 1.0, "Ben Ode": 0.0, "Cara Lind": 0.0, "Dev Rao": 1.0}


@pytest.mark.parametrize("other", OTHERS.values(), ids=OTHERS.keys())
def test_who_cancelled_stays_away_whatever_the_reply_was(other: str) -> None:
    for columns in permutations([NAMES, RSVP, other]):
        assert chances(written(*columns)) == COMING


def test_who_cancelled_stays_away_if_the_row_ends_before_the_reply() -> None:
    assert chances("Name,Cancelled,RSVP\nAna Soto,,yes\nBen Ode,x\nCara Lind,,no\n")["Ben Ode"] == 0


def test_several_columns_about_not_coming_are_read_with_the_replies() -> None:
    text = written(NAMES, "RSVP; yes; yes; yes; ", "Cancelled; ; x; ; ", "Refunded; ; ; x; ")
    assert chances(text) == COMING


def test_a_cancellation_undoes_a_mark_below_yes() -> None:
    text = written(NAMES, "Yes; x; x; ; x", "No; ; ; x; ", "Cancelled; ; x; ; ")
    assert chances(text) == COMING


def test_the_convening_can_name_both_columns_or_keep_one() -> None:
    text = written(NAMES, RSVP, OTHERS["yes and no"])
    assert chances(text, attending=["RSVP", "Cancelled"]) == COMING
    assert chances(text, attending=["RSVP"]) == COMING
    assert chances(text, own=["Cancelled"]) == COMING | {"Ben Ode": 1.0}


def test_the_answer_to_a_question_about_not_coming_leaves_the_replies_read() -> None:
    text = written(NAMES, RSVP, "Withdrawn; yes; yes; yes; no")
    assert [(column, slug) for _, column, slug in wrong(text)] == [("Withdrawn", "column-unclear")]
    assert chances(text, attending=["Withdrawn"]) == COMING | {"Ana Soto": 0.0}


def test_a_cancelled_row_brings_nobody() -> None:
    text = written(NAMES, RSVP, "Party size; 2; 3; 1; 1", OTHERS["marks"])
    coming = [person.name for person in persons(text) if person.attending.chance]
    assert sorted(coming) == ["Ana Soto", "Ana Soto's guest", "Dev Rao"]


@pytest.mark.parametrize("others", [(), (OTHERS["marks"],)], ids=["alone", "beside a cancellation"])
def test_replies_to_two_invitations_are_asked_about(others: tuple[str, ...]) -> None:
    days = "Attending Saturday?; yes; yes; no; yes", "Attending Sunday?; no; yes; yes; yes"
    assert [slug for _, _, slug in wrong(written(NAMES, *days, *others))] == ["heading-ambiguous"]


REPLIES = {
    "RSVP": "RSVP; yes; yes; no; maybe",
    "Attending": "Attending; yes; yes; no; maybe",
    "Status": "Status; confirmed; confirmed; confirmed; confirmed",
    "no replies": "",
}
PARTS = ["Attending dinner", "Attending welcome reception", ""]
ABOUT_NOT_COMING = ["Cancelled", "Refunded", "Declined", "Not attending", "No longer coming"]
MARKS = ["; yes; ; ", "no; yes; no; no", "; x; ; ", "FALSE; TRUE; FALSE; FALSE", "; 2026-05-03; ; "]

CANCELLED = [
    pytest.param(*case, marks=[pytest.mark.night] if number % 4 else [])
    for number, case in enumerate(product(REPLIES, PARTS, range(len(MARKS))))
]
"""Replies, what they are about, and how far the marks are turned against the headings; a landing tries a quarter."""


@pytest.mark.parametrize(("replies", "part", "turn"), CANCELLED)
def test_no_other_column_brings_back_who_is_marked_as_not_coming(replies: str, part: str, turn: int) -> None:
    replies = REPLIES[replies]
    attendance = f"{part}; yes; yes; no; yes" if part else ""
    for heading, marks in zip(ABOUT_NOT_COMING, MARKS[turn:] + MARKS[:turn], strict=True):
        for columns in permutations(filter(None, [replies, attendance, f"{heading}; {marks}"])):
            text = written(NAMES, *columns)
            assert chances(text)["Ben Ode"] == 0, text
            if replies:
                assert chances(text, attending=[replies.split(";")[0]])["Ben Ode"] == 0, text


def test_yes_on_most_rows_below_a_heading_about_not_coming_is_told_by_the_column_of_yes() -> None:
    text = written(NAMES, "Coming; yes; no; no; no", "Not coming; no; yes; yes; yes")
    assert [name for name, chance in chances(text).items() if chance] == ["Ana Soto"]


def test_answers_about_a_part_are_one_question_beside_a_cancellation() -> None:
    dinner = "Attending dinner; x; x; ; ", "Not attending dinner; ; ; x; "
    assert chances(written(NAMES, *dinner, OTHERS["marks"])) == COMING
