"""Families of headings: columns that repeat with a number because a row has several people."""

from __future__ import annotations

import pytest

from seating.errors import InputError
from seating.profiles import Person
from tests.profiles.lists import persons, said

TEAMS = """Team Name,Track,Member 1,Member 2,Member 3
Rocket,A,Ana Soto,Ben Ode,Cara Lind
Lynx,B,Dev Rao,Eva Roth,Finn Ash
Owl,B,Gia Moss,Hal Penn,
"""
PAIRS = "Name01,Name02\nAna Soto,Ben Ode\nCara Lind,\nDev Rao,Eva Roth\n"
HALVES = """invitation,guest_1_first_name,guest_1_last_name,guest_2_first_name,guest_2_last_name
A1,Ana,Soto,Ben,Ode
A2,Cara,Lind,,
A3,Dev,Rao,Eva,Roth
"""
APART = """First Name 1,First Name 2,Last Name 1,Last Name 2
Ana,Ben,Soto,Ode
Cara,,Lind,
Dev,Eva,Rao,Roth
"""
CAPTAINS = "Team,Captain,Player 1,Player 2\nRocket,Ana Soto,Ben Ode,Cara Lind\nLynx,Dev Rao,Eva Roth,Finn Ash\n"
FOREIGN = "Lag,Medlem 1,Medlem 2\nRaket,Åsa Berg,Bo Ek\nLo,Disa Ros,Erik Alm\nUv,Maja Lund,\n"


def parties(text: str) -> dict[str, list[str]]:
    """Return the names of the people of each row, by the name of the first."""
    found: dict[str, list[str]] = {}
    for person in persons(text):
        found.setdefault(party_of(person), []).append(person.name)
    return found


def party_of(person: Person) -> str:
    return person.party.name if person.party else person.name


@pytest.mark.parametrize(
    ("text", "first", "others"),
    [
        (TEAMS, "Ana Soto", ["Ben Ode", "Cara Lind"]),
        (PAIRS, "Ana Soto", ["Ben Ode"]),
        (HALVES, "Dev Rao", ["Eva Roth"]),
        (APART, "Dev Rao", ["Eva Roth"]),
        (CAPTAINS, "Dev Rao", ["Eva Roth", "Finn Ash"]),
        (FOREIGN, "Åsa Berg", ["Bo Ek"]),
    ],
)
def test_a_row_is_all_the_people_that_its_columns_name(text: str, first: str, others: list[str]) -> None:
    assert parties(text)[first] == [first, *others]


@pytest.mark.parametrize(("text", "count"), [(TEAMS, 8), (PAIRS, 5), (HALVES, 5), (APART, 5), (CAPTAINS, 6)])
def test_everyone_has_a_chair(text: str, count: int) -> None:
    assert len(persons(text)) == count
    assert said(text, "party-counted")


def test_the_name_of_a_team_stays_a_column_of_the_list() -> None:
    assert persons(TEAMS)[0].own["Team Name"] == ("Rocket",)


def test_guests_in_columns_come_with_the_person_of_the_row() -> None:
    text = "Name,Member 1,Member 2\nAna Soto,Ben Ode,Cara Lind\nDev Rao,,\nEva Roth,Finn Ash,\n"
    assert parties(text)["Ana Soto"] == ["Ana Soto", "Ben Ode", "Cara Lind"]


def test_numbered_wishes_are_no_companions() -> None:
    text = "Name,Friend 1,Friend 2\nAna Soto,Ben Ode,Cara Lind\nBen Ode,Ana Soto,\nCara Lind,Ben Ode,\n"
    assert [person.name for person in persons(text)] == ["Ana Soto", "Ben Ode", "Cara Lind"]


def test_numbered_questions_are_no_people() -> None:
    text = "Name,Answer 1,Answer 2\nAna Soto,Red,Blue\nBen Ode,Green,Red\nCara Lind,Blue,\n"
    assert len(persons(text)) == 3


def test_a_person_named_twice_in_a_row_has_one_chair() -> None:
    text = "Name,Guest 1,Guest 2\nAna Soto,Ana Soto,Ben Ode\nDev Rao,Dev Rao,\nEva Roth,,\n"
    assert [person.name for person in persons(text)] == ["Ana Soto", "Ben Ode", "Dev Rao", "Eva Roth"]


@pytest.mark.parametrize(
    "text",
    [
        "Rad,Roer 1,Roer 2\nA,Ana Soto,Ben Ode\nB,Cara Lind,Dev Rao\n",
        "Squadra,Componente 1,Componente 2\nA,Ana Soto,Ben Ode\nB,Cara Lind,Dev Rao\n",
        "teamName,player1Name,player1Email,player2Name\nA,Ana Soto,a@x.org,Ben Ode\nB,Cara Lind,c@x.org,Dev Rao\n",
    ],
)
def test_numbered_headings_are_headings_in_any_language(text: str) -> None:
    assert [person.name for person in persons(text)] == ["Ana Soto", "Ben Ode", "Cara Lind", "Dev Rao"]


def test_children_do_not_take_the_place_of_their_parents() -> None:
    with pytest.raises(InputError) as caught:
        persons("Parent Name,Kid 1,Kid 2\nAna Soto,Mia,Noa\nBen Ode,,\nCara Lind,Lou,\n")
    assert 'columns: {name: "Parent Name"}' in str(caught.value.problems[0].hint)


@pytest.mark.parametrize(
    "headings",
    [
        ("Partner first name", "Partner last name", "Meal"),
        ("Partner first name", "Meal", "Partner last name"),
        ("Last name of partner", "Meal", "First name of partner"),
    ],
)
def test_the_parts_of_the_name_of_a_companion_are_joined_wherever_they_stand(headings: tuple[str, ...]) -> None:
    cells = {"Meal": "soup,stew"} | {
        heading: "Eva,Finn" if "irst" in heading else "Roth,Ash" for heading in headings if heading != "Meal"
    }
    columns = {"Name": "Ana Soto,Ben Ode", **{heading: cells[heading] for heading in headings}}
    rows = zip(*(text.split(",") for text in columns.values()), strict=True)
    text = "\n".join([",".join(columns), *map(",".join, rows)])
    assert [person.name for person in persons(text)] == ["Ana Soto", "Eva Roth", "Ben Ode", "Finn Ash"]
