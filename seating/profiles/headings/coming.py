"""Read together what several columns say about who comes: "RSVP" beside "Cancelled"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from seating.profiles.cells.replies import Reply, read_reply
from seating.profiles.headings.assignment import Group, Member
from seating.profiles.headings.competing_columns import STATED, Decisions, SheetColumn
from seating.profiles.headings.polarity import Sense, read_sense
from seating.profiles.headings.scores import Claims
from seating.profiles.headings.ticks import TAG

COMING = "attending"


def list_replies(state: Decisions, claims: Mapping[int, Claims]) -> Iterator[Group]:
    """Yield each column of replies with all columns that say who stays away. Whoever is in one of these stays away.

    Parameters
    ----------
    state : Decisions
    claims : mapping of int to Claims
        What the columns claim alone, by column index; the group scores as much.
    """
    stated = [one for one in state.seen if state.said.get(one.index) == COMING]
    claimed = [one for one in state.seen if _claims_replies(claims.get(one.index, {}))]
    refusals = [one for one in (*stated, *claimed) if _tells_who_stays_away(one)]
    open_ones = [one for one in claimed if one not in refusals]
    plain = [one for one in stated if one not in refusals] or (open_ones if len(open_ones) == 1 or not stated else [])
    for first in plain or refusals[:1]:
        others = [one for one in refusals if one is not first]
        if others:
            cells = tuple(
                next((cell for one in others if (cell := row.cell(one.index))), row.cell(first.index))
                for row in state.body
            )
            score = sum(claims[one.index][COMING][0] for one in (first, *others) if one.index in claims)
            members = (
                Member(one.index, COMING, _evidence(claims, one), is_joined=one is not first, cells=cells)
                for one in (first, *others)
            )
            yield Group(tuple(members), score, frozenset({COMING}))


def _claims_replies(claims: Claims) -> bool:
    return COMING in claims and not claims[COMING][1].is_by_cells


def _tells_who_stays_away(one: SheetColumn) -> bool:
    """Whether a heading is about not coming, and each filled cell is a no: the marks below it have been turned."""
    is_turned = one.has_replies or one.heading.endswith(TAG) or read_sense(one.heading) is Sense.TURNED
    return is_turned and one.contents.filled > 0 and all(read_reply(text) is Reply.NO for text in one.contents.counts)


def _evidence(claims: Mapping[int, Claims], one: SheetColumn) -> str:
    return claims[one.index][COMING][1].evidence if one.index in claims else STATED
