"""Charts, governance, promises, arrivals, splits, sessions, languages and forgetting, one after another.

What is written is read a second time after each step. `SEATING_STORIES=2000 pytest -m slow tests/stories` plays that
many stories of each kind, from a seed that changes daily or that `SEATING_STORIES_SEED` gives.
"""

from __future__ import annotations

import os
import time
from collections import Counter
from pathlib import Path

import pytest

from tests.stories.crossing import Crossing
from tests.stories.readings import change
from tests.stories.story import run_story


@pytest.mark.parametrize("seed", [0, 5])
def test_a_crossing_ends_well(seed: int, tmp_path: Path) -> None:
    run_story(seed, tmp_path, Crossing)


def test_whoever_goes_with_a_table_stays_and_whoever_was_absent_keeps_their_table() -> None:
    one = {"seats": {"a": "x", "b": "x", "c": "y"}, "absent": {"d": "y"}, "staff": {"c"}}
    other = {"seats": {"a": "x-1", "b": "y", "d": "y", "e": "y"}, "staff": set(), "was": {"x-1": {"x"}, "y": set()}}
    assert change(one, other) == {"stayed": {"a", "d"}, "moved": {"b"}, "joined": {"e"}, "left": set()}


@pytest.mark.slow
def test_many_crossings_end_well(tmp_path: Path) -> None:
    """Every failure is named with its seed and its commands, and not only the first."""
    stories = int(os.environ.get("SEATING_STORIES", "30"))
    first = int(os.environ.get("SEATING_STORIES_SEED", time.strftime("%Y%m%d000")))
    codes: Counter[str] = Counter()
    failures = []
    for seed in range(first, first + stories):
        folder = tmp_path / str(seed)
        folder.mkdir()
        try:
            codes += run_story(seed, folder, Crossing)
        except AssertionError as error:
            failures.append(str(error)[:3000])
    assert not failures, f"{len(failures)} of {stories} stories:\n\n" + "\n\n".join(failures[:20])
    wanted = {f"{command} 0" for command in ("solve", "repair", "forget", "charts", "rounds", "dashboard", "packet")}
    assert stories < 100 or set(codes) >= wanted, codes
