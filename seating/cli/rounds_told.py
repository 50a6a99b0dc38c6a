"""Print the saved rounds of a ledger to the terminal."""

from __future__ import annotations

from seating.cli.columns import aligned
from seating.cli.console import Console
from seating.cli.rounds_record import ledger_record, round_record, standing_of
from seating.cli.rounds_words import labels_of, moment, state_in_words
from seating.ledger import Ledger, SavedRound
from seating.wording import counted

__all__ = ["DAMAGED", "tell_ledger", "tell_round"]

DAMAGED = 3
"""The exit code if entries of the ledger are damaged. The sound entries are printed anyway."""


def tell_ledger(console: Console, ledger: Ledger) -> int:
    """Print all rounds. Return the exit code."""
    if console.as_json:
        console.record(ledger_record(ledger))
        return DAMAGED if ledger.problems else 0
    console.notes(ledger.notes)
    earlier = [past for past in ledger.history(1).rounds if past.number < 1]
    if earlier:
        console.result(f"{counted(len(earlier), 'earlier round')} from elsewhere.")
    if not ledger.rounds and not ledger.problems:
        console.result(f"No round is saved in {ledger.folder.parent} yet.")
    elif ledger.rounds:
        rows: list[tuple[str, ...]] = [("round", "saved", "people", "tables", "penalty", "state")]
        rows += [_row(ledger, saved) for _, saved in sorted(ledger.rounds.items())]
        for line in aligned(rows):
            console.result(line)
    return _damage(console, ledger)


def tell_round(console: Console, ledger: Ledger, saved: SavedRound) -> int:
    """Print who sat where in one round. Return the exit code.

    Parameters
    ----------
    console : Console
    ledger : Ledger
    saved : SavedRound
    """
    if console.as_json:
        console.record(round_record(ledger, saved))
        return DAMAGED if ledger.problems else 0
    about = standing_of(ledger, saved)
    console.result(
        f"Round {saved.number}, saved {moment(saved.entry.saved)}: {counted(about['people'], 'person', 'people')} "
        f"at {counted(about['tables'], 'table')}, penalty {about['penalty']}; {state_in_words(ledger, saved)}."
    )
    absent = saved.attended.absent if saved.attended is not None else frozenset()
    for table, label in labels_of(saved).items():
        here = [seat for seat in saved.record.seats if seat.table == table]
        if here:
            console.heading(label)
            for seat in sorted(here, key=lambda seat: seat.name.casefold()):
                away = " (was not there)" if seat.id in absent else ""
                duties = f" ({', '.join(seat.duties)})" if seat.duties else ""
                console.result(f"  {seat.name}{duties}{away}")
    unmet = [requirement for requirement in saved.record.requirements if not requirement.met]
    if unmet:
        console.heading("What was unmet")
        for requirement in unmet:
            console.result(f"  {requirement.sentence} [{requirement.id}]")
    return _damage(console, ledger)


def _damage(console: Console, ledger: Ledger) -> int:
    if ledger.problems:
        console.problems(ledger.problems)
    return DAMAGED if ledger.problems else 0


def _row(ledger: Ledger, saved: SavedRound) -> tuple[str, ...]:
    about = standing_of(ledger, saved)
    people, tables, penalty = (str(about[key]) for key in ("people", "tables", "penalty"))
    return str(saved.number), moment(saved.entry.saved), people, tables, penalty, state_in_words(ledger, saved)
