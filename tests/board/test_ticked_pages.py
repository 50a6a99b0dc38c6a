"""The Print screen: sets, ticks, pictures that are true to the pages, languages, paper and one PDF."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from seating.board.previews import draw_preview
from seating.board.ticked_pages import guess_set
from seating.ledger.steps import Action, Step
from seating.present.paper import POSTERS
from seating.present.settings import Settings
from seating.report.pages import SETS, render_packet
from seating.wording import fold

from ..report.made_up import small
from .conftest import CITY, Client, make_session

WEDDING = "\n".join(
    [
        "Guest,Side,Dietary",
        *(f"Guest {n} {'Ruiz' if n % 2 else 'Vance'},Ana,{'vegan' if n % 5 else ''}" for n in range(44)),
    ]
)


@pytest.fixture
def wedding(tmp_path) -> Client:
    """Return a board on which everyone of a wedding has a seat that is not saved."""
    people = tmp_path / "guests.csv"
    people.write_text(WEDDING)
    return seat_everyone(Client(make_session(people, tmp_path / "out")))


def seat_everyone(client: Client) -> Client:
    session = client.session
    with session.lock:
        opened = session.read()
        tables = [table for table in opened.inputs.room.tables if table.seats_people]
        people = opened.inputs.room.people
        seats = {person.id: tables[number % len(tables)].id for number, person in enumerate(people)}
        session.add_steps(opened, Step(Action.MOVE, "All", seats=seats))
    assert not session.read().seating.tray
    return client


def ticked(client: Client) -> set[str]:
    return set(re.findall(r'name="page" value="(\w+)" checked', client.get("print").text))


def test_a_wedding_needs_cards_and_no_forms_for_work(wedding):
    assert ticked(wedding) == {"wall_chart", "room_plan", "escort_cards", "place_cards", "table_tents", "kitchen"}
    page = wedding.get("print").text
    assert re.search(r'value="wedding" class="small" aria-pressed="true"', page)
    assert 'id="page-facilitator"' in page.split('id="other-documents"')[1]


def test_the_number_of_a_table_without_a_name_stands_once(wedding):
    cook = re.sub("<[^>]+>", "", wedding.get("print/page/kitchen").text)
    assert "Table 2" in cook
    assert "2 Table 2" not in cook
    tents = wedding.get("print/page/table_tents").text
    assert "Table 2" in tents
    assert "<span>Table</span>" not in tents


def test_another_set_and_single_ticks_are_kept(wedding):
    wedding.post("print/choose", language="en", paper="Letter", set="dinner", page=["wall_chart"])
    assert ticked(wedding) == {"door_list", "room_plan", "place_cards", "table_tents", "kitchen"}
    wedding.post("print/choose", language="es", paper="A4", page=["wall_chart", "badges", "no_such_page"])
    assert ticked(wedding) == {"wall_chart", "badges"}
    assert (wedding.session.settings.language, wedding.session.settings.paper) == ("es", "A4")
    assert '<html lang="en"' in wedding.get("print").text
    assert "Quién se sienta" in wedding.get("print/page/wall_chart").text


@pytest.mark.parametrize("choice", POSTERS)
def test_what_hangs_on_a_wall_is_a_poster_and_all_else_is_not(wedding, choice):
    poster = POSTERS[choice]
    wide, high = poster.size
    wedding.post("print/choose", language="en", paper=choice, page=["wall_chart", "room_plan"])
    assert wedding.session.settings.paper == poster.paper
    assert f'<option value="{choice}" selected>' in wedding.get("print").text
    assert f"@page {{ size: {high}mm {wide}mm; }}" in wedding.get("print/page/room_plan").text
    assert f"@page {{ size: {wide}mm {high}mm; }}" in wedding.get("print/page/wall_chart").text
    assert "@media print { .wall { zoom: " in wedding.get("print/page/wall_chart").text
    assert f"@page {{ size: {poster.paper}; }}" in wedding.get("print/page/kitchen").text
    drawn = ElementTree.fromstring(wedding.get("print/picture/room_plan").content)
    assert float(drawn.get("width")) == pytest.approx(high * 96 / 25.4, abs=0.1)
    wedding.post("print/choose", language="en", paper="Letter", page=["room_plan"])
    assert "@page { size: Letter landscape; }" in wedding.get("print/page/room_plan").text


def test_what_cannot_be_chosen_is_refused(wedding):
    for wrong in ({"language": "xx"}, {"paper": "A5"}, {"set": "funeral"}):
        fields = {"language": "en", "paper": "A4", **wrong}
        assert wedding.post("print/choose", **fields).status_code == 422
    assert wedding.get("print/picture/nothing").status_code == 404
    assert wedding.get("print/page/find_table").status_code == 404


def test_nothing_is_printed_before_anyone_has_a_seat(city):
    page = city.get("print")
    assert str(page.url).endswith("seats")
    assert re.search(r'class="off" title="[^"]+">Print', city.get("files").text)


def test_no_page_is_drawn_while_someone_has_no_seat(wedding):
    session = wedding.session
    person, table = next(iter(session.read().seating.seats.items()))
    before = ticked(wedding)
    wedding.post("seats/move", person=person, to="", **{"from": table})
    page = wedding.get("print")
    assert page.status_code == 200
    assert "Some people have no seat yet. Seat them first." in page.text
    assert "print/picture/" not in page.text
    wedding.post("seats/move", person=person, to=table, **{"from": ""})
    assert ticked(wedding) == before


def test_a_picture_is_the_page_itself(wedding):
    picture = wedding.get("print/picture/wall_chart")
    assert picture.headers["content-type"] == "image/svg+xml"
    root = ElementTree.fromstring(picture.content)
    text = " ".join(root.itertext())
    people = [person.name for person in wedding.session.read().inputs.room.people]
    assert all(name in text for name in people)


def test_without_a_browser_a_picture_is_not_saved_and_the_screen_says_why(wedding, monkeypatch):
    monkeypatch.setenv("SEATING_BROWSER", "no-such-browser")
    answer = wedding.get("print/png/room_plan")
    assert answer.headers["content-type"].startswith("text/html")
    assert "SEATING_BROWSER" in answer.text
    assert [wedding.get(f"print/png/{name}").status_code for name in ("badges", "nothing")] == [404, 404]


@pytest.mark.browser
def test_the_plan_of_the_room_is_saved_as_a_picture(wedding, chromium_is_here):
    answer = wedding.get("print/png/room_plan")
    assert answer.headers["content-disposition"] == 'attachment; filename="room-plan.png"'
    assert answer.content.startswith(b"\x89PNG")
    assert int.from_bytes(answer.content[16:20], "big") == 2 * 1056, "a Letter sheet in landscape"


@pytest.mark.room
@pytest.mark.parametrize("paper", ["Letter", "A4"])
def test_every_page_can_be_drawn_with_the_form_of_its_sheet(paper):
    settings = Settings(paper=paper, place_stock="plain")
    landscape = {"room-plan.html", "place-cards.html", "escort-cards.html"}
    for path, html in render_packet(small(), settings).items():
        root = ElementTree.fromstring(draw_preview(html, settings).svg)
        wide = float(root.get("width")) > float(root.get("height"))
        assert not (path in landscape and not wide), path
        assert "<script" not in draw_preview(html, settings).svg, path
        narrow = re.findall(r"@media [^{]*max-width[^{]*", draw_preview(html, settings).svg)
        assert all(rule.startswith("@media speech") for rule in narrow), path  # paper is not a narrow screen
    door = ElementTree.fromstring(draw_preview(render_packet(small(), settings)["door-list.html"], settings).svg)
    assert float(door.get("width")) == pytest.approx({"Letter": 816, "A4": 793.7}[paper], abs=0.1)


def test_the_set_follows_what_is_known_of_people(wedding, city):
    assert guess_set(wedding.session.read().judged) == "wedding"
    assert guess_set(city.session.read().judged) == "convening"
    assert CITY.is_dir()


def test_each_set_has_pages_of_the_packet_only():
    known = set(SETS["convening"] | SETS["wedding"] | SETS["dinner"])
    from seating.report.pages import packet_pages

    assert known <= {page.name for page in packet_pages() if page.is_printed}


@pytest.mark.browser
def test_one_press_saves_the_round_and_makes_one_pdf(wedding, chromium_is_here):
    assert "Save the seating and make one PDF" in wedding.get("print").text
    pages = ["wall_chart", "place_cards"]
    answer = wedding.post("print/choose", language="en", paper="A4", page=pages, print="1")
    assert "The PDF is ready" in answer.text
    link = re.search(r'id="open-pdf" href="([^"]+)"', answer.text)[1]
    pdf = wedding.http.get(link)
    assert pdf.content.startswith(b"%PDF-")
    assert pdf.headers["content-disposition"].startswith("inline")
    assert wedding.session.read().seating.is_saved
    written = {path.name for path in (wedding.session.out / "round-1" / "packet").glob("*.html")}
    assert written == {"index.html", "wall-chart.html", "place-cards.html"}
    person, table = wedding.session.read().inputs.room.people[0], wedding.session.read().inputs.room.tables[-1]
    at = wedding.session.read().seating.seats[person.id]
    wedding.post("seats/move", person=person.id, **{"from": at, "to": table.id})
    assert "open-pdf" not in wedding.get("print").text
    assert fold("Save") in fold(wedding.get("print").text)


@pytest.mark.room
def test_a_browser_that_is_missing_is_told_on_the_page(wedding, monkeypatch):
    monkeypatch.setenv("SEATING_BROWSER", "no-such-browser")
    answer = wedding.post("print/choose", language="en", paper="A4", page=["wall_chart"], print="1")
    assert "Nothing was printed." in answer.text
    assert "no-such-browser" in answer.text
