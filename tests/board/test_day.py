"""The day on the board: arrivals, late guests, absences, repair, and the pages for everybody."""

from __future__ import annotations

import csv
import html
import io
import json
import re
import shutil

import pytest

from seating.api.saved_rounds.saved_result import saved_result
from seating.api.solve import solve_request

from .conftest import Client, copy_example, make_session


@pytest.fixture(scope="module")
def saved(tmp_path_factory):
    """Return a folder with the example of a city and a saved seating, to copy."""
    folder = tmp_path_factory.mktemp("saved")
    session = make_session(copy_example("city", folder / "in"), folder / "out")
    solve_request(session.request)
    return folder


@pytest.fixture
def city(saved, tmp_path) -> Client:
    shutil.copytree(saved, tmp_path, dirs_exist_ok=True)
    return Client(make_session(tmp_path / "in" / "stakeholders.csv", tmp_path / "out"))


def arrivals(client: Client) -> dict[str, tuple[str, str]]:
    text = (client.session.out / "arrivals.csv").read_text(encoding="utf-8-sig")
    return {row["id"]: (row["name"], row["state"]) for row in csv.DictReader(io.StringIO(text, newline=""))}


def seats(client: Client) -> dict[str, str]:
    return dict(client.session.read().seating.seats)


def status(shown) -> str:
    return html.unescape(re.search(r'role="status">(.*?)</p>', shown.text, re.DOTALL)[1])


def answer(shown) -> str:
    return html.unescape(re.sub(r"<[^>]+>", "", re.search(r'id="day-answer".*?</aside>', shown.text, re.DOTALL)[0]))


def field(shown, name: str) -> str:
    return html.unescape(re.search(rf'name="{name}" value="(.*?)"', shown.text)[1])


def test_the_screen_is_in_the_navigation_and_has_no_inline_style_or_script(city):
    shown = city.get("day")
    assert shown.status_code == 200
    assert re.search(r'<a href="[^"]*day" aria-current="page">The day</a>', shown.text)
    assert "style=" not in shown.text
    assert re.findall(r"<script(?![^>]*src=)", shown.text) == []
    assert not re.findall(r" on[a-z]+=", shown.text)


def test_a_few_letters_find_a_person_and_a_click_marks_them(city):
    found = city.post("day/find", q="beatr")
    assert found.text.count('class="desk-line"') == 1
    assert "Beatriz Quintana" in found.text
    assert status(found) == "1 person found"
    marked = city.post("day/mark", person="c01", state="arrived", q="beatr")
    assert status(marked) == "Beatriz Quintana has arrived."
    assert arrivals(city) == {"c01": ("Beatriz Quintana", "arrived")}
    assert "Take back" in marked.text
    assert re.search(r"<b>1</b></span> of \d+ people have arrived", marked.text)


def test_a_second_window_is_told_that_somebody_was_marked_before(city):
    other = Client(make_session(city.session.request.people, city.session.out))
    city.post("day/mark", person="c01", state="arrived")
    assert re.fullmatch(
        r"Beatriz Quintana was marked before, at \d\d:\d\d\.",
        status(other.post("day/mark", person="c01", state="arrived")),
    )
    assert "Take back" in other.post("day/find", q="beatriz").text


def test_a_mark_is_taken_back(city):
    city.post("day/mark", person="c01", state="absent")
    assert "c01" not in seats(city)
    shown = city.post("day/mark", person="c01", state="expected")
    assert status(shown) == "Beatriz Quintana has not arrived yet."
    assert arrivals(city) == {"c01": ("Beatriz Quintana", "")}
    assert "c01" in seats(city)


def test_an_absence_shows_its_card(city):
    solved = saved_result(city.session.request).result
    assert solved.chances is not None
    card = solved.chances.cards[0]
    (person,) = card.absence.persons
    name = solved.people.by_id[person].label
    for address, fields in (("day/card", {}), ("day/mark", {"state": "absent"})):
        told = answer(city.post(address, person=person, **fields))
        assert f"If this person does not come: {name}" in told
        assert "What would be missing" in told
    assert arrivals(city)[person][1] == "absent"
    free = next(p.id for p in solved.room.people if p.id not in {c.absence.persons[0] for c in solved.chances.cards})
    assert "does not come" in answer(city.post("day/card", person=free))


def test_an_absence_is_marked_while_a_walk_in_has_no_seat(city):
    city.post("day/guest", name="Zoe Quill", organization="")
    person = next(p.id for p in city.session.read().inputs.room.people if p.id in seats(city))
    assert city.post("day/card", person=person).status_code == 200
    assert city.post("day/mark", person=person, state="absent").status_code == 200
    assert arrivals(city)[person][1] == "absent"


def test_a_late_guest_gets_the_best_free_seat_and_a_badge(city):
    added = city.post("day/guest", name="Zoe <b>Quill</b>", organization="Harbor Choir")
    assert status(added) == "Zoe <b>Quill</b> is here and has no seat yet."
    assert "A seat for Zoe <b>Quill</b>" in answer(added)
    assert "<b>Quill" not in added.text
    table = field(added, "table")
    city.session.read()
    taken = city.post("day/seat", person="walk-in-1", table=table)
    assert seats(city)["walk-in-1"] == table
    assert "Print the badge" in answer(taken)
    badge = city.post("day/badge", part=False, person="walk-in-1")
    assert badge.status_code == 200
    assert "Zoe &lt;b&gt;Quill&lt;/b&gt;" in badge.text
    assert badge.text.count('class="cell"') == 1
    assert "script-src" in badge.headers["content-security-policy"]
    saved = city.post("seats/save")
    assert status(saved) == "Round 1 is saved. Its report and packet are under Files."
    assert "walk-in-1" in saved_result(city.session.request).result.plan.seats


def test_a_seat_that_is_taken_meanwhile_is_refused(city):
    added = city.post("day/guest", name="Zoe Quill", organization="")
    table = field(added, "table")
    other = Client(make_session(city.session.request.people, city.session.out))
    other.post("day/seat", person="walk-in-1", table=table)
    shown = city.post("day/seat", person="walk-in-1", table=table)
    assert "Nothing was done" in status(shown)
    assert len(city.session.read().seating.done) == 1
    assert "Nothing was done" in status(city.post("day/seat", person="c01", table=table))


def test_somebody_who_had_declined_and_comes_gets_a_seat(city):
    inputs = city.session.read().inputs
    person = next(one.person for one in inputs.not_seated if one.person.name and "declined" in str(one.reason))
    city.post("day/mark", person=person.id, state="arrived")
    offered = city.post("day/seats", person=person.id)
    assert f"A seat for {person.label}" in answer(offered)
    city.post("day/seat", person=person.id, table=field(offered, "table"))
    assert person.id in seats(city)


def test_a_repair_lists_its_moves_before_they_are_made(city):
    city.post("day/guest", name="Zoe Quill", organization="")
    before = seats(city)
    listed = city.post("day/repair")
    assert seats(city) == before
    moves = json.loads(field(listed, "moves"))
    assert ["walk-in-1", ""] in [move[:2] for move in moves]
    assert "Zoe Quill" in answer(listed)
    city.post("day/accept", moves=json.dumps(moves))
    assert seats(city) == {**before, **{person: target for person, _, target in moves}}
    assert "Nothing was done" in status(city.post("day/accept", moves=json.dumps(moves)))
    assert "Nothing has to move" in status(city.post("day/repair"))


@pytest.mark.parametrize("moves", ["", "[[]]", "7", '[["c01", "nowhere", "talent"]]', '[["x", "", "talent"]]'])
def test_damaged_moves_are_refused(city, moves):
    before = seats(city)
    assert "Nothing was done" in status(city.post("day/accept", moves=moves))
    assert seats(city) == before


def test_without_a_seating_there_is_nothing_to_repair(tmp_path):
    client = Client(make_session(copy_example("city", tmp_path / "in"), tmp_path / "out"))
    assert "Nobody has a seat yet" in status(client.post("day/repair"))
    assert "projector" not in client.get("day").text


@pytest.mark.parametrize(("page", "title"), [("projector", "Wall chart"), ("find-table", "Find your table")])
def test_pages_for_everybody_show_the_seating_as_it_is_now(city, page, title):
    added = city.post("day/guest", name="Zoe Quill", organization="")
    city.post("day/seat", person="walk-in-1", table=field(added, "table"))
    shown = city.get(f"day/page/{page}")
    assert f"<h1>{title}</h1>" in shown.text
    assert "Zoe Quill" in shown.text
    unlisted = [p.name for p in city.session.read().inputs.people if not p.listed]
    assert all(name not in shown.text for name in unlisted)
    assert "unsafe-inline" not in re.search(r"script-src ([^;]*)", shown.headers["content-security-policy"])[1]
    assert city.get("day/page/reasons").status_code == 404


def test_what_is_wrong_is_said_with_a_remedy(city):
    assert "Mark Beatriz Quintana as arrived instead" in city.post("day/guest", name="beatriz quintana").text
    assert "Write the name for the badge" in city.post("day/guest", name=" ").text
    assert "no longer on the list" in city.post("day/mark", person="nobody", state="arrived").text
    assert "there is no badge" in city.post("day/badge", part=False, person="nobody").text


def test_without_the_script_every_form_answers_with_the_whole_page(city):
    for address, fields in (
        ("day/find", {"q": "bea"}),
        ("day/mark", {"person": "c01", "state": "arrived", "q": "bea"}),
        ("day/guest", {"name": "Zoe Quill"}),
        ("day/repair", {}),
    ):
        shown = city.post(address, part=False, **fields)
        assert shown.status_code == 200
        assert "<h1>The day</h1>" in shown.text, address


def test_the_screen_is_in_spanish(city):
    client = Client(make_session(city.session.request.people, city.session.out, "es"))
    client.post("day/guest", name="Zoe Quill")
    shown = client.post("day/find", q="zoe").text
    assert "El día" in shown
    assert not re.findall(r">(Arrived|Absent|Take back|Find|The desk)<", shown)
