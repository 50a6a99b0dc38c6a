"""Write files atomically: a file has either its old or its new content, never a part of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from seating.errors import UsageError
from seating.ledger.files import move_into_place, open_beside, why_not_written
from seating.wording import said


def write_whole(path: Path, content: bytes) -> None:
    """Write a temporary file in the same folder and move it into place in one step; folders are made as needed.

    Raises
    ------
    UsageError
        If the folder or the file cannot be written.
    """
    with readable_reasons(path):
        temporary, file = open_beside(path)
        try:
            with file:
                file.write(content)
            move_into_place(temporary, path)
        finally:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)


@contextmanager
def readable_reasons(path: Path) -> Iterator[None]:
    """Turn an `OSError` into a `UsageError` that says why a file could not be written."""
    try:
        yield
    except OSError as error:
        raise UsageError(
            said("%(path)s cannot be written: %(reason)s", path=path, reason=why_not_written(error))
        ) from None
