"""All commands in a row on small random lists: nothing fails inside, and no round is lost or invented.

`SEATING_STORIES=2000 pytest -m slow tests/stories` runs that many, from a seed that changes daily or that
`SEATING_STORIES_SEED` gives.
"""

from __future__ import annotations

import os
import time
from collections import Counter
from pathlib import Path

import pytest

from tests.stories.story import run_story

EVERYDAY = range(8)


@pytest.mark.parametrize("seed", EVERYDAY)
def test_a_story_ends_well(seed: int, tmp_path: Path) -> None:
    run_story(seed, tmp_path)


@pytest.mark.slow
def test_many_stories_end_well(tmp_path: Path) -> None:
    """Every failure is named with its seed and its commands, and not only the first."""
    stories = int(os.environ.get("SEATING_STORIES", "60"))
    first = int(os.environ.get("SEATING_STORIES_SEED", time.strftime("%Y%m%d000")))
    codes: Counter[str] = Counter()
    failures = []
    for seed in range(first, first + stories):
        folder = tmp_path / str(seed)
        folder.mkdir()
        try:
            codes += run_story(seed, folder)
        except AssertionError as error:
            failures.append(str(error)[:3000])
    assert not failures, f"{len(failures)} of {stories} stories:\n\n" + "\n\n".join(failures[:20])
    solved = sum(count for line, count in codes.items() if line.startswith("solve"))
    refused = codes["solve 2"] + codes["solve 3"]
    assert refused < 0.2 * solved, f"too many stories end before they begin: {codes}"
