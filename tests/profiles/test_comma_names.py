"""Names with a comma: the last name first, or something else after the name. Each cell is decided by itself."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seating.profiles.name_cells.list_names import order_names
from tests.profiles.lists import persons, said

TURNED = {
    "Hill, Tom": "Tom Hill",
    "Ode, Ben, PhD": "Ben Ode, PhD",
    "Lind, Cara, Jr.": "Cara Lind, Jr.",
    "de la Cruz, Luis": "Luis de la Cruz",
    "van Dyk, Anna-Lena": "Anna-Lena van Dyk",
    "Ash-Vane, Eva": "Eva Ash-Vane",
    "García López, Ana María": "Ana María García López",
    "O'Neal, Rosa": "Rosa O'Neal",
    "ROTH, Eva": "Eva ROTH",
    "Vance, B.": "B. Vance",
    "Smith, Ana & Ben": "Ana & Ben Smith",
    "Stone, Paul + 2": "Paul Stone + 2",
    "Rush, Nora (3)": "Nora Rush (3)",
    "Penn, Dr. Maria": "Dr. Maria Penn",
}
KEPT = (
    "Acme Corp, Inc.",
    "Tom Reed, Acme Corp",
    "Ben Ode, Mayor",
    "Carl Brandt, Deputy Mayor",
    "Carpenters Union, Local 72",
    "City of Corvid, Planning",
    "Eva Stone, PhD",
    "Ana Moss, Corvid",
    "Department of Health, Oak",
    "Tom Hill, <img src=x>",
)
FULL = ("Gina Moss", "Hal Penn", "Ines Quill", "Jan Rush", "Karl Stone")


@given(
    st.lists(st.sampled_from([*TURNED]), min_size=3, unique=True),
    st.lists(st.sampled_from(KEPT), max_size=4, unique=True),
    st.sampled_from([0, 1, 2, 5]),
    st.randoms(use_true_random=False),
)
def test_no_cell_decides_for_another(last_first, kept, number, shuffler):
    names = [*last_first, *kept, *FULL[:number]]
    shuffler.shuffle(names)
    assert order_names(names) == {name: TURNED[name] for name in last_first}


@pytest.mark.parametrize("name", ["Hill, Tom", "de la Cruz, Luis", "Ode, Ben, PhD", "Zhou, Wei", "Okoro, Adaeze"])
@pytest.mark.parametrize("number", [3, 4, 5])
def test_one_last_name_first_among_full_names_is_turned(name, number):
    assert list(order_names([name, *FULL[:number]])) == [name]


@pytest.mark.parametrize(
    "names",
    [
        ["Tom Hill, Acme", "Ana Soto, Oak", "Ben Ode, Corvid"],
        ["Ben Ode, Mayor", "Ana Soto, Clerk", "Eva Roth, Treasurer"],
        ["Oak, Corvid", "Elm, Corvid", "Ash, Corvid"],
        ["Kira Vale, Otto Wren", "Ana Soto, Ben Ode"],
        ["Ana, Ben", "Cara", "Dev", "Hal"],
        ["Ana Moss, Ben Penn", *FULL],
        ["Bell, PhD", "Cole, MD"],
    ],
)
def test_firms_offices_places_and_several_people_are_not_turned(names):
    assert not order_names(names)


def test_a_text_of_another_column_is_no_given_name():
    text = 'Name,Town\n"Hill, Ashby",Ashby\n"Soto, Ana",Corvid\n"Ode, Ben",Ashby\n"Roth, Eva",Corvid\n'
    assert [person.name for person in persons(text)] == ["Hill, Ashby", "Ana Soto", "Ben Ode", "Eva Roth"]


def test_the_note_shows_two_examples():
    (note,) = said('Name\n"Hill, Tom"\n"Soto, Ana"\n"Ode, Ben"\n"Acme Corp, Inc."\n', "names-turned")
    assert "3 names" in note.text
    assert '"Hill, Tom" as "Tom Hill" and "Soto, Ana" as "Ana Soto"' in note.text


@pytest.mark.parametrize("written", ["Roth, Eva", "Roth, Eva; Ash, Finn", "de la Cruz, Luis"])
def test_companions_are_decided_like_the_names_of_rows(written):
    rows = "".join(f'"{name}",\n' for name in FULL)
    named = [person.name for person in persons(f'Name,Plus one\nTom Hill,"{written}"\n{rows}')]
    assert set(order_names([*written.split("; "), *FULL]).values()) < set(named)
    assert len(named) == 1 + len(FULL) + len(written.split("; "))


def test_the_shared_note_shows_no_name():
    (note,) = said('Name\n"Hill, Tom"\n"Soto, Ana"\n"Ode, Ben"\n', "names-turned")
    assert note.shared_text == 'people.csv: "Name" has names with the last name first.'


def test_given_names_between_commas_are_as_many_people_as_the_row_states():
    rows = "".join(f'"{name}",1,\n' for name in FULL)
    text = f'Name,How many,Names of others\nTom Hill,3,"Wren, Otto"\nAna Soto,4,"Kaya, Milo and Bo"\n{rows}'
    named = [person.name for person in persons(text)]
    assert named[:7] == [
        *("Tom Hill", "Wren Hill", "Otto Hill"),
        *("Ana Soto", "Kaya Soto", "Milo Soto", "Bo Soto"),
    ]


@pytest.mark.parametrize("heading", ["Name (surname first)", "Surname first", "Last name"])
def test_a_column_of_last_names_with_given_names_behind_commas_has_whole_names(heading):
    people = persons(f'{heading}\n"Hill, Tom"\n"Soto, Ana"\n"Ode, Ben & Eva"\n')
    assert [person.name for person in people] == ["Tom Hill", "Ana Soto", "Ben Ode", "Eva Ode"]
