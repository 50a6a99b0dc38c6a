"""The independent judge: it evaluates a plan by the requirements' own checks, and never sees a term."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from seating.findings import Verdict
from seating.plan import Plan, Room
from seating.requirement import Requirement
from seating.voices import Voice, hear

__all__ = ["Review", "review"]


@dataclass(frozen=True)
class Review:
    """The judge's findings on a plan.

    Attributes
    ----------
    verdicts : mapping of requirement id to Verdict
        In the order of the requirements.
    unmet : int
        Sum of the shortfalls of the musts; 0 if all are met.
    penalty : int
        Sum of weight times shortfall over the shoulds.
    voices : tuple of Voice
        States of the requirements of the kind `voice`, worst first.
    gaps : tuple of Voice
        The same for roles and needs, worst first.
    """

    verdicts: Mapping[str, Verdict]
    unmet: int
    penalty: int
    voices: tuple[Voice, ...]
    gaps: tuple[Voice, ...]


def review(room: Room, requirements: Sequence[Requirement], plan: Plan) -> Review:
    """Judge a plan.

    Parameters
    ----------
    room : Room
    requirements : sequence of Requirement
        Those active in this round, with ids, all different.
    plan : Plan
        A seat for every person of the room, staff included.
    """
    verdicts = {requirement.id: requirement.judge(room, plan) for requirement in requirements}
    voices: list[Voice] = []
    gaps: list[Voice] = []
    for requirement in requirements:
        heard = [hear(requirement.id, ask, room, plan) for ask in requirement.asks(room)]
        (voices if requirement.is_voice else gaps).extend(heard)
    return Review(
        verdicts=verdicts,
        unmet=sum(verdicts[r.id].shortfall for r in requirements if r.is_must),
        penalty=sum(r.weight * verdicts[r.id].shortfall for r in requirements if not r.is_must),
        voices=_worst_first(voices),
        gaps=_worst_first(gaps),
    )


def _worst_first(voices: Sequence[Voice]) -> tuple[Voice, ...]:
    return tuple(sorted(voices, key=lambda voice: voice.state.rank))
