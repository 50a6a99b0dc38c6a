"""Hands: what is carried, where it can be dropped, the keys, and that no card moves unless its person does."""

from __future__ import annotations

import pytest

from .conftest import Client, make_session
from .test_browser import open_board

PEOPLE = "name,organization,party\n" + "".join(
    f"Person {n:02},Office {n % 3},{'Roe' if n in (1, 2) else ''}\n" for n in range(12)
)

ROOM = """
tables:
  - {id: north, seats: 2-8}
  - {id: south, seats: 2-8}
requirements:
  - {kind: together, by: party, must: true}
"""


@pytest.fixture
def party(tmp_path) -> Client:
    """Return a board with twelve people, two of whom are one party."""
    (tmp_path / "people.csv").write_text(PEOPLE, encoding="utf-8")
    (tmp_path / "convening.yaml").write_text(ROOM, encoding="utf-8")
    return Client(make_session(tmp_path / "people.csv", tmp_path / "out"))


def ids(client: Client) -> list[str]:
    people = client.session.read().inputs.room.people
    return [person.id for person in sorted(people, key=lambda person: person.name)]


def seats(client: Client) -> dict[str, str]:
    return dict(client.session.read().seating.seats)


def seat_all(client: Client) -> None:
    for number, person in enumerate(ids(client)):
        to = "north" if number < 6 else "south"
        client.post("seats/move", person=person, alone="1", to=to, **{"from": ""})


def test_a_party_is_carried_in_one_step_and_one_of_it_alone_if_asked(party) -> None:
    one, other = ids(party)[1:3]
    assert "together with Person 02" in party.post("seats/pick", person=one).text
    told = party.post("seats/move", person=one, to="north", **{"from": ""}).text
    assert "Person 01 and Person 02 to north" in told
    assert seats(party) == {one: "north", other: "north"}
    party.post("seats/move", person=one, to="south", alone="1", **{"from": "north"})
    assert seats(party) == {one: "south", other: "north"}
    party.post("seats/undo")
    party.post("seats/undo")
    assert seats(party) == {}


def test_a_swap_takes_both_parties_along(party) -> None:
    seat_all(party)
    one, other, far = ids(party)[1], ids(party)[2], ids(party)[8]
    party.post("seats/exchange", person=far, other=one, **{"from": "south", "other_from": "north"})
    now = seats(party)
    assert (now[one], now[other], now[far]) == ("south", "south", "north")
    told = party.post("seats/exchange", person=one, other=other, **{"from": "south", "other_from": "south"}).text
    assert "They already sit at the same table. Nothing was done." in told


def test_what_a_party_is_promised_is_what_the_judge_finds(party) -> None:
    seat_all(party)
    opened, one = party.session.read(), ids(party)[1]
    with party.session.lock:
        gains = party.session.gains()
        carried = gains.find_party(one)
        promised = next(gain for gain in gains.list_moves_together(carried) if gain.table == "south")
        alone = next(gain for gain in gains.list_moves(one) if gain.table == "south")
    assert len(carried) == 2
    assert alone.worse
    before = opened.judged
    party.post("seats/move", person=one, to="south", **{"from": "north"})
    after = party.session.read().judged
    assert (after.review.unmet - before.review.unmet, after.penalty - before.penalty) == (
        promised.units,
        promised.points,
    )


POSITIONS = """() => [...document.querySelectorAll(".seat:not(.ghost)")].map((card) => {
  const {x, y} = card.getBoundingClientRect();
  return [card.dataset.person, x, y];
})"""


@pytest.mark.browser
@pytest.mark.parametrize("size", [(1720, 900), (1120, 800)])
def test_picking_up_a_card_moves_no_card(page, running, size) -> None:
    board = running()
    client = Client(board.session)
    tables = [table.id for table in board.session.read().inputs.room.tables]
    for number, person in enumerate(ids(client)[:20]):
        client.post("seats/move", person=person, to=tables[number % 2], **{"from": ""})
    page.set_viewport_size({"width": size[0], "height": size[1]})
    open_board(page, board)
    page.locator(".table:not(.tray) .seat").first.focus()
    before = page.evaluate(POSITIONS)
    page.keyboard.press("Enter")
    page.locator(".tables [data-drop]").first.wait_for()
    page.locator(".tables .table[data-tone]").nth(1).wait_for()
    assert page.evaluate(POSITIONS) == before
    page.locator(".tables .table[data-tone]").last.dispatch_event("pointerover")
    assert page.evaluate(POSITIONS) == before
    assert page.locator(".offer:visible").count() == 1
    page.keyboard.press("Escape")
    assert page.evaluate(POSITIONS) == before


@pytest.mark.browser
def test_a_drop_on_a_person_swaps_and_keys_undo_and_redo(page, running, tmp_path) -> None:
    (tmp_path / "people.csv").write_text(PEOPLE, encoding="utf-8")
    (tmp_path / "convening.yaml").write_text(ROOM, encoding="utf-8")
    board = running(None, tmp_path / "people.csv")
    client = Client(board.session)
    seat_all(client)
    one, other = ids(client)[0], ids(client)[9]
    open_board(page, board)
    card, target = (page.locator(f'[data-person="{person}"]') for person in (one, other))
    start, end = card.bounding_box(), target.bounding_box()
    page.mouse.move(start["x"] + 9, start["y"] + 9)
    page.mouse.down()
    page.mouse.move(start["x"] + 30, start["y"] + 20, steps=3)
    page.locator("[data-drop]").first.wait_for()
    page.mouse.move(end["x"] + 9, end["y"] + 9, steps=5)
    page.locator(f'.seat.over[data-person="{other}"]').wait_for()
    page.mouse.up()
    page.locator(f'[data-person="{one}"][data-at="south"]').wait_for()
    assert (seats(client)[one], seats(client)[other]) == ("south", "north")
    page.keyboard.press("Control+z")
    page.locator(f'[data-person="{one}"][data-at="north"]').wait_for()
    page.keyboard.press("Control+Shift+z")
    page.locator(f'[data-person="{one}"][data-at="south"]').wait_for()
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "find"
    page.locator("#more > summary").click()
    page.locator("#slash-key").uncheck()
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "slash-key"


@pytest.mark.browser
def test_people_without_a_seat_are_filtered_and_sorted(page, running, tmp_path) -> None:
    (tmp_path / "people.csv").write_text(PEOPLE, encoding="utf-8")
    open_board(page, running(None, tmp_path / "people.csv"))
    page.locator("#tray-filter").fill("office 1")
    assert page.locator("#tray .seat:visible").count() == 4
    page.locator("#tray-filter").fill("")
    page.locator("#tray-sort").select_option("organization")
    offices = page.locator("#tray .about").all_inner_texts()
    assert offices == sorted(offices)
