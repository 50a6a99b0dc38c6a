"""The worker's side of the pipe: it reads questions, answers them, and ends when its parent does."""

from __future__ import annotations

import importlib
import os
import pickle
import queue
import sys
import threading
from contextlib import suppress
from typing import BinaryIO

from seating.engines.messages import Engine, Failed, Load, Question, Ready, Reply
from seating.engines.registry import answer_question
from seating.model import Model

__all__ = ["main"]

LONGEST_COMPILED = 180.0
"""Seconds after which a process whose parent is gone ends, even if it is still compiling."""

UNREADABLE = 65
"""The exit code after a question that could not be read."""


def main(engine: str = Engine.EXACT) -> None:
    """Serve until standard input ends. The engine that is likely to be asked first is imported at once."""
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # so that output printed by a library is not read as a reply
    questions: queue.SimpleQueue[Question] = queue.SimpleQueue()
    is_ready = threading.Event()
    threading.Thread(target=_read, args=(sys.stdin.buffer, questions, is_ready), daemon=True).start()
    model: Model | None = None

    def tell(reply: Reply) -> None:
        try:
            pickle.dump(reply, replies, protocol=pickle.HIGHEST_PROTOCOL)
            replies.flush()
        except OSError:
            os._exit(0)  # the parent is gone, and a normal exit would wait for the reading thread

    _get_ready(Engine(engine))
    is_ready.set()
    tell(Ready())
    while True:
        question = questions.get()
        if isinstance(question, Load):
            model = question.model
            continue
        assert model is not None
        try:
            tell(answer_question(model, question, tell))
        except Exception as error:  # the parent keeps its seating and reports the error
            tell(Failed(f"{type(error).__name__}: {error}"))


def _read(source: BinaryIO, questions: queue.SimpleQueue[Question], is_ready: threading.Event) -> None:
    """Pass on the questions; end the process with the parent, even in the middle of a solve.

    If the process is still compiling, it finishes first, so that the next run finds the compiled code. A question that
    cannot be read also ends the process; otherwise the parent would wait forever.
    """
    try:
        while True:
            questions.put(pickle.load(source))
    except EOFError:
        is_ready.wait(LONGEST_COMPILED)
        os._exit(0)
    except BaseException:
        os._exit(UNREADABLE)


def _get_ready(engine: Engine) -> None:
    """Import an engine while the parent does other work. A failure is ignored here and reported when it is asked."""
    with suppress(Exception):
        module = importlib.import_module(f"seating.engines.{engine}")
        if engine.is_compiled:
            module.warm_up()
