"""The list with example rows that the guided start writes if there is no list yet."""

from __future__ import annotations

import csv
import io

from seating.api.guided_start.draft import Draft
from seating.api.starters import DEFAULT, LIST, read_template
from seating.profiles import People
from seating.profiles.reader import read_people
from seating.sources import read_bytes


def make_starter_list(draft: Draft | None = None) -> tuple[People, bytes]:
    """Return the example rows, as people and as the bytes of a list. Their interests are the tables of a draft.

    Parameters
    ----------
    draft : Draft, optional
    """
    content = read_template(DEFAULT)[LIST]
    areas = [str(table["focus"]) for table in draft.tables if "focus" in table] if draft else []
    if areas:
        content = _with_interests(content.decode(), areas).encode()
    return read_people(read_bytes(content, LIST)).people, content


def _with_interests(text: str, areas: list[str]) -> str:
    rows = list(csv.reader(io.StringIO(text)))
    column = rows[0].index("interests")
    for number, row in enumerate(rows[1:]):
        first, second = areas[number % len(areas)], areas[(number + 1) % len(areas)]
        row[column] = "; ".join([f"{first}:3", *([f"{second}:1"] if second != first else [])])
    made = io.StringIO()
    csv.writer(made, lineterminator="\n").writerows(rows)
    return made.getvalue()
