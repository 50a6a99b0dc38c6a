"""What a change of the convening would do, computed without writing anything."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from seating.api.check import find_clashes
from seating.api.editing.convening_edits import with_edits
from seating.api.inputs import RoundInputs, read_round
from seating.api.request import Request
from seating.convening.edit import Edit
from seating.errors import InputError, Problem
from seating.explanations.conflicts import Clash
from seating.requirements.base.kind import Requirement
from seating.room.plan import tell_names_apart


@dataclass(frozen=True, slots=True)
class Preview:
    """What a change would do.

    Attributes
    ----------
    problems : tuple of Problem
        Why the program could not read the convening or the list; then nothing else is known.
    clashes : tuple of Clash
        The musts that counting alone proves impossible.
    inputs : RoundInputs or None
        What the program would read; None if there are problems.
    """

    problems: tuple[Problem, ...] = ()
    clashes: tuple[Clash, ...] = ()
    inputs: RoundInputs | None = None

    @property
    def requirements(self) -> Mapping[str, Requirement]:
        """The requirements of all rounds, by id; none if there are problems."""
        return {} if self.inputs is None else {each.id: each for each in self.inputs.convening.requirements}

    @property
    def sentences(self) -> Mapping[str, str]:
        """The sentence of each requirement, by id; none if there are problems."""
        if self.inputs is None:
            return {}
        room = tell_names_apart(self.inputs.room)
        return {identity: each.sentence(room) for identity, each in self.requirements.items()}


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
    return Preview(clashes=find_clashes(inputs), inputs=inputs)
