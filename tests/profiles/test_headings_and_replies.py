"""Columns of replies, over headings and vocabularies of many languages, and columns that only look like replies."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seating.errors import InputError
from seating.profiles.cells.replies import suggest_reply
from tests.examples import examples
from tests.profiles.lists import persons, reading, wrong

HEADINGS = (
    "RSVP",
    "RSVP status",
    "Attending?",
    "Will you attend?",
    "Are you coming?",
    "Status",
    "Invitation status",
    "Guest status",
    "Response",
    "Booked",
    "RSVPed",
    "RSVP'd",
    "Invite accepted",
    "Accepted",
    "Confirmed",
    "Attendance",
    "Going",
    "Can you make it?",
    "¿Asistirá?",
    "Confirmado",
    "Présence",
    "Réponse",
    "Teilnahme",
    "Zusage",
    "Antwort",
    "Presença",
    "Aanwezig",
    "Partecipa",
    "Obecność",
    "Potwierdzenie",
    "Kommer du?",
    "Svar",
    "Närvaro",
)
REPLIES = (
    ("Yes", "No"),
    ("Y", "N"),
    ("1", "0"),
    ("TRUE", "FALSE"),
    ("✓", "✗"),
    ("Accepted", "Declined"),
    ("Attending", "Not attending"),
    ("Sí", "No"),
    ("Oui", "Non"),
    ("Ja", "Nein"),
    ("Tak", "Nie"),
    ("Asistirá", "No asistirá"),
    ("Viendra", "Ne viendra pas"),
    ("Zugesagt", "Abgesagt"),
    ("Viene", "Non viene"),
    ("Vem", "Não vem"),
    ("Komt", "Komt niet"),
    ("Przyjdzie", "Nie przyjdzie"),
    ("Kommer", "Kommer ikke"),
    ("Deltar", "Deltar inte"),
    ("Tulee", "Ei tule"),
)


@examples(80)
@given(heading=st.sampled_from(HEADINGS), reply=st.sampled_from(REPLIES))
def test_each_heading_understands_each_vocabulary(heading, reply):
    yes, no = reply
    people = persons(f"Name,{heading}\nAna Soto,{yes}\nBen Ode,{no}\nCara Lind,{yes}\nDev Rao,{no}\n")
    assert [person.attending.chance > 0 and person.status != "declined" for person in people] == [True, False] * 2


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("Will you need a bus?", ["Yes please", "No thanks", "No thank you"]),
        ("Hotel", ["Yes please", "No thanks", "Yes please"]),
        ("Bus", ["Coming", "Not coming", "Coming"]),
        ("Dinner", ["Yes", "No", "Yes"]),
        ("Boda", ["Sí", "No", "Sí"]),
        ("Brunch", ["Attending", "Not attending", "Attending"]),
        ("CONFIRMED_RESERVATIONS", ["2", "Not attending", "1"]),
    ],
)
def test_replies_that_may_be_about_something_else_are_asked_about(heading, cells):
    rows = "".join(f"P{name} Soto,{cell}\n" for name, cell in zip("abc", cells, strict=True))
    assert wrong(f"Name,{heading}\n{rows}") == [(1, heading, "column-unclear")]


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("Will you need a bus?", ["Yes", "No", "No"]),
        ("Responded", ["1", "0", "0"]),
        ("House", [*["-"] * 13, "B", "B", "H"]),
        ("Ethnicity", [*["-"] * 13, "B", "B", "H"]),
        ("midsummer flower crown", ["1", "NA", "NA", "1"]),
        ("Member status", ["Active", "Lapsed", "Withdrawn"]),
        ("Type", ["Presenter", "Organizer", "Presenter"]),
        (
            "Remarks",
            [
                '"I moved abroad, not sure if this still works"',
                "I am not sure if I gave the right address",
                "I'm interested in research",
            ],
        ),
        ("Please let us know if you have any questions", ["No", '"I moved abroad, not sure if this still works"', ""]),
    ],
)
def test_a_column_that_is_not_about_coming_unseats_no_one(heading, cells):
    rows = "".join(f"P{chr(97 + at)} Soto,{cell}\n" for at, cell in enumerate(cells))
    found = reading(f"Name,{heading}\n{rows}").people
    assert [column.is_known for column in found.columns] == [True, False]
    assert all(person.attending.chance == 1 for person in found)


def test_with_a_column_of_replies_declining_a_bus_is_no_question():
    people = persons(
        "Name,RSVP,Will you need a bus?\nAna Soto,Yes,Yes please\nBen Ode,Yes,No thanks\nCara Lind,No,No thank you\n"
    )
    assert [person.attending.chance for person in people] == [1, 1, 0]


def test_a_word_with_another_first_letter_is_no_typing_error():
    """A ticket shop writes "Deleted", which resembles "selected" but means the opposite."""
    assert suggest_reply("Deleted") is None
    assert suggest_reply("Delcined") == "no"


@pytest.mark.parametrize(
    ("headings", "rows", "people"),
    [
        ("Guest Name,Wedding Day RSVP,Number of Guests Attending", "Accepted 2|Declined 0|Accepted 1|No reply ", 5),
        ("Nombre y apellido,¿Vas a venir a la boda?,¿Cuántos acompañantes traes?", "Sí 1|No 0|Sí 0|Sí 2", 7),
        ("Nom et prénom,Serez-vous des nôtres ?,Combien serez-vous ?", "Oui 2|Non |Oui 1|Oui 3", 7),
        ("Name,Kommst du?,Wie viele Personen bringst du mit?", "Ja 1|Nein 0|Ja 0|Ja 2", 7),
        ("Nome e cognome,Ci sarai?,Numero di accompagnatori", "Sì 1|No 0|Sì 0|Sì 2", 7),
        ("Nome completo,Vai comparecer?,Quantas pessoas vão com você?", "Sim 1|Não 0|Sim 0|Sim 2", 7),
        ("Imię i nazwisko,Czy przyjdziesz?,Osoba towarzysząca", "Tak Tak|Nie Nie|Tak Nie|Tak Tak", 6),
        ("Naam,Kom je?,Aantal personen", "Ja 2|Nee 0|Ja 1|Ja 2", 6),
        ("Namn,Kommer du?,Antal gäster", "Ja 2|Nej 0|Ja 1|Ja 2", 6),
        ("Navn,Deltager du?,Hvor mange personer kommer I?", "Ja 2|Nej 0|Ja 1|Ja 2", 6),
        ("Jméno,Přijdeš?,Počet osob", "Ano 2|Ne 0|Ano 1|Ano 2", 6),
        ("Név,Eljössz?,Hányan jöttök?", "Igen 2|Nem 0|Igen 1|Igen 2", 6),
        ("Nimi,Tuletko?,Henkilömäärä", "Kyllä 2|Ei 0|Kyllä 1|Kyllä 2", 6),
    ],
)
def test_a_wedding_is_read_in_its_language(headings, rows, people):
    lines = [f"P{'abcd'[at]} Soto,{','.join(row.rsplit(' ', 1))}" for at, row in enumerate(rows.split("|"))]
    found = persons("\n".join([headings, *lines]))
    assert len(found) == people
    assert [person.name for person in found if person.attending.chance == 0] == ["Pb Soto"]


def test_a_refusal_in_an_unknown_phrase_is_asked_about():
    text = "Name,Alors ?\nAna Soto,Oui avec plaisir\nBen Ode,Non hélas\nCara Lind,Oui\nDev Rao,Oui\n"
    assert wrong(text) == [(1, "Alors ?", "column-unclear")]


def test_yes_and_no_under_guest_are_no_names():
    people = persons("Name (Original Name),Join time,Guest\nAna Soto,1:00,Yes\nBen Ode,1:00,No\nCara Lind,1:01,No\n")
    assert people[0].name == "Ana Soto"


@pytest.mark.parametrize("heading", ["In for the concert?", "Are you in?"])
def test_in_and_out_are_replies_under_a_heading_that_asks_for_them(heading: str) -> None:
    people = persons(f"Name,{heading}\nAna Soto,In\nBen Ode,Out\nCara Lind,In\n")
    assert [person.attending.chance > 0 for person in people] == [True, False, True]


@pytest.mark.parametrize("heading", ["Will you come by bus?", "Are you coming by train?"])
def test_who_does_not_travel_together_keeps_a_seat(heading: str) -> None:
    people = persons(f"Name,{heading}\nAna Soto,Yes\nBen Ode,No\nCara Lind,Yes\n")
    assert all(person.attending.chance == 1 for person in people)


def test_the_hint_about_an_unknown_reply_is_not_about_rounds() -> None:
    with pytest.raises(InputError) as caught:
        reading("Name,RSVP\nAna Soto,yes\nBen Ode,no\nCara Lind,blue\n")
    (problem,) = caught.value.problems
    assert "yes, no or maybe" in str(problem.hint)
    assert "round" not in str(problem.hint)
