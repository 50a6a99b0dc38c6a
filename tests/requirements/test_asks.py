"""Voices, roles and needs say whom they ask for, so that their state can be told."""

from __future__ import annotations

import pytest

from tests.builders import person, requirement, room


def test_a_voice_asks_at_its_tables() -> None:
    here = room(["ana"], ["north", "south"])
    (ask,) = requirement("voice", name="Youth", who={"age": "youth"}, at_least=2, at="south").asks(here)
    assert (ask.name, ask.at_least, ask.tables, ask.needed) == ("Youth", 2, ("south",), 2)
    assert ask.matches(person({"id": "ben", "age": "Youth"}))
    assert ask.blank(person("ben"))
    assert not ask.blank(person({"id": "ben", "age": "adult"}))


def test_a_voice_without_a_name_is_called_by_its_description() -> None:
    (ask,) = requirement("voice", who={"age": "youth"}).asks(room(["ana"]))
    assert ask.name == "people whose age is youth"


def test_needed_is_for_each_table_but_once_for_the_room_or_with_or_none() -> None:
    """`at_least` for the room or with `or_none`, else `at_least` times its tables."""
    here = room(["ana"], ["north", "south", "west"])

    def needed(**keys: object) -> int:
        (ask,) = requirement("voice", who={"age": "youth"}, at_least=2, **keys).asks(here)
        return ask.needed

    assert needed() == 6
    assert needed(at=["north", "west"]) == 4
    assert needed(or_none=True) == 2
    assert needed(at="the room") == 2


def test_the_room_is_heard_at_every_table() -> None:
    (ask,) = requirement("voice", who={"age": "youth"}, at="the room").asks(room(["ana"]))
    assert ask.for_room
    assert ask.tables == ("north", "south")


def test_columns_inside_not_make_nothing_unknown() -> None:
    (ask,) = requirement("voice", who={"age": "youth", "not": {"sector": "labor"}}).asks(room(["ana"]))
    assert not ask.blank(person({"id": "ben", "age": "adult"}))


def test_each_role_is_asked_for() -> None:
    asks = list(requirement("role_mix", at_least={"doer": 2, "designee": 1}).asks(room(["ana"])))
    assert [(ask.name, ask.needed) for ask in asks] == [("doer", 4), ("designee", 2)]
    assert asks[0].matches(person({"id": "ben", "representative_type": "doer"}))
    assert not asks[0].matches(person({"id": "ben", "representative_type": "designee"}))
    assert asks[0].blank(person("ben"))


def test_each_need_is_asked_for_once_at_the_tables_that_have_it() -> None:
    tables = [{"id": "north", "needs": ["Welding", "van"]}, {"id": "south", "needs": ["welding"]}, "west"]
    asks = list(requirement("assets").asks(room(["ana"], tables)))
    assert [(ask.name, ask.tables, ask.needed) for ask in asks] == [
        ("Welding", ("north", "south"), 2),
        ("van", ("north",), 1),
    ]
    assert asks[0].matches(person({"id": "ben", "assets": "skill: welding"}))
    assert asks[0].blank(person("ben"))


@pytest.mark.parametrize(("column", "kind"), [("representative_type", "role_mix"), ("assets", "assets")])
def test_a_role_or_an_asset_that_does_not_apply_is_not_blank(column: str, kind: str) -> None:
    here = room(["ana"], [{"id": "north", "needs": ["van"]}])
    (ask,) = requirement(kind, **({"at_least": {"doer": 1}} if kind == "role_mix" else {})).asks(here)
    asked = person("ben").model_copy(update={"not_applicable": frozenset({column})})
    assert ask.blank(person("ben"))
    assert not ask.blank(asked)


@pytest.mark.parametrize("column", ["attending", "listed", "duty"])
def test_a_blank_cell_that_has_a_meaning_leaves_nothing_open(column: str) -> None:
    (ask,) = requirement("voice", who={column: "no", "age": "youth"}).asks(room(["ana"]))
    assert not ask.blank(person({"id": "ben", "age": "youth"}))


def test_other_kinds_ask_for_nobody() -> None:
    assert not list(requirement("count", who={"age": "youth"}, at_least=1).asks(room(["ana"])))
