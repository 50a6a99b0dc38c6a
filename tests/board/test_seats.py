"""The board: moves, exchanges, locks, undo and redo, and saving, without a browser."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from seating.api.manual_seating import judge_manual_seating
from seating.ledger import Ledger

from .conftest import Client, copy_example, make_session


def seats(client: Client) -> dict[str, str]:
    return dict(client.session.read().seating.seats)


def first_person(client: Client) -> str:
    return client.session.read().inputs.room.people[0].id


def tables(client: Client) -> list[str]:
    return [table.id for table in client.session.read().inputs.room.tables]


def seat_everybody(client: Client) -> None:
    """Save a seating by the command line's own functions."""
    from seating.api.solve import solve_request

    solve_request(client.session.request)


def exchange(client: Client, one: str, other: str):
    now = seats(client)
    return client.post("seats/exchange", person=one, other=other, **{"from": now[one], "other_from": now[other]})


def test_everybody_is_in_the_tray_at_first(city):
    shown = city.get("seats")
    room = city.session.read().inputs.room
    assert shown.status_code == 200
    assert shown.text.count('data-at=""') == len(room.persons)


def test_a_move_is_shown_and_kept_in_the_file(city):
    person, table = first_person(city), tables(city)[0]
    shown = city.post("seats/move", person=person, **{"from": "", "to": table})
    assert f'data-person="{person}" data-at="{table}"' in shown.text
    lines = (city.session.out / "board" / "steps.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["action"] for line in lines] == ["begin", "move"]
    again = Client(make_session(city.session.request.people, city.session.out))
    assert seats(again) == {person: table}


def test_undo_and_redo(city):
    person, table = first_person(city), tables(city)[0]
    city.post("seats/move", person=person, **{"from": "", "to": table})
    city.post("seats/undo")
    assert seats(city) == {}
    city.post("seats/redo")
    assert seats(city) == {person: table}
    assert "There is nothing to undo or redo." in city.post("seats/redo").text


def test_a_move_from_a_seat_that_another_window_changed_is_refused(city):
    person, (first, second, *_) = first_person(city), tables(city)
    city.post("seats/move", person=person, **{"from": "", "to": first})
    shown = city.post("seats/move", person=person, **{"from": "", "to": second})
    assert "another window" in shown.text
    assert seats(city) == {person: first}


def test_an_exchange(city):
    seat_everybody(city)
    before = seats(city)
    one = first_person(city)
    other = next(person for person, table in before.items() if table != before[one])
    exchange(city, one, other)
    after = seats(city)
    assert (after[one], after[other]) == (before[other], before[one])
    assert {p for p in after if after[p] != before[p]} == {one, other}


def test_locks_are_turned_on_and_off(city):
    key = f"person:{first_person(city)}"
    city.post("seats/lock", lock=key, on="1")
    assert city.session.read().seating.locks.keys == {key}
    assert "Another window has done this already." in city.post("seats/lock", lock=key, on="1").text
    assert city.session.read().seating.locks.keys == {key}
    city.post("seats/lock", lock=key, on="")
    assert city.session.read().seating.locks.keys == set()


def test_an_exchange_with_somebody_who_was_moved_meanwhile_is_refused(city):
    seat_everybody(city)
    now = seats(city)
    one = first_person(city)
    other = next(person for person, table in now.items() if table != now[one])
    stale = {"from": now[one], "other_from": now[other]}
    elsewhere = next(table for table in tables(city) if table not in stale.values())
    city.post("seats/move", person=other, **{"from": now[other], "to": elsewhere})
    assert "another window" in city.post("seats/exchange", person=one, other=other, **stale).text
    assert seats(city)[one] == now[one]


def test_an_upload_keeps_earlier_lists_and_takes_only_lists(city):
    content = Path(city.session.request.people).read_bytes()
    for name in ("mine.csv", "mine.csv", "../../mine.csv"):
        city.post("files/choose", list=(name, content))
    kept = sorted(path.name for path in (city.session.out / "list").iterdir())
    assert kept == ["mine-2.csv", "mine-3.csv", "mine.csv"]
    for name in ("convening.json", "page.html", "convening.yaml"):
        assert city.post("files/choose", list=(name, b"x")).status_code == 422


def test_a_saved_seating_is_a_round_of_the_ledger(city):
    seat_everybody(city)
    before = seats(city)
    one = first_person(city)
    other = next(person for person, table in before.items() if table != before[one])
    exchange(city, one, other)
    shown = city.post("seats/save")
    assert "Round 1 is saved." in shown.text
    last = Ledger.open(city.session.out).last
    assert last is not None
    assert dict(last.seats) == seats(city)
    assert city.session.read().seating.is_saved
    assert (city.session.out / "round-1" / "packet").is_dir()


def test_nobody_is_saved_without_a_seat(city):
    shown = city.post("seats/save")
    assert shown.status_code == 422
    assert "no seat yet" in shown.text


def test_a_command_that_saves_is_seen(city):
    person, table = first_person(city), tables(city)[0]
    city.post("seats/move", person=person, **{"from": "", "to": table})
    seat_everybody(city)
    assert "A command has saved another seating" in city.get("seats").text
    assert seats(city) == {person: table}


def test_the_saved_seating_can_be_shown_instead(city):
    person, table = first_person(city), tables(city)[0]
    city.post("seats/move", person=person, **{"from": "", "to": table})
    seat_everybody(city)
    city.post("seats/begin", which="saved")
    last = Ledger.open(city.session.out).last
    assert last is not None
    assert seats(city) == dict(last.seats)
    assert "No command has saved another seating." in city.post("seats/begin", which="saved").text


def test_going_on_with_the_own_seating_keeps_the_steps(city):
    person, table = first_person(city), tables(city)[0]
    city.post("seats/move", person=person, **{"from": "", "to": table})
    seat_everybody(city)
    city.post("seats/begin", which="own")
    assert seats(city) == {person: table}
    assert "A command has saved another seating" not in city.get("seats").text


def test_candidates_are_kept_compared_and_taken(city):
    seat_everybody(city)
    before = seats(city)
    assert "kept as candidate A" in city.post("seats/keep").text
    one = first_person(city)
    other = next(person for person, table in before.items() if table != before[one])
    exchange(city, one, other)
    shown = city.post("seats/keep").text
    assert "kept as candidate B" in shown
    label = city.session.read().inputs.room.persons[0].label
    assert f"<bdi>{label}</bdi>: " in shown
    city.post("seats/take", candidate="A")
    assert seats(city) == before
    city.post("seats/undo")
    assert seats(city) != before
    assert "There is no such candidate." in city.post("seats/take", candidate="Z").text


def test_the_gains_shown_are_those_of_the_judge(city):
    seat_everybody(city)
    opened = city.session.read()
    person = opened.inputs.room.people[0]
    before = opened.judged.penalty
    with city.session.lock:
        gains = city.session.gains().list_moves(person.id)
    for gain in gains:
        seats_after = {**opened.seating.seats, person.id: gain.table}
        if gain.table is not None:
            after = judge_manual_seating(opened.inputs, seats_after)
            assert after.penalty - before == gain.points
            assert after.review.unmet - opened.judged.review.unmet == gain.units
    shown = city.post("seats/pick", person=person.id).text
    assert shown.count("<template") == len(opened.inputs.room.tables)


def test_exchanges_are_offered_where_a_seat_would_break_a_must(city):
    seat_everybody(city)
    shown = city.post("seats/exchanges", person=first_person(city)).text
    assert "Exchange with" in shown


@pytest.mark.parametrize(
    ("path", "fields"),
    [("seats/pick", {"person": "nobody"}), ("seats/move", {"person": "nobody"}), ("seats/lock", {"lock": "table:x"})],
)
def test_unknown_people_and_tables_are_told(city, path, fields):
    assert city.post(path, **fields).status_code == 422


def test_hostile_cells_print_literally(tmp_path):
    people = copy_example("city", tmp_path / "in")
    text = people.read_text(encoding="utf-8")
    first = text.splitlines()[1]
    name = first.split(",")[1]
    people.write_text(text.replace(name, "<script>alert(1)</script>", 1), encoding="utf-8")
    client = Client(make_session(people, tmp_path / "out"))
    assert "<script>alert" not in client.get("seats").text
