"""The sheet for the steering table: what it says comes from what the report computes, and it names nobody unlisted."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

import seating
from seating.analysis.initiative.memberships import Membership
from seating.analysis.promises import read_commitments
from seating.charts.nominations import Nomination, Nominations
from seating.forms.worksheets import REQUESTS, read_worksheet
from seating.judge import review
from seating.present.settings import Settings
from seating.profiles import People, Who
from seating.report.asks import list_open
from seating.report.fates import tell_fate
from seating.report.missing import Missing, Origin, list_missing
from seating.report.output import packet_files
from seating.report.pages import render_packet, render_report
from seating.report.steering import sheet as steering
from seating.report.workload import list_heavy, list_loads, list_shown_heavy
from seating.requirements.base.voices import VoiceState
from seating.requirements.voice import VoiceRequirement
from seating.result import Recruit, Result
from seating.result.privacy import for_reader
from seating.result.readers import Audience
from seating.room.tables import SheetTables, Table, TableKind
from seating.sources import read_bytes

from ..conftest import Page
from ..made_up import ToyCount, large, result_of, small
from .test_governance_members import LEAD, STEER, governed

ENGLISH, SPANISH = Settings(), Settings(language="es")

ROWS = (
    "table,who,what,by,state,note,missing\n"
    "capital,p03,Publish the list of fees,2026-03-01,,canary in a note,renters\n"
    "capital,p11,Name a person for questions,2026-09-01,,,\n"
    "steer,Oak Fund,Ask the mayor for a room,2026-09-01,,,\n"
    "talent,p06,Ask two schools,,kept,,p02\n"
)


def steered(rows: str = ROWS) -> Result:
    """Return a room with a steering table, promises, nominations and a table from which nobody carries messages."""
    base = governed()
    tables = tuple(t for t in base.convening.tables if t.id != "board")
    convening = base.convening.model_copy(update={"tables": tables, "today": date(2026, 6, 1)})
    nominations = Nominations(
        ("charts.csv",),
        (
            Nomination("a welder from Local 9", None, "capital", ("p01", "p02"), ("canary reason",)),
            Nomination("Ana Ruiz", "p01", "capital", ("p03",), ()),
            Nomination("Renters", None, "capital", (), (), ("Talent and skill",)),  # by a table, and by no chart
        ),
    )
    return replace(
        base,
        convening=convening,
        memberships=tuple(one for one in base.memberships if one.table != "board" and one.person != "p11"),
        commitments=read_commitments(read_bytes(rows.encode(), "c.csv"), base.people, SheetTables(tuple(tables))),
        nominations=nominations,
    )


def full_steering(people: int, tables: int = 5) -> Result:
    """Return a steering table and a leadership of two chairs for each of these tables, which have so many people.

    Every list on the sheet is as long as it gets.
    """
    base = large(people * tables, tables)
    purpose = "Make access to capital fair for every type of entrepreneur in the city and beyond it"
    told = tuple(
        table.model_copy(update={"purpose": purpose, "name": f"Capital and kitchens, group {n}"})
        for n, table in enumerate(base.room.tables)
    )
    chairs = {table.id: [p for p, at in base.plan.seats.items() if at == table.id][:2] for table in told}
    update = {"purpose": purpose, "meets": "every third Wednesday from nine to eleven", "people": ("p1",)}
    governing = (STEER.model_copy(update=update), LEAD)
    what = "Promise %d with a text that is long enough to take two lines of the sheet"
    rows = "".join(f"{n % tables + 1},Person {n} of Number Street,{what % n},2026-03-01,,,\n" for n in range(9))
    missing = "1,,,,,,renters; people who sell at the market; a person from the bank; young people; welders\n"
    text = f"table,who,what,by,state,note,missing\n{rows}{missing}"
    asked = tuple(ToyCount(id=f"count-{n}", who={"sector": f"s{n}"}, at_least=3) for n in range(4))
    convening = base.convening.model_copy(
        update={"tables": (*told, *governing), "today": date(2026, 6, 1), "requirements": asked}
    )
    recruit = tuple(
        Recruit({"sector": "labor"}, 2, (f"count-{n}",), f"Invite 2 more people with sector labor for {n}.", True)
        for n in range(5)
    )
    return replace(
        base,
        convening=convening,
        room=replace(base.room, tables=told),
        duties={person: ("chair",) for found in chairs.values() for person in found}
        | {found[0]: ("chair", "reporter", "host", "timekeeper") for found in list(chairs.values())[:3]},
        memberships=(
            *(Membership("lead", p, f"chair of {table}") for table, found in chairs.items() for p in found),
            *(Membership("steer", found[0], "member") for found in list(chairs.values())[1:]),
        ),
        commitments=read_commitments(read_bytes(text.encode(), "c.csv"), base.people, SheetTables(tuple(told))),
        nominations=Nominations(
            ("c.csv",), tuple(Nomination(f"a welder {n}", None, None, ("x",), ()) for n in range(9))
        ),
        recruit=recruit,
    )


def sheet(result: Result, settings: Settings = ENGLISH) -> steering.Steering:
    found = steering.draw_sheet(result, settings)
    assert found is not None
    return found


def open_in(result: Result) -> dict[str, int]:
    """Return the rows of what is open."""
    return {str(one.what): one.number for one in list_open(result)}


def named_only(result: Result) -> list[Missing]:
    """Return those whom charts and tables name and no voice stands for."""
    return [one for one in list_missing(result) if one.origin is Origin.NAMED]


def text_of(result: Result, settings: Settings = ENGLISH) -> str:
    return " ".join(" ".join(Page(render_packet(result, settings)["steering.html"]).texts).split())


def test_a_text_that_means_a_member_is_not_named_as_someone_who_is_no_member() -> None:
    """A chart has only the organization of a member; what is only like it might be someone else."""
    base = steered()
    member = next(base.people.by_id[one.person] for one in base.memberships if one.table == "steer")
    sent = member.model_copy(update={"organization": "Port Workers Union Local 4"})
    base = replace(base, people=base.people.with_persons(sent if p.id == sent.id else p for p in base.people))
    found = tuple(
        Nomination(text, None, "steer", ("x",), (), (), (number,))
        for number, text in enumerate((sent.organization, "Port Workers"))
    )
    made = sheet(replace(base, nominations=Nominations(("charts.csv",), found)))
    assert made.wanted == "Port Workers (1)"


def test_those_whom_charts_name_for_the_table_and_who_are_no_members_are_named() -> None:
    """Not members, people named by tables only, for other tables, or people who may not be named to everyone."""
    base = steered()
    hidden = (p.model_copy(update={"name": "Hidden Ode", "listed": False}) if p.id == "p02" else p for p in base.people)
    base = replace(base, people=base.people.with_persons(hidden))
    found = (
        Nomination("a union president", None, "steer", ("x", "y"), (), (), (0, 1)),
        Nomination(base.people.by_id["p01"].label, "p01", "steer", ("x",), (), (), (0,)),
        Nomination(base.people.by_id["p06"].label, "p06", "steer", ("z",), (), (), (2,)),
        Nomination(base.people.by_id["p11"].label, "p11", "steer", ("z",), (), (), (3,)),
        Nomination("a welder", None, "capital", ("z",), (), (), (2,)),
        Nomination("Hidden", None, "steer", ("z",), (), (), (2,)),
        Nomination("renters", None, "steer", (), (), ("Capital",)),
    )
    asked = replace(base, nominations=Nominations(("charts.csv",), found))
    made = sheet(asked)
    assert (made.charts, made.wanted) == (2, f"a union president (2) and {base.people.by_id['p01'].label} (1)")
    assert (
        "2 charts name people or groups for this table that are not listed as its members : a union president (2)"
        in text_of(asked)
    )
    assert "2 cuadros nombran para esta mesa" in text_of(asked, SPANISH)


def test_only_a_steering_or_a_leadership_table_has_the_sheet() -> None:
    assert steering.draw_sheet(small(), ENGLISH) is None
    assert sheet(steered()).name == "Steering table"
    base = steered()
    for kind, has_sheet in (("leadership", True), ("data", False), ("governance", False)):
        one = Table(id="x", name="Body", kind=kind, people=("p01",))
        convening = base.convening.model_copy(update={"tables": (*base.room.tables, one)})
        found = steering.draw_sheet(replace(base, convening=convening, memberships=()), ENGLISH)
        assert (found is not None) is has_sheet


def test_tables_have_their_chairs_and_those_who_carry_messages() -> None:
    capital, talent, third = sheet(steered()).lines
    assert (capital.chairs, capital.people) == ("Chloé Åkesson*", "5")
    assert [(way.target, way.carriers) for way in capital.ways] == [("Leadership", "the chair")]
    assert [(way.target, way.carriers) for way in talent.ways] == [("Steering table", "Fern Whitlock")]
    assert third.ways == ()
    found = sheet(steered())
    assert found.unheard == "t03"
    assert found.picture is not None
    assert "* suggested until elected" in text_of(steered())


def test_an_elected_chair_has_no_asterisk() -> None:
    base = steered()
    capital = base.convening.tables[0].model_copy(update={"chair": ("p03",)})
    convening = base.convening.model_copy(update={"tables": (capital, *base.convening.tables[1:])})
    found = sheet(replace(base, convening=convening, room=replace(base.room, tables=(capital, *base.room.tables[1:]))))
    assert found.lines[0].chairs == "Chloé Åkesson"
    assert not found.has_suggested


def test_who_is_missing_comes_from_voices_tables_and_charts() -> None:
    found = [(one.name, one.state.value, one.named_by) for one in list_missing(steered())]
    assert found[:4] == [
        ("seat of Omar Vance at Steering table", "missing", 0),
        ("seat of Pia Sund at Steering table", "missing", 0),
        ("Elders", "missing", 0),
        ("a funder at Talent and skill", "missing", 0),
    ]
    assert found[-2:] == [("a welder from Local 9", "missing", 2), ("Renters", "missing", 1)]
    text = text_of(steered())
    assert f"Who is missing ({len(found)}): seat of Omar Vance at Steering table, seat of Pia Sund at" in text
    assert "canary" not in text


def test_open_promises_come_late_ones_first() -> None:
    found = sheet(steered())
    assert [(line.what, line.state, line.table) for line in found.promises] == [
        ("Publish the list of fees", "late", "Capital"),
        ("Name a person for questions", "open", "Capital"),
        ("Ask the mayor for a room", "open", "Steering table"),
    ]
    assert "2026-06-01" in found.date
    assert sheet(steered("table,who,what,by,state,note,missing\n")).promises == ()


def test_nominated_groups_are_added_up_and_organizations_on_the_list_left_out() -> None:
    base = steered()
    listed = base.people.persons[0].model_copy(update={"organization": "River Bank"})
    people = People((listed, *base.people.persons[1:]), headings=base.people.headings)
    found = (
        Nomination("the River Bank", None, "capital", ("p01",), (), (), (0,)),
        Nomination("a welder", None, "capital", ("p01",), (), (), (0,)),
        Nomination("a welder", None, "talent", ("p01", "p02"), (), (), (0, 1)),
    )
    result = replace(base, people=people, nominations=Nominations(("charts.csv",), found))
    (welder,) = named_only(result)
    assert (welder.name, welder.named_by) == ("a welder", 2)
    assert welder.why == ("Named by: 2 charts", "Wanted at: Capital and Talent and skill")
    by_a_table = Nomination("a welder", None, "talent", (), (), ("Talent",))
    both = replace(result, nominations=Nominations(("charts.csv",), (*found, by_a_table)))
    assert named_only(both)[0].why[0] == "Named by: 2 charts and 1 table"


def test_a_nominated_voice_is_told_with_its_state_and_means_nothing_else() -> None:
    """Whether people of it come or not."""
    result = steered()
    told = {
        one.name: tell_fate(result, Nomination(one.name, None, None, ("p01",), (), (), (0,)))
        for one in result.review.voices
    }
    assert not any("might mean" in text for text in told.values())


def test_a_nominated_organization_of_which_nobody_has_a_seat_is_said_to_have_none() -> None:
    base = steered()
    absent = base.not_seated[0].person
    people = People(
        tuple(p.model_copy(update={"organization": "Nurses"}) if p.id == absent.id else p for p in base.people),
        headings=base.people.headings,
    )
    result = replace(base, people=people)
    said = tell_fate(result, Nomination("Nurses", None, "capital", ("p01",), (), (), (0,)))
    assert said == "on the list but without a seat in this round"


def test_a_text_that_is_no_name_is_shown_as_written() -> None:
    """A part of a name, a typing error and a kind of people that no cell has might mean anyone."""
    base = steered()
    texts = ("a resident", "Chloé", "Chloe Akeson")
    found = tuple(Nomination(text, None, "capital", ("p01",), (), (), (0,)) for text in texts)
    result = replace(base, nominations=Nominations(("charts.csv",), found))
    assert [one.name for one in named_only(result)] == [*texts]
    assert {tell_fate(result, one) for one in found} == {"not on the list by this name"}
    same = Nomination("chloe akesson", None, "capital", ("p01",), (), (), (0,))
    assert tell_fate(result, same) == "people of this name on the list: 1", "accents do not matter"


def test_a_name_that_several_people_have_is_on_the_list() -> None:
    """It is not known who is meant, but both are there."""
    base = steered()
    first, second, *others = base.people.persons
    twin = second.model_copy(update={"name": first.name})
    one = Nomination(first.name.lower(), None, "capital", ("p01",), (), (), (0,))
    result = replace(
        base,
        people=People((first, twin, *others), headings=base.people.headings),
        nominations=Nominations(("charts.csv",), (one,)),
    )
    assert named_only(result) == []
    assert tell_fate(result, one) == "people of this name on the list: 2"


def test_what_is_open_follows_from_what_is_known() -> None:
    found = {
        "Open promises of the steering table": 1,
        "Late promises of other tables": 1,
        "Tables for which no way to be heard is shown": 1,
        "Tables whose chairs are only suggested": 1,
    }
    assert open_in(steered()) == found
    kept = replace(steered(), commitments=None)
    assert list(open_in(kept)) == list(found)[2:]
    people = tuple(p.model_copy(update={"listed": True}) for p in kept.people)
    told = replace(kept, private_names={}, people=People(people, headings=kept.people.headings))
    assert open_in(told) == {
        "Tables from which no one carries messages": 1,
        "Tables whose chairs are only suggested": 1,
    }
    assert sheet(full_steering(8)).more_promises == 6
    assert len(sheet(full_steering(8)).heavy) == steering.MOST_LOADS
    assert len(sheet(full_steering(8, steering.MOST_TABLES)).heavy) == steering.FEW_LOADS
    assert sheet(full_steering(8)).more_heavy == 1


@pytest.mark.parametrize("tables", [5, steering.MOST_TABLES + 1])
def test_every_page_has_each_row_of_what_is_open(tables: int) -> None:
    """None is left out or only counted, however much there is to tell."""
    result = full_steering(8, tables)
    rows = open_in(result)
    assert rows
    for page in ("who-is-missing.html", "steering.html"):
        text = " ".join(" ".join(Page(render_packet(result)[page]).texts).split())
        assert all(re.search(rf"{what}:? {number}\b", text) for what, number in rows.items()), page


@pytest.mark.parametrize("is_private", [False, True])
def test_a_chair_whom_a_private_requirement_suggests_is_not_counted_for_an_election(is_private: bool) -> None:
    asked = {"kind": "duty", "name": "chair", "private": is_private}
    tables = [{"id": "north"}, {"id": "steer", "kind": "steering", "people": ["Ana"]}]
    result = seating.solve([{"name": "Ana"}, {"name": "Ben"}], {"tables": tables, "requirements": [asked]})
    assert "chair" in {duty for held in result.duties.values() for duty in held}
    assert ("Tables whose chairs are only suggested" in open_in(result)) is not is_private


@pytest.mark.parametrize("listed", ["yes", "no"])
def test_a_suggested_chair_who_may_not_be_named_is_not_counted_for_an_election(listed: str) -> None:
    """Everyone could see which table it is, because all others have elected theirs."""
    tables = [{"id": "north", "seats": 1}, {"id": "steer", "kind": "steering", "people": ["Ana"]}]
    rows = [{"name": "Ana", "attending": "no"}, {"name": "Ben", "listed": listed}]
    result = seating.solve(rows, {"tables": tables, "requirements": [{"kind": "duty", "name": "chair"}]})
    assert "chair" in {duty for held in result.duties.values() for duty in held}
    assert ("Tables whose chairs are only suggested" in open_in(result)) is (listed == "yes")


def test_a_late_promise_of_the_whole_room_is_of_no_table() -> None:
    found = sheet(steered("table,who,what,by\n,p03,Find a hall,2026-03-01\ncapital,p03,Publish the fees,2026-03-01\n"))
    assert [line.state for line in found.promises] == ["late", "late"]
    assert [one.number for one in found.open if one.what == "Late promises of other tables"] == [1]


def test_late_promises_of_all_tables_are_counted() -> None:
    late = "capital,p03,Publish the fees,2026-03-01\ntalent,p03,Find a hall,2026-03-01\ntalent,p03,Call,2026-03-01\n"
    found = sheet(steered(f"table,who,what,by\n{late}"))
    assert [one.number for one in found.open if one.what == "Late promises of other tables"] == [3]


def test_a_promise_of_a_table_that_no_longer_meets_is_open() -> None:
    result = steered("table,who,what,by\ncapital,p03,Publish the fees,2026-03-01\n")
    tables = tuple(t.model_copy(update={"id": "new"}) if t.id == "capital" else t for t in result.convening.tables)
    ended = replace(result, convening=result.convening.model_copy(update={"tables": tables}))
    assert open_in(ended)["Open promises of tables that no longer meet"] == 1


@pytest.mark.parametrize(("day", "is_over"), [("2026-05-31", True), ("2026-06-01", False), ("Monday", False)])
def test_a_listening_session_that_is_over_is_asked_for_nothing(day: str, is_over: bool) -> None:
    result = steered("table,who,what,by\ncapital,p03,Publish the fees,2026-03-01\n")
    held = {"kind": TableKind.LISTENING, "day": day}
    tables = tuple(t.model_copy(update=held) if t.id == "capital" else t for t in result.convening.tables)
    found = open_in(replace(result, convening=result.convening.model_copy(update={"tables": tables})))
    assert ("Open promises of tables that no longer meet" in found) is is_over
    assert ("Late promises of other tables" in found) is not is_over


def test_with_nothing_open_the_sheet_says_so() -> None:
    base = result_of(small().people, small().convening.model_copy(update={"requirements": ()}), small().plan.seats)
    steer = Table(id="steer", kind="steering", people=("p01", "p06", "p12"))
    members = tuple(Membership("steer", p, "member") for p in ("p01", "p06", "p12"))
    convening = base.convening.model_copy(update={"tables": (*base.room.tables, steer)})
    found = replace(base, convening=convening, memberships=members)
    assert sheet(found).open == ()
    text = text_of(found)
    assert "nothing known" in text
    assert "No voice, role or need that the convening asks for is missing." in text


def test_who_is_not_listed_is_not_named() -> None:
    """p11 made a promise and is a member; nobody unlisted is on a page outside the convener's folder."""
    base = steered()
    found = replace(base, memberships=(*base.memberships, Membership("steer", "p11", "member")))
    name = base.people.by_id["p11"].label
    assert name not in text_of(found)
    assert sheet(found).lines == sheet(base).lines, "nor does the sheet tell that p11 is a member"
    assert sheet(found).unheard == "t03"
    assert sheet(found).open == sheet(base).open
    assert "No way to be heard is shown for" in text_of(found)
    assert sheet(found).promises[1].who == "not named here"


def test_a_private_voice_has_no_name() -> None:
    base = steered()
    assert "Elders" in text_of(base)
    text = text_of(replace(base, private_names={"voice-3": "private-9", **base.private_names}))
    assert "Elders" not in text
    assert "A private requirement" in text


def test_the_sheet_is_for_the_team_and_in_spanish() -> None:
    assert "steering.html" not in packet_files(for_reader(steered(), Audience.EVERYONE))
    assert "steering.html" in packet_files(for_reader(steered(), Audience.TEAM))
    text = text_of(steered(), SPANISH)
    for words in (
        "Asuntos abiertos",
        "Compromisos pendientes",
        "Compromisos abiertos de la mesa directiva: 1",
        "Presiden",
    ):
        assert words in text


def test_more_tables_make_the_text_shorter_and_leave_out_the_picture() -> None:
    full = full_steering(2, steering.MOST_TABLES + 2)
    found = sheet(full)
    assert (len(found.lines), found.more, found.picture, found.is_long) == (steering.MOST_TABLES, 2, None, True)
    assert all(len(line.purpose) <= steering.SHORT_PURPOSE for line in found.lines)
    assert "Tables, and where their messages go" in text_of(full)
    assert "Tables, and who carries their messages" in text_of(steered())


def test_where_names_are_left_out_a_table_has_the_asterisk_of_those_who_are_only_suggested() -> None:
    """Each table's chairs are suggested and go to the leadership; one is a member of the steering table by name."""
    full = full_steering(2, steering.MOST_TABLES + 2)
    first, second = sheet(full).lines[:2]
    assert [way.target for way in first.ways] == ["Leadership*"]
    assert [way.target for way in second.ways] == ["Steering table", "Leadership*"]
    assert "* suggested until elected" in text_of(full)
    chair = next(iter(full.duties))
    tables = tuple(t.model_copy(update={"chair": (chair,)} if t.id == "t000" else {}) for t in full.convening.tables)
    elected = replace(full, convening=full.convening.model_copy(update={"tables": tables}))
    assert [way.target for way in sheet(elected).lines[0].ways] == ["Leadership"], "one of its chairs is elected"


def test_hostile_texts_stay_texts() -> None:
    bad = "<script>alert(1)</script>"
    base = steered(ROWS.replace("renters", bad).replace("Ask the mayor for a room", bad))
    tables = tuple(t.model_copy(update={"name": bad, "purpose": bad, "meets": bad}) for t in base.convening.tables)
    people = People(tuple(p.model_copy(update={"name": bad}) for p in base.people))
    room = replace(base.room, tables=tables[:3])
    found = replace(base, people=people, room=room, convening=base.convening.model_copy(update={"tables": tables}))
    html = render_packet(found)["steering.html"]
    assert bad not in html
    assert html.count("&lt;script&gt;") >= 4


def test_a_voice_that_tables_miss_and_that_is_in_the_room_is_not_called_unknown() -> None:
    """Charts ask for Makers at Capital. The convening has a voice of this name, and somebody of it comes."""
    base = steered("table,who,what,by,state,note,missing\ncapital,,,,,,makers\n")
    asked = VoiceRequirement(
        id="makers", name="Makers", who=Who.model_validate({"sector": "business"}), at=("the room",)
    )
    nominations = Nominations(("c.csv",), (Nomination("makers", None, "capital", ("p01",), ()),))
    made = replace(base, requirements=(asked,), review=review(base.room, (asked,), base.plan), nominations=nominations)
    assert named_only(made) == []
    assert not any("akers" in one.name for one in list_missing(made))
    page = render_report(made)
    assert "not on the list: add a row" not in page
    assert "coming, seated where needed" in page


def test_a_voice_of_which_it_is_not_known_whether_people_are_on_the_list_is_not_called_missing_from_it() -> None:
    base = steered("table,who,what,by,state,note,missing\ncapital,,,,,,giants\n")
    asked = VoiceRequirement(id="g", name="Giants", who=Who.model_validate({"size": "giant"}), at=("the room",))
    nominations = Nominations(("c.csv",), (Nomination("the giants", None, "capital", ("p01",), (), (), (0,)),))
    judged = review(base.room, (asked,), base.plan)
    made = replace(base, requirements=(asked,), review=judged, nominations=nominations, recruit=())
    *_, giants = list_missing(made)
    assert (giants.name, giants.state, giants.named_by) == ("Giants", VoiceState.UNKNOWN, 1)


def test_who_was_named_for_no_table_of_this_round_is_not_seated_as_nominated() -> None:
    named = Nomination("Ana Ruiz", "p01", None, ("p03",), ())
    assert tell_fate(steered(), named) == "seated: 1 Capital"
    assert tell_fate(steered(), replace(named, table="capital")).startswith("as nominated")


def test_a_chair_who_sits_elsewhere_or_stays_away_is_named() -> None:
    base = steered()
    capital = base.convening.tables[0].model_copy(update={"chair": ("p03", "p06")})
    convening = base.convening.model_copy(update={"tables": (capital, *base.convening.tables[1:])})
    moved = replace(base, convening=convening, room=replace(base.room, tables=(capital, *base.room.tables[1:])))
    away = base.people.by_id["p06"].label
    assert base.plan.seats["p06"] != "capital"
    assert sheet(moved).lines[0].chairs == f"Chloé Åkesson and {away} (Talent and skill)"


def test_who_carries_more_than_a_share_has_one_line_with_their_whole_load() -> None:
    rows = "table,who,what,by,state\n" + "".join(
        f"capital,{'p01' if n < 5 else f'p{n:02}'},Call {n},,\n" for n in range(10)
    )
    base = steered(rows)
    found = replace(
        base,
        duties={"p01": ("chair",), "p02": ("reporter",)},
        memberships=(Membership("steer", "p01", "member"),),
    )
    loads = {load.person.id: load.number for load in list_loads(found)}
    assert loads["p01"] == 7
    assert [load.person.id for load in list_heavy(list_loads(found))] == ["p01"]
    (line,) = sheet(found).heavy
    assert line == "Ana Ruiz: chair*, 1 governance table and 5 promises"
    assert line in text_of(found)
    assert "These are at least four tasks" in text_of(found)
    assert "Each of them carries" not in text_of(found)
    kept = replace(
        found,
        commitments=read_commitments(
            read_bytes(rows.replace(",,\n", ",,kept\n").encode(), "c.csv"),
            found.people,
            SheetTables(found.convening.tables),
        ),
    )
    assert sheet(kept).heavy == ()


def test_a_table_with_seats_that_someone_joins_is_no_governance_table() -> None:
    """A liaison joins other working tables; only tables without seats of their own are called governance tables."""
    base = steered("table,who,what,by,state\n" + "".join(f"capital,p01,Call {n},,\n" for n in range(5)))
    joined = tuple(Membership(table.id, "p01", "liaison") for table in base.room.tables[1:])
    found = replace(base, memberships=(*base.memberships, *joined))
    assert [load.number for load in list_heavy(list_loads(found))] == [7]
    assert sheet(found).heavy == ("Ana Ruiz: 2 other tables and 5 promises",)


def test_the_sheet_counts_those_who_carry_more_than_a_share_and_for_whom_it_has_no_room() -> None:
    found = full_steering(8)
    loads = list_shown_heavy(found)
    assert len(loads) == len(sheet(found).heavy) + 1
    assert "; 1 other. Each of them has at least four tasks" in text_of(found)


def test_an_unlisted_person_is_in_no_line_of_the_load() -> None:
    rows = "table,who,what,by,state\n" + "".join(
        f"capital,{'p01' if n < 6 else f'p{n:02}'},Call {n},,\n" for n in range(10)
    )
    base = steered(rows)
    people = People(tuple(p.model_copy(update={"listed": False}) if p.id == "p01" else p for p in base.people))
    found = replace(base, people=people)
    assert [load.person.id for load in list_heavy(list_loads(found))] == ["p01"]
    assert (sheet(found).heavy, sheet(found).more_heavy) == ((), 0)


def test_the_page_has_the_calls_what_tables_ask_for_and_the_check_in() -> None:
    base = steered()
    text = text_of(base)
    places = [text.index(title) for title in ("Who is missing, and who calls", "What the tables ask for", "Agreed")]
    assert places == sorted(places)
    assert "Write down who will call, and by when." in text
    assert "Requests without an answer: 0" in text
    assert "Plan the calls with the sheet" not in text


def test_the_page_is_written_by_default_where_there_is_a_steering_table() -> None:
    usual = Settings(pages=())
    assert "steering.html" in render_packet(steered(), usual)
    base = with_requests(small())
    assert "steering.html" not in render_packet(base, usual)
    named = render_packet(base, Settings(pages=("steering",)))["steering.html"]
    assert "A room" in named
    assert "What is open" not in named
    assert "steering.html" not in render_packet(small())


def test_the_owner_of_a_request_is_not_named_if_they_are_not_listed() -> None:
    """A steering table has readers beyond the team."""
    result = with_requests(steered())
    owner = result.people.by_id["p01"].label
    page = render_packet(result)["steering.html"].partition('id="requests-heading"')[2]
    assert owner in page.partition('id="check-in-heading"')[0]
    people = People(tuple(p.model_copy(update={"listed": p.id != "p01" and p.listed}) for p in result.people))
    page = render_packet(replace(result, people=people))["steering.html"].partition('id="requests-heading"')[2]
    assert owner not in page.partition('id="check-in-heading"')[0]


def with_requests(result: Result) -> Result:
    """Return a result in which the first table has a request, which a person on the list owns."""
    tables = SheetTables(tuple(result.convening.tables))
    text = f"table,request,owner\ncapital,A room,{result.people.by_id['p01'].name}\n"
    rows = read_bytes(text.encode(), "requests.csv")
    return replace(result, worksheets=read_worksheet(rows, REQUESTS, result.people, tables))
