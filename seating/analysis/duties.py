"""Draws people for duties: rotation first, then an even spread over organizations, sectors, types and voices.

All tables are decided together. At each table, the holders are those whose turn it is (see `DutyRequirement.turn`).
Among people whose turn it is equally, these come first, in this order:

1. No one has two duties where it can be avoided.
2. People who were suggested for the duty come last, those suggested longest ago first.
3. Organizations have equal numbers of duties in this round, then over all rounds, as far as the tables allow it.
4. Each sector, then each representative type, then each declared voice has the share of duties that it has of people.
5. Lots are drawn. They depend on the seed, the round, the duty, the table and the person, not on the order of the list.

The numbers of duties that organizations can have are the bases of an M-convex set (exchanges at one table are exchanges
in matroids, and tables share no one), so that they are as equal as possible when no chain of exchanges makes them more
equal [1]_. The fourth step is a local search over single exchanges and pairs of them.

References
----------
.. [1] Kazuo Murota, Discrete Convex Analysis, SIAM, 2003, theorem 6.26.
"""

from __future__ import annotations

import hashlib
from collections import Counter, deque
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from seating.analysis.obstacles import Case, PlaceKind, Situation, find_obstacles
from seating.groups import tuples_by_key
from seating.profiles import ELSEWHERE, Person
from seating.requirements.base.kind import Requirement
from seating.requirements.duty import DutyRequirement
from seating.requirements.voice import VoiceRequirement
from seating.room.plan import TYPE, Plan, Room
from seating.room.tables import Table
from seating.wording import fold

Duties = Mapping[str, tuple[str, ...]]
"""The duties of each person, by person id."""

MOST_LOOKS = 100_000
"""Maximum number of exchanges tried in the fourth step; in larger rooms the search then ends."""

Path = tuple[tuple[int, str, str], ...]
"""Changes at one table: in each, the holder of a post (its number) is replaced by another person."""


def draw_duties(
    room: Room,
    requirements: Sequence[Requirement],
    plan: Plan,
    held: Duties,
    seed: int = 0,
    stays: Duties | None = None,
    hidden: Collection[str] = (),
    situation: Situation | None = None,
) -> Duties:
    """Return the duties of each person, with people drawn for each requirement of kind `duty`.

    Parameters
    ----------
    room : Room
    requirements : sequence of Requirement
        The requirements that are active in the round.
    plan : Plan
    held : mapping of person id to tuple of str
        The duties of staff and of elected people, who keep them.
    seed : int
        Seed for the lots.
    stays : mapping of person id to tuple of str, optional
        Duties in the seating under repair of people who stay at their table. They keep these duties, unless they were
        elected to another one.
    hidden : collection of str
        As for `group_keys`. The duties of private requirements are drawn last, so that they decide no others.
    situation : Situation, optional
        What tells who may have a duty. Those with the fewest obstacles come first. No one is left out, because the
        judge counts everyone that the requirement admits.
    """
    duties = [requirement for requirement in requirements if isinstance(requirement, DutyRequirement)]
    if not duties:
        return held
    private = list_private_duties(room, duties, hidden)
    known = situation or Situation(room.listed, room, plan, requirements, room.tables)
    posts = _list_posts(known, duties, seed, held, stays or {})
    groups, found = group_keys(room, requirements, plan, hidden), dict(held)
    for is_last in (False, True):
        these = [post for post in posts if ((post.duty.name, post.table.id) in private) is is_last]
        draw = _Draw(room, tuple(replace(post, number=n) for n, post in enumerate(these)), dict(found), groups)
        draw.fill()
        draw.avoid_second_duties()
        draw.even_out_organizations()
        draw.even_out_groups()
        for post, holders in zip(draw.posts, draw.holders, strict=True):
            for person in holders:
                found[person] = (*found.get(person, ()), post.duty.name)
    return found


def list_private_duties(
    room: Room, requirements: Iterable[Requirement], private: Collection[str]
) -> frozenset[tuple[str, str]]:
    """Return the duties that private requirements ask for, each with the id of the table.

    Who is suggested for one of them lets others guess the cells that the requirement reads, also where a public
    requirement asks for the same duty at the table.

    Parameters
    ----------
    room : Room
    requirements : iterable of Requirement
    private : collection of str
        The ids of private requirements; others may be among them.
    """
    asked = (one for one in requirements if isinstance(one, DutyRequirement) and one.id in private)
    return frozenset((one.name, table.id) for one in asked for table in room.tables_at(one.at))


def group_keys(
    room: Room, requirements: Iterable[Requirement], plan: Plan, hidden: Collection[str] = ()
) -> tuple[Mapping[str, tuple[str, ...]], ...]:
    """Return the groups of each person, by id: by organization, sector, representative type, and declared voices.

    A person without an organization is an organization of one. People without a sector or type are one group. A person
    may have several voices, or none.

    Parameters
    ----------
    room : Room
    requirements : iterable of Requirement
        Those of kind `voice` declare voices; a voice is called by the requirement's id.
    plan : Plan
        Where people sit, for those who have another representative type at some tables.
    hidden : collection of str
        Columns and ids of requirements that do not count, such as private ones: everyone may read who has a duty, and
        could guess the cells that decided it.
    """
    voices = [(r.id, r.who) for r in requirements if isinstance(r, VoiceRequirement) and r.id not in hidden]
    listed = tuple(person for person in room.listed if person.duty is None) or room.people
    people = [person.at(plan.seats.get(person.id, ELSEWHERE)) for person in listed]
    has_organization, has_sector, has_type = (one not in hidden for one in ("organization", "sector", TYPE))
    return (
        {p.id: ((fold(p.organization) if has_organization else "") or f" {p.id}",) for p in people},
        {p.id: (fold(p.sector) if has_sector else "",) for p in people},
        {p.id: (str(p.representative_type or "") if has_type else "",) for p in people},
        {p.id: tuple(name for name, who in voices if who.matches(p)) for p in people},
    )


@dataclass(frozen=True)
class _Post:
    """A duty at one table: how many to draw, and who could hold it, in the order of their lots."""

    number: int
    duty: DutyRequirement
    table: Table
    wanted: int
    candidates: tuple[str, ...]
    turn: Mapping[str, tuple[int, ...]]
    offered: Mapping[str, tuple[int, int]]
    value: Mapping[str, str]


def _list_posts(
    situation: Situation, duties: Iterable[DutyRequirement], seed: int, held: Duties, stays: Duties
) -> tuple[_Post, ...]:
    room = situation.room
    members = room.members(Plan(situation.plan.seats))  # a guest has no duty at a session, but where they have a seat
    posts: list[_Post] = []

    def turn_of(duty: DutyRequirement, table: Table, person: Person) -> tuple[int, ...]:
        changes, *turn = duty.turn(room, table, person)
        obstacles = len(list(find_obstacles(Case(situation, person, PlaceKind.DUTY, table.id, duty=duty.name))))
        has_another = any(one != duty.name for one in held.get(person.id, ()))  # keeping this one would make it two
        is_new = has_another or duty.name not in stays.get(person.id, ())
        return (is_new, has_another or changes, obstacles, *turn)

    for duty in sorted(duties, key=lambda duty: duty.who is None):  # their holders may count for those without `who`
        for table in room.tables_at(duty.at):
            people = {person.id: person for person in duty.find_candidates(room, table, members[table.id])}
            posts.append(
                _Post(
                    number=len(posts),
                    duty=duty,
                    table=table,
                    wanted=duty.lacking(table),
                    candidates=tuple(sorted(people, key=lambda one: _lot(room, duty, table, one, seed))),
                    turn={i: turn_of(duty, table, p) for i, p in people.items()},
                    offered={i: duty.offered(room, p) for i, p in people.items()},
                    value={i: duty.value(p) for i, p in people.items()},
                )
            )
    return tuple(posts)


def _lot(room: Room, duty: DutyRequirement, table: Table, person: str, seed: int) -> bytes:
    """Return pseudorandom bytes that depend only on the seed, the round, the duty, the table and the person."""
    asked = "\n".join((str(seed), str(room.round_number), duty.name, table.id, person))
    return hashlib.sha256(asked.encode("utf-8", "surrogatepass")).digest()


@dataclass
class _Level:
    """How unevenly duties are spread over groups: the sum of squared differences from each group's fair number.

    `fair` and `scale` are integers: `fair[group] / scale` is the fair number, 0 if equal numbers are wanted.
    """

    groups: Mapping[str, tuple[str, ...]]
    counts: Counter[str]
    fair: Mapping[str, int] = field(default_factory=dict)
    scale: int = 1

    def change(self, persons: Iterable[tuple[str, int]]) -> int:
        """Return by how much the sum grows if these people have so many more duties."""
        more: Counter[str] = Counter()
        for person, number in persons:
            for group in self.groups.get(person, ()):
                more[group] += number
        return sum(
            self.scale * number * (self.scale * (2 * self.counts[group] + number) - 2 * self.fair.get(group, 0))
            for group, number in more.items()
        )

    def add(self, person: str, number: int) -> None:
        for group in self.groups.get(person, ()):
            self.counts[group] += number


@dataclass
class _Draw:
    """The holders of each post, and how evenly they are spread."""

    room: Room
    posts: tuple[_Post, ...]
    held: Duties
    keys: Sequence[Mapping[str, tuple[str, ...]]]
    holders: list[list[str]] = field(init=False)
    load: Counter[str] = field(init=False)
    levels: tuple[_Level, ...] = field(init=False)
    is_relieving: bool = field(default=False, init=False)

    def __post_init__(self) -> None:
        self.holders = [[] for _ in self.posts]
        people = {person.id for person in self.room.people}
        self.load = Counter({person: len(duties) for person, duties in self.held.items() if person in people})
        before = Counter(self.load)
        for past in self.room.history.rounds:
            before.update({person: len(duties) for person, duties in past.duties.items()})
        drawn = sum(post.wanted for post in self.posts)
        levels = []
        for number, groups in enumerate(self.keys):
            size = Counter(group for person in people for group in groups.get(person, ()))
            for loads in (self.load, before):
                counts: Counter[str] = Counter()
                for person, duties in loads.items():
                    counts.update(dict.fromkeys(groups.get(person, ()), duties))
                total = drawn + sum(number for person, number in loads.items() if person in groups)
                fair = {group: total * number_of for group, number_of in size.items()} if number else {}
                levels.append(_Level(groups, counts, fair, len(people) if number else 1))
        self.levels = tuple(levels)
        self._segments: dict[str, Mapping[str, list[tuple[str, Path]]]] = {}

    @cached_property
    def at_table(self) -> Mapping[str, tuple[_Post, ...]]:
        """The posts at each table."""
        return tuples_by_key((post.table.id, post) for post in self.posts)

    @cached_property
    def seats(self) -> Mapping[str, str]:
        """The table of each person who could be drawn."""
        return {person: post.table.id for post in self.posts for person in post.candidates}

    def fill(self) -> None:
        """Choose the first holders of each post, one after another: whose turn it is, then the most even choice."""
        for post in self.posts:
            there = [p for other in self._alike(post) for p in self.holders[other.number] if p in post.turn]
            for _ in range(post.wanted - len(there)):
                free = [person for person in post.candidates if self._may_join(post, person, None)]
                if free:
                    best = min(
                        free, key=lambda p: (post.turn[p], self.load[p], post.offered[p], *self._changes(((p, 1),)))
                    )
                    self._put(post, best)

    def avoid_second_duties(self) -> None:
        """Replace holders until no one has two duties more than necessary. Tables share no one."""
        self.is_relieving = True  # of a second duty, by someone who was suggested before
        for posts in self.at_table.values():
            while any(self._shift_from(p) for post in posts for p in self.holders[post.number] if self.load[p] > 1):
                pass
        self.is_relieving = False

    def _shift_from(self, person: str) -> bool:
        for other, path in self._reach(person):
            if self.load[other] + 1 < self.load[person]:
                return self._apply([path])
        return False

    def even_out_organizations(self) -> None:
        """Replace holders, in chains over several tables, until the numbers of organizations cannot be more equal."""
        while self._even_out_once():
            pass

    def even_out_groups(self) -> None:
        """Replace holders, one or two at a time, while that spreads duties more evenly over sectors, types, voices."""
        nothing = (0,) * len(self.levels)
        looks = MOST_LOOKS
        while True:
            segments = [(one, *found) for table in self.at_table for one, found in self._segments_at(table)]
            crossing: dict[tuple[str, str], list[tuple[str, str, Path]]] = {}
            for one, other, path in segments:
                crossing.setdefault((self._organization(one), self._organization(other)), []).append((one, other, path))
            for one, other, path in segments:
                back = crossing.get((self._organization(other), self._organization(one)), [])
                for last in (None, *back):
                    looks -= 1
                    if looks < 0:
                        return
                    steps = ((one, -1), (other, 1), *(((last[0], -1), (last[1], 1)) if last else ()))
                    if self._changes(steps) < nothing and self._apply([path, last[2]] if last else [path]):
                        break
                else:
                    continue
                break
            else:
                return

    def _even_out_once(self) -> bool:
        """Make one chain of exchanges that makes the numbers of organizations more equal; False if there is none.

        Organizations are searched in the order of what one duty fewer saves. What is reached from one of them need not
        be searched again from the next.
        """
        at: dict[str, dict[str, str]] = {}
        for post, holders in zip(self.posts, self.holders, strict=True):
            for person in holders:
                at.setdefault(self._organization(person), {})[person] = post.table.id
        seen: set[str] = set()
        for start in sorted(at, key=lambda one: (self._organization_changes(at[one], -1), one)):
            came: dict[str, tuple[str, Path] | None] = {start: None}
            queue = deque([start] if start not in seen else [])
            while queue:
                here = queue.popleft()
                seen.add(here)
                for person, table in at.get(here, {}).items():
                    for other, path in self._segments_from(table).get(person, ()):
                        there = self._organization(other)
                        if there in came or there in seen:
                            continue
                        came[there] = (here, path)
                        queue.append(there)
                        gain = self._organization_changes(at[start], -1), self._organization_changes((other,), 1)
                        if tuple(map(sum, zip(*gain, strict=True))) < (0, 0) and self._apply(_chain(came, there)):
                            return True
        return False

    def _organization(self, person: str) -> str:
        return self.keys[0][person][0]

    def _organization_changes(self, persons: Iterable[str], number: int) -> tuple[int, ...]:
        """Return the changes of the first levels if one of these people, who share an organization, has more duties."""
        return tuple(level.change(((next(iter(persons)), number),)) for level in self.levels[:2])

    def _changes(self, steps: Sequence[tuple[str, int]]) -> tuple[int, ...]:
        return tuple(level.change(steps) for level in self.levels)

    def _segments_at(self, table: str) -> Iterator[tuple[str, tuple[str, Path]]]:
        for person, found in self._segments_from(table).items():
            for segment in found:
                yield person, segment

    def _segments_from(self, table: str) -> Mapping[str, list[tuple[str, Path]]]:
        """Return, for each holder at a table, who could have one duty more in their place, and the exchanges.

        Only exchanges that give no one a second duty who need not have it count.
        """
        if table not in self._segments:
            persons = dict.fromkeys(p for post in self.at_table[table] for p in self.holders[post.number])
            self._segments[table] = {
                person: [(q, path) for q, path in self._reach(person) if self.load[q] + 1 == self.load[person]]
                for person in persons
            }
        return self._segments[table]

    def _reach(self, person: str) -> Iterator[tuple[str, Path]]:
        """Yield who could have one duty more at a table if a person has one fewer, with the fewest exchanges."""
        came: dict[str, Path] = {person: ()}
        queue = deque([person])
        while queue:
            here = queue.popleft()
            for post in self._posts_of(here):
                for other in post.candidates:
                    if other not in came and self._may_join(post, other, here):
                        came[other] = (*came[here], (post.number, here, other))
                        queue.append(other)
                        yield other, came[other]

    def _posts_of(self, person: str) -> list[_Post]:
        """Return the posts that a person was drawn for."""
        return [post for post in self.at_table[self.seats[person]] if person in self.holders[post.number]]

    def _may_join(self, post: _Post, person: str, leaver: str | None) -> bool:
        """Whether a person may hold a post besides its other holders, in the place of the leaver if there is one."""
        others = [p for p in self.holders[post.number] if p != leaver]
        if person in self.holders[post.number] or post.value[person] in {post.value[p] for p in others}:
            return False
        if leaver is not None and post.turn[person] != post.turn[leaver]:
            return False
        if leaver is not None and not self.is_relieving and post.offered[person] != post.offered[leaver]:
            return False
        alike = self._alike(post)
        if any(person in self.holders[other.number] for other in alike):
            return False
        return leaver is None or all(person in other.turn for other in alike if leaver in other.turn)

    def _alike(self, post: _Post) -> list[_Post]:
        """Return the other posts for the same duty at the same table."""
        there = self.at_table[post.table.id]
        return [other for other in there if other.duty.name == post.duty.name and other is not post]

    def _put(self, post: _Post, person: str, leaver: str | None = None) -> None:
        """Let a person hold a post, in the place of the leaver if there is one."""
        holders = self.holders[post.number]
        if leaver is not None:
            holders.remove(leaver)
        holders.append(person)
        for one, number in ((person, 1), *(((leaver, -1),) if leaver is not None else ())):
            self.load[one] += number
            for level in self.levels:
                level.add(one, number)
        self._segments.pop(post.table.id, None)

    def _apply(self, paths: Sequence[Path]) -> bool:
        """Make the exchanges of these paths; make none and return False if together they are not possible.

        They are not if one of them rules out another, or if they give someone a second duty without need.
        """
        made: list[tuple[_Post, str, str]] = []
        changed = {person for path in paths for _, leaver, joiner in path for person in (leaver, joiner)}
        load = sum(self.load[person] ** 2 for person in changed)
        for number, leaver, person in (step for path in paths for step in reversed(path)):
            post = self.posts[number]
            if leaver not in self.holders[number] or not self._may_join(post, person, leaver):
                break
            self._put(post, person, leaver)
            made.append((post, leaver, person))
        else:
            if sum(self.load[person] ** 2 for person in changed) <= load:
                return True
        for post, leaver, person in reversed(made):
            self._put(post, leaver, person)
        return False


def _chain(came: Mapping[str, tuple[str, Path] | None], end: str) -> list[Path]:
    """Return the paths that lead to an organization, the last first."""
    found: list[Path] = []
    step = came[end]
    while step is not None:
        found.append(step[1])
        step = came[step[0]]
    return found
