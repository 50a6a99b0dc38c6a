"""Cells that name people: by id or name, resolved to ids."""

from __future__ import annotations

import pytest

from seating.errors import InputError
from tests.profiles.lists import persons, reading, said, wrong

HEAD = "id,name,with,apart,wishes,avoids\n"


def test_names_and_ids_become_ids():
    ada, *_ = persons(HEAD + "1,Ada Kim,bo  VANCE,3; Bo Vance,Cleo; 2,3\n2,Bo Vance,,,,\n3,Cleo,,,,\n")
    assert (ada.with_, ada.apart, ada.wishes, ada.avoids) == (("2",), ("3", "2"), ("3", "2"), ("3",))


def test_an_id_as_written_wins_over_a_name():
    ada, *_ = persons("id,name,with\n1,Ada,Bo\nBo,Cleo,\n3,Bo,\n")
    assert ada.with_ == ("Bo",)


def test_ids_that_look_like_numbers_stay_apart():
    people = persons("id,name,with\n007,Ada,\n7,Bo,007\n0x7,Cleo,7\n")
    assert [person.with_ for person in people] == [(), ("007",), ("7",)]


@pytest.mark.parametrize("column", ["with", "apart", "wishes", "avoids"])
def test_nobody_of_that_name_is_a_problem_with_the_likely_one(column):
    with pytest.raises(InputError) as failure:
        reading(f"name,{column}\nAda,Boris Vanse\nBoris Vance,\n")
    (problem,) = failure.value.problems
    assert (problem.line, problem.column, problem.slug) == (2, column, "reference-unknown")
    assert "Boris Vance" in str(problem.hint)


def test_several_of_that_name_are_a_problem_with_their_lines_and_ids():
    with pytest.raises(InputError) as failure:
        reading("name,id,apart\nAda,1,\nAda,2,\nCleo,3,Ada\n")
    (problem,) = failure.value.problems
    assert (problem.line, problem.slug) == (4, "reference-ambiguous")
    assert "lines 2 and 3" in problem.says
    assert '"1" or "2"' in str(problem.hint)


@pytest.mark.parametrize("column", ["with", "wishes"])
def test_naming_oneself_asks_for_nothing(column):
    text = f"name,{column}\nAda,Ada; Bo\nBo,\n"
    ada, bo = persons(text)
    assert (ada.with_ or ada.wishes) == (bo.id,)
    assert len(said(text, "reference-oneself")) == 1


@pytest.mark.parametrize("column", ["apart", "avoids"])
def test_nobody_is_apart_from_themselves(column):
    assert wrong(f"name,{column}\nAda,Ada\nBo,\n") == [(2, column, "reference-oneself")]


def test_commas_between_people_are_understood_when_everybody_is_found():
    text = 'name,with\nAda,"Bo, Cleo"\nBo,\nCleo,"Bo, Nobody"\n'
    assert wrong(text) == [(4, "with", "reference-unknown")]
    ada, bo, cleo = persons(text.replace(", Nobody", ""))
    assert ada.with_ == (bo.id, cleo.id)


def test_a_name_with_a_comma_is_one_name():
    ada, bo = persons('name,with\nAda,"Vance, Bo"\n"Vance, Bo",\n')
    assert ada.with_ == (bo.id,)


def test_what_names_tables_stays_as_written():
    (ada,) = persons("name,pin,chose,declined,can_come\nAda,t9,capital; talent,x,Monday; Tuesday\n")
    assert (ada.pin, ada.chose, ada.declined, ada.can_come) == (
        ("t9",),
        ("capital", "talent"),
        ("x",),
        ("Monday", "Tuesday"),
    )


def test_a_problem_is_written_for_the_cell_of_a_person():
    people = reading("Full Name,Pinned to\nAda,t9\n").people
    problem = people.problem(people.persons[0], "pin", "any-slug", "is no table", "t9", "Write capital.")
    assert (problem.file, problem.line, problem.column, problem.letter) == ("people.csv", 2, "Pinned to", "B")
