"""Notes about input that was accepted but deserves attention."""

from __future__ import annotations

from dataclasses import dataclass

from seating.present.settings import Settings
from seating.report.privacy import shared_notes
from seating.result import Result

ORDER = 90
TITLE = "Notes"


@dataclass(frozen=True, slots=True)
class Line:
    """One note; its slug names a page of the manual."""

    slug: str
    text: str


@dataclass(frozen=True, slots=True)
class Notes:
    """All notes, in the order in which they were raised."""

    lines: tuple[Line, ...]


def fill(result: Result, settings: Settings) -> Notes | None:
    """Return the notes; None if there are none."""
    lines = tuple(Line(note.slug, note.text) for note in shared_notes(result))
    return Notes(lines) if lines else None
