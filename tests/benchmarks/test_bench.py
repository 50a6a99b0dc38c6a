"""The harness: what a run takes, what is judged, what goals ask, and the page it writes."""

from __future__ import annotations

import json
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import count
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from xml.etree import ElementTree

import pytest

from benchmarks import picture
from benchmarks.__main__ import main, merged
from benchmarks.bench import OURS, Bench
from benchmarks.case import Case, Figures, Goal, middle
from benchmarks.families import board, cluster, families, gains, growth
from benchmarks.families.anytime import worse
from benchmarks.generate import Spec, write_convening
from benchmarks.judge import worth
from benchmarks.measure import Ran, run
from benchmarks.section import Section
from benchmarks.side_by_side import SIDE_BY_SIDE, never_worse, side_by_side
from seating.tasks.executor import SequentialExecutor
from tests.conftest import CONVENINGS

RIGHT = Figures("seating", 4.0, 100.0, penalty=10, unmet=0, bound=9.0)


@pytest.mark.parametrize(
    ("goal", "is_met"),
    [
        (Goal(), True),
        (Goal(penalty=10, seconds=4, bound=9, megabytes=100, gap=0.1), True),
        (Goal(penalty=9), False),
        (Goal(bound=10), False),
        (Goal(gap=0), False),
        (Goal(seconds=3.9), False),
        (Goal(megabytes=99), False),
    ],
)
def test_a_goal_is_met_when_every_part_of_it_is(goal: Goal, is_met: bool) -> None:
    assert goal.is_met(RIGHT) == is_met
    assert not goal.is_met(Figures("seating", 1.0, 1.0, why="nothing found"))
    assert not goal.is_met(Figures("seating", 1.0, 1.0, penalty=0, unmet=1, bound=0.0))


def test_the_middle_of_runs_is_taken_figure_by_figure() -> None:
    runs = [Figures("x", s, m, penalty=p, unmet=0) for s, m, p in ((3.0, 10.0, 5), (1.0, 30.0, 9), (2.0, 20.0, 7))]
    found = middle(runs)
    assert (found.seconds, found.megabytes, found.penalty, found.bound) == (2.0, 20.0, 7, None)
    assert middle([*runs[:2], Figures("x", 1.0, 1.0, why="ended")]).penalty is None


def test_when_a_curve_reaches_a_penalty() -> None:
    figures = Figures("x", 9.0, 1.0, penalty=3, unmet=0, curve=((1.0, 8), (4.0, 3)))
    assert (figures.reaches(8), figures.reaches(5), figures.reaches(2)) == (1.0, 4.0, None)


def test_commands_store_bytecode_as_on_the_machine_of_a_user(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    ran = run([sys.executable, "-c", "import sys; print(sys.dont_write_bytecode)"], 30.0)
    assert ran.stdout.strip() == "False"


@pytest.mark.room
def test_a_command_is_measured_with_its_children() -> None:
    child = "import time; held = bytearray(80_000_000); time.sleep(0.4)"
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}])"
    ran = run([sys.executable, "-c", parent], 20)
    assert ran.code == 0
    assert ran.megabytes > 80


@pytest.mark.room
def test_a_command_that_takes_too_long_is_ended() -> None:
    ran = run([sys.executable, "-c", "import time; print('here', flush=True); time.sleep(60)"], 3.0)
    assert (ran.code, ran.stdout) == (None, "here\n")


def test_a_seating_that_lacks_somebody_is_worth_nothing(tmp_path: Path) -> None:
    case = Case("made", *write_convening(Spec("ordinary", 8, 2, 1), tmp_path), 1)
    seats = {f"q{n:04}": f"t{n % 2:03}" for n in range(8)}
    judged = worth(case, seats)
    assert judged is not None
    assert judged[0] == 0
    assert worth(case, {**seats, "q0000": "nowhere"}) is None
    assert worth(case, dict(list(seats.items())[1:])) is None


def test_a_peer_that_is_not_installed_is_said_and_left_out(tmp_path: Path) -> None:
    case = Case("made", *write_convening(Spec("ordinary", 8, 2, 1), tmp_path), 1, peers=("groupselect",))
    bench = Bench(tmp_path, runs=1, peers_python=sys.executable, say=lambda line: None)
    if why := bench.lacks("groupselect"):
        assert "is not installed" in why
        assert bench.peer(case, "groupselect").why == why


@pytest.mark.room
def test_both_are_run_judged_and_told(tmp_path: Path) -> None:
    """The whole way on a tiny case: a fresh process for each, the judge, a row for each, and a record."""
    case = Case("made", *write_convening(Spec("ordinary", 10, 2, 1), tmp_path), 20, goal=Goal(gap=0))
    said: list[str] = []
    bench = Bench(tmp_path, runs=1, say=said.append)
    ours, theirs = side_by_side(bench, [case])
    assert (ours[0], ours[2], theirs[2]) == ("made", OURS, "textbook")
    mine, textbook = bench.records
    assert (mine["unmet"], textbook["unmet"]) == (0, 0)
    assert mine["penalty"] >= textbook["penalty"] == textbook["bound"], "nobody is better than the proven best"
    assert (ours[3], theirs[3]) == (str(mine["penalty"]), str(textbook["penalty"]))
    assert (ours[-1] == "yes") == (mine["penalty"] == mine["bound"])
    assert json.loads(json.dumps(bench.records)) is not None
    assert len(said) == 2
    text = Section("Made", "Says.", ["a"] * len(ours), [ours, theirs]).text()
    assert "| made | proven best |" in text


def test_families_stand_in_their_order_and_leave_out_what_is_not_there(tmp_path: Path) -> None:
    orders = [family.ORDER for family in families().values()]
    on_page = [order for order in orders if order is not None]
    assert on_page == sorted(set(on_page))
    assert orders[: len(on_page)] == on_page, "those that run only when named come last"
    said: list[str] = []
    bench = Bench(tmp_path, say=said.append)
    assert families()["philipps"].run(bench) is None
    assert len(said) == 1


@pytest.mark.room
def test_gains_of_moves_are_measured_and_compared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A quick run takes the small convenings; with a goal, the row says whether it is met."""
    monkeypatch.setattr(gains, "SIZES", (30, 300))
    monkeypatch.setattr(gains, "QUICK", 30)
    monkeypatch.setattr(gains, "GOALS", {30: 0.0, **gains.GOALS})
    section = gains.run(Bench(tmp_path, is_quick=True))
    assert [row[0] for row in section.rows] == ["unseen ordinary 30 × 3", "unseen hard 30 × 3"]
    assert all(len(row) == len(section.headings) for row in section.rows)
    assert all(row[-1].startswith("**no**") for row in section.rows)
    monkeypatch.setattr(gains, "shortfalls", lambda model, tables: tables[:1] * 0)
    with pytest.raises(AssertionError, match="differ"):
        gains.run(Bench(tmp_path, is_quick=True))


@pytest.mark.room
def test_tasks_on_a_cluster_are_measured_and_compared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "PEOPLE", 30)
    monkeypatch.setattr(cluster, "open_cluster", lambda where: SequentialExecutor())
    monkeypatch.setattr(cluster, "time", SimpleNamespace(perf_counter=count().__next__))  # each run takes a second
    section = cluster.run(Bench(tmp_path, is_quick=True))
    assert [row[0] for row in section.rows] == ["this process", "Dask, 1", "Dask, 2", "Dask, 4"]
    assert all(len(row) == len(section.headings) for row in section.rows)
    assert [row[-2:] for row in section.rows[2:]] == [["yes", "**no**"], ["yes", ""]]  # two are one here


@pytest.mark.browser
def test_the_board_is_measured_in_a_browser(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (("PICKS", 2), ("EXCHANGES", 1), ("STEPS", 2), ("REOPENED", 1)):
        monkeypatch.setattr(board, name, value)
    monkeypatch.setattr(board, "MOST_PICK", {60: 0.0, **board.MOST_PICK})
    bench = Bench(tmp_path, is_quick=True, say=lambda line: None)
    with ThreadPoolExecutor() as pool:  # other tests may have a browser in this thread
        section = pool.submit(board.run, bench).result()
    assert section is not None, "Playwright or Chromium is missing"
    assert [len(row) for row in section.rows] == [len(section.headings)]
    assert (section.rows[0][0], section.rows[0][-1]) == ("60", "**no**")


def test_goals_of_the_board_hold_for_the_number_of_people_that_they_name() -> None:
    assert board._met(60, 9.0, 900.0, 900.0) == ""
    assert board._met(300, 2.0, 100.0, 900.0) == "yes"
    assert board._met(300, 2.1, 100.0, 0.0) == board._met(300, 2.0, 101.0, 0.0) == "**no**"
    assert board._met(1000, 9.0, 250.0, 300.0) == "yes"
    assert board._met(1000, 0.0, 0.0, 301.0) == "**no**"


def test_without_a_browser_the_board_is_not_measured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr(board, "find_browser", lambda: None)
    assert board.run(Bench(tmp_path, say=said.append)) is None
    assert "Chromium is not installed" in said[0]


@pytest.mark.room
def test_the_command_prints_a_part_and_writes_the_page_only_after_a_full_run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from benchmarks import __main__ as command

    monkeypatch.setattr(command, "PAGE", Path("/nowhere/that/can/be/written.md"))
    monkeypatch.delenv("SEATING_DATA", raising=False)
    assert main(["philipps", "--runs", "1", "--seconds", "1"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("# Benchmarks\n")
    assert "- `textbook`: " in out


@pytest.mark.room
def test_a_quick_run_of_a_kept_case(tmp_path: Path) -> None:
    case = Case("ordinary-30", CONVENINGS / "ordinary-30.csv", CONVENINGS / "ordinary-30.yaml", 10)
    found = Bench(tmp_path, runs=1, say=lambda line: None).measured(case, OURS)
    assert [(figures.penalty, figures.unmet) for figures in found] == [(10, 0)]


def test_who_is_worse_is_told_by_the_medians(tmp_path: Path) -> None:
    bench = Bench(tmp_path, say=lambda line: None)
    cases = [Case(name, tmp_path, tmp_path, 1) for name in ("better", "equal", "worse", "none")]
    figures = {"better": ((1, 9, 2), (3, 3, 3)), "equal": ((2, 2, 2), (2, 2, 2)), "worse": ((4, 4, 1), (3, 3, 3))}
    for name, (ours, theirs) in {**figures, "none": ((None, 1, 1), (None, None, None))}.items():
        bench.records += [{"case": name, "solver": OURS, "penalty": penalty} for penalty in ours]
        bench.records += [{"case": name, "solver": "textbook", "penalty": penalty} for penalty in theirs]
    row = never_worse(bench, cases)
    assert row[3] == "2 of 4; worse: worse, none"
    assert (len(row), row[-1]) == (len(SIDE_BY_SIDE), "**no**")
    assert never_worse(bench, cases[:2])[-1] == "yes"


def test_sections_run_again_take_the_place_of_their_older_ones():
    page = "# Benchmarks\n\nFormer opening.\n\n## One\n\nold\n\n| a |\n\n## Two\n\nstays\n"
    new = [Section("One", "new", ["b"], [["1"]]), Section("Three", "more", [], [])]
    found = merged(page, "# Benchmarks\n\nOpening.\n", new, "*today*")
    assert found.startswith("# Benchmarks\n\nOpening.\n\n## One\n")
    assert found.index("## One") < found.index("## Two") < found.index("## Three")
    assert "old" not in found
    assert "## One\n\n*today*\n\nnew\n\n| b |" in found
    assert "## Two\n\nstays\n" in found
    assert merged(found, "# Benchmarks\n\nOpening.", new, "*today*") == found


def test_a_goal_of_seconds_is_about_the_seating_and_not_about_the_pages() -> None:
    """What comes after the seating is no part of the search; who tells no seconds is taken at those of the command."""
    told = replace(RIGHT, told=2.5)
    assert (told.to_seating, RIGHT.to_seating) == (2.5, 4.0)
    assert Goal(seconds=3.9).is_met(told)
    assert not Goal(seconds=2.4).is_met(told)
    assert middle([told, replace(told, told=1.5), replace(told, told=9.0)]).to_seating == 2.5
    assert middle([told, RIGHT, RIGHT]).to_seating == 4.0


def _limited(penalty: int | None, bound: float | None = 0.0, unmet: int = 0, seconds: float = 3.0) -> Figures:
    return Figures("seating", seconds, 1.0, penalty=penalty, unmet=unmet, bound=bound)


def test_a_longer_limit_with_a_worse_result_is_named() -> None:
    fine = {1.0: _limited(9), 2.0: _limited(7, 2.0), 4.0: _limited(7, 3.0)}
    assert worse(fine, _limited(7, 3.0)) == []
    assert worse({**fine, 4.0: _limited(8, 3.0)}, _limited(8, 3.0)) == ["2 s and 4 s"]
    assert worse({**fine, 4.0: _limited(7, 1.0)}, _limited(9, 0.0)) == ["2 s and 4 s"]
    assert worse({**fine, 4.0: _limited(1, None, unmet=1)}, _limited(9)) == [
        "1 s and 4 s",
        "2 s and 4 s",
        "no limit and 4 s",
    ]


def test_only_limits_longer_than_the_run_without_one_are_compared_with_it() -> None:
    by_limit = {1.0: _limited(9), 2.0: _limited(9), 4.0: _limited(9)}
    assert worse(by_limit, _limited(8, seconds=3.0)) == ["no limit and 4 s"]
    assert worse(by_limit, _limited(8, seconds=9.0)) == []
    # a limit of 4 s leaves 3.6 s for the search, as the rest is kept for explaining the seating
    assert worse(by_limit, replace(_limited(8, seconds=3.9), told=3.5)) == ["no limit and 4 s"]
    assert worse(by_limit, replace(_limited(8, seconds=3.9), told=3.7)) == []


@pytest.mark.room
def test_runs_in_the_log_are_not_repeated(tmp_path: Path) -> None:
    case = Case("tiny", *write_convening(Spec("ordinary", 12, 2, 1), tmp_path / "case"), 5)
    log = tmp_path / "runs.jsonl"
    first = Bench(tmp_path, runs=1, say=lambda _: None, log=log).measured(case, "textbook")
    said: list[str] = []
    again = Bench(tmp_path, runs=1, say=said.append, log=log).measured(case, "textbook")
    assert again == first
    assert said == []
    assert len(log.read_text().splitlines()) == 1


def test_runs_over_rounds_in_the_log_are_not_repeated_and_equal_ones_are_told_apart(tmp_path: Path) -> None:
    log = tmp_path / "runs.jsonl"
    made: list[int] = []

    def make() -> tuple[Ran, Any]:
        made.append(len(made))
        return Ran(0, "", "", 1.5, 20.0), {"rounds": [made[-1]]}

    first = Bench(tmp_path, log=log)
    told = [first._recalled(["case", 3], make) for _ in range(2)]
    assert [found["rounds"] for _, found in told] == [[0], [1]]
    again = Bench(tmp_path, log=log)
    assert [again._recalled(["case", 3], make) for _ in range(2)] == told
    assert len(made) == 2
    again._recalled(["case", 3], make)
    assert len(made) == 3


def test_the_picture_of_memory_has_a_line_for_each_family(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "docs" / "images").mkdir(parents=True)
    monkeypatch.setattr(picture, "ROOT", tmp_path)
    picture.growth({"one": [(30, 150.0), (5000, 4200.0)], "other": [(30, 90.0), (5000, 800.0)]})
    drawn = ElementTree.parse(tmp_path / "docs" / "images" / "memory.svg").getroot()
    lines = [each.get("points", "") for each in drawn.iter() if each.tag.endswith("polyline")]
    assert len(lines) == 2
    ends = [[float(point.split(",")[1]) for point in line.split()] for line in lines]
    assert all(first > last for first, last in ends)
    assert all(50 <= y <= 310 for line in ends for y in line)


def test_a_family_that_is_finished_is_not_run_again(tmp_path: Path) -> None:
    log, made = tmp_path / "runs.jsonl", list[int]()

    def family(bench: Bench) -> Section:
        made.append(1)
        bench.records.append({"case": "one"})
        return Section("Title", "Text.", ["a", "b"], [["1", "2"]])

    first = Bench(tmp_path, log=log).once("one", family)
    assert first is not None
    again = Bench(tmp_path, log=log)
    section = again.once("one", family)
    assert section is not None
    assert section.text() == first.text()
    assert again.records == [{"case": "one"}]
    assert len(made) == 1
    again.once("other", family)
    assert len(made) == 2


def test_growth_is_measured_by_phase_and_compared_with_half_the_people(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def measured(_: Bench, size: int) -> growth.Grown:
        times = size // 200
        return growth.Grown(
            dict.fromkeys(growth.NAMED, 0.1) | {"pages": times**2 * 1.0, "reading": times * 1.0},
            dict.fromkeys(growth.NAMED, 90.0 * times),
            200.0 * times,
        )

    monkeypatch.setattr(growth, "_measure", measured)
    first, second, compared = growth.run(Bench(tmp_path, is_quick=True, say=lambda line: None)).rows
    assert (first[0], first[1], first[-2]) == ("200", "1.0 s, 90 MB", "200 MB")
    assert (second[0], second[6]) == ("400", "4.0 s, 180 MB")
    assert compared == ["twice the people", "2.0 ×", *["–"] * 4, "4.0 ×", "", "2.0 ×", "**no**"]


@pytest.mark.room
def test_each_phase_of_a_small_room_is_measured(tmp_path: Path) -> None:
    found = growth._measure(Bench(tmp_path, say=lambda line: None), 60)
    assert all(found.processor[phase] > 0 and found.megabytes[phase] > 20 for phase in growth.NAMED)
    assert found.most >= max(found.megabytes.values())
