"""People by what they have in a column."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from seating.profiles import Person
from seating.wording import fold

__all__ = ["groups_of"]


def groups_of(people: Iterable[Person], column: str) -> Mapping[str, list[Person]]:
    """Return people by value, under the value as first written; most people first."""
    label: dict[str, str] = {}
    found: dict[str, list[Person]] = {}
    for person in people:
        for value in person.values(column):
            label.setdefault(fold(value), value)
            found.setdefault(fold(value), []).append(person)
    return {label[key]: found[key] for key in sorted(found, key=lambda key: (-len(found[key]), key))}
