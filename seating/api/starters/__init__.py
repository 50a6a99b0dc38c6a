"""Starter folders. Each folder next to this file is a template that is copied unchanged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from seating.errors import UsageError
from seating.wording import listed

if TYPE_CHECKING:
    from seating.record.forms_to_fill import StarterRecord

__all__ = [
    "DEFAULT",
    "LIST",
    "for_editors",
    "list_templates",
    "read_template",
    "starter_record",
    "write_files",
    "write_template",
]

DEFAULT = "action-tables"
LIST = "stakeholders.csv"
HERE = Path(__file__).parent

CONVENING = "convening.yaml"

SCHEMA = ".seating/convening.schema.json"
"""The schema of a convening beside it: in a folder that no one takes for a list, and found without a network."""

FOR_EDITORS = f"# yaml-language-server: $schema={SCHEMA}\n"
"""The line of a convening that tells editors where its schema is."""


def list_templates() -> list[str]:
    """Return the sorted names of the templates."""
    folders = (entry.name for entry in HERE.iterdir() if entry.is_dir())
    return sorted(name for name in folders if not name.startswith("_"))


def read_template(template: str) -> dict[str, bytes]:
    """Return the contents of the files of a template by their names, in the order of the names."""
    return {entry.name: entry.read_bytes() for entry in sorted((HERE / template).iterdir(), key=lambda one: one.name)}


def write_template(template: str, folder: Path) -> list[Path]:
    """Copy the files of a template into a folder. Return the paths of the copies.

    Raises
    ------
    UsageError
        As for `write_files`.
    """
    return write_files(read_template(template), folder)


def write_files(contents: Mapping[str, bytes], folder: Path) -> list[Path]:
    """Write new files into a folder. Return their paths.

    Raises
    ------
    UsageError
        When a file of the same name exists already, or the folder cannot be written. Nothing is overwritten. What was
        written is removed again, unless the system refuses that too.
    """
    from seating.ledger.atomic_files import write_new  # imports pydantic, which `--help` does without

    there = [str(folder / name) for name in contents if (folder / name).exists()]
    if there:
        verb = "exists" if len(there) == 1 else "exist"
        raise UsageError(f"{listed(there)} already {verb}. Nothing was written; name another folder.")
    written: list[Path] = []
    try:
        for name, content in contents.items():
            write_new(folder / name, content)
            written.append(folder / name)
    except UsageError as error:
        left = [path.as_posix() for path in written if not _is_removed(path)]
        if not left:  # the same command can be given again
            raise
        raise UsageError(f"{error} Before you try again, remove what was written: {listed(left)}.") from None
    return written


def for_editors(contents: Mapping[str, bytes], folder: Path) -> dict[str, bytes]:
    """Return the contents of a new folder with a schema for editors, which the first line of the convening names.

    Parameters
    ----------
    contents : mapping of str to bytes
        By file name.
    folder : Path
        Where they will be written. A schema that is there stays.
    """
    found = {**contents, CONVENING: FOR_EDITORS.encode() + contents[CONVENING]}
    if not (folder / SCHEMA).exists():
        found[SCHEMA] = _write_schema()
    return found


def starter_record(written: Sequence[Path]) -> StarterRecord:
    """Return which files were written as a record."""
    from seating.record.fields import SCHEMA_VERSION
    from seating.record.forms_to_fill import StarterRecord

    return StarterRecord(schema_version=SCHEMA_VERSION, files=[str(path) for path in written])


@cache
def _write_schema() -> bytes:
    import json

    from seating.convening.file_schema import convening_schema

    return json.dumps(convening_schema(), ensure_ascii=False).encode()


def _is_removed(path: Path) -> bool:
    with suppress(OSError):
        path.unlink()
    return not path.exists()
