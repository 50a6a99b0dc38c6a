"""Whether a saved round names only people, tables and requirements that its entry has, and each of them once."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from seating.convening import Convening
from seating.ledger import SavedRound
from seating.profiles import People

__all__ = ["unknown_name"]


def unknown_name(saved: SavedRound, people: People, convening: Convening) -> str | None:
    """Return which part of a round names somebody or something else; None when all is known."""
    record, tables = saved.record, {table.id for table in convening.tables}
    seated = {table.id for table in convening.tables if table.seats_people}
    asked = [requirement["id"] for requirement in record["requirements"]]
    clashes = [name for clash in saved.entry.content.get("conflicts", ()) for name in clash["requirements"]]
    checks: list[tuple[str, Collection[str], Collection[str]]] = [
        ("seats", [seat["id"] for seat in record["seats"]], people.by_id),
        ("seats", [seat["table"] for seat in record["seats"]], seated),
        ("not_seated", [each["id"] for each in record.get("not_seated", ())], people.by_id),
        ("standing", [each["id"] for each in record.get("standing", ())], people.by_id),
        ("standing", [each["table"] for each in record.get("standing", ())], tables),
        ("moves", [each["id"] for each in record.get("moves", ())], people.by_id),
        ("requirements", [*_tables_found(record)], tables),
        ("conflicts", clashes if len(saved.entry.content["rounds"]) == 1 else [], asked),
    ]
    unknown = (place for place, named, known in checks if not set(known).issuperset(named))
    return next((f"`{place}`" for place in (*unknown, *_twice(record, people, asked, convening))), None)


def _tables_found(record: Mapping[str, Any]) -> Iterator[str]:
    """Yield the tables that findings and voices are about."""
    for requirement in record["requirements"]:
        yield from (found["table"] for found in requirement["findings"] if found["table"] is not None)
    for voice in (*record.get("voices", ()), *record.get("gaps", ())):
        yield from voice["tables"]


def _twice(record: Mapping[str, Any], people: People, asked: list[str], convening: Convening) -> Iterator[str]:
    """Yield the parts in which an id stands twice."""
    ids = {
        "seats": [seat["id"] for seat in record["seats"]],
        "requirements": asked,
        "pages.people": [person.id for person in people],
        "pages.convening.tables": [table.id for table in convening.tables],
    }
    yield from (place for place, found in ids.items() if len(set(found)) < len(found))
