"""Workers that are no processes: one that answers here, and one that says what a test gives it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from seating.engines.child import Child
from seating.engines.child_main import answer_question
from seating.engines.messages import NOTHING, Answer, Found
from seating.engines.worker import EnoughError, never
from seating.model import Model


class Here(Child):
    """Answers each question at once, in this process, and remembers what it was asked."""

    def __init__(self, *_: Any, **__: Any) -> None:
        super().__init__()
        self.asked: list[Any] = []
        self.starts = self.stops = 0

    @property
    def model(self) -> Model:
        """The model it was given last."""
        assert self._model is not None
        return self._model

    def start(self) -> None:
        self.starts += 1

    def stop(self) -> None:
        self.stops += 1

    def ask(
        self,
        question: Any,
        deadline: float | None = None,
        on_progress: Callable[[Found], None] | None = None,
        is_enough: Callable[[], bool] = never,
    ) -> Answer:
        self.asked.append(question)
        if is_enough():
            raise EnoughError
        return self.answer(question, on_progress or (lambda found: None))

    def answer(self, question: Any, on_progress: Callable[[Found], None]) -> Answer:
        """Answer by the engine of the question."""
        return answer_question(self.model, question, on_progress)


class Scripted(Here):
    """Replies what it is given, one reply for each question, and `NOTHING` after the last.

    A reply is an answer, an exception, or a list of progress reports followed by either.
    """

    def __init__(self, *replies: Any) -> None:
        super().__init__()
        self._replies = list(replies)

    def answer(self, question: Any, on_progress: Callable[[Found], None]) -> Answer:
        reply = self._replies.pop(0) if self._replies else NOTHING
        for found in reply[:-1] if isinstance(reply, list) else []:
            on_progress(found)
        last = reply[-1] if isinstance(reply, list) else reply
        if isinstance(last, BaseException):
            raise last
        return last
