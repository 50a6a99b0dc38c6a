"""The resource map as a sheet to print and to fill in together."""

from __future__ import annotations

from collections.abc import Iterator

from seating.present.blocks import Block
from seating.report.resources import list_resource_blocks
from seating.result import Result
from seating.wording import message

ORDER = 97
TITLE = message("Resources")
ABOUT = (
    "A sheet to hang up and fill in: the resources for each focus area and group, who has them, and what is missing."
)
FILLED_BY = message("the file `resources.csv` next to the list, or that of `--resources`")
IS_LANDSCAPE = True


def list_blocks(result: Result) -> Iterator[Block]:
    """Yield the map; nothing if there is no file of resources."""
    yield from list_resource_blocks(result)
