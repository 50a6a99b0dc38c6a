"""The people and the members of governance tables in saved rounds, by their present ids."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from seating.analysis.arrivals_file import find_round_of_id
from seating.analysis.initiative.changes import FormerList, FormerPerson, FormerRow, list_types
from seating.analysis.initiative.memberships import Membership
from seating.analysis.season.staffing import read_season
from seating.ledger import Entry, Kind, Ledger, SavedRound
from seating.ledger.replay import Listing, match_people
from seating.profiles import People, Status
from seating.profiles.person import MARKED_ABSENT, label_person
from seating.record.entries import SavedPersonRecord, SeatedContent
from seating.record.people import has_digests
from seating.record.result import RoundRecord
from seating.wording import fold


def read_memberships(record: RoundRecord) -> tuple[Membership, ...]:
    """Return the members of governance tables in a saved round."""
    return tuple(each.fact(Membership) for each in record.standing)


def read_former(saved: SavedRound | None, people: People) -> tuple[tuple[Membership, ...], Mapping[str, FormerPerson]]:
    """Return the members of governance tables in a saved round and the people on its list, by their present ids."""
    if saved is None:
        return (), {}
    ids = saved.match(people)
    members = (replace(one, person=ids.get(one.person, one.person)) for one in read_memberships(saved.record))
    return tuple(members), {ids.get(person, person): was for person, was in _read_former_people(saved).items()}


def _read_former_people(saved: SavedRound) -> Mapping[str, FormerPerson]:
    """Return the people on the list of a saved round, by the ids that they had there."""
    seats, further = {seat.id: seat for seat in saved.record.seats}, read_season(saved.record)[0]
    found = {}
    for one in saved.seating.pages.people:
        name = label_person(one.id, one.name, one.organization or one.sector)
        former = FormerPerson(name, one.representative_type, types_at=one.types_at)
        if (seat := seats.get(one.id)) is not None:
            held, suggested = tuple(seat.duties), frozenset(seat.suggested)
            former = replace(former, table=seat.table, duties=held, suggested=suggested, chair=seat.chair)
            former = replace(former, further=further.get(one.id, ()))
        found[one.id] = former
    return found


def find_former_list(ledger: Ledger, people: People, before: Entry | None = None) -> FormerList | None:
    """Return the last list in a ledger that is not this one, without walk-ins; None if there is none.

    With it are the people of still earlier lists who left or declined before it, so that they are known. Whoever has
    another id by now is the same person if no one else has the name and the organization.

    Parameters
    ----------
    ledger : Ledger
    people : People
        This list.
    before : Entry, optional
        Only entries before it count, and lists that differ from its list.
    """

    def has_gone(person: str) -> bool:
        return person not in people.by_id or people.by_id[person].status is Status.DECLINED

    sha256 = people.sha256 if before is None else before.seating.inputs.stakeholders.sha256
    seated, found, listed = set[int](), None, Listing.of(people)
    earlier: dict[str, FormerRow] = {}
    for entry in reversed(ledger.state.effective):
        if entry.kind is not Kind.SEATED or (before is not None and entry.number >= before.number):
            continue
        saved = entry.seating
        if saved.inputs.stakeholders.sha256 == sha256 and (before is None or _has_same_list(saved, before.seating)):
            seated.add(saved.rounds[0].round)
            continue
        if found is not None and not any(has_gone(one.id) for one in saved.pages.people):
            continue  # no one left or declined after this list
        then = _list_former_people(saved)
        ids = match_people(Listing.of(then), listed)
        if found is not None:  # of earlier lists, only those who left or declined count
            then = [one for one in then if has_gone(ids.get(one.id, one.id))]
        seats = _list_seats_given(ledger, entry) if then else {}
        rows = {ids.get(one.id, one.id): _read_former_row(one, seats.get(one.id, ())) for one in then}
        if found is None:
            number = saved.rounds[0].round
            found = FormerList(number, tuple(saved.pages.columns), rows, number in seated)
            continue
        names = {fold(row.name) for row in (*found.people.values(), *earlier.values())}
        declined = {one for one, row in rows.items() if one in people.by_id and row.had_seat}
        gone = {one: row for one, row in rows.items() if one in declined or fold(row.name) not in names}
        earlier = gone | earlier
    return found and replace(found, earlier=earlier)


def _list_former_people(saved: SeatedContent) -> list[SavedPersonRecord]:
    """Return the people who were on the list of a saved seating; an id of a walk-in tells of one round only."""
    number = saved.rounds[0].round
    return [one for one in saved.pages.people if not (one.walked_in or find_round_of_id(one.id) == number)]


def _has_same_list(one: SeatedContent, other: SeatedContent) -> bool:
    """Whether two entries with the same digest were made from one list.

    After people in them were forgotten, no digest is left. Then the people are compared, as far as the ledger has them.
    """
    if has_digests(other.inputs):
        return True
    first, second = ([each for each in saved.pages.people if not each.walked_in] for saved in (one, other))
    return first == second


def _list_seats_given(ledger: Ledger, entry: Entry) -> Mapping[str, tuple[str, ...]]:
    """Return the tables of each person in the first round of an entry, the seat first.

    People marked absent at the desk have those that they had before.
    """
    first = entry.seating.rounds[0]
    away = {each.id for each in first.not_seated if each.reason == MARKED_ABSENT}
    found: dict[str, tuple[str, ...]] = {}
    for past in ledger.state.effective:
        if past.kind is Kind.SEATED and past.number <= entry.number and past.seating.rounds[0].round == first.round:
            record = past.seating.rounds[0]
            further = read_season(record)[0]
            given = [seat for seat in record.seats if past is entry or seat.id in away]
            found |= {seat.id: (seat.table, *further.get(seat.id, ())) for seat in given}
    return found


def _read_former_row(person: SavedPersonRecord, tables: tuple[str, ...]) -> FormerRow:
    columns = ("name", "organization", "sector", "representative_type", "duty")
    cells = {column: (value,) for column in columns if (value := getattr(person, column))}
    if types := list_types(person.types_at):
        cells["representative_type"] = (*cells.get("representative_type", ()), *types)
    shown = {column: tuple(values) for column, values in person.shown.items()}
    name = label_person(person.id, person.name, person.organization or person.sector)
    return FormerRow(name, {**cells, **shown}, bool(tables), tables[0] if tables else "", tables[1:])
