"""Saved files load and are written back to the same bytes; those in another form are refused.

Every version from 0.2.0 on must read what is in `tests/golden/records`: two rounds, with attendance and a repair.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from seating.api.saved_rounds.saved_records import result_from_record
from seating.ledger import Ledger
from seating.ledger.entry import NotAnEntryError, read_entry, sign
from seating.record.entries import UnreadableRecordError, load_content
from seating.record.fields import Record
from seating.record.json_output import ledger_schema, result_schema
from seating.record.result_file import dump, load_result
from seating.report.record import seated_content
from tests.cli.running import run

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests/golden/records"
FOLDERS = (ROOT / "examples/monthly/reports", GOLDEN)
ENTRIES = [path for folder in FOLDERS for path in sorted((folder / "rounds").glob("*.json"))]
RESULTS = (ROOT / "reports/sample/round-1/result.json", GOLDEN / "result.json")
OTHER_FORM = "was written by another version or program, in an unknown format"
ENVELOPE = ("ledger", "entry", "kind", "saved", "previous")


def undeclared(record: object, place: str = "") -> Iterator[str]:
    """Yield every key of a record, and of the records in it, that the schema does not declare."""
    if isinstance(record, list):
        for each in record:
            yield from undeclared(each, place)
    elif isinstance(record, Record):
        yield from (f"{place}.{key}" for key in record.model_extra or ())
        for name in type(record).model_fields:
            yield from undeclared(getattr(record, name), f"{place}.{name}")


@pytest.mark.parametrize("path", ENTRIES, ids=lambda path: path.stem)
def test_an_entry_keeps_its_bytes(path):
    data = path.read_bytes()
    entry = read_entry(data)
    assert entry.as_bytes() == data
    assert entry.file_name == path.name


@pytest.mark.parametrize("path", ENTRIES, ids=lambda path: path.stem)
def test_the_content_of_an_entry_keeps_its_keys_in_order(path):
    plain = json.loads(path.read_bytes())
    kind = plain["kind"]
    for key in (*ENVELOPE, "sha256"):
        del plain[key]
    content = load_content(kind, plain)
    assert json.dumps(content.plain()) == json.dumps(plain)
    assert [*undeclared(content)] == []
    Draft202012Validator(ledger_schema()).validate(plain)


@pytest.mark.parametrize("path", RESULTS, ids=["sample", "golden"])
def test_a_result_keeps_its_bytes(path: Path) -> None:
    data = path.read_bytes()
    result = load_result(data)
    assert result is not None
    assert dump(result) == data
    assert [*undeclared(result)] == []
    Draft202012Validator(result_schema()).validate(json.loads(data))


@pytest.mark.parametrize("folder", FOLDERS, ids=["monthly", "golden"])
def test_the_result_of_a_saved_round_makes_the_same_record(folder: Path) -> None:
    """What is not saved with the round is read from the files beside it: promises, nominations, who knows whom."""
    ledger = Ledger.open(folder)
    assert not ledger.problems
    for number, saved in ledger.rounds.items():
        result = result_from_record(saved, ledger.history(number))
        again, plain = seated_content(result, saved.seating.closed).plain(), saved.seating.plain()
        for record in (again, plain):
            for key in ("promises", "nominations"):
                record.pop(key, None)
            for each in record["recruit"]:
                each.pop("introduced_by", None)
        assert again == plain


def other_entry(form: int) -> bytes:
    """Return the first entry as a version with another form signed it."""
    plain = json.loads(ENTRIES[0].read_bytes())
    _, number, kind, saved, previous = (plain.pop(key) for key in ENVELOPE)
    del plain["sha256"]
    return sign(number, kind, saved, previous, {**plain, "ledger": form, "schema_version": form})[0]


@pytest.mark.parametrize("form", [1, 3], ids=["older", "newer"])
def test_an_entry_in_another_form_is_refused(form: int, tmp_path: Path) -> None:
    data = other_entry(form)
    with pytest.raises(NotAnEntryError, match=f"^{OTHER_FORM}$"):
        read_entry(data)
    (tmp_path / "rounds").mkdir()
    (tmp_path / "rounds" / ENTRIES[0].name).write_bytes(data)
    (problem,) = Ledger.open(tmp_path).problems
    assert problem.says == OTHER_FORM
    told = run(f'rounds list --out "{tmp_path}"')
    assert told.exit_code == 3
    assert OTHER_FORM in told.stderr


@pytest.mark.parametrize("version", [1, 3], ids=["older", "newer"])
def test_a_result_in_another_form_is_refused(version: int) -> None:
    data = json.dumps({**json.loads(RESULTS[0].read_bytes()), "schema_version": version}).encode()
    with pytest.raises(UnreadableRecordError, match=f"^{OTHER_FORM}$"):
        load_result(data)
