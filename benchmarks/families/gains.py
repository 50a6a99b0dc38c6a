"""What moves by hand would gain: at all tables at once, compared with evaluating each move from scratch."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from random import Random
from statistics import median

from benchmarks.bench import Bench
from benchmarks.generate import Spec, write_convening
from benchmarks.section import Section
from seating.api.gains import Gains
from seating.api.inputs import RoundInputs, read_round
from seating.api.request import Request
from seating.model import Model, build_model, shortfalls
from seating.room.plan import IntArray, Plan

ORDER = 98

SIZES = (120, 300, 1000)
"""Numbers of people; ten sit at each table."""

QUICK = 120
"""A quick run takes the sizes up to this one."""

FAMILIES = ("ordinary", "hard")

PERSONS = 15
"""People who are picked up in each convening."""

SCRATCH = 2
"""People for whom every move is also evaluated from scratch."""

GOALS = {300: 60.0, 1000: 150.0}
"""Maximum milliseconds for all moves of one person, in words, by the number of people."""


def run(bench: Bench) -> Section:
    """Pick up people in random seatings; compute the gains of all moves, in words, and of the best exchanges."""
    rows = []
    for size in SIZES:
        for family in FAMILIES if not bench.is_quick or size <= QUICK else ():
            spec = Spec(family, size, size // 10, 61)
            inputs = read_round(Request(*write_convening(spec, bench.folder / spec.name), write=False))
            rows.append([spec.name, *_measure(inputs, Random(61))])
    says = (
        f"People sit at random at tables of ten. For each of {PERSONS} people in turn, three things are computed: the "
        "change in every requirement at every table, then the same in words, then the best swap with someone at each "
        f"table. *From scratch* is the change at every table, evaluated from scratch for each move, for {SCRATCH} "
        "people. The penalties were compared and are equal. Times are medians in milliseconds, with the largest one "
        f"in parentheses. The goal is {GOALS[300]:g} ms for moves and words together with 300 people, and "
        f"{GOALS[1000]:g} ms with 1,000."
    )
    heads = ("convening", "preparation", "a step", "all moves", "in words", "best swaps", "from scratch", "met")
    return Section("Gains of moves by hand", says, heads, rows)


def _measure(inputs: RoundInputs, rng: Random) -> list[str]:
    """Return the figures of one convening."""
    tables, ids = list(inputs.room.table_index), list(inputs.room.index)
    seats = {person: tables[n % len(tables)] for n, person in enumerate(rng.sample(ids, len(ids)))}
    prepared, steps, moves, words, exchanges, scratch = (list[float]() for _ in range(6))
    with _timed(prepared):
        gains = Gains(inputs, seats)
    model = build_model(inputs.room, inputs.requirements)
    for n, person in enumerate(rng.sample(ids, PERSONS)):
        with _timed(moves):
            found = gains.list_moves(person)
        with _timed(words):
            for gain in found:
                gains.describe(person, gain)
        with _timed(exchanges):
            gains.find_exchanges(person)
        if n < SCRATCH:
            with _timed(scratch):
                points = _evaluate_moves(model, model.tables_of(Plan(seats)), inputs.room.index[person])
            if points != [gain.points for gain in found]:
                raise AssertionError(f"the gains of {person} differ from those evaluated from scratch")
        seats = {**seats, person: rng.choice(tables)}
        with _timed(steps):
            gains.seat(seats)
    both = median(move + word for move, word in zip(moves, words, strict=True))
    goal = GOALS.get(len(ids))
    met = "" if goal is None else "yes" if both <= goal else f"**no**, {both:.0f}"
    return [*map(_in_words, (prepared, steps, moves, words, exchanges, scratch)), met]


def _evaluate_moves(model: Model, tables: IntArray, person: int) -> list[int]:
    """Return the change of the penalty for every table and without a seat, each evaluated from scratch."""
    now, points = shortfalls(model, tables), []
    for table in (*range(model.n_tables), -1):
        moved = tables.copy()
        moved[person] = table
        points.append(int(((shortfalls(model, moved) - now) * model.weights).sum()))
    return points


@contextmanager
def _timed(figures: list[float]) -> Iterator[None]:
    """Append the milliseconds of a block to the figures."""
    began = time.perf_counter()
    yield
    figures.append((time.perf_counter() - began) * 1000)


def _in_words(figures: list[float]) -> str:
    """Return the median and the largest of some figures: "1.4 (2.1)"."""
    middle, most = median(figures), max(figures)
    return f"{middle:,.1f}" if len(figures) == 1 else f"{middle:,.1f} ({most:,.1f})"
