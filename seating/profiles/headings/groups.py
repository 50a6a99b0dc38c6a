"""List the groups of columns that may be understood together. Which of them are is decided by the assignment."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from seating.profiles.headings.assignment import Group
from seating.profiles.headings.coming import list_replies
from seating.profiles.headings.competing_columns import Decisions
from seating.profiles.headings.families import list_companion_replies, list_companions
from seating.profiles.headings.grids import list_grids
from seating.profiles.headings.rankings import list_rankings
from seating.profiles.headings.scores import Claims


def list_groups(state: Decisions, claims: Mapping[int, Claims], people: Sequence[Group]) -> Iterator[Group]:
    """Yield the groups of columns that may be understood together, beside those of the people of the rows.

    Parameters
    ----------
    state : Decisions
        Its columns of names are known.
    claims : mapping of int to Claims
        What the columns claim alone, by column index.
    people : sequence of Group
    """
    companions = list(list_companions(state))
    yield from companions
    yield from list_companion_replies(state, [*people, *companions])
    yield from list_rankings(state)
    yield from list_grids(state)
    yield from list_replies(state, claims)
