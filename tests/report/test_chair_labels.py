"""Names beside the chairs of the printed plan: each near its chair, none over another, as large as most of them fit."""

from __future__ import annotations

from itertools import combinations

import pytest

from seating.present.languages import words_in
from seating.report.chair_labels import REGULAR, ChairLabel, label_chairs
from seating.report.chair_names import ChairName, shorten
from seating.report.floor_drawing import MARK, FloorDrawing, draw_floor
from seating.report.places import places
from seating.report.stock.fitting import text_width

from .made_up import large

A4, A3 = (267.0, 116.0), (390.0, 203.0)


def drawn(people: int, tables: int) -> tuple[FloorDrawing, dict[str, ChairName]]:
    result = large(people, tables)
    floor = draw_floor(result.convening, result.room, places(result, words_in("en")), ())
    assert floor is not None
    return floor, {person.id: shorten(person) for person in result.room.people}


def box(label: ChairLabel, size: int) -> tuple[float, float, float, float]:
    wide = REGULAR * text_width(label.text) * size
    left = label.x - {"start": 0, "middle": 0.5, "end": 1}[label.anchor] * wide
    return left, label.y - 0.85 * size, left + wide, label.y + 0.15 * size


@pytest.mark.parametrize(("people", "tables"), [(9, 1), (104, 13), (200, 20)])
def test_no_name_is_over_another_or_over_a_mark(people, tables):
    floor, names = drawn(people, tables)
    made = label_chairs(floor, names, A4)
    boxes = [box(one, made.size) for one in made.names]
    assert len(boxes) > people / 2
    for one, other in combinations(boxes, 2):
        apart = one[2] <= other[0] + 1 or other[2] <= one[0] + 1 or one[3] <= other[1] + 1 or other[3] <= one[1] + 1
        assert apart, (one, other)
    for left, top, right, bottom in boxes:
        for spot in (spot for table in floor.tables for spot in table.spots):
            middle = spot.x + MARK / 2, spot.y + MARK / 2
            assert not (left < middle[0] < right and top < middle[1] < bottom), spot


def test_larger_paper_has_as_many_names_in_larger_type():
    floor, names = drawn(104, 13)
    on_a4, on_a3 = label_chairs(floor, names, A4), label_chairs(floor, names, A3)
    assert len(on_a3.names) >= len(on_a4.names)
    assert sum(" " in one.text for one in on_a3.names) >= sum(" " in one.text for one in on_a4.names)


def test_who_may_not_be_named_has_no_name():
    floor, names = drawn(20, 2)
    only = dict(list(names.items())[:3])
    assert len(label_chairs(floor, only, A3).names) == 3
    assert label_chairs(floor, {}, A3).names == ()
