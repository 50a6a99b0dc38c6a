"""An inferred convening names the columns it makes no use of, with what would use them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from seating.convening import read_convening
from seating.convening.yaml import parse
from seating.errors import Note
from seating.profiles import Heading
from tests.convening.made_up import people


def unused(*rows: dict[str, Any], given: Any = None) -> list[Note]:
    numbered = [{"id": f"p{n}", **row} for n, row in enumerate(rows)]
    notes = read_convening(people(*numbered), given).notes
    return [note for note in notes if note.slug in {"columns-unused", "columns-are-a-square"}]


def of(column: str, *values: str, times: int = 6) -> list[dict[str, str]]:
    return [{column: value} for value in values * times]


def test_a_column_that_names_tables_comes_with_the_line_that_seats_people_there() -> None:
    rows = of("Table", "Head", "Rose", times=2)
    given = {"tables": [{"id": "head", "seats": 4}, {"id": "rose", "seats": 4}, {"id": "mint"}]}
    (note,) = unused(*rows, given=given)
    assert (
        '"Table" (C) names tables. To seat these people there, write this in the convening: columns: {pin: Table}'
        in (note.text)
    )
    (other,) = unused(*rows, *of("Table", "the long one", times=1), given=given)
    assert "names tables" not in other.text


def test_a_column_that_names_tables_is_told_of_beside_stated_requirements_too() -> None:
    rows = [{"Table": table, "Side": side} for table in ("Head", "Rose") for side in ("bride", "groom")] * 4
    given = {"tables": [{"id": "head"}, {"id": "rose"}], "requirements": [{"kind": "size"}]}
    (note,) = unused(*rows, given=given)
    assert note.text.endswith("To seat these people there, write this in the convening: columns: {pin: Table}")
    assert note.shared_text == "A column was not used."
    used = {**given, "requirements": [{"kind": "together", "by": "Table"}]}
    (note,) = unused(*rows, given=used)
    assert note.text == 'list.csv: "Side" (D) was not used.'


@pytest.mark.parametrize("heading", ["Deputy", "Suplente", "Stipend", "Works for", "Is funded by"])
def test_a_column_that_a_page_uses_is_not_called_unused(heading: str) -> None:
    """Pages name the deputies, list the stipends, and find people who sit with someone they depend on."""
    rows = [{heading: cell, "Side": side} for cell in ("Ida Vo", "50") for side in ("bride", "groom")] * 4
    (note,) = unused(*rows)
    assert 'list.csv: "Side" (D) was not used.' in note.text
    assert not unused(*({heading: row[heading]} for row in rows))


def test_each_note_ends_with_the_line_to_copy_and_one_file_is_made() -> None:
    rows = [
        {"Tables": table, "Side": side}
        for table in ("Table 1", "Table 2")
        for side in ("bride", "groom")
        for _ in "1234"
    ]
    first, second = unused(*rows)
    assert first.text.endswith("columns: {pin: Tables}")
    assert "make a text file named convening.yaml" in first.text
    assert "make a text file" not in second.text
    assert "write this in the convening: requirements: [" in second.text


def test_a_column_with_few_values_comes_with_a_block_that_can_be_pasted() -> None:
    rows = [{"Side": side, "sector": sector} for side in ("bride", "groom") for sector in ("labor", "health")] * 4
    (note,) = unused(*rows)
    assert 'list.csv: "Side" (C) was not used.' in note.text
    assert "bride" not in note.text
    block = note.text[note.text.index("requirements:") :]
    pasted = read_convening(
        people(*({"id": f"p{n}", **row} for n, row in enumerate(rows))), parse(block, "x.yaml").plain
    )
    assert [r.id for r in pasted.convening.requirements] == ["variety-1", "fill-1", "balance-1", "size-1"]


@pytest.mark.parametrize(
    "rows",
    [
        [{"Remarks": f"something {n}"} for n in range(12)],
        [{"Table name": f"P {n}"} for n in range(12)],
        of("Gift received", "yes", "no"),
        of("Joined", "2021-05-01", "2022-06-01"),
        of("Pagado", "sí", "parcial"),
        of("Total Paid", "40.00", "80.00"),
        of("Email status", "opened", "bounced"),
        of("No-show risk", "low", "high"),
        [*of("Side", "bride", times=11), {"Side": "groom"}],
        of("Comment", "a" * 60, "b" * 60),
        [*of("Voice", "alto", "bass", times=1), *({"name": f"N {n}"} for n in range(12))],
    ],
    ids=[
        "all different",
        "names",
        "ticks",
        "dates",
        "pagado",
        "paid",
        "e-mail",
        "risk",
        "one alone",
        "sentences",
        "mostly blank",
    ],
)
def test_other_columns_are_only_named(rows: list[dict[str, str]]) -> None:
    (note,) = unused(*rows)
    column = next(iter(rows[0]))
    assert f'"{column}"' in note.text
    assert "balance" not in note.text


def test_what_is_used_is_not_named_and_a_convening_silences_nothing() -> None:
    assert unused(*({"sector": value} for value in ("labor", "health") * 6)) == []
    (note,) = unused(*of("Side", "bride", "groom"), given={"requirements": []})
    assert (note.text, note.shared_text) == ('list.csv: "Side" (C) was not used.', "A column was not used.")
    assert unused(*of("Side", "bride", "groom"), given={"tables": {"count": 2}}) != []


def test_a_private_column_is_named_to_the_convener_alone() -> None:
    (note,) = unused(*of("Allergy", "nuts", "milk"), given={"private": ["Allergy"], "tables": {"count": 2}})
    assert '"Allergy"' in note.text
    assert "balance" not in note.text
    assert "Allergy" not in str(note.shared_text)
    assert "nuts" not in note.text


def test_languages_without_one_of_all_come_with_what_would_use_them() -> None:
    (note,) = unused(*of("languages", "es", "en; es", "vi"))
    assert "{kind: common_language}" in note.text
    assert unused(*of("languages", "es", "en; es")) == []


def test_a_square_of_numbers_is_told_as_one() -> None:
    names = ["Ana", "Ben", "Cam", "Dee"]
    rows = [{"name": name, **dict.fromkeys(names, "3")} for name in names]
    (note,) = unused(*rows)
    assert note.slug == "columns-are-a-square"
    assert "{kind: similarity, file: list.csv, wanted: high}" in note.text


def test_one_note_names_all_columns() -> None:
    rows = [
        {"Side": side, "Remarks": f"something {n}", "languages": language}
        for n, (side, language) in enumerate([("bride", "English"), ("groom", "Spanish")] * 6)
    ]
    (note,) = unused(*rows)
    assert '3 columns were not used: "Side" (C), "Remarks" (D) and "languages" (E).' in note.text
    assert "{kind: balance, of: Side}, {kind: common_language}]" in note.text


def test_a_need_for_an_interpreter_that_leaves_the_language_open_is_told() -> None:
    rows = [
        {"id": "ana", "name": "Ana", "needs": "interpreter; vegan"},
        {"id": "ben", "name": "Ben", "needs": "not a Spanish interpreter"},
        {"id": "cam", "name": "Cam", "needs": "Spanish interpreter; ASL interpreter"},
        {"id": "dee", "name": "Dee", "needs": "interpreter", "status": "declined"},
        {"id": "sol", "name": "Sol", "duty": "interpreter", "languages": "es; ASL"},
    ]
    convening = {"tables": [{"id": "north"}], "requirements": []}
    (note,) = [n for n in read_convening(people(*rows), convening).notes if n.slug == "interpreter-unclear"]
    assert 'which language: Ana: "interpreter" and Ben: "not a Spanish interpreter". No' in note.text
    assert (note.column, note.shared_text) == ("needs", "")
    assert not any(n.slug == "interpreter-unclear" for n in read_convening(people(*rows[:-1]), convening).notes)


@pytest.mark.parametrize(("heading", "is_noted"), [("Preferred language", True), ("Languages", False)])
def test_preferred_languages_are_read_as_all_that_people_speak_with_a_note(heading: str, is_noted: bool) -> None:
    listed = people({"id": "ana", "languages": "es"}, {"id": "ben", "languages": "en"})
    listed = replace(listed, headings={**listed.headings, "languages": Heading(heading, "B")})
    notes = read_convening(listed, {"tables": [{"id": "north"}], "requirements": []}).notes
    assert any(n.slug == "languages-preferred" for n in notes) == is_noted


def test_an_interpreter_is_not_asked_for_twice_where_the_languages_show_which() -> None:
    rows = [
        {"id": "ana", "name": "Ana", "needs": "interpreter", "languages": "es"},
        {"id": "ben", "name": "Ben", "needs": "interpreter", "languages": "es; en"},
        {"id": "cam", "name": "Cam", "needs": "Elvish interpreter", "languages": "es"},
        {"id": "sol", "name": "Sol", "duty": "interpreter", "languages": "en; es"},
    ]
    convening = {"tables": [{"id": "north"}], "requirements": [], "working_language": "en"}
    (note,) = [n for n in read_convening(people(*rows), convening).notes if n.slug == "interpreter-unclear"]
    assert ': Ben: "interpreter" and Cam: "Elvish interpreter". No' in note.text


def test_a_need_for_a_sign_language_is_not_asked_to_name_a_spoken_one() -> None:
    rows = [
        {"id": "ana", "name": "Ana", "needs": "sign language interpreter"},
        {"id": "ben", "name": "Ben", "needs": "intérprete de lengua de señas"},
        {"id": "sol", "name": "Sol", "duty": "interpreter", "languages": "en; es"},
    ]
    convening = {"tables": [{"id": "north"}], "requirements": []}
    (note,) = [n for n in read_convening(people(*rows), convening).notes if n.slug == "interpreter-unclear"]
    assert 'Ana: "sign language interpreter" and Ben: "intérprete de lengua de señas"' in note.text
    assert 'as "ASL interpreter"' in note.text
    assert "Vietnamese" not in note.text


def numbers_noted(*names: str) -> list[str]:
    tables = [{"id": f"table-{at}", "name": name} for at, name in enumerate(names)]
    notes = read_convening(people("ana"), {"tables": tables, "requirements": []}).notes
    return [note.text for note in notes if note.slug == "table-numbers"]


def test_a_name_with_the_number_of_another_table_is_told() -> None:
    (text,) = numbers_noted("Head table", "Table 1", "Table 2", "Table 9")
    assert '"Table 1" has the number 2 and "Table 2" has the number 3.' in text
    assert "Table 9" not in text  # no table has the number 9 on the pages


@pytest.mark.parametrize("names", [("Table 1", "Table 2", "Head table"), ("North", "South"), ("Room 2 east", "2nd")])
def test_names_that_lead_to_no_other_table_are_not_told(names: tuple[str, ...]) -> None:
    assert not numbers_noted(*names)


@pytest.mark.parametrize(
    ("today", "until", "number"),
    [
        ("2026-07-01", "2026-06-30", 1),
        ("2026-06-30", "2026-06-30", 0),
        (None, "2026-06-30", 0),
        ("2026-07-01", "June", 0),
    ],
)
def test_a_table_whose_end_has_passed_is_told_of(today: str | None, until: str, number: int) -> None:
    given: dict[str, Any] = {"tables": [{"id": "permits", "until": until}], **({"today": today} if today else {})}
    notes = read_convening(people({"id": "a"}), given).notes
    found = [note.text for note in notes if note.slug == "table-ended"]
    assert len(found) == number
    assert all(text.startswith("permits was scheduled to work until 2026-06-30.") for text in found)
