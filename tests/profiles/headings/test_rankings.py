"""Ranked choices are interests: the first choice scores 3, the second 2, and all later ones 1."""

from __future__ import annotations

import pytest

from seating.profiles import read_people
from seating.sources import read_bytes
from tests.profiles.lists import persons, reading

TOPICS = ("Housing", "Jobs", "Parks")
MEANT = [dict(zip(TOPICS[at:] + TOPICS[:at], (3, 2, 1), strict=True)) for at in (0, 1, 2, 0, 1, 2)]


def ranked(headings: str) -> str:
    """Return a list of six people who put three topics in an order, with these headings separated by |."""
    rows = [
        f"P{name} Soto,{','.join(TOPICS[at:] + TOPICS[:at])}" for at, name in zip((0, 1, 2) * 2, "abcdef", strict=True)
    ]
    quoted = ",".join(f'"{heading}"' for heading in headings.split("|"))
    return "\n".join([f"Name,{quoted}", *rows]) + "\n"


FAMILIES = [
    "First choice|Second choice|Third choice",
    "1st choice|2nd choice|3rd choice",
    "Choice 1|Choice 2|Choice 3",
    "Choice #1|Choice #2|Choice #3",
    "1. Wahl|2. Wahl|3. Wahl",
    "Erstwunsch|Zweitwunsch|Drittwunsch",
    "Workshop (1st preference)|Workshop (2nd preference)|Workshop (3rd preference)",
    "Table preference 1|Table preference 2|Table preference 3",
    "3. First choice|4. Second choice|5. Third choice",
    "My first choice of topic|My second choice of topic|My third choice of topic",
    "Primera opción|Segunda opción|Tercera opción",
    "1er choix|2e choix|3e choix",
    "Prima scelta|Seconda scelta|Terza scelta",
    "Primeira opção|Segunda opção|Terceira opção",
    "Eerste keuze|Tweede keuze|Derde keuze",
    "第1希望|第2希望|第3希望",
]


@pytest.mark.parametrize("headings", FAMILIES)
def test_choices_of_several_ranks_are_interests(headings: str) -> None:
    text = ranked(headings)
    assert [dict(person.interests) for person in persons(text)] == MEANT
    stated = {"interests": headings.split("|")}  # the line that `check` offers gives the same
    people = read_people(read_bytes(text.encode(), "people.csv"), columns=stated).people
    assert [dict(person.interests) for person in people] == MEANT


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("Ranking", ["Housing > Jobs", "Jobs > Housing", "Housing > Jobs"]),
        ("Ranking", ["1. Housing 2. Jobs", "1. Jobs 2. Housing", "1. Housing 2. Jobs"]),
        ("Rank these topics", ["Housing;Jobs;", "Jobs;Housing;", "Housing;Jobs"]),
        ("Your preferences", ["Housing → Jobs", "Jobs → Housing", "Housing → Jobs"]),
        ("Rank [Housing],Rank [Jobs]", ["1,2", "2,1", "1,2"]),
        ("Ranking: Housing,Ranking: Jobs", ["1,2", "2,1", "1,2"]),
    ],
)
def test_an_order_of_topics_is_interests(heading: str, cells: list[str]) -> None:
    rows = "".join(f"{name},{cell}\n" for name, cell in zip(["Ana Soto", "Ben Ode", "Cara Lind"], cells, strict=True))
    first, second = {"Housing": 3, "Jobs": 2}, {"Jobs": 3, "Housing": 2}
    assert [dict(person.interests) for person in persons(f"Name,{heading}\n{rows}")] == [first, second, first]


@pytest.mark.parametrize(
    ("headings", "cells"),
    [
        ("First choice,Second choice", ["Beef,Fish", "Fish,Beef", "Fish,Beef"]),
        ("Meal first choice,Meal second choice", ["Red,Blue", "Blue,Red", "Blue,Red"]),
        ("First choice,Second choice", ["Monday,Friday", "Friday,Monday", "Monday,Friday"]),
        ("First choice,Second choice", ["Oak,Elm", "Ash,Yew", "Fir,Box"]),
        ("First day,Second day", ["Red,Blue", "Blue,Red", "Red,Blue"]),
    ],
)
def test_choices_of_other_things_are_not_interests(headings: str, cells: list[str]) -> None:
    rows = "".join(f"{name},{cell}\n" for name, cell in zip(["Ana Soto", "Ben Ode", "Cara Lind"], cells, strict=True))
    assert not any(person.interests for person in persons(f"Name,{headings}\n{rows}"))


def test_no_preference_and_a_repeated_choice_add_nothing() -> None:
    cells = ["Jobs,Jobs", "Housing,no preference", "Housing,Jobs", "Jobs,Housing"]
    rows = "".join(f"P{at} Soto,{cell}\n" for at, cell in enumerate(cells))
    found = reading(f"Name,First choice,Second choice\n{rows}").people
    assert [dict(one.interests) for one in found][:2] == [{"Jobs": 3}, {"Housing": 3}]
