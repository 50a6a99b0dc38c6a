"""Texts in place of an organization that tell that there is none."""

from __future__ import annotations

import pytest

from seating.profiles import read_people
from seating.profiles.names import name_words
from seating.sources import read_bytes
from tests.profiles.lists import persons, reading, said

NONE = sorted(name_words("no_organization"))


@pytest.mark.parametrize(
    "spelling", [str, str.title, str.upper, lambda text: text.replace(" ", "-"), lambda text: f" {text}. "]
)
def test_none_of_these_words_is_an_organization(spelling):
    rows = "".join(f'P{n} Soto,"{spelling(word)}",Corvid\n' for n, word in enumerate(NONE))
    text = f"name,organization,town\n{rows}Ana Soto,Oak Fund,Corvid\n"
    people = reading(text).people
    assert people.organizations == ("Oak Fund",)
    assert all("organization" in person.not_applicable for person in people.persons[:-1])
    (note,) = said(text, "organization-none")
    assert f"{len(NONE)} cells name no organization" in note.text


@pytest.mark.parametrize(
    "name", ["Independent Living Center", "Self Help Works", "Retired Nurses Club", "The Independent", "None Such Ltd"]
)
def test_names_of_organizations_with_such_words_stay(name):
    assert persons(f"name,organization\nAna Soto,{name}\nBen Ode,Oak\n")[0].organization == name


def test_the_vocabulary_makes_such_a_word_an_organization():
    source = read_bytes(b"name,organization\nAna Soto,Freelance\nBen Ode,Oak\n", "people.csv")
    people = read_people(source, {"Organization": {"Freelance": ()}}).people
    assert people.persons[0].organization == "Freelance"
