"""Headings over names that ask for people to sit with, for people to avoid, or for both."""

from __future__ import annotations

import pytest

from seating.profiles.headings.directions import asks_both_ways
from tests.profiles.lists import persons, wrong

BOTH = [
    "Sit with / avoid",
    "Wishes / avoids",
    "Sit with or apart from",
    "Seat near or away from",
    "Want to sit with or not with",
    "Must or must not sit with",
    "Friends and enemies",
    "Zusammen mit / nicht mit",
    "Juntar con o separar de",
]
ONE = {
    "Do not seat with": "apart",
    "Do not seat near or with": "apart",
    "Avoid table with": "avoids",
    "Sit with": "with",
    "Friends and family to sit with": "with",
    "With / next to": "with",
}


def rows(heading: str) -> str:
    return f"Name,{heading}\nAna Soto,Ben Ode\nBen Ode,\nCara Lind,Dev Rao\nDev Rao,Ana Soto\n"


@pytest.mark.parametrize("heading", BOTH)
def test_names_that_may_mean_either_way_are_asked_about(heading: str) -> None:
    assert asks_both_ways(heading)
    assert wrong(rows(heading)) == [(1, heading, "column-unclear")]


@pytest.mark.parametrize("heading", ONE)
def test_a_heading_of_one_direction_is_read(heading: str) -> None:
    assert not asks_both_ways(heading)
    (ana,) = (person for person in persons(rows(heading)) if person.name == "Ana Soto")
    kept = {"with": ana.with_, "apart": ana.apart, "wishes": ana.wishes, "avoids": ana.avoids}
    assert [key for key, named in kept.items() if named] == [ONE[heading]]
