"""After several rounds of 116 people, some are forgotten, and the rounds go on."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.api.forget.measured import forget_all, go_on, hold_rounds


@pytest.mark.room
def test_nobody_who_was_forgotten_is_left_and_the_rounds_go_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    out = hold_rounds(tmp_path, 2)
    assert [one.left for one in forget_all(out)] == [[], [], [], []]
    go_on(out)
