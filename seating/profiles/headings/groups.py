"""List the groups of columns that may be understood together. Which of them are is decided by the assignment."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from seating.profiles.headings.assignment import Group
from seating.profiles.headings.competing_columns import Decisions
from seating.profiles.headings.families import list_companion_replies, list_companions
from seating.profiles.headings.grids import list_grids
from seating.profiles.headings.rankings import list_rankings


def list_groups(state: Decisions, people: Sequence[Group]) -> Iterator[Group]:
    """Yield the groups of columns that may be understood together, beside those of the people of the rows.

    Parameters
    ----------
    state : Decisions
        Its columns of names are known.
    people : sequence of Group
    """
    companions = list(list_companions(state))
    yield from companions
    yield from list_companion_replies(state, [*people, *companions])
    yield from list_rankings(state)
    yield from list_grids(state)
