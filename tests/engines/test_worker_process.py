"""The worker's side of the pipe: it answers in order, survives a question that fails, and ends with its input."""

from __future__ import annotations

import pickle
import subprocess
import threading
from io import BytesIO
from random import Random
from typing import Any

import numpy as np
import pytest

from seating.engines.messages import Aim, Answer, Engine, Failed, Found, Load, Solve, SolveStatus
from seating.engines.prestart import READY
from seating.model import penalty_of
from tests.conftest import Interpreter
from tests.engines.every import every, random_seating, small_room

BOOT = "from seating.engines.child_main import main; main({engine!r})"

NOISY = """
import os
from seating.engines import child_main
answer = child_main.answer_question
def noisy(model, question, progress):
    print("a library prints this", flush=True)
    os.write(1, b"and a compiled one this")
    return answer(model, question, progress)
child_main.answer_question = noisy
child_main.main({engine!r})
"""

UNREADY = """
import sys
sys.modules["seating.engines.exact"] = None  # so that importing it fails
from seating.engines.child_main import main
main({engine!r})
"""

WITHOUT_PANDAS = """
import sys
from seating.engines import child_main
answer = child_main.answer_question
def told(model, question, progress):
    answer(model, question, progress)
    raise ValueError([name for name in ("ortools", "pandas.core") if name in sys.modules])
child_main.answer_question = told
child_main.main({engine!r})
"""

ROOMS = [small_room(Random(n), must=0.2) for n in range(4)]


def talk(python: Interpreter, messages: list[Any], boot: str = BOOT, engine: str = "exact") -> tuple[list[Any], int]:
    """Send messages to a worker, close its input once everything is answered; return its replies and exit code."""
    worker = python.start("-c", boot.format(engine=engine), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=False)
    for message in messages:
        pickle.dump(message, worker.stdin)
    worker.stdin.flush()
    guard = threading.Timer(60.0, worker.kill)  # a worker that says nothing fails the test instead of stopping it
    guard.start()
    replies: list[Any] = []
    while sum(isinstance(reply, (Answer, Failed)) for reply in replies) < _questions(messages) or not replies:
        replies.append(pickle.load(worker.stdout))
    rest, _ = worker.communicate(timeout=60)
    guard.cancel()
    assert BytesIO(rest).read() == b""
    return replies, worker.returncode


def _questions(messages: list[Any]) -> int:
    return sum(not isinstance(message, Load) for message in messages)


def ends(replies: list[Any]) -> list[Any]:
    return [reply for reply in replies if isinstance(reply, (Answer, Failed))]


@pytest.mark.parametrize("boot", [BOOT, NOISY], ids=["quiet", "noisy"])
def test_each_question_is_answered_in_its_turn_about_the_model_loaded_last(python: Interpreter, boot: str) -> None:
    """What a library prints is no reply, and a better seating comes before the answer it belongs to."""
    messages: list[Any] = []
    for number, model in enumerate(ROOMS):
        start = random_seating(Random(number), model)
        messages += [Load(model), Solve(Aim.BOTH, start, 0, 5.0), Solve(Aim.MUSTS, start, 0, 5.0)]
    replies, code = talk(python, messages, boot)
    assert replies[0] == READY
    assert code == 0
    both, musts = ends(replies)[::2], ends(replies)[1::2]
    for model, one, other in zip(ROOMS, both, musts, strict=True):
        best = every(model).best
        assert (one.status, penalty_of(model, one.tables)) == (SolveStatus.PROVEN, best)
        assert (other.status is SolveStatus.NONE) == (best.unmet > 0)
    assert any(isinstance(reply, Found) for reply in replies)
    assert isinstance(replies[-1], Answer)


def test_a_question_that_fails_is_told_and_the_next_one_is_answered(python: Interpreter) -> None:
    """The reason names the error; the model stays loaded."""
    model = ROOMS[0]
    start = random_seating(Random(0), model)
    good = Solve(Aim.BOTH, start, 0, 5.0)
    bad: list[Any] = [Solve(Aim.BOTH, start + 1_000, 0, 5.0), Solve(Aim.BOTH, start, 0, 5.0, free=np.array([99]))]
    replies, code = talk(python, [Load(model), good, bad[0], good, bad[1], "no question at all", good])
    found = ends(replies)
    assert [type(reply) for reply in found] == [Answer, Failed, Answer, Failed, Failed, Answer]
    assert all(reply.reason.startswith("IndexError: ") for reply in (found[1], found[3]))
    assert found[4].reason == "TypeError: no engine answers the question str"
    answers = [penalty_of(model, reply.tables) for reply in found if isinstance(reply, Answer)]
    assert answers == [every(model).best] * 3
    assert code == 0


def test_an_engine_that_cannot_be_imported_is_told_when_it_is_asked(python: Interpreter) -> None:
    """The worker starts all the same, since another engine may be asked."""
    model = ROOMS[1]
    replies, code = talk(python, [Load(model), Solve(Aim.BOTH, random_seating(Random(0), model), 0, 1.0)], UNREADY)
    assert replies[0] == READY
    assert isinstance(replies[-1], Failed)
    assert "seating.engines.exact" in replies[-1].reason
    assert code == 0


@pytest.mark.parametrize("engine", [Engine.EXACT, Engine.BOUND])
def test_a_worker_that_is_asked_nothing_gets_ready_and_ends(python: Interpreter, engine: Engine) -> None:
    replies, code = talk(python, [], engine=str(engine))
    assert replies == [READY]
    assert code == 0


def test_cp_sat_is_imported_without_pandas(python: Interpreter) -> None:
    """No engine needs it, and importing it takes longer than CP-SAT itself."""
    model = ROOMS[0]
    asked = [Load(model), Solve(Aim.BOTH, random_seating(Random(0), model), 0, 5.0)]
    replies, _ = talk(python, asked, WITHOUT_PANDAS)
    assert isinstance(replies[-1], Failed)
    assert replies[-1].reason == "ValueError: ['ortools']"
