"""The list of stipends: who is paid what, for the convener only."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import seating
from seating.present.settings import Settings
from seating.report.alone import stipends
from seating.report.output import packet_files
from seating.report.pages import render_packet
from seating.result.privacy import for_reader
from seating.result.readers import Audience
from tests.present.told import cells, told

ROWS = [
    {"name": "Ana Moss", "kind": "cart", "duty": "", "stipend": "$40"},
    {"name": "Bo Reed", "kind": "shop", "duty": "", "stipend": "$25"},
    {"name": "Cy Dell", "kind": "shop", "duty": "", "stipend": ""},
    {"name": "Flo Ames", "kind": "", "duty": "facilitator", "stipend": "$60"},
]
SESSIONS = [
    {"id": "a", "name": "Carts", "for": {"kind": "cart"}, "day": "2027-03-02", "time": "18:00-19:00", "place": "Hall"},
    {"id": "b", "name": "Shops", "for": {"kind": "shop"}, "day": "2027-03-09", "time": "18:00-19:00", "place": "Mill"},
]


def solved(rows: list[dict[str, str]] = ROWS, **keys: Any) -> Any:
    return seating.solve(rows, {"tables": [{"id": "a", "seats": "1-9"}], "requirements": [], **keys})


def test_everyone_with_an_amount_has_a_line_to_sign_and_the_sum_is_told() -> None:
    (sheet,) = stipends.list_sheets(solved(private=["stipend"]))
    assert cells(sheet.blocks)["Who is paid what"] == [
        ("Ana Moss", "$40", ""),
        ("Bo Reed", "$25", ""),
        ("Flo Ames", "$60", ""),
    ]
    assert "Amount to have ready: $125" in told([sheet])
    assert "to be filled in: 1" in told([sheet])


def test_a_cell_with_na_is_filled_and_a_companion_has_none_to_fill_in() -> None:
    rows = [*ROWS, {"name": "Gus & Ida Hill", "stipend": "$50"}, {"name": "Jo Kern", "stipend": "n/a"}]
    text = told(list(stipends.list_sheets(solved(rows))))
    assert "Blank cells of people with a seat, to be filled in: 1" in text
    assert "Jo Kern" not in text


def test_a_walk_in_has_no_cell_to_fill_in() -> None:
    result = solved()
    people = result.room.people
    people = tuple(one.model_copy(update={"walked_in": one.name == "Cy Dell"}) for one in people)
    result = replace(result, room=replace(result.room, people=people))
    assert "blank cell" not in told(list(stipends.list_sheets(result)))


def test_each_session_has_a_list_with_the_staff_who_serve_there() -> None:
    blocks = list(stipends.list_sheets(solved(tables=SESSIONS)))
    text = told(blocks)
    assert text.index("Carts") < text.index("Ana Moss") < text.index("Shops") < text.index("Bo Reed")
    assert text.count("Flo Ames") == 2
    assert "Amount to have ready: $100" in text
    assert "Amount to have ready: $85" in text


def test_each_list_begins_on_a_sheet_of_its_own_for_the_person_who_pays() -> None:
    sheets = list(stipends.list_sheets(solved(tables=SESSIONS)))
    assert [sheet.name for sheet in sheets] == ["session-needs"] * 2
    assert all("Only for the person who pays." in told([sheet]) for sheet in sheets)
    assert ["Blank cells" in told([sheet]) for sheet in sheets] == [True, False]


def test_only_the_convener_has_the_amounts_and_only_with_the_column() -> None:
    result = solved()
    for reader in (Audience.TEAM, Audience.EVERYONE):
        assert not any("for-you-alone" in name for name in packet_files(for_reader(result, reader)))
    assert not list(stipends.list_sheets(solved([{"name": "Ana"}, {"name": "Bo"}])))
    shown = [name for name, page in render_packet(result, Settings(pages=("all",))).items() if "$40" in page]
    assert shown == ["convener-only/for-you-alone.html"]
    assert "Estipendio" in render_packet(result, Settings(language="es"))["convener-only/for-you-alone.html"]
