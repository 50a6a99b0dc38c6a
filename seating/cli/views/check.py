"""Print the result of `seating check`: how the list was read, the demand for each table, and impossible musts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from seating.analysis.demand import Demand
from seating.api.check import InputCheck, check_record
from seating.cli.console import Console
from seating.convening import Convening, private_columns
from seating.pages.candidates import list_candidates
from seating.present.terminal import align
from seating.profiles.columns import SEVERAL, Column, on_one_line, state_meaning
from seating.wording import counted, listed, name_column, squashed

SHOWN_CANDIDATES = 10

SHOWN_SECTORS = 3
"""Maximum number of sectors listed for one table, the most frequent first."""


def print_check(console: Console, checked: InputCheck) -> None:
    """Print the record with --json, otherwise columns, inferred settings, demand, and musts that cannot be met."""
    if console.as_json:
        console.record(check_record(checked))
        return
    console.result(_describe_list(checked))
    console.section("Columns", _list_columns(checked))
    console.section("Inferred convening", checked.sentences)
    has_focus = any(table.focus for table in checked.room.tables)
    console.section("Demand for the tables" if has_focus else "Tables", align(_tabulate_demand(checked)))
    console.page(list_candidates(checked.candidates, checked.convening, SHOWN_CANDIDATES, checked.convening.file))
    if checked.clashes:
        console.section("Musts that cannot be met, by a simple count", [clash.sentence for clash in checked.clashes])
    else:
        console.result("\nA simple count finds no must that cannot be met.")
    console.notes(note for note in checked.notes if note.slug != "heading-matched")


def _describe_list(checked: InputCheck) -> str:
    """Return how many people are on the list, and how many of them get a seat."""
    room = checked.room
    staff = f" and {counted(len(room.staff), 'member of staff', 'members of staff')}" if room.staff else ""
    return (
        f"{checked.people.file}: {counted(len(checked.people), 'person', 'people')} on the list, "
        f"{counted(len(room.people), 'person', 'people')}{staff} to seat at {counted(len(room.tables), 'table')}."
    )


def _list_columns(checked: InputCheck) -> list[str]:
    """Return lines about the recognized columns (with reasons), the list's own columns, and how to confirm guesses."""
    columns = checked.people.columns
    known = [column for column in columns if column.is_known]
    hidden = private_columns(checked.convening, checked.people)
    private = [_name_column(column) for column in columns if not column.is_known and column.key in hidden]
    own = [_name_column(column) for column in columns if not column.is_known and column.key not in hidden]
    alike = [f"{c.key} ({c.letter})" for c in known if squashed(c.key) == squashed(c.heading)]
    other = [
        (_name_column(column), f"read as {column.key}{f' ({column.part})' if column.part else ''}", column.evidence)
        for column in known
        if squashed(column.key) != squashed(column.heading)
    ]
    lines = align(other)
    lines += [f"Recognized by name: {listed(alike)}"] if alike else []
    lines += [f"Your own columns, which requirements can use: {listed(own)}"] if own else []
    lines += [f"Your own private columns, which only you see: {listed(private)}"] if private else []
    return lines + _list_guesses([column for column in known if column.is_guess], checked.convening)


def _name_column(column: Column) -> str:
    return name_column(column.heading, column.letter) if column.heading else f"column {column.letter}"


def _list_guesses(guessed: Sequence[Column], convening: Convening) -> list[str]:
    """Return the lines of a convening that confirm the guessed columns."""
    if not guessed:
        return []
    written: Mapping[str, Any] = {}
    stated = dict(convening.columns)
    for column in guessed:
        has_several = column.key in SEVERAL
        heading = column.heading or _name_column(column)
        stated[column.meaning] = (*(stated.get(column.meaning, ()) if has_several else ()), heading)
    written = state_meaning(stated, "")
    lines = [f"    {key}: {on_one_line(value)}" for key, value in written.items()]
    goes = "copy this into the convening and correct it where needed:"
    if convening.file is None:
        goes = "make a text file convening.yaml beside the list, copy this into it, and correct it where needed:"
    elif convening.columns:
        goes = "replace columns in the convening by this, and correct it where needed:"
    return [f"Some columns were guessed. To confirm them, {goes}", "  columns:", *lines]


def _tabulate_demand(checked: InputCheck) -> list[list[str]]:
    """Return the demand for each table as rows below a row of headings, without empty columns."""
    headings = ("table", "seats", "interested", "rated it 3", "rated it highest", "roles", "sectors")
    sectors = {id(demand.by_sector): demand.by_sector for demand in checked.demand}  # tables of one focus share them
    shown = {key: _name_sectors(counts) for key, counts in sectors.items()}
    rows = [_demand_row(demand, shown[id(demand.by_sector)]) for demand in checked.demand]
    used = [number for number in range(len(headings)) if any(row[number] for row in rows)]
    return [[row[number] for number in used] for row in (headings, *rows)]


def _demand_row(demand: Demand, sectors: str) -> tuple[str, ...]:
    """Return the demand for one table as a row. Cells about people are blank for a table without a focus."""
    table = demand.table
    if not table.focus:  # everyone could sit there: the counts are those of the whole list
        return table.label, str(table.seats), "", "", "", "", ""
    scores = [str(demand.interested), str(demand.eager), str(demand.best)]
    roles = ", ".join(counted(number, role) for role, number in _sort_by_count(demand.by_role))
    return table.label, str(table.seats), *scores, roles, sectors


def _name_sectors(counts: Mapping[str, int]) -> str:
    """Return the most frequent sectors with their counts, and the number of people from all others."""
    sectors = _sort_by_count(counts)
    shown = [f"{number} {sector}" for sector, number in sectors[:SHOWN_SECTORS]]
    if others := sum(number for _, number in sectors[SHOWN_SECTORS:]):
        shown.append(f"{others} from other sectors")
    return ", ".join(shown)


def _sort_by_count(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    """Return the values with their counts, the most frequent first."""
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))
