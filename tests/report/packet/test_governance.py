"""Charters and promises on pages: the report, the page of each table, and the letters."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from seating.analysis.initiative.memberships import Membership
from seating.analysis.promises import read_commitments
from seating.api.interface import solve
from seating.forms.cells import Named
from seating.present.languages import words_in
from seating.present.settings import Settings
from seating.profiles import People
from seating.profiles.people import Heading
from seating.report import named_missing
from seating.report.output import packet_files
from seating.report.packet import governance as bodies
from seating.report.pages import render_packet, render_report
from seating.report.places import seated
from seating.report.sections import governance, promises
from seating.report.shown_worksheets import list_names
from seating.report.spreadsheets import letters_csv
from seating.report.steering import sheet as steering
from seating.result import Result
from seating.result.privacy import for_reader
from seating.result.readers import Audience
from seating.room.history import History, PastRound, PastVoice
from seating.room.tables import SheetTables, Table
from seating.sources import read_bytes
from tests.present.told import cells, told

from ..made_up import large, small

TODAY = date(2026, 6, 1)

ENGLISH, SPANISH = Settings(), Settings(language="es")

ROWS = (
    "table,who,what,by,state,note,missing\n"
    "capital,p03,Publish the list of fees,2026-03-01,,canary in a note,renters\n"
    "capital,p01; Oak Fund,Name a person for questions,2026-09-01,,,\n"
    "talent,p06,Ask two schools,,kept,,p02\n"
)


def chartered(rows: str = ROWS, **changes: object) -> Result:
    base = small()
    capital = base.convening.tables[0].model_copy(
        update={"decides": "by consent", "reports_to": "lead", "meets": "every first Tuesday"}
    )
    lead = Table(id="lead", name="Lead table", kind="leadership", **{"from": "chair"})
    convening = base.convening.model_copy(update={"tables": (capital, *base.convening.tables[1:], lead), **changes})
    room = replace(base.room, tables=(capital, *base.room.tables[1:]))
    found = read_commitments(read_bytes(rows.encode(), "commitments.csv"), base.people, SheetTables(convening.tables))
    memberships = (Membership("lead", "p03", "chair of capital"),)
    return replace(base, convening=convening, room=room, commitments=found, memberships=memberships)


def full_charters(people: int) -> Result:
    """Return one table of so many people with a full charter and more promises than its page shows."""
    base = large(people, 1)
    more = {
        "purpose": "Make access to capital fair for every type of entrepreneur in the city and beyond it",
        "decides": "by consent of everybody at the table; without it, by two thirds of those present",
        "reports_to": "the steering table of the initiative, in writing, a week before it meets",
        "meets": "every first Tuesday from nine to eleven in the South hall, or on-line",
    }
    tables = tuple(table.model_copy(update=more) for table in base.convening.tables)
    convening = base.convening.model_copy(update={"tables": tables})
    what = "with a text that is long enough to take two lines of the page of its table"
    rows = "".join(f"1,Person {n % people},Promise {n} {what},2026-03-01,,,\n" for n in range(12))
    missing = "1,,,,,,renters; people who sell at the market; a person from the bank; young people\n"
    text = f"table,who,what,by,state,note,missing\n{rows}{missing}"
    found = read_commitments(read_bytes(text.encode(), "commitments.csv"), base.people, SheetTables(tuple(tables)))
    return replace(base, convening=convening, room=replace(base.room, tables=tables), commitments=found)


def governing(result: Result) -> dict[str, bodies.Governing]:
    """Return what the sheets of governance tables have besides, by table."""
    return {one.table.id: one.governing for one in bodies.fill(result, ENGLISH) if one.governing is not None}


def missing(result: Result) -> dict[str, str]:
    """Return where those are now whom tables named as missing."""
    rows = cells(named_missing.list_blocks(result))["Who the tables named as missing"]
    return {name: now for name, _, now in rows}


def test_a_held_seat_is_no_member_and_is_named_apart():
    people = [{"id": f"p{n}", "name": f"Pia {n}", "organization": "Bank"} for n in range(3)]
    people += [{"id": "h", "organization": "Zoo", "status": "open"}]
    tables = [{"id": "a", "decides": "by consent"}, {"id": "board", "kind": "leadership", "people": ["Pia 0", "h"]}]
    result = solve(people, {"tables": tables, "requirements": []})
    seated, board = bodies.fill(result, ENGLISH)
    assert seated.members == ("Pia 0", "Pia 1", "Pia 2")
    assert seated.held == ("Zoo",)
    assert [(len(board.members), len(board.held))] == [(1, 1)]
    page = render_packet(result, replace(ENGLISH, pages=("governance",)))["governance.html"]
    assert "1 seat held for someone yet to be found: <bdi>Zoo</bdi>" in page


def test_a_child_agrees_to_no_charter():
    people = [{"name": "Ana Fox", "children": "2"}, {"name": "Ben Marsh", "children": ""}]
    result = solve(people, {"tables": [{"id": "a", "decides": "by consent"}], "requirements": []})
    assert len(result.room.people) == 4
    (charter,) = bodies.fill(result, ENGLISH)
    assert charter.members == ("Ana Fox", "Ben Marsh")


def test_a_table_without_charter_and_promises_has_its_members_and_lines():
    sheets = bodies.fill(small(), ENGLISH)
    assert [sheet.table.id for sheet in sheets] == ["capital", "talent", "t03"]
    assert all(sheet.members for sheet in sheets)
    assert not list(promises.list_blocks(small()))
    html = render_packet(small())["governance.html"]
    assert html.count('<dt>How we decide</dt><dd><span class="write"></span></dd>') == 3
    assert html.count("<caption>Signed</caption>") == 3
    assert "answers to" not in html


def test_a_table_that_only_listens_has_a_sheet_if_something_is_stated_of_it():
    tables = [{"id": "a", "kind": "listening"}, {"id": "b", "kind": "listening", "meets": "weekly"}]
    people = [{"name": "Ana Fox"}, {"name": "Ben Marsh"}]
    result = solve(people, {"tables": [{**one, "seats": 1} for one in tables], "requirements": []})
    assert [sheet.table.id for sheet in bodies.fill(result, ENGLISH)] == ["b"]


def test_a_charter_says_how_the_table_works():
    page = bodies.fill(for_reader(chartered(), Audience.EVERYONE), ENGLISH)
    capital = page[0]
    assert (capital.table.decides, capital.reports_to) == ("by consent", "Lead table")
    assert capital.chairs == ("Chloé Åkesson (suggested until elected)",)
    html = render_packet(chartered())["governance.html"]
    assert "every first Tuesday" in html
    assert "We report to" in html


def test_a_charter_states_the_end_of_a_table_for_a_limited_time():
    assert "We work until" not in render_packet(chartered())["governance.html"]
    base = chartered()
    tables = tuple(t.model_copy(update={"until": "2027-06-30"}) for t in base.convening.tables)
    room = replace(base.room, tables=tuple(t.model_copy(update={"until": "2027-06-30"}) for t in base.room.tables))
    ending = replace(base, convening=base.convening.model_copy(update={"tables": tables}), room=room)
    assert "<dt>We work until</dt><dd><bdi>2027-06-30</bdi></dd>" in render_packet(ending)["governance.html"]


def test_those_named_as_missing_beyond_the_space_on_the_page_are_counted():
    rows = ROWS + "".join(f"capital,,,,,,a baker from street {n}\n" for n in range(7))
    capital = bodies.fill(for_reader(chartered(rows), Audience.EVERYONE), ENGLISH)[0]
    assert capital.missing[:2] == ("renters", "a baker from street 0")
    assert capital.missing[6:] == ("2 others",)


def test_a_governance_table_has_a_charter_of_its_own():
    lead = bodies.fill(for_reader(chartered(), Audience.EVERYONE), ENGLISH)[-1]
    assert (lead.number, lead.table.id) == (4, "lead")
    assert lead.members == ("Chloé Åkesson (chair of Capital, suggested until elected)",)


def test_promises_are_carried_to_the_page_of_their_table():
    capital, talent, *_ = bodies.fill(for_reader(chartered(today=TODAY), Audience.EVERYONE), ENGLISH)
    assert [(line.what, line.state) for line in capital.promises] == [
        ("Publish the list of fees", "late"),
        ("Name a person for questions", "open"),
    ]
    assert [line.state for line in talent.promises] == ["kept"]
    assert capital.date == "Dates are compared with today’s date, as it was given: 2026-06-01."
    assert capital.missing == ("renters",)


def test_states_of_promises_are_in_the_language_of_the_page():
    result = chartered(today=TODAY)
    spoken = [
        line.state for one in bodies.fill(for_reader(result, Audience.EVERYONE), SPANISH) for line in one.promises
    ]
    assert spoken == ["con retraso", "pendiente", "cumplido"]


def test_the_report_says_that_without_a_date_nothing_is_late_by_its_date():
    assert told(promises.list_blocks(chartered())).startswith("Late: 0. Open: 2. Kept: 1. The round has no date")
    late = list(promises.list_blocks(chartered(today=TODAY)))
    assert told(late).startswith("Late: 1. Open: 1. Kept: 1. Dates are compared")
    assert "late" in cells(late)["What the tables promised"][0]
    assert "2026-06-01" in render_report(chartered(today=TODAY))


def test_the_report_says_where_those_named_as_missing_are_now():
    names = missing(chartered())
    labels = small().people.by_id
    assert names == {"renters": "not on the list by this name", labels["p02"].label: "Capital"}


def test_a_voice_that_was_named_as_missing_has_its_state():
    result = chartered("table,who,what,by,state,note,missing\ncapital,,,,,,elders\n")
    voices = {voice.name: voice for voice in result.review.voices}
    (now,) = missing(result).values()
    assert now == f"{voices['Elders'].because[:1].upper()}{voices['Elders'].because[1:]}"


def test_notes_and_people_who_are_not_shown_are_on_no_page_for_everyone():
    base = chartered()
    hidden = base.people.by_id["p01"].model_copy(update={"listed": False})
    people = replace(base.people, persons=tuple(hidden if p.id == "p01" else p for p in base.people))
    page = render_packet(replace(base, people=people))["governance.html"]
    assert "canary" not in page
    assert hidden.label not in "".join(
        line.who
        for line in bodies.fill(for_reader(replace(base, people=people), Audience.EVERYONE), ENGLISH)[0].promises
    )
    assert "Oak Fund" in page
    assert "canary" in render_report(base)


@pytest.mark.parametrize("is_listed", [True, False])
def test_a_name_that_only_unlisted_people_have_is_on_no_page_for_everyone(is_listed):
    base = chartered("table,who,what,by,state,note,missing\ncapital,Sam Twin; Oak Fund,Call,,,,Sam Twin\n")
    twins = {
        "p01": base.people.by_id["p01"].model_copy(update={"name": "Sam Twin", "listed": is_listed}),
        "p02": base.people.by_id["p02"].model_copy(update={"name": "Sam Twin", "listed": False}),
    }
    people = People(tuple(twins.get(one.id, one) for one in base.people))
    sheet = bodies.fill(for_reader(replace(base, people=people), Audience.EVERYONE), ENGLISH)[0]
    assert ["Sam Twin" in line.who for line in sheet.promises] == [is_listed]
    assert "Oak Fund" in sheet.promises[0].who
    assert ("Sam Twin" in sheet.missing) == is_listed


def test_the_pages_are_in_spanish():
    html = render_packet(chartered(today=TODAY), SPANISH)["governance.html"]
    for text in ("Cómo decidimos", "Ante quién respondemos", "con retraso", "Integrantes"):
        assert text in html
    assert told(promises.list_blocks(chartered()), "es").startswith("Con retraso: 0. Abierto: 2. Cumplidos: 1.")


def test_a_letter_has_what_its_reader_has_not_kept():
    rows = list(csv.DictReader(letters_csv(chartered(today=TODAY), words_in("en")).decode("utf-8-sig").splitlines()))
    told = {row["name"]: row["promises"] for row in rows}
    labels = {identity: person.label for identity, person in small().people.by_id.items()}
    assert told[labels["p03"]] == "Publish the list of fees (2026-03-01, late)"
    assert told[labels["p06"]] == ""
    assert sum(map(bool, told.values())) == 2


def test_a_letter_says_whom_the_readers_table_named_as_missing():
    rows = ROWS + "capital,,,,,,x02; elders\nlead,,,,,,a judge\n"
    told = {
        row["table_id"]: row["missing"]
        for row in csv.DictReader(letters_csv(chartered(rows), words_in("en")).decode("utf-8-sig").splitlines())
    }
    labels = {identity: person.label for identity, person in small().people.by_id.items()}
    assert told == {"capital": "renters; elders", "talent": labels["p02"], "t03": ""}, "x02 has no seat"


def test_who_was_missing_and_sits_at_the_table_now_is_not_asked_for():
    """A person, an organization and a voice that have come; who sits at another table is still missing at this one."""
    named = "p01; Open Orchard; Microentrepreneurs; elders; Harbor Makers"
    result = chartered(f"table,who,what,by,state,note,missing\ncapital,,,,,,{named}\nt03,,,,,,Step-free\n")
    still = ("elders", "Harbor Makers")
    assert bodies.fill(for_reader(result, Audience.EVERYONE), ENGLISH)[0].missing == still
    letters = csv.DictReader(letters_csv(result, words_in("en")).decode("utf-8-sig").splitlines())
    assert {row["table_id"]: row["missing"] for row in letters} == {
        "capital": "; ".join(still),
        "talent": "",
        "t03": "Step-free",
    }
    (heard,) = governing(result)["lead"].heard.rows
    assert heard.asks.endswith("; ".join(still))
    assert "Microentrepreneurs" not in heard.asks


KINDS = "table,who,what,by,state,note,missing\ncapital,,,,,,labor; education; community; the business; a baker\n"


def test_a_kind_of_people_that_a_table_named_is_on_the_list():
    """They are named by a value of a column, in the singular or the plural, with an article or without."""
    result = chartered(KINDS)
    assert missing(result) == {
        "labor": "coming: 2, Capital: 1",
        "education": "coming: 1, Capital: 0",
        "community": "coming: 1, Capital: 0",
        "the business": "coming: 5, Capital: 2",
        "a baker": "not on the list by this name",
    }
    assert bodies.fill(for_reader(result, Audience.EVERYONE), ENGLISH)[0].missing == (
        "education",
        "community",
        "a baker",
    )


def test_a_table_that_asks_for_a_kind_after_its_first_round_asks_for_more_than_sit_there():
    result = replace(chartered(KINDS), is_over=True)
    assert bodies.fill(for_reader(result, Audience.EVERYONE), ENGLISH)[0].missing == (
        "labor",
        "education",
        "community",
        "the business",
        "a baker",
    )


def test_a_kind_of_people_is_not_found_in_a_private_column_or_among_staff():
    """What a page tells of a kind would tell what a private cell holds."""
    base = chartered(KINDS)
    private = replace(base, private_columns=frozenset({"sector"}))
    assert "coming" not in "".join(missing(private).values())
    staff = [one.model_copy(update={"duty": "recorder"}) if one.sector == "labor" else one for one in base.people]
    assert missing(replace(base, people=People(tuple(staff))))["labor"] == "not on the list by this name"


def test_a_name_in_a_column_of_relations_is_no_kind_of_people():
    """Who was invited by someone who is not on the list is not that person."""
    base = chartered("table,who,what,by,state,note,missing\ncapital,,,,,,Agnes Birk\n")
    names = {"p01": "Agnes Birk", "p02": base.people.by_id["p03"].name}
    people = [
        one.model_copy(update={"own": {"invited_by": (names[one.id],)}}) if one.id in names else one
        for one in base.people
    ]
    result = replace(base, people=People(tuple(people), {"invited_by": Heading("invited_by", "D")}))
    assert missing(result) == {"Agnes Birk": "not on the list by this name"}


@pytest.mark.parametrize("named", ["p02", "Mesa Credit Union"])
def test_who_was_missing_and_sat_at_the_table_in_the_last_round_is_not_asked_for(named):
    """Someone who sat there in each round may have been named since; so may someone who has sat elsewhere since."""
    base = chartered(f"table,who,what,by,state,note,missing\ntalent,,,,,,{named}\n")
    here, elsewhere = {"p02": "talent"}, {"p02": "capital"}
    for seats, is_missing in (
        ([{}, here], False),
        ([elsewhere, here], False),
        ([here, here], True),
        ([here], True),
        ([{}, here, elsewhere], True),
        ([{}], True),
    ):
        past = History(tuple(PastRound(number, held) for number, held in enumerate(seats, start=1)))
        result = replace(base, room=replace(base.room, history=past))
        found = [row.missing for row in bodies.fill(for_reader(result, Audience.EVERYONE), ENGLISH)]
        assert any(found) == is_missing, seats


@pytest.mark.parametrize(("is_private", "is_missing"), [(False, False), (True, True)])
def test_a_voice_that_came_in_the_last_round_is_not_asked_for(is_private, is_missing):
    base = chartered("table,who,what,by,state,note,missing\ntalent,,,,,,Drivers\n")
    came = {"voice-1": PastVoice("heard", {"talent": 1}, "Drivers", is_private)}
    past = History((PastRound(1, {"p02": "capital"}), PastRound(2, {"p02": "capital"}, voices=came)))
    result = replace(base, room=replace(base.room, history=past))
    found = [row.missing for row in bodies.fill(for_reader(result, Audience.EVERYONE), ENGLISH)]
    assert any(found) is is_missing


def test_who_sat_at_a_table_under_its_earlier_id_came_to_it():
    base = chartered("table,who,what,by,state,note,missing\ntalent,,,,,,p02\n")
    tables = tuple(
        one.model_copy(update={"was": ("skills",) if one.id == "talent" else ()}) for one in base.room.tables
    )
    for at, is_missing in (("skills", False), ("other", True)):
        past = History((PastRound(1, {}), PastRound(2, {"p02": at})))
        result = replace(base, room=replace(base.room, history=past, tables=tables))
        found = [row.missing for row in bodies.fill(for_reader(result, Audience.EVERYONE), ENGLISH)]
        assert any(found) == is_missing


def test_an_organization_is_found_by_its_whole_name():
    result = chartered("table,who,what,by,state,note,missing\ncapital,,,,,,roofing; slate; the slate roofing; glass\n")
    now = missing(result)
    assert now["roofing"] == "not on the list by this name"
    assert now["the slate roofing"] == "people from this organization with a seat: 1"
    assert now["glass"] == "not on the list by this name"


def test_elected_people_who_stay_away_are_named_with_a_mark_everywhere() -> None:
    """The table elected them, and on this day it has no chair and no liaison in the room."""
    people = [{"id": f"p{n}", "name": f"Pia {n}", "attending": "no" if n in {0, 4} else "yes"} for n in range(8)]
    tables = [
        {"id": "board", "name": "Board", "seats": "2-4", "chair": ["Pia 0"], "liaisons": ["team"]},
        {"id": "team", "name": "Team", "seats": "2-4", "liaison": ["Pia 4"], "reports_to": "board"},
    ]
    duties = [{"kind": "duty", "name": "chair", "at": ["board"]}, {"kind": "duty", "name": "liaison", "at": ["team"]}]
    result = solve(people, {"tables": tables, "requirements": duties})
    sentences = {one.sentence(result.room) for one in result.requirements if one.kind == "duty"}
    assert sentences == {
        "Board elected its own chair, who has no seat in this round.",
        "Team elected its own liaison, who has no seat in this round.",
    }
    board, team = bodies.fill(for_reader(result, Audience.EVERYONE), ENGLISH)
    assert board.chairs == ("Pia 0 (no seat in this round)",)
    assert {"Pia 0 (no seat in this round)", "Pia 4 (liaison of Team, no seat in this round)"} <= set(board.members)
    assert team.chairs == ()
    assert "Pia 4 (no seat in this round)" in team.members
    heard = {one.table for one in governing(result)["board"].heard.rows}
    assert "Board" not in heard, "a table brings nothing to itself"
    assert team.carriers == ("Pia 4 (liaison, no seat in this round)",)
    pages = render_packet(result, replace(ENGLISH, pages=("all",)))
    assert "no seat in this round" in pages["table-sheets.html"]
    assert "Pia 0" in {m.name for one in governing(result).values() for m in one.at.members if m.duty}
    held = {row[:3] for row in cells(governance.list_blocks(result))["Duties at the tables"]}
    assert held == {
        ("Board", "chair", "Pia 0 (no seat in this round)"),
        ("Team", "liaison", "Pia 4 (no seat in this round)"),
    }


def test_a_chair_of_two_tables_is_named_at_both() -> None:
    """The chair sits at one of them."""
    people = [{"id": f"p{n}", "name": f"Pia {n}"} for n in range(8)]
    tables = [
        {"id": "board", "name": "Board", "seats": 4, "chair": ["Pia 0"], "kind": "governance", "decides": "by vote"},
        {"id": "team", "name": "Team", "seats": 4, "chair": ["Pia 0"]},
        {"id": "steering", "name": "Steering", "kind": "steering", "people": ["Pia 1"]},
    ]
    result = solve(people, {"tables": tables, "requirements": [{"kind": "pin", "people": ["Pia 0"], "tables": "team"}]})
    board, team, _ = bodies.fill(for_reader(result, Audience.EVERYONE), ENGLISH)
    assert (board.chairs, team.chairs) == (("Pia 0 (Team)",), ("Pia 0",))
    sheet = steering.draw_sheet(result, ENGLISH)
    assert sheet is not None
    assert [line.chairs for line in sheet.lines] == ["Pia 0 (Team)", "Pia 0"]
    at_board = governing(result)["board"].at.members
    assert [(one.name, one.role, one.sits_at) for one in at_board if one.duty] == [("Pia 0", "chair", "Team")]
    assert [row[2] for row in cells(governance.list_blocks(result))["Duties at the tables"]] == [
        "Pia 0 (Team)",
        "Pia 0",
    ]


def test_who_is_a_member_only_by_a_suggested_duty_is_marked_wherever_they_carry_messages() -> None:
    """Pia 0 is a member of Steering by name, and of Leads only as the suggested chair of Team."""
    people = [{"id": f"p{n}", "name": f"Pia {n}", "sector": ("lead", "print", "bread")[min(n, 2)]} for n in range(6)]
    tables = [
        {"id": "team", "name": "Team", "seats": 6},
        {"id": "steering", "name": "Steering", "kind": "steering", "people": ["Pia 0", "Pia 1"]},
        {"id": "leads", "name": "Leads", "kind": "leadership", "from": "chair", "reports_to": "steering"},
        {"id": "data", "name": "Data", "kind": "data", "from": "reporter"},
    ]
    asked = [
        {"kind": "duty", "name": "chair", "who": {"sector": "lead"}},
        {"kind": "duty", "name": "reporter", "who": {"sector": "print"}},
    ]
    for elected, mark, role in (
        ({}, "*", "; chair of Team, suggested until elected"),
        ({"chair": ["p0"], "reporter": ["p1"]}, "", ""),
    ):
        result = solve(people, {"tables": [{**tables[0], **elected}, *tables[1:]], "requirements": asked})
        sheet = steering.draw_sheet(result, ENGLISH)
        assert sheet is not None
        ways = {way.target: way.carriers for way in sheet.lines[0].ways}
        assert ways == {"Steering": "Pia 0 and Pia 1", "Leads": "the chair", "Data": f"Pia 1{mark}"}
        assert sheet.has_suggested is bool(mark)
        carriers = {one.table.id: one.carriers for one in bodies.fill(result, ENGLISH)}
        assert f"Pia 0 (member of Steering{role})" in carriers["leads"]
    no_chair = solve(people, {"tables": tables, "requirements": asked[1:]})
    sheet = steering.draw_sheet(no_chair, ENGLISH)
    assert sheet is not None
    assert sheet.has_suggested, "the reporter alone has an asterisk"


def test_a_held_seat_at_a_table_with_liaisons_is_told_as_one() -> None:
    """No one sits there yet, and the charter lists it apart."""
    people = [{"id": f"p{n}", "name": f"Pia {n}"} for n in range(4)]
    people.append({"id": "h", "name": "someone from the hospital", "status": "open", "pin": "board"})
    tables = [
        {"id": "board", "name": "Board", "seats": "2-4", "liaisons": ["team"]},
        {"id": "team", "name": "Team", "seats": "2-4", "reports_to": "board"},
    ]
    result = solve(people, {"tables": tables, "requirements": [{"kind": "duty", "name": "liaison", "at": ["team"]}]})
    board = governing(result)["board"].at
    assert {member.name: member.role for member in board.members}["someone from the hospital"] == "held seat"
    badge = next(one for one in seated(result, result.room.people, words_in("en")) if one.id == "h")
    assert badge.held_for == "someone from the hospital"


def test_the_absent_chair_of_a_table_without_seats_has_the_mark_too() -> None:
    people = [{"id": f"p{n}", "name": f"Pia {n}", "attending": "no" if n == 0 else "yes"} for n in range(8)]
    tables = [
        {"id": "board", "name": "Board", "seats": 8, "decides": "by vote"},
        {"id": "steering", "name": "Steering", "kind": "steering", "people": ["Pia 1"], "chair": ["Pia 0"]},
    ]
    result = solve(people, {"tables": tables, "requirements": []})
    assert bodies.fill(for_reader(result, Audience.EVERYONE), ENGLISH)[1].chairs == ("Pia 0 (no seat in this round)",)


def test_an_owner_who_may_not_be_named_is_told_apart_from_a_blank_cell() -> None:
    """p11 is on no page for everyone."""
    rows = "table,who,what,by,state,note,missing\ncapital,,Ask,,,,\ncapital,p11,Tell,,,,\ncapital,p03; p11,Write,,,,\n"
    result = chartered(rows)
    labels = {identity: person.label for identity, person in result.people.by_id.items()}
    owners = {"Ask": "no one named", "Tell": "not named here", "Write": labels["p03"]}
    assert {
        line.what: line.who for line in bodies.fill(for_reader(result, Audience.EVERYONE), ENGLISH)[0].promises
    } == owners
    sheet = steering.draw_sheet(result, ENGLISH)
    assert sheet is not None
    assert {line.what: line.who for line in sheet.promises} == owners
    team = {"Ask": "no one named", "Tell": labels["p11"], "Write": f"{labels['p03']}, {labels['p11']}"}
    told_of = cells(promises.list_blocks(result))["What the tables promised"]
    assert {row[0]: row[2] for row in told_of} == team


def test_a_person_who_is_away_still_owns_the_promise_on_every_page() -> None:
    """x01 has no seat in this round."""
    result = chartered("table,who,what,by,state,note,missing\ncapital,x01,Ask,,,,\n")
    name = result.people.by_id["x01"].label
    sheet = steering.draw_sheet(result, ENGLISH)
    assert sheet is not None
    assert [
        line.who for line in (*bodies.fill(for_reader(result, Audience.EVERYONE), ENGLISH)[0].promises, *sheet.promises)
    ] == [name, name]


def test_a_promise_of_a_table_that_ended_keeps_the_name_of_the_table_on_the_sheet_of_the_steering_table() -> None:
    result = chartered("table,who,what,by,state,note,missing\ncapital,p03,Ask,,,,\n")
    assert result.commitments is not None
    (promise,) = result.commitments.promises
    ended = replace(
        result.commitments, promises=(replace(promise, table="old"),), former=(Table(id="old", name="Old mill"),)
    )
    sheet = steering.draw_sheet(replace(result, commitments=ended), ENGLISH)
    assert sheet is not None
    assert [line.table for line in sheet.promises] == ["Old mill"]


def test_the_charter_of_a_session_is_numbered_as_a_session_and_its_round_has_no_date() -> None:
    days = (("one", "2027-03-02"), ("two", "2027-03-09"))
    sessions = [{"id": name, "day": day, "place": name, "meets": "once", "seats": "1-4"} for name, day in days]
    rows = [{"id": "ana", "pin": "one"}, {"id": "ben", "pin": "two"}]
    result = solve(rows, {"tables": sessions, "requirements": []})
    typed = read_bytes(b"table,who,what,by\none,ana,Call the city,2027-05-01\n", "c.csv")
    found = read_commitments(typed, result.people, SheetTables(result.convening.tables))
    pages = bodies.fill(replace(result, commitments=found), ENGLISH)
    assert pages is not None
    assert [page.numbered for page in pages] == ["Session 1", "Session 2"]
    assert pages[0].date.startswith("The round has no date, so no promise counts as late")


def test_a_person_who_was_forgotten_has_no_name_on_pages_for_everyone() -> None:
    """The team learns that someone's data were removed, and everyone else only that no one is named."""
    kept = [Named("forgotten-1"), Named("Zoe Quill")]
    assert list_names(small(), kept) == ["a person whose data was removed", "Zoe Quill"]
    assert list_names(for_reader(small(), Audience.EVERYONE), kept) == ["Zoe Quill"]


def carriers(result: Result) -> list[tuple[str, ...]]:
    """Return who reports, for each table that reports to another one."""
    return [one.carriers for one in bodies.fill(result, ENGLISH) if one.reports_to]


def test_a_sheet_names_who_reports_only_where_that_is_known() -> None:
    result = chartered()
    capital = result.convening.tables[0].model_copy(update={"reports_to": "lead table"})
    unknown = replace(result, memberships=())
    assert [(carriers(result), carriers(unknown))] == [([("Chloé Åkesson (chair, suggested until elected)",)], [()])]
    html = render_packet(unknown)["governance.html"]
    assert "Capital answers to Lead table" in html
    assert "What Lead table owes in return" in html
    assert '<th scope="row">Who reports</th><td class="to-write"></td>' in html
    assert "(presidencia, " in render_packet(result, SPANISH)["governance.html"]
    outside = capital.model_copy(update={"reports_to": "the mayor"})
    room = replace(result.room, tables=(outside, *result.room.tables[1:]))
    convening = result.convening.model_copy(update={"tables": (outside, *result.convening.tables[1:])})
    (told,) = (one for one in bodies.fill(replace(result, room=room, convening=convening), ENGLISH) if one.reports_to)
    assert (told.reports_to, told.carriers) == ("the mayor", ())


def test_a_page_on_which_one_body_answers_to_another_is_for_the_team() -> None:
    assert "governance.html" in packet_files(for_reader(small(), Audience.EVERYONE))
    assert "governance.html" not in packet_files(for_reader(chartered(), Audience.EVERYONE))
    assert "governance.html" in packet_files(for_reader(chartered(), Audience.TEAM))


def test_whoever_sits_at_a_table_and_belongs_to_the_body_above_it_reports(tmp_path: Path) -> None:
    """So does whoever is a member of two governance tables. Someone unlisted is written by hand."""
    tables = """\
  - {id: north, seats: 1-9, reports_to: steering}
  - {id: lead, kind: leadership, people: [Ana, Cam], reports_to: steering}
  - {id: steering, name: Steering, kind: steering, people: [Ben, Eve], chair: [Ana]}
"""
    (tmp_path / "c.yaml").write_text(f"tables:\n{tables}requirements: []\n")
    (tmp_path / "p.csv").write_text("name,id,listed\nAna,a,\nBen,b,\nCam,c,\nEve,e,no\n")
    result = solve(tmp_path / "p.csv", tmp_path / "c.yaml")
    told = carriers(result)
    assert list(map(sorted, told)) == [
        ["Ana (chair of Steering)", "Ben (member of Steering)"],
        ["Ana (chair of Steering)"],
    ]


def test_staff_who_interpret_at_two_governance_tables_do_not_report(tmp_path: Path) -> None:
    """They carry no messages from the table where they sit either; staff drawn from a table by a duty do."""
    tables = """\
  - {id: north, seats: 1-9, reports_to: steering}
  - {id: council, kind: governance, people: [Ana, Ines], reports_to: steering}
  - {id: steering, name: Steering, kind: steering, people: [Ana, Ines]}
  - {id: hosts, name: Hosts, kind: governance, from: interpreter}
"""
    (tmp_path / "c.yaml").write_text(f"tables:\n{tables}requirements: []\n")
    (tmp_path / "p.csv").write_text("name,duty\nAna,\nBen,\nInes,interpreter\n")
    result = solve(tmp_path / "p.csv", tmp_path / "c.yaml")
    told = carriers(result)
    assert told == [("Ana (member of Steering)",)] * 2

    (tmp_path / "c.yaml").write_text(f"tables:\n{tables.replace('reports_to: steering', 'reports_to: hosts')}")
    drawn, _ = carriers(solve(tmp_path / "p.csv", tmp_path / "c.yaml"))
    assert drawn == ("Ines (interpreter)",)


@pytest.mark.parametrize(("tables", "told"), [(("north", "south"), ()), (("south", "north"), ("Ben (counterpart)",))])
def test_counterparts_report_for_the_table_where_they_sit(
    tmp_path: Path, tables: Sequence[str], told: Sequence[str]
) -> None:
    """At South sit the counterparts of those at North, so none of them reports for North."""
    under, above = tables
    asked = "  - {kind: counterpart, of: organization, from: north, to: south}\n"
    pins = "  - {kind: pin, people: [a, c], tables: north}\n  - {kind: pin, people: [b, d], tables: south}\n"
    both = f"  - {{id: {under}, reports_to: {above}}}\n  - {{id: {above}}}\n"
    (tmp_path / "c.yaml").write_text(f"tables:\n{both}requirements:\n{asked}{pins}")
    (tmp_path / "p.csv").write_text("name,id,organization,listed\nAna,a,Oak,\nBen,b,Oak,\nCam,c,Elm,\nDee,d,Elm,no\n")
    result = solve(tmp_path / "p.csv", tmp_path / "c.yaml")
    assert carriers(result) == [told]


def test_a_liaison_of_a_third_table_reports_for_no_other(tmp_path: Path) -> None:
    """The liaison of North is a member of the council and of the board, and reports for neither of them."""
    tables = """\
  - {id: board, liaisons: [north, council]}
  - {id: north}
  - {id: council, reports_to: board, liaisons: [north]}
"""
    asked = "  - {kind: duty, name: liaison, at: [north, council], each: 1}\n"
    pins = "".join(
        f"  - {{kind: pin, people: [{who}], tables: {at}}}\n"
        for who, at in (("Ana", "north"), ("Ben", "council"), ("Cam", "board"))
    )
    (tmp_path / "c.yaml").write_text(f"tables:\n{tables}requirements:\n{asked}{pins}")
    (tmp_path / "p.csv").write_text("name\nAna\nBen\nCam\n")
    result = solve(tmp_path / "p.csv", tmp_path / "c.yaml")
    assert carriers(result) == [("Ben (liaison, suggested until elected)",)]
