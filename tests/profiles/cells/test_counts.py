"""How many people a text stands for is read alike in names, replies, counts and cells about companions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seating.profiles.cells.counts import read_count, read_loosely, read_size
from tests.profiles.lists import persons, wrong

MORE = {
    **dict.fromkeys(
        ("+1", "+ 1", "plus one", "plus 1", "partner", "and guest", "& guest", "tbc", "partner tbc"), (1, 0)
    ),
    **dict.fromkeys(("partner (tbc)", "guest?", "my husband", "girlfriend", "1", "one", "yes", "acompañante"), (1, 0)),
    **dict.fromkeys(("+2", "2", "two", "2 guests", "guest + partner", "dos", "zwei"), (2, 0)),
    **dict.fromkeys(("baby", "a baby", "1 kid", "ein Kind"), (0, 1)),
    **dict.fromkeys(("husband and 2 kids", "partner + 2 children", "1 adult, 2 kids", "1 adult 2 kids"), (1, 2)),
    **dict.fromkeys(("no", "none", "-", "0"), (0, 0)),
}
"""How many adults and children each text under a heading for companions adds to the person of the row."""

NAMED = {
    **dict.fromkeys(("Eli", "husband Eli", "my husband Eli", "yes, Eli", "yes - Eli", "yes (Eli)", "Eli (vegan)"), 1),
    **dict.fromkeys(("Eli (tbc)", "Eli?", "Eli - husband", "girlfriend (Eli)"), 1),
    **dict.fromkeys(
        ("Eli +1", "Eli and baby", "Eli + guest", "Eli (+1)", "Eli and Ida", "Eli, Ida", "Eli & my son Ida"), 2
    ),
    **dict.fromkeys(("Eli & 2 kids", "Eli, Ida and Otto", "Eli, Ida + 1"), 3),
}
"""How many people come along, of whom one is Eli."""

SIZES = {
    **dict.fromkeys(("3", "three", "3 people", "3 seats", "3 pax", "party of 3", "family of 3", "x3", "3x", "tres"), 3),
    **dict.fromkeys(("2 + 1", "2+1", "two adults + one child", "2 adults, 1 kid", "zwei Erwachsene und ein Kind"), 3),
    **dict.fromkeys(("3 (2 adults, 1 kid)", "Fox household (3)", "Fox: 3", "Fox (party of 3)", "3 (one vegan)"), 3),
    **dict.fromkeys(("dos adultos y un niño", "deux adultes et un enfant", "due adulti e un bambino", "+2"), 3),
}
"""How many people each text under a heading for sizes makes of a row."""

KIDS = {
    **dict.fromkeys(("1", "baby", "a baby", "1 kid", "one", "1 (age 7)", "1 child (3)", "1 high chair"), 1),
    **dict.fromkeys(("2", "2 (ages 3, 5)", "2, ages 3 & 5", "2 kids", "2 kids (3 and 5)", "twins", "2 small ones"), 2),
    **dict.fromkeys(("2 kids and a baby", "2 + baby"), 3),
}
"""How many children each text under a heading for children counts."""

REPLIES = {
    **dict.fromkeys(("Yes x3", "Yes (3)", "Yes, 3 of us", "Confirmed (3)", "Accepted (3 of 3)", "3 of 3 accepted"), 3),
    **dict.fromkeys(("Yes, 2 adults and 1 kid", "Yes + 2", "Yes, with my 2 kids", "Sí, somos 3"), 3),
    **dict.fromkeys(("Yes", "Yes, both days", "Yes, no nuts", "Accepted (1 of 1)"), 1),
}
"""How many people each reply brings."""

NAMES = {
    **dict.fromkeys(("Ana Fox (3 people)", "Ana Fox (party of 3)", "Ana Fox (+2)", "Ana Fox (2 adults, 1 kid)"), 3),
    **dict.fromkeys(
        ("Fox family: 2 adults, 1 kid", "Fox family x3", "Fox family - 3", "Fox family, 3", "Fox household of 3"), 3
    ),
    **dict.fromkeys(("Ana Fox + 1 adult, 1 kid", "Ana Fox (2 kids)", "Ana & Ben Fox (1 kid)"), 3),
    **dict.fromkeys(("Ana Fox + 1 (tbc)", "Ana Fox +1 tbc", "Ana Fox (+1 tbc)", "Ana Fox w/ guest"), 2),
    **dict.fromkeys(("Ana & Ben Fox - parents", "Ana & Ben Fox [parents]"), 2),
    **dict.fromkeys(("Ana Fox + 2", "Fox family (3)", "The Fox family (2 adults, 1 kid)", "Ana Fox (x3)"), 3),
    **dict.fromkeys(
        ("Ana & Ben Fox (3)", "Ana & Ben Fox (cousins) + 1", "Ana & Ben Fox (+1)", "Ana Fox (and 2 guests)"), 3
    ),
    **dict.fromkeys(("Mr & Mrs Fox (parents)", "Ana & Ben Fox (parents)", "Ana & Ben Fox (from Leeds)"), 2),
    **dict.fromkeys(("Ana Fox (cousin)", "Ana Fox", "Ana Fox (née Marsh)", "Ana Fox (tbc)", "Ana Fox (1)"), 1),
}
"""How many people each name stands for."""


@pytest.mark.parametrize("heading", ["plus one", "+1", "Guests", "Bringing a guest", "Plus one / partner"])
@pytest.mark.parametrize("cell", MORE)
def test_a_cell_about_companions_adds_people(heading, cell):
    rows = [f'Ana Fox,"{cell}"', "Ben Marsh,Eva Lang", "Cleo Holt,", f'Dee Orme,"{cell}"']
    people = persons(f"name,{heading}\n" + "\n".join(rows) + "\n")
    members = [person for person in people if person.line == 2]
    adults, children = MORE[cell]
    assert len(members) == 1 + adults + children
    assert sum(person.is_child_of_a_party for person in members) == children


@pytest.mark.parametrize(
    "heading", ["plus one", "Partner", "Plus one name", "Partner/guest", "Companion", "Begleitung"]
)
@pytest.mark.parametrize("cell", NAMED)
def test_names_are_read_whatever_is_written_beside_them(heading, cell):
    people = persons(f'name,{heading}\nAna Fox,"{cell}"\nBen Marsh,Eva Lang\nCleo Holt,\nDee Orme,no\n')
    assert [person.line for person in people] == [2] * (1 + NAMED[cell]) + [3, 3, 4, 5]
    assert "Eli Fox" in {person.name for person in people}


@pytest.mark.parametrize("cell", ["+1", "+ 1", "plus 1", "plus one", "partner", "and guest", "tbc", "partner tbc"])
@pytest.mark.parametrize("heading", ["plus one", "With guest", "Partner", "Companion", "Begleitung", "Acompañante"])
def test_the_same_words_in_many_rows_count_in_each(heading, cell):
    rows = "".join(f"Person {letter} Fox,{cell if number < 3 else ''}\n" for number, letter in enumerate("ABCDEF"))
    assert len(persons(f"name,{heading}\n{rows}")) == 9


@pytest.mark.parametrize("heading", ["party size", "Number of guests attending", "Party", "Household", "Seats"])
@pytest.mark.parametrize("cell", SIZES)
def test_a_size_is_read_in_figures_words_and_sums(heading, cell):
    people = persons(f'name,{heading}\nAna Fox,"{cell}"\nBen Marsh,1\nCleo Holt,2\nDee Orme,1\n')
    assert sum(person.line == 2 for person in people) == SIZES[cell]


@pytest.mark.parametrize("cell", KIDS)
def test_children_are_read_whatever_is_written_beside_them(cell):
    people = persons(f'name,Kids\nAna Fox,"{cell}"\nBen Marsh,1\nCleo Holt,\n')
    assert sum(person.is_child_of_a_party and person.line == 2 for person in people) == KIDS[cell]


@pytest.mark.parametrize("heading", ["RSVP", "Status", "attending"])
@pytest.mark.parametrize("cell", REPLIES)
def test_a_reply_counts_the_people_it_speaks_for(heading, cell):
    people = persons(f'name,{heading}\nAna Fox,"{cell}"\nBen Marsh,no\nCleo Holt,yes\n')
    assert sum(person.line == 2 and person.attending.chance == 1 for person in people) == REPLIES[cell]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_stands_for_people(name):
    people = persons(f'name\n"{name}"\nCleo Holt\nDee Orme\n')
    assert sum(person.line == 2 for person in people) == NAMES[name]


@pytest.mark.parametrize("cell", ["2 or 3", "2-3", "several", "3, 4", "12 Oak Street", "5 yo", "1000"])
def test_what_states_no_number_of_people_is_asked_about(cell):
    assert wrong(f'name,party size\nAna Fox,"{cell}"\nBen Marsh,1\nCleo Holt,2\n') == [
        (2, "party size", "party-unclear")
    ]


@pytest.mark.parametrize("cell", ["2 or 3", "several", "ask her"])
@pytest.mark.parametrize("reply", ["no", "regrets", "can't make it"])
def test_a_row_that_declined_is_not_asked_about(cell, reply):
    people = persons(f"name,party size,RSVP\nAna Fox,{cell},{reply}\nBen Marsh,1,yes\nCleo Holt,2,yes\n")
    assert [float(person.attending.chance) for person in people] == [0, 1, 1, 1]


@given(st.integers(0, 30), st.integers(0, 30), st.sampled_from([" + ", " and ", ", ", " & "]))
def test_adults_and_children_are_added_up(adults, children, sign):
    found = read_count(f"{adults} adults{sign}{children} kids")
    assert found is not None
    assert (found.number, found.children) == (adults + children, children)


@given(st.text(max_size=60))
def test_any_text_is_a_number_of_people_or_none(text):
    for read in (read_count, read_loosely, read_size):
        found = read(text)
        assert found is None or 0 <= found.children <= found.number
