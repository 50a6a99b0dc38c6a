"""Saved rounds as records: what `seating rounds` prints with `--json`."""

from __future__ import annotations

from typing import Any

from seating.ledger.entry import Entry
from seating.ledger.ledger import Ledger
from seating.ledger.replay import Comparison, SavedRound
from seating.record.fields import SCHEMA_VERSION
from seating.record.problems import note_records, problem_records
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
    return RoundsRecord(**_all_rounds(ledger))


def undone_record(ledger: Ledger, entry: Entry) -> UndoneRecord:
    """Return the rounds of a ledger after an entry was undone."""
    return UndoneRecord(**_all_rounds(ledger), undone=entry.number)


def _all_rounds(ledger: Ledger) -> dict[str, Any]:
    """Return the fields of a `RoundsRecord`."""
    effective = {standing.number for standing in ledger.state.effective}
    return {
        "schema_version": SCHEMA_VERSION,
        "open_round": ledger.open_round,
        "rounds": [standing_record(ledger, saved) for _, saved in sorted(ledger.rounds.items())],
        "earlier": [
            EarlierRecord(round=past.number, people=len(past.seats))
            for past in ledger.history(1).rounds
            if past.number < 1
        ],
        "entries": [
            EntryRecord(
                entry=entry.number,
                kind=entry.kind.value,
                saved=entry.saved,
                file=(ledger.folder / entry.file_name).as_posix(),
                holds=entry.number in effective,
            )
            for entry in ledger.entries
        ],
        "notes": note_records(ledger.notes),
        "problems": problem_records(ledger.problems),
    }


def standing_record(ledger: Ledger, saved: SavedRound) -> StandingRecord:
    """Return the state of a round, which a list of rounds shows."""
    return StandingRecord(**_standing(ledger, saved))


def round_record(ledger: Ledger, saved: SavedRound) -> SavedRoundRecord:
    """Return one round as in `result.json`, with its state and its attendance."""
    return SavedRoundRecord(
        schema_version=SCHEMA_VERSION,
        **_standing(ledger, saved),
        absent=sorted(saved.attended.absent) if saved.attended is not None else None,
        rounds=[saved.record],
        problems=problem_records(ledger.problems),
    )


def _standing(ledger: Ledger, saved: SavedRound) -> dict[str, Any]:
    """Return the fields of a `StandingRecord`."""
    attended = saved.attended
    return {
        "round": saved.number,
        "state": ledger.state_of(saved),
        "unfinished": ledger.is_unfinished(saved),
        "saved": saved.entry.saved,
        "entry": saved.entry.number,
        "file": (ledger.folder / saved.entry.file_name).as_posix(),
        "people": len(saved.seated),
        "staff": len(saved.staff),
        "tables": len({seat.table for seat in saved.record.seats}),
        "penalty": saved.penalty,
        "unmet": sum(not requirement.met for requirement in saved.record.requirements),
        "present": None if attended is None else saved.n_present,
        "told_by": None if attended is None else attended.told_by,
    }


def comparison_record(compared: Comparison) -> RoundsComparedRecord:
    """Return what differs between two rounds."""
    names = compared.names
    return RoundsComparedRecord(
        schema_version=SCHEMA_VERSION,
        before=compared.before.number,
        after=compared.after.number,
        stayed=compared.stayed,
        moved=[
            PersonMoveRecord(id=person, name=names[person], origin=then, target=now)
            for person, then, now in compared.moved
        ],
        renamed=[RenamedTableRecord(origin=then, target=now) for then, now in compared.renamed],
        joined=[PersonAtTableRecord(id=one, name=names[one], table=table) for one, table in compared.joined],
        left=[PersonAtTableRecord(id=one, name=names[one], table=table) for one, table in compared.left],
        met=list(compared.met),
        unmet=list(compared.unmet),
    )


def attendance_record(saved: SavedRound) -> AttendanceRecord:
    """Return who came to a round, after this was recorded."""
    return AttendanceRecord(
        schema_version=SCHEMA_VERSION, round=saved.number, present=saved.n_present, absent=sorted(saved.absent)
    )
