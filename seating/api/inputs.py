"""Read and validate the inputs of a run: the people, the tables and the requirements."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, partial

from seating.analysis.aims import list_frame_cells
from seating.analysis.arrivals import (
    Arrivals,
)
from seating.analysis.initiative.changes import FormerList, FormerPerson
from seating.analysis.initiative.memberships import Membership
from seating.analysis.invitations import Invitations
from seating.analysis.promises import Commitments
from seating.analysis.season.staffing import is_met_by_staff_plan
from seating.api.day.attendance import apply_day, read_day
from seating.api.earlier_seating import keep
from seating.api.form_files import (
    add_gaps,
    find_sheet_tables,
    read_all,
    read_commitment_files,
    read_harvest_sheets,
    read_resource_files,
    read_worksheet_files,
)
from seating.api.invitation_states import read_current_invitations
from seating.api.reading import read_inputs
from seating.api.request import Inputs, Request
from seating.api.saved_rounds.former import find_former_list, read_former
from seating.api.saved_rounds.ledger_state import (
    EMPTY_STATE,
    LedgerState,
    read_ledger_state,
    with_former_ids,
)
from seating.api.seating_files import GivenChair, GivenDuties
from seating.charts import Charts
from seating.convening import (
    Convening,
    Reading,
    is_private,
    not_seated,
    open_room,
    private_columns,
)
from seating.convening.convening_file import INFERRED, is_unedited
from seating.convening.requirements import Asking
from seating.convening.rooms import NotSeated
from seating.errors import InputError, Note, Problem
from seating.forms.harvest import Harvest
from seating.forms.resources import Resources
from seating.forms.worksheets import NO_WORKSHEETS, Worksheets
from seating.profiles import People
from seating.record.result import InputsRecord
from seating.requirements.base.kind import (
    PRIVATE_PREFIX,
    Requirement,
    is_about_governance,
    is_active,
    named_tables,
    with_ties,
)
from seating.requirements.staff import StaffRequirement
from seating.room.history import AskedVoice
from seating.room.lineage import descends
from seating.room.plan import Plan, Room
from seating.wording import said


@dataclass(frozen=True)
class RoundInputs:
    """The inputs of one round.

    Attributes
    ----------
    people : People
    convening : Convening
    room : Room
    requirements : tuple of Requirement
        The requirements that are active in this round.
    notes : tuple of Note
    harvest : Harvest or None
        The harvest of the tables, if a file of typed harvest sheets was given.
    charts : Charts or None
        The filled-in charts, if files of them were given.
    invitations : Invitations or None
        The states of invitations, if there is a file of them.
    arrivals : Arrivals or None
        Who has arrived, who is absent, and walk-ins. The people are as they are on the day already.
    unexpected : frozenset of str
        As for `Inputs`.
    resources : Resources or None
        What there is and what is missing, if there is a file of resources.
    staffing : tuple of StaffRequirement
        In a season of sessions, the active `staff` requirements; otherwise they are among the others.
    commitments : Commitments or None
        The promises of earlier meetings, from files or from the last saved round.
    worksheets : Worksheets
        The rows of the worksheets beside the list.
    sheet_notes : tuple of Note
        Those of the notes that are about resources, promises and worksheets.
    past : LedgerState
        The earlier rounds, and the saved seating of this round if there is one.
    at_governance : tuple of Requirement
        The active requirements that name governance tables. Those that name other tables too are in both tuples.
    former_members : tuple of Membership
        The members of governance tables in the last round, or in the saved seating of this one. Chosen members stay if
        the musts allow it.
    former_people : mapping of str to FormerPerson
        The people on the list at that time, by id.
    former_list : FormerList or None
        The last list in the ledger that is not this one.
    keeps_duties : bool
        Whether the members and people above are those of the saved seating of this round. Whoever keeps their table in
        it keeps their duties.
    given_chairs : mapping of str to GivenChair
        The chairs in the file of the seating that is reviewed or repaired, by person id.
    given_duties : mapping of str to GivenDuties
        The duties in that file, by person id.
    inferred_earlier : bool
        Whether an earlier run inferred the convening and no one has edited it since.
    """

    people: People
    convening: Convening
    room: Room
    requirements: tuple[Requirement, ...]
    notes: tuple[Note, ...]
    harvest: Harvest | None = None
    charts: Charts | None = None
    invitations: Invitations | None = None
    arrivals: Arrivals | None = None
    unexpected: frozenset[str] = frozenset()
    resources: Resources | None = None
    staffing: tuple[StaffRequirement, ...] = ()
    commitments: Commitments | None = None
    worksheets: Worksheets = NO_WORKSHEETS
    sheet_notes: tuple[Note, ...] = ()
    past: LedgerState = EMPTY_STATE
    at_governance: tuple[Requirement, ...] = ()
    former_members: tuple[Membership, ...] = ()
    former_people: Mapping[str, FormerPerson] = field(default_factory=dict)
    former_list: FormerList | None = None
    keeps_duties: bool = False
    given_chairs: Mapping[str, GivenChair] = field(default_factory=dict)
    given_duties: Mapping[str, GivenDuties] = field(default_factory=dict)
    inferred_earlier: bool = False

    @cached_property
    def private_columns(self) -> frozenset[str]:
        """The columns that only the convener may see."""
        return private_columns(self.convening, self.people)

    @cached_property
    def private_names(self) -> Mapping[str, str]:
        """The names `private-1`, `private-2`, …, by the ids of requirements that only the convener may read."""
        asked = {r.id: r for r in (*self.all_requirements, *self.at_governance)}
        private = [identity for identity, r in asked.items() if is_private(r, self.private_columns)]
        return {identity: f"{PRIVATE_PREFIX}{number}" for number, identity in enumerate(private, start=1)}

    @property
    def all_requirements(self) -> tuple[Requirement, ...]:
        """The active requirements, including those that the staff plan meets."""
        return (*self.requirements, *self.staffing)

    @property
    def saved_people(self) -> Mapping[str, FormerPerson]:
        """The people of the saved seating of this round, by id; none if it was not seated yet."""
        return self.former_people if self.keeps_duties else {}

    def list_staying(self, plan: Plan) -> dict[str, FormerPerson]:
        """Return those of the saved seating of this round who keep their table, by id."""
        saved = ((person, one) for person, one in self.saved_people.items() if person in plan.seats)
        there = frozenset(one.table for one in self.saved_people.values())
        return {person: one for person, one in saved if descends(self.room, one.table, plan.seats[person], there)}

    def list_former_further(self, seats: Mapping[str, str] | None = None) -> Mapping[str, tuple[str, ...]]:
        """Return the further sessions of people in the saved seating of this round.

        Parameters
        ----------
        seats : mapping of person id to table id, optional
            If given, only those of people who have these seats there.
        """
        saved = ((person, one) for person, one in self.saved_people.items() if one.further)
        return {person: one.further for person, one in saved if seats is None or seats.get(person) == one.table}

    def find_planned(self, seats: Mapping[str, str]) -> Mapping[int, Mapping[str, str]]:
        """Return the saved seats of this round and of the later rounds that stay planned; none if no later one does.

        They stay if they were planned with just these seats of all who come.
        """
        rounds, number = self.past.ledger.rounds, self.room.round_number
        saved = rounds.get(number)
        now = {person.id: seats.get(person.id, "") for person in self.room.persons}
        if saved is None or saved.further or saved.seats != now:
            return {}
        later = {other: one.seats for other, one in rounds.items() if other > number}
        return {number: saved.seats, **later} if later else {}

    def join_planned(self, planned: Mapping[int, Mapping[str, str]]) -> RoundInputs:
        """Return this round as one of those that are planned together, as `find_planned` returns them."""
        return replace(self, room=replace(self.room, last_round=max(planned))) if planned else self

    def is_made_from(self, inputs: InputsRecord) -> bool:
        """Whether a saved round was made from the same list, convening and charts.

        A convening that was inferred then and is now read from the file it was written to counts as the same.
        """
        then, convening = inputs.stakeholders.sha256, inputs.convening.sha256
        is_same = convening == self.convening.sha256 or (convening is None and self.inferred_earlier)
        charts = [file.sha256 for file in inputs.charts]
        return then == self.people.sha256 and is_same and charts == [sha256 for _, sha256 in self.chart_files]

    @property
    def chart_files(self) -> tuple[tuple[str, str], ...]:
        """The files of filled-in charts, each with its hash."""
        return () if self.charts is None else self.charts.hashes

    @property
    def is_over(self) -> bool:
        """Whether it is recorded who attended this round."""
        saved = self.past.ledger.rounds.get(self.room.round_number)
        return saved is not None and saved.is_over

    @property
    def not_seated(self) -> tuple[NotSeated, ...]:
        """The people on the list who have no seat this round, with the reasons."""
        return not_seated(self.people, self.room.round_number)


def read_round(request: Request, round_number: int | None = None, *, asking: Asking = Asking.PRESENT) -> RoundInputs:
    """Read the list, the convening and the ledger for one round.

    Parameters
    ----------
    request : Request
    round_number : int, optional
        An earlier round. By default the open round, or with `next_round` the one after it.
    asking : Asking
        Whose cells ask for something on the day.

    Raises
    ------
    UsageError
        When a file does not exist, when there is no round to close, or when `keep` cannot be resolved.
    InputError
        With all errors in the inputs.
    """
    return _open(request, round_number, 1, asking)[0]


def read_rounds(request: Request) -> tuple[RoundInputs, ...]:
    """Read the inputs of all rounds that are planned together, the open one first.

    The history of each round ends before the first of them.

    Raises
    ------
    UsageError, InputError
        As for `read_round`.
    """
    return _open(request, None, request.rounds)


def _open(
    request: Request, round_number: int | None, planned: int, asking: Asking = Asking.PRESENT
) -> tuple[RoundInputs, ...]:
    inputs = request.inputs or read_inputs(request)
    reading = inputs.reading
    past = read_ledger_state(request, reading.people, reading.convening, round_number)
    convening = with_former_ids(reading.convening, past)
    shows_saved = round_number is not None and past.last is not None and past.last.number == round_number
    saved = past.last if shows_saved else None
    tables = find_sheet_tables(convening, past.ledger, saved)
    numbers = range(past.round_number, past.round_number + planned)
    days = {n: read_day(request, inputs, n, past.ledger.rounds.get(n), saved) for n in numbers}
    here, _ = days[past.round_number]
    past = past.with_people(here)
    (resources, unread), (commitments, unread_too), worksheets, harvest = read_all(
        partial(read_resource_files, request, here, convening, tables),
        partial(read_commitment_files, request, here, tables, past.ledger, past.last),
        partial(read_worksheet_files, request, here, tables),
        partial(read_harvest_sheets, request, convening, tables),
    )
    reading = replace(reading, convening=add_gaps(convening, resources))
    sheet_notes = (*unread, *unread_too, *worksheets.notes)
    inputs = replace(inputs, reading=reading, notes=(*inputs.notes, *past.notes, *sheet_notes))
    day = partial(apply_day, inputs, is_saved=saved is not None, asking=asking)
    rounds = (_round(request, day(n, *found), past, n) for n, found in days.items())
    return tuple(
        replace(
            one,
            resources=resources,
            commitments=commitments,
            worksheets=worksheets,
            harvest=harvest,
            sheet_notes=sheet_notes,
        )
        for one in rounds
    )


def _list_voices(reading: Reading, room: Room, number: int) -> list[AskedVoice]:
    """Return the voices of the room, by which the record of a round knows them.

    The requirements of now ask for them in that round, or the frame needs them.
    """
    private = private_columns(reading.convening, reading.people)
    cells = list_frame_cells(reading.convening.frame, room)
    asked = [
        AskedVoice(requirement.id, ask.name, frozenset(ask.tables), is_private(requirement, private))
        for requirement in reading.convening.requirements
        if requirement.is_voice and is_active(requirement, number)
        if not is_about_governance(requirement, reading.convening.tables)
        for ask in requirement.asks(room)
    ]
    return asked + [AskedVoice(identity, ask.name, frozenset(ask.tables)) for identity, ask, _ in cells]


def _round(request: Request, inputs: Inputs, past: LedgerState, number: int) -> RoundInputs:
    """Return the inputs of one round. Raise `InputError` if no one attends."""
    reading = inputs.reading
    room = replace(open_room(reading.people, reading.convening, number), history=past.history)
    if not room.people:
        hint = said("At least one person who is not staff must attend. Check `attending`, `status` and `duty`.")
        says = (
            said("has no one to seat") if number == 1 else said("has no one to seat in round %(number)s", number=number)
        )
        raise InputError([Problem("nobody-coming", says, reading.people.file, hint=hint)])
    kept, gone = (
        keep(request.keep, room, past.last.seats_on(reading.people) if past.last is not None and request.keep else None)
        if number == past.round_number
        else ((), ())
    )
    asked = tuple(r for r in reading.convening.requirements if is_active(r, number))
    room = replace(room, history=past.history.with_voices(partial(_list_voices, reading, room)))
    if number == past.round_number:  # the outcome of the rounds before a later one is not known yet
        asked = tuple(requirement.after(room.history) for requirement in asked)
    governing = {table.id for table in reading.convening.tables if not table.seats_people}
    at_governance = tuple(r for r in asked if governing.intersection(named_tables(r)))
    asked = tuple(r for r in asked if not is_about_governance(r, reading.convening.tables))
    labels = {table.id: table.label for table in reading.convening.tables if not table.seats_people}
    members = _named_members(reading.people, reading.convening)
    room = replace(room, memberships=members, labels_elsewhere=labels)
    saved, before = past.ledger.rounds.get(number), past.ledger.rounds.get(number - 1)
    former_members, former_people = read_former(saved or before, reading.people)
    staffing = tuple(r for r in asked if isinstance(r, StaffRequirement) and is_met_by_staff_plan(r, room))
    seating = tuple(r for r in asked if r not in staffing)
    return RoundInputs(
        people=reading.people,
        convening=reading.convening,
        room=with_ties(room, (*seating, *kept)),
        requirements=(*seating, *kept),
        staffing=staffing,
        notes=(*inputs.notes, *gone),
        charts=inputs.charts,
        invitations=read_current_invitations(request, room, asked, reading.convening, inputs.charts),
        arrivals=inputs.arrivals,
        unexpected=inputs.unexpected,
        past=past,
        at_governance=at_governance,
        former_members=former_members,
        former_people=former_people,
        keeps_duties=saved is not None,
        former_list=find_former_list(past.ledger, reading.people),
        inferred_earlier=is_unedited(request.out / INFERRED, reading.convening.sha256),
    )


def _named_members(people: People, convening: Convening) -> Mapping[str, frozenset[str]]:
    """Return the members of governance tables that are known before anyone is seated, by table id."""
    named = {table.id: table.own_members for table in convening.tables if not table.seats_people}
    return {table: frozenset(p.id for word in words for p in people.named(word)) for table, words in named.items()}
