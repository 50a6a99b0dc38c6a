"""Days in texts, in the languages of the pages."""

from __future__ import annotations

import pytest
from babel import Locale

from seating.present.languages import languages, words_in
from seating.profiles import days
from seating.profiles.days import MONTHS, WEEKDAYS, find_day, list_months, list_weekdays, name_weekday, names_day


@pytest.mark.parametrize("language", languages())
def test_months_are_known_in_every_language_of_the_pages(language: str) -> None:
    wide = Locale.parse(language, sep="-").months["format"]["wide"]
    assert {list_months()[name.casefold()] for name in wide.values()} == set(range(1, 13))


def test_the_catalog_of_a_region_has_days_and_months_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(days, "languages", lambda: ("en", "pt-BR"))
    assert list_weekdays.__wrapped__()["terça-feira"] == 1
    assert list_months.__wrapped__()["março"] == 3


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-12-01", (2026, 12, 1)),
        ("Tue 1 Dec. 2026, 18:00", (2026, 12, 1)),
        ("December 1st, 2026", (2026, 12, 1)),
        ("1 de diciembre de 2026", (2026, 12, 1)),
        ("the 31st of May", (None, 5, 31)),
        ("11 mar", (None, 3, 11)),
    ],
)
def test_a_day_is_found(text: str, day: tuple[int | None, int, int]) -> None:
    found = find_day(text)
    assert found is not None
    assert (found.year, found.month, found.day) == day


@pytest.mark.parametrize("text", ["", "Monday", "12/01/2026", "May", "10 marchers", "2026", "Table 3"])
def test_other_texts_name_no_day(text: str) -> None:
    assert find_day(text) is None


def test_no_names_of_months_are_looked_up_for_a_text_without_a_digit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(days, "_forms", lambda: pytest.fail("the names of months are looked up"))
    assert find_day("the first Monday of March") is None
    assert names_day("Mondays")


def test_a_day_that_no_calendar_has_is_no_date() -> None:
    found = find_day("2026-02-30")
    assert found is not None
    assert found.date is None


def test_a_date_with_a_year_has_a_day_of_the_week_unless_the_text_says_more() -> None:
    assert name_weekday("2027-03-02") == name_weekday("2 March 2027") == "Tuesday"
    assert name_weekday("March 2") == name_weekday("Tuesday, 2 March 2027") == name_weekday("every Monday") == ""
    assert [words_in("es").gettext(day) for day in WEEKDAYS][:2] == ["lunes", "martes"]
    assert [words_in("es").gettext(month) for month in MONTHS][::11] == ["enero", "diciembre"]
