"""A seat held for someone yet to be found stands, with its table, wherever missing voices and invitations are told."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from typing import Any

import openpyxl

import seating
from seating.analysis.initiative.memberships import Membership
from seating.explanations.person_reasons import Elsewhere, Whereabouts
from seating.explanations.price import Best, Price
from seating.judge import review
from seating.model import Value
from seating.pages import transition
from seating.pages.explained import describe_person, describe_price
from seating.present.blocks import Raw
from seating.present.languages import words_in
from seating.present.settings import Settings
from seating.profiles import Asset, People, Person, Who
from seating.profiles import Status as Invitation
from seating.profiles.person import Party
from seating.report import dominance as balance
from seating.report.alone import power
from seating.report.conversation import spoken_places
from seating.report.missing import list_missing
from seating.report.packet import governance, kitchen, needs, who_is_missing
from seating.report.pages import render_packet, render_report
from seating.report.quality import BOARD, describe_quality
from seating.report.record import as_record
from seating.report.seat_reasons import seat_reasons
from seating.report.sections import changed, meetings, requirements, tables, verdict, voices
from seating.report.shown_demand import list_demand_blocks
from seating.report.spreadsheets import breakout_csv, has_email, letters_csv, seating_xlsx
from seating.report.transition import find_transition
from seating.report.workload import list_loads
from seating.requirements.voice import VoiceRequirement
from seating.result import Result
from seating.result.known_rounds import find_company
from seating.result.proof import find_waiting
from seating.room.tables import Seats, Table, TableKind
from tests.builders import requirement
from tests.present.told import cells, told
from tests.report.conftest import Page
from tests.report.made_up import result_of, small
from tests.report.rich import after_rounds

SEAT = "someone from the workforce board"


def result(*, with_voice: bool = True, serves: bool = False, private: bool = False):
    """Return six people and a held seat at Talent; with a voice of the workforce board, or without."""
    persons = [
        Person(id=f"p{n}", name=f"Person {n}", sector="business", organization=("Casa", "Mill")[n % 2])
        for n in range(6)
    ]
    seat = Person(id="held", name=SEAT, sector="workforce", status=Invitation.OPEN)
    people = People((*persons, seat))
    asked = VoiceRequirement(
        id="board",
        name="Workforce",
        who=Who.model_validate({"sector": "workforce"}),
        at=("the room",),
        serves=Who.model_validate({"organization": "Casa"}) if serves else None,
        private=private,
    )
    requirements = (asked,) if with_voice else ()
    convening = small().convening.model_copy(
        update={"tables": small().convening.tables[:2], "requirements": requirements, "frame": None}
    )
    seats = {f"p{n}": ("capital", "talent")[n // 3] for n in range(6)} | {"held": "talent"}
    made = result_of(people, convening, seats)
    judged = review(made.room, requirements, made.plan)
    return replace(
        made, review=judged, requirements=requirements, private_names={"board": "private-1"} if private else {}
    )


def test_the_sheet_tells_the_seat_with_its_voice():
    (found,) = list_missing(result())
    assert (found.name, found.state) == ("Workforce", "missing")
    assert found.why == ("No one on the list; a seat is held at Talent and skill.",)
    assert "a seat is held at Talent and skill" in render_packet(result())["who-is-missing.html"]


def test_the_price_of_the_voice_tells_that_its_seat_is_still_held():
    made = result()
    (one,) = made.requirements
    assert made.verdict(one).met
    page = told(describe_price(made, Price(one.id, Best(None, 0, True), 0, Best(None, 0, True))))
    assert "It is met only if someone is found for a held seat." in page
    assert "It is met in this seating." not in page


def test_who_is_missing_is_looked_up_once_for_all_pages():
    made = result()
    assert list_missing(made) is list_missing(made)


def test_a_seat_that_no_voice_asks_for_stands_there_too():
    without = result(with_voice=False)
    (found,) = list_missing(without)
    assert (found.name, found.why) == (SEAT, ("Seat held at: Talent and skill",))
    assert f"Who is missing (1): {SEAT}." in render_report(without, Settings())
    assert SEAT in render_packet(without)["who-is-missing.html"]


def test_a_seat_whose_voice_needs_no_call_stands_there_too():
    """Of two who come, one sits where two are asked for, beside the seat: someone has still to be found for it."""
    made = result()
    people = People(
        tuple(
            one.model_copy(update={"sector": "workforce" if one.id in {"p0", "p3", "held"} else one.sector})
            for one in made.people
        )
    )
    asked = made.requirements[0].model_copy(update={"at": ("talent",), "at_least": 2})
    room = replace(made.room, people=tuple(people), listed=people)
    judged = review(room, (asked,), made.plan)
    lacking = replace(made, people=people, room=room, requirements=(asked,), review=judged)
    voice, found = list_missing(lacking)
    assert (voice.name, voice.state) == ("Workforce", "elsewhere")
    assert voice.why == ("2 coming, but too few at Talent and skill; a seat is held at Talent and skill.",)
    assert (found.name, found.why) == (SEAT, ("Seat held at: Talent and skill",))
    assert SEAT in render_packet(lacking)["who-is-missing.html"]


def test_the_record_keeps_seats_and_servers():
    (held,) = as_record(result())["rounds"][0]["voices"]
    assert (held["state"], held["why"], held["held"]) == ("missing", "seat_held", {"talent": 1})
    assert "serving" not in held
    (served,) = as_record(result(serves=True))["rounds"][0]["voices"]
    assert (served["state"], served["why"], served["serving"]) == ("missing", "through_organization", 3)


def test_a_size_that_a_held_seat_fills_is_met_only_if_someone_is_found():
    made = result(with_voice=False)
    minimum = {"capital": 3, "talent": 4}
    tables = (t.model_copy(update={"seats": Seats(minimum=minimum[t.id])}) for t in made.room.tables)
    room = replace(made.room, tables=tuple(tables))
    asked = (requirement("size", must=True), requirement("size", id="other", at=["capital"], must=True))
    sized = replace(made, room=room, requirements=asked, review=review(room, asked, made.plan))
    assert find_waiting(sized) == {"size-1"}
    rows = cells(requirements.list_blocks(sized))
    assert [row[0].rpartition(" ")[2] for row in rows["Met only if someone is found for a held seat"]] == ["size-1"]
    assert [row[0].rpartition(" ")[2] for row in rows["Met requirements"]] == ["other"]


def test_a_held_seat_meets_no_one():
    again = after_rounds(result(), {f"p{n}": ("capital", "talent")[n // 3] for n in range(6)} | {"held": "talent"})
    assert not [pair for pair in find_company(again).by_ids if "held" in pair]
    values = [value for _, value in cells(meetings.list_blocks(again))["figures"]]
    assert values == ["6", "6", "9", "2–2", "2"]
    (matrix,) = [block.data for block in meetings.list_blocks(again) if isinstance(block, Raw)]
    assert SEAT not in {row.name for row in matrix.rows}
    sheet = openpyxl.load_workbook(io.BytesIO(seating_xlsx(again)))["Who meets whom"]
    assert "held" not in {row[0] for row in sheet.iter_rows(values_only=True)}
    assert SEAT not in told(changed.list_blocks(again))


def test_another_seat_at_the_same_table_is_told_too():
    both = result()
    other = Person(id="other", name="a young person", status=Invitation.OPEN)
    people = People((*both.people, other))
    seats = {**both.plan.seats, "other": "talent"}
    made = result_of(people, both.convening, seats)
    judged = replace(made, review=review(made.room, both.requirements, made.plan))
    assert [one.name for one in list_missing(judged)] == ["Workforce", "a young person"]


def test_a_private_voice_tells_neither():
    (hidden,) = as_record(result(serves=True, private=True))["rounds"][0]["voices"]
    assert not {"held", "serving", "reason", "why"} & set(hidden)
    ((_, state, *_),) = cells(voices.list_blocks(result(serves=True, private=True)))["Who is missing, and who calls"]
    assert state == "Missing"


def test_the_first_page_does_not_count_a_voice_as_in_the_room_that_only_others_speak_for():
    first = told(verdict.list_blocks(result(serves=True)))
    assert "Who is missing\nWho is missing (1): Workforce." in first


def test_a_page_for_everyone_does_not_call_a_voice_in_part_there_that_only_others_speak_for():
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", render_packet(result(serves=True))["public.html"]))
    assert "Missing Workforce" in text


def test_the_sheet_counts_the_blank_cells_that_leave_a_missing_voice_open():
    """It states that nobody is on the list only if every cell that decides it is filled."""
    sure, left_open = (
        VoiceRequirement(id=name, name=name, who=Who.model_validate(who), at=("the room",))
        for name, who in (("Printers", {"sector": "print"}), ("Youth", {"age": "young"}))
    )
    ages = {f"p{number}": "old" for number in range(30)} | {"p0": ""}
    people = People(
        tuple(Person(id=one, name=one, sector="media", own={"age": (age,)} if age else {}) for one, age in ages.items())
    )
    made = result_of(
        people,
        small().convening.model_copy(
            update={"tables": small().convening.tables[:1], "requirements": (sure, left_open), "frame": None}
        ),
        dict.fromkeys(ages, small().convening.tables[0].id),
    )
    judged = replace(made, review=review(made.room, made.requirements, made.plan))
    sure_one, open_one = list_missing(judged)
    assert sure_one.why == ("No one on the list.",)
    assert open_one.why == ("No one on the list is known to fit; 1 person might, but has a blank cell.",)
    spanish = told(who_is_missing.list_blocks(judged), "es")
    assert "Nadie en la lista." in spanish
    assert "1 persona podría, pero tiene una celda en blanco" in spanish


def test_spanish_pages_tell_it_in_spanish():
    page = told(who_is_missing.list_blocks(result(serves=True)), "es")
    assert "; hay un asiento reservado en Talent and skill." in page


def test_a_held_seat_gets_no_letter():
    letters = letters_csv(result(), words_in("en")).decode("utf-8-sig")
    names = [row["name"] for row in csv.DictReader(io.StringIO(letters))]
    assert len(names) == 6
    assert SEAT not in names


def test_a_held_seat_is_a_seat_and_no_person_on_every_page():
    """Six people and a held seat at Talent: no page and no line of the terminal tells of seven people."""
    made = result()
    governed = made.convening.model_copy(
        update={"tables": (*made.convening.tables, Table(id="steer", name="Steer", kind=TableKind.STEERING))}
    )
    pages = render_packet(replace(made, convening=governed), Settings(pages=("all",)))
    shown = {name: " ".join(" ".join(Page(html).texts).split()) for name, html in pages.items()}
    assert "6 people and 1 held seat · 2 tables" in shown["index.html"]
    assert " 3 (1 held seat) " in shown["steering.html"]
    assert "6 people and 1 held seat" in shown["convener-only/kitchen.html"]
    assert "6 people and 1 held seat" in shown["room-plan.html"]
    assert "people 6" in shown["public.html"]
    assert "but not staff or held seats" in shown["public.html"]
    report = " ".join(" ".join(Page(render_report(made, Settings())).texts).split())
    assert "6 people sit at 2 tables. 1 more seat is held for a person who has not been found yet." in report
    assert "3 people and 1 held seat" in report
    for name, text in {**shown, "report": report}.items():
        assert not re.search(r"\b7 people\b", text), name


def with_youth(at_least: int) -> Result:
    """Return three people and a held seat for youth; one table asks for youth, of which there is one person."""
    rows = [{"name": f"Person {n}", "sector": "youth" if n == 0 else "x", "status": ""} for n in range(3)]
    rows.append({"name": "", "sector": "youth", "organization": "Youth Club", "status": "open"})
    youth = {"kind": "voice", "name": "Youth", "who": {"sector": "youth"}, "at": "b", "at_least": at_least}
    tables = [{"id": "a", "seats": 2}, {"id": "b", "seats": 2}]
    return seating.solve(rows, {"tables": tables, "requirements": [youth]})


def test_a_held_seat_is_not_counted_among_those_who_are_needed():
    made = with_youth(at_least=2)
    reasons = {made.people.by_id[one].name: why for one, why in seat_reasons(made).items()}
    assert reasons["Person 0"] == "Needed here for Youth (the only one)."
    assert reasons[""] == ""


def test_requirements_that_wait_for_someone_are_told_beside_those_that_are_met():
    waiting = "Every requirement is met. No seating can be better. {} met only if someone is found for a held seat."
    assert describe_quality(with_youth(at_least=2)) == waiting.format("2 are")
    assert "2 are met only if someone" in describe_quality(with_youth(at_least=2), BOARD)


def test_a_held_seat_did_not_choose_a_table_and_is_no_company():
    rows = [{"name": f"Person {n}", "chose": "a" if n == 0 else "", "status": ""} for n in range(3)]
    rows.append({"name": "", "organization": "Youth Club", "chose": "b", "status": "open"})
    tables = [{"id": "a", "seats": 2}, {"id": "b", "seats": 2}]
    made = seating.solve(rows, {"tables": tables, "requirements": []})
    assert made.choices.sentences == ("The one person who chose a table sits there.",)
    (alone,) = [note.text for note in made.notes if note.slug == "alone-at-table"]
    assert alone.startswith("1 person sits alone at a table: Person ")


def test_no_one_sits_at_a_held_seat_or_leaves_it():
    made = result()
    seat = made.people.by_id["held"]
    elsewhere = (Elsewhere("capital", Value(0, 0), Best(None, 7, True)),)
    page = told(describe_person(made, Whereabouts("held", "talent", Best(None, 5, True), elsewhere)))
    assert page.startswith(f"The seat {SEAT} at Talent and skill is held.")
    lines = told(transition.list_blocks(made, find_transition(made, seat))).splitlines()
    assert lines[0] == f"Open as long as no one takes the held seat: {SEAT}"


def with_held(base: Result, table: str, number: int = 1, **cells: Any) -> Result:
    """Return a result with more seats at a table that are held for people with these cells."""
    seats = [Person(id=f"z{n}", name=SEAT, status=Invitation.OPEN, **cells) for n in range(number)]
    people = People((*base.people, *seats), headings=base.people.headings)
    return result_of(people, base.convening, {**base.plan.seats, **{seat.id: table for seat in seats}})


def needing_a_van() -> Result:
    """Return the small room, where Capital needs a van, which the person to be found for a seat there would bring."""
    base = small()
    needing = (base.room.tables[0].model_copy(update={"needs": ("a van",)}), *base.room.tables[1:])
    base = replace(base, convening=base.convening.model_copy(update={"tables": needing}))
    return with_held(base, "capital", assets=(Asset(word="a van"),))


def test_the_card_of_a_table_tells_nothing_that_a_held_seat_brings():
    assert not [member for card in tables.list_cards(needing_a_van())[0] for member in card.members if member.brings]


def test_a_table_asks_for_what_only_a_held_seat_would_bring():
    made = needing_a_van()
    steer = Table(id="steer", name="Steer", kind=TableKind.STEERING, people=("p03",))
    governed = made.convening.model_copy(update={"tables": (*made.room.tables, steer)})
    members = (Membership("steer", "p03", "chair of capital"),)
    found = governance.fill(replace(made, convening=governed, memberships=members), Settings())
    assert found is not None
    heard = [one for sheet in found if sheet.governing is not None for one in sheet.governing.heard.rows]
    assert [one.asks for one in heard] == ["a van"]


def test_the_staff_plan_counts_people():
    tables = [{"id": one, "day": f"2027-03-0{n}", "time": "18:00", "place": "Hall"} for n, one in enumerate("ab", 2)]
    rows = [{"name": f"Person {n}", "pin": "ab"[n], "status": ""} for n in range(2)]
    rows += [{"organization": "Club", "pin": "a", "status": "open"}, {"name": "Flo", "duty": "facilitator"}]
    made = seating.solve(rows, {"tables": tables, "requirements": []})
    sheet = openpyxl.load_workbook(io.BytesIO(seating_xlsx(made)))["Staff plan"]
    assert [(row[0], row[5]) for row in list(sheet.values)[1:]] == [("a", "1"), ("b", "1")]


def test_children_of_a_row_that_is_held_are_not_counted_in_the_kitchen():
    """The numbers of the kitchen's sheet add up to the people with a seat."""
    base = small()
    held = {f"z{n}": Party(id="z0", number=n + 1, size=3, children=2) for n in range(3)}
    seats = [Person(id=one, name=SEAT, status=Invitation.OPEN, party=party) for one, party in held.items()]
    people = People((*base.people, *seats))
    page = kitchen.count_kitchen(result_of(people, base.convening, {**base.plan.seats, **dict.fromkeys(held, "t03")}))
    assert page is not None
    assert page.heads == (14, 3)
    for group in page.groups:
        assert group.needing + group.other + group.without == page.heads.people + page.staff, group.title


def test_how_people_who_need_access_fare_is_told_of_three_people_only():
    base = small()
    needing = base.people.with_persons(
        one.model_copy(update={"needs": ("step-free",) if one.id in {"p01", "p02"} else ()}) for one in base.people
    )
    made = with_held(result_of(needing, base.convening, dict(base.plan.seats)), "t03", needs=("step-free",))
    assert "Each group compared with everyone else" not in told(needs.list_blocks(made))


def test_a_held_seat_reads_no_language_of_a_sheet():
    base = small()
    speaking = base.people.with_persons(
        one.model_copy(update={"languages": ("es",) if base.plan.seats.get(one.id) == "capital" else ("en",)})
        for one in base.people
    )
    made = with_held(result_of(speaking, base.convening, dict(base.plan.seats)), "capital")
    assert [at.words.language for at in spoken_places(made, Settings())] == ["es", "en", "en"]


def test_held_seats_are_not_most_people_of_the_room():
    """Three people speak Spanish and two English, as those would for whom seats are held."""
    base = small()
    spoken = {"p01": "es", "p02": "es", "p03": "es", "p06": "en", "p07": "en"}
    people = base.people.with_persons(
        one.model_copy(update={"languages": (spoken[one.id],)}) for one in base.people if one.id in spoken
    )
    seats = {one: base.plan.seats[one] for one in spoken}
    plain = base.convening.model_copy(update={"requirements": ()})
    made = with_held(result_of(people, plain, seats), "talent", 2, languages=("en",))
    assert [at.words.language for at in spoken_places(made, Settings())] == ["en", "en"]


def test_no_interest_of_a_held_seat_is_counted_as_demand():
    base = small()
    blank = base.people.with_persons(one.model_copy(update={"interests": {}}) for one in base.people)
    made = with_held(result_of(blank, base.convening, dict(base.plan.seats)), "t03", interests={"capital": 3})
    assert not list(list_demand_blocks(made))


def test_no_one_depends_on_a_held_seat():
    rows = [{"name": f"P{n}", "organization": f"Org {n}", "funded_by": "Oak Fund", "status": ""} for n in range(3)]
    funder = {"name": "", "organization": "Oak Fund", "funded_by": "", "status": "open"}
    convening = {"tables": [{"id": "north", "seats": 4}], "requirements": [], "power": {"under": ["funded_by"]}}
    for row, is_there in ((funder, False), (funder | {"name": "Ana", "status": ""}, True)):
        page = told(power.list_blocks(seating.solve([*rows, row], convening)))
        assert ("People at the same table as someone they depend on" in page) is is_there
        assert ("According to the list, no one sits with a person they depend on" in page) is not is_there


def test_no_need_of_a_held_seat_is_listed_or_asked_for():
    base = small()
    needing = base.people.with_persons(
        one.model_copy(update={"needs": ("vegan",) if one.id == "p01" else (), "languages": ("es", "en")})
        for one in base.people
    )
    made = with_held(result_of(needing, base.convening, dict(base.plan.seats)), "t03", needs=("Spanish interpreter",))
    found = needs.find_needs(made)
    assert [one.needs for at in found.tables for one in at.people] == [("Vegan",)]
    assert not found.advice


def test_no_table_is_made_accessible_for_a_held_seat():
    tables = [{"id": "talent", "focus": "talent"}, {"id": "community", "focus": "x", "features": ["step-free"]}]
    rows = [{"name": f"P{n}", "interests": "talent:3", "status": ""} for n in range(2)]
    for status in ("open", ""):
        row = {"name": "Ana", "interests": "talent:3", "needs": "step-free", "status": status}
        made = seating.solve([*rows, row], {"tables": tables, "requirements": []})
        assert bool(needs.find_needs(made).advice) is (status == "")


def test_breakout_rooms_have_no_address_of_a_held_seat():
    base = small()
    plain = base.people.with_persons(one.model_copy(update={"email": ""}) for one in base.people)
    made = with_held(result_of(plain, base.convening, dict(base.plan.seats)), "t03", email="club@example.org")
    assert b"club@example.org" not in breakout_csv(made)
    assert not has_email(made.room)


def test_a_held_seat_carries_nothing():
    made = with_held(small(), "t03")
    member = Membership("steer", "z0", "named")
    assert "z0" not in {load.person.id for load in list_loads(replace(made, memberships=(member,)))}


def test_interests_of_a_held_seat_alone_are_not_compared():
    base = small()
    blank = base.people.with_persons(one.model_copy(update={"interests": {}}) for one in base.people)
    made = with_held(result_of(blank, base.convening, dict(base.plan.seats)), "t03", interests={"capital": 3})
    assert "Interest met" not in told(balance.list_blocks(made))
