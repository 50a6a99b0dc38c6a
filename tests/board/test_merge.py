"""A new version of the list beside the seating: everyone who stays keeps the seat, also under another name."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path

import pytest

from seating.ledger.steps import Action, Step

from .conftest import Client, make_session

NAMES = ["Ana Roe", "Ben Oak", "Cam Lund", "Dee Fox", "Kira Santos", "Lou Ames", "Max Bell", "Noa Hill"]


def write_list(path: Path, names: list[str], mails: dict[str, str] | None = None) -> bytes:
    lines = ["Name,E-mail", *(f"{name},{(mails or {}).get(name, '')}" for name in names)]
    return ("\n".join(lines) + "\n").encode()


@pytest.fixture
def client(tmp_path) -> Client:
    """Return a board on a list of eight people, of whom each has a seat."""
    (tmp_path / "in").mkdir()
    people = tmp_path / "in" / "guests.csv"
    people.write_bytes(write_list(people, NAMES, {"Lou Ames": "lou@example.org"}))
    (tmp_path / "in" / "convening.yaml").write_text(
        "title: Dinner\ntables:\n  - {id: north, seats: 1-6}\n  - {id: south, seats: 1-6}\n", encoding="utf-8"
    )
    client = Client(make_session(people, tmp_path / "out"))
    opened = client.session.read()
    seats = {one.id: ("north", "south")[n % 2] for n, one in enumerate(opened.inputs.room.people)}
    client.session.add_steps(opened, Step(Action.MOVE, "Seated", seats=seats))
    return client


def seats(client: Client) -> dict[str, str]:
    opened = client.session.read()
    return {opened.inputs.people.by_id[one].label: table for one, table in opened.seating.seats.items()}


def merged(client: Client) -> str:
    text = client.get("people").text.partition('id="merge"')[2].partition("</section>")[0]
    return " ".join(html.unescape(re.sub("<[^>]+>", " ", text)).split())


def change(client: Client, names: list[str], **mails: str) -> None:
    path = Path(client.session.request.people)
    path.write_bytes(write_list(path, names, {name.replace("_", " "): mail for name, mail in mails.items()}))


NEW = ["Ana Roe", "Cam Lund", "Dee Fox", "Kira Santos-Bell", "Lou Marsh", "Max Bell", "Noa Hill", "Pia Quist"]
NEW += ["Raj Vale"]


def test_nothing_is_merged_while_the_list_stays(client):
    assert merged(client) == ""


def test_who_is_new_and_gone_and_who_might_have_another_name(client):
    free = seats(client)["Ben Oak"]
    change(client, NEW, Lou_Marsh="lou@example.org")
    told = merged(client)
    assert "5 people keep their seats." in told
    assert "2 are new and have no seat yet: Pia Quist , Raj Vale" in told
    assert "3 had seats and are no longer on the list:" in told
    assert "Kira Santos → to Kira Santos-Bell ?" in told
    assert "Lou Ames → to Lou Marsh ?" in told, "the same address"
    assert f"Ben Oak The seat at {free} is free." in told


def test_a_seat_that_was_given_to_someone_else_is_not_called_free_and_the_new_person_keeps_none(client):
    free = seats(client)["Ben Oak"]
    change(client, [name for name in NAMES if name != "Ben Oak"] + ["Pia Quist", "Raj Vale", "Sol Vik", "Tia Wu"])
    assert f"Ben Oak The seat at {free} is free." in merged(client)
    for person in client.session.read().seating.tray:
        client.post("seats/move", person=person, to=free, **{"from": ""})
    told = merged(client)
    assert f"Ben Oak Others have filled {free} since." in told
    assert "7 people keep their seats." in told


def list_ticks(client: Client) -> list[str]:
    """Return the former ids that are offered as the same person, all of them ticked."""
    shown = client.get("people").text
    return [html.unescape(one) for one in re.findall(r'name="same" value="([^"]*)" id="same-\d+" checked', shown)]


def find_id(client: Client, name: str) -> str:
    return next(one.id for one in client.session.read().inputs.people if one.label == name)


def test_a_tick_keeps_the_seat_the_locks_and_kept_seatings_and_can_be_undone(client):
    before = seats(client)
    kira, ana = find_id(client, "Kira Santos"), find_id(client, "Ana Roe")
    client.post("seats/lock", lock=f"person:{kira}", on="1")
    client.post("seats/lock", person=kira, **{"with": ana, "on": "1"})
    client.post("seats/keep")
    client.get("people")
    change(client, NEW, Lou_Marsh="lou@example.org")
    ticks = list_ticks(client)
    assert len(ticks) == 2
    done = client.post("people/merge", same=[one for one in ticks if one == kira])
    assert "Kira Santos-Bell: seat kept" in done.text
    after = seats(client)
    assert after["Kira Santos-Bell"] == before["Kira Santos"]
    assert "Lou Marsh" not in after
    assert all(after[name] == table for name, table in before.items() if name in NEW)
    opened = client.session.read()
    names = {one.id: one.label for one in opened.inputs.people}
    assert {names[one] for one in opened.seating.locks.people} == {"Kira Santos-Bell"}
    assert [{names[one] for one in pair} for pair in opened.seating.locks.pairs] == [{"Kira Santos-Bell", "Ana Roe"}]
    kept = {names.get(one): table for one, table in opened.judge_candidate("A").plan.seats.items()}
    assert kept["Kira Santos-Bell"] == before["Kira Santos"]
    client.post("people/undo", expected=re.findall(r'name="expected" value="([^"]*)"', client.get("people").text)[0])
    assert "Kira Santos-Bell" not in seats(client)
    assert "Kira Santos → to Kira Santos-Bell ?" in merged(client)


def test_earlier_rounds_are_those_of_the_former_name(client):
    kira = find_id(client, "Kira Santos")
    assert client.post("seats/save").status_code == 200
    client.get("people")
    change(client, NEW)
    assert kira not in client.session.read().inputs.people.by_id
    client.post("people/merge", same=list_ticks(client))
    opened = client.session.read()
    assert opened.inputs.people.by_id[kira].label == "Kira Santos-Bell"
    assert opened.inputs.past.last.seats[kira] == opened.seating.seats[kira]
    again = [*NEW[:3], "Kira Bell", *NEW[4:]]
    change(client, again)
    assert "Kira Santos-Bell → to Kira Bell ?" in merged(client)
    client.post("people/merge", same=list_ticks(client))
    assert client.session.read().inputs.people.by_id[kira].label == "Kira Bell"
    text = (Path(client.session.request.people).parent / "convening.yaml").read_text(encoding="utf-8")
    assert f"ids:\n  Kira Bell: {kira}\n" in text


def test_without_a_tick_no_seat_changes(client):
    client.get("people")
    change(client, NEW)
    before = seats(client)
    assert "No one was selected" in client.post("people/merge").text
    assert seats(client) == before


@pytest.mark.room
def test_a_new_upload_leads_to_the_merge(tmp_path):
    client = Client(make_session(None, tmp_path / "out"))
    first = client.post("files/choose", part=False, list=("guests.csv", write_list(Path(), NAMES)))
    assert first.url.path.endswith("/rules")
    room = client.session.read().inputs.room
    for person in room.people:
        client.post("seats/move", person=person.id, to=room.tables[0].id, **{"from": ""})
    shown = client.post("files/choose", part=False, list=("guests.csv", write_list(Path(), NEW)))
    assert shown.url.path.endswith("/people")
    assert "Kira Santos → to Kira Santos-Bell ?" in merged(client)
    assert len(seats(client)) == 5


def options(client: Client) -> list[str]:
    """Return what the list of people beside the room can be filtered by."""
    shown = client.get("seats?view=room&color=&meals=1").text
    return [html.unescape(one) for one in re.findall(r'data-show="([^"]*)"', shown)]


def test_people_are_filtered_by_meal_and_by_who_is_new(client):
    assert options(client) == []
    path = Path(client.session.request.people)
    meals = ["vegan", "", "gluten free", "vegan, gluten free"]
    lines = ["Name,Dietary", *(f"{name},{meals[n % 4]}" for n, name in enumerate(NAMES)), "Pia Quist,halal"]
    path.write_text("\n".join(line.replace(", gluten", "; gluten") for line in lines), encoding="utf-8")
    assert options(client) == ["tray", "diet", "new", "diet:vg", "diet:g", "diet:h"]
    shown = client.get("seats?view=room").text
    rows = dict(re.findall(r'<li [^>]*?data-role="[^"]*"([^>]*)><button [^>]*data-(?:row|person)="([^"]*)"', shown))
    assert len(re.findall(r'<li [^>]* data-traits="[^"]*\bnew\b', shown)) == 1
    assert len(re.findall(r'<li [^>]* data-traits="diet diet:vg diet:g"', shown)) == 2
    assert rows


def test_where_the_convening_cannot_be_changed_the_screen_says_so_before_a_press(client):
    folder = Path(client.session.request.people).parent
    (folder / "convening.yaml").unlink()
    tables = [{"id": "north", "seats": "1-6"}, {"id": "south", "seats": "1-6"}]
    (folder / "convening.json").write_text(json.dumps({"title": "Dinner", "tables": tables}), encoding="utf-8")
    change(client, NEW, Lou_Marsh="lou@example.org")
    assert "only a YAML file can be changed here" in merged(client)
    assert re.search(r'<button id="keep-seats" disabled>', client.get("people").text)
