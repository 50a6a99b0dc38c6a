"""What a move by hand would change, in words: which findings it would add, and which it would resolve.

Nothing is solved and no terms are read: the requirements check the seating before and after. A kind that checks table
by table checks only the tables concerned.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from seating.profiles import Person
from seating.requirements.base.findings import Finding, Op, Unit, clause
from seating.requirements.base.kind import Requirement, find_unmet, name_group
from seating.room.languages import with_others
from seating.room.plan import Plan, Room, find_seated
from seating.wording import Said, fold, said, said_count

_Subject = tuple[str | None, str | None, tuple[str, ...]]
"""A table, a folded group, and people: what a finding is about."""


@dataclass(frozen=True, slots=True)
class Effect:
    """What a move would change in one requirement at one table.

    Attributes
    ----------
    requirement : str
        The id of the requirement.
    table : str or None
        The id of the table; None for the room as a whole, and for two tables.
    before, after : int
        How many units are lacking now, and how many would be.
    says : Said
        The change as a clause without its period.
    """

    requirement: str
    table: str | None
    before: int
    after: int
    says: Said

    @property
    def units(self) -> int:
        """How many more units would be lacking; negative for fewer."""
        return self.after - self.before


class Effects:
    """Words the changes from one seating, in which people may have no seat.

    Parameters
    ----------
    room : Room
        With everyone who could have a seat.
    requirements : sequence of Requirement
    seats : mapping of person id to table id
    untold : collection of str
        Ids of requirements of which only the sentence may be shown.
    """

    def __init__(
        self,
        room: Room,
        requirements: Sequence[Requirement],
        seats: Mapping[str, str],
        untold: Collection[str] = (),
    ) -> None:
        self._room, self._untold = room, frozenset(untold)
        self._requirements = {requirement.id: requirement for requirement in requirements}
        self._by_table = frozenset(r.id for r in requirements if _is_checked_by_table(r, room))
        self._seats = dict(seats)
        self._members = room.members(Plan(self._seats))
        self._at_table: dict[tuple[str, str, tuple[str, ...]], tuple[Finding, ...]] = {}
        self._now: dict[str, tuple[Finding, ...]] = {}
        self._of_persons: dict[tuple[str, ...], tuple[Room, dict[str, tuple[Finding, ...]]]] = {}

    def of(self, seats: Mapping[str, str | None], requirements: Iterable[str]) -> tuple[Effect, ...]:
        """Return what would change if some people sat elsewhere.

        Parameters
        ----------
        seats : mapping of person id to table id or None
            Their new seats; None for no seat.
        requirements : iterable of str
            The ids of the requirements whose changes are wanted.

        Returns
        -------
        tuple of Effect
            In the order of `requirements`. The units of each add up to the change of its shortfall.
        """
        found: list[Effect] = []
        changed = self._members_with(seats)
        for identity in requirements:
            requirement = self._requirements[identity]
            before, after = self._findings(requirement, seats, changed)
            found += self.compare(requirement, before, after)
        return tuple(found)

    def _findings(
        self,
        requirement: Requirement,
        seats: Mapping[str, str | None],
        changed: Mapping[str, tuple[Person, ...]],
    ) -> tuple[Sequence[Finding], Sequence[Finding]]:
        """Return the findings now and with new seats; those of other tables may be left out of both.

        Parameters
        ----------
        requirement : Requirement
        seats : mapping of person id to table id or None
            The new seats.
        changed : mapping of table id to tuple of Person
            The people at the tables concerned, with the new seats.
        """
        if requirement.id not in self._by_table:
            room, now = self._room, self._now
            moved = {**self._seats, **seats}
            if requirement.is_checked_by_person:
                key = tuple(seats)
                if key not in self._of_persons:  # the same for all tables that a person may go to
                    self._of_persons[key] = self._room_of(seats), {}
                room, now = self._of_persons[key]
                moved = dict(seats)
            if requirement.id not in now:
                now[requirement.id] = find_unmet(requirement, room, Plan(self._seats))
            plan = Plan({person: table for person, table in moved.items() if table is not None})
            return now[requirement.id], find_unmet(requirement, room, plan)
        before: list[Finding] = []
        after: list[Finding] = []
        for table, members in changed.items():
            if requirement.watches(table):
                before += self._check_table(requirement, table, self._members[table])
                after += self._check_table(requirement, table, members)
        return before, after

    def _members_with(self, seats: Mapping[str, str | None]) -> dict[str, tuple[Person, ...]]:
        """Return the people at each table that they leave or come to, in room order, with these new seats."""
        moved = [person for person in find_seated(self._room, seats) if person.duty is None]
        found = {}
        for table in dict.fromkeys(t for one, to in seats.items() for t in (self._seats.get(one), to) if t is not None):
            there = [person for person in self._members[table] if person.id not in seats]
            there += [person.at(table) for person in moved if seats[person.id] == table]
            found[table] = tuple(sorted(there, key=lambda person: self._room.index[person.id]))
        return found

    def _room_of(self, persons: Collection[str]) -> Room:
        """Return the room with these persons only."""
        kept = find_seated(self._room, persons)
        people, staff = (tuple(p for p in kept if (p.duty is None) is is_person) for is_person in (True, False))
        return with_others(self._room, people=people, staff=staff)

    def _check_table(self, requirement: Requirement, table: str, members: Sequence[Person]) -> tuple[Finding, ...]:
        """Return the findings of a kind that checks table by table; a table that may stay empty has none if it is."""
        key = (requirement.id, table, tuple(person.id for person in members))
        if key not in self._at_table:
            at = self._room.table(table)
            waived = at.open_if_needed and not members
            self._at_table[key] = () if waived else _unmet(requirement.check_table(self._room, at, members))
        return self._at_table[key]

    def compare(
        self, requirement: Requirement, before: Iterable[Finding], after: Iterable[Finding]
    ) -> Iterator[Effect]:
        """Yield the differences of two sets of findings of a requirement, the largest increase first.

        Parameters
        ----------
        requirement : Requirement
            One of those of the room.
        before, after : iterable of Finding
            Those of two seatings. Findings without a shortfall do not count.
        """
        lacking, lacked = Counter[_Subject](), Counter[_Subject]()
        former, then = ({_subject(each): each for each in _unmet(findings)} for findings in (before, after))
        for counted, findings in ((lacked, before), (lacking, after)):
            for finding in findings:
                counted[_subject(finding)] += finding.shortfall
        if requirement.id in self._untold:
            if lacked.total() != lacking.total():
                sentence = _as_said(requirement.sentence(self._room))
                yield Effect(requirement.id, None, lacked.total(), lacking.total(), sentence)
            return
        subjects = dict.fromkeys((*then, *former))
        for subject in sorted(subjects, key=lambda one: lacked[one] - lacking[one]):
            had, has = lacked[subject], lacking[subject]
            if had != has:
                if subject in then:
                    says = self._would_have(_with_column(requirement, then[subject]), is_less=has < had)
                else:
                    says = self._would_resolve(_with_column(requirement, former[subject]))
                yield Effect(requirement.id, subject[0], had, has, says)

    def _would_have(self, finding: Finding, *, is_less: bool) -> Said:
        """Return a finding of the new seating as a clause; `is_less` if it is already there and larger."""
        if finding.table is None:
            return said("still: %(finding)s", finding=_clause(finding)) if is_less else _clause(finding)
        about = {"table": self._room.table(finding.table).label, "group": finding.group, "want": finding.want}
        if not isinstance(finding.have, int) or finding.says or finding.people:
            if is_less:
                return said("%(table)s, still: %(finding)s", table=about["table"], finding=_clause(finding))
            return said("%(table)s: %(finding)s", table=about["table"], finding=_clause(finding))
        about["have"] = finding.have_in_words
        if finding.wanted.unit is Unit.PEOPLE:
            have = finding.have
            about["have"] = said_count("%(number)s person", "%(number)s people", have) if have else said("no one")
        if is_less:
            return said("%(table)s, %(group)s: %(have)s, still not %(want)s", **about)
        return said("%(table)s, %(group)s: %(have)s; wanted: %(want)s", **about)

    def _would_resolve(self, finding: Finding) -> Said:
        """Return a finding that the new seating would not have, as a clause about what it would have."""
        if finding.table is None:
            return said("no longer a problem: %(finding)s", finding=_clause(finding))
        table = self._room.table(finding.table).label
        if not isinstance(finding.have, int) or finding.says or finding.people or finding.wanted.op is Op.STATE:
            return said("%(table)s, no longer a problem: %(finding)s", table=table, finding=_clause(finding))
        about = {"table": table, "group": finding.group, "want": finding.want}
        if finding.asks_for_more and finding.wanted.or_none:  # there may be none
            return said("%(table)s, %(group)s: no longer too few (%(want)s)", **about)
        if finding.asks_for_more:
            return said("%(table)s, %(group)s: now enough (%(want)s)", **about)
        if finding.asks_for_fewer:
            return said("%(table)s, %(group)s: no longer too many (%(want)s)", **about)
        return said("%(table)s, %(group)s: now the right number (%(want)s)", **about)


def _is_checked_by_table(requirement: Requirement, room: Room) -> bool:
    """Whether `check_table` finds what is unmet at one table, as long as the same people are in the room."""
    is_for_room = any(ask.for_room for ask in requirement.asks(room))
    return type(requirement).check_table is not Requirement.check_table and not is_for_room


def _subject(finding: Finding) -> _Subject:
    """Return what a finding is about; equal for two seatings in which other people spell the group first."""
    return finding.table, None if finding.group is None else fold(finding.group), finding.people


def _unmet(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(finding for finding in findings if finding.shortfall)


def _with_column(requirement: Requirement, finding: Finding) -> Finding:
    return replace(finding, group=name_group(requirement, finding.group) or None)


def _clause(finding: Finding) -> Said:
    return _as_said(clause(finding.group or "", finding.have, finding.wanted, finding.says))


def _as_said(text: str) -> Said:
    return text if isinstance(text, Said) else Said(text)
