"""Two saved seatings side by side, of one output folder or of two: what each requirement costs in both."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from seating.ledger.replay import Comparison, SavedRound, match_requirements
from seating.record.result import GovernanceRecord, RequirementRecord, RoundRecord
from seating.record.sentences import read_messages

Costs = tuple[RequirementRecord | None, RequirementRecord | None]
"""A requirement as it was judged in both seatings; None for the one that does not have it."""


@dataclass(frozen=True)
class Side:
    """One of the two seatings.

    Attributes
    ----------
    folder : Path
        The output folder.
    saved : SavedRound
    """

    folder: Path
    saved: SavedRound

    @cached_property
    def judged(self) -> RoundRecord:
        """The round with the requirements and voices of its governance tables among its own."""
        record = read_messages(self.saved.record, self.saved.seating.messages)
        parts: tuple[RoundRecord | GovernanceRecord, ...] = (record, *record.governance)
        return record.model_copy(
            update={
                "requirements": [each for part in parts for each in part.requirements],
                "voices": [each for part in parts for each in part.voices],
            }
        )

    @property
    def penalty(self) -> int:
        """The penalty of the seats."""
        return self.saved.penalty

    @property
    def bound(self) -> int | None:
        """The proven lower bound of this penalty; None if none was saved."""
        return self.saved.bound

    @property
    def governance_penalty(self) -> int | None:
        """The penalty of the members of governance tables; None if no requirement is about these."""
        found = self.saved.record.governance
        return sum(each.penalty for each in found) if found else None

    @property
    def unmet_musts(self) -> int:
        """The number of musts that are not met, private ones and those at governance tables included."""
        return sum(each.must and not each.met for each in self.judged.requirements)

    @property
    def unmet_private(self) -> int:
        """The number of private requirements that are not met."""
        return sum(each.is_private and not each.met for each in self.judged.requirements)


@dataclass(frozen=True)
class SideBySide:
    """Two seatings side by side.

    Attributes
    ----------
    first, second : Side
    people : Comparison
        Who sits elsewhere, and who is only in one of them.
    requirements : tuple of Costs
        The requirements that are not private: those of the first seating, then those that only the second one has.
    """

    first: Side
    second: Side
    people: Comparison
    requirements: tuple[Costs, ...]


def place_side_by_side(first: Side, second: Side, people: Comparison) -> SideBySide:
    """Compare two seatings.

    Parameters
    ----------
    first, second : Side
    people : Comparison
        Who sits elsewhere.
    """
    return SideBySide(first, second, people, tuple(_pair_requirements(first.judged, second.judged)))


def _pair_requirements(first: RoundRecord, second: RoundRecord) -> Iterator[Costs]:
    """Yield the public requirements, each with the one of the other seating that is the same.

    Beside those that are the same in rounds of one convening, the ones with the same id are, even if the id only counts
    them: a size of 5-7 instead of 7-9 is one requirement.
    """
    theirs = {one.id: other for one, other in match_requirements(first, second)}
    taken = {other.id for other in theirs.values()}
    left, right = ([each for each in record.requirements if not each.is_private] for record in (first, second))
    free = {each.id: each for each in right if each.id not in taken}
    for each in left:
        yield each, theirs[each.id] if each.id in theirs else free.pop(each.id, None)
    for other in free.values():
        yield None, other
