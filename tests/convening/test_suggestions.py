"""What the notes and the board offer to add, by the headings of columns that nothing uses."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from seating.api.interface import check
from seating.convening import suggestions
from seating.convening.suggestions import suggest_requirements
from seating.errors import InputError, Note
from seating.profiles import Person

COUPLES = ["Ana Soto", "Ben Soto", "Cara Lind", "Dev Lind", "Eva Roth", "Finn Roth", "Gus Ode", "Hal Ode"]

BOOKINGS = """
    Booking | Booking reference | Order | Order ID | Invitation | Envelope | Reservation | Household | Family |
    Household ID | Family ID | family_id | Party ID | Invite group | Group | Buchung | Reserva | Commande | Haushalt
"""


def write_list(folder: Path, heading: str, values: list[str]) -> Path:
    rows = "".join(f"{value},{name}\n" for value, name in zip(values, COUPLES, strict=True))
    (folder / "list.csv").write_text(f"{heading},Full Name\n{rows}", "utf-8")
    return folder / "list.csv"


def suggested(path: Path) -> list[str]:
    found = check(path)
    return [one.line for one in suggest_requirements(found.convening, found.people)]


def notes_on(path: Path, slug: str) -> list[Note]:
    return [note for note in check(path).notes if note.slug == slug]


@pytest.mark.parametrize(
    "values", [["B1", "B1", "B2", "B2", "B3", "B3", "B4", "B4"], ["A", "A", "B", "B", "B", "C", "C", "C"]]
)
def test_people_of_one_booking_are_kept_together_and_never_mixed(tmp_path: Path, values: list[str]) -> None:
    for heading in map(str.strip, BOOKINGS.split("|")):
        found = suggested(write_list(tmp_path, heading, values))
        assert [line for line in found if "together" in line], heading
        assert not [line for line in found if "balance" in line], heading


@pytest.mark.parametrize("heading", ["Department", "Booking"])
def test_at_a_single_table_groups_are_neither_mixed_nor_kept_together(tmp_path: Path, heading: str) -> None:
    path = write_list(tmp_path, heading, ["A", "A", "B", "B", "B", "C", "C", "C"])
    assert suggested(path)
    (tmp_path / "convening.yaml").write_text("tables: {count: 1}\n", "utf-8")
    assert not suggested(path)


@pytest.mark.parametrize("heading", ["Age group", "Department", "Political party"])
def test_kinds_of_people_are_still_mixed(tmp_path: Path, heading: str) -> None:
    values = ["A", "A", "B", "B", "B", "C", "C", "C"]
    assert any("balance" in line for line in suggested(write_list(tmp_path, heading, values)))


def test_people_with_one_mentor_are_not_mixed(tmp_path: Path) -> None:
    values = ["Kay Lund", "Kay Lund", "Max Vane", "Max Vane", "Max Vane", "Kay Lund", "Kay Lund", "Max Vane"]
    assert not any("balance" in line for line in suggested(write_list(tmp_path, "Mentor wanted", values)))


@pytest.mark.parametrize("heading", ["Party", "Household", "Household number", "Family ID", "Group number", "Party ID"])
def test_a_question_on_numbers_of_parties_offers_to_keep_them_together(tmp_path: Path, heading: str) -> None:
    path = write_list(tmp_path, heading, ["1", "1", "2", "2", "3", "3", "4", "4"])
    line = f'requirements: [{{kind: together, by: "{heading}"}}]'
    with pytest.raises(InputError) as caught:
        check(path)
    assert line in str(caught.value)
    (tmp_path / "convening.yaml").write_text(line, "utf-8")
    assert len(check(path, convening=tmp_path / "convening.yaml").people) == len(COUPLES)


@pytest.mark.parametrize("heading", ["First choice", "Which table would you like to join?", "¿Qué tema quiere?"])
def test_tables_that_people_want_are_offered_as_chosen(tmp_path: Path, heading: str) -> None:
    path = write_list(tmp_path, heading, ["Housing", "Jobs"] * 4)
    (tmp_path / "convening.yaml").write_text("tables: [{id: housing, seats: 4}, {id: jobs, seats: 4}]", "utf-8")
    found = check(path, convening=tmp_path / "convening.yaml").notes
    (text,) = [note.text for note in found if note.slug == "columns-unused" and "columns:" in note.text]
    assert "columns: {chose:" in text
    assert "pin" not in text


WEDDINGS = [
    "Name,Kind,Meal\nAna Soto,bride,fish\nBen Ode,groom,beef\n",
    "Name,Group,Meal\nAna Soto,couple,fish\nBen Ode,couple,beef\n",
    "Guest list Ana & Ben - 12 June 2027,,\n,,\nName,Meal,Seat\nAna Soto,fish,\nBen Ode,beef,\n",
    "Wedding of Ana Soto and Ben Ode,,\nName,Meal,Seat\nAna Soto,fish,\nBen Ode,beef,\n",
]


def couple_lines(folder: Path, text: str) -> list[str]:
    rows = "".join(f"{name},,\n" for name in ("Cara Lind", "Dev Rao", "Eva Roth", "Finn Ash"))
    (folder / "guests.csv").write_text(text + rows, "utf-8")
    found = check(folder / "guests.csv")
    asked = [one for one in suggest_requirements(found.convening, found.people) if "people" in one.entry]
    assert all(any(str(one.says) in note.text for note in found.notes) for one in asked)
    return [one.line for one in asked]


@pytest.mark.parametrize("text", WEDDINGS)
def test_the_couple_of_a_wedding_is_asked_about(tmp_path: Path, text: str) -> None:
    (line,) = couple_lines(tmp_path, text)
    assert line.startswith("{kind: together, people: [")
    assert not any("?." in note.text for note in check(tmp_path / "guests.csv").notes)


@pytest.mark.parametrize(
    "text",
    [
        "Name,Side,Meal\nAna Soto,bride,fish\nBen Ode,bride,beef\nGus Moss,groom,beef\n",
        "Name,Kind,Organization\nAna Soto,bride,Oak\nBen Ode,groom,Elm\n",
        "Name,Kind,with\nAna Soto,bride,Ben Ode\nBen Ode,groom,\n",
    ],
)
def test_two_sides_an_organization_and_two_who_sit_together_are_not(tmp_path: Path, text: str) -> None:
    assert couple_lines(tmp_path, text) == []


def test_the_cells_of_all_columns_are_counted_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked, whole, needed = Counter[str](), Person.values, list[int]()

    def count(person: Person, column: str) -> tuple[str, ...]:
        asked[column] += 1
        return whole(person, column)

    monkeypatch.setattr(Person, "values", count)
    for columns in (2, 20):
        headings = ",".join(f"Corner {number}" for number in range(columns))
        found = check(write_list(tmp_path, headings, [",".join(["x", ""] * (columns // 2))] * len(COUPLES)))
        asked.clear()
        suggest_requirements(found.convening, found.people)
        needed.append(asked.total())
    assert needed[0] == needed[1]


@pytest.mark.parametrize("judge", ["states_need", "_find_neighbor"])
def test_each_text_of_a_column_is_judged_once(judge: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_list(tmp_path, "Remark", ["not next to Gus Ode", "tall"] * 4)
    found, judged, whole = check(path), Counter[str](), getattr(suggestions, judge)

    def count(text: str, *given: Any) -> Any:
        judged[text] += 1
        return whole(text, *given)

    monkeypatch.setattr(suggestions, judge, count)
    offered = suggest_requirements(found.convening, found.people)
    assert sum(one.entry.get("kind") == "apart" for one in offered) == 3
    assert judged == {"not next to Gus Ode": 1, "tall": 1}
