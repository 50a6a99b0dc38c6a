"""What the ledger holds about all rounds of an initiative: who came, which voices were heard, and what changed.

Only what was recorded is counted. A round without recorded attendance has no number of people who came, even if the
list marked someone as absent.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from seating.analysis.initiative.memberships import list_named_members
from seating.forms.harvest import Harvest
from seating.ledger import Comparison, SavedRound
from seating.ledger.replay import match_people
from seating.profiles import ELSEWHERE, Person
from seating.report.counts import is_few
from seating.report.sort_keys import sort_key
from seating.report.voice_states import state_reason
from seating.requirements.base.voices import VoiceState, count_where_needed
from seating.result import Result
from seating.result.cells import show_values
from seating.result.readers import Audience
from seating.result.shared_requirements import list_public
from seating.room.history import AskedVoice, match_voices
from seating.room.lineage import label_of
from seating.room.plan import as_seated
from seating.room.tables import ELECTED, map_labels
from seating.wording import Said, fold, said, said_field

Groups = Mapping[str, set[str]]
"""The ids of the people with each value of a column."""


@dataclass(frozen=True)
class HeldRound:
    """One round up to the open one, with what was typed back from it.

    Attributes
    ----------
    saved : SavedRound
    result : Result
        The round as the ledger keeps it.
    entry : str
        The path of the ledger's entry with the seating.
    attendance : str
        The entry and the file with the attendance; "" if it was not recorded.
    harvest : Harvest or None
    """

    saved: SavedRound
    result: Result
    entry: str
    attendance: str = ""
    harvest: Harvest | None = None

    @property
    def number(self) -> int:
        """The number of the round."""
        return self.saved.number

    @property
    def labels(self) -> Mapping[str, str]:
        """The name of each table of the convening, by id."""
        return map_labels(self.result.convening.tables)


@dataclass(frozen=True, slots=True)
class Turnout:
    """How many people had a seat in a round, and how many came.

    Attributes
    ----------
    seated : int
        People with a seat, without staff.
    staff : int
        Staff with a seat.
    tables : int
        Tables at which someone sat.
    came : int or None
        People who came, without staff; None if attendance was not recorded.
    unseated : int
        Those of them who had no seat.
    marked_absent : int
        Where attendance was not recorded: people with a seat who were later marked as absent or not coming.
    left_out : int
        People, without staff, who had a seat until they were marked absent at the desk and the seating was repaired.
        They are not in `seated`.
    """

    seated: int
    staff: int
    tables: int
    came: int | None
    unseated: int = 0
    marked_absent: int = 0
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class GroupCount:
    """The people of a group with a seat in one round, and those who came; `came` is None if it was not recorded."""

    seated: int
    came: int | None


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A value of a column ("" for blank cells) with a count for each round; None where the column is not shown.

    With `is_rest`, it counts the people of no group that is shown.
    """

    value: str
    counts: tuple[GroupCount | None, ...]
    is_rest: bool = False


@dataclass(frozen=True, slots=True)
class VoiceCell:
    """A voice in one round, as it was seated: its state, its people in the room, and those at tables that need it.

    `held` is the number of seats that stood in for people to be found. `reason` explains a state that the numbers of
    people do not explain.
    """

    state: VoiceState
    people: int
    where_needed: int
    held: int = 0
    reason: Said | None = None


@dataclass(frozen=True, slots=True)
class VoiceRow:
    """A voice with a cell for each round; None where no requirement asked for it.

    `tables` are the labels of the tables that ask for it, if another voice has the same name.
    """

    name: str
    cells: tuple[VoiceCell | None, ...]
    tables: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """What changed from one round to the next, without staff. Tables are given by id, people by id.

    Attributes
    ----------
    stayed : int
        People who sat or had a seat in both rounds, at the same table even if it was renamed, split or merged.
    moved : int
        People who sat or had a seat in both rounds, at another table.
    joined, left : tuple of str
        People with a seat in the later round and none before; people with a seat in the earlier one and none since, who
        are not on the last list either.
    back, away : int
        Other people with a seat only in the later round, or only in the earlier one.
    became : tuple of (tuple of str, tuple of str)
        Tables that were renamed, split or merged, and the tables that they became.
    opened, ended : tuple of str
        Tables of the later round without a predecessor, and tables of the earlier one without a successor.
    took_up, gave_up : tuple of (person, duty, table)
        Elected duties, with the table where they have or had them. A suggestion is no history. No one gives up a duty
        whose table ended or was split.
    members_in, members_out : tuple of (table, person)
        New and former members of governance tables, without those who would be members by a suggested duty.
    """

    stayed: int
    moved: int
    joined: tuple[str, ...]
    left: tuple[str, ...]
    back: int
    away: int
    became: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]
    opened: tuple[str, ...]
    ended: tuple[str, ...]
    took_up: tuple[tuple[str, str, str], ...]
    gave_up: tuple[tuple[str, str, str], ...]
    members_in: tuple[tuple[str, str], ...]
    members_out: tuple[tuple[str, str], ...]


def people_who_came(held: HeldRound) -> frozenset[str] | None:
    """Return the ids of the people who came, without staff; None if attendance was not recorded."""
    if not held.saved.is_over:
        return None
    staff = {person.id for person in held.result.people if person.duty is not None}
    return frozenset(held.saved.present) - held.saved.staff - held.saved.held - staff


def count_turnout(held: HeldRound) -> Turnout:
    """Return how many people had a seat in a round, and how many came."""
    saved, came = held.saved, people_who_came(held)
    seated = saved.seated
    absent = frozenset() if saved.attended is None else saved.attended.absent
    return Turnout(
        seated=len(seated),
        staff=len(saved.staff),
        tables=len(set(saved.seats.values())),
        came=None if came is None else len(came),
        unseated=0 if came is None else len(came - seated),
        marked_absent=len(absent & seated) if came is None else 0,
        left_out=len(saved.left_out),
    )


def count_gone(number: int) -> Said:
    """Return how many people more had a seat until they were marked as absent, as a clause."""
    return said_field(said("had a seat before being marked absent"), f"{number:,}")


def count_groups(rounds: Sequence[HeldRound], column: str) -> tuple[GroupRow, ...]:
    """Return the values of a column with the people who had a seat and those who came, the largest group first.

    Blank cells are one group, which comes last. A person with several values counts once in each of these groups.

    For everyone, only groups are counted of which not only few people (`is_few`) have a seat in any round. All other
    people are one row, which comes last and has as many people or none.

    Parameters
    ----------
    rounds : sequence of HeldRound
        A reader who may not see the column in a round gets no count of that round. People that the reader may not see
        are not counted.
    column : str
    """
    written: dict[str, str] = {"": ""}
    counted: list[tuple[Groups, Groups | None] | None] = []
    for held in rounds:
        if not held.result.may_see(column):
            counted.append(None)
            continue
        came = people_who_came(held)
        there = () if came is None else [_as_seated(held, p) for p in came if p in held.result.people.by_id]
        seated = _by_value(held.result, _list_seated(held), column, written)
        present = None if came is None else _by_value(held.result, there, column, written)
        counted.append((seated, present))
    most = {v: max((len(c[0].get(v, ())) for c in counted if c), default=0) for v in written}
    order = sorted(
        (v for v in written if any(c and (v in c[0] or v in (c[1] or ())) for c in counted)),
        key=lambda value: (not value, -most[value], sort_key(written[value])),
    )
    if any(held.result.reader is Audience.EVERYONE for held in rounds):
        return _count_large(rounds, [c and c[0] for c in counted], order, written)
    return tuple(GroupRow(written[v], tuple(None if c is None else _count(v, *c) for c in counted)) for v in order)


def _list_seated(held: HeldRound) -> tuple[Person, ...]:
    """Return the people with a seat, without the open seats that no one was found for yet."""
    here = as_seated(held.result.room.people, held.result.plan)
    return tuple(person for person in here if person.id not in held.saved.held)


def _as_seated(held: HeldRound, person: str) -> Person:
    """Return a person on the list as they are at the table where they had a seat."""
    return held.result.people.by_id[person].at(held.result.plan.seats.get(person, ELSEWHERE))


def _count(value: str, seated: Groups, present: Groups | None) -> GroupCount:
    came = None if present is None else len(present.get(value, ()))
    return GroupCount(len(seated.get(value, ())), came)


def _count_large(
    rounds: Sequence[HeldRound], seated: Sequence[Groups | None], order: Iterable[str], written: Mapping[str, str]
) -> tuple[GroupRow, ...]:
    """Return the groups that anyone may see, and the others as one; () if there are none.

    The same groups are shown for every round. No one can subtract the shown ones from all people of a round, or one
    round from another, and get the number of few people in the groups that are left out.
    """
    known = [found for found in seated if found is not None]
    large = [v for v in order if v and not any(is_few(len(found.get(v, ()))) for found in known)]

    def count_others(held: HeldRound, found: Groups) -> int:
        shown = frozenset[str]().union(*(found[value] for value in large))
        return len(_list_seated(held)) - len(shown)

    pairs = [(held, found) for held, found in zip(rounds, seated, strict=True) if found is not None]
    while large and any(n and is_few(n) for n in (count_others(held, found) for held, found in pairs)):
        large.pop()
    if not large:
        return ()
    rows = [
        GroupRow(written[v], tuple(None if found is None else GroupCount(len(found[v]), None) for found in seated))
        for v in large
    ]
    others = [
        None if found is None else GroupCount(count_others(held, found), None)
        for held, found in zip(rounds, seated, strict=True)
    ]
    return (*rows, *([GroupRow("", tuple(others), is_rest=True)] if any(one and one.seated for one in others) else ()))


def _by_value(result: Result, people: Iterable[Person], column: str, written: dict[str, str]) -> Groups:
    """Return the people with each value, by its folded form; `written` gets the values as written."""
    found: dict[str, set[str]] = {}
    for person in result.shown_persons(people):
        values = {fold(value): value for value in show_values(result, person, column)} or {"": ""}
        for value, text in values.items():
            written.setdefault(value, text)
            found.setdefault(value, set()).add(person.id)
    return found


def list_voices(rounds: Sequence[HeldRound]) -> tuple[VoiceRow, ...]:
    """Return the voices that are not private, each with its state in every round, in the order of the conveners.

    A voice is the same in two rounds as `match_voices` matches them; capital letters in names do not count.
    """
    known: list[AskedVoice] = []
    rows: list[VoiceRow] = []
    for number, held in enumerate(rounds):
        voices = list_public(held.result, held.result.review.voices)
        asked = [AskedVoice(voice.id, fold(voice.name), frozenset(voice.tables)) for voice in voices]
        same = {now: then for then, now in match_voices(known, asked).items()}
        rows = [replace(row, cells=(*row.cells, None)) for row in rows]
        for place, voice in enumerate(voices):
            reason = None if voice.why is None else state_reason(voice, held.labels)
            cell = VoiceCell(voice.state, voice.attending, count_where_needed(voice), sum(voice.held.values()), reason)
            labels = tuple(map(partial(label_of, held.result.room), voice.tables))
            if place not in same:
                rows.append(VoiceRow(voice.name, (None,) * (number + 1)))
                known.append(asked[place])
            row = same.get(place, len(rows) - 1)
            rows[row] = replace(rows[row], cells=(*rows[row].cells[:-1], cell), tables=labels)
            known[row] = asked[place]
    names = Counter(one.name for one in known)
    return tuple(row if names[one.name] > 1 else replace(row, tables=()) for row, one in zip(rows, known, strict=True))


def find_change(
    before: HeldRound,
    after: HeldRound,
    compared: Comparison,
    rounds: Sequence[HeldRound] = (),
    seated_before: frozenset[str] = frozenset(),
) -> Change:
    """Return what changed from one round to the next.

    Parameters
    ----------
    before, after : HeldRound
    compared : Comparison
        The same two rounds compared.
    rounds : sequence of HeldRound
        All rounds of the report. Whoever had a seat before or has one later did not join or leave, nor did someone
        leave who said no and is on the last list.
    seated_before : frozenset of str
        The ids of people who had a seat before the first of these rounds.
    """
    arrived, gone = ([person for person, _ in found] for found in (compared.joined, compared.left))
    ids = _match_ids(before, after)
    seen_before, seen_later = set(seated_before), _find_listed(gone, (before, after, *rounds[-1:]))
    for one in rounds:
        if one.number < before.number and arrived:
            same = _match_ids(one, after)
            seen_before |= {same.get(person, person) for person in _list_seen(one)}
        elif one.number > after.number and gone:
            same = {**_match_ids(before, one), **_match_ids(after, one)}
            seen = _list_seen(one)
            seen_later |= {person for person in gone if same.get(person, person) in seen}
    joined = tuple(person for person in arrived if person not in seen_before)
    left = tuple(person for person in gone if person not in seen_later)
    then, now = before.saved.tables, after.saved.tables
    became = _group_successors(compared.renamed, then, now)
    old = {(ids.get(person, person), duty): table for (person, duty), table in _duties(before).items()}
    new = _duties(after)
    moved = {person for person, _, _ in compared.moved}
    kept = {key for key in old.keys() & new.keys() if key[0] not in moved}
    heirs = _find_heirs(after)
    was = {(table, ids.get(person, person)) for table, person in _members(before)}
    stayed = {(heirs.get(table, table), person) for table, person in was}
    are = _members(after)
    # the members of a governance table may have their only seat there in one round, and other seats in the next
    sat = {(heirs.get(table, table), ids.get(person, person)) for person, table in before.saved.seats.items()}
    sit = {(table, person) for person, table in after.saved.seats.items()}
    met, meet = then | {table for table, _ in stayed}, now | {table for table, _ in are}
    ended = then - meet - {table for origins, _ in became for table in origins}
    parted = {table for origins, targets in became if len(targets) > 1 for table in origins}
    return Change(
        stayed=compared.stayed,
        moved=len(compared.moved),
        joined=joined,
        left=left,
        back=len(arrived) - len(joined),
        away=len(gone) - len(left),
        became=became,
        opened=tuple(sorted(now - met - {table for _, targets in became for table in targets})),
        ended=tuple(sorted(ended)),
        took_up=tuple((*key, table) for key, table in sorted(new.items()) if key not in kept),
        gave_up=tuple(
            (*key, table) for key, table in sorted(old.items()) if key not in kept and table not in ended | parted
        ),
        members_in=tuple(sorted(are - stayed - sat)),
        members_out=tuple(sorted((at, one) for at, one in was if (heirs.get(at, at), one) not in are | sit)),
    )


def match_last_ids(rounds: Sequence[HeldRound]) -> Mapping[int, Mapping[str, str]]:
    """Return the last id of each person who had another one, by the number of the round in which they had it."""
    found: dict[int, dict[str, str]] = {}
    for place in range(len(rounds) - 1, -1, -1):
        last: dict[str, str] = {}
        for later in rounds[place + 1 :]:
            for person, other in _match_ids(rounds[place], later).items():
                last.setdefault(person, found[later.number].get(other, other))
        found[rounds[place].number] = last
    return found


def _match_ids(then: HeldRound, now: HeldRound) -> Mapping[str, str]:
    """Return the ids that people have in a later round who had another one, as the ledger matches people."""
    return match_people(then.saved.listed, now.saved.listed)


def _find_listed(people: Collection[str], rounds: Sequence[HeldRound]) -> set[str]:
    """Return those of these people, given by their ids in the first or the second round, who are on the last list."""
    if not people:
        return set()
    *earlier, last = rounds
    same = {was: now for one in earlier if one is not last for was, now in _match_ids(one, last).items()}
    return {person for person in people if same.get(person, person) in last.result.people.on_list}


def _list_seen(one: HeldRound) -> frozenset[str]:
    """Return the people who sat or had a seat in a round."""
    return frozenset(one.saved.placed)


def _group_successors(
    renamed: Iterable[tuple[str, str]], then: frozenset[str], now: frozenset[str]
) -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    """Return groups of former tables with the tables that they became; tables that kept their id belong to them."""
    groups: list[tuple[set[str], set[str]]] = []
    for origin, target in renamed:
        origins, targets = {origin} | ({target} & then), {target} | ({origin} & now)
        apart = []
        for group in groups:
            if group[0] & origins or group[1] & targets:
                origins, targets = origins | group[0], targets | group[1]
            else:
                apart.append(group)
        groups = [*apart, (origins, targets)]
    return tuple(sorted((tuple(sorted(origins)), tuple(sorted(targets))) for origins, targets in groups))


def _duties(held: HeldRound) -> dict[tuple[str, str], str]:
    """Return the tables of people who are not staff and were elected to a duty, absent ones too, by person and duty."""
    elected = {
        (person, duty): table.id
        for table in held.result.convening.tables
        if table.seats_people
        for duty in ELECTED
        for person in getattr(table, duty)
        if person not in held.saved.seats
    }
    seats = (seat for seat in held.saved.record.seats if not seat.staff)
    sitting = {(seat.id, duty): seat.table for seat in seats for duty in seat.duties if duty not in seat.suggested}
    return {**elected, **sitting}


def _find_heirs(held: HeldRound) -> Mapping[str, str]:
    """Return the id of each table that was not split and had another id before, by that id."""
    tables = held.result.convening.tables
    formers = Counter(former for table in tables for former in set(table.was))
    ids = {table.id for table in tables}
    return {one: table.id for table in tables for one in table.was if formers[one] == 1 and one not in ids}


def _members(held: HeldRound) -> set[tuple[str, str]]:
    """Return each governance table and member, without those who would be members by a suggested duty only."""
    suggested = {seat.id: tuple(seat.suggested) for seat in held.saved.record.seats}
    tables, people = held.result.convening.tables, held.result.people
    named = {(t.id, person) for t in tables if not t.seats_people for person, _ in list_named_members(people, t)}
    joined = {t.id for t in tables if not t.governs}  # only by liaisons
    return {
        (one.table, one.id)
        for one in held.saved.record.standing
        if one.table not in joined
        if (one.table, one.id) in named or one.role.partition(" of ")[0] not in suggested.get(one.id, ())
    }
