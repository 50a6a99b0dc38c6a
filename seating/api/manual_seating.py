"""A seating made by hand: its steps, what they add up to, how good it is, and how it becomes a saved round.

The file `OUT/board/steps.jsonl` holds the steps (`seating.ledger.steps`). The seating is what they add up to, so that
every window and every command that reads the file sees the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path
from string import ascii_uppercase

from seating import judge
from seating.analysis.initiative.memberships import list_memberships
from seating.api.chair_orders import ChairOrders, change_chairs, find_kept_chairs, order_chairs
from seating.api.inputs import RoundInputs, read_round
from seating.api.one_round import add_governance
from seating.api.request import Request
from seating.api.result import Solved, find_nominations, judge_plan
from seating.api.saved_rounds.saving import Hold, save
from seating.convening.convening_file import INFERRED, write_inferred
from seating.engines.outcome import Status
from seating.errors import UsageError
from seating.ledger.atomic_files import make_private_folder
from seating.ledger.event_log import Undoable
from seating.ledger.steps import STEPS, Action, Step, append_steps, read_steps
from seating.room.plan import Plan, find_valid_seats
from seating.wording import said, said_count


class StepRefusedError(UsageError):
    """A step that no longer applies, because someone else has made another one meanwhile."""


@dataclass(frozen=True)
class Locks:
    """What stays as it is when the program improves or repairs the seating.

    Attributes
    ----------
    people, tables : frozenset of str
        Ids of people who keep their seats, and of tables that keep their people.
    pairs : frozenset of pair of str
        Ids of two people, sorted, who keep sitting together.
    """

    people: frozenset[str] = frozenset()
    tables: frozenset[str] = frozenset()
    pairs: frozenset[tuple[str, str]] = frozenset()

    @property
    def keys(self) -> frozenset[str]:
        """The locks as the file of steps names them."""
        pairs = (name_pair(one, other) for one, other in self.pairs)
        return frozenset((*(f"person:{one}" for one in self.people), *(f"table:{one}" for one in self.tables), *pairs))

    def find_separated(self, seats: Mapping[str, str]) -> frozenset[tuple[str, str]]:
        """Return the locked pairs of which both have a seat, at two tables."""
        return frozenset(p for p in self.pairs if p[0] in seats and p[1] in seats and seats[p[0]] != seats[p[1]])

    @classmethod
    def of(cls, keys: Iterable[str]) -> Locks:
        """Return the locks with these names."""
        found: dict[str, set[str]] = {"person": set(), "table": set(), "pair": set()}
        for key in keys:
            what, _, identity = key.partition(":")
            found.setdefault(what, set()).add(identity)
        pairs = (parse_pair(pair) for pair in found["pair"])
        return cls(frozenset(found["person"]), frozenset(found["table"]), frozenset(p for p in pairs if p is not None))


def name_pair(one: str, other: str) -> str:
    """Return how the file of steps names the lock of two people, by id; their order does not matter."""
    return "pair:" + "+".join(_escape(each) for each in sorted((one, other)))


def parse_pair(text: str) -> tuple[str, str] | None:
    """Return the ids of two people, sorted, from the name of their lock without `pair:`; None if it is damaged."""
    one, mark, other = text.partition("+")
    if not mark:
        return None
    first, second = sorted((_unescape(one), _unescape(other)))
    return first, second


def _escape(identity: str) -> str:
    return identity.replace("%", "%25").replace("+", "%2B")


def _unescape(text: str) -> str:
    return text.replace("%2B", "+").replace("%25", "%")


@dataclass(frozen=True)
class ManualSeating:
    """What the steps add up to.

    Attributes
    ----------
    seats : mapping of person id to table id
        Only people and tables of the room.
    tray : tuple of str
        Ids of the people in the room who have no seat, in room order.
    all_seats : mapping of person id to table id
        `seats` and, besides, those of people who are not in the room now, such as those marked absent, and those at
        tables that were removed. They count again if the person or the table comes back.
    before : mapping of person id to table id
        The seats before the last step of `done`.
    locks : Locks
    done, undone : tuple of Step
        The steps that can be undone, oldest first, and those that can be redone, the next one first.
    candidates : mapping of str to mapping
        Seats that were kept under a name.
    kept : tuple of Step
        The steps that kept them, oldest first.
    number : int
        The number of the last step of the file; 0 if there is none.
    entry : int or None
        The number of the ledger entry that the seating started from or was saved as.
    newer_entry : int or None
        The number of a ledger entry for this round that another command has saved since.
    is_begun : bool
        Whether the file has a seating for this round. If not, this one is that of the ledger.
    is_saved : bool
        Whether the seats are exactly those of the last saved entry of this round, and the chairs too. They are not if
        someone who has a seat there no longer comes.
    chairs : mapping of person id to int
        The chairs from 1 that the steps gave to those who still sit at the same table. Others have those of the ledger.
    has_saved_chairs : bool
        Whether these are no other chairs than those of the ledger.
    saved_step : int
        The number of the last step that saved the seating; 0 if none did.
    """

    seats: Mapping[str, str]
    tray: tuple[str, ...] = ()
    locks: Locks = field(default_factory=Locks)
    done: tuple[Step, ...] = ()
    undone: tuple[Step, ...] = ()
    candidates: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    kept: tuple[Step, ...] = ()
    number: int = 0
    entry: int | None = None
    newer_entry: int | None = None
    is_begun: bool = False
    is_saved: bool = False
    before: Mapping[str, str] = field(default_factory=dict)
    all_seats: Mapping[str, str] = field(default_factory=dict)
    chairs: Mapping[str, int] = field(default_factory=dict)
    has_saved_chairs: bool = True
    saved_step: int = 0


def read_manual_seating(out: Path, inputs: RoundInputs) -> ManualSeating:
    """Return the seating made by hand for the open round; without steps, the last one that was saved.

    Parameters
    ----------
    out : path
        The output folder.
    inputs : RoundInputs

    Raises
    ------
    UsageError
        When the file of steps cannot be read.
    """
    steps = read_steps(out / STEPS)
    number, last = inputs.room.round_number, inputs.past.last
    is_seated = last is not None and last.number == number
    saved = dict(last.seats) if last is not None and is_seated else {}
    entry = last.entry.number if last is not None and is_seated else None
    base, first_chairs = dict[str, str | None](saved), dict[str, int]()
    start, began, is_begun = entry, entry, False
    made: Undoable[Step] = Undoable()
    kept: dict[str, Step] = {}
    for step in (step for step in steps if step.round_number == number):
        match step.action:
            case Action.BEGIN:
                base, first_chairs, began, is_begun = dict(step.seats), dict(step.chairs), step.entry, True
                made = Undoable()
            case Action.UNDO:
                made.undo()
            case Action.REDO:
                made.redo()
            case Action.KEEP:
                kept[step.name] = step
            case Action.SAVE:
                began = step.entry
            case Action.MOVE | Action.LOCK | Action.EDIT:
                made.do(step)
    seats, before, chairs, locks = dict(base), dict(base), first_chairs, set[str]()
    done = made.done
    for step in done:
        before = dict(seats) if step is done[-1] else before
        seats.update(step.seats)
        chairs = _change_chairs(chairs, step, seats)
        locks = (locks - set(step.unlocks)) | set(step.locks)
    room = inputs.room
    now = find_valid_seats(room, seats)
    chairs = {person: chair for person, chair in chairs.items() if person in now}
    stays = all(chairs.get(one, chair) == chair for one, chair in find_kept_chairs(inputs, Plan(now)).items())
    return ManualSeating(
        seats=now,
        tray=tuple(person.id for person in room.persons if person.id not in now),
        locks=Locks.of(locks),
        done=done,
        undone=made.undone,
        candidates={
            name: {person: table for person, table in step.seats.items() if table is not None}
            for name, step in kept.items()
        },
        kept=tuple(kept.values()),
        number=max((step.number for step in steps), default=0),
        entry=began if is_begun else start,
        newer_entry=entry if is_begun and entry is not None and entry != began else None,
        is_begun=is_begun,
        is_saved=entry is not None and now == saved and stays,
        before=find_valid_seats(room, before),
        all_seats={person: table for person, table in seats.items() if table is not None},
        chairs=chairs,
        has_saved_chairs=stays,
        saved_step=max((step.number for step in steps if step.action is Action.SAVE), default=0),
    )


def _change_chairs(chairs: Mapping[str, int], step: Step, seats: Mapping[str, str | None]) -> dict[str, int]:
    """Return the chairs after a step. Whoever goes to another table has none."""
    stay = {person: chair for person, chair in chairs.items() if person not in step.seats}
    return change_chairs(stay, step.chairs, seats)


def order_by_hand(inputs: RoundInputs, seating: ManualSeating) -> ChairOrders:
    """Return the chair of everyone with a seat: the one that the steps gave them, or the saved one, or a new one."""
    return order_chairs(inputs, Plan(dict(seating.seats)), _keep_chairs(inputs, seating))


def _keep_chairs(inputs: RoundInputs, seating: ManualSeating) -> dict[str, int]:
    """Return the chairs of those who keep theirs: the ones that the steps gave them, and for others the saved ones."""
    return {**find_kept_chairs(inputs, Plan(dict(seating.seats))), **seating.chairs}


def _add_chairs(inputs: RoundInputs, seating: ManualSeating, step: Step) -> Step:
    """Return a step with the chairs of those that it moves, so that later steps leave them there."""
    if step.action is not Action.MOVE or inputs.convening.chairs is None:
        return step
    shown = order_by_hand(inputs, seating).chairs
    seats = find_valid_seats(inputs.room, {**seating.seats, **step.seats})
    then = order_chairs(inputs, Plan(seats), _change_chairs(shown, step, seats)).chairs
    new = {person: chair for person, chair in then.items() if person in step.seats or shown.get(person) != chair}
    return replace(step, chairs=new)


def add_steps(out: Path, inputs: RoundInputs, seating: ManualSeating, *steps: Step) -> ManualSeating:
    """Append steps to a seating and return what they add up to.

    Parameters
    ----------
    out : path
        The output folder.
    inputs : RoundInputs
    seating : ManualSeating
        The seating that the steps were made for.
    *steps : Step

    Raises
    ------
    StepRefusedError
        When someone else has made a step since `seating` was read. Nothing is appended.
    UsageError, FolderHeldError
        As for `append_steps`.
    """
    number = inputs.room.round_number
    needed = tuple(_add_chairs(inputs, seating, step) for step in steps)
    if not seating.is_begun and steps[0].action is not Action.BEGIN:
        chairs = order_by_hand(inputs, seating).chairs
        needed = (Step(Action.BEGIN, seats=dict(seating.all_seats), chairs=dict(chairs), entry=seating.entry), *needed)
    numbered = [replace(step, round_number=number) for step in needed]
    if inputs.convening.is_inferred:  # once someone has a seat, the tables stand
        make_private_folder(out, STEPS.parent)
        write_inferred(inputs.convening, out / INFERRED)
    if not append_steps(out / STEPS, numbered, expected=seating.number):
        raise StepRefusedError(
            said(
                "Another window or command has changed the seating. Nothing was done. "
                "This page shows the new seating; try again."
            )
        )
    return read_manual_seating(out, inputs)


def next_candidate(seating: ManualSeating) -> str:
    """Return the first free name of a candidate: A to Z, then A2 and so on."""
    names = (letter + (str(n) if n > 1 else "") for n in count(1) for letter in ascii_uppercase)
    return next(name for name in names if name not in seating.candidates)


def is_candidate_letter(name: str) -> bool:
    """Whether a name of a kept seating is one that `next_candidate` gives."""
    return name[:1] in set(ascii_uppercase) and (len(name) == 1 or (name[1:].isascii() and name[1:].isdigit()))


def find_differences(seats: Mapping[str, str], others: Mapping[str, str]) -> tuple[str, ...]:
    """Return the ids of the people whose seats differ between two seatings, sorted."""
    return tuple(sorted(p for p in {*seats, *others} if seats.get(p) != others.get(p)))


def _make_plan(inputs: RoundInputs, seats: Mapping[str, str]) -> Plan:
    """Return the plan of seats made by hand. Whoever has the seat that was saved keeps their further sessions."""
    known, former = inputs.room.table_index, inputs.list_former_further(seats)
    further = {person: tuple(table for table in tables if table in known) for person, tables in former.items()}
    return Plan(dict(seats), {person: tables for person, tables in further.items() if tables})


def add_who_is_named(result: Solved, inputs: RoundInputs) -> Solved:
    """Return a result of the judge with the members that the convening names, those that charts name, and the calls."""
    return replace(
        result,
        memberships=list_memberships(inputs.people, inputs.convening.tables, inputs.room, result.plan, result.duties),
        nominations=find_nominations(inputs.charts, inputs.commitments, inputs.convening),
        invitations=inputs.invitations,
        former_list=inputs.former_list,
    )


def judge_manual_seating(
    inputs: RoundInputs, seats: Mapping[str, str], chairs: Mapping[str, int] | None = None
) -> Solved:
    """Return the judge's result for seats, without what takes long: duties and candidates.

    People without a seat count at no table. Guests and staff of several sessions are at all of them as long as they
    have the seat that was saved. Rounds that were planned together with this one stay as long as the seats are the
    saved ones.

    Parameters
    ----------
    inputs : RoundInputs
    seats : mapping of person id to table id
        Of people in the room.
    chairs : mapping of person id to int, optional
    """
    planned = inputs.find_planned(seats)
    room, plan = inputs.join_planned(planned).room, _make_plan(inputs, seats)
    judged = judge.review(room, inputs.all_requirements, plan)
    return Solved(
        people=inputs.people,
        convening=inputs.convening,
        room=room,
        requirements=inputs.all_requirements,
        plan=plan,
        review=judged,
        status=Status.NO_SEATING if judged.unmet else Status.FEASIBLE,
        bound=None,
        seconds=0.0,
        seed=0,
        private_names=inputs.private_names,
        private_columns=inputs.private_columns,
        not_seated=inputs.not_seated,
        chairs=chairs or {},
        planned=planned,
    )


def save_manual_seating(request: Request) -> Solved:
    """Save the seating made by hand as the open round, and write its report and packet.

    Its status is `feasible` or `no_seating`, as for `review`, because nothing is solved.

    Parameters
    ----------
    request : Request

    Raises
    ------
    UsageError
        When someone has no seat, or when the folder cannot be written.
    InputError, FolderHeldError
        As for `solve`.
    """
    with Hold(request) as hold:
        inputs = read_round(request)
        hold.ready(inputs.past)
        seating = read_manual_seating(request.out, inputs)
        if seating.tray:
            raise UsageError(
                said_count(
                    "%(number)s person has no seat yet. Seat them, or mark them as not coming, and save again.",
                    "%(number)s people have no seat yet. Seat them, or mark them as not coming, and save again.",
                    len(seating.tray),
                )
            )
        plan = _make_plan(inputs, seating.seats)
        result = judge_plan(request, inputs, plan, kept_chairs=_keep_chairs(inputs, seating))
        result = add_governance(replace(result, is_manual=True), inputs, request, None)
        saved = save(request, inputs.past, result)
        entry = read_round(request).past.last
        number = None if entry is None else entry.entry.number
        add_steps(request.out, inputs, seating, Step(Action.SAVE, entry=number))
    return saved
