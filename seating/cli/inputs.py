"""Inputs judged without solving, in words for the terminal and as a record."""

from __future__ import annotations

from collections.abc import Mapping

from seating.cli.columns import aligned
from seating.cli.console import Console
from seating.cli.inputs_record import inputs_record
from seating.convene import Judged
from seating.missing.demand import Demand
from seating.profiles.columns import CANONICAL
from seating.wording import counted, listed, squashed

__all__ = ["tell_judged"]

SHOWN_SECTORS = 3
"""Sectors that a line of the demand names, the most frequent first."""


def tell_judged(console: Console, judged: Judged) -> None:
    """Print what was understood: the record with --json, else columns, demand and what counting rules out."""
    if console.as_json:
        console.record(inputs_record(judged))
    else:
        _tell(console, judged)


def _tell(console: Console, judged: Judged) -> None:
    room = judged.room
    console.result(
        f"{judged.people.file}: {len(judged.people)} on the list, {len(room.people)} to seat"
        f"{f' and {len(room.staff)} staff' if room.staff else ''}, at {counted(len(room.tables), 'table')}."
    )
    console.heading("Columns")
    for line in _columns(judged):
        console.result(f"  {line}")
    if judged.sentences:
        console.heading("The convening, inferred")
        for sentence in judged.sentences:
            console.result(f"  {sentence}")
    console.heading("Demand" if any(table.focus for table in room.tables) else "Tables")
    for line in aligned(_demand(judged)):
        console.result(f"  {line}")
    if judged.clashes:
        console.heading("Cannot hold, by counting alone")
        for clash in judged.clashes:
            console.result(f"  {clash.sentence}")
    else:
        console.result("\nCounting alone finds no must that cannot hold.")
    console.notes(note for note in judged.notes if note.slug != "heading-matched")


def _columns(judged: Judged) -> list[str]:
    """Return a line for each heading that was understood, and one for the columns that mean nothing to us."""
    headings = judged.people.headings.items()
    known = [(name, heading) for name, heading in headings if name in CANONICAL]
    own = [f'"{heading.text}" ({heading.letter})' for name, heading in headings if name not in CANONICAL]
    alike = [f"{name} ({heading.letter})" for name, heading in known if squashed(name) == squashed(heading.text)]
    other = [(f'"{h.text}" ({h.letter})', f"is {name}") for name, h in known if squashed(name) != squashed(h.text)]
    lines = aligned(other) if other else []
    lines += [f"Known by their names: {listed(alike)}"] if alike else []
    return lines + ([f"Your own, kept for requirements to use: {listed(own)}"] if own else [])


def _demand(judged: Judged) -> list[list[str]]:
    """Return the demand for each table under its headings, without the columns that hold nothing."""
    headings = ("table", "seats", "interested", "score 3", "like it best", "roles", "sectors")
    rows = [_asked_for(demand) for demand in judged.demand]
    told = [number for number in range(len(headings)) if any(row[number] for row in rows)]
    return [[row[number] for number in told] for row in (headings, *rows)]


def _asked_for(demand: Demand) -> tuple[str, ...]:
    """Return a line of the demand; a table without a focus interests nobody more than others."""
    table = demand.table
    scores = [str(demand.interested), str(demand.eager), str(demand.best)] if table.focus else ["", "", ""]
    roles = ", ".join(counted(number, role) for role, number in _ordered(demand.by_role))
    sectors = _ordered(demand.by_sector)
    shown = [f"{number} {sector}" for sector, number in sectors[:SHOWN_SECTORS]]
    if others := sum(number for _, number in sectors[SHOWN_SECTORS:]):
        shown.append(f"{others} from other sectors")
    return table.label, str(table.seats), *scores, roles, ", ".join(shown)


def _ordered(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    """Return values with their counts, the most frequent first."""
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))
