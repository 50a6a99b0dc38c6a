"""A convening as plain data, with the line of every key and list item."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from seating.errors import InputError, Problem, UsageError, reason_of
from seating.sources.encodings import marked_codec
from seating.sources.list_limits import marks_in_a_row
from seating.wording import LONGEST_NAME, escape_half_characters, fold, longest_marks, message, said

MOST_BYTES = 2_000_000
"""Maximum size of a convening in bytes; 20,000 tables with an id, a focus and seats take 900,000. A larger file is a
mistake or an attack."""

MOST_LEVELS = 20
"""Maximum nesting depth of lists and mappings; a convening needs six levels."""

MOST_VALUES = 75_000
"""Maximum number of keys and values; 10,000 tables with three keys contain 70,000. More tables with keys are better
kept in a sheet, which has no such limit."""

MOST_PROBLEMS = 50
"""Number of problems after which reading stops."""

KeyPath = tuple[str | int, ...]


@dataclass(frozen=True)
class Text:
    """The text of a file, the file name, and the SHA-256 of its bytes."""

    text: str
    file: str
    sha256: str


@dataclass(frozen=True)
class Document:
    """Plain data with its locations in files.

    Attributes
    ----------
    file : str
        The file name, as messages show it.
    sha256 : str
        Hash of the bytes of the file.
    plain : dict
        Mappings, lists, texts, numbers and booleans; empty if nothing was written.
    lines : mapping of key path to int
        The physical line, from 1, of each key and each list item.
    files : mapping of str to str
        For top-level keys whose data is elsewhere (tables on a sheet), the file name that messages show.
    folder : Path or None
        The folder of the file, relative to which file names in it are resolved. None means the current folder.
    """

    file: str
    sha256: str
    plain: dict[str, Any]
    lines: Mapping[KeyPath, int] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    folder: Path | None = None

    def line(self, path: KeyPath) -> int | None:
        """Return the line of a key path, or of its nearest ancestor that has a line."""
        for length in range(len(path), 0, -1):
            if path[:length] in self.lines:
                return self.lines[path[:length]]
        return self.lines.get(())

    def file_of(self, path: KeyPath) -> str:
        """Return the file name that messages about a key path show."""
        return self.files.get(str(path[0]), self.file) if path else self.file


def is_there(path: Path) -> bool:
    """Whether the file exists; False if its name is invalid or its folder is not accessible."""
    try:
        return path.is_file()
    except OSError:
        return False


def read_content(path: Path) -> bytes:
    """Return the bytes of a convening; never reads more than `MOST_BYTES` + 1 bytes.

    Raises
    ------
    UsageError
        If the file cannot be read, or is not a regular file.
    InputError
        If it is too large.
    """
    try:
        if not path.is_file():
            is_other = path.exists()
            text = (
                message("%(path)s is a folder or a device, not a file")
                if is_other
                else message("The file %(path)s does not exist")
            )
            raise UsageError(said(text, path=path))
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        raise UsageError(said("%(path)s cannot be read: %(reason)s", path=path, reason=reason_of(error))) from None
    if len(content) > MOST_BYTES:
        text = message("the file has more than %(most)s bytes, which is the limit for a convening")
        raise too_large(path.name, said(text, most=f"{MOST_BYTES:,}"))
    return content


def read_text(path: Path) -> Text:
    """Return the text of a file in UTF-8, or in another Unicode encoding with a byte order mark.

    Raises
    ------
    UsageError
        If the file cannot be read.
    InputError
        If it is too large, or has another encoding.
    """
    content = read_content(path)
    codec = marked_codec(content) or "utf-8"
    try:
        text = content.decode(codec).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        says = said("the file is not %(encoding)s from this line on", encoding=codec.upper())
        line = content.decode(codec, "replace")[: error.start].count("\n") + 1
        if codec == "utf-8":
            line = content.count(b"\n", 0, error.start) + 1
        problem = Problem("convening-not-utf-8", says, path.name, line, hint=said("Save it as UTF-8."))
        raise InputError([problem]) from None
    return Text(text, path.name, hashlib.sha256(content).hexdigest())


NAMES = frozenset({"id", "name", "title"})
"""Keys whose texts are printed large, on badges and doors."""

LONGEST_TEXT = 5_000
"""Maximum length of any other text in characters; it is printed on pages."""


def find_bad_texts(document: Document) -> Iterator[Problem]:
    """Yield a problem for each text that cannot be encoded or printed.

    It contains an unpaired surrogate, is too long, or has too many combining marks in a row.
    """
    open_: list[tuple[KeyPath, Any]] = [((), document.plain)]
    while open_:
        path, value = open_.pop()
        if isinstance(value, Mapping):
            open_ += [((*path, str(key)), item) for key, item in value.items()]
            open_ += [((*path, str(key)), key) for key in value if isinstance(key, str)]
        elif isinstance(value, list | tuple):
            open_ += [((*path, number), item) for number, item in enumerate(value)]
        elif isinstance(value, str):
            yield from _bad_text(document, path, value)


def _bad_text(document: Document, path: KeyPath, text: str) -> Iterator[Problem]:
    most = LONGEST_NAME if path and path[-1] in NAMES else LONGEST_TEXT
    if len(text) <= most and text.isascii():
        return  # almost all texts, and a convening can have 75,000
    place = document.file_of(path), document.line(path)
    if (shown := escape_half_characters(text)) != text:
        hint = said("Write the character itself, or both of its halves.")
        yield Problem(
            "half-character",
            said("contains only half of a character (a lone surrogate)"),
            *place,
            value=shown,
            hint=hint,
        )
    elif len(text) > most:
        says = said(
            "has %(number)s characters; at most %(most)s are allowed",
            number=f"{len(text):,}",
            most=f"{most:,}",
        )
        yield Problem("text-too-long", says, *place, value=text, hint=said("Shorten it."))
    elif number := longest_marks(text):
        yield Problem("marks-too-many", marks_in_a_row(number), *place, value=text, hint=said("Type the text again."))


MOST_ENTRIES: Mapping[KeyPath, int] = {
    ("requirements",): 2_000,
    ("expected",): 500,
    ("usual_sectors",): 500,
    ("frame", "needed"): 500,
}
"""Maximum number of entries of a key. Each entry is compared with each person and with many other entries."""


MOST_AT_TABLES: Mapping[str, int] = {"needs": 1_000, "focus": 1_000, "people": 5_000}
"""Maximum number of different values of a key at all tables together, and of people named at tables. Each need is
looked for among what everyone brings, each area among what they want, and each member is on several pages."""


MOST_PAIRS = 600_000
"""Maximum number of pairs of all requirements together; `people` stands for every two of them."""

PAIRING = frozenset({"apart", "meet", "together"})
"""The kinds of requirements whose `people` stand for pairs."""


def find_long_lists(document: Document) -> Iterator[Problem]:
    """Yield a problem for each key with more entries than `MOST_ENTRIES`, `MOST_AT_TABLES` or `MOST_PAIRS`."""
    yield from _find_much_at_tables(document)
    yield from _find_many_pairs(document)
    for path, most in MOST_ENTRIES.items():
        value: Any = document.plain
        for key in path:
            value = value.get(key) if isinstance(value, Mapping) else None
        if isinstance(value, Mapping | list | tuple) and len(value) > most:
            yield _too_many(document, path, ".".join(map(str, path)), len(value), most)


def _find_much_at_tables(document: Document) -> Iterator[Problem]:
    tables = document.plain.get("tables")
    for key, most in MOST_AT_TABLES.items():
        written = [table.get(key) for table in tables if isinstance(table, Mapping)] if isinstance(tables, list) else ()
        found = [fold(str(value)) for each in written if isinstance(each, list) for value in each]
        number = len(found) if key == "people" else len(set(found))
        if number > most:
            yield _too_many(document, ("tables",), key, number, most)


def _find_many_pairs(document: Document) -> Iterator[Problem]:
    written = document.plain.get("requirements")
    entries = [one for one in written if isinstance(one, Mapping)] if isinstance(written, list | tuple) else []
    groups = [one.get("people") for one in entries if one.get("kind") in PAIRING]
    number = sum(len(group) * (len(group) - 1) // 2 for group in groups if isinstance(group, list | tuple))
    if number > MOST_PAIRS:
        yield _too_many(document, ("requirements",), "pairs", number, MOST_PAIRS)


def _too_many(document: Document, path: KeyPath, key: str, number: int, most: int) -> Problem:
    says = said("has %(number)s entries; at most %(most)s are allowed", number=f"{number:,}", most=f"{most:,}")
    hint = said("Keep the entries that matter most. One entry can often stand for many.")
    place = document.file_of(path), document.line(path)
    return Problem("entries-too-many", says, *place, subject=said("`%(key)s`", key=key), hint=hint)


def too_deep(file: str, line: int | None) -> InputError:
    """Return the error for lists and mappings that are nested too deeply."""
    says = said("lists and mappings are nested more than %(most)s levels deep", most=MOST_LEVELS)
    return InputError([Problem("convening-too-deep", says, file, line)])


def too_large(file: str, says: str) -> InputError:
    """Return the error for a file that is too large to be a convening."""
    return InputError([Problem("convening-too-large", says, file, hint=said("Check that it is the right file."))])


def too_many_values(file: str) -> InputError:
    """Return the error for a file with too many keys and values."""
    says = said(
        "the file has more than %(most)s keys and values, which is the limit for a convening",
        most=f"{MOST_VALUES:,}",
    )
    return too_large(file, says)


_WORDS = {"true": True, "false": False, "null": None, "~": None, "": None}
_CANONICAL = re.compile(r"-?(0|[1-9][0-9]{0,14})(\.[0-9]{0,14}[1-9])?")


def scalar(text: str) -> bool | int | float | str | None:
    """Return the value of an unquoted text, by the core schema of YAML 1.2.

    Only a number in canonical form is converted. `00123`, `5.10` and `1e3` stay texts, so that they
    still equal the cells of a list.

    >>> scalar("8"), scalar("0.33"), scalar("00123"), scalar("no"), scalar("True")
    (8, 0.33, '00123', 'no', True)
    """
    word = text.casefold()
    if word in _WORDS and text in {word, text.upper(), text.capitalize()}:
        return _WORDS[word]
    found = _CANONICAL.fullmatch(text)
    if found is None or text == "-0":
        return text
    return float(text) if found[2] else int(text)
