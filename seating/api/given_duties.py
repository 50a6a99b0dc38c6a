"""The duties that a file of the seating gives to people, such as an edited `seating.csv`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from seating.api.inputs import RoundInputs
from seating.api.seating_files import GivenDuties, read_duties
from seating.errors import Note
from seating.requirements.duty import DutyRequirement
from seating.room.tables import ELECTED
from seating.sources import Source
from seating.wording import fold, said, said_first

MOST_NAMED = 6
"""Maximum number of words that the note names."""


def with_given_duties(inputs: RoundInputs, source: Source, seats: Mapping[str, str]) -> RoundInputs:
    """Return the inputs with the duties that a file of the seating gives, where the convening asks for duties.

    Whoever stays at their table of the file and can hold a duty keeps it. Duties of staff and of elected people are
    those of the list and of the convening. A note names words that are no duties of this round.

    Parameters
    ----------
    inputs : RoundInputs
    source : Source
        As for `read_duties`.
    seats : mapping of person id to table id
        Where people sit by this file.
    """
    asked = (*inputs.requirements, *inputs.at_governance)
    names = {fold(one.name): one.name for one in asked if isinstance(one, DutyRequirement)}
    if not names:
        return inputs
    given: dict[str, GivenDuties] = {}
    unknown: dict[str, None] = {}
    for person, words in read_duties(source, inputs.room).items():
        if inputs.room.persons[inputs.room.index[person]].duty is not None or person not in seats:
            continue
        known = tuple(names[fold(word)] for word in words if fold(word) in names)
        given[person] = GivenDuties(seats[person], known)
        unknown |= dict.fromkeys(word for word in words if fold(word) not in {*names, *ELECTED})
    if unknown:
        text = said(
            "The duty column in %(file)s contains words that are not duties in this round. They are ignored: "
            "%(words)s.",
            file=source.file,
            words=said_first(list(unknown), MOST_NAMED),
        )
        shared = said(
            "The duty column in %(file)s contains words that are not duties in this round. They are ignored.",
            file=source.file,
        )
        inputs = replace(inputs, notes=(*inputs.notes, Note("duties-not-used", text, shared)))
    return replace(inputs, given_duties=given)
