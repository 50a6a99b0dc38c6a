"""Messages cross a pipe: they are plain data, survive pickling, and hold no sentence but the reason of a failure."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from dataclasses import FrozenInstanceError, fields, is_dataclass
from enum import Enum
from random import Random
from typing import Any

import numpy as np
import pytest

from seating.engines.child_main import ENGINES
from seating.engines.messages import (
    NOTHING,
    Aim,
    Anneal,
    Answer,
    AssignSessions,
    BoundByClasses,
    BoundByColumns,
    BoundByGroups,
    BoundByPairs,
    BoundByRelaxation,
    BoundByWishes,
    Engine,
    Failed,
    Found,
    Improve,
    ImproveByCounts,
    Load,
    Moves,
    Solve,
    SolveByClasses,
    SolveMip,
    SolveStatus,
)
from seating.engines.multi_round.joined_rounds import AnnealRounds, rounds_of
from seating.model import Model, Value, penalty_of
from seating.model.session_model import Level, SessionModel, SessionNeed
from seating.terms import CompanyTerm
from tests.engines.drawn import random_convening, random_model
from tests.engines.every import random_seating, small_room

ROOM = small_room(Random(1))
TABLES = random_seating(Random(1), ROOM)
FREE = np.array([0, 1])
MOVES = Moves(np.ones((ROOM.n_persons, ROOM.n_tables), bool), 3)
SOLVE = Solve(Aim.PENALTY, TABLES, 1, 2.0, 3.0, FREE, 4, True, frozenset({"r0"}), MOVES)
ROUNDS = rounds_of([ROOM, ROOM], [(1, CompanyTerm({("p0", "p1"): 1}, np.array([[0, 0, 0, 1], [0, 0, 0, 2]])))])

SESSIONS = SessionModel(
    allowed=np.ones((1, 2), dtype=bool),
    costs=np.zeros((1, 2), dtype=np.int64),
    clashes=np.array([[0, 1]]),
    apart=np.zeros((0, 2), dtype=np.int64),
    least=1,
    most=np.array([1]),
    room=np.array([3, 3]),
    needs=(SessionNeed(0, np.array([0]), 1, Level.MUST),),
    is_even=True,
)
MESSAGES = (
    Load(ROOM),
    SOLVE,
    SolveByClasses(Aim.MUSTS, TABLES, 0, 1.0),
    Improve(TABLES, (FREE, FREE[:1]), 0, 1.0, 2.0),
    ImproveByCounts(TABLES, 3, 1.5, 2.0, 4),
    SolveMip(SOLVE, 3, 7.5),
    Anneal(TABLES, 0, 1.0, 2, Value(0, 3)),
    AnnealRounds(ROUNDS.stack.joined([TABLES, TABLES]), 0, 1.0, 2, Value(0, 0), rounds=ROUNDS),
    BoundByRelaxation(TABLES, 0, 1.0, None),
    BoundByClasses(TABLES, 0, 1.0, None),
    BoundByWishes(TABLES, 0, 1.0, None),
    BoundByGroups(TABLES, 0, 1.0, None),
    BoundByColumns(TABLES, 0, 1.0, 0.5),
    BoundByPairs(TABLES, 0, 1.0, 0.5),
    AssignSessions(SESSIONS, 0, 1.0, 2.0),
    Found(TABLES, None),
    Found(None, 7),
    Answer(SolveStatus.FOUND, TABLES, 9, 7, 0.25),
    NOTHING,
    Failed("ValueError: no such table"),
)


def name_of(message: object) -> str:
    return type(message).__name__


def parts(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Yield every value inside a message that is no container, each with the way to it."""
    if is_dataclass(value):
        for field in fields(value):
            yield from parts(getattr(value, field.name), f"{path}.{field.name}")
    elif isinstance(value, dict):
        for n, item in enumerate((*value.keys(), *value.values())):
            yield from parts(item, f"{path}[{n}]")
    elif isinstance(value, (tuple, frozenset)):
        for n, item in enumerate(value):
            yield from parts(item, f"{path}[{n}]")
    else:
        yield path, value


@pytest.mark.parametrize("message", MESSAGES, ids=name_of)
@pytest.mark.parametrize("protocol", [2, pickle.HIGHEST_PROTOCOL])
def test_every_message_arrives_as_it_was_sent(message: object, protocol: int) -> None:
    arrived = pickle.loads(pickle.dumps(message, protocol=protocol))
    assert type(arrived) is type(message)
    sent, here = list(parts(message)), list(parts(arrived))
    assert [path for path, _ in sent] == [path for path, _ in here]
    for (path, one), (_, other) in zip(sent, here, strict=True):
        assert type(one) is type(other), path
        if isinstance(one, np.ndarray):
            assert (one.dtype, one.shape) == (other.dtype, other.shape), path
            assert np.array_equal(one, other), path
        else:
            assert one == other, path


@pytest.mark.parametrize("message", MESSAGES, ids=name_of)
def test_a_message_holds_plain_data_and_no_sentence(message: object) -> None:
    """Ids and members of enumerations are single words; only the reason of a failure is a text."""
    for path, value in parts(message):
        assert value is None or isinstance(value, (bool, int, float, str, np.ndarray, Enum)), path
        if isinstance(value, np.ndarray):
            assert value.dtype.kind in "biu", path
        elif isinstance(value, str) and path != ".reason":
            assert " " not in value, path


@pytest.mark.parametrize("message", [m for m in MESSAGES if fields(m)], ids=name_of)  # type: ignore[arg-type]
def test_a_message_cannot_be_changed_once_it_is_made(message: object) -> None:
    for field in fields(message):  # type: ignore[arg-type]
        with pytest.raises(FrozenInstanceError):
            setattr(message, field.name, None)


def test_each_kind_of_question_is_sent_by_one_of_these_tests() -> None:
    """A new question or reply is tried here too, and every question but `Load` has an engine."""
    tried = {type(message) for message in MESSAGES}
    assert tried == {*ENGINES, Load, Found, Answer, Failed}


def test_a_model_that_was_sent_gives_every_seating_the_value_it_had() -> None:
    rng = Random(2)
    for number in range(20):
        model = random_convening(rng) if number % 2 else random_model(rng)
        arrived: Model = pickle.loads(pickle.dumps(Load(model), protocol=pickle.HIGHEST_PROTOCOL)).model
        assert arrived.requirement_ids == model.requirement_ids
        for _ in range(5):
            tables = random_seating(rng, model)
            assert penalty_of(arrived, tables) == penalty_of(model, tables)


def test_the_answer_to_a_question_that_does_not_suit_the_model_says_nothing() -> None:
    assert (NOTHING.status, NOTHING.work) == (SolveStatus.UNDECIDED, 0.0)
    assert (NOTHING.tables, NOTHING.objective, NOTHING.bound) == (None, None, None)


@pytest.mark.parametrize("kind", [Aim, Engine, SolveStatus])
def test_the_members_of_an_enumeration_are_words_that_can_be_written_down(kind: type[Enum]) -> None:
    """A worker is started with the name of its engine on the command line."""
    for member in kind:
        assert kind(str(member)) is member
        assert str(member).isidentifier()
