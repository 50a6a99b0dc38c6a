"""The text of the convening that edits change: where it is, or what it would be if it was never written."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from seating.api.reading import read_inputs
from seating.api.request import Request
from seating.convening.convening_file import INFERRED, convening_text, find_document, is_edited
from seating.convening.document import Document, is_there, read_content, read_text
from seating.convening.edit import parse_text
from seating.convening.yaml import YAML_SUFFIXES
from seating.errors import InputError, UsageError
from seating.wording import said

WITHOUT_LIST = "# This convening says how the list is read. What it does not state is inferred from the list.\n"
"""The first line of a convening that is begun before the list can be read."""


@dataclass(frozen=True, slots=True)
class ConveningText:
    """The text of the convening that edits change.

    Attributes
    ----------
    path : Path
        The file; it does not exist yet if `is_inferred`.
    text : str
    sha256 : str
        Hash of the bytes of the file, or of the bytes that it gets before the first edit.
    plain : dict
        The data of the text.
    is_inferred : bool
        Whether this is the convening that the program inferred, and no one has edited it.
    """

    path: Path
    text: str
    sha256: str
    plain: dict[str, Any]
    is_inferred: bool = False

    def document(self, text: str | None = None) -> Document:
        """Return the document of this text, or of another text for the same file."""
        written = self.text if text is None else text
        sha256 = hashlib.sha256(written.encode()).hexdigest()
        return replace(parse_text(written, self.path.name), sha256=sha256, folder=self.path.parent)

    def without_inferred(self) -> ConveningText:
        """Return the text without what was inferred, so that it is inferred again from each list."""
        return replace(self, text=WITHOUT_LIST, plain={})


def read_convening_text(request: Request) -> ConveningText:
    """Return the text of the convening of a request; one that was never written is inferred.

    The file is the one of `--convening`, the one beside the list, or the one in the output folder. If the list cannot
    be read, nothing is inferred, and the text is only a comment; edits may then say how to read the list.

    Raises
    ------
    UsageError
        If the convening is not a YAML file, because only such a file can be changed here.
    InputError
        If the file is not YAML.
    """
    path = _written_file(request)
    if path is None:
        path = request.out / INFERRED
        inferred = _infer_text(request, path)
        if inferred is not None:
            sha256 = hashlib.sha256(inferred.encode()).hexdigest()
            return ConveningText(path, inferred, sha256, parse_text(inferred, path.name).plain, is_inferred=True)
    text = read_text(path).text
    sha256 = hashlib.sha256(read_content(path)).hexdigest()
    return ConveningText(path, text, sha256, parse_text(text, path.name).plain)


def find_convening_path(request: Request) -> Path:
    """Return the path of the convening that edits change; if there is none yet, where the first edit writes it.

    Raises
    ------
    UsageError
        If the convening is not a YAML file, because only such a file can be changed here.
    """
    return _written_file(request) or request.out / INFERRED


def _infer_text(request: Request, path: Path) -> str | None:
    """Return the text that the program infers for the output folder; None if a person has edited the one there."""
    try:
        found = read_inputs(replace(request, inputs=None)).reading.convening
    except InputError:
        return None if is_there(path) and is_edited(read_content(path)) else WITHOUT_LIST
    return convening_text(found) if found.is_inferred or found.is_unedited else None


def _written_file(request: Request) -> Path | None:
    """Return the file of the convening that a person wrote; None if there is none."""
    given, beside = request.convening, request.list_file
    if isinstance(given, str | Path):
        path: Path = Path(given)
    elif given is not None:
        raise UsageError(
            said("The convening was passed in by a program, not read from a file, so there is no file to change.")
        )
    else:
        document, _ = find_document(None, beside)
        if document is None or beside is None:
            return None
        path = beside.parent / document.file
    if path.suffix.casefold() not in YAML_SUFFIXES:
        raise UsageError(
            said(
                "The convening is in %(name)s, and only a YAML file can be changed here. Edit %(name)s in its "
                "own program, or write its content to convening.yaml and remove it from %(name)s.",
                name=path.name,
            )
        )
    return path
