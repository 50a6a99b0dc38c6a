"""A seat held for someone to be found stands, with its table, wherever missing voices and invitations are told."""

from __future__ import annotations

from dataclasses import replace

from seating.judge import review
from seating.pages.solved import list_missing_voices
from seating.present.settings import Settings
from seating.profiles import People, Person, Who
from seating.profiles import Status as Invitation
from seating.report.packet import missing_voices, recruit
from seating.report.pages import render_packet, render_report
from seating.report.record import as_record
from seating.report.sections import verdict, voices
from seating.requirements.voice import VoiceRequirement
from tests.present.told import cells, told
from tests.report.made_up import result_of, small

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


def test_the_pages_of_the_convener_name_the_seat_the_table_and_the_voice():
    found = list(missing_voices.list_blocks(result()))
    assert cells(found)["Seats held for people yet to be found"] == [(SEAT, "2 Talent and skill", "Workforce", "")]
    assert "Workforce Seat held\n  Nobody on the list; a seat is held at Talent and skill.\n" in told(found)
    pages = render_packet(result(), Settings())
    for page in ("missing_voices", "recruit"):
        html = pages[f"convener-only/{page.replace('_', '-')}.html"]
        assert SEAT in html
        assert "Seats held for people yet to be found" in html


def test_a_seat_that_no_voice_asks_for_stands_there_too():
    without = result(with_voice=False)
    (seat,) = cells(missing_voices.list_blocks(without))["Seats held for people yet to be found"]
    assert seat == (SEAT, "2 Talent and skill", "–", "")
    ((name, table),) = recruit.fill(without, Settings()).held
    assert name == SEAT
    assert table.endswith("Talent and skill")
    assert f"A seat is held at Talent and skill: {SEAT}." in told(voices.list_blocks(without)).splitlines()[-1]
    assert list_missing_voices(without) == [f"A seat is held at Talent and skill: {SEAT}."]
    assert SEAT in render_report(without, Settings())


def test_the_terminal_says_it_once():
    assert list_missing_voices(result()) == ["Workforce: nobody on the list; a seat is held at Talent and skill."]


def test_the_record_keeps_seats_and_servers():
    (held,) = as_record(result())["rounds"][0]["voices"]
    assert (held["state"], held["held"]) == ("held", {"talent": 1})
    assert "serving" not in held
    (served,) = as_record(result(serves=True))["rounds"][0]["voices"]
    assert (served["state"], served["serving"]) == ("served", 3)


def test_another_seat_at_the_same_table_is_told_too():
    both = result()
    other = Person(id="other", name="a young person", status=Invitation.OPEN)
    people = People((*both.people, other))
    seats = {**both.plan.seats, "other": "talent"}
    made = result_of(people, both.convening, seats)
    judged = replace(made, review=review(made.room, both.requirements, made.plan))
    assert list_missing_voices(judged)[1:] == ["A seat is held at Talent and skill: a young person."]


def test_a_private_voice_tells_neither():
    (hidden,) = as_record(result(serves=True, private=True))["rounds"][0]["voices"]
    assert not {"held", "serving", "reason"} & set(hidden)
    ((_, state, *_),) = cells(voices.list_blocks(result(serves=True, private=True)))["Voices, worst first"]
    assert state == "Through others"


def test_the_first_page_counts_the_voice_as_missing():
    first = told(verdict.list_blocks(result(serves=True)))
    assert "Who is missing\n  Heard only through an organization that serves them: Workforce\n" in first


def test_the_first_page_counts_the_blank_cells_that_leave_a_missing_voice_open():
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
    for language, leads in {
        "en": "No one on the list: Printers\n  No one known to be on the list: Youth (1 person left this blank)\n",
        "es": "Nadie en la lista: Printers\n  No se sabe de nadie en la lista: Youth (1 persona dejó esto en blanco)\n",
    }.items():
        assert f"  {leads}" in told(verdict.list_blocks(judged), language)


def test_spanish_pages_tell_it_in_spanish():
    page = told(missing_voices.list_blocks(result(serves=True)), "es")
    assert "Hay un asiento reservado en 2 Talent and skill.\n" in page
    assert f"Hay un asiento reservado en Talent and skill: {SEAT}." in told(voices.list_blocks(result()), "es")
