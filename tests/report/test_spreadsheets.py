"""`seating.csv`, `seating.xlsx` and `breakout-rooms.csv`: right in a spreadsheet, and nothing runs in one."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

import seating
from seating.analysis.invitations import Invitations, Invitee
from seating.convening import Convening
from seating.forms.entries import as_written, csv_bytes, neutral
from seating.present.languages import words_in
from seating.profiles import Heading, People, Person, read_people
from seating.profiles.cells.replies import Reply
from seating.report import spreadsheets
from seating.report.spreadsheets import (
    HEADINGS,
    LETTER_HEADINGS,
    SUGGESTED,
    breakout_csv,
    has_email,
    letters_csv,
    recruit_csv,
    seating_csv,
    seating_rows,
    seating_xlsx,
)
from seating.result import Recruit
from seating.room.tables import Table
from seating.sources import read_bytes

from .made_up import result_of, small

DANGEROUS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1", "'=1"]


def rows_of(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def hostile(name: str, labels: tuple[str, ...] = ("North",)):
    tables = tuple(Table(id=f"t{n}", name=label) for n, label in enumerate(labels))
    person = Person(id="=cmd|' /C calc'!A0", name=name, organization="@SUM(1)", email="=x@example.org")
    return result_of(People((person,)), Convening(title="T", tables=tables), {person.id: "t0"})


def test_csv_has_the_columns_of_the_contract_and_opens_with_its_accents():
    content = seating_csv(small())
    assert content.startswith(b"\xef\xbb\xbf"), "without the mark a spreadsheet reads UTF-8 as something else"
    rows = rows_of(content)
    assert rows[0] == ["id", "name", "organization", "table_id", "table_name", "duties", "suggested_duties"]
    assert ["p03", "Chloé Åkesson", "Open Orchard", "capital", "Capital", "", "chair"] in rows


def test_a_duty_that_a_table_elected_to_is_not_among_those_that_are_suggested():
    made = small()
    tables = tuple(t.model_copy(update={"chair": ("p03",)}) if t.id == "capital" else t for t in made.convening.tables)
    elected = replace(made, convening=made.convening.model_copy(update={"tables": tables}))
    rows = {row[0]: row for row in rows_of(seating_csv(elected))}
    assert rows["p03"][5] == "chair"
    assert "chair" not in rows["p03"][6:]


def test_csv_has_everybody_once_table_by_table():
    rows = rows_of(seating_csv(small()))[1:]
    assert len({row[0] for row in rows}) == len(rows) == 15
    assert list(dict.fromkeys(row[3] for row in rows)) == ["capital", "talent", "t03"]


@pytest.mark.parametrize("cell", DANGEROUS)
def test_a_cell_that_would_run_does_not(cell):
    row = rows_of(seating_csv(hostile(cell)))[1]
    assert all(value.startswith("'") for value in row[:3])
    assert as_written(row[1]) == cell


@given(st.text())
def test_neutral_can_be_undone(cell):
    """`seating review` reads back what was written, whatever the cell."""
    assert as_written(neutral(cell)) == cell


@given(st.text(min_size=1))
def test_neutral_leaves_no_sign_that_starts_a_formula(cell):
    assert neutral(cell)[0] not in "=+-@\t\r\n"


def test_workbook_has_a_sheet_a_to_z_and_one_a_table():
    book = openpyxl.load_workbook(io.BytesIO(seating_xlsx(small())))
    assert book.sheetnames == ["A–Z", "Capital", "Talent and skill", "t03"]
    names = [row[1].value for row in book["A–Z"].iter_rows(min_row=2)]
    assert names[:2] == ["Ana Ruiz", "Ben Okafor"]
    assert len(names) == 15
    assert [cell.value for cell in book["t03"][1]] == ["id", "name", "organization", "duties", "suggested_duties"]


def test_workbook_of_very_many_tables_has_one_sheet_of_them(monkeypatch):
    monkeypatch.setattr(spreadsheets, "MANY_TABLES", 2)
    book = openpyxl.load_workbook(io.BytesIO(seating_xlsx(small())))
    assert book.sheetnames[:2] == ["A–Z", "Tables"]
    rows = [tuple(cell or "" for cell in row) for row in book["Tables"].iter_rows(values_only=True)]
    assert rows[0] == (*HEADINGS, SUGGESTED)
    assert rows[1:] == seating_rows(small())
    monkeypatch.setattr(spreadsheets, "MANY_TABLES", 3)
    assert "Tables" not in openpyxl.load_workbook(io.BytesIO(seating_xlsx(small()))).sheetnames


@pytest.mark.parametrize("cell", [*DANGEROUS, "http://example.org", "0012", "1/2", "{=1}"])
def test_workbook_cells_are_text_as_written(cell):
    book = openpyxl.load_workbook(io.BytesIO(seating_xlsx(hostile(cell))))
    found = book["North"]["B2"]
    assert found.data_type == "s"
    assert found.hyperlink is None
    assert found.value.replace("_x000D_", "\r") == cell


def test_sheet_names_are_short_allowed_and_different():
    labels = ("A" * 40, "A" * 41, "a/b", "A?B", "History", "'x'", "[]:*?/\\", "A–Z", " ")
    names = openpyxl.load_workbook(io.BytesIO(seating_xlsx(hostile("Ana", labels)))).sheetnames
    assert len({name.casefold() for name in names}) == len(labels) + 1
    assert max(map(len, names)) <= 31
    assert not any(set(name) & set("[]:*?/\\") for name in names)


def test_workbook_is_the_same_bytes_every_time():
    assert seating_xlsx(small()) == seating_xlsx(small())


def test_a_cell_too_long_for_a_workbook_is_cut_with_a_sign():
    book = openpyxl.load_workbook(io.BytesIO(seating_xlsx(hostile("x" * 40_000))))
    value = book["North"]["B2"].value
    assert value.endswith("…")
    assert len(value) == 32_767


def test_breakout_rooms_hold_table_and_email_only():
    rows = rows_of(breakout_csv(small()))
    assert rows[0] == ["table", "email"]
    assert ["Capital", "person3@example.org"] in rows
    assert len(rows) == 5


def test_breakout_rooms_are_neutral_too():
    assert rows_of(breakout_csv(hostile("Ana")))[1] == ["North", "'=x@example.org"]


@given(st.text(alphabet="ab;=+-@' \t,\"", min_size=1, max_size=12))
def test_no_cell_runs_where_semicolons_separate(cell):
    """Cells that hold a semicolon are in quotes, and what follows it begins no formula."""
    told = csv_bytes(["a"], [[cell]]).decode("utf-8-sig").removeprefix("a\r\n").removesuffix("\r\n")
    assert ";" not in cell or told.startswith('"')
    assert next(csv.reader(io.StringIO(told, newline=""))) == [neutral(cell)]
    assert not any(part.lstrip(" ").startswith(("=", "+", "-", "@", "\t")) for part in neutral(cell).split(";")[1:])


def test_letters_have_a_row_for_everybody_with_a_seat_a_to_z():
    headings, *rows = rows_of(letters_csv(small(), words_in("en")))
    assert tuple(headings) == LETTER_HEADINGS
    assert [row[0] for row in rows][:3] == ["Ana Ruiz", "Ben Okafor", "Chloé Åkesson"]
    assert "Jonas Petrov" in [row[0] for row in rows], "a letter goes to people who are on no page"
    chloe = dict(zip(headings, rows[2], strict=True))
    assert chloe == {
        "name": "Chloé Åkesson",
        "organization": "Open Orchard",
        "email": "person3@example.org",
        "table_number": "1",
        "table_id": "capital",
        "table_name": "Capital",
        "purpose": "Make access to capital fair for every type of entrepreneur",
        "place": "South hall",
        "day": "",
        "time": "9:30",
        "hosted_by": "",
        "duties": "chair (suggested until elected)",
        "title": "Riverton small business convening",
        "shared_result": "1,000 more living-wage jobs, owned here",
        "round": "1",
        "promises": "",
        "governance": "",
        "rotation": "",
        "missing": "",
        "further_sessions": "",
        "read_before": "",
        "why_here": "",
        "meet": "D'Artagnan O’Neill-Nguyễn (City of Riverton); Emeka Adeyemi (Local 71)",
    }


def test_a_season_has_every_session_of_everybody_in_its_files():
    """Ana and Flo go to both sessions, Ben to the first, Cam to the second; the staff plan has a sheet of its own."""
    tables = [
        {"id": "a", "name": "Carts", "for": {"type": "cart"}, "day": "2027-03-02", "time": "18:00", "place": "Hall"},
        {"id": "b", "name": "Shops", "for": {"type": "shop"}, "day": "2027-03-09", "time": "18:00", "place": "Mill"},
    ]
    rows = [
        {"id": "ana", "name": "Ana", "type": "cart; shop", "duty": ""},
        {"id": "ben", "name": "Ben", "type": "cart", "duty": ""},
        {"id": "cam", "name": "Cam", "type": "shop", "duty": ""},
        {"id": "flo", "name": "Flo", "type": "", "duty": "facilitator"},
    ]
    result = seating.solve(rows, {"tables": tables, "requirements": [], "sessions": {"most": 2}})
    headings, *lines = rows_of(seating_csv(result))
    assert headings == [*HEADINGS, "further_sessions"]
    sessions = {line[0]: {line[3], *filter(None, line[-1].split("; "))} for line in lines}
    assert sessions == {"ana": {"a", "b"}, "ben": {"a"}, "cam": {"b"}, "flo": {"a", "b"}}
    assert list(result.frame().columns) == headings
    sheets = {
        sheet.title: list(sheet.values) for sheet in openpyxl.load_workbook(io.BytesIO(seating_xlsx(result))).worksheets
    }
    assert list(sheets) == ["A–Z", "Carts", "Shops", "Staff plan"]
    assert [row[0] for row in sheets["Carts"][1:]] == ["ana", "ben", "flo"]
    assert [row[0] for row in sheets["Shops"][1:]] == ["ana", "cam", "flo"]
    assert [tuple(cell or "" for cell in row) for row in sheets["Staff plan"][1:]] == [
        ("a", "Carts", "2027-03-02", "18:00", "Hall", "2", "flo", "Flo", "facilitator"),
        ("b", "Shops", "2027-03-09", "18:00", "Mill", "2", "flo", "Flo", "facilitator"),
    ]
    letters = {row[0]: row[-1] for row in rows_of(letters_csv(result, words_in("en")))[1:]}
    other = {"a": "Shops (2027-03-09 · 18:00 · Mill)", "b": "Carts (2027-03-02 · 18:00 · Hall)"}
    assert letters == {"Ana": other[result.plan.seats["ana"]], "Ben": "", "Cam": "", "Flo": other["a"]}


def test_a_session_without_staff_has_a_row_in_the_staff_plan():
    tables = [
        {"id": name, "day": "2027-03-02", "time": time, "place": "Hall"}
        for name, time in (("a", "18:00-19:00"), ("b", "18:30-19:30"), ("c", "20:00-21:00"))
    ]
    rows = [*({"name": f"Pia {n}", "pin": "abc"[n]} for n in range(3)), {"name": "Flo", "duty": "facilitator"}]
    result = seating.solve(rows, {"tables": tables, "requirements": []})
    (sheet,) = (
        s for s in openpyxl.load_workbook(io.BytesIO(seating_xlsx(result))).worksheets if s.title == "Staff plan"
    )
    served = {row[0]: row[7] for row in list(sheet.values)[1:]}
    assert sorted(name or "" for name in served.values()) == ["", "Flo", "Flo"]
    assert served["c"] == "Flo"


def test_letters_name_duties_in_the_language_of_the_packet():
    assert "presidencia (propuesta hasta la elección)" in letters_csv(small(), words_in("es")).decode("utf-8-sig")


@pytest.mark.parametrize(("own", "day"), [({}, "2027-01-14"), ({"day": "2027-01-15"}, "2027-01-15")])
def test_letters_have_the_day_of_the_round_if_the_table_has_none(own, day):
    convening = {"tables": [{"id": "north", **own}], "rounds": [{"day": "2027-01-14"}]}
    headings, row = rows_of(letters_csv(seating.solve([{"name": "Ana"}], convening), words_in("en")))
    assert row[headings.index("day")] == day


def test_letters_name_companions_in_the_language_of_the_packet():
    """Files of data keep the name in English; a letter uses the words of the badge."""
    named = {"a": "Ana Soto", "a+2": "Ana Soto's guest 1"}
    people = People(tuple(Person(id=one, name=name) for one, name in named.items()))
    result = result_of(people, Convening(tables=(Table(id="one"),)), dict.fromkeys(named, "one"))
    told = {one: [row[0] for row in rows_of(letters_csv(result, words_in(one)))[1:]] for one in ("en", "es")}
    assert told == {"en": list(named.values()), "es": ["Ana Soto", "acompañante 1 de Ana Soto"]}
    assert [row[1] for row in seating_rows(result)] == list(named.values())


def inviting(*wanted: Recruit, headings: tuple[str, ...] = ("name", "status", "age")):
    result = small()
    known = {heading: Heading(heading.capitalize(), "A") for heading in headings}
    people = People(tuple(result.people), headings=known)
    return replace(result, people=people, recruit=wanted)


def test_people_to_invite_are_rows_in_the_columns_of_the_list():
    young = Recruit({"age": "young"}, 2, ("voice-2",), "", True)
    assert rows_of(recruit_csv(inviting(young))) == [["Name", "Status", "Age"], *[["", "invited", "young"]] * 2]


def test_a_status_that_is_asked_for_is_kept_and_a_list_without_one_gets_none():
    result = replace(inviting(Recruit({"status": "confirmed"}, 1, ("voice-2",), "", True)), private_columns=frozenset())
    assert rows_of(recruit_csv(result))[1] == ["", "confirmed", ""]
    young = Recruit({"age": "young"}, 1, ("voice-2",), "", True)
    assert rows_of(recruit_csv(inviting(young, headings=("name", "age")))) == [["Name", "Age"], ["", "young"]]


def test_a_column_that_the_list_lacks_comes_last_and_once():
    wanted = [Recruit({"sector": sector, "age": "young"}, 1, ("voice-2",), "", True) for sector in ("labor", "arts")]
    assert rows_of(recruit_csv(inviting(*wanted))) == [
        ["Name", "Status", "Age", "sector"],
        ["", "invited", "young", "labor"],
        ["", "invited", "young", "arts"],
    ]


def test_what_a_private_requirement_asks_for_is_blank_in_the_file():
    private = Recruit({"needs": "step-free"}, 1, ("voice-4",), "", True)
    content = recruit_csv(inviting(private, headings=("name", "needs")))
    assert rows_of(content) == [["Name", "Needs"], ["", ""]]


def test_people_to_invite_have_first_and_last_names_in_the_columns_of_the_list():
    listed = read_people(read_bytes(b"Last Name,First Name,Age\nKim,Ana,\nOde,Ben,\nPoe,Cy,\n", "list.csv")).people
    yes = Invitee("i1", "Young people", "Mary Jo Lind", answer=Reply.YES)
    result = replace(
        inviting(Recruit({"Age": "young"}, 2, ("voice-2",), "", True, name="Young people")),
        people=replace(listed, persons=tuple(small().people)),
        invitations=Invitations("invitations.csv", (yes,)),
    )
    assert rows_of(recruit_csv(result)) == [
        ["Last Name", "First Name", "Age"],
        ["Lind", "Mary Jo", "young"],
        ["", "", "young"],
    ]


def test_breakout_rooms_are_written_only_if_somebody_has_an_address():
    assert has_email(small().room)
    persons = tuple(person.model_copy(update={"email": ""}) for person in small().people)
    assert not has_email(result_of(People(persons), small().convening, dict(small().plan.seats)).room)


def test_the_heading_of_each_sheet_stays_in_view_and_filters_and_names_have_room():
    book = openpyxl.load_workbook(io.BytesIO(seating_xlsx(small())))
    for sheet in book:
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref == sheet.dimensions
        assert sheet["A1"].font.bold
        assert not sheet["A2"].font.bold
        assert (sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width) == pytest.approx(
            (16.7, 28.7), 0.1
        )
    assert book.properties.title == "Riverton small business convening"


def test_people_are_listed_by_table_then_by_name():
    rows = seating_rows(small())
    assert [row[1] for row in rows][:6] == [
        "Ana Ruiz",
        "Ben Okafor",
        "Chloé Åkesson",
        "D'Artagnan O’Neill-Nguyễn",
        "Emeka Adeyemi",
        "Nadia Haddad",
    ]
    assert [row[5:] for row in rows][2:6] == [("", "chair"), ("", ""), ("", ""), ("interpreter", "")]


def test_an_organization_that_is_private_is_in_no_file():
    result = replace(small(), private_columns=small().private_columns | {"organization"})
    assert {row[2] for row in seating_rows(result)} == {""}
    assert "Open Orchard" not in letters_csv(result, words_in("en")).decode("utf-8-sig")
