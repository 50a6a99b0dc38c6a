"""Print the comparison of two rounds, an undone entry, or recorded attendance."""

from __future__ import annotations

from seating.api.rounds import Attendance, Comparison, Undo
from seating.cli.console import Console
from seating.cli.rounds_record import compared_record, ledger_record
from seating.cli.rounds_words import labels_of, moment
from seating.record.entries import AttendedContent, SeatedContent
from seating.wording import listed

__all__ = ["tell_attended", "tell_compared", "tell_undone"]


def tell_compared(console: Console, compared: Comparison) -> None:
    """Print the differences between two rounds."""
    if console.as_json:
        console.record(compared_record(compared))
        return
    then, now, names = labels_of(compared.before), labels_of(compared.after), compared.names
    console.result(
        f"From round {compared.before.number} to round {compared.after.number}: "
        f"{compared.stayed} stayed at their table, {len(compared.moved)} moved, "
        f"{len(compared.joined)} joined, {len(compared.left)} left."
    )
    moved = [f"{names[p]}: from {then.get(a, a)} to {now.get(b, b)}" for p, a, b in compared.moved]
    joined = [f"{names[p]}: at {now.get(table, table)}" for p, table in compared.joined]
    left = [f"{names[p]}: was at {then.get(table, table)}" for p, table in compared.left]
    sentences = {each.id: f"{each.sentence} [{each.id}]" for each in compared.after.record.requirements}
    renamed = [f"{now.get(b, b)} was {then.get(a, a)}" for a, b in compared.renamed]
    for title, lines in (
        ("Renamed tables", renamed),
        ("Moved", moved),
        ("Joined", joined),
        ("Left", left),
        ("Met now", [sentences[identity] for identity in compared.met]),
        ("Unmet now", [sentences[identity] for identity in compared.unmet]),
    ):
        if lines:
            console.heading(title)
            for line in lines:
                console.result(f"  {line}")


def tell_undone(console: Console, undone: Undo) -> None:
    """Print what was undone, and which round is open now."""
    ledger = undone.ledger
    if console.as_json:
        console.record({**ledger_record(ledger), "undone": undone.entry.number})
        return
    what = _what(undone)
    since = f"Round {ledger.open_round} is open, as it was before." if ledger.rounds else "No saved round is left."
    console.result(f"Taken back: {what}. {since} No entry was deleted. Run `seating report` to regenerate the pages.")


def tell_attended(console: Console, recorded: Attendance) -> None:
    """Print how many people attended, and who was absent."""
    saved = recorded.saved
    if console.as_json:
        absent = sorted(saved.attended.absent) if saved.attended is not None else []
        present = len(saved.present)
        console.record({"schema_version": 1, "round": saved.number, "present": present, "absent": absent})
        return
    console.notes(recorded.notes)
    names = {seat.id: seat.name for seat in saved.record.seats}
    away = sorted(names[person] for person in (saved.attended.absent if saved.attended is not None else ()))
    who = f" Not there: {listed(away)}." if away else ""
    console.result(f"Round {saved.number}: {len(saved.present)} were there, of {len(names)} with a seat.{who}")


def _what(undone: Undo) -> str:
    match undone.entry.content:
        case SeatedContent(rounds=rounds):
            return f"the seating of round {rounds[0].round}, saved {moment(undone.entry.saved)}"
        case AttendedContent(round=number):
            return f"who was at round {number}"
        case _:
            return "the earlier seatings from elsewhere"
