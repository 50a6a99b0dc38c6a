"""The results of earlier seatings in an output folder; what cannot be read is noted and passed over."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from seating.errors import Note

__all__ = ["earlier_results"]

LARGEST_RECORD = 200_000_000
"""Bytes of a result that is looked at."""

ROUND = re.compile(r"round-([0-9]{1,6})")


def earlier_results(out: Path) -> tuple[list[Mapping[str, Any]], list[Note]]:
    """Return the results in the output folder by round, and a note on each that cannot be read."""
    found = {int(m[1]): path for path in out.glob("round-*/result.json") if (m := ROUND.fullmatch(path.parent.name))}
    records, notes = [], []
    for _, path in sorted(found.items()):
        record = _record(path)
        if record is None:
            notes.append(Note("result-unread", f"{path} cannot be read; nothing is proposed from it."))
        else:
            records.append(record)
    return records, notes


def _record(path: Path) -> Mapping[str, Any] | None:
    try:
        if path.stat().st_size > LARGEST_RECORD:
            return None
        record = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return None
    return record if isinstance(record, dict) and isinstance(record.get("rounds"), list) else None
