"""An outcome is called optimal only when its penalty, computed from the terms, equals the proven bound."""

from __future__ import annotations

import re
from random import Random

import pytest

from seating.engines.interruption import Ending
from seating.engines.outcome import Outcome, Status, outcome_of
from seating.errors import EngineError
from seating.model import Model, Value
from tests.engines.every import Every, every, random_seating, small_room
from tests.shape import ROOT

THE_RULE = re.compile(r"\bbound (?:==|>=) [\w.]*penalty\b|\bpenalty (?:==|<=) [\w.]*bound\b")


def rooms(number: int = 12) -> list[tuple[Model, Every]]:
    rng = Random(1)
    drawn = [small_room(rng, must=0.15) for _ in range(number)]
    return [(model, every(model)) for model in drawn]


def test_the_status_follows_from_the_seating_and_the_bound() -> None:
    """For many seatings of many rooms: unmet musts, a penalty above the bound, or one that equals it."""
    rng, seen = Random(2), set[Status]()
    for model, whole in rooms():
        for number in rng.sample(range(len(whole.seatings)), 30):
            unmet, penalty = int(whole.unmet[number]), int(whole.penalty[number])
            for bound in {0, penalty // 2, penalty}:
                found = outcome_of(model, whole.seatings[number], bound, 1.5)
                expected = Status.OPTIMAL if bound == penalty else Status.FEASIBLE
                assert (found.unmet, found.penalty, found.value) == (unmet, penalty, Value(unmet, penalty))
                assert found.status is (Status.NO_SEATING if unmet else expected)
                assert found.bound == (None if unmet else bound)
                assert (found.seconds, found.ending) == (1.5, Ending.DONE)
                seen.add(found.status)
    assert seen == {Status.OPTIMAL, Status.FEASIBLE, Status.NO_SEATING}


def test_a_bound_above_the_penalty_of_a_seating_is_an_error_and_no_result() -> None:
    """A solver claimed what the seating refutes; nothing may be shown as proven then."""
    raised = 0
    for model, whole in rooms():
        for number in range(0, len(whole.seatings), 500):
            if not whole.unmet[number]:
                with pytest.raises(EngineError, match="a bound of"):
                    outcome_of(model, whole.seatings[number], int(whole.penalty[number]) + 1, 0.0)
                raised += 1
    assert raised > 10


@pytest.mark.parametrize("otherwise", [Status.NO_SEATING, Status.IMPOSSIBLE])
def test_musts_that_are_unmet_leave_no_bound(otherwise: Status) -> None:
    model = next(model for model, whole in rooms(40) if whole.best.unmet)
    found = outcome_of(model, random_seating(Random(1), model), 10**6, 0.0, Ending.TIME, otherwise)
    assert (found.status, found.bound, found.ending) == (otherwise, None, Ending.TIME)


def test_outcomes_are_compared_by_musts_first() -> None:
    tables = random_seating(Random(1), small_room(Random(1)))
    one, two, three = (Outcome(tables, *value, None, Status.FEASIBLE, 0.0) for value in ((0, 900), (1, 0), (1, 2)))
    assert one.value < two.value < three.value


@pytest.mark.parametrize("kind", [Status, Ending])
def test_each_status_and_each_ending_is_a_word_of_the_record(kind: type[Status] | type[Ending]) -> None:
    """The words stand in `result.json`, so they may not change."""
    words = {"optimal", "feasible", "impossible", "no_seating"}, {"done", "time", "interrupted", "lost"}
    assert {str(member) for member in kind} in words


def test_only_one_function_of_commands_and_screens_decides_what_is_optimal() -> None:
    """The others call it, or read the status that it set."""
    folders = ("api", "board", "cli", "explain", "report")
    files = [path for folder in folders for path in (ROOT / "seating" / folder).rglob("*.[pj][y2]")]
    texts = {path: path.read_text(encoding="utf-8") for path in files}
    assert [str(path.relative_to(ROOT)) for path, text in texts.items() if THE_RULE.search(text)] == []
