"""Read the record of a saved round as a result.

The record has everything except what is private, and the absences of single persons.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from functools import cache
from typing import Any

from pydantic import ValidationError

from seating.analysis.arrivals import AWAY
from seating.analysis.initiative.memberships import governance_plan, governance_room
from seating.analysis.recruitment import write_invitation
from seating.analysis.season.staffing import read_season
from seating.api.invitation_states import invitations_from_record
from seating.api.one_round import as_governance
from seating.api.result import Solved
from seating.api.saved_rounds.former import read_memberships
from seating.convening import Convening, NotSeated
from seating.convening.rooms import NOTHING_FITS, find_compared_day, list_tables_of_round, reason_without_seat
from seating.engines.outcome import Status
from seating.errors import InputError, Note, Problem
from seating.explanations.conflicts import Conflict
from seating.explanations.ways_out import WayOut
from seating.judge import Review
from seating.ledger import SavedRound
from seating.ledger.replay import Listing, match_people
from seating.profiles import ELSEWHERE, People, Person
from seating.profiles.cells import read_cell
from seating.profiles.columns import CANONICAL
from seating.profiles.people import Heading
from seating.profiles.person import (
    FIELDS,
    MARKED_ABSENT,
    Attendance,
    NothingFits,
    Party,
    Role,
    is_forgotten,
    without_tokens,
)
from seating.record.entries import SavedPersonRecord, SeatedContent
from seating.record.result import (
    GovernanceRecord,
    LinkRecord,
    RequirementRecord,
    RoundRecord,
    SeatRecord,
    SmallestConflictRecord,
)
from seating.record.sentences import read_messages
from seating.record.voices import RecruitRecord, VoiceRecord
from seating.requirements import kinds
from seating.requirements.base.findings import Finding, Verdict, state
from seating.requirements.base.kind import Requirement, WordedRequirement
from seating.requirements.base.voices import Voice, read_heard, write_elsewhere, write_heard, write_unheard
from seating.result import FewestPeople, Move, Recruit, Repair
from seating.room.history import History
from seating.room.plan import Plan, Room
from seating.room.tables import map_labels
from seating.wording import said


def result_from_record(saved: SavedRound, history: History, listed: People | None = None) -> Solved:
    """Return the result that the ledger keeps of a round.

    Parameters
    ----------
    saved : SavedRound
    history : History
        The rounds before it.
    listed : People, optional
        The present list. It gives what is not saved about those who are still on it, such as private columns.

    Raises
    ------
    InputError
        When the entry refers to people, tables or requirements that it does not contain, or when its people or
        its convening are not valid.
    """
    content = read_messages(saved.seating, saved.seating.messages)
    record = next(each for each in content.rounds if each.round == saved.number)
    try:
        people, convening = _read_people(content, record, listed), _read_convening(content)
    except ValidationError as error:
        raise _describe_damage(saved, f"`{'.'.join(map(str, error.errors()[0]['loc']))}` in `pages`") from None
    except ValueError:
        raise _describe_damage(saved, "`pages.people`") from None
    if fault := _find_unknown_reference(saved, people, convening):
        raise _describe_damage(saved, fault)
    seated, staff = _split_staff(record.seats, people)
    room = Room(
        people=seated,
        staff=staff,
        tables=list_tables_of_round(convening, saved.number),
        listed=people,
        working_language=convening.working_language,
        round_number=saved.number,
        history=history,
        day=find_compared_day(convening, saved.number),
    )
    requirements = tuple(_read_requirement(each, content.pages.reasons) for each in record.requirements)
    labels = map_labels(room.tables)
    further, season = read_season(record)
    result = Solved(
        people=people,
        convening=convening.model_copy(update={"requirements": requirements}),
        room=room,
        requirements=requirements,
        plan=Plan(saved.seats, further),
        season=season,
        review=_read_review(record, saved.penalty, labels),
        status=Status(record.status or content.status),
        bound=saved.bound,
        seconds=content.seconds,
        seed=content.seed,
        is_manual=content.manual,
        is_over=saved.is_over,
        private_names={identity: identity for identity in content.pages.private},
        not_seated=tuple(NotSeated(people.by_id[each.id], each.reason) for each in record.not_seated),
        unread=frozenset() if listed is None else frozenset(one.id for one in people if one.id not in listed.by_id),
        memberships=read_memberships(record),
        duties={seat.id: tuple(seat.duties) for seat in record.seats if seat.duties},
        chairs={seat.id: seat.chair for seat in record.seats if seat.chair is not None},
        moves=tuple(each.fact(Move) for each in record.moves),
        repair=None if content.repair is None else content.repair.fact(Repair),
        chart_files=tuple((each.file, each.sha256) for each in content.inputs.charts),
        charts_count=content.inputs.charts_counted,
        notes=tuple(note.fact(Note) for note in content.notes),
        **_read_conflicts_and_recruits(content, saved.number, labels),
    )
    return replace(result, governance=tuple(_read_governance(result, each, content) for each in record.governance))


def _read_governance(result: Solved, record: GovernanceRecord, content: SeatedContent) -> Solved:
    """Return the recorded result at governance tables; `result` is that of the round."""
    tables = [result.convening.table(table) for table in record.tables]
    room = governance_room(result.room, tables, result.memberships, result.plan)
    clash = record.conflict
    view = replace(
        result,
        room=room,
        requirements=tuple(_read_requirement(each, content.pages.reasons) for each in record.requirements),
        plan=governance_plan(room, result.memberships),
        review=_read_review(record, record.penalty, map_labels(tables)),
        status=Status(record.status),
        bound=record.bound,
        conflicts=() if clash is None else (clash.fact(Conflict),),
        ways_out=_read_ways_out(clash),
        repair=None,  # the round's repair counts seats; how many members changed is not saved
    )
    return as_governance(view, result)


def find_saved_ids(people: People, saved: SavedRound) -> Mapping[str, str]:
    """Return the ids that people of the present list had when a round was saved, by their present ids.

    Whoever has the same id is left out.
    """
    return {now: earlier for earlier, now in match_people(saved.listed, Listing.of(people)).items()}


def with_saved_ids(people: People, saved: SavedRound) -> People:
    """Return the present list with the ids that its people had when a round was saved."""
    then = find_saved_ids(people, saved)
    persons = (one.model_copy(update={"id": then[one.id]}) if one.id in then else one for one in people)
    return replace(people, persons=tuple(persons)) if then else people


def _read_people(content: SeatedContent, record: RoundRecord, listed: People | None) -> People:
    """Return everyone on the list of the entry; what was not saved about those still on `listed` is taken from it."""
    source = content.inputs.stakeholders
    known = listed.by_id if listed is not None else {}
    headings = {column: Heading(text, "") for column, text in content.pages.columns.items()}
    names = {each.id: each.name for each in content.pages.people}
    there = {*(seat.id for seat in record.seats), *(one.id for one in record.standing)}
    reasons = {each.id: each.reason for each in record.not_seated}
    persons = []
    for each in content.pages.people:
        then, now = _read_person(each, names), known.get(each.id)
        came_to = record.round if each.id in there else None
        person = then if now is None else _as_saved(then, now, content.pages.columns, came_to)
        persons.append(_with_reason(person, reasons.get(each.id), record.round))
    return People(
        persons=tuple(persons),
        headings={**listed.headings, **headings} if listed is not None else headings,
        file=source.file,
        sha256=source.sha256,
        rows=source.rows,
        answers={} if listed is None else listed.answers,
    )


def _as_saved(then: Person, now: Person, columns: Collection[str], came_to: int | None) -> Person:
    """Return a person of a saved round with what was saved, and from the present list with all other cells.

    A cell that still is as it was saved is taken from the list, which has more than its values: scores of interests.

    Parameters
    ----------
    then : Person
        As saved.
    now : Person
        As on the list.
    columns : collection of str
        The columns that were saved.
    came_to : int or None
        The round, if the person has a seat in it or is a member of a governance table. If the list tells now that they
        do not come, that was not so when the round was saved.
    """
    changed = [column for column in columns if then.values(column) != now.values(column)]
    own = {column: values for column, values in now.own.items() if column not in changed}
    own |= {column: then.own[column] for column in changed if column in then.own}
    new: dict[str, Any] = {column: getattr(then, column) for column in changed if column in FIELDS}
    if "representative_type" in columns and _types_at_tables(now) != _types_at_tables(then):
        new["types_at"] = then.types_at
    if (came_to is not None and reason_without_seat(now, came_to) is not None) or then.is_held != now.is_held:
        new |= {"status": then.status, "attending": then.attending}
    new |= {"name": then.name, "duty": then.duty, "own": own, "not_applicable": now.not_applicable - {*changed}}
    new |= {"listed": then.listed and now.listed, "walked_in": then.walked_in or now.walked_in}
    return now.model_copy(update=new)


def _with_reason(person: Person, reason: str | None, number: int) -> Person:
    """Return a person without a seat as they were in that round; None stands for someone with a seat.

    What kept them away is saved only if the desk marked them absent or nothing fitted them. Otherwise the present list
    tells why, and if by it they come, they count as having stayed away.
    """
    now = reason_without_seat(person, number)
    if reason is None or now == reason:
        return person
    what = next((what for what, told in NOTHING_FITS.items() if said(told) == reason), None)
    if what is not None:
        unsuited = (*person.attending.unsuited, NothingFits(what=what, rounds=frozenset({number})))
        return person.model_copy(update={"attending": person.attending.model_copy(update={"unsuited": unsuited})})
    if reason == said(MARKED_ABSENT):
        return person.model_copy(update={"attending": AWAY})
    return person if now else person.model_copy(update={"attending": Attendance(chance=Fraction(0))})


def _types_at_tables(person: Person) -> Mapping[str, Role]:
    """Return the representative types that differ by table, without the usual one."""
    return {table: role for table, role in person.types_at.items() if table and role}


def _read_person(record: SavedPersonRecord, names: Mapping[str, str]) -> Person:
    """Return a person.

    Someone whose name the program numbered like that of the next on the row has a party. Someone who was forgotten is
    on no page for everyone: nothing about them may be printed, and no card with a text in place of a name.
    """
    shown = {column: filled for column, values in record.shown.items() if (filled := tuple(filter(None, values)))}
    plain = {key: value for key, value in record.plain().items() if key != "shown"}
    known = {
        column: read_cell(column, "; ".join(values)).value for column, values in shown.items() if column in CANONICAL
    }
    own = {column: values for column, values in shown.items() if column not in CANONICAL}
    if types := plain.get("types_at"):
        plain["types_at"] = {**types, ELSEWHERE: record.representative_type or None}
    is_first = record.name.endswith(" 1") and names.get(f"{record.id}+2") == f"{record.name[:-1]}2"
    party = Party(id=record.id, number=1, size=2) if is_first else None
    listed = plain.get("listed", True) and not is_forgotten(record.id)
    return Person.model_validate({**plain, **known, "own": own, "party": party, "listed": listed})


def _split_staff(seats: Iterable[SeatRecord], people: People) -> tuple[tuple[Person, ...], tuple[Person, ...]]:
    """Return the people with seats and the staff, each sorted by id."""
    found = sorted(seats, key=lambda seat: seat.id)
    seated = tuple(people.by_id[seat.id] for seat in found if not seat.staff)
    return seated, tuple(people.by_id[seat.id] for seat in found if seat.staff)


def _read_convening(content: SeatedContent) -> Convening:
    source = content.inputs.convening
    found = Convening.model_validate({**content.pages.convening.plain(), "file": source.file})
    return found.model_copy(update={"sha256": source.sha256})


def _describe_damage(saved: SavedRound, place: str) -> InputError:
    says = f"cannot be shown: {place} has unexpected content, so another version or program wrote it"
    hint = "Seat the round again with `seating solve`, or show it with the version that saved it."
    return InputError([Problem("ledger-damaged", says, saved.entry.file_name, hint=hint)])


def _find_unknown_reference(saved: SavedRound, people: People, convening: Convening) -> str | None:
    """Return the part of a round that refers to someone or something the entry does not contain.

    A part with a repeated id is returned too; None if everything is known and unique.
    """
    record, tables = saved.record, {table.id for table in convening.tables}
    seated = {table.id for table in convening.tables if table.seats_people}
    requirements = [requirement.id for requirement in record.requirements]
    clashing = [name for conflict in saved.seating.conflicts for name in conflict.requirements]
    checks: list[tuple[str, Collection[str], Collection[str]]] = [
        ("seats", [seat.id for seat in record.seats], people.by_id),
        ("seats", [seat.table for seat in record.seats], seated),
        ("further", [each.id for each in record.further], {seat.id for seat in record.seats}),
        ("further", [each.table for each in record.further], seated),
        ("not_seated", [each.id for each in record.not_seated], people.by_id),
        ("standing", [each.id for each in record.standing], people.by_id),
        ("standing", [each.table for each in record.standing], tables),
        ("governance", [table for each in record.governance for table in each.tables], tables),
        ("moves", [each.id for each in record.moves], people.by_id),
        ("requirements", [*_list_tables(record)], tables),
        ("requirements", [link.id for link in _list_links(record)], people.by_id),
        ("conflicts", clashing if len(saved.seating.rounds) == 1 else [], requirements),
    ]
    unknown = (place for place, referred, known in checks if not set(known).issuperset(referred))
    ids = {
        "seats": [seat.id for seat in record.seats],
        "requirements": requirements,
        "pages.people": [person.id for person in people],
        "pages.convening.tables": [table.id for table in convening.tables],
    }
    repeated = (place for place, found in ids.items() if len(set(found)) < len(found))
    return next((f"`{place}`" for place in (*unknown, *repeated)), None)


def _list_links(record: RoundRecord) -> Iterator[LinkRecord]:
    """Yield who links tables of the round or governance tables."""
    at_governance = (requirement for each in record.governance for requirement in each.requirements)
    for requirement in (*record.requirements, *at_governance):
        yield from requirement.links or ()


def _list_tables(record: RoundRecord) -> Iterator[str]:
    """Yield the tables that findings, links and voices are about."""
    yield from (table for link in _list_links(record) for table in (link.origin, link.target))
    for requirement in record.requirements:
        yield from (found.table for found in requirement.findings if found.table is not None)
    for voice in (*record.voices, *record.gaps):
        yield from voice.tables


def _read_conflicts_and_recruits(content: SeatedContent, number: int, labels: Mapping[str, str]) -> dict[str, Any]:
    """Return the recorded conflicts and the people to invite, as fields of a result.

    If rounds were planned together, only the first one with a conflict has the conflicts, and only the open round has
    the people to invite and their invitations.
    """
    rounds = content.rounds
    clashing = next((each.round for each in rounds if each.status == "impossible"), rounds[0].round)
    found: dict[str, Any] = {}
    if number == clashing:
        found["conflicts"] = tuple(each.fact(Conflict) for each in content.conflicts)
        found["conflicts_complete"] = bool(content.conflicts_complete)
        found["ways_out"] = _read_ways_out(content.conflict)
    if number == rounds[0].round:
        found["recruit"] = tuple(
            each.fact(Recruit, sentence=_write_invitation(each, labels)) for each in content.recruit
        )
        found["invitations"] = invitations_from_record(content.invitations)
        found["fewest"] = None if content.fewest is None else content.fewest.fact(FewestPeople)
    return found


@cache
def _recorded_kind(name: str) -> type[WordedRequirement]:
    """Return the class of saved requirements of a kind. Making one takes a millisecond, and there can be thousands."""
    known = kinds().get(name, WordedRequirement)
    told = ("is_about_seats", "is_about_filling", "is_about_staff", "mixes")
    facts = {"kind": name, **{one: getattr(known, one) for one in told}}
    return type("Recorded", (WordedRequirement,), {**facts, "__module__": __name__})


def _read_requirement(record: RequirementRecord, reasons: Mapping[str, str]) -> Requirement:
    return _recorded_kind(record.kind)(
        id=record.id,
        must=record.must,
        weight=record.weight or 1,
        note=without_tokens(reasons.get(record.id, "")),
        words=without_tokens(record.sentence),
        linked=None if record.links is None else tuple((one.id, one.origin, one.target) for one in record.links),
        waits=record.waits,
        asks_roles=record.asks_roles,
    )


def _read_review(record: RoundRecord | GovernanceRecord, penalty: int, labels: Mapping[str, str]) -> Review:
    return Review(
        verdicts={each.id: _read_verdict(each) for each in record.requirements},
        unmet=sum(each.shortfall or 0 for each in record.requirements if each.must),
        penalty=penalty,
        voices=tuple(read_voice(each, labels) for each in record.voices),
        gaps=tuple(read_voice(each, labels) for each in record.gaps),
    )


def _read_verdict(record: RequirementRecord) -> Verdict:
    findings = tuple(
        each.fact(
            Finding,
            have="" if each.have is None else each.have,
            wanted=state(each.want or ""),
            shortfall=each.shortfall or 0,
        )
        for each in record.findings
    )
    return Verdict(record.id, findings, record.met, record.applies)


def read_voice(record: VoiceRecord, labels: Mapping[str, str]) -> Voice:
    """Return a voice; `labels` are those of the tables, by id.

    A private one is recorded without numbers, and none are shown.
    """
    return record.fact(
        Voice,
        invited=record.invited or 0,
        attending=record.attending or 0,
        needed=record.needed or 0,
        because=_write_reason(record, labels),
    )


def _write_reason(record: VoiceRecord, labels: Mapping[str, str]) -> str:
    """Return why a voice has its state: composed again, and so translatable, if the record has the parts it names."""
    reason = record.reason
    tables = [labels.get(table, table) for table in record.at]
    if record.state == "heard":
        there = read_heard(reason, record.attending or 0, sum(record.tables.values()))
        return reason if there is None else write_heard(record.attending or 0, there)
    if not tables or record.state != "elsewhere":
        return reason
    if record.why == "no_shared_language":
        again = [write_unheard(tables)]
    else:
        again = [write_elsewhere(record.attending or 0, tables, is_none=is_none) for is_none in (False, True)]
    return next((one for one in again if one == reason), reason)


def _read_ways_out(conflict: SmallestConflictRecord | None) -> tuple[WayOut, ...]:
    """Return the recorded ways out of a conflict, if there is one."""
    if conflict is None:
        return ()
    return tuple(way.fact(WayOut) for way in conflict.ways_out)


def _write_invitation(record: RecruitRecord, labels: Mapping[str, str]) -> str:
    """Return the sentence of an invitation: composed again, and so translatable, if the record has its parts."""
    if record.needs_seats is None:
        return record.sentence
    tables = [labels.get(table, table) for table in record.tables]
    try:
        return write_invitation(record.who, record.people, tables, record.needs_seats)
    except ValidationError:  # a description that this version cannot read
        return record.sentence
