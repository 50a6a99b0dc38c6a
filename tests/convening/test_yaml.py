"""YAML is read as data only, each key with its line; what could surprise is refused with a place."""

from __future__ import annotations

from typing import Any

import pytest

from seating.convening.yaml import parse
from seating.errors import InputError, as_text
from tests.convening.made_up import places


def refused(text: str) -> list[tuple[int | None, str]]:
    with pytest.raises(InputError) as caught:
        parse(text, "c.yaml")
    return places(caught.value.problems)


def test_every_key_and_item_has_its_physical_line() -> None:
    text = "# head\ntitle: x\ntables:\n  - id: a\n    seats:\n      min: 3\n  - {id: b,\n     focus: [c,\n      d]}\n"
    document = parse(text, "c.yaml")
    assert document.plain == {
        "title": "x",
        "tables": [{"id": "a", "seats": {"min": 3}}, {"id": "b", "focus": ["c", "d"]}],
    }
    wanted = {
        ("title",): 2,
        ("tables",): 3,
        ("tables", 0): 4,
        ("tables", 0, "seats", "min"): 6,
        ("tables", 1, "id"): 7,
        ("tables", 1, "focus"): 8,
        ("tables", 1, "focus", 1): 9,
    }
    assert {path: document.line(path) for path in wanted} == wanted
    assert document.line(("tables", 1, "focus", 7, "deeper")) == 8, "the nearest that has a line"


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("true", True),
        ("False", False),
        ("yes", "yes"),
        ("No", "No"),
        ("on", "on"),
        ("~", None),
        ("", None),
        ("null", None),
        ("8", 8),
        ("-3", -3),
        ("2.5", 2.5),
        ("5.10", "5.10"),
        ("007", "007"),
        ("1e3", "1e3"),
        ("0x1F", "0x1F"),
        ("1_000", "1_000"),
        ("12:30", "12:30"),
        ("2026-01-31", "2026-01-31"),
        (".inf", ".inf"),
        ("'8'", "8"),
        ('"true"', "true"),
        ("6-10", "6-10"),
        ("1/2", "1/2"),
        ("9" * 40, "9" * 40),
    ],
)
def test_scalars_are_those_of_yaml_1_2_and_nothing_is_altered(written: str, value: Any) -> None:
    found = parse(f"key: {written}\n", "c.yaml").plain["key"]
    assert (found, type(found)) == (value, type(value))


def test_keys_are_text_and_true_is_yes() -> None:
    assert parse("{true: 1, 2: b, 'no': c}", "c.yaml").plain == {"yes": 1, "2": "b", "no": "c"}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("a: &x 1\nb: *x\n", [(1, "yaml-anchor"), (2, "yaml-anchor")]),
        ("a: 1\nb: &x {c: d}\n", [(2, "yaml-anchor")]),
        ("a: !!str 1\nb: !mine [c]\n", [(1, "yaml-tag"), (2, "yaml-tag")]),
        ("a: ! x\n", [(1, "yaml-tag")]),
        ("a: 1\nb:\n  c: 1\n  c: 2\na: 3\n", [(4, "key-twice"), (5, "key-twice")]),
        ("true: 1\nyes: 2\n", [(2, "key-twice")]),
        ("a: 1\n---\nb: 2\n", [(2, "yaml-documents")]),
        ("a:\n\t- b\n", [(2, "yaml-tab")]),
        ("a: 1\nb: 'x\n", [(3, "yaml-syntax")]),
        ("a: 1\nb: ]\n", [(2, "yaml-syntax")]),
        ("a: 1\n{x: y}: 2\n", [(2, "yaml-syntax")]),
        ("? [x, y]\n: 2\n", [(1, "yaml-syntax")]),
        ("a: 1\nb: \x07\n", [(2, "yaml-syntax")]),
        ("- a\n- b\n", [(1, "convening-not-mapping")]),
        ("just words\n", [(1, "convening-not-mapping")]),
        ("a: " + "[" * 50 + "]" * 50, [(1, "convening-too-deep")]),
    ],
)
def test_what_is_refused_is_named_with_its_line(text: str, wanted: list[tuple[int, str]]) -> None:
    assert refused(text) == wanted


def test_a_tag_is_named() -> None:
    with pytest.raises(InputError) as caught:
        parse("a: !!python/object/apply:os.system [x]\n", "c.yaml")
    assert "!!python/object/apply:os.system" in as_text(caught.value.problems[0])


@pytest.mark.parametrize("text", ["", "\n", "# only a comment\n", "---\n", "---\n...\n", "~\n"])
def test_nothing_written_is_an_empty_document(text: str) -> None:
    assert parse(text, "c.yaml").plain == {}


def test_windows_line_ends_and_block_text_are_understood() -> None:
    document = parse("a: >-\r\n  one\r\n  two\r\nb: |\r\n  x\r\nc: 1\r\n", "c.yaml")
    assert document.plain == {"a": "one two", "b": "x\n", "c": 1}
    assert document.line(("c",)) == 6
