"""Points for the possible meanings of a column, from its heading and from its cells."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seating.profiles.columns import ALIASES, CANONICAL
from seating.profiles.headings.contents import Contents, contents_of
from seating.profiles.headings.evidence import JUDGES, MIN_POINTS, candidates, meaning
from seating.sources import Row

NAMES = ["Ana Bell", "Ben Cole", "Cam Dean", "Dot Ely", "Eve Ford", "Fay Gill"]
REPLIES = ["Will attend", "Cannot come", "maybe", "Will attend", "Not coming", "Will attend"]
SIZES = ["1", "2", "4", "1", "2", "3"]
LANGUAGES = ["English", "en; es", "Spanish", "English", "Polish", "English"]
BARE = ["yes", "no", "yes", "yes", "no", "yes"]
EMAILS = [f"{name[0].lower()}@x.example" for name in NAMES]
PHONES = [f"+1 541 555 010{digit}" for digit in range(6)]
MEALS = ["Beef", "Fish", "Beef", "Vegan", "Fish", "Beef"]


def filled(cells: list[str]) -> Contents:
    contents = contents_of([Row(line, (cell,)) for line, cell in enumerate(cells, 2)], (0,))
    return replace(contents, names=frozenset(map(str.lower, NAMES)))


def best(heading: str, cells: list[str]) -> str:
    """Return the meaning with the most points, or "" if none has enough."""
    ranked = candidates(heading, filled(cells))
    return ranked[0].meaning if ranked and ranked[0].points >= MIN_POINTS else ""


@pytest.mark.parametrize(
    ("heading", "cells", "expected"),
    [
        ("Name", NAMES, "name"),
        ("Función", ["facilitadora", "intérprete", "facilitador/a"], "duty"),
        ("Función", ["decisora", "representante", "ejecutor/a"], "representative_type"),
        ("Tipo de representante", ["designada", "decisor", "ejecutora"], "representative_type"),
        ("Habla de", ["política", "práctica", "financiamiento"], "speaks_to"),
        ("Student", NAMES, "name"),
        ("Student", SIZES, ""),
        ("Student", BARE, ""),
        ("Surname, first name", NAMES, "name"),
        ("And your last name?", ["Bell", "Cole", "Dean", "Ely", "Ford", "Gill"], "last name"),
        ("Will you attend?", REPLIES, "attending"),
        ("Will you attend?", SIZES, ""),
        ("Languages", LANGUAGES, "languages"),
        ("Email", EMAILS, "email"),
        ("Write to me at", EMAILS, "email"),
        ("Reach me at", PHONES, "phone"),
        ("Party size", SIZES, "party total"),
        ("Party size", MEALS, ""),
        ("Bringing a plus one?", BARE, "party more"),
        ("Sit with", NAMES[::-1], "with"),
        ("With", MEALS, ""),
        ("What is your name? [name]", NAMES, "name"),
        ("Attendee #", SIZES, ""),
        ("Shoe size", SIZES, ""),
    ],
)
def test_heading_and_cells_decide_together(heading, cells, expected):
    assert best(heading, cells) == expected


@pytest.mark.parametrize("cells", [NAMES, REPLIES, SIZES, LANGUAGES, BARE, EMAILS, PHONES, MEALS, [""] * 6])
@pytest.mark.parametrize("meant", sorted(JUDGES))
def test_cells_add_one_point_or_take_some(meant, cells):
    for strength in (1, 2, 3, 4):
        points, why = JUDGES[meant](filled(cells), strength)
        assert -4 <= points <= 1
        assert why or points >= 0
        assert not any(cell in why for cell in cells if len(cell) > 3)  # a reason quotes no cell


@given(st.sampled_from(sorted(ALIASES)), st.booleans())
def test_an_alias_names_its_column_in_any_spelling(alias, upper):
    assert meaning(alias.upper() if upper else f" {alias.capitalize()} ") == ALIASES[alias]
    assert ALIASES[alias] in CANONICAL


@given(st.text(max_size=30), st.lists(st.sampled_from([*NAMES, *SIZES, *BARE, ""]), max_size=8))
def test_candidates_are_sorted_by_points(heading, cells):
    ranked = candidates(heading, filled(cells))
    assert [one.points for one in ranked] == sorted((one.points for one in ranked), reverse=True)
    assert len({one.meaning for one in ranked}) == len(ranked)
    assert all(one.evidence for one in ranked)
