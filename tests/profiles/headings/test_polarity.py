"""Headings that turn round what a yes below them means."""

from __future__ import annotations

import pytest

from seating.profiles import read_people
from seating.profiles.headings.polarity import Sense, read_sense
from seating.sources import read_bytes
from tests.profiles.lists import persons, said, wrong

TURNED = {
    "yes|no": """
        Not attending | I will not be attending | Not able to attend | non-attending | Guest is not attending |
        Attendance cancelled | Void Status | Cancellation status | Refund status | Withdrawal status | Cancelled |
        Can't come? | Will not come | Unable to attend | Absent | notAttending | is_not_attending | Ticket void |
        No longer coming | Not coming | Declined? | Withdrawn | Non-attendance
    """,
    "ja|nein": "Nicht anwesend | Nicht dabei | Kommt nicht | Nimmt nicht teil | Abgesagt | Storniert | Verhindert",
    "oui|non": "Ne viendra pas | Ne participera pas | Absente | Annulée | Ne peut pas venir",
    "sí|no": "No asistirá | No vendrá | No viene | Anulado | Cancelada | No podrá asistir | Ausente",
    "sì|no": "Non parteciperà | Non viene | Assente | Annullato",
    "ja|nee": "Niet aanwezig | Komt niet | Neemt niet deel | Afgemeld | Geannuleerd",
    "sim|não": "Não vem | Não comparecerá | Cancelado",
    "ja|nej": "Kommer inte | Avbokad | Deltar ikke",
    "tak|nie": "Nie przyjdzie | Odwołane | Nieobecna",
    "да|нет": "Не придет | Отменено",
    "ναι|όχι": "Δεν θα έρθει",
    "TRUE|FALSE": "Cancelled | Void Status | Not attending",
    "x|": "Void | Cancelled on | Not coming | Refunded",
    "yes|": "Void Status | Not attending | Cancelled",
}
"""Headings about not coming, by the words for yes and no below them."""

OTHERS = """
    Attending | Coming or not | Attending / not attending | Yes or no | 是否参加 | 参加可否 | RSVP | Confirmed |
    RSVP (no later than May 1) | Will you attend? Reply no later than Friday | Will you attend? (no children please) |
    Can you come? If not, tell us why | RSVP by June, no plus ones | Attending or not | Attending (no = not coming)
"""


@pytest.mark.parametrize("words", TURNED)
def test_yes_below_a_heading_about_not_coming_is_a_no(words: str) -> None:
    yes, no = words.split("|")
    for heading in map(str.strip, TURNED[words].split("|")):
        text = f"Name,{heading}\nAna Soto,{no}\nBen Ode,{yes}\nCara Lind,{no}\nDev Rao,{no}\n"
        away = [person.name for person in persons(text) if not person.attending.chance]
        assert away == ["Ben Ode"], heading
        assert len(said(text, "columns-ticked")) == 1, heading


@pytest.mark.parametrize("heading", ["Not attending", "Void Status"])
def test_a_convening_that_states_replies_has_them_turned_round_too(heading: str) -> None:
    source = read_bytes(f"Name,{heading}\nAna Soto,no\nBen Ode,yes\nCara Lind,no\n".encode(), "people.csv")
    stated = {"attending": [heading]}
    people = read_people(source, columns=stated).people
    assert [person.attending.chance for person in people] == [1, 0, 1]


@pytest.mark.parametrize(
    "cells",
    [["yes", "yes", "no"], ["no", "", "no"], ["no", "yes", "ask me"]],
    ids=["most stay away", "only no and blanks", "another text"],
)
@pytest.mark.parametrize("heading", ["Not attending", "Void Status", "Cancelled", "Bus cancelled", "Refund requested"])
def test_cells_that_do_not_tell_who_stays_away_are_asked_about(heading: str, cells: list[str]) -> None:
    rows = "".join(f"{name},{cell}\n" for name, cell in zip(["Ana Soto", "Ben Ode", "Cara Lind"], cells, strict=True))
    assert [(column, slug) for _, column, slug in wrong(f"Name,{heading}\n{rows}")] == [(heading, "column-unclear")]


@pytest.mark.parametrize("heading", ["Absences", "Absences last year", "Cancellations", "Ausencias", "Days absent"])
def test_numbers_of_earlier_absences_send_nobody_home(heading: str) -> None:
    text = f"Name,{heading}\nAna Soto,0\nBen Ode,1\nCara Lind,0\n"
    assert wrong(text) or all(person.attending.chance for person in persons(text))


@pytest.mark.parametrize("heading", ["RSVP received", "Reply returned", "No RSVP", "Antwort erhalten", "Not responded"])
def test_an_answer_that_has_not_come_declines_nobody(heading: str) -> None:
    text = f"Name,{heading}\nAna Soto,yes\nBen Ode,no\nCara Lind,yes\n"
    assert all(person.attending.chance for person in persons(text))
    assert said(text, "heading-own")


@pytest.mark.parametrize("heading", ["RSVPed yes", "Said yes", "Yes", "Bestätigt ja"])
def test_no_below_a_yes_is_asked_about(heading: str) -> None:
    text = f"Name,{heading}\nAna Soto,TRUE\nBen Ode,FALSE\nCara Lind,TRUE\n"
    assert [(column, slug) for _, column, slug in wrong(text)] == [(heading, "column-unclear")]


def test_headings_that_ask_for_either_answer_are_not_turned_round() -> None:
    senses = {heading: read_sense(heading) for heading in map(str.strip, OTHERS.split("|"))}
    assert set(senses.values()) == {Sense.PLAIN}, senses
    assert read_sense("Not cancelled") is Sense.PLAIN  # two words that turn round cancel each other
