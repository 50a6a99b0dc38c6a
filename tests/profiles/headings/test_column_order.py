"""What a column is read as follows from headings and cells, and not from the order of the columns."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seating.errors import InputError
from seating.profiles.headings.recognition import find_headings
from seating.profiles.notebook import Notebook
from seating.sources import read_bytes
from tests.examples import examples

NAMES = ["Ana Soto", "Ben Ode", "Cara Lind", "Dev Rao", "Eva Roth", "Finn Ash"]
FIRST, LAST = ([name.split()[part] for name in NAMES] for part in (0, 1))
EMAILS = [f"{name.lower()}@x.example" for name in FIRST]
PHONES = [f"+1 541 555 010{digit}" for digit in range(6)]
FIRMS = ["Oak Trust", "Elm Works", "Oak Trust", "Ash Ltd", "Fir Group", "Elm Works"]
SIZES = ["0", "1", "0", "2", "1", "0"]
FRIENDS = ["Ben Ode", "", "Eva Roth", "", "Cara Lind", ""]
NUMBERS = [f"A{number}" for number in range(101, 107)]

MEANINGS = ("name", "attending", "organization", "needs", "phone", "email", "party more")

HEADINGS = {
    "yes, no, vegan, nut allergy": (
        "Guest's full name | Will they be joining us? | Employer | Anything the kitchen should know | Mobile no. | "
        "Contact mail | Extra guests"
    ),
    "sí, no, vegana, alergia a nueces": (
        "Nombre y apellidos | ¿Vendrá? | Empresa u organización | Necesidades alimentarias | Teléfono móvil | "
        "Correo de contacto | Número de acompañantes"
    ),
    "oui, non, végétarien, allergie aux noix": (
        "Nom complet | Serez-vous présent ? | Organisme | Allergies éventuelles | Numéro de portable | "
        "Adresse courriel | Nombre d'accompagnants"
    ),
    "ja, nein, vegan, Nussallergie": (
        "Vor- und Nachname | Nimmst du teil? | Firma | Unverträglichkeiten | Handynummer | Mailadresse | "
        "Anzahl Begleitpersonen"
    ),
    "sì, no, vegano, allergia alle noci": (
        "Nome e cognome | Parteciperai? | Azienda | Intolleranze | Cellulare | Indirizzo email | "
        "Numero di accompagnatori"
    ),
    "sim, não, vegano, alergia a nozes": (
        "Nome completo | Confirma presença? | Instituição | Restrições alimentares | Telemóvel | Endereço de email | "
        "Quantos acompanhantes"
    ),
    "ja, nee, veganist, notenallergie": (
        "Voor- en achternaam | Ben je erbij? | Organisatie | Dieetwensen | Telefoonnummer | E-mailadres | "
        "Aantal introducés"
    ),
}
"""The words for yes, no and two needs in a language, and headings for each of `MEANINGS`."""

Columns = list[tuple[str, Sequence[str]]]


def read(columns: Columns) -> tuple[dict[str, str], set[str]]:
    """Return the meaning of each heading, and what is asked."""
    text = io.StringIO()
    csv.writer(text).writerows(
        [[heading for heading, _ in columns], *zip(*(cells for _, cells in columns), strict=True)]
    )
    notebook = Notebook("people.csv")
    try:
        found = find_headings(read_bytes(text.getvalue().encode(), "people.csv"), notebook)
    except InputError as error:
        return {}, {problem.slug for problem in error.problems}
    meanings = {column.heading: "private" if column.is_private else column.meaning for column in found.shown}
    return meanings, {problem.slug for problem in notebook.problems()}


def columns_in(words: str) -> Columns:
    yes, no, vegan, allergy = words.split(", ")
    cells = (NAMES, [yes, yes, no, yes, yes, yes], FIRMS, [vegan, "", allergy, "", vegan, ""], PHONES, EMAILS, SIZES)
    return list(zip(HEADINGS[words].split(" | "), cells, strict=True))


@pytest.mark.parametrize("words", HEADINGS)
def test_headings_are_read_in_several_languages(words: str) -> None:
    meanings, asked = read(columns_in(words))
    assert list(meanings.values()) == list(MEANINGS)
    assert not asked


LISTS: dict[str, Columns] = {
    "parts of names beside a buyer": [
        ("Ticket First Name", FIRST),
        ("Ticket Last Name", LAST),
        ("Order Name", ["Ana Soto"] * 2 + ["Kay Lund"] * 4),
        ("Order Email", EMAILS),
        ("Ticket Email", EMAILS[::-1]),
    ],
    "two whole names": [("Full Name", NAMES), ("Name", NAMES[::-1]), ("Friend", FRIENDS)],
    "two firms": [("Name", NAMES), ("Company", FIRMS), ("Org", FIRMS)],
    "last name without a first name": [("Nom", LAST), ("Prénom", FIRST), ("Avec", FRIENDS)],
    "replies to several events": [
        ("Name", NAMES),
        ("Ceremony RSVP", ["yes", "no", "yes", "yes", "yes", "no"]),
        ("Reception RSVP", ["yes", "yes", "no", "yes", "yes", "no"]),
    ],
    "only cells tell": [
        ("Who", NAMES),
        ("Drinks", ["Attending", "Not attending"] * 3),
        ("Later", ["Will attend"] * 6),
        ("Remarks", ["needs a wheelchair ramp", "vegan meal please", "", "has a nut allergy", "", "vegan and deaf"]),
    ],
    "people of a row": [("Name", NAMES), ("Guest 1", ["Ida Roy", "", "", "Max Poe", "", ""]), ("Guests", SIZES)],
    "ids and numbers": [("ID", NUMBERS), ("Name", NAMES), ("Booking", list("112233")), ("Phone", PHONES)],
    "grid": [("Name", NAMES), ("Interest: Housing", list("012301")), ("Interest: Jobs", list("321032"))],
}


@pytest.mark.parametrize("name", [*LISTS, *HEADINGS])
@examples(4)
@given(data=st.data())
def test_the_order_of_columns_does_not_matter(name: str, data: st.DataObject) -> None:
    columns = LISTS[name] if name in LISTS else columns_in(name)
    assert read(data.draw(st.permutations(columns))) == read(columns)
