"""Peers are held to the judge: what they think a seating is worth is what the checkers find."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

import pytest

from benchmarks.case import Case
from benchmarks.diverse import generated, write_case
from benchmarks.generate import Spec, write_convening
from benchmarks.judge import opened, worth
from benchmarks.peers import ims, peers, textbook
from benchmarks.peers.answering import NEW_COMPANY, Answer, by_size, meetings_again, of_one_round
from benchmarks.task import task_of
from seating.room.arrays import find_differing_types
from tests.builders import brute_force
from tests.random_requirements import GENERATORS, random_requirement
from tests.random_rooms import random_room

TOLD = sorted(set(textbook._KINDS) - {"size"})


def timed(path: Path, seconds: float) -> Answer:
    """Return an answer whose time begins now, not with this process."""
    answer = Answer(path, seconds, 1)
    answer.restart_clock()
    return answer


def solved(tmp_path: Path, task: dict, seconds: float) -> dict:
    path = tmp_path / "answer.json"
    textbook.search(task, timed(path, seconds))
    return json.loads(path.read_text())


@pytest.mark.parametrize("family", ["ordinary", "hard", "pairs", "languages"])
def test_the_textbook_model_prices_its_seating_as_the_judge_does(tmp_path: Path, family: str) -> None:
    case = Case("made", *write_convening(Spec(family, 12, 2, 5), tmp_path), 1)
    task = task_of(opened(case))
    found = solved(tmp_path, task, 20)
    seats = {person: task["tables"][t]["id"] for person, t in zip(task["people"], found["tables"], strict=True)}
    assert worth(case, seats) == (0, found["curve"][-1][1])


class _Opened:
    """A room with one requirement, as far as a task asks."""

    def __init__(self, room, requirements):
        self.room = room
        self.requirements = requirements


@pytest.mark.parametrize("kind", TOLD)
def test_the_textbook_optimum_of_each_kind_is_that_of_brute_force(tmp_path: Path, kind: str) -> None:
    """Its encodings are its own, so that a mistake here or there shows."""
    tried = 0
    for number in range(200):
        rng = Random(f"textbook {kind} {number}")
        room = random_room(rng, most_persons=4, most_tables=2)
        is_plain = not (room.staff or find_differing_types(room) or any(table.open_if_needed for table in room.tables))
        if not is_plain or tried == 6:
            continue
        requirement = random_requirement(rng, room, kind).model_copy(update={"must": False})
        task = task_of(_Opened(room, [requirement]))
        if textbook.fits(task) or not room.people:
            continue
        tried += 1
        found = solved(tmp_path, task, 20)
        assert found["curve"][-1][1] == brute_force(room, [requirement])[0].penalty, requirement
    assert tried >= 3


def test_the_kinds_told_to_others_exist() -> None:
    assert set(textbook._KINDS) <= set(GENERATORS)


@pytest.mark.room
def test_iterated_maxima_search_keeps_to_the_limits_and_prices_as_the_judge_does(tmp_path: Path) -> None:
    case = Case("diverse", *write_case(generated(24, 1), tmp_path), 1)
    task = task_of(opened(case))
    assert ims.fits(task) == ""
    path = tmp_path / "answer.json"
    ims.search(task, timed(path, 0.2))
    found = json.loads(path.read_text())
    seats = {person: task["tables"][t]["id"] for person, t in zip(task["people"], found["tables"], strict=True)}
    assert worth(case, seats) == (0, found["curve"][-1][1])
    values = [value for _, value in found["curve"]]
    assert values == sorted(values, reverse=True)


def test_every_peer_says_what_it_is_and_refuses_what_it_cannot_say(tmp_path: Path) -> None:
    case = Case("made", *write_convening(Spec("hard", 12, 2, 5), tmp_path), 1)
    task = task_of(opened(case))
    assert {"textbook", "ims"} <= set(peers())
    for name, peer in peers().items():
        assert peer.ABOUT
        assert peer.PACKAGE
        assert bool(peer.fits(task)) == (name != "textbook")


def test_groups_are_matched_with_tables_of_their_size() -> None:
    tables = [{"min": 1, "max": 1}, {"min": 2, "max": 3}]
    assert by_size([[0, 2], [1]], tables) == [1, 0, 1]
    assert by_size([[0, 1, 2], []], tables) is None
    assert by_size([[0], [1], [2]], tables) is None


def test_a_pair_that_meets_three_times_meets_again_twice() -> None:
    assert meetings_again([[0, 0, 1, 1], [0, 1, 0, 1], [1, 0, 0, 1]]) == 0
    assert meetings_again([[0, 0, 1, 1], [1, 1, 0, 0], [0, 0, 0, 1]]) == 3


def test_new_company_is_no_requirement_of_one_round() -> None:
    task = {"requirements": [{"kind": "size"}, {"kind": NEW_COMPANY}]}
    assert of_one_round({**task, "rounds": 3}) == [{"kind": "size"}]
    assert of_one_round(task) == task["requirements"]
