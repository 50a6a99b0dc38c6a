"""Columns of names: whole names, and the two halves of names."""

from __future__ import annotations

import pytest

from seating.profiles.headings.name_columns import given_names, holds_whole_names
from seating.sources import Row
from tests.profiles.lists import persons, said

FIRST = ["ana", "ben", "cam", "dot", "eve", "fay"]
LAST = ["bell", "cole", "dean", "ely", "ford", "gill"]
WHOLE = [f"{first} {last}" for first, last in zip(FIRST, LAST, strict=True)]


@pytest.mark.parametrize(
    ("heading", "names", "parts", "expected"),
    [
        ("Name", WHOLE, FIRST, True),
        ("Name", LAST, FIRST, False),
        ("Full name", LAST, FIRST, True),
        ("Name", [f"{last}, {first}" for first, last in zip(FIRST, LAST, strict=True)], FIRST, True),
        ("Name", ["de la cruz", *LAST[1:]], FIRST, False),
        ("Name", ["ford garcía", "de la cruz", "van dyk", "ruiz paz", *LAST[4:]], FIRST, True),
        ("Name", LAST, ["ana", *[""] * 5], True),
        ("Name", [""] * 6, FIRST, True),
    ],
)
def test_whole_names_and_halves_are_told_apart(heading, names, parts, expected):
    assert holds_whole_names(heading, names, parts) is expected


def test_the_name_of_a_row_is_known_in_every_form():
    assert given_names(Row(2, ("Ana", "", "Bell, B")), (0, 2, 5)) == {"ana", "bell, b", "ana bell, b", "b bell"}


@pytest.mark.parametrize(
    ("text", "names", "slug"),
    [
        ("first name,last name,name\nAna,Bell,\nBen,Cole,Ben Cole\n", ["Ana Bell", "Ben Cole"], "name-completed"),
        ('name,sector\n"Bell, Ana",a\n"Cole, Ben",b\n', ["Ana Bell", "Ben Cole"], "names-turned"),
        ("last name,first name\nBell,Ana\nCole,\n", ["Ana Bell", "Cole"], "heading-matched"),
    ],
)
def test_names_are_completed_and_turned(text, names, slug):
    assert [person.name for person in persons(text)] == names
    assert len(said(text, slug)) == 1
