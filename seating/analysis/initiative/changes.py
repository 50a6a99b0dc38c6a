"""What changed since an earlier list: who is new or left and whose cells differ, and notes on members with a remedy."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import partial

from seating.analysis.initiative.memberships import LIAISON, MEMBER, Membership, list_elected
from seating.errors import Note
from seating.groups import group_by_key
from seating.profiles import People, Person, Status
from seating.room.history import are_same_sessions, name_former
from seating.room.lineage import descends, label_of
from seating.room.plan import TYPE, Plan, Room
from seating.room.tables import Table, map_labels
from seating.wording import Said, fold, said, said_count, said_joined, said_list

SLUG = "member-changed"

ListDeputies = Callable[[Person, Table], Iterable[Person | str]]

Remark = tuple[str, tuple[str, ...]]
"""What the convener is told of some members of a table, and the ids of these people."""


@dataclass(frozen=True, slots=True)
class FormerPerson:
    """A person as the last round knew them.

    Attributes
    ----------
    name : str
    representative_type : str
        "" if it was blank or private.
    table : str
        The id of their table; "" if they had no seat.
    duties : tuple of str
        All their duties.
    suggested : frozenset of str
        The duties for which the program drew them.
    chair : int or None
        The number of their chair; None without an order.
    further : tuple of str
        The ids of the tables where they were after their own, as in a season.
    types_at : mapping of str to str
        The representative types at tables at which it was another one, by the id of the table.
    """

    name: str
    representative_type: str = ""
    table: str = ""
    duties: tuple[str, ...] = ()
    suggested: frozenset[str] = frozenset()
    chair: int | None = None
    further: tuple[str, ...] = ()
    types_at: Mapping[str, str] = field(default_factory=dict)

    @property
    def tables(self) -> tuple[str, ...]:
        """The ids of all tables where they were."""
        return (self.table, *self.further) if self.table else ()


@dataclass(frozen=True, slots=True)
class FormerRow:
    """A person as an earlier list had them.

    Attributes
    ----------
    name : str
    cells : mapping of str to tuple of str
        The filled cells of the columns that the report showed.
    had_seat : bool
    table : str
        The id of the table of that seat; "" if it is not known.
    further : tuple of str
        The ids of the tables where they were after their own, as in a season.
    """

    name: str
    cells: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    had_seat: bool = True
    table: str = ""
    further: tuple[str, ...] = ()

    @property
    def tables(self) -> tuple[str, ...]:
        """The ids of all tables where they were, as far as they are known."""
        return (self.table, *self.further) if self.table else ()


@dataclass(frozen=True, slots=True)
class FormerList:
    """The last list before the present one that was different, as the ledger knows it: without private columns.

    Attributes
    ----------
    round_number : int
        The round that was seated from it.
    is_replaced : bool
        Whether that round was seated from the present list afterwards.
    columns : tuple of str
        The columns that the report showed.
    people : mapping of str to FormerRow
        By person id.
    earlier : mapping of str to FormerRow
        The people of lists before it who are on neither it nor the present list, and those who had a seat then and
        have declined since, by person id.
    """

    round_number: int
    columns: tuple[str, ...]
    people: Mapping[str, FormerRow]
    is_replaced: bool = False
    earlier: Mapping[str, FormerRow] = field(default_factory=dict)


class Change(StrEnum):
    """What changed for someone; members are in the order of pages."""

    NEW = "new"
    LEFT = "left"
    SEAT = "seat"
    CELL = "cell"


@dataclass(frozen=True, slots=True)
class ListChange:
    """One change of the list.

    Attributes
    ----------
    person : str
        The id.
    name : str
        As the newer list has it.
    change : Change
    column : str
        For a changed cell, its column; otherwise "".
    was, now : tuple of str
        For a changed cell, its values. For a seat, `was` has the ids of all tables, and `now` that of the seat; it is
        empty if a person has none any more.
    """

    person: str
    name: str
    change: Change
    column: str = ""
    was: tuple[str, ...] = ()
    now: tuple[str, ...] = ()


def find_list_changes(
    former: FormerList, people: People, columns: Collection[str], seats: Mapping[str, str]
) -> tuple[ListChange, ...]:
    """Return who is new or left, who has a seat now or none any more, and whose cells differ.

    Parameters
    ----------
    former : FormerList
    people : People
        The list.
    columns : collection of str
        The columns that may be compared. Those that the former list did not show are left out.
    seats : mapping of person id to table id
        Who sits where now.
    """
    found = [ListChange(p.id, p.label, Change.NEW) for p in people if p.id not in former.people]
    found += [ListChange(one, was.name, Change.LEFT) for one, was in former.people.items() if one not in people.by_id]
    compared = [column for column in former.columns if column in columns]
    for person in people:
        was = former.people.get(person.id)
        if was is None:
            continue
        if was.had_seat != (person.id in seats):
            seat = seats.get(person.id)
            found.append(ListChange(person.id, person.label, Change.SEAT, "", was.tables, (seat,) if seat else ()))
        for column in compared:
            then, now = was.cells.get(column, ()), list_cell(person, column)
            if sorted(map(fold, then)) != sorted(map(fold, now)):
                found.append(ListChange(person.id, person.label, Change.CELL, column, then, now))
    return tuple(found)


def list_cell(person: Person, column: str) -> tuple[str, ...]:
    """Return the values of a cell, as two lists are compared: with the representative types at single tables."""
    return person.values(column) + (list_types(person.types_at) if column == TYPE else ())


def list_types(types_at: Mapping[str, str | None]) -> tuple[str, ...]:
    """Return the representative types at single tables as texts: the id of the table, a colon and the type.

    >>> list_types({"housing": "designee", "": "doer"})
    ('housing: designee',)
    """
    return tuple(f"{table}: {role}" for table, role in sorted(types_at.items()) if table)


def note_member_changes(
    people: People,
    tables: Iterable[Table],
    members: Sequence[Membership],
    formers: Sequence[tuple[Sequence[Membership], Mapping[str, FormerPerson]]],
    seats: Mapping[str, str],
    labels: Mapping[str, str],
    list_deputies: ListDeputies,
) -> Iterator[Note]:
    """Yield notes on members who left the list, declined, changed their type, or lost the duty they were drawn for.

    A person whose duty was only a suggestion was never a member, so there is no note on them. A former member is
    compared with one former time only, the first that tells of a change. Files have one line for each table, with the
    number of all people that the notes on the table name.

    Parameters
    ----------
    people : People
    tables : iterable of Table
        All tables of the convening.
    members : sequence of Membership
        The members of all governance tables in this round.
    formers : sequence of (sequence of Membership, mapping of person id to FormerPerson)
        The members in the seating that a repair starts from, or else in the last round, with the people at that time;
        then, in a repair, those in the last round.
    seats : mapping of person id to table id
        Who sits where in this round.
    labels : mapping of table id to str
        The names of the tables of earlier rounds.
    list_deputies : callable
        Returns who can come to a table in the place of a member by the list.
    """
    every = tuple(tables)
    for table in (table for table in every if not table.seats_people):
        now = {one.person: one for one in members if one.table == table.id}
        remarks: list[Remark] = []
        types: dict[str, str] = {}
        for former, former_people in formers:
            was = _list_former(table, every, former, former_people)
            shown = _list_shown(table, {one.table for one in former}, labels)
            told = {person for _, persons in remarks for person in persons}
            remarks += _list_remarks(people, table, shown, now, was, told, former_people, every, seats, labels)
            remarks += _list_away(people, table, now, seats, list_deputies)
            stayed = {person: was[person].table for person in now if person in was}
            types = _list_types(people, table, stayed, former_people) | types
        yield from _note_remarks(table, remarks)
        if types:
            yield _note_types(table, list(types.values()))
    known = {identity for table in every for identity in (table.id, *table.was)}
    gone = dict.fromkeys(one.table for former, _ in formers for one in former if one.table not in known)
    for former_table in gone:
        names = {
            one.person: people.label_apart(people.by_id[one.person])
            if one.person in people.by_id
            else former_people[one.person].name
            for former, former_people in formers
            for one in _without_suggested(former, former_people)
            if one.table == former_table and (one.person in people.by_id or one.person in former_people)
        }
        if names:
            yield _note_gone(labels.get(former_table, former_table), list(names.values()))


def _note_gone(table: str, members: Sequence[str]) -> Note:
    """Return a note on a governance table that the convening no longer has."""
    text = said_count(
        "%(table)s is no longer in the convening. Tell %(people)s, who was a member.",
        "%(table)s is no longer in the convening. Tell its members from the last round: %(people)s.",
        len(members),
        table=table,
        people=said_list(members),
    )
    shared = said_count(
        "%(table)s is no longer in the convening; it had %(number)s member.",
        "%(table)s is no longer in the convening; it had %(number)s members.",
        len(members),
        table=table,
    )
    return Note(SLUG, text, shared)


def _list_former(
    table: Table, every: Iterable[Table], former: Sequence[Membership], former_people: Mapping[str, FormerPerson]
) -> Mapping[str, Membership]:
    """Return the former members of a table by id, without those whose duty was only a suggestion."""
    former_ids = table.lineage(every, {one.table for one in former})
    return {one.person: one for one in _without_suggested(former, former_people) if one.table in former_ids}


def _without_suggested(former: Iterable[Membership], former_people: Mapping[str, FormerPerson]) -> Iterator[Membership]:
    for one in former:
        duty, of, _ = one.role.partition(" of ")
        if not of or one.person not in former_people or duty not in former_people[one.person].suggested:
            yield one


def _list_remarks(
    people: People,
    table: Table,
    shown: Mapping[str, Table],
    now: Mapping[str, Membership],
    was: Mapping[str, Membership],
    told: Collection[str],
    former_people: Mapping[str, FormerPerson],
    every: Sequence[Table],
    seats: Mapping[str, str],
    labels: Mapping[str, str],
) -> Iterator[Remark]:
    """Yield what is told of the members of one table, compared with those of one former time; `told` are known."""
    new = [one for one, member in now.items() if not member.is_drawn and one not in was]
    free = [one for one, member in was.items() if not member.is_drawn and one not in now]
    # where members are named, and more are gone than are new, the new ones may have the places of others
    has_followers = bool(new) and (table.chooses_members or 0 < len(free) <= len(new))
    sure = {one for one, member in now.items() if not _is_suggested(people, every, member)}
    for origin, those in group_by_key((one.table, one) for one in was.values() if one.person not in told).items():
        known = shown[origin]
        ended = {m.person for m in those if m.is_drawn and not _draws(table, m, every)}
        here = [replace(m, role=MEMBER) if m.person in ended else m for m in those]
        for left in ([m for m in here if m.is_drawn], [m for m in here if not m.is_drawn]):
            yield from _list_left(people, known, left, former_people, has_followers=has_followers)
            out = [m for m in left if m.person not in now]
            yield from _list_declined(people, known, out, now, has_followers=has_followers)
        lost = [one for one in here if one.person not in (now if one.is_drawn else sure)]
        own = [one.person for one in lost if not one.is_drawn]
        if table.chooses_members:
            remedy = _remedy(table, is_drawn=False, has_followers=has_followers)
            yield from _list_unchosen(people, known, own, remedy)
        else:
            keep = said("To keep someone, name them in `people` of %(id)s.", id=table.id)
            yield from _list_unchosen(people, known, [p for p in own if p in ended or known is not table], keep)
        without_duty = [one for one in lost if one.is_drawn]
        yield from _list_lost(people, known, without_duty, former_people, every, seats, labels)
    for asked in ([m for m in now.values() if m.is_drawn], [m for m in now.values() if not m.is_drawn]):
        yield from _list_declined(people, table, asked, now, has_followers=has_followers)


def _list_shown(table: Table, former_ids: Collection[str], labels: Mapping[str, str]) -> Mapping[str, Table]:
    """Return a table by each of its ids, for tables that were merged into it with the name that their members know."""
    shown = dict.fromkeys((table.id, *table.was), table)
    merged = [one for one in shown if one in former_ids and one != table.id]
    if len(merged) > 1 or (merged and table.id in former_ids):
        for one in merged:
            name = said("%(former)s, now part of %(table)s", former=labels.get(one, one), table=table.label)
            shown[one] = table.model_copy(update={"name": name})
    return shown


def _draws(table: Table, member: Membership, every: Iterable[Table]) -> bool:
    """Whether a table still draws members as it drew this one, so that only a duty or a seat was lost."""
    duty, _, origin = member.role.partition(" of ")
    sent = any(origin in {one.id, *one.was} for one in every if one.id in table.liaisons)
    return duty == fold(table.drawn_from) or (duty == LIAISON and sent)


def _is_suggested(people: People, every: Iterable[Table], member: Membership) -> bool:
    """Whether a person is a member only by a duty to which no one elected them, so that they are none yet."""
    duty, of, origin = member.role.partition(" of ")
    return bool(of) and not any(one.id == origin and member.person in list_elected(people, one, duty) for one in every)


def _note_remarks(table: Table, remarks: Iterable[Remark]) -> Iterator[Note]:
    """Yield the notes on the members of a table: the first has the number of all these people for files."""
    told = dict.fromkeys(remarks)
    number = len({person for _, persons in told for person in persons})
    shared = said_count(
        "%(table)s: %(number)s membership needs attention; a note named the person when this round was seated.",
        "%(table)s: %(number)s memberships need attention; the notes named them when this round was seated.",
        number,
        table=table.label,
    )
    for position, (text, _) in enumerate(told):
        yield Note(SLUG, text, "" if position else shared)


def note_duty_changes(
    people: People,
    tables: Iterable[Table],
    duties: Mapping[str, Sequence[str]],
    former_people: Mapping[str, FormerPerson],
    seats: Mapping[str, str],
    has_served: Callable[[Table, str, str], bool],
    senders: Mapping[str, Collection[str]] | None = None,
) -> Iterator[Note]:
    """Yield a note on duties that another person is suggested for, or was elected to, than the one suggested before.

    There is no note on a person whose term is over, because the duty rotates.

    Parameters
    ----------
    people, former_people, seats
        As for `note_member_changes`.
    tables : iterable of Table
        The tables that seat people.
    duties : mapping of person id to sequence of str
        The duties of each person in this round.
    has_served : function
        Tells whether the term of a duty is over, given the table, the duty, and the id of the person who had it.
    senders : mapping of person id to collection of table id, optional
        For people whose duty as liaison made them members of a governance table: the tables that send a liaison there
        now. After a split, a liaison of another part no longer has that duty.
    """
    seating, there = tuple(tables), frozenset(one.table for one in former_people.values())
    ids = {table.id: table.lineage(seating, there) for table in seating}
    heirs_of = group_by_key((one, table) for table in seating for one in ids[table.id])
    instead: dict[tuple[str, str, tuple[str, ...], tuple[str, ...]], list[str]] = {}
    holders = group_by_key(((duty, seats.get(person, "")), person) for person, held in duties.items() for duty in held)
    for person, one in former_people.items():
        if not one.suggested:
            continue
        every = heirs_of.get(one.table, [])
        sending = [table for table in every if table.id in (senders or {}).get(person, ())]
        for duty in sorted(one.suggested):
            heirs = sending if duty == LIAISON and sending else every
            at, labels = {table.id for table in heirs}, said_list(table.label for table in heirs)
            was_here = {identity for table in heirs for identity in ids[table.id]}
            have = [holder for table in sorted(at) for holder in holders.get((duty, table), ())]
            if heirs and person not in have and not any(has_served(table, duty, person) for table in heirs):
                new = [p for p in have if not _had_duty(former_people.get(p), duty, was_here)]
                chosen = {one for table in heirs for one in list_elected(people, table, duty)}
                elected, drawn = (
                    tuple(sorted(people.label_apart(people.by_id[p]) for p in new if (p in chosen) is is_elected))
                    for is_elected in (True, False)
                )
                was = people.by_id.get(person)
                if was or one.name not in {people.by_id[p].label for p in new}:  # a walk-in may have another id by now
                    name = one.name if was is None else people.label_apart(was)
                    instead.setdefault((labels, duty, elected, drawn), []).append(name)
    changed = [_tell_of_duty(*key, was=was) for key, was in instead.items()]
    if changed:
        shared = said_count(
            "%(number)s suggested duty has changed.",
            "%(number)s suggested duties have changed.",
            sum(map(len, instead.values())),
        )
        says = said(
            "Changes in the suggested duty holders: %(changes)s.",
            changes=said_joined(changed, "; "),
        )
        yield Note("duty-changed", says, shared)


def note_staff_changes(
    staff: Iterable[Person],
    tables: Iterable[Table],
    former_people: Mapping[str, FormerPerson],
    plan: Plan,
    former_labels: Mapping[str, str],
    *,
    is_open: bool = False,
) -> Iterator[Note]:
    """Yield a note on staff who left a table of before that is still there, or came to one that others had before.

    In the open round, of which they were told their tables, tables that are new or gone since count too.

    Parameters
    ----------
    staff : iterable of Person
    tables, former_people
        As for `note_duty_changes`.
    plan : Plan
    former_labels : mapping of table id to str
        The last known names of tables. Staff sat at one table, also if it was split since.
    is_open : bool, optional
        Whether the tables of before are those of the saved seating of this round.
    """
    every, moved = tuple(tables), []
    labels = map_labels(every)
    used = {table for one in former_people.values() for table in one.tables}
    known = {table.id for table in every if not used.isdisjoint({table.id, *table.was})}
    ids = {table.id: table.lineage(every, used) for table in every}
    for person in staff:
        was, now = former_people.get(person.id), [table for table in plan.tables_of(person.id) if table in labels]
        if was is None or not now:
            continue
        heirs = {one: [table for table in every if one in ids[table.id]] for one in was.tables}
        kept = {table.id for tables in heirs.values() for table in tables}
        has_left = any(tables and not any(table.id in now for table in tables) for tables in heirs.values())
        has_changed = has_left or bool(known.intersection(now) - kept)
        if is_open:
            has_changed = not are_same_sessions(was.tables, now, lambda then, here: then in ids[here])
        if was.table and has_changed:
            there = [
                name_former(
                    one,
                    map_labels(tables),
                    former_labels.get(one) or said_list(t.label for t in tables) or one,
                    is_merged=any(len(used & {t.id, *t.was}) > 1 for t in tables),
                )
                for one, tables in heirs.items()
            ]
            values = {"was": said_list(there), "now": said_list(map(labels.__getitem__, now))}
            moved.append(said("%(person)s (%(was)s, now %(now)s)", person=person.label, **values))
    if moved:
        text = said("Staff now at different tables: %(people)s.", people=said_list(moved))
        shared = said_count(
            "The assignment of %(number)s staff member has changed.",
            "The assignments of %(number)s staff members have changed.",
            len(moved),
        )
        yield Note("duty-changed", text, shared)


def note_invitation_changes(
    people: Iterable[Person], room: Room, former_people: Mapping[str, FormerPerson], plan: Plan
) -> Iterator[Note]:
    """Yield a note on people who are or were invited to further sessions, and go to other sessions than before.

    Parameters
    ----------
    people : iterable of Person
        Those with a seat, without staff.
    room : Room
    former_people
        As for `note_duty_changes`.
    plan : Plan
    """
    changed = []
    for person in people:
        was, now = former_people.get(person.id), plan.further.get(person.id, ())
        if was is None or not was.table or not (was.further or now):
            continue
        goes_to = plan.tables_of(person.id)
        if are_same_sessions(was.tables, goes_to, partial(descends, room)):  # of which another is the seat
            continue
        before = dict.fromkeys(map(partial(label_of, room), was.tables))  # of which two may be one session now
        after = [room.table(one).label for one in plan.tables_of(person.id)]
        values = {"was": said_list(before), "now": said_list(after)}
        changed.append(said("%(person)s (%(was)s, now %(now)s)", person=room.listed.label_apart(person), **values))
    if changed:
        text = said(
            "These people are invited to different sessions than before: %(people)s.", people=said_list(changed)
        )
        shared = said_count(
            "%(number)s person is invited to different sessions than before.",
            "%(number)s people are invited to different sessions than before.",
            len(changed),
        )
        yield Note("invitation-changed", text, shared)


def _had_duty(former: FormerPerson | None, duty: str, at: Collection[str]) -> bool:
    """Whether a person had a duty in the last round, at one of these tables."""
    return former is not None and former.table in at and duty in former.duties


def _tell_of_duty(tables: str, duty: str, elected: Sequence[str], drawn: Sequence[str], *, was: Sequence[str]) -> str:
    """Return who was elected to a duty or is suggested for it now, and who was suggested for it before."""
    words = {"table": tables, "duty": said(duty), "was": said_list(was)}
    now = [said("%(people)s (%(duty)s, elected)", people=said_list(elected), duty=said(duty))] if elected else []
    now += [said("%(people)s (%(duty)s)", people=said_list(drawn), duty=said(duty))] if drawn else []
    if not now:
        return said("%(table)s: no longer %(was)s (%(duty)s)", **words)
    return said("%(table)s: %(now)s, no longer %(was)s", table=tables, now=said_list(now), was=said_list(was))


def _list_left(
    people: People,
    table: Table,
    was: Sequence[Membership],
    former_people: Mapping[str, FormerPerson],
    *,
    has_followers: bool,
) -> Iterator[Remark]:
    """Yield a remark on former members, all drawn or all named, who are no longer on the list."""
    gone = [one.person for one in was if one.person not in people.by_id]
    left = [former_people[one].name if one in former_people else one for one in gone]
    if not left:
        return
    text = said_count(
        "%(table)s: %(people)s was a member and is no longer on the list. %(remedy)s",
        "%(table)s: %(people)s were members and are no longer on the list. %(remedy)s",
        len(left),
        table=table.label,
        people=said_list(left),
        remedy=_remedy(table, is_drawn=was[0].is_drawn, has_followers=has_followers),
    )
    yield text, tuple(gone)


def _list_declined(
    people: People, table: Table, asked: Sequence[Membership], now: Mapping[str, Membership], *, has_followers: bool
) -> Iterator[Remark]:
    """Yield a remark on members, all drawn or all named, who declined: still named, or someone else has their place."""
    known = [people.by_id[one.person] for one in asked if one.person in people.by_id]
    declined = [person for person in known if person.status is Status.DECLINED]
    if not declined:
        return
    is_named = any(person.id in now for person in declined)
    text = said_count(
        "%(table)s: %(people)s declined. %(remedy)s",
        "%(table)s: %(people)s declined. %(remedy)s",
        len(declined),
        table=table.label,
        people=said_list([person.label for person in declined]),
        remedy=_remedy_of_declined(is_drawn=asked[0].is_drawn)
        if is_named
        else _remedy(table, is_drawn=asked[0].is_drawn, has_followers=has_followers),
    )
    yield text, tuple(person.id for person in declined)


def _list_away(
    people: People, table: Table, now: Iterable[str], seats: Mapping[str, str], list_deputies: ListDeputies
) -> Iterator[Remark]:
    """Yield a remark on members who are invited and have no seat in this round, with those who come in their place."""
    known = [people.by_id[one] for one in now if one in people.by_id and one not in seats]
    away = [person for person in known if person.status.is_seated]
    if not away:
        return
    text = said_count(
        "%(table)s: %(people)s is a member and has no seat in this round. Ask whether they will come to this "
        "table, or who will speak for them.",
        "%(table)s: %(people)s are members and have no seat in this round. Ask whether they will come to this "
        "table, or who will speak for them.",
        len(away),
        table=table.label,
        people=said_list([_name_with_deputies(person, list_deputies(person, table), seats) for person in away]),
    )
    yield text, tuple(person.id for person in away)


def _list_unchosen(people: People, table: Table, was: Iterable[str], remedy: str) -> Iterator[Remark]:
    """Yield a remark on former members of a table who are none now, though they lost no duty.

    Those who left the list or declined have remarks of their own.
    """
    gone = [person for one in was if (person := people.by_id.get(one)) and person.status is not Status.DECLINED]
    if not gone:
        return
    text = said_count(
        "%(table)s: %(people)s was a member and is no longer one. %(remedy)s",
        "%(table)s: %(people)s were members and no longer are. %(remedy)s",
        len(gone),
        table=table.label,
        people=said_list([person.label for person in gone]),
        remedy=remedy,
    )
    yield text, tuple(person.id for person in gone)


def _name_with_deputies(person: Person, named: Iterable[Person | str], seats: Mapping[str, str]) -> str:
    """Return a person's name, with those that the list names as their deputies, and which of them have a seat."""
    deputies: list[str] = []
    for one in named:
        if isinstance(one, str):
            deputies.append(one)
        else:
            is_here = one.id in seats
            deputies.append(said("%(person)s, who has a seat", person=one.label) if is_here else one.label)
    if not deputies:
        return person.label
    return said("%(person)s (deputy: %(deputies)s)", person=person.label, deputies=said_list(deputies))


def _list_types(
    people: People, table: Table, stayed: Mapping[str, str], former_people: Mapping[str, FormerPerson]
) -> dict[str, str]:
    """Return the members whose representative type changed, with both types, by id; `stayed` has their tables then."""
    changed: dict[str, str] = {}
    for person in (people.by_id[one] for one in stayed if one in people.by_id and one in former_people):
        former, now = former_people[person.id], person.type_at(table.id)
        was = former.types_at.get(stayed[person.id]) or former.representative_type
        if was and now and was != now.value:
            says = said("%(person)s (%(was)s, now %(now)s)", person=person.label, was=said(was), now=said(now))
            changed[person.id] = says
    return changed


def _note_types(table: Table, changed: Sequence[str]) -> Note:
    text = said_count(
        "%(table)s: the representative type of %(people)s changed. Check whether they still speak for the same people.",
        "%(table)s: the representative types of %(people)s changed. Check whether they still speak for the same "
        "people.",
        len(changed),
        table=table.label,
        people=said_list(changed),
    )
    shared = said_count(
        "%(table)s: the representative type of %(number)s member changed.",
        "%(table)s: the representative type of %(number)s members changed.",
        len(changed),
        table=table.label,
    )
    return Note(SLUG, text, shared, column="representative_type")


def _list_lost(
    people: People,
    table: Table,
    lost: Iterable[Membership],
    former_people: Mapping[str, FormerPerson],
    tables: Sequence[Table],
    seats: Mapping[str, str],
    labels: Mapping[str, str],
) -> Iterator[Remark]:
    """Yield a remark on members who lost the duty, or the seat, from which their membership came."""
    there = frozenset(one.table for one in former_people.values())
    ids = {table.id: table.lineage(tables, there) for table in tables}
    told, persons = [], []
    for one in lost:
        person = people.by_id.get(one.person)
        duty, _, origin = one.role.partition(" of ")
        if person is None or person.status is Status.DECLINED:
            continue
        heirs = {table.id: table.label for table in tables if origin in ids[table.id]}
        is_merged = any(len(there & ids[heir]) > 1 for heir in heirs)
        seat, former = seats.get(person.id, ""), name_former(origin, heirs, labels.get(origin, origin), is_merged)
        persons.append(person.id)
        name = former if is_merged else heirs.get(seat, former)
        where = {"person": person.label, "duty": said(duty), "table": name}
        if seat in heirs:
            told.append(said("%(person)s (no longer %(duty)s of %(table)s)", **where))
        else:
            told.append(said("%(person)s (was %(duty)s of %(table)s and is no longer there)", **where))
    if not told:
        return
    text = said_count(
        "%(table)s: %(people)s is no longer a member. Tell them and the people who take their place. To "
        "keep someone, elect them at their table or name them in `people` of %(id)s.",
        "%(table)s: %(people)s are no longer members. Tell them and the people who take their place. To "
        "keep someone, elect them at their table or name them in `people` of %(id)s.",
        len(told),
        table=table.label,
        people=said_list(told),
        id=table.id,
    )
    yield text, tuple(persons)


def _remedy_of_declined(*, is_drawn: bool) -> Said:
    """Return what to do about members who declined and are still written in the convening."""
    if is_drawn:
        return said("Elect someone else to the duty at their own table, or re-invite those who declined.")
    return said("Name someone else for this table in the convening, or re-invite those who declined.")


def _remedy(table: Table, *, is_drawn: bool, has_followers: bool) -> str:
    """Return what to do about a member who is none any more; followers are new members, named or chosen."""
    if is_drawn:
        return said("Whoever now has the duty at their table is a member. Tell the governance table.")
    if table.chooses_members and not has_followers:
        return said("No one was chosen in their place.")
    if table.chooses_members:
        return said("Replacements were chosen only where the musts require it; tell the table who is new.")
    if has_followers:
        return said("Tell the governance table who takes their place.")
    return said("If the table needs another member, name them in `people` of %(id)s.", id=table.id)
