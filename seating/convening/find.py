"""Which file holds the convening: the one given, one beside the list, or the one an earlier run inferred."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from seating.convening.document import is_there
from seating.convening.formats import Document, read_document
from seating.convening.schema import Convening
from seating.errors import InputError, Note, Problem, SeatingError
from seating.wording import listed

__all__ = ["find_document", "find_earlier", "written_vocabulary"]

_NAMES = ("convening.yaml", "convening.yml", "convening.toml", "convening.json")
_WORKBOOKS = (".xlsx", ".xlsm")


def find_document(
    given: Path | Mapping[str, Any] | None, beside: Path | None
) -> tuple[Document | None, tuple[Note, ...]]:
    """Return the convening that somebody wrote, or None when nobody did, with notes on the choice.

    Parameters
    ----------
    given : path, mapping or None
        What the caller names; then nothing else is looked at.
    beside : path or None
        The list, beside which or in which a convening may be.
    """
    found = _given(given) if given is not None else _beside(beside)
    if found is None or found.plain:
        return found, ()
    return None, (Note("convening-empty", f"{found.file} is empty, which is the same as no convening."),)


def find_earlier(earlier: Path | None) -> tuple[Document | None, tuple[Note, ...]]:
    """Return the convening that an earlier run inferred and wrote, if it is there, with a note."""
    document = read_document(earlier) if earlier is not None and is_there(earlier) else None
    if document is None or not document.plain:
        return None, ()
    text = f"The convening is {earlier}, as an earlier run inferred it, with what was edited since."
    shared = f"The convening is {document.file} of the output folder, which an earlier run inferred."
    return document, (Note("convening-from-earlier-run", text, shared),)


def _given(given: Path | Mapping[str, Any]) -> Document:
    """Return a file, or a mapping handed over by a program, as a document."""
    return Document("convening", "", dict(given)) if isinstance(given, Mapping) else read_document(given)


def _beside(beside: Path | None) -> Document | None:
    """Return the one convening beside a list or in it; raise `InputError` when there are several."""
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


def written_vocabulary(
    given: Path | Mapping[str, Any] | None, beside: Path | None, earlier: Path | None
) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """Return the vocabulary of the convening that counts, before the list is read; empty where there is none.

    Words such as a representative type's are judged while the list is read, so their other names are
    wanted by then. Whatever is wrong with the file is left to `read_convening`, which names it all.
    """
    plain = given if isinstance(given, Mapping) else _plain_with_vocabulary(given, beside, earlier)
    try:
        return Convening.model_validate({"vocabulary": plain.get("vocabulary") or {}}).vocabulary
    except ValidationError:
        return {}


def _plain_with_vocabulary(given: Path | None, beside: Path | None, earlier: Path | None) -> Mapping[str, Any]:
    """Return what the first file that is there holds, when the word vocabulary is in it."""
    near = [beside.parent / name for name in _NAMES] if beside is not None else []
    paths = [path for path in (given, *near, earlier) if path is not None and path.suffix.casefold() not in _WORKBOOKS]
    for path in paths:
        if is_there(path):
            try:
                return read_document(path).plain if b"vocabulary" in path.read_bytes() else {}
            except SeatingError:
                return {}
    return {}
