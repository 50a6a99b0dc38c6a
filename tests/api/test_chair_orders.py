"""Chairs of a solved, saved and repaired round, and who may read what they do not meet."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from typing import Any

import pytest

from seating.api.repair import repair_request
from seating.api.request import Request
from seating.api.saved_rounds.saved_result import saved_result
from seating.api.solve import solve, solve_request
from seating.present.languages import words_in
from seating.present.settings import Settings
from seating.report.pages import render_packet
from seating.report.spreadsheets import letters_csv, seating_csv

NAMES = ("ana", "ben", "cam", "dee", "eli", "fay")
ROWS: list[dict[str, Any]] = [
    {"id": "ana", "name": "Ana", "with": "Ben", "needs": "lip-reading"},
    {"id": "ben", "name": "Ben"},
    {"id": "cam", "name": "Cam", "avoids": "Dee"},
    {"id": "dee", "name": "Dee"},
    {"id": "eli", "name": "Eli", "wishes": "Fay"},
    {"id": "fay", "name": "Fay"},
]
CONVENING: dict[str, Any] = {
    "tables": [{"id": "t", "seats": 8, "at": [6, 6]}],
    "room": {"width": 12, "depth": 10, "fixed": [{"kind": "stage", "at": [6, 1]}]},
    "chairs": {"together": "beside", "facing": "lip-reading"},
    "requirements": [],
}


def are_beside(chairs: Any, one: str, other: str) -> bool:
    """Whether two people have chairs next to each other at a round table of eight."""
    return (chairs[one] - chairs[other]) % 8 in {1, 7}


def test_without_the_key_there_is_no_order() -> None:
    result = solve(ROWS, {key: value for key, value in CONVENING.items() if key != "chairs"})
    assert result.chairs == {}
    assert not any("chair" in seat for seat in result.to_record()["rounds"][0]["seats"])
    assert not [note for note in result.notes if note.slug == "chairs-order"]


def test_the_order_meets_what_is_asked_for() -> None:
    result = solve(ROWS, CONVENING)
    chairs = result.chairs
    assert chairs["ana"] in {4, 5, 6}  # opposite the stage
    assert are_beside(chairs, "ana", "ben")
    assert are_beside(chairs, "eli", "fay")
    assert not are_beside(chairs, "cam", "dee")
    assert {seat["id"]: seat["chair"] for seat in result.to_record()["rounds"][0]["seats"]} == chairs
    assert next(note for note in result.notes if note.slug == "chairs-order").text == (
        "Chairs: the order is proven best at 1 of 1 table. Everything asked for is met."
    )


def test_only_the_convener_reads_who_does_not_face_the_stage() -> None:
    rows = [{**row, "needs": "lip-reading"} for row in ROWS]
    note = next(note for note in solve(rows, CONVENING).notes if note.slug == "chairs-order")
    assert "does not face the stage" in note.text
    assert note.text.count("; ") == note.text.count(" the stage") - 1  # a comma belongs to one fault
    assert note.shared_text == "Chairs: the order is proven best at 1 of 1 table."


def test_a_repair_keeps_chairs_and_a_saved_round_has_them(tmp_path: Path) -> None:
    first = solve_request(Request(ROWS, CONVENING, out=tmp_path, packet=False))
    without = [{**row, "avoids": ""} for row in ROWS if row["id"] != "dee"]
    without.append({"id": "gus", "name": "Gus"})
    repaired = repair_request(Request(without, CONVENING, out=tmp_path, packet=False))
    kept = {person: chair for person, chair in first.chairs.items() if person != "dee"}
    assert {person: repaired.chairs[person] for person in kept} == kept
    assert repaired.chairs["gus"] not in kept.values()
    assert saved_result(Request(None, out=tmp_path)).result.chairs == repaired.chairs


def test_a_repair_that_cannot_meet_the_musts_keeps_chairs_too(tmp_path: Path) -> None:
    first = solve_request(Request(ROWS, CONVENING, out=tmp_path, packet=False))
    rows = [*ROWS[1:], {"id": "ana", "name": "Ana", "with": "Ben"}, {"id": "gus", "name": "Gus", "apart": "Ana"}]
    repaired = repair_request(Request(rows, CONVENING, out=tmp_path, packet=False))
    assert repaired.review.unmet
    assert {person: repaired.chairs[person] for person in first.chairs} == first.chairs


def test_companions_of_one_value_may_sit_side_by_side() -> None:
    rows = [{"id": f"p{n}", "name": f"P{n}", "with": f"P{n ^ 1}", "side": "ab"[n // 2 % 2]} for n in range(8)]
    convening = {"tables": [{"id": "t", "seats": 8}], "chairs": {"alternate": "side"}, "requirements": []}
    parted = solve(rows, convening)
    paired = solve(rows, {**convening, "chairs": {"together": "beside", "alternate": "side"}})
    for result in (parted, paired):
        note = next(note for note in result.notes if note.slug == "chairs-order")
        assert note.text == "Chairs: the order is proven best at 1 of 1 table. Everything asked for is met."
    assert all(are_beside(paired.chairs, f"p{n}", f"p{n ^ 1}") for n in range(8))


def test_the_files_for_other_programs_have_a_column_of_chairs() -> None:
    result, without = solve(ROWS, CONVENING), solve(ROWS, {**CONVENING, "chairs": None})
    for write in (seating_csv, lambda each: letters_csv(each, words_in("en"))):
        rows = list(csv.DictReader(io.StringIO(write(result).decode("utf-8-sig"))))
        assert {row["name"].casefold(): int(row["chair"]) for row in rows} == result.chairs
        assert "chair" not in write(without).decode("utf-8-sig").splitlines()[0].split(",")


@pytest.mark.parametrize("name", ["find-table", "escort-cards", "door-list"])
def test_people_find_their_seat_number_at_the_entrance(name: str) -> None:
    result = solve(ROWS, CONVENING)
    page = render_packet(result, Settings())[f"{name}.html"]
    told = " ".join(re.sub(r"<(style|script)>.*?</\1>|<[^>]*>", " ", page, flags=re.DOTALL).split())
    for person, chair in result.chairs.items():
        assert re.search(rf"{person.title()}\b(?:(?!seat).)*seat {chair}\b", told), (person, chair, told)
