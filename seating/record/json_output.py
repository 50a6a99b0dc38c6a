"""List what commands print with `--json`, and describe the records as JSON Schema."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, reduce
from operator import or_
from typing import Any

from pydantic import TypeAdapter

from seating.add_ons import list_add_ons, load
from seating.record.charts import ChartsRecord
from seating.record.check import CheckRecord
from seating.record.entries import (
    AttendedContent,
    ForgottenContent,
    ImportedContent,
    SeatedContent,
    UndoneContent,
)
from seating.record.explain import ExplanationRecord
from seating.record.fields import LARGEST, SCHEMA_VERSION, Record
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
