"""The hall and the places of tables, as a convening states them."""

from __future__ import annotations

from pathlib import Path

import pytest

from seating.convening import read_convening
from seating.convening.convening_file import plain_table
from seating.convening.room_picture import MOST_BYTES, write_address
from seating.room.hall import Hall, Shape
from tests.convening.made_up import people, problems, written

LISTED = people("Ana Ruiz", "Ben Ode")

ROOM = """\
room:
  width: 18
  depth: 12.5
  fixed:
    - {kind: stage, at: [9, 1], size: [6, 2], name: Main stage}
    - {kind: pillar, at: [4, 6], size: 0.4}
tables:
  - {id: a, seats: 2, shape: long, at: [3.2, 4.5], turn: -15}
  - {id: b, seats: 2, open: if needed}
"""


def test_a_hall_and_places_are_read(tmp_path: Path) -> None:
    convening = read_convening(LISTED, written(tmp_path, ROOM)).convening
    hall, (one, other) = convening.room, convening.tables
    assert hall is not None
    assert (hall.width, hall.depth) == (18, 12.5)
    assert [(thing.kind, thing.at, thing.extent, thing.name) for thing in hall.fixed] == [
        ("stage", (9, 1), (6, 2), "Main stage"),
        ("pillar", (4, 6), (0.4, 0.4), ""),
    ]
    assert (one.shape, one.at, one.turn) == (Shape.LONG, (3.2, 4.5), 345)
    assert (other.shape, other.at, other.turn) == (Shape.ROUND, None, 0)
    assert plain_table(one) == {"id": "a", "seats": "2", "shape": "long", "at": (3.2, 4.5), "turn": 345}
    assert "shape" not in plain_table(other)


PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"/>'


@pytest.mark.parametrize(
    ("name", "content"), [("hall.png", PNG), ("Hall 2.SVG", SVG), ("hall.jpeg", b"\xff\xd8\xff\xe0")]
)
def test_a_picture_of_the_hall_is_beside_the_convening(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    path = written(tmp_path, ROOM.replace("width: 18", f"picture: {name}\n  width: 18"))
    hall = read_convening(LISTED, path).convening.room
    assert hall is not None
    assert hall.picture_path == tmp_path / name
    assert write_address(hall.picture_path).startswith("data:image/")
    saved = hall.model_dump(mode="json")
    assert (saved["picture"], str(tmp_path) in str(saved)) == (name, False)
    assert Hall.model_validate(saved).picture_path is None
    (tmp_path / name).unlink()
    assert write_address(hall.picture_path) == ""


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("hall.png", None),
        ("hall.png", SVG),
        ("hall.svg", PNG),
        ("hall.svg", b"a text"),
        ("hall.jpg", b"\xff\xd8\xff" + b"\0" * MOST_BYTES),
        ("hall.pdf", PNG),
        ("../hall.png", None),
        ("/etc/hall.png", None),
        ("https://example.org/hall.png", None),
        ("12", None),
    ],
)
def test_what_is_no_picture_beside_the_convening_is_refused(tmp_path: Path, name: str, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    path = written(tmp_path, ROOM.replace("width: 18", f"picture: {name}\n  width: 18"))
    (problem,) = problems(LISTED, path)
    assert (problem.line, problem.file) == (2, "convening.yaml")
    assert problem.hint


def test_a_picture_needs_the_size_of_the_room(tmp_path: Path) -> None:
    (tmp_path / "hall.png").write_bytes(PNG)
    (problem,) = problems(LISTED, written(tmp_path, ROOM.replace("width: 18", "picture: hall.png")))
    assert problem.value == "hall.png"


@pytest.mark.parametrize(
    ("old", "new", "line", "value", "subject"),
    [
        ("width: 18", "width: 0", 2, "0", "room"),
        ("kind: stage", "kind: stge", 5, "stge", "room"),
        ("kind: stage, at: [9, 1], size: [6, 2], name: Main stage", "kind: other, at: [9, 1]", 5, "other", "room"),
        ("at: [9, 1]", "at: [19, 1]", 1, "[19.0, 1.0]", "room"),
        ("size: 0.4", "size: [1]", 6, "[1]", "room"),
        ("shape: long", "shape: oval", 8, "oval", 'table "a", shape'),
        ("at: [3.2, 4.5]", "at: [3.2, 14]", 8, "[3.2, 14.0]", 'table "a", at'),
        ("at: [3.2, 4.5]", "at: 3.2", 8, "3.2", 'table "a", at'),
        ("turn: -15", "turn: left", 8, "left", 'table "a", turn'),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, old: str, new: str, line: int, value: str, subject: str) -> None:
    (problem,) = problems(LISTED, written(tmp_path, ROOM.replace(old, new)))
    assert (problem.file, problem.line, problem.value, problem.subject) == ("convening.yaml", line, value, subject)
    assert problem.hint


def test_equal_tables_have_one_shape_and_no_place() -> None:
    (problem,) = problems(LISTED, {"tables": {"count": 2, "seats": 1, "at": [1, 1]}})
    assert problem.slug == "key-unknown"
    tables = read_convening(LISTED, {"tables": {"count": 2, "seats": 1, "shape": "square"}}).convening.tables
    assert {table.shape for table in tables} == {Shape.SQUARE}
