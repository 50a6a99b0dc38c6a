"""What each requirement lacks in every seating whatever, by arithmetic: sound, at no cost, not complete.

Each term is looked at alone, so their least shortfalls may be added up.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from seating.model.evaluate import Value
from seating.model.model import Model
from seating.plan import IntArray
from seating.terms import CountTerm

__all__ = ["Tally", "least_shortfalls", "least_value", "tallies"]


@dataclass(frozen=True, slots=True)
class Tally:
    """What one requirement asks of one group, over tables that are all different.

    Attributes
    ----------
    requirement : int
        Its number.
    people : int
        How many are in the group.
    asked : int
        How many of them the tables need together, at least.
    room : int or None
        How many of them all tables take together, at most; None when some may sit where none are counted.
    group : int array, shape (people,)
        Their numbers.
    """

    requirement: int
    people: int
    asked: int
    room: int | None
    group: IntArray = field(compare=False)

    @property
    def missing(self) -> int:
        """How many more people it would take."""
        return max(0, self.asked - self.people)

    @property
    def over(self) -> int:
        """How many more places for them it would take."""
        return 0 if self.room is None else max(0, self.people - self.room)


def least_value(model: Model) -> Value:
    """Return the least sum of unmet musts and the least penalty that arithmetic proves."""
    least = least_shortfalls(model)
    return Value(int(least[model.musts].sum()), int((least * model.weights).sum()))


def least_shortfalls(model: Model) -> IntArray:
    """Return what each requirement falls short by whatever the seating, as far as proven, shape (requirements,)."""
    least = np.zeros(len(model.requirement_ids), dtype=np.int64)
    for requirement, term in model.terms:
        least[requirement] += term.least_shortfall(model.may_be_empty)
    for tally in tallies(model):
        least[tally.requirement] += tally.missing + tally.over
    return least


def tallies(model: Model) -> Iterator[Tally]:
    """Yield what the count terms about one group ask for together, for each requirement and group."""
    counted: dict[tuple[int, bytes], list[CountTerm]] = {}
    for requirement, term in model.terms:
        if isinstance(term, CountTerm):
            same = counted.setdefault((requirement, term.group.tobytes()), [])
            # two bands at one table are met by the same people, so only one of them counts
            if not any(np.intersect1d(term.tables, other.tables).size for other in same):
                same.append(term)
    for (requirement, _), terms in counted.items():
        yield _tally(model, requirement, terms)


def _tally(model: Model, requirement: int, terms: list[CountTerm]) -> Tally:
    people = len(terms[0].group)
    asked = sum(
        0 if term.or_none else int(term.low.min()) * int((~model.may_be_empty[term.tables]).sum()) for term in terms
    )
    room = sum(min(int(term.high.max()), people) * len(term.tables) for term in terms)
    covered = sum(len(term.tables) for term in terms) == model.n_tables
    is_closed = covered and not _may_hide(model, terms[0])
    return Tally(requirement, people, asked, room if is_closed else None, terms[0].group)


def _may_hide(model: Model, term: CountTerm) -> bool:
    """Whether some of the group may sit where nothing is counted: staff at a table without people."""
    return bool(model.may_be_empty.any() and (term.group >= model.n_people).any())
