"""The resource map: what there is and who it serves, what is missing, and what was brought but is not used."""

from __future__ import annotations

from collections.abc import Iterator

from seating.present.blocks import Block
from seating.report.resources import list_resource_blocks
from seating.result import Result

ORDER = 59
TITLE = "Resources and gaps"


def list_blocks(result: Result) -> Iterator[Block]:
    """Yield the map; nothing if there is no file of resources."""
    yield from list_resource_blocks(result)
