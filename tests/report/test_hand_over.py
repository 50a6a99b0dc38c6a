"""What people who left hand over: promises, requests, and what they brought that a table lacks now."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from seating.api.forget.forget_run import forget_person
from seating.api.request import Request
from seating.api.result import Solved
from seating.api.saved_rounds.saved_result import saved_result
from seating.api.solve import solve_request
from seating.forms.worksheets import REQUESTS, read_worksheet
from seating.present.blocks import Table
from seating.report.asks import OpenMatter, list_open
from seating.report.fates import has_left_list
from seating.report.hand_over import count_unowned, list_hand_overs
from seating.report.missing import Origin, list_missing
from seating.report.sections import promises
from seating.report.sections.changed import list_blocks
from seating.result.meanings import find_former, resolve_mention
from seating.room.tables import SheetTables
from seating.sources import read_bytes
from seating.wording import said
from tests.present.told import cells

TABLES = [
    {"id": "a", "name": "Alpha", "seats": "2-8", "needs": ["church hall"]},
    {"id": "s", "name": "Steering", "kind": "steering", "people": ["p00"]},
]
PROMISES = "table,who,what,by,state\na,Person 1,Find a hall,,\na,p02,Call the bank,,\na,Person 1,Print the list,,kept\n"


def rows(**changes: dict[str, str]) -> list[dict[str, Any]]:
    found = [{"id": f"p{n:02}", "name": f"Person {n}", "status": "confirmed", "assets": ""} for n in range(6)]
    found[1]["assets"] = "space: church hall; skill: law"
    return [{**row, **changes.get(row["id"], {})} for row in found]


def second(folder: Path, people: list[dict[str, Any]], promises: str = PROMISES, **keys: Any) -> Solved:
    """Return the second round; `people` is its list, and `keys` are those of the convening."""
    convening = {"tables": TABLES, **keys}
    (folder / "c.csv").write_text(promises, encoding="utf-8")
    solve_request(Request(rows(), convening, out=folder, packet=False))
    return solve_request(
        Request(people, convening, out=folder, packet=False, next_round=True, commitments=(folder / "c.csv",))
    )


def without(*ids: str) -> list[dict[str, Any]]:
    return [row for row in rows() if row["id"] not in ids]


LEFT = OpenMatter(said("Promises and requests of people who left"), 1)


def test_who_left_hands_over_promises_and_what_a_table_lacks_now(tmp_path: Path) -> None:
    result = second(tmp_path, without("p01", "p03"))
    told = cells(list_blocks(result))["People who left and have something to hand over"]
    assert told == [("Person 1", "Alpha", "church hall (Alpha)", "Find a hall", "–")]
    assert count_unowned(result) == 1
    assert LEFT in list_open(result)


def test_who_declined_hands_over_and_who_stays_away_once_does_not(tmp_path: Path) -> None:
    declined = second(tmp_path, rows(p02={"status": "declined"}, p01={"attending": "no"}))
    assert [one.name for one in list_hand_overs(declined)] == ["Person 2"]


def test_a_seat_of_someone_who_declined_before_the_meeting_is_not_told_as_where_they_sat(tmp_path: Path) -> None:
    (tmp_path / "c.csv").write_text(PROMISES, encoding="utf-8")
    given = Request(rows(), {"tables": TABLES}, out=tmp_path, packet=False, commitments=(tmp_path / "c.csv",))
    solve_request(given)
    result = solve_request(replace(given, people=rows(p02={"status": "declined"})))
    table = next(one for one in list_blocks(result) if isinstance(one, Table) and "hand over" in str(one.caption))
    assert [str(column.title) for column in table.columns][:2] == ["Who", "Had a seat at"]
    assert [row[1] for row in cells([table])[str(table.caption)]] == ["Alpha"]


def test_who_declined_between_two_seatings_of_a_round_hands_over_in_the_next(tmp_path: Path) -> None:
    """The last list of that round already has them as declined, and in the round as it was held they had no seat."""
    gone = rows(p02={"status": "declined"})
    (tmp_path / "c.csv").write_text(PROMISES, encoding="utf-8")
    given = Request(rows(), {"tables": TABLES}, out=tmp_path, packet=False)
    solve_request(given)
    solve_request(replace(given, people=gone))
    people = [{**row, "sector": "other"} if row["id"] == "p05" else row for row in gone]
    result = solve_request(replace(given, people=people, next_round=True, commitments=(tmp_path / "c.csv",)))
    assert [(one.name, one.tables) for one in list_hand_overs(result)] == [("Person 2", ("a",))]
    assert count_unowned(result) == 1
    assert result.former_list is not None
    season = {one: replace(was, further=("b",)) for one, was in result.former_list.earlier.items()}
    invited = replace(result, former_list=replace(result.former_list, earlier=season))
    assert [one.tables for one in list_hand_overs(invited)] == [("a", "b")]


def test_who_declined_before_the_last_list_is_still_known(tmp_path: Path) -> None:
    """Another row changes, and the round is seated again: by the list before, they had no seat."""
    gone = {"status": "declined"}
    second(tmp_path, rows(p02=gone))
    again = Request(rows(p02=gone, p05={"status": "declined"}), {"tables": TABLES}, out=tmp_path, packet=False)
    result = solve_request(replace(again, commitments=(tmp_path / "c.csv",)))
    assert [(one.name, one.tables) for one in list_hand_overs(result)] == [("Person 2", ("a",))]
    assert count_unowned(result) == 1


def test_who_left_before_the_last_list_is_still_known(tmp_path: Path) -> None:
    """They are no one to look for, and what they promised still waits for someone to take it over."""
    second(tmp_path, without("p01"))
    convening = {"tables": TABLES}
    people = [{**row, "sector": "other"} if row["id"] == "p05" else row for row in without("p01")]
    charts = tmp_path / "charts.csv"
    charts.write_text("chart of,table,who\nPerson 2,Alpha,Person 1\nPerson 3,Alpha,Zoe Quill\n", encoding="utf-8")
    more = {"commitments": (tmp_path / "c.csv",), "charts": (charts,), "next_round": True}
    third = solve_request(Request(people, convening, out=tmp_path, packet=False, **more))
    assert third.former_list is not None
    assert "p01" not in third.former_list.people
    found = [(one.name, [a.word for a in one.assets], [p.what for p in one.promises]) for one in list_hand_overs(third)]
    assert found == [("Person 1", ["church hall"], ["Find a hall"])]
    assert has_left_list(third.people, resolve_mention(third, "Person 1"))
    assert [one.name for one in list_missing(third) if one.origin is Origin.NAMED] == ["Zoe Quill"]


def test_names_of_earlier_lists_are_compared_once_for_all_texts(tmp_path: Path) -> None:
    """Charts can have thousands of unknown texts, and the earlier lists thousands of people."""
    result = second(tmp_path, without("p01", "p03"))
    texts = ["person  1", "Person 2", *(f"Zoe {n}" for n in range(20)), "Person 3"]
    assert [text for text in texts if has_left_list(result.people, resolve_mention(result, text))] == [
        "person  1",
        "Person 3",
    ]
    assert find_former(result) is find_former(result)


def test_who_left_is_found_by_the_name_without_the_office(tmp_path: Path) -> None:
    titled = rows(p01={"name": "Deputy Mayor Ana Soto"})
    typed = PROMISES.replace("Person 1", "Ana Soto")
    solve_request(Request(titled, {"tables": TABLES}, out=tmp_path, packet=False))
    (tmp_path / "c.csv").write_text(typed, encoding="utf-8")
    later = Request(without("p01"), {"tables": TABLES}, out=tmp_path, packet=False, next_round=True)
    result = solve_request(replace(later, commitments=(tmp_path / "c.csv",)))
    (one,) = list_hand_overs(result)
    assert (one.name, [promise.what for promise in one.promises]) == ("Deputy Mayor Ana Soto", ["Find a hall"])
    assert has_left_list(result.people, resolve_mention(result, "Mayor Ana Soto"))


def test_what_someone_else_still_brings_is_not_lacking(tmp_path: Path) -> None:
    people = [{**row, "assets": "space: church hall"} if row["id"] == "p04" else row for row in without("p01")]
    (one,) = list_hand_overs(second(tmp_path, people))
    assert (one.assets, [promise.what for promise in one.promises]) == ((), ["Find a hall"])


def test_private_assets_are_not_told(tmp_path: Path) -> None:
    (one,) = list_hand_overs(second(tmp_path, without("p01"), private=["assets"]))
    assert one.assets == ()


@pytest.mark.parametrize("asked_of", ["Person 1", "p01", "Person 2"])
def test_a_request_that_was_asked_of_someone_who_left_is_handed_over(tmp_path: Path, asked_of: str) -> None:
    result = second(tmp_path, without("p01"), "table,what\n")
    typed = read_bytes(f"table,request,asked of\na,A room,{asked_of}\n".encode(), REQUESTS.file)
    asked = read_worksheet(typed, REQUESTS, result.people, SheetTables(tuple(result.convening.tables)))
    (one,) = list_hand_overs(replace(result, worksheets=asked))
    has_left = asked_of != "Person 2"
    assert [line["request"] for line in one.requests] == (["A room"] if has_left else [])
    assert count_unowned(replace(result, worksheets=asked)) == has_left


def test_a_request_that_was_asked_by_title_of_someone_who_declined_is_handed_over(tmp_path: Path) -> None:
    result = second(tmp_path, rows(p02={"status": "declined"}), "table,what\n")
    typed = read_bytes(b"table,request,asked of\na,A room,Dr. Person 2\n", REQUESTS.file)
    asked = read_worksheet(typed, REQUESTS, result.people, SheetTables(tuple(result.convening.tables)))
    found = list_hand_overs(replace(result, worksheets=asked))
    assert [(one.name, [line["request"] for line in one.requests]) for one in found] == [("Person 2", ["A room"])]


def test_a_promise_that_someone_has_to_take_over_is_asked_about_once(tmp_path: Path) -> None:
    """What was promised is late in one case, and its table has ended in the other."""
    late = second(
        tmp_path, without("p01"), "table,who,what,by\na,Person 1,Find a hall,2026-03-01\n", today="2026-06-01"
    )
    (steering,) = (table for table in late.convening.tables if table.id == "s")
    ended = replace(late, convening=late.convening.model_copy(update={"tables": (steering,)}))
    for result in (late, ended):
        asked = [one for one in list_open(result) if "romise" in one.what]
        assert asked == [LEFT]


def test_without_an_earlier_list_no_one_left(tmp_path: Path) -> None:
    assert list_hand_overs(second(tmp_path, rows())) == ()


def test_notes_of_promises_have_words_for_people_who_were_forgotten(tmp_path: Path) -> None:
    result = second(tmp_path, rows(), "table,who,what,note\na,p02,Call the bank,with forgotten-1\n")
    told = cells(promises.list_blocks(result))["What the tables promised"]
    assert told[0][-1] == "with a person whose data was removed"


def test_what_someone_who_was_forgotten_promised_is_handed_over(tmp_path: Path) -> None:
    """`forget` writes what stands for them into the saved rounds, and no list has them any more."""
    result = second(tmp_path, rows(), PROMISES.replace("Person 1", "forgotten-1"))
    told = cells(list_blocks(result))["People who left and have something to hand over"]
    assert told == [("a person whose data was removed", "–", "–", "Find a hall", "–")]
    assert count_unowned(result) == 1
    assert LEFT in list_open(result)


def test_someone_who_was_forgotten_hands_nothing_over_in_a_round_whose_list_has_them(tmp_path: Path) -> None:
    """They left after it, and the report of the next round tells what they leave and where they had a seat."""
    (tmp_path / "c.csv").write_text(PROMISES, encoding="utf-8")
    given = Request(rows(), {"tables": TABLES}, out=tmp_path, packet=False)
    solve_request(given)
    forget_person(tmp_path, "Person 1")
    (tmp_path / "c.csv").write_text(PROMISES.replace("Person 1", "forgotten-1"), encoding="utf-8")
    later = replace(given, people=without("p01"), commitments=(tmp_path / "c.csv",))
    first = saved_result(later, 1).result
    assert "forgotten-1" in first.plan.seats
    assert list_hand_overs(first) == ()
    second = solve_request(replace(later, next_round=True))
    assert [(one.tables, len(one.promises)) for one in list_hand_overs(second)] == [(("a",), 1)]
