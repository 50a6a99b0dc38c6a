"""Forms of the board with odd, huge and repeated fields end in a sentence, at once."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from seating.board.chart_form import read_entry
from seating.board.routing import Form
from tests.board.conftest import Client, make_session

ROOM = "tables: [{id: one, seats: 0-9}, {id: two, seats: 0-9}]\n"

Open = Callable[..., Client]


@pytest.fixture
def open_board(tmp_path: Path) -> Open:
    """Return what opens a board on a list with this name."""

    def open_on(name: str = "people.csv") -> Client:
        people = tmp_path / "in" / name
        people.parent.mkdir()
        people.write_text("id,name\n" + "".join(f"p{n},Person {n}\n" for n in range(6)), encoding="utf-8")
        (people.parent / "convening.yaml").write_text(ROOM, encoding="utf-8")
        return Client(make_session(people, tmp_path / "out"))

    return open_on


@pytest.mark.parametrize(
    ("path", "fields", "says"),
    [
        ("solving/start", {"what": "new", "seed": "1" * 5_000}, "is not a variant"),
        ("day/accept", {"moves": "[" * 100_000}, "Nothing was done."),
    ],
)
def test_a_field_of_thousands_of_characters_ends_in_a_sentence(
    open_board: Open, path: str, fields: dict[str, str], says: str
) -> None:
    board = open_board()
    assert says in board.http.post(board.base + path, data=fields, headers={"x-part": "1"}).text


def test_as_many_tables_and_sectors_as_a_form_can_have_are_soon_read() -> None:
    many = {f"{name}-{n}": f"{name} {n}" for n in range(2_400) for name in ("table", "sector")}
    typed = {"who-0-0-0": "Ana", "who-2399-2399-2": "Ben", "nobody-7-1-1": "1", "who-2400-0-0": "-", "who-01-1-1": "-"}
    before = time.process_time()
    entry = read_entry(Form(many | typed))
    assert time.process_time() - before < 20
    assert {(cell.table, cell.sector): text for cell, text in entry.cells.items()} == {
        ("table 0", 0): "Ana",
        ("table 2399", 2399): "Ben",
    }
    assert [(cell.table, cell.sector) for cell in entry.nobody] == [("table 7", 1)]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such a name")
def test_a_list_whose_name_is_not_utf_8_can_be_downloaded(open_board: Open) -> None:
    answer = open_board(os.fsdecode(b"g\xe4ste.csv")).get("people/merged.xlsx")
    assert answer.status_code == 200
    assert answer.headers["content-disposition"].endswith("ste-corrected.xlsx")
