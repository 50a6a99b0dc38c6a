"""Improve a large room in parts: disjoint sets of tables, each by one question, pass after pass, until nothing moves.

In each pass the tables that cost something are dealt to parts, those of two people who should share a table together,
with other tables that have persons to swap. A part
is improved while everyone outside it keeps their seat. So its gain is also that of the whole room, unless a term
connects tables of several parts and these change at the same time. The whole room is therefore valued again, and a
part that makes it worse is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

import numpy as np

from seating.engines.decomposition.grouping import (
    choose_parts,
    costs_at_tables,
    group_tables,
    part_size,
    parted_tables,
)
from seating.engines.messages import Anneal, Answer
from seating.model import Model, Value, penalty_of
from seating.model.trivial_bound import value_bound
from seating.room.plan import IntArray
from seating.terms import Part

PATIENCE = 4
"""Number of passes without an improvement after which nothing better is expected."""

BATCHES = 10
"""About how many times the whole room is valued in a pass. For 20,000 people this takes 0.2 s each time."""

AskEach = Callable[[Iterable[tuple[Model, Anneal]]], Iterable[tuple[int, Answer]]]
"""Asks questions about models. It yields the number of each question and its answer, in any order."""


class Settings(NamedTuple):
    """How the parts of a room are annealed.

    Attributes
    ----------
    seed : int
    work_a_person : float
        Work units for each person of a part.
    restarts : bool
        Whether the seating to begin with is only a distribution, of which the first pass keeps nothing. Later passes
        keep most of what they begin with: many short searches of parts that are dealt differently each time find
        better seatings than few long ones that start from nothing.
    """

    seed: int
    work_a_person: float
    restarts: bool


class Improved(NamedTuple):
    """A seating of the whole room after some parts were improved.

    Attributes
    ----------
    tables : int array, shape (persons,)
    value : Value
    work : float
        Work units that these parts took.
    """

    tables: IntArray
    value: Value
    work: float


def improve_in_parts(
    model: Model, tables: IntArray, settings: Settings, enough: Callable[[], Value], ask_each: AskEach
) -> Iterator[Improved]:
    """Yield the seating of the whole room again and again, until nothing moves or it is good enough.

    The seatings and their order depend on the model, the seating and the settings, not on which answer comes first.

    Parameters
    ----------
    model : Model
    tables : int array, shape (persons,)
        A complete seating, such as that of `distribute`.
    settings : Settings
    enough : function
        Returns the value at which the search may stop.
    ask_each : function
        Asks the questions of one pass.
    """
    value, rng = penalty_of(model, tables), np.random.default_rng(settings.seed)
    parts, without_gain = group_tables(model), 0
    while value > enough() and without_gain < PATIENCE and parts:
        before = value
        for better in _improve_parts(model, Improved(tables, value, 0.0), parts, settings, ask_each):
            tables, value = better.tables, better.value
            yield better
        without_gain = 0 if value < before else without_gain + 1
        settings = settings._replace(seed=settings.seed + len(parts), restarts=False)
        parts = choose_parts(costs_at_tables(model, tables), parted_tables(model, tables), part_size(model), rng)


def _improve_parts(
    model: Model, best: Improved, parts: list[IntArray], settings: Settings, ask_each: AskEach
) -> Iterator[Improved]:
    """Yield the seating of the whole room after each batch of parts, in the order of the parts."""
    persons = _persons_at(best.tables, parts, model.n_tables)
    batch = -(-len(parts) // BATCHES)
    answers: dict[int, Answer] = {}
    taken = 0
    for number, answer in ask_each(_questions(model, best.tables, parts, settings)):
        answers[number] = answer
        while taken < len(parts) and all(n in answers for n in range(taken, min(taken + batch, len(parts)))):
            these = range(taken, min(taken + batch, len(parts)))
            changes = [(persons[n], parts[n], answers.pop(n)) for n in these]
            taken += len(changes)
            best = _accept(model, best, changes)
            yield best


def _accept(model: Model, best: Improved, changes: list[tuple[IntArray, IntArray, Answer]]) -> Improved:
    """Return the seating with the answers for some parts, without those that make the whole room worse."""
    tables = best.tables.copy()
    for persons, part, answer in changes:
        if answer.tables is not None:
            tables[persons] = part[answer.tables]
    work, value = sum(answer.work for _, _, answer in changes), penalty_of(model, tables)
    if value <= best.value:
        return Improved(tables, value, work)
    best = best._replace(work=work)
    half = len(changes) // 2
    for some in (changes[:half], changes[half:]) if half else ():
        best = _accept(model, best, some)._replace(work=work)
    return best


def _questions(
    model: Model, tables: IntArray, parts: list[IntArray], settings: Settings
) -> Iterator[tuple[Model, Anneal]]:
    """Yield the question about each part; its model is built when it is asked."""
    for number, (restricted, seats) in enumerate(_cut(model, tables, parts)):
        yield (
            restricted,
            Anneal(
                tables=seats,
                seed=settings.seed + number,
                work=settings.work_a_person * len(seats),
                chains=1,  # two parts at once gain more than two chains for one part
                enough=value_bound(restricted),
                keeps=not settings.restarts,
            ),
        )


def _cut(model: Model, tables: IntArray, parts: list[IntArray]) -> Iterator[tuple[Model, IntArray]]:
    """Yield the model of each part and the seats of its persons, in the order of the parts.

    The tables of all parts are cut out first, then those of each half of the parts from what that leaves, and so on. So
    a term is read once for each halving and not once for each part, and only where some of its persons sit.
    """
    concerned = np.zeros(model.n_tables, dtype=np.bool_)
    concerned[np.concatenate(parts)] = True
    whole = Part(np.flatnonzero(concerned[tables]), np.flatnonzero(concerned), tables, model.n_tables)
    restricted, seats = model.restricted(whole), whole.table_number[tables[whole.persons]]
    if len(parts) == 1:
        yield restricted, seats
        return
    half = len(parts) // 2
    for some in (parts[:half], parts[half:]):
        yield from _cut(restricted, seats, [whole.table_number[part] for part in some])


def _persons_at(tables: IntArray, parts: list[IntArray], n_tables: int) -> list[IntArray]:
    """Return the persons at the tables of each part, in ascending order."""
    part_of_table = np.full(n_tables, len(parts), dtype=np.int64)
    for number, part in enumerate(parts):
        part_of_table[part] = number
    part_of_person = part_of_table[tables]
    by_part = np.argsort(part_of_person, kind="stable").astype(np.int64)
    ends = np.cumsum(np.bincount(part_of_person, minlength=len(parts) + 1))
    return np.split(by_part, ends[:-1])[: len(parts)]
