"""The records of saved rounds that `seating rounds` prints with --json."""

from __future__ import annotations

from typing import Any

from seating.api.rounds import Comparison
from seating.errors import Note, Problem
from seating.ledger import Entry, Ledger, SavedRound
from seating.report.record import SCHEMA_VERSION, problems_record

__all__ = ["compared_record", "ledger_record", "note_records", "round_record", "standing_of", "state_of"]


def state_of(ledger: Ledger, saved: SavedRound) -> str:
    """Return the state of a round: "held", "open" or "planned"."""
    if saved.number == ledger.open_round:
        return "open"
    return "held" if saved.number < ledger.open_round else "planned"


def ledger_record(ledger: Ledger) -> dict[str, Any]:
    """Return the rounds, entries, notes and problems of a ledger."""
    return {
        "schema_version": SCHEMA_VERSION,
        "open_round": ledger.open_round,
        "rounds": [standing_of(ledger, saved) for _, saved in sorted(ledger.rounds.items())],
        "earlier": [
            {"round": past.number, "people": len(past.seats)} for past in ledger.history(1).rounds if past.number < 1
        ],
        "entries": [_entry(ledger, entry) for entry in ledger.entries],
        "notes": note_records(ledger.notes),
        "problems": _problems(ledger.problems),
    }


def standing_of(ledger: Ledger, saved: SavedRound) -> dict[str, Any]:
    """Return the facts about one round that a list of rounds shows."""
    seats = saved.record.seats
    attended = saved.attended
    return {
        "round": saved.number,
        "state": state_of(ledger, saved),
        "unfinished": ledger.is_unfinished(saved),
        "saved": saved.entry.saved,
        "entry": saved.entry.number,
        "file": (ledger.folder / saved.entry.file_name).as_posix(),
        "people": len(seats) - len(saved.staff),
        "staff": len(saved.staff),
        "tables": len({seat.table for seat in seats}),
        "penalty": saved.penalty,
        "unmet": sum(not requirement.met for requirement in saved.record.requirements),
        "present": None if attended is None else len(saved.present),
        "told_by": None if attended is None else attended.told_by,
    }


def round_record(ledger: Ledger, saved: SavedRound) -> dict[str, Any]:
    """Return one round as `result.json` has it, with its attendance."""
    absent = sorted(saved.attended.absent) if saved.attended is not None else None
    return {
        "schema_version": SCHEMA_VERSION,
        **standing_of(ledger, saved),
        "absent": absent,
        "rounds": [saved.record.plain()],
        "problems": _problems(ledger.problems),
    }


def compared_record(compared: Comparison) -> dict[str, Any]:
    """Return the differences between two rounds."""

    def who(person: str) -> dict[str, str]:
        return {"id": person, "name": compared.names[person]}

    return {
        "schema_version": SCHEMA_VERSION,
        "from": compared.before.number,
        "to": compared.after.number,
        "stayed": compared.stayed,
        "moved": [{**who(person), "from": then, "to": now} for person, then, now in compared.moved],
        "renamed": [{"from": then, "to": now} for then, now in compared.renamed],
        "joined": [{**who(person), "table": table} for person, table in compared.joined],
        "left": [{**who(person), "table": table} for person, table in compared.left],
        "met": list(compared.met),
        "unmet": list(compared.unmet),
    }


def note_records(notes: tuple[Note, ...]) -> list[dict[str, str]]:
    """Return notes as JSON has them."""
    return [{"slug": note.slug, "text": note.text} for note in notes]


def _entry(ledger: Ledger, entry: Entry) -> dict[str, Any]:
    effective = {standing.number for standing in ledger.state.effective}
    return {
        "entry": entry.number,
        "kind": str(entry.kind),
        "saved": entry.saved,
        "file": (ledger.folder / entry.file_name).as_posix(),
        "holds": entry.number in effective,
    }


def _problems(problems: tuple[Problem, ...]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = problems_record(problems)["problems"]
    return found
