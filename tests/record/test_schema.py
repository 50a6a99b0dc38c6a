"""The schema is strict about types, keeps unknown keys, and describes what is written."""

from __future__ import annotations

import copy
import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from seating.convening import Convening
from seating.record.document import dump, ledger_schema, load_result, result_schema
from seating.record.entries import SavedConveningRecord, SavedTableRecord, UnreadableRecordError, load_content
from seating.record.result import SeatRecord
from seating.tables import Table

SAVED = Path(__file__).parent / "earlier" / "guild" / "solve.json"
NOT_SAVED = {"requirements", "vocabulary", "private", "inferred", "file", "sha256"}


@pytest.fixture
def plain():
    return json.loads(SAVED.read_bytes())


@pytest.mark.parametrize("schema", [result_schema, ledger_schema])
def test_the_schemas_are_schemas(schema):
    Draft202012Validator.check_schema(schema())


def test_the_schema_requires_a_key_unless_it_is_written_only_sometimes():
    seat = result_schema()["$defs"]["SeatRecord"]
    assert seat["required"] == ["id", "name", "table", "duties"]
    assert list(seat["properties"]) == [*seat["required"], "staff"]


def test_the_schema_calls_keys_as_the_file_does():
    assert result_schema()["$defs"]["MoveRecord"]["required"] == ["id", "name", "from", "to", "reason"]


@pytest.mark.parametrize(
    ("record", "model", "left_out"),
    [(SavedConveningRecord, Convening, NOT_SAVED), (SavedTableRecord, Table, set())],
    ids=["convening", "table"],
)
def test_the_saved_convening_has_the_fields_of_a_convening(record, model, left_out):
    """In the same order, since that is the order in which they are written."""
    assert list(record.model_fields) == [name for name in model.model_fields if name not in left_out]


def test_what_was_not_set_is_not_written():
    seat = SeatRecord(id="p1", name="Ana", table="north", duties=[])
    assert seat.plain() == {"id": "p1", "name": "Ana", "table": "north", "duties": []}
    assert seat.staff is False


def test_unknown_keys_of_a_later_version_are_kept(plain):
    plain["rounds"][0]["seats"][0]["hat"] = "blue"
    result = load_result(json.dumps(plain).encode())
    assert json.loads(dump(result)) == plain


def test_keys_that_an_earlier_version_did_not_write_may_be_missing(plain):
    for key in ("longer_limit", "nominations", "measured", "themes", "files"):
        del plain[key]
    result = load_result(json.dumps(plain).encode())
    assert result.themes == []
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
