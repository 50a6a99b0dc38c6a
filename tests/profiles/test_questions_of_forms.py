"""Headings of forms in many words: names in two columns, who may see the answer, and several invitations."""

from __future__ import annotations

import pytest

from seating.convening import private_columns, read_convening
from seating.errors import InputError
from tests.profiles.test_evidence import REPLIES, people_of, taken

FIRST = ["Ana", "Ben", "Cam María", "Dot", "Eve", "Fay"]
LAST = ["Bell", "Cole", "Dean", "Éluard", "Ford García", "Gill"]
WHOLE = [f"{first} {last}" for first, last in zip(FIRST, LAST, strict=True)]


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("What is your first name?", "And your last name?"),
        ("Prénom", "Nom"),
        ("Vorname", "Name"),
        ("First name", "Name"),
        ("Nombre", "Apellidos"),
        ("Nome", "Cognome"),
        ("Nome", "Sobrenome"),
        ("Imię", "Nazwisko"),
        ("Name", "Surname"),
    ],
)
def test_a_name_in_two_columns_is_made_of_both(first, last):
    for cells in ({first: FIRST, last: LAST}, {last: LAST, first: FIRST}):
        assert [person.name for person in people_of(cells)] == WHOLE


@pytest.mark.parametrize("whole", ["Name", "Nom", "Full name"])
def test_a_whole_name_beside_a_first_name_stays_whole(whole):
    assert [person.name for person in people_of({"Prénom": FIRST, whole: WHOLE})] == WHOLE


def test_a_whole_name_is_whole_though_everybody_goes_by_another_first_name():
    called = ["Nan", "Benny", "Cammie", "Dottie", "Evie", "Faye"]
    assert [person.name for person in people_of({"Name": WHOLE, "First name": called})] == WHOLE


def test_what_the_convening_calls_the_name_is_the_name():
    assert [p.name for p in people_of({"Prénom": FIRST, "Nom": LAST}, columns={"name": ["Nom"]})] == LAST


@pytest.mark.parametrize("headings", [["First Name", "Last Name"], ["Surname, first name"]])
def test_columns_that_names_are_made_of_are_not_called_unused(headings):
    first, last = FIRST * 2, [*LAST, *LAST[1:], LAST[0]]
    names = [first, last] if len(headings) > 1 else [[f"{b}, {a}" for a, b in zip(first, last, strict=True)]]
    people = people_of({**dict(zip(headings, names, strict=True)), "Remark": [f"so {n}" for n in range(12)]})
    (note,) = (note for note in read_convening(people, None).notes if note.slug == "columns-unused")
    assert "Remark" in note.text
    assert "ame" not in note.text.replace("people.csv", "")


@pytest.mark.parametrize(
    "heading",
    [
        "Who supports you? They will not be at your table, and nobody but us sees the answer.",
        "Whom do you pay? Only the organizers see this. [funds]",
        "What worries you (confidential)",
        "Algo más (solo lo ve el equipo)",
        "Was noch? Nur wir lesen das.",
        "Notes for the leader",
        "primary_address1",
        "IP Address",
    ],
)
def test_what_only_the_organizers_may_see_is_private(heading):
    cells = ["this", "that", "more", "less", "a lot", "nothing much"]
    people = people_of({"Name": WHOLE, heading: cells})
    assert heading in private_columns(read_convening(people, None).convening, people)


def test_a_known_column_that_only_the_organizers_may_see_is_private_too():
    heading = "Which organization are you with? Only we see this. [organization]"
    people = people_of({"Name": WHOLE, heading: ["Tern", "Quay", "Tern", "Quay", "Slate", "Slate"]})
    assert "organization" in people.headings
    assert "organization" in private_columns(read_convening(people, None).convening, people)


def test_a_heading_about_seeing_people_is_no_promise():
    assert taken({"Name": WHOLE, "Whom did you see last?": FIRST})["Whom did you see last?"] == "own"


def test_a_need_that_is_planned_for_is_a_need():
    heading = "Please list any food allergies or medical needs we should plan for."
    assert taken({"Name": WHOLE, heading: ["bee stings", "", "", "type 1 diabetes", "", ""]})[heading] == "needs"


@pytest.mark.parametrize(
    ("heading", "cell", "expected"),
    [
        ("IP Address", "203.0.113.{}", "private"),
        ("OPTIN", "198.51.100.{}", "private"),
        ("Order #", "104500{}", "own"),
        ("Digits", "06.12.34.{}5", "phone"),
    ],
)
def test_addresses_of_computers_and_orders_are_no_telephone_numbers(heading, cell, expected):
    cells = [cell.format(number) for number in range(1, 7)]
    assert taken({"Name": WHOLE, heading: cells})[heading] == expected


def test_of_several_events_the_reader_says_which_is_seated():
    other = ["Accepted", "Accepted", "Declined", "Declined", "Accepted", "Accepted"]
    events = {"Drinks": REPLIES, "Wedding": other, "Brunch": ["Accepted"] * 5 + ["Declined"]}
    with pytest.raises(InputError) as stopped:
        people_of({"Name": WHOLE, **events})
    assert {problem.slug for problem in stopped.value.problems} == {"heading-ambiguous"}
    told = " ".join(f"{problem.column} {problem.hint}" for problem in stopped.value.problems)
    assert all(event in told for event in events)


def test_replies_to_several_events_that_nobody_tells_apart_are_read_once():
    found = taken({"Name": WHOLE, "Drinks": REPLIES, "Wedding": REPLIES})
    assert sorted(found.values()) == ["attending", "name", "own"]


def test_a_phrase_is_told_on_one_line():
    """Phrases may be broken over two lines of their table."""
    people = people_of({"Name": WHOLE, "Can you make it to the swap?": REPLIES})
    assert all("\n" not in column.evidence for column in people.columns)
    assert "can you make it" in people.columns[1].evidence
