"""The result of the functions of `seating.api`: a checked plan with duties, governance tables and probabilities."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from seating.analysis.aims import find_frame_voices
from seating.analysis.duties import Duties, draw_duties
from seating.analysis.duty_spread import measure_spreads, note_uneven
from seating.analysis.initiative.memberships import list_elected, list_memberships
from seating.analysis.obstacles import Situation
from seating.analysis.promises import Commitments, list_named
from seating.analysis.season.hosts import note_hosts
from seating.analysis.season.staffing import Season
from seating.api.chair_orders import find_kept_chairs, order_chairs
from seating.api.inputs import RoundInputs
from seating.api.request import Request
from seating.charts.filled_chart import Charts, count_named
from seating.charts.nominations import Nominations, list_nominations
from seating.convening.relations import list_relations
from seating.convening.schema import Convening
from seating.engines.local_search.incremental import IncrementalCosts, find_exchange
from seating.engines.outcome import Status
from seating.errors import Note
from seating.explanations.departures import Source, Wish, find_departures
from seating.groups import group_by_key
from seating.judge import Review, review
from seating.model import build_model
from seating.profiles import People
from seating.profiles.private_columns import relation_columns, with_counted
from seating.requirements.base.kind import Requirement
from seating.result import Choices, Result
from seating.result.privacy import without_private_duties
from seating.room.plan import Plan, Room
from seating.room.tables import ELECTED, Table
from seating.wording import fold, message, said, said_count, said_first, said_joined, said_list

SHOWN_ALONE = 6
"""Maximum number of people alone at a table that the note names."""

FEWEST_CHARTS = 2
"""Fewest charts that must name a person for the same table before the room counts as agreed on them."""


@dataclass(frozen=True, repr=False)
class Solved(Result):
    """A result that can be converted to an HTML page or a record."""

    def to_html(self) -> str:
        """Return the report as one self-contained HTML file."""
        from seating.report.pages import render_report

        return render_report(self)

    def to_record(self) -> dict[str, Any]:
        """Return the mapping that `--json` prints."""
        from seating.report.record import as_record

        return as_record(self)


def build_result(
    request: Request,
    inputs: RoundInputs,
    plan: Plan,
    judged: Review,
    status: Status,
    notes: Iterable[Note],
    season: Season | None = None,
    kept_chairs: Mapping[str, int] | None = None,
) -> Solved:
    """Return the result of a plan, without a bound.

    Parameters
    ----------
    request : Request
        Gives the seed and the time at start-up.
    inputs : RoundInputs
    plan : Plan
    judged : Review
        The checker's result for the plan.
    status : Status
    notes : iterable of Note
        Notes in addition to those of the inputs.
    season : Season, optional
    kept_chairs : mapping of person id to int, optional
        The chairs of those who keep theirs. By default whoever keeps their table in the open round does.
    """
    orders = order_chairs(inputs, plan, find_kept_chairs(inputs, plan) if kept_chairs is None else kept_chairs)
    hidden = inputs.private_columns | set(inputs.private_names)
    duties = _assign_duties(inputs, plan, request.seed, hidden)
    held = {person: own for person, own in duties.items() if person in plan.seats}  # elected people may be absent
    members, power = inputs.room.members(plan), inputs.convening.power
    result = Solved(
        people=inputs.people,
        convening=inputs.convening,
        room=inputs.room,
        requirements=inputs.all_requirements,
        private_names=inputs.private_names,
        private_columns=inputs.private_columns,
        plan=plan,
        review=_add_frame(judged, inputs, plan),
        status=status,
        bound=None,
        seconds=round(time.monotonic() - request.started, 3),
        seed=request.seed,
        is_over=inputs.is_over,
        not_seated=inputs.not_seated,
        memberships=list_memberships(inputs.people, inputs.convening.tables, inputs.room, plan, duties),
        duties=held,
        chairs=orders.chairs,
        notes=(  # first those on the seating, which `seating check` does not have
            *notes,
            *orders.notes,
            *_note_alone(inputs.room, plan),
            *note_hosts(members, said("the people there"), inputs.room, power, inputs.all_requirements),
            *inputs.notes,
            *list_form_notes(request, inputs),
        ),
        harvest=inputs.harvest,
        chart_files=inputs.chart_files,
        charts_count=request.charts_count,
        choices=_find_choices(inputs, plan),
        nominations=find_nominations(inputs.charts, inputs.commitments, inputs.convening),
        invitations=inputs.invitations,
        resources=inputs.resources,
        commitments=inputs.commitments,
        worksheets=inputs.worksheets,
        season=season,
        former_list=inputs.former_list,
    )
    return replace(result, notes=(*_note_duties(result, inputs.requirements, hidden), *result.notes))


def judge_plan(
    request: Request,
    inputs: RoundInputs,
    plan: Plan,
    notes: Iterable[Note] = (),
    kept_chairs: Mapping[str, int] | None = None,
) -> Solved:
    """Return the result of a plan that no engine made; the parameters are those of `build_result`.

    Rounds that were planned together with this one stay as long as the plan has its saved seats.
    """
    planned = inputs.find_planned(plan.seats)
    inputs = inputs.join_planned(planned)
    judged = review(inputs.room, inputs.all_requirements, plan)
    status = Status.NO_SEATING if judged.unmet else Status.FEASIBLE
    found = build_result(request, inputs, plan, judged, status, notes, kept_chairs=kept_chairs)
    return replace(found, planned=planned)


def find_known_duties(inputs: RoundInputs, plan: Plan) -> Duties:
    """Return the duties that stand before any are drawn: of staff, of people who were elected, and those kept.

    Parameters
    ----------
    inputs : RoundInputs
    plan : Plan
    """
    found = dict(assign_duties(inputs.people, inputs.room, inputs.convening.tables, (), plan))
    for person, kept in _find_kept_duties(inputs, plan).items():
        found[person] = tuple(dict.fromkeys((*found.get(person, ()), *kept)))
    return {person: own for person, own in found.items() if own and person in plan.seats}


def _find_kept_duties(inputs: RoundInputs, plan: Plan) -> Duties:
    """Return the duties of people who keep their table: those that the file of the seating gives, or the saved ones."""
    given = {one: at.duties for one, at in inputs.given_duties.items() if plan.seats.get(one) == at.table}
    return {**{person: former.duties for person, former in inputs.list_staying(plan).items()}, **given}


def build_situation(inputs: RoundInputs, plan: Plan, hidden: Set[str]) -> Situation:
    """Return what tells who may have a duty or a membership in the round.

    Parameters
    ----------
    inputs : RoundInputs
    plan : Plan
    hidden : set of str
        Columns that decide nothing.
    """
    people, tables, power = inputs.people, inputs.convening.tables, inputs.convening.power
    return Situation(
        people=people,
        room=inputs.room,
        plan=plan,
        requirements=inputs.requirements,
        tables=tables,
        members=frozenset((t.id, person.id) for t in tables for word in t.own_members for person in people.named(word)),
        relations=list_relations(people.headings, power, relation_columns(inputs.requirements)),
        power=power,
        hidden=hidden,
    )


def _assign_duties(inputs: RoundInputs, plan: Plan, seed: int, hidden: Set[str]) -> Duties:
    """Return the duties of each person.

    The hidden columns and requirements decide none of those that others may read; nor does a column that may be counted
    only.
    """
    hidden = with_counted(hidden, inputs.convening.counts_only)
    stays, situation = _find_kept_duties(inputs, plan), build_situation(inputs, plan, hidden)
    tables = inputs.convening.tables
    return assign_duties(inputs.people, inputs.room, tables, inputs.requirements, plan, seed, stays, hidden, situation)


def assign_duties(
    people: People,
    room: Room,
    tables: Sequence[Table],
    requirements: Sequence[Requirement],
    plan: Plan,
    seed: int = 0,
    former: Duties | None = None,
    hidden: Collection[str] = (),
    situation: Situation | None = None,
) -> Duties:
    """Return the duties of each person.

    Staff have the duty in their row of the list. Others have the duties that they were elected to or drawn for. Whoever
    sits at another table than the one that elected them has no duty there. For a requirement of kind `duty`, people are
    drawn after everyone is seated, from those at each table.

    Parameters
    ----------
    people : People
    room : Room
    tables : sequence of Table
        All tables of the convening.
    requirements : sequence of Requirement
        The requirements that are active in the round.
    plan : Plan
    seed : int
        Seed for the lots that are drawn between people who are equally suitable.
    former : mapping of person id to tuple of duties, optional
        The earlier duties of people who kept their table in a repair. They keep these duties.
    hidden : collection of str, optional
        As for `draw_duties`.
    situation : Situation, optional
        As for `draw_duties`.
    """
    found: dict[str, tuple[str, ...]] = {p.id: (p.duty.value,) for p in room.staff if p.duty}
    for table in tables:
        for duty in ELECTED if table.seats_people else ():
            for person in list_elected(people, table, duty):
                if plan.seats.get(person, table.id) == table.id or table.id in plan.further.get(person, ()):
                    found[person] = (*found.get(person, ()), duty)
    known = situation or Situation(people, room, plan, requirements, tables)
    return draw_duties(room, requirements, plan, found, seed, former, hidden, known)


def _note_duties(result: Solved, requirements: Sequence[Requirement], hidden: Set[str]) -> Iterator[Note]:
    """Yield a note if the duties that others may read are spread unevenly, and one on those that only the convener may.

    Parameters
    ----------
    result : Solved
    requirements : sequence of Requirement
        The requirements that are active in the round.
    hidden : set of str
        Private columns, and ids of private requirements.
    """
    shared = without_private_duties(result).duties
    yield from note_uneven(measure_spreads(result.room, requirements, shared, hidden, result.plan))
    private = {duty for person, held in result.duties.items() for duty in {*held} - {*shared.get(person, ())}}
    if private:
        text = said_count(
            "The suggestion for %(duties)s is shown only on the page “For you alone”, because a private "
            "requirement asks for this duty. The suggestion is not saved, so another person can be suggested "
            "in the next round.",
            "The suggestions for %(duties)s are shown only on the page “For you alone”, because private "
            "requirements ask for these duties. The suggestions are not saved, so other people can be "
            "suggested in the next round.",
            len(private),
            duties=said_list([said(duty) for duty in sorted(private)]),
        )
        yield Note("duty-private", text, "")


def _add_frame(judged: Review, inputs: RoundInputs, plan: Plan) -> Review:
    """Return the review with the needed cells of the frame added to the voices, unless a column of it is private."""
    frame = inputs.convening.frame
    if frame is None or {frame.rows, frame.columns} & inputs.private_columns:
        return judged
    voices = (*judged.voices, *find_frame_voices(frame, inputs.room, plan))
    return replace(judged, voices=tuple(sorted(voices, key=lambda voice: voice.state.rank)))


def find_nominations(
    charts: Charts | None, commitments: Commitments | None, convening: Convening
) -> Nominations | None:
    """Return the nominations; None if no charts were read back and no table named anyone as missing."""
    named = tuple(list_named(commitments, convening))
    return list_nominations(charts, named) if charts is not None or named else None


def _find_choices(inputs: RoundInputs, plan: Plan) -> Choices | None:
    """Return the choices of the people in the room and what charts name for them; None if there are none.

    Parameters
    ----------
    inputs : RoundInputs
    plan : Plan
        Seats everyone in the room.
    """
    wishes = (*_list_chosen(inputs), *_list_named(inputs))
    if not wishes:
        return None
    unmet = [wish for wish in wishes if not set(wish.tables).intersection(plan.tables_of(wish.person))]
    if not unmet:
        return Choices(wishes, ())
    model = build_model(inputs.room, inputs.requirements)
    costs = IncrementalCosts.of(model, model.tables_of(plan))

    return Choices(wishes, find_departures(model, plan.seats, unmet, partial(find_exchange, costs)))


def _list_chosen(inputs: RoundInputs) -> Iterator[Wish]:
    """Yield, for each person, the tables that they chose, in the order of the room; a held seat is no person."""
    called = group_by_key((fold(table.id), table.id) for table in inputs.room.tables)
    for person in inputs.room.coming:
        chosen = {table for word in person.chose for table in called.get(fold(word), ())}
        if chosen:
            tables = sorted(chosen, key=inputs.room.table_index.__getitem__)
            yield Wish(person.id, tuple(tables), Source.CHOSE)


def _list_named(inputs: RoundInputs) -> Iterator[Wish]:
    """Yield, for each person, the tables for which most charts name them, if those are enough charts."""
    counts = count_named(inputs.charts)
    for person in inputs.room.coming if counts else ():
        named = counts.get(person.id, {})
        here = {table: number for table, number in named.items() if table in inputs.room.table_index}
        most = max(here.values(), default=0)
        if most >= FEWEST_CHARTS:
            chosen = sorted((table for table, n in here.items() if n == most), key=inputs.room.table_index.__getitem__)
            yield Wish(person.id, tuple(chosen), Source.NAMED, most)


def list_form_notes(request: Request, inputs: RoundInputs) -> tuple[Note, ...]:
    """Return the notes on the harvest, the charts and the invitations."""
    forms = (inputs.harvest, inputs.charts, inputs.invitations)
    return (
        *(note for form in forms if form is not None for note in form.notes),
        *_note_charts_left_out(request, inputs),
    )


def _note_charts_left_out(request: Request, inputs: RoundInputs) -> Iterator[Note]:
    """Yield a note if the last saved seating counted charts, and none are counted now.

    Charts that are only shown do not count, then or now: they add no requirement.
    """
    last = inputs.past.last
    if last is None or (request.charts_count and inputs.charts is not None):
        return
    if last.seating.inputs.charts_counted:
        text = said(
            "Round %(round)s was seated with charts that are not counted now: %(files)s. To count them, name them with "
            "--charts, or under `charts` in the convening.",
            round=last.number,
            files=said_list([file.file for file in last.seating.inputs.charts]),
        )
        yield Note("charts-of-one-command", text, "")


def _note_alone(room: Room, plan: Plan) -> Iterator[Note]:
    """Yield a note if people sit alone at a table. Staff and held seats do not count as company."""
    coming = room.coming_at(plan)
    alone = [(coming[table.id][0], table) for table in room.tables if len(coming[table.id]) == 1]
    if not alone:
        return
    form = message("%(person)s at %(table)s")
    shown = [said(form, person=person.label, table=table.label) for person, table in alone]
    text = said_count(
        "%(number)s person sits alone at a table: %(people)s.",
        "%(number)s people sit alone at a table: %(people)s.",
        len(alone),
        people=said_first(shown, SHOWN_ALONE),
    )
    if any((table.seats.minimum or 0) < 2 for _, table in alone):
        text = said_joined([text, said("A minimum such as `seats: 2-8` prevents this.")], " ")
    shared = said_count(
        "%(number)s person sits alone at a table.", "%(number)s people sit alone at a table.", len(alone)
    )
    yield Note("alone-at-table", text, shared)
