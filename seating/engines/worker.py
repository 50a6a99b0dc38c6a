"""The child's side: reads questions, answers them, and ends when nobody listens any more."""

from __future__ import annotations

import os
import pickle
import queue
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import BinaryIO

import numpy as np

from seating.engines import exact
from seating.engines.questions import Aim, Improve, Load, Question, Solve
from seating.engines.quotas import settle
from seating.engines.replies import Answer, Failed, Found, Reply, Word
from seating.engines.settle import Settle
from seating.model import Model, penalty_of
from seating.plan import IntArray

__all__ = ["improve", "main"]

THREADS = 2
"""Neighbourhoods solved side by side. It changes the time a round takes, never its result."""

UNREADABLE = 65
"""The exit code after a question that could not be read."""


def main() -> None:
    """Serve until standard input ends."""
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not be taken for a reply
    questions: queue.SimpleQueue[Question] = queue.SimpleQueue()
    threading.Thread(target=_read, args=(sys.stdin.buffer, questions), daemon=True).start()
    model: Model | None = None

    def tell(reply: Reply) -> None:
        pickle.dump(reply, replies, protocol=pickle.HIGHEST_PROTOCOL)
        replies.flush()

    while True:
        question = questions.get()
        if isinstance(question, Load):
            model = question.model
            continue
        assert model is not None
        try:
            tell(_answer(model, question, tell))
        except BrokenPipeError:
            return
        except Exception as error:  # whatever it is, the parent keeps its seating and names it
            tell(Failed(f"{type(error).__name__}: {error}"))


def _read(source: BinaryIO, questions: queue.SimpleQueue[Question]) -> None:
    """Pass on the questions; end the process with the parent, even in the middle of a solve.

    A question that cannot be read ends it too: the parent hears that at once, and would else wait forever.
    """
    try:
        while True:
            questions.put(pickle.load(source))
    except EOFError:
        os._exit(0)
    except BaseException:
        os._exit(UNREADABLE)


def _answer(model: Model, question: Solve | Improve, tell: Callable[[Found], None]) -> Answer:
    match question:
        case Solve():
            about = model if question.requirement_ids is None else model.keeping(question.requirement_ids)
            return settle(about, question) if isinstance(question, Settle) else exact.solve(about, question, tell)
        case Improve():
            return improve(model, question)


def improve(model: Model, question: Improve) -> Answer:
    """Set each group of tables free by itself, side by side, and keep whatever makes the whole better."""
    now = penalty_of(model, question.tables)
    aim = Aim.BOTH if now.unmet else Aim.PENALTY

    def solve(group: IntArray) -> Answer:
        return exact.solve(model, Solve(aim, question.tables, question.seed, question.work, question.seconds, group))

    with ThreadPoolExecutor(THREADS) as pool:
        answers = list(pool.map(solve, question.groups))
    best = question.tables
    for answer in answers:
        changed = np.zeros(0, dtype=bool) if answer.tables is None else answer.tables != question.tables
        if answer.tables is not None and changed.any():
            merged = best.copy()
            merged[changed] = answer.tables[changed]
            then = penalty_of(model, merged)
            if then <= now:  # an equal one too: it leads out of dead ends
                best, now = merged, then
    proven = all(answer.word is Word.PROVEN for answer in answers)
    work = sum(answer.work for answer in answers)
    return Answer(Word.PROVEN if proven else Word.UNDECIDED, best, None, None, work)
