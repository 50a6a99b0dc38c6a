"""What the board says after a move: where people sit now, what it cost, and that earlier answers no longer apply."""

from __future__ import annotations

import html
import re
from itertools import cycle

import pytest

from seating.api.gains import describe_unmet
from seating.api.manual_seating import add_steps
from seating.api.searches.seat_answers import SeatAnswer
from seating.board import questions
from seating.board.move_effects import describe_change
from seating.board.screens import seats as seats_screen
from seating.ledger.steps import Action, Step
from seating.result.staff_plan import list_seat_requirements
from tests.waiting import PATIENCE, let_pass, wait_until

from .conftest import Client, show_columns, shown_points


def seat_in_turn(session) -> dict[str, str]:
    """Give everybody a seat, table after table, without a search."""
    opened = session.read()
    room = opened.inputs.room
    tables = cycle([table.id for table in room.tables])
    seats = {person.id: next(tables) for person in room.persons}
    add_steps(session.out, opened.inputs, opened.seating, Step(Action.MOVE, "Seat in turn", seats=seats))
    return seats


@pytest.fixture
def seated(city) -> Client:
    """Return a board on which everybody has a seat."""
    seat_in_turn(city.session)
    return city


@pytest.fixture
def slow_answers(monkeypatch) -> None:
    """Answer a question at once for its first table, with the seats there are, and go on until it is stopped."""

    def find(inputs, seats, locks, person, tables, request):
        yield SeatAnswer(tables[0], dict(seats), True)
        while True:
            request.stop_signal.check()
            let_pass(0.01)

    monkeypatch.setattr(questions, "find_seat_answers", find)


def ask(client: Client, person: str, **about: str):
    """Ask about a person's seat, and return the question with its first answer."""
    client.post("seats/why", person=person, **about)
    question = client.session.question
    assert question is not None
    wait_until(lambda: question.answers)
    assert question.run.is_active
    return question


def other_table(client: Client, table: str) -> str:
    return next(one.id for one in client.session.read().inputs.room.tables if one.id != table)


def text_of(markup: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", markup))


@pytest.mark.parametrize("by", ["menu", "exchange"])
@pytest.mark.parametrize("asked_about", ["every table", "one table"])
def test_a_move_stops_the_search_and_drops_its_answers(seated, slow_answers, by, asked_about):
    seats = dict(seated.session.read().seating.seats)
    one = next(iter(seats))
    to = other_table(seated, seats[one])
    question = ask(seated, one, **({"table": to} if asked_about == "one table" else {}))
    assert "Why" in seated.get(f"seats/why/{question.number}", headers={"x-part": "1"}).text
    if by == "menu":
        seated.post("seats/move", person=one, **{"from": seats[one], "to": to})
    else:
        other = next(person for person in seats if seats[person] == to)
        seated.post("seats/exchange", person=one, other=other, **{"from": seats[one], "other_from": to})
    assert question.is_stopped
    assert question.run.join(PATIENCE)
    shown = seated.post("seats/pick", person=one).text
    why = shown[shown.index('id="why"') : shown.index("</section>")]
    assert "The answer no longer applies." in text_of(why)
    assert "Why" not in text_of(why.partition(">")[2])
    assert "just as good" not in text_of(why)
    assert "data-poll" not in why
    assert 'id="why-again"' in why
    again = re.search(r'name="table" value="([^"]*)"', why)
    assert again is not None
    assert again[1] == "", "a table at which the person sits now is not asked about"


def test_a_question_about_one_table_can_be_asked_again(seated, slow_answers):
    seats = dict(seated.session.read().seating.seats)
    one, other, *_ = seats
    to = other_table(seated, seats[one])
    ask(seated, one, table=to)
    elsewhere = other_table(seated, seats[other])
    seated.post("seats/move", person=other, **{"from": seats[other], "to": elsewhere})
    shown = seated.post("seats/pick", person=one).text
    why = shown[shown.index('id="why"') : shown.index("</section>")]
    assert f'name="table" value="{to}"' in why
    seated.session.question.stop()


def test_a_search_that_has_ended_was_not_stopped_by_a_later_move(seated, monkeypatch):
    monkeypatch.setattr(
        questions, "find_seat_answers", lambda inputs, seats, *_: iter([SeatAnswer(_[2][0], dict(seats), True)])
    )
    seats = dict(seated.session.read().seating.seats)
    one = next(iter(seats))
    to = other_table(seated, seats[one])
    seated.post("seats/why", person=one, table=to)
    question = seated.session.question
    assert question.run.join(PATIENCE)
    seated.post("seats/move", person=one, **{"from": seats[one], "to": to})
    seated.post("seats/undo")
    assert not question.is_stopped
    assert "Stopped." not in seated.post("seats/pick", person=one).text


def changes(client: Client, person: str) -> dict[tuple[str, str], tuple[int, int]]:
    """Return what each move, and each exchange at a table where a move breaks a must, would change."""
    with client.session.lock:
        gains = client.session.gains()
        here = client.session.read().seating.seats.get(person)
        moves = [gain for gain in gains.list_moves(person) if gain.table is not None]
        broken = [gain.table for gain in moves if gain.worse]
        found = [*(gain for gain in moves if gain.table != here), *gains.find_exchanges(person, broken)]
    return {(gain.table, gain.other or ""): (gain.units, gain.points) for gain in found}


def status_of(shown) -> str:
    found = re.search(r'role="status">([^<]*)<', shown.text)
    return "" if found is None else found[1]


@pytest.mark.room
@pytest.mark.parametrize("at_once", [1, 2, 20])
def test_the_headline_names_the_best_of_moves_and_exchanges(seated, monkeypatch, at_once):
    monkeypatch.setattr(seats_screen, "EXCHANGES_AT_ONCE", at_once)
    room = seated.session.read().inputs.room
    kinds = set()
    for person in room.persons:
        found = changes(seated, person.id)
        best = min(found.values())
        shown = seated.post("seats/pick", person=person.id, alone="1")
        fields = {"after": "0", "best": ""}
        if not any(other for _, other in found):
            continue
        assert status_of(shown) == f"{person.label} is picked up.", "the exchanges are not known yet"
        while True:
            shown = seated.post("seats/exchanges", person=person.id, **fields)
            following = re.search(r'data-next="(\d+)" data-best="([^"]*)"', shown.text)
            if following is None:
                break
            fields = {"after": following[1], "best": following[2]}
        table, other = next(what for what, change in found.items() if change == best)
        label = room.table(table).label
        exchanged = room.persons[room.index[other]].label if other else ""
        told = (
            f"swap for {person.label}: with {exchanged} at {label}," if other else f"table for {person.label}: {label},"
        )
        if best >= (0, 0):
            told = f"No single move of {person.label} makes the seating better."
        assert told in status_of(shown)
        kinds.add(bool(other) if best < (0, 0) else None)
    assert kinds >= {True, None}, "an exchange was the best of all at least once, and no move was at least once"


def test_the_message_says_where_people_sit_now_and_what_it_changes(seated):
    before = seated.session.read()
    one, other = list(before.seating.seats)[:2]
    seats, room = before.seating.seats, before.inputs.room
    there = room.table(seats[other]).label
    fields = {"from": seats[one], "other_from": seats[other]}
    shown = seated.post("seats/exchange", person=one, other=other, **fields)
    now = seated.session.read()
    name, second = (room.persons[room.index[person]].label for person in (one, other))
    moved = f"{name} now sits at {there}. {second} now sits at {room.table(seats[one]).label}."
    told = describe_change(before.judged, now.judged).told
    assert html.unescape(status_of(shown)) == f"{name} and {second} swap seats. What this changes: {told}."
    picked = shown.text[shown.text.index('id="picked"') :]
    assert moved in text_of(picked)
    assert 'id="undo-moved"' in picked
    undone = seated.post("seats/undo")
    told = describe_change(now.judged, seated.session.read().judged).told
    assert html.unescape(status_of(undone)).endswith(f"What this changes: {told}.")
    assert 'id="undo-moved"' not in undone.text
    assert 'id="moved"' not in seated.get("seats").text


def test_a_move_of_several_people_to_one_table_is_told_once(seated):
    before = seated.session.read()
    seats, room = before.seating.seats, before.inputs.room
    one, other = [person for person, table in seats.items() if table == next(iter(seats.values()))][:2]
    to = next(table for table in room.tables if table.id != seats[one])
    fields = {"person": one, "also": other, "from": seats[one], "to": to.id, "alone": "1"}
    shown = seated.post("seats/move", **fields)
    assert seated.session.read().seating.seats[other] == to.id
    assert "now sits at" not in status_of(shown)
    assert status_of(shown).count(to.label) == 1 + text_of(status_of(shown).partition("changes")[2]).count(to.label)


@pytest.mark.browser
def test_an_exchange_puts_the_card_down_and_shows_where_it_is(page, running):
    board = running()
    seat_in_turn(board.session)
    page.set_viewport_size({"width": 1366, "height": 768})
    show_columns(page, board.address)
    page.goto(board.address)
    with board.session.lock:
        gains = board.session.gains()
        people = board.session.read().inputs.room.persons
        person = next(one.id for one in people if any(gain.worse for gain in gains.list_moves(one.id) if gain.table))
    page.locator(f'[data-person="{person}"]').click()
    page.locator(".exchange").first.wait_for(state="attached")
    page.get_by_role("status").filter(has_text="Best").wait_for()
    assert "Best" in page.locator("#picked [data-slot=best]").inner_text()
    at = page.locator(".exchange").last.evaluate("one => one.closest('.offer').dataset.offer")
    page.locator(f'.table[data-table="{at}"] [data-drop]').hover()
    button = page.locator(".exchange button:visible")
    button.click()
    page.locator("#moved").wait_for()
    card = page.locator(f'[data-person="{person}"]')
    assert card.get_attribute("data-at") == at
    assert card.get_attribute("aria-pressed") == "false"
    assert page.evaluate("document.activeElement.dataset.person") == person
    box = card.bounding_box()
    assert 0 <= box["y"] <= 768 - box["height"]
    assert "now sits at" in page.locator("#picked").inner_text()
    page.get_by_role("button", name="Undo this step").click()
    page.locator("#undo-moved").wait_for(state="detached")
    assert re.search(r"What this changes: \d|as good as before", page.locator("#moved").inner_text())
    assert page.evaluate("document.activeElement.tagName") != "BODY"


def test_the_unmet_requirements_are_named_the_worst_first(seated):
    result = seated.session.read().judged
    unmet = [one for one in list_seat_requirements(result) if result.verdict(one).shortfall]
    shown = text_of(seated.get("seats").text.partition('id="unmet"')[2].partition("</details>")[0])
    assert f"{sum(len(describe_unmet(result, one)) for one in unmet)} must" in shown  # one for each table or group
    ranked = sorted(unmet, key=lambda one: (not one.is_must, -result.verdict(one).shortfall * (one.weight or 1)))
    at = [html.unescape(shown).index(one.sentence(result.room)) for one in ranked]
    assert at == sorted(at)
    for one in ranked:
        lines = describe_unmet(result, one)
        assert sum(line.after for line in lines) == result.verdict(one).shortfall
        assert lines[0].says in html.unescape(shown)
    assert shown_points(seated.get("seats").text) == result.penalty


def test_a_table_says_how_many_members_of_staff_it_has_besides_its_people(seated):
    opened = seated.session.read()
    staff = opened.inputs.room.staff_members(opened.judged.plan)
    shown = text_of(seated.get("seats").text)
    told = [int(number) for number in re.findall(r"plus (\d+) staff members?", shown)]
    assert told == [len(of) for table in opened.inputs.room.tables if (of := staff[table.id])]
    assert told
