"""Musts about several rounds that counting alone proves impossible, of rounds that are planned together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from seating.analysis.season.guests import may_invite_guests
from seating.api.inputs import RoundInputs
from seating.explanations.round_clashes import PlannedRound, RoundClash, find_round_clashes


def find_planned_clashes(inputs: Sequence[RoundInputs]) -> tuple[RoundClash, ...]:
    """Return the clashes of musts that counting alone proves impossible in these rounds.

    Guests at further sessions meet more people than their seats tell, so nothing is counted where there may be any.

    Parameters
    ----------
    inputs : sequence of RoundInputs
        In order. The history of each ends before the first of them.
    """
    if any(may_invite_guests(one.convening.sessions, one.room.tables) for one in inputs):
        return ()
    last = inputs[-1].room.round_number
    planned = []
    for one in inputs:
        room = replace(one.room, last_round=last) if len(inputs) > 1 else one.room
        planned.append(PlannedRound(room, tuple(must for must in one.requirements if must.is_must)))
    return find_round_clashes(planned)
