"""A time limit holds for the seating and for everything that is asked about it."""

from __future__ import annotations

import time
from dataclasses import replace
from math import inf
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from seating.api.explain import Probes, explain_request
from seating.api.inputs import read_round
from seating.api.one_round import choose_effort, judge_outcome, seat_round
from seating.api.recruit import add_recruits
from seating.api.request import KEPT_SHARE, MOST_KEPT, SHORTEST, Request
from seating.api.searches.conflict_search import explain_conflicts
from seating.api.solve import solve_request
from seating.engines import Child, Ending, FeasibilityOracle, Outcome, Status
from seating.engines.messages import Solve
from seating.engines.search_steps import CONFIRMING_WORK
from seating.explanations.conflicts import Conflict
from seating.model import build_model
from tests.explanations.many_clashes import many_clashes


class Counting(Child):
    """Counts the questions it is asked, and answers none."""

    def __init__(self) -> None:
        super().__init__()
        self.asked = 0

    def ask(self, *args: Any, **kwargs: Any) -> Any:
        self.asked += 1
        raise AssertionError("the time is over")


def clashing(n_people: int = 40, share: float = 0.5) -> Request:
    people, convening = many_clashes(1, n_people, max(5, n_people // 10), share)
    return Request(people, convening=convening, write=False)


def test_once_the_time_is_over_nothing_is_asked_or_looked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    opened = read_round(clashing())
    model = build_model(opened.room, opened.requirements)
    monkeypatch.setattr("seating.engines.feasibility.oracle.construct", lambda *args: pytest.fail("a search began"))
    child = Counting()
    holds = FeasibilityOracle(model, child, deadline=time.monotonic())
    assert [holds(frozenset(model.requirement_ids[:n])) for n in range(1, 30)] == [None] * 29
    assert child.asked == 0


def test_an_allowance_that_is_spent_ends_the_searches_too(monkeypatch: pytest.MonkeyPatch) -> None:
    opened = read_round(clashing(60))
    model = build_model(opened.room, opened.requirements)
    monkeypatch.setattr("seating.engines.feasibility.oracle.FEASIBILITY_DIRECT", 0)
    monkeypatch.setattr("seating.engines.feasibility.oracle.construct", lambda *args: pytest.fail("a search began"))
    apart = [name for name in model.requirement_ids if name.startswith("apart-")]
    child = Counting()
    assert FeasibilityOracle(model, child, allowance=0.0)(frozenset(apart)) is None
    assert child.asked == 0


@pytest.mark.room
def test_an_explanation_that_is_late_says_that_it_is_not_confirmed(child: Child) -> None:
    request = clashing()
    opened = read_round(request)
    model = build_model(opened.room, opened.requirements)
    tables = np.zeros(model.n_persons, dtype=np.int64)
    solved = seat_round(opened, replace(request, time_limit=0.1, started=time.monotonic()), child)
    late = Counting()
    began = time.monotonic()
    told = explain_conflicts(replace(solved, status=Status.IMPOSSIBLE, conflicts=()), model, tables, late, (), began)
    assert late.asked == 0
    assert told.conflict is not None
    assert not told.conflict.confirmed
    assert not told.conflicts_complete
    assert told.ways_out
    assert "conflict-cut-short" in {note.slug for note in told.notes}


def test_the_search_leaves_some_time_for_questions() -> None:
    opened = read_round(clashing())
    model = build_model(opened.room, opened.requirements)
    for limit in (1.0, 10.0, 600.0):
        request = Request((), time_limit=limit, started=100.0)
        kept = min(MOST_KEPT, KEPT_SHARE * limit)
        assert choose_effort(request, model).deadline == pytest.approx(100.0 + limit - kept)
        assert request.deadline == 100.0 + limit
    assert Request(()).deadline is None
    assert Request(()).search_deadline is None
    assert Request(()).deadline_from_now() is None


def test_the_limit_counts_from_when_the_search_can_begin(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading a list, and a process that imports its engine slowly, take nothing away from the search."""
    clock = SimpleNamespace(now=100.0)
    monkeypatch.setattr("seating.api.request.time", SimpleNamespace(monotonic=lambda: clock.now))
    monkeypatch.setattr("seating.api.request.wait_until_ready", lambda: setattr(clock, "now", clock.now + 30.0))
    read = Request((), time_limit=10.0, started=70.0)
    begun = read.begin_search()
    assert (begun.search_deadline, begun.deadline) == (139.0, 140.0)
    assert begun.end_in(3.0).deadline == 133.0
    without = Request((), started=70.0).begin_search()
    assert (without.search_began, without.deadline) == (130.0, None), "nothing is waited for without a limit"


def test_questions_share_the_time_that_is_left(child: Child, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("explain", "request"):
        monkeypatch.setattr(f"seating.api.{module}.time", SimpleNamespace(monotonic=lambda: 100.0))
    asking = Probes(child, Request((), time_limit=10.0, started=100.0), questions=4)
    assert [asking._next_deadline() for _ in range(5)] == pytest.approx([102.5, 100 + 10 / 3, 105, 110, 110])


@pytest.mark.parametrize(
    ("found", "told"),
    [
        (Conflict(("a", "b"), confirmed=True), ("a", "b")),
        (Conflict(("a", "b"), confirmed=False), ()),
        (Conflict(("a",), confirmed=False), ("a",)),
    ],
)
def test_musts_that_time_did_not_allow_to_reduce_are_not_given_as_what_prevents_a_table(
    monkeypatch: pytest.MonkeyPatch, child: Child, found: Conflict, told: tuple[str, ...]
) -> None:
    request = clashing(10)
    inputs = read_round(request)
    monkeypatch.setattr("seating.api.explain.find_conflict", lambda *_: found)
    assert Probes(child, request, questions=1).against(build_model(inputs.room, inputs.requirements)) == told


@pytest.fixture
def ends(monkeypatch: pytest.MonkeyPatch) -> list[tuple[float, float]]:
    """Note when each question to an engine is asked, and its deadline; one without any is never over.

    Small rooms are solved with a little work that no limit cuts off.
    """
    noted: list[tuple[float, float]] = []
    ask = Child.ask

    def noting(child: Child, question: Any, deadline: float | None = None, *args: Any, **kwargs: Any) -> Any:
        is_counted = deadline is None and isinstance(question, Solve) and question.work <= CONFIRMING_WORK
        if not is_counted:
            noted.append((time.monotonic(), inf if deadline is None else deadline))
        return ask(child, question, deadline, *args, **kwargs)

    monkeypatch.setattr(Child, "ask", noting)
    return noted


def keep_the_limit(ends: list[tuple[float, float]], request: Request) -> bool:
    """Whether each question ends at the limit, from the first one on, or soon after it was asked late."""
    assert request.time_limit is not None
    over = ends[0][0] + request.time_limit
    return all(end <= max(over, asked + SHORTEST) for asked, end in ends)


@pytest.mark.room
@pytest.mark.parametrize(("n_people", "share"), [(40, 0.3), (40, 0.5), (60, 0.25), (60, 0.35), (60, 0.6)])
def test_all_questions_about_many_clashes_have_one_limit(
    ends: list[tuple[float, float]], n_people: int, share: float
) -> None:
    with Child() as child:
        request = replace(clashing(n_people, share), time_limit=3.0, started=time.monotonic())
        solved = seat_round(read_round(request), request, child)
        add_recruits(solved, request, child)
    assert keep_the_limit(ends, request)


@pytest.mark.room
@pytest.mark.parametrize("asked", [{}, {"person": "p03"}, {"requirement": "balance-1"}])
@pytest.mark.parametrize("share", [0.02, 0.12, 0.3])
def test_all_questions_of_an_explanation_have_one_limit(
    ends: list[tuple[float, float]], asked: dict[str, str], share: float
) -> None:
    request = replace(clashing(60, share), time_limit=3.0, started=time.monotonic())
    explain_request(request, **asked)
    assert keep_the_limit(ends, request)


@pytest.mark.parametrize(("asked", "found", "suggested"), [(40, 30, 300), (20, 120, 120), (None, 30, 30)])
def test_a_longer_search_is_longer_than_the_time_limit(
    asked: float | None, found: int, suggested: int, child: Child
) -> None:
    """The last of several searches that share a limit may have little time."""
    people = [{"name": f"P{number}"} for number in range(6)]
    request = Request(people, {"tables": [{"id": "north"}, {"id": "south"}]}, write=False, time_limit=asked)
    inputs = read_round(request)
    model = build_model(inputs.room, inputs.requirements)
    outcome = Outcome(np.arange(6) % 2, 0, 0, 0, Status.FEASIBLE, 1.0, longer_limit=found)
    assert judge_outcome(inputs, request, child, model, outcome).longer_limit == suggested


def test_an_interrupted_run_counts_who_to_invite_without_a_search() -> None:
    rows = [{"id": f"p{n}", "name": f"Person {n}", "sector": "labor"} for n in range(4)]
    asked = [{"kind": "voice", "name": "Youth", "who": {"sector": "youth"}, "at_least": 1, "at": "the room"}]
    request = Request(rows, {"tables": {"count": 2, "seats": "1-3"}, "requirements": asked}, packet=False, write=False)
    whole = solve_request(request)
    assert [one.sentence for one in whole.recruit] == ["Invite 1 more person whose sector is youth."]
    stopped = replace(whole, ending=Ending.INTERRUPTED, recruit=(), fewest=None)
    with Counting() as worker:
        counted = add_recruits(stopped, request, worker).recruit
        assert worker.asked == 0
    told = [[(one.sentence, one.serves, one.people) for one in found] for found in (counted, whole.recruit)]
    assert told[0] == told[1]
    assert not any(one.confirmed for one in counted)
