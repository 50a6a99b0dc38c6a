"""The person who comes, and the person who books, pays, hosts or looks after them."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seating.profiles import read_people
from seating.sources import read_bytes
from tests.examples import examples
from tests.profiles.lists import persons, said

BEHIND = [
    "Order",
    "Buyer",
    "Customer",
    "Purchaser",
    "Billing",
    "Host",
    "Booker",
    "Mentor",
    "Coach",
    "Besteller",
    "Client",
]
IN_FRONT = ["Ticket", "Attendee", "Guest", "Delegate", "Mentee", "Player", "Teilnehmer"]
GUESTS = ["Ana Soto", "Ben Ode", "Eva Roth", "Finn Ash"]
OTHERS = ["Ana Soto", "Ana Soto", "Kay Lund", "Max Vane"]


def rows(*columns: list[str]) -> str:
    return "".join(",".join(row) + "\n" for row in zip(*columns, strict=True))


def parts(names: list[str]) -> list[str]:
    return [name.replace(" ", ",") for name in names]


@pytest.mark.room
@examples(60)
@given(behind=st.sampled_from(BEHIND), guest=st.sampled_from(IN_FRONT), shape=st.integers(0, 3))
def test_who_books_or_hosts_is_not_seated_instead_of_the_guest(behind: str, guest: str, shape: int) -> None:
    texts = (
        f"{guest} First Name,{guest} Last Name,{behind} Name\n{rows(parts(GUESTS), OTHERS)}",
        f"{behind} First Name,{behind} Last Name,{guest} Name\n{rows(parts(OTHERS), GUESTS)}",
        f"{behind} First Name,{behind} Last Name,{guest} First Name,{guest} Last Name\n"
        f"{rows(parts(OTHERS), parts(GUESTS))}",
        f"{behind} Name,{guest} Name,Town\n{rows(OTHERS, GUESTS, ['Oak'] * 4)}",
    )
    assert [person.name for person in persons(texts[shape])] == GUESTS
    assert any("lines 3, 4 and 5" in note.text for note in said(texts[shape], "heading-chosen"))


@pytest.mark.parametrize("heading", ["Buyer", "Host", "Customer", "Client"])
def test_who_books_is_seated_where_no_column_names_another(heading: str) -> None:
    assert [person.name for person in persons(f"{heading},Town\n{rows(GUESTS, ['Oak'] * 4)}")] == GUESTS


@pytest.mark.parametrize(("first", "second"), list(itertools.permutations(["Ticket Email", "Order Email"])))
def test_the_address_is_that_of_the_guest(first: str, second: str) -> None:
    cells = {"Ticket Email": ["a@x.example", "b@x.example"], "Order Email": ["a@x.example", "a@x.example"]}
    text = f"Name,{first},{second}\n{rows(GUESTS[:2], cells[first], cells[second])}"
    people = read_people(read_bytes(text.encode(), "people.csv")).people
    assert [one.heading for one in people.columns if one.key == "email"] == ["Ticket Email"]


def test_an_export_of_tickets_has_the_data_of_their_holders() -> None:
    text = (
        "Ticket Full Name,Ticket First Name,Ticket Last Name,Ticket Company Name,Void Status,Order Name,"
        "Order Company Name\n"
        "Ana Soto,Ana,Soto,Oak,,Ana Soto,Oak\nBen Ode,Ben,Ode,Elm,,Ana Soto,Oak\n"
        "Dev Rao,Dev,Rao,Ash,yes,Dev Rao,Ash\nEva Roth,Eva,Roth,Fir,,Kay Lund,Ash\n"
    )
    found = [(person.name, person.organization, int(person.attending.chance)) for person in persons(text)]
    assert found == [("Ana Soto", "Oak", 1), ("Ben Ode", "Elm", 1), ("Dev Rao", "Ash", 0), ("Eva Roth", "Fir", 1)]


def test_a_further_name_that_differs_from_first_and_last_names_is_not_the_name() -> None:
    text = f"First Name,Last Name,Contract Name\n{rows(parts(GUESTS), OTHERS)}"
    assert [person.name for person in persons(text)] == GUESTS
    assert [person.name for person in persons(text.replace("Contract Name", "Display Name"))] == OTHERS
