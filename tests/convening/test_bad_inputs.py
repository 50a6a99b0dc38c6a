"""Every convening that is wrong gives all its problems, each on its line."""

from __future__ import annotations

import json

import pytest

from seating import sources
from seating.convening import read_convening
from seating.errors import InputError, as_text
from seating.profiles import People, read_people
from tests.conftest import BAD_INPUTS, CONVENINGS
from tests.convening.made_up import places, problems

WRONG = {
    "y-anchors.yaml": [(1, "yaml-anchor"), (2, "yaml-anchor")],
    "y-bad-weights.yaml": [(6, "weight-wrong"), (7, "weight-wrong"), (8, "weight-wrong")],
    "y-billion-laughs.yaml": [(line, "yaml-anchor") for line in range(1, 11)],
    "y-cp1252.yaml": [(2, "convening-not-utf-8")],
    "y-duplicate-key.yaml": [(6, "key-twice")],
    "y-duplicate-table.yaml": [(4, "table-twice")],
    "y-min-over-max.yaml": [(3, "seats-wrong")],
    "y-private-unknown.yaml": [(5, "column-unknown")],
    "y-python-tag.yaml": [(5, "yaml-tag")],
    "y-requirements-bad.yaml": [(6, "kind-unknown"), (7, "column-unknown"), (8, "value-wrong"), (9, "key-unknown")],
    "y-tabs.yaml": [(2, "yaml-tab")],
    "y-unknown-keys.yaml": [(2, "key-unknown"), (5, "key-unknown")],
    "y-wrong-types.yaml": [(2, "seats-wrong"), (3, "seats-wrong"), (4, "seats-wrong"), (5, "id-wrong")],
    "y-zero-tables.yaml": [(1, "tables-none")],
}
"""What is wrong with each file, as (line, slug)."""

SOUND = [
    "good-convening.yaml",
    "y-good.json",
    "y-requirements-clash.yaml",
    "y-nobody-matches.yaml",
    "y-seats-fewer.yaml",
]


@pytest.fixture
def listed() -> People:
    return read_people(sources.read(BAD_INPUTS / "good-people.csv")).people


@pytest.mark.parametrize("name", WRONG)
def test_all_problems_at_once_each_on_its_line(listed: People, name: str) -> None:
    assert places(problems(listed, BAD_INPUTS / name)) == WRONG[name]


def test_messages_hold_the_words_that_are_expected(listed: People) -> None:
    """What `expectations.json` says must be mentioned is in the messages, whatever their wording."""
    cases = json.loads((BAD_INPUTS / "expectations.json").read_text(encoding="utf-8"))["cases"]
    seen = 0
    for case in cases:
        name = case.get("convening", "")
        if case["expect"] == "error" and name in WRONG:
            found = "\n".join(map(as_text, problems(listed, BAD_INPUTS / name))).casefold()
            missing = [word for word in case["must_mention"] if word.casefold() not in found]
            assert not missing, (name, found)
            seen += 1
    assert seen == len(WRONG)


@pytest.mark.parametrize("name", SOUND)
def test_what_no_line_is_to_blame_for_is_no_error_in_the_input(listed: People, name: str) -> None:
    """Too few seats, a clash of musts and a voice that nobody has are left to the solver and the report."""
    assert read_convening(listed, BAD_INPUTS / name).convening.tables


def test_an_empty_file_is_the_same_as_none(listed: People) -> None:
    reading = read_convening(listed, BAD_INPUTS / "y-empty.yaml")
    assert reading.convening.is_inferred
    assert any("empty" in note.text for note in reading.notes)


def test_a_pin_to_no_table_is_an_error_at_its_cell() -> None:
    listed = read_people(sources.read(BAD_INPUTS / "pin-unknown-table.csv")).people
    with pytest.raises(InputError) as caught:
        read_convening(listed, BAD_INPUTS / "good-convening.yaml")
    found = caught.value.problems
    assert [(p.line, p.column, p.value) for p in found] == [(2, "pin", "t9"), (4, "pin", "tl")]
    assert all("t1, t2 and t3" in as_text(problem) for problem in found)


def test_a_pin_of_somebody_who_is_not_there_is_noted() -> None:
    listed = read_people(sources.read(BAD_INPUTS / "pin-not-attending.csv")).people
    reading = read_convening(listed, BAD_INPUTS / "good-convening.yaml")
    note = next(note for note in reading.notes if note.slug == "not-seated-asks-nothing")
    assert "Ada Kim" in note.text
    assert note.column == "pin", "a note about a private column is in no file"
    assert not [r for r in reading.convening.requirements if r.kind == "pin"]


@pytest.mark.parametrize("size", ["60", "5000"])
def test_the_benchmarks_are_sound(size: str) -> None:
    listed = read_people(sources.read(CONVENINGS / f"ordinary-{size}.csv")).people
    convening = read_convening(listed, CONVENINGS / f"ordinary-{size}.yaml").convening
    assert len(convening.tables) == int(size) // 10
    assert [r.id for r in convening.requirements][:4] == ["focus-1", "role_mix-1", "balance-1", "balance-2"]
    assert "size-1" in [r.id for r in convening.requirements]


def test_a_weight_on_a_must_is_said_to_be_unused(listed: People) -> None:
    """Pins are musts unless the convening says otherwise; a weight there would do nothing in silence."""
    pinned = {"kind": "pin", "people": [listed.persons[0].id], "tables": ["t01"], "weight": 2}
    convening = {"tables": {"count": 2}, "requirements": [pinned, {**pinned, "must": False}]}
    notes = [note for note in read_convening(listed, convening).notes if note.slug == "weight-unused"]
    assert [note.text.split(":")[0] for note in notes] == ["pin-1"]
    assert notes[0].shared_text is not None
    assert "pin-1" not in notes[0].shared_text


@pytest.mark.parametrize("headings", [False, 1.5, {}, [None], [["Org"]]])
def test_columns_that_name_no_heading_are_refused_in_words(listed: People, headings: object) -> None:
    with pytest.raises(InputError, match="heading"):
        read_convening(listed, {"columns": {"sector": headings}})
