"""What a column that got no meaning could be, by its heading and by its cells. Nothing is decided here."""

from __future__ import annotations

from collections.abc import Iterator

from seating.near_words import most_similar
from seating.profiles.columns import ALIASES, RELATIONS
from seating.profiles.headings.competing_columns import Decision, Decisions
from seating.profiles.headings.contents import is_need
from seating.profiles.headings.evidence import MOSTLY, Candidate
from seating.wording import squashed

UNNAMED = frozenset({"own", "private"})
"""Meanings that say nothing about a column."""


def list_possible_meanings(state: Decisions, decision: Decision) -> tuple[str, ...]:
    """Return the known columns that a custom column could be, the likeliest first; () for one that is settled.

    Parameters
    ----------
    state : Decisions
    decision : Decision
    """
    one = decision.seen
    if decision.key not in UNNAMED or decision.is_stated or not one.contents.filled:
        return ()
    by_heading = (each.key for each in state.ranked.get(one.index, ()) if _is_told(each))
    near = near_meaning(one.heading)
    return tuple(dict.fromkeys((*by_heading, *([near] if near else []), *_by_cells(decision))))


def _is_told(each: Candidate) -> bool:
    """Whether the heading suggests a meaning that the cells do not rule out."""
    return each.key not in UNNAMED and each.heading > 0 and each.cells > -3


def _by_cells(decision: Decision) -> Iterator[str]:
    """Yield what the cells suggest. One cell with a need suffices, because nobody else would see it."""
    cells = decision.seen.contents
    if cells.number(is_need):
        yield "needs"
    if cells.listed >= MOSTLY:
        yield from RELATIONS
    if cells.replies >= MOSTLY:
        yield "attending"


def near_meaning(heading: str) -> str | None:
    """Return the column whose name or alias has almost the same spelling as a heading."""
    wanted = squashed(heading)
    near = most_similar(wanted, [alias for alias in ALIASES if len(alias) > 3], cutoff=0.86)
    if near is None and sorted(wanted) in (sorted("name"),):
        return "name"
    return ALIASES[near] if near is not None else None
