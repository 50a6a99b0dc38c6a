"""Inputs judged without solving, in words for the terminal and as a record."""

from __future__ import annotations

from collections.abc import Mapping

from seating.cli.columns import aligned
from seating.cli.console import Console
from seating.cli.inputs_record import inputs_record
from seating.convene import Judged
from seating.wording import counted

__all__ = ["tell_judged"]


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
    for line in aligned([("column", "heading"), *_headings(judged)]):
        console.result(f"  {line}")
    if judged.sentences:
        console.heading("The convening, inferred")
        for sentence in judged.sentences:
            console.result(f"  {sentence}")
    console.heading("Demand")
    for line in aligned(_demand(judged)):
        console.result(f"  {line}")
    if judged.clashes:
        console.heading("Cannot hold, by counting alone")
        for clash in judged.clashes:
            console.result(f"  {clash.sentence}")
    else:
        console.result("\nCounting finds no must that cannot hold.")
    console.notes(note for note in judged.notes if note.slug != "heading-matched")


def _headings(judged: Judged) -> list[tuple[str, str]]:
    return [(name, f"{heading.text} ({heading.letter})") for name, heading in judged.people.headings.items()]


def _demand(judged: Judged) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = [("table", "seats", "interested", "score 3", "like it best", "roles", "sectors")]
    for demand in judged.demand:
        rows.append(
            (
                demand.table.label,
                str(demand.table.seats),
                str(demand.interested),
                str(demand.eager),
                str(demand.best),
                ", ".join(counted(number, role) for role, number in _ordered(demand.by_role)),
                ", ".join(f"{number} {sector}" for sector, number in _ordered(demand.by_sector)),
            )
        )
    return rows


def _ordered(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    """Return values with their counts, the most frequent first."""
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))
