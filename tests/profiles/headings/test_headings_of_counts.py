"""Headings for the number of people that a row stands for, in many languages."""

from __future__ import annotations

import pytest

from tests.profiles.lists import persons, wrong

COUNTS = """
    Αριθμός ατόμων | Αριθμός καλεσμένων | Кол-во гостей | Кол-во | Число
    гостей | Количество гостей | מספר אורחים | כמות אורחים | ゲスト数 | 参加者数 |
    人数 | 來賓人數 | 참석자 수 | 하객 수 | จำนวนคน | Số người | Misafir sayısı |
    Davetli sayısı | Kişi sayısı | Jumlah tamu | Jumlah orang | Bilangan
    tetamu | Quantidade | Quantidade de pessoas | Cupos | Número de cupos
    | Počet osob | Broj gostiju | Število oseb | Брой гости | Кількість
    осіб | Ilość osób | Numero posti | TOTAL COUNT | RSVP COUNT | Accepted
    count | Confirmed count | Number accepted | Total RSVPs
"""

GUESTS = "אורחים | Καλεσμένοι | Гости | Misafir | Tamu | Tetamu | Orang | Άτομα | Vieraita"


def split(headings: str) -> list[str]:
    return [" ".join(heading.split()) for heading in headings.split("|")]


@pytest.mark.parametrize("heading", split(COUNTS))
def test_a_number_of_people_is_counted(heading: str) -> None:
    assert len(persons(f"Name,{heading}\nAna Soto,2\nBen Ode,1\nCara Lind,3\n")) == 6


@pytest.mark.parametrize("heading", split(GUESTS))
def test_numbers_of_guests_are_asked_about(heading: str) -> None:
    text = f"Name,{heading}\nAna Soto,2\nBen Ode,1\nCara Lind,3\n"
    assert [(column, slug) for _, column, slug in wrong(text)] == [(heading, "column-unclear")]


@pytest.mark.parametrize(
    "heading", ["Quantidade de mesas", "Jumlah meja", "Vote count", "Word count", "Количество лет"]
)
def test_numbers_of_other_things_seat_nobody(heading: str) -> None:
    text = f"Name,{heading}\nAna Soto,2\nBen Ode,1\nCara Lind,3\n"
    assert wrong(text) or len(persons(text)) == 3
