"""The state that follows from the entries: which rounds exist, who sat where, who attended, and what changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise
from operator import attrgetter
from typing import Literal, Self, TypeVar

from seating.groups import group_by_key
from seating.ledger.entry import Entry
from seating.profiles import People, Person
from seating.profiles.names import without_title
from seating.profiles.person import MARKED_ABSENT, is_forgotten, label_person
from seating.record.entries import (
    AttendedContent,
    ForgottenContent,
    ImportedContent,
    SavedPersonRecord,
    SeatedContent,
    UndoneContent,
)
from seating.record.result import RequirementRecord, RoundRecord
from seating.room.history import NUMBERED, AskedVoice, History, PastRound, PastVoice, is_same_visit, match_voices
from seating.room.tables import Table, in_order_of_numbers
from seating.wording import fold

Content = TypeVar("Content")


@dataclass(frozen=True)
class Attended:
    """Who attended a round.

    Attributes
    ----------
    absent : frozenset of str
        Ids of people who had a seat and did not come.
    tables : mapping of person id to table id
        The tables of people who did not sit as planned.
    told_by : str
        "attended" if attendance was recorded, "list" if it was taken from the list afterwards.
    came : frozenset of str
        Ids of people who were recorded as present.
    further : mapping of person id to tuple of table ids
        In a season, the other sessions that people with several came to, as far as they are known.
    """

    absent: frozenset[str] = frozenset()
    tables: Mapping[str, str] = field(default_factory=dict)
    told_by: Literal["attended", "list"] = "list"
    came: frozenset[str] = frozenset()
    further: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Listing:
    """The people of a list, as `match_people` compares them with those of another one.

    Attributes
    ----------
    names : mapping of person id to (str, str)
        Each name and organization.
    """

    names: Mapping[str, tuple[str, str]]

    @classmethod
    def of(cls, people: Iterable[SavedPersonRecord | Person]) -> Self:
        """Return the listing of these people."""
        return cls({each.id: (each.name, each.organization) for each in people})

    @cached_property
    def ids(self) -> frozenset[str]:
        """The ids of all."""
        return frozenset(self.names)

    @cached_property
    def keys(self) -> Mapping[str, tuple[str, str]]:
        """Each name without titles and each organization, folded: needed only if someone’s id is on one list alone."""
        return {person: (fold(without_title(name)), fold(other)) for person, (name, other) in self.names.items()}

    @cached_property
    def only_of(self) -> Mapping[tuple[str, str], str]:
        """The ids of people whose name and organization no one else on the list has, by these two."""
        times = Counter(self.keys.values())
        return {key: person for person, key in self.keys.items() if times[key] == 1}

    @cached_property
    def only_named(self) -> Mapping[str, str]:
        """The ids of people whose name no one else on the list has, by the name."""
        times = Counter(name for name, _ in self.keys.values())
        return {name: person for person, (name, _) in self.keys.items() if times[name] == 1}


@dataclass(frozen=True)
class SavedRound:
    """The current seating of one round, which is the one saved last.

    Attributes
    ----------
    number : int
    entry : Entry
        The entry that contains it. An entry may contain several rounds that were planned together.
    record : RoundRecord
        The round as `result.json` has it.
    attended : Attended or None
        Who attended; None for an open or planned round.
    left_out : mapping of person id to table id
        The people without a seat, staff left out, who are marked absent at the desk, with their tables in an earlier
        save of the round.
    """

    number: int
    entry: Entry
    record: RoundRecord
    attended: Attended | None = None
    left_out: Mapping[str, str] = field(default_factory=dict)

    @property
    def seating(self) -> SeatedContent:
        """The content of its entry, with all rounds that were planned together."""
        return self.entry.seating

    @cached_property
    def listed(self) -> Listing:
        """Everyone who was on the list."""
        return Listing.of(self.seating.pages.people)

    @cached_property
    def people(self) -> People:
        """Everyone who was on the list, with their names and organizations only."""
        saved = self.seating.pages.people
        return People(tuple(Person(id=each.id, name=each.name, organization=each.organization) for each in saved))

    @cached_property
    def seats(self) -> Mapping[str, str]:
        """The table of everyone who had a seat, including staff, by person id."""
        return {seat.id: seat.table for seat in self.record.seats}

    def match(self, people: Iterable[Person]) -> Mapping[str, str]:
        """Return the ids on a list of people who had another id in this round: walk-ins may have been added to it."""
        return match_people(self.listed, Listing.of(people))

    def seats_on(self, people: Iterable[Person]) -> dict[str, str]:
        """Return the table of everyone who had a seat, by the ids that the people have on a list."""
        ids = self.match(people)
        return {ids.get(person, person): table for person, table in self.seats.items()}

    @cached_property
    def further(self) -> Mapping[str, tuple[str, ...]]:
        """In a season of sessions, the further sessions of each person, including staff."""
        found: dict[str, tuple[str, ...]] = {}
        for each in self.record.further:
            found[each.id] = (*found.get(each.id, ()), each.table)
        return found

    def further_on(self, people: Iterable[Person]) -> dict[str, tuple[str, ...]]:
        """Return the further sessions of each person, by the ids that the people have on a list."""
        ids = self.match(people)
        return {ids.get(person, person): tables for person, tables in self.further.items()}

    @property
    def penalty(self) -> int:
        """The penalty of the round, without private requirements."""
        return sum(requirement.penalty or 0 for requirement in self.record.requirements)

    @property
    def bound(self) -> int | None:
        """The proven lower bound of the penalty; None if there is none."""
        is_alone = len(self.seating.rounds) == 1 and self.record.status is None
        return self.seating.bound if is_alone else self.record.bound

    @cached_property
    def labels(self) -> Mapping[str, str]:
        """By person id, the names with more than that for people of equal names, and words for who was forgotten."""
        return _tell_apart((self,), {})

    @cached_property
    def table_labels(self) -> Mapping[str, str]:
        """The names of the tables, by id, in the order of the convening."""
        return _name_tables(self.seating)

    @cached_property
    def staff(self) -> frozenset[str]:
        """The ids of the staff."""
        return frozenset(seat.id for seat in self.record.seats if seat.staff)

    @cached_property
    def present(self) -> Mapping[str, str]:
        """The table of everyone, including staff, who attended or, if nothing was recorded, had a seat."""
        attended = self.attended or Attended()
        sat = {**self.seats, **attended.tables}
        return {person: table for person, table in sat.items() if person not in attended.absent}

    @cached_property
    def visited(self) -> Mapping[str, tuple[str, ...]]:
        """In a season, the further sessions of everyone who attended; those they came to, as far as it is known."""
        attended = self.attended or Attended()
        came_to = {**self.further, **attended.further}
        return {person: tables for person, tables in came_to.items() if tables and person in self.present}

    @property
    def is_over(self) -> bool:
        """Whether it is recorded who attended."""
        return self.attended is not None and self.attended.told_by == "attended"

    @property
    def absent(self) -> frozenset[str]:
        """The ids of everyone with a seat, including staff, who did not come; held seats do not count."""
        return frozenset() if self.attended is None else self.attended.absent - self.held

    @property
    def n_present(self) -> int:
        """The number of people who attended, without staff. A held seat is no person."""
        return len(self.present.keys() - self.held - self.staff)

    @cached_property
    def placed(self) -> Mapping[str, str]:
        """The table of everyone who sat or had a seat, without staff and held seats. Who moved is counted from here."""
        attended = self.attended or Attended()
        found = {**self.left_out, **self.seats, **attended.tables}
        others = self.staff | self.held
        return {person: table for person, table in found.items() if person not in others}

    @cached_property
    def placed_further(self) -> Mapping[str, tuple[str, ...]]:
        """In a season, the further sessions of everyone in `placed`: those they came to, or had if they were absent."""
        away = {person: tables for person, tables in self.further.items() if person not in self.present}
        return {**away, **self.visited}

    @cached_property
    def convened(self) -> tuple[Table, ...]:
        """All tables of the convening, in the order of their numbers."""
        saved = self.seating.pages.convening.tables
        return in_order_of_numbers(Table.model_construct(**one.plain()) for one in saved)

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """The number of each table on the sheets of the round, by id."""
        return {table.id: number for number, table in enumerate(self.convened, start=1)}

    @property
    def assumed(self) -> frozenset[str]:
        """The ids of the people who do not count as present although attendance was not recorded."""
        attended = self.attended or Attended()
        return attended.absent if attended.told_by == "list" else frozenset()

    @property
    def tables(self) -> frozenset[str]:
        """The ids of the tables where anyone sat or had a seat."""
        return frozenset((*self.seats.values(), *self.placed.values()))

    @property
    def seated(self) -> frozenset[str]:
        """The ids of the people who had a seat, without staff and without held seats. Who came is counted from here."""
        return frozenset(self.seats) - self.staff - self.held

    @cached_property
    def held(self) -> frozenset[str]:
        """The ids of the seats that were held and that no one is recorded to have taken."""
        came = frozenset[str]() if self.attended is None else self.attended.came
        held = {person.id for person in self.seating.pages.people if person.status == "open"}
        return frozenset(held.intersection(self.seats) - came)

    @cached_property
    def past(self) -> PastRound:
        """The round as history, without the members of earlier rounds; every later round asks for it."""
        return _as_past(self, {})


@dataclass(frozen=True)
class Comparison:
    """The differences between two rounds. People, without staff, are given by their last id and sorted by name.

    A seat that is held for a person to be found is no person; such seats have their own list. A person who was marked
    absent has the table of their seat. A walk-in who was added to the list afterwards with another id is the same
    person if the name and the organization agree.

    Attributes
    ----------
    before, after : SavedRound
    names : mapping of person id to str
    stayed : int
        Number of people at the same table in both, even if it was renamed.
    moved : tuple of (person, from, to)
    renamed : tuple of (from, to)
        Ids of tables that were renamed, split or merged. People who went with their table are not in `moved`.
    joined, left : tuple of (person, table)
    held : tuple of (seat, from, to)
        The seats that are held in both rounds, but at another table, even if it was renamed.
    met, unmet : tuple of str
        Ids in `after` of requirements that are met only there, and of those that are met only in `before`. One that
        does not apply in a round is not met there. Private ones are left out, because their numbers are those of one
        round.
    labels : mapping of str to str
        The names with the organization or a number, for people of equal names, what names the held seats, and words for
        people who were forgotten.
    further : mapping of person id to tuple of str
        The further sessions of those who joined or left.
    absent : frozenset of str
        The ids of those who count at the table of their seat in one of the rounds, and were absent.
    """

    before: SavedRound
    after: SavedRound
    names: dict[str, str]
    stayed: int
    moved: tuple[tuple[str, str, str], ...]
    renamed: tuple[tuple[str, str], ...]
    joined: tuple[tuple[str, str], ...]
    left: tuple[tuple[str, str], ...]
    met: tuple[str, ...]
    unmet: tuple[str, ...]
    labels: Mapping[str, str] = field(default_factory=dict)
    held: tuple[tuple[str, str, str], ...] = ()
    further: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    absent: frozenset[str] = frozenset()

    def label_of(self, person: str) -> str:
        """Return the name that tells a person apart."""
        return self.labels.get(person) or self.names[person]


@dataclass(frozen=True)
class State:
    """The state after some entries.

    Attributes
    ----------
    rounds : mapping of int to SavedRound
        The current seating of each round, by round number.
    open_round : int
        The round that `solve` seats. 1 for an empty ledger.
    imported : ImportedContent or None
        Seatings of earlier rounds that were read from a file.
    effective : tuple of Entry
        The entries that were not undone, without those that only say that people were forgotten.
    """

    rounds: Mapping[int, SavedRound] = field(default_factory=dict)
    open_round: int = 1
    imported: ImportedContent | None = None
    effective: tuple[Entry, ...] = ()


def replay_entries(entries: Iterable[Entry]) -> State:
    """Apply the entries in order and return the resulting state. Entries that were undone are skipped."""
    effective: list[Entry] = []
    for entry in entries:
        if isinstance(entry.content, UndoneContent):
            undone = entry.content.undoes
            effective = [earlier for earlier in effective if earlier.number != undone]
        elif not isinstance(entry.content, ForgottenContent):
            effective.append(entry)
    state = State()
    for entry in effective:
        state = _apply(state, entry)
    return replace(state, effective=tuple(effective))


@dataclass(frozen=True, slots=True)
class Revision:
    """How often the saved seating of a round was replaced or undone, and when it was saved, replaced or undone last."""

    number: int
    saved: str


def find_revision(entries: Iterable[Entry], number: int) -> Revision:
    """Return the revision of a saved round. It never falls, so that other programs can tell which page is newer."""
    found: list[Entry] = []
    for entry in entries:
        content = entry.content
        seats = isinstance(content, SeatedContent) and number in {each.round for each in content.rounds}
        if seats or (isinstance(content, UndoneContent) and content.undoes in {each.number for each in found}):
            found.append(entry)
    return Revision(len(found) - 1, found[-1].saved)


def build_history(state: State, before: int, people: Iterable[Person] | None = None) -> History:
    """Return the rounds before round number `before`, oldest first. Imported rounds come first.

    Before a round that is only planned, the rounds from the open one on are as they were when it was planned: only who
    was to sit where, and their duties, was known.

    Parameters
    ----------
    state : State
    before : int
    people : iterable of Person, optional
        The list of that round. By default, the list from which it was saved. People who had another id in an earlier
        round have their present one.
    """
    saved = state.rounds.get(before)
    listed = Listing.of(people or ()) if people or saved is None else saved.listed
    members: dict[str, str] = {}
    found: list[PastRound] = []
    for past in state.imported.earlier if state.imported is not None else ():
        members.update(past.seats)
        found.append(PastRound(past.round, past.seats, dict(members)))
    for number in sorted(state.rounds):
        if number < before:
            ids = match_people(state.rounds[number].listed, listed)
            known = _past(state.rounds[number], members, ids)
            is_over = number < state.open_round or state.rounds[number].attended is not None
            found.append(known if is_over else known.as_planned())
            members = dict(found[-1].members)
    told = {
        (voice.id, voice.name): voice.state
        for number in sorted(state.rounds)
        if number <= before
        for voice in (*state.rounds[number].record.voices, *state.rounds[number].record.gaps)
    }
    seats = {} if saved is None else _list_saved_seats(saved, listed)
    saves = (entry.content for entry in state.effective if isinstance(entry.content, SeatedContent))
    labels = (_name_tables(content) for content in saves if any(one.round == before for one in content.rounds))
    return History(tuple(found), told, seats, {table: name for known in labels for table, name in known.items()})


def compare_saved(rounds: Mapping[int, SavedRound] | None, one: SavedRound, other: SavedRound) -> Comparison:
    """Compare two saved rounds.

    Parameters
    ----------
    rounds : mapping of int to SavedRound, or None
        All rounds, for the earlier names of tables; None for rounds of two ledgers.
    one, other : SavedRound
    """
    first, last = sorted((one, other), key=lambda saved: saved.number)
    ids = match_people(first.listed, last.listed)
    then, now = ({ids.get(person, person): table for person, table in saved.placed.items()} for saved in (one, other))
    names = {ids.get(person, person): name for saved in (first, last) for person, name in _names_in(saved).items()}
    names = {person: name for person, name in names.items() if person in then or person in now}
    order = sorted(names, key=lambda person: (names[person].casefold(), person))
    both = [person for person in order if person in then and person in now]
    same = _match_tables_of_two(one, other) if rounds is None else _match_tables(rounds, one, other)
    go = [{ids.get(person, person): at for person, at in saved.placed_further.items()} for saved in (one, other)]

    def has_moved(person: str) -> bool:
        before, after = ((at[person], *more.get(person, ())) for at, more in zip((then, now), go, strict=True))
        return not is_same_visit(before, after, lambda a, b: (a, b) in same)

    moved = tuple((person, then[person], now[person]) for person in both if has_moved(person))
    held_then, held_now = ({ids.get(seat, seat): saved.seats[seat] for seat in saved.held} for saved in (one, other))
    elsewhere = {
        seat: _name_held(last, seat)
        for seat, at in held_now.items()
        if seat in held_then and (held_then[seat], at) not in same
    }
    away = (person for saved in (one, other) for person in saved.placed.keys() - saved.present.keys())
    asked = match_requirements(one.record, other.record)
    return Comparison(
        before=one,
        after=other,
        names=names,
        stayed=len(both) - len(moved),
        moved=moved,
        renamed=tuple(sorted(pair for pair in same if pair[0] != pair[1])),
        joined=tuple((person, now[person]) for person in order if person not in then),
        left=tuple((person, then[person]) for person in order if person not in now),
        met=tuple(is_now.id for was, is_now in asked if is_now.met and is_now.applies and not was.met),
        unmet=tuple(is_now.id for was, is_now in asked if was.met and was.applies and not is_now.met),
        labels={**_tell_apart((first, last), ids), **elsewhere},
        held=tuple((seat, held_then[seat], held_now[seat]) for seat in sorted(elsewhere, key=elsewhere.__getitem__)),
        further={p: at for visits in go for p, at in visits.items() if (p in then) is not (p in now)},
        absent=frozenset(ids.get(person, person) for person in away),
    )


def _apply(state: State, entry: Entry) -> State:
    match entry.content:
        case SeatedContent() as seating:
            return _apply_seating(state, entry, seating)
        case AttendedContent() as attendance:
            return _apply_attendance(state, attendance)
        case ImportedContent() as imported:
            return replace(state, imported=imported)
        case UndoneContent() | ForgottenContent():
            return state


def _apply_seating(state: State, entry: Entry, seating: SeatedContent) -> State:
    """Add the rounds of an entry.

    Later rounds of earlier entries are dropped, because they were planned for other seats, unless everyone has the seat
    that was planned.
    """
    closed = seating.closed
    rounds = dict(state.rounds)
    if closed is not None and closed.round in rounds and rounds[closed.round].attended is None:
        attended = Attended(frozenset(closed.absent), {}, closed.told_by)
        rounds[closed.round] = replace(rounds[closed.round], attended=attended)
    first = seating.rounds[0].round
    added = {record.round: SavedRound(record.round, entry, record) for record in seating.rounds}
    if not all(number in rounds and _has_seats_of(saved, rounds[number]) for number, saved in added.items()):
        rounds = {number: saved for number, saved in rounds.items() if number < first}
    rounds |= added
    if first in state.rounds and state.open_round == first:
        before = {**state.rounds[first].left_out, **state.rounds[first].seats}
        away = {each.id for each in rounds[first].record.not_seated if each.reason == MARKED_ABSENT}
        away -= state.rounds[first].staff
        left_out = {person: table for person, table in before.items() if person in away}
        rounds[first] = replace(rounds[first], left_out=left_out)
    recorded = state.rounds[first].attended if first in state.rounds else None
    if recorded is not None and recorded.told_by == "attended":
        # A record of who came stays valid when the round is seated again.
        attended = replace(recorded, absent=frozenset(rounds[first].seats) - recorded.came)
        rounds[first] = replace(rounds[first], attended=attended)
    return replace(state, rounds=rounds, open_round=first)


def _has_seats_of(saved: SavedRound, other: SavedRound) -> bool:
    return (saved.seats, saved.further) == (other.seats, other.further)


def _apply_attendance(state: State, attendance: AttendedContent) -> State:
    if attendance.round not in state.rounds:
        return state
    saved = state.rounds[attendance.round]
    absent = frozenset(saved.seats).difference(attendance.present)
    further = {person: tuple(tables) for person, tables in attendance.further.items()}
    attended = Attended(absent, dict(attendance.tables), "attended", frozenset(attendance.present), further)
    return replace(state, rounds={**state.rounds, attendance.round: replace(saved, attended=attended)})


def match_people(then: Listing, now: Listing) -> Mapping[str, str]:
    """Return the present ids of people who had another id, such as walk-ins who were added to the list.

    They have the same name, whatever titles stand before it, and the same organization; no one else does. Someone whose
    organization was not known then is also found by the name alone, if no one else has it then or now.

    Each round is compared with all later ones, so whatever depends on one list alone is kept with it.
    """
    if then.ids <= now.ids:
        return {}
    found: dict[str, str] = {}
    for person, (name, organization) in then.keys.items():
        if person in now.ids or not name:
            continue
        other = now.only_of.get((name, organization)) if (name, organization) in then.only_of else None
        if other is None and not organization and name in then.only_named:
            other = now.only_named.get(name)
        if other is not None and other not in then.ids:
            found[person] = other
    return found


def _name_tables(seating: SeatedContent) -> Mapping[str, str]:
    """Return the names of the tables of a saved seating, by id, in the order of the convening."""
    return {table.id: table.name or table.id for table in seating.pages.convening.tables}


def _list_saved_seats(saved: SavedRound, listed: Listing) -> Mapping[str, str]:
    """Return the seats of a round, by the ids of a list."""
    ids = match_people(saved.listed, listed)
    return {ids.get(person, person): table for person, table in saved.placed.items()}


def _names_in(saved: SavedRound) -> Mapping[str, str]:
    """Return the names of the people of a round, by id."""
    listed = {person.id: person.name for person in saved.seating.pages.people}
    return listed | {seat.id: seat.name for seat in saved.record.seats}


def _name_held(saved: SavedRound, seat: str) -> str:
    """Return what names a seat that is held in a round."""
    one = next(one for one in saved.seating.pages.people if one.id == seat)
    return label_person(one.id, one.name, one.organization or one.sector)


def _tell_apart(rounds: Iterable[SavedRound], ids: Mapping[str, str]) -> Mapping[str, str]:
    """Return what tells people of equal names apart, by their last ids, and words for people who were forgotten."""
    found = {
        (identity := ids.get(one.id, one.id)): Person(id=identity, name=one.name, organization=one.organization)
        for saved in rounds
        for one in saved.seating.pages.people
        if one.name
    }
    people = People(tuple(found.values()))
    forgotten = {one.id: one.label for one in people if is_forgotten(one.id)}
    return forgotten | {
        one.id: people.label_apart(one) for one in people if people.number_of(one, by_organization=False)
    }


def _past(saved: SavedRound, members: Mapping[str, str], ids: Mapping[str, str]) -> PastRound:
    """Return a saved round as history; `ids` has the present ids of people who had another one."""
    past = _as_past(saved, ids) if ids else saved.past
    return replace(past, members={**members, **past.seats})


def _as_past(saved: SavedRound, ids: Mapping[str, str]) -> PastRound:
    """Return a saved round as history, without members."""

    def now(by_id: Mapping[str, Content]) -> dict[str, Content]:
        return {ids.get(person, person): value for person, value in by_id.items()}

    seats = {person: table for person, table in saved.present.items() if person not in saved.staff}
    duties = {seat.id: tuple(seat.duties) for seat in saved.record.seats if seat.duties}
    private = {identity: number for number, identity in enumerate(saved.seating.pages.private)}
    return PastRound(
        number=saved.number,
        seats=now(seats),
        duties=now({person: held for person, held in duties.items() if person in seats}),
        unmet=frozenset(each.id for each in saved.record.requirements if not each.met),
        staff=now({person: table for person, table in saved.present.items() if person in saved.staff}),
        voices={
            voice.id: PastVoice(voice.state, voice.tables, voice.name, voice.id in private)
            for voice in sorted(saved.record.voices, key=lambda voice: private.get(voice.id, -1))
        },
        further=now(saved.visited),
        away=now({person: table for person, table in saved.placed.items() if person not in seats}),
        labels=saved.table_labels,
        numbers=saved.numbers,
        held=now({seat: saved.seats[seat] for seat in saved.held}),
        walked_in=frozenset(ids.get(one.id, one.id) for one in saved.seating.pages.people if one.walked_in),
        assumed=frozenset(ids.get(person, person) for person in saved.assumed),
        suggested=frozenset(
            (ids.get(seat.id, seat.id), duty) for seat in saved.record.seats for duty in seat.suggested
        ),
    )


def match_requirements(one: RoundRecord, other: RoundRecord) -> list[tuple[RequirementRecord, RequirementRecord]]:
    """Return the pairs of public requirements that are the same requirement in both rounds, in the order of `other`.

    Voices are the same as `match_voices` matches them: where a voice is wanted, and that it has more weight because it
    was unmet, are in its sentence. Another requirement that comes before one in the convening changes the number in its
    id, so the sentence decides first for the others. Of those whose sentences differ, requirements with the same id are
    the same, unless the id only counts them.
    """
    left, right = ([each for each in record.requirements if not each.is_private] for record in (one, other))
    then, now = (_list_asked_voices(record, asked) for record, asked in ((one, left), (other, right)))
    by_id = {each.id: each for each in left}
    found = {now[to].id: by_id[then[at].id] for at, to in match_voices(then, now).items()}
    for keys in (("id", "sentence"), ("sentence",), ("id",)):
        key = attrgetter(*keys)
        taken = {each.id for each in found.values()}
        if keys == ("id",):
            left = [each for each in left if NUMBERED.fullmatch(each.id) is None]
        free = group_by_key((key(each), each) for each in left if each.id not in taken)
        for each in right:
            if each.id not in found and (same := free.get(key(each))):
                found[each.id] = same.pop(0)
    return [(found[each.id], each) for each in right if each.id in found]


def _list_asked_voices(record: RoundRecord, asked: Iterable[RequirementRecord]) -> list[AskedVoice]:
    """Return what identifies the voices among requirements of a saved round."""
    ids = {each.id for each in asked}
    voices = (voice for voice in record.voices if voice.id in ids)
    return [AskedVoice(voice.id, fold(voice.name), frozenset(voice.tables)) for voice in voices]


def _match_tables(rounds: Mapping[int, SavedRound], one: SavedRound, other: SavedRound) -> frozenset[tuple[str, str]]:
    """Return the pairs of tables that are the same table in both rounds.

    Tables match by id, or by the earlier ids and names that each round gives for them. Each pair is (id in `one`, id in
    `other`), whichever round came first.
    """
    first, last = sorted((one, other), key=lambda saved: saved.number)
    found = {(table, table) for table in first.tables | last.tables}
    lines = {(table, table) for table in last.tables}  # (earlier id, id in the later round)
    known = {**rounds, first.number: first, last.number: last}
    for number, before in pairwise(sorted((n for n in known if first.number <= n <= last.number), reverse=True)):
        tables, there = known[number].convened, known[before].tables
        was = {table.id: table.lineage(tables, there) for table in tables}
        lines |= {(earlier, now) for table, now in lines for earlier in was.get(table, ())}
    found |= {(earlier, now) for earlier, now in lines if earlier in first.tables}
    return frozenset(found if first is one else ((now, earlier) for earlier, now in found))


def _match_tables_of_two(one: SavedRound, other: SavedRound) -> frozenset[tuple[str, str]]:
    """Return the pairs of tables that are the same table in rounds of two ledgers; see `_match_tables`."""
    found = {(table, table) for table in one.tables | other.tables}
    for then, now, is_first in ((one, other, True), (other, one, False)):
        for table in now.convened:
            origins = table.lineage(now.convened, then.tables) & then.tables
            found |= {(origin, table.id) if is_first else (table.id, origin) for origin in origins}
    return frozenset(found)
