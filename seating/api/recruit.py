"""Find people to invite so that voices, roles and needs are met."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from itertools import islice

from seating.analysis.aims import Aim, Cells, list_aims, list_frame_cells, select_binding
from seating.analysis.invitation_model import add_must, list_table_terms
from seating.analysis.newcomers import add_newcomers, add_seats, build_newcomer
from seating.analysis.perspectives import UnmetPerspective, list_unmet_perspectives
from seating.analysis.recruitment import Recruitment, find_recruitment, write_invitation
from seating.api.request import Request
from seating.api.result import Solved
from seating.engines import Ending, FeasibilityOracle, Worker
from seating.engines.limits import RECRUITMENT_SIZE
from seating.model import Model, build_model
from seating.requirements.base.kind import Requirement
from seating.requirements.base.voices import Voice, VoiceState, list_held_seats
from seating.requirements.count import list_meant_for
from seating.result import FewestPeople, Recruit
from seating.result.staff_plan import list_seat_requirements
from seating.room.plan import IntArray, Plan, Room
from seating.room.tables import Table, map_labels

WORK = 4.0
"""Work units for all questions together. A unit takes about a second."""


def add_recruits(result: Solved, request: Request, worker: Worker) -> Solved:
    """Return the result with people to invite for each unmet voice, role and need, and the fewest who could cover all.

    Voices, roles and needs whose state is unknown because cells are blank are ignored. If people to invite were already
    found because the musts cannot all be met, that list is kept, and the others follow as counted, without a search. If
    the run was interrupted, all are as counted.

    Parameters
    ----------
    result : Solved
    request : Request
        Gives the seed and the time limit.
    worker : Worker
    """
    asked = result.review.asked
    if not any(voice.lacks_people for voice in asked):
        return result
    if result.ending is not Ending.INTERRUPTED and not result.recruit:
        with suppress(KeyboardInterrupt):  # Ctrl-C ends only this search
            return _find_recruits(result, RecruitmentProbes(list_seat_requirements(result), request, worker))
    return replace(result, recruit=(*result.recruit, *_count_others(result)))


def _count_others(result: Solved) -> Iterator[Recruit]:
    """Yield an invitation for each unmet voice, role and need that the invitations found so far leave out."""
    room, served = result.room, {identity for one in result.recruit for identity in one.serves}
    asked = list_aims(list_seat_requirements(result), room, list_frame_cells(result.convening.frame, room))
    judged = [(aim, aim.foresee(room, result.plan)) for aim in asked if aim.id not in served]
    for each in list_unmet_perspectives(judged, room, result.plan, None):
        yield _for_its_tables(result, _recruit(room, each, each.tables, is_confirmed=False, needs_seats=False))


def _find_recruits(result: Solved, asking: RecruitmentProbes) -> Solved:
    """Return the result with its invitations, those for private perspectives last.

    The others are found as if nothing private were asked for. What they tell of tables and seats thus depends on no
    private cell.
    """
    room = result.room
    asked = list_aims(list_seat_requirements(result), room, list_frame_cells(result.convening.frame, room))
    judged = [(aim, aim.foresee(room, result.plan)) for aim in asked]
    aims = [(aim, voice) for aim, voice in judged if voice.state is not VoiceState.UNKNOWN]
    private = {aim.id for aim in asked if _is_private(result, aim)}
    public = [(aim, voice) for aim, voice in aims if aim.id not in private]
    recruit, fewest = _invite(result, public, asking)
    if len(public) < len(aims):
        every, fewest = _invite(result, aims, asking)
        recruit += tuple(one for one in every if private.intersection(one.serves))
    return replace(result, recruit=recruit, fewest=fewest) if recruit else result


def _is_private(result: Solved, aim: Aim) -> bool:
    """Whether an aim asks for people that others must not know of."""
    columns = set() if aim.ask.who is None else {*aim.ask.who.columns}
    return aim.id in result.private_names or bool(columns & result.private_columns)


def _invite(
    result: Solved, judged: Sequence[tuple[Aim, Voice]], asking: RecruitmentProbes
) -> tuple[tuple[Recruit, ...], FewestPeople | None]:
    """Return the invitations for the unmet of these aims, and the fewest people who could cover them all."""
    room, aims = result.room, [aim for aim, _ in judged]
    unmet = frozenset(number for number, (_, voice) in enumerate(judged) if voice.lacks_people)
    if not unmet:
        return (), None
    room = _with_held_seats_taken(room, result.plan, [aims[number] for number in unmet])
    found, seats = asking.list_for(room, aims, unmet), 0
    if found is None:
        seats = sum(aim.lack(room) for aim in aims) or 1
        found = asking.list_for(add_seats(room, seats), aims, unmet)
    perspectives = list_unmet_perspectives(judged, result.room, result.plan, found)
    if not perspectives:
        return (), None
    fewest = None if found is None else FewestPeople(found.people, found.confirmed, found.smallest)
    recruit = asking.invite_each(room, aims, perspectives, result.plan, None if found is None else seats)
    people = sum(each.people for each in recruit)
    if fewest is not None and fewest.smallest and people <= fewest.people:
        recruit = tuple(replace(each, smallest=True) for each in recruit)
    return tuple(_for_its_tables(result, each) for each in recruit), fewest


def _for_its_tables(result: Solved, recruit: Recruit) -> Recruit:
    """Return an invitation that also asks for what the `for` of its tables requires, if that is the same at each.

    A private `for` is left out.
    """
    admitted = {
        table: count.who.not_.model_dump()
        for count, tables in list_meant_for(list_seat_requirements(result))
        if count.is_must and count.who.not_ is not None and not result.is_private(count)
        if result.private_columns.isdisjoint(count.asks_columns)
        for table in tables
    }
    asked = [admitted.get(table, {}) for table in recruit.tables]
    if (
        not asked
        or any(each != asked[0] for each in asked)
        or "not" in asked[0]
        or asked[0].keys() <= recruit.who.keys()
    ):
        return recruit
    who = {**asked[0], **recruit.who}
    names = [result.room.table(table).label for table in recruit.tables]
    return replace(recruit, who=who, sentence=write_invitation(who, recruit.people, names, bool(recruit.needs_seats)))


def _with_held_seats_taken(room: Room, plan: Plan, aims: Sequence[Aim]) -> Room:
    """Return the room with another seat for each one held for people of these aims: who is invited takes the held one.

    Otherwise someone invited to a full table would need an extra seat although one is held for them there.
    """
    seats = list_held_seats(room, plan)
    held = Counter(table.id for seat, table in seats if any(aim.ask.fits(seat) for aim in aims))
    return replace(room, tables=tuple(table.with_more_seats(held[table.id]) for table in room.tables)) if held else room


class RecruitmentProbes:
    """Answers the questions that arise in recruitment by running the engines, all within one allowance of work units.

    Parameters
    ----------
    requirements : sequence of Requirement
    request : Request
        Gives the seed and the time limit.
    worker : Worker
    """

    def __init__(self, requirements: Sequence[Requirement], request: Request, worker: Worker) -> None:
        self._requirements = requirements
        self._seed = request.seed
        self._worker = worker
        self._left = WORK
        self._deadline = request.deadline_from_now()

    def list_for(self, room: Room, aims: Sequence[Aim], unmet: frozenset[int] | None = None) -> Recruitment | None:
        """Return the smallest list of people to invite, or None if none is found.

        Parameters
        ----------
        room : Room
        aims : sequence of Aim
            The voices, roles and needs that must be met with the invited people.
        unmet : frozenset of int, optional
            Indices of the aims that are not met in the current seating; by default all.
        """
        return find_recruitment(
            room,
            self._requirements,
            aims,
            self._answer,
            lambda coming, seats: self._holds_with(room, aims, coming, seats),
            unmet,
            RECRUITMENT_SIZE,
        )

    def invite_each(
        self,
        room: Room,
        aims: Sequence[Aim],
        perspectives: Sequence[UnmetPerspective],
        plan: Plan,
        seats: int | None,
    ) -> tuple[Recruit, ...]:
        """Return an invitation for each perspective, and whether a seating with all these people is known.

        Parameters
        ----------
        room : Room
        aims : sequence of Aim
            The voices, roles and needs that must be met with the invited people.
        perspectives : sequence of UnmetPerspective
        plan : Plan
            The seating into which they are invited.
        seats : int or None
            How many seats to add to each table for a start; None if nothing helped that was tried before.
        """
        cells = [_cells(each) for each in perspectives for _ in range(each.people)]
        is_large = (len(room.persons) + len(cells)) * len(room.tables) > RECRUITMENT_SIZE
        at: tuple[str, ...] | None = None
        added = seats or 0
        if seats is not None and not is_large:
            for added in dict.fromkeys((seats, max(seats, len(cells)))):
                at = self._tables_for(add_seats(room, added) if added else room, aims, cells)
                if at is not None:
                    break
        found, first = [], 0
        short = _list_short_of_seats(room, plan, perspectives, at) if added and at is not None else ()
        for number, each in enumerate(perspectives):
            own = () if at is None or each.aim.ask.for_room else dict.fromkeys(at[first : first + each.people])
            is_as_seated = at is None or (each.tables and not added)  # in the seating of the page, not an imagined one
            tables = each.tables if is_as_seated else tuple(own)
            found.append(_recruit(room, each, tables, at is not None, number in short))
            first += each.people
        return tuple(found)

    def _tables_for(self, room: Room, aims: Sequence[Aim], coming: Sequence[Cells]) -> tuple[str, ...] | None:
        """Return a table for each newcomer in a seating that meets all musts and aims; None if none was found."""
        newcomers = []
        for cells in coming:
            room = add_newcomers(room, cells, 1)
            newcomers.append(room.listed.persons[-1].id)
        bound, alone = select_binding(self._requirements, aims, room)
        binding = [r.model_copy(update={"must": True}) for r in bound]
        model = add_must(build_model(room, binding), "at the tables", list(list_table_terms(alone, room)))
        _, tables = self._answer(model)
        if tables is None or not _holds(room, model.plan(tables), binding, alone):
            return None
        plan = model.plan(tables)
        return tuple(plan.seats[identity] for identity in newcomers)

    def _answer(self, model: Model) -> tuple[bool | None, IntArray | None]:
        together = FeasibilityOracle(
            model, self._worker, seed=self._seed, allowance=self._left, deadline=self._deadline
        )
        everything = frozenset(model.requirement_ids)
        holds = together(everything)
        if holds is False and together.once_more(everything) is not False:
            holds = None  # "infeasible" counts only if a second run confirms it
        self._left -= together.spent
        return holds, together.nearest if holds else None

    def _holds_with(
        self, room: Room, aims: Sequence[Aim], coming: Sequence[tuple[Cells, str]], seats: Mapping[str, str]
    ) -> bool | None:
        """Whether, according to the checker, all musts and aims are met if these people attend.

        The seating in which they were found is checked first. If it does not meet them, another one is searched for.
        """
        places = dict(seats)
        for cells, table in coming:
            room = add_newcomers(room, cells, 1)
            newcomers = {person.id for person in room.persons} - places.keys()
            places |= dict.fromkeys(newcomers, table)
        bound, alone = select_binding(self._requirements, aims, room)
        binding = [r.model_copy(update={"must": True}) for r in bound]
        if any(aim.count_coming(room) < aim.needed(room) for aim in aims):
            return False
        if _holds(room, Plan(places), binding, alone):
            return True
        model = add_must(build_model(room, binding), "at the tables", list(list_table_terms(alone, room)))
        holds, tables = self._answer(model)
        return holds if tables is None else _holds(room, model.plan(tables), binding, alone)


def _holds(room: Room, plan: Plan, binding: Iterable[Requirement], aims: Iterable[Aim]) -> bool:
    """Whether a plan meets the requirements and aims according to the checker."""
    return all(r.judge(room, plan).met for r in binding) and all(aim.is_met(room, plan) for aim in aims)


def _list_short_of_seats(
    room: Room, plan: Plan, perspectives: Sequence[UnmetPerspective], at: Sequence[str]
) -> frozenset[int]:
    """Return the numbers of the perspectives for whose people their tables have too few seats, if some have.

    They are those with a table that is too small for those who sit there and those who are invited for it. Whoever is
    invited for the room takes a seat that is free anywhere. Someone for whom a seat is held needs no other one.

    Parameters
    ----------
    room : Room
        With a further seat for each held one, as `_with_held_seats_taken` returns it.
    plan : Plan
    perspectives : sequence of UnmetPerspective
    at : sequence of str
        The table of each person who is invited, in the order of the perspectives.
    """
    members, tables = room.members(plan), iter(at)
    invited = [Counter(islice(tables, each.people)) for each in perspectives]
    bound = [found for each, found in zip(perspectives, invited, strict=True) if not each.aim.ask.for_room]
    coming = sum(bound, Counter[str]())
    is_small = {t.id: _is_too_small([t], len(members[t.id]) + coming[t.id]) for t in room.tables}
    open_to_all = [table for table in room.tables if not table.is_for_members]
    is_full = _is_too_small(open_to_all, sum(len(members[table.id]) for table in open_to_all) + len(at))
    held = [seat for seat, _ in list_held_seats(room, plan)]
    wanting = frozenset(
        number
        for number, each in enumerate(perspectives)
        if sum(1 for seat in held if each.aim.ask.fits(seat)) < each.people
    )
    short = frozenset(
        number
        for number in wanting
        if (is_full if perspectives[number].aim.ask.for_room else any(is_small[table] for table in invited[number]))
    )
    return short or wanting  # the seats may be too few for another reason, such as a must


def _is_too_small(tables: Iterable[Table], people: int) -> bool:
    """Whether these tables together have fewer seats than people; never if one of them has no maximum."""
    most = [table.seats.maximum for table in tables]
    return None not in most and sum(one for one in most if one is not None) < people


def _cells(perspective: UnmetPerspective) -> Cells:
    """Return the cells of one person who belongs to a perspective."""
    alternatives = perspective.aim.alternatives
    fitting = (a for a in alternatives if perspective.aim.ask.matches(build_newcomer("imagined", a)))
    return next(fitting, alternatives[0] if alternatives else {})


def _recruit(
    room: Room, each: UnmetPerspective, tables: Sequence[str], is_confirmed: bool, needs_seats: bool
) -> Recruit:
    """Return the record of the invitation for one perspective, with its sentence."""
    labels = map_labels(room.tables)
    names = [labels[table] for table in tables]
    return Recruit(
        who=each.who,
        people=each.people,
        serves=(each.aim.id,),
        sentence=write_invitation(each.who, each.people, names, needs_seats),
        confirmed=is_confirmed,
        tables=tuple(tables),
        needs_seats=needs_seats,
        name=each.aim.ask.name,
    )
