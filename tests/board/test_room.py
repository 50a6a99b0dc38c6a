"""The room from above: its size, its keys, free chairs as targets, and what marks show beside roles."""

from __future__ import annotations

import html
import re
from itertools import combinations
from math import hypot

import pytest

from seating.api.editing.convening_edits import edit_convening
from seating.api.manual_seating import add_steps
from seating.board.move_effects import describe_change
from seating.board.room_marks import Look, mark_people, read_look, write_look
from seating.convening.edit import Set
from seating.ledger.steps import Action, Step
from seating.present.languages import words_in
from seating.room.floor import plan_floor

from .conftest import Client, make_session
from .hands import Mouse
from .test_browser import open_board, wait_for_seat

SIDES = ("Bride", "Groom", "Groom")
DIETS = ("vegan", "", "veggie; halal", "no nuts", "", "")
TABLES = "".join(f"  - {{id: t{n}, seats: 5}}\n" for n in range(3))


def write_people(folder, number: int = 12, tables: str = TABLES):
    rows = "".join(f"Person {n:02},{SIDES[n % 3]},{DIETS[n % 6]}\n" for n in range(number))
    (folder / "people.csv").write_text(f"name,side,dietary needs\n{rows}", encoding="utf-8")
    (folder / "convening.yaml").write_text(f"tables:\n{tables}", encoding="utf-8")
    return folder / "people.csv"


def seat_in_turn(session) -> list[str]:
    opened = session.read()
    ids, tables = list(opened.inputs.room.index), [table.id for table in opened.inputs.room.tables]
    seats = {person: tables[n % len(tables)] for n, person in enumerate(ids)}
    add_steps(session.out, opened.inputs, opened.seating, Step(Action.BEGIN, seats=seats))
    return ids


def test_marks_have_the_colors_of_a_column_and_letters_for_meals(tmp_path):
    session = make_session(write_people(tmp_path), tmp_path / "out")
    opened = session.read()
    people, persons = opened.inputs.people, opened.inputs.room.persons
    shown = mark_people(Look(column="side"), people, persons, words_in("en"))
    assert [(one.color, one.value, one.people) for one in shown.shades] == [
        ("color-1", "Groom", 8),
        ("color-2", "Bride", 4),
    ]
    blank = persons[0].model_copy(update={"own": {}})
    shades = mark_people(Look(column="side"), people, (blank, *persons[1:]), words_in("en")).shades
    assert (shades[-1].color, shades[-1].value, shades[-1].people) == ("color-other", "others", 1)
    by_name = {person.name: person.id for person in persons}
    assert shown.colors[by_name["Person 00"]] == "color-2"
    letters = [shown.meals.get(by_name[f"Person {n:02}"], "") for n in range(4)]
    assert letters == ["vg", "", "v h", "*"]
    assert list(shown.meal_names.values()) == ["Vegetarian", "Vegan", "Halal", "another meal"]
    plain = mark_people(Look(column="email", has_meals=False), people, persons, words_in("en"))
    assert (plain.shades, plain.colors, plain.meals) == ((), {}, {})


def test_spellings_of_a_value_have_one_color(tmp_path):
    """As in the rules, where they are one group."""
    path = tmp_path / "people.csv"
    sides = ("bride family", "Bride  Family", "bride family", "groom")
    path.write_text("name,side\n" + "".join(f"Person {n},{side}\n" for n, side in enumerate(sides)), encoding="utf-8")
    inputs = make_session(path, tmp_path / "out").read().inputs
    shown = mark_people(Look(column="side"), inputs.people, inputs.room.persons, words_in("en"))
    assert [(one.value, one.people) for one in shown.shades] == [("bride family", 3), ("groom", 1)]
    assert len(set(shown.colors.values())) == 2


@pytest.mark.parametrize("screen", ["seats", "solving", "rules"])
def test_the_legend_explains_the_mark_of_staff_where_there_are_any(tmp_path, screen):
    path = write_people(tmp_path)
    client = Client(make_session(path, tmp_path / "out"))
    staff = '<use href="#staff"/></svg> staff</li>'

    def legend() -> str:
        return client.get(f"{screen}?view=room").text.partition('id="shades"')[2].partition("</ul>")[0]

    assert staff not in legend()
    text = path.read_text(encoding="utf-8").replace("\n", ",\n").replace("needs,", "needs,duty", 1)
    path.write_text(text.replace("vegan,\n", "vegan,facilitator\n", 1), encoding="utf-8")
    assert staff in legend()


def test_what_matters_colors_the_marks_until_a_browser_chooses(tmp_path):
    """Without roles, the column of the first rule or wish shows who is to sit with whom."""
    path = write_people(tmp_path)
    with (tmp_path / "convening.yaml").open("a", encoding="utf-8") as file:
        file.write("requirements:\n  - {kind: together, by: side}\n")
    client = Client(make_session(path, tmp_path / "out"))
    seat_in_turn(client.session)
    assert "color-2" in client.get("seats?view=room").text
    assert "color-2" in client.get("solving").text
    assert '<option value="side" selected>' in client.get("seats").text
    assert "color-2" not in client.get("seats?color=").text
    assert "color-2" not in client.get("seats").text
    cookie = read_look({"look": write_look(Look(is_room=False))})
    assert cookie.column is None


HALL = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 6"><rect width="9" height="6" fill="gold"/></svg>'


def test_the_picture_of_the_hall_is_behind_the_room(tmp_path):
    people = write_people(tmp_path)
    room = "room: {width: 9, depth: 6, picture: hall.svg}\n"
    (tmp_path / "convening.yaml").write_text(f"{room}tables:\n{TABLES}", encoding="utf-8")
    (tmp_path / "hall.svg").write_text(HALL, encoding="utf-8")
    client = Client(make_session(people, tmp_path / "out"))
    seat_in_turn(client.session)
    address = f'{client.base}seats/picture[?]hall.svg"'
    assert re.search(
        rf'<image class="hall" x="0" y="0" width="900" height="600"[^>]*{address}', client.get("seats?view=room").text
    )
    picture = client.get("seats/picture")
    assert (picture.text, picture.headers["content-type"]) == (HALL, "image/svg+xml")
    assert "sandbox" in picture.headers["content-security-policy"]
    (tmp_path / "hall.svg").unlink()
    assert client.get("seats/picture").status_code in {404, 422}


def test_the_choice_of_a_column_is_kept(tmp_path):
    client = Client(make_session(write_people(tmp_path), tmp_path / "out"))
    seat_in_turn(client.session)
    client.get("seats?view=room")
    page = client.get("seats?color=side").text
    assert '<i class="swatch color-1" aria-hidden="true"></i> <bdi>Groom</bdi> 8</button></li>' in page
    assert 'class="mark color-1"' in page
    assert 'class="meal"' not in page
    assert 'class="mark color-1"' in client.get("seats").text
    assert 'class="meal"' in client.get("seats?color=&meals=1").text


@pytest.fixture
def room(running, tmp_path):
    board = running(None, write_people(tmp_path))
    seat_in_turn(board.session)
    return board


@pytest.mark.parametrize("room", ["", "room: {width: 24, depth: 16}\n"])
def test_what_is_added_to_the_room_covers_nothing(tmp_path, room):
    client = Client(make_session(write_people(tmp_path, tables=f"{TABLES}{room}"), tmp_path / "out"))
    seat_in_turn(client.session)
    for what in ("stage", "door", "bar", "door", "pillar", "stage"):
        assert f"Add {what}" in client.post("seats/room", what=what).text
    convening = client.session.read().inputs.convening
    plan = plan_floor(convening.tables, convening.room)
    boxes = [one.box for one in plan.tables]
    for thing in plan.fixed:
        (x, y), (width, depth) = thing.at, thing.extent
        boxes.append((x - width / 2, y - depth / 2, x + width / 2, y + depth / 2))
    assert len(boxes) == 9
    for one, other in combinations(boxes, 2):
        assert one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1], (one, other)
    assert [table.at for table in convening.tables] == [(one.x, one.y) for one in plan.tables]


def test_the_name_of_a_door_is_beside_the_people(tmp_path):
    tables = "".join(f"  - {{id: t{n}, seats: 9}}\n" for n in range(13))
    client = Client(make_session(write_people(tmp_path, tables=tables), tmp_path / "out"))
    client.get("seats?view=room")
    client.post("seats/room", what="door")
    convening = client.session.read().inputs.convening
    door = convening.room.fixed[0].at
    chairs = [chair for table in plan_floor(convening.tables, convening.room).tables for chair in table.chairs]
    assert min(hypot(chair.x - door[0], chair.y - 0.4) for chair in chairs) > 0.6


def test_a_step_by_hand_moves_the_mark_of_no_one_else(tmp_path):
    """The tables that a person leaves and joins keep their other people on the same chairs."""
    client = Client(make_session(write_people(tmp_path), tmp_path / "out"))
    ids = seat_in_turn(client.session)
    marks = re.compile(r'<foreignObject (x="\d+" y="\d+")[^>]*><button [^>]*id="(p\d+)"')

    def stand() -> dict[str, str]:
        return {card: at for at, card in marks.findall(client.get("seats?view=room").text)}

    def moved_by(step: str, **fields: str) -> set[str]:
        before = stand()
        client.post(f"seats/{step}", **fields)
        after = stand()
        assert len(before) == len(after) == 12
        return {card for card in before if before[card] != after[card]}

    assert moved_by("move", person=ids[0], to="t1", **{"from": "t0"}) == {"p0"}
    assert moved_by("exchange", person=ids[0], other=ids[2], other_from="t2", **{"from": "t1"}) == {"p0", "p2"}
    number = client.session.read().seating.done[-1].number
    assert moved_by("undo", number=str(number)) == {"p0", "p2"}


@pytest.mark.browser
def test_the_tab_key_stops_once_at_each_table_and_arrows_go_on_to_its_people(page, room):
    open_board(page, room, as_room=True)
    page.locator("#hub-t0").focus()
    focused = "document.activeElement.id"
    page.keyboard.press("Tab")
    assert page.evaluate(focused) == "hub-t1"
    people = page.locator("#t1 .chair").evaluate_all("all => all.map(one => one.id)")
    for person in people:
        page.keyboard.press("ArrowRight")
        assert page.evaluate(focused) == person
    page.keyboard.press("ArrowRight")
    assert page.evaluate(focused) == "hub-t1"
    page.keyboard.press("End")
    assert page.evaluate(focused) == people[-1]
    page.keyboard.press("Tab")
    assert page.evaluate(focused) == "hub-t2"


@pytest.mark.browser
def test_the_wheel_keys_and_buttons_draw_the_room_larger_around_one_point(page, room):
    open_board(page, room, as_room=True)
    table = page.locator("#t1 .top")
    before = table.bounding_box()
    x, y = before["x"] + before["width"] / 2, before["y"] + before["height"] / 2
    page.mouse.move(x, y)
    page.mouse.wheel(0, -300)
    page.wait_for_selector("#tables.larger")
    after = table.bounding_box()
    assert after["width"] > before["width"] * 1.2
    assert abs(after["x"] + after["width"] / 2 - x) < 3
    page.locator("#zoom-fit").click()
    assert table.bounding_box() == before
    page.locator("#hub-t1").focus()
    page.keyboard.press("+")
    assert table.bounding_box()["width"] > before["width"] * 1.2
    page.keyboard.press("0")
    assert table.bounding_box() == before
    assert page.locator("#zoom-fit").is_disabled()


@pytest.mark.browser
def test_where_marks_are_too_small_a_press_brings_a_table_near(page, running, tmp_path):
    tables = "".join(f"  - {{id: t{n}, seats: 5}}\n" for n in range(120))
    board = running(None, write_people(tmp_path, tables=tables))
    ids = seat_in_turn(board.session)
    open_board(page, board, as_room=True)
    page.wait_for_selector("#tables.far")
    assert page.locator("#room .chair").first.is_hidden()
    box = page.locator("#t70 .top").bounding_box()
    page.locator("#hub-t7").click()
    page.wait_for_selector("#tables:not(.far)")
    assert page.locator("#t7 .chair").first.bounding_box()["width"] >= 24
    shown = page.locator("#tables").bounding_box()
    middles = [top.bounding_box()["x"] + top.bounding_box()["width"] / 2 for top in page.locator("#room .top").all()]
    near = {round(x) for x in middles if shown["x"] < x < shown["x"] + shown["width"]}
    assert len(near) >= 3, "it comes with its neighborhood"
    page.locator("#zoom-fit").click()
    page.wait_for_selector("#tables.far")
    assert page.locator("#t70 .top").bounding_box() == box
    page.get_by_label("Find a person").fill("Person 03")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.dataset.person") in ids
    page.wait_for_selector("#tables:not(.far)")
    page.keyboard.press("Enter")
    page.locator("[data-drop]").first.wait_for()
    page.keyboard.press("Escape")
    page.wait_for_selector("#tables.far:not(.finding)")
    assert page.locator("#t70 .top").bounding_box() == box
    assert page.evaluate("document.activeElement.id") == "find"


@pytest.mark.browser
def test_a_drop_on_a_free_chair_seats_a_person_there(page, room):
    open_board(page, room, as_room=True)
    person = page.locator("#t0 .chair").first.get_attribute("data-person")
    Mouse(page).put_on(person, page.locator("#t2 .seat-free").first)
    wait_for_seat(page, person, "t2")


@pytest.mark.browser
def test_a_finger_that_rests_on_a_mark_carries_it(chromium, room):
    context = chromium.new_context(viewport={"width": 800, "height": 900}, has_touch=True)
    page = context.new_page()
    open_board(page, room, as_room=True)
    card, table = page.locator("#t0 .chair").first, page.locator("#t2 .top")
    person, start, end = card.get_attribute("data-person"), card.bounding_box(), table.bounding_box()
    touch = context.new_cdp_session(page)

    def send(kind: str, *at: float) -> None:
        points = [{"x": at[0], "y": at[1]}] if at else []
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    send("touchStart", start["x"] + 9, start["y"] + 9)
    page.locator("#room [data-tone]").first.wait_for()
    send("touchMove", start["x"] + 40, start["y"] + 40)
    send("touchMove", end["x"] + end["width"] / 2, end["y"] + end["height"] / 2)
    send("touchEnd")
    wait_for_seat(page, person, "t2")
    context.close()


def places(client) -> dict[str, tuple[float, float] | None]:
    return {table.id: table.at for table in client.session.read().inputs.convening.tables}


def test_a_table_is_moved_as_one_step_and_no_other_table_moves(tmp_path):
    client = Client(make_session(write_people(tmp_path), tmp_path / "out"))
    seat_in_turn(client.session)
    client.get("seats?view=room")
    before = (tmp_path / "convening.yaml").read_text(encoding="utf-8")
    drawn = re.findall(r'data-x="(\d+)" data-y="(\d+)"', client.get("seats").text)
    told = client.post("seats/room", what="place", table="t1", x="730", y="410").text
    assert "Move t1" in told
    assert places(client)["t1"] == (7.3, 4.1)
    after = re.findall(r'data-x="(\d+)" data-y="(\d+)"', client.get("seats").text)
    assert after == [drawn[0], ("730", "410"), drawn[2]]
    client.post("seats/undo")
    assert (tmp_path / "convening.yaml").read_text(encoding="utf-8") == before
    client.post("seats/redo")
    assert places(client)["t1"] == (7.3, 4.1)


def test_a_move_of_a_table_is_not_undone_once_the_convening_has_changed(tmp_path):
    client = Client(make_session(write_people(tmp_path), tmp_path / "out"))
    seat_in_turn(client.session)
    client.post("seats/room", what="place", table="t1", x="730", y="410")
    edit_convening(client.session.request, [Set(("tables", 1, "name"), "Bakers")], "rename")
    assert "The convening has changed since this step." in client.post("seats/undo").text
    assert places(client)["t1"] == (7.3, 4.1)


@pytest.mark.browser
def test_a_table_is_dragged_with_snapping_and_moved_with_keys(page, room):
    open_board(page, room, as_room=True)
    box = page.locator("#hub-t1").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 60, y + 3, steps=4)
    page.mouse.up()
    page.wait_for_selector("#undo:enabled")
    client = Client(room.session)
    at = places(client)
    assert at["t1"][1] == at["t0"][1], "it snaps to the line of its neighbor"
    page.locator("#hub-t2").focus()
    page.keyboard.press("Shift+ArrowDown")
    page.wait_for_selector(f"#t2[data-y='{round(at['t2'][1] * 100) + 50}']")
    assert page.evaluate("document.activeElement.id") == "hub-t2"
    page.keyboard.press("Control+z")
    page.wait_for_selector(f"#t2[data-y='{round(at['t2'][1] * 100)}']")
    page.keyboard.press("Control+z")
    page.wait_for_selector("#undo:disabled")
    assert set(places(client).values()) == {None}


@pytest.mark.parametrize("what", ["more", "fewer", "right", "square", "remove", "add-table", "door", "rename"])
def test_a_change_of_the_room_is_one_step_that_undo_takes_back(tmp_path, what):
    client = Client(make_session(write_people(tmp_path), tmp_path / "out"))
    ids = seat_in_turn(client.session)
    client.get("seats?view=room")
    before, seats = (tmp_path / "convening.yaml").read_text(encoding="utf-8"), client.session.read().seating.seats
    asked = {"more": {"what": "seats", "by": "1"}, "fewer": {"what": "seats", "by": "-1"}}
    client.post("seats/room", table="t1", name="Bakers", **asked.get(what, {"what": what}))
    now = client.session.read()
    table = {one.id: one for one in now.inputs.room.tables}.get("t1")
    seen = {
        "more": lambda: table.seats.maximum == 6,
        "fewer": lambda: table.seats.maximum == 4,
        "right": lambda: table.turn == 15,
        "square": lambda: table.shape == "square",
        "remove": lambda: table is None and len(now.seating.tray) == len(ids) / 3,
        "add-table": lambda: len(now.inputs.room.tables) == 4,
        "door": lambda: [one.kind for one in now.inputs.convening.room.fixed] == ["door"],
        "rename": lambda: table.label == "Bakers",
    }
    assert seen[what]()
    client.post("seats/undo")
    assert (tmp_path / "convening.yaml").read_text(encoding="utf-8") == before
    assert client.session.read().seating.seats == seats


def test_several_people_are_carried_and_others_follow_as_the_judge_counts(tmp_path):
    people = write_people(tmp_path)
    path = tmp_path / "convening.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "requirements:\n  - {kind: together, by: side}\n", "utf-8")
    client = Client(make_session(people, tmp_path / "out"))
    ids = seat_in_turn(client.session)
    before = client.session.read()
    client.post("seats/move", person=ids[0], also=ids[3], to="t1", follow="1", **{"from": "t0"})
    after = client.session.read()
    assert (after.seating.seats[ids[0]], after.seating.seats[ids[3]]) == ("t1", "t1")
    assert len(after.seating.done) == 1
    told = html.unescape(client.post("seats/undo").text)
    assert f"What this changes: {describe_change(after.judged, before.judged).told}." in told
    assert client.session.read().seating.seats == before.seating.seats


def test_who_is_locked_does_not_follow(tmp_path):
    client = Client(make_session(write_people(tmp_path), tmp_path / "out"))
    ids = seat_in_turn(client.session)
    with client.session.lock:
        gains, seats = client.session.gains(), dict(client.session.read().seating.seats)
        assert gains.find_followers(ids[:2], "t1", ids[2:]) == {}
        assert gains.find_followers(ids[:5], "t1", ()).keys().isdisjoint(ids[:5])
        assert gains.seats == seats
        assert gains.find_followers(ids[:5], "t1", ()) == gains.find_followers(ids[:5], "t1", ())


def test_people_are_in_the_order_of_the_list(tmp_path):
    names = ["Zora Kerr", "Ana Silva", "Milo Brandt", "Kofi Engel", "Bea Novak", "Yara Petrov"]
    (tmp_path / "people.csv").write_text("name,plus one\n" + "".join(f"{one},\n" for one in names), encoding="utf-8")
    client = Client(make_session(tmp_path / "people.csv", tmp_path / "out"))
    page = client.get("seats?view=room").text
    assert re.findall(r'class="seat" id="p\d+".*?<b dir="auto">(.*?)</b>', page) == names
    seat_in_turn(client.session)
    rows = re.findall(r'data-order="(\d+)".*?class="row".*?<b dir="auto">(.*?)</b>', client.get("seats").text)
    assert [name for _, name in sorted(rows, key=lambda row: int(row[0]))] == names


def test_a_table_too_small_for_its_name_tells_it_under_the_pointer(tmp_path):
    name = "Friends of the old orchard and the mill"
    tables = f"  - {{id: fern, name: {name}, seats: 2}}\n  - {{id: t1, name: Elders, seats: 12}}\n"
    client = Client(make_session(write_people(tmp_path, tables=tables), tmp_path / "out"))
    shown = client.get("seats?view=room").text
    assert re.findall(r'id="hub-t\d" title="([^"]*)"', shown) == [name]
    assert ">Elders</text>" in shown
