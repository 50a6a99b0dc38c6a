"""The people of a saved round, from what the ledger keeps of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from seating.profiles import People, Person
from seating.profiles.cells import read_cell
from seating.profiles.columns import CANONICAL
from seating.profiles.people import Heading

__all__ = ["people_of", "persons_of"]


def people_of(whole: Mapping[str, Any], listed: People | None) -> People:
    """Return everybody who was on the list of a ledger's entry; those still on `listed` as they are there."""
    pages, source = whole["pages"], whole["inputs"]["stakeholders"]
    known = listed.by_id if listed is not None else {}
    persons = tuple(known.get(each["id"]) or _person(each) for each in pages["people"])
    headings = {column: Heading(text, "") for column, text in pages.get("columns", {}).items()}
    return People(
        persons=persons,
        headings=listed.headings if listed is not None else headings,
        file=source["file"],
        sha256=source["sha256"],
    )


def persons_of(seats: Iterable[Mapping[str, Any]], people: People) -> tuple[tuple[Person, ...], tuple[Person, ...]]:
    """Return those with seats, sorted by id: people, and staff."""
    found = sorted(seats, key=lambda seat: str(seat["id"]))
    seated = tuple(people.by_id[seat["id"]] for seat in found if not seat.get("staff"))
    return seated, tuple(people.by_id[seat["id"]] for seat in found if seat.get("staff"))


def _person(record: Mapping[str, Any]) -> Person:
    cells = record.get("shown", {})
    shown = {column: filled for column, values in cells.items() if (filled := tuple(filter(None, values)))}
    plain = {key: value for key, value in record.items() if key != "shown"}
    known = {
        column: read_cell(column, "; ".join(values)).value for column, values in shown.items() if column in CANONICAL
    }
    own = {column: values for column, values in shown.items() if column not in CANONICAL}
    return Person.model_validate({**plain, **known, "own": own})
