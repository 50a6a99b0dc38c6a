"""Inputs judged without solving: what was understood, who asks for what, and what counting rules out."""

from __future__ import annotations

from dataclasses import dataclass, replace

from seating.convene.opened import Opened, open_convening
from seating.convene.request import Request
from seating.convening import Convening, inferred_sentences
from seating.errors import Note
from seating.explain.arithmetic import Clash, clashes
from seating.missing.demand import Demand, demand_of
from seating.model import Model, build_model
from seating.plan import Room
from seating.profiles import People

__all__ = ["Judged", "judge_inputs", "plain_clashes"]


@dataclass(frozen=True)
class Judged:
    """What `check` finds.

    Attributes
    ----------
    people, convening, room
        As understood.
    sentences : tuple of str
        What was inferred, in words.
    demand : tuple of Demand
        A row a table.
    clashes : tuple of Clash
        Musts that counting alone proves impossible.
    notes : tuple of Note
    """

    people: People
    convening: Convening
    room: Room
    sentences: tuple[str, ...]
    demand: tuple[Demand, ...]
    clashes: tuple[Clash, ...]
    notes: tuple[Note, ...]


def judge_inputs(request: Request) -> Judged:
    """Read the inputs and judge them; nothing is solved."""
    opened = open_convening(request)
    return Judged(
        people=opened.people,
        convening=opened.convening,
        room=opened.room,
        sentences=inferred_sentences(opened.convening, opened.people),
        demand=demand_of(opened.room),
        clashes=plain_clashes(opened, build_model(opened.room, opened.requirements)),
        notes=opened.notes,
    )


def plain_clashes(opened: Opened, model: Model) -> tuple[Clash, ...]:
    """Return what counting alone rules out, each with the requirement's own sentence first."""
    sentences = {requirement.id: requirement.sentence(opened.room) for requirement in opened.requirements}
    return tuple(
        replace(clash, sentence=f"{sentences[clash.requirement]} {clash.sentence} [{clash.requirement}]")
        for clash in clashes(model)
    )
