"""What is told of pages of the packet that are not written, or that a later packet does not have."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from seating.api.request import Request
from seating.api.saved_rounds.saving import render_packet_again
from seating.api.solve import solve_request
from seating.present.settings import ALL_PAGES, STANDARD
from seating.report.output import PACKET, find_pages, list_kept_by_session, list_left_out
from seating.report.pages import packet_pages

LISTS = {
    "names": ("name\nAna\nBo\n", "tables: [{id: t, seats: 1-8}]\n"),
    "organizations": ("name,organization,sector\nAna,Acme,labor\nBo,Zed,\n", "tables: [{id: t, seats: 1-8}]\n"),
    "duties": ("name,duty\nAna,facilitator\nBo,\n", "tables: [{id: t, seats: 1-8}]\n"),
    "wedding": ("name,meal,with\nAna,fish,Bo\nBo,,\n", "tables: [{id: t, seats: 1-8}, {id: u, seats: 0-2}]\n"),
    "season": (
        "name\nAna\nBo\n",
        "tables: [{id: t, day: 2027-03-01, seats: 1-8}, {id: u, day: 2027-03-08, seats: 0-8}]\n",
    ),
}


@pytest.mark.parametrize("given", LISTS)
def test_each_page_that_a_small_room_lacks_names_what_it_is_made_from(tmp_path: Path, given: str) -> None:
    people, convening = tmp_path / "people.csv", tmp_path / "convening.yaml"
    people.write_text(LISTS[given][0], encoding="utf-8")
    convening.write_text(LISTS[given][1], encoding="utf-8")
    named = replace(STANDARD, pages=tuple(page.choice for page in packet_pages()))
    request = Request(people, convening, out=tmp_path / "out", settings=named)
    made = solve_request(request)
    left_out = list_left_out(made, request.round_folder(1) / PACKET, named)
    by_session = list_kept_by_session(made.room, left_out)
    assert left_out
    assert all(page.filled_by for page in left_out if page not in by_session)
    told = [note.text for note in made.notes if note.slug == "pages-left-out"]
    assert all(any(f"The page {page.choice} " in text for text in told) for page in left_out if page not in by_session)


def test_pages_that_a_later_packet_lacks_are_named(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text("name\nAna\nBo\n", encoding="utf-8")
    request = Request(tmp_path / "people.csv", out=tmp_path / "out")
    solve_request(replace(request, settings=replace(STANDARD, pages=(ALL_PAGES,))))
    before = {page.choice for page in find_pages(request.round_folder(1))}
    made = render_packet_again(replace(request, settings=replace(STANDARD, pages=("only", "badges"))))
    (note,) = [note for note in made.notes if note.slug == "pages-removed"]
    assert {page.choice for page in find_pages(request.round_folder(1))} == {"badges"}
    assert all(page in note.text for page in before - {"badges"})
    again = render_packet_again(replace(request, settings=replace(STANDARD, pages=("only", "badges"))))
    assert "pages-removed" not in [note.slug for note in again.notes]
