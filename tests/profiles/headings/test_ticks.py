"""Marks that are replies: ticked columns, and signs beside names."""

from __future__ import annotations

import pytest

from seating.profiles import read_people
from seating.sources import read_bytes
from tests.profiles.lists import persons, said, wrong


def coming(text: str) -> list[float]:
    return [float(person.attending.chance) for person in persons(text)]


@pytest.mark.parametrize(
    ("headings", "cells", "chances"),
    [
        ("Yes,No,Maybe", ["x,,", ",x,", ",,x", ",,"], [1, 0, 0.5, 1]),
        ("Sí,No,Tal vez", ["x,,", ",x,", ",,x", ",,"], [1, 0, 0.5, 1]),
        ("Ja,Nein", ["1,0", "0,1", "1,0", ","], [1, 0, 1, 1]),
        ("Attending,Not attending", ["✓,", ",✓", "✓,", ","], [1, 0, 1, 1]),
        ("Coming,Not coming,No response", ["TRUE,FALSE,FALSE", "FALSE,TRUE,FALSE", ",,TRUE", ",,"], [1, 0, 0.5, 1]),
        ("Accepted on,Declined on", ["2024-03-01,", ",2024-03-02", "2024-03-01,", ","], [1, 0, 1, 1]),
    ],
)
def test_a_mark_under_a_reply_is_that_reply(headings, cells, chances):
    rows = [f"P{name} Soto,{cell}" for name, cell in zip("abcd", cells, strict=True)]
    text = "\n".join([f"Name,{headings}", *rows])
    assert coming(text) == chances
    assert len(said(text, "columns-ticked")) == 1


def test_the_columns_attending_and_declined_of_a_list_stay_two():
    """The second names tables, and 0.7 is a chance."""
    text = "name,attending,declined\nAna Soto,0.7,\nBen Ode,,\n"
    assert coming(text) == [0.7, 1]
    assert said(text, "columns-ticked") == []


def test_a_row_with_two_marks_is_asked_about():
    assert [slug for _, _, slug in wrong("Name,Yes,No\nAna Soto,x,\nBen Ode,,x\nCara Lind,x,x\n")] == [
        "attending-unknown"
    ]


def test_columns_that_the_convening_names_stay_as_they_are():
    source = read_bytes(b"Name,Yes,No\nAna Soto,x,\nBen Ode,,x\n", "people.csv")
    people = read_people(source, columns={"own": ["Yes", "No"]}).people
    assert [person.attending.chance for person in people] == [1, 1]


@pytest.mark.parametrize("headings", ["Confirmed,Notes", "Yes,Town", "No,Town"])
def test_other_columns_are_not_joined(headings):
    assert said(f"Name,{headings}\nAna Soto,x,y\nBen Ode,x,z\n", "columns-ticked") == []


def test_signs_and_numbers_beside_names_are_no_part_of_them():
    text = "who is coming?\n1. Ana Soto ✅\n2. Ben Ode ❌\n3. Cara Lind ✅\n4. Dev Rao\n"
    assert [person.name for person in persons(text)] == ["Ana Soto", "Ben Ode", "Cara Lind", "Dev Rao"]
    assert coming(text) == [1, 0, 1, 1]
    assert len(said(text, "cells-marked")) == 1


def test_a_numbered_list_is_a_list_of_names():
    assert [person.name for person in persons("Name,Town\n1) Ana Soto,X\n2) Ben Ode,Y\n")] == ["Ana Soto", "Ben Ode"]
