"""Records of an earlier version load, and are written back to the same bytes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from seating.ledger import Ledger
from seating.ledger.entry import read_entry
from seating.record.entries import load_content
from seating.record.fields import Record
from seating.record.json_output import dump, ledger_schema, load_result, result_schema
from seating.record.problems import ProblemsRecord
from seating.record.rounds import RoundsComparedRecord, RoundsRecord, SavedRoundRecord
from tests.cli.running import run

ROOT = Path(__file__).parents[2]
EARLIER = Path(__file__).parent / "earlier"
ENTRIES = sorted(EARLIER.glob("*/rounds/*.json"))
FOLDERS = sorted({path.parent.parent for path in ENTRIES})
RESULTS = sorted(path for folder in FOLDERS for path in folder.glob("*.json"))
PRINTED = {
    "problems": ProblemsRecord,
    "rounds-diff": RoundsComparedRecord,
    "rounds-list": RoundsRecord,
    "rounds-show": SavedRoundRecord,
}
RESULTS += [ROOT / "reports/sample/round-1/result.json"]


def undeclared(record: object, place: str = "") -> Iterator[str]:
    """Yield every key of a record, and of the records in it, that the schema does not declare."""
    if isinstance(record, list):
        for each in record:
            yield from undeclared(each, place)
    elif isinstance(record, Record):
        yield from (f"{place}.{key}" for key in record.model_extra or ())
        for name in type(record).model_fields:
            yield from undeclared(getattr(record, name), f"{place}.{name}")


def test_there_are_records_to_read():
    assert len(ENTRIES) >= 9
    assert len(RESULTS) >= 7


@pytest.mark.parametrize("path", ENTRIES, ids=lambda path: f"{path.parts[-3]}-{path.stem}")
def test_an_entry_keeps_its_bytes(path):
    data = path.read_bytes()
    entry = read_entry(data)
    assert entry.as_bytes() == data
    assert entry.file_name == path.name


@pytest.mark.parametrize("path", ENTRIES, ids=lambda path: f"{path.parts[-3]}-{path.stem}")
def test_the_content_of_an_entry_keeps_its_keys_in_order(path):
    plain = json.loads(path.read_bytes())
    kind = plain["kind"]
    for key in ("ledger", "entry", "kind", "saved", "previous", "sha256"):
        del plain[key]
    content = load_content(kind, plain)
    assert json.dumps(content.plain()) == json.dumps(plain)
    assert [*undeclared(content)] == []
    Draft202012Validator(ledger_schema()).validate(plain)


@pytest.mark.parametrize("path", RESULTS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_result_keeps_its_bytes(path):
    data = path.read_bytes()
    result = load_result(data)
    assert result is not None
    assert dump(result) == data
    assert [*undeclared(result)] == []
    Draft202012Validator(result_schema()).validate(json.loads(data))


@pytest.mark.parametrize("name", sorted(path.stem for path in (EARLIER / "printed").glob("*.json")))
def test_what_an_earlier_version_printed_has_only_keys_that_are_still_declared(name):
    """Keys of `--json` can be added, and none is renamed."""
    plain = json.loads((EARLIER / "printed" / f"{name}.json").read_bytes())
    record = PRINTED[name].model_validate(plain)
    assert [*undeclared(record)] == []
    assert record.plain() == plain


@pytest.mark.parametrize("name", ["rounds-list", "rounds-show"])
def test_an_earlier_ledger_is_printed_as_it_was(name):
    wanted = (EARLIER / "printed" / f"{name}.json").read_text(encoding="utf-8")
    command = {"rounds-list": "list", "rounds-show": "show 1"}[name]
    printed = run(f'rounds {command} --json --out "{EARLIER / "guild"}"').stdout
    assert printed.replace(f"{EARLIER / 'guild'}/", "reports/") == wanted


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_ledger_is_sound(folder):
    ledger = Ledger.open(folder)
    assert ledger.sound.entries
    assert ledger.notes == ()
