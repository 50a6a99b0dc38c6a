"""What is read and computed again when a file changes, and what is not: counted by calls."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest

from seating.api.day import free_seats
from seating.api.manual_seating import add_steps
from seating.board import opened as opened_module
from seating.board import session as module
from seating.board.session import Session
from seating.convening import yaml
from seating.ledger.steps import Action, Step

from .conftest import copy_example, make_session


@pytest.fixture
def calls(monkeypatch) -> Counter:
    """Count the calls of what takes long."""
    counted: Counter = Counter()

    def count(where, name):
        original = getattr(where, name)

        def call(*given, **named):
            counted[name] += 1
            return original(*given, **named)

        monkeypatch.setattr(where, name, call)

    for name in ("read_list", "read_round", "Gains"):
        count(module, name)
    count(opened_module, "judge_manual_seating")
    count(free_seats, "Gains")
    return counted


@pytest.fixture
def opened(tmp_path, calls) -> Session:
    session = make_session(copy_example("city", tmp_path / "in"), tmp_path / "out")
    session.read()
    session.gains()
    calls.clear()
    return session


def make_step(session: Session) -> tuple[str, str]:
    now = session.read()
    person, table = now.inputs.room.persons[0].id, now.inputs.room.tables[-1].id
    add_steps(session.out, now.inputs, now.seating, Step(Action.MOVE, "moved", seats={person: table}))
    return person, table


def list_of(session: Session) -> Path:
    return Path(session.request.people)


def test_a_step_reads_neither_the_list_nor_the_convening_again(opened, calls):
    person, table = make_step(opened)
    assert opened.read().seating.seats[person] == table
    assert opened.gains().seats[person] == table
    assert calls == {}


def test_what_has_not_changed_is_not_read(opened, calls):
    for _ in range(3):
        opened.read()
        opened.gains()
    assert calls == {}


def test_another_file_than_the_list_leaves_the_list_as_it_was_read(opened, calls):
    convening = list_of(opened).parent / "convening.yaml"
    convening.write_text(convening.read_text(encoding="utf-8") + "# one more line\n", encoding="utf-8")
    opened.read()
    assert (calls["read_round"], calls["read_list"]) == (1, 0)


def test_a_changed_weight_does_not_read_the_list_again(tmp_path, calls):
    people, convening = tmp_path / "people.csv", tmp_path / "convening.yaml"
    people.write_text("name,representative_type\nAna,doer\nBen,designee\nCam,doer\n", encoding="utf-8")
    text = "tables:\n- id: north\n- id: south\nrequirements:\n- kind: role_mix\n  at_least: {doer: 1}\n  weight: 3\n"
    convening.write_text(text, encoding="utf-8")
    session = make_session(people, tmp_path / "out")
    assert session.read().inputs.requirements[0].weight == 3
    convening.write_text(text.replace("3", "7"), encoding="utf-8")
    assert session.read().inputs.requirements[0].weight == 7
    assert (calls["read_round"], calls["read_list"]) == (2, 1)


def test_a_changed_list_is_read_again(opened, calls):
    people = list_of(opened)
    lines = people.read_text(encoding="utf-8").splitlines(keepends=True)
    people.write_text("".join(lines[:-1]), encoding="utf-8")
    before = len(opened.read().inputs.people)
    assert calls["read_list"] == 1
    people.write_text("".join(lines), encoding="utf-8")
    assert len(opened.read().inputs.people) == before + 1
    assert calls["read_list"] == 2


def test_a_list_replaced_by_another_of_the_same_size_and_time_is_read_again(opened, calls, tmp_path):
    people = list_of(opened)
    stat, other = people.stat(), tmp_path / "other.csv"
    other.write_bytes(people.read_bytes())
    os.utime(other, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    other.replace(people)
    opened.read()
    assert calls["read_list"] == 1


def test_a_convening_that_maps_a_heading_reads_the_list_again(tmp_path, calls):
    people = copy_example("city", tmp_path / "in")
    session = make_session(people, tmp_path / "out")
    session.read()
    convening = people.parent / "convening.yaml"
    text = convening.read_text(encoding="utf-8") if convening.exists() else ""
    convening.write_text(f"{text}\nparties: false\n", encoding="utf-8")
    session.read()
    assert calls["read_list"] == 2


def test_free_seats_share_the_gains_of_the_session(opened, calls):
    inputs, person = opened.read().inputs, opened.read().seating.tray[0]
    with opened.lock:
        shared = free_seats.list_free_seats(inputs, opened.read().seating.seats, person, opened.gains)
        assert calls["Gains"] == 1  # the view for a desk; the other one was there
        free_seats.list_free_seats(inputs, opened.read().seating.seats, person, opened.gains)
        assert calls["Gains"] == 1
    assert shared == free_seats.list_free_seats(inputs, opened.read().seating.seats, person)


def test_free_seats_leave_the_gains_of_the_session_right(opened):
    person, table = make_step(opened)
    now = opened.read()
    with opened.lock:
        free_seats.list_free_seats(now.inputs, now.seating.seats, person, opened.gains)
        assert opened.gains().seats[person] == table
        assert opened.gains(is_shared=True).seats[person] == table


def test_the_same_text_is_parsed_once_and_answers_do_not_share_data(monkeypatch):
    parsed: list[str] = []
    original = yaml.YAML.parse
    monkeypatch.setattr(yaml.YAML, "parse", lambda self, text: parsed.append(text) or original(self, text))
    text = "tables:\n- name: Only in this test\n"
    first, second = yaml.parse(text, "convening.yaml"), yaml.parse(text, "convening.yaml")
    assert len(parsed) == 1
    assert first == second
    first.plain["tables"].append("more")
    assert second.plain == {"tables": [{"name": "Only in this test"}]}
    assert yaml.parse(text, "convening.yaml").plain == second.plain


def test_a_window_that_sleeps_keeps_the_board_and_one_that_is_closed_does_not():
    windows = module.Windows()
    assert not windows.are_closed(-1, -1), "no window was opened yet"
    windows.here("board", "1")
    windows.listening()
    windows.here("packet", "1")
    windows.deaf()  # the browser has put the window of the board to sleep
    assert not windows.are_closed(-1, 60)
    windows.left("board", "1")
    assert not windows.are_closed(-1, 60), "the window with the packet is open"
    windows.here("packet", "2")  # a link in it
    windows.left("packet", "1")  # the news that it left the page before came late
    assert not windows.are_closed(-1, 60)
    assert windows.are_closed(-1, -1), "nothing was heard for too long"
    windows.left("packet", "2")
    assert windows.are_closed(-1, 60)
    windows.listening()
    assert not windows.are_closed(-1, -1)
