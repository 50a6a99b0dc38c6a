"""Random tiny convenings of every kind, held against every seating there is."""

from __future__ import annotations

import time
from random import Random

from benchmarks.bench import Bench
from benchmarks.section import Section, number
from seating.api import Request
from seating.api.inputs import RoundInputs
from seating.api.one_round import seat_round
from seating.convening import Convening
from seating.engines import Child, Status
from seating.requirements import kinds
from tests.builders import brute_force, requirement
from tests.random_requirements import random_requirement
from tests.random_rooms import random_room

ORDER = 80

CASES = 10_000
QUICK = 100

MOST_SECONDS = 480.0
"""After which no further case is begun."""

FIRST_SEED = 1_000_000
"""Far from the seeds that the tests use."""


def run(bench: Bench) -> Section:
    """Solve each in this process, and let brute force, by the checkers alone, say what is best."""
    cases, started = QUICK if bench.is_quick else CASES, time.perf_counter()
    wrong: list[str] = []
    seen = dict.fromkeys(Status, 0)
    with Child() as child:
        for number_ in range(cases):
            if time.perf_counter() - started > MOST_SECONDS:
                cases = number_
                break
            status, why = _one(FIRST_SEED + number_, child)
            seen[status] += 1
            if why:
                wrong.append(f"{FIRST_SEED + number_}: {why}")
                bench.say(f"small case {wrong[-1]}")
    bench.records.append({"case": "small", "solver": "seating", "cases": cases, "wrong": wrong[:50]})
    took = time.perf_counter() - started
    met = "yes" if not wrong else "**no**"
    rows = [
        ["cases", f"{cases:,}", ""],
        ["penalty other than the least of all seatings, or a bound above it", f"{len(wrong)}", met],
        ["proven best", f"{seen[Status.OPTIMAL]:,}", ""],
        ["impossible, as brute force says too", f"{seen[Status.IMPOSSIBLE]:,}", ""],
        ["seconds a case", number(took / cases, 3), ""],
    ]
    says = (
        "Up to five persons, three tables and five requirements of any kinds, drawn by `tests/random_rooms.py` and "
        f"`tests/random_requirements.py`, seeds from {FIRST_SEED:,}. Each seating of all is judged by the "
        "checkers; the least of them is what counts."
    )
    return Section("Small cases against brute force", says, ["what", "figure", "met"], rows)


def _one(seed: int, child: Child) -> tuple[Status, str]:
    """Return how one case came out, and what is wrong with that."""
    rng = Random(seed)
    room = random_room(rng)
    drawn = [random_requirement(rng, room, rng.choice(sorted(kinds()))) for _ in range(rng.randint(1, 5))]
    asked = [each.model_copy(update={"id": f"{each.kind}-{n}"}) for n, each in enumerate(drawn)]
    if all(each.kind != "size" for each in asked) and rng.random() < 0.7:
        asked.append(requirement("size"))
    best, meeting = brute_force(room, asked)
    convening = Convening(tables=room.tables, requirements=tuple(asked), working_language=room.working_language)
    opened = RoundInputs(room.listed, convening, room, tuple(asked), ())
    solved = seat_round(opened, Request(people="made up", write=False), child)
    if (solved.review.unmet, solved.penalty) != tuple(best):
        return solved.status, f"{solved.review.unmet} unmet and penalty {solved.penalty} instead of {best}"
    if solved.bound is not None and solved.bound > best.penalty:
        return solved.status, f"a bound of {solved.bound} above the least penalty {best.penalty}"
    if (solved.status is Status.IMPOSSIBLE) != (meeting == 0):
        return solved.status, f"{solved.status}, while {meeting} seatings meet the musts"
    return solved.status, ""
