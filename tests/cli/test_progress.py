"""A long run says that it is still working."""

from __future__ import annotations

import time

import pytest

from seating.cli import progress
from seating.cli.console import Console
from seating.engines.messages import Stage


@pytest.mark.parametrize(
    ("console", "seconds", "lines"),
    [(Console(), 0.5, 1), (Console(as_json=True), 0.5, 1), (Console(quiet=True), 0.2, 0), (Console(), 0.0, 0)],
)
def test_work_that_takes_long_says_once_that_it_goes_on(console, seconds, lines, monkeypatch, capsys) -> None:
    monkeypatch.setattr(progress, "LONG_RUN", 0.05)
    with progress.announce_long_run(console):
        time.sleep(seconds)
    told = capsys.readouterr()
    assert told.err.count("Still working") == lines
    assert told.out == ""


@pytest.mark.parametrize(("is_kept", "words"), [(True, "only once"), (False, "in each run")])
def test_compiling_is_told_once_with_the_folder(is_kept, words, monkeypatch, capsys, tmp_path) -> None:
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path))
    watch = progress.Progress(Console())
    watch.compiling(is_kept)
    watch.compiling(is_kept)
    told = capsys.readouterr().err
    assert told.count(words) == 1
    assert (str(tmp_path) in told) == is_kept


@pytest.mark.parametrize("stage", Stage)
def test_a_terminal_shows_each_stage_after_the_search(stage, monkeypatch) -> None:
    lines: list[str] = []
    console = Console()
    monkeypatch.setattr(console, "progress", lines.append)
    progress.Progress(console).stage(stage)
    assert len(lines) == (stage is not Stage.SEARCHING)
