"""For the convener alone: private requirements, power at the tables, choices and charts, and stipends to sign for.

Stipends are here and not on the door list, because whoever signs on the door list can read all of it. Each list of
stipends begins on a new sheet, which can be given to the person who pays.
"""

from __future__ import annotations

from collections.abc import Iterator

from seating.present.blocks import Block, list_sections
from seating.report.alone import choices, power, private_requirements, stipends
from seating.result import Result
from seating.wording import message, said

ORDER = 100
TITLE = message("For you alone")
ABOUT = message(
    "Private requirements, power at the tables, who is not seated where they chose, and stipends to sign for. Do not "
    "show this page to anyone else."
)


def list_blocks(result: Result) -> Iterator[Block]:
    """Yield each part that has something to show."""
    yield from list_sections(
        (
            ("private-requirements", said("Private requirements"), private_requirements.list_blocks(result)),
            ("power", said("Power at the tables"), power.list_blocks(result)),
            ("choices", said("Choices and charts"), choices.list_blocks(result)),
        )
    )
    yield from stipends.list_sheets(result)
