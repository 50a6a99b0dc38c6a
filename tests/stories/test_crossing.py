"""Charts, governance, promises, arrivals, splits, sessions, languages and forgetting, one after another.

What is written is read a second time after each step.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tests.examples import seeded
from tests.stories.crossing import Crossing
from tests.stories.readings import change
from tests.stories.story import run_story


@pytest.mark.room
@seeded(30, shrinks=False)
def test_a_crossing_ends_well(seed: int, tmp_path_factory: pytest.TempPathFactory) -> None:
    run_story(seed, tmp_path_factory.mktemp("story"), Crossing)


def test_whoever_goes_with_a_table_stays_and_whoever_was_absent_keeps_their_table() -> None:
    one = {"seats": {"a": "x", "b": "x", "c": "y"}, "absent": {"d": "y"}, "staff": {"c"}}
    other = {"seats": {"a": "x-1", "b": "y", "d": "y", "e": "y"}, "staff": set(), "was": {"x-1": {"x"}, "y": set()}}
    assert change(one, other) == {"stayed": {"a", "d"}, "moved": {"b"}, "joined": {"e"}, "left": set()}


@pytest.mark.night
def test_each_command_works_in_some_crossing(tmp_path: Path) -> None:
    codes: Counter[str] = Counter()
    for seed in range(40):
        folder = tmp_path / str(seed)
        folder.mkdir()
        codes += run_story(seed, folder, Crossing)
    wanted = {f"{command} 0" for command in ("solve", "repair", "forget", "charts", "rounds", "dashboard", "packet")}
    assert set(codes) >= wanted, codes
