"""A long run says that it is still working."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from seating.cli import progress
from seating.cli.console import Console
from seating.engines.messages import Stage
from seating.model import Value
from seating.present.languages import words_in
from tests.waiting import let_pass, wait_until


class Beats:
    """Counts how often a watch has shown how far the search is, as a test waits for that."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.count = 0
        show = progress.Progress.show

        def counted(watch: progress.Progress) -> None:
            show(watch)
            self.count += 1

        monkeypatch.setattr(progress.Progress, "show", counted)
        monkeypatch.setattr(progress, "BEAT", 0.02)

    def wait_for(self, number: int = 2) -> None:
        """Wait for so many more; the first can have begun before."""
        wanted = self.count + number
        wait_until(lambda: self.count >= wanted)


@pytest.mark.parametrize(
    ("console", "long_run", "lines"),
    [(Console(), 0.0, 1), (Console(as_json=True), 0.0, 1), (Console(quiet=True), 0.0, 0), (Console(), 600.0, 0)],
)
def test_work_that_takes_long_says_once_that_it_goes_on(console, long_run, lines, monkeypatch, capsys) -> None:
    beats = Beats(monkeypatch)
    monkeypatch.setattr(progress, "LONG_RUN", long_run)
    for unmet in (None, 3, 0):
        watch = progress.Progress(console, words_in("en"))
        if unmet is not None:
            watch.progress(Value(unmet, 12), None, 1.0)
        with progress.show_long_run(console, watch):
            if console.quiet:
                let_pass(0.1)
            else:
                beats.wait_for(3)
        told = capsys.readouterr()
        assert told.err.count("Still working") == lines
        keeps = "Ctrl-C stops it now and keeps the best" in told.err
        assert keeps == bool(lines and unmet == 0), "before, a repair that is stopped keeps no seating"
        assert told.out == ""


@pytest.mark.parametrize("time_limit", [None, 20.0])
def test_a_time_limit_is_offered_where_none_was_given(time_limit, monkeypatch, capsys) -> None:
    beats = Beats(monkeypatch)
    monkeypatch.setattr(progress, "LONG_RUN", 0.0)
    with progress.show_long_run(Console(), progress.Progress(Console(), words_in("en")), time_limit):
        beats.wait_for()
    told = capsys.readouterr().err
    assert "The search will stop on its own." in told
    assert ("--time-limit" in told) == (time_limit is None)


@pytest.mark.parametrize(
    ("details", "shown"), [(False, "all musts met · 60 s"), (True, "all musts met · penalty 12 · 60 s")]
)
def test_the_time_goes_on_while_the_search_finds_nothing_better(details, shown, monkeypatch) -> None:
    lines: list[str] = []
    console, beats, clock = Console(details=details), Beats(monkeypatch), SimpleNamespace(now=0.0)
    monkeypatch.setattr(console, "progress", lines.append)
    monkeypatch.setattr(progress, "time", SimpleNamespace(monotonic=lambda: clock.now))
    watch = progress.Progress(console, words_in("en"))
    with progress.show_long_run(console, watch):
        watch.progress(Value(0, 12), None, 59.4)
        clock.now = 0.3
        beats.wait_for()
        watch.stage(Stage.PAGES)
        before = len(lines)
        beats.wait_for()
    assert len(set(lines[:-1])) == 2, "59 s, and 60 s"
    assert lines[-2] == f"seating … {shown}"
    assert lines[-1:] == lines[before - 1 :], "nothing is shown of the search while pages are written"


@pytest.mark.parametrize("stage", Stage)
def test_a_terminal_shows_each_stage_after_the_search(stage, monkeypatch) -> None:
    lines: list[str] = []
    console = Console()
    monkeypatch.setattr(console, "progress", lines.append)
    progress.Progress(console, words_in("en")).stage(stage)
    assert len(lines) == (stage is not Stage.SEARCHING)


def test_what_a_running_search_tells_is_in_the_language_of_the_command(monkeypatch, capsys) -> None:
    lines: list[str] = []
    console = Console(details=True)
    monkeypatch.setattr(console, "progress", lines.append)
    beats = Beats(monkeypatch)
    monkeypatch.setattr(progress, "LONG_RUN", 0.0)
    watch = progress.Progress(console, words_in("es"))
    watch.lost("killed")
    with progress.show_long_run(console, watch):
        watch.progress(Value(0, 1234), 1000, 2.0)
        beats.wait_for()
    for stage in Stage:
        watch.stage(stage)
    told = capsys.readouterr().err
    for english in ("Still working", "ended early", "Ctrl-C stops"):
        assert english not in told
    assert "Todavía en marcha" in told
    assert not [line for line in lines if "musts" in line or "writing" in line]
    assert "penalización 1,234" in lines[0]
