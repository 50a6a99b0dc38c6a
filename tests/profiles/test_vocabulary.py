"""A vocabulary: allowed values and what else they are called."""

from __future__ import annotations

import pytest
import yaml

from seating.errors import InputError
from seating.profiles import Role, apply_vocabulary, read_people
from seating.sources import read_bytes
from tests.profiles.lists import reading

STAGES = {"microenterprise": ("micro", "sole trader"), "main street": (), "innovation-led": ()}
LIST = "name,stage,sector\nAda,Micro,Food\nBo,main  STREET,food\nCleo,inovation-led,\nDan,micro; sole trader,fod\n"


def test_values_get_their_allowed_spelling():
    people = reading(LIST).people
    found, _, _ = apply_vocabulary(people, {"stage": STAGES})
    assert [person.values("stage") for person in found] == [
        ("microenterprise",),
        ("main street",),
        ("inovation-led",),
        ("microenterprise",),
    ]


def test_a_value_not_allowed_is_a_problem_at_its_cell_with_the_likely_one():
    _, _, problems = apply_vocabulary(reading(LIST).people, {"sector": {"food": ()}, "stage": STAGES})
    assert [(problem.line, problem.column, problem.value, problem.slug) for problem in problems] == [
        (4, "stage", "inovation-led", "value-unknown"),
        (5, "sector", "fod", "value-unknown"),
    ]
    assert "innovation-led" in str(problems[0].hint)


def test_what_was_replaced_is_said_and_not_in_shared_files():
    _, (note,), _ = apply_vocabulary(reading(LIST).people, {"stage": STAGES})
    assert note.slug == "vocabulary-applied"
    assert '"Micro" with "microenterprise" (1 row)' in note.text
    assert "icro" not in str(note.shared_text)


def test_interests_and_assets_have_a_vocabulary_too():
    people = reading("name,interests,assets,languages\nAda,Money:3,skill: books,spanish; Spanish\n").people
    vocabulary = {
        "interests": {"capital": ("money",)},
        "assets": {"bookkeeping": ("books",)},
        "languages": {"es": ("Spanish",)},
    }
    (ada,), _, problems = apply_vocabulary(people, vocabulary)
    assert (ada.interests, str(ada.assets[0]), ada.languages) == ({"capital": 3}, "skill: bookkeeping", ("es",))
    assert problems == ()


def test_words_out_of_a_few_are_replaced_before_they_are_judged():
    source = read_bytes(b"name,Role\nAda,practitioner\n", "people.csv")
    with pytest.raises(InputError):
        read_people(source)
    (ada,) = read_people(source, {"role": {"doer": ["practitioner"]}}).people
    assert ada.representative_type is Role.DOER


def test_an_allowed_word_wins_over_another_name_of_it():
    people = reading("name,x\nAda,a\n").people
    (ada,), _, _ = apply_vocabulary(people, {"x": {"a": (), "b": ("a",)}})
    assert ada.values("x") == ("a",)


def test_words_of_the_vocabulary_are_read_at_each_table():
    text = "name,representative_type\nAda,builder; Housing: boss\nBen,North: Builder\n"
    words = {"representative_type": {"doer": ("builder",), "decision-maker": ("boss",)}}
    ada, ben = read_people(read_bytes(text.encode(), "people.csv"), words).people
    assert ada.types_at == {"": Role.DOER, "Housing": Role.DECISION_MAKER}
    assert ben.types_at == {"": None, "North": Role.DOER}


@pytest.mark.parametrize(("column", "word"), [("representative_type", "lived experience"), ("duty", "friend of Ana")])
def test_a_word_that_names_none_of_the_fixed_values_has_a_line_to_write(column: str, word: str) -> None:
    """A question offered the fixed values alone, so that someone had to become a doer, or the list had to change."""
    rows = read_bytes(f"name,{column}\nAda,{word}\nBo,{word}\n".encode(), "people.csv")
    with pytest.raises(InputError) as failure:
        read_people(rows)
    (problem,) = failure.value.problems
    assert "n/a" in problem.block.split("# write")[1]
    lines = yaml.safe_load(problem.block.replace("CHOOSE", "n/a"))["vocabulary"]
    ada, bo = read_people(rows, vocabulary=lines).people
    assert [getattr(person, column) for person in (ada, bo)] == [None, None]
    assert column in ada.not_applicable
