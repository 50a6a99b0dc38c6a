"""The board: moves, exchanges, locks, undo and redo, and saving, without a browser."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path

import pytest

from seating.api.manual_seating import Locks, judge_manual_seating, name_pair
from seating.board.kept_seatings import compare_candidates
from seating.board.move_effects import describe_change
from seating.ledger import Ledger
from seating.present.settings import Settings
from tests.waiting import wait_until

from .conftest import Client, copy_example, make_session, seat_everyone


def seats(client: Client) -> dict[str, str]:
    return dict(client.session.read().seating.seats)


def first_person(client: Client) -> str:
    return client.session.read().inputs.room.people[0].id


def tables(client: Client) -> list[str]:
    return [table.id for table in client.session.read().inputs.room.tables]


def exchange(client: Client, one: str, other: str):
    now = seats(client)
    return client.post("seats/exchange", person=one, other=other, **{"from": now[one], "other_from": now[other]})


def test_to_lose_a_seat_is_never_as_good_as_to_have_one(city):
    """A table that may be smaller breaks no must, yet someone has no chair."""
    people = city.session.request.people
    people.write_text("name\n" + "\n".join(f"Person {n}" for n in range(9)) + "\n", encoding="utf-8")
    line = "tables: [{id: hall, name: Hall, seats: 1-12}]\nrequirements: [{kind: size}]\n"
    (people.parent / "convening.yaml").write_text(line, encoding="utf-8")
    seat_everyone(city.session)
    person = city.session.read().inputs.room.people[0].id
    picked = city.post("seats/pick", person=person).text
    assert '<option value="">No seat yet</option>' in picked
    assert "just as good" not in picked


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


@pytest.mark.room
def test_undo_and_redo(city):
    person, table = first_person(city), tables(city)[0]
    city.post("seats/move", person=person, **{"from": "", "to": table})
    city.post("seats/undo")
    assert seats(city) == {}
    city.post("seats/redo")
    assert seats(city) == {person: table}
    assert "There is nothing to undo or redo." in city.post("seats/redo").text


@pytest.mark.parametrize("turn", ["undo", "redo"])
def test_undo_and_redo_of_a_step_that_the_window_does_not_show_are_refused(city, turn):
    """The step of another window stays, or stays undone."""
    person, (first, second, *_) = first_person(city), tables(city)
    city.post("seats/move", person=person, **{"from": "", "to": first})
    city.post("seats/move", person=person, **{"from": first, "to": second})
    if turn == "redo":
        city.post("seats/undo")
    stale = re.search(rf'seats/{turn}".*?name="number" value="(\d+)"', city.get("seats").text)[1]
    other = city.post("seats/undo").text
    kept = seats(city)
    assert "The seating has changed in the meantime. Nothing was done." in city.post(f"seats/{turn}", number=stale).text
    assert seats(city) == kept
    shown = re.search(rf'seats/{turn}".*?name="number" value="(\d+)"', other)[1]
    city.post(f"seats/{turn}", number=shown)
    assert seats(city) != kept


def test_a_move_from_a_seat_that_another_window_changed_is_refused(city):
    person, (first, second, *_) = first_person(city), tables(city)
    city.post("seats/move", person=person, **{"from": "", "to": first})
    shown = city.post("seats/move", person=person, **{"from": "", "to": second})
    assert "in another window" in shown.text
    assert seats(city) == {person: first}


def test_an_exchange(city):
    seat_everyone(city.session)
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
    assert "This was already done in another window." in city.post("seats/lock", lock=key, on="1").text
    assert city.session.read().seating.locks.keys == {key}
    city.post("seats/lock", lock=key, on="")
    assert city.session.read().seating.locks.keys == set()


def test_buttons_and_messages_say_what_is_locked(city):
    seat_everyone(city.session)
    person = city.session.read().inputs.room.people[0]
    table = city.session.read().inputs.room.table(seats(city)[person.id])

    def status(shown) -> str:
        return re.search(r'id="status"[^>]*>(.*?)</p>', shown.text)[1]

    def button(shown, start: str) -> str:
        return re.search(rf'<button[^>]* id="{start}[^>]*>([^<]+)<', shown.text)[1]

    key = f"person:{person.id}"
    assert button(city.post("seats/pick", person=person.id), "picked-lock") == "Lock this seat"
    assert status(city.post("seats/lock", lock=key, on="1")) == f"{person.label} is locked at {table.label}."
    assert button(city.post("seats/pick", person=person.id), "picked-lock") == "Unlock this seat"
    assert status(city.post("seats/lock", lock=key, on="")) == f"{person.label} is no longer locked."
    assert button(city.post("seats/pick", person=person.id), "picked-lock") == "Lock this seat"
    assert city.session.read().seating.done[-1].name == f"Unlock {person.label}"
    number = tables(city).index(table.id)
    key = f"table:{table.id}"
    shown = city.post("seats/lock", lock=key, on="1")
    assert (status(shown), button(shown, f"lock-t{number}")) == (f"{table.label} is locked.", "Unlock table")
    shown = city.post("seats/lock", lock=key, on="")
    assert (status(shown), button(shown, f"lock-t{number}")) == (f"{table.label} is no longer locked.", "Lock table")


def test_somebody_without_a_seat_is_locked_at_no_table(city):
    shown = city.post("seats/lock", lock=f"person:{first_person(city)}", on="1")
    label = city.session.read().inputs.room.people[0].label
    assert f">{label} is locked.<" in shown.text


def test_a_pair_is_locked_listed_told_and_unlocked(city):
    seat_everyone(city.session)
    now = seats(city)
    one = first_person(city)
    other = next(person for person in now if person != one and now[person] == now[one])
    offered = city.post("seats/pair", person=one).text
    assert f'value="{other}"' in offered
    assert f'<option value="{one}"' not in offered
    locked = city.post("seats/lock", person=one, **{"with": other, "on": "1"}).text
    assert f'<option value="{other}"' not in city.post("seats/pair", person=one).text
    assert "are locked as a pair.</p>" in locked
    assert city.session.read().seating.locks.pairs == {tuple(sorted((one, other)))}
    (key,) = city.session.read().seating.locks.keys
    assert f'value="{key}"' in locked
    assert "sit apart" not in locked
    elsewhere = next(table for table in tables(city) if table != now[one])
    moved = city.post("seats/move", person=one, alone="1", **{"from": now[one], "to": elsewhere}).text
    assert "are locked as a pair, but now sit apart." in moved
    assert "sit apart now" in moved
    assert seats(city)[one] == elsewhere
    assert "now sit apart." not in city.post("seats/keep").text
    city.post("seats/lock", lock=key, on="")
    assert city.session.read().seating.locks.pairs == set()
    assert "Choose someone else" in city.post("seats/lock", person=one, **{"with": one, "on": "1"}).text


@pytest.mark.parametrize("ids", [("a", "b"), ("b", "a"), ("a+b", "c"), ("a", "b+c"), ("%2B", "%"), ("a%2Bb", "c+")])
def test_a_pair_of_any_ids_is_named_and_read_again(ids):
    name = name_pair(*ids)
    assert Locks.of([name]).pairs == {tuple(sorted(ids))}
    assert Locks.of([name]).keys == {name}


def test_an_exchange_with_somebody_who_was_moved_meanwhile_is_refused(city):
    seat_everyone(city.session)
    now = seats(city)
    one = first_person(city)
    other = next(person for person, table in now.items() if table != now[one])
    stale = {"from": now[one], "other_from": now[other]}
    elsewhere = next(table for table in tables(city) if table not in stale.values())
    city.post("seats/move", person=other, **{"from": now[other], "to": elsewhere})
    assert "in another window" in city.post("seats/exchange", person=one, other=other, **stale).text
    assert seats(city)[one] == now[one]


@pytest.mark.room
def test_an_upload_keeps_earlier_lists_and_takes_only_lists(city):
    content = Path(city.session.request.people).read_bytes()
    for name in ("mine.csv", "mine.csv", "../../mine.csv"):
        city.post("files/choose", list=(name, content))
    kept = sorted(path.name for path in (city.session.out / "list").iterdir())
    assert kept == ["mine-2.csv", "mine-3.csv", "mine.csv"]
    for name in ("page.html", "convening.yaml"):
        assert city.post("files/choose", list=(name, b"x")).status_code == 422


@pytest.mark.room
def test_a_saved_seating_is_a_round_of_the_ledger(city):
    seat_everyone(city.session)
    before = seats(city)
    one = first_person(city)
    other = next(person for person, table in before.items() if table != before[one])
    exchange(city, one, other)
    shown = city.post("seats/save")
    assert "The seating is saved." in shown.text
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
    seat_everyone(city.session)
    assert "A command has saved another seating" in city.get("seats").text
    assert seats(city) == {person: table}


def test_the_saved_seating_can_be_shown_instead(city):
    person, table = first_person(city), tables(city)[0]
    city.post("seats/move", person=person, **{"from": "", "to": table})
    seat_everyone(city.session)
    city.post("seats/begin", which="saved")
    last = Ledger.open(city.session.out).last
    assert last is not None
    assert seats(city) == dict(last.seats)
    assert "No command has saved another seating." in city.post("seats/begin", which="saved").text


def test_going_on_with_the_own_seating_keeps_the_steps(city):
    person, table = first_person(city), tables(city)[0]
    city.post("seats/move", person=person, **{"from": "", "to": table})
    seat_everyone(city.session)
    city.post("seats/begin", which="own")
    assert seats(city) == {person: table}
    assert "A command has saved another seating" not in city.get("seats").text


def test_candidates_are_kept_compared_and_taken(city):
    seat_everyone(city.session)
    before = seats(city)
    assert "kept as candidate A" in city.post("seats/keep").text
    one = first_person(city)
    other = next(person for person, table in before.items() if table != before[one])
    exchange(city, one, other)
    shown = city.post("seats/keep").text
    assert "kept as candidate B" in shown
    label = city.session.read().inputs.room.persons[0].label
    assert f'<th scope="row"><bdi>{label}</bdi></th>' in shown
    city.post("seats/take", candidate="A")
    assert seats(city) == before
    city.post("seats/undo")
    assert seats(city) != before
    assert "There is no such candidate." in city.post("seats/take", candidate="Z").text


def test_candidates_are_compared_by_what_differs(city):
    seat_everyone(city.session)
    before = seats(city)
    city.post("seats/keep")
    one = first_person(city)
    other = next(person for person, table in before.items() if table != before[one])
    exchange(city, one, other)
    city.post("seats/keep")
    opened = city.session.read()
    compared = compare_candidates(opened, english())
    assert compared is not None
    assert compared.names == ("A", "B")
    assert compared.moved == ("", "2 people", "")
    names = {opened.inputs.people.by_id[person].label for person in (one, other)}
    assert {row.label for row in compared.people} == names
    assert all(row.cells[0] == row.cells[2] != row.cells[1] for row in compared.people)
    differs = [
        requirement.sentence(opened.inputs.room)
        for requirement in opened.inputs.requirements
        if len({result.verdict(requirement).shortfall for result in compared.results}) > 1
    ]
    assert differs
    assert sorted(row.label for row in compared.requirements) == sorted(differs)
    penalties = [judge_manual_seating(opened.inputs, each).penalty for each in (seats(city), before, seats(city))]
    assert [result.penalty for result in compared.results] == penalties


def english():
    return Settings().words


def test_a_seating_is_named_and_gone_back_to(city):
    person, (first, second, *_) = first_person(city), tables(city)
    city.post("seats/move", person=person, **{"from": "", "to": first})
    assert "kept as “before lunch”" in city.post("seats/keep", name=" before  lunch ").text
    assert "This name is already taken." in city.post("seats/keep", name="before lunch").text
    assert "too long" in city.post("seats/keep", name="x" * 61).text
    city.post("seats/undo")
    city.post("seats/move", person=person, **{"from": "", "to": second})
    shown = city.get("seats").text
    steps = shown[shown.index('id="history"') : shown.index("</ol>")]
    assert steps.index("before lunch</bdi>") > steps.index(f"to {city.session.read().inputs.room.table(second).label}")
    assert "Back to “before lunch”" in city.post("seats/take", candidate="before lunch").text
    assert seats(city) == {person: first}
    assert "already on the board" in city.post("seats/take", candidate="before lunch").text
    city.post("seats/undo")
    assert seats(city) == {person: second}
    assert "kept as candidate A" in city.post("seats/keep").text


def test_the_gains_shown_are_those_of_the_judge(city):
    seat_everyone(city.session)
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


def test_a_damaged_number_asks_for_the_first_exchanges(city):
    shown = city.post("seats/exchanges", person=first_person(city), after="9" * 5000)
    assert shown.status_code == 200


def test_exchanges_are_offered_where_a_seat_would_break_a_must(city):
    seat_everyone(city.session)
    shown = city.post("seats/exchanges", person=first_person(city)).text
    assert "Swap with" in shown


@pytest.mark.parametrize(
    ("path", "fields"),
    [("seats/pick", {"person": "nobody"}), ("seats/move", {"person": "nobody"}), ("seats/lock", {"lock": "table:x"})],
)
def test_unknown_people_and_tables_are_told(city, path, fields):
    assert city.post(path, **fields).status_code == 422


def test_the_choice_of_columns_or_room_outlives_the_screen(city):
    seat_everyone(city.session)
    columns, room = city.get("seats").text, city.get("seats?view=room").text
    assert 'class="board"' in columns
    city.get("files")
    for shown in (room, city.get("seats").text, city.post("seats/keep").text):
        assert 'class="board room"' in shown
        assert re.search(r'aria-current="true">Room<', shown)
        assert "style=" not in shown
        assert shown.count("data-person=") == columns.count("data-person=")
    assert 'class="board room"' in city.get("seats?view=anything").text
    assert 'class="board"' in city.get("seats?view=columns").text
    assert 'class="board"' in city.get("seats").text


def test_a_room_that_is_not_drawn_is_columns(city, monkeypatch):
    monkeypatch.setattr("seating.report.floor_drawing.MOST_DRAWN", 1)
    shown = city.get("seats?view=room").text
    assert 'class="board"' in shown
    assert "This room is not drawn" in shown


@pytest.mark.room
def test_each_shortfall_of_a_table_is_counted_and_listed(tmp_path):
    """The report leaves some of a kind to another section; the board has no other place for them."""
    people = copy_example("city", tmp_path / "in")
    convening = people.parent / "convening.yaml"
    text = convening.read_text(encoding="utf-8")
    asked = "".join(
        f"  - {{kind: voice, name: Nobody {n}, who: {{sector: none-{n}}}, at_least: 1}}\n" for n in range(6)
    )
    convening.write_text(text.replace("requirements:\n", f"requirements:\n{asked}", 1), encoding="utf-8")
    board = Client(make_session(people, tmp_path / "out"))
    seat_everyone(board.session)
    column = re.search(r'<section class="table" id="t0".*?</section>', board.get("seats?view=columns").text, re.DOTALL)[
        0
    ]
    (more,) = re.findall(r"<summary>(\d+) more<", column)
    listed = re.search(r'<ul class="lacks">.*?<summary', column, re.DOTALL)[0].count("<li") - 1 + int(more)
    assert all(f"Nobody {n}" in column for n in range(6))
    assert "listed under" not in column
    room = board.get("seats?view=room").text
    assert re.search(r"Table 1:[^\"]* (\d+) musts or wishes are not met here", room)[1] == str(listed)


def test_the_button_says_whether_a_round_is_made_or_changed(city):
    assert ">Save with report and packet</button>" in city.get("seats").text
    seat_everyone(city.session)
    now = seats(city)
    one = first_person(city)
    other = next(person for person, table in now.items() if table != now[one])
    assert ">Update the report and packet</button>" in exchange(city, one, other).text


def test_hostile_cells_print_literally(tmp_path):
    people = copy_example("city", tmp_path / "in")
    text = people.read_text(encoding="utf-8")
    first = text.splitlines()[1]
    name = first.split(",")[1]
    people.write_text(text.replace(name, "<script>alert(1)</script>", 1), encoding="utf-8")
    client = Client(make_session(people, tmp_path / "out"))
    assert "<script>alert" not in client.get("seats").text


def wait_for_answers(client: Client) -> str:
    """Ask for the answers, as a window does, until the search has ended; return the last ones."""
    question = client.session.question
    assert question is not None
    wait_until(lambda: "data-poll" not in show_answers(client, question.number))
    return show_answers(client, question.number)


def show_answers(client: Client, number: int) -> str:
    return client.get(f"seats/why/{number}", headers={"x-part": "1"}).text


@pytest.mark.room
def test_why_not_there_is_answered_and_the_answer_is_one_step(city):
    seat_everyone(city.session)
    before, person = seats(city), first_person(city)
    table = next(table for table in tables(city) if table != before[person])
    begun = city.post("seats/why", person=person, table=table).text
    assert "This move alone:" in begun
    shown = wait_for_answers(city)
    question = city.session.question
    assert question is not None
    (answer,) = question.answers
    assert answer.seats is not None
    judged = judge_manual_seating(question.asked.inputs, answer.seats)
    assert judged.review.unmet == 0
    effect = describe_change(question.asked.judged, judged)
    assert f">{effect.full}</span>." in html.unescape(shown)
    assert ("In points" in shown) == bool(effect.lines)
    others = [p for p in before if p != person and answer.seats[p] != before[p]]
    assert ("No one else would move." in shown) == (not others)
    assert seats(city) == before
    city.post("seats/why/take", number=question.number, table=table)
    assert seats(city) == dict(answer.seats)
    assert len(city.session.read().seating.done) == 1
    city.post("seats/undo")
    assert seats(city) == before


@pytest.mark.room
def test_an_answer_for_a_seating_that_has_changed_is_refused(city):
    seat_everyone(city.session)
    before, person = seats(city), first_person(city)
    table = next(table for table in tables(city) if table != before[person])
    city.post("seats/why", person=person, table=table)
    assert "Use this answer" in wait_for_answers(city)
    other = next(p for p in before if before[p] == table)
    exchange(city, person, other)
    now, number = seats(city), city.session.question.number
    assert "Use this answer" not in show_answers(city, number)
    assert "Ask again" in city.post("seats/why/take", number=number, table=table).text
    assert "Ask again" in city.post("seats/why/take", number="99", table=table).text
    assert seats(city) == now


@pytest.mark.room
def test_why_here_asks_about_every_other_table_and_can_be_stopped(city):
    seat_everyone(city.session)
    person = first_person(city)
    city.post("seats/why", person=person)
    question = city.session.question
    assert question is not None
    assert {offer.table for offer in question.alone} == set(tables(city)) - {seats(city)[person]}
    city.post("seats/why/stop", number=question.number)
    shown = wait_for_answers(city)
    assert len(question.answers) < len(question.alone)
    assert "The search was stopped. Only what was found before that is shown." in shown
    picked = city.post("seats/pick", person=person).text
    assert "The search was stopped. Only what was found before that is shown." in picked
    assert seats(city)[person] == question.asked.seating.seats[person]


def test_a_second_question_stops_the_first_and_a_search_refuses_both(city, monkeypatch):
    seat_everyone(city.session)
    one, other = (person.id for person in city.session.read().inputs.room.people[:2])
    city.post("seats/why", person=one)
    first = city.session.question
    city.post("seats/why", person=other)
    assert first.is_stopped
    assert city.session.question.number == first.number + 1
    told = show_answers(city, first.number)
    assert "data-poll" not in told
    assert told.count("so this one has ended. Ask again.") == 2  # on the page and as a message
    city.session.question.stop()
    monkeypatch.setattr(type(city.session.solving), "active", object())
    assert "A search is already running" in city.post("seats/why", person=one).text


def test_another_list_ends_the_question(city):
    seat_everyone(city.session)
    city.post("seats/why", person=first_person(city))
    question = city.session.question
    assert question is not None
    city.session.choose(city.session.request)
    assert question.is_stopped
    assert city.session.question is None


@pytest.mark.room
def test_where_is_best_is_asked_for_somebody_without_a_seat(city):
    seat_everyone(city.session)
    person = first_person(city)
    city.post("seats/move", person=person, **{"from": seats(city)[person], "to": ""})
    assert "Which table is best?" in city.post("seats/pick", person=person).text
    table = tables(city)[0]
    city.post("seats/why", person=person, table=table)
    assert "Use this answer" in wait_for_answers(city)
    question = city.session.question
    assert question is not None
    assert {offer.table for offer in question.alone} == {table}
    city.post("seats/why/take", number=question.number, table=table)
    assert seats(city)[person] == table
    assert city.session.read().seating.tray == ()


@pytest.mark.room
def test_a_table_shows_what_a_private_requirement_lacks_and_not_what_it_asks_for(tmp_path):
    """Beside two people at one table, "do not share a table" would read as if it were so."""
    people = tmp_path / "people.csv"
    people.write_text("name,pin,avoids\nAna,one,Ben\nBen,one,\nCam,,\nDee,,\n", encoding="utf-8")
    convening = "tables: [{id: one, seats: 2}, {id: two, seats: 2}]\nrequirements: []\n"
    (tmp_path / "convening.yaml").write_text(convening, encoding="utf-8")
    client = Client(make_session(people, tmp_path / "out"))
    seat_everyone(client.session)
    lacks = "".join(re.findall(r'<ul class="lacks">(.*?)</ul>', client.get("seats").text, re.DOTALL))
    assert "Ben and Ana share this table" in lacks
    assert "do not share a table" not in lacks


@pytest.mark.room
def test_only_the_convener_reads_what_an_unmet_private_requirement_asks_for(tmp_path):
    people = tmp_path / "people.csv"
    rows = [f"Person {n},{'zebrafinch' if n == 3 else 'calm'}" for n in range(6)]
    people.write_text("\n".join(["name,mood", *rows]) + "\n", encoding="utf-8")
    (tmp_path / "convening.yaml").write_text(
        "private: [mood]\ntables: [{id: one, seats: 3}, {id: two, seats: 3}]\n"
        "requirements: [{kind: count, who: {mood: zebrafinch}, at_least: 2}]\n",
        encoding="utf-8",
    )
    client = Client(make_session(people, tmp_path / "out"))
    seat_everyone(client.session, packet=True)
    shown = client.get("seats").text
    lacks = "".join(re.findall(r'<ul class="lacks">(.*?)</ul>', shown, re.DOTALL))
    assert lacks.count("zebrafinch") == lacks.count("only for the convener") == lacks.count("<li") == 2
    assert "A private requirement is unmet here." not in shown
    for page in ("projector", "find-table"):
        answer = client.get(f"day/page/{page}")
        assert answer.status_code == 200
        assert "zebrafinch" not in answer.text
    telling = {path for path in (tmp_path / "out").rglob("*.html") if "zebrafinch" in path.read_text("utf-8")}
    assert {path.parent.name for path in telling} == {"convener-only"}
    assert "A private requirement is unmet here." in (tmp_path / "out" / "report.html").read_text("utf-8")


@pytest.mark.room
def test_an_answer_leaves_out_the_tables_that_the_window_shows_already(city):
    seat_everyone(city.session)
    shown = re.search(r'data-shown="(\w+)"', city.get("seats").text)[1]
    person, (one, other, *_) = first_person(city), tables(city)
    now = seats(city)[person]
    city.http.headers["x-shown"] = shown
    answer = city.post("seats/move", person=person, **{"from": now, "to": other if now == one else one}).text
    assert f'data-since="{shown}"' in answer
    assert answer.count("data-same") == len(tables(city)) - 2
    assert answer.count('data-table="') - answer.count('data-table=""') == 2
    city.http.headers["x-shown"] = "of another run"
    answer = city.post("seats/undo").text
    assert "data-since" not in answer
    assert "data-same" not in answer
    assert f'data-shown="{shown}"' in answer


def drawn_at(client: Client) -> list[tuple[str, str, str]]:
    """Return the id and the place of each table in the drawn room."""
    return re.findall(r'data-table="([^"]+)" data-x="(\d+)" data-y="(\d+)"', client.get("seats?view=room").text)


@pytest.mark.room
def test_a_person_too_many_at_a_table_moves_no_table(city):
    seat_everyone(city.session)
    before, now = drawn_at(city), seats(city)
    room = city.session.read().inputs.room
    full = max(room.tables, key=lambda table: sum(now[one.id] == table.id for one in room.people))
    for person in [one.id for one in room.people if now[one.id] != full.id][:2]:
        city.post("seats/move", person=person, **{"from": now[person], "to": full.id})
    assert sum(at == full.id for at in seats(city).values()) > full.seats.maximum
    assert drawn_at(city) == before


def test_tables_and_people_for_whom_a_must_is_not_met_are_marked_in_the_room(city):
    seat_everyone(city.session)
    now = seats(city)
    room = city.session.read().inputs.room
    ids = {person.name: person.id for person in room.people}
    gus, roland = ids["Gus Wetherby"], ids["Roland Pacheco"]
    assert 'class="warning" aria-hidden' not in city.get("seats?view=room").text
    city.post("seats/move", person=gus, **{"from": now[gus], "to": now[roland]})
    shown = city.get("seats?view=room").text
    groups = dict(re.findall(r'(?s)<g class="table"[^>]* data-table="([^"]+)"(.*?)(?=<g class="table"|$)', shown))
    judged = city.session.read().judged.judged
    findings = [finding for one in judged if one.is_must for finding in one.verdict.findings]
    assert {table for table, group in groups.items() if "lack tone-bad" in group} == {one.table for one in findings}
    named = {person for finding in findings for person in finding.people}
    marked = re.findall(r'<button[^>]* data-person="([^"]+)"(?:(?!</button>).)*class="warning"', shown, re.DOTALL)
    assert set(marked) == named >= {gus, roland}
    picked = city.post("seats/pick", person=gus).text
    assert "Not met now" in picked
    assert "Roland Pacheco" in picked[picked.index("Not met now") : picked.index("move-to")]


def test_the_reasons_of_a_move_come_before_the_rarer_actions(city):
    """They stand there in the page itself, so that the Tab key follows what is seen."""
    person = city.session.read().inputs.room.people[0]
    picked = city.post("seats/pick", person=person.id).text
    ids = re.findall(r'id="(picked-move|why-not-1|picked-lock|several)"', picked)
    assert ids == ["picked-move", "why-not-1", "picked-lock", "several"]
