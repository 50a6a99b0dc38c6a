"""A solve in a thread of its own that is stopped at any moment gives a seating that is judged, explained and saved."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from random import Random

import pytest

from seating.api.repair import repair_request
from seating.api.request import Request
from seating.api.result import Solved
from seating.api.saved_rounds.saved_result import saved_result
from seating.api.solve import solve_request
from seating.engines import Ending, Status
from seating.engines.messages import Silent, Stage
from seating.judge import review
from seating.ledger import Ledger
from seating.model import Value

pytestmark = pytest.mark.room

MOMENTS = [round(Random(17 + n).uniform(0.0, 1.5), 2) for n in range(6)]

ROOM = """
tables: {count: 9, seats: 6-8}
requirements:
  - {kind: balance, of: sector}
  - {kind: balance, of: area}
  - {kind: balance, of: tenure}
  - {kind: balance, of: language}
  - {kind: cap, of: organization, at_most: 1}
"""
"""A room whose best seating takes long to prove."""

CLASH = "  - {kind: count, id: labor, who: {sector: labor}, at_least: 5, must: true}\n"


def write_list(folder: Path, number: int = 66) -> Path:
    """Write a list and its convening, and return the list."""
    random = Random(5)
    words = {
        "organization": [f"Org {n}" for n in range(30)],
        "sector": ["labor", "health", "schools", "arts", "parks"],
        "area": ["north", "south", "east", "west"],
        "tenure": ["new", "one year", "long"],
        "language": ["Spanish", "English", "Hmong", "Somali", "Karen"],
    }
    rows = [",".join(["name", *words])]
    rows += [",".join([f"Person {n}", *map(random.choice, words.values())]) for n in range(number)]
    people = folder / "people.csv"
    people.write_text("\n".join(rows) + "\n", encoding="utf-8")
    (folder / "convening.yaml").write_text(ROOM, encoding="utf-8")
    return people


class Waiting(Silent):
    """Says when the search has begun."""

    def __init__(self) -> None:
        self.begun = threading.Event()

    def progress(self, incumbent: Value, bound: int | None, seconds: float) -> None:
        self.begun.set()


def stopped(
    work: Callable[[Request], Solved], request: Request, seconds: float, is_reported: bool = True
) -> Solved | None:
    """Run in a thread and stop it some seconds after its first report; return None if it ended without a seating."""
    watch = Waiting()
    request = replace(request, watch=watch)
    found: list[Solved | None] = []

    def run() -> None:
        try:
            found.append(work(request))
        except KeyboardInterrupt:
            found.append(None)

    thread = threading.Thread(target=run)
    thread.start()
    if is_reported:
        assert watch.begun.wait(60)
    thread.join(seconds)
    request.stop_signal.send()
    thread.join(60)
    assert not thread.is_alive()
    return found[0]


def check_saved(result: Solved | None, request: Request) -> Solved:
    assert result is not None
    assert result.review.penalty == review(result.room, result.requirements, result.plan).penalty
    assert set(result.plan.seats) == {person.id for person in result.room.persons}
    saved = saved_result(request).result
    assert saved.plan.seats == result.plan.seats
    assert not Ledger.open(request.out).is_unfinished(Ledger.open(request.out).last)
    assert (request.out / "report.html").read_text(encoding="utf-8").endswith("</html>\n")
    return result


@pytest.mark.parametrize("seconds", MOMENTS)
def test_whenever_a_solve_is_stopped_its_seating_is_saved(seconds: float, tmp_path: Path) -> None:
    request = Request(write_list(tmp_path), out=tmp_path / "out", work=100.0, packet=False)
    result = check_saved(stopped(solve_request, request, seconds), request)
    assert result.ending is Ending.INTERRUPTED or (seconds > 0.5 and result.status is Status.OPTIMAL)
    assert (result.ending is Ending.INTERRUPTED) == ("interrupted" in {note.slug for note in result.notes})


@pytest.mark.parametrize("seconds", MOMENTS[:3])
def test_a_conflict_is_explained_although_the_search_was_stopped(seconds: float, tmp_path: Path) -> None:
    people = write_list(tmp_path)
    (tmp_path / "convening.yaml").write_text(ROOM + CLASH, encoding="utf-8")
    request = Request(people, out=tmp_path / "out", work=100.0, packet=False)
    result = check_saved(stopped(solve_request, request, seconds), request)
    assert result.status is Status.IMPOSSIBLE
    assert result.conflicts
    assert result.ways_out


@pytest.mark.parametrize("seconds", MOMENTS[:3])
def test_a_repair_that_is_stopped_is_saved_or_changes_nothing(seconds: float, tmp_path: Path) -> None:
    request = Request(write_list(tmp_path), out=tmp_path / "out", work=1.0, packet=False)
    solve_request(request)
    before = len(Ledger.open(request.out).entries)
    request = Request(write_list(tmp_path, 60), out=request.out, packet=False)
    result = stopped(partial(repair_request, max_moves=30), request, seconds, is_reported=False)
    assert len(Ledger.open(request.out).entries) == before + (result is not None)
    if result is not None:
        check_saved(result, request)


def test_several_rounds_are_stopped_together(tmp_path: Path) -> None:
    people = write_list(tmp_path)
    (tmp_path / "convening.yaml").write_text(ROOM + "  - {kind: new_company}\n", encoding="utf-8")
    request = Request(people, out=tmp_path / "out", work=100.0, rounds=6, packet=False)
    result = check_saved(stopped(solve_request, request, 0.1), request)
    assert [one.ending for one in (result, *result.ahead)] == [Ending.INTERRUPTED] * 6


class Recording(Silent):
    """Notes the stages of a run, and stops it at one of them."""

    def __init__(self, request: Request, stop_at: Stage | None = None) -> None:
        self.stages: list[Stage] = []
        self._signal, self._stop_at = request.stop_signal, stop_at

    def stage(self, stage: Stage) -> None:
        self.stages.append(stage)
        if stage is self._stop_at:
            self._signal.send()


UNSURE = "tables: {count: 2, seats: 3}\nrequirements: [{kind: variety, of: sector, at_least: 2, must: true}]\n"


def unsure(folder: Path) -> Request:
    """Return a request for a few people of whom one may not come."""
    people = folder / "people.csv"
    people.write_text("name,sector,attending\n" + "Ana,arts,50%\nBen,labor,yes\nCam,arts,yes\nDee,labor,yes\n", "utf-8")
    (folder / "convening.yaml").write_text(UNSURE, "utf-8")
    return Request(people, out=folder / "out")


def test_a_run_reports_its_stages_in_order(tmp_path: Path) -> None:
    request = unsure(tmp_path)
    watch = Recording(request)
    solve_request(replace(request, watch=watch))
    assert watch.stages == [Stage.CHECKING, Stage.PAGES]
    watch = Recording(request)
    solve_request(Request(request.people, watch=watch, write=False))
    assert watch.stages == [Stage.CHECKING]
    (tmp_path / "people.csv").write_text("name,sector\nAna,arts\nBen,labor\nCam,arts\nDee,labor\nEve,arts\n", "utf-8")
    watch = Recording(request)
    repair_request(replace(request, watch=watch))
    assert watch.stages == [Stage.CHECKING, Stage.PAGES]
