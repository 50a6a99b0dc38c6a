"""Print the result of `seating check`."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from seating.analysis.demand import Demand
from seating.api import InputCheck
from seating.cli.columns import aligned
from seating.cli.console import Console
from seating.cli.inputs_record import inputs_record
from seating.profiles.columns import Column
from seating.wording import counted, listed, quoted, squashed

__all__ = ["tell_judged"]

SHOWN_SECTORS = 3
"""Maximum number of sectors that a line of the demand names, the most frequent first."""


def tell_judged(console: Console, judged: InputCheck) -> None:
    """Print the record with --json, otherwise columns, inferred settings, demand, and musts that cannot be met."""
    if console.as_json:
        console.record(inputs_record(judged))
    else:
        _tell(console, judged)


def _tell(console: Console, judged: InputCheck) -> None:
    room = judged.room
    console.result(
        f"{judged.people.file}: {len(judged.people)} on the list, {len(room.people)} to seat"
        f"{f' and {len(room.staff)} staff' if room.staff else ''}, at {counted(len(room.tables), 'table')}."
    )
    console.heading("Columns")
    for line in _columns(judged):
        console.result(f"  {line}")
    if judged.sentences:
        console.heading("Inferred convening")
        for sentence in judged.sentences:
            console.result(f"  {sentence}")
    console.heading("Demand" if any(table.focus for table in room.tables) else "Tables")
    for line in aligned(_demand(judged)):
        console.result(f"  {line}")
    if judged.clashes:
        console.heading("Musts that cannot be met, by a simple count")
        for clash in judged.clashes:
            console.result(f"  {clash.sentence}")
    else:
        console.result("\nA simple count finds no must that cannot be met.")
    console.notes(note for note in judged.notes if note.slug != "heading-matched")


def _columns(judged: InputCheck) -> list[str]:
    """Return lines on recognized columns with the reasons, on the list's own columns, and on how to confirm guesses."""
    columns = judged.people.columns
    known = [column for column in columns if column.is_known]
    private = [_named(column) for column in columns if not column.is_known and column.is_private]
    own = [_named(column) for column in columns if not column.is_known and not column.is_private]
    alike = [f"{c.key} ({c.letter})" for c in known if squashed(c.key) == squashed(c.heading)]
    other = [
        (_named(column), f"is {column.key}{f' ({column.part})' if column.part else ''}", column.evidence)
        for column in known
        if squashed(column.key) != squashed(column.heading)
    ]
    lines = aligned(other) if other else []
    lines += [f"Recognized by name: {listed(alike)}"] if alike else []
    lines += [f"Your own columns, which requirements can use: {listed(own)}"] if own else []
    lines += [f"Your own private columns, which only you see: {listed(private)}"] if private else []
    return lines + _settling([column for column in known if column.is_guess])


def _named(column: Column) -> str:
    return f"{quoted(column.heading)} ({column.letter})" if column.heading else f"column {column.letter}"


def _settling(guessed: Sequence[Column]) -> list[str]:
    """Return the lines of a convening that confirm the guessed columns."""
    if not guessed:
        return []
    headings: dict[str, list[str]] = {}
    for column in guessed:
        headings.setdefault(column.key, []).append(json.dumps(column.heading, ensure_ascii=False))
    lines = [
        f"    {key}: {texts[0] if len(texts) == 1 else '[' + ', '.join(texts) + ']'}" for key, texts in headings.items()
    ]
    return [
        "Some columns were guessed. To confirm them, copy this into the convening and correct it where needed:",
        "  columns:",
        *lines,
    ]


def _demand(judged: InputCheck) -> list[list[str]]:
    """Return the demand for each table as rows below a row of headings, without empty columns."""
    headings = ("table", "seats", "interested", "score 3", "like it best", "roles", "sectors")
    rows = [_asked_for(demand) for demand in judged.demand]
    told = [number for number in range(len(headings)) if any(row[number] for row in rows)]
    return [[row[number] for number in told] for row in (headings, *rows)]


def _asked_for(demand: Demand) -> tuple[str, ...]:
    """Return the demand for one table as a row. Cells about interest are blank for a table without a focus."""
    table = demand.table
    scores = [str(demand.interested), str(demand.eager), str(demand.best)] if table.focus else ["", "", ""]
    roles = ", ".join(counted(number, role) for role, number in _ordered(demand.by_role))
    sectors = _ordered(demand.by_sector)
    shown = [f"{number} {sector}" for sector, number in sectors[:SHOWN_SECTORS]]
    if others := sum(number for _, number in sectors[SHOWN_SECTORS:]):
        shown.append(f"{others} from other sectors")
    return table.label, str(table.seats), *scores, roles, ", ".join(shown)


def _ordered(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    """Return the values with their counts, the most frequent first."""
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))
