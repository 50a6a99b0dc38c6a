"""The printed plan: marks have the colors of a column, if all may see it."""

from __future__ import annotations

from typing import Any

import pytest

from seating.convening import Convening
from seating.present.settings import STANDARD
from seating.profiles import Heading, People, Person
from seating.report.packet import room_plan
from seating.result.privacy import for_reader
from seating.result.readers import Audience
from seating.room.tables import Table

from ..made_up import result_of

SIDES = ("Ana", "ana", "Ben", "Ben", "Ben", "")


def plan(show: tuple[str, ...] = ("side",), **more: Any) -> room_plan.RoomPlan:
    people = People(
        tuple(
            Person(id=f"p{n}", name=f"Guest {n}", own={"side": (side,) if side else ()}) for n, side in enumerate(SIDES)
        ),
        headings={"side": Heading("Side", "B")},
    )
    convening = Convening(title="A party", tables=(Table(id="one"),), show=show)
    result = result_of(people, convening, dict.fromkeys(people.by_id, "one"), **more)
    found = room_plan.fill(for_reader(result, Audience.EVERYONE), STANDARD)
    assert found is not None
    return found


def test_values_have_colors_and_a_legend_and_spellings_are_one():
    shades = plan().shades
    assert [(one.color, one.value, one.people) for one in shades.legend] == [
        ("color-1", "Ben", 3),
        ("color-2", "Ana", 2),
        ("color-other", "others", 1),
    ]
    assert shades.colors["p1"] == shades.colors["p0"] != shades.colors["p2"]


@pytest.mark.parametrize(
    "more", [{"private_columns": frozenset({"side"})}, {"show": ()}], ids=["private", "only the convener's"]
)
def test_what_others_may_not_see_has_no_colors(more):
    assert plan(**more).shades.legend == ()
