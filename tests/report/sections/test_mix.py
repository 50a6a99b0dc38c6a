"""The mix of each table: bars that say what the numbers beside them say."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import seating
from seating.api.request import Request
from seating.api.saved_rounds.saved_result import saved_result
from seating.api.solve import solve_request
from seating.present.blocks import Raw
from seating.profiles import Status
from seating.report.sections.mix import MOST_ROWS, list_blocks
from seating.requirements.balance import BalanceRequirement
from tests.present.told import told

from ..made_up import large
from ..rich import rich


def charts(result) -> dict:
    return {block.data.name: block.data for block in list_blocks(result) if isinstance(block, Raw)}


def test_numbers_are_those_of_the_seating():
    result = rich()
    sector = charts(result)["Sector"]
    labels = [value.label for value in sector.values]
    for row in sector.rows:
        by_hand = Counter(p.sector or "not stated" for p in result.room.people if result.plan.seats[p.id] == row.table)
        counts = dict(zip(labels, row.counts, strict=True))
        assert counts["business"] == by_hand["business"]
        assert counts["not stated"] == by_hand["not stated"]
        assert sum(counts.values()) == sum(by_hand.values())
    assert sector.room.n_different == len({p.sector for p in result.room.people if p.sector})


def test_a_held_seat_is_no_one_of_the_mix():
    result = rich()
    first, *others = result.room.people
    held = first.model_copy(update={"status": Status.OPEN})
    made = charts(replace(result, room=replace(result.room, people=(held, *others))))["Sector"]
    assert sum(made.room.counts) == sum(charts(result)["Sector"].room.counts) - 1
    table = result.plan.seats[held.id]
    (before,) = (row for row in charts(result)["Sector"].rows if row.table == table)
    (after,) = (row for row in made.rows if row.table == table)
    assert sum(after.counts) == sum(before.counts) - 1


def test_columns_of_which_a_saved_round_does_not_keep_the_requirement_are_told_to_be_left_out(tmp_path):
    """The round is read again with another list, so only the sentences of its requirements are known."""
    rows = [{"id": one, "name": one.title(), "sector": "arts", "organization": f"Org {one}"} for one in "abcd"]
    tables = [{"id": "north"}, {"id": "south"}]
    asked = [{"kind": "balance", "of": "organization"}]
    request = Request(rows, {"tables": tables, "requirements": asked}, out=tmp_path, packet=False)
    solved = solve_request(request)
    assert set(charts(solved)) == {"Sector", "Organization"}
    assert "such as the organization" not in told(list_blocks(solved))
    assert "such as the organization" not in told(list_blocks(saved_result(request).result))
    again = saved_result(replace(request, people=rows[:3])).result
    assert set(charts(again)) == {"Sector"}
    assert "If requirements are about other columns, such as the organization" in told(list_blocks(again))
    other = replace(request, out=tmp_path / "other", convening={"tables": tables, "requirements": []})
    solve_request(other)
    without = saved_result(replace(other, people=rows[:3])).result
    assert "such as the organization" not in told(list_blocks(without))


def test_bars_have_the_widths_of_their_numbers():
    for chart in charts(rich()).values():
        for row in (*chart.rows, chart.room):
            shown = {part.value: part.width for part in row.bar}
            assert set(shown) == {value for value, count in enumerate(row.counts) if count}
            wide = sum(shown.values())
            assert all(abs(width / wide - row.counts[v] / sum(row.counts)) < 0.001 for v, width in shown.items())


def test_rare_values_share_one_colour():
    result = rich()
    people = tuple(p.model_copy(update={"sector": f"sector {n}"}) for n, p in enumerate(result.room.people))
    sector = charts(replace(result, room=replace(result.room, people=people)))["Sector"]
    assert [value.label for value in sector.values][-1] == "others"
    assert len(sector.values) == 7
    assert sector.room.counts[-1] == len(people) - 6


def test_a_column_that_is_balanced_has_a_chart_unless_it_is_private():
    result = rich()
    balanced = replace(result, requirements=(BalanceRequirement(id="balance-1", of="size"),))
    assert "Size" in charts(balanced)
    assert "Size" not in charts(replace(balanced, private_names={"balance-1": "private-1"}))
    assert "Size" not in charts(replace(balanced, private_columns=frozenset({"size"})))


def test_of_very_many_tables_the_oddest_are_shown():
    chart = charts(large(400, 2 * MOST_ROWS))["Sector"]
    assert len(chart.rows) == MOST_ROWS
    assert chart.lead == f"The {MOST_ROWS} tables that differ most from the room."


def test_a_column_that_names_people_is_no_mix():
    rows = [{"name": name, "sector": "x", "works_for": boss} for name, boss in (("Ana", ""), ("Ben", "Ana"))]
    asked = [{"kind": "counterpart", "of": "works_for", "from": ["one"], "to": ["two"]}]
    tables = [{"id": "one", "seats": "0-2"}, {"id": "two", "seats": "0-2"}]
    assert set(charts(seating.solve(rows, {"tables": tables, "requirements": asked}))) == {"Sector"}
