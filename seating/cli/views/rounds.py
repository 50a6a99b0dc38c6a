"""Print the saved rounds of a ledger: a list, one round, two compared, an undone entry, attendance, closing report."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from seating.api.rounds import Attendance, Undo
from seating.cli import exits
from seating.cli.console import Console
from seating.ledger import Comparison, Ledger, SavedRound
from seating.ledger.records import (
    attendance_record,
    comparison_record,
    round_record,
    rounds_record,
    standing_record,
    undone_record,
)
from seating.present.terminal import align
from seating.record.entries import AttendedContent, SeatedContent
from seating.wording import counted, listed

if TYPE_CHECKING:
    from seating.api.saved_rounds.closing_report import ClosingReport

WITHOUT_PRIVATE = "The penalty is without the points of private requirements, which are not saved."


def print_rounds(console: Console, ledger: Ledger) -> int:
    """Print all rounds. Return the exit code."""
    if console.as_json:
        console.record(rounds_record(ledger))
        return exits.DAMAGED if ledger.problems else exits.DONE
    console.notes(ledger.notes)
    earlier = [past for past in ledger.history(1).rounds if past.number < 1]
    if earlier:
        console.result(f"{counted(len(earlier), 'earlier round')} from a file given with --history.")
    if not ledger.rounds and not ledger.problems:
        console.result(f"No round is saved in {ledger.folder.parent} yet.")
    elif ledger.rounds:
        rows: list[tuple[str, ...]] = [("round", "saved (UTC)", "people", "tables", "penalty", "state")]
        rows += [_round_row(ledger, saved) for _, saved in sorted(ledger.rounds.items())]
        for line in align(rows):
            console.result(line)
        if any(_leaves_out_points(saved) for saved in ledger.rounds.values()):
            console.result(WITHOUT_PRIVATE)
    if ledger.entries and not ledger.problems:
        n_entries = len(ledger.entries)
        console.result(f"{counted(n_entries, 'entry', 'entries')} checked: {'all ' if n_entries > 1 else ''}sound.")
    return _print_problems(console, ledger)


def print_round(console: Console, ledger: Ledger, saved: SavedRound) -> int:
    """Print who sat where in one round. Return the exit code.

    Parameters
    ----------
    console : Console
    ledger : Ledger
    saved : SavedRound
    """
    if console.as_json:
        console.record(round_record(ledger, saved))
        return exits.DAMAGED if ledger.problems else exits.DONE
    about = standing_record(ledger, saved)
    console.result(
        f"Round {saved.number}: {counted(about.people, 'person', 'people')} at {counted(about.tables, 'table')}, "
        f"penalty {about.penalty:,}. State: {_describe_state(ledger, saved)}. "
        f"Saved {_format_time(saved.entry.saved)} UTC."
    )
    if _leaves_out_points(saved):
        console.result(WITHOUT_PRIVATE)
    for table, label in _table_labels(saved).items():
        seats = [seat for seat in saved.record.seats if seat.table == table]
        lines = []
        for seat in sorted(seats, key=lambda seat: seat.name.casefold()):
            drawn = {duty: f"{duty}, suggested until elected" for duty in seat.suggested}
            duties = f" ({'; '.join(drawn.get(duty, duty) for duty in seat.duties)})" if seat.duties else ""
            lines.append(f"{seat.name}{duties}{' (absent)' if seat.id in saved.absent else ''}")
        console.section(label, lines)
    unmet = [f"{each.sentence} [{each.id}]" for each in saved.record.requirements if not each.met]
    console.section("Unmet requirement" if len(unmet) == 1 else "Unmet requirements", unmet)
    return _print_problems(console, ledger)


def print_comparison(console: Console, compared: Comparison) -> None:
    """Print the differences between two rounds."""
    if console.as_json:
        console.record(comparison_record(compared))
        return
    then, now, names = _table_labels(compared.before), _table_labels(compared.after), compared.names
    console.result(
        f"From round {compared.before.number} to round {compared.after.number}: "
        f"{counted(compared.stayed, 'person', 'people')} stayed at the same table, "
        f"{len(compared.moved):,} moved, {len(compared.joined):,} had no seat in round {compared.before.number}, "
        f"{len(compared.left):,} had none in round {compared.after.number}."
    )
    sentences = {each.id: f"{each.sentence} [{each.id}]" for each in compared.after.record.requirements}
    for title, lines in (
        ("Tables renamed, split or merged", [f"{now.get(b, b)} (was {then.get(a, a)})" for a, b in compared.renamed]),
        ("Moved", [f"{names[p]}: from {then.get(a, a)} to {now.get(b, b)}" for p, a, b in compared.moved]),
        (
            f"Without a seat in round {compared.before.number}",
            [f"{names[p]}: at {now.get(table, table)}" for p, table in compared.joined],
        ),
        (
            f"Without a seat in round {compared.after.number}",
            [f"{names[p]}: was at {then.get(table, table)}" for p, table in compared.left],
        ),
        ("Newly met", [sentences[identity] for identity in compared.met]),
        ("Newly unmet", [sentences[identity] for identity in compared.unmet]),
    ):
        console.section(title, lines)


def print_undo(console: Console, undone: Undo) -> None:
    """Print what was undone, and which round is open now."""
    ledger = undone.ledger
    if console.as_json:
        console.record(undone_record(ledger, undone.entry))
        return
    state = f"Round {ledger.open_round} is open now." if ledger.rounds else "No saved round is left."
    pages = "No entry was deleted. Run `seating report` to regenerate the pages."
    console.result(f"Undone: {_describe_entry(undone)}. {state} {pages}")


def print_attendance(console: Console, recorded: Attendance) -> None:
    """Print how many people attended, and who was absent."""
    saved = recorded.saved
    if console.as_json:
        console.record(attendance_record(saved))
        return
    console.notes(recorded.notes)
    names = {seat.id: seat.name for seat in saved.record.seats if seat.id not in saved.held}
    away = sorted(names[person] for person in saved.absent)
    who = f" Absent: {listed(away)}." if away else ""
    seated = counted(len(saved.seated), "person with a seat", "people with a seat")
    serving = f" {len(saved.staff - saved.absent):,} of {len(saved.staff):,} staff came." if saved.staff else ""
    console.result(f"Round {saved.number}: {saved.n_present:,} of {seated} attended.{serving}{who}")


def _leaves_out_points(saved: SavedRound) -> bool:
    """Whether the points of a private requirement are missing from the penalty of a saved round."""
    return any(each.penalty is None and not each.met for each in saved.record.requirements)


def print_closing(console: Console, written: ClosingReport, more: Mapping[str, str]) -> None:
    """Print the numbers of each round and the pages of the closing report.

    Parameters
    ----------
    console : Console
    written : ClosingReport
    more : mapping of str to str
        Paths of more files, by name.
    """
    from seating.api.saved_rounds.closing_report import closing_record
    from seating.report.closing.facts import count_turnout

    files = {**written.files, **more}
    if console.as_json:
        console.record(closing_record(written, files))
        return
    turnouts = [(held, count_turnout(held)) for held in written.closing.rounds]
    console.notes(written.notes)
    for held, turnout in turnouts:
        seated = counted(turnout.seated, "person with a seat", "people with a seat")
        came = "attendance was not recorded" if turnout.came is None else f"{turnout.came:,} came"
        gone = f" {turnout.left_out:,} more had a seat before being marked absent." if turnout.left_out else ""
        console.result(f"Round {held.number}: {seated}, {came}.{gone}")
    console.section("Files", files.values())


def _print_problems(console: Console, ledger: Ledger) -> int:
    if ledger.problems:
        console.problems(ledger.problems)
    return exits.DAMAGED if ledger.problems else exits.DONE


def _round_row(ledger: Ledger, saved: SavedRound) -> tuple[str, ...]:
    about = standing_record(ledger, saved)
    people, tables, penalty = (f"{number:,}" for number in (about.people, about.tables, about.penalty))
    return str(saved.number), _format_time(saved.entry.saved), people, tables, penalty, _describe_state(ledger, saved)


def _describe_state(ledger: Ledger, saved: SavedRound) -> str:
    """Return the state of a round, and how many people attended if that is known."""
    state: str = ledger.state_of(saved)
    if ledger.is_unfinished(saved):
        state += ", but not all pages were written; run the command that seated it again"
    if saved.attended is None:
        return state
    source = "as recorded" if saved.attended.told_by == "attended" else "according to the list"
    return f"{state}; {saved.n_present:,} of {len(saved.seated):,} attended, {source}"


def _describe_entry(undone: Undo) -> str:
    """Return what an undone entry contained."""
    match undone.entry.content:
        case SeatedContent(rounds=rounds):
            return f"the seating of round {rounds[0].round}, saved {_format_time(undone.entry.saved)} UTC"
        case AttendedContent(round=number):
            return f"the attendance of round {number}"
        case _:
            return "the earlier seatings given with --history"


def _table_labels(saved: SavedRound) -> dict[str, str]:
    """Return the name of each table in that round, by id, in the order of the convening."""
    return {table.id: table.name or table.id for table in saved.seating.pages.convening.tables}


def _format_time(saved: str) -> str:
    """Return a time stamp as `2026-03-02 17:45`, in UTC."""
    return saved.replace("T", " ").removesuffix("Z")[:16]
