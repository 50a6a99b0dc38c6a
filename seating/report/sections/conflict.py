"""What clashes, and the ways out, when the musts cannot all hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from seating.explain.ways_out import Kind
from seating.report.languages import Words, translatable
from seating.report.privacy import shared_conflicts, shared_recruit, shared_ways_out
from seating.report.settings import Settings
from seating.result import Result

__all__ = ["ORDER", "TITLE", "Clash", "Set", "WayOutLine", "fill"]

ORDER = 20
TITLE = "What cannot be met"

KINDS: Mapping[Kind, str] = {
    "relax": translatable("Relax"),
    "recruit": translatable("Recruit"),
    "seat": translatable("Seat"),
    "drop": translatable("Drop"),
}


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

    @property
    def size(self) -> int:
        """How many clash."""
        return len(self.sentences)

    @property
    def is_single(self) -> bool:
        """Whether it is one must that cannot hold by itself."""
        return self.size == 1


@dataclass(frozen=True, slots=True)
class Clash:
    """The clashing sets, the smallest first, and what could be done about all of them.

    `ending` says whether there may be others; "" where there is one set, and no other.
    """

    sets: tuple[Set, ...]
    ending: str
    ways_out: tuple[WayOutLine, ...]
    invitations: tuple[str, ...]


def fill(result: Result, settings: Settings) -> Clash | None:
    """Return the conflict; None when the musts can hold."""
    conflicts = shared_conflicts(result)
    if not conflicts:
        return None
    return Clash(
        sets=tuple(Set(conflict.sentences, conflict.confirmed) for conflict in conflicts),
        ending=_ending(result, settings.words),
        ways_out=tuple(
            WayOutLine(settings.words.gettext(KINDS[way.kind]), way.sentence, way.cost, way.confirmed)
            for way in shared_ways_out(result)
        ),
        invitations=tuple(recruit.sentence for recruit in shared_recruit(result)),
    )


def _ending(result: Result, words: Words) -> str:
    if not result.conflicts_complete:
        return words.gettext("There may be other clashes.")
    return words.gettext("No other musts clash.") if len(result.conflicts) > 1 else ""
