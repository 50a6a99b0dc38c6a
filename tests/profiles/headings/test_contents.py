"""Which texts a column counts as what, and the shares of its cells."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seating.profiles.fixed_words import ROLES
from seating.profiles.headings import contents
from seating.profiles.headings.contents import Contents, contents_of
from seating.profiles.headings.evidence import JUDGES
from seating.sources import Row

FITS = {
    "is_address": "12 Mill Lane | 4a High Street | Calle Mayor 5 | Hauptstrasse 12 | 192.168.0.1 | 7 Oak Ave, Bend",
    "is_bare": "yes | No | X | ja | Sí | ✓ | 0 | TRUE",
    "is_date": "2026-03-01 | 3/1/2026 | 1.3.26 | 2026-03-01T09:30 | 9:30 | 10:00 am",
    "is_email": "ana@x.example | <ana@x.example> | a.b+c@mail.x.example",
    "is_full_name": "Ana Bell | Ana de Cruz | 김라온 | Ana & Ben Smith",
    "is_languages": "English | en; es | Español y francés | ASL | a little Polish",
    "is_name_like": "Ana | Ana Bell | Éluard | Ana de Cruz | 김라온 | Ana de la Cruz | Rosa del Río | "
    "Jan van der Berg | von Trapp | Omar bin Said al Amin | Omar al-Amin | Luz da Silva e Costa | Ana Ruiz y Gil | "
    "Joan d'Arc | Ana Rosa de la Cruz y Gil Soto",
    "is_need": "vegan | Wheelchair access | no nuts | sin gluten | needs a step-free route",
    "is_phone": "+1 541 555 0100 | 5415550100 | 0049-30-123456 | (541) 555.0100",
    "is_refusal": "Cancelled | Not coming | Regretfully declines",
    "is_reply": "yes | Cannot come | maybe | Regretfully declines | ✓",
    "is_small_number": "0 | 4 | 30 | 12",
    "is_whole_number": "0 | 999 | 007",
    "is_worded_reply": "Will attend | Cancelled | Not coming",
    "has_only_digits": "4 | 3/1/2026 | +1 541 | 50 %",
}
DOES_NOT = {
    "is_address": "Mill Lane | 12 | Ana Bell | 12 people | 1.2.3",
    "is_bare": "yes please | none | maybe | 2",
    "is_date": "2026 | 12 | Ana | March",
    "is_email": "ana@x | ana x.example | @ana | a@b.1",
    "is_full_name": "Ana | ana bell | 4 people",
    "is_languages": "Klingon | 12 | English teacher | -",
    "is_name_like": "ana bell | Ana: 3 | none | Bring your own chair and a table please today | a@x.example | What? | "
    "Mesa de la puerta | Nada de pan y vino | de la | Sin gluten y sin sal",
    "is_need": "Ana Bell | yes | 12 | table by the door",
    "is_phone": "555 | 2026-2027 | 192.168.0.1 | 2026-03-01 | Ana | 1234567890123456789012345678",
    "is_refusal": "no | n | yes | Will attend",
    "is_reply": "Beef | 40% | round 2 | x | Optional Attendee | 12",
    "is_small_number": "31 | -1 | 1.5 | four",
    "is_whole_number": "1000 | 1.0 | -1 | ٣ | four",
    "is_worded_reply": "yes | no | Beef",
    "has_only_digits": "4 people | Ana | - | 3rd",
}


def cases(table: dict[str, str]) -> list[tuple[str, str]]:
    return [(name, text) for name, texts in table.items() for text in texts.split(" | ")]


def filled(*cells: str, **known: object) -> Contents:
    return replace(contents_of([Row(line, (cell,)) for line, cell in enumerate(cells, 2)], (0,)), **known)


@pytest.mark.parametrize(("name", "text"), cases(FITS))
def test_a_text_that_fits(name, text):
    assert getattr(contents, name)(text)


@pytest.mark.parametrize(("name", "text"), cases(DOES_NOT))
def test_a_text_that_does_not_fit(name, text):
    assert not getattr(contents, name)(text)


@given(st.lists(st.sampled_from(["", "4", "31", "yes", "Ana Bell", " 4 "]), max_size=12))
def test_a_share_is_that_of_the_filled_cells(cells):
    column = filled(*cells)
    texts = [cell.strip() for cell in cells if cell.strip()]
    for fits in (contents.is_small_number, contents.is_bare, contents.is_name_like):
        assert column.share(fits) == (sum(map(fits, texts)) / len(texts) if texts else 0)
    assert (column.filled, column.rows) == (len(texts), len(cells))
    assert column.different == (len(set(texts)) / len(texts) if texts else 0)


def test_a_judge_sees_each_text_of_a_column_once():
    seen = []

    def judge(text: str) -> bool:
        seen.append(text)
        return text == "4"

    column = filled("4", "31", "4", "")
    later = replace(column, names=frozenset({"ana bell"}))
    assert (column.share(judge), later.number(judge), later.share_of_told(judge)) == (2 / 3, 2, 2 / 3)
    assert seen == ["4", "31"]


def test_cells_of_several_columns_are_joined():
    rows = [Row(2, ("Ana", "", "Bell")), Row(3, ("Ben",)), Row(4, ("", " ", ""))]
    assert dict(contents_of(rows, (0, 2)).counts) == {"Ana Bell": 1, "Ben": 1}


def test_rounds_are_replies_where_the_heading_tells_that_they_are():
    cells = filled("round 1; round 3", "round 3", "yes", "Beef")
    assert (cells.replies, cells.replies_and_rounds) == (1 / 4, 3 / 4)
    told = [JUDGES["attending"](cells, strength)[1] for strength in (2, 3)]
    assert told == ["1 of 4 cells are replies", "3 of 4 cells are replies"]


def test_words_of_the_vocabulary_count_as_replies():
    assert filled("da", "dabei sein", "Beef").replies == pytest.approx(2 / 3)
    assert filled("Beef", "Fish").replies == 0
    assert filled("Beef", "Fish", vocabulary={"attending": {"beef"}}).replies == 0.5


@pytest.mark.parametrize(
    ("cell", "share"),
    [
        ("ana bell", 1),
        ("Ana Bell; Ben Cole", 1),
        ("Ben Cole and nobody else", 1),
        ("Anna Bell", 1),
        ("Ana", 0),
        ("Zoe Bell", 0),
        ("", 0),
    ],
)
def test_cells_that_name_people_of_the_list(cell, share):
    assert filled(cell, names=frozenset({"ana bell", "ben cole"})).people == share


def test_given_names_count_only_if_all_parts_are_known():
    names = frozenset({"ana bell", "ben cole"})
    column = Contents({"Ana": 1, "Ana & Ben": 1, "Ana and Zoe": 1}, 3, names, frozenset({"ana", "ben"}))
    assert column.given_names == pytest.approx(2 / 3)
    assert column.people == 0


@pytest.mark.parametrize(("cell", "share"), [("doer", 1), ("Doer!", 1), ("doeer", 1), ("boss", 0), ("chief", 1)])
def test_known_words_count_with_a_typing_error_or_from_the_vocabulary(cell, share):
    column = filled(cell, vocabulary={"representative_type": {"chief"}})
    assert column.words_of(ROLES, "representative_type") == share
