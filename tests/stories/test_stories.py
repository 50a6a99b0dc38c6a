"""All commands in a row on small random lists: nothing fails inside, and no round is lost or invented."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tests.examples import seeded
from tests.stories.story import run_story


@pytest.mark.room
@seeded(40, shrinks=False)
def test_a_story_ends_well(seed: int, tmp_path_factory: pytest.TempPathFactory) -> None:
    run_story(seed, tmp_path_factory.mktemp("story"))


@pytest.mark.night
def test_few_stories_end_before_they_begin(tmp_path: Path) -> None:
    codes: Counter[str] = Counter()
    for seed in range(40):
        folder = tmp_path / str(seed)
        folder.mkdir()
        codes += run_story(seed, folder)
    solved = sum(count for line, count in codes.items() if line.startswith("solve"))
    refused = codes["solve 2"] + codes["solve 3"]
    assert refused < 0.2 * solved, codes
