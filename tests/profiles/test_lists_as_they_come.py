"""Names, addresses, needs and encodings in lists as other programs and people write them."""

from __future__ import annotations

import pytest

from seating.errors import InputError
from seating.profiles import read_people
from seating.profiles.headings.recognition import find_headings
from seating.profiles.notebook import Notebook
from seating.sources import read_bytes
from tests.profiles.lists import persons, reading, said

FULL = "Ana Soto\nBen Ode\nCara Lind\nDev Rao\nEva Roth\nFinn Ash\nGia Moss\nHal Penn\n"


def names(text: str) -> list[str]:
    return [person.name for person in persons(text)]


def meanings(text: str) -> dict[str, str]:
    """Return the meaning of each heading."""
    found = find_headings(read_bytes(text.encode(), "people.csv"), Notebook("people.csv"))
    return {column.heading: "private" if column.is_private else column.meaning for column in found.shown}


@pytest.mark.parametrize(
    "cell",
    [
        "Ana Soto <ana@x.example>",
        "Ana Soto (ana@x.example)",
        "Ana Soto ana@x.example",
        '"""Ana Soto"" <ana@x.example>"',
    ],
)
def test_an_address_after_a_name_is_no_part_of_it(cell: str) -> None:
    text = f"Participant\n{cell}\nBen Ode\n"
    assert names(text) == ["Ana Soto", "Ben Ode"]
    assert [person.email for person in persons(text)] == ["ana@x.example", ""]
    (note,) = said(text, "name-with-address")
    assert "ana@" not in note.text


def test_an_address_after_a_name_fills_the_column_of_addresses() -> None:
    text = "Name,Email,Town\nAna Soto <ana@x.example>,,Here\nBen Ode <b@x.example>,ben@x.example,There\n"
    assert [person.email for person in persons(text)] == ["ana@x.example", "ben@x.example"]
    assert persons(text)[0].own["Town"] == ("Here",)


def test_a_relation_of_notion_names_a_person() -> None:
    page = "https://www.notion.so/Ben-Ode-1a2b3c"
    text = f"Name,Apart from\nAna Soto,Ben Ode ({page})\nBen Ode,\nCara Lind,\n"
    assert persons(text)[0].apart == (persons(text)[1].id,)


def test_one_name_with_the_last_name_first_is_turned_round() -> None:
    text = f'Name\n{FULL}"Lindqvist, Greg"\n'
    assert names(text)[-1] == "Greg Lindqvist"
    (note,) = said(text, "names-turned")
    assert "1 name with the last name first" in note.text


def test_given_names_with_a_comma_are_two_people() -> None:
    text = 'Guest Name\n"Ana, Ben"\nCara\nDev\n"Eva, Finn, Gia"\nHal\n'
    assert names(text) == ["Ana", "Ben", "Cara", "Dev", "Eva", "Finn", "Gia", "Hal"]


def test_two_full_names_with_a_comma_are_two_people_if_the_list_knows_their_given_names() -> None:
    assert names(f'Name\n{FULL}"Ana Moss, Ben Penn"\n')[-2:] == ["Ana Moss", "Ben Penn"]


def test_a_comma_that_may_mean_two_people_is_asked_about() -> None:
    with pytest.raises(InputError) as caught:
        reading(f'Name\n{FULL}"Kira Vale, Otto Wren"\n')
    (problem,) = caught.value.problems
    assert problem.slug == "party-unclear"
    assert "parties: no" in str(problem.hint)


def test_a_number_of_people_settles_a_comma() -> None:
    text = 'Name,Party size\n"Kira, Otto",2\nAna Soto,1\nBen Ode,1\n'
    assert names(text) == ["Kira", "Otto", "Ana Soto", "Ben Ode"]


def test_a_title_or_an_organization_after_a_comma_is_no_person() -> None:
    assert names(f'Name\n{FULL}"Kira Vale, PhD"\n"Otto Wren, Fox Ltd"\n')[-2:] == [
        "Kira Vale, PhD",
        "Otto Wren, Fox Ltd",
    ]


@pytest.mark.parametrize("text", ["Name,Party size\nGroup 4,6\nGroup 5,6\n", "Name,Guests\nAna Soto,3\nAna Soti,3\n"])
def test_names_that_the_program_made_are_no_misspellings(text: str) -> None:
    told = [note.text for note in said(text, "duplicate-spelling")]
    assert not any("guest" in one for one in told)
    assert not any("Group" in one for one in told)


def test_one_cell_that_is_exactly_a_person_is_mentioned() -> None:
    text = "Name,Remark\nAna Soto,Ben Ode\nBen Ode,likes jazz\nCara Lind,\n"
    assert any("Remark" in note.text and "names people" in note.text for note in reading(text).notes)


@pytest.mark.parametrize("heading", ["Mit wem möchten Sie NICHT an einem Tisch sitzen?", "Vil ikke sidde med"])
def test_who_must_not_sit_together_is_understood(heading: str) -> None:
    assert meanings(f"Name,{heading}\nAna Soto,Ben Ode\nBen Ode,\nCara Lind,\n")[heading] in {"apart", "avoids"}


@pytest.mark.parametrize("heading", ["food_notes", "Food notes", "Medical_Alert"])
def test_notes_on_food_and_health_are_needs(heading: str) -> None:
    assert meanings(f"Name,{heading}\nAna Soto,nut allergy\nBen Ode,\nCara Lind,\n")[heading] == "needs"


@pytest.mark.parametrize("heading", ["message", "Remarks about you"])
def test_one_cell_about_needs_hides_a_column_but_makes_it_no_needs(heading: str) -> None:
    text = f"Name,{heading}\nAna Soto,see you there\nBen Ode,brings a ramp\nCara Lind,thanks for all\n"
    assert meanings(text)[heading] == "private"


@pytest.mark.parametrize(
    ("headings", "heading"),
    [
        ("person,namn", "namn"),
        ("nr,Navn", "Navn"),
        ("nr,Jméno a příjmení", "Jméno a příjmení"),
        ("nr,Meno a priezvisko", "Meno a priezvisko"),
        ("nr,שם מלא", "שם מלא"),
        ("nr,LastFirst", "LastFirst"),
    ],
)
def test_the_heading_of_the_names_is_known_beside_numbers(headings: str, heading: str) -> None:
    rows = "".join(f"{number},{name}\n" for number, name in enumerate(FULL.split("\n")[:-1], 1))
    assert meanings(f"{headings}\n{rows}")[heading] == "name"


def test_the_answer_to_a_form_wins_over_an_anonymous_account() -> None:
    rows = "".join(f"anonymous,{name}\n" for name in FULL.split("\n")[:-1])
    assert names(f"Name,Ihr Vor- und Nachname\n{rows}")[0] == "Ana Soto"


def test_a_no_break_space_does_not_make_an_encoding_doubtful() -> None:
    people = read_people(read_bytes(b"name,table\nAna Soto\xa0,1\nBen Ode,1\n", "people.csv")).people
    assert [person.name for person in people] == ["Ana Soto", "Ben Ode"]


def test_text_that_is_called_an_old_workbook_is_read() -> None:
    people = read_people(read_bytes(b"Name\tTown\nAna Soto\tHere\nBen Ode\tThere\n", "people.xls")).people
    assert [person.name for person in people] == ["Ana Soto", "Ben Ode"]


def test_the_lower_of_two_heading_rows_has_the_names() -> None:
    text = "Guest,,RSVP,\nFirst,Last,Email,Coming\nAna,Soto,a@x.org,yes\nBen,Ode,b@x.org,no\nCara,Lind,c@x.org,yes\n"
    assert names(text) == ["Ana Soto", "Ben Ode", "Cara Lind"]


@pytest.mark.parametrize("heading", ["Zúčastní sa", "Přijdete?", "מגיע", "Kommer du?"])
def test_a_refusal_under_a_heading_of_another_language_counts(heading: str) -> None:
    refusal = {"Z": "nie", "P": "ne", "K": "nej"}.get(heading[0], "לא")
    assert meanings(f"Name,{heading}\nAna Soto,ja\nBen Ode,{refusal}\nCara Lind,ja\n")[heading] == "attending"
