"""Write and read `result.json`."""

from __future__ import annotations

import json

from pydantic import ValidationError

from seating.record.entries import UnreadableRecordError
from seating.record.fields import OTHER_FORM, SCHEMA_VERSION, Record
from seating.record.result import ResultRecord


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
        If it has another `schema_version`.
    """
    try:
        plain = json.loads(data)
    except (ValueError, RecursionError):
        return None
    version = plain.get("schema_version") if isinstance(plain, dict) else None
    if type(version) is int and version != SCHEMA_VERSION:
        raise UnreadableRecordError(OTHER_FORM)
    try:
        return ResultRecord.model_validate(plain)
    except (ValidationError, RecursionError):
        return None
