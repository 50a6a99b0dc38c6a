"""The obstacles, in the order in which they are told. A new state of a person is one row here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from seating.analysis.obstacles.case import Case, PlaceKind, Situation
from seating.convening.rooms import reason_without_seat
from seating.profiles import Person, Status
from seating.wording import fold

ALL = frozenset(PlaceKind)
"""Every kind of place, also those that are added later."""


@dataclass(frozen=True, slots=True)
class Obstacle:
    """A state of a person in which they do not take a place.

    Attributes
    ----------
    name : str
    places : frozenset of PlaceKind
        Where it counts.
    holds : callable
        Whether someone is in this state.
    spares_named : bool
        Whether it does not count for people that the list or the convening names for the place.
    """

    name: str
    places: frozenset[PlaceKind]
    holds: Callable[[Case], bool]
    spares_named: bool = False


def _has_said_no(case: Case) -> bool:
    """Whether they declined, replied no, or are marked absent at the desk.

    In a column `attending` the convener plans who comes. A no there is no reply of a deputy.
    """
    person, heading = case.other, case.situation.people.headings.get("attending")
    is_reply = heading is not None and fold(heading.text) != "attending"
    is_out = person.status is Status.DECLINED or person.attending.is_absent
    return person.id in case.situation.refused or is_out or (is_reply and not person.attending.chance)


def _comes_to_no_round(case: Case) -> bool:
    """Whether someone comes to no round. The desk marks absence for one round only."""
    return not case.other.attending.is_absent and reason_without_seat(case.other) is not None


def _is_member(case: Case) -> bool:
    return (case.table, case.other.id) in case.situation.members


def _is_here(case: Case) -> bool:
    return bool(case.table) and case.table in case.tables and not case.has_more


def _is_seated(case: Case) -> bool:
    """Whether the place is a held seat, and they have one."""
    return case.away is not None and case.away.is_held and case.other.id in case.situation.plan.seats


def _is_staff(case: Case) -> bool:
    return case.other.duty is not None and (case.away is None or case.away.duty is None)


def _is_barred(case: Case) -> bool:
    return case.table not in case.tables and case.table in case.situation.list_bars(case.other)


def _breaks_must(case: Case) -> bool:
    """Whether a must would fall shorter. Who is there already changes nothing."""
    return bool(case.table) and case.table not in case.tables and case.situation.breaks_must(case)


_DAY = frozenset({PlaceKind.SEAT, PlaceKind.DUTY, PlaceKind.SERVICE})
_ROLES = frozenset({PlaceKind.DUTY, PlaceKind.MEMBERSHIP, PlaceKind.CHOICE, PlaceKind.SUCCESSION})
_MEMBERSHIPS = frozenset({PlaceKind.MEMBERSHIP, PlaceKind.CHOICE, PlaceKind.STAY})
_AT_TABLE = frozenset({PlaceKind.SEAT, PlaceKind.DUTY, PlaceKind.SUCCESSION})

OBSTACLES = (
    Obstacle("held", ALL - {PlaceKind.STAY}, lambda c: c.other.is_held),
    Obstacle("declined", ALL - {PlaceKind.STAY}, _has_said_no),
    Obstacle("no round", frozenset({PlaceKind.STAY}), _comes_to_no_round),
    Obstacle("away", _DAY | {PlaceKind.SUCCESSION}, lambda c: c.is_away and not c.has_more, spares_named=True),
    Obstacle("locked", frozenset({PlaceKind.SEAT, PlaceKind.SERVICE}), lambda c: c.other.id in c.situation.staying),
    Obstacle("staff", ALL - {PlaceKind.SERVICE}, _is_staff, spares_named=True),
    Obstacle("child", _ROLES, lambda c: c.other.is_child_of_a_party, spares_named=True),
    Obstacle("member", frozenset({PlaceKind.MEMBERSHIP}), _is_member),
    Obstacle("above", ALL, lambda c: c.is_above, spares_named=True),
    Obstacle("seated", ALL, _is_seated),
    Obstacle("here", ALL - {PlaceKind.DUTY, *_MEMBERSHIPS}, _is_here),
    Obstacle("unable", frozenset({PlaceKind.DUTY, PlaceKind.SERVICE}), lambda c: c.is_unable),
    Obstacle("needed", frozenset({PlaceKind.SEAT, PlaceKind.SERVICE}), lambda c: c.is_needed),
    Obstacle("busy", frozenset({PlaceKind.SERVICE, PlaceKind.SESSION}), lambda c: c.situation.is_busy(c)),
    Obstacle("barred", frozenset({PlaceKind.SEAT, PlaceKind.SUCCESSION}), _is_barred),
    Obstacle("must", frozenset({PlaceKind.SEAT, PlaceKind.SERVICE, PlaceKind.SUCCESSION}), _breaks_must),
    Obstacle("unnamed", _ROLES - {PlaceKind.SUCCESSION}, lambda c: c.other.has_made_name),
    Obstacle("leads", frozenset({PlaceKind.DUTY}), lambda c: c.other.id in c.situation.leading),
    Obstacle("below", frozenset({PlaceKind.DUTY}), lambda c: c.is_below),
    Obstacle("language", _AT_TABLE, lambda c: c.is_unheard_at_table),
    Obstacle("language there", frozenset({PlaceKind.DUTY, PlaceKind.MEMBERSHIP}), lambda c: c.is_unheard_elsewhere),
)
"""The obstacles. Those that judge seatings or compare many people stand behind those that read a cell."""


def find_obstacles(case: Case) -> Iterator[Obstacle]:
    """Yield all obstacles that hold, in their order."""
    for one in OBSTACLES:
        if case.place in one.places and not (case.is_named and one.spares_named) and one.holds(case):
            yield one


def find_obstacle(*cases: Case) -> Obstacle | None:
    """Return the first obstacle that holds for any of these cases; None if there is none.

    Parameters
    ----------
    cases : Case
        Of one person, for places that go together, such as a seat and a membership.
    """
    found = (next(find_obstacles(case), None) for case in cases)
    return min((one for one in found if one is not None), key=OBSTACLES.index, default=None)


def list_deputies(
    situation: Situation,
    kind: PlaceKind,
    table: str,
    away: Person,
    named: Iterable[Person | str],
    *,
    has_more: bool = False,
) -> tuple[Person | str, ...]:
    """Return the deputies that the list names, without those who have an obstacle.

    Nothing is known of those who are not on the list.

    Parameters
    ----------
    situation : Situation
    kind : PlaceKind
    table : str
        The id of the table or the governance table; "" for none.
    away : Person
    named : iterable of Person or str
        The deputies; a text where the list has no such person.
    has_more : bool
        As for `Case`.
    """

    def is_free(one: Person) -> bool:
        return find_obstacle(Case(situation, one, kind, table, away, is_named=True, has_more=has_more)) is None

    return tuple(one for one in named if isinstance(one, str) or is_free(one))
