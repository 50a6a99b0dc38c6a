"""The schema is strict about types, keeps unknown keys, and describes what is written."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from random import Random
from types import SimpleNamespace
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from pydantic import Field

from seating.convening import Convening
from seating.record.entries import (
    SavedConveningRecord,
    SavedTableRecord,
    UnreadableRecordError,
    load_content,
)
from seating.record.fields import Record
from seating.record.json_output import ledger_schema, result_schema
from seating.record.result import GovernanceRecord, ResultRecord, SeatRecord
from seating.record.result_file import dump, load_result
from seating.room.tables import Table


class Hat(Record):
    """A hat."""

    size: int
    """In centimeters, measured around
    the head."""
    color: str = ""


class NamedHat(Hat):
    """A hat with the name of its owner."""

    owner: str = Field(alias="of")
    """Who wears it."""


SAVED = Path(__file__).parents[2] / "reports" / "sample" / "round-1" / "result.json"
NOT_SAVED = {
    "chairs",  # each seat has its chair
    "charts",
    "corrections",
    "additions",
    "ids",
    "requirements",
    "vocabulary",
    "private",
    "expected",
    "considered",
    "inferred",
    "is_unedited",
    "file",
    "sha256",
}


@pytest.fixture
def plain():
    return json.loads(SAVED.read_bytes())


@pytest.mark.parametrize("schema", [result_schema, ledger_schema])
def test_the_schemas_are_schemas(schema):
    Draft202012Validator.check_schema(schema())


def test_the_schema_requires_a_key_unless_it_is_written_only_sometimes():
    seat = result_schema()["$defs"]["SeatRecord"]
    assert seat["required"] == ["id", "name", "table", "duties"]
    assert list(seat["properties"]) == [*seat["required"], "suggested", "staff", "chair", "representative_type"]


def test_the_schema_requires_that_governance_tables_have_a_conflict_or_null():
    assert "conflict" in result_schema()["$defs"]["GovernanceRecord"]["required"]
    fact = SimpleNamespace(
        tables=[], chosen=True, status="feasible", penalty=0, bound=None, requirements=[], conflict=None
    )
    assert GovernanceRecord.of(fact, voices=[], gaps=[]).plain()["conflict"] is None


def test_the_schema_calls_keys_as_the_file_does():
    assert result_schema()["$defs"]["MoveRecord"]["required"] == ["id", "name", "from", "to", "reason"]


@pytest.mark.parametrize(
    ("record", "model", "left_out"),
    [(SavedConveningRecord, Convening, NOT_SAVED), (SavedTableRecord, Table, {"meant_for", "near"})],
    ids=["convening", "table"],
)
def test_the_saved_convening_has_the_fields_of_a_convening(record, model, left_out):
    """In the same order, since that is the order in which they are written. Descriptions may quote private cells."""
    assert list(record.model_fields) == [name for name in model.model_fields if name not in left_out]


def test_the_schema_describes_a_key_as_the_text_below_its_field_does():
    keys = NamedHat.model_json_schema(mode="serialization")["properties"]
    told = {name: key.get("description") for name, key in keys.items()}
    assert told == {"size": "In centimeters, measured around the head.", "color": None, "of": "Who wears it."}


def test_what_was_not_set_is_not_written():
    seat = SeatRecord(id="p1", name="Ana", table="north", duties=[])
    assert seat.plain() == {"id": "p1", "name": "Ana", "table": "north", "duties": []}
    assert seat.staff is False


def test_unknown_keys_of_a_later_version_are_kept(plain):
    plain["rounds"][0]["seats"][0]["hat"] = "blue"
    result = load_result(json.dumps(plain).encode())
    assert json.loads(dump(result)) == plain


@pytest.mark.parametrize("data", [b"", b"[]", b"{}", b"\xff", b"[" * 100_000, b'{"rounds": []}'])
def test_what_is_not_a_result_is_none(data):
    assert load_result(data) is None


@pytest.mark.parametrize(
    ("path", "wrong"),
    [
        (("penalty",), "3"),
        (("penalty",), True),
        (("rounds", 0, "seats", 0, "table"), 3),
        (("rounds", 0, "requirements", 0, "met"), 1),
        (("rounds", 0, "voices", 0, "state"), "loud"),
    ],
)
def test_types_are_strict(plain, path, wrong):
    part = plain
    for key in path[:-1]:
        part = part[key]
    part[path[-1]] = wrong
    assert load_result(json.dumps(plain).encode()) is None


def test_a_fault_is_told_with_its_place(plain):
    plain = copy.deepcopy(plain)
    del plain["rounds"][0]["seats"][2]["table"]
    with pytest.raises(UnreadableRecordError, match=r"^`rounds\[0\]\.seats\[2\]\.table` is missing$"):
        load_content("seated", plain)
    with pytest.raises(UnreadableRecordError, match=r"^`present` has the wrong type or value$"):
        load_content("attended", {"round": 1, "present": "p1"})


def places(part: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Yield the path of every value in a record."""
    items = part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ()
    for key, value in items:
        yield (*path, key)
        yield from places(value, (*path, key))


def changed(plain: dict[str, Any], path: tuple[str | int, ...], value: object) -> dict[str, Any]:
    """Return the record with another value at one place; without the key if the value is `...`."""
    other = copy.deepcopy(plain)
    part: Any = other
    for key in path[:-1]:
        part = part[key]
    if value is ...:
        del part[path[-1]]
    else:
        part[path[-1]] = value
    return other


@pytest.mark.room
def test_whatever_the_schema_allows_can_be_read(plain):
    """One change at a random place: a record that fits the JSON Schema is read and written back to the same keys."""
    rng, validator, seen = Random(1), Draft202012Validator(result_schema()), {True: 0, False: 0}
    paths = sorted((path for path in places(plain) if path != ("schema_version",)), key=repr)  # older ones are refused
    for _ in range(250):
        path = rng.choice(paths)
        other = changed(plain, path, rng.choice([..., None, True, -1, 0, 7, 1.5, "x", [], {}, ["x"], {"x": 1}]))
        fits, result = validator.is_valid(other), load_result(json.dumps(other).encode())
        if fits:
            assert result is not None, path
            assert json.loads(dump(result)) == other
        seen[fits] += 1
    assert min(seen.values()) > 20, seen


def test_a_missing_key_that_is_always_written_breaks_the_schema(plain):
    validator = Draft202012Validator(result_schema())
    assert not [*validator.iter_errors(plain)]
    for name, field in ResultRecord.model_fields.items():
        key = field.alias or name
        if key in plain and field.is_required():
            other = changed(plain, (key,), ...)
            assert not validator.is_valid(other), key
            assert load_result(json.dumps(other).encode()) is None, key


@pytest.mark.parametrize("value", [10**15 + 1, -1, 1.5, "7", True, None])
@pytest.mark.parametrize("key", ["penalty", "seed"])
def test_counts_are_whole_and_not_absurd(plain, key, value):
    assert load_result(json.dumps({**plain, key: value}).encode()) is None
    assert load_result(json.dumps({**plain, key: 7}).encode()) is not None
