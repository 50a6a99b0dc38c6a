"""Print an explanation of a seating to the terminal. It is for the convener, so it includes private information."""

from __future__ import annotations

from seating.api import Explanation
from seating.cli.console import Console
from seating.cli.explained_person import tell_whereabouts
from seating.cli.explained_price import tell_price
from seating.cli.explained_record import explained_record
from seating.cli.explained_words import told_section
from seating.cli.lacks import conflict_in
from seating.cli.verdict import seated_in, worth_of

__all__ = ["tell_explained"]


def tell_explained(console: Console, explained: Explanation) -> None:
    """Print an explanation: the record with --json, otherwise text."""
    console.end_progress()
    if console.as_json:
        console.record(explained_record(explained))
        return
    result = explained.solved
    console.notes(note for note in result.notes if note.slug != "heading-matched")
    console.verdict(f"{seated_in(result)} {worth_of(result)}", good=not result.review.unmet)
    if explained.price is not None:
        tell_price(console, result, explained.price)
    elif explained.whereabouts is not None:
        tell_whereabouts(console, result, explained.whereabouts)
    else:
        _tell_clashes(console, explained)


def _tell_clashes(console: Console, explained: Explanation) -> None:
    """Print the conflicts. While a must is unmet, there is no price of a person's seat or of a requirement."""
    result = explained.solved
    if not result.review.unmet:
        console.result("Nothing clashes: this seating meets every must.")
        return
    if explained.person is not None or explained.requirement is not None:
        console.result("A seat or a requirement has a price only when all musts are met.")
    if explained.person is not None:
        table = result.room.table(result.plan.seats[explained.person.id]).label
        console.result(f"In the closest seating {explained.person.label} sits at {table}.")
    if explained.requirement is not None:
        clashing = any(explained.requirement.id in conflict.requirements for conflict in result.conflicts)
        part = "is part of a conflict" if clashing else "is in none of the conflicts named"
        console.result(f"{explained.requirement.sentence(result.room)} [{explained.requirement.id}] This {part}.")
    told_section(console, "What clashes", conflict_in(result))
    told_section(console, "Ways out", [way.sentence for way in result.ways_out])
