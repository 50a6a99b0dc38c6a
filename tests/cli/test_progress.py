"""A long run says that it is still working."""

from __future__ import annotations

import time

import pytest

from seating.cli import progress
from seating.cli.console import Console
from seating.engines.messages import Stage
from seating.model import Value
from seating.present.languages import words_in


@pytest.mark.parametrize(
    ("console", "seconds", "lines"),
    [(Console(), 0.5, 1), (Console(as_json=True), 0.5, 1), (Console(quiet=True), 0.2, 0), (Console(), 0.0, 0)],
)
def test_work_that_takes_long_says_once_that_it_goes_on(console, seconds, lines, monkeypatch, capsys) -> None:
    monkeypatch.setattr(progress, "LONG_RUN", 0.05)
    monkeypatch.setattr(progress, "BEAT", 0.05)
    for unmet in (None, 3, 0):
        watch = progress.Progress(console, words_in("en"))
        if unmet is not None:
            watch.progress(Value(unmet, 12), None, 1.0)
        with progress.show_long_run(console, watch):
            time.sleep(seconds)
        told = capsys.readouterr()
        assert told.err.count("Still working") == lines
        keeps = "Ctrl-C stops it now and keeps the best" in told.err
        assert keeps == bool(lines and unmet == 0), "before, a repair that is stopped keeps no seating"
        assert told.out == ""


@pytest.mark.parametrize("time_limit", [None, 20.0])
def test_a_time_limit_is_offered_where_none_was_given(time_limit, monkeypatch, capsys) -> None:
    monkeypatch.setattr(progress, "LONG_RUN", 0.0)
    monkeypatch.setattr(progress, "BEAT", 0.02)
    with progress.show_long_run(Console(), progress.Progress(Console(), words_in("en")), time_limit):
        time.sleep(0.1)
    told = capsys.readouterr().err
    assert "The search will stop on its own." in told
    assert ("--time-limit" in told) == (time_limit is None)


@pytest.mark.parametrize(("is_kept", "words"), [(True, "only once"), (False, "in each run")])
def test_compiling_is_told_once_with_the_folder(is_kept, words, monkeypatch, capsys, tmp_path) -> None:
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path))
    watch = progress.Progress(Console(), words_in("en"))
    watch.compiling(is_kept)
    watch.compiling(is_kept)
    told = capsys.readouterr().err
    assert told.count(words) == 1
    assert (str(tmp_path) in told) == is_kept


def test_the_time_goes_on_while_the_search_finds_nothing_better(monkeypatch) -> None:
    lines: list[str] = []
    console = Console()
    monkeypatch.setattr(console, "progress", lines.append)
    monkeypatch.setattr(progress, "BEAT", 0.02)
    watch = progress.Progress(console, words_in("en"))
    with progress.show_long_run(console, watch):
        watch.progress(Value(0, 12), None, 59.4)
        time.sleep(0.3)
        watch.stage(Stage.PAGES)
        shown = len(lines)
        time.sleep(0.1)
    assert len(set(lines[:-1])) == 2, "59 s, and 60 s"
    assert "all musts met · penalty 12 · 60 s" in lines[-2]
    assert lines[-1:] == lines[shown - 1 :], "nothing is shown of the search while pages are written"


@pytest.mark.parametrize("stage", Stage)
def test_a_terminal_shows_each_stage_after_the_search(stage, monkeypatch) -> None:
    lines: list[str] = []
    console = Console()
    monkeypatch.setattr(console, "progress", lines.append)
    progress.Progress(console, words_in("en")).stage(stage)
    assert len(lines) == (stage is not Stage.SEARCHING)


def test_what_a_running_search_tells_is_in_the_language_of_the_command(monkeypatch, capsys) -> None:
    lines: list[str] = []
    console = Console()
    monkeypatch.setattr(console, "progress", lines.append)
    monkeypatch.setattr(progress, "LONG_RUN", 0.0)
    monkeypatch.setattr(progress, "BEAT", 0.02)
    watch = progress.Progress(console, words_in("es"))
    watch.compiling(is_kept=False)
    watch.lost("killed")
    with progress.show_long_run(console, watch):
        watch.progress(Value(0, 1234), 1000, 2.0)
        time.sleep(0.1)
    for stage in Stage:
        watch.stage(stage)
    progress.StudyProgress(console, words_in("es"))(2, 9, 30.0)
    told = capsys.readouterr().err
    for english in ("Still working", "is being compiled", "ended early", "Ctrl-C stops"):
        assert english not in told
    assert "Todavía en marcha" in told
    assert not [line for line in lines if "musts" in line or "writing" in line or "left" in line]
    assert "penalización 1,234" in lines[0]
