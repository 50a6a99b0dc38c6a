"""Read the state of the output folder's ledger: which round is open, and what happened before it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

from seating._version import __version__
from seating.analysis.arrivals import Arrivals, ArrivalState
from seating.analysis.arrivals_file import is_walk_in
from seating.api.data_frames import read_history
from seating.api.day.desk_arrivals import few_marked, list_arrived, read_arrivals_of
from seating.api.request import Request
from seating.api.seating_files import read_earlier
from seating.convening import Convening, reason_without_seat
from seating.errors import InputError, Note, Problem, UsageError
from seating.ledger import Kind, Ledger, SavedRound
from seating.ledger.replay import Listing, match_people
from seating.ledger.steps import STEPS, read_steps
from seating.profiles import People
from seating.record.entries import (
    ClosedRecord,
    ImportedContent,
    PagesRecord,
    SavedConveningRecord,
    SavedTableRecord,
    SeatedContent,
)
from seating.record.fields import SCHEMA_VERSION
from seating.record.result import ConveningFileRecord, InputsRecord, ListFileRecord, RoundRecord
from seating.room.history import History
from seating.room.tables import Table, tables_called
from seating.wording import Said, message, name_some, said, said_count, said_list

ROUND_CLOSED = "round-closed"
"""The slug of the note that tells who counts as present in the round before."""

NAMED = 5
"""Maximum number of absent people that a note names."""


@dataclass(frozen=True)
class Closing:
    """A round that is over, with the people who were absent.

    Attributes
    ----------
    round_number : int
    absent : tuple of str
        Sorted ids of people who had a seat and did not come.
    told_by : str
        "attended" if `rounds attended` or the desk recorded the attendance; "list" if it follows from the list.
    note : Note
    present : str
        Who counts as present, as a sentence; the note holds it too.
    """

    round_number: int
    absent: tuple[str, ...]
    told_by: Literal["attended", "list"]
    note: Note
    present: str = ""

    @property
    def record(self) -> ClosedRecord:
        """The record of the closed round for the ledger's next entry."""
        return ClosedRecord(round=self.round_number, absent=list(self.absent), told_by=self.told_by)


@dataclass(frozen=True)
class LedgerState:
    """The state of the ledger before a round is seated.

    Attributes
    ----------
    ledger : Ledger
        The ledger as it was read.
    round_number : int
        The round to seat.
    last : SavedRound or None
        The last saved seating of this round; if there is none, that of the round just closed.
    closing : Closing or None
        The round that this run closes.
    imported : ImportedContent or None
        Earlier seatings from a file that are not in the ledger yet.
    history : History
        Empty before `with_people`, because walk-ins are read after the ledger.
    supposed : Ledger
        The ledger from which the history is read: with the earlier seatings, and with the round that this run closes.
    notes : tuple of Note
    strangers : str or None
        Why nothing may be saved in the folder: the ledger has no one in common with the list. Such a ledger is
        ignored.
    """

    ledger: Ledger
    round_number: int = 1
    last: SavedRound | None = None
    closing: Closing | None = None
    imported: ImportedContent | None = None
    history: History = field(default_factory=History)
    notes: tuple[Note, ...] = ()
    strangers: str | None = None
    supposed: Ledger = field(default_factory=lambda: Ledger(Path()))

    def with_people(self, people: People) -> LedgerState:
        """Return the state with the history under the ids of these people, such as the list with its walk-ins."""
        return replace(self, history=self.supposed.history(self.round_number, people))

    @property
    def planned(self) -> SavedRound | None:
        """The seating of this round that was planned together with an earlier one, if this run opens the round."""
        return None if self.closing is None else self.ledger.rounds.get(self.round_number)


EMPTY_STATE = LedgerState(Ledger(Path()))
"""The state of an empty output folder."""


def read_ledger_state(
    request: Request, people: People, convening: Convening, round_number: int | None = None
) -> LedgerState:
    """Return the state of the ledger before a round is seated.

    Parameters
    ----------
    request : Request
    people : People
    convening : Convening
    round_number : int, optional
        An earlier round. By default the open round, or with `next_round` the one after it.

    Raises
    ------
    UsageError
        When there is no round to close.
    InputError
        When the ledger is damaged, or the file of earlier seatings has errors.
    """
    ledger = Ledger.open(request.out).sound if request.reads_out else Ledger(request.out)
    strangers = _strangers(ledger, people)
    if strangers is not None:
        text = said(
            "%(strangers)s These rounds are ignored. If the people on your list have saved rounds in another "
            "folder, name that folder with --out.",
            strangers=strangers,
        )
        note = Note("ledger-of-others", text)
        return replace(EMPTY_STATE, strangers=strangers, notes=(note,))
    supposed, imported, notes = _with_earlier(request, ledger, people, convening)
    number, closing = ledger.open_round if round_number is None else round_number, None
    if request.next_round and round_number is None:
        closing = close_round(ledger, people, request.out)
        number, notes = closing.round_number + 1, (*notes, closing.note, *_note_walk_ins(ledger, people, request.out))
        supposed = supposed.with_entry(Kind.SEATED, _nobody_yet(number, closing.record))
    return LedgerState(
        ledger=ledger,
        round_number=number,
        last=ledger.rounds.get(number) or (ledger.last if closing else None),
        closing=closing,
        imported=imported,
        notes=(*ledger.notes, *notes),
        supposed=supposed,
    )


def close_round(ledger: Ledger, people: People, out: Path | None = None) -> Closing:
    """Close the open round of a ledger.

    If attendance was recorded, it is used. If the desk marked at least half of the people as arrived, those without a
    mark count as absent. If it marked fewer, the convener is asked. If it marked no one with a seat as arrived,
    everyone with a seat counts as present, except people that the list or the desk marked as not coming to that round.
    People who are no longer on the list count as present.

    Parameters
    ----------
    ledger : Ledger
    people : People
    out : Path, optional
        The folder with the arrivals that the desk marked.

    Raises
    ------
    UsageError
        When no round is saved.
    InputError
        When the desk marked only a few people as arrived.
    """
    saved = ledger.last
    if saved is None:
        text = message(
            "There is no round to close in %(folder)s, because none is saved yet. Run the command without --next-round "
            "first."
        )
        raise UsageError(said(text, folder=ledger.folder.parent))
    if saved.attended is not None:
        absent = saved.attended.absent
        there, seated = _count(saved, absent)
        told = said("%(present)s of %(seated)s people were recorded as present.", present=there, seated=seated)
        return _closing(saved, absent, "attended", told)
    arrivals = Arrivals("", saved.number) if out is None else read_arrivals_of(saved, out)
    if list_arrived(saved, arrivals):
        if question := few_marked(saved, arrivals):
            raise InputError([question])
        absent = frozenset(saved.seats) - arrivals.present
        there, seated = _count(saved, absent)
        told = said("The desk marked %(present)s of %(seated)s people as arrived.", present=there, seated=seated)
        if there < seated:
            told = said(
                "The desk marked %(present)s of %(seated)s people as arrived. The others count as absent.",
                present=there,
                seated=seated,
            )
        return _closing(saved, absent, "attended", told)
    gone = arrivals.with_state(ArrivalState.ABSENT)
    absent_now = {one.id for one in people if one.id in gone or reason_without_seat(one, saved.number) is not None}
    away = [person for person in people if person.id in saved.seats and person.id in absent_now]
    told_of = [*away, *(person for person in people if person.id in saved.left_out)]  # repair took the seat of these
    if not told_of:
        told = said("Everyone who had a seat counts as present, because nothing else was recorded.")
        return _closing(saved, frozenset(), "list", told)
    names = [people.label_apart(person) for person in told_of]
    are_absent = absent_now.issuperset(person.id for person in told_of)  # if not, a mark was removed after the repair
    told, shared = _tell_absent(names, are_absent=are_absent)
    return _closing(saved, frozenset(person.id for person in away), "list", told, shared)


def _tell_absent(names: Sequence[str], *, are_absent: bool) -> tuple[Said, Said]:
    """Return who does not count as present, by name and by number; not all of them are absent if a mark was removed."""
    some = said_list(name_some(names, NAMED - 1)) if len(names) > NAMED else said_list(names)
    if are_absent:
        told = said(
            "Everyone who had a seat counts as present, except "
            "those who are now marked as absent or not coming: %(people)s.",
            people=some,
        )
        shared = said_count(
            "Everyone who had a seat counts as present, except "
            "%(number)s person who is now marked as absent or not coming.",
            "Everyone who had a seat counts as present, except "
            "%(number)s people who are now marked as absent or not coming.",
            len(names),
        )
        return told, shared
    told = said(
        "Everyone who had a seat counts as present, except "
        "those who are absent or not coming, or lost their seat in a repair: %(people)s.",
        people=some,
    )
    shared = said_count(
        "Everyone who had a seat counts as present, except "
        "%(number)s person who is absent or not coming, or lost their seat in a repair.",
        "Everyone who had a seat counts as present, except "
        "%(number)s people who are absent or not coming, or lost their seat in a repair.",
        len(names),
    )
    return told, shared


def _note_walk_ins(ledger: Ledger, people: People, out: Path) -> Iterator[Note]:
    """Yield a note if people who walked in to the round that is closed are not on the list, so they lose their seat."""
    if (saved := ledger.last) is None:
        return
    now = match_people(saved.listed, Listing.of(people))
    rows = read_arrivals_of(saved, out).here().values()
    walked_in = [one for one in rows if is_walk_in(one.typed) and one.id in saved.seats]
    names = [one.name for one in walked_in if now.get(one.id, one.id) not in people.by_id]
    if not names:
        return
    told = said_count(
        "%(people)s came to round %(round)s as a walk-in and is not on the list, so there is no seat for them "
        "in the next round. Add them to the list, and run `seating repair`, which moves as few other people as "
        "possible.",
        "%(people)s came to round %(round)s as walk-ins and are not on the list, so there are no seats for "
        "them in the next round. Add them to the list, and run `seating repair`, which moves as few other people as "
        "possible.",
        len(names),
        people=said_list(names),
        round=saved.number,
    )
    shared = said_count(
        "%(number)s person who came to round %(round)s as a walk-in is not on the list, so there is no seat for them.",
        "%(number)s people who came to round %(round)s as walk-ins are not on the list, so there are no seats "
        "for them.",
        len(names),
        round=saved.number,
    )
    yield Note("walk-in-not-listed", told, shared)


def find_standing_tables(request: Request, people: People) -> tuple[dict[str, Any], ...] | None:
    """Return the tables of the last saved round as a convening would state them.

    () if people of the list were only seated by hand, and None if none of them has had a seat. Then tables that were
    inferred do not have to stand.

    Parameters
    ----------
    request : Request
    people : People
    """
    last = Ledger.open(request.out).sound.last
    if last is not None and not people.by_id.keys().isdisjoint(last.seats):
        return tuple(_plain_table(table) for table in last.seating.pages.convening.tables if table.kind == "action")
    seated = {person for step in read_steps(request.out / STEPS) for person in step.seats or ()}
    return None if people.by_id.keys().isdisjoint(seated) else ()


def _plain_table(table: SavedTableRecord) -> dict[str, Any]:
    """Return what an inferred table states."""
    seats = {"min": table.seats.get("minimum"), "max": table.seats.get("maximum")}
    more: dict[str, Any] = {"focus": list(table.focus)} if table.focus else {}
    if table.open_if_needed:
        more["open"] = "if needed"
    return {"id": table.id, "name": table.name, **more, "seats": {k: v for k, v in seats.items() if v is not None}}


def list_former_tables(ledger: Ledger) -> tuple[Table, ...]:
    """Return the tables of all saved rounds, with only id and name. An id appears once for each name it has had."""
    found = {
        (table.id, table.name) for saved in ledger.rounds.values() for table in saved.seating.pages.convening.tables
    }
    return tuple(Table.model_construct(id=identity, name=name) for identity, name in sorted(found))


def _nobody_yet(number: int, closed: ClosedRecord) -> SeatedContent:
    """Return the content of an entry that closes a round and seats no one. This entry is never written."""
    stakeholders = ListFileRecord(file="", sha256="", rows=0)
    nobody = RoundRecord(
        round=number,
        seats=[],
        standing=[],
        not_seated=[],
        requirements=[],
        voices=[],
        gaps=[],
        moves=[],
    )
    return SeatedContent(
        schema_version=SCHEMA_VERSION,
        seating_version=__version__,
        status="no_seating",
        penalty=0,
        bound=None,
        gap=None,
        seconds=0,
        longer_limit=None,
        seed=0,
        inputs=InputsRecord(stakeholders=stakeholders, convening=ConveningFileRecord(file=None, sha256=None)),
        notes=[],
        rounds=[nobody],
        conflict=None,
        conflicts=[],
        conflicts_complete=None,
        recruit=[],
        nominations=[],
        measured=None,
        themes=[],
        closed=closed,
        pages=PagesRecord(columns={}, people=[], convening=SavedConveningRecord(tables=[]), private=[], reasons={}),
    )


def _with_earlier(
    request: Request, ledger: Ledger, people: People, convening: Convening
) -> tuple[Ledger, ImportedContent | None, tuple[Note, ...]]:
    """Return the ledger with the seatings of the history file, those seatings if they are new to it, and notes."""
    if request.history is None:
        return ledger, None, ()
    content, notes = read_earlier(read_history(request.history), people, convening)
    supposed = ledger.with_entry(Kind.IMPORTED, content)
    known, imported = ledger.state.imported, supposed.state.imported
    is_known = known is not None and imported is not None and known.earlier == imported.earlier
    return (ledger, None, notes) if is_known else (supposed, content, notes)


def _strangers(ledger: Ledger, people: People) -> str | None:
    """Return a sentence if the ledger has no one in common with the list."""
    known = {person for saved in ledger.rounds.values() for person in saved.seats}
    if not known or known.intersection(people.by_id):
        return None
    return said(
        "The rounds in %(folder)s belong to another list: they contain no id from %(file)s.",
        folder=ledger.folder,
        file=people.file,
    )


def _count(saved: SavedRound, absent: frozenset[str]) -> tuple[int, int]:
    """Return how many people came and how many had a seat, without staff and without held seats."""
    return len(saved.seated - absent), len(saved.seated)


def _closing(
    saved: SavedRound,
    absent: frozenset[str],
    told_by: Literal["attended", "list"],
    told: str,
    shared: str | None = None,
) -> Closing:
    def over(present: str) -> str:
        return said("Round %(number)s is over. %(present)s", number=saved.number, present=present)

    note = Note(ROUND_CLOSED, over(told), None if shared is None else over(shared))
    return Closing(saved.number, tuple(sorted(absent)), told_by, note, told)


def with_former_ids(convening: Convening, past: LedgerState) -> Convening:
    """Return the convening with the names of former tables in `was` replaced by their ids.

    An entry that is already an id is kept, and so is one that appears in no saved round.
    """
    if not any(table.was for table in convening.tables):
        return convening
    former = list_former_tables(past.ledger)
    tables, problems = [], []
    for table in convening.tables:
        words = []
        for word in table.was:
            found = {each.id for each in tables_called(word, former)}
            if len(found) > 1:
                hint = said("Write the id: %(shown)s.", shown=said_list(sorted(found), last="or"))
                says = said("was the name of %(number)s different tables in earlier rounds", number=len(found))
                subject = said('table "%(id)s", %(key)s', id=table.id, key="was")
                where = convening.file or "convening"
                problems.append(Problem("table-ambiguous", says, where, value=word, hint=hint, subject=subject))
            words.append(found.pop() if len(found) == 1 else word)
        tables.append(table.model_copy(update={"was": tuple(words)}))
    if problems:
        raise InputError(problems)
    return convening.model_copy(update={"tables": tuple(tables)})
