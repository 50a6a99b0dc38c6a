"""What one person carries in all: governance seats, duties, promises and requests; and who carries too much."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from seating.analysis.promises import PromiseState, list_promises
from seating.profiles import Person
from seating.profiles.heads import without_held_seats
from seating.report.claims.labels import GOVERNANCE_TABLES, OTHER_TABLES, PROMISES, REQUESTS
from seating.report.duty_names import name_duty
from seating.report.shown_worksheets import list_waiting
from seating.result import Result
from seating.result.memberships import is_suggested, pair_members
from seating.result.staff_plan import is_staffed
from seating.wording import Said, said_field, said_joined, said_list

TIMES_THE_SHARE = 2
"""Who carries at least so many times the average of those who carry something carries more than a share."""

FEWEST_THINGS = 4
"""No fewer things are too much: a chair is also a member of the leadership table, and often has a promise."""


@dataclass(frozen=True, slots=True)
class Load:
    """What a person carries beside their seat.

    In a season, the sessions to which people are invited, and the work of staff in the staff plan, are not part of it.

    Attributes
    ----------
    person : Person
    memberships : int
        Governance tables of which they are a member.
    joined : int
        Other tables with seats that they join, such as the board of their funder as a liaison.
    duties : tuple of str
        At their table; those that the program suggests count too.
    promises : int
        Promises that they made, alone or with others, and that are not kept.
    requests : int
        Requests of tables without an answer that they own.
    """

    person: Person
    memberships: int
    joined: int
    duties: tuple[str, ...]
    promises: int
    requests: int

    @property
    def number(self) -> int:
        """How much they carry: each of these counts one."""
        return self.memberships + self.joined + len(self.duties) + self.promises + self.requests


def list_loads(result: Result) -> tuple[Load, ...]:
    """Return what each person on the list carries, the heaviest load first; people who carry nothing are left out."""
    commitments = result.commitments
    known = [] if commitments is None else list_promises(commitments, result.convening, result.room.round_number)
    promises = Counter(
        person
        for promise, state in known
        if state is not PromiseState.KEPT
        for person in {one.person for one in promise.who}
    )
    requests = Counter(person for line, _ in list_waiting(result) for person in {o.person for o in line.names["owner"]})
    with_seats = {table.id for table in result.room.tables}
    members = Counter((person, table in with_seats) for table, person in pair_members(result))
    planned = {person.id for person in result.room.staff} if is_staffed(result.season) else set[str]()
    loads = [
        Load(
            person=person,
            memberships=members[person.id, False],
            joined=members[person.id, True],
            duties=() if person.id in planned else result.duties.get(person.id, ()),
            promises=promises[person.id],
            requests=requests[person.id],
        )
        for person in without_held_seats(result.people)
    ]
    return tuple(sorted((load for load in loads if load.number), key=lambda load: -load.number))


def list_heavy(loads: Sequence[Load]) -> tuple[Load, ...]:
    """Return the loads of more than a share, the heaviest first.

    Parameters
    ----------
    loads : sequence of Load
        From `list_loads`.
    """
    if not loads:
        return ()
    least = TIMES_THE_SHARE * Fraction(sum(load.number for load in loads), len(loads))
    return tuple(load for load in loads if load.number >= FEWEST_THINGS and load.number >= least)


def list_shown_heavy(result: Result) -> tuple[Load, ...]:
    """Return the loads of more than a share of those who everyone may see, the heaviest first.

    Parameters
    ----------
    result : Result
    """
    heavy = list_heavy(list_loads(result))
    return tuple(one for one in heavy if result.for_everyone.shown_persons([one.person]))


def describe_load(result: Result, load: Load) -> Said:
    """Return what a person carries: "Ana Ruiz: chair*, 1 governance table and 3 promises".

    Duties that the program suggests have an asterisk.
    """
    parts: list[Said] = []
    for duty in load.duties:
        mark = "*" if is_suggested(result, load.person.id, duty) else ""
        parts.append(said_joined([name_duty(duty), mark], ""))
    counts = (
        (GOVERNANCE_TABLES, load.memberships),
        (OTHER_TABLES, load.joined),
        (PROMISES, load.promises),
        (REQUESTS, load.requests),
    )
    parts += [counted(number=number) for counted, number in counts if number]
    return said_field(load.person.label, said_list(parts))
