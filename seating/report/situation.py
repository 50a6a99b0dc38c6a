"""What the table of obstacles has to know about a result, and who has none to a duty of someone who does not come."""

from __future__ import annotations

from seating.analysis.obstacles import Case, Obstacle, PlaceKind, Situation, find_obstacle
from seating.convening.relations import list_relations
from seating.profiles import Person
from seating.profiles.private_columns import relation_columns
from seating.result import Result, keep


@keep
def build_situation(result: Result) -> Situation:
    """Return what is known about who may take a place. The musts are not judged."""
    power, invitations = result.convening.power, result.invitations
    return Situation(
        people=result.people,
        room=result.room,
        plan=result.plan,
        requirements=result.requirements,
        tables=result.convening.tables,
        members=frozenset((one.table, one.person) for one in result.memberships),
        duties=result.duties,
        relations=list_relations(result.people.headings, power, relation_columns(result.requirements)),
        power=power,
        refused=frozenset() if invitations is None else invitations.refused,
    )


def find_duty_obstacle(result: Result, away: Person, duty: str, other: Person) -> Obstacle | None:
    """Return what keeps someone at the table of an absent person from their duty; None if nothing does.

    Parameters
    ----------
    result : Result
    away : Person
        A person with a seat.
    duty : str
    other : Person
        As they are at the table.
    """
    situation, table = build_situation(result), result.plan.seats[away.id]
    return find_obstacle(Case(situation, other, PlaceKind.DUTY, table, away, duty))
