"""Search a large room in one process with limited memory: whole, or in parts.

`python -m benchmarks.large_room LIST CONVENING HOW MEGABYTES` prints JSON: whether the search came to its end, unmet
musts, penalty, seconds of the search, and peak memory of the process.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from benchmarks.phases import restart_peak
from seating.api.inputs import read_round
from seating.api.request import Request
from seating.engines.child_main import answer_question
from seating.engines.decomposition import Settings, distribute, group_tables, improve_in_parts
from seating.engines.messages import Anneal, Answer
from seating.model import Model, Value, build_model, penalty_of
from seating.room.plan import IntArray

WHOLE, PARTS = "whole", "parts"

WORK_A_PERSON = 0.002
"""Work units for each person: about one for each part, or 40 for a whole room of 20,000."""


def main(people: str, convening: str, how: str, megabytes: str) -> None:
    """Read the room, search it once, and print what was found."""
    most = int(megabytes) * 1_000_000
    resource.setrlimit(resource.RLIMIT_DATA, (most, most))
    inputs = read_round(Request(people, Path(convening), write=False))
    model = build_model(inputs.room, inputs.requirements)
    tables = distribute(model, group_tables(model))
    began, found = time.perf_counter(), None
    with suppress(MemoryError):  # the limit is enough for what comes after
        found = _anneal(model, tables) if how == WHOLE else _improve(model, tables)
    value = penalty_of(model, tables if found is None else found)
    print(
        json.dumps(
            {
                "ended": found is not None,
                "unmet": value.unmet,
                "penalty": value.penalty,
                "seconds": time.perf_counter() - began,
                "megabytes": restart_peak(),
            }
        )
    )


def _anneal(model: Model, tables: IntArray) -> IntArray | None:
    question = Anneal(tables, 0, WORK_A_PERSON * model.n_persons, chains=1, enough=Value(0, 0), threads=1)
    return answer_question(model, question, lambda found: None).tables


def _improve(model: Model, tables: IntArray) -> IntArray:
    """Return the seating after one pass over all parts."""
    asked_once = False

    def ask_each(asked: Iterable[tuple[Model, Anneal]]) -> Iterator[tuple[int, Answer]]:
        nonlocal asked_once
        asked_once = True
        for number, (part, question) in enumerate(asked):
            yield number, answer_question(part, question, lambda found: None)

    settings = Settings(seed=1, work_a_person=WORK_A_PERSON, restarts=True)
    never, at_once = Value(-1, -1), Value(2**60, 0)
    *_, last = improve_in_parts(model, tables, settings, lambda: at_once if asked_once else never, ask_each)
    return last.tables


if __name__ == "__main__":
    main(*sys.argv[1:])
