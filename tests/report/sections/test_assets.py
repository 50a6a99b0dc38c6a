"""What people bring: counted by focus area, with what tables lack or have to spare, and nothing private."""

from __future__ import annotations

from dataclasses import replace

import pytest

import seating
from seating.present.blocks import Table, say
from seating.present.languages import words_in
from seating.profiles import Asset, Heading, People
from seating.report.labels import state_reason
from seating.report.pages import render_report
from seating.report.sections.assets import list_blocks
from tests.present.told import cells, titles

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
COUNTS, LACKS, SURPLUSES = (
    "Assets by focus area",
    "What tables need but no participant there brings",
    "What tables have more of than they need",
)


def shown(result) -> dict[str, list[tuple[str, ...]]]:
    return cells(list_blocks(result))


def test_people_are_counted_by_where_what_they_bring_is_needed_and_by_group():
    blocks = list(list_blocks(bringing({"p01": (SKILL, TOOL), "p02": (SKILL,), "p07": (TOOL,)}, NEEDS)))
    assert titles(blocks, COUNTS) == ["Focus area", "skill", "tool"]
    assert cells(blocks)[COUNTS] == [("capital", "2", "–"), ("schools", "–", "2"), ("talent", "–", "2")]


def test_an_area_where_nobody_brings_anything_has_no_row():
    areas = [area for area, _ in shown(bringing({"p07": (TOOL,)}, NEEDS))[COUNTS]]
    assert areas == ["schools", "talent"]


def test_a_table_without_a_focus_is_its_own_area():
    assert [area for area, _ in shown(bringing({"p01": (TOOL,)}, {"t03": ("a van",)}))[COUNTS]] == ["t03"]


@pytest.mark.parametrize(("language", "other"), [("en", "other"), ("es", "otros")])
def test_assets_without_a_group_come_last(language, other):
    found = list_blocks(bringing({"p01": (Asset(word="a van"), SKILL), "p02": (Asset(word="time"),)}))
    table = next(block for block in found if isinstance(block, Table))
    assert [say(column.title, words_in(language)) for column in table.columns[1:]] == ["skill", other]


def test_without_groups_people_are_counted():
    assert titles(list_blocks(bringing({"p01": (Asset(word="a van"),)})), COUNTS)[1:] == ["People"]


def test_what_no_one_brings_and_what_no_one_can_spare_are_told_apart():
    needs = {"capital": ("bookkeeping",), "talent": ("bookkeeping", "a van")}
    result = bringing({"p01": (SKILL,)}, needs)
    assert shown(result)[LACKS] == [
        ("2 Talent and skill", "bookkeeping", "no one in the room can be spared"),
        ("2 Talent and skill", "a van", "no one in the room brings it"),
    ]
    html = render_report(result)
    assert html.count("no one in the room brings it") == html.count("no one in the room can be spared") == 1


def test_the_types_of_entrepreneurs_divide_the_rows_if_the_list_has_them():
    blocks = list(list_blocks(bringing({"p01": (SKILL,), "p04": (SKILL,)}, NEEDS, column="entrepreneur_type")))
    assert titles(blocks, COUNTS)[1] == "Entrepreneur type"
    assert cells(blocks)[COUNTS] == [("capital", "micro", "1"), ("capital", "not stated", "1")]


def test_a_type_that_is_not_stated_is_said_so():
    html = render_report(bringing({"p04": (SKILL,)}, column="entrepreneur_type"))
    assert 'data-label="Entrepreneur type"><span>not stated</span></td>' in html


def test_what_a_table_lacks_names_who_could_bring_it():
    needs = {"capital": ("bookkeeping",), "talent": ("bookkeeping",)}
    found = shown(bringing({"p06": (SKILL,), "p07": (SKILL,), "p12": (SKILL,)}, needs))
    ((table, need, who),) = found[LACKS]
    assert (table, need) == ("1 Capital", "bookkeeping")
    first, second = who.split("; ")
    assert first == "Kiri Tamahori from 3 t03, which does not need this"
    assert second.endswith("from 2 Talent and skill, which has more than it needs")
    ((table, need, who),) = found[SURPLUSES]
    assert (table, need) == ("2 Talent and skill", "bookkeeping")
    assert set(who.split(", ")) == {"Fern Whitlock", "نور الهدى السعيد"}


def test_a_need_that_one_person_meets_is_neither_lacking_nor_in_surplus():
    assert set(shown(bringing({"p01": (SKILL,)}, {"capital": ("bookkeeping",)}))) == {COUNTS}


def test_assets_that_are_private_or_that_nobody_states_are_not_shown():
    assert not shown(small())
    private = rich()
    assert shown(private)
    assert not shown(replace(private, private_columns=private.private_columns | {"assets"}))


def test_staff_who_bring_what_a_table_needs_are_named_as_staff():
    rows = [{"name": f"Person {n}", "assets": "a kitchen" if n == 0 else "", "duty": ""} for n in range(4)]
    rows.append({"name": "Gus", "assets": "a van", "duty": "facilitator"})
    tables = [{"id": at, "seats": 2, "needs": ["a van"]} for at in ("north", "south")]
    asked = [{"kind": "assets", "at": ["north"]}, {"kind": "assets", "at": ["south"]}]
    solved = seating.solve(rows, {"tables": tables, "requirements": asked})
    assert [who for *_, who in cells(list_blocks(solved))[LACKS]] == ["Gus, on staff"] * 2
    assert {voice.because for voice in solved.review.gaps} == {"no one on the list, not counting staff"}
    for voice in solved.review.gaps:  # a saved round has only the English text
        saved = replace(voice, because=str(voice.because))
        for one in (voice, saved):
            assert words_in("es").tell(state_reason(one, {})) == "Nadie en la lista, sin contar al personal."


def test_what_only_an_open_seat_would_bring_no_one_in_the_room_brings():
    rows = [{"name": f"Person {n}", "assets": "a bus" if n == 0 else ""} for n in range(3)]
    rows.append({"name": "", "organization": "School", "assets": "a van", "status": "open"})
    tables = [{"id": at, "seats": 2, "needs": ["a van"]} for at in ("north", "south")]
    lacks = cells(list_blocks(seating.solve(rows, {"tables": tables})))[LACKS]
    assert [who for *_, who in lacks] == ["no one in the room brings it"] * 2


def test_a_table_that_was_not_opened_needs_nothing():
    rows = [{"name": f"Person {n}", "assets": "a bus" if n == 0 else ""} for n in range(4)]
    tables = [
        {"id": "north", "seats": 4, "needs": ["a tent"]},
        {"id": "spare", "seats": 4, "needs": ["a van"], "open": "if needed"},
    ]
    solved = seating.solve(rows, {"tables": tables})
    assert set(solved.plan.seats.values()) == {"north"}
    assert [what for _, what, _ in cells(list_blocks(solved))[LACKS]] == ["a tent"]


@pytest.mark.parametrize("number", [2, 3])
def test_a_table_that_needs_one_to_spare_has_no_more_than_it_needs_with_two(number):
    rows = [{"name": f"Person {n}", "assets": "a van" if n < number else ""} for n in range(6)]
    tables = [{"id": at, "seats": "2-4", "needs": ["a van"]} for at in ("north", "south")]
    stay = {"kind": "pin", "people": [f"Person {n}" for n in range(number)], "tables": "north", "must": True}
    asked = {"kind": "assets", "at": "north", "robust": 1}
    blocks = list(list_blocks(seating.solve(rows, {"tables": tables, "requirements": [stay, asked]})))
    if number == 2:
        assert SURPLUSES not in cells(blocks)
        assert [who for *_, who in cells(blocks)[LACKS]] == ["no one in the room can be spared"]
    else:
        assert cells(blocks)[SURPLUSES] == [("1 north", "a van", "2", "Person 0, Person 1, Person 2")]
        assert "Who brings it" in titles(blocks, SURPLUSES)
        assert [who for *_, who in cells(blocks)[LACKS]] == ["Person 2 from 1 north, which has more than it needs"]
