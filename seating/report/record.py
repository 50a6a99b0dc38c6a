"""Turn a result into its record: `result.json`, the output of `--json`, and the content of a ledger entry.

`seating.record` declares the fields. The record contains what `for_reader` leaves for the team.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from seating.analysis.promises import promises_record
from seating.charts.nominations import find_fate, name_person
from seating.convening import Convening
from seating.engines.engine_runs import merge_runs
from seating.engines.outcome import Status
from seating.explanations.conflicts import Conflict
from seating.explanations.departures import Source
from seating.forms.harvest import Harvest, count_themes
from seating.profiles import Person
from seating.profiles import Status as Invitation
from seating.record.charts import ChartFileRecord, ChoicesRecord, FollowedRecord, NominationRecord
from seating.record.entries import ClosedRecord, PagesRecord, SavedConveningRecord, SavedPersonRecord, SeatedContent
from seating.record.result import (
    ConflictRecord,
    FindingRecord,
    FurtherRecord,
    GovernanceRecord,
    InputsRecord,
    LinkRecord,
    MoveRecord,
    RequirementRecord,
    ResultRecord,
    RoundRecord,
    SeatRecord,
    SmallestConflictRecord,
    ThemeRecord,
)
from seating.record.sentences import record_messages
from seating.record.voices import RecruitRecord, VoiceRecord
from seating.report.measured import measured_record
from seating.report.members import awaited_memberships
from seating.report.places import type_at_seat
from seating.report.resources import resources_record
from seating.report.shown_invitations import (
    Approach,
    list_approaches,
    list_told_invitations,
)
from seating.requirements.base.findings import Finding
from seating.requirements.base.kind import LinkRequirement, Requirement, WordedRequirement, is_about_roles
from seating.requirements.base.voices import Voice
from seating.result import Choices, Judged, Result
from seating.result.memberships import has_chosen_members, is_suggested, list_governance_tables, pair_members
from seating.result.naming import may_tell_links
from seating.result.proof import find_waiting
from seating.result.shared_requirements import share_musts
from seating.room.plan import Plan, Room

_WORST_LAST = (Status.OPTIMAL, Status.FEASIBLE, Status.NO_SEATING, Status.IMPOSSIBLE)

_OWN_FIELDS = frozenset({"name", "organization", "sector", "representative_type", "duty"})
"""Columns with their own field in the record of a person."""

_NOT_SAVED = {
    *("charts", "requirements", "vocabulary", "corrections", "additions", "ids", "private", "expected", "considered"),
    *("inferred", "is_unedited", "file", "sha256"),
}
"""Fields of a convening that the ledger does not keep. The record has the requirements' sentences."""


def as_record(result: Result) -> dict[str, Any]:
    """Return the record of a result as plain data."""
    return result_record(result).plain()


def result_record(result: Result) -> ResultRecord:
    """Return the record of a result and of the rounds planned ahead; it contains nothing private."""
    result = result.for_team
    together = (result, *result.ahead)
    runs = merge_runs(run for each in together for run in each.engines)
    return ResultRecord.of(
        result,
        **_outcome(result),
        rounds=[_round(each) for each in together],
        search=[replace(run, work=round(run.work, 3), seconds=round(run.seconds, 2)) for run in runs],
    )


def seated_content(result: Result, closed: ClosedRecord | None) -> SeatedContent:
    """Return the content of the ledger entry for a seating.

    Parameters
    ----------
    result : Result
        The open round, with the rounds planned ahead.
    closed : ClosedRecord or None
        The round that this seating closes.
    """
    result = result.for_team
    is_summed = bool(result.ahead or result.governance)  # the entry has only the sum of the bounds and the worst status
    content = SeatedContent.of(
        result,
        **_outcome(result),
        rounds=[_round(each, is_alone=is_summed) for each in (result, *result.ahead)],
        closed=closed,
        pages=pages_record(result),
    )
    messages = record_messages(content)
    return content.model_copy(update={"messages": messages}) if messages else content


def _outcome(result: Result) -> dict[str, Any]:
    """Return what `result.json` and the entry of a seating share, as far as the result does not have it as it is."""
    together = (result, *result.ahead)
    clashing = next((each for each in together if each.conflict is not None), result)
    penalty, bound = sum(each.penalty for each in together), _total_bound(together)
    return {
        "status": max((each.status for each in (*together, *_chosen(together))), key=_WORST_LAST.index),
        "penalty": penalty,
        "bound": bound,
        "gap": None if bound is None else round((penalty - bound) / max(1, penalty), 4),
        "seconds": round(result.seconds, 2),
        "longer_limit": max((each.longer_limit or 0 for each in together), default=0) or None,
        "inputs": _inputs(result),
        "conflict": _smallest_conflict(clashing),
        "conflicts": [_conflict(clashing, conflict) for conflict in clashing.conflicts],
        "conflicts_complete": clashing.conflicts_complete if clashing.conflict else None,
        "recruit": [each for one in together for each in _recruit(one)],
        "invitations": list_told_invitations(result),
        "resources": resources_record(result),
        "promises": promises_record(result.commitments, result.convening, result.room.round_number),
        "nominations": _nominations(result),
        "choices": _choices(result.choices),
        "measured": measured_record(result),
        "themes": _themes(result.harvest),
    }


def pages_record(result: Result) -> PagesRecord:
    """Return what a ledger entry needs in addition to the rounds, so that pages can be made without the list.

    For people, these are the columns that the report shows. For the convening, it is the content of its file without
    requirements, vocabulary and the names of private columns. The record contains nothing private.
    """
    columns = result.shown_columns
    headings = result.people.headings
    return PagesRecord(
        columns={column: headings[column].text for column in columns if column in headings},
        people=[_person(person, columns) for person in sorted(result.people, key=lambda person: person.id)],
        convening=_convening(result.convening, columns),
        private=list(result.private_names.values()),
        reasons={r.id: r.note for r in result.requirements if r.note},
    )


def _chosen(rounds: Iterable[Result]) -> list[Result]:
    """Return the results at governance tables whose members were chosen and do not meet the musts."""
    return [view for each in rounds for view in each.governance if has_chosen_members(view.room) and view.review.unmet]


def _total_bound(rounds: Sequence[Result]) -> int | None:
    """Return the sum of the rounds' bounds; None unless every round has one."""
    if _chosen(rounds):
        return None
    bounds = [bound for each in rounds if (bound := each.bound) is not None and each.conflict is None]
    return sum(bounds) if len(bounds) == len(rounds) else None


def _inputs(result: Result) -> InputsRecord:
    charts = [ChartFileRecord(file=file, sha256=sha256) for file, sha256 in result.chart_files]
    return InputsRecord.of(
        result,
        stakeholders=result.people,
        charts=charts,
        charts_counted=result.charts_count if charts else None,
    )


def _round(result: Result, *, is_alone: bool = False) -> RoundRecord:
    """Return the record of a round; with `is_alone`, it has the status and the bound of this round."""
    names = {person.id: person.label for person in result.people}
    return RoundRecord.of(
        result,
        round=result.room.round_number,
        seats=[_seat(result, person) for person in result.room.persons],
        standing=awaited_memberships(result),
        further=_further(result.room, result.plan),
        not_seated=sorted(result.not_seated, key=lambda absent: absent.person.id),
        moves=[MoveRecord.of(move, name=names.get(move.person, move.person)) for move in result.moves],
        governance=[_governance(view) for view in result.governance],
        status=result.status if is_alone else None,
        bound=result.bound if is_alone else None,
        **_judged(result),
    )


def _judged(result: Result) -> dict[str, Any]:
    return {
        "requirements": [_requirement(result, one) for one in result.judged],
        "voices": list(map(_voice, result.review.voices)),
        "gaps": list(map(_voice, result.review.gaps)),
    }


def _governance(view: Result) -> GovernanceRecord:
    return GovernanceRecord.of(
        view,
        tables=[table.id for table in list_governance_tables(view.room)],
        chosen=has_chosen_members(view.room),
        conflict=_smallest_conflict(view),
        **_judged(view),
    )


def _further(room: Room, plan: Plan) -> list[FurtherRecord]:
    goes_to = ((person.id, plan.further.get(person.id, ())) for person in room.persons)
    return [FurtherRecord(id=person, table=table) for person, tables in goes_to for table in tables]


def _seat(result: Result, person: Person) -> SeatRecord:
    duties = result.duties.get(person.id, ())
    return SeatRecord.of(
        person,
        name=person.label,
        table=result.plan.seats[person.id],
        duties=duties,
        suggested=[duty for duty in duties if is_suggested(result, person.id, duty)],
        staff=person.duty is not None,
        chair=result.chairs.get(person.id),
        representative_type=type_at_seat(result, person),
    )


def _requirement(result: Result, one: Judged) -> RequirementRecord:
    is_counted = one.is_must or not one.is_private
    return RequirementRecord.of(
        one,
        weight=None if one.is_must or one.is_private else one.requirement.weight,
        shortfall=one.verdict.shortfall if is_counted else None,
        penalty=one.penalty if is_counted else None,
        findings=[_finding(finding, is_counted) for finding in one.verdict.findings],
        waits=one.verdict.met and one.id in find_waiting(result),
        asks_roles=is_about_roles(one.requirement),
        links=_links(result, one.requirement),
    )


def _links(result: Result, requirement: Requirement) -> list[LinkRecord] | None:
    """Return who links tables because of a requirement; None if it links none or may not tell who they are."""
    is_linked = isinstance(requirement, WordedRequirement) and requirement.linked is not None
    if not (is_linked or isinstance(requirement, LinkRequirement)) or not may_tell_links(result, requirement):
        return None
    links = requirement.links(result.room, result.plan)
    return [LinkRecord(id=person, origin=here, target=there) for person, here, there in links]


def _finding(finding: Finding, is_counted: bool) -> FindingRecord:
    untold = {} if finding.is_told else {"have": None, "want": None}
    return FindingRecord.of(finding, shortfall=finding.shortfall if is_counted else None, **untold)


def _voice(voice: Voice) -> VoiceRecord:
    hidden = {} if voice.is_told else dict.fromkeys(("invited", "attending", "needed"))
    return VoiceRecord.of(voice, **hidden)


def _conflict(result: Result, conflict: Conflict) -> ConflictRecord:
    return ConflictRecord.of(conflict, sentences=share_musts(result, conflict))


def _smallest_conflict(result: Result) -> SmallestConflictRecord | None:
    if result.conflict is None:
        return None
    return SmallestConflictRecord.of(_conflict(result, result.conflict), ways_out=result.ways_out)


def _recruit(result: Result) -> list[RecruitRecord]:
    """Return who to invite, with what the team may know of who could help."""
    return [
        RecruitRecord.of(
            recruit,
            on_list=[one.person.id for one in approach.on_list],
            introduced_by=[one.person.id for one in approach.introducers],
            open_seats=list(dict.fromkeys(_list_open_seats(result.plan, approach))),
        )
        for recruit, approach in zip(result.recruit, list_approaches(result), strict=True)
    ]


def _list_open_seats(plan: Plan, approach: Approach) -> Iterator[str]:
    """Yield the tables with a seat that is held for someone whose description the team may know."""
    for person in approach.open_seats if approach.recruit.who else ():
        if table := plan.seats.get(person.id):
            yield table


def _choices(choices: Choices | None) -> ChoicesRecord | None:
    """Return how far the seating follows choices and charts; None if no one asked for a table."""
    if choices is None:
        return None
    chose, named = (
        FollowedRecord(people=choices.asked(source), followed=choices.followed(source))
        for source in (Source.CHOSE, Source.NAMED)
    )
    return ChoicesRecord(chose=chose, named=named)


def _nominations(result: Result) -> list[NominationRecord]:
    """Return who was nominated on charts or by tables, without the nominators and their reasons."""
    return [
        NominationRecord.of(one, fate=find_fate(one, result.room, result.plan, pair_members(result)))
        for one in (
            name_person(each, result.people) for each in (result.nominations.found if result.nominations else ())
        )
    ]


def _themes(harvest: Harvest | None) -> list[ThemeRecord]:
    themes = () if harvest is None else count_themes(harvest)
    return [ThemeRecord.of(theme, statements=len(theme.statements)) for theme in themes]


def _person(person: Person, columns: tuple[str, ...]) -> SavedPersonRecord:
    """Return the non-blank cells of a person that the report shows."""
    cells = {column: values for column in columns if (values := person.values(column))}
    own = {column: cells.get(column, ("",))[0] for column in ("organization", "sector", "representative_type")}
    types = person.types_at.items() if "representative_type" in columns else ()
    return SavedPersonRecord.of(
        person,
        **own,
        types_at={table: role for table, role in types if table and role},
        shown={column: values for column, values in cells.items() if column not in _OWN_FIELDS},
        status=Invitation.OPEN if person.status is Invitation.OPEN else Invitation.CONFIRMED,
    )


def _convening(convening: Convening, columns: tuple[str, ...]) -> SavedConveningRecord:
    frame = convening.frame
    hidden = {"frame"} if frame is not None and not {frame.rows, frame.columns} <= set(columns) else set()
    hidden_keys: dict[str, Any] = dict.fromkeys(_NOT_SAVED | hidden, True)
    hidden_keys["tables"] = {"__all__": {"meant_for"}}  # a description may quote private cells
    plain = convening.model_dump(mode="json", exclude=hidden_keys, exclude_defaults=True)
    return SavedConveningRecord.model_validate(plain)
