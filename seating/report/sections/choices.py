"""How many people sit where they chose, and where charts name them. Only the convener sees who does not, and why."""

from __future__ import annotations

from collections.abc import Iterator

from seating.present.blocks import Block, Lines
from seating.result import Result
from seating.wording import said

ORDER = 34
TITLE = "Choices and charts"


def list_blocks(result: Result) -> Iterator[Block]:
    """Yield a sentence on choices, one on charts, and one on all others; nothing if no one asked for a table."""
    if result.choices is None:
        return
    others = said(
        "The page “For you alone” (--pages for-you-alone), for the convener only, lists the people who sit "
        "elsewhere and shows what moving them would cost."
    )
    yield Lines([*result.choices.sentences, *([others] if result.choices.departures else [])], name="intro")
