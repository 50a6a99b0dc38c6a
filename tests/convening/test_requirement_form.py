"""A form is filled from a requirement and read back into the same."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from seating.convening.form_fields import FieldType
from seating.convening.requirement_form import fill_form, list_fields, read_form
from seating.convening.yaml import parse
from seating.requirements import kinds
from tests.builders import requirement
from tests.random_requirements import draw_keys
from tests.random_rooms import random_room

CASES = 40


def drawn(kind: str, seed: int) -> dict[str, Any]:
    """Return a random requirement of a kind, as a convening states it."""
    rng = Random(f"{kind} {seed}")
    keys = {key: value for key, value in draw_keys(rng, random_room(rng), kind).items() if value is not None}
    keys |= rng.choice([{}, {"must": True}, {"must": False}, {"weight": 7, "note": "Why: this"}])
    keys |= rng.choice([{}, {"rounds": [1, 3]}, {"rounds": 2}, {"private": True, "may_relax_to": 2}])
    hidden = kinds()[kind].hidden_keys
    return {"kind": kind, **{key: value for key, value in keys.items() if key not in hidden}}


def build(written: dict[str, Any]) -> Any:
    """Return the requirement; a `must` that says what the kind does anyway means the same as none."""
    built = requirement(written["kind"], **{key: value for key, value in written.items() if key != "kind"})
    return {**built.model_dump(exclude={"file"}), "must": built.is_must, "file": written.get("file")}


@pytest.mark.parametrize("kind", kinds())
def test_a_requirement_is_read_back_from_its_form(kind: str):
    model = kinds()[kind]
    for seed in range(CASES):
        written = drawn(kind, seed)
        values = fill_form(model, written)
        back = read_form(model, values)
        assert build(back) == build(written)
        assert fill_form(model, back) == values
        assert read_form(model, values, written) == written


@pytest.mark.parametrize("kind", kinds())
def test_every_key_that_a_convening_may_write_has_a_field_with_a_label(kind: str):
    model = kinds()[kind]
    keys = {field.alias or name for name, field in model.model_fields.items()} - model.hidden_keys
    fields = list_fields(model)
    assert {field.key for field in fields} == keys
    assert all(field.label and field.label[0].isupper() for field in fields)
    assert all(bool(field.choices) for field in fields if field.type in (FieldType.CHOICE, FieldType.NUMBERS))


def test_a_kind_may_be_a_must_only_with_some_keys():
    """People who are named must sit together; those with the same value only should."""
    model = kinds()["together"]
    assert [field.choices for field in list_fields(model) if field.key == "must"] == [("", "yes", "no")]
    values = fill_form(model, {"kind": "together", "by": "team"})
    assert values["must"] == ""
    assert read_form(model, values) == {"kind": "together", "by": "team"}
    assert read_form(model, {**values, "must": "yes"})["must"] is True
    assert read_form(model, {**values, "must": "no"})["must"] is False
    for must, shown in ((True, "yes"), (False, "no")):
        assert fill_form(model, {"kind": "together", "people": ["a", "b"], "must": must})["must"] == shown


@pytest.mark.parametrize("kind", kinds())
def test_a_form_in_which_only_the_keys_of_the_kind_are_filled_in_means_what_is_documented(kind: str):
    """The form of a new requirement leaves open whether it is a must until someone chooses."""
    model = kinds()[kind]
    untouched = fill_form(model, {})
    for seed in range(8):
        written = {key: value for key, value in drawn(kind, seed).items() if key not in {"must", "weight", "note"}}
        typed = {key: value for key, value in fill_form(model, written).items() if key != "must"}
        made = read_form(model, {**untouched, **typed})
        assert "must" not in made
        assert build(made)["must"] == build(written)["must"]


def types(kind: str) -> dict[str, FieldType]:
    return {field.key: field.type for field in list_fields(kinds()[kind]) if not field.is_common}


def test_types_come_from_the_keys_of_the_kind():
    assert types("apart") == {
        "people": FieldType.PEOPLE,
        "pairs": FieldType.PAIRS,
        "relation": FieldType.COLUMN,
        "of": FieldType.COLUMN,
    }
    assert types("role_mix") == {"at_least": FieldType.NUMBERS}
    assert types("count") == {"who": FieldType.WHO, "at_least": FieldType.NUMBER, "at_most": FieldType.NUMBER}
    assert types("share")["at_most"] is FieldType.SHARE
    assert types("pin")["tables"] is FieldType.TABLES
    assert types("similarity") == {"file": FieldType.DATA, "wanted": FieldType.CHOICE}
    assert types("staff") == {"duty": FieldType.CHOICE, "at_least": FieldType.NUMBER, "speaks": FieldType.YES_NO}


def test_a_column_that_a_kind_restricts_has_choices():
    choices = {kind: {f.key: f.choices for f in list_fields(kinds()[kind])} for kind in ("apart", "pin", "cap")}
    assert choices["apart"]["of"] == ("apart", "avoids")
    assert choices["pin"]["of"] == ("chose", "pin")
    assert choices["cap"]["of"] == ()


def test_the_default_of_a_field_is_what_the_program_assumes():
    defaults = {field.key: field.default for field in list_fields(kinds()["duty"])}
    assert defaults["rotate"] == ""
    assert defaults["each"] == "1"
    assert defaults["must"] == ""
    assert {field.key: field.default for field in list_fields(kinds()["pin"])}["must"] == "yes"


def test_a_switch_turned_off_is_written_only_where_it_says_something():
    values = fill_form(kinds()["pin"], {"kind": "pin", "of": "pin"})
    assert read_form(kinds()["pin"], values) == {"kind": "pin", "of": "pin"}
    assert read_form(kinds()["pin"], {**values, "must": ""}) == {"kind": "pin", "of": "pin", "must": False}
    assert read_form(kinds()["wish"], {"must": "", "weight": "1"}, {"kind": "wish", "must": True}) == {
        "kind": "wish",
        "must": False,
    }


def test_a_cleared_field_removes_its_key():
    written = {"kind": "count", "who": {"sector": "labor"}, "at_least": 1, "note": "Why"}
    values = fill_form(kinds()["count"], written) | {"note": "", "at_least": " ", "at_most": "2"}
    assert read_form(kinds()["count"], values, written) == {
        "kind": "count",
        "who": {"sector": "labor"},
        "at_most": 2,
    }


def test_what_is_typed_wrongly_stays_a_text():
    """So that the message is the one that the file would get."""
    values = {"of": "sector", "at_most": "many", "weight": "true"}
    assert read_form(kinds()["cap"], values) == {"kind": "cap", "of": "sector", "at_most": "many", "weight": "true"}


def test_values_with_semicolons_are_quoted():
    who = {"role": ['a; "b"', "c", ' "d" '], "level": [1, 2], "not": {"sector": "labor"}}
    values = fill_form(kinds()["count"], {"kind": "count", "who": who})
    assert values["who.is"] == ["is", "is", "not"]
    assert read_form(kinds()["count"], values)["who"] == who


def test_a_description_that_rows_cannot_show_is_data():
    who = {"sector": "labor", "not": {"tags": "red", "not": {"tags": "blue"}}}
    values = fill_form(kinds()["count"], {"kind": "count", "who": who})
    assert values["who.column"] == []
    assert read_form(kinds()["count"], values)["who"] == who


def test_keys_without_a_field_stay():
    written = parse("{kind: wish, unknown: 3, weight: 2}", "").plain
    assert read_form(kinds()["wish"], fill_form(kinds()["wish"], written), written) == written
