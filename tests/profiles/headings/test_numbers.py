"""Numbers of people: how many a row stands for, how many come along, and numbers that count something else."""

from __future__ import annotations

import pytest

from seating.profiles import read_people
from seating.sources import read_bytes
from tests.profiles.lists import persons, reading, wrong

TOTAL = """Party size|Size of party|Number of people|No. of people|No. attending|Headcount|How many people?
How many guests?|Pax
How many people will attend?|How many of you are coming?|Seats needed|Tickets|Total guests|Pases|Boletos
¿Cuántas personas asistirán?|¿Cuántos vienen?|Número de personas|Combien serez-vous ?|Nombre de personnes
Nombre d'invités|Anzahl Personen|Wie viele Personen kommen?|Anzahl Gäste|Personenzahl|Aantal personen
Met hoeveel komen jullie?|Numero di ospiti|Quanti sarete?|Número de pessoas|Liczba osób|Ile osób?|Antal personer
Hvor mange kommer?|Antall gjester|Hur många kommer ni?|Počet osob|QTY|Household size"""
MORE = """How many guests will you bring?|How many guests will you bring along?|How many guests are you bringing?
How many people are you bringing?|How many extra people?|Additional guests|Plus ones|+1|¿Cuántos invitados trae?
¿Cuántas personas le acompañan?|Acompañantes|Nombre d'accompagnants|Combien de personnes vous accompagnent ?
Wie viele Gäste bringen Sie mit?|Anzahl Begleitpersonen|Hoeveel gasten neemt u mee?|Introducees
Quanti ospiti porti?|Accompagnatori|Quantos convidados vai trazer?|Osoby towarzyszące
Hvor mange gæster tager du med?|Hur många gäster tar du med?"""


def rows(heading: str, *cells: object) -> str:
    return f"Name,{heading}\n" + "".join(
        f"P{chr(97 + at % 26)}{chr(97 + at // 26)} Soto,{cell}\n" for at, cell in enumerate(cells)
    )


@pytest.mark.parametrize("line", TOTAL.splitlines())
def test_a_heading_about_all_people_of_a_row_is_their_number(line):
    for heading in line.split("|"):
        assert len(persons(rows(heading, 2, 1, 4, 1, 2))) == 10, heading


@pytest.mark.parametrize("line", MORE.splitlines())
def test_a_heading_about_bringing_people_adds_them_and_0_keeps_the_own_seat(line):
    for heading in line.split("|"):
        people = persons(rows(heading, 2, 0, 1, 1, 0))
        assert len(people) == 9, heading
        assert all(person.attending.chance == 1 for person in people), heading


@pytest.mark.parametrize("number", [3, 6, 16, 20, 37, 60])
@pytest.mark.parametrize("heading", ["#", "Number", "No.", "Count"])
def test_running_numbers_are_no_parties(heading, number):
    assert len(persons(rows(heading, *range(1, number + 1)))) == number


def test_numbers_with_gaps_that_only_increase_are_no_parties():
    assert len(persons(rows("#", 1, 2, 4, 7, 8, 11, 12))) == 7


def test_running_numbers_beside_sizes_leave_the_sizes():
    people = persons("#,Name,Size\n1,Ana Soto,2\n2,Ben Ode,1\n3,Cara Lind,4\n4,Dev Rao,1\n")
    assert len(people) == 8


def test_sizes_out_of_order_are_parties():
    assert len(persons(rows("Count", 2, 1, 3))) == 6


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("Guest count", (0, 0, 2, 1)),
        ("How many guests?", (0, 1, 2, 1)),
        ("number", (1, 1, 1, 2, 2, 2)),
        ("Plätze für Personen", (2, 1, 3, 1)),
        ("Visitors reported", (2, 0, 3, 1)),
    ],
)
def test_numbers_that_may_give_or_take_a_seat_are_asked_about_and_each_offered_line_is_accepted(heading, cells):
    text = rows(heading, *cells)
    assert wrong(text) == [(1, heading, "column-unclear")]
    for key in ("party total", "own"):
        assert read_people(read_bytes(text.encode(), "people.csv"), columns={key: [heading]})


@pytest.mark.parametrize(
    ("replies", "guests", "people"),
    [("yes no yes", (2, 0, 1), 3), ("yes yes no", (2, 0, 0), 4)],
)
def test_replies_tell_whether_guests_include_the_person(replies, guests, people):
    lines = [f"P{n} Soto,{reply},{guest}" for n, reply, guest in zip("abc", replies.split(), guests, strict=True)]
    for heading in ("Guest count", "Number of guests", "Guests"):
        found = persons("\n".join(["Name,Coming", *lines]).replace("Coming", f"Coming,{heading}", 1))
        assert sum(person.attending.chance > 0 for person in found) == people, heading


@pytest.mark.parametrize(
    "heading",
    [
        "How many mentees can you take?",
        "How many siblings do you have?",
        "How many events have you attended?",
        "Wie viele Geschwister hast du?",
        "Hoeveel jaar woon je hier?",
    ],
)
def test_a_number_of_something_else_is_no_party_before_it_is_said(heading):
    text = rows(f'"{heading}"', 2, 1, 3, 1)
    assert wrong(text) == [(1, heading, "column-unclear")]
    assert len(read_people(read_bytes(text.encode(), "people.csv"), columns={"own": [heading]}).people) == 4


@pytest.mark.parametrize(
    "heading", ["How many?", "How many are you?", "Wie viele seid ihr?", "Wie viele Leute kommen?"]
)
def test_a_question_for_a_number_and_nothing_else_is_about_the_row(heading):
    assert len(persons(rows(heading, 2, 1, 3, 1))) == 7


@pytest.mark.parametrize("heading", ["Ile osób przyjdzie z Tobą?", "Kolik lidí přijde s vámi?"])
def test_people_who_come_with_the_person_are_more(heading):
    people = persons(f"Name,RSVP,{heading}\nAna Soto,yes,1\nBen Ode,yes,0\nCara Lind,no,0\n")
    assert sum(person.attending.chance > 0 for person in people) == 3


@pytest.mark.parametrize("heading", ["Confirmados", "Confirmed", "Attending", "Accepted"])
def test_numbers_of_who_comes_beside_the_number_invited_count(heading):
    text = f"Name,Party size,{heading},Note\nFox family,4,3,\nAna Soto,2,2,late\nBen Ode,1,0,Not coming\n"
    people = persons(text)
    assert sum(person.attending.chance > 0 for person in people) == 5
    assert [person.name for person in people if person.attending.chance == 0] == ["Ben Ode"]


def test_unnamed_guests_come_beside_those_who_are_named():
    text = "First Name,Last Name,Partner First Name,Unnamed Guests\nAna,Soto,Ben,1\nDev,Rao,,1\nEva,Roth,Finn,0\n"
    assert len(persons(text)) == 7


def test_numbers_of_guests_are_asked_about_beside_names_of_children():
    text = "Name,Child 1 Name,Extra visitors\nAna Soto,Lia Soto,2\nBen Ode,,1\nCara Lind,Max Lind,3\n"
    assert wrong(text) == [(1, "Extra visitors", "column-unclear")]


def test_leave_to_bring_a_guest_is_no_guest():
    text = "Name,Plus one allowed\nAna Soto,yes\nBen Ode,no\nCara Lind,yes\n"
    assert wrong(text) == [(1, "Plus one allowed", "column-unclear")]
    text = "Name,Plus one allowed,Plus one name\nAna Soto,yes,\nBen Ode,no,\nCara Lind,yes,Otto Wren\n"
    assert [person.name for person in persons(text)] == ["Ana Soto", "Ben Ode", "Cara Lind", "Otto Wren"]


def test_a_row_that_is_the_plus_one_of_another_adds_no_person():
    assert len(persons("Name,isPlusOne\nAna Soto,no\nBen Ode,yes\nCara Lind,no\n")) == 3


def test_a_list_without_numbers_of_people_asks_nothing():
    assert len(reading(rows("People you know", "Ada; Bo", "", "Cleo")).people) == 3
