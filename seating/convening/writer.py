"""Write the inferred convening to a file that the convener can edit. An edited file is never overwritten.

The last line of the file is a comment with the SHA-256 of all lines above it. As long as the two agree,
the file has not been edited.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from enum import Enum
from pathlib import Path
from typing import Any

from seating.convening.document import is_there, read_content, scalar
from seating.convening.schema import Convening
from seating.errors import InputError
from seating.ledger.files import put_over
from seating.requirement import Requirement
from seating.tables import Table

__all__ = ["INFERRED", "convening_text", "is_edited", "write_inferred"]

INFERRED = "convening.yaml"
"""Name of the file in the output folder to which an inferred convening is written."""

_SIGNED = "# written by seating, unedited while this is the SHA-256 of the lines above: "
_PLAIN = re.compile(r"[^\W\d_][\w ./-]*", re.ASCII)

_OPENING = """\
# The convening that was inferred from the list. Edit it: it is used from now on, and never overwritten
# once edited. Delete it to have another inferred.

# title: Name of the convening
# shared_result: What it is for; printed on every page of the packet
# working_language: en
"""

_ABOVE_REQUIREMENTS = """
# What is asked of the seating, besides the seats above. `must: true` binds; anything else costs
# weight times what is missing. `seating kinds` lists the kinds.
"""

_CLOSING = """\
# - kind: voice               # people who should not sit alone
#   name: Neighbours
#   who: {sector: community}
#   at_least: 2
#   or_none: true
"""


def write_inferred(convening: Convening, path: Path) -> bool:
    """Write a convening as commented YAML unless the file was edited; return whether it was written.

    The file is written under a temporary name and then moved, so that it is never incomplete.
    """
    try:
        if is_there(path) and is_edited(read_content(path)):
            return False
    except InputError:  # larger than any inferred convening
        return False
    put_over(path, convening_text(convening).encode())
    return True


def is_edited(content: bytes) -> bool:
    """Whether a file differs from the output of `convening_text`, apart from line ends."""
    body, mark, signature = content.replace(b"\r\n", b"\n").rpartition(_SIGNED.encode())
    return not mark or hashlib.sha256(body).hexdigest() != signature.decode("ascii", "replace").strip()


def convening_text(convening: Convening) -> str:
    """Return the tables and stated requirements of a convening as YAML, with the checksum line at the end."""
    parts = [_OPENING]
    for key in ("title", "shared_result", "working_language"):
        if value := getattr(convening, key):
            parts.append(f"{key}: {as_flow(value)}\n")
    parts.append("\ntables:\n")
    parts += [f"  - {as_flow(_plain_table(table))}\n" for table in convening.tables]
    stated = [plain_requirement(r) for r in convening.requirements if not r.is_about_seats and ":" not in r.id]
    parts.append(_ABOVE_REQUIREMENTS)
    parts.append("requirements:\n" if stated else "requirements: []\n")
    parts += [f"  - {as_flow(requirement)}\n" for requirement in stated]
    parts += ["  " + line + "\n" for line in _CLOSING.splitlines()]
    body = "".join(parts)
    return f"{body}{_SIGNED}{hashlib.sha256(body.encode()).hexdigest()}\n"


def _plain_table(table: Table) -> dict[str, Any]:
    written = table.model_dump(exclude_defaults=True)
    if table.seats.maximum is not None and (table.seats.minimum or table.seats.maximum == table.seats.minimum):
        written["seats"] = str(table.seats)
    elif "seats" in written:  # str() gives "at most 8", which a file cannot contain
        bounds = {"min": table.seats.minimum or None, "max": table.seats.maximum}
        written["seats"] = {key: bound for key, bound in bounds.items() if bound is not None}
    if written.pop("open_if_needed", False):
        written["open"] = "if needed"
    return written


def plain_requirement(requirement: Requirement) -> dict[str, Any]:
    """Return a requirement as written in a convening, without its id."""
    return {"kind": requirement.kind, **requirement.model_dump(exclude_unset=True, exclude={"id"})}


def as_flow(value: Any) -> str:
    """Return a value as one line of YAML."""
    match value:
        case Enum():
            return as_flow(value.value)
        case bool():
            return "true" if value else "false"
        case int() | float():
            return str(value)
        case str():
            is_safe = _PLAIN.fullmatch(value) and not value.endswith(" ") and isinstance(scalar(value), str)
            return value if is_safe else json.dumps(value, ensure_ascii=False)
        case Mapping():
            return "{" + ", ".join(f"{as_flow(key)}: {as_flow(item)}" for key, item in value.items()) + "}"
    return "[" + ", ".join(_items(value)) + "]"


def _items(values: Any) -> Iterator[str]:
    return (as_flow(value) for value in values)
