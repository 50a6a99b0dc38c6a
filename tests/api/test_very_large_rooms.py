"""Rooms with very many tables: what is written, and what is left out with a note."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from seating.api import result as result_module
from seating.api.request import Request
from seating.api.result import _list_chosen, _list_named
from seating.api.saved_rounds import saving
from seating.api.saved_rounds.saving import render_packet_again
from seating.api.solve import solve_request
from seating.convening.tables import MOST_TABLES
from seating.present.settings import STANDARD
from seating.report.members import name_governance
from seating.report.pages import OF_ONE_ROOM, packet_pages
from tests.builders import room

PEOPLE = "id,name\n" + "".join(f"p{n},Person {n}\n" for n in range(8))


@pytest.fixture
def asked(tmp_path: Path) -> Request:
    (tmp_path / "people.csv").write_text(PEOPLE)
    (tmp_path / "convening.yaml").write_text("tables: {count: 4, seats: 2}")
    return Request(tmp_path / "people.csv", tmp_path / "convening.yaml", out=tmp_path / "out")


def slugs(result) -> list[str]:
    return [note.slug for note in result.notes]


def test_the_packet_of_very_many_tables_is_written_only_on_demand(asked, monkeypatch) -> None:
    monkeypatch.setattr(saving, "MOST_TABLES_OF_PACKET", 3)
    solved = solve_request(asked)
    folder = asked.round_folder(1)
    assert "packet-left-out" in slugs(solved)
    assert "packet" not in solved.files
    assert (folder / "report.html").exists()
    assert not (folder / "packet").exists()
    again = render_packet_again(asked)
    assert (folder / "packet" / "index.html").as_posix() == again.files["packet"]


def test_nothing_is_said_of_the_packet_where_it_is_written_or_not_wanted(asked, monkeypatch) -> None:
    assert "packet-left-out" not in slugs(solve_request(asked))
    monkeypatch.setattr(saving, "MOST_TABLES_OF_PACKET", 3)
    solved = solve_request(Request(asked.people, asked.convening, out=asked.out / "other", packet=False))
    assert "packet-left-out" not in slugs(solved)


def test_a_note_names_each_page_that_was_asked_for_and_has_nothing_to_show(asked) -> None:
    settings = replace(STANDARD, pages=("steering", "what-we-heard", "door-list"))
    for made in (
        solve_request(replace(asked, settings=settings)),
        render_packet_again(replace(asked, settings=settings)),
    ):
        steering, heard = [note.text for note in made.notes if note.slug == "pages-left-out"]
        assert steering.startswith("The page steering was not written, because there is nothing to show on it. ")
        assert heard == (
            "The page what-we-heard was not written, because there is nothing to show on it. It is made from: a "
            "harvest, ideas or charts, and the column `interests` for tables with a `focus`."
        )
    assert "pages-left-out" not in slugs(render_packet_again(replace(asked, settings=STANDARD)))


def test_a_note_tells_that_each_session_has_lists_of_its_own(asked) -> None:
    tables = ", ".join(f"{{id: t{n}, day: 2026-03-0{n}, place: Hall {n}, seats: 1-8}}" for n in (1, 2))
    asked.convening.write_text(f"tables: [{tables}]\n")
    pages = [page.choice for page in packet_pages() if page.name in OF_ONE_ROOM]
    made = solve_request(replace(asked, settings=replace(STANDARD, pages=("what-we-heard", *pages))))
    by_session, nothing_yet = (note.text for note in made.notes if note.slug == "pages-left-out")
    assert by_session == (
        "The pages wall-chart, find-table and room-plan were not written, because each session has "
        "its own list and its own sheet for the wall. They are on the page `door-list`."
    )
    assert nothing_yet.startswith("The page what-we-heard was not written, because there is nothing to show on it. ")
    assert (asked.round_folder(1) / "packet" / "door-list.html").is_file()


def test_without_charts_no_table_is_looked_at_for_each_person() -> None:
    """What charts name is looked up by person; a room of many tables is not searched for each of them."""

    class Inputs:
        charts = None
        room = None

    assert list(_list_named(Inputs())) == []  # type: ignore[arg-type]  # no room is needed where there are no charts


def test_what_people_chose_is_looked_up_by_the_name_of_the_table(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each name is compared once, however many tables and people there are."""
    folded: list[str] = []
    monkeypatch.setattr(result_module, "fold", lambda text: folded.append(text) or text.casefold())
    people = [{"id": f"p{n:02}", "chose": f"T{n % 20:02}; t03; nowhere"} for n in range(50)]
    here = room(people, [{"id": f"t{n:02}"} for n in range(20)])
    wishes = list(_list_chosen(SimpleNamespace(room=here)))  # type: ignore[arg-type]
    assert len(folded) <= 20 + 3 * 50
    assert [wish.tables for wish in wishes[:4]] == [("t00", "t03"), ("t01", "t03"), ("t02", "t03"), ("t03",)]


def test_no_label_is_looked_up_where_nobody_is_a_member_of_a_governance_table() -> None:
    """The labels of all tables would be looked up for each table of the room."""
    assert name_governance(SimpleNamespace(memberships=(), kept={}), "ana") == ()  # type: ignore[arg-type]


@pytest.mark.room
@pytest.mark.parametrize(("tables", "is_error"), [(MOST_TABLES, False), (MOST_TABLES + 1, True)])
def test_a_convening_has_at_most_a_table_for_every_five_people_of_the_longest_list(tables: int, is_error: bool) -> None:
    from seating.convening.convening_reader import read_convening
    from seating.errors import InputError
    from tests.convening.made_up import people

    given = {"tables": {"count": tables, "seats": 2}, "requirements": []}
    if is_error:
        with pytest.raises(InputError, match="whole number from 1 to 20,000"):
            read_convening(people({"id": "ana"}), given)
    else:
        assert len(read_convening(people({"id": "ana"}), given).convening.tables) == tables
