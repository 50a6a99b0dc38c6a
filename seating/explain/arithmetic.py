"""Musts that counting alone proves impossible: more asked for than there is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from seating.model import Model
from seating.terms import CountTerm, FixedTerm

__all__ = ["Clash", "clashes"]


@dataclass(frozen=True, slots=True)
class Clash:
    """One must that cannot hold whatever the seating.

    `needed` people, or places for people, are asked for over all tables, and there are `available`.
    `sentence` says so.
    """

    requirement: str
    needed: int
    available: int
    sentence: str


def clashes(model: Model) -> tuple[Clash, ...]:
    """Return the musts that ask for more people, or more seats, than there are.

    The check is sound, not complete: what it names is impossible; what it does not name may be too.
    """
    found = []
    for number, term in model.terms:
        if model.musts[number] and isinstance(term, FixedTerm) and term.shortfall:
            says = f"{term.shortfall:,} short, whatever the seating."
            found.append(Clash(model.requirement_ids[number], term.shortfall, 0, says))
    for (number, _), terms in _by_group(model).items():
        people = len(terms[0].group)
        asked = sum(int(term.low[0]) * _certain(model, term) for term in terms if not term.or_none)
        room = sum(int(term.high[0]) * len(term.tables) for term in terms)
        covers_all = len(np.unique(np.concatenate([term.tables for term in terms]))) == model.n_tables
        if asked > people:
            says = f"It takes {asked:,} people over all tables, and there are {people:,}."
            found.append(Clash(model.requirement_ids[number], asked, people, says))
        elif covers_all and room < people:
            says = f"The tables take {room:,} of these people, and {people:,} are coming."
            found.append(Clash(model.requirement_ids[number], people, room, says))
    return tuple(found)


def _by_group(model: Model) -> Mapping[tuple[int, bytes], list[CountTerm]]:
    """Return the count terms with a constant band, of musts, by requirement and group."""
    found: dict[tuple[int, bytes], list[CountTerm]] = {}
    for number, term in model.terms:
        if model.musts[number] and isinstance(term, CountTerm) and term.base is None:
            found.setdefault((number, term.group.tobytes()), []).append(term)
    return found


def _certain(model: Model, term: CountTerm) -> int:
    """Return at how many of a term's tables somebody must sit."""
    return int((~model.may_be_empty[term.tables]).sum())
