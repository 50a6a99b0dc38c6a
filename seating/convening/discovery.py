"""Find the file with the convening: the given one, one in the folder of the list, or one inferred by an earlier run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from seating.convening.document import is_there
from seating.convening.formats import Document, read_document
from seating.convening.schema import Convening
from seating.errors import InputError, Note, Problem, SeatingError
from seating.wording import listed

__all__ = ["ListRules", "find_document", "find_earlier", "written_rules"]

_NAMES = ("convening.yaml", "convening.yml", "convening.toml", "convening.json")
_WORKBOOKS = (".xlsx", ".xlsm", ".ods")


def find_document(
    given: Path | Mapping[str, Any] | None, beside: Path | None
) -> tuple[Document | None, tuple[Note, ...]]:
    """Return the convening that a person wrote, with notes; None if there is none.

    Parameters
    ----------
    given : path, mapping or None
        The convening that the caller specifies; if given, no other place is searched.
    beside : path or None
        The list; its folder and, for a workbook, its sheets are searched.
    """
    found = _given(given) if given is not None else _beside(beside)
    if found is None or found.plain:
        return found, ()
    return None, (Note("convening-empty", f"{found.file} is empty, which is the same as no convening."),)


def find_earlier(earlier: Path | None) -> tuple[Document | None, tuple[Note, ...]]:
    """Return the convening that an earlier run inferred and wrote, with a note; None if there is none."""
    document = read_document(earlier) if earlier is not None and is_there(earlier) else None
    if document is None or not document.plain:
        return None, ()
    text = f"The convening is {earlier}, as an earlier run inferred it, with what was edited since."
    shared = f"The convening is {document.file} of the output folder, which an earlier run inferred."
    return document, (Note("convening-from-earlier-run", text, shared),)


def _given(given: Path | Mapping[str, Any]) -> Document:
    """Return a file, or a mapping passed by a program, as a document."""
    return Document("convening", "", dict(given)) if isinstance(given, Mapping) else read_document(given)


def _beside(beside: Path | None) -> Document | None:
    """Return the only convening in the folder or the sheets of the list; raise `InputError` if there are several."""
    if beside is None:
        return None
    paths = [beside.parent / name for name in _NAMES if is_there(beside.parent / name)]
    names = [path.name for path in paths]
    sheets = read_document(beside) if beside.suffix.casefold() in _WORKBOOKS and is_there(beside) else None
    if sheets is not None and sheets.plain:
        names.append(f"the sheets of {beside.name}")
    if len(names) > 1:
        says = f"there are {len(names)} convenings beside the list: {listed(names)}"
        hint = "Keep one, or name one with --convening."
        raise InputError([Problem("convening-several", says, beside.name, hint=hint)])
    if paths:
        return read_document(paths[0])
    return sheets if sheets is not None and sheets.plain else None


@dataclass(frozen=True, slots=True)
class ListRules:
    """The parts of a convening that control how the list is read, in the form that `read_people` takes.

    Attributes
    ----------
    vocabulary : mapping of column to mapping of allowed value to its other names
    columns : mapping of canonical column to headings
    parties : bool
        Whether a row may stand for several people.
    used : frozenset of str
        All texts of the convening that could be the heading of a column.
    """

    vocabulary: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    parties: bool = True
    used: frozenset[str] = frozenset()


def written_rules(given: Path | Mapping[str, Any] | None, beside: Path | None, earlier: Path | None) -> ListRules:
    """Return the rules for reading the list from the convening that applies.

    They are needed first because columns with fixed values are checked while the list is read. Errors in the file
    are ignored here; `read_convening` reports them all.

    Parameters
    ----------
    given : path, mapping or None
        The convening that the caller specifies.
    beside : path or None
        The list; its folder and, for a workbook, its sheets are searched.
    earlier : path or None
        The `convening.yaml` of the output folder.
    """
    plain = given if isinstance(given, Mapping) else _plain(given, beside, earlier)
    found: dict[str, Any] = {}
    for key in ("vocabulary", "columns", "parties"):
        if plain.get(key) is not None:
            with suppress(ValidationError):
                found[key] = getattr(Convening.model_validate({key: plain[key]}), key)
    others = [value for key, value in plain.items() if key not in {"columns", "title", "shared_result", "outcomes"}]
    return ListRules(**found, used=frozenset(_words(others)))


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
    """Return the content of the first convening that exists; an empty mapping if it cannot be read."""
    near = [beside.parent / name for name in _NAMES] if beside is not None else []
    in_list = [beside] if beside is not None and beside.suffix.casefold() in _WORKBOOKS else []
    for path in (given, *near, *in_list, earlier):
        if path is not None and is_there(path):
            try:
                plain = read_document(path).plain
            except SeatingError:
                return {}
            if plain or path not in in_list:
                return plain
    return {}
