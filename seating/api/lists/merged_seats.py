"""A new version of the list beside the seating: who is new, who is gone, and who might have another name now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from seating.api.day.free_seats import count_free_seats
from seating.api.inputs import RoundInputs
from seating.api.manual_seating import ManualSeating
from seating.profiles import People, Person
from seating.profiles.heads import without_held_seats
from seating.profiles.near_names import NearNames
from seating.wording import fold


@dataclass(frozen=True, slots=True)
class GoneSeat:
    """The seat of someone who is no longer on the list, or a held seat that is no longer on it, as one with a name is.

    Attributes
    ----------
    person : str
        The former id.
    name : str
    table : str
        The id of the table.
    likely : str
        The id of the person without a seat who might be the same person under another name, or for whom the seat might
        have been held; "" for none.
    is_free : bool
        Whether the table has a free seat now. Others may have filled it.
    was_held : bool
        Whether the seat is known to have been held for someone to be found.
    """

    person: str
    name: str
    table: str
    likely: str = ""
    is_free: bool = True
    was_held: bool = False


@dataclass(frozen=True, slots=True)
class MergedSeats:
    """What a new version of the list does to the seating.

    Attributes
    ----------
    staying : int
        How many people keep their seats. Held seats and people who are new do not count.
    new : tuple of str
        Ids of the people who have no seat and were not on the earlier list; none if no earlier list is known.
    gone : tuple of GoneSeat
    """

    staying: int
    new: tuple[str, ...]
    gone: tuple[GoneSeat, ...]


def merge_seats(inputs: RoundInputs, seating: ManualSeating, before: People | None = None) -> MergedSeats:
    """Return who keeps a seat, who is new, and whose seat is no longer taken.

    Parameters
    ----------
    inputs : RoundInputs
    seating : ManualSeating
    before : People or None
        The last other list that was read, with those of the lists before it who had left it. Names and addresses of
        those who are gone come from it, or else from the last saved round with another list.
    """
    known = inputs.people.by_id
    left = {one: table for one, table in seating.all_seats.items() if one not in known}
    left = {one: table for one, table in left.items() if table in inputs.room.table_index}
    waiting = [person for person in inputs.room.persons if person.id not in seating.seats]
    former = _list_former(inputs, before)
    new = [person for person in waiting if former and person.id not in former] if seating.all_seats else []
    seated = without_held_seats(known[one] for one in seating.seats)
    staying = sum(1 for one in seated if not former or one.id in former)
    likely = _find_likely({one: _name_of(one, inputs, before) for one in left}, waiting, before)
    free = count_free_seats(inputs, seating.seats)
    held = find_former_held(inputs, before)
    unmatched = [person for person in waiting if person.id not in likely.values()]
    likely |= _find_found([one for one in left if one in held and one not in likely], unmatched, inputs, before)
    gone = (
        GoneSeat(
            person=one,
            name=_name_of(one, inputs, before),
            table=table,
            likely=likely.get(one, ""),
            is_free=(number := free[table]) is None or number > 0,
            was_held=one in held,
        )
        for one, table in left.items()
    )
    return MergedSeats(staying, tuple(person.id for person in new), tuple(gone))


def find_former_held(inputs: RoundInputs, before: People | None = None) -> frozenset[str]:
    """Return the ids of the seats that were held on another list that was read, or in a saved round.

    Parameters
    ----------
    inputs : RoundInputs
    before : People or None
        As for `merge_seats`.
    """
    read: Collection[str] = () if before is None else before.held
    return frozenset(read).union(*(saved.held for saved in inputs.past.ledger.rounds.values()))


def find_new_people(inputs: RoundInputs, seating: ManualSeating, before: People | None = None) -> frozenset[str]:
    """Return the ids of the people who are new since the last seating.

    They had no seat in the last one that was saved. If none was saved, they are those of `MergedSeats.new`.

    Parameters
    ----------
    inputs : RoundInputs
    seating : ManualSeating
    before : People or None
        As for `merge_seats`.
    """
    last = inputs.past.last
    if last is None:
        return frozenset(merge_seats(inputs, seating, before).new)
    return frozenset(person.id for person in inputs.room.persons if person.id not in last.seats)


def name_same_people(inputs: RoundInputs, merged: MergedSeats, chosen: Collection[str]) -> Mapping[str, str]:
    """Return the former ids of people who have another name now, by what the list calls each of them now.

    With the former id, a person keeps the seat and the chair, locks of the person and of pairs, the place in kept
    seatings, and the earlier rounds.

    Parameters
    ----------
    inputs : RoundInputs
    merged : MergedSeats
    chosen : collection of str
        Former ids, without those that nothing is offered for.
    """
    same = {one.likely: one.person for one in merged.gone if one.likely and one.person in chosen}
    names = Counter(fold(person.name) for person in inputs.people)
    present = (inputs.people.by_id[identity] for identity in same)
    return {one.name if names[fold(one.name)] == 1 else one.id: same[one.id] for one in present}


def _list_former(inputs: RoundInputs, before: People | None) -> Collection[str]:
    """Return the ids of the people on the earlier list; none if it is not known."""
    if before is not None:
        return before.by_id.keys()
    return () if inputs.former_list is None else inputs.former_list.people.keys()


def _name_of(person: str, inputs: RoundInputs, before: People | None) -> str:
    if before is not None and person in before.by_id:
        return before.by_id[person].label
    row = None if inputs.former_list is None else inputs.former_list.people.get(person)
    return person if row is None else row.name


def _find_likely(gone: Mapping[str, str], new: Sequence[Person], before: People | None) -> dict[str, str]:
    """Return the new people who might be those who are gone: the same name or address, or nearly the same name.

    Companions are left out, because they follow the person of their row.
    """
    gone = {one: name for one, name in gone.items() if "+" not in one}
    new = [person for person in new if not person.is_companion]
    if not gone or not new:
        return {}
    near, found = NearNames(new), dict[str, str]()
    for one, name in gone.items():
        former = None if before is None else before.by_id.get(one)
        same = [person for person in new if fold(person.name) == fold(name)]
        address = "" if former is None else fold(former.email)
        mailed = [person for person in new if address and fold(person.email) == address]
        match = next((found[0] for found in (same, mailed) if len(found) == 1), None) or near.find(name)
        if match is not None:
            found[one] = match.id
    times = [*found.values()]
    return {one: present for one, present in found.items() if times.count(present) == 1}


def _find_found(
    held: Collection[str], waiting: Sequence[Person], inputs: RoundInputs, before: People | None
) -> dict[str, str]:
    """Return the people without a seat who were probably found for held seats.

    A seat is held for an organization or else a sector. The person is on the line on which the seat was, or the only
    one from the organization.
    """
    people = [one for one in without_held_seats(waiting) if one.duty is None and not one.is_companion]
    found = dict[str, str]()
    for seat in held:
        organization, sector, line = _describe_seat(seat, inputs, before)
        alike = [one for one in people if fold(one.organization) == organization]
        if not organization:
            alike = [one for one in alike if sector and fold(one.sector) == sector and one.line == line]
        there = [one for one in alike if one.line == line]
        match = next((some[0] for some in (there, alike) if len(some) == 1), None)
        if match is not None:
            found[seat] = match.id
    times = Counter(found.values())
    return {seat: person for seat, person in found.items() if times[person] == 1}


def _describe_seat(seat: str, inputs: RoundInputs, before: People | None) -> tuple[str, str, int]:
    """Return the organization and the sector for which a seat was held, as compared, and its line; 0 if not known."""
    if before is not None and seat in before.by_id:
        person = before.by_id[seat]
        return fold(person.organization), fold(person.sector), person.line
    row = None if inputs.former_list is None else inputs.former_list.people.get(seat)
    cells = {} if row is None else row.cells
    organization, sector = (" ".join(cells.get(column, ())) for column in ("organization", "sector"))
    return fold(organization), fold(sector), 0
