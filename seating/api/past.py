"""What earlier runs in the output folder say to this one: which round is open, and what happened before it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from seating.api.closing import Closing, close
from seating.api.earlier import read_earlier
from seating.api.request import Request
from seating.convening import Convening
from seating.errors import Note
from seating.history import History
from seating.ledger import Kind, Ledger, SavedRound
from seating.profiles import People
from seating.tables import Table

__all__ = ["NOTHING", "Past", "former_tables", "past_of"]


@dataclass(frozen=True)
class Past:
    """What was before the round that is seated now.

    Attributes
    ----------
    ledger : Ledger
        As it was read.
    round_number : int
        Of the round that is seated.
    last : SavedRound or None
        The seating of that round which was saved last, or else that of the round just closed.
    closing : Closing or None
        The round that is over now.
    imported : mapping or None
        Earlier seatings from elsewhere that the ledger does not remember yet.
    history : History
    notes : tuple of Note
    strangers : str or None
        Why nothing may be saved in the folder: its ledger shares nobody with the list, and nothing of it is used.
    """

    ledger: Ledger
    round_number: int = 1
    last: SavedRound | None = None
    closing: Closing | None = None
    imported: Mapping[str, Any] | None = None
    history: History = field(default_factory=History)
    notes: tuple[Note, ...] = ()
    strangers: str | None = None


NOTHING = Past(Ledger(Path()))
"""Where nothing was ever saved."""


def past_of(request: Request, people: People, convening: Convening, round_number: int | None = None) -> Past:
    """Return what was before the round that is seated.

    Parameters
    ----------
    request : Request
    people : People
    convening : Convening
    round_number : int, optional
        An earlier round that is looked at again; without it the open one, or the one after it where that is over.

    Raises
    ------
    UsageError
        When there is no round to close.
    InputError
        When the ledger is damaged, or the file of earlier seatings is wrong.
    """
    ledger = Ledger.open(request.out).sound if request.write else Ledger(request.out)
    strangers = _strangers(ledger, people, request)
    if strangers is not None:
        told = "Nothing of it is used; where these people have rounds of their own, name that folder with --out."
        note = Note("ledger-of-others", f"{strangers} {told}")
        return replace(NOTHING, strangers=strangers, notes=(note,))
    supposed, imported, notes = _with_earlier(request, ledger, people, convening)
    number, closing = ledger.open_round if round_number is None else round_number, None
    if request.next_round and round_number is None:
        closing = close(ledger, people)
        number, notes = closing.round_number + 1, (*notes, closing.note)
        supposed = supposed.supposing(Kind.SEATED, {**_nobody_yet(number), **closing.content})
    return Past(
        ledger=ledger,
        round_number=number,
        last=ledger.rounds.get(number) or (ledger.last if closing else None),
        closing=closing,
        imported=imported,
        history=supposed.history(number),
        notes=(*ledger.notes, *notes),
    )


def former_tables(ledger: Ledger) -> tuple[Table, ...]:
    """Return the tables of all saved rounds, each name that an id had once, with nothing but ids and names."""
    found = {
        (table["id"], table.get("name") or "")
        for saved in ledger.rounds.values()
        for table in saved.entry.content["pages"]["convening"]["tables"]
    }
    return tuple(Table.model_construct(id=identity, name=name) for identity, name in sorted(found))


def _nobody_yet(number: int) -> dict[str, Any]:
    return {"rounds": [{"round": number, "seats": [], "requirements": []}]}


def _with_earlier(
    request: Request, ledger: Ledger, people: People, convening: Convening
) -> tuple[Ledger, Mapping[str, Any] | None, tuple[Note, ...]]:
    """Return the ledger with the earlier seatings that are handed over, these when it did not have them, and notes."""
    if request.history is None:
        return ledger, None, ()
    content, notes = read_earlier(request.history, people, convening)
    supposed = ledger.supposing(Kind.IMPORTED, content)
    known = ledger.state.imported
    is_known = known is not None and known.content["earlier"] == supposed.entries[-1].content["earlier"]
    return (ledger, None, notes) if is_known else (supposed, content, notes)


def _strangers(ledger: Ledger, people: People, request: Request) -> str | None:
    """Return a sentence where a ledger shares nobody with the list."""
    known = {person for saved in ledger.rounds.values() for person in saved.seats}
    if not known or known.intersection(people.by_id):
        return None
    return f"{ledger.folder} holds rounds of other people: nobody on {people.file} has an id that is in them."
