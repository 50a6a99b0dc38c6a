"""Writes files atomically: either the old or the new content is there, never a part of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from seating.errors import UsageError
from seating.ledger.files import open_beside

__all__ = ["readable_reasons", "write_whole"]


def write_whole(path: Path, content: bytes) -> None:
    """Write a file beside its place and move it there in one step, making folders as needed.

    Raises
    ------
    UsageError
        When the folder or the file cannot be written.
    """
    with readable_reasons(path):
        temporary, file = open_beside(path)
        try:
            with file:
                file.write(content)
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)


@contextmanager
def readable_reasons(path: Path) -> Iterator[None]:
    """Turn an `OSError` into a message that says why a file could not be written."""
    try:
        yield
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror or error}") from None
