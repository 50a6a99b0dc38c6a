"""A convening as plain data: values without quotes, and the lines of keys."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seating.convening.document import (
    MOST_AT_TABLES,
    MOST_ENTRIES,
    Document,
    find_bad_texts,
    find_long_lists,
    read_content,
    scalar,
)
from seating.errors import UsageError
from seating.sources import read


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("8", 8),
        ("-8", -8),
        ("0", 0),
        ("-0", "-0"),
        ("0.33", 0.33),
        ("-0.5", -0.5),
        ("5.10", "5.10"),
        ("00123", "00123"),
        ("+3", "+3"),
        ("1e3", "1e3"),
        (".5", ".5"),
        ("1_000", "1_000"),
        ("1234567890123456", "1234567890123456"),
        ("٣", "٣"),
        ("true", True),
        ("True", True),
        ("TRUE", True),
        ("tRUE", "tRUE"),
        ("no", "no"),
        ("null", None),
        ("~", None),
        ("", None),
    ],
)
def test_only_canonical_words_and_numbers_are_converted(text, value):
    assert scalar(text) == value
    assert type(scalar(text)) is type(value)


@given(st.text(max_size=18))
def test_a_converted_number_is_written_the_same_way(text):
    value = scalar(text)
    if isinstance(value, int | float) and not isinstance(value, bool):
        assert str(value) == text or float(text) == value
        assert not text.startswith(("+", "00", "."))
    else:
        assert value in (text, True, False, None)


def test_a_key_without_a_line_has_that_of_its_nearest_ancestor():
    document = Document("a.yaml", "", {}, {(): 1, ("tables",): 3, ("tables", 1): 5}, {"tables": "b.csv"})
    assert document.line(("tables", 1, "seats", "min")) == 5
    assert document.line(("tables", 0, "seats")) == 3
    assert document.line(("title",)) == 1
    assert Document("a.yaml", "", {}).line(("title",)) is None
    assert [document.file_of(path) for path in (("tables", 1), ("title",), ())] == ["b.csv", "a.yaml", "a.yaml"]


@given(st.recursive(st.text(max_size=4), lambda inner: st.lists(inner, max_size=3), max_leaves=8))
def test_every_half_character_is_found_wherever_it_is(value):
    """Hypothesis makes no surrogates, so one is put beside the value."""
    assert list(find_bad_texts(Document("a", "", {"a": value}))) == []
    plain = {"a": [value, {"b\ud83d": "c"}], "d": "\ude00!"}
    found = find_bad_texts(Document("a", "", plain))
    assert sorted(str(problem.value) for problem in found) == ["\\ude00!", "b\\ud83d"]


@pytest.mark.parametrize(
    ("plain", "slug"),
    [
        ({"title": "x" * 1_001}, "text-too-long"),
        ({"tables": [{"id": "a", "name": "x" * 1_001}]}, "text-too-long"),
        ({"shared_result": "x" * 5_001}, "text-too-long"),
        ({"x" * 5_001: 1}, "text-too-long"),
        ({"tables": [{"id": "a" + "\u0301" * 31}]}, "marks-too-many"),
        ({"title": "x" * 1_000, "shared_result": "x" * 5_000, "tables": [{"id": "a" + "\u0301" * 30}]}, None),
    ],
)
def test_a_text_that_no_page_could_hold_is_refused(plain, slug):
    assert [problem.slug for problem in find_bad_texts(Document("a", "", plain))] == ([slug] if slug else [])


@pytest.mark.parametrize(("path", "most"), MOST_ENTRIES.items(), ids=str)
def test_a_key_with_more_entries_than_can_be_compared_is_refused(path, most):
    for number in (most, most + 1):
        for value in ([f"x{each}" for each in range(number)], {f"x{each}": 1 for each in range(number)}):
            plain = value
            for key in reversed(path):
                plain = {key: plain}
            found = list(find_long_lists(Document("c.yaml", "", plain, {path: 7})))
            assert [(one.slug, one.line) for one in found] == [("entries-too-many", 7)] * (number > most)
    assert f"at most {most:,} are allowed" in found[0].says


@pytest.mark.parametrize(("key", "most"), MOST_AT_TABLES.items())
def test_more_entries_of_all_tables_than_can_be_compared_are_refused(key: str, most: int) -> None:
    """Needs and areas in the same words count once; each name of a member counts."""
    times = 1 if key == "people" else 2
    for number in (most, most + 1):
        tables = [
            {"id": f"t{n}", key: [f"Entry {n % number}", f"entry {n % number}"][:times]} for n in range(times * number)
        ]
        found = list(find_long_lists(Document("c.yaml", "", {"tables": tables}, {("tables",): 3})))
        assert [(one.slug, one.line) for one in found] == [("entries-too-many", 3)] * (number > most)
    assert list(find_long_lists(Document("c.yaml", "", {"tables": [{key: None}, 3]}))) == []


@pytest.mark.parametrize("reader", [read_content, read])
def test_a_missing_convening_is_told_in_the_words_for_a_missing_list(reader, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"^The file \S*nowhere\.\w+ does not exist$"):
        reader(tmp_path / ("nowhere.yaml" if reader is read_content else "nowhere.csv"))
