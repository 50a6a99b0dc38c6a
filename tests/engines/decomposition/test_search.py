"""A large room improved in parts: never worse, the same in any order of answers, and optimal where brute force says."""

from __future__ import annotations

import time
from dataclasses import replace
from random import Random

import numpy as np
import pytest

from seating.engines import SILENT, Effort, Ending, Status, best_plan, search_steps
from seating.engines.child import Child
from seating.engines.child_main import answer_question
from seating.engines.decomposition import Settings, distribute, group_tables, grouping, improve_in_parts
from seating.engines.decomposition import parts_search as search
from seating.engines.in_process import InProcess
from seating.engines.messages import Answer, SolveStatus
from seating.model import Value, penalty_of
from seating.terms import Part, SpreadTerm
from tests.engines.drawn import every_seating, random_convening, random_model
from tests.engines.rooms import big_model

pytestmark = pytest.mark.room

NOTHING_LEFT = Value(0, 0)


@pytest.fixture(autouse=True)
def small_parts(monkeypatch):
    monkeypatch.setattr(grouping, "PART_PERSONS", 30)
    monkeypatch.setattr(search_steps, "IN_PARTS", 0)


def ask_each(asked):
    for number, (model, question) in enumerate(asked):
        yield number, answer_question(model, replace(question, threads=1), lambda found: None)


def ask_backwards(asked):
    yield from reversed([*ask_each(asked)])


def ask_at_random(asked):
    """Answer with seatings that are worse than nothing."""
    rng = np.random.default_rng(4)
    for number, (model, _) in enumerate(asked):
        drawn = rng.integers(0, model.n_tables, model.n_persons)
        yield number, Answer(SolveStatus.UNDECIDED, drawn, None, None, 1.0)


def improved(model, ask, seed=1, work=0.0004):
    tables = distribute(model, group_tables(model))
    found = improve_in_parts(model, tables, Settings(seed, work, True), lambda: NOTHING_LEFT, ask)
    return [each for each, _ in zip(found, range(40), strict=False)]


def test_values_are_true_and_never_become_worse() -> None:
    model = big_model(120, 20)
    found = improved(model, ask_each)
    start = penalty_of(model, distribute(model, group_tables(model)))
    values = [each.value for each in found]
    assert values == sorted(values, reverse=True)
    assert values[-1] < start
    assert all(penalty_of(model, each.tables) == each.value for each in found)


def test_the_order_of_answers_changes_nothing() -> None:
    model = big_model(120, 20)
    forwards, backwards = improved(model, ask_each), improved(model, ask_backwards)
    assert [each.value for each in forwards] == [each.value for each in backwards]
    assert np.array_equal(forwards[-1].tables, backwards[-1].tables)


@pytest.mark.parametrize("batches", [1, 10])
def test_answers_that_make_the_room_worse_are_left_out(monkeypatch, batches) -> None:
    """Whether the room is valued after all parts of a pass or after each one."""
    monkeypatch.setattr(search, "BATCHES", batches)
    model = big_model(120, 20)
    start = penalty_of(model, distribute(model, group_tables(model)))
    assert all(each.value == start for each in improved(model, ask_at_random))


@pytest.mark.room
def test_a_bad_answer_in_a_batch_does_not_cost_the_good_ones(monkeypatch) -> None:
    monkeypatch.setattr(search, "BATCHES", 1)
    model = big_model(120, 20)

    def ask(asked):
        asked = list(asked)
        for good, bad in zip(ask_each(asked), ask_at_random(asked), strict=True):
            yield bad if good[0] == 2 else good

    def ask_good(asked):
        asked = list(asked)
        for number, answer in ask_each(asked):
            yield number, replace(answer, tables=None) if number == 2 else answer

    assert improved(model, ask)[0].value == improved(model, ask_good)[0].value


def test_a_part_has_the_model_that_it_has_if_it_is_cut_from_the_whole_room() -> None:
    rng = Random(8)
    for _ in range(200):
        model = random_model(rng, people=(4, 12), tables=(3, 9))
        seats = np.array([rng.randrange(model.n_tables) for _ in model.person_ids])
        dealt = np.array(rng.sample(range(model.n_tables), rng.randint(2, model.n_tables)))
        parts = [np.sort(part) for part in np.array_split(dealt, rng.randint(1, len(dealt)))]
        cut = search._cut(model, seats, parts)
        for (one, inside), part in zip(cut, parts, strict=True):
            whole = Part(np.flatnonzero(np.isin(seats, part)), part, seats, model.n_tables)
            other = model.restricted(whole)
            assert (one.person_ids, one.table_ids, one.n_people) == (other.person_ids, other.table_ids, other.n_people)
            assert inside.tolist() == whole.table_number[seats[whole.persons]].tolist()
            drawn = np.array([rng.randrange(len(part)) for _ in one.person_ids], dtype=np.int64)
            gain = np.subtract(penalty_of(one, drawn), penalty_of(one, inside))
            assert gain.tolist() == np.subtract(penalty_of(other, drawn), penalty_of(other, inside)).tolist()


def test_a_term_about_several_parts_is_never_made_worse() -> None:
    """Two parts may each begin to use one more table of a group that may use three tables."""
    model = big_model(60, 10)
    model = replace(model, terms=(*model.terms, (0, SpreadTerm(np.arange(10), np.arange(10), 3))))
    values = [each.value for each in improved(model, ask_each)]
    assert values == sorted(values, reverse=True)


def test_small_rooms_searched_in_parts_are_as_good_as_brute_force_says(child: Child) -> None:
    rng, proven = Random(21), 0
    for n in range(40):
        model = random_model(rng, people=(2, 5), tables=(2, 3)) if n % 2 else random_convening(rng)
        if model.n_tables**model.n_persons > 20_000:
            continue
        best = min(penalty_of(model, tables) for tables in every_seating(model))
        found = best_plan(model, Effort(work=0.5), 3, SILENT, child)
        assert found.value >= best
        if found.status is Status.OPTIMAL:
            proven += 1
            assert found.value == best
        if found.status is Status.IMPOSSIBLE:
            assert best.unmet
        assert found.bound is None or found.bound <= best.penalty
    assert proven > 8


@pytest.mark.room
def test_the_same_seed_gives_the_same_seating_in_this_process_and_in_workers(child: Child) -> None:
    model = big_model(120, 20)
    apart = best_plan(model, Effort(work=0.6), 5, SILENT, child)
    here = best_plan(model, Effort(work=0.6), 5, SILENT, InProcess())
    assert apart.value == here.value
    assert np.array_equal(apart.tables, here.tables)


@pytest.mark.room
def test_a_given_seating_is_never_lost(child: Child) -> None:
    model = big_model(120, 20)
    known = best_plan(model, Effort(work=0.5), 1, SILENT, child)
    again = best_plan(model, Effort(work=0.05), 2, SILENT, child, known.tables)
    assert again.value <= known.value


def test_a_deadline_ends_it_with_a_complete_seating(child: Child) -> None:
    model = big_model(300, 50)
    found = best_plan(model, Effort.until(time.monotonic() + 0.3), 1, SILENT, child)
    assert found.ending in {Ending.TIME, Ending.DONE}
    assert ((found.tables >= 0) & (found.tables < 50)).all()
