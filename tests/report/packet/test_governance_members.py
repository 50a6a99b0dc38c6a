"""Governance tables on paper: their sheets, and badges, letters, the workbook and calendar files of their members."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import replace

import pytest

from seating.analysis.initiative.memberships import Membership
from seating.analysis.promises import read_commitments
from seating.forms.harvest import Harvest, Statement
from seating.forms.resources import Resource, Resources, ResourceState
from seating.present.languages import words_in
from seating.present.settings import Settings
from seating.profiles import Asset, People, Person
from seating.profiles import Status as Invitation
from seating.report import heard_tables
from seating.report.calendar import calendars
from seating.report.output import packet_files
from seating.report.packet import governance as page
from seating.report.pages import render_packet
from seating.report.shown_channels import list_channels
from seating.report.spreadsheets import letters_csv, seating_xlsx
from seating.result import Result
from seating.result.privacy import for_reader
from seating.result.readers import Audience
from seating.room.tables import SheetTables, Table
from seating.sources import read_bytes

from ..conftest import Page
from ..made_up import large, small

ENGLISH, SPANISH = Settings(), Settings(language="es")

LEAD = Table.model_validate({"id": "lead", "name": "Leadership", "kind": "leadership", "from": "chair"})
STEER = Table.model_validate(
    {
        "id": "steer",
        "name": "Steering table",
        "kind": "steering",
        "people": ["p06", "x01", "x02", "p11"],
        "day": "2027-03-05",
        "time": "9:30-11:00",
        "place": "City hall",
        "purpose": "Keep the initiative on course",
    }
)
BOARD = Table.model_validate(
    {"id": "board", "name": "Policy board", "kind": "governance", "action_seat": "yes", "seats": 2, "people": ["p08"]}
)

MEMBERS = (
    Membership("lead", "p03", "chair of capital"),
    *(Membership("steer", person, "member") for person in ("p06", "x01", "x02", "p11")),
    *(Membership("board", person, "member") for person in ("p08", "p01")),
)


def governed(**changes: object) -> Result:
    """Return a room with a leadership of chairs, a steering table by name, and a board with a chosen member.

    x01 does not come in this round, x02 declined, and p11 may not be named to everybody.
    """
    base = small()
    tables = (base.convening.tables[0].model_copy(update={"needs": ("a bookkeeper",)}), *base.convening.tables[1:])
    convening = base.convening.model_copy(update={"tables": (*tables, LEAD, STEER, BOARD)})
    room = replace(base.room, tables=tables)
    return replace(base, convening=convening, room=room, memberships=MEMBERS, **changes)


def full_governance(people: int) -> Result:
    """Return one governance table with so many members, each the suggested chair of a table of its own."""
    base = large(people, people)
    lead = LEAD.model_copy(update={"purpose": "Make access to capital fair for every entrepreneur in the city"})
    needs = {"needs": ("somebody who knows the rules of the county for kitchens", "a bookkeeper", "a room")}
    tables = tuple(
        table.model_copy(update={**needs, "name": f"{table.name} of entrepreneurs"}) for table in base.room.tables
    )
    convening = base.convening.model_copy(update={"tables": (*tables, lead)})
    themes = ("Fees are too high for small firms", "Loans need a parent who owns a house", "Nobody answers the phone")
    said = [Statement(t.id, "", (theme,), "", "", 2) for t in tables for theme in themes]
    return replace(
        base,
        convening=convening,
        room=replace(base.room, tables=tables),
        duties=dict.fromkeys(base.plan.seats, ("chair",)),
        memberships=tuple(Membership("lead", p, f"chair of {t}") for p, t in base.plan.seats.items()),
        harvest=Harvest("harvest.csv", "ab" * 32, tuple(said)),
    )


def sheets(result: Result, settings: Settings = ENGLISH) -> dict[str, page.Governing]:
    """Return what the sheets of governance tables have besides those of other tables."""
    found = page.fill(result, settings)
    assert found is not None
    return {sheet.table.id: sheet.governing for sheet in found if sheet.governing is not None}


def text_of(result: Result, name: str) -> str:
    return " ".join(Page(render_packet(result)[name]).texts)


def label(person: str) -> str:
    return small().people.by_id[person].label


def test_a_sheet_says_for_whom_each_member_speaks() -> None:
    found = sheets(governed())
    told = {t: {m.name: (m.role, m.sits_at) for m in sheet.at.members} for t, sheet in found.items()}
    assert told == {
        "lead": {label("p03"): ("chair of Capital, suggested until elected", "Capital")},
        "steer": {
            label("p06"): ("named member", "Talent and skill"),
            label("x01"): ("named member", ""),
        },
        "board": {label("p08"): ("named member", "Talent and skill"), label("p01"): ("chosen", "Capital")},
    }
    assert [sheet.at.number for sheet in found.values()] == [4, 5, 6]


def test_an_elected_member_without_a_seat_speaks_for_the_table_that_elected_them() -> None:
    """They chair it in this round too, and the sheets of all tables name them alike."""
    base = governed()
    first = base.room.tables[0].model_copy(update={"chair": ("x01",)})
    elected = replace(base, room=replace(base.room, tables=(first, *base.room.tables[1:])))
    heard = {row.table: row.carriers for row in sheets(elected)["steer"].heard.rows}
    assert label("x01") in heard[first.label]
    assert not [one for row in sheets(base)["steer"].heard.rows for one in row.carriers if one == label("x01")]
    carried = {(one.origin, one.target) for one in list_channels(elected) if one.person == "x01"}
    assert carried == {(first.id, "steer")}
    assert not [one for one in list_channels(base) if one.person == "x01"]


def test_people_who_declined_or_are_not_invited_yet_are_on_no_page_for_everybody() -> None:
    base = governed()
    idea = base.people.by_id["p08"].model_copy(update={"status": Invitation.IDEA})
    people = People(tuple(idea if p.id == "p08" else p for p in base.people))
    page = render_packet(for_reader(replace(base, people=people), Audience.EVERYONE))["governance.html"]
    html = page.partition('id="table-lead"')[2]  # p08 keeps the seat of this result
    assert html
    for hidden in ("p08", "x02", "p11"):
        assert label(hidden) not in html
    assert label("x01") in html


def test_what_tables_bring_and_ask_comes_from_what_is_known() -> None:
    base = governed()
    rows = "table,who,what,by,state,note,missing\ncapital,,,,,,renters\ncapital,,,,,,p12\n"
    known = replace(
        base,
        harvest=Harvest("h.csv", "ab" * 32, (Statement("capital", "", ("fees",), "CANARY-words", "", 2),)),
        resources=Resources(
            ("r.csv",),
            (
                Resource("loan fund", ResourceState.HAVE, (), {"focus": ("capital",)}),
                Resource("a notary", ResourceState.GAP, (), {"focus": ("capital",)}),
                Resource("a truck", ResourceState.HAVE, (), {"focus": ("logistics",)}),
            ),
            ("focus",),
        ),
        commitments=read_commitments(
            read_bytes(rows.encode(), "c.csv"), base.people, SheetTables(base.convening.tables)
        ),
    )
    (heard,) = sheets(known)["lead"].heard.rows
    assert (heard.table, heard.carriers) == ("Capital", (label("p03"),))
    assert heard.brings == "fees; loan fund"
    assert heard.asks == "a bookkeeper; a notary; renters"
    html = render_packet(known)["governance.html"]
    assert "CANARY" not in html
    assert "a truck" not in html
    assert "governance.html" not in packet_files(for_reader(known, Audience.EVERYONE))
    assert "governance.html" in packet_files(for_reader(known, Audience.TEAM))
    assert "governance.html" in packet_files(for_reader(base, Audience.EVERYONE))


def test_a_name_that_several_people_on_the_list_have_is_not_announced() -> None:
    """A table named one of them as missing; neither comes."""
    base = governed()
    away = Invitation.DECLINED
    twins = tuple(Person(id=f"twin{n}", name="Kim Low", listed=False, status=away) for n in range(2))
    people = People((*base.people, *twins))
    rows = "table,who,what,by,state,note,missing\ncapital,,,,,,Kim Low\ncapital,,,,,,renters\n"
    named = read_commitments(read_bytes(rows.encode(), "c.csv"), people, SheetTables(base.convening.tables))
    assert [line.person for line in named.missing] == [None, None]
    known = replace(base, people=people, room=replace(base.room, listed=people), commitments=named)
    (heard,) = sheets(known)["lead"].heard.rows
    assert heard.asks == "a bookkeeper; renters"


def test_without_knowledge_there_is_room_to_write() -> None:
    empty = replace(governed(), memberships=())
    sheet = sheets(empty)["lead"]
    assert (sheet.heard.rows, len(sheet.heard.blank_rows)) == ((), heard_tables.BLANK_ROWS)
    assert "What we decided" in text_of(empty, "governance.html")


def test_a_long_cell_counts_what_it_leaves_out() -> None:
    heard = sheets(full_governance(heard_tables.MANY_TABLES + 1))["lead"].heard.rows
    assert len(heard) == heard_tables.MANY_TABLES + 1
    assert heard[0].brings == "Fees are too high for small firms; 2 others"
    assert all(len(line.brings) <= heard_tables.SHORT_CELL + 20 for line in heard)
    assert sheets(full_governance(heard_tables.MOST_TABLES + 2))["lead"].heard.more == 2


def test_the_sheets_are_in_spanish_or_in_the_language_of_the_table() -> None:
    html = render_packet(governed(), SPANISH)["governance.html"]
    for text in (
        "Función",
        "Lo que aportan y piden las mesas de estas personas",
        "miembro designado",
    ):
        assert text in html
    base = governed()
    tables = (*base.convening.tables[:-1], BOARD.model_copy(update={"language": "es; en"}))
    both = replace(base, convening=base.convening.model_copy(update={"tables": tables}))
    found = page.fill(both, ENGLISH)
    assert found is not None
    assert [(s.table.id, s.words.language) for s in found if s.governing][2:] == [("board", "es"), ("board", "en")]
    assert len({s.anchor for s in found}) == 7


def test_hostile_texts_stay_texts() -> None:
    bad = "<script>alert(1)</script>"
    base = governed()
    table = STEER.model_copy(update={"name": bad, "purpose": bad, "place": bad})
    tables = (*base.convening.tables[:-2], table, BOARD)
    people = People(tuple(p.model_copy(update={"name": bad}) if p.id == "p06" else p for p in base.people))
    html = render_packet(replace(base, people=people, convening=base.convening.model_copy(update={"tables": tables})))
    assert bad not in html["governance.html"]
    assert html["governance.html"].count("&lt;script&gt;") >= 4


def test_a_badge_names_the_governance_tables_and_members_without_a_seat_have_one() -> None:
    html = text_of(governed(), "badges.html")
    assert f"Member: Policy board · {small().people.by_id['p01'].organization}" in html
    assert "Leadership" not in html, "nobody wears a duty that they were not asked about"
    assert "suggested" not in html
    elected = governed()
    tables = tuple(
        t.model_copy(update={"chair": ("p03",)}) if t.id == "capital" else t for t in elected.convening.tables
    )
    elected = replace(elected, convening=elected.convening.model_copy(update={"tables": tables}))
    assert "Chair at this table · Member: Leadership" in text_of(elected, "badges.html")
    assert label("x01") in html
    assert label("x02") not in html
    assert label("p11") not in html


def test_a_member_by_name_and_a_member_without_a_seat_have_a_letter() -> None:
    rows = list(csv.DictReader(io.StringIO(letters_csv(governed(), words_in("en")).decode("utf-8-sig"))))
    told = {row["name"]: (row["table_id"], row["table_number"], row["governance"]) for row in rows}
    assert told[label("x01")] == ("steer", "5", "Steering table (named member)")
    assert told[label("p03")] == ("capital", "1", "Leadership (chair of Capital, suggested until elected)")
    assert told[label("p11")] == ("t03", "3", "Steering table (named member)"), "letters reach everybody"
    assert told[label("p02")][2] == ""
    assert label("x02") not in told
    assert len(rows) == len(governed().room.persons) + 1


def test_the_workbook_has_a_sheet_of_members() -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.load_workbook(io.BytesIO(seating_xlsx(governed())))
    assert book.sheetnames[-1] == "Governance tables"
    rows = [tuple(cell or "" for cell in row) for row in book["Governance tables"].iter_rows(values_only=True)]
    assert rows[0] == ("id", "name", "organization", "table_id", "table_name", "role", "sits_at")
    assert (rows[1][0], *rows[1][3:]) == (
        "p03",
        "lead",
        "Leadership",
        "chair of Capital, suggested until elected",
        "Capital",
    )
    assert {row[0] for row in rows[1:]} == {"p03", "p06", "x01", "p11", "p08", "p01"}
    assert "Governance tables" not in openpyxl.load_workbook(io.BytesIO(seating_xlsx(small()))).sheetnames


def test_a_governance_table_with_a_day_has_a_calendar_file() -> None:
    event = calendars(governed(), words_in("en"))["steer.ics"].decode()
    assert "DTSTART:20270305T093000" in event
    assert "LOCATION:City hall" in event


def test_someone_without_a_name_gets_no_badge() -> None:
    base = governed()
    held = Person(id="x03", organization="Tern Bank", status=Invitation.OPEN)
    found = replace(
        base,
        people=People((*base.people, held)),
        memberships=(*MEMBERS, Membership("steer", "x03", "member")),
    )
    assert "Tern Bank" not in text_of(found, "badges.html")


def test_a_table_does_not_bring_what_it_asks_for() -> None:
    """There is a bookkeeper in its focus area, but no one at the table brings one, so the need is unmet everywhere."""
    there = Resource("A bookkeeper", ResourceState.HAVE, (), {"focus": ("capital",)})
    base = replace(governed(), resources=Resources(("r.csv",), (there,), ("focus",)))
    (heard,) = sheets(base)["lead"].heard.rows
    assert (heard.brings, heard.asks) == ("", "a bookkeeper")


def test_a_table_asks_only_for_what_nobody_there_brings() -> None:
    base = governed()
    seated = next(p.id for p in base.room.people if base.plan.seats[p.id] == "capital")
    bringing = {"assets": (Asset(group="skill", word="A Bookkeeper"),)}

    def given(people: Iterable[Person]) -> tuple[Person, ...]:
        return tuple(p.model_copy(update=bringing) if p.id == seated else p for p in people)

    (lacking,) = sheets(base)["lead"].heard.rows
    assert lacking.asks == "a bookkeeper"
    room = replace(base.room, people=given(base.room.people), listed=People(given(base.room.listed)))
    (heard,) = sheets(replace(base, room=room))["lead"].heard.rows
    assert heard.asks == ""
