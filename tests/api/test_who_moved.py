"""Who moved: the report, `rounds diff` and the closing report count alike, and know a person who has another id."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from seating.analysis.arrivals import ArrivalState
from seating.api.day.desk_arrivals import add_walk_in, mark_arrival
from seating.api.forget.forget_run import forget_person
from seating.api.inputs import read_rounds
from seating.api.multi_round import seat_rounds
from seating.api.repair import repair_request
from seating.api.request import Request
from seating.api.result import Solved
from seating.api.rounds import compare_rounds
from seating.api.saved_rounds.closing_report import write_closing_report
from seating.api.saved_rounds.saved_result import saved_result
from seating.api.saved_rounds.saving import render_report_again
from seating.api.solve import solve_request
from seating.engines import Child
from seating.ledger import Ledger
from seating.ledger.records import comparison_record
from seating.pages.rounds import list_comparison, list_round
from seating.present.blocks import Block, Card, Table, say
from seating.present.languages import words_in
from seating.report import members_away
from seating.report.closing.ledger_facts import count_turnout, find_change
from seating.report.fates import has_left_list
from seating.report.person_names import name_alone
from seating.report.sections import changed
from seating.result import Result
from seating.result.meanings import resolve_mention
from seating.room.lineage import label_of
from tests.present.told import cells, told

FIRST = "tables: [{id: shops, name: Shops, seats: 2-9}, {id: river, name: River, seats: 2-9}]\nrequirements: []\n"
SECOND = (
    "tables: [{id: tech, name: Tech, was: shops, seats: 2-9}, {id: river, name: River, seats: 2-9}]\n"
    "requirements: [{kind: continuity, at_least: 1}]\n"
)
HEAD = "id,name,organization,pin,duty"
ROWS = {
    "ana": "Ana Ruiz,Mill,shops,",
    "ben": "Ben Okafor,Bank,shops,",
    "cam": "Cam Vue,Union,river,",
    "dee": "Dee Lor,Clinic,river,",
    "eli": "Eli Post,Hub,shops,",
    "sam": "Sam Host,Host,river,facilitator",
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def request(rows: dict[str, str], convening: str, **more: object) -> Request:
    Path("people.csv").write_text("\n".join([HEAD, *(f"{i},{row}" for i, row in rows.items()), ""]))
    Path("convening.yaml").write_text(convening)
    return Request(people="people.csv", out=Path("out"), packet=False, **more)


def people_who_changed(blocks: list[Block]) -> dict[str, dict[str, str]]:
    """Return what is told of the people with each change, by name."""
    words = words_in("en")
    return {
        say(card.title, words): {say(item[0], words): say(item, words) for item in card.blocks[0].items}
        for card in blocks
        if isinstance(card, Card) and card.is_open
    }


def counts(result: Solved) -> tuple[tuple[int, int, set[str]], ...]:
    """Return who stayed, who moved, and the names of those who joined, as the report, the diff and the closing say."""
    ledger = Ledger.open(Path("out"))
    compared = compare_rounds(ledger, 1, 2)
    closing = write_closing_report(Path("out")).closing
    change = find_change(*closing.rounds, closing.compared[0])
    names = {person.id: name_alone(result, person) for person in result.people}
    blocks = list(changed.list_blocks(result))
    groups = {title: set(people) for title, people in people_who_changed(blocks).items()}
    figures = {label: int(value) for label, value in cells(blocks)["figures"]}
    joined = groups.get("New", set()) | groups.get("Back after a round without a seat", set())
    return (
        (figures["at the same table"], figures["moved"], joined),
        (compared.stayed, len(compared.moved), {names[person] for person, _ in compared.joined}),
        (change.stayed, change.moved, {names[person] for person in change.joined}),
    )


def test_all_pages_count_alike_and_nobody_who_had_a_seat_is_new(folder: Path) -> None:
    first = solve_request(request(ROWS, FIRST))
    mark_arrival(Path("out"), first.people, 1, "ben", ArrivalState.ABSENT, time="")
    mark_arrival(Path("out"), first.people, 1, "dee", ArrivalState.ABSENT, time="")
    added = add_walk_in(Path("out"), first.people, 1, "Zoe Quill", organization="Choir")
    repaired = repair_request(request(ROWS, FIRST))
    assert {"ben", "dee"}.isdisjoint(repaired.plan.seats)
    walked = repaired.plan.seats[added.after.id]
    later = {i: row.replace("shops", "tech") for i, row in ROWS.items()} | {
        "ben": "Ben Okafor,Bank,river,",
        "zoe": f"Zoe Quill,Choir,{walked.replace('shops', 'tech')},",
        "new": "Noor Haq,Press,tech,",
    }
    second = solve_request(request(later, SECOND, next_round=True))
    page, diff, closing = counts(second)
    assert page == diff == closing == (5, 1, {"Noor Haq"})
    assert compare_rounds(Ledger.open(Path("out")), 1, 2).left == ()
    moved = people_who_changed(list(changed.list_blocks(second)))["Moved"]
    assert moved == {"Ben Okafor": "Ben Okafor Tech to River"}


def test_walk_ins_with_an_id_of_their_own_never_left_the_list(folder: Path) -> None:
    """One of them is on the next list, with the id that the program made; the other never was on a list."""
    solve_request(request(ROWS, FIRST))
    arrivals = "round,id,name,state,organization\n1,w1,Zoe Quill,walk-in,Choir\n1,w2,Ken Dupree,walk-in,Barbers\n"
    Path("out/arrivals.csv").write_text(arrivals)
    repair_request(request(ROWS, FIRST))
    later = {i: row.replace("shops", "tech") for i, row in ROWS.items() if i != "eli"} | {"zoe": "Zoe Quill,Choir,,"}
    second = solve_request(request(later, SECOND, next_round=True))
    told = cells(list(changed.list_blocks(second)))["What changed on the list"]
    assert {(row[0], row[1]) for row in told} == {
        ("Zoe Quill", "New on the list"),
        ("Eli Post", "No longer on the list"),
    }
    (was,) = (row[2] for row in told if row[0] == "Zoe Quill")
    assert was != "–", "she had a seat without being on the list"


def test_pages_of_an_earlier_round_know_who_had_left_the_list_after_someone_was_forgotten(folder: Path) -> None:
    """The digests by which the lists of two rounds are told apart are gone then."""
    solve_request(request(ROWS, FIRST))
    Path("out/arrivals.csv").write_text("round,id,name,state,organization\n1,w1,Zoe Quill,walk-in,Choir\n")
    repair_request(request(ROWS, FIRST))
    later = {i: row.replace("shops", "tech") for i, row in ROWS.items() if i != "eli"}
    solve_request(request(later, SECOND, next_round=True))
    forget_person(Path("out"), "Cam Vue")
    third = {i: row for i, row in later.items() if i != "cam"}
    solve_request(request(third, SECOND, next_round=True))
    for people in (Path("people.csv"), None):
        again = replace(request(third, SECOND), people=people)
        second = saved_result(again, 2).result
        assert has_left_list(second.people, resolve_mention(second, "Eli Post"))
        rows = {(row[0], row[1]) for row in cells(list(changed.list_blocks(second)))["What changed on the list"]}
        assert rows == {("Eli Post", "No longer on the list")}
        first = saved_result(again, 1).result
        assert first.former_list is None, "the repair used the list with which the round was seated"


def test_a_person_whose_id_changed_is_not_new_on_the_list(folder: Path) -> None:
    solve_request(request(ROWS, FIRST))
    later = {"e2" if i == "eli" else i: row.replace("shops", "tech") for i, row in ROWS.items()}
    second = solve_request(request(later, SECOND, next_round=True))
    assert "What changed on the list" not in cells(list(changed.list_blocks(second)))


def test_two_people_of_one_name_are_not_taken_for_each_other(folder: Path) -> None:
    solve_request(request(ROWS, FIRST))
    later = {i: row.replace("shops", "tech") for i, row in ROWS.items() if i != "ana"}
    later |= {"x1": "Ana Ruiz,School,tech,", "x2": "Ana Ruiz,Press,river,"}
    found = compare_rounds(Ledger.open(Path("out")), 1, 1)
    assert found.joined == found.left == ()
    second = solve_request(request(later, SECOND, next_round=True))
    assert [one[2] for one in counts(second)] == [{"Ana Ruiz (School)", "Ana Ruiz (Press)"}] * 3
    diff = told(list_comparison(compare_rounds(Ledger.open(Path("out")), 1, 2)))
    wanted = (
        "Only in the second\n  Ana Ruiz (School): Tech\n  Ana Ruiz (Press): River",
        "Only in the first\n  Ana Ruiz (Mill): Tech",
    )
    assert all(line in diff for line in wanted), diff
    assert [person for person, _ in compare_rounds(Ledger.open(Path("out")), 1, 2).left] == ["ana"]


@pytest.mark.parametrize("row", ["fay", "open"])
def test_a_held_seat_that_was_filled_left_no_one_behind(folder: Path, row: str) -> None:
    """The person who fills it joined; the seat itself is counted as a person in no round."""
    held = {**ROWS, "open": ",Union,river,"}
    rows = "\n".join([f"{HEAD},status", *(f"{i},{row},{'open' if i == 'open' else ''}" for i, row in held.items()), ""])
    Path("people.csv").write_text(rows)
    Path("convening.yaml").write_text(FIRST)
    solve_request(Request(people="people.csv", out=Path("out"), packet=False))
    filled = {**ROWS, row: "Fay Lund,Union,river,"}
    after = solve_request(request(filled, FIRST, next_round=True))
    ledger = Ledger.open(Path("out"))
    compared = compare_rounds(ledger, 1, 2)
    assert (compared.joined, compared.left) == (((row, "river"),), ())
    assert counts(after)[0][2] == {"Fay Lund"}
    first, second = write_closing_report(Path("out")).closing.rounds
    assert [count_turnout(one).seated for one in (first, second)] == [5, 6]
    assert "open seat" not in Path("out/closing.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("is_recorded", [False, True])
def test_a_held_seat_at_another_table_is_named(folder: Path, is_recorded: bool) -> None:
    """It is no person who moved; but who was told where it is held has to learn that it is held elsewhere."""
    rows = {i: f"{row}," for i, row in ROWS.items()} | {"open": ",Union,river,,open", "kept": ",Guild,river,,open"}

    def write(of: dict[str, str]) -> Request:
        Path("people.csv").write_text("\n".join([f"{HEAD},status", *(f"{i},{row}" for i, row in of.items()), ""]))
        Path("convening.yaml").write_text(FIRST)
        return Request(people="people.csv", out=Path("out"), packet=False)

    solve_request(write(rows))
    if is_recorded:
        came = "".join(f"1,{person},present\n" for person in ("ana", "ben", "cam", "dee"))
        Path("out/arrivals.csv").write_text("round,id,state\n1,eli,absent\n" + came)
    after = solve_request(replace(write(rows | {"open": ",Union,shops,,open"}), next_round=True))
    blocks = list(changed.list_blocks(after))
    assert people_who_changed(blocks) == {
        "Held seats at another table": {"open seat (Union)": "open seat (Union) River to Shops"}
    }
    figures = dict(cells(blocks)["figures"])
    assert (figures["moved"], figures["held seats at another table"]) == ("0", "1")
    compared = compare_rounds(Ledger.open(Path("out")), 1, 2)
    assert (compared.moved, compared.held) == ((), (("open", "river", "shops"),))
    diff = told(list_comparison(compared))
    assert "Held seats at another table\n  open seat (Union): River to Shops" in diff
    assert "open seat (Guild)" not in diff
    record = comparison_record(compared).plain()
    assert record["held"] == [{"id": "open", "name": "", "from": "river", "to": "shops"}]


def test_a_held_seat_of_a_planned_round_is_no_person_who_moves(folder: Path) -> None:
    """Rounds that are planned together know each other's held seats, whether planned now or read from the ledger."""
    rows = {i: f"{row}," for i, row in ROWS.items()} | {"open": ",Union,,,open"}
    Path("people.csv").write_text("\n".join([f"{HEAD},status", *(f"{i},{row}" for i, row in rows.items()), ""]))
    Path("convening.yaml").write_text(FIRST)
    request = Request(people="people.csv", out=Path("out"), packet=False, rounds=2)
    with Child() as worker:
        planned = seat_rounds(request, read_rounds(request), worker)
    solve_request(request)
    (saved,) = Ledger.open(Path("out")).history(2).rounds
    for past in (planned[1].room.history.last, saved):
        assert past is not None
        assert past.is_planned
        assert past.held == {"open": planned[0].plan.seats["open"]}
        assert "open" not in past.placed


def test_a_table_that_is_gone_or_was_split_has_its_last_name_on_pages_of_earlier_rounds(folder: Path) -> None:
    solve_request(request(ROWS, FIRST))
    halves = ", ".join(f"{{id: s{n}, name: Part {n}, was: shops, seats: 1-9}}" for n in (1, 2))
    pinned = {one: row.replace("shops", "s1").replace("river", "s2") for one, row in ROWS.items()}
    after = solve_request(request(pinned, f"tables: [{halves}]\nrequirements: []\n", next_round=True))
    assert [label_of(after.room, one) for one in ("shops", "river", "s1")] == ["Shops", "River", "Part 1"]
    (rows,) = cells(members_away.list_blocks(after)).values()
    assert [row[1] for row in rows] == ["River"]


def test_a_table_that_was_merged_into_another_keeps_its_name_on_pages_of_earlier_rounds(folder: Path) -> None:
    """Who sat at the river came from there, and not from the table that their own was merged into."""
    solve_request(request(ROWS, FIRST))
    merged = "tables: [{id: shops, name: Shops, was: [river], seats: 0-9}, {id: new, name: New, seats: 1-9}]"
    moved = {one: f"{row.rsplit(',', 2)[0]},new," for one, row in ROWS.items()}
    after = solve_request(request(moved, f"{merged}\nrequirements: []\n", next_round=True))
    assert [label_of(after.room, one) for one in ("river", "shops")] == ["River", "Shops"]
    told = people_who_changed(list(changed.list_blocks(after)))["Moved"]
    first = Ledger.open(Path("out")).history(2).rounds[-1].placed
    assert (
        {line.rsplit(" to ")[0].rsplit(" ")[-1] for line in told.values()}
        == {"Shops", "River"}
        == {{"shops": "Shops", "river": "River"}[table] for table in first.values()}
    )
    renamed = "tables: [{id: old, name: Old, was: [shops, river], seats: 0-9}, {id: new, name: New, seats: 1-9}]"
    third = solve_request(request(moved, f"{renamed}\nrequirements: []\n", next_round=True))
    assert [label_of(third.room, one) for one in ("river", "shops")] == ["River", "Shops"]


def test_who_was_at_a_table_that_was_split_is_away_once(folder: Path) -> None:
    solve_request(request(ROWS, FIRST))
    halves = ", ".join(f"{{id: s{n}, name: Part {n}, was: shops, seats: 1-9}}" for n in (1, 2))
    pinned = {one: row.replace("shops", "s1").replace("river", "s2") for one, row in ROWS.items()}
    later = request(pinned, f"tables: [{halves}]\nrequirements: []\n", next_round=True)
    lines = Path("people.csv").read_text().splitlines()
    lines = [
        f"{line},{'attending' if not n else 'round 1' if line.startswith('ana') else ''}"
        for n, line in enumerate(lines)
    ]
    Path("people.csv").write_text("\n".join([*lines, ""]))
    (rows, *_) = cells(members_away.list_blocks(solve_request(later))).values()
    assert [row for row in rows if "Ana Ruiz" in row] == [("Shops", "Ana Ruiz")]


def test_a_part_of_a_split_table_that_was_empty_so_far_continues_the_whole(folder: Path) -> None:
    """No one was told that the annex is another table, so whoever sits there next has stayed."""
    tables = FIRST.replace("}]", "}, {id: annex, name: Annex, was: shops, seats: 0-9}]")
    solve_request(request(ROWS, tables))
    later = {**ROWS, "ana": ROWS["ana"].replace("shops", "annex"), "cam": ROWS["cam"].replace("river", "annex")}
    second = solve_request(request(later, tables.replace("2-9", "0-9"), next_round=True))
    assert counts(second) == ((4, 1, set()),) * 3
    compared = list_comparison(compare_rounds(Ledger.open(Path("out")), 1, 2))
    assert all("Shops and Annex → Annex" in told(blocks) for blocks in (compared, changed.list_blocks(second)))


def test_an_absent_person_goes_with_their_table_when_it_was_empty_without_them(folder: Path) -> None:
    """After the repair no one sits at the shops' table, which still becomes the tech table of the next round."""
    rows = {**ROWS, "ben": "Ben Okafor,Bank,river,", "eli": "Eli Post,Hub,river,"}
    first = solve_request(request(rows, FIRST.replace("2-9", "0-9")))
    mark_arrival(Path("out"), first.people, 1, "ana", ArrivalState.ABSENT, time="")
    repaired = repair_request(request(rows, FIRST.replace("2-9", "0-9")))
    assert set(repaired.plan.seats.values()) == {"river"}
    later = {i: row.replace("shops", "tech") for i, row in rows.items()}
    second = solve_request(request(later, SECOND.replace("2-9", "0-9"), next_round=True))
    assert second.plan.seats["ana"] == "tech"
    assert counts(second) == ((5, 0, set()),) * 3


def test_absent_staff_are_counted_among_no_people(folder: Path) -> None:
    first = solve_request(request(ROWS, FIRST))
    mark_arrival(Path("out"), first.people, 1, "sam", ArrivalState.ABSENT, time="")
    assert "sam" not in repair_request(request(ROWS, FIRST)).plan.seats
    second = solve_request(
        request({i: row.replace("shops", "tech") for i, row in ROWS.items()}, SECOND, next_round=True)
    )
    assert counts(second) == ((5, 0, set()),) * 3
    assert compare_rounds(Ledger.open(Path("out")), 1, 2).left == ()


def told_of_the_list(result: Result) -> set[tuple[str, str]]:
    """Return who is named in what changed in the list, and what changed."""
    words = words_in("en")
    found = [block for block in changed.list_blocks(result) if isinstance(block, Table) and block.name != "meetings"]
    return {(say(row.cells[0], words), say(row.cells[1], words)) for block in found for row in block.rows}


def test_walk_ins_are_no_one_who_left_the_list(folder: Path) -> None:
    """Zoe walked in and was added to the list later. Max walked in once."""
    first = solve_request(request(ROWS, FIRST))
    add_walk_in(Path("out"), first.people, 1, "Zoe Quill", organization="Choir")
    add_walk_in(Path("out"), first.people, 1, "Max Orr")
    repair_request(request(ROWS, FIRST))
    later = {i: row for i, row in ROWS.items() if i != "eli"} | {"zoe": "Zoe Quill,Choir,river,"}
    second = solve_request(request(later, FIRST, next_round=True))
    wanted = {("Zoe Quill", "New on the list"), ("Eli Post", "No longer on the list")}
    assert told_of_the_list(second) == wanted
    added = add_walk_in(Path("out"), second.people, 2, "Ida Voss")
    repaired = repair_request(request(later, FIRST))
    assert added.after.id in repaired.plan.seats
    assert told_of_the_list(repaired) == wanted
    words, was = words_in("en"), label_of(first.room, Ledger.open(Path("out")).rounds[1].seats["walk-in-1"])
    for result in (repaired, solve_request(request(later, FIRST, next_round=True))):
        tables = [block for block in changed.list_blocks(result) if isinstance(block, Table)]
        rows = [[say(cell, words) for cell in row.cells] for table in tables for row in table.rows]
        assert [row[2] for row in rows if row[:2] == ["Zoe Quill", "New on the list"]] == [was], (
            "she had a seat in round 1, which was seated from the list before"
        )


def test_a_walk_in_who_keeps_the_id_is_new_on_the_list_once(folder: Path) -> None:
    """How to run the day recommends to keep it."""
    first = solve_request(request(ROWS, FIRST))
    identity = add_walk_in(Path("out"), first.people, 1, "Zoe Quill", organization="Choir").after.id
    repair_request(request(ROWS, FIRST))
    listed = {**ROWS, identity: "Zoe Quill,Choir,river,"}
    second = solve_request(request(listed, FIRST, next_round=True))
    assert told_of_the_list(second) == {("Zoe Quill", "New on the list")}
    third = solve_request(request({i: row for i, row in listed.items() if i != "eli"}, FIRST, next_round=True))
    assert told_of_the_list(third) == {("Eli Post", "No longer on the list")}
    fourth = solve_request(request({i: row for i, row in ROWS.items() if i != "eli"}, FIRST, next_round=True))
    assert told_of_the_list(fourth) == {("Zoe Quill", "No longer on the list")}
    figures = dict(cells(list(changed.list_blocks(fourth)))["figures"])
    assert figures["no longer on the list"] == "1"
    assert "walk-ins who are not on the list" not in figures


def test_people_marked_absent_after_they_had_a_seat_count_at_it(folder: Path) -> None:
    """Ana stays at her table, Cam moved to another one, and Fay had her first seat; a repair seats the others."""
    solve_request(request(ROWS, FIRST))
    later = {**ROWS, "cam": "Cam Vue,Union,shops,", "fay": "Fay Lund,Press,river,"}
    second = solve_request(request(later, FIRST, next_round=True))
    assert counts(second) == ((4, 1, {"Fay Lund"}),) * 3
    for person in ("ana", "cam", "fay", "sam"):
        mark_arrival(Path("out"), second.people, 2, person, ArrivalState.ABSENT, time="")
    for _ in range(2):  # a second repair finds no seat of theirs in the first one
        repaired = repair_request(request(later, FIRST))
        assert {"ana", "cam", "fay"}.isdisjoint(repaired.plan.seats)
        assert counts(repaired) == ((4, 1, {"Fay Lund"}),) * 3
        groups = people_who_changed(list(changed.list_blocks(repaired)))
        assert {title: set(people) for title, people in groups.items()} == {"Moved": {"Cam Vue"}, "New": {"Fay Lund"}}
        assert groups["Moved"]["Cam Vue"] == "Cam Vue River to Shops"
    assert render_report_again(request(later, FIRST)).room.history.saved["ana"] == "shops"


def test_namesakes_without_different_organizations_are_numbered_in_the_diff(folder: Path) -> None:
    rows = {**ROWS, "a2": "Ana Ruiz,Mill,river,", "c2": "Cam Vue,,river,"}
    solve_request(request(rows, FIRST))
    later = {**rows, "ana": "Ana Ruiz,Mill,river,", "a2": "Ana Ruiz,Mill,shops,", "c2": "Cam Vue,,shops,"}
    solve_request(request(later, FIRST, next_round=True))
    diff = told(list_comparison(compare_rounds(Ledger.open(Path("out")), 1, 2)))
    for line in ("Ana Ruiz (1): River to Shops", "Ana Ruiz (2): Shops to River", "Cam Vue: River to Shops"):
        assert line in diff, diff


def test_a_requirement_that_is_unmet_now_is_told_in_the_language_asked_for(folder: Path) -> None:
    convening = FIRST.replace("[]", "[{kind: cap, of: organization, at_most: 1, must: false}]")
    solve_request(request(ROWS, convening))
    later = {**ROWS, "ben": "Ben Okafor,Mill,shops,"}
    solve_request(request(later, convening, next_round=True))
    ledger = Ledger.open(Path("out"))
    english = "Every table has at most 1 person with the same organization."
    for blocks in (list_comparison(compare_rounds(ledger, 1, 2)), list_round(ledger, ledger.rounds[2])):
        shown = list(blocks)
        assert english in told(shown)
        assert english not in told(shown, "es")
        assert "[cap-1]" in told(shown, "es")
