"""Further tables below the first one: the same people again, or more people."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.profiles.lists import persons, said

PEOPLE = ["Ana Soto", "Ben Ode", "Cara Lind", "Dev Rao"]
MORE = ["Eva Roth", "Finn Ash", "Gus Vane"]


def table(head: str, names: list[str], cell: str = "") -> str:
    columns = head.count(",")
    return "\n".join([head, *(f"{name}{f',{cell}' * columns}" for name in names)]) + "\n"


@given(
    st.sampled_from(["Name,Email", "Name,Organization,Email"]),
    st.sampled_from(
        ["Name,Email", "Name,Organization,Email", "Name,Join Time,Email", "Full name,Organization,Duration"]
    ),
    st.sampled_from(
        ["\n", "\nActivities\n", "\n3. In-Meeting Activities\n", "\nReport\nActivities\n", "\nActivities\n\n"]
    ),
    st.lists(st.sampled_from(PEOPLE), min_size=1),
    st.lists(st.sampled_from(MORE), unique=True, max_size=1),
)
def test_people_of_a_further_table_are_read_once(head, later, between, again, more):
    text = table(head, PEOPLE) + between + table(later, [*again, *more], "x")
    assert sorted(person.name for person in persons(text)) == sorted([*PEOPLE, *(more if len(set(again)) else [])])
    assert said(text, "rows-again")


@pytest.mark.parametrize("between", ["", "\n", "\nStaff\n", "\nOur helpers\n"])
@pytest.mark.parametrize("later", ["Name,Email,Organization", "Name,Organization", "Name,Organization,Shirt size"])
def test_more_people_below_further_headings_have_their_cells_in_the_right_columns(between, later):
    if not between and later != "Name,Email,Organization":
        between = "\n"
    first = "Name,Email,Organization\nAna Soto,ana@x.example,Oak\nBen Ode,ben@x.example,Elm\n"
    cells = {"Name": "Eva Roth", "Email": "eva@x.example", "Organization": "Ash Fund", "Shirt size": "M"}
    text = f"{first}{between}{later}\n{','.join(cells[heading] for heading in later.split(','))}\n"
    people = persons(text)
    assert [person.name for person in people] == ["Ana Soto", "Ben Ode", "Eva Roth"]
    assert people[-1].organization == "Ash Fund"
    if "Shirt size" in later:
        assert people[-1].own["Shirt size"] == ("M",)
    if between.strip():
        assert people[-1].own["section"] == (between.strip(),)


def test_first_and_last_names_are_found_again():
    text = "First name,Last name,Email\nAna,Soto,a@x.example\nBen,Ode,b@x.example\n"
    again = "\nBreakouts\nFirst name,Last name,Room\nAna,Soto,1\nBen,Ode,2\n"
    assert [person.name for person in persons(text + again)] == ["Ana Soto", "Ben Ode"]


def test_the_last_person_above_further_headings_is_no_title():
    text = "Name,Email\nAna Soto,a@x.example\nCara Lind\nName,Email\nEva Roth,e@x.example\n"
    assert [person.name for person in persons(text)] == ["Ana Soto", "Cara Lind", "Eva Roth"]


def test_rows_without_names_are_no_further_table():
    text = "Guest,Meal\nAna Soto,Fish\n\nTable 2\nGuest,Vegetarian\nBen Ode,Fish\n"
    assert [person.name for person in persons(text)] == ["Ana Soto", "Guest", "Ben Ode"]
