"""What a saved round needs besides its record, so that its pages can be made again without the list.

Of people: the columns that the report shows, and whether they are on pages at all. Of the convening:
what its file says, but for requirements (the record has their sentences), the vocabulary and the
names of private columns.
"""

from __future__ import annotations

from typing import Any

from seating.profiles import Person
from seating.report.privacy import Audience, shown_columns
from seating.result import Result

__all__ = ["public_part"]

_HAVE_THEIR_PLACE = frozenset({"name", "organization", "sector", "representative_type", "duty"})

_NOT_SAVED = {"requirements", "vocabulary", "private", "inferred", "file", "sha256"}


def public_part(result: Result) -> dict[str, Any]:
    """Return the people and the convening as the ledger may hold them; nothing private is in it."""
    columns = shown_columns(result, Audience.TEAM)
    headings = result.people.headings
    return {
        "columns": {column: headings[column].text for column in columns if column in headings},
        "people": [_person(person, columns) for person in sorted(result.people, key=lambda person: person.id)],
        "convening": _convening(result, columns),
        "private": list(result.private_names.values()),
        "reasons": {r.id: r.note for r in result.requirements if r.note and not result.is_private(r)},
    }


def _person(person: Person, columns: tuple[str, ...]) -> dict[str, Any]:
    """Return the filled cells of a person that the report shows."""
    found: dict[str, Any] = {"id": person.id, "name": person.name}
    for column in columns:
        values = person.values(column)
        if column in _HAVE_THEIR_PLACE and values:
            found[column] = values[0]
    more = {column: list(person.values(column)) for column in columns if column not in _HAVE_THEIR_PLACE}
    if any(more.values()):
        found["shown"] = {column: values for column, values in more.items() if values}
    if person.duty is not None:
        found["duty"] = person.duty.value
    if not person.listed:
        found["listed"] = False
    return found


def _convening(result: Result, columns: tuple[str, ...]) -> dict[str, Any]:
    frame = result.convening.frame
    hidden = {"frame"} if frame is not None and not {frame.rows, frame.columns} <= set(columns) else set()
    return result.convening.model_dump(mode="json", exclude=_NOT_SAVED | hidden, exclude_defaults=True)
