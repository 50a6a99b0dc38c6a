"""Chairs of a solved, saved and repaired round, and who may read what they do not meet."""

from __future__ import annotations

import csv
import io
import random
import re
from collections.abc import Sequence
from itertools import combinations, permutations
from pathlib import Path
from typing import Any

import pytest

from seating.api.check import review_request
from seating.api.interface import repair, review, solve
from seating.api.repair import repair_request
from seating.api.request import Request
from seating.api.saved_rounds.saved_result import saved_result
from seating.api.solve import solve_request
from seating.errors import InputError
from seating.present.languages import words_in
from seating.present.settings import Settings
from seating.report.pages import render_packet
from seating.report.spreadsheets import letters_csv, seating_csv
from tests.examples import seeded

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
        "Chairs: the order is proven to be the best at 1 of 1 table. All requests are met."
    )


def test_only_the_convener_reads_who_does_not_face_the_stage() -> None:
    rows = [{**row, "needs": "lip-reading"} for row in ROWS]
    note = next(note for note in solve(rows, CONVENING).notes if note.slug == "chairs-order")
    assert "does not face the stage" in note.text
    assert note.text.count("; ") == note.text.count(" the stage") - 1  # a comma belongs to one fault
    assert note.shared_text == "Chairs: the order is proven to be the best at 1 of 1 table."


def test_a_repair_keeps_chairs_and_a_saved_round_has_them(tmp_path: Path) -> None:
    first = solve_request(Request(ROWS, CONVENING, out=tmp_path, packet=False))
    without = [{**row, "avoids": ""} for row in ROWS if row["id"] != "dee"]
    without.append({"id": "gus", "name": "Gus"})
    repaired = repair_request(Request(without, CONVENING, out=tmp_path, packet=False))
    kept = {person: chair for person, chair in first.chairs.items() if person != "dee"}
    assert {person: repaired.chairs[person] for person in kept} == kept
    assert repaired.chairs["gus"] not in kept.values()
    assert saved_result(Request(None, out=tmp_path)).result.chairs == repaired.chairs


@pytest.mark.room
def test_people_who_stay_together_keep_their_order_unless_another_one_is_better(tmp_path: Path) -> None:
    first = solve_request(Request(ROWS, CONVENING, out=tmp_path, packet=False)).chairs
    plain = [{**row, "avoids": "", "wishes": ""} for row in ROWS]
    assert solve(plain, CONVENING).chairs != first
    assert solve_request(Request(plain, CONVENING, out=tmp_path, packet=False)).chairs == first
    neighbor = next(name for name in NAMES if name not in {"ana", "ben"} and are_beside(first, "ben", name))
    parted = [{**row, "avoids": neighbor if row["id"] == "ben" else ""} for row in plain]
    then = solve_request(Request(parted, CONVENING, out=tmp_path, packet=False)).chairs
    assert not are_beside(then, "ben", neighbor)
    assert are_beside(then, "ana", "ben")


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
        assert note.text == ("Chairs: the order is proven to be the best at 1 of 1 table. All requests are met.")
    assert all(are_beside(paired.chairs, f"p{n}", f"p{n ^ 1}") for n in range(8))


def companions_of(asked: list[dict[str, Any]], rows: list[dict[str, Any]]) -> set[frozenset[str]]:
    """Return the pairs who belong together at the only table, read from the convening and the list."""
    groups = [[row["id"], row["with"].casefold()] for row in rows if row["with"]]
    for one in asked:
        groups += [one["people"]] if "people" in one else one.get("pairs", [])
        values = {row[one["by"]] for row in rows} if "by" in one else set()
        groups += [[row["id"] for row in rows if row[one["by"]] == value] for value in values]
    return {frozenset(pair) for group in groups if len(group) <= 4 for pair in combinations(group, 2)}


@seeded(12)
def test_people_whom_a_requirement_ties_are_companions(seed: int) -> None:
    """The points of the order at one table of six are compared with those of every order, both counted here."""
    draw = random.Random(seed)
    firms = draw.choice(["ab", "abc", "abcdef"])
    rows = [{"id": name, "name": name.title(), "firm": draw.choice(firms), "with": ""} for name in NAMES]
    for row in draw.sample(rows, draw.randint(0, 1)):
        row["with"] = draw.choice([name for name in NAMES if name != row["id"]])
    ways = [
        {"people": draw.sample(NAMES, draw.randint(2, 6))},
        {"pairs": [draw.sample(NAMES, 2) for _ in range(draw.randint(1, 2))]},
        {"by": "firm"},
    ]
    asked = [
        {"kind": "together", "must": draw.random() < 0.5, **way} for way in draw.sample(ways, k=draw.randint(1, 2))
    ]
    chairs = {"together": "beside", "alternate": "firm"}
    result = solve(rows, {"tables": [{"id": "t", "seats": 6}], "chairs": chairs, "requirements": asked})
    belong, firm = companions_of(asked, rows), {row["id"]: row["firm"] for row in rows}

    def count(order: Sequence[str]) -> int:
        neighbors = [frozenset(pair) for pair in zip(order, [*order[1:], order[0]], strict=True)]
        paired = {one for pair in belong if pair in neighbors for one in pair}
        alike = sum(len({firm[one] for one in pair}) == 1 and pair not in belong for pair in neighbors)
        return 4 * len({one for pair in belong for one in pair} - paired) + alike

    order = sorted(NAMES, key=lambda name: result.chairs[name])
    assert count(order) == min(map(count, permutations(NAMES))), (seed, asked)


def test_a_large_group_leaves_a_couple_side_by_side() -> None:
    """An organization of six is no party: a couple in it would be content with anyone else of it."""
    rows = [{"id": name, "name": name.title(), "firm": "a", "with": ""} for name in NAMES]
    rows[0]["with"] = rows[3]["name"]
    for number in (6, 7):  # two more of another firm, so that the couple is easily parted
        rows.append({"id": f"p{number}", "name": f"P{number}", "firm": "b", "with": ""})
    asked = [{"kind": "together", "by": "firm", "must": True}]
    chairs = {"together": "beside", "alternate": "firm"}
    result = solve(rows, {"tables": [{"id": "t", "seats": 8}], "chairs": chairs, "requirements": asked})
    assert are_beside(result.chairs, "ana", "dee")
    assert are_beside(result.chairs, "p6", "p7")


def test_where_a_requirement_is_for_other_tables_no_one_is_tied() -> None:
    rows = [{"id": name, "name": name.title(), "side": "ab"[n % 2]} for n, name in enumerate(NAMES)]
    tied = {"kind": "together", "people": ["ana", "cam"], "must": True}
    convening = {"tables": [{"id": "t", "seats": 6}, {"id": "u", "seats": "0-2"}], "chairs": {"together": "beside"}}
    convening["chairs"] |= {"alternate": "side"}
    pins = [{"kind": "pin", "people": list(NAMES), "tables": ["t"]}]
    for at, are_tied in ((["t"], True), (["u"], False)):
        result = solve(rows, {**convening, "requirements": [*pins, {**tied, "at": at}]})
        distance = (result.chairs["ana"] - result.chairs["cam"]) % 6
        assert (distance in {1, 5}) == are_tied, at


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


TWO_TABLES: dict[str, Any] = {
    "tables": [{"id": "t", "seats": 6}, {"id": "u", "name": "Under the oak", "seats": 4}],
    "chairs": {"together": "beside"},
    "requirements": [],
}


def write_seating(path: Path, *rows: tuple[str, str, str]) -> Path:
    path.write_text("name,table,Chair\n" + "".join(f"{','.join(row)}\n" for row in rows), encoding="utf-8")
    return path


GIVEN = (("Ana", "t", "5"), ("Ben", "t", "2"), ("Cam", "t", ""), ("Dee", "u", "4"), ("Eli", "u", "1"), ("Fay", "u", ""))


def test_a_review_keeps_the_chairs_of_a_seating_made_by_hand(tmp_path: Path) -> None:
    result = review(ROWS, write_seating(tmp_path / "seats.csv", *GIVEN), TWO_TABLES)
    assert {one: result.chairs[one] for one in ("ana", "ben", "dee", "eli")} == {"ana": 5, "ben": 2, "dee": 4, "eli": 1}
    assert len({(result.plan.seats[one], result.chairs[one]) for one in NAMES}) == 6
    note = next(note for note in result.notes if note.slug == "chairs-order")
    assert note.text.startswith("Chairs that were saved or entered by hand are kept. Given these, the order at 2 of 2 ")
    assert "Ana is not next to any of their companions" in note.text
    assert review(ROWS, tmp_path / "seats.csv", {**TWO_TABLES, "chairs": None}).chairs == {}


@pytest.mark.parametrize(
    ("row", "slug", "told"),
    [
        (("Cam", "t", "7"), "chair-unknown", '"7" is not a chair at "t"'),
        (("Cam", "t", "0"), "chair-unknown", '"0" is not a chair at "t"'),
        (("Cam", "t", "by the door"), "chair-unknown", '"by the door" is not a chair at "t"'),
        (("Cam", "t", "2.0"), "chair-unknown", '"2.0" is not a chair at "t". Write a whole number from 1 to 6'),
        (("Fay", "Under the oak", "5"), "chair-unknown", '"5" is not a chair at "Under the oak"'),
        (("Cam", "t", "5"), "chair-taken", '"5" is assigned to two people at "t": Ana (line 2) and Cam'),
    ],
)
def test_a_chair_that_cannot_be_given_is_named(tmp_path: Path, row: tuple[str, str, str], slug: str, told: str) -> None:
    rows = [row if row[0] == each[0] else each for each in GIVEN]
    path = write_seating(tmp_path / "seats.csv", *rows)
    line = 2 + rows.index(row)
    for read in (lambda: review(ROWS, path, TWO_TABLES), lambda: repair(ROWS, path, TWO_TABLES)):
        with pytest.raises(InputError) as raised:
            read()
        (problem,) = raised.value.problems
        assert (problem.slug, problem.line, problem.column, problem.value) == (slug, line, "Chair", row[2])
        assert f'seats.csv:{line}: column "Chair" (C): {told}' in str(raised.value)


def test_staff_and_the_people_of_one_row_get_no_chair_together(tmp_path: Path) -> None:
    rows = [*ROWS, {"id": "gus", "name": "Gus", "duty": "interpreter"}, {"id": "hal", "name": "Hal", "party": 2}]
    path = write_seating(tmp_path / "seats.csv", *GIVEN, ("Gus", "t", "3"), ("Hal", "t", ""))
    with pytest.raises(InputError) as raised:
        review(rows, path, TWO_TABLES)
    assert [(problem.slug, problem.line) for problem in raised.value.problems] == [("chair-unknown", 8)]
    write_seating(path, *GIVEN, ("Gus", "t", ""), ("Hal", "t", "3"))
    result = review(rows, path, TWO_TABLES)
    assert result.chairs["hal"] == 3
    assert "gus" not in result.chairs


@pytest.mark.room
@pytest.mark.parametrize("is_own", [True, False])
def test_a_repair_keeps_chairs_that_were_edited_in_the_file(tmp_path: Path, is_own: bool) -> None:
    first = solve_request(Request(ROWS, TWO_TABLES, out=tmp_path, packet=False))
    own = tmp_path / "round-1" / "seating.csv"
    rows = list(csv.DictReader(io.StringIO(own.read_text(encoding="utf-8-sig"))))
    one, other = next((a, b) for a, b in combinations(rows, 2) if a["table_id"] == b["table_id"])
    one["chair"], other["chair"] = other["chair"], one["chair"]
    path = own if is_own else tmp_path / "edited.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    request = Request(ROWS, TWO_TABLES, out=tmp_path, packet=False)
    repaired = repair_request(request, None if is_own else path)
    swapped = {one["id"]: first.chairs[other["id"]], other["id"]: first.chairs[one["id"]]}
    assert repaired.chairs == {**first.chairs, **swapped}
    assert repaired.plan.seats == first.plan.seats
    note = next(note for note in repaired.notes if note.slug == "seat-edited")
    where = path.as_posix() if is_own else path.name
    told = f"{one['name']} and {other['name']} got a different chair in {where} after the round was saved."
    assert note.text == f"{told} The change is kept."
    once_more = repair_request(request)
    assert once_more.chairs == repaired.chairs
    assert not [note for note in once_more.notes if note.slug == "seat-edited"]


@pytest.mark.room
def test_whoever_gets_another_table_by_hand_needs_no_other_chair_in_the_file(tmp_path: Path) -> None:
    first = solve_request(Request(ROWS, TWO_TABLES, out=tmp_path, packet=False))
    own = tmp_path / "round-1" / "seating.csv"
    rows = list(csv.DictReader(io.StringIO(own.read_text(encoding="utf-8-sig"))))
    taken = {(row["table_id"], row["chair"]) for row in rows}
    free_to_move = [row for row in rows if row["id"] not in {"ana", "ben"}]  # who have to share a table
    moved, to = next(
        (r, t) for r in free_to_move for t in ("t", "u") if t != r["table_id"] and (t, r["chair"]) in taken
    )
    moved["table_id"] = to
    with own.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    request = Request(ROWS, TWO_TABLES, out=tmp_path, packet=False)
    judged = review_request(request, own)
    repaired = repair_request(request)
    for now in (judged, repaired):
        assert now.plan.seats == {**first.plan.seats, moved["id"]: to}
        assert {**now.chairs, moved["id"]: 0} == {**first.chairs, moved["id"]: 0}
        assert (to, str(now.chairs[moved["id"]])) not in taken


def test_a_cell_that_no_one_edited_is_no_fault_where_the_room_has_changed(tmp_path: Path) -> None:
    large, small = ({**TWO_TABLES, "tables": [{"id": "t", "seats": seats}]} for seats in (9, 6))
    solve_request(Request(ROWS, large, out=tmp_path, packet=False))
    own = tmp_path / "round-1" / "seating.csv"
    chairs = dict(zip(NAMES, ("9", "8", "1", "2", "3", "4"), strict=True))
    write_seating(own, *((name.title(), "t", chairs[name]) for name in NAMES))
    repair_request(Request(ROWS, large, out=tmp_path, packet=False))
    write_seating(own, *((name.title(), "t", {**chairs, "dee": "5"}[name]) for name in NAMES))
    repaired = repair_request(Request(ROWS, small, out=tmp_path, packet=False))
    assert {one: repaired.chairs[one] for one in NAMES[2:]} == {"cam": 1, "dee": 5, "eli": 3, "fay": 4}
    assert {repaired.chairs["ana"], repaired.chairs["ben"]} == {2, 6}
