"""Saved rounds as records: what `seating rounds` prints with `--json`."""

from __future__ import annotations

from typing import Any

from seating.ledger.entry import Entry
from seating.ledger.ledger import Ledger
from seating.ledger.replay import Comparison, SavedRound
from seating.ledger.side_by_side import SideBySide
from seating.record.fields import SCHEMA_VERSION
from seating.record.problems import problem_records
from seating.record.result import RequirementRecord
from seating.record.rounds import (
    AttendanceRecord,
    CostRecord,
    CostsRecord,
    EarlierRecord,
    EntryRecord,
    PersonAtTableRecord,
    PersonMoveRecord,
    RenamedTableRecord,
    RoundsComparedRecord,
    RoundsRecord,
    SavedRoundRecord,
    SideBySideRecord,
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
    joined, left = _only_in_one(compared)
    return RoundsComparedRecord.of(compared, **_list_moves(compared), joined=joined, left=left)


def side_by_side_record(compared: SideBySide) -> SideBySideRecord:
    """Return two seatings side by side."""
    only_second, only_first = _only_in_one(compared.people)
    return SideBySideRecord.of(
        compared,
        **_list_moves(compared.people),
        requirements=[
            CostsRecord(first=_record_cost(first), second=_record_cost(second))
            for first, second in compared.requirements
        ],
        only_first=only_first,
        only_second=only_second,
    )


def _record_cost(judged: RequirementRecord | None) -> CostRecord | None:
    if judged is None:
        return None
    return CostRecord.of(judged, shortfall=judged.shortfall or 0, penalty=judged.penalty or 0)


def _list_moves(compared: Comparison) -> dict[str, Any]:
    """Return the people and held seats at another table, and the tables that have another name."""
    names = compared.names

    def record_move(person: str, then: str, now: str) -> PersonMoveRecord:
        return PersonMoveRecord(id=person, name=names.get(person, ""), origin=then, target=now)

    return {
        "moved": [record_move(*move) for move in compared.moved],
        "held": [record_move(*move) for move in compared.held],
        "renamed": [RenamedTableRecord(origin=then, target=now) for then, now in compared.renamed],
    }


def _only_in_one(compared: Comparison) -> tuple[list[PersonAtTableRecord], list[PersonAtTableRecord]]:
    """Return the people who have a seat only in the second round, and those who have one only in the first."""
    joined, left = (
        [PersonAtTableRecord(id=one, name=compared.names[one], table=table) for one, table in people]
        for people in (compared.joined, compared.left)
    )
    return joined, left


def attendance_record(saved: SavedRound) -> AttendanceRecord:
    """Return who came to a round, after this was recorded."""
    return AttendanceRecord(
        schema_version=SCHEMA_VERSION, round=saved.number, present=saved.n_present, absent=sorted(saved.absent)
    )
