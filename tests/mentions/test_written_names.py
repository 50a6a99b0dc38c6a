"""Names in the cells of forms: several in a cell, first names only, and texts that name no person."""

from __future__ import annotations

import pytest

from seating.mentions.written_names import WrittenNames
from seating.profiles import People
from seating.profiles.notebook import Notebook
from tests.builders import person

ROWS = [
    {"id": "k", "name": "Kofi Boateng", "organization": "Grace"},
    {"id": "a", "name": "Ana Ruiz"},
    {"id": "d1", "name": "Dee Fox"},
    {"id": "d2", "name": "Dee Fox"},
    {"id": "g", "name": "Grace Odell"},
]
PEOPLE = People(tuple(map(person, ROWS)))


@pytest.mark.parametrize(
    ("cell", "found", "slugs"),
    [
        ("Kofi Boateng, Ana Ruiz", ["k", "a"], []),
        ("Kofi and Ana", ["k", "a"], ["reference-read", "reference-read"]),
        ("Kofi", ["k"], ["reference-read"]),
        ("everyone", [None], ["person-unknown"]),
        ("Dee Fox", [None], ["person-ambiguous"]),
        ("Grace", [None], []),  # an organization is no first name
        ("forgotten-1", [None], []),  # stands for someone whose data was removed
        ("-; n/a; ?", [], []),
        ("Kofi Boateng and housing", [None], ["person-unknown"]),
    ],
)
def test_names_are_read_as_people_or_noted(cell: str, found: list[str | None], slugs: list[str]) -> None:
    notebook = Notebook("f.csv")
    read = list(WrittenNames(PEOPLE, notebook).read(cell, 2, None, asks_for_people=True))
    assert [None if one is None else one.id for _, one in read] == found
    assert [note.slug for note in notebook.notes()] == slugs
    assert not notebook.has_problems
