"""The stories of a city, four bodies, a listening tour and a learning circle, each read a second time at every step."""

from __future__ import annotations

import pytest

from tests.examples import seeded
from tests.stories.crossing import Crossed, Crossing, make_season
from tests.stories.shapes import SHAPES, draw_shape
from tests.stories.story import run_story


class Shaped(Crossing):
    """A story on a list of one of the four shapes, whose steps are given; by itself, that of a learning circle."""

    shape = "circle"
    steps: tuple[str, ...] = ("repair", "next_round", "arrive", "next_round", "promise", "ask_around", "close")
    most_tables = 12

    def draw(self) -> Crossed:
        rows, convening = draw_shape(self.random, SHAPES[self.shape])
        rows = [{**row, "email": f"{row['id']}@private.example", "can_come": ""} for row in rows]
        if SHAPES[self.shape].is_season:
            make_season(self.random, rows, convening)
        inputs = Crossed(rows, convening, frozenset(), has_ids=self.random.random() < 0.5)
        inputs.tables = SHAPES[self.shape].tables
        return inputs

    def options(self) -> str:
        return ""

    def tell(self) -> None:
        self.write_inputs()
        self.says("check people.csv")
        self.solve("")
        for step in self.steps:
            getattr(self, step)()
        self.look()


class City(Shaped):
    shape = "city"
    steps = (
        "fill_charts",
        "arrive",
        "promise",
        "split",
        "change_list",
        "repair",
        "rename",
        "rate",
        "ask_around",
        "forget",
        "close",
    )


class Bodies(Shaped):
    shape = "bodies"
    steps = (
        "explain",
        "promise",
        "rename",
        "repair",
        "split",
        "rate",
        "ask_around",
        "undo",
        "forget",
        "ask_around",
        "close",
    )


class Tour(Shaped):
    shape = "tour"
    steps = (
        "arrive",
        "repair",
        "explain",
        "next_round",
        "split",
        "undo",
        "repair",
        "share",
        "ask_around",
        "forget",
        "close",
    )


@pytest.mark.room
@pytest.mark.parametrize("kind", [City, Bodies, Tour, Shaped], ids=["city", "bodies", "tour", "circle"])
@seeded(2, shrinks=False)
def test_the_story_of_each_shape_ends_well(
    seed: int, kind: type[Shaped], tmp_path_factory: pytest.TempPathFactory
) -> None:
    run_story(seed, tmp_path_factory.mktemp("story"), kind)
