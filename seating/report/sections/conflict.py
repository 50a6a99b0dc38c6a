"""The musts that conflict and the ways out, if the musts cannot all be met."""

from __future__ import annotations

from dataclasses import dataclass

from seating.present.languages import Words
from seating.present.settings import Settings
from seating.report.privacy import is_clash_complete, shared_conflicts, shared_recruit, shared_ways_out
from seating.result import Result

ORDER = 20
TITLE = "What cannot be met"


@dataclass(frozen=True, slots=True)
class WayOutLine:
    """One way out: what to do, what it costs, and whether it was tested."""

    sentence: str
    cost: int | None
    is_confirmed: bool


@dataclass(frozen=True, slots=True)
class Set:
    """A set of musts that conflict, as sentences."""

    sentences: tuple[str, ...]
    is_confirmed: bool
    is_private: bool = False

    @property
    def size(self) -> int:
        """The number of musts that conflict."""
        return len(self.sentences)

    @property
    def is_single(self) -> bool:
        """Whether it is a single must that cannot be met by itself."""
        return self.size == 1


@dataclass(frozen=True, slots=True)
class Clash:
    """The conflicting sets, smallest first, and the ways out of all of them.

    `ending` says whether there may be other sets; "" if there is exactly one.
    """

    sets: tuple[Set, ...]
    ending: str
    ways_out: tuple[WayOutLine, ...]
    invitations: tuple[str, ...]


def fill(result: Result, settings: Settings) -> Clash | None:
    """Return the conflict; None if the musts can all be met."""
    conflicts = shared_conflicts(result)
    if not conflicts:
        return None
    return Clash(
        sets=tuple(Set(conflict.sentences, conflict.confirmed, conflict.is_private) for conflict in conflicts),
        ending=_ending(result, settings.words),
        ways_out=tuple(WayOutLine(way.sentence, way.cost, way.confirmed) for way in shared_ways_out(result)),
        invitations=tuple(recruit.sentence for recruit in shared_recruit(result)),
    )


def _ending(result: Result, words: Words) -> str:
    if not is_clash_complete(result):
        return words.gettext("There may be other conflicts.")
    return words.gettext("There are no other conflicts.") if len(result.conflicts) > 1 else ""
