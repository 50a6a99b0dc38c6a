"""Why a person was moved: what would be wrong if they had stayed while everybody else sits where they sit now.

Nothing here solves, and no kind of requirement is known: the checks judge the seating with the move undone, and
their findings are put into words.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from seating.findings import Finding
from seating.plan import Plan, Room
from seating.profiles import Person
from seating.requirement import Requirement
from seating.wording import counted, listed

__all__ = ["Reason", "Reasons"]


@dataclass(frozen=True, slots=True)
class Reason:
    """How a sentence goes on that says who moves: once for others to read, once for the convener.

    What others read is worked out from the public requirements alone, as if there were no others: so it is the same
    whatever somebody's private cells hold.
    """

    shared: str
    full: str


@dataclass(frozen=True, slots=True)
class _Broken:
    """What a must would lack if somebody had stayed."""

    requirement: Requirement
    finding: Finding


class Reasons:
    """The reasons of the moves between two seatings of one room.

    Parameters
    ----------
    room : Room
        As it is now.
    requirements : sequence of Requirement
    plan : Plan
        The seating now.
    former : mapping of person id to table id
        The earlier seating; people and tables in it may be gone.
    private : collection of str
        Ids of requirements of which others may know nothing.
    shown : collection of str
        Columns whose values others may know.
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
        self._private, self._shown = frozenset(private), frozenset(shown)
        self._now = {r.id: r.judge(room, plan) for r in requirements}

    def of(self, person: str) -> Reason:
        """Return why a person of the room does not sit where they sat."""
        origin, target = self._former[person], self._plan.seats[person]
        if origin not in self._room.table_index:
            return _same(f"since {origin} is no table any more")
        undone = Plan({**self._plan.seats, person: origin})
        broken = self._broken(undone, origin, target)
        public = [each for each in broken if each.requirement.id not in self._private]
        full = self._since(broken[0], origin, target) if broken else self._saving(undone, self._requirements)
        if told := next((each for each in public if self._may_be_told(each)), None):
            return Reason(self._since(told, origin, target), full)
        if public:
            return Reason(f"so that all musts are met at {self._room.table(target).label}", full)
        return Reason(self._saving(undone, [r for r in self._requirements if r.id not in self._private]), full)

    def _broken(self, undone: Plan, origin: str, target: str) -> list[_Broken]:
        """Return what the musts lack with a move undone and not now: at the new table first, then at the old."""
        found = []
        for requirement in (r for r in self._requirements if r.is_must):
            before = {finding: finding.shortfall for finding in self._now[requirement.id].findings}
            for finding in requirement.judge(self._room, undone).findings:
                if finding.shortfall > before.get(finding, 0):
                    found.append(_Broken(requirement, finding))
        place = {target: 0, origin: 1}
        return sorted(found, key=lambda b: (place.get(b.finding.table or "", 2), b.finding.counts_seats))

    def _may_be_told(self, broken: _Broken) -> bool:
        """Whether others may read what would be broken, and what that says of whoever moves."""
        requirement = broken.requirement
        columns = {*requirement.asks_columns, *(requirement.describes(broken.finding, self._room) or {})}
        return columns <= self._shown

    def _since(self, broken: _Broken, origin: str, target: str) -> str:
        finding = broken.finding
        table = None if finding.table is None else self._room.table(finding.table).label
        if table is None or not isinstance(finding.have, int) or finding.people:
            return f"since {finding.group} would be {finding.have_in_words} instead of {finding.want}"
        if finding.table == origin and finding.asks_for_fewer:
            return self._making_room(finding, table)
        if finding.table == target and finding.asks_for_more:
            return self._filling_in(finding, table)
        return f"since {table} would have {_so_many(finding)} instead of {finding.want}"

    def _making_room(self, finding: Finding, table: str) -> str:
        """Say for whom room is made at the old table, where it is too full; else what would be too much."""
        came = [
            person.label
            for person in self._room.members(self._plan)[finding.table or ""]
            if not self._sat_at(person.id, finding.table or "")
        ]
        if finding.counts_seats and came:
            return f"to make room at {table} for {listed(_few(came))}"
        return f"since {table} would have {_so_many(finding)} instead of {finding.want}"

    def _filling_in(self, finding: Finding, table: str) -> str:
        """Say whom the new table lost, where that is known; else what it would lack."""
        lost = [person for person in self._gone_from(finding.table or "") if _is_one(finding, person)]
        if lost and finding.have == 0:
            return (
                f"since {table} lost its only {finding.group}"
                if len(lost) == 1
                else (f"since {table} lost every {finding.group}")
            )
        names = f"lost {listed(_few([person.label for person in lost]))} and " if lost else ""
        return f"since {table} {names}needs {_wanted(finding)}"

    def _gone_from(self, table: str) -> list[Person]:
        """Return those of the list who sat at a table and do not now, wherever they are."""
        seats, known = self._plan.seats, self._room.listed.by_id
        gone = [person for person in self._former if self._sat_at(person, table) and seats.get(person) != table]
        return [known[person] for person in gone if person in known and known[person].duty is None]

    def _sat_at(self, person: str, table: str) -> bool:
        return self._former.get(person) in self._room.lineage(self._room.table(table))

    def _saving(self, undone: Plan, requirements: Sequence[Requirement]) -> str:
        """Return the reason of a move that none of these requirements needs by itself."""
        saved = {
            r.id: r.weight * (r.judge(self._room, undone).shortfall - self._now[r.id].shortfall)
            for r in requirements
            if not r.is_must
        }
        points = sum(saved.values())
        if points <= 0:
            return "as part of the repair"
        most = max(saved, key=lambda name: saved[name])
        says = f"because this reduces the penalty by {points:,}"
        return f"{says}, mostly for [{most}]" if len(saved) > 1 else says


def _same(text: str) -> Reason:
    return Reason(text, text)


def _few(names: Sequence[str], most: int = 3) -> list[str]:
    left = len(names) - most
    return [*names[:most], f"{left} more"] if left > 0 else list(names)


def _wanted(finding: Finding) -> str:
    """Return what is asked of a table: "at least 10 people", "at least 1 doer", "at least 2 (doer)"."""
    if finding.counts_seats or (finding.wanted.number == 1 and not finding.wanted.or_none):
        return f"{finding.want} {finding.group}"
    return f"{finding.want} ({finding.group})"


def _so_many(finding: Finding) -> str:
    """Return what there would be: "11 people", "no doer", "3 of Oak Fund"."""
    if finding.counts_seats:
        return counted(int(finding.have), "person", "people")
    return f"no {finding.group}" if finding.have == 0 else f"{finding.have} ({finding.group})"


def _is_one(finding: Finding, person: Person) -> bool:
    """Whether a person is one of those whom a finding counts."""
    return finding.counts_seats or (finding.who is not None and finding.who.matches(person))
