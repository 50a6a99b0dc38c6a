"""Read a saved round as a result, so that its pages can be made again without solving.

The ledger has everything except what is private. If the list is given and neither it nor the convening has changed, the
round is checked again, which restores the private requirements.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from pydantic import ValidationError

from seating.analysis.attendance import Chance, Chances, EventChance
from seating.analysis.season.staff_plan import read_season
from seating.api.baseline import KEEP_PREFIX, keep
from seating.api.inputs import (
    RoundInputs,
    read_commitment_file,
    read_memberships,
    read_resource_files,
    read_round,
)
from seating.api.invitations import invitations_from_record, read_invitation_file
from seating.api.one_round import add_governance, as_governance
from seating.api.request import Request
from seating.api.result import Solved, add_chances, build_result
from seating.api.rounds import find_round
from seating.api.saved_voices import read_candidates, read_recruit, read_voice, read_ways_out
from seating.convening import Convening, NotSeated
from seating.engines.outcome import Status
from seating.errors import InputError, Note, Problem, UsageError
from seating.explain.conflicts import Conflict
from seating.findings import Finding, Op, Verdict, Wanted
from seating.harvest import read_harvest
from seating.history import History
from seating.initiative.memberships import governance_plan, governance_room
from seating.judge import Review, review
from seating.ledger import Ledger, SavedRound
from seating.plan import Plan, Room
from seating.profiles import People, Person
from seating.profiles.cells import read_cell
from seating.profiles.columns import CANONICAL
from seating.profiles.people import Heading
from seating.record.entries import SavedPersonRecord, SeatedContent
from seating.record.result import (
    ChanceRecord,
    ChancesRecord,
    GovernanceRecord,
    RequirementRecord,
    RoundRecord,
    SeatRecord,
)
from seating.requirement import Requirement
from seating.requirements import kinds
from seating.requirements.voice import VoiceRequirement
from seating.result import FewestPeople, Move, Repair
from seating.sources import read
from seating.terms import Term

__all__ = ["SavedResult", "chances_from_record", "result_from_record", "saved_result"]

UNFINISHED = "Not all pages of round %s were written. Run the command that seated it again to write them."


@dataclass(frozen=True)
class SavedResult:
    """A saved round as a result.

    Attributes
    ----------
    result : Solved
    with_list : bool
        Whether the list was given. Without it, the pages for the convener only cannot be filled.
    is_open : bool
        Whether it is the open round. Its report is also the newest report.
    is_unchanged : bool
        Whether the list and the convening are still those that the round was made from.
    """

    result: Solved
    with_list: bool
    is_open: bool
    is_unchanged: bool


def saved_result(request: Request, round_number: int | None = None) -> SavedResult:
    """Return a saved round, by default the open one.

    Parameters
    ----------
    request : Request
        With `people` None, the ledger alone is read.
    round_number : int, optional

    Raises
    ------
    UsageError
        When nothing was saved, or when there is no round with this number.
    InputError
        When the ledger is damaged or the list has errors.
    """
    ledger = Ledger.open(request.out).sound
    if not ledger.rounds:
        raise UsageError(
            f"No round is saved in {request.out}. Save one with `seating solve`, or name another folder with --out."
        )
    number = ledger.open_round if round_number is None else round_number
    saved = find_round(ledger, number)
    history = ledger.history(number)
    notes = (Note("round-unfinished", UNFINISHED % number),) if ledger.is_unfinished(saved) else ()
    is_open = number == ledger.open_round
    if request.people is None:
        without = Note(
            "without-list",
            "Made from the ledger alone, without pages for the convener only, letters, and files with e-mail "
            "addresses. Name the list to get them.",
        )
        result = _add_harvest(request, result_from_record(saved, history))
        result = _read_invitations(request, result)
        resources, _ = read_resource_files(request, result.people, result.convening)
        commitments, _ = read_commitment_file(request, result.people, result.convening)
        result = replace(result, resources=resources, commitments=commitments)
        return SavedResult(replace(result, notes=(*result.notes, *notes, without)), False, is_open, False)
    inputs = read_round(replace(request, next_round=False, history=None, keep=(), harvest=None), number)
    if inputs.past.strangers is not None:
        raise UsageError(f"{inputs.past.strangers} With --out, name the folder with the rounds of this list.")
    result = result_from_record(saved, history, inputs.people)
    if is_open or request.invitations is not None:  # other rounds show the invitations as they were recorded
        result = replace(result, invitations=inputs.invitations or result.invitations)
    result = replace(result, private_columns=inputs.private_columns, resources=inputs.resources)
    result = replace(result, commitments=inputs.commitments)
    checked = _check_again(request, inputs, saved, result)
    if checked is None:
        changed = Note(
            "list-changed",
            f"The list, the convening or the charts have changed since round {number} was saved. The pages show the "
            "round as it was saved, without the content of private requirements.",
        )
        result = _add_harvest(request, result, inputs)
        return SavedResult(replace(result, notes=(*result.notes, changed)), True, is_open, False)
    return SavedResult(_add_harvest(request, checked, inputs), True, is_open, True)


def _read_invitations(request: Request, result: Solved) -> Solved:
    """Return the round with the states of invitations in the file that was given, if one was."""
    if request.invitations is None:
        return result
    names = [voice.name for voice in (*result.review.voices, *result.review.gaps)]
    found = read_invitation_file(request.invitations, result.people, names)
    return replace(result, invitations=found, notes=(*result.notes, *found.notes))


def result_from_record(saved: SavedRound, history: History, listed: People | None = None) -> Solved:
    """Return the result that the ledger keeps of a round.

    Parameters
    ----------
    saved : SavedRound
    history : History
        The rounds before it.
    listed : People, optional
        The list. People who are still on it are taken from there, with all their columns.

    Raises
    ------
    InputError
        When the entry refers to people, tables or requirements that it does not contain, or when its people or
        its convening are not valid.
    """
    record, content = saved.record, saved.seating
    try:
        people, convening = _read_people(content, listed), _read_convening(content)
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
        tables=tuple(table for table in convening.tables if table.seats_people),
        listed=people,
        working_language=convening.working_language,
        round_number=saved.number,
        history=history,
    )
    requirements = tuple(_read_requirement(each, content.pages.reasons) for each in record.requirements)
    labels = {table.id: table.label for table in room.tables}
    is_alone = len(content.rounds) == 1 and record.status is None
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
        bound=content.bound if is_alone else record.bound,
        seconds=content.seconds,
        seed=content.seed,
        private_names={identity: identity for identity in content.pages.private},
        not_seated=tuple(NotSeated(people.by_id[each.id], each.reason) for each in record.not_seated),
        memberships=read_memberships(record),
        duties={seat.id: tuple(seat.duties) for seat in record.seats if seat.duties},
        moves=tuple(Move(each.id, each.origin, each.target, each.reason) for each in record.moves),
        chances=chances_from_record(record.chances),
        repair=_read_repair(content),
        candidates=read_candidates(content),
        notes=tuple(Note(note.slug, note.text) for note in content.notes),
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
        review=_read_review(record, record.penalty, {table.id: table.label for table in tables}),
        status=Status(record.status),
        bound=record.bound,
        conflicts=() if clash is None else (Conflict(tuple(clash.requirements), clash.confirmed),),
        ways_out=read_ways_out(clash),
    )
    return as_governance(view, result)


def chances_from_record(record: ChancesRecord | None) -> Chances | None:
    """Return the recorded probabilities of requirements and voices. No single person's absence is recorded."""
    if record is None:
        return None
    return Chances(
        uncertain=record.uncertain,
        musts=None if record.musts is None else _read_chance(record.musts),
        requirements=tuple(map(_read_chance, record.requirements)),
        voices=tuple(map(_read_chance, record.voices)),
        hanging=record.hanging,
    )


def _add_harvest(request: Request, result: Solved, inputs: RoundInputs | None = None) -> Solved:
    """Return the round with its harvest if one was given. The tables in the harvest are those of the round."""
    if request.harvest is None:
        return result
    stated = () if inputs is None else inputs.requirements
    voices = dict.fromkeys(
        (*(voice.name for voice in result.review.voices), *(r.label for r in stated if isinstance(r, VoiceRequirement)))
    )
    harvest = read_harvest(read(request.harvest), result.room.tables, tuple(voices))
    return replace(result, harvest=harvest, notes=(*result.notes, *harvest.notes))


def _check_again(request: Request, inputs: RoundInputs, saved: SavedRound, earlier: Solved) -> Solved | None:
    """Check the round again with the list and the convening it was made from. None if either has changed.

    The ledger does not keep private requirements. They are known again only if both are unchanged.
    """
    if not inputs.is_made_from(saved.seating.inputs) or set(inputs.room.index) != set(saved.seats):
        return None
    kept_ids = [r.id.removeprefix(KEEP_PREFIX) for r in earlier.requirements if r.id.startswith(KEEP_PREFIX)]
    stays, _ = keep(kept_ids, inputs.room, saved.seats)
    inputs = replace(inputs, requirements=(*inputs.requirements, *stays))
    plan = Plan(saved.seats, earlier.plan.further)
    judged = review(inputs.room, inputs.all_requirements, plan)
    checked = build_result(request, inputs, plan, judged, earlier.status, (), season=earlier.season)
    checked = add_governance(replace(checked, duties=earlier.duties), inputs, request, None, earlier.memberships)
    if len(checked.governance) != len(earlier.governance):
        return None
    governance = tuple(
        replace(now, status=then.status, bound=then.bound, conflicts=then.conflicts, ways_out=then.ways_out)
        for now, then in zip(checked.governance, earlier.governance, strict=True)
    )
    if earlier.chances is not None:
        checked = add_chances(checked)
    real = {shared: identity for identity, shared in checked.private_names.items()}
    if [checked.private_names.get(r.id, r.id) for r in checked.requirements] != [r.id for r in earlier.requirements]:
        return None
    conflicts = tuple(
        replace(conflict, requirements=tuple(real.get(identity, identity) for identity in conflict.requirements))
        for conflict in earlier.conflicts
    )
    return replace(
        checked,
        bound=earlier.bound,
        seconds=earlier.seconds,
        seed=earlier.seed,
        conflicts=conflicts,
        conflicts_complete=earlier.conflicts_complete,
        ways_out=earlier.ways_out,
        recruit=earlier.recruit,
        fewest=earlier.fewest,
        invitations=earlier.invitations,
        resources=inputs.resources,
        commitments=inputs.commitments,
        moves=earlier.moves,
        repair=earlier.repair,
        notes=earlier.notes,
        duties=earlier.duties,
        memberships=earlier.memberships,
        governance=governance,
    )


class _RecordedRequirement(Requirement):
    """A requirement from a record: it has a sentence, but can neither be solved nor check a seating."""

    said: str

    def sentence(self, room: Room) -> str:
        return self.said

    def encode(self, room: Room) -> Iterable[Term]:
        # abstract in the base class; a record has no keys to encode, and nothing solves what it was read from
        raise NotImplementedError


def _read_chance(record: ChanceRecord) -> EventChance:
    """Return one probability. Those that depend on a single person are not recorded, so `hangs_on` is 2."""
    chance = Chance(record.chance, record.low, record.high, record.draws)
    return EventChance(record.id, record.name, chance, hangs_on=2)


def _read_people(content: SeatedContent, listed: People | None) -> People:
    """Return everybody on the list of the entry. Those still on `listed` are taken from there."""
    source = content.inputs.stakeholders
    known = listed.by_id if listed is not None else {}
    headings = {column: Heading(text, "") for column, text in content.pages.columns.items()}
    return People(
        persons=tuple(known.get(each.id) or _read_person(each) for each in content.pages.people),
        headings=listed.headings if listed is not None else headings,
        file=source.file,
        sha256=source.sha256,
    )


def _read_person(record: SavedPersonRecord) -> Person:
    shown = {column: filled for column, values in record.shown.items() if (filled := tuple(filter(None, values)))}
    plain = {key: value for key, value in record.plain().items() if key != "shown"}
    known = {
        column: read_cell(column, "; ".join(values)).value for column, values in shown.items() if column in CANONICAL
    }
    own = {column: values for column, values in shown.items() if column not in CANONICAL}
    return Person.model_validate({**plain, **known, "own": own})


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
    """Return the part of a round that refers to somebody or something the entry does not contain.

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


def _list_tables(record: RoundRecord) -> Iterator[str]:
    """Yield the tables that findings and voices are about."""
    for requirement in record.requirements:
        yield from (found.table for found in requirement.findings if found.table is not None)
    for voice in (*record.voices, *record.gaps):
        yield from voice.tables


def _read_repair(content: SeatedContent) -> Repair | None:
    if content.fewest_moves is None:
        return None
    return Repair(bool(content.fewest_moves_proven), content.fewest_moves, tuple(content.newcomers))


def _read_conflicts_and_recruits(content: SeatedContent, number: int, labels: Mapping[str, str]) -> dict[str, Any]:
    """Return the recorded conflicts and the people to invite, as fields of a result.

    If rounds were planned together, only the first one with a conflict has the conflicts, and only the open round has
    the people to invite and their invitations.
    """
    rounds = content.rounds
    clashing = next((each.round for each in rounds if each.status == "impossible"), rounds[0].round)
    found: dict[str, Any] = {}
    if number == clashing:
        found["conflicts"] = tuple(Conflict(tuple(each.requirements), each.confirmed) for each in content.conflicts)
        found["conflicts_complete"] = bool(content.conflicts_complete)
        found["ways_out"] = read_ways_out(content.conflict)
    if number == rounds[0].round:
        found["recruit"] = tuple(read_recruit(each, labels) for each in content.recruit)
        found["invitations"] = invitations_from_record(content.invitations)
        few = content.fewest
        found["fewest"] = None if few is None else FewestPeople(few.people, few.confirmed, few.smallest)
    return found


def _read_requirement(record: RequirementRecord, reasons: Mapping[str, str]) -> Requirement:
    known = kinds().get(record.kind)
    facts = {"kind": record.kind, "is_about_seats": known is not None and known.is_about_seats}
    kind = type("Recorded", (_RecordedRequirement,), {**facts, "__module__": __name__})
    found: Requirement = kind(
        id=record.id,
        must=record.must,
        weight=record.weight or 1,
        note=reasons.get(record.id, ""),
        said=record.sentence,
    )
    return found


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
        Finding(
            table=each.table,
            group=each.group,
            have="" if each.have is None else each.have,
            wanted=Wanted(Op.STATE, phrase=each.want or ""),
            shortfall=each.shortfall or 0,
            people=tuple(each.people),
            says=each.text,
        )
        for each in record.findings
    )
    return Verdict(record.id, findings, record.met, record.applies)
