"""What a change of the convening would do, computed without writing anything."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from seating.api.check import find_clashes
from seating.api.editing.convening_edits import with_edits
from seating.api.inputs import read_round
from seating.api.request import Request
from seating.convening.edit import Edit
from seating.errors import InputError, Problem
from seating.explain.conflicts import Clash
from seating.model import build_model

__all__ = ["Preview", "preview_edits"]


@dataclass(frozen=True, slots=True)
class Preview:
    """What a change would do.

    Attributes
    ----------
    problems : tuple of Problem
        Why the program could not read the convening or the list; then nothing else is known.
    clashes : tuple of Clash
        The musts that counting alone proves impossible.
    sentences : mapping of str to str
        The sentence of each requirement of this round, by id.
    """

    problems: tuple[Problem, ...] = ()
    clashes: tuple[Clash, ...] = ()
    sentences: Mapping[str, str] = field(default_factory=dict)


def preview_edits(request: Request, edits: Sequence[Edit]) -> Preview:
    """Return what these edits of the convening would do; without edits, how the convening is now.

    Raises
    ------
    UsageError
        If the convening is not a YAML file, or a path of the edits is not in it.
    """
    try:
        inputs = read_round(with_edits(request, edits))
    except InputError as error:
        return Preview(problems=tuple(error.problems))
    room, requirements = inputs.room, inputs.all_requirements
    return Preview(
        clashes=find_clashes(inputs, build_model(room, inputs.requirements)),
        sentences={requirement.id: requirement.sentence(room) for requirement in requirements},
    )
