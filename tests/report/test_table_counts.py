"""The counts at each table beside the room's share: recounted from the seats and the cells of the list."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import seating
from seating.api.request import Request
from seating.api.saved_rounds.saved_result import saved_result
from seating.api.solve import solve_request
from seating.convening import Convening
from seating.profiles import People, Status
from seating.report.sections import tables
from seating.report.table_counts import MOST_ROWS, MOST_VALUES, UNKNOWN_COLUMNS, list_counts
from seating.result import Result
from tests.builders import person
from tests.present.told import cells, titles, told

from .made_up import large, result_of
from .rich import rich

SUFFIX = " people at each table, and their share"
Rows = list[tuple[str, ...]]


def counted(result: Result) -> dict[str, Rows]:
    """Return the rows of each column by its name."""
    return {caption.removesuffix(SUFFIX): rows for caption, rows in cells(list_counts(result)).items()}


def compared(*columns: str) -> Result:
    base = rich()
    return replace(base, convening=base.convening.model_copy(update={"compare": columns}))


def test_each_number_and_share_is_that_of_the_seats() -> None:
    result = compared("sector")
    heads = titles(list(list_counts(result)), f"Sector{SUFFIX}")[1:]
    room, *rows = counted(result)["Sector"]
    everyone = [(one.sector or "not stated", result.plan.seats[one.id]) for one in result.room.people]
    for label, *told_of in (room, *rows):
        number = None if label == "The room" else int(label.split()[0])
        table = None if number is None else result.room.tables[number - 1].id
        here = [sector for sector, at in everyone if table in {None, at}]
        for head, cell in zip(heads, told_of, strict=True):
            people = here.count(head)
            assert cell == (f"{people} {round(100 * people / len(here))}%" if people else "–"), (label, head)
    assert len(rows) == len(result.room.tables)


def test_only_what_the_convening_compares_or_balances_is_counted() -> None:
    rows = [{"name": f"Ana {n}", "sector": "ab"[n % 2], "town": "xy"[n % 2], "hat": "uv"[n % 2]} for n in range(4)]
    for row, role in zip(rows, ("doer", "doer", "designee", "designee"), strict=True):
        row["representative type"] = role
    made = {"tables": {"count": 2, "seats": 2}, "compare": ["town"]}
    asked = [{"kind": "balance", "of": "sector"}, {"kind": "together", "by": "hat"}]
    found = seating.solve(rows, {**made, "requirements": asked})
    assert list(counted(found)) == ["Town", "Sector"]
    mixed = [{"kind": "role_mix", "at_least": {"doer": 1}}, {**asked[0], "private": True}]
    assert list(counted(seating.solve(rows, {**made, "requirements": mixed}))) == ["Town", "Representative type"]
    assert list(counted(seating.solve(rows, {"tables": {"count": 2, "seats": 2}, "requirements": []}))) == []


def test_they_are_in_the_section_of_the_tables() -> None:
    assert SUFFIX.strip() in told(tables.list_blocks(compared("sector")))


def test_a_private_column_is_not_counted_and_one_that_may_only_be_counted_has_the_room_alone() -> None:
    result = compared("sector")
    assert counted(replace(result, private_columns=result.private_columns | {"sector"})) == {}
    only = replace(result, convening=result.convening.model_copy(update={"counts_only": ("sector",)}))
    assert counted(only)["Sector"] == counted(result)["Sector"][:1]


def test_a_column_with_cells_that_are_no_longer_known_is_not_counted() -> None:
    result = compared("sector")
    first, *others = result.people
    gone = first.model_copy(update={"id": "forgotten-1", "sector": ""})
    seats = {gone.id if one == first.id else one: table for one, table in result.plan.seats.items()}
    later = result_of(People((gone, *others)), result.convening, seats, unread=frozenset({gone.id}))
    assert counted(later) == {}


def test_a_held_seat_is_no_one() -> None:
    result = compared("sector")
    first, *others = result.room.people
    held = first.model_copy(update={"status": Status.OPEN})
    made = replace(result, room=replace(result.room, people=(held, *others)))

    def total(found: Result) -> int:
        return sum(int(cell.split()[0]) for cell in counted(found)["Sector"][0][1:] if cell != "–")

    assert total(made) == total(result) - 1


def test_rare_values_are_others_and_someone_with_two_of_them_counts_once() -> None:
    tags = [f"tag {n}" for n in range(9)]
    people = [person({"id": f"p{n}", "tags": "; ".join((tags[n], tags[-1 - n]))}) for n in range(9)]
    convening = Convening(tables=({"id": "a"},), compare=("tags",))  # type: ignore[arg-type]
    made = result_of(People(tuple(people)), convening, {one.id: "a" for one in people})
    blocks = list(list_counts(made))
    (caption,) = cells(blocks)
    assert len(titles(blocks, caption)) == 1 + MOST_VALUES
    own = set(titles(blocks, caption)[1:-1])
    rest = sum(any(tag not in own for tag in one.values("tags")) for one in people)
    assert cells(blocks)[caption][0][-1] == f"{rest} {round(100 * rest / 9)}%"


def test_of_many_tables_those_that_differ_most_are_shown() -> None:
    base = large(300, 60)
    result = replace(base, convening=base.convening.model_copy(update={"compare": ("sector",)}))
    rows = counted(result)["Sector"][1:]
    assert len(rows) == MOST_ROWS
    sectors = Counter(one.sector for one in result.room.people)
    by_table = {
        number: Counter(one.sector for one in result.room.people if result.plan.seats[one.id] == table.id)
        for number, table in enumerate(result.room.tables, start=1)
    }

    def distance(number: int) -> float:
        here = by_table[number]
        return sum(abs(here[one] - sectors[one] * here.total() / sectors.total()) for one in sectors)

    shown = {int(label.split()[0]) for label, *_ in rows}
    assert min(map(distance, shown)) >= max(map(distance, by_table.keys() - shown)) - 1e-9


def test_columns_of_which_a_saved_round_does_not_keep_the_requirement_are_told_to_be_left_out(tmp_path: Path) -> None:
    """The round is read again with another list, so only the sentences of its requirements are known."""
    rows = [{"id": one, "name": one.title(), "sector": "arts", "organization": f"Org {one}"} for one in "abcd"]
    made = {"tables": [{"id": "north"}, {"id": "south"}], "compare": ["sector"]}
    asked = [{"kind": "balance", "of": "organization"}]
    request = Request(rows, {**made, "requirements": asked}, out=tmp_path, packet=False)
    assert list(counted(solve_request(request))) == ["Sector", "Organization"]
    again = saved_result(replace(request, people=rows[:3])).result
    assert list(counted(again)) == ["Sector"]
    assert UNKNOWN_COLUMNS in told(list_counts(again))
    other = replace(request, out=tmp_path / "other", convening={**made, "requirements": []})
    solve_request(other)
    assert UNKNOWN_COLUMNS not in told(list_counts(saved_result(replace(other, people=rows[:3])).result))
