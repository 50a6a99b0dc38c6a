"""What is told of no-shows: chances to the team, names and what to do to the convener alone."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from fractions import Fraction
from itertools import combinations

import pytest

import seating
from seating.analysis.attendance import Chance, Chances, EventChance
from seating.analysis.attendance.stand_ins import StandIns, Tried
from seating.analysis.invitations import Invitations, Invitee
from seating.analysis.relief import Lack, Relief
from seating.analysis.season.staffing import Season
from seating.api.result import Solved, add_chances
from seating.api.saved_rounds.saved_records import chances_from_record
from seating.convening import Convening
from seating.engines.outcome import Status
from seating.judge import review
from seating.present.languages import words_in
from seating.present.settings import Settings
from seating.profiles import Attendance, Duty, People
from seating.profiles.cells.replies import Reply
from seating.readers import Audience
from seating.record.json_output import dump, load_result
from seating.report.labels import likelihood
from seating.report.packet import change_kit, what_to_do_cards
from seating.report.pages import render_packet, render_report
from seating.report.record import as_record, chances_record, result_record
from seating.report.sections import no_shows
from seating.report.transition import find_transition
from seating.result.privacy import for_reader
from tests.builders import plan, requirement, room
from tests.present.told import cells, told

from .conftest import Page

MAYBE = Attendance(chance=Fraction(1, 2))


def evening(*late: str, **more) -> Solved:
    """Return six people at two tables, three of whom may come or not, and one who could be called.

    `late` are further doers at Capital, each of whom may come or not.
    """
    doer = {"representative_type": "doer"}
    here = room(
        [
            {"id": "ana", **doer, "attending": MAYBE},
            {"id": "ben", **doer, "attending": MAYBE},
            {"id": "cam", **doer},
            {"id": "dee", "sector": "labor", "attending": MAYBE},
            {"id": "eli", "sector": "labor"},
            {"id": "fay"},
            {"id": "gus", **doer, "status": "idea", "phone": "555 0100"},
            *({"id": one, **doer, "attending": MAYBE} for one in late),
        ],
        [{"id": "capital", "name": "Capital"}, {"id": "talent", "name": "Talent"}],
    )
    asked = (
        requirement("role_mix", at_least={"doer": 1}, must=True),
        requirement("count", who={"sector": "labor"}, at_least=2, at="capital"),
        requirement("voice", name="Workers", who={"sector": "labor"}, at_least=1, at="the room"),
    )
    seated = plan(capital=["ana", "dee", "eli", *late], talent=["ben", "cam", "fay"])
    settled = {
        "people": here.listed,
        "convening": Convening(tables=here.tables, requirements=asked),
        "room": here,
        "requirements": asked,
        "plan": seated,
        "review": review(here, asked, seated),
        "status": Status.OPTIMAL,
        "bound": 0,
        "seconds": 1.0,
        "seed": 0,
    }
    return add_chances(Solved(**{**settled, **more}))


LATE = ("hal", "ida", "jon", "kim")


def test_the_section_tells_chances_and_names_nobody():
    """Capital has a doer unless all five are absent, so the chance is 31 in 32."""
    blocks = list(no_shows.list_blocks(for_reader(evening(*LATE), Audience.TEAM)))
    rounded = "about 95 to 100%"
    assert told(blocks).startswith(
        f"7 people with a seat are not certain to come. The chance that all musts are met on the day is {rounded}."
    )
    requirements, voices = cells(blocks).values()
    assert [line[1:] for line in requirements] == [("Must", rounded)]
    assert voices == [("doer", rounded), ("Workers", rounded)]
    section = render_report(evening(*LATE)).partition('id="no-shows"')[2].partition("</section>")[0]
    assert rounded in section
    assert not [name for name in ("Ana", "Ben", "Cam", "Dee", "Eli", "Gus") if name in section]


def test_no_chance_is_given_for_musts_that_are_unmet_with_everyone_there():
    """The musts of a staff plan have no chance: the page gave 100% for sessions without a facilitator."""
    unmet = requirement("count", who={"sector": "labor"}, at_least=1, at="talent", must=True)
    result = evening(*LATE)
    result = replace(result, review=review(result.room, (*result.requirements, unmet), result.plan))
    assert told(no_shows.list_blocks(result)).startswith("7 people with a seat are not certain to come.")
    assert "all musts" not in told(no_shows.list_blocks(result))


def test_chances_that_few_people_decide_and_what_is_private_are_shared_with_nobody():
    """That Capital keeps its people from labor hangs on Dee alone: its chance is hers."""
    record = chances_record(evening(*LATE))
    assert record is not None
    assert [each.id for each in record.requirements] == ["role_mix-1"]
    private = chances_record(evening(*LATE, private_names={"role_mix-1": "private-1"}))
    assert private is not None
    assert private.requirements == []
    assert [each.id for each in private.voices] == ["voice-1"]
    page = what_to_do_cards.fill(evening(*LATE), Settings())
    assert page is not None
    assert [line.figure for line in page.kept_back] == ["50%"]
    assert page.kept_back[0].name.startswith("Capital has at least 2")


def test_two_chances_do_not_reveal_the_chances_of_two_people():
    """At least one and at least two of the same two people: p + q - pq and pq."""
    assert chances_record(evening()).requirements == chances_record(evening()).voices == []
    assert told(no_shows.list_blocks(for_reader(evening(), Audience.TEAM))).startswith(
        "3 people with a seat are not certain to come. "
        "3 people are essential: without any one of them, a requirement about voices, roles, needs, languages or "
        "duties would be further from being met."
    )
    shown = {line.figure for line in what_to_do_cards.fill(evening(), Settings()).kept_back}
    assert shown == {"50%", "75%"}


def test_staff_are_not_counted_as_people_who_are_essential():
    """A facilitator who alone serves at a table is essential, and is no person in other numbers."""
    people = [{"id": "ana", "name": "Ana"}, {"id": "odi", "name": "Odile", "duty": "facilitator"}]
    asked = {"tables": [{"id": "north"}], "requirements": [{"kind": "staff", "duty": "facilitator"}]}
    solved = add_chances(seating.solve(people, asked))
    assert solved.chances.hanging == 1
    assert told(no_shows.list_blocks(solved)).startswith("Of the people and staff, 1 is essential: without them, ")


def test_everything_shared_is_read_back_from_the_record():
    result = evening(*LATE)
    written = load_result(dump(result_record(result)))
    assert written is not None
    kept = chances_from_record(written.rounds[0].chances)
    assert kept is not None
    assert chances_record(replace(result, chances=kept)) == chances_record(result)
    assert chances_from_record(None) is None


@pytest.mark.parametrize(("chance", "figure"), [(0.002, "under 1%"), (0.998, "over 99%"), (0.25, "25%")])
def test_an_absence_that_is_unlikely_is_not_impossible(chance, figure):
    (card, *_) = evening().chances.cards
    unlikely = replace(card, absence=replace(card.absence, chance=chance))
    shown = what_to_do_cards.fill_card(evening(), unlikely, Settings().words)
    assert shown.away == f"{figure} chance of not coming"


def test_the_cards_say_whom_to_move_and_whom_to_call():
    page = what_to_do_cards.fill(evening(), Settings())
    assert page is not None
    first = page.cards[0]
    assert (first.name, first.number, first.table, first.away) == (
        "Ana",
        1,
        "Capital",
        "50% chance of not coming",
    )
    assert [(lost.group, lost.have, lost.want, lost.is_must) for lost in first.lost] == [
        ("doer", "0", "at least 1", True)
    ]
    assert ("Ben", "Talent", "Capital", "doer: 1") in [(s.name, s.origin, s.target, s.keeps) for s in first.moves]
    assert [(step.name, step.reach) for step in first.calls] == [("Gus", ("555 0100",))]
    assert [pair.names for pair in page.pairs] == [("Ben", "Cam"), ("Dee", "Eli")]


def test_the_pairs_are_called_the_worst_because_there_may_be_more():
    html = render_packet(evening(), Settings())["convener-only/what-to-do-cards.html"]
    assert (
        "Pairs at the same table whose joint absence does more harm than both single absences added up: the worst 2"
        "</caption>" in html
    )


def test_a_card_says_how_many_people_were_tried():
    """Only those who match what is missing are tried; the others are counted."""
    solved = evening()
    assert solved.chances is not None
    moved, called = solved.chances.cards[0].tried
    assert (moved.number, moved.of, called.number, called.of) == (2, 3, 1, 1)
    page = what_to_do_cards.fill(solved, Settings())
    assert page is not None
    assert page.cards[0].tried == (
        "For this seat, the program tried 2 of the 3 people at other tables, one at a time.",
        "For this seat, the program tried 1 person without a seat who could take it.",
    )
    shown = " ".join(Page(render_packet(solved)["convener-only/what-to-do-cards.html"]).texts)
    assert all(sentence in shown for sentence in page.cards[0].tried)


def test_who_must_stay_is_not_called_movable_and_staff_are_counted_among_staff() -> None:
    """Of three people at other tables, the program tries no one who is locked. An absent facilitator has only staff."""
    solved = evening()
    finder = StandIns(solved.room, solved.requirements, solved.plan, staying=frozenset({"ben"}), tries_everybody=True)
    (card,) = finder.cards([solved.chances.cards[0].absence])
    assert (card.tried[0].number, card.tried[0].of) == (2, 3)
    staff = replace(card, tried=(Tried(1, 2, are_staff=True), Tried()))
    words = words_in("en")
    assert what_to_do_cards.list_tried(staff, words) == (
        "For this seat, the program tried 1 of the 2 staff members at other tables.",
    )
    staff = replace(card, tried=(Tried(2, 2, are_staff=True), Tried()))
    assert what_to_do_cards.list_tried(staff, words) == (
        "For this seat, the program tried all 2 staff members at other tables, one at a time.",
    )


def test_a_card_without_a_stand_in_does_not_say_that_there_is_none():
    solved = evening()
    assert solved.chances is not None
    lone = replace(solved.chances.cards[0], from_tables=(), from_list=())
    shown = render_packet(replace(solved, chances=replace(solved.chances, cards=(lone,))))
    text = " ".join(Page(shown["convener-only/what-to-do-cards.html"]).texts)
    assert "Leave the seat empty, unless too few people would be left at the table." in text
    assert "who could take it. With all requirements taken together, none of the people the program tried" in text
    assert "no stand-in was found" not in text


def test_a_card_with_a_duty_tells_what_to_do_with_the_seat_too():
    solved = evening(duties={"ana": ("chair",)})
    lone = replace(solved.chances.cards[0], from_tables=(), from_list=())
    card = what_to_do_cards.fill_card(solved, lone, Settings().words)
    assert (card.name, card.advice) == ("Ana", "Ask the table to choose someone for this: chair.")
    assert card.on_seat.startswith("Leave the seat empty")
    assert card.tried[-1].startswith("With all requirements taken together, none of the people")
    shown = render_packet(replace(solved, chances=replace(solved.chances, cards=(lone,))))
    text = " ".join(Page(shown["convener-only/what-to-do-cards.html"]).texts)
    assert card.advice in text
    assert card.on_seat in text
    helped = what_to_do_cards.fill_card(solved, solved.chances.cards[0], Settings().words)
    assert (helped.on_seat, len(helped.tried)) == ("", 2)


def test_a_card_says_what_the_mover_does_at_the_table_they_leave():
    ben = next(person.id for person in evening().room.people if person.label == "Ben")
    page = what_to_do_cards.fill(evening(duties={ben: ("chair",)}), Settings())
    assert page is not None
    duties = {step.name: step.duties for step in page.cards[0].moves}
    assert duties["Ben"] == "chair (suggested until elected)"
    text = " ".join(Page(render_packet(evening(duties={ben: ("chair",)}))["convener-only/what-to-do-cards.html"]).texts)
    assert "duties at the table that they would leave: chair (suggested until elected)" in " ".join(text.split())
    assert "loses its" not in text, "someone else at the table may have the same duty"


def test_a_walk_in_who_waits_for_a_seat_is_not_called() -> None:
    """They stand at the desk."""
    solved = evening()
    page = what_to_do_cards.fill(solved, Settings())
    assert page is not None
    (called,) = {step.name for card in page.cards for step in card.calls}
    here = [one.model_copy(update={"walked_in": one.label == called}) for one in solved.people]
    html = render_packet(replace(solved, people=solved.people.with_persons(tuple(here))))
    shown = html["convener-only/what-to-do-cards.html"]
    assert "Seat (is here without a seat):" in shown
    assert "Call (has no seat yet):" not in shown


def test_an_absence_that_leaves_someone_with_no_one_to_talk_to_has_a_card() -> None:
    """Ana and Ben speak with each other only, too few for both: the total stays the same without one of them."""
    rows = [
        {"id": one, "languages": "es" if one in {"ana", "ben"} else "en", "pin": "a"} for one in ("ana", "ben", "cam")
    ]
    rows += [{"id": f"p{n}", "languages": "en", "pin": "a"} for n in range(3)]
    asked = [{"kind": "common_language", "others": 2}]
    solved = seating.solve(rows, {"tables": [{"id": "a", "seats": "1-6"}], "requirements": asked})
    assert solved.chances is not None
    found = {card.absence.persons: card.absence.losses for card in solved.chances.cards}
    assert {persons: [loss.finding.people for loss in losses] for persons, losses in found.items()} == {
        ("ana",): [("ben",)],
        ("ben",): [("ana",)],
    }


@pytest.mark.parametrize("is_same", [True, False])
def test_who_could_take_over_is_told_for_each_duty_if_they_differ(monkeypatch, *, is_same: bool) -> None:
    """One of them may be free for the one session only, or lack the duty of the other."""
    solved, words = evening(), words_in("en")
    first, second, *_ = solved.room.tables
    ana, ben = (solved.people.by_id[one] for one in ("ana", "ben"))
    duties = ((first.id, (Duty.FACILITATOR,), ana), (second.id, (Duty.INTERPRETER,), ana if is_same else ben))
    reliefs = [Relief(Lack(table, wanted, frozenset(), (), ()), (), (heir,), True) for table, wanted, heir in duties]
    monkeypatch.setattr(what_to_do_cards, "find_reliefs", lambda *_: reliefs)
    told = what_to_do_cards._advise_on_heirs(solved, "cam", words)
    apart = f"Ana, as facilitator at {first.label}; Ben, as interpreter at {second.label}"
    assert told == f"Could take over: {'Ana' if is_same else apart}."


def test_a_duty_that_no_one_could_take_over_is_told_beside_one_that_someone_could(monkeypatch) -> None:
    """At one table, its name is not repeated."""
    solved, words = evening(), words_in("en")
    table, ana = solved.room.tables[0].id, solved.people.by_id["ana"]
    lacks = (
        Lack(table, (Duty.FACILITATOR,), frozenset(), (), ()),
        Lack(table, (Duty.INTERPRETER, Duty.FACILITATOR), frozenset({"es"}), ("es",), ()),
    )
    reliefs = [Relief(lacks[0], (), (), True), Relief(lacks[1], (), (ana,), True)]
    monkeypatch.setattr(what_to_do_cards, "find_reliefs", lambda *_: reliefs)
    assert what_to_do_cards._advise_on_heirs(solved, "cam", words) == (
        "Could take over: Ana, as interpreter or facilitator who speaks Spanish. Find another facilitator."
    )


def test_a_person_with_a_duty_and_no_card_is_named() -> None:
    """No requirement misses a suggested chair, but the table does."""
    solved = evening()
    assert solved.chances is not None
    carded = {person for card in solved.chances.cards for person in card.absence.persons}
    chair = next(person for person in solved.room.people if person.id not in carded)
    held = replace(solved, duties={chair.id: ("chair",), **dict.fromkeys(carded, ("reporter",))})
    page = what_to_do_cards.fill(held, Settings())
    assert page is not None
    assert [one.name for one in page.on_duty] == [chair.label]
    html = render_packet(held)["convener-only/what-to-do-cards.html"]
    assert "These people have no card, but someone else would have to take over their duty" in html
    place = held.room.label_of(held.plan.seats[chair.id])
    assert f"{chair.label} · {place} · chair" in " ".join(" ".join(Page(html).texts).split())
    taken_over = "For duties, this holds only if someone else takes over those listed below."
    assert taken_over in html
    nothing_missed = replace(held, chances=replace(solved.chances, cards=(), hanging=0, is_complete=True))
    assert taken_over in render_packet(nothing_missed)["convener-only/what-to-do-cards.html"]
    assert taken_over not in render_packet(solved)["convener-only/what-to-do-cards.html"]
    assert (
        "These people have no card, but someone else would have to take over their duty"
        not in render_packet(solved)["convener-only/what-to-do-cards.html"]
    )


def test_staff_without_a_card_are_named_with_their_duty() -> None:
    """Where sessions have a staff plan, the absences of staff are not tried; the change kit has who could take over."""
    solved = evening()
    (flo,) = room([{"id": "flo", "duty": "facilitator"}], ["capital"]).staff
    here = replace(solved.room, staff=(flo,), listed=People((*solved.people, flo)))
    seated = replace(solved.plan, seats={**solved.plan.seats, "flo": "talent"})
    staffed = replace(solved, people=here.listed, room=here, plan=seated, duties={"flo": ("facilitator",)})
    page = what_to_do_cards.fill(staffed, Settings())
    assert page is not None
    assert [(one.name, one.table, one.duties) for one in page.on_duty] == [(flo.label, "Talent", "facilitator")]
    planned = what_to_do_cards.fill(replace(staffed, season=Season(0, 0, 0, 0, is_proven=True)), Settings())
    assert planned is not None
    assert not planned.on_duty


@pytest.mark.parametrize(("at_least", "is_named"), [(None, False), (1, False), (2, True)])
def test_no_one_would_have_to_take_over_a_duty_that_enough_others_at_the_table_have(at_least, is_named) -> None:
    solved = evening()
    staff = room([{"id": one, "duty": "facilitator"} for one in ("flo", "gus")], ["capital"]).staff
    here = replace(solved.room, staff=staff, listed=People((*solved.people, *staff)))
    seated = replace(solved.plan, seats={**solved.plan.seats, "flo": "talent", "gus": "talent"})
    duties = {one.id: ("facilitator",) for one in staff}
    asked = () if at_least is None else (requirement("staff", duty="facilitator", at_least=at_least),)
    staffed = replace(
        solved, people=here.listed, room=here, plan=seated, duties=duties, requirements=(*solved.requirements, *asked)
    )
    page = what_to_do_cards.fill(staffed, Settings())
    assert page is not None
    assert [one.duties for one in page.on_duty] == ["facilitator"] * 2 * is_named


def test_only_the_convener_has_the_cards():
    pages = render_packet(evening())
    html = pages["convener-only/what-to-do-cards.html"]
    assert "555 0100" in "".join(Page(html).texts)
    for path, other in pages.items():
        if not path.startswith("convener-only/"):
            assert "555 0100" not in other
            assert "50%" not in " ".join(Page(other).texts)
    assert "not coming" not in json.dumps(as_record(evening()))


def test_names_and_numbers_on_a_spanish_card_are_not_marked_as_english():
    """A screen reader would read the name of a voice, which the convener wrote, as if it were English."""
    html = render_packet(evening(), Settings(language="es"))["convener-only/what-to-do-cards.html"]
    assert "en vez de" in html
    assert "Mueva a (desde otra mesa): <b><bdi>" in html, "a person who is moved takes a preposition"
    assert not re.search(r'<bdi lang="en">[^<]*</bdi>(:| en vez de)', html)


def test_without_chances_there_is_neither_section_nor_page():
    without = replace(evening(), chances=None)
    assert not told(no_shows.list_blocks(without))
    assert what_to_do_cards.fill(without, Settings()) is None
    assert not told(no_shows.list_blocks(replace(without, chances=Chances())))
    read = replace(without, chances=Chances(hanging=3))
    assert what_to_do_cards.fill(read, Settings()) is None, "read from the ledger alone, nobody's absence is known"


def test_where_nobody_is_missed_the_page_says_so():
    html = render_packet(replace(evening(), chances=Chances()))["convener-only/what-to-do-cards.html"]
    assert (
        "If any one person is absent, no requirement about voices, roles, needs, languages or duties is "
        "further from being met."
    ) in html


def test_the_section_leads_to_the_cards_only_if_there_are_people_on_them():
    for hanging in (0, 3):
        found = no_shows.list_blocks(replace(evening(), chances=Chances(uncertain=1, hanging=hanging)))
        assert ("shows who these people are" in told(found)) == bool(hanging)


@pytest.mark.parametrize(
    ("chance", "figure"),
    [
        (Chance.exactly(1.0), "100%"),
        (Chance.exactly(0.9999), "over 99%"),
        (Chance.exactly(0.901), "90%"),
        (Chance.exactly(0.5), "50%"),
        (Chance.exactly(0.0001), "under 1%"),
        (Chance.exactly(0.0), "0%"),
        (Chance(0.83, 0.814, 0.846, 2000), "about 83% (81 to 85)"),
        (Chance(0.05, 0.0, 0.05, 2000), "about 0 to 5%"),
    ],
)
def test_a_chance_is_said_so_that_it_does_not_mislead(chance, figure):
    assert likelihood(chance) == figure


def test_what_all_musts_hang_on_one_person_for_is_not_shared():
    alone = Chances(uncertain=1, musts=EventChance("", "", Chance.exactly(0.5), 1), hanging=1)
    record = chances_record(replace(evening(), chances=alone))
    assert record is not None
    assert record.musts is None


def crowd(requirements, staff=()):
    """Return nine people at three tables, three of each sector at each table."""
    tables = [{"id": t, "name": t.title(), "seats": "3-5"} for t in ("north", "south", "west")]
    sectors = ("arts", "labor", "health")
    rows = [{"id": f"p{n}", "name": f"Person {n}", "sector": sectors[n % 3]} for n in range(9)]
    return seating.solve([*rows, *staff], {"tables": tables, "requirements": requirements})


def test_a_rounded_share_makes_no_one_essential():
    result = crowd([{"kind": "balance", "of": "sector"}, {"kind": "cap", "of": "sector", "at_most": 1}])
    result = add_chances(result)
    assert result.chances.hanging == 0
    assert not told(no_shows.list_blocks(result))
    assert what_to_do_cards.fill(result, Settings()).cards == ()


def test_an_absent_facilitator_is_replaced_by_no_facilitator_of_another_table():
    staff = [{"id": f"s{n}", "name": f"Staff {n}", "duty": "facilitator"} for n in range(3)]
    result = add_chances(crowd([{"kind": "staff", "duty": "facilitator"}], staff))
    page = what_to_do_cards.fill(result, Settings())
    assert [(card.duties, card.moves, card.tried) for card in page.cards] == [("facilitator", (), ())] * 3
    text = " ".join(Page(render_packet(result)["convener-only/what-to-do-cards.html"]).texts)
    assert "Ask someone at the table to take this over." in text
    assert "For this seat, the program tried" not in text
    assert "none of the people the program tried" not in text
    spare = [*staff, {"id": "s3", "name": "Staff 3", "duty": "facilitator"}]
    page = what_to_do_cards.fill(add_chances(crowd([{"kind": "staff", "duty": "facilitator"}], spare)), Settings())
    assert all(len(card.moves) for card in page.cards)  # a table has two, and can spare one
    assert {card.advice for card in page.cards} == {""}  # who moves takes it over


def test_the_advice_on_a_duty_at_the_table_names_the_duty():
    """What would be missing can be another thing, so "someone" alone would not tell for what."""
    people = [{"id": f"p{n}", "name": f"Person {n}"} for n in range(4)]
    result = seating.solve(people, {"tables": [{"id": "a", "name": "Alpha", "seats": 4}]})
    held = replace(result, duties={"p0": ("chair",)})
    told = [what_to_do_cards.advise_on_duties(held, one, words_in("en")) for one in ("p0", "p1")]
    assert re.fullmatch(r"Ask the table to choose someone for this: chair\.", told[0])
    assert told[1] == ""


def test_no_one_is_asked_to_choose_a_duty_that_no_one_else_at_the_table_can_have():
    """The other one is a chair already, and is no doer."""
    rows = [{"id": f"p{n}", "representative_type": "doer" if n == 0 else "designee"} for n in range(3)]
    asked = [
        {"kind": "duty", "name": "chair", "each": 2},
        {"kind": "duty", "name": "reporter", "who": {"representative_type": "doer"}},
    ]
    tables = [{"id": "a", "name": "Alpha", "seats": "2-3"}]
    pair = seating.solve(rows[:2], {"tables": tables, "requirements": asked})
    assert what_to_do_cards.advise_on_duties(pair, "p0", words_in("en")).startswith(
        "No one else at the table can take this over: "
    )
    three = seating.solve(rows, {"tables": tables, "requirements": asked})
    held = replace(three, duties={"p0": ("chair", "reporter"), "p1": ("chair",)})
    told = what_to_do_cards.advise_on_duties(held, "p0", words_in("en"))
    assert re.fullmatch(r"Ask the table to choose someone for this: chair\. No one else .*: reporter\.", told)


def test_the_cards_name_the_staff_who_could_take_over_as_the_change_kit_does():
    """A facilitator of another session is free at that time, and no one has to move."""
    days = {"one": "2027-06-01", "two": "2027-06-02"}
    tables = [{"id": t, "day": day, "time": "9:00", "place": "Hall", "seats": "3"} for t, day in days.items()]
    rows = [{"id": f"p{n}", "name": f"Person {n}"} for n in range(6)]
    staff = [{"id": f"s{n}", "name": f"Staff {n}", "duty": "facilitator"} for n in range(2)]
    convening = {"tables": tables, "requirements": [{"kind": "staff", "duty": "facilitator"}]}
    result = seating.solve([*rows, *staff], convening)
    rows = cells(change_kit.list_blocks(result))["What would be missing if a staff member did not come"]
    (others,) = (others for *_, staff, others in rows if staff == "Staff 0")
    told = what_to_do_cards.advise_on_duties(result, "s0", words_in("en"))
    assert told == f"Could take over: {others.removeprefix('Free at that time: ')}."


def test_the_deputy_of_an_absent_person_is_named_with_how_to_reach_them():
    """A deputy on the list has their table, or their phone if they have no seat; another one has the name only.

    Who declined, or sits at the same table anyway, is no help.
    """
    rows = [
        {"id": "a", "name": "Ana", "sector": "money", "Deputy": "Dee"},
        {"id": "b", "name": "Ben", "sector": "arts", "Deputy": "Eve; Fay; Gus; Hugo Vale"},
        {"id": "c", "name": "Cam", "sector": "labor", "Deputy": "n/a"},
        {"id": "d", "name": "Dee", "attending": "no", "phone": "555 0100"},
        {"id": "e", "name": "Eve", "sector": "health"},
        {"id": "f", "name": "Fay", "status": "declined"},
        {"id": "g", "name": "Gus", "pin": "north"},
    ]
    asked = [{"kind": "count", "who": {"sector": s}, "at_least": 1, "at": "north"} for s in ("money", "arts", "labor")]
    tables = [{"id": "north", "seats": "4"}, {"id": "south", "seats": "1"}]
    result = seating.solve(rows, {"tables": tables, "requirements": asked})
    assert not any("Deputy" in note.text for note in result.notes)
    page = what_to_do_cards.fill(add_chances(result), Settings())
    advice = {card.name: card.advice for card in page.cards}
    assert advice == {"Ana": "Deputy: Dee (555 0100).", "Ben": "Deputies: Eve (2) and Hugo Vale.", "Cam": ""}
    assert {card.name: bool(card.on_seat) for card in page.cards} == {"Ana": False, "Ben": False, "Cam": True}
    nothing = what_to_do_cards.fill(add_chances(seating.solve(rows, {"tables": tables})), Settings())
    without_card = {one.name: one.deputies for one in nothing.on_duty}
    assert without_card == {name: text for name, text in advice.items() if text}
    hidden = seating.solve(rows, {"tables": tables, "private": ["Deputy"]})
    assert what_to_do_cards.advise_on_absence(hidden, "a", words_in("en"), has_stand_ins=True) == ""


def test_a_deputy_whom_a_must_keeps_from_the_seat_is_not_offered():
    rows = [
        {"id": "ana", "name": "Ana", "pin": "up", "Deputy": "Ben; Cam"},
        {"id": "ben", "name": "Ben", "needs": "step-free"},
        {"id": "cam", "name": "Cam"},
    ]
    tables = [{"id": "up", "seats": "1"}, {"id": "down", "seats": "2", "features": ["step-free"]}]
    result = seating.solve(rows, {"tables": tables, "requirements": []})
    assert what_to_do_cards.advise_on_absence(result, "ana", words_in("en"), has_stand_ins=True) == "Deputy: Cam (2)."
    assert find_transition(result, result.people.by_id["ana"]).deputies == ("Cam",)


def test_a_deputy_who_replied_no_is_not_offered():
    """They replied in the list or to an invitation, or the desk marked them as absent."""
    reply = {"Ana": "yes", "Ben": "yes", "Dee": "no", "Eve": "yes", "Fay": "yes"}
    rows = [{"id": name.lower(), "name": name, "Reply": told} for name, told in reply.items()]
    rows[0]["Deputy"] = "Dee; Eve; Fay; Gus Vale; Hugo Vale; Ida Vale"
    result = seating.solve(rows, {"tables": [{"id": "north", "seats": "2"}, {"id": "south", "seats": "2"}]})
    answered = (
        Invitee("1", "Arts", "Eve", person="eve", answer=Reply.NO),
        Invitee("2", "Arts", "Gus Vale", answer=Reply.NO),
        Invitee("3", "Arts", "Hugo Vale", answer=Reply.NO),
        Invitee("4", "Money", "hugo vale", answer=Reply.YES),
    )
    absent = [
        one.model_copy(update={"attending": Attendance(is_absent=one.id == "fay", chance=one.attending.chance)})
        for one in result.people
    ]
    changed = replace(
        result,
        people=replace(result.people, persons=tuple(absent)),
        plan=plan(north=["ana"], south=["ben"]),
        invitations=Invitations("invitations.csv", answered),
    )
    advice = what_to_do_cards.advise_on_absence(changed, "ana", words_in("en"), has_stand_ins=True)
    assert advice == "Deputies: Hugo Vale and Ida Vale."


def test_what_is_unmet_already_has_no_chance_on_the_day():
    people = [{"id": f"p{n}", "name": f"Person {n}", "sector": "arts", "attending": "maybe"} for n in range(8)]
    tables = [{"id": "north", "name": "North", "seats": "1-9"}]
    asked = [{"kind": "count", "who": {"sector": "arts"}, "at_least": n} for n in (6, 20)]
    result = add_chances(seating.solve(people, {"tables": tables, "requirements": asked}))
    assert len(result.chances.requirements) >= 2
    assert "20" not in told(no_shows.list_blocks(result))
    few = [{**person, "attending": "maybe" if n < 3 else "yes"} for n, person in enumerate(people)]
    cards = what_to_do_cards.fill(
        add_chances(seating.solve(few, {"tables": tables, "requirements": asked})), Settings()
    )
    assert cards is not None
    assert [line.name for line in cards.kept_back if "20" in line.name] == []
    assert cards.kept_back


def test_an_absent_interpreter_is_replaced_by_one_who_speaks_the_same_language():
    people = [{"id": "p0", "name": "Ana", "languages": "es"}, {"id": "p1", "name": "Bea", "languages": "es"}]
    people += [{"id": "p2", "name": "Cam", "languages": "en"}, {"id": "s", "name": "Flo", "languages": "en; es"}]
    people[-1]["duty"] = "interpreter"
    convening = {"tables": [{"id": "north", "seats": "3"}], "working_language": "en", "requirements": []}
    page = what_to_do_cards.fill(add_chances(seating.solve(people, convening)), Settings())
    (card,) = (card for card in page.cards if card.duties)
    assert (card.name, card.advice) == ("Flo", "Find another interpreter who speaks Spanish.")
    spanish = what_to_do_cards.advise_on_duties(seating.solve(people, convening), "s", words_in("es"))
    assert "español" in spanish
    other = [{**person, "languages": person["languages"].replace("es", "Quenya")} for person in people]
    named = what_to_do_cards.advise_on_duties(seating.solve(other, convening), "s", words_in("en"))
    assert named == "Find another interpreter who speaks Quenya."


def test_where_only_the_absent_person_speaks_a_language_an_interpreter_is_to_be_brought():
    people = [{"id": "p0", "name": "Ana", "languages": "es; en"}, {"id": "p1", "name": "Bea", "languages": "es"}]
    people += [{"id": "p2", "name": "Cam", "languages": "en"}, {"id": "p3", "name": "Dee", "languages": "en"}]
    asked = [{"kind": "common_language", "must": True}]
    convening = {"tables": [{"id": "north", "name": "North", "seats": "4"}], "working_language": "en"}
    result = add_chances(seating.solve(people, {**convening, "requirements": asked}))
    page = what_to_do_cards.fill(result, Settings())
    advice = {card.name: card.advice for card in page.cards}
    assert advice["Ana"] == "Bring an interpreter for Spanish to North."
    text = " ".join(Page(render_packet(result)["convener-only/what-to-do-cards.html"]).texts)
    assert advice["Ana"] in text
    spare = add_chances(
        seating.solve([*people, {"id": "p4", "name": "Eve", "languages": "es; en", "status": "idea"}],
                      {**convening, "requirements": asked})
    )  # fmt: skip
    (card,) = (card for card in what_to_do_cards.fill(spare, Settings()).cards if card.name == "Ana")
    assert ([step.name for step in card.calls], card.advice) == (["Eve"], "")


def test_a_seat_that_is_held_cannot_stay_away():
    people = [{"id": f"p{n}", "name": f"Person {n}", "sector": "labor"} for n in range(2)]
    people += [{"id": "held", "organization": "Local 9", "sector": "labor", "status": "open"}]
    people += [{"id": "p3", "name": "Dee", "sector": "arts"}]
    asked = [{"kind": "count", "who": {"sector": "labor"}, "at_least": 2, "must": True}]
    result = add_chances(seating.solve(people, {"tables": [{"id": "north", "seats": "4"}], "requirements": asked}))
    page = what_to_do_cards.fill(result, Settings())
    assert [card.name for card in page.cards] == ["Person 0", "Person 1"]  # the held seat makes up for neither
    assert page.pairs == ()
    one_more = [*people, {"id": "p4", "name": "Person 4", "sector": "labor"}]
    asked = {"tables": [{"id": "north", "seats": "5"}], "requirements": asked}
    page = what_to_do_cards.fill(add_chances(seating.solve(one_more, asked)), Settings())
    assert page.cards == ()
    assert {pair.names for pair in page.pairs} == set(combinations(["Person 0", "Person 1", "Person 4"], 2))


def test_a_seat_that_is_held_has_no_card_and_is_no_essential_person():
    people = [{"id": "p0", "name": "Ana", "sector": "labor"}, {"id": "p1", "name": "Dee", "sector": "arts"}]
    people += [{"id": "held", "organization": "Local 9", "sector": "labor", "status": "open"}]
    asked = [{"kind": "count", "who": {"sector": "labor"}, "at_least": 2}]
    result = add_chances(seating.solve(people, {"tables": [{"id": "north"}], "requirements": asked}))
    assert [card.name for card in what_to_do_cards.fill(result, Settings()).cards] == ["Ana"]
    assert (result.chances.hanging, len(result.chances.broken)) == (1, 1)


def test_the_only_counterpart_of_a_person_is_essential():
    people = [
        {"id": "ana", "name": "Ana"},
        {"id": "ben", "name": "Ben", "works_for": "Ana"},
        {"id": "cam", "name": "Cam"},
    ]
    asked = [
        {"kind": "counterpart", "of": "works_for", "from": "board", "to": "staff"},
        {"kind": "pin", "people": ["ana"], "tables": "board"},
        {"kind": "pin", "people": ["ben", "cam"], "tables": "staff"},
    ]
    tables = [{"id": "board", "name": "Board"}, {"id": "staff", "name": "Staff"}]
    result = add_chances(seating.solve(people, {"tables": tables, "requirements": asked}))
    (card,) = what_to_do_cards.fill(result, Settings()).cards
    assert (card.name, result.chances.hanging) == ("Ben", 1)
