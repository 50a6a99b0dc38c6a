"""The file of resources, and the typed worksheets of the tables."""

from __future__ import annotations

import pytest

from seating.errors import InputError
from seating.forms.resources import (
    Holder,
    Resources,
    ResourceState,
    join_resources,
    list_gap_needs,
    read_resources,
)
from seating.profiles import People
from seating.room.tables import SheetTables, Table
from seating.sources import read_bytes
from tests.builders import person, table

PEOPLE = People(tuple(person(row) for row in ("ana", "ben", {"id": "d1", "name": "Dee"}, {"id": "d2", "name": "Dee"})))
TABLES = tuple(
    table(one)
    for one in (
        {"id": "north", "name": "North hall", "focus": ["Capital"], "needs": ["Bookkeeping"]},
        {"id": "south", "focus": ["talent", "culture"]},
        {"id": "east"},
        {"id": "lead", "kind": "steering", "people": ["Ana"], "focus": ["capital"]},
    )
)


def reading(text: str, file: str = "resources.csv") -> Resources:
    return read_resources(read_bytes(text.encode(), file), PEOPLE, SheetTables(tuple(TABLES)))


@pytest.mark.parametrize(
    ("cells", "state"),
    [
        (",", "unknown"),
        ("Ana,", "have"),
        ("Mill School,", "have"),
        (",have", "have"),
        ("Ana,partly", "partial"),
        (",GAP", "gap"),
        (",missing", "gap"),
        (",no hay", "gap"),
        (",falta", "gap"),
        (",Sí", "have"),
        ("Ana,?", "unknown"),
    ],
)
def test_a_state_is_read_in_both_languages_and_inferred_from_who_has_it(cells: str, state: str) -> None:
    (one,) = reading(f"resource,holder,state\nloans,{cells}\n").found
    assert one.state.value == state


def test_holders_areas_and_groups_are_separated() -> None:
    (one,) = reading(
        "resource,holder,focus,serves\nloans,ANA; Mill School ;ana,capital;Talent, micro ; main street\n"
    ).found
    assert [(holder.text, holder.person) for holder in one.holders] == [("Ana", "ana"), ("Mill School", None)]
    assert (one.values("focus"), one.values("Serves")) == (("Capital", "talent"), ("micro", "main street"))


def test_own_columns_are_kept_for_the_map() -> None:
    found = reading("resource,Season,focus\nstalls,summer; fall,capital\n")
    assert (found.columns, found.notes) == (("focus", "serves", "Season"), ())
    assert found.found[0].values("season") == ("summer", "fall")


@pytest.mark.parametrize("state", ["Have, partial or gap?", "Have, partial, gap?"])
def test_a_worksheet_names_a_table_and_who_is_not_here(state: str) -> None:
    found = reading(
        "table,What does this table need to get there?,Who in the room has it?,Who has it and is not here?,"
        f'Who needs it?,"{state}"\n'
        "North hall,loans,Ana,,micro,\n2,rooms,,Parish,,\neast,a van,,,,gap\n1,time,,,,\n"
    ).found
    assert [(one.name, one.state.value, one.values("focus")) for one in found] == [
        ("loans", "have", ("Capital",)),
        ("rooms", "partial", ("talent", "culture")),
        ("a van", "gap", ("east",)),
        ("time", "unknown", ("Capital",)),
    ]
    assert [(holder.text, holder.is_away) for holder in found[1].holders] == [("Parish", True)]
    assert found[0].values("serves") == ("micro",)


def test_a_spanish_worksheet_is_read() -> None:
    (one,) = reading(
        "mesa,¿Qué necesita esta mesa para lograrlo?,¿Quién de la sala lo tiene?,¿Quién lo tiene y no está aquí?,"
        '¿Para quién?,"¿Hay, parcial, falta?"\n1,préstamos,Ana,Parroquia,micro,en parte\n'
    ).found
    assert (one.name, one.state, len(one.holders)) == ("préstamos", ResourceState.PARTIAL, 2)


def test_what_cannot_be_read_is_noted_and_the_rest_counts() -> None:
    found = reading("resource,holder,table,state\n-,Ana,,\nloans,Dee,,\ngrants,,nort,\nrooms,?,n/a,partail\n")
    assert sorted(note.slug for note in found.notes) == [
        "person-ambiguous",
        "resource-empty",
        "resource-state",
        "table-unknown",
    ]
    assert [(one.name, one.state.value, one.holders) for one in found.found] == [
        ("loans", "have", (Holder("Dee"),)),
        ("grants", "unknown", ()),
        ("rooms", "unknown", ()),
    ]
    (state,) = [note.text for note in found.notes if note.slug == "resource-state"]
    assert state.endswith('Did you mean "partial"? It counts as unknown. Write `have`, `partial`, `gap` or `unknown`.')
    assert {note.shared_text for note in found.notes} == {""}


@pytest.mark.parametrize("cell", ["Ana, Ben", "Ana and Ben", "Ana & Ben", "ANA; ben", "Ana / Ben"])
def test_several_people_of_the_list_in_a_cell_are_holders_each(cell: str) -> None:
    (one,) = reading(f'resource,holder\nloans,"{cell}"\n').found
    assert [holder.person for holder in one.holders] == ["ana", "ben"]


def test_a_table_that_became_several_is_asked_for() -> None:
    tables = SheetTables((Table(id="x1", was=["x"]), Table(id="x2", was=["x"])))
    with pytest.raises(InputError, match="table-split"):
        read_resources(read_bytes(b"resource,table\nloans,x\n", "resources.csv"), PEOPLE, tables)


def test_a_file_without_rows_or_headings_is_refused() -> None:
    with pytest.raises(InputError, match="no rows below its headings"):
        reading("resource,state\n")
    with pytest.raises(InputError, match="resource"):
        reading("thing,state\nloans,gap\n")


def test_a_gap_that_somebody_has_and_a_focus_that_is_nearly_one_are_noted() -> None:
    found = reading("resource,holder,focus,state\nloans,Ana,capitol,gap\nvans,,farming,\n")
    assert [note.slug for note in found.notes] == ["resource-gap-held", "resource-focus"]
    assert 'no table has the focus "capitol". Did you mean "Capital"?' in found.notes[1].text
    assert found.found[0].state is ResourceState.GAP


def test_gaps_are_needs_of_the_tables_with_their_focus() -> None:
    found = reading(
        "resource,focus,state\nbookkeeping,capital,gap\nloans,CAPITAL; culture,gap\nLoans,capital,gap\n"
        "rooms,talent,partial\nvans,farming,gap\n"
    )
    assert list_gap_needs(found, TABLES) == {"north": ("loans",), "south": ("loans",)}


def test_files_are_joined_in_their_order() -> None:
    joined = join_resources([reading("resource,Season\nloans,fall\n"), reading("resource\nrooms\n", "sheets.csv")])
    assert joined is not None
    assert (joined.files, [one.name for one in joined.found]) == (("resources.csv", "sheets.csv"), ["loans", "rooms"])
    assert joined.columns == ("focus", "serves", "Season")
    assert join_resources([]) is None
