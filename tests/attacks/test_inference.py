"""One private cell or requirement more or less changes nothing that others read, but who sits where.

Two runs of all commands differ in one private cell of one person, or in one private requirement. The convening pins
everyone, so both have the same seats. Then whatever differs comes from what is private. Others may read that a private
requirement is there and whether it is met, so lines about these are compared without their numbers.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import product
from pathlib import Path

import pytest

from tests.attacks.sharing import PUBLIC, SHORT, STORY, differing, shared_files

CELLS: Mapping[str, tuple[str, str]] = {
    "needs": ("step-free", "interpreting"),
    "diet": ("vegetarian", "vegan"),
    "case_notes": ("open case", "closed case"),
    "funds": ("Reed", "p04"),
    "attending": ("maybe", "0.7"),
    "status": ("invited", "confirmed"),
    "with": ("p02", "p03"),
    "apart": ("p05", "p09"),
    "wishes": ("p02", "p11"),
    "avoids": ("p02", "p11"),
    "chose": ("north", "south"),
    "declined": ("south", "east"),
    "can_come": ("north", "Monday"),
    "pin": ("north", "north; south"),
    "email": ("ana@example.org", "bo@example.org"),
    "phone": ("555-0101", "555-0102"),
    "Home address": ("1 Ash Lane", "9 Elm Road"),
    "Religion": ("some", "other"),
    "Salary": ("41000", "77000"),
    "Emergency contact": ("Bo Ash", "Cy Ash"),
    "Date of birth": ("1961-02-03", "1999-12-31"),
    "Only we see this": ("late payer", "left a board"),
    "organization": ("Fern", "Wort"),
    "sector": ("business", "arts"),
    "representative_type": ("doer", "designee"),
    "interests": ("north:1", "east:3; north:2"),
    "assets": ("skill: law", "a van"),
    "languages": ("en", "fr"),
    "speaks_to": ("east", "south"),
}
"""For each private column two values of the first person's cell."""

MADE_PRIVATE = ("organization", "sector", "representative_type", "interests", "assets", "languages", "speaks_to")
"""The columns of `CELLS` that others may see unless the convening makes them private."""

REQUIREMENTS = (
    ("apart: people who avoid it", "{kind: apart, people: [p01, p02]", "{kind: apart, people: [p01, p03]"),
    ("together", "{kind: together, people: [p01, p05]", "{kind: together, people: [p01, p07]"),
    (
        "keep_from",
        "{kind: keep_from, people: [p01], tables: [north]",
        "{kind: keep_from, people: [p03], tables: [north]",
    ),
    ("cap", "{kind: cap, of: sector, at_most: 1, at: [north]", "{kind: cap, of: organization, at_most: 1, at: [north]"),
    ("count", "{kind: count, who: {sector: labor}, at_least: 1, at: [north]", None),
    ("variety", "{kind: variety, of: sector, at_least: 4, at: [north]", None),
    ("voice", "{kind: voice, who: {sector: labor}, at_least: 1, at: [north]", None),
    ("share", "{kind: share, who: {sector: business}, at_most: 1/4, at: [north]", None),
    ("counterpart", "{kind: gather, of: sector, at_most_tables: 1", None),
)
"""Requirements that this seating does not meet at one table: of each kind one, or two of equal shortfall."""

EVERY = 1 if os.environ.get("SEATING_ALL") else 5
"""Of the long cases every fifth is tried, and all where SEATING_ALL is set."""

TOLD = re.compile(
    r"private(?:-\d+| requirements?\b)|requirements? (?:are|is) (?:not )?met|^\d+ of \d+$|requirements that are not met"
    r"|Requirements met|not certain to come|that they chose|who chose a table"
    r'|"uncertain": |"perspective": "[^"]*", "state": "(?:idea|open)"'
    r'|findings {"group": null, "have": null|^chose {"followed"'
    r"|^one,(?:optimal|feasible|impossible)|^\d,2-[56],"
)
"""What others may read of private cells: that a requirement is there and whether it is met, as numbers in some lines;
how many people chose a table, and how many of them sit there; how many are not certain to come; and how many
invitations without a name that makes."""

NAMES = [text for row in PUBLIC for text in (row[0], row[1])]


def untold(pieces: Iterable[str], values: Sequence[str]) -> list[str]:
    """Return the differing pieces that others may not read: those that are not `TOLD`, or that hold a private value."""
    found = []
    for piece in pieces:
        text = piece.partition(": ")[2][2:]
        is_for_all = " shared/" in piece or "closing-shared" in piece
        if is_for_all or not TOLD.search(text) or any(value in text for value in values):
            found.append(piece)
    return found


def differences(column: str, value: str, others: bool, folder: Path, story: Sequence[str]) -> list[str]:
    """Return what others may not read and what differs where the first person's cell is blank or has a value."""
    private = [column] if column in MADE_PRIVATE else []
    blank = {column: ""}
    base = shared_files(folder / "base", blank, others, private, story=story)
    other = shared_files(folder / "other", {column: value}, others, private, story=story)
    return untold(differing(base, other), [value] if len(value) > 8 else [])


@pytest.mark.parametrize("column", ["wishes"])
def test_a_private_cell_changes_no_packet_and_no_report(column: str, tmp_path: Path) -> None:
    assert differences(column, CELLS[column][0], True, tmp_path, SHORT) == []


@pytest.mark.slow
@pytest.mark.parametrize(("column", "others"), list(product(CELLS, [True, False]))[::-EVERY])
def test_a_private_cell_changes_nothing_that_others_read(column: str, others: bool, tmp_path: Path) -> None:
    for number, value in enumerate(CELLS[column]):
        folder = tmp_path / str(number)
        folder.mkdir()
        assert differences(column, value, others, folder, STORY) == []


def required(text: str, more: str) -> str:
    """Return a private requirement as a line of YAML."""
    return f"  - {text}, private: true, {more}}}\n"


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "one", "other"), REQUIREMENTS[::1])
def test_weight_id_and_note_of_a_private_should_change_nothing(
    kind: str, one: str, other: str | None, tmp_path: Path
) -> None:
    light = shared_files(tmp_path / "light", {}, more=required(one, "must: false, weight: 2"))
    heavy = required(other or one, "must: false, weight: 9, id: strife, note: since last year")
    assert (
        untold(differing(light, shared_files(tmp_path / "heavy", {}, more=heavy)), ["strife", "since last year"]) == []
    )


@pytest.mark.slow
@pytest.mark.parametrize("must", [True, False])
def test_the_kind_of_a_private_requirement_that_is_met_changes_nothing(must: bool, tmp_path: Path) -> None:
    """All these are met by these seats."""
    kinds = (
        "{kind: together, people: [p01, p02]",
        "{kind: apart, people: [p01, p05]",
        "{kind: keep_from, people: [p01], tables: [south]",
        "{kind: cap, of: sector, at_most: 9",
        "{kind: count, who: {sector: business}, at_least: 1, at: [north]",
        "{kind: variety, of: sector, at_least: 1",
        "{kind: gather, of: organization, at_most_tables: 3",
        "{kind: size, between: [1, 9]",
    )
    first, *rest = (required(kind, f"must: {str(must).lower()}") for kind in kinds[: None if EVERY == 1 else 4])
    base = shared_files(tmp_path / "base", {}, more=first, story=SHORT)
    for number, line in enumerate(rest):
        assert differing(base, shared_files(tmp_path / str(number), {}, more=line, story=SHORT)) == [], line
