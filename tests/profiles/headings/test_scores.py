"""What scores less than a meaning that fits: blank cells, a buyer, cells that contradict the heading, cells alone."""

from __future__ import annotations

import pytest

from seating.profiles.headings.recognition import find_headings
from seating.profiles.notebook import Notebook
from seating.sources import read_bytes


def read(*columns: str) -> tuple[dict[str, str], list[str]]:
    """Return the meaning of each heading, and the notes. A column is its heading and its cells, with semicolons."""
    written = [[part.strip() for part in column.split(";")] for column in columns]
    text = "".join(",".join(cells) + "\n" for cells in zip(*written, strict=True))
    notebook = Notebook("people.csv")
    found = find_headings(read_bytes(text.encode(), "people.csv"), notebook)
    assert not notebook.problems()
    return {column.heading: column.meaning for column in found.shown}, [note.text for note in notebook.notes()]


NAMES = "Name; Ana Soto; Ben Ode; Cara Lind; Dev Rao"


@pytest.mark.parametrize(
    ("columns", "meanings"),
    [
        ((NAMES, "Company; Oak; Elm; Ash; Oak", "Organization; ; ; ; "), ["name", "organization", "own"]),
        (("Order Name; Kay Lund; Kay Lund; Lee Poe; Lee Poe", "Guest; Ana Soto; Ben Ode; Cara Lind; Dev Rao"), None),
        ((NAMES, "Status; New; Old; Old; New", "RSVP; yes; no; yes; yes"), ["name", "own", "attending"]),
        ((NAMES, "Remarks; will come; not coming; will come; will come"), ["name", "attending"]),
        (
            (NAMES, "RSVP; yes; no; yes; yes", "Answer given; will come; not coming; will come; will come"),
            ["name", "attending", "own"],
        ),
    ],
)
def test_the_column_that_fits_best_gets_the_meaning(columns: tuple[str, ...], meanings: list[str] | None) -> None:
    expected = meanings or ["own", "name"]
    assert list(read(*columns)[0].values()) == expected
    assert list(read(*columns[::-1])[0].values()) == expected[::-1]


def test_a_column_of_companions_that_lost_the_names_is_not_called_a_custom_column() -> None:
    meanings, notes = read(NAMES, "Household; Eva Soto; ; Finn Lind & Gus Lind; ", "TOTAL COUNT; 2; 1; 3; 1")
    assert list(meanings.values()) == ["name", "party names", "party total"]
    assert not any("kept as your own column. To use it instead" in note for note in notes)
