"""To consider: who may be missing although no requirement asks for them, with the line that would ask."""

from __future__ import annotations

from collections.abc import Iterator

from seating.present.blocks import Block
from seating.report.shown_invitations import list_to_consider
from seating.result import Result

ORDER = 31
TITLE = "To consider"


def list_blocks(result: Result) -> Iterator[Block]:
    """Yield what others may see of the candidates; nothing if there are none."""
    if result.candidates:
        yield from list_to_consider(result.candidates, result)
