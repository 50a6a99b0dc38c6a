"""Answer the questions to the engines inside the process of the test, which is faster than starting one."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest

from seating.engines import Child, Effort, prestart
from seating.engines.child_main import answer_question
from seating.engines.messages import NOTHING, Answer, Bound, Found, Question, SolveMip
from seating.engines.worker import OutOfTimeError, WorkerDiedError, never

WORK = 0.2
"""Work units for one seating; these lists are small."""


def use_this_process(patched: pytest.MonkeyPatch) -> None:
    """Prevent the start of processes, and keep searches short."""
    patched.setattr(prestart, "begin", lambda engine: None)
    patched.setattr(prestart, "_waiting", {})
    patched.setattr(Child, "start", lambda child: None)
    patched.setattr(Child, "lower_priority", lambda child: None)
    patched.setattr(Child, "ask", _ask)
    patched.setattr(Effort, "for_room", classmethod(lambda kind, model: kind(work=WORK)))


def _ask(
    child: Any,
    question: Question,
    deadline: float | None = None,
    hear: Callable[[Found], None] | None = None,
    is_enough: Callable[[], bool] = never,
) -> Answer:
    if deadline is not None and time.monotonic() >= deadline:
        raise OutOfTimeError
    if isinstance(question, Bound | SolveMip):  # what is asked beside everything else, only for proof
        return NOTHING
    try:
        return answer_question(child._model, question, lambda found: hear(found) if hear is not None else None)
    except Exception as error:
        raise WorkerDiedError(f"{type(error).__name__}: {error}") from None
