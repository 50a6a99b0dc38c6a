"""Words: comparing, listing, counting and shortening texts, and texts that can be shown in another language."""

from __future__ import annotations

import unicodedata

import pytest
from babel import Locale
from babel.localedata import locale_identifiers
from hypothesis import given
from hypothesis import strategies as st

from seating.errors import Problem, as_text
from seating.present.languages import NAMED_IN_CATALOGS, words_in
from seating.sources import name_sheet
from seating.wording import (
    SHOWN_LENGTH,
    Said,
    counted,
    fold,
    knows_language,
    language_key,
    listed,
    made_visible,
    name_column,
    quoted,
    said,
    said_count,
    said_language,
    said_list,
    shortened,
    squashed,
    whole_number,
    with_padded_numbers,
    without_marks,
)

TEXTS = st.text(max_size=30)


@given(TEXTS)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert squashed(squashed(text)) == squashed(text)


@given(TEXTS)
def test_what_is_folded_has_single_spaces_and_no_invisible_characters(text: str) -> None:
    folded = fold(text)
    assert folded == " ".join(folded.split())
    assert not {unicodedata.category(c) for c in folded} & {"Cf", "Cc"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("  Ada   KIM ", "ada kim"),
        ("Łódź", "łódź"),
        ("Cafe\u0301", "CAFÉ"),
        ("Straße", "STRASSE"),
        ("\u200eAna\u200f", "ana"),
        ("Ana\tKim\n", "ana kim"),
        ("\ufeffname", "name"),
    ],
)
def test_spellings_that_a_reader_takes_for_the_same_are_equal(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("Ana", "Aña"), ("a b", "ab"), ("1", "01"), ("resume", "résumé")])
def test_other_words_stay_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@pytest.mark.parametrize(
    ("heading", "same"), [("Type of représentative!", "TYPE-OF-REPRESENTATIVE"), ("E-Mail", "email"), ("№ 5", "no5")]
)
def test_headings_are_compared_by_letters_and_digits_alone(heading: str, same: str) -> None:
    assert squashed(heading) == squashed(same)


@given(TEXTS)
def test_marks_are_dropped_and_nothing_else(text: str) -> None:
    kept = without_marks(text)
    assert [c for c in text if c in kept or unicodedata.category(c) not in {"Cf", "Cc"}] == list(kept) or kept == text
    assert all(c in "\t\n\r" or unicodedata.category(c) not in {"Cf", "Cc"} for c in kept)


@given(TEXTS)
def test_a_text_made_visible_keeps_its_length_and_can_be_printed(text: str) -> None:
    shown = made_visible(text)
    assert len(shown) == len(text)
    assert not any(unicodedata.category(c) in {"Cc", "Cs"} and c not in "\t\n" for c in shown)
    assert made_visible(shown) == shown


@given(TEXTS, st.integers(min_value=1, max_value=12))
def test_a_shortened_text_is_no_longer_than_asked_and_begins_as_before(text: str, length: int) -> None:
    shown = shortened(text, length)
    assert len(shown) <= length
    assert shown == text if len(text) <= length else shown.endswith("…")
    assert text.startswith(shown if len(text) <= length else shown[:-1])


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Help people learn to start and run a business", "Help people learn to start and run a…"),
        ("Help people start and run a small business in town", "Help people start and run a small business…"),
        ("Help " + "x" * 50, "Help " + "x" * 38 + "…"),
    ],
)
def test_a_shortened_text_ends_after_a_word_unless_the_word_is_long(text: str, shown: str) -> None:
    assert shortened(text, 44) == shown


def test_a_quoted_value_stays_on_one_line() -> None:
    assert quoted("a\r\nb") == '"a\\r\\nb"'
    assert quoted("x" * 500) == '"' + "x" * (SHOWN_LENGTH - 1) + '…"'


@pytest.mark.parametrize(
    ("items", "phrase"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_items_are_joined_as_a_reader_expects(items: list[str], phrase: str) -> None:
    assert listed(items) == str(said_list(items)) == phrase
    assert listed(items, "or") == phrase.replace(" and ", " or ")
    assert said_list(iter(items)).items == tuple(items)


@pytest.mark.parametrize(
    ("number", "phrase"),
    [(0, "0 people"), (1, "1 person"), (2, "2 people"), (1_000, "1,000 people"), (-1, "-1 people")],
)
def test_a_number_comes_with_the_right_noun(number: int, phrase: str) -> None:
    assert counted(number, "person", "people") == phrase
    assert said_count("%(number)s person", "%(number)s people", number) == phrase
    assert counted(number, "seat") == phrase.replace("person", "seat").replace("people", "seats")


@given(st.text(alphabet="0123456789abc-+. ٣²", max_size=12))
def test_only_plain_digits_are_a_number(text: str) -> None:
    number = whole_number(text)
    if text and len(text) <= 9 and set(text) <= set("0123456789"):
        assert number == int(text)
    else:
        assert number is None


@pytest.mark.parametrize("digits", [1, 4, 9])
def test_a_number_of_too_many_digits_is_refused(digits: int) -> None:
    assert whole_number("9" * digits, digits) == 10**digits - 1
    assert whole_number("9" * (digits + 1), digits) is None


@given(st.lists(st.integers(min_value=0, max_value=10**12), min_size=1))
def test_texts_with_padded_numbers_sort_by_their_numbers(numbers: list[int]) -> None:
    texts = [f"Table {number} of {number % 7}" for number in numbers]
    assert sorted(texts, key=with_padded_numbers) == [f"Table {n} of {n % 7}" for n in sorted(numbers)]


def test_what_is_said_is_a_plain_text_that_remembers_its_parts() -> None:
    inner = said_count("%(number)s table", "%(number)s tables", 2)
    text = said("%(where)s lacks %(what)s", where="North", what=inner)
    assert isinstance(text, str)
    assert text == "North lacks 2 tables"
    assert (text.message, text.values) == ("%(where)s lacks %(what)s", {"where": "North", "what": inner})
    assert (inner.many, inner.number) == ("%(number)s tables", 2)
    assert text.values["what"].message == "%(number)s table"  # type: ignore[attr-defined]


def test_a_percent_sign_is_kept_where_nothing_is_filled_in() -> None:
    assert said("100% done") == "100% done"
    assert said("%(share)s%% done", share=5) == "5% done"


@pytest.mark.parametrize(
    ("written", "name", "code"),
    [("es", "Spanish", "es"), (" SPANISH ", "Spanish", "es"), ("Māori", "Māori", "mi"), ("xx", "xx", ""), ("", "", "")],
)
def test_a_language_is_named_in_english_by_code_or_name(written: str, name: str, code: str) -> None:
    found = said_language(written)
    assert (str(found), found.language) == (name, code)
    assert isinstance(found, Said)


@pytest.mark.room
def test_a_language_is_known_by_its_own_name_and_its_spanish_name() -> None:
    known = [code for code in Locale("en").languages if len(code) == 2 and knows_language(code)]
    spanish = Locale("es").languages
    own = {code: Locale.parse(code).languages.get(code) for code in known if code in set(locale_identifiers())}
    assert len(own) > 100
    for code, name in [*own.items(), *((code, spanish.get(code)) for code in known)]:
        # two Ndebele languages call themselves by one name, and "Latina" is a person
        assert not name or language_key(name) == code or name in {"isiNdebele", "Latina"}


def test_a_language_without_a_spanish_name_in_the_cldr_is_named_by_the_catalog() -> None:
    spanish = words_in("es")
    for name in NAMED_IN_CATALOGS:
        assert said_language(name).language in Locale("en").languages
        assert spanish.tell(said_language(name)) == spanish.gettext(name)
    assert spanish.tell(said_language("ASL")) == "lengua de señas americana"
    assert language_key("Lengua de señas americana") == "ase"


def test_no_code_stands_for_several_languages_or_none() -> None:
    """`mul` is "Multiple languages"; a person with it shares no language with another such person by its name."""
    assert [language_key(name) for name in ("Multiple languages", "Unknown language")] == [
        "multiple languages",
        "unknown language",
    ]
    assert not knows_language("mul")


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("espanol", "es"),
        ("Tieng Viet", "vi"),
        ("Kreyòl", "ht"),
        ("pt-BR", "pt"),
        ("co-op", "co-op"),
        ("Latina", "latina"),
        ("Quenya", "quenya"),
        ("Hmong", "hmn"),
        ("HMN", "hmn"),
        ("cantonés", "yue"),
    ],
)
def test_a_language_is_compared_without_accents_and_regions(written: str, key: str) -> None:
    assert language_key(written) == key


def test_the_sheet_and_the_column_of_a_place_are_named_in_the_language_of_the_page() -> None:
    place = name_sheet("boda.xlsx", "Mesas")
    spanish = words_in("es")
    problem = Problem("role-unknown", "is not a representative type", place, 3, said("column %(letter)s", letter="C"))
    assert as_text(problem).startswith('boda.xlsx, sheet Mesas:3: column "column C": ')
    assert spanish.tell(as_text(problem)).startswith('boda.xlsx, hoja Mesas:3: columna "columna C": ')
    assert spanish.tell(said("%(file)s: %(column)s", file=place, column=name_column("Mesa", "B"))) == (
        'boda.xlsx, hoja Mesas: "Mesa" (B)'
    )
