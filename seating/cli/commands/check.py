"""`seating check`: read and judge the inputs; solve nothing."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from seating.cli import options
from seating.cli.columns import aligned
from seating.cli.console import Console
from seating.wording import counted

if TYPE_CHECKING:
    from seating.convene import Judged

__all__ = ["command"]

IMPOSSIBLE = 4


@click.command("check", epilog=options.example("seating check examples/city/stakeholders.csv"))
@options.people_argument
@options.convening_option
@options.out_option
@options.json_option
@options.quiet_option
@click.pass_obj
def command(console: Console, people: str, convening: Path | None, out: Path) -> int:
    """Read and judge the inputs; solve nothing.

    Shows what was understood, how many ask for each table, and what cannot hold whatever the
    seating. PEOPLE is the list. Nothing is written; --out only says where an inferred
    convening may already lie. Exit code 4 means that counting alone shows a must that cannot hold.
    """
    from seating.convene import Request, judge_inputs

    judged = judge_inputs(Request(people=people, convening=convening, out=out, write=False, started=console.started))
    if console.as_json:
        console.record(_as_record(judged))
    else:
        _tell(console, judged)
    return IMPOSSIBLE if judged.clashes else 0


def _tell(console: Console, judged: Judged) -> None:
    room = judged.room
    console.result(
        f"{judged.people.file}: {len(judged.people)} on the list, {len(room.people)} to seat"
        f"{f' and {len(room.staff)} staff' if room.staff else ''}, at {len(room.tables)} tables."
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


def _as_record(judged: Judged) -> dict[str, Any]:
    from seating._version import __version__

    return {
        "schema_version": 1,
        "seating_version": __version__,
        "people": len(judged.people),
        "to_seat": len(judged.room.people),
        "staff": len(judged.room.staff),
        "columns": {name: heading.text for name, heading in judged.people.headings.items()},
        "inferred": list(judged.sentences),
        "demand": [
            {
                "table": demand.table.id,
                "seats": str(demand.table.seats),
                "interested": demand.interested,
                "score_3": demand.eager,
                "like_it_best": demand.best,
                "roles": dict(demand.by_role),
                "sectors": dict(demand.by_sector),
            }
            for demand in judged.demand
        ],
        "clashes": [
            {
                "requirement": clash.requirement,
                "needed": clash.needed,
                "available": clash.available,
                "sentence": clash.sentence,
            }
            for clash in judged.clashes
        ],
        "notes": [{"slug": note.slug, "text": note.text} for note in judged.notes],
    }
