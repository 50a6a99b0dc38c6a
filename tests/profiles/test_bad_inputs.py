"""Every odd or broken list is read, noted or refused as its expectations say; real lists are read as they are."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from seating.errors import InputError
from seating.profiles import Reading, read_people
from seating.sources import read
from tests.conftest import BAD_INPUTS

WRONG = {
    "empty-header-only.csv": [(1, None, "no-people")],
    "empty-zero-bytes.csv": [(None, None, "file-empty")],
    "enc-mixed-bytes.csv": [(3, None, "encoding-mixed")],
    "enc-nul-in-field.csv": [(3, None, "nul-character")],
    "head-duplicate.csv": [(1, "organization", "heading-twice")],
    "head-two-names.csv": [(1, "Full Name", "heading-ambiguous")],
    "interests-range.csv": [(2, "interests", "interest-score"), (3, "interests", "interest-score")],
    "name-missing.csv": [(3, "name", "name-missing"), (4, "name", "name-missing")],
    "no-header.csv": [(1, None, "headings-missing")],
    "quote-newline-then-error.csv": [(6, "representative_type", "role-unknown")],
    "quote-unbalanced.csv": [(3, None, "quote-unclosed")],
    "ragged-long.csv": [
        (3, "representative_type", "role-unknown"),
        (3, None, "cell-surplus"),
        (4, None, "cell-surplus"),
    ],
    "rel-ambiguous.csv": [(4, "apart", "reference-ambiguous")],
    "rel-apart-self.csv": [(2, "apart", "reference-oneself")],
    "rel-unknown-near.csv": [(2, "with", "reference-unknown")],
    "role-near-miss.csv": [(4, "representative_type", "role-unknown"), (5, "representative_type", "role-unknown")],
    "xl-ref-errors.csv": [
        (2, "organization", "error-value"),
        (3, "representative_type", "error-value"),
        (4, "name", "error-value"),
    ],
}
"""What is wrong with each list, as (line, heading, slug); the others are read."""

SEATING_DECIDES = {"rel-contradiction.csv", "pin-unknown-table.csv"}
"""Lists in which nothing is wrong before there are tables."""

REAL = {
    "philipps/philipps_example_data.csv": 110,
    "harvard/test_roster_2.csv": 115,
    "harvard/roster_prev_term_test.csv": 102,
    "harvard/small_test_roster.csv": 9,
    "harvard/working_time_test.csv": 30,
    "entrofy/test.csv": 300,
    "wedding-table-match/guests.csv": 20,
    "or-tools-wedding/guests.csv": 17,
}


@pytest.fixture
def cases() -> dict[str, dict]:
    """Return the expectation of each list that is read without a convening of its own."""
    told = json.loads((BAD_INPUTS / "expectations.json").read_text(encoding="utf-8"))["cases"]
    return {case["file"]: case for case in told if (BAD_INPUTS / case["file"]).is_file()}


def outcome(path: Path) -> tuple[Reading | None, str]:
    """Return what a list is read as, and everything that is said of it."""
    try:
        reading = read_people(read(path))
    except InputError as error:
        return None, str(error)
    return reading, "\n".join(note.text for note in reading.notes)


@pytest.mark.parametrize("name", WRONG)
def test_all_problems_at_once_each_with_its_place(name: str):
    with pytest.raises(InputError) as failure:
        read_people(read(BAD_INPUTS / name))
    assert [(p.line, p.column, p.slug) for p in failure.value.problems] == WRONG[name]


def test_every_list_is_accepted_or_refused_as_expected(cases: dict[str, dict]):
    wrong = {}
    for name, case in cases.items():
        reading, text = outcome(BAD_INPUTS / name)
        decisions = {case["expect"], case.get("also_accept", case["expect"])}
        if reading is None and "error" not in decisions:
            wrong[name] = text
        if reading is not None and not decisions & {"ok", "warn"} and name not in SEATING_DECIDES:
            wrong[name] = "accepted"
        if any(word in text for word in case["must_not"]):
            wrong[name] = f"says what it must not: {text}"
        if reading is not None and len(reading.people) != case.get("people", len(reading.people)):
            wrong[name] = f"{len(reading.people)} people"
    assert wrong == {}


def test_what_must_be_mentioned_is(cases: dict[str, dict]):
    silent = {}
    for name, case in cases.items():
        reading, text = outcome(BAD_INPUTS / name)
        expects_error = case["expect"] == "error"
        if (reading is None) != expects_error or case["expect"] == "ok" or "convening" in case:
            continue
        missing = [word for word in case["must_mention"] if not _said(word, text)]
        if missing and name not in SEATING_DECIDES:
            silent[name] = missing
    assert silent == {}


def _said(word: str, text: str) -> bool:
    """Whether a text holds a word, or names the line of a place."""
    line = word.rpartition(":")[2]
    lines = f"lines {line} and", f"line {line}", f"and {line}"
    return word.casefold() in text.casefold() or (line.isdigit() and any(way in text for way in lines))


def test_names_come_out_intact(cases: dict[str, dict]):
    assert any(case.get("names_intact") for case in cases.values())
    for name, case in cases.items():
        reading, _ = outcome(BAD_INPUTS / name)
        if reading is not None:
            shown = "\n".join(f"{p.name}\n{p.organization}" for p in reading.people)
            assert [text for text in case.get("names_intact", []) if text not in shown] == []


@pytest.mark.parametrize("name", REAL)
def test_real_lists_are_read_without_editing(fetched: Path, name: str):
    assert len(read_people(read(fetched / name)).people) == REAL[name]


def test_values_that_break_a_balance_are_named_in_a_real_list(fetched: Path):
    notes = read_people(read(fetched / "philipps" / "philipps_example_data.csv")).notes
    said = [note.text for note in notes if note.slug == "spelling-alike"]
    assert len(said) == 2
    assert all("ethnicity" in text for text in said)
