"""What clashes, and the ways out, when the musts cannot all hold."""

from __future__ import annotations

from dataclasses import dataclass

from seating.report.shared import shared_conflict, shared_recruit
from seating.result import Result

__all__ = ["ORDER", "TITLE", "Clash", "WayOutLine", "fill"]

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
class Clash:
    """The clashing sentences and what could be done."""

    sentences: tuple[str, ...]
    is_confirmed: bool
    ways_out: tuple[WayOutLine, ...]
    invitations: tuple[str, ...]


def fill(result: Result) -> Clash | None:
    """Return the conflict; None when the musts can hold."""
    conflict = shared_conflict(result)
    if conflict is None:
        return None
    return Clash(
        sentences=conflict.sentences,
        is_confirmed=conflict.confirmed,
        ways_out=tuple(
            WayOutLine(str(way.kind).capitalize(), way.sentence, way.cost, way.confirmed) for way in conflict.ways_out
        ),
        invitations=tuple(recruit.sentence for recruit in shared_recruit(result)),
    )
