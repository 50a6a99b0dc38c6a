"""Whatever people write into the cells of a form, it is read or noted, and never an error."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from seating.addons.dashboard.ratings import read_ratings
from seating.analysis.arrivals import HEADINGS as ARRIVALS
from seating.analysis.arrivals_file import read_arrivals
from seating.analysis.invitations import HEADINGS as INVITATIONS
from seating.analysis.invitations import read_invitations
from seating.analysis.promises import read_commitments
from seating.forms.harvest import read_harvest
from seating.forms.resources import read_resources
from seating.profiles import People
from seating.room.tables import SheetTables, Table
from seating.sources import Source, read_bytes
from tests.builders import person
from tests.examples import examples

PEOPLE = People(
    tuple(
        person(row)
        for row in (
            {"id": "p1", "name": "Kofi Boateng", "organization": "Grace"},
            {"id": "p2", "name": "Ana Ruiz"},
            {"id": "p3", "name": "Dee Fox"},
            {"id": "p4", "name": "Dee Fox"},
        )
    )
)
TABLES = (Table(id="capital", name="Capital", questions=["What helped?"]), Table(id="talent", focus=["talent"]))
NOW = SheetTables(TABLES)

WORDS = st.sampled_from(
    [
        *("wherever I am needed", "steering or business", "next meeting", "March", "Tuesday", "Kofi", "everybody", "-"),
        *(
            "n/a",
            "?",
            "Dee Fox",
            "Ana Ruiz, Kofi Boateng and Dee Fox",
            "Ana & Kofi",
            "capital",
            "2",
            "0",
            "99",
            "#REF!",
        ),
        *(
            "TRUE",
            "walk-in",
            "arrived",
            "yes; no",
            "round 2",
            "2026-02-30",
            "¿Qué?",
            "Carpinteros",
            "=1+1",
            "kept",
            "1",
        ),
    ]
)
CELLS = st.one_of(WORDS, st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12))

FORMS = {
    "harvest": (
        ("table", "question", "theme", "text", "voice"),
        lambda source: read_harvest(source, NOW, ["Labor"]).notes,
    ),
    "resources": (
        ("resource", "holder", "not here", "table", "focus", "serves", "state"),
        lambda source: read_resources(source, PEOPLE, NOW).notes,
    ),
    "commitments": (
        ("table", "who", "what", "by", "state", "missing", "note", "round"),
        lambda source: read_commitments(source, PEOPLE, NOW).notes,
    ),
    "invitations": (INVITATIONS, lambda source: read_invitations(source, PEOPLE, ["Labor"]).notes),
    "ratings": (
        ("element", "component", "quarter", "rating", "trend", "notes", "about", "rater", "group", "site"),
        lambda source: read_ratings(source).notes,
    ),
    "arrivals": (ARRIVALS, lambda source: read_arrivals(source, PEOPLE, 1).notes),
}


def typed(headings: tuple[str, ...], rows: list[list[str]]) -> Source:
    text = io.StringIO()
    csv.writer(text).writerows([headings, *rows])
    return read_bytes(text.getvalue().encode(), "form.csv")


@pytest.mark.parametrize("name", FORMS)
@settings(examples(12), suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_no_cell_of_a_form_is_an_error(name: str, data: st.DataObject) -> None:
    headings, read = FORMS[name]
    row = st.lists(CELLS, min_size=len(headings), max_size=len(headings))
    rows = data.draw(st.lists(row, min_size=1, max_size=4))
    source = typed(headings, [["x" if not any(map(str.strip, cells)) else cells[0], *cells[1:]] for cells in rows])
    for note in read(source):
        assert note.text
