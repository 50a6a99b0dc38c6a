"""JSON is YAML: the same reader reads it, with the line of every key, and refuses a key written twice."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random
from typing import Any

import pytest

from seating.convening.yaml import parse, read_document
from seating.errors import InputError
from tests.convening.made_up import places


def test_keys_and_items_have_lines_and_escapes_are_read() -> None:
    text = '{\n "title": "a\\u00e9\\ud83d\\ude00\\/",\n "tables": [\n  {"id": "a", "seats": 4},\n\t{"id": "b"}\n ]\n}\n'
    document = parse(text, "c.json")
    assert document.plain == {"title": "aé😀/", "tables": [{"id": "a", "seats": 4}, {"id": "b"}]}
    assert [document.line(p) for p in (("title",), ("tables", 1, "id"), ("tables", 0, "seats"))] == [2, 5, 4]


def test_numbers_that_would_change_stay_as_written() -> None:
    assert parse('{"a": 5.10, "b": 0.5, "c": 1e3, "d": true, "e": null}', "c.json").plain == {
        "a": "5.10",
        "b": 0.5,
        "c": "1e3",
        "d": True,
        "e": None,
    }


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ('{"a": 1,\n "a": 2}', [(2, "key-twice")]),
        ('{"a": 1,\n "b": 2', [(2, "yaml-syntax")]),
        ('{"a": 1}\n{"b": 2}', [(2, "yaml-syntax")]),
        ("[1]", [(1, "convening-not-mapping")]),
        ('{"a": ' + "[" * 5000, [(1, "convening-too-deep")]),
        ('{"a": 1, "a": 2,\n }}', [(1, "key-twice"), (2, "yaml-syntax")]),
    ],
)
def test_what_is_refused_is_named_with_its_line(text: str, wanted: list[tuple[int, str]]) -> None:
    with pytest.raises(InputError) as caught:
        parse(text, "c.json")
    assert places(caught.value.problems) == wanted


@pytest.mark.parametrize("ascii_only", [True, False])
@pytest.mark.parametrize("indent", [None, 2, "\t"])
def test_it_reads_what_the_library_reads(indent: int | str | None, ascii_only: bool) -> None:
    """The same data as the standard library, over random documents in several layouts."""
    rng = Random(1)

    def value(depth: int) -> Any:
        if depth and rng.random() < 0.5:
            items = [value(depth - 1) for _ in range(rng.randint(0, 3))]
            return items if rng.random() < 0.5 else {f"k{n}\n": item for n, item in enumerate(items)}
        return rng.choice(["", "a\\b", 'q"', "é😀", "- x: # *y", "true", "8", 0, -7, 0.25, True, None])

    for _ in range(30):
        written = {"root": value(4)}
        assert parse(json.dumps(written, indent=indent, ensure_ascii=ascii_only), "c.json").plain == written


def test_toml_is_refused_with_a_way_to_convert_it(tmp_path: Path) -> None:
    (tmp_path / "convening.toml").write_text('title = "x"\n', encoding="utf-8")
    with pytest.raises(InputError, match=r"no longer read.*a command that converts.*\[convening-toml\]"):
        read_document(tmp_path / "convening.toml")
