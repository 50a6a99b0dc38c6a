"""Print the saved rounds of a ledger: a list, one round, two compared, an undone entry, attendance, closing report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from seating.api.rounds import Attendance, Undo
from seating.cli import exits
from seating.cli.console import Console, align
from seating.errors import Problem
from seating.ledger import Comparison, Entry, Ledger, SavedRound
from seating.record.entries import AttendedContent, SeatedContent
from seating.record.fields import SCHEMA_VERSION
from seating.record.problems import note_records, problem_records
from seating.wording import counted, listed

if TYPE_CHECKING:
    from seating.api.saved_rounds.closing_report import ClosingReport

WITHOUT_PRIVATE = "The penalty is without the points of private requirements, which are not saved."


def print_rounds(console: Console, ledger: Ledger) -> int:
    """Print all rounds. Return the exit code."""
    if console.as_json:
        console.record(_rounds_record(ledger))
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
        console.record(_round_record(ledger, saved))
        return exits.DAMAGED if ledger.problems else exits.DONE
    about = _standing_record(ledger, saved)
    console.result(
        f"Round {saved.number}: {counted(about['people'], 'person', 'people')} at {counted(about['tables'], 'table')}, "
        f"penalty {about['penalty']:,}. State: {_describe_state(ledger, saved)}. "
        f"Saved {_format_time(saved.entry.saved)} UTC."
    )
    if _leaves_out_points(saved):
        console.result(WITHOUT_PRIVATE)
    absent = saved.attended.absent - saved.held if saved.attended is not None else frozenset()
    for table, label in _table_labels(saved).items():
        seats = [seat for seat in saved.record.seats if seat.table == table]
        lines = []
        for seat in sorted(seats, key=lambda seat: seat.name.casefold()):
            drawn = {duty: f"{duty}, suggested until elected" for duty in seat.suggested}
            duties = f" ({'; '.join(drawn.get(duty, duty) for duty in seat.duties)})" if seat.duties else ""
            lines.append(f"{seat.name}{duties}{' (absent)' if seat.id in absent else ''}")
        console.section(label, lines)
    unmet = [f"{each.sentence} [{each.id}]" for each in saved.record.requirements if not each.met]
    console.section("Unmet requirement" if len(unmet) == 1 else "Unmet requirements", unmet)
    return _print_problems(console, ledger)


def print_comparison(console: Console, compared: Comparison) -> None:
    """Print the differences between two rounds."""
    if console.as_json:
        console.record(_comparison_record(compared))
        return
    then, now, names = _table_labels(compared.before), _table_labels(compared.after), compared.names
    console.result(
        f"From round {compared.before.number} to round {compared.after.number}: "
        f"{counted(compared.stayed, 'person', 'people')} stayed at the same table, "
        f"{len(compared.moved):,} moved, {len(compared.joined):,} joined, {len(compared.left):,} left."
    )
    sentences = {each.id: f"{each.sentence} [{each.id}]" for each in compared.after.record.requirements}
    for title, lines in (
        ("Tables renamed, split or merged", [f"{now.get(b, b)} (was {then.get(a, a)})" for a, b in compared.renamed]),
        ("Moved", [f"{names[p]}: from {then.get(a, a)} to {now.get(b, b)}" for p, a, b in compared.moved]),
        ("Joined", [f"{names[p]}: at {now.get(table, table)}" for p, table in compared.joined]),
        ("Left", [f"{names[p]}: was at {then.get(table, table)}" for p, table in compared.left]),
        ("Newly met", [sentences[identity] for identity in compared.met]),
        ("Newly unmet", [sentences[identity] for identity in compared.unmet]),
    ):
        console.section(title, lines)


def print_undo(console: Console, undone: Undo) -> None:
    """Print what was undone, and which round is open now."""
    ledger = undone.ledger
    if console.as_json:
        console.record({**_rounds_record(ledger), "undone": undone.entry.number})
        return
    state = f"Round {ledger.open_round} is open now." if ledger.rounds else "No saved round is left."
    pages = "No entry was deleted. Run `seating report` to regenerate the pages."
    console.result(f"Undone: {_describe_entry(undone)}. {state} {pages}")


def print_attendance(console: Console, recorded: Attendance) -> None:
    """Print how many people attended, and who was absent."""
    saved = recorded.saved
    absent = frozenset() if saved.attended is None else saved.attended.absent - saved.held
    if console.as_json:
        present = len(_list_present(saved))
        console.record({"schema_version": 1, "round": saved.number, "present": present, "absent": sorted(absent)})
        return
    console.notes(recorded.notes)
    names = {seat.id: seat.name for seat in saved.record.seats if seat.id not in saved.held}
    away = sorted(names[person] for person in absent)
    who = f" Absent: {listed(away)}." if away else ""
    seated = counted(len(saved.seated), "person with a seat", "people with a seat")
    serving = f" {len(saved.staff - absent):,} of {len(saved.staff):,} staff came." if saved.staff else ""
    console.result(f"Round {saved.number}: {len(_list_present(saved)):,} of {seated} attended.{serving}{who}")


def _list_present(saved: SavedRound) -> list[str]:
    """Return the ids of those who attended, without staff. Nobody attends on a seat that is held."""
    return [person for person in saved.present if person not in saved.held | saved.staff]


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
    from seating.report.closing.facts import count_turnout

    files = {**written.files, **more}
    turnouts = [(held, count_turnout(held)) for held in written.closing.rounds]
    if console.as_json:
        rounds = [
            {
                "round": held.number,
                "people": turnout.seated,
                "staff": turnout.staff,
                "tables": turnout.tables,
                "came": turnout.came,
                "entry": held.entry,
                "attendance": held.attendance or None,
            }
            for held, turnout in turnouts
        ]
        console.record({"schema_version": SCHEMA_VERSION, "rounds": rounds, "files": files})
        return
    console.notes(written.notes)
    for held, turnout in turnouts:
        seated = counted(turnout.seated, "person with a seat", "people with a seat")
        came = "attendance was not recorded" if turnout.came is None else f"{turnout.came:,} came"
        console.result(f"Round {held.number}: {seated}, {came}.")
    console.section("Files", files.values())


def _print_problems(console: Console, ledger: Ledger) -> int:
    if ledger.problems:
        console.problems(ledger.problems)
    return exits.DAMAGED if ledger.problems else exits.DONE


def _round_row(ledger: Ledger, saved: SavedRound) -> tuple[str, ...]:
    about = _standing_record(ledger, saved)
    people, tables, penalty = (f"{about[key]:,}" for key in ("people", "tables", "penalty"))
    return str(saved.number), _format_time(saved.entry.saved), people, tables, penalty, _describe_state(ledger, saved)


def _describe_state(ledger: Ledger, saved: SavedRound) -> str:
    """Return the state of a round, and how many people attended if that is known."""
    state = _state_of(ledger, saved)
    if ledger.is_unfinished(saved):
        state += ", but not all pages were written; run the command that seated it again"
    if saved.attended is None:
        return state
    source = "as recorded" if saved.attended.told_by == "attended" else "according to the list"
    return f"{state}; {len(_list_present(saved)):,} of {len(saved.seated):,} attended, {source}"


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


def _rounds_record(ledger: Ledger) -> dict[str, Any]:
    """Return the rounds, entries, notes and problems of a ledger."""
    return {
        "schema_version": SCHEMA_VERSION,
        "open_round": ledger.open_round,
        "rounds": [_standing_record(ledger, saved) for _, saved in sorted(ledger.rounds.items())],
        "earlier": [
            {"round": past.number, "people": len(past.seats)} for past in ledger.history(1).rounds if past.number < 1
        ],
        "entries": [_entry_record(ledger, entry) for entry in ledger.entries],
        "notes": [note.plain() for note in note_records(ledger.notes)],
        "problems": _problem_records(ledger.problems),
    }


def _round_record(ledger: Ledger, saved: SavedRound) -> dict[str, Any]:
    """Return one round as in `result.json`, with its attendance."""
    absent = sorted(saved.attended.absent) if saved.attended is not None else None
    return {
        "schema_version": SCHEMA_VERSION,
        **_standing_record(ledger, saved),
        "absent": absent,
        "rounds": [saved.record.plain()],
        "problems": _problem_records(ledger.problems),
    }


def _standing_record(ledger: Ledger, saved: SavedRound) -> dict[str, Any]:
    """Return the facts about one round that a list of rounds shows."""
    seats = saved.record.seats
    attended = saved.attended
    return {
        "round": saved.number,
        "state": _state_of(ledger, saved),
        "unfinished": ledger.is_unfinished(saved),
        "saved": saved.entry.saved,
        "entry": saved.entry.number,
        "file": (ledger.folder / saved.entry.file_name).as_posix(),
        "people": len(seats) - len(saved.staff),
        "staff": len(saved.staff),
        "tables": len({seat.table for seat in seats}),
        "penalty": saved.penalty,
        "unmet": sum(not requirement.met for requirement in saved.record.requirements),
        "present": None if attended is None else len(_list_present(saved)),
        "told_by": None if attended is None else attended.told_by,
    }


def _state_of(ledger: Ledger, saved: SavedRound) -> str:
    """Return the state of a round: "held", "open" or "planned"."""
    if saved.number == ledger.open_round:
        return "open"
    return "held" if saved.number < ledger.open_round else "planned"


def _comparison_record(compared: Comparison) -> dict[str, Any]:
    """Return the differences between two rounds."""

    def person_record(person: str) -> dict[str, str]:
        return {"id": person, "name": compared.names[person]}

    return {
        "schema_version": SCHEMA_VERSION,
        "from": compared.before.number,
        "to": compared.after.number,
        "stayed": compared.stayed,
        "moved": [{**person_record(person), "from": then, "to": now} for person, then, now in compared.moved],
        "renamed": [{"from": then, "to": now} for then, now in compared.renamed],
        "joined": [{**person_record(person), "table": table} for person, table in compared.joined],
        "left": [{**person_record(person), "table": table} for person, table in compared.left],
        "met": list(compared.met),
        "unmet": list(compared.unmet),
    }


def _entry_record(ledger: Ledger, entry: Entry) -> dict[str, Any]:
    effective = {standing.number for standing in ledger.state.effective}
    return {
        "entry": entry.number,
        "kind": str(entry.kind),
        "saved": entry.saved,
        "file": (ledger.folder / entry.file_name).as_posix(),
        "holds": entry.number in effective,
    }


def _problem_records(problems: Iterable[Problem]) -> list[dict[str, Any]]:
    return [problem.plain() for problem in problem_records(problems)]
