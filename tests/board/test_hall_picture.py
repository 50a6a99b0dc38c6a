"""A picture of the hall that is chosen on the board: kept beside the convening, and safe however it was made."""

from __future__ import annotations

import html
import re

import pytest

from seating.convening.room_picture import MOST_BYTES

from .conftest import Client, make_session

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="4" height="3"><script>alert(1)</script></svg>'


@pytest.fixture
def client(tmp_path) -> Client:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "guests.csv").write_text("name\nAna Roe\nBen Oak\nCam Lund\n", encoding="utf-8")
    text = "# My dinner\ntitle: Dinner\ntables:\n  - {id: north, seats: 1-6}\n"
    (tmp_path / "in" / "convening.yaml").write_text(text, encoding="utf-8")
    return Client(make_session(tmp_path / "in" / "guests.csv", tmp_path / "out"))


def choose(client: Client, name: str, content: bytes, width: str = "18", depth: str = "12") -> str:
    fields = {"what": "picture", "width": width, "depth": depth}
    shown = client.post("seats/room", picture=(name, content), **fields)
    return html.unescape(re.search(r'role="status">(.*?)</p>', shown.text, re.DOTALL)[1])


def files(client: Client) -> list[str]:
    return sorted(path.name for path in client.session.request.people.parent.iterdir())


def convening(client: Client) -> str:
    return (client.session.request.people.parent / "convening.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "content"), [("a.PNG", PNG), ("../../b.jpg", b"\xff\xd8\xff" + b"\0" * 9), ("c.svg", SVG)]
)
def test_a_picture_is_kept_beside_the_convening_and_shown_as_a_picture(client, name, content):
    assert choose(client, name, content) == "A picture of the hall"
    kept = f"hall.{name[-3:].lower()}"
    assert files(client) == ["convening.yaml", "guests.csv", kept]
    assert f"picture: {kept}" in convening(client)
    assert "# My dinner" in convening(client)
    hall = client.session.read().inputs.convening.room
    assert (hall.width, hall.depth, hall.picture) == (18, 12, kept)
    sent = client.get("seats/picture")
    assert sent.content == content
    assert sent.headers["content-security-policy"].endswith("sandbox")
    assert f'href="{client.base}seats/picture?{kept}"' in client.get("seats?view=room").text
    assert "<script>alert" not in client.get("seats?view=room").text


def test_another_picture_overwrites_no_file_and_undo_brings_the_first_one_back(client):
    choose(client, "one.png", PNG)
    choose(client, "two.png", PNG + b"2")
    assert files(client) == ["convening.yaml", "guests.csv", "hall-2.png", "hall.png"]
    client.post("seats/undo")
    assert client.session.read().inputs.convening.room.picture == "hall.png"
    client.post("seats/room", what="no-picture")
    assert client.session.read().inputs.convening.room.picture == ""
    client.post("seats/undo")
    client.post("seats/undo")
    assert client.session.read().inputs.convening.room is None


def test_undo_takes_the_file_away_and_redo_brings_it_back(client):
    assert choose(client, "one.png", PNG) == "A picture of the hall"
    client.post("seats/undo")
    assert files(client) == ["convening.yaml", "guests.csv"]
    client.post("seats/redo")
    assert client.get("seats/picture").content == PNG
    client.post("seats/undo")
    assert choose(client, "two.png", PNG + b"2") == "A picture of the hall"
    assert files(client) == ["convening.yaml", "guests.csv", "hall-2.png"], "no name stands for two pictures"


def test_undo_leaves_a_file_that_was_changed_since(client):
    choose(client, "one.png", PNG)
    path = client.session.request.people.parent / "hall.png"
    path.write_bytes(PNG + b"by hand")
    client.post("seats/undo")
    assert path.read_bytes() == PNG + b"by hand"


@pytest.mark.parametrize(
    ("name", "content", "size", "says"),
    [
        ("hall.html", SVG, "18", "does not contain a picture"),
        ("hall.png", SVG, "18", "does not contain a picture"),
        ("hall.svg", b"\xff\xfe\0", "18", "does not contain a picture"),
        ("hall.png", PNG + b"\0" * MOST_BYTES, "18", "the limit for a picture"),
        ("hall.png", PNG, "wide", "in meters"),
        ("hall.png", PNG, "nan", "in meters"),
        ("hall.png", PNG, "9999", "in meters"),
    ],
)
def test_what_is_no_picture_is_refused_and_leaves_no_file(client, name, content, size, says):
    before = convening(client)
    assert says in choose(client, name, content, size)
    assert files(client) == ["convening.yaml", "guests.csv"]
    assert convening(client) == before


def test_a_hall_too_small_for_what_stands_in_it_is_refused_and_leaves_no_file(client):
    path = client.session.request.people.parent / "convening.yaml"
    path.write_text(convening(client) + "room: {fixed: [{kind: stage, at: [9, 1]}]}\n", encoding="utf-8")
    before = convening(client)
    choose(client, "hall.png", PNG, "5", "5")
    assert convening(client) == before
    assert files(client) == ["convening.yaml", "guests.csv"]
    assert "No file was chosen" in client.post("seats/room", what="picture", width="9", depth="9").text
