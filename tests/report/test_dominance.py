"""The balance of power in the report: tables that a group dominates, and hosts."""

from __future__ import annotations

import pytest

import seating
from seating.convening import Convening
from seating.present.languages import words_in
from seating.profiles import People, Person
from seating.report.alone import power as packet_power
from seating.report.dominance import list_blocks
from seating.report.pages import render_report
from seating.result import Result
from seating.room.tables import Table
from tests.present.told import cells
from tests.present.told import told as story

from .made_up import result_of

HOSTS = "People from the host at its table"


def hosted(private: frozenset[str] = frozenset(), host: str = "Oak Fund") -> Result:
    """Return ten people at two tables, of whom three at the first are from Oak Fund."""
    persons = tuple(
        Person(id=f"p{n}", name=f"Person {n}", organization="Oak Fund" if n < 3 else f"Firm {n}") for n in range(10)
    )
    tables = (Table(id="north", hosted_by=host), Table(id="south"))
    seats = {f"p{n}": tables[n // 5].id for n in range(10)}
    return result_of(People(persons), Convening(tables=tables), seats, private_columns=private)


@pytest.mark.parametrize(("sizes", "number"), [((2, 4), 0), ((3, 3), 0), ((4, 2), 1)])
def test_a_table_too_small_to_be_looked_at_has_no_majority(sizes: tuple[int, int], number: int):
    """At the first table, all but one are from one organization."""
    at = [table for table, size in zip(("north", "south"), sizes, strict=True) for _ in range(size)]
    firms = ["Oak Fund" if n < sizes[0] - 1 else f"Firm {n}" for n in range(6)]
    people = People(tuple(Person(id=f"p{n}", name=f"Person {n}", organization=firms[n]) for n in range(6)))
    convening = Convening(tables=(Table(id="north"), Table(id="south")))
    majorities = cells(list_blocks(result_of(people, convening, {f"p{n}": at[n] for n in range(6)})))
    assert list(majorities.values()) == number * [[("1 north", "Oak Fund", "3 of 4")]]


def test_the_share_of_the_host_is_said():
    assert cells(list_blocks(hosted()))[HOSTS] == [("1 north", "Oak Fund", "3 of 5")]
    assert HOSTS not in render_report(hosted(frozenset({"organization"})))
    assert cells(list_blocks(hosted(host="Firm 4")))[HOSTS] == [("1 north", "Firm 4", "1 of 5")]


def test_the_note_on_a_host_is_in_the_language_of_the_terminal():
    rows = [{"name": f"Pia {n}", "organization": "Oak Fund" if n == 3 else ""} for n in range(4)]
    rows[0]["funded_by"] = "Oak Fund"
    tables = [{"id": "north", "name": "North", "hosted_by": "Oak Fund", "seats": 4}]
    found = seating.solve(rows, {"tables": tables, "requirements": [], "power": {"under": ["funded_by"]}})
    (note,) = (note for note in found.notes if note.slug == "host-depended-on")
    assert words_in("es").tell(note.text) == (
        "Oak Fund recibe a North. De las personas que están allí, 1 depende de quien recibe (vea funded_by): Pia 0. "
        "Elija otro anfitrión u otro lugar, para que todas las personas puedan hablar con franqueza."
    )
    assert words_in("es").tell(note.shared_text).startswith("Oak Fund recibe a North, y es posible")


@pytest.mark.parametrize("power", [{"under": ["funded by"]}, {}])
def test_of_two_people_with_one_name_the_note_on_a_host_tells_which_depends_on_it(power: dict[str, list[str]]) -> None:
    rows = [{"name": "Rhys Bowen", "organization": each, "funded by": ""} for each in ("Farm", "School")]
    rows += [{"name": "Pia", "organization": "Oak Fund", "funded by": ""}]
    rows[1]["funded by"] = "Oak Fund"
    tables = [{"id": "north", "name": "North", "hosted_by": "Oak Fund", "seats": 4}]
    asked = [{"kind": "apart", "relation": "funded by"}]
    found = seating.check(rows, {"tables": tables, "requirements": asked, "power": power})
    (note,) = (note for note in found.notes if note.slug == "host-depended-on")
    assert ": Rhys Bowen (School). " in note.text


def test_who_names_the_host_in_a_column_of_unknown_meaning_is_told_as_that() -> None:
    rows = [{"name": f"P{n}", "organization": "Oak Fund" if n == 3 else "", "helped by": ""} for n in range(4)]
    rows[0]["helped by"] = "Oak Fund"
    tables = [{"id": "north", "name": "North", "hosted_by": "Oak Fund", "seats": 3}, {"id": "south", "seats": 1}]
    asked = [{"kind": "apart", "relation": "helped by"}, {"kind": "pin", "people": ["P3"], "tables": ["south"]}]
    convening = {"tables": tables, "requirements": asked}
    for found in (seating.check(rows, convening), seating.solve(rows, convening)):
        (note,) = (note for note in found.notes if note.slug == "host-depended-on")
        assert "names the host in a column that does not show which of the two has power" in note.text
        assert "State it in the convening with power:" in note.text
        assert not note.shared_text
    page = story(packet_power.list_blocks(found))
    assert "The columns below do not show which of the two has power." in page
    assert "People at a table whose host is named in their row" in page
    assert "People at a table whose host they depend on" not in page


def test_no_one_on_an_open_seat_depends_on_the_host() -> None:
    rows = [{"name": f"P{n}", "organization": f"Org {n}", "funded_by": "", "status": ""} for n in range(3)]
    held = {"name": "", "organization": "Mill", "funded_by": "Oak Fund", "status": "open"}
    tables = [{"id": "north", "name": "North", "hosted_by": "Oak Fund", "seats": 4}]
    for row, wanted in ((held, 0), (held | {"name": "Ana", "status": ""}, 1)):
        found = seating.solve([*rows, row], {"tables": tables, "requirements": [], "power": {"under": ["funded_by"]}})
        assert sum(note.slug == "host-depended-on" for note in found.notes) == wanted
