"""One entry of the ledger: its kind, its content, and the digests that chain it to the entry before."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NoReturn

from seating.record.entries import (
    AttendedContent,
    Content,
    ForgottenContent,
    ImportedContent,
    SeatedContent,
    UndoneContent,
    UnreadableRecordError,
    load_content,
)
from seating.record.fields import OTHER_FORM
from seating.wording import said

FORM = 2
"""The version of the file format. The program writes and reads this version only."""

FILE_NAME = re.compile(r"(\d{4,15})-(?:round-\d+|attended-\d+|undo-\d+|history|forgotten-\d+)\.json")
"""File names of entries. Every file system accepts them."""

_ENVELOPE = ("ledger", "entry", "kind", "saved", "previous")
"""The keys that every entry has, before its content."""

_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z")

_CHANGED = said("was changed after it was saved: it was cut short or edited")

_END = b"\n}\n"
_SIGNATURE = b',\n "sha256": "%b"\n}\n'
_SIGNATURE_LENGTH = len(_SIGNATURE % bytes(64))


class Kind(StrEnum):
    """The kind of an entry."""

    SEATED = "seated"
    ATTENDED = "attended"
    UNDONE = "undone"
    IMPORTED = "imported"
    FORGOTTEN = "forgotten"


class NotAnEntryError(Exception):
    """A file whose content is not an entry as it was saved. The message explains what is wrong with it."""


@dataclass(frozen=True)
class Entry:
    """One entry of the ledger, as in its file.

    Attributes
    ----------
    number : int
        From 1, one more than the entry before.
    kind : Kind
    saved : str
        A moment in UTC: `2026-03-02T17:45:00Z`.
    previous : str
        The digest of the entry before; "" for the first.
    content : SeatedContent, AttendedContent, UndoneContent, ImportedContent or ForgottenContent
        By kind; see `docs/reference/ledger.md`.
    sha256 : str
        The digest of everything above, in hexadecimal.
    data : bytes
        The bytes of its file, if it was built and not read. Those of all entries that are read would fill the memory.
    """

    number: int
    kind: Kind
    saved: str
    previous: str
    content: Content
    sha256: str
    data: bytes = field(default=b"", repr=False, compare=False)

    @property
    def file_name(self) -> str:
        """The name of its file: its number, its kind and what it is about."""
        match self.content:
            case SeatedContent(rounds=rounds):
                about = f"round-{rounds[0].round}"
            case AttendedContent(round=number):
                about = f"attended-{number}"
            case UndoneContent(undoes=number):
                about = f"undo-{number}"
            case ImportedContent():
                about = "history"
            case ForgottenContent(people=number):
                about = f"forgotten-{number}"
        return f"{self.number:04d}-{about}.json"

    @property
    def seating(self) -> SeatedContent:
        """The content of an entry of kind `seated`."""
        assert isinstance(self.content, SeatedContent)
        return self.content

    def as_bytes(self) -> bytes:
        """Return the bytes of its file: the entry, with its digest at the end."""
        return self.data or sign(self.number, self.kind, self.saved, self.previous, self.content.plain())[0]


def build_entry(number: int, kind: Kind, saved: str, previous: str, content: Content | Mapping[str, Any]) -> Entry:
    """Return the entry that reading a file with this content would give.

    Parameters
    ----------
    number : int
        From 1.
    kind : Kind
    saved : str
        A moment in UTC.
    previous : str
        The digest of the entry before; "" for the first.
    content : Content or mapping
        A mapping is validated.

    Raises
    ------
    UnreadableRecordError
        When a mapping is not the content of an entry of this kind.
    """
    if isinstance(content, Mapping):
        content = load_content(kind, content)
    plain = content.plain()
    data, sha256 = sign(number, kind, saved, previous, plain)
    written = json.loads(data)
    for key in (*_ENVELOPE, "sha256"):
        del written[key]
    if written != plain:  # text that UTF-8 cannot hold is written with question marks
        content = load_content(kind, written)
    return Entry(number, kind, saved, previous, content, sha256, data)


def read_entry(data: bytes) -> Entry:
    """Read the entry in the bytes of a file.

    Raises
    ------
    NotAnEntryError
        When a single byte has changed, or when something is missing that this version reads of an entry.
    """
    head, signature = data[:-_SIGNATURE_LENGTH], data[-_SIGNATURE_LENGTH:]
    sha256 = hashlib.sha256(head + _END).hexdigest()
    if signature != _SIGNATURE % sha256.encode():
        raise NotAnEntryError(_CHANGED)
    try:
        plain = json.loads(head + _END, parse_constant=_refuse)
        form, number, kind, saved, previous = (plain.pop(key) for key in _ENVELOPE)
        if form != FORM or type(number) is not int or not isinstance(previous, str):
            raise NotAnEntryError(OTHER_FORM)
        if not (isinstance(saved, str) and _MOMENT.fullmatch(saved)):
            raise UnreadableRecordError(said("`saved` is not a time in UTC"))
        entry = Entry(number, Kind(kind), saved, previous, load_content(kind, plain), sha256)
        if FILE_NAME.fullmatch(entry.file_name):
            return entry
    except UnreadableRecordError as error:
        says = said("was written by another version or program: %(reason)s", reason=error.args[0])
        raise NotAnEntryError(says) from error
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise NotAnEntryError(OTHER_FORM) from error
    raise NotAnEntryError(OTHER_FORM)


def sign(number: int, kind: Kind, saved: str, previous: str, plain: Mapping[str, Any]) -> tuple[bytes, str]:
    """Return the bytes of an entry's file, and the digest that they end with.

    Parameters
    ----------
    number : int
    kind : Kind
    saved, previous : str
        As for `Entry`.
    plain : mapping
        The content as a mapping for JSON. It is not validated.
    """
    envelope = dict(zip(_ENVELOPE, (FORM, number, str(kind), saved, previous), strict=True))
    text = json.dumps({**envelope, **plain}, ensure_ascii=False, indent=1, allow_nan=False) + "\n"
    body = text.encode(errors="replace")
    sha256 = hashlib.sha256(body).hexdigest()
    return body[: -len(_END)] + _SIGNATURE % sha256.encode(), sha256


def _refuse(constant: str) -> NoReturn:
    raise ValueError(constant)
