"""Which voice sits at which table: where it sits, where it is short, and where it is not asked for."""

from __future__ import annotations

from dataclasses import replace

from seating.present.blocks import Raw
from seating.report.sections.voice_map import ALL_SHOWN, MOST_SHOWN, Fare, VoiceMap, list_blocks
from seating.result import Result

from ..made_up import ToyVoice, large, result_of, small


def drawn(result: Result) -> VoiceMap:
    (found,) = [block.data for block in list_blocks(result) if isinstance(block, Raw)]
    return found


def rows(result):
    return {row.name: row for row in drawn(result).rows}


def many_tables(n_people: int, n_tables: int, **voice):
    """Return a large room with one voice: everybody of the business sector."""
    result = large(n_people, n_tables)
    asked = ToyVoice(id="v", name="Business", who={"sector": "business"}, **voice)
    convening = result.convening.model_copy(update={"requirements": (asked,)})
    return result_of(result.people, convening, dict(result.plan.seats))


def test_each_table_has_a_cell_with_its_number_and_people():
    micro = rows(small())["Microentrepreneurs"]
    assert [(cell.number, cell.people, cell.fare) for cell in micro.cells] == [
        (1, 2, Fare.THERE),
        (2, 1, Fare.THERE),
        (3, 1, Fare.THERE),
    ]
    assert micro.rest == ""
    assert [table.label for table in drawn(small()).tables] == ["Capital", "Talent and skill", "t03"]


def test_a_voice_of_the_whole_room_may_be_missing_at_a_table():
    found = rows(many_tables(8, 4, at_least=0))["Business"]
    assert [(cell.people, cell.fare) for cell in found.cells] == [(2, Fare.THERE), *[(0, Fare.NONE)] * 3]


def test_a_table_with_too_few_of_a_voice_is_marked():
    short = rows(many_tables(8, 4, at_least=3))["Business"]
    assert [cell.fare for cell in short.cells] == [Fare.SHORT] * 4


def test_a_table_where_a_voice_is_not_asked_for_is_marked():
    result = many_tables(8, 4, at="t001")
    assert [cell.fare for cell in rows(result)["Business"].cells].count(Fare.UNASKED) == 3


def test_private_voices_are_not_on_the_map():
    assert "Step-free" not in rows(small())
    private = replace(small(), private_names={voice.id: "private-1" for voice in small().review.voices})
    assert list(list_blocks(private)) == []


def test_with_many_tables_only_those_that_tell_something_are_shown():
    result = many_tables(100, ALL_SHOWN + 1, at_least=0)
    row = rows(result)["Business"]
    assert drawn(result).tables == ()
    assert {cell.fare for cell in row.cells} == {Fare.THERE}
    few = many_tables(20, ALL_SHOWN + 6, at_least=0)
    assert rows(few)["Business"].rest == f"none at {ALL_SHOWN + 6 - 5} more tables"


def test_with_many_tables_those_that_do_not_ask_are_not_told_to_have_none():
    row = rows(many_tables(100, ALL_SHOWN + 6, at="t001"))["Business"]
    assert len(row.cells) == 1
    assert row.rest == f"not asked at {ALL_SHOWN + 5} more tables"


def test_with_very_many_tables_those_that_fall_short_come_first():
    row = rows(many_tables(4 * (MOST_SHOWN + 20), MOST_SHOWN + 20, at_least=99))["Business"]
    assert len(row.cells) == MOST_SHOWN
    assert {cell.fare for cell in row.cells} == {Fare.SHORT}
    assert row.rest == "20 tables not shown"
    assert [cell.number for cell in row.cells] == sorted(cell.number for cell in row.cells)
