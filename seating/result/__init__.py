"""The result of one command. The report, the packet and `--json` are made from it.

`result_facts` has the data, and `privacy` decides what others than the convener may read of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from seating.result.privacy import for_reader
from seating.result.readers import Audience
from seating.result.result_facts import (
    PRIVATE_CLASH,
    PRIVATE_NAME,
    Choices,
    Distance,
    Facts,
    FewestPeople,
    Judged,
    Move,
    Offer,
    Recruit,
    Repair,
    keep,
)

__all__ = [
    "PRIVATE_CLASH",
    "PRIVATE_NAME",
    "Choices",
    "Distance",
    "Facts",
    "FewestPeople",
    "Judged",
    "Move",
    "Offer",
    "Recruit",
    "Repair",
    "Result",
    "keep",
]


@dataclass(frozen=True, repr=False)
class Result(Facts):
    """A seating of one round, with the checker's verdict. Its attributes are those of `Facts`."""

    def __repr__(self) -> str:
        """Return a short text without names: a log must not have the whole list with needs and addresses."""
        people, tables = len(self.room.persons), len(self.room.tables)
        size = f"{people} people, {tables} tables"
        return f"<{type(self).__name__} {self.status.value}, {size}, penalty {self.penalty}>"

    @property
    def for_team(self) -> Self:
        """What the convening team may read of it; itself if it has nothing else."""
        return for_reader(self, Audience.TEAM)

    @property
    def for_everyone(self) -> Self:
        """What anyone may read of it; itself if it has nothing else."""
        return for_reader(self, Audience.EVERYONE)
