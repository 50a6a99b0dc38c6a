"""Words of needs, meals and neighbors in several languages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seating.profiles.need_words import (
    MEALS,
    _data,
    find_interpreted,
    find_kind,
    find_kind_of_heading,
    find_meal,
    is_about_table,
    is_signed,
    states_need,
)
from seating.room.features import _FEATURES
from tests.profiles.lists import persons, said


def test_every_meal_of_the_file_has_a_name_that_is_translated():
    assert list(_data()["meals"]) == list(MEALS)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("sin gluten, por favor", "food"),
        ("vegetarisch", "food"),
        ("nut allergy", "food"),
        ("Nussallergie", "food"),
        ("Erdnuss!", "food"),
        ("high chair for Zoe", "children"),
        ("langue des signes", "interpreting"),
        ("seat near the door", "access"),
        ("lip-reading, please seat facing the stage", "access"),
        ("lectura labial", "access"),
        ("step-free", "access"),
        ("kind of shy", None),
        ("not next to Emil", None),
        ("essential worker", None),
        ("x" * 100_000, None),
    ],
)
def test_a_text_is_about_one_kind(text, kind):
    assert find_kind(text) == kind


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("How they fish", None),
        ("fish_landing_site", None),
        ("Fish?", "food"),
        ("Meat/Fish", "food"),
        ("chicken_or_fish", "food"),
        ("Diet (no fish)", "food"),
    ],
)
def test_a_heading_about_fishing_is_not_about_meals(heading, kind):
    assert find_kind_of_heading(heading) == kind


def test_every_feature_of_a_place_is_a_need_for_access():
    assert {text: find_kind(text) for text in _FEATURES} == dict.fromkeys(_FEATURES, "access")


def test_a_meal_that_says_more_is_left_as_written():
    assert find_meal("Vegetarian, no eggs") == ""
    assert {find_meal(text) for text in ("Gluten-free", "GF", "sin gluten", "glutenfrei")} == {"Gluten free"}


def test_a_dash_and_a_neighbor_are_no_needs():
    written = ("–", "None", "keine", "sits w/ Ursa", "next to the door (walker)", "lejos de Ana", "step-free")
    assert [text for text in written if states_need(text)] == ["next to the door (walker)", "step-free"]


def test_a_heading_for_tables():
    assert [is_about_table(text) for text in ("Table?", "mesa", "Tables", "Timetable")] == [True, True, False, False]


@pytest.mark.parametrize(
    ("text", "languages"),
    [
        ("Vietnamese interpreter", {"vi"}),
        ("needs an interpreter for Haitian Creole, please", {"ht"}),
        ("intérprete de español o portugués", {"es", "pt"}),
        ("ASL interpreter", {"ase"}),
        ("ASL", {"ase"}),  # no one needs a sign language but to be interpreted
        ("American Sign Language interpreter", {"ase"}),
        ("needs an interpreter for American Sign Language", {"ase"}),
        ("American Sign Language (ASL)", {"ase"}),
        ("sign language interpreter (ASL)", {"ase"}),
        ("intérprete de lengua de señas americana", {"ase"}),
        ("American Sign Language or Spanish interpreter", {"ase", "es"}),
        ("Irish Sign Language interpreter", {"irish sign language"}),  # as on the list
        ("French Sign Language interpreter", set()),  # not French
        ("not American Sign Language", set()),
        ("sign language interpreter", set()),
        ("BSL", set()),
        ("LSQ interpreter", {"lsq"}),
        ("Hmong interpreter", {"hmn"}),
        ("new interpreter", set()),  # "new" is the code of Newari
        ("BSL interpreter", set()),  # no one on the list writes it as a language
        ("interpreter", set()),
        ("no interpreter", set()),  # "no" is not Norwegian
        ("Spanish interpreter for my mother", set()),
        ("vegan", None),
        ("interpreter " * 10_000, set()),
    ],
)
def test_a_language_is_read_only_from_a_need_that_has_nothing_else(text, languages):
    assert find_interpreted(text, {"en", "fr", "lsq", "irish sign language"}) == languages


@pytest.mark.parametrize(
    ("text", "is_open"),
    [
        ("sign language interpreter", True),
        ("Gebärdensprachdolmetscher", True),
        ("intérprete de lengua de señas", True),
        ("British Sign Language interpreter", False),  # named, but not known
        ("ASL interpreter", False),
        ("ramp", False),
    ],
)
def test_a_sign_language_without_its_name_is_told_from_one_that_is_not_known(text, is_open):
    assert is_signed(text) == is_open


NEEDS = (
    "wheelchair",
    "step-free",
    "hearing loop",
    "large print",
    "guide dog",
    "BSL interpreter",
    "vegan",
    "gluten free",
)


@given(
    st.sampled_from(["Access", "Support", "Food and access", "Access & support", "Accessibility", "Apoyo", "Zugang"]),
    st.lists(st.sampled_from(NEEDS), min_size=1, max_size=5),
    st.lists(st.sampled_from(["", "none", "-", "no", "n/a", "No"]), max_size=5),
)
def test_needs_of_one_word_are_read_below_a_heading_about_access(heading, needs, others):
    cells = [*others, *needs]
    text = f"Name,{heading}\n" + "".join(f"Person{n} Soto,{cell}\n" for n, cell in enumerate(cells))
    assert [person.needs for person in persons(text)][len(others) :] == [(need,) for need in needs]


@pytest.mark.parametrize("heading", ["Notes", "Comments", "Anything else?", "Remarks"])
@pytest.mark.parametrize("need", ["wheelchair", "Wheelchair user", "uses a wheelchair, by the door", "hearing loop"])
@pytest.mark.parametrize("number", [1, 2, 4])
def test_needs_among_remarks_are_read_or_asked_about(heading, need, number):
    remarks = ("an old friend of Eva", "loves jazz", "sat at table 3 last year", "late", "will bring a cake")[
        : number + 1
    ]
    text = f"Name,{heading}\n" + "".join(f'P{n} Soto,"{cell}"\n' for n, cell in enumerate([need, *remarks]))
    read = [person.needs for person in persons(text) if person.needs]
    assert read or any(heading in note.text for note in said(text, "heading-own"))


@pytest.mark.parametrize("cell", ["VIP", "backstage", "A-12", "all areas"])
def test_access_to_places_is_no_need(cell):
    assert not persons(f"Name,Access\nAna Soto,{cell}\nBen Ode,{cell}\nCara Lind,\n")[0].needs
