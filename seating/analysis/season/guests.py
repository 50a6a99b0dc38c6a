"""Further sessions of people, if the convening lets them come to more than one: decided after everyone has a seat.

A person is a guest at a session that is for them or that they chose, if nothing there gets worse. People of one row are
guests together or not at all. Each session gets its minimum of people first. Then people keep their invitations of
before in the same round, and more guests are added.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

import numpy as np

from seating.analysis.obstacles import Case, PlaceKind, Situation, find_obstacle
from seating.analysis.season.hosts import list_meant
from seating.analysis.season.session_times import find_clashes, in_order_of_time, is_season, list_former_visits
from seating.convening.schema import SessionRules
from seating.groups import group_by_key
from seating.model.session_model import Level, SessionModel, SessionNeed, Visits
from seating.requirements.apart import ApartRequirement
from seating.requirements.base.findings import Verdict
from seating.requirements.base.kind import Requirement, allows_further, can_judge
from seating.room.plan import IntArray, Plan, Room
from seating.room.tables import Table
from seating.terms import CountTerm, FixedTerm, PlaceTerm, SharedTerm, Term
from seating.wording import fold

NO_LIMIT = 2**20
"""More than any number of people."""


def may_invite_guests(rules: SessionRules, tables: Sequence[Table]) -> bool:
    """Whether people can be invited to further sessions, which no search and no proof takes into account."""
    return rules.most > 1 and is_season(tables)


def may_guests_fill(requirement: Requirement, room: Room) -> bool:
    """Whether more people at a session can be what a requirement lacks, so that guests might fill it.

    This is not known of a requirement of which only the sentence is saved.
    """
    if not can_judge([requirement]) or allows_further(requirement):
        return True
    return requirement.counts_guests and any(map(_may_people_fill, requirement.encode(room)))


def _may_people_fill(term: Term) -> bool:
    """Whether one more person at a table can reduce the shortfall of a term."""
    if isinstance(term, CountTerm):
        return bool(term.low.any())
    return not isinstance(term, PlaceTerm | SharedTerm | FixedTerm)


def build_guest_model(
    room: Room,
    plan: Plan,
    requirements: Sequence[Requirement],
    is_harmless: Visits,
    rules: SessionRules,
    former: Mapping[str, Sequence[str]] = MappingProxyType({}),
) -> SessionModel:
    """Return the model of the further sessions of people. Its sessions are the tables of the room, in their order.

    Parameters
    ----------
    room : Room
    plan : Plan
        Seats everyone in the room.
    requirements : sequence of Requirement
        The active requirements; those from `for` name who a session is for.
    is_harmless : bool array, shape (people, tables)
        Whether one more seat for a person at a table would make nothing worse.
    rules : SessionRules
    former : mapping of person id to sequence of str, optional
        Where people were invited before in this round: the ids of tables, which may be gone.
    """
    clashes, rows = find_clashes(room.tables), _list_rows(room)
    taken = [len(members) for members in room.members(plan).values()]
    free = [
        NO_LIMIT if table.seats.maximum is None else max(0, table.seats.maximum - here)
        for table, here in zip(room.tables, taken, strict=True)
    ]
    everybody = np.arange(len(room.people), dtype=np.int64)
    needs = (
        SessionNeed(session, everybody, table.seats.minimum - taken[session], Level.USUAL)
        for session, table in enumerate(room.tables)
        if taken[session] < table.seats.minimum and (taken[session] or not table.open_if_needed)
    )
    return SessionModel(
        allowed=_find_asked(room, plan, requirements, clashes, rows) & is_harmless,
        costs=np.zeros(is_harmless.shape, dtype=np.int64),
        clashes=clashes,
        apart=_list_apart(room, requirements),
        least=0,
        most=np.full(len(room.people), rules.most - 1, dtype=np.int64),
        room=np.array(free, dtype=np.int64),
        needs=tuple(needs),
        is_even=False,
        former=tuple(list_former_visits(room, room.people, former)),
        together=rows,
    )


def _find_asked(
    room: Room, plan: Plan, requirements: Sequence[Requirement], clashes: IntArray, rows: Sequence[IntArray]
) -> Visits:
    """Return whether a person has time for a session that is for them or that they chose, shape (people, tables).

    For the people of one of the `rows`, the cells of the first of them decide.
    """
    meant = {table: {person.id for person in people} for table, people in list_meant(room, requirements).items()}
    allowed = np.zeros((len(room.people), len(room.tables)), dtype=bool)
    together = np.zeros((len(room.tables), len(room.tables)), dtype=bool)
    together[clashes[:, 0], clashes[:, 1]] = together[clashes[:, 1], clashes[:, 0]] = True
    first = {number: row[0] for row in rows for number in row.tolist()}

    def is_busy(case: Case) -> bool:
        return bool(together[room.table_index[plan.seats[case.other.id]], room.table_index[case.table]])

    situation = Situation(room.listed, room, Plan(plan.seats), is_busy=is_busy)
    for number, person in enumerate(room.people):
        asked = room.people[first.get(number, number)]
        chosen = {fold(word) for word in asked.chose}
        for session, table in enumerate(room.tables):
            is_asked = asked.id in meant.get(table.id, ()) or fold(table.id) in chosen
            case = Case(situation, person, PlaceKind.SESSION, table.id)
            allowed[number, session] = is_asked and find_obstacle(case) is None
    return allowed


def _list_rows(room: Room) -> tuple[IntArray, ...]:
    """Return the numbers of the people of each row that stands for several, in the order of the row."""
    rows = group_by_key((one.party.id, number) for number, one in enumerate(room.people) if one.party is not None)
    return tuple(np.array(row, dtype=np.int64) for row in rows.values())


def _list_apart(room: Room, requirements: Sequence[Requirement]) -> IntArray:
    """Return the numbers of the pairs of people that a requirement keeps apart at all tables, shape (pairs, 2)."""
    parted = (pair for one in requirements if isinstance(one, ApartRequirement) for pair in one.parts(room))
    pairs = {tuple(sorted((room.index[one], room.index[other]))) for one, other in parted}
    both = [pair for pair in sorted(pairs) if max(pair) < len(room.people)]
    return np.array(both, dtype=np.int64).reshape(-1, 2)


def add_guests(room: Room, plan: Plan, visits: Visits) -> Plan:
    """Return the plan with the further sessions of people, in order of time.

    Parameters
    ----------
    room : Room
    plan : Plan
    visits : bool array, shape (people, tables)
    """
    further = dict(plan.further)
    for person, goes in zip(room.people, visits.tolist(), strict=True):
        tables = in_order_of_time([table for table, here in zip(room.tables, goes, strict=True) if here])
        if tables:
            further[person.id] = tuple(table.id for table in tables)
    return Plan(plan.seats, further)


def withdraw_guests(
    room: Room, plan: Plan, visits: Visits, judge: Callable[[Plan], Sequence[Verdict]]
) -> tuple[Visits, bool]:
    """Return the visits without those that together make a requirement worse, and whether any were withdrawn.

    Parameters
    ----------
    room : Room
    plan : Plan
        The seats, without guests.
    visits : bool array, shape (people, tables)
    judge : function
        Returns the verdicts on a plan, in the order of the requirements.
    """
    before = [_by_table(verdict) for verdict in judge(plan)]
    kept, rows = visits.copy(), _list_rows(room)
    while kept.any():
        worse: set[str | None] = set()
        for former, verdict in zip(before, judge(add_guests(room, plan, kept)), strict=True):
            worse |= {table for table, shortfall in _by_table(verdict).items() if shortfall > former.get(table, 0)}
        if not worse:
            break
        tables = [t for t, table in enumerate(room.tables) if table.id in worse and kept[:, t].any()]
        for table in tables or np.flatnonzero(kept.any(axis=0)).tolist():
            last = _last(kept[:, table])
            kept[next((row for row in rows if last in row), last), table] = False
    return kept, bool((kept != visits).any())


def _last(column: Visits) -> int:
    """Return the number of the last person who goes to a session."""
    return int(np.flatnonzero(column)[-1])


def _by_table(verdict: Verdict) -> dict[str | None, int]:
    found: dict[str | None, int] = {}
    for finding in verdict.findings:
        found[finding.table] = found.get(finding.table, 0) + finding.shortfall
    return found
