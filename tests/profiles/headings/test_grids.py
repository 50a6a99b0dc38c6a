"""Rating grids: columns that ask for one rating each of several topics are interests."""

from __future__ import annotations

import pytest

from seating.profiles import read_people
from seating.sources import read_bytes
from tests.profiles.lists import persons, reading

NAMES = ("Ana Soto", "Ben Ode", "Cleo Hart", "Dov Diaz")


def grid(headings: list[str], rows: list[list[str]]) -> str:
    """Return a list with these columns beside the names."""
    text = "Name," + ",".join(f'"{heading}"' for heading in headings) + "\n"
    return text + "".join(f"{name},{','.join(row)}\n" for name, row in zip(NAMES, rows, strict=False))


RATED = [["3", "1"], ["2", ""], ["0", "3"], ["1", "2"]]
MEANT = [{"Talent": 3, "Capital": 1}, {"Talent": 2}, {"Talent": 0, "Capital": 3}, {"Talent": 1, "Capital": 2}]


@pytest.mark.parametrize(
    "headings",
    [
        ["Interest: Talent", "Interest: Capital"],
        ["Talent (0-3)", "Capital (0-3)"],
        ["Rate your interest [Talent]", "Rate your interest [Capital]"],
        ["Rating [Talent]", "Rating [Capital]"],
        ["Table rating: Talent", "Table rating: Capital"],
        ["Wie sehr beschäftigt Sie – Talent", "Wie sehr beschäftigt Sie – Capital"],
        ["How interested are you in Talent?", "How interested are you in Capital?"],
        ["How much would Talent help you?", "How much would Capital help you?"],
    ],
)
def test_a_grid_is_read_by_the_part_that_varies(headings):
    assert [dict(one.interests) for one in persons(grid(headings, RATED))] == MEANT


def test_a_topic_may_have_several_words_and_signs():
    found = persons(grid(["Rating [Talent & Skill]", "Rating [Health, Food: Care]"], RATED))
    assert found[0].interests == {"Talent & Skill": 3, "Health, Food Care": 1}


@pytest.mark.parametrize(
    ("cells", "scores"),
    [
        (["very interested", "somewhat", "a little", "not at all"], [3, 2, 1, 0]),
        (["3 - very", "2 - somewhat", "1 - little", "0 - none"], [3, 2, 1, 0]),
        (["5", "4", "2", "1"], [3, 2, 1, 0]),
        (["5", "4", "1", "0"], [3, 2, 1, 0]),
        (["3", "2", "1", "-"], [3, 2, 1, None]),
        (["3.0", " 02", "1", "0"], [3, 2, 1, 0]),
    ],
)
def test_cells_of_any_scale_become_scores(cells, scores):
    found = persons(grid(["Interest: Talent", "Interest: Capital"], [[cell, cell] for cell in cells]))
    assert [one.interests.get("Talent") for one in found] == scores


@pytest.mark.parametrize(
    ("headings", "rows"),
    [
        (["Adults", "Children"], [["2", "1"], ["1", "0"], ["2", "3"], ["2", "0"]]),
        (["Tour: Museum", "Tour: Harbor"], [["1", "0"], ["0", "1"], ["1", "1"], ["0", "0"]]),
        (["Question 1", "Question 2"], RATED),
        (["Ana Soto", "Cleo Soto"], RATED),
        (["Years here", "Years there"], [["12", "1"], ["3", "0"], ["5", "2"], ["7", "2"]]),
        (["Shirt: size", "Shirt: color"], [["3", "red"], ["2", "blue"], ["1", "red"], ["2", "red"]]),
    ],
)
def test_columns_of_another_form_stay_as_they_are(headings, rows):
    assert not any(one.interests for one in persons(grid(headings, rows)))


def test_an_order_is_no_rating():
    """The first place is the highest wish, so the numbers are not scores."""
    rows = [["1", "2", "3"], ["3", "1", "2"], ["2", "3", "1"], ["1", "3", "2"]]
    text = grid(["Order: Talent", "Order: Capital", "Order: Health"], rows)
    assert not any(one.interests for one in persons(text))


def test_a_grid_and_a_column_of_interests_are_combined():
    text = grid(
        ["Interest: Talent", "Interest: Capital", "Interests"], [["3", "", "Talent:1; Health:2"], ["1", "1", ""]]
    )
    assert persons(text)[0].interests == {"Talent": 3, "Health": 2}


def test_the_convening_can_name_several_columns_for_one_meaning():
    text = grid(["Talent", "Capital", "More"], [["3", "1", "Health:2"], ["0", "2", ""]])
    source = read_bytes(text.encode(), "people.csv")
    found = read_people(source, columns={"interests": ["Talent", "Capital", "More"]}).people
    assert [dict(one.interests) for one in found] == [
        {"Talent": 3, "Capital": 1, "Health": 2},
        {"Talent": 0, "Capital": 2},
    ]


def test_a_grid_that_the_convening_uses_or_keeps_stays_its_own():
    text = grid(["Interest: Talent", "Interest: Capital"], RATED)
    source = read_bytes(text.encode(), "people.csv")
    kept = read_people(source, columns={"own": ["Interest: Talent", "Interest: Capital"]}).people
    used = read_people(source, used=["Interest: Talent", "Interest: Capital"]).people
    assert not any(one.interests for one in (*kept, *used))


def test_one_column_about_a_topic_is_read_as_a_grid_is():
    assert [one.interests for one in persons(grid(["Interest: Talent"], [["3"], [""], ["1"]]))] == [
        {"Talent": 3},
        {},
        {"Talent": 1},
    ]


def test_a_note_names_the_columns_of_a_grid():
    notes = [note.text for note in reading(grid(["Rating [Talent]", "Rating [Capital]"], RATED)).notes]
    assert any('"Rating [Talent]" (B)' in note and "interests" in note for note in notes)
