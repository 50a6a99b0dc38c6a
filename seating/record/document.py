"""Write and read `result.json`, and describe the records as JSON Schema."""

from __future__ import annotations

import json
from typing import Any

from pydantic import TypeAdapter, ValidationError

from seating.record.charts import ChartsRecord
from seating.record.entries import AttendedContent, ForgottenContent, ImportedContent, SeatedContent, UndoneContent
from seating.record.fields import LARGEST, Record
from seating.record.result import ProblemsRecord, ResultRecord

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def dump(record: Record) -> bytes:
    """Return the bytes of a record's file: UTF-8, one space of indentation, a line feed at the end.

    Half of a surrogate pair, which UTF-8 cannot represent, becomes a question mark.
    """
    return (json.dumps(record.plain(), ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode(errors="replace")


def load_result(data: bytes) -> ResultRecord | None:
    """Return the record in a `result.json`, or None if the bytes are not such a record.

    Unknown keys are kept, and keys that earlier versions did not write may be missing.
    """
    try:
        return ResultRecord.model_validate(json.loads(data))
    except (ValueError, ValidationError, RecursionError):
        return None


def result_schema() -> dict[str, Any]:
    """Return the JSON Schema of `result.json` and of what `--json` prints for a seating or for errors."""
    return _schema(
        ResultRecord | ProblemsRecord,
        "What `--json` prints and `result.json` holds",
        "schema_version 1. Keys may be added, never renamed. Readers ignore keys that they do not know.",
    )


def ledger_schema() -> dict[str, Any]:
    """Return the JSON Schema of the content of the ledger's entries, without the envelope that all kinds share."""
    return _schema(
        SeatedContent | AttendedContent | UndoneContent | ImportedContent | ForgottenContent,
        "What an entry of the ledger holds, by kind",
        "Without the keys `ledger`, `entry`, `kind`, `saved`, `previous` and `sha256`, which all entries have.",
    )


def charts_schema() -> dict[str, Any]:
    """Return the JSON Schema of what `seating charts --json` prints."""
    return _schema(
        ChartsRecord,
        "What `seating charts --json` prints",
        "schema_version 1. Keys may be added, never renamed. It says who filled in which chart, so it is for the "
        "convener only.",
    )


def _schema(records: Any, title: str, description: str) -> dict[str, Any]:
    found = _without_bounds(TypeAdapter(records).json_schema(mode="serialization"))
    return {"$schema": DIALECT, "title": title, "description": description, **found}


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
