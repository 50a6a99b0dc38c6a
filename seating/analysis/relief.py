"""What a table lacks if one of its staff stays away, and who of the other staff could take over."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from seating.analysis.season.session_times import are_compatible, is_season
from seating.analysis.stand_ins import Musts
from seating.convening.schema import SessionRules
from seating.groups import group_by_key
from seating.plan import Plan, Room
from seating.profiles import Duty, Person
from seating.requirement import Requirement
from seating.requirements.staff import StaffRequirement
from seating.wording import language_key

MOST_HEIRS = 3
"""Maximum number of people named who could take over, both from other tables and from the list."""

MOST_LOOKS = 10_000_000
"""Maximum number of people checked over all musts; after that, no one is named, and `is_checked` is False."""


@dataclass(frozen=True, slots=True)
class Lack:
    """What a table lacks without any one of its staff.

    Attributes
    ----------
    table : str
        The id of the table.
    duties : tuple of Duty
        Staff with one of these would do.
    speaks : frozenset of str
        Languages as they are compared; whoever takes over speaks one of them. Empty if the table would have too few
        staff, whatever they speak.
    languages : tuple of str
        The same languages as written.
    staff : tuple of str
        The ids of those that the table cannot do without.
    """

    table: str
    duties: tuple[Duty, ...]
    speaks: frozenset[str]
    languages: tuple[str, ...] = field(compare=False)  # people write one language in several ways
    staff: tuple[str, ...]

    def follows_from(self, other: Lack) -> bool:
        """Whether this asks for one of more languages than another lack that depends on the same staff."""
        is_same = (self.table, self.duties, self.staff) == (other.table, other.duties, other.staff)
        return is_same and bool(other.speaks) and other.speaks < self.speaks


@dataclass(frozen=True, slots=True)
class Relief:
    """Who could take over, breaking no must.

    Attributes
    ----------
    lack : Lack
    from_tables : tuple of Person
        Staff with a seat. In a season they are free at that time; otherwise their own table can do without them.
    from_list : tuple of Person
        Staff without a seat who have not declined.
    is_checked : bool
        Whether everyone was checked who has the duty and the language.
    can_be_checked : bool
        Whether the musts can be judged. Of the musts of a saved record, only the sentences are known.
    """

    lack: Lack
    from_tables: tuple[Person, ...]
    from_list: tuple[Person, ...]
    is_checked: bool
    can_be_checked: bool = True

    def covers(self, other: Relief) -> bool:
        """Whether whoever takes over this duty takes over another one too, which asks for a language as well."""
        if self.lack.speaks or not other.lack.speaks or not (self.from_tables or self.from_list):
            return False
        in_languages = replace(self.lack, speaks=other.lack.speaks, languages=other.lack.languages)
        return replace(self, lack=in_languages) == other


def find_reliefs(
    room: Room, requirements: Sequence[Requirement], plan: Plan, rules: SessionRules, absent: str | None = None
) -> Iterator[Relief]:
    """Yield what depends on which staff, in the order of the tables, with those who could take over.

    One that is covered by another is left out.

    Parameters
    ----------
    room : Room
    requirements : sequence of Requirement
        The active ones. A duty of which no `staff` requirement tells how many a table has counts if a table has one.
    plan : Plan
    rules : SessionRules
    absent : str or None
        The id of a person: only what depends on them. None for all staff.
    """
    search = _Search(room, requirements, plan, rules)
    asked = group_by_key((lack.table, lack) for lack in search.lacks if absent is None or absent in lack.staff)
    for lacks in asked.values():
        found = [search.relieve(lack) for lack in lacks]
        yield from (relief for relief in found if not any(other.covers(relief) for other in found))


def _list_lacks(room: Room, requirements: Iterable[Requirement], plan: Plan) -> Iterator[Lack]:
    stated = [r for r in requirements if isinstance(r, StaffRequirement)]
    people, staff = room.members(plan), room.staff_members(plan)
    for table in room.tables:
        here = [r for r in stated if r.watches(table.id)] if people[table.id] else []
        found = dict.fromkeys(_lacks_at(room, table.id, people[table.id], staff[table.id], here))
        yield from (lack for lack in found if not any(map(lack.follows_from, found)))


def _lacks_at(
    room: Room, table: str, people: Sequence[Person], staff: Sequence[Person], asked: Sequence[StaffRequirement]
) -> Iterator[Lack]:
    least: dict[tuple[Duty, ...], int] = {}
    for one in asked:
        if one.at_least:
            least[one.duties] = max(one.at_least, least.get(one.duties, 0))
    for duty in dict.fromkeys(person.duty for person in staff if person.duty is not None):
        # an interpreter is there for languages, if any are known
        if (duty,) not in least and not (duty is Duty.INTERPRETER and any(one.languages for one in room.people)):
            least[duty,] = 1
    for duties, number in least.items():
        on_duty = tuple(person.id for person in staff if person.duty in duties)
        if 0 < len(on_duty) <= number:
            yield Lack(table, duties, frozenset(), (), on_duty)
    for requirement in asked:
        for person in people if requirement.speaks else ():
            spoken = requirement.languages(room, person)
            able = tuple(p.id for p in staff if p.duty in requirement.duties and room.languages(p) & spoken)
            if len(able) == 1:
                written = person.languages or (room.working_language,)
                named = tuple(sorted(one for one in written if language_key(one) in spoken))
                yield Lack(table, requirement.duties, spoken, named or tuple(sorted(spoken)), able)


class _Search:
    """Finds who could take over, until the work limit is reached."""

    def __init__(self, room: Room, requirements: Sequence[Requirement], plan: Plan, rules: SessionRules) -> None:
        self._room, self._plan, self._rules = room, plan, rules
        self._musts = [requirement for requirement in requirements if requirement.is_must]
        self._standing_in = Musts(room, self._musts, plan)
        self._is_season = is_season(room.tables)
        self._looks = 0
        self.lacks = tuple(_list_lacks(room, requirements, plan))
        self._needed = {person for lack in self.lacks for person in lack.staff}

    def relieve(self, lack: Lack) -> Relief:
        """Return those who could take over, whichever of the staff stays away."""
        room = self._room
        seated = [person for person in room.staff if self._is_able(lack, person) and self._is_free(lack, person)]
        listed = [
            person
            for person in room.listed
            if person.id not in room.index and self._is_able(lack, person) and person.may_be_called(room.round_number)
        ]
        if not self._standing_in.can_judge:
            return Relief(lack, (), (), is_checked=False, can_be_checked=False)
        from_tables = tuple(islice((p for p in seated if self._breaks_no_must(lack, p)), MOST_HEIRS))
        from_list = tuple(islice((p for p in listed if self._breaks_no_must(lack, p)), MOST_HEIRS))
        return Relief(lack, from_tables, from_list, not self._is_over)

    @property
    def _is_over(self) -> bool:
        """Whether the work limit is reached."""
        return self._looks + self._standing_in.looks > MOST_LOOKS

    def _is_able(self, lack: Lack, person: Person) -> bool:
        return person.duty in lack.duties and (not lack.speaks or bool(self._room.languages(person) & lack.speaks))

    def _is_free(self, lack: Lack, person: Person) -> bool:
        """Whether a staff member is not there yet and can come: in a season also, otherwise instead."""
        tables = [self._room.table(table) for table in self._plan.tables_of(person.id)]
        if lack.table in self._plan.tables_of(person.id):
            return False
        if not self._is_season:
            return person.id not in self._needed
        most, target = self._rules.staff_most, self._room.table(lack.table)
        has_time = most is None or len(tables) < most
        return has_time and all(are_compatible(one, target, self._rules.travel) for one in tables)

    def _breaks_no_must(self, lack: Lack, person: Person) -> bool:
        room, plan = self._room, self._plan
        if self._is_season:  # who takes over stays at all other sessions, so only this one changes
            room = room.with_others(people=room.members(plan)[lack.table])
        return all(not self._is_over and self._may(room, lack.table, person, away) for away in lack.staff)

    def _may(self, room: Room, table: str, person: Person, away: str) -> bool:
        if not self._is_season:
            return self._standing_in.may_stand_in(person, table, away)
        self._looks += 2 * len(room.persons) * len(self._musts)
        others = (one for one in (*room.staff, person) if one.id != away)
        day = room.with_others(staff=tuple(sorted({one.id: one for one in others}.values(), key=lambda one: one.id)))
        # as in the staff plan, a must about where a person sits counts at each session where they serve
        further = {**self._plan.further, person.id: self._plan.tables_of(person.id)}
        then = Plan({**self._plan.seats, person.id: table}, further)
        musts = [must for must in self._musts if must.watches(table) or not must.is_table_by_table]
        now = [must.judge(day, self._plan).shortfall for must in musts]  # not in turn: a room keeps one plan
        return all(must.judge(day, then).shortfall <= had for must, had in zip(musts, now, strict=True))
