"""How each group fares beside everybody else: seats, duties, interests met, moves asked."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from seating.missing.groups import groups_of
from seating.missing.interest import interest_met, mean_interest
from seating.plan import Plan, Room
from seating.profiles import Status

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
    found = []
    for value, group in groups_of(people, column).items():
        inside = {person.id for person in group}
        rest = [person for person in people if person.id not in inside]
        held = sum(len(duties.get(p.id, ())) for p in group)
        found.append(
            Standing(
                column=column,
                value=value,
                people=len(group),
                others=len(rest),
                duties=held,
                all_duties=held + sum(len(duties.get(p.id, ())) for p in rest),
                interest=mean_interest(met[p.id] for p in group),
                others_interest=mean_interest(met[p.id] for p in rest),
                moved=sum(p.id in moved for p in group),
                others_moved=sum(p.id in moved for p in rest),
            )
        )
    return tuple(found)
