"""What people bring: counted by focus area, with what tables lack or have to spare, and nothing private."""

from __future__ import annotations

from dataclasses import replace

import pytest

from seating.present.settings import Settings
from seating.profiles import Asset, Heading, People
from seating.report.pages import render_report
from seating.report.sections.assets import fill

from ..made_up import result_of, small
from ..rich import rich

SKILL, TOOL = Asset(group="skill", word="bookkeeping"), Asset(group="tool", word="a van")


def bringing(assets: dict[str, tuple[Asset, ...]], needs=None, column: str = ""):
    """Return the small room where these people bring these assets, and tables need what `needs` says."""
    persons = tuple(p.model_copy(update={"assets": assets.get(p.id, ())}) for p in small().people)
    if column:
        persons = tuple(
            p.model_copy(update={"own": {column: p.own["size"]}}) if "size" in p.own else p for p in persons
        )
    headings = {column: Heading(column, "A")} if column else {}
    tables = tuple(t.model_copy(update={"needs": (needs or {}).get(t.id, ())}) for t in small().convening.tables)
    convening = small().convening.model_copy(update={"tables": tables})
    return result_of(People(persons, headings=headings), convening, dict(small().plan.seats))


NEEDS = {"capital": ("bookkeeping",), "talent": ("a van",)}


def test_people_are_counted_by_where_what_they_bring_is_needed_and_by_group():
    found = fill(bringing({"p01": (SKILL, TOOL), "p02": (SKILL,), "p07": (TOOL,)}, NEEDS), Settings())
    assert found.groups == ("skill", "tool")
    assert [(row.area, row.counts) for row in found.rows] == [
        ("capital", (2, 0)),
        ("schools", (0, 2)),
        ("talent", (0, 2)),
    ]


def test_an_area_where_nobody_brings_anything_has_no_row():
    areas = [row.area for row in fill(bringing({"p07": (TOOL,)}, NEEDS), Settings()).rows]
    assert areas == ["schools", "talent"]


def test_a_table_without_a_focus_is_its_own_area():
    assert [row.area for row in fill(bringing({"p01": (TOOL,)}, {"t03": ("a van",)}), Settings()).rows] == ["t03"]


@pytest.mark.parametrize(("language", "told"), [("en", "other"), ("es", "otros")])
def test_assets_without_a_group_come_last(language, told):
    found = fill(bringing({"p01": (Asset(word="a van"), SKILL), "p02": (Asset(word="time"),)}), Settings(language))
    assert found.groups == ("skill", told)


def test_without_groups_people_are_counted():
    assert fill(bringing({"p01": (Asset(word="a van"),)}), Settings()).groups == ("People",)


def test_what_no_one_brings_and_what_no_one_can_spare_are_told_apart():
    needs = {"capital": ("bookkeeping",), "talent": ("bookkeeping", "a van")}
    result = bringing({"p01": (SKILL,)}, needs)
    found = {(lack.table, lack.need): lack.is_in_room for lack in fill(result, Settings()).lacks if not lack.who}
    assert found == {("Talent and skill", "bookkeeping"): True, ("Talent and skill", "a van"): False}
    html = render_report(result)
    assert html.count("no one in the room brings it") == html.count("no one in the room can be spared") == 1


def test_the_types_of_entrepreneurs_divide_the_rows_if_the_list_has_them():
    found = fill(bringing({"p01": (SKILL,), "p04": (SKILL,)}, NEEDS, column="entrepreneur_type"), Settings())
    assert found.value_heading == "Entrepreneur type"
    assert [(row.area, row.value, row.counts) for row in found.rows] == [
        ("capital", "micro", (1,)),
        ("capital", "", (1,)),
    ]


def test_a_type_that_is_not_stated_is_said_so():
    html = render_report(bringing({"p04": (SKILL,)}, column="entrepreneur_type"))
    assert 'data-label="Entrepreneur type" dir="auto">not stated</td>' in html


def test_what_a_table_lacks_names_who_could_bring_it():
    needs = {"capital": ("bookkeeping",), "talent": ("bookkeeping",)}
    found = fill(bringing({"p06": (SKILL,), "p07": (SKILL,), "p12": (SKILL,)}, needs), Settings())
    (lack,) = found.lacks
    assert (lack.number, lack.table, lack.need) == (1, "Capital", "bookkeeping")
    assert lack.who[0] == "Kiri Tamahori from 3 t03, which does not need this"
    assert lack.who[1].endswith("from 2 Talent and skill, which has more than it needs")
    (surplus,) = found.surpluses
    assert (surplus.number, surplus.need) == (2, "bookkeeping")
    assert set(surplus.who) == {"Fern Whitlock", "نور الهدى السعيد"}


def test_a_need_that_one_person_meets_is_neither_lacking_nor_in_surplus():
    found = fill(bringing({"p01": (SKILL,)}, {"capital": ("bookkeeping",)}), Settings())
    assert (found.lacks, found.surpluses) == ((), ())


def test_assets_that_are_private_or_that_nobody_states_are_not_shown():
    assert fill(small(), Settings()) is None
    private = rich()
    assert fill(private, Settings()) is not None
    assert fill(replace(private, private_columns=private.private_columns | {"assets"}), Settings()) is None
