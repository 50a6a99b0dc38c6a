"""One entry of the ledger: its kind, its content, and the digests that chain it to the one before."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, NoReturn

from seating.record.entries import UnreadableRecordError, load_content

__all__ = ["FILE_NAME", "FORM", "Entry", "Kind", "NotAnEntryError", "entry_of", "new_entry"]

FORM = 1
"""The form of entries that this program writes, and the newest it can read."""

FILE_NAME = re.compile(r"(\d{4,15})-(?:round-\d+|attended-\d+|undo-\d+|history)\.json")
"""What the files of entries are called: names that every file system takes."""

_ENVELOPE = ("ledger", "entry", "kind", "saved", "previous")


class Kind(StrEnum):
    """What an entry says."""

    SEATED = "seated"
    ATTENDED = "attended"
    UNDONE = "undone"
    IMPORTED = "imported"


class NotAnEntryError(Exception):
    """A file that holds no entry as it was written: cut short, edited, or something else; it says what."""


@dataclass(frozen=True)
class Entry:
    """Something that was saved, as its file holds it.

    Attributes
    ----------
    number : int
        From 1, one more than the entry before.
    kind : Kind
    saved : str
        When: a moment in UTC, `2026-03-02T17:45:00Z`.
    previous : str
        The digest of the entry before; "" for the first.
    content : mapping
        What it says besides, by its kind: see `docs/reference/ledger.md`.
    sha256 : str
        The digest of all that, in hexadecimal.
    """

    number: int
    kind: Kind
    saved: str
    previous: str
    content: Mapping[str, Any]
    sha256: str

    @property
    def file_name(self) -> str:
        """What its file is called: number, kind and what it is about."""
        match self.kind:
            case Kind.SEATED:
                about = f"round-{self.content['rounds'][0]['round']}"
            case Kind.ATTENDED:
                about = f"attended-{self.content['round']}"
            case Kind.UNDONE:
                about = f"undo-{self.content['undoes']}"
            case Kind.IMPORTED:
                about = "history"
        return f"{self.number:04d}-{about}.json"

    def as_bytes(self) -> bytes:
        """Return what its file holds: the entry, and its digest at the end."""
        return _body(self)[: -len(_END)] + _SIGNED % self.sha256.encode()


def new_entry(number: int, kind: Kind, saved: str, previous: str, content: Mapping[str, Any]) -> Entry:
    """Return an entry that reads back as it is: its content as JSON would give it."""
    plain = json.loads(_as_bytes(dict(content)))
    unsigned = Entry(number, kind, saved, previous, plain, "")
    return replace(unsigned, sha256=hashlib.sha256(_body(unsigned)).hexdigest())


def entry_of(data: bytes) -> Entry:
    """Return the entry that a file holds.

    Raises
    ------
    NotAnEntryError
        When a single byte is not as it was written, or something is missing that is read of an entry.
    """
    head, told = data[:-_SIGNED_LENGTH], data[-_SIGNED_LENGTH:]
    sha256 = hashlib.sha256(head + _END).hexdigest()
    if told != _SIGNED % sha256.encode():
        raise NotAnEntryError(_CHANGED)
    try:
        plain = json.loads(head + _END, parse_constant=_refuse)
        form, number, kind, saved, previous = (plain.pop(key) for key in _ENVELOPE)
        entry = Entry(number, Kind(kind), saved, previous, plain, sha256)
        is_known = form == FORM and type(number) is int and isinstance(previous, str)
        fault = _fault_of(entry) if is_known else "its form is not known here"
        if fault is None and FILE_NAME.fullmatch(entry.file_name):
            return entry
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise NotAnEntryError(_OTHER) from error
    raise NotAnEntryError(_OTHER if fault is None else f"was written by another version or program: {fault}")


def _fault_of(entry: Entry) -> str | None:
    """Return what this program cannot read of an entry; None if it can read everything."""
    if not (isinstance(entry.saved, str) and _MOMENT.fullmatch(entry.saved)):
        return "`saved` is not a moment in UTC"
    try:
        load_content(entry.kind, entry.content)
    except UnreadableRecordError as error:
        return str(error)
    return None


_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z")

_CHANGED = "is not as it was saved: cut short or edited"
_OTHER = "was written by another version or program, in a form that is not known here"


def _refuse(constant: str) -> NoReturn:
    raise ValueError(constant)


_END = b"\n}\n"
_SIGNED = b',\n "sha256": "%b"\n}\n'
_SIGNED_LENGTH = len(_SIGNED % bytes(64))


def _body(entry: Entry) -> bytes:
    """Return the entry as JSON holds it, but for its own digest."""
    envelope = (FORM, entry.number, str(entry.kind), entry.saved, entry.previous)
    return _as_bytes({**dict(zip(_ENVELOPE, envelope, strict=True)), **entry.content})


def _as_bytes(plain: Mapping[str, Any]) -> bytes:
    """Return JSON that is the same wherever it is written; half characters become question marks."""
    return (json.dumps(plain, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode(errors="replace")
