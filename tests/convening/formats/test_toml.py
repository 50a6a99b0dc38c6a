"""TOML is read by the standard library, and each key keeps its line."""

from __future__ import annotations

import pytest

from seating.convening.formats.toml import parse
from seating.errors import InputError
from tests.convening.made_up import places

TEXT = '''\
title = "x" # a comment with = and [
opens = 2026-01-31
vocabulary."a b".x = ["y",
  "z"]

[[tables]]
id = "a"
seats = {min = 3, max = 4}

[[tables]]
id = "b"
questions = [
  "one, # ]",
  """two
]""",
  'three',
]
  [tables.questions_more]
  en = ["x"]

[frame]
rows = "sector"
share = 0.50
'''


def test_keys_and_items_have_lines() -> None:
    document = parse(TEXT, "c.toml")
    assert document.plain["tables"][1]["questions"] == ["one, # ]", "two\n]", "three"]
    assert (document.plain["opens"], document.plain["frame"]["share"]) == ("2026-01-31", "0.50")
    wanted = {
        ("title",): 1,
        ("vocabulary", "a b", "x"): 3,
        ("vocabulary", "a b", "x", 1): 4,
        ("tables",): 6,
        ("tables", 0): 6,
        ("tables", 0, "seats", "max"): 8,
        ("tables", 1): 10,
        ("tables", 1, "questions", 1): 14,
        ("tables", 1, "questions", 2): 16,
        ("tables", 1, "questions_more", "en"): 19,
        ("frame", "rows"): 22,
    }
    assert {path: document.lines.get(path) for path in wanted} == wanted


def test_lines_hold_with_windows_line_ends() -> None:
    assert parse(TEXT.replace("\n", "\r\n"), "c.toml").line(("frame", "rows")) == 22


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("a = 1\nb = \n", [(2, "toml-syntax")]),
        ("a = 1\na = 2\n", [(2, "toml-syntax")]),
        ("a = 1\nb = [1,", [(2, "toml-syntax")]),
        ("a = " + "[" * 50 + "]" * 50, [(None, "convening-too-deep")]),
        ("a = " + "[" * 5000 + "]" * 5000, [(None, "convening-too-deep")]),
    ],
)
def test_what_is_refused_is_named_with_its_line(text: str, wanted: list[tuple[int | None, str]]) -> None:
    with pytest.raises(InputError) as caught:
        parse(text, "c.toml")
    assert places(caught.value.problems) == wanted
