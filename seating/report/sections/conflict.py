"""What clashes, and the ways out, when the musts cannot all hold."""

from __future__ import annotations

from dataclasses import dataclass

from seating.report.settings import Settings
from seating.report.shared import shared_conflicts, shared_recruit, shared_ways_out
from seating.result import Result

__all__ = ["ORDER", "TITLE", "Clash", "Set", "WayOutLine", "fill"]

ORDER = 20
TITLE = "What cannot hold"


@dataclass(frozen=True, slots=True)
class WayOutLine:
    """One way out: what to do, what it costs, whether it was tried."""

    kind: str
    sentence: str
    cost: int | None
    is_confirmed: bool


@dataclass(frozen=True, slots=True)
class Set:
    """One set of sentences that clash."""

    sentences: tuple[str, ...]
    is_confirmed: bool


@dataclass(frozen=True, slots=True)
class Clash:
    """The clashing sets, the smallest first, and what could be done about all of them."""

    sets: tuple[Set, ...]
    is_complete: bool
    ways_out: tuple[WayOutLine, ...]
    invitations: tuple[str, ...]


def fill(result: Result, settings: Settings) -> Clash | None:
    """Return the conflict; None when the musts can hold."""
    conflicts = shared_conflicts(result)
    if not conflicts:
        return None
    return Clash(
        sets=tuple(Set(conflict.sentences, conflict.confirmed) for conflict in conflicts),
        is_complete=result.conflicts_complete,
        ways_out=tuple(
            WayOutLine(str(way.kind).capitalize(), way.sentence, way.cost, way.confirmed)
            for way in shared_ways_out(result)
        ),
        invitations=tuple(recruit.sentence for recruit in shared_recruit(result)),
    )
