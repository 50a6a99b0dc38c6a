"""Descriptions of people: the example of a person that an invitation asks for."""

from __future__ import annotations

import pytest

from seating.present.languages import words_in
from seating.profiles import Person, Who
from seating.profiles.cells import read_cell


@pytest.mark.parametrize(
    ("who", "cells"),
    [
        ({"sector": ["labor", "business"]}, {"sector": "labor"}),
        ({"tags": ["red", "blue"], "not": {"tags": "Red"}}, {"tags": "blue"}),
        ({"tags": ["red", "blue"], "not": {"tags": "red", "sector": "labor"}}, {"tags": "red"}),
        ({"a": ["1", "2"], "b": ["x", "y"], "not": {"a": "1", "b": ["x", "y"]}}, {"a": "2", "b": "x"}),
        ({"a": ["1", "2"], "not": {"a": "1", "not": {"a": "1"}}}, {"a": "1"}),
        ({"a": "1", "not": {"a": "1"}}, {"a": "1"}),  # nobody fits; the words of the description are all there is
        ({"not": {"a": "1"}}, {}),
    ],
)
def test_an_example_has_values_that_are_not_excluded(who, cells):
    assert Who.model_validate(who).example() == cells


def test_an_example_of_many_values_is_found_at_once():
    many = {f"c{n}": [str(v) for v in range(50)] for n in range(20)}
    assert len(Who.model_validate({**many, "not": {"c0": many["c0"]}}).example()) == 20


@pytest.mark.parametrize(
    ("column", "spanish", "english"),
    [
        ("speaks_to", "política", "policy"),
        ("representative_type", "decisora", "decision-maker"),
        ("duty", "facilitadora", "facilitator"),
    ],
)
def test_a_description_in_spanish_words_fits_whoever_the_list_gives_them(column, spanish, english):
    wanted = Who.model_validate({column: spanish})
    assert wanted.columns == {column: (english,)}
    listed = Person.model_validate({"id": "ana", "name": "Ana", column: read_cell(column, spanish).value})
    assert wanted.matches(listed)


@pytest.mark.parametrize(
    ("who", "english"),
    [
        ({"assets": "firm births"}, "people who can bring “firm births”"),
        ({"assets": ["grants", "skill: books"]}, "people who can bring “grants” or “skill: books”"),
        ({"speaks_to": ["Resource", "program"]}, "people who can speak to resources or programs"),
        ({"speaks_to": ["policy", "housing"]}, "people who can speak to policy or housing"),
    ],
)
def test_a_value_is_worded_so_that_the_sentence_reads(who, english):
    assert Who.model_validate(who).phrase() == english


@pytest.mark.parametrize(
    ("who", "spanish"),
    [
        ({"organization": "Radio Luz"}, "personas de la organización Radio Luz"),
        ({"speaks_to": "policy"}, "política"),
        ({"languages": "es"}, "personas hablantes de español"),
        ({"representative_type": "doer"}, "personas con el papel de ejecutores/as"),
    ],
)
def test_a_description_is_in_spanish_throughout(who, spanish):
    told = words_in("es").tell(Who.model_validate(who).phrase())
    assert spanish in told
    assert not {"organization", "policy", "doer"} & set(told.split())


def test_needs_are_told_in_a_sentence_that_can_be_translated_as_a_whole():
    """Their column is called `needs` in the program only."""
    clause = Who.model_validate({"needs": "step-free"}).clause()
    assert [one.message for one in clause.items] == ["whose needs include %(values)s"]


def test_an_own_column_is_not_translated():
    """A heading may be a word that pages use in another meaning."""
    assert words_in("es").tell(Who.model_validate({"role": "librarian"}).phrase()) == "personas con role: librarian"


@pytest.mark.parametrize("written", ["vi", "Vietnamese", "vietnamita", "English; Vietnamese"])
def test_a_language_is_the_same_by_its_name_and_its_code(written):
    listed = Person(id="ana", name="Ana", languages=read_cell("languages", written).value)
    for asked in ("vi", "Vietnamese"):
        assert Who.model_validate({"languages": asked}).matches(listed)
        assert not Who.model_validate({"not": {"languages": asked}}).matches(listed)
    assert Who.model_validate({"languages": ["vi", "Vietnamese"]}).phrase() == "people who speak Vietnamese"
