"""Write and read `result.json`, list what commands print with `--json`, and describe the records as JSON Schema."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache, reduce
from operator import or_
from typing import Any

from pydantic import TypeAdapter, ValidationError

from seating.add_ons import list_add_ons, load
from seating.record.charts import ChartsRecord
from seating.record.check import CheckRecord
from seating.record.entries import (
    AttendedContent,
    ForgottenContent,
    ImportedContent,
    SeatedContent,
    UndoneContent,
    UnreadableRecordError,
)
from seating.record.explain import ExplanationRecord
from seating.record.fields import LARGEST, SCHEMA_VERSION, TOO_OLD, Record
from seating.record.forgetting import FinishedRecord, ForgettingRecord
from seating.record.forms_to_fill import BlankChartsRecord, StarterRecord
from seating.record.kinds import KindsRecord
from seating.record.problems import ProblemsRecord
from seating.record.result import ResultRecord
from seating.record.rounds import (
    AttendanceRecord,
    ClosingRecord,
    RoundsComparedRecord,
    RoundsRecord,
    SavedRoundRecord,
    SideBySideRecord,
    UndoneRecord,
)

DIALECT = "https://json-schema.org/draft/2020-12/schema"

_PRINTED: Mapping[str, tuple[type[Record], ...]] = {
    "chart": (BlankChartsRecord,),
    "charts": (ChartsRecord,),
    "check": (CheckRecord,),
    "explain": (ExplanationRecord,),
    "forget": (ForgettingRecord, FinishedRecord),
    "init": (StarterRecord,),
    "kinds": (KindsRecord,),
    "packet": (ResultRecord,),
    "repair": (ResultRecord,),
    "report": (ResultRecord,),
    "review": (ResultRecord,),
    "rounds attended": (AttendanceRecord,),
    "rounds diff": (RoundsComparedRecord, SideBySideRecord),
    "rounds list": (RoundsRecord,),
    "rounds report": (ClosingRecord,),
    "rounds show": (SavedRoundRecord,),
    "rounds undo": (UndoneRecord,),
    "solve": (ResultRecord,),
}
"""The records of the commands that are no add-ons."""

PROMISE = (
    f"schema_version {SCHEMA_VERSION}. Keys may be added, never renamed. Readers ignore keys that they do not know."
)


@cache
def list_printed() -> Mapping[str, tuple[type[Record], ...]]:
    """Return the records that each command can print with `--json`, sorted by command.

    With exit code 3 most print a `ProblemsRecord` instead.
    """
    every = dict(_PRINTED)
    for add_on in list_add_ons():
        every.update({command: tuple(map(load, records)) for command, records in add_on.records.items()})
    return dict(sorted(every.items()))


def dump(record: Record) -> bytes:
    """Return the bytes of a record's file: UTF-8, one space of indentation, a line feed at the end.

    Half of a surrogate pair, which UTF-8 cannot represent, becomes a question mark.
    """
    return (json.dumps(record.plain(), ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode(errors="replace")


def load_result(data: bytes) -> ResultRecord | None:
    """Return the record in a `result.json`, or None if the bytes are not such a record. Unknown keys are kept.

    Raises
    ------
    UnreadableRecordError
        If a version before 0.2.0 wrote it.
    """
    try:
        plain = json.loads(data)
    except (ValueError, RecursionError):
        return None
    version = plain.get("schema_version") if isinstance(plain, dict) else None
    if type(version) is int and version < SCHEMA_VERSION:
        raise UnreadableRecordError(TOO_OLD)
    try:
        return ResultRecord.model_validate(plain)
    except (ValidationError, RecursionError):
        return None


def result_schema() -> dict[str, Any]:
    """Return the JSON Schema of `result.json` and of what `--json` prints for a seating or for errors."""
    return _schema(ResultRecord | ProblemsRecord, "What `--json` prints and `result.json` holds", PROMISE)


def ledger_schema() -> dict[str, Any]:
    """Return the JSON Schema of the content of the ledger's entries, without the envelope that all kinds share."""
    return _schema(
        SeatedContent | AttendedContent | UndoneContent | ImportedContent | ForgottenContent,
        "What an entry of the ledger holds, by kind",
        "Without the keys `ledger`, `entry`, `kind`, `saved`, `previous` and `sha256`, which all entries have.",
    )


def schemas() -> dict[str, dict[str, Any]]:
    """Return the JSON Schema of all that is printed or saved, by the beginning of its file's name.

    The commands that print a `ResultRecord` share one; a group of commands has one for all of them.
    """
    groups: dict[str, dict[type[Record], None]] = {}
    for command, records in list_printed().items():
        for record in records:
            groups.setdefault(schema_of(command, record), {})[record] = None
    return {
        **{
            name: _schema(reduce(or_, own), f"What `seating {name} --json` prints", PROMISE)
            for name, own in groups.items()
        },
        "result": result_schema(),
        "ledger": ledger_schema(),
    }


def schema_of(command: str, record: type[Record]) -> str:
    """Return the name of the schema that describes a record of a command."""
    return "result" if record is ResultRecord else command.partition(" ")[0]


def describe_printed() -> dict[str, dict[str, Any]]:
    """Return the JSON Schema of each record that commands print, and of each part of these records, by its name."""
    records = dict.fromkeys(record for printed in list_printed().values() for record in printed)
    found: dict[str, dict[str, Any]] = _described(reduce(or_, (*records, ProblemsRecord)))["$defs"]
    return found


def _schema(records: Any, title: str, description: str) -> dict[str, Any]:
    found = _described(records)
    about = f"{found.pop('description', '')} {description}".strip()
    return {"$schema": DIALECT, "title": title, "description": about, **found}


def _described(records: Any) -> dict[str, Any]:
    found: dict[str, Any] = _without_bounds(TypeAdapter(records).json_schema(mode="serialization"))
    return found


def _without_bounds(schema: Any) -> Any:
    """Remove the bounds that all numbers have, which only guard the reader against absurd input."""
    if isinstance(schema, list):
        return [_without_bounds(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        key: _without_bounds(value)
        for key, value in schema.items()
        if not (key in {"minimum", "maximum"} and abs(value) == LARGEST)
    }
