"""The file of a convening: find it, or write the inferred convening to a file that the convener can edit.

A convening is the given file, a file next to the list, or the file that an earlier run inferred. The last line of an
inferred file is a comment with the SHA-256 of all lines above it. As long as the checksum is correct, the
file has not been edited. An edited file is never overwritten.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from enum import Enum
from fractions import Fraction
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from seating.convening.document import Document, find_bad_texts, find_long_lists, is_there, read_content, scalar
from seating.convening.schema import Convening
from seating.convening.yaml import GONE, read_document
from seating.errors import InputError, Note, Problem, SeatingError
from seating.ledger.atomic_files import replace_file
from seating.profiles.list_rules import ListRules
from seating.requirements.base.kind import Requirement
from seating.room.tables import Seats, Table
from seating.wording import said, said_list

NAMES_BESIDE = ("convening.yaml", "convening.yml", "convening.json", "convening.toml")
"""Names of a convening beside the list. One in TOML is not read, but the reader of the file explains that."""


def find_document(
    given: Path | Mapping[str, Any] | Document | None, beside: Path | None
) -> tuple[Document | None, tuple[Note, ...]]:
    """Return the convening that a person wrote, with notes; None if there is none.

    Parameters
    ----------
    given : path, mapping, Document or None
        The convening that the caller specifies; if given, no other place is searched.
    beside : path or None
        The list; its folder is searched.
    """
    found = _given(given) if given is not None else _beside(beside)
    if found is None or found.plain:
        return found, ()
    text = said("%(file)s is empty and has the same effect as no convening.", file=found.file)
    return None, (Note("convening-empty", text),)


def find_earlier(earlier: Path | None) -> tuple[Document | None, tuple[Note, ...]]:
    """Return the convening that an earlier run or the board wrote, with a note; None if there is none."""
    document = read_document(earlier) if earlier is not None and is_there(earlier) else None
    if document is None or not document.plain:
        return None, ()
    text = said(
        "The convening is read from %(path)s, which the program wrote earlier. It might have been edited since.",
        path=earlier,
    )
    shared = said(
        "The convening is read from %(file)s in the output folder, which the program wrote earlier.", file=document.file
    )
    return document, (Note("convening-from-earlier-run", text, shared),)


def _given(given: Path | Mapping[str, Any] | Document) -> Document:
    """Return a file, or data passed by a program, as a document."""
    if isinstance(given, Path):
        return read_document(given)
    document = given if isinstance(given, Document) else Document("convening", "", dict(given))
    if bad := [*find_bad_texts(document), *find_long_lists(document)]:
        raise InputError(bad)
    return document


def _beside(beside: Path | None) -> Document | None:
    """Return the only convening in the folder of the list; raise `InputError` if there are several.

    A convening in a format that went is read if there is no other, so that its error tells of it.
    """
    if beside is None:
        return None
    paths = [beside.parent / name for name in NAMES_BESIDE if is_there(beside.parent / name)]
    paths = paths or [path for suffix in GONE if is_there(path := beside.parent / f"convening{suffix}")]
    names = [path.name for path in paths]
    if len(names) > 1:
        says = said(
            "there are %(number)s convenings next to the list: %(names)s", number=len(names), names=said_list(names)
        )
        hint = said("Keep one of them, or choose one with --convening.")
        raise InputError([Problem("convening-several", says, beside.name, hint=hint)])
    return read_document(paths[0]) if paths else None


def written_rules(
    given: Path | Mapping[str, Any] | Document | None, beside: Path | None, earlier: Path | None
) -> ListRules:
    """Return the rules for reading the list from the convening that applies.

    They are needed first because columns with fixed values are checked while the list is read. Errors in the file
    are ignored here, with the entries that have them; `read_convening` reports them all.

    Parameters
    ----------
    given : path, mapping, Document or None
        The convening that the caller specifies.
    beside : path or None
        The list; its folder is searched.
    earlier : path or None
        The `convening.yaml` of the output folder.
    """
    if isinstance(given, Document):
        given = given.plain
    plain = given if isinstance(given, Mapping) else _plain(given, beside, earlier)
    found: dict[str, Any] = {}
    for key in ("vocabulary", "columns", "parties", "corrections", "additions", "ids"):
        if plain.get(key) is not None:
            with suppress(ValidationError):
                found[key] = getattr(Convening.model_validate({key: _list_valid(key, plain[key])}), key)
    asking = {**plain, "tables": _without_names(plain.get("tables"))}
    others = [value for key, value in asking.items() if key not in NAME_NO_COLUMN]
    return ListRules(**found, used=frozenset(_words(others)), place="file" if plain else "new")


def _list_valid(key: str, value: Any) -> Any:
    """Return the value of a key without the entries that are wrong alone."""
    if _is_valid(key, value):
        return value
    if isinstance(value, Mapping):
        return {name: one for name, one in value.items() if _is_valid(key, {name: one})}
    return [one for one in value if _is_valid(key, [one])] if isinstance(value, list | tuple) else value


def _is_valid(key: str, value: Any) -> bool:
    try:
        Convening.model_validate({key: value})
    except ValidationError:
        return False
    return True


NAME_NO_COLUMN = frozenset(
    {
        *("columns", "corrections", "additions", "ids", "title", "shared_result", "outcomes", "agenda", "host"),
    }
)
"""The keys whose texts do not ask for a custom column."""


def _without_names(tables: Any) -> Any:
    """Return tables without what they are called: one named "Kids" does not ask for the column "Kids"."""
    if not isinstance(tables, list | tuple):
        return tables
    called = {"id", "name"}
    return [{key: one[key] for key in one if key not in called} if isinstance(one, Mapping) else one for one in tables]


def _words(value: Any) -> Iterator[str]:
    """Yield all texts in plain data, including keys."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key, one in value.items():
            yield str(key)
            yield from _words(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _words(one)


def _plain(given: Path | None, beside: Path | None, earlier: Path | None) -> Mapping[str, Any]:
    """Return the content of the first convening that exists; none if it cannot be read."""
    near = [beside.parent / name for name in NAMES_BESIDE] if beside is not None else []
    for path in (given, *near, earlier):
        if path is not None and is_there(path):
            try:
                return read_document(path).plain
            except SeatingError:
                return {}
    return {}


INFERRED = "convening.yaml"
"""Name of the file in the output folder to which an inferred convening is written."""

_SIGNED = "# written by seating, unedited while this is the SHA-256 of the lines above: "
_PLAIN = re.compile(r"[^\W\d_][\w ./-]*", re.ASCII)

_OPENING = """\
# This convening was inferred from the list. You can edit it: later runs use this file, and they never overwrite
# it once it is edited. Delete it to infer the convening again.

# title: Name of the convening
# shared_result: What it is for; printed on the pages of the packet
# working_language: en
"""

_ABOVE_REQUIREMENTS = """
# The requirements, in addition to the seats above. Requirements with `must: true` have to be met. Each other
# requirement costs its weight times its shortfall. `seating kinds` lists the kinds.
"""

_CLOSING = """\
# - kind: voice               # people who should not sit alone
#   name: Neighbors
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
    replace_file(path, convening_text(convening).encode())
    return True


def is_edited(content: bytes) -> bool:
    """Whether a file differs from the output of `convening_text`, apart from line ends."""
    body, mark, signature = content.replace(b"\r\n", b"\n").rpartition(_SIGNED.encode())
    return not mark or hashlib.sha256(body).hexdigest() != signature.decode("ascii", "replace").strip()


def is_unedited(path: Path, sha256: str | None) -> bool:
    """Whether a convening with this digest is the one that an earlier run inferred and wrote, as nobody edited it."""
    try:
        content = read_content(path)
    except SeatingError:
        return False
    return hashlib.sha256(content).hexdigest() == sha256 and not is_edited(content)


def convening_text(convening: Convening) -> str:
    """Return the tables and stated requirements of a convening as YAML, with the checksum line at the end."""
    parts = [_OPENING]
    for key in ("title", "shared_result", "working_language"):
        if value := getattr(convening, key):
            parts.append(f"{key}: {as_flow(value)}\n")
    parts.append("\ntables:\n")
    parts += [f"  - {as_flow(plain_table(table))}\n" for table in convening.tables]
    stated = [plain_requirement(r) for r in list_stated(convening)]
    parts.append(_ABOVE_REQUIREMENTS)
    parts.append("requirements:\n" if stated else "requirements: []\n")
    parts += [f"  - {as_flow(requirement)}\n" for requirement in stated]
    parts += ["  " + line + "\n" for line in _CLOSING.splitlines()]
    body = "".join(parts)
    return f"{body}{_SIGNED}{hashlib.sha256(body.encode()).hexdigest()}\n"


def plain_seats(seats: Seats) -> str | dict[str, int]:
    """Return a number of seats as a file contains it: `str` can give "at most 8", which a file cannot contain."""
    if seats.minimum and seats.maximum is not None:
        return str(seats)
    bounds = {"min": seats.minimum or None, "max": seats.maximum}
    return {key: bound for key, bound in bounds.items() if bound is not None}


def plain_table(table: Table) -> dict[str, Any]:
    """Return a table as written in a convening."""
    written = table.model_dump(exclude_defaults=True)
    if "seats" in written:
        written["seats"] = plain_seats(table.seats)
    if written.pop("open_if_needed", False):
        written["open"] = "if needed"
    if meant_for := written.pop("meant_for", None):
        written["for"] = meant_for
    return written


def list_stated(convening: Convening) -> list[Requirement]:
    """Return the requirements that a file of the convening states: no sizes, and none that cells or charts add."""
    return [
        r
        for r in convening.requirements
        if not r.is_about_seats and ":" not in r.id and r.hidden_keys.isdisjoint(r.model_fields_set)
    ]


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
        case float() if value.is_integer():
            return str(int(value))  # "2.0" would be read as a text
        case int() | float():
            return str(value)
        case Fraction():
            return as_flow(str(value))
        case str():
            is_safe = _PLAIN.fullmatch(value) and not value.endswith(" ") and isinstance(scalar(value), str)
            return value if is_safe else json.dumps(value, ensure_ascii=False)
        case Mapping():
            return "{" + ", ".join(f"{as_flow(key)}: {as_flow(item)}" for key, item in value.items()) + "}"
    return "[" + ", ".join(_items(value)) + "]"


def as_entry(plain: Mapping[str, Any], file: str | None) -> str:
    """Return an entry of a list in a convening, such as a requirement, as one line to paste.

    Parameters
    ----------
    plain : mapping
    file : str or None
        The file of the convening, whose format the line has; None for YAML.
    """
    if Path(file or INFERRED).suffix.casefold() == ".json":
        return json.dumps(plain, ensure_ascii=False)
    return f"- {as_flow(plain)}"


def _items(values: Any) -> Iterator[str]:
    return (as_flow(value) for value in values)
