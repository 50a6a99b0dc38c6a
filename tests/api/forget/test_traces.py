"""A person is found under every form of the name, and nobody else is."""

from __future__ import annotations

import pytest

from seating.api.forget.subjects import Subject
from seating.api.forget.traces import Traces

ANN = Subject("p-0123456789", "forgotten-1", ("Ann",), ("ann@example.org",))
ZOE = Subject("7", "forgotten-2", ("Zoë van der Berg", "Zoë Moss"))
ONE = Traces((ANN,), {"2": ("Ann Lee",), "3": ("Anna",), "4": ("Mary Ann Poe",), "p-0123456789b": ("Bo",)})
TWO = Traces((ANN, ZOE), {})


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Ann and Anna met Ann Lee", "forgotten-1 and Anna met Ann Lee"),
        ("Lee, Ann; Ann", "Lee, Ann; forgotten-1"),
        ("mary ann POE, ANN.", "mary ann POE, forgotten-1."),
        ("mail Ann@Example.org", "mail forgotten-1"),
        ("p-0123456789 and p-0123456789b", "forgotten-1 and p-0123456789b"),
        ("Ann [p-0123456789]", "forgotten-1"),
        ("", ""),
    ],
)
def test_a_name_within_other_names(before: str, after: str):
    assert ONE.in_text(before) == after


@pytest.mark.parametrize(
    "text",
    [
        "van der Berg, Zoë",
        "BERG, Zoë van der",
        "Zoe\u0308  van\nder Berg",
        "zoë\u200b van der berg",
        "Moss,Zoë",
    ],
)
def test_a_name_in_several_words(text: str):
    assert TWO.in_text(text) == "forgotten-2"


def test_an_id_that_is_only_a_number_is_no_text():
    assert TWO.in_text("7 people at table 7") == "7 people at table 7"
    assert not TWO.is_theirs("7")
    assert TWO.is_theirs(" Moss, Zoë")
    assert TWO.is_theirs("Zoë Moss [7]")
    assert not TWO.is_theirs("Zoë Moss and Ann")


@pytest.mark.parametrize("text", ["Moss, Zoë; Bo", "Bo; Moss, Zoë:3", '"Moss, Zoë" is not on the list', "Zoë Moss"])
def test_a_name_with_the_last_name_first_is_found_where_it_stands_alone(text: str):
    assert "forgotten-2" in TWO.in_text(text)
    assert "forgotten-4" in Traces((Subject("", "forgotten-4", ("Moss, Zoë",)),), {}).in_text(text)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("keep:p-0123456789+z", "keep:forgotten-1+z"),
        ("keep:7", "keep:forgotten-2"),
        ("chair:nunez", "chair:forgotten-3"),
        ("pin-nunez", "pin-forgotten-3"),
        ("nunez_at-a", "forgotten-3_at-a"),
        ("pin-nunezes", "pin-nunezes"),
        ("cap-7", "cap-7"),
    ],
)
def test_the_id_of_a_requirement_may_hold_that_of_a_person(before: str, after: str):
    here = Traces((ANN, ZOE, Subject("nunez", "forgotten-3", ("José Núñez",))), {}, frozenset({before}))
    assert here.in_text(before) == after


@pytest.mark.parametrize("mark", ["\u200b", "\u2060", "\u00ad", "\u200e"])
def test_a_name_with_an_invisible_character_inside(mark: str):
    typed = Traces((Subject("x", "forgotten-1", (f"Rose{mark}Mary Zwsp",)),), {})
    assert typed.in_text(f"Rose{mark}Mary Zwsp\nRoseMary Zwsp") == "forgotten-1\nforgotten-1"


def test_a_shared_name_is_replaced_only_where_it_is_theirs():
    shared = Traces((ANN,), {"9": ("ann",)})
    assert shared.shared == ("Ann",)
    assert shared.in_text("Ann sits with Bo") == "Ann sits with Bo"
    assert shared.of_them.in_text("Ann sits with Bo") == "forgotten-1 sits with Bo"
    assert not shared.is_in("Ann")
    assert shared.is_in("ann@example.org")


def test_a_name_of_very_many_words_is_found_as_it_is_written():
    name = " ".join(f"word{number}" for number in range(5_000))
    one = Traces((Subject("x", "forgotten-1", (name,)),), {"y": (f"{name} more",)})
    assert one.in_text(f"Ask {name}.") == "Ask forgotten-1."
    assert not one.is_in(f"{name} more")


def test_scripts_without_spaces():
    one = Traces((Subject("x", "forgotten-1", ("王小明",)),), {})
    assert one.in_text("请王小明坐这里") == "请forgotten-1坐这里"


def test_without_a_name_nothing_is_found():
    nobody = Traces((Subject("7", "forgotten-1", ()),), {})
    assert nobody.in_text("anything") == "anything"
    assert not nobody.is_in("anything")


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("name,table\r\nTom Moss,\r\nAnn Lee,\r\n", False),
        ("From the market: Tom Moss,\nAnn Lee", False),
        ("Moss, Ann", True),
        ("x\nMoss ,\tAnn", True),
        ("wrapped Ann\nMoss", True),
    ],
)
def test_a_comma_at_the_end_of_a_line_is_not_that_of_a_name(text: str, is_found: bool) -> None:
    traces = Traces((Subject("x", "forgotten-1", ("Ann Moss",)),), {})
    assert traces.is_in(text) == is_found


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Meet with Tom Moss, Ann Lee and Bo", "Meet with Tom Moss, Ann Lee and Bo"),
        ("Ask Eva Moss, Ann Moss and Bo", "Ask Eva Moss, forgotten-1 and Bo"),
        ("Ask Pat Moss, Ann Moss and Bo", "Ask Pat Moss, forgotten-1 and Bo"),  # Pat is on no list
        ("Ask Pat Moss, Ann Lee and Bo", "Ask Pat Moss, Ann Lee and Bo"),
        ("Lee, Ann; Moss, Ann", "Lee, Ann; forgotten-1"),
    ],
)
def test_two_names_in_a_row_are_not_one_whose_last_word_comes_first(before: str, after: str) -> None:
    others = {"2": ("Tom Moss",), "3": ("Ann Lee",), "4": ("Eva Moss",)}
    assert Traces((Subject("x", "forgotten-1", ("Ann Moss",)),), others).in_text(before) == after


@pytest.mark.parametrize(
    ("others", "is_found"), [({}, True), ({"b": ("Eva Nuñez",)}, False), ({"c": ("Eva Ash",)}, True)]
)
def test_an_id_that_is_a_word_of_no_name_but_theirs_is_found_in_a_sentence(others, is_found):
    here = Traces((Subject("nunez", "forgotten-1", ("José Núñez",)),), others)
    assert (here.in_text("someone like nunez") == "someone like forgotten-1") == is_found


def test_an_id_that_is_any_word_is_not_looked_for_in_sentences():
    here = Traces((Subject("north", "forgotten-1", ("José Núñez",)), Subject("ann", "forgotten-2", ("Ann Lee",))), {})
    assert here.in_text("the north table, by ann") == "the north table, by ann"
