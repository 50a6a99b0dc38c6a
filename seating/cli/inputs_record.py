"""The record that `seating check --json` prints."""

from __future__ import annotations

from typing import Any

from seating._version import __version__
from seating.api import InputCheck
from seating.profiles import ALWAYS_PRIVATE

__all__ = ["inputs_record"]


def inputs_record(judged: InputCheck) -> dict[str, Any]:
    """Return the result of a check as plain data."""
    return {
        "schema_version": 1,
        "seating_version": __version__,
        "people": len(judged.people),
        "to_seat": len(judged.room.people),
        "staff": len(judged.room.staff),
        "columns": {name: heading.text for name, heading in judged.people.headings.items()},
        "headings": [
            {
                "heading": column.heading,
                "letter": column.letter,
                "taken_as": column.key if column.is_known else "own",
                "private": column.is_private or column.key in ALWAYS_PRIVATE,
            }
            for column in judged.people.columns
        ],
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
