"""Edits of a convening change the lines of the value and nothing else."""

from __future__ import annotations

import difflib
from pathlib import Path
from random import Random
from typing import Any

import pytest

from seating.convening.edit import Edit, Insert, Move, Remove, Set, apply_edits, edit_text
from seating.convening.yaml import parse
from seating.errors import InputError, UsageError

ROOT = Path(__file__).parents[2]
FILES = sorted(
    [*(ROOT / "examples").rglob("convening.yaml"), *(ROOT / "seating" / "api" / "starters").rglob("convening.yaml")]
)

TEXT = """\
# heading
title: 'A quoted title'   # the title
tables:
  # about the first
  - id: capital           # where money is
    name: Capital
    seats: 6-10

  - {id: talent, name: "Talent, and skill", focus: [talent, work]}   # flow
requirements:
- kind: cap
  of: organization
  at_most: 2
  note: |
    Two lines
    of a note
# between
- kind: count
  who:      # who it is
    sector: [government, labor]
    not:
      gender: m
  at_least: 1
vocabulary:
  sector:
    government: [gov]
    labor: []
private:
# the end
"""


def edited(text: str, *edits: Edit) -> str:
    return edit_text(text, "convening.yaml", edits)


def changes(before: str, after: str) -> list[str]:
    """Return the removed and added lines, with - and + in front."""
    lines = difflib.ndiff(before.splitlines(), after.splitlines())
    return [line[:1] + line[2:] for line in lines if line[:1] in "+-"]


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (Set(("title",), "It's"), ["-title: 'A quoted title'   # the title", "+title: 'It''s'   # the title"]),
        (
            Set(("tables", 0, "name"), "Money: all of it"),
            ["-    name: Capital", '+    name: "Money: all of it"'],
        ),
        (Set(("requirements", 0, "at_most"), 3), ["-  at_most: 2", "+  at_most: 3"]),
        (Set(("requirements", 0, "must"), True), ["+  must: true"]),
        (Set(("requirements", 1, "who", "not", "gender"), ["m", "x"]), ["-      gender: m", "+      gender: [m, x]"]),
        (Set(("requirements", 1, "weight"), 5), ["+  weight: 5"]),
        (Set(("shared_result",), "Work for all"), ["+shared_result: Work for all"]),
        (Set(("private",), ["case notes"]), ["-private:", "+private: [case notes]"]),
        (Set(("columns", "attending"), "RSVP"), ["+columns:", "+  attending: RSVP"]),
        (Set(("vocabulary", "sector", "labor"), ["union"]), ["-    labor: []", "+    labor: [union]"]),
        (Set(("vocabulary", "sector", "labor"), "n/a"), ["-    labor: []", "+    labor: n/a"]),
        (Remove(("requirements", 0, "at_most")), ["-  at_most: 2"]),
        (Remove(("title",)), ["-title: 'A quoted title'   # the title"]),
        (Remove(("no_such_key",)), []),
        (
            Remove(("tables", 0)),
            ["-  - id: capital           # where money is", "-    name: Capital", "-    seats: 6-10"],
        ),
        (Insert(("private",), "notes"), ["-private:", "+private: [notes]"]),
        (Insert(("tables",), {"id": "work", "seats": 8}), ["+  - {id: work, seats: 8}"]),
        (
            Insert(("requirements",), {"kind": "voice", "name": "Labor", "who": {"sector": "labor"}}),
            ["+- kind: voice", "+  name: Labor", "+  who: {sector: labor}"],
        ),
        (Insert(("requirements",), {"kind": "wish"}, before=0), ["+- kind: wish"]),
    ],
)
def test_only_the_lines_of_the_value_change(edit: Edit, expected: list[str]):
    assert changes(TEXT, edited(TEXT, edit)) == expected


def test_a_block_value_becomes_one_line_and_keeps_the_comment_of_its_key():
    after = edited(TEXT, Set(("requirements", 1, "who"), "labor"))
    assert changes(TEXT, after)[:2] == ["-  who:      # who it is", "+  who: labor      # who it is"]


def test_a_mapping_is_changed_key_by_key():
    """Comments inside it stay."""
    new = {"id": "capital", "name": "Money", "place": "Hall"}
    after = edited(TEXT, Set(("tables", 0), new))
    assert changes(TEXT, after) == ["-    name: Capital", "-    seats: 6-10", "+    name: Money", "+    place: Hall"]
    assert "- id: capital           # where money is" in after


def test_the_first_key_of_an_item_can_be_removed():
    assert "  - name: Capital\n" in edited(TEXT, Remove(("tables", 0, "id")))


def test_a_moved_item_takes_its_lines_along():
    after = edited(TEXT, Move(("tables", 1), 0))
    assert sorted(after.splitlines()) == sorted(TEXT.splitlines())
    assert [table["id"] for table in parse(after, "").plain["tables"]] == ["talent", "capital"]
    assert edited(after, Move(("tables", 0), 1)).split() == TEXT.split()


def test_the_last_item_leaves_an_empty_list():
    """A key without a value would mean that the requirements are inferred."""
    after = edited("requirements:\n  - kind: wish  # why\ntitle: x\n", Remove(("requirements", 0)))
    assert parse(after, "").plain == {"requirements": [], "title": "x"}


def test_an_empty_list_gets_its_first_item_on_a_line_of_its_own():
    after = edited("requirements: []   # none\n# end\n", Insert(("requirements",), {"kind": "wish"}))
    assert after == "requirements:   # none\n  - {kind: wish}\n# end\n"


def test_the_end_of_the_file_may_lack_a_line_end():
    assert edited("title: x", Set(("working_language",), "es")) == "title: x\nworking_language: es\n"


def test_line_ends_of_windows_stay():
    windows = TEXT.replace("\n", "\r\n")
    for edit in (Set(("tables", 0, "name"), "Money"), Insert(("requirements",), {"kind": "wish"}), Remove(("title",))):
        assert edited(windows, edit) == edited(TEXT, edit).replace("\n", "\r\n")


@pytest.mark.parametrize("value", ["", " x ", "yes", "08", "a: b", "a #b", "ñandú\t\u2028", "- x", 'it\'s "so"', "~"])
def test_a_text_is_read_back_as_the_same_text(value: str):
    for path in (("title",), ("tables", 0, "name"), ("tables", 1, "name"), ("tables", 1, "place")):
        plain: Any = parse(edited(TEXT, Set(path, value)), "").plain
        for key in path:
            plain = plain[key]
        assert plain == value


def test_a_path_that_is_not_there_is_refused():
    for edit in (Move(("tables", 7), 0), Remove(("tables", 7)), Set(("tables", 7, "name"), "x")):
        with pytest.raises(UsageError, match=r"has no tables\.7"):
            edited(TEXT, edit)


def test_a_text_that_is_not_yaml_is_refused():
    with pytest.raises(InputError):
        edited("title: [", Set(("title",), "x"))


def test_the_given_data_stay_as_they_are():
    plain = {"tables": [{"id": "a"}]}
    assert apply_edits(plain, [Set(("tables", 0, "id"), "b"), Insert(("tables",), {"id": "c"})]) == {
        "tables": [{"id": "b"}, {"id": "c"}]
    }
    assert plain == {"tables": [{"id": "a"}]}


def values(plain: Any, path: tuple[Any, ...] = ()) -> list[tuple[tuple[Any, ...], Any]]:
    """Return all paths of plain data with their values."""
    pairs = plain.items() if isinstance(plain, dict) else enumerate(plain) if isinstance(plain, list) else ()
    return [one for key, value in pairs for one in [((*path, key), value), *values(value, (*path, key))]]


@pytest.mark.parametrize("file", FILES, ids=lambda path: path.parent.name)
def test_an_edit_of_one_value_changes_only_its_line(file: Path):
    """All examples and starters; every text and number of them in turn would take minutes, so some are drawn."""
    text = file.read_text(encoding="utf-8")
    leaves = [path for path, value in values(parse(text, "").plain) if not isinstance(value, dict | list)]
    for path in Random(file.parent.name).sample(leaves, min(6, len(leaves))):
        after = edited(text, Set(path, "a new value"))
        removed = [line for line in changes(text, after) if line.startswith("-")]
        assert len(removed) == 1
        assert len(after.splitlines()) == len(text.splitlines())


@pytest.mark.parametrize("file", FILES, ids=lambda path: path.parent.name)
@pytest.mark.parametrize("edits", [3, pytest.param(30, marks=pytest.mark.night)])
def test_random_edits_do_what_they_say(file: Path, edits: int):
    """`edit_text` compares its result with `apply_edits` and would refuse; no comment on a line of its own is lost."""
    rng = Random(file.parent.name)
    text = file.read_text(encoding="utf-8")
    for _ in range(edits):
        found = values(parse(text, "").plain)
        lists = [(path, value) for path, value in found if isinstance(value, list) and value]
        path, value = rng.choice(lists)
        new = rng.choice([{"kind": "cap", "of": "of, all", "at_most": 1}, "word"])
        edit = rng.choice(
            [
                Insert(path, new, rng.choice([None, *range(len(value) + 1)])),
                Move((*path, rng.randrange(len(value))), rng.randrange(len(value))),
                Set(rng.choice(found)[0], rng.choice([7, True, "a: b", ["x"], {"k": "v"}])),
                Remove(rng.choice(found)[0]),
            ]
        )
        after = edited(text, edit)
        assert parse(after, "").plain == apply_edits(parse(text, "").plain, [edit])
        if not isinstance(edit, Remove | Set):
            alone = [line for line in text.splitlines() if line.lstrip().startswith("#")]
            assert [line for line in after.splitlines() if line.lstrip().startswith("#")] == alone
        has_lists = any(isinstance(value, list) and value for _, value in values(parse(after, "").plain))
        text = after if rng.random() < 0.5 and has_lists else text


def test_a_whole_number_with_a_period_is_written_so_that_it_is_read_as_a_number():
    text = edit_text("tables:\n  - {id: a}\n", "convening.yaml", [Set(("tables", 0, "at"), [1.5, 2.0])])
    assert text == "tables:\n  - {id: a, at: [1.5, 2]}\n"
