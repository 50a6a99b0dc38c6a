"""How a checked list is shown: counts, columns, demand, and what a simple count rules out."""

from __future__ import annotations

import pytest

from seating.api.check import check_record, check_request
from seating.api.interface import check
from seating.api.request import Request
from seating.api.solve import solve_request
from seating.pages.checked import list_blocks
from tests.pages.stored import compare
from tests.present.told import told

TWO_TABLES = [{"id": "a", "name": "Alder", "seats": "1-9"}, {"id": "b", "name": "Birch", "seats": "1-9"}]


def shown(rows, tables=TWO_TABLES, requirements=()):
    """Return what is printed of a list."""
    return told(list_blocks(check(rows, {"tables": tables, "requirements": list(requirements)})))


def test_the_page_is_as_stored():
    rows = [
        {"name": "Ana", "RSVP": "yes", "Organisation": "Alto", "choir": "alto", "sector": "labor", "interests": "a:3"},
        {"name": "Ben", "RSVP": "no", "Organisation": "Alto", "choir": "bass", "sector": "arts", "interests": "b:1"},
        {"name": "Fay", "RSVP": "", "Organisation": "", "choir": "", "duty": "facilitator"},
    ]
    tables = [{**table, "focus": table["id"]} for table in TWO_TABLES]
    must = {"kind": "count", "who": {"sector": "arts"}, "at_least": 1, "must": True}
    checked = check(rows, {"tables": tables, "requirements": [must]})
    compare("check", lambda: list_blocks(checked), languages=("en", "es"))


@pytest.mark.parametrize(
    ("rows", "tables", "counts"),
    [
        ([{"name": "Ana"}], [{"id": "a"}], "On the list 1 person To seat 1 person Tables 1"),
        ([{"name": "Ana"}, {"name": "Ben"}], TWO_TABLES, "On the list 2 people To seat 2 people Tables 2"),
        (
            [{"name": "Ana", "attending": "no"}, {"name": "Ben", "attending": "yes"}],
            [{"id": "a"}],
            "On the list 2 people To seat 1 person Tables 1",
        ),
        (
            [{"name": "Ana", "duty": ""}, {"name": "Fay", "duty": "facilitator"}],
            [{"id": "a"}],
            "On the list 2 people To seat 1 person and 1 staff member Tables 1",
        ),
    ],
)
def test_people_staff_and_tables_are_counted(rows, tables, counts):
    assert counts in first_lines(shown(rows, tables))


def first_lines(page):
    """Return what is counted, before the first heading."""
    return " ".join(page.partition("\n\n")[0].split())


def test_people_that_the_desk_marked_are_named_because_they_are_counted_otherwise_than_by_the_list(tmp_path):
    """Between the end of a round and the next one, the marks of the round that is over still apply."""
    path, out = tmp_path / "people.csv", tmp_path / "out"
    path.write_text("id,name,attending\na,Ana,\nb,Ben,\nc,Cam,\nd,Dee,no\n", encoding="utf-8")
    request = Request(path, {"tables": TWO_TABLES}, out=out, packet=False)
    assert first_lines(told(list_blocks(check_request(request)))).endswith("To seat 3 people Tables 2")
    solve_request(request)
    counts = "On the list 4 people Round 1 To seat 3 people Tables 2"
    assert first_lines(told(list_blocks(check_request(request)))).endswith(counts)
    rows = "round,id,name,state\n1,a,Ana,absent\n1,b,Ben,absent\n1,d,Dee,arrived\n1,,Zoe,walk-in\n1,c,Cam,arrived\n"
    (out / "arrivals.csv").write_text(rows, encoding="utf-8")
    marked = "Marked absent at the desk Ana and Ben Came without a seat by the list Dee and Zoe"
    assert first_lines(told(list_blocks(check_request(request)))).endswith(f"{counts} {marked}")


def test_demand_has_a_column_for_each_number_of_interested_people():
    rows = [{"name": "Ana", "interests": "a:3; b:1"}, {"name": "Ben", "interests": "a:1"}, {"name": "Cam"}]
    tables = [{**table, "focus": table["id"]} for table in TWO_TABLES]
    heads, alder, birch = shown(rows, tables).partition("Demand for the tables\n")[2].splitlines()[:3]
    assert heads.split("  ")[1:][-1].strip() == "First choice"
    assert alder.split() == ["Alder", "1-9", "2", "1", "2"]
    assert birch.split() == ["Birch", "1-9", "1", "0", "0"]


def test_tables_without_a_focus_do_not_each_have_the_roles_of_the_whole_list():
    rows = [{"name": "Ana", "representative_type": "doer", "sector": "labor"}, {"name": "Ben", "interests": "a:1"}]
    assert shown(rows).partition("\nTables\n")[2].splitlines()[:3] == [
        "  Table  Seats",
        "  Alder  1-9",
        "  Birch  1-9",
    ]
    mixed = [{**TWO_TABLES[0], "focus": "a"}, TWO_TABLES[1]]
    rows[0]["interests"] = "a:3"
    _, alder, birch = shown(rows, mixed).partition("Demand for the tables\n")[2].splitlines()[:3]
    assert "doer: 1" in alder
    assert birch.split() == ["Birch", "1-9"]


def test_a_must_that_counting_rules_out_is_named():
    rows = [{"name": name, "sector": "labor" if name == "Ana" else "business"} for name in ("Ana", "Ben", "Cam")]
    must = {"kind": "count", "who": {"sector": "labor"}, "at_least": 1, "must": True}
    out = shown(rows, requirements=[must])
    assert "\nMusts that cannot be met, according to a simple count\n  " in out
    assert "finds no must" not in out
    assert "A simple count finds no must that cannot be met." in shown(rows)


def test_inferred_settings_are_listed_only_if_there_are_any():
    rows = [{"name": f"Guest {number}"} for number in range(12)]
    checked = check(rows)
    out = told(list_blocks(checked))
    assert checked.sentences
    assert all(f"  {sentence}\n" in out for sentence in checked.sentences)
    settled = shown(rows, [{"id": "a", "seats": "1-20"}])
    assert ("Inferred convening" in out, "Inferred convening" in settled) == (True, False)


def test_a_column_that_is_always_private_is_marked_in_the_record():
    rows = [{"name": "Ana", "choir": "alto", "avoids": ""}, {"name": "Ben", "choir": "bass", "avoids": "Ana"}]
    record = check_record(check(rows, {"tables": TWO_TABLES, "requirements": []})).plain()
    assert [(one["heading"], one["taken_as"], one["private"]) for one in record["headings"]] == [
        ("name", "name", False),
        ("choir", "own", False),
        ("avoids", "avoids", True),
    ]


def test_a_column_that_the_convening_makes_private_is_listed_as_private():
    rows = [{"name": "Ana", "choir": "alto", "side": "x"}, {"name": "Ben", "choir": "bass", "side": "y"}]
    checked = check(rows, {"tables": TWO_TABLES, "requirements": [], "private": ["side"]})
    assert [one["private"] for one in check_record(checked).plain()["headings"]] == [False, False, True]
    out = told(list_blocks(checked))
    assert 'requirements can use them: "choir" (B)' in out
    assert 'only you see: "side" (C)' in out


def test_the_record_counts_what_the_text_counts():
    rows = [{"name": "Ana", "duty": ""}, {"name": "Fay", "duty": "facilitator"}]
    record = check_record(check(rows, {"tables": [{"id": "a"}], "requirements": []})).plain()
    assert (record["people"], record["to_seat"], record["staff"]) == (2, 1, 1)
    assert [one["table"] for one in record["demand"]] == ["a"]
    assert all(set(note) == {"slug", "text"} for note in record["notes"])


def test_demand_without_scores_has_no_column_of_scores():
    rows = [{"name": "Ana", "interests": "a"}, {"name": "Ben", "interests": "a; b"}, {"name": "Cam"}]
    tables = [{**table, "focus": table["id"]} for table in TWO_TABLES]
    heads, alder, birch = shown(rows, tables).partition("Demand for the tables\n")[2].splitlines()[:3]
    assert heads.split() == ["Table", "Seats", "Interested"]
    assert (alder.split(), birch.split()) == (["Alder", "1-9", "2"], ["Birch", "1-9", "1"])


def test_without_interests_no_table_is_told_that_no_one_is_interested():
    tables = [{**table, "focus": table["id"]} for table in TWO_TABLES]
    found = shown([{"name": "Ana", "Wish": "x"}, {"name": "Ben", "Wish": "y"}], tables)
    assert "Interested" not in found
    assert found.partition("\nTables\n")[2].splitlines()[:2] == ["  Table  Seats", "  Alder  1-9"]


def test_the_record_counts_people_and_no_held_seats():
    """As the page does, which tells of held seats beside the people."""
    rows = [{"name": "Ana", "status": ""}, {"name": "Ben", "status": ""}, {"organization": "Club", "status": "open"}]
    checked = check(rows, {"tables": TWO_TABLES, "requirements": []})
    counts = "On the list 2 people and 1 held seat To seat 2 people and 1 held seat Tables 2"
    assert first_lines(told(list_blocks(checked))).endswith(counts)
    record = check_record(checked).plain()
    assert (record["people"], record["to_seat"]) == (2, 2)


def test_what_a_held_seat_is_described_with_is_no_demand():
    rows = [{"name": "Ana", "status": ""}, {"organization": "Club", "interests": "a:3", "status": "open"}]
    page = shown(rows, [{**table, "focus": table["id"]} for table in TWO_TABLES])
    assert "Demand for the tables" not in page
