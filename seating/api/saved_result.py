"""Read a saved round as a result, so that its pages can be made again without solving."""

from __future__ import annotations

from dataclasses import dataclass, replace

from seating.api.chances import add_chances
from seating.api.inputs import RoundInputs, read_round
from seating.api.keep import KEPT, keep
from seating.api.request import Request
from seating.api.result import Solved, build_result
from seating.api.result_from_record import result_from_record
from seating.api.rounds import find_round
from seating.errors import Note, UsageError
from seating.harvest import read_harvest
from seating.judge import review
from seating.ledger import Ledger, SavedRound
from seating.plan import Plan
from seating.requirements.voice import VoiceRequirement
from seating.sources import read

__all__ = ["SavedResult", "saved_result"]


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
        raise UsageError(f"No round is saved in {request.out}. `seating solve` saves one; --out names another folder.")
    number = ledger.open_round if round_number is None else round_number
    saved = find_round(ledger, number)
    history = ledger.history(number)
    notes = (_unfinished(number),) if ledger.is_unfinished(saved) else ()
    is_open = number == ledger.open_round
    if request.people is None:
        without = Note(
            "without-list",
            "Made from the ledger alone: pages for the convener only, letters and files with e-mail are left out. "
            "Name the list to have them.",
        )
        result = _with_harvest(request, result_from_record(saved, history))
        return SavedResult(replace(result, notes=(*result.notes, *notes, without)), False, is_open, False)
    opened = read_round(replace(request, next_round=False, history=None, keep=(), harvest=None), number)
    if opened.past.strangers is not None:
        raise UsageError(f"{opened.past.strangers} Name the folder that has theirs with --out.")
    result = result_from_record(saved, history, opened.people)
    result = replace(result, private_columns=opened.private_columns)
    judged = _judged(request, opened, saved, result)
    if judged is None:
        changed = Note(
            "list-changed",
            f"The list or the convening has changed since round {number} was saved: the pages show the round as it "
            "was saved, and what private requirements are about is not told.",
        )
        result = _with_harvest(request, result, opened)
        return SavedResult(replace(result, notes=(*result.notes, changed)), True, is_open, False)
    return SavedResult(_with_harvest(request, judged, opened), True, is_open, True)


def _unfinished(number: int) -> Note:
    text = f"Not all pages of round {number} were written. Run the command that seated it again to write them."
    return Note("round-unfinished", text)


def _with_harvest(request: Request, result: Solved, opened: RoundInputs | None = None) -> Solved:
    """Return the round with its harvest if one was given. The tables in the harvest are those of the round."""
    if request.harvest is None:
        return result
    stated = () if opened is None else opened.requirements
    voices = dict.fromkeys(
        (*(voice.name for voice in result.review.voices), *(r.label for r in stated if isinstance(r, VoiceRequirement)))
    )
    harvest = read_harvest(read(request.harvest), result.room.tables, tuple(voices))
    return replace(result, harvest=harvest, notes=(*result.notes, *harvest.notes))


def _judged(request: Request, opened: RoundInputs, saved: SavedRound, kept: Solved) -> Solved | None:
    """Check the round again with the list and the convening it was made from. None if either has changed.

    The ledger does not keep private requirements. They are known again only if both are unchanged.
    """
    if not opened.is_made_from(saved.seating.inputs) or set(opened.room.index) != set(saved.seats):
        return None
    kept_ids = [r.id.removeprefix(KEPT) for r in kept.requirements if r.id.startswith(KEPT)]
    stays, _ = keep(kept_ids, opened.room, saved.seats)
    opened = replace(opened, requirements=(*opened.requirements, *stays))
    plan = Plan(saved.seats)
    judged = build_result(request, opened, plan, review(opened.room, opened.requirements, plan), kept.status, ())
    if kept.chances is not None:
        judged = add_chances(judged)
    real = {shared: identity for identity, shared in judged.private_names.items()}
    if [judged.private_names.get(r.id, r.id) for r in judged.requirements] != [r.id for r in kept.requirements]:
        return None
    conflicts = tuple(
        replace(conflict, requirements=tuple(real.get(identity, identity) for identity in conflict.requirements))
        for conflict in kept.conflicts
    )
    return replace(
        judged,
        bound=kept.bound,
        seconds=kept.seconds,
        seed=kept.seed,
        conflicts=conflicts,
        conflicts_complete=kept.conflicts_complete,
        ways_out=kept.ways_out,
        recruit=kept.recruit,
        moves=kept.moves,
        repair=kept.repair,
        notes=kept.notes,
        duties=kept.duties,
        standing=kept.standing,
    )
