"""Why a person was moved: what would be unmet if they had stayed while everyone else sits where they sit now.

This module neither solves nor depends on any kind of requirement. It checks the seating with the move undone and
puts the findings into words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, product

from seating.profiles import Duty, Person, Role
from seating.requirements.base.findings import ELSEWHERE, Finding, Unit, clause, in_words
from seating.requirements.base.kind import Requirement
from seating.requirements.base.phrases import holders
from seating.room.lineage import descends, heir_of, label_of
from seating.room.plan import Plan, Room, tell_names_apart
from seating.room.tables import ELECTED
from seating.wording import message, plural, said, said_alone, said_count, said_first, said_joined

UNTOLD = said("as part of the repair")
"""The reason for a move without a reason that its readers may know."""

HOLDERS = frozenset((*(role.value for role in Role), *(duty.value for duty in Duty), *ELECTED))
"""The roles and duties whose plurals are known."""

MOST_NAMED = 3
"""Maximum number of people named in one reason; the others are counted."""


@dataclass(frozen=True, slots=True)
class Reason:
    """The reason for a move, as the end of a sentence: `shared` for all readers, `full` for the convener.

    `shared` uses only the public requirements about columns that everyone may see, as if there were no others. It thus
    depends on no cell that is private or may only be counted: a reason left out for such a cell would reveal it too.
    """

    shared: str
    full: str


@dataclass(frozen=True, slots=True)
class _Broken:
    """An additional finding of a must if a person had stayed."""

    requirement: Requirement
    finding: Finding


class Reasons:
    """The reasons for the moves between two seatings of one room.

    Parameters
    ----------
    room : Room
        The room as it is now.
    requirements : sequence of Requirement
    plan : Plan
        The seating now.
    former : mapping of person id to table id
        The earlier seating; it may contain people and tables that no longer exist.
    private : collection of str
        Ids of the private requirements, which only the convener may see.
    shown : collection of str
        Columns whose values everyone may see.
    """

    def __init__(
        self,
        room: Room,
        requirements: Sequence[Requirement],
        plan: Plan,
        former: Mapping[str, str],
        private: Collection[str],
        shown: Collection[str],
    ) -> None:
        self._room, self._requirements, self._plan, self._former = room, requirements, plan, former
        self._there = frozenset(former.values())
        self._private, self._shown = frozenset(private), frozenset(shown)
        self._now = {r.id: r.judge(room, plan) for r in requirements}
        self._required: dict[tuple[str, bool], bool] = {}

    def of(self, person: str) -> Reason:
        """Return why a person in the room was moved."""
        origin = self._came_from(person)
        if origin is None:
            gone = label_of(self._room, self._former[person])
            return _same(said("since the table “%(table)s” no longer exists", table=gone))
        shared = [requirement for requirement in self._requirements if self._is_shared(requirement)]
        return Reason(
            self._tell(person, origin, shared, self._may_be_told),
            self._tell(person, origin, self._requirements, lambda broken: True),
        )

    def _tell(
        self, person: str, origin: str, requirements: Sequence[Requirement], may_tell: Callable[[_Broken], bool]
    ) -> str:
        """Return why a person was moved, by these requirements.

        If a must parts them only from people who made the same move, these stay as well: otherwise each would be the
        other's reason. If one of them was moved for a reason of their own, they are the reason. Nor is someone the
        reason who came to the free seat, if no must required it.
        """
        together, target, first = {person}, self._plan.seats[person], None
        while True:
            undone = self._undo(together, origin)
            found = list(filter(may_tell, self._broken(undone, person, origin)))
            if found and found[0].finding.counts_seats:
                undone = self._make_room(undone, person, origin, found, may_tell)
                found = list(filter(may_tell, self._broken(undone, person, origin)))
            if not found:
                return self._saving(undone, requirements)
            broken = self._find_own(found, person, origin)
            first = first or broken
            back, linked = self._undo_all_linked(undone, origin, target)
            is_free = next(filter(may_tell, self._broken(back, person, origin)), None) is None
            if is_free and all(self._is_required(one, may_tell) for one in linked - together):
                return self._saving(back, requirements)
            if broken.finding.people and person not in broken.finding.people:
                return self._since(first, origin, target)
            others = self._list_moved_along(broken.finding, person, origin) - together
            if not others:
                return self._since(broken, origin, target)
            together |= others

    def _find_own(self, found: Sequence[_Broken], person: str, origin: str) -> _Broken:
        """Return the first finding; if it counts seats, the first that names the person instead, if there is one.

        Otherwise two people who changed tables, each for a must, would make room for each other.
        """
        if not found[0].finding.counts_seats:
            return found[0]
        named = (one for one in found if person in one.finding.people)
        return next((one for one in named if not self._list_moved_along(one.finding, person, origin)), found[0])

    def _undo(self, persons: Collection[str], origin: str) -> Plan:
        """Return the plan in which these people are back at the table where they sat."""
        seats, further = {**self._plan.seats, **dict.fromkeys(persons, origin)}, dict(self._plan.further)
        for person in persons:
            further[person] = tuple(table for table in further.get(person, ()) if table != origin)
        return Plan(seats, further)

    def _undo_all_who_came(self, undone: Plan, table: str) -> Iterator[Plan]:
        """Yield the plan in which those who came to a table are back where they sat, and one with all that they follow.

        In the second plan, those who came to the tables where these sat are back too, and so on: if people changed
        tables in a ring, each would be the reason of the next. A plan needs the earlier seats of all of them.
        """
        seats, asked, done = dict(undone.seats), [table], set[str]()
        while asked:
            done.update(asked)
            came = [person.id for at in asked for person in self._came_to(at)]
            origins = {person: before for person in came if (before := self._came_from(person)) is not None}
            if len(origins) < len(came):
                return
            seats |= origins
            asked = [at for at in dict.fromkeys(origins.values()) if at not in done]
            if len(done) == 1 or not asked:
                yield replace(undone, seats=dict(seats))

    def _seat_newcomers_elsewhere(self, undone: Plan, table: str) -> Iterator[Plan]:
        """Yield the plans in which people who came to a table and had no seat before, or one of them, sit elsewhere."""
        came = tuple(one.id for one in self._came_to(table) if one.id not in self._former)
        heads = Counter(undone.seats.values())
        for group, other in product(dict.fromkeys([*((one,) for one in came), came]), self._room.tables):
            most = other.seats.maximum
            if most is None or heads[other.id] + len(group) <= most:
                yield replace(undone, seats={**undone.seats, **dict.fromkeys(group, other.id)})

    def _make_room(
        self, undone: Plan, person: str, origin: str, found: Sequence[_Broken], may_tell: Callable[[_Broken], bool]
    ) -> Plan:
        """Return the plan in which those who came to a table do not sit there, if it breaks none but the musts found.

        Then they are not the reason. Otherwise the plan stays as it is.
        """
        for plan in chain(self._undo_all_who_came(undone, origin), self._seat_newcomers_elsewhere(undone, origin)):
            left = filter(may_tell, self._broken(plan, person, origin))
            if all(one in found and not _lacks_room(one.finding, origin) for one in left):
                return plan
        return undone

    def _is_required(self, person: str, may_tell: Callable[[_Broken], bool]) -> bool:
        """Whether a must that may be told is broken if this move alone is undone."""
        origin, key = self._came_from(person) or "", (person, may_tell == self._may_be_told)
        if key not in self._required:
            broken = self._broken(self._undo({person}, origin), person, origin)
            self._required[key] = next(filter(may_tell, broken), None) is not None
        return self._required[key]

    def _undo_all_linked(self, undone: Plan, *tables: str) -> tuple[Plan, frozenset[str]]:
        """Return the plan without the moves to and from these tables, and of all that are linked, with these people.

        If no must is broken there, no must required any of these moves. If each of them alone seems to be required,
        they are the reasons of each other. Whoever has no earlier seat, or whose table is gone, stays.
        """
        origins = {person: at for person in self._plan.seats if (at := self._came_from(person)) is not None}
        moved = {person: at for person, at in origins.items() if self._plan.seats[person] != at}
        linked = set(tables)
        while (
            more := {
                at
                for person, origin in moved.items()
                if not linked.isdisjoint(pair := (origin, self._plan.seats[person]))
                for at in pair
            }
            - linked
        ):
            linked |= more
        back = {person: origin for person, origin in moved.items() if origin in linked}
        return replace(undone, seats={**undone.seats, **back}), frozenset(back)

    def _list_moved_along(self, finding: Finding, person: str, origin: str) -> set[str]:
        """Return the other people of a finding if all of them made the same move as a person; otherwise none."""
        move = origin, self._plan.seats[person]
        others = {one for one in finding.people if one != person}
        return others if all((self._came_from(one), self._plan.seats.get(one)) == move for one in others) else set()

    def _came_from(self, person: str) -> str | None:
        """Return the id that the table where someone sat has now; None if it is gone or was split."""
        return heir_of(self._room, self._former[person]) if person in self._former else None

    def _broken(self, undone: Plan, person: str, origin: str) -> list[_Broken]:
        """Return the additional shortfalls of the musts if a move is undone.

        What does not depend on others comes first, then the new table, then the old one. What parts a person only from
        people who made the same move comes last: each would be the other's reason.
        """
        target, found = self._plan.seats[person], []
        for requirement in (r for r in self._requirements if r.is_must):
            before = {finding: finding.shortfall for finding in self._now[requirement.id].findings}
            verdict = requirement.judge(self._room, undone)
            if verdict.shortfall <= self._now[requirement.id].shortfall:
                continue  # what is missing at one table is missing at another one now
            for finding in verdict.findings:
                if finding.shortfall > before.get(finding, 0):
                    found.append(_Broken(requirement, finding))
        place = {target: 0, origin: 1}

        def rank(broken: _Broken) -> tuple[bool, bool, int, bool]:
            finding = broken.finding
            is_last = bool(self._list_moved_along(finding, person, origin))
            is_own = broken.requirement.is_checked_by_person and finding.people == (person,)
            return is_last, not is_own, place.get(finding.table or "", 2), finding.counts_seats

        return sorted(found, key=rank)

    def _may_be_told(self, broken: _Broken) -> bool:
        """Whether all readers may see this finding and what it reveals about the person who moves."""
        requirement = broken.requirement
        revealed = set(requirement.describes(broken.finding, self._room) or {})
        return self._is_shared(requirement) and revealed <= self._shown

    def _is_shared(self, requirement: Requirement) -> bool:
        """Whether all readers may see this requirement and the columns it asks about."""
        return requirement.id not in self._private and set(requirement.asks_columns) <= self._shown

    def _since(self, broken: _Broken, origin: str, target: str) -> str:
        finding = broken.finding
        table = None if finding.table is None else self._room.table(finding.table).label
        if finding.wanted == ELSEWHERE:
            return said("since %(person)s must not be %(place)s", person=finding.group, place=finding.have)
        if finding.wanted.is_place and len(finding.people) == 1:
            sentence = said_alone(broken.requirement.sentence(self._room), "")
            return said("because of this requirement: “%(requirement)s”", requirement=sentence)
        if finding.wanted.is_place:
            return said(
                "since otherwise %(group)s would be %(compared)s", group=finding.group, compared=finding.compared()
            )
        if table is None or not isinstance(finding.have, int) or finding.people:
            lacking = clause(finding.group or "", finding.have, finding.wanted, finding.says)
            if table is None:
                return said("since otherwise there would be this shortfall: %(shortfall)s", shortfall=lacking)
            return said(
                "since otherwise %(table)s would have this shortfall: %(shortfall)s", table=table, shortfall=lacking
            )
        if _lacks_room(finding, origin):
            if came := self._came_to(origin):
                names = said_first([person.label for person in came], MOST_NAMED)
                return said("to make room at %(table)s for %(people)s", table=table, people=names)
        elif finding.table == target and finding.asks_for_more:
            return self._filling_in(finding, table)
        is_for_others = finding.wanted.number == 0 and finding.asks_for_fewer
        if is_for_others and finding.who is not None and (others := finding.who.complement) is not None:
            return said("since only %(whom)s sit at %(table)s", whom=others.phrase(), table=table)
        compared = finding.says if finding.counts_seats else finding.compared(_so_many(finding))
        return said("since otherwise %(table)s would have %(compared)s", table=table, compared=compared)

    def _came_to(self, table: str) -> list[Person]:
        """Return the people who sit at a table now and did not before."""
        return [person for person in self._room.members(self._plan)[table] if not self._sat_at(person.id, table)]

    def _filling_in(self, finding: Finding, table: str) -> str:
        """Return which people the new table lost, if known, and its shortfall without the move."""
        lost = [person for person in self._gone_from(finding.table or "") if _is_one(finding, person)]
        if lost and finding.have == 0 and (len(lost) > 1 or not self._lost_strangers(finding.table or "")):
            only, every = (
                message("since %(table)s lost its only %(group)s"),
                message("since %(table)s lost every %(group)s"),
            )
            return said(only if len(lost) == 1 else every, table=table, group=finding.group)
        if not lost:
            return said("since %(table)s needs %(wanted)s", table=table, wanted=_wanted(finding))
        return said(
            "since %(table)s lost %(people)s and needs %(wanted)s",
            table=table,
            people=said_first([person.label for person in lost], MOST_NAMED),
            wanted=_wanted(finding),
        )

    def _gone_from(self, table: str) -> list[Person]:
        """Return the people on the list, without staff, who sat at a table before and do not now."""
        seats, known = self._plan.seats, self._room.listed.by_id
        gone = [person for person in self._former if self._sat_at(person, table) and seats.get(person) != table]
        return [known[person].at(table) for person in gone if person in known and known[person].duty is None]

    def _lost_strangers(self, table: str) -> bool:
        """Whether people who are no longer on the list sat at a table before. It is not known what they were."""
        return any(self._sat_at(person, table) for person in self._former.keys() - self._room.listed.by_id.keys())

    def _sat_at(self, person: str, table: str) -> bool:
        return (at := self._former.get(person)) is not None and descends(self._room, at, table, self._there)

    def _saving(self, undone: Plan, requirements: Sequence[Requirement]) -> str:
        """Return the reason for a move that no single must requires: that it saves points, if it does."""
        saved = {
            r.id: r.weight * (r.judge(self._room, undone).shortfall - self._now[r.id].shortfall)
            for r in requirements
            if not r.is_must
        }
        if sum(saved.values()) <= 0:
            return UNTOLD
        says = reason_of_saving()
        if len(saved) == 1:
            return says
        most = max(saved, key=lambda name: saved[name])
        asked = next(one for one in requirements if one.id == most)
        room = tell_names_apart(self._room, hides_organizations="organization" not in self._shown)
        sentence = said_alone(asked.sentence(room), "")
        return said("%(reason)s, mostly for “%(requirement)s”", reason=says, requirement=sentence)


def _lacks_room(finding: Finding, table: str) -> bool:
    """Whether a finding is that more people sit at a table than may."""
    return finding.table == table and finding.asks_for_fewer and finding.counts_seats


def reason_of_saving() -> str:
    """Return the reason for a move that reduces the penalty."""
    return said("because this makes the seating better")


def _same(text: str) -> Reason:
    return Reason(text, text)


def _wanted(finding: Finding) -> str:
    """Return what a table needs: "at least 10 people", "at least 1 doer", "at least 2 doers"."""
    if finding.counts_seats or (finding.wanted.number == 1 and not finding.wanted.or_none):
        return said_joined([finding.want, finding.group or ""], " ")
    if finding.wanted.unit is not Unit.PEOPLE or finding.wanted.phrase:
        return said("%(number)s (%(group)s)", number=finding.want, group=finding.group)
    number = in_words(replace(finding.wanted, or_none=False))
    if finding.group in HOLDERS:
        people = said("%(number)s %(holders)s", number=number, holders=said(plural(finding.group)))
    else:
        people = said("%(number)s people (%(group)s)", number=number, group=finding.group)
    return said_joined([people, said(", or none")], "") if finding.wanted.or_none else people


def _so_many(finding: Finding) -> str:
    """Return what a table would have of a group: "no doer", "2 doers", "3 people (Oak Fund)"."""
    if finding.have == 0:
        return said("no %(group)s", group=finding.group)
    if finding.wanted.unit is not Unit.PEOPLE or finding.wanted.phrase:
        return said("%(number)s (%(group)s)", number=finding.have, group=finding.group)
    if finding.group in HOLDERS:
        return holders(int(finding.have), finding.group)
    return said_count(
        "%(number)s person (%(group)s)", "%(number)s people (%(group)s)", int(finding.have), group=finding.group
    )


def _is_one(finding: Finding, person: Person) -> bool:
    """Whether a finding counts a person."""
    return finding.counts_seats or (finding.who is not None and finding.who.matches(person))
