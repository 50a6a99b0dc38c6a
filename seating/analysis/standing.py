"""How each group fares beside everybody else: seats, duties, interests met, moves asked."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from seating.analysis.groups import groups_of
from seating.analysis.interest import interest_met, mean
from seating.plan import Plan, Room
from seating.profiles import Person, Status

__all__ = ["Standing", "standings"]


@dataclass(frozen=True, slots=True)
class Standing:
    """How a group fares beside everybody else.

    Attributes
    ----------
    column, value : str
    people, others : int
        In the group, and not in it.
    duties, all_duties : int
        Duties that the group holds, and all that people hold; those of staff are not counted.
    interest, others_interest : Fraction or None
        Mean share of each person's best score that their table's focus met; None where nobody scored.
    moved, others_moved : int
        People who were asked to change tables.
    """

    column: str
    value: str
    people: int
    others: int
    duties: int
    all_duties: int
    interest: Fraction | None
    others_interest: Fraction | None
    moved: int
    others_moved: int


@dataclass(frozen=True, slots=True)
class _Tally:
    """What some people come to together; that of everybody else is the difference."""

    people: int
    duties: int
    met: Fraction
    scored: int
    moved: int

    @classmethod
    def of(
        cls,
        people: Sequence[Person],
        met: Mapping[str, Fraction | None],
        duties: Mapping[str, Sequence[str]],
        moved: Collection[str],
    ) -> _Tally:
        told = [share for person in people if (share := met[person.id]) is not None]
        return cls(
            people=len(people),
            duties=sum(len(duties.get(person.id, ())) for person in people),
            met=sum(told, start=Fraction(0)),
            scored=len(told),
            moved=sum(person.id in moved for person in people),
        )


def standings(
    room: Room, plan: Plan, column: str, duties: Mapping[str, Sequence[str]], moved: Collection[str]
) -> tuple[Standing, ...]:
    """Return how each value of a column fares beside everybody else, the largest group first.

    Parameters
    ----------
    duties : mapping of person id to duties
    moved : ids of people
        Who was asked to change tables.
    """
    people = [person for person in room.people if person.status is not Status.OPEN]
    met = {person.id: interest_met(person, room.table(plan.seats[person.id])) for person in people}
    every = _Tally.of(people, met, duties, moved)
    found = []
    for value, group in groups_of(people, column).items():
        own = _Tally.of(group, met, duties, moved)
        found.append(
            Standing(
                column=column,
                value=value,
                people=own.people,
                others=every.people - own.people,
                duties=own.duties,
                all_duties=every.duties,
                interest=mean(own.met, own.scored),
                others_interest=mean(every.met - own.met, every.scored - own.scored),
                moved=own.moved,
                others_moved=every.moved - own.moved,
            )
        )
    return tuple(found)
