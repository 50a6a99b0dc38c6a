"""Saved rounds as records: what `seating rounds` prints with `--json`."""

from __future__ import annotations

from typing import Any

from seating.ledger.entry import Entry
from seating.ledger.ledger import Ledger
from seating.ledger.replay import Comparison, SavedRound
from seating.record.fields import SCHEMA_VERSION
from seating.record.problems import problem_records
from seating.record.rounds import (
    AttendanceRecord,
    EarlierRecord,
    EntryRecord,
    PersonAtTableRecord,
    PersonMoveRecord,
    RenamedTableRecord,
    RoundsComparedRecord,
    RoundsRecord,
    SavedRoundRecord,
    StandingRecord,
    UndoneRecord,
)


def rounds_record(ledger: Ledger) -> RoundsRecord:
    """Return the rounds, entries, notes and problems of a ledger."""
    return RoundsRecord.of(ledger, **_all_rounds(ledger))


def undone_record(ledger: Ledger, entry: Entry) -> UndoneRecord:
    """Return the rounds of a ledger after an entry was undone."""
    return UndoneRecord.of(ledger, **_all_rounds(ledger), undone=entry.number)


def _all_rounds(ledger: Ledger) -> dict[str, Any]:
    """Return the rounds, the entries and the problems of a `RoundsRecord`."""
    effective = {standing.number for standing in ledger.state.effective}
    return {
        "rounds": [standing_record(ledger, saved) for _, saved in sorted(ledger.rounds.items())],
        "earlier": [
            EarlierRecord(round=past.number, people=len(past.seats))
            for past in ledger.history(1).rounds
            if past.number < 1
        ],
        "entries": [
            EntryRecord.of(entry, file=ledger.folder / entry.file_name, holds=entry.number in effective)
            for entry in ledger.entries
        ],
        "problems": problem_records(ledger.problems),
    }


def standing_record(ledger: Ledger, saved: SavedRound) -> StandingRecord:
    """Return the state of a round, which a list of rounds shows."""
    return StandingRecord.of(saved, **_standing(ledger, saved))


def round_record(ledger: Ledger, saved: SavedRound) -> SavedRoundRecord:
    """Return one round as in `result.json`, with its state and its attendance."""
    return SavedRoundRecord.of(
        saved,
        **_standing(ledger, saved),
        absent=sorted(saved.attended.absent) if saved.attended is not None else None,
        rounds=[saved.record],
        problems=problem_records(ledger.problems),
    )


def _standing(ledger: Ledger, saved: SavedRound) -> dict[str, Any]:
    """Return the fields of a `StandingRecord` that tell of the ledger, or are counted."""
    return {
        "state": ledger.state_of(saved),
        "unfinished": ledger.is_unfinished(saved),
        "file": ledger.folder / saved.entry.file_name,
        "people": len(saved.seated),
        "staff": len(saved.staff),
        "tables": len({seat.table for seat in saved.record.seats}),
        "unmet": sum(not requirement.met for requirement in saved.record.requirements),
        "present": None if saved.attended is None else saved.n_present,
    }


def comparison_record(compared: Comparison) -> RoundsComparedRecord:
    """Return what differs between two rounds."""
    names = compared.names

    def record_move(person: str, then: str, now: str) -> PersonMoveRecord:
        return PersonMoveRecord(id=person, name=names.get(person, ""), origin=then, target=now)

    return RoundsComparedRecord.of(
        compared,
        moved=[record_move(*move) for move in compared.moved],
        held=[record_move(*move) for move in compared.held],
        renamed=[RenamedTableRecord(origin=then, target=now) for then, now in compared.renamed],
        joined=[PersonAtTableRecord(id=one, name=names[one], table=table) for one, table in compared.joined],
        left=[PersonAtTableRecord(id=one, name=names[one], table=table) for one, table in compared.left],
    )


def attendance_record(saved: SavedRound) -> AttendanceRecord:
    """Return who came to a round, after this was recorded."""
    return AttendanceRecord(
        schema_version=SCHEMA_VERSION, round=saved.number, present=saved.n_present, absent=sorted(saved.absent)
    )
