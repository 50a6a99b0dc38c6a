"""Notes about input that was accepted but deserves attention."""

from __future__ import annotations

from collections.abc import Iterator

from seating.present.blocks import Block, Lines, code
from seating.result import Result

ORDER = 90
TITLE = "Notes"


def list_blocks(result: Result) -> Iterator[Block]:
    """Yield the notes in the order in which they were raised, each with its slug, which names a page of the manual."""
    if result.notes:
        yield Lines([(note.text, " ", code(note.slug)) for note in result.notes], "bullets", "notes")
