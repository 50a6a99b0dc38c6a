"""What separates the values of a cell is what its column shows."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seating.profiles.cells import infer_separators
from seating.profiles.columns import Column
from tests.profiles.lists import persons, said


def inferred(cells: list[str], key: str = "", heading: str = "Skills"):
    return infer_separators(Column(key or heading, heading, "B", (1,), bool(key)), Counter(cells))


@pytest.mark.parametrize(
    ("cells", "separators"),
    [
        (["python|sql|maps", "sql", "python|design", "design|writing"], "|"),
        (["English\nPunjabi", "English", "Punjabi"], "\n"),
        (["trees / water", "water", "paths / trees"], "/"),
        (["English, Polish", "English, Spanish", "Spanish, Tagalog", "English"], ","),
        (["early, late", "late", "early"], ","),
        (["Salem, Oregon", "Bend, Oregon", "Reno, Nevada", "Elko, Nevada"], ""),
        (["Smith, Ana", "Smith, Ben", "Holt, Ana", "Holt, Cleo"], ""),
        (["she/her", "he/him", "she/they", "they/them"], ""),
        (["AC/DC", "Muse"], ""),
        (["AC/DC", "AC/DC", "n/a"], ""),
        (["3/4/2026", "3/5/2026", "4/4/2026"], ""),
        (["I like\nlong walks on the beach", "Nothing\nto add here"], ""),
        (["red", "green", ""], ""),
        (["a; b", "b; c"], ""),
    ],
)
def test_an_own_column_is_split_where_its_parts_recur(cells, separators):
    assert inferred(cells).separators == separators


@pytest.mark.parametrize(
    ("key", "cell", "separators"),
    [
        ("languages", "English / Urdu", "/"),
        ("languages", "English, Urdu", ","),
        ("languages", "English\r\nUrdu", "\n"),
        ("languages", "English|Urdu", "|"),
        ("languages", "English and Urdu", "&"),
        ("languages", "English, Urdu and Karen", ",&"),
        ("needs", "vegan and no nuts", ""),
        ("interests", "arts and crafts", ""),
        ("speaks_to", "policy, practice", ","),
        ("needs", "vegetarian, no eggs", ""),
        ("needs", "wheelchair user, step-free seat", ""),
        ("name", "AC/DC", ""),
        ("organization", "Fox | Marsh", ""),
        ("sector", "business/labor", ""),
        ("with", "Ana, Ben", ""),
        ("phone", "555/0101", ""),
    ],
)
def test_a_column_with_a_meaning_knows_its_separators(key, cell, separators):
    assert inferred([cell], key).separators == separators


def test_the_split_is_said_once_with_an_example():
    text = "name,Crafts\nAna,python|sql\nBen,sql\nCleo,python|design\nDee,design\n"
    assert [person.own["Crafts"] for person in persons(text)] == [
        ("python", "sql"),
        ("sql",),
        ("python", "design"),
        ("design",),
    ]
    (note,) = said(text, "values-split")
    assert 'bars (|): "python|sql" is read as "python" and "sql"' in note.text
    assert "python" not in (note.shared_text or "")


def test_values_on_lines_that_stand_nowhere_else_stay_and_are_said():
    text = 'name,Errands\nAna,"trees\nwater"\nBen,\n'
    assert persons(text)[0].own["Errands"] == ("trees\nwater",)
    assert said(text, "values-not-split")


def test_a_semicolon_at_the_end_is_no_value():
    assert persons("name,assets\nAna,skill: law;\n")[0].values("assets") == ("skill: law",)
    assert persons("name,languages\nAna,Spanish;English;\n")[0].languages == ("Spanish", "English")


@given(st.lists(st.text("ab|/,; \n", max_size=8), max_size=8))
def test_nothing_but_separators_is_lost(cells):
    found = inferred(cells)
    for cell in cells:
        assert [c for c in found.split(cell) if c in "ab"] == [c for c in cell if c in "ab"]
        assert len(found.split(cell)) == len(cell)


def test_several_separators_of_one_column_all_split_and_are_all_said():
    text = 'name,languages\nAna,Hmong and English\nBen,"English, Hmong"\nCam,"English, Hmong and Karen"\nDot,Karen\n'
    assert [person.languages for person in persons(text)][::2] == [("Hmong", "English"), ("English", "Hmong", "Karen")]
    (note,) = said(text, "values-split")
    assert 'values are separated by commas (,) and "and" or "&": "English, Hmong and Karen" is read as' in note.text
