"""Why each person sits where they do: true, in one sentence, and never from what is private."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

import seating
from seating.judge import review
from seating.present.blocks import Table, say
from seating.present.languages import words_in
from seating.profiles import People
from seating.report.person_names import person_anchor
from seating.report.sections.people import list_blocks
from seating.requirements.pin import PinRequirement
from tests.cli.running import run
from tests.present.told import cells, told
from tests.stories.engine import use_this_process
from tests.stories.inputs import as_csv

from ..made_up import large, result_of, visited
from ..rich import rich


def why(result, identity: str) -> str:
    (rows,) = [block.rows for block in list_blocks(result) if isinstance(block, Table)]
    return next(say(row.cells[2], words_in("en")) for row in rows if row.anchor == person_anchor(identity))


def reasons(result) -> list[str]:
    return [why for _, _, why in cells(list_blocks(result))["By name as written on the list, ignoring titles"]]


@pytest.mark.parametrize(
    ("identity", "said"),
    [
        ("p01", "Needed here for Small firms (one of 2); rated this table’s focus 3, and none higher."),
        ("p05", ""),
        ("p06", "Rated this table’s focus 2, and none higher."),
        ("s01", "On staff, as interpreter."),
        ("p04", "The convening seats them at this table."),
        ("p11", "The convening seats them with Kiri Tamahori."),
    ],
)
def test_the_reason_is_told_in_one_sentence(identity, said):
    assert why(rich(), identity) == said


def test_people_of_one_name_are_told_apart_without_an_id():
    rows = [
        {"id": "p-1", "name": "Ruth Nur", "organization": ""},
        {"id": "p-2", "name": "Ruth Nur", "organization": "Nur Foods"},
        {"id": "p-3", "name": "Bo Fox", "organization": "Mill"},
        {"id": "p-4", "name": "Bo Fox", "organization": "Mill"},
    ]
    result = seating.solve(rows, {"tables": [{"id": "north"}], "requirements": []})
    names = [name for name, *_ in cells(list_blocks(result))["By name as written on the list, ignoring titles"]]
    assert names == ["Bo Fox (1) Mill", "Bo Fox (2) Mill", "Ruth Nur", "Ruth Nur Nur Foods"]


def test_a_better_table_is_told_and_no_duty_that_is_only_suggested():
    assert why(rich(), "p03").endswith("ated this table’s focus 1, and the focus of Talent and skill 2.")
    assert "chair" not in why(rich(), "p03")


def test_a_duty_is_served_only_by_somebody_elected():
    result = rich()
    tables = (result.convening.tables[0].model_copy(update={"chair": ("p03",)}), *result.convening.tables[1:])
    elected = replace(result, convening=result.convening.model_copy(update={"tables": tables}))
    assert why(elected, "p03").startswith("Serves as chair; ")


def test_a_pin_to_several_tables_names_them():
    result = rich()
    asked = PinRequirement(id="pin-1", people=("p04",), tables=("capital", "talent"))
    result = replace(result, requirements=(asked,))
    assert why(result, "p04") == "The convening seats them at Capital or Talent and skill."


def test_who_is_needed_is_named_and_who_is_one_of_many_is_not():
    result = rich()
    lone = replace(result, requirements=(result.by_requirement["small-firms"], result.by_requirement["quiet"]))
    assert why(lone, "p01").startswith("Needed here for Small firms (one of 2); ")
    assert why(lone, "p03").startswith("Needed here for Small firms (one of 2); ")
    assert why(lone, "p12").startswith("Needed here for Small firms (the only one).")
    assert "Small firms" not in why(lone, "p02")


def test_a_private_pin_and_a_private_voice_give_no_reason():
    result = rich()
    assert result.plan.seats["p05"] == "capital", "the private pin holds, so it would be a reason"
    assert "puts them" not in why(result, "p05")
    assert not any("Step-free" in why for why in reasons(result))


def test_a_column_that_the_report_may_not_show_gives_no_reason():
    hidden = rich(show=())
    assert not any("Small firms" in why for why in reasons(hidden))


@pytest.mark.parametrize("how", ["private_columns", "counts_only"])
def test_private_interests_are_not_told(how):
    result = rich()
    if how == "private_columns":
        hidden = replace(result, private_columns=result.private_columns | {"interests"})
    else:
        hidden = rich(counts_only=("interests",))
    assert not any("score" in why or "interest" in why for why in reasons(hidden))
    assert why(hidden, "p08") == ""


def test_nobody_seated_means_no_list():
    result = rich()
    empty = replace(
        result, room=replace(result.room, people=(), staff=(), tables=()), plan=replace(result.plan, seats={})
    )
    assert not told(list_blocks(empty))


def test_staff_of_several_sessions_are_one_person(tmp_path, monkeypatch):
    rows = [{"name": name, "can_come": at, "duty": ""} for name, at in (("Ana Roe", "a"), ("Ben Lim", "b"))]
    rows.append({"name": "Cam Vue", "can_come": "", "duty": "facilitator"})
    session = {"kind": "listening", "seats": "1-2", "time": "18:00-19:00", "place": "Hall"}
    tables = [{"id": one, **session, "day": f"2027-01-1{n}"} for n, one in enumerate("ab")]
    convening = {"tables": tables, "requirements": [{"kind": "staff", "duty": "facilitator"}]}
    (tmp_path / "people.csv").write_text(as_csv(rows), encoding="utf-8")
    (tmp_path / "convening.yaml").write_text(json.dumps(convening), encoding="utf-8")
    use_this_process(monkeypatch)
    assert run(f"solve {tmp_path}/people.csv --out {tmp_path}/out --no-packet --quiet").exit_code == 0
    page = (tmp_path / "out/report.html").read_text(encoding="utf-8")
    lines = [line for line in page.splitlines() if '<th scope="row"><bdi>Cam Vue<' in line and "<tr" in line]
    assert len(lines) == 2
    assert sum('<tr id="person-' in line for line in lines) == 1
    assert not any("<code>" in line for line in lines)


def test_a_further_session_of_a_guest_has_no_reason_for_their_seat():
    pin = PinRequirement(id="pin-1", people=("ana",), tables=("carts",))
    result = replace(visited(), requirements=(pin,))
    result = replace(result, review=review(result.room, (pin,), result.plan))
    rows = cells(list_blocks(result))["By name as written on the list, ignoring titles"]
    why = {at: reason for name, at, reason in rows if name.startswith("Ana")}
    assert why == {"2 Carts": "The convening seats them at this table.", "1 Shops": ""}


def test_a_page_on_which_no_seat_has_a_reason_has_no_column_for_it():
    bare = tuple(person.model_copy(update={"interests": {}}) for person in large(6, 2).people)
    convening = large(6, 2).convening.model_copy(update={"requirements": ()})
    result = result_of(People(bare), convening, large(6, 2).plan.seats)
    (table,) = [block for block in list_blocks(result) if isinstance(block, Table)]
    assert [column.title for column in table.columns] == ["Name", "Table"]
    assert {len(row.cells) for row in table.rows} == {2}
