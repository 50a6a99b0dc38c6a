"""The independent check of a plan: it uses each requirement's own `check` and none of the engines' terms."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from seating.requirements.base.findings import Verdict
from seating.requirements.base.kind import Requirement
from seating.requirements.base.voices import Voice, hear
from seating.room.plan import Plan, Room


@dataclass(frozen=True)
class Review:
    """The result of checking a plan.

    Attributes
    ----------
    verdicts : mapping of requirement id to Verdict
        In the order of the requirements.
    unmet : int
        Total shortfall of the musts, in units; 0 if all are met.
    penalty : int
        Sum of weight times shortfall over the wishes.
    voices : tuple of Voice
        States of the perspectives that `voice` requirements ask for, worst first.
    gaps : tuple of Voice
        States of roles and needs, worst first.
    """

    verdicts: Mapping[str, Verdict]
    unmet: int
    penalty: int
    voices: tuple[Voice, ...]
    gaps: tuple[Voice, ...]

    @property
    def asked(self) -> tuple[Voice, ...]:
        """The states of all perspectives, roles and needs."""
        return (*self.voices, *self.gaps)


def review(room: Room, requirements: Sequence[Requirement], plan: Plan) -> Review:
    """Check a plan.

    Parameters
    ----------
    room : Room
    requirements : sequence of Requirement
        The requirements active in this round; their ids are set and distinct.
    plan : Plan
        A seat for every person in the room, including staff.
    """
    verdicts = {requirement.id: requirement.judge(room, plan) for requirement in requirements}
    unmet, penalty = total_shortfalls(requirements, verdicts.values())
    voices: list[Voice] = []
    gaps: list[Voice] = []
    for requirement in requirements:
        heard = [hear(requirement.id, ask, room, plan) for ask in requirement.asks(room)]
        (voices if requirement.is_voice else gaps).extend(heard)
    return Review(
        verdicts=verdicts,
        unmet=unmet,
        penalty=penalty,
        voices=_worst_first(voices),
        gaps=_worst_first(gaps),
    )


def total_shortfalls(requirements: Iterable[Requirement], verdicts: Iterable[Verdict]) -> tuple[int, int]:
    """Return the total shortfall of the musts, in units, and the penalty, which is weight times shortfall.

    Parameters
    ----------
    requirements : iterable of Requirement
    verdicts : iterable of Verdict
        One for each requirement, in the same order.
    """
    unmet = penalty = 0
    for requirement, verdict in zip(requirements, verdicts, strict=True):
        if requirement.is_must:
            unmet += verdict.shortfall
        else:
            penalty += requirement.weight * verdict.shortfall
    return unmet, penalty


def _worst_first(voices: Sequence[Voice]) -> tuple[Voice, ...]:
    return tuple(sorted(voices, key=lambda voice: voice.state.rank))
