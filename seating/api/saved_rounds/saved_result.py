"""Read a saved round as a result, so that its pages can be made again without solving.

The ledger has everything except what is private. If the list is given and neither it nor the convening has changed, the
round is checked again, which restores the private requirements.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from seating.analysis.promises import find_date
from seating.api.earlier_seating import keep
from seating.api.form_files import find_sheet_tables, read_commitment_files, read_resource_files
from seating.api.inputs import RoundInputs, read_round
from seating.api.invitation_states import read_invitation_file
from seating.api.one_round import add_governance
from seating.api.request import Request
from seating.api.result import Solved, build_result, find_nominations
from seating.api.rounds import find_round
from seating.api.saved_rounds.former import find_former_list
from seating.api.saved_rounds.ledger_state import ROUND_CLOSED
from seating.api.saved_rounds.saved_records import find_saved_ids, result_from_record, with_saved_ids
from seating.charts import Charts
from seating.charts.filled_chart import at_tables
from seating.convening import Convening
from seating.convening.requirements import Asking
from seating.engines.outcome import Status
from seating.errors import Note, UsageError
from seating.explanations.conflicts import Conflict
from seating.forms.harvest import read_harvest
from seating.forms.worksheets import UNREAD_WORKSHEETS
from seating.judge import review
from seating.ledger import Ledger, SavedRound, find_revision
from seating.profiles import People
from seating.record.people import has_digests
from seating.requirements.base.kind import KEEP_PREFIX, is_lock
from seating.requirements.voice import VoiceRequirement
from seating.result import PRIVATE_NAME, Result
from seating.room.plan import Plan
from seating.room.tables import SheetTables
from seating.sources import read
from seating.wording import Said, message, said, said_joined

UNFINISHED = message(
    "Not all pages of round %(round)s were written. To write them, rerun the command that seated the round."
)

WITHOUT_LIST = Note(
    "without-list",
    said(
        "These pages were made from the ledger alone. They do not include convener-only pages, letters or "
        "files with e-mail addresses. Name the list to get those."
    ),
)

COMPLETE = said("To save the round with the present list and to write complete pages, run `seating repair`.")


class InputState(StrEnum):
    """How the list, the convening and the charts compare with those that a round was saved from."""

    SAME = "same"
    CHANGED = "changed"
    UNKNOWN = "unknown"
    """They cannot be compared: people in the round were forgotten since then, or the list was not given."""


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
    inputs : InputState
        Whether the list, the convening and the charts are still those that the round was made from.
    """

    result: Solved
    with_list: bool
    is_open: bool
    inputs: InputState

    @property
    def is_unchanged(self) -> bool:
        """Whether the files are known to be those that the round was made from."""
        return self.inputs is InputState.SAME


ATTENDANCE_LATER = said(
    "Who came to an earlier round was recorded or corrected after this seating was made. Requirements that compare "
    "rounds count with it, so what was proven of this seating when it was saved may no longer hold."
)
"""What is told of a saved round whose earlier rounds are not what they were when it was saved."""


def saved_result(request: Request, round_number: int | None = None) -> SavedResult:
    """Return a saved round, by default the open one.

    If an earlier round has changed since it was saved, nothing that was proven of its seating is returned.

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
    found = _read_saved(request, ledger, round_number)
    saved = find_round(ledger, found.result.room.round_number)
    found = replace(found, result=replace(found.result, revision=find_revision(ledger.entries, saved.number)))
    is_newest = ledger.entries[-1].number == saved.entry.number
    if is_newest or ledger.history(saved.number) == ledger.as_of(saved).history(saved.number):
        return found
    return replace(found, result=_without_proof(found.result))


def _without_proof(result: Solved) -> Solved:
    """Return a round without what was proven, and without the note on who came to the round before it."""
    notes = (note for note in result.notes if note.slug != ROUND_CLOSED)
    governance = tuple(_unproven(view) for view in result.governance)
    return replace(_unproven(result), governance=governance, notes=(*notes, Note("attendance-later", ATTENDANCE_LATER)))


def _unproven(result: Solved) -> Solved:
    status = Status.NO_SEATING if result.review.unmet else Status.FEASIBLE
    return replace(result, status=status, bound=None, conflicts=(), ways_out=())


def _read_saved(request: Request, ledger: Ledger, round_number: int | None) -> SavedResult:
    """Return a saved round; the earlier rounds may have changed since then."""
    if not ledger.rounds:
        raise UsageError(
            f"No round is saved in {request.out}. Save one with `seating solve`, or name another folder with --out."
        )
    number = ledger.open_round if round_number is None else round_number
    saved = find_round(ledger, number)
    history = ledger.history(number)
    notes = (Note("round-unfinished", said(UNFINISHED, round=number)),) if ledger.is_unfinished(saved) else ()
    is_open = number == ledger.open_round
    planned = _read_planned(ledger, saved)
    if request.people is None:
        result = _read_ledger_alone(
            request, ledger, saved, replace(result_from_record(saved, history), planned=planned)
        )
        result = replace(result, notes=(*result.notes, *notes, WITHOUT_LIST))
        return SavedResult(result, False, is_open, InputState.UNKNOWN)
    request_of_round = replace(request, next_round=False, history=None, keep=(), harvest=None)
    inputs = read_round(request_of_round, number)
    if inputs.past.strangers is not None:
        raise UsageError(f"{inputs.past.strangers} With --out, name the folder with the rounds of this list.")
    result = replace(result_from_record(saved, history, with_saved_ids(inputs.people, saved)), planned=planned)
    used = None if is_open else find_date(result.convening, number)
    if used is not None:  # the page of a round that is over shows no request that was made after it
        inputs = replace(inputs, worksheets=inputs.worksheets.until(used.day))
    ids = find_saved_ids(inputs.people, saved)  # the seats have the saved ids, and the sheets the present ones
    if inputs.invitations is not None and (is_open or request.invitations is not None):
        # other rounds show the invitations as they were recorded
        result = replace(result, invitations=inputs.invitations.with_ids(ids))
        result = _add_notes(result, inputs.invitations.notes)
    resources = None if inputs.resources is None else inputs.resources.with_ids(ids)
    left = People(tuple(p for p in result.people if p.id in result.unread and not inputs.people.named(p.name)))
    commitments = None if inputs.commitments is None else inputs.commitments.with_ids(ids, left)
    worksheets = inputs.worksheets.with_ids(ids, left)
    result = replace(result, private_columns=inputs.private_columns, resources=resources, worksheets=worksheets)
    former = find_former_list(ledger, inputs.people, saved.entry)
    result = _add_notes(replace(result, commitments=commitments, former_list=former), inputs.sheet_notes)
    checked = _check_again(request_of_round, inputs, ledger, saved, result)
    if checked is None and inputs.arrivals is not None and inputs.arrivals.here():
        before = read_round(request_of_round, number, asking=Asking.EXPECTED)
        checked = _check_again(request_of_round, before, ledger, saved, result)
    if checked is None:
        state = InputState.CHANGED if has_digests(saved.seating.inputs) else InputState.UNKNOWN
        changed = Note("list-changed", _tell_changed(saved, state, is_open))
        tables = find_sheet_tables(inputs.convening, ledger, saved)
        charts = _list_charts_of_round(request, inputs, saved, is_open=is_open)
        charts = None if charts is None else at_tables(charts, tables.place)
        found = find_nominations(charts, commitments, result.convening)
        nominations = None if found is None else found.with_ids(ids)
        dated = _with_date(result.convening, inputs) if is_open else result.convening
        result = replace(result, nominations=nominations, convening=dated)
        result = _add_harvest(request, result, tables, inputs)
        return SavedResult(replace(result, notes=(*result.notes, changed)), True, is_open, state)
    tables = find_sheet_tables(checked.convening, ledger, saved)
    return SavedResult(_add_harvest(request, checked, tables, inputs), True, is_open, InputState.SAME)


def _list_charts_of_round(request: Request, inputs: RoundInputs, saved: SavedRound, *, is_open: bool) -> Charts | None:
    """Return the charts that a saved round could follow, or that the command names.

    The convening of a later round might name charts that were filled in after a round was over.
    """
    then = {each.file for each in saved.seating.inputs.charts}
    now = {file for file, _ in inputs.chart_files}
    return inputs.charts if is_open or request.charts or now <= then else None


def _with_date(saved: Convening, inputs: RoundInputs) -> Convening:
    """Return the saved convening of the open round with the present date, because its promises are read again too."""
    number = inputs.room.round_number
    now = find_date(inputs.convening, number)
    if now is None or now == find_date(saved, number):
        return saved
    if now.key == "today":
        return saved.model_copy(update={"today": now.day})
    rounds = [saved.round_plan(each) for each in range(1, max(number, len(saved.rounds)) + 1)]
    rounds[number - 1] = rounds[number - 1].model_copy(update={"day": now.day})
    return saved.model_copy(update={"today": None, "rounds": tuple(rounds)})


def _tell_changed(saved: SavedRound, state: InputState, is_open: bool) -> Said:
    """Return that the files are no longer those of a round, or that this is not known, and what its pages lack."""
    if state is InputState.CHANGED:
        return said(
            "The list, the convening or the charts have changed since round %(round)s was saved. The pages show "
            "the round as it was saved, without the content of private requirements. The cells of people who have left "
            "the list are known only as far as the round has them, so numbers about them can differ.",
            round=saved.number,
        )
    unknown = said(
        "People were forgotten after round %(round)s was saved, so it is not known whether the list, the convening or "
        "the charts have changed since then. The pages show the round as it was saved, without the content of private "
        "requirements.",
        round=saved.number,
    )
    is_over = not is_open or saved.attended is not None
    return unknown if is_over else said_joined([unknown, COMPLETE], " ")


def _read_ledger_alone(request: Request, ledger: Ledger, saved: SavedRound, result: Solved) -> Solved:
    """Return a saved round with what the files beside the ledger say, where the list is not named."""
    tables = find_sheet_tables(result.convening, ledger, saved)
    result = _read_invitations(request, _add_harvest(request, result, tables))
    resources, unread = read_resource_files(request, result.people, result.convening, tables)
    commitments, unread_too = read_commitment_files(request, result.people, tables, ledger, saved)
    former = find_former_list(ledger, result.people, before=saved.entry)
    nominations = find_nominations(None, commitments, result.convening)
    result = replace(result, resources=resources, commitments=commitments, nominations=nominations, former_list=former)
    return _add_notes(replace(result, worksheets=UNREAD_WORKSHEETS), (*unread, *unread_too))


def _find_private_names(
    request: Request, inputs: RoundInputs, checked: Solved, earlier: Solved
) -> Mapping[str, str] | None:
    """Return the names that private requirements had in a saved round, by their ids; None if it had other requirements.

    In rounds that the first version saved, cells of people who are marked absent asked for something too.
    """
    saved_names = [r.id for r in earlier.requirements]
    private = checked.private_names
    if [private.get(r.id, r.id) for r in checked.requirements] == saved_names:
        return private
    if not any(person.attending.is_absent for person in inputs.people):
        return None
    then = read_round(request, inputs.room.round_number, asking=Asking.LISTED)
    stays = [r.id for r in checked.requirements if is_lock(r)]
    names = [then.private_names.get(r.id, r.id) for r in then.all_requirements]
    return then.private_names if [*names, *stays] == saved_names else None


def _read_planned(ledger: Ledger, saved: SavedRound) -> Mapping[int, Mapping[str, str]]:
    """Return the seats of the rounds planned together with this one, as far as everyone still has these seats."""
    together = (SavedRound(one.round, saved.entry, one) for one in saved.seating.rounds)
    rounds = ledger.rounds
    same = {n: one.seats for one in together if (n := one.number) in rounds and rounds[n].seats == one.seats}
    if saved.number >= ledger.open_round:  # later rounds stay as long as they were planned for these seats
        same |= {number: one.seats for number, one in rounds.items() if number > saved.number}
    return same if len(same) > 1 else {}


def _read_invitations(request: Request, result: Solved) -> Solved:
    """Return the round with the states of invitations in the file that was given, if one was."""
    if request.invitations is None:
        return result
    names = [voice.name for voice in result.review.asked if voice.name != PRIVATE_NAME]
    found = read_invitation_file(request.invitations, result.people, names)
    return _add_notes(replace(result, invitations=found), found.notes)


def _add_private_points(checked: Result, recorded: Result) -> int | None:
    """Return the recorded bound with the points of private requirements, which the ledger leaves out."""
    return None if recorded.bound is None else recorded.bound + checked.penalty - recorded.penalty


def _add_harvest(request: Request, result: Solved, tables: SheetTables, inputs: RoundInputs | None = None) -> Solved:
    """Return the round with its harvest if one was given."""
    if request.harvest is None:
        return result
    stated = () if inputs is None else inputs.requirements
    told = [voice.name for voice in result.review.voices if voice.name != PRIVATE_NAME]
    voices = dict.fromkeys((*told, *(r.label for r in stated if isinstance(r, VoiceRequirement))))
    has_private = inputs is None and len(told) < len(result.review.voices)
    harvest = read_harvest(read(request.harvest), tables, tuple(voices), has_private=has_private)
    return _add_notes(replace(result, harvest=harvest), harvest.notes)


def _add_notes(result: Solved, notes: Iterable[Note]) -> Solved:
    """Return the round with the notes on a file that was read again, in place of what was saved of the same notes."""
    new = tuple(dict.fromkeys(notes))
    told = {(note.slug, text) for note in new for text in (note.text, note.shared_text)}
    kept = (note for note in result.notes if (note.slug, note.text) not in told)
    return replace(result, notes=(*kept, *new), read_again=(*result.read_again, *new))


def _name_conflicts(conflicts: tuple[Conflict, ...], real: Mapping[str, str]) -> tuple[Conflict, ...]:
    """Return the saved conflicts with the ids of private requirements, by the names that the ledger has for them."""
    named = ((conflict, map(real.get, conflict.requirements, conflict.requirements)) for conflict in conflicts)
    return tuple(replace(conflict, requirements=tuple(ids)) for conflict, ids in named)


def _find_kept_seats(ledger: Ledger, people: People, saved: SavedRound, earlier: Solved) -> Mapping[str, str]:
    """Return the seats from which the locks of a saved round kept people: those that it was repaired or solved from."""
    if earlier.repair is not None:  # they can be from a file
        came = {move.person: move.origin for move in earlier.moves}
        return {p: came.get(p, table) for p, table in saved.seats.items() if p not in earlier.repair.newcomers}
    before = replace(ledger, entries=tuple(one for one in ledger.entries if one.number < saved.entry.number))
    former = before.rounds.get(saved.number)
    return saved.seats if former is None else former.seats_on(people)


_KNOWN_AGAIN = (
    *("people", "convening", "room", "requirements", "review", "private_names", "private_columns", "not_seated"),
    *("unread", "is_over", "chart_files", "charts_count", "choices", "nominations"),
)
"""The facts of a round that are known from its list and its convening; the others are those of the ledger."""


def _check_again(
    request: Request, inputs: RoundInputs, ledger: Ledger, saved: SavedRound, earlier: Solved
) -> Solved | None:
    """Check the round again with the list and the convening it was made from. None if either has changed.

    The ledger does not keep private requirements. They are known again only if both are unchanged.
    """
    if not inputs.is_made_from(saved.seating.inputs) or set(inputs.room.index) != set(saved.seats):
        return None
    kept_ids = [r.id.removeprefix(KEEP_PREFIX) for r in earlier.requirements if is_lock(r)]
    stays, _ = keep(kept_ids, inputs.room, _find_kept_seats(ledger, inputs.people, saved, earlier))
    inputs = replace(inputs.join_planned(earlier.planned), requirements=(*inputs.requirements, *stays))
    plan = Plan(saved.seats, earlier.plan.further)
    judged = review(inputs.room, inputs.all_requirements, plan)
    checked = build_result(request, inputs, plan, judged, earlier.status, (), season=earlier.season)
    checked = add_governance(replace(checked, duties=earlier.duties), inputs, request, None, earlier.memberships)
    if len(checked.governance) != len(earlier.governance):
        return None
    governance = tuple(
        replace(
            now,
            status=then.status,
            bound=_add_private_points(now, then),
            conflicts=then.conflicts,
            ways_out=then.ways_out,
        )
        for now, then in zip(checked.governance, earlier.governance, strict=True)
    )
    private = _find_private_names(request, inputs, checked, earlier)
    if private is None:
        return None
    real = {shared: identity for identity, shared in private.items()}
    return replace(
        earlier,
        **{name: getattr(checked, name) for name in _KNOWN_AGAIN},
        bound=_add_private_points(checked, earlier),
        conflicts=_name_conflicts(earlier.conflicts, real),
        governance=tuple(replace(one, conflicts=_name_conflicts(one.conflicts, real)) for one in governance),
        resources=inputs.resources,
        commitments=inputs.commitments,
        worksheets=inputs.worksheets,
    )
