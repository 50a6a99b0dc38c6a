"""Invented lists, as text."""

from __future__ import annotations

from seating.errors import InputError, Note
from seating.profiles import Person, Reading, read_people
from seating.sources import read_bytes


def reading(text: str) -> Reading:
    """Return the people that the text of a list is read as."""
    return read_people(read_bytes(text.encode(), "people.csv"))


def persons(text: str) -> tuple[Person, ...]:
    return reading(text).people.persons


def wrong(text: str) -> list[tuple[int | None, str | None, str]]:
    """Return the line, heading and slug of each problem of a list."""
    try:
        reading(text)
    except InputError as error:
        return [(problem.line, problem.column, problem.slug) for problem in error.problems]
    return []


def said(text: str, slug: str) -> list[Note]:
    """Return the notes of one kind."""
    return [note for note in reading(text).notes if note.slug == slug]
