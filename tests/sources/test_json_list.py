"""JSON lists: a list of objects, or one object per line, with the line of each person."""

from __future__ import annotations

import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seating.errors import InputError
from seating.sources import Source, open_book, read_book, read_bytes

TWO = [("name", "rsvp"), ("Ada", "yes"), ("Bo", "no")]
ADA, BO = {"name": "Ada", "rsvp": "yes"}, {"name": "Bo", "rsvp": "no"}


def source(text: str | bytes, suffix: str = ".json") -> Source:
    return read_bytes(text if isinstance(text, bytes) else text.encode(), "people.json", suffix)


def cells(value: object) -> list[tuple[str, ...]]:
    return [row.cells for row in source(value if isinstance(value, str) else json.dumps(value)).rows]


def problem(text: str | bytes) -> tuple[str, int | None]:
    with pytest.raises(InputError) as failure:
        source(text)
    first = failure.value.problems[0]
    return first.slug, first.line


@pytest.mark.parametrize(
    "value",
    [
        [ADA, BO],
        json.dumps(ADA) + "\n" + json.dumps(BO) + "\n",
        json.dumps(ADA) + json.dumps(BO),
        {"guests": [ADA, BO]},
        {"event": {"name": "Gala"}, "days": [1, 2], "guests": [ADA, BO], "count": 2},
    ],
)
def test_shapes_of_a_list(value):
    assert cells(value) == TWO


@pytest.mark.parametrize(
    "value",
    [
        {"guests": [ADA, BO], "tables": [{"id": "a"}]},
        {"event": {"guests": [ADA, BO]}},
        {"g1": ADA, "g2": BO},
        {"name": ["Ada", "Bo"], "rsvp": ["yes", "no"]},
        {"name": {"0": "Ada", "1": "Bo"}, "rsvp": {"0": "yes", "1": "no"}},
        [["name", "rsvp"], ["Ada", "yes"], ["Bo", "no"]],
        [None],
    ],
)
def test_other_shapes_are_refused(value):
    with pytest.raises(InputError, match=r"neither a list of objects nor one object on each line.*\[json-no-list\]"):
        source(json.dumps(value))


def test_the_line_of_each_person_is_known_in_an_object_too():
    rows = source('{"event": "Gala",\n"guests": [\n{"name": "Ada"},\n{"name": "Bo"}]}').rows
    assert [row.line for row in rows[1:]] == [3, 4]
    assert problem('{"guests": [{"name": "Ada"},\n{"name": {"first": "Bo"}}]}') == ("json-syntax", 2)
    assert problem('{"guests": [{"name": "Ada"}],\n') == ("json-syntax", 2)


@pytest.mark.parametrize(
    "value",
    [
        {"first": "Ada"},
        {},
        [["a", "b"], "c"],
        [{"id": 1, "name": "en"}],
    ],
)
def test_a_value_that_is_no_cell_is_refused_with_its_place(value):
    with pytest.raises(InputError) as failure:
        source(f'[{{"name": "Bo"}},\n{{"name": "Ada", "x": {json.dumps(value)}}}]')
    (found,) = failure.value.problems
    assert (found.slug, found.line, found.column) == ("json-syntax", 2, "x")
    assert found.value


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("true", "yes"),
        ("false", "no"),
        ("null", ""),
        ('""', ""),
        ("007.0".lstrip("0"), "7.0"),
        ("12345678901234567890", "12345678901234567890"),
        ("0.30000000000000004", "0.30000000000000004"),
        ("1e999999999", "1e999999999"),
        ("-0", "-0"),
        ('"007"', "007"),
        ('["en", "es"]', "en; es"),
        ('["en", null, 3, true]', "en; 3; yes"),
        ("[]", ""),
        ('"\\ud83d\\ude00 caf\\u00e9"', "😀 café"),
        ('"a\\nb"', "a\nb"),
    ],
)
def test_values(written, text):
    assert cells(f'[{{"name": "Ada", "x": {written}}}, {{"name": "Bo", "x": "y"}}]')[1] == ("Ada", text)


def test_a_number_of_thousands_of_digits_is_text():
    digits = "9" * 5000
    assert cells(f'[{{"name": "Ada", "x": {digits}}}]')[1] == ("Ada", digits)


def test_keys_missing_here_and_there_are_blank_cells():
    assert cells([{"a": 1}, {"b": 2}, {"c": 3, "a": 4}]) == [
        ("a", "b", "c"),
        ("1", "", ""),
        ("", "2", ""),
        ("4", "", "3"),
    ]


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_each_row_has_the_line_of_its_object(newline):
    text = newline.join(["[", ' {"name": "Ada"},', "", ' {"name":', '  "Bo"}, {"name": "Cy"}', "]"])
    assert [row.line for row in source(text).rows] == [1, 2, 4, 5]
    assert [row.line for row in source(f'{{"name": "Ada"}}{newline}{newline}{{"name": "Bo"}}').rows] == [1, 1, 3]


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
def test_encodings(codec):
    assert source('[{"name": "Zoë"}]'.encode(codec)).rows[1].cells == ("Zoë",)


@pytest.mark.parametrize("suffix", [".jsonl", ".ndjson", ".txt", ""])
def test_json_is_known_by_its_suffix_or_its_beginning(suffix):
    assert source('\n [\n{"name": "Ada"}]', suffix).rows[1].cells == ("Ada",)
    book = read_book("-", io.BytesIO(b'{"name": "Ada"}\n{"name": "Bo"}'))
    assert book.sheets[0].source.rows[2].cells == ("Bo",)


@pytest.mark.parametrize(
    ("text", "slug", "line"),
    [
        ("", "file-empty", None),
        (" \n ", "file-empty", None),
        ("[]", "json-no-list", None),
        ("{}", "json-no-list", None),
        ("null", "json-no-list", None),
        ("7", "json-no-list", None),
        ('{"name": "Ada"}', "json-no-list", None),
        ('["Ada", "Bo"]', "json-no-list", None),
        ('{"guests": []}', "json-no-list", None),
        ('{"error": {"code": 404, "message": "not found"}}', "json-no-list", None),
        ('{"a": [[[1]]]}', "json-no-list", None),
        ('[\n{"name": "Ada"},\n{"name": "Bo",}]', "json-syntax", 3),
        ('[\n{"name": "Ada"},\n{"name": NaN}]', "json-syntax", 3),
        ('[{"name": "Ada"},\n7]', "json-syntax", 2),
        ('[{"name": "Ada"},\nnull]', "json-syntax", 2),
        ('[{"name": "Ada"}\n{"name": "Bo"}]', "json-syntax", 2),
        ('[{"name": "Ada"},\n]', "json-syntax", 2),
        ("[", "json-syntax", 1),
        ('[{"name": "Ada"}]\nrest', "json-syntax", 2),
        ('[{"name": "Ada"', "json-syntax", 1),
        ('[\n{"name": "Ada"},\n{"name": "Bo", "name": "Cy"}]', "key-twice", 3),
        ('[{"name": "Ada"},\n{"name": "\\ud800"}]', "half-character", 2),
        ('[\n{"name": "Ada", "\\udc00": 1}]', "half-character", 1),
        ('[{"name": "Ada"},\n{"name": "B\\u0000o"}]', "nul-character", 2),
        ("[" * 100_000, "json-syntax", 1),
        ('{"a":' * 100_000, "json-syntax", 1),
        ('[{"name": ' + "[" * 30 + "]" * 30 + "}]", "json-syntax", 1),
        ('[{"name": ' + '{"a": ' * 30 + "1" + "}" * 30 + "}]", "json-syntax", 1),
        (json.dumps([{f"key {number}": 1} for number in range(1001)]), "too-many-columns", 1),
        (json.dumps([{"name": "x" * 100_001}]), "cell-too-long", 1),
    ],
)
def test_what_cannot_be_read_is_said(text, slug, line):
    assert problem(text) == (slug, line)


HALF = "\\ud800"


@pytest.mark.parametrize(
    "text",
    [
        f'["{HALF}", {{"name": "Ada"}}]',
        f'[{{"{HALF}": 1, "{HALF}": 2}}]',
        f'{{"{HALF}": [{{"name": "Ada"}}], "{HALF}": []}}',
        f'[{{"{HALF}": "a"}}, {{"{HALF}": "b\\u0000"}}]',
    ],
)
def test_half_characters_in_messages_and_titles_are_written_as_escapes(text):
    """A key or an item with half a character is named so that every file and screen can show it."""
    try:
        book = open_book(text.encode(), "people.json", ".json")
        said = [text for sheet in book.sheets for text in (sheet.title, *(note.text for note in sheet.source.notes))]
    except InputError as error:
        said = [str(error)]
    assert said
    assert "\\ud800" in " ".join(said)
    assert all(one.encode() for one in said)


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=20,
)


@given(values)
def test_any_json_is_read_or_refused(value):
    try:
        rows = source(json.dumps(value, ensure_ascii=False, indent=1)).rows
    except InputError:
        return
    assert all(isinstance(cell, str) for row in rows for cell in row.cells)


@given(st.lists(st.tuples(st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1), st.integers())))
def test_every_object_of_a_list_is_a_row(people):
    records = [{"name": name, "number": number} for name, number in people]
    if records:
        assert cells(records)[1:] == [(name, str(number)) for name, number in people]
