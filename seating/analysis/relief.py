"""What a table lacks if one of its staff stays away, and who of the other staff could take over."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from seating.analysis.obstacles import Case, Obstacle, PlaceKind, Situation, find_obstacle
from seating.analysis.season.session_times import are_compatible, is_season
from seating.analysis.stand_ins import Musts
from seating.convening.schema import SessionRules
from seating.groups import group_by_key
from seating.profiles import Duty, Person
from seating.requirements.base.kind import Requirement
from seating.requirements.staff import StaffRequirement
from seating.room.languages import languages_of, with_others
from seating.room.plan import Plan, Room
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


def find_reliefs(situation: Situation, rules: SessionRules, absent: str | None = None) -> Iterator[Relief]:
    """Yield what depends on which staff, in the order of the tables, with those who could take over.

    One that is covered by another is left out.

    Parameters
    ----------
    situation : Situation
        A duty of which no `staff` requirement tells how many a table has counts if a table has one.
    rules : SessionRules
    absent : str or None
        The id of a person: only what depends on them. None for all staff.
    """
    search = _Search(situation, rules)
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
            able = tuple(p.id for p in staff if p.duty in requirement.duties and languages_of(room, p) & spoken)
            if len(able) == 1:
                written = person.languages or (room.working_language,)
                named = tuple(sorted(one for one in written if language_key(one) in spoken))
                yield Lack(table, requirement.duties, spoken, named or tuple(sorted(spoken)), able)


class _Search:
    """Finds who could take over, until the work limit is reached."""

    def __init__(self, situation: Situation, rules: SessionRules) -> None:
        room, plan = situation.room, situation.plan
        self._room, self._plan, self._rules = room, plan, rules
        self._musts = [requirement for requirement in situation.requirements if requirement.is_must]
        self._standing_in = Musts(room, self._musts, plan)
        self._is_season = is_season(room.tables)
        self._looks = 0
        self.lacks = tuple(_list_lacks(room, situation.requirements, plan))
        # in a season they take over beside what they do, otherwise instead
        missed = () if self._is_season else [one for lack in self.lacks for one in lack.staff]
        needed = frozenset((one, table) for one in missed for table in plan.tables_of(one))
        self._situation = replace(situation, needed=needed, is_busy=self._is_busy, breaks_must=self._breaks_must)

    def relieve(self, lack: Lack) -> Relief:
        """Return those who could take over, whichever of the staff stays away."""
        room = self._room
        if not self._standing_in.can_judge:
            return Relief(lack, (), (), is_checked=False, can_be_checked=False)
        listed = (person for person in room.listed if person.id not in room.index)
        from_tables = tuple(islice((p for p in room.staff if self._may(lack, p)), MOST_HEIRS))
        from_list = tuple(islice((p for p in listed if self._may(lack, p)), MOST_HEIRS))
        return Relief(lack, from_tables, from_list, not self._is_over)

    @property
    def _is_over(self) -> bool:
        """Whether the work limit is reached."""
        return self._looks + self._standing_in.looks > MOST_LOOKS

    def _may(self, lack: Lack, person: Person) -> bool:
        """Whether someone could take over from each of those who are missed, until the work limit is reached."""
        return all(not self._is_over and self._find_obstacle(lack, person, away) is None for away in lack.staff)

    def _find_obstacle(self, lack: Lack, person: Person, away: str) -> Obstacle | None:
        missed = self._room.persons[self._room.index[away]]
        return find_obstacle(
            Case(
                self._situation,
                person,
                PlaceKind.SERVICE,
                lack.table,
                missed,
                services=lack.duties,
                speaks=lack.speaks,
            )
        )

    def _is_busy(self, case: Case) -> bool:
        """Whether someone serves at enough sessions, or at one at the same time."""
        if not self._is_season:
            return False
        tables = [self._room.table(table) for table in case.tables]
        most, target = self._rules.staff_most, self._room.table(case.table)
        has_time = most is None or len(tables) < most
        return not has_time or not all(are_compatible(one, target, self._rules.travel) for one in tables)

    def _breaks_must(self, case: Case) -> bool:
        room, plan, person, table = self._room, self._plan, case.other, case.table
        if not self._is_season:
            return self._standing_in.refuse(case)
        # who takes over stays at all other sessions, so only this one changes
        room = with_others(room, people=room.members(plan)[table])
        self._looks += 2 * len(room.persons) * len(self._musts)
        others = (one for one in (*room.staff, person) if case.away is None or one.id != case.away.id)
        day = with_others(room, staff=tuple(sorted({one.id: one for one in others}.values(), key=lambda one: one.id)))
        # as in the staff plan, a must about where a person sits counts at each session where they serve
        further = {**plan.further, person.id: plan.tables_of(person.id)}
        then = Plan({**plan.seats, person.id: table}, further)
        musts = [must for must in self._musts if must.watches(table) or not must.is_table_by_table]
        now = [must.judge(day, plan).shortfall for must in musts]  # not in turn: a room keeps one plan
        return any(must.judge(day, then).shortfall > had for must, had in zip(musts, now, strict=True))
