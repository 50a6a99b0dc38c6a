"""One private cell or requirement more or less changes nothing that others read, but who sits where.

Two runs of all commands differ in one private cell of one person, or in one private requirement. The convening pins
everyone, so both have the same seats. Then whatever differs comes from what is private. Others may read that a private
requirement is there and whether it is met, so lines about these are compared without their numbers.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Mapping, Sequence
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

TOLD = re.compile(
    r"private(?:-\d+| requirements?\b)|requirements? (?:are|is) (?:not )?met|^\d+ of \d+$|requirements that are not met"
    r"|Requirements met|that they chose|who chose a table"
    r'|"perspective": "[^"]*", "state": "(?:idea|open)"'
    r'|findings {"group": null, "have": null|^chose {"followed"'
    r"|^(?:Missing|Absent|Too few|Elsewhere|Not known)$"
    r"|^one,(?:optimal|feasible|impossible)|^\d,2-[56],"
)
"""What others may read of private cells: that a requirement is there and whether it is met, as numbers in some lines;
the state of a private voice, alone in its place; how many people chose a table, and how many of them sit there; and how
many invitations without a name that makes."""

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


_BLANK: dict[Hashable, Mapping[str, str]] = {}
"""What others may read where the first person has no private cell, by the private columns, the others and the story."""


def differences(
    worlds: Iterable[Mapping[str, str]], private: Sequence[str], others: bool, folder: Path, story: Sequence[str]
) -> list[str]:
    """Return what others may not read and what differs where the first person has no private cell or some.

    Parameters
    ----------
    worlds : iterable of mapping of column to str
        Cells of the first person.
    private : sequence of str
        The columns that the convening makes private.
    others : bool
        Whether another person has private cells too.
    folder : Path
    story : sequence of str
    """
    key = (*private, others, story)
    if key not in _BLANK:
        _BLANK[key] = shared_files(folder / "blank", dict.fromkeys(private, ""), others, private, story=story)
    found = []
    for number, cells in enumerate(worlds):
        files = shared_files(folder / str(number), cells, others, private, story=story)
        found += untold(differing(_BLANK[key], files), [value for value in cells.values() if len(value) > 8])
    return found


def worlds_of(*columns: str) -> list[dict[str, str]]:
    """Return the first cells of these columns, and the second ones."""
    return [{column: CELLS[column][number] for column in columns} for number in (0, 1)]


@pytest.mark.room
def test_a_private_cell_changes_no_packet_and_no_report(tmp_path: Path) -> None:
    assert differences(worlds_of("wishes")[:1], [], True, tmp_path, SHORT) == []


ALWAYS = tuple(column for column in CELLS if column not in MADE_PRIVATE)
"""The columns of `CELLS` that are private without a word in the convening."""

ONE_CELL = [
    pytest.param(*case, marks=pytest.mark.night if number % 15 else pytest.mark.room)
    for number, case in enumerate(reversed(list(product(CELLS, [True, False]))))
]
"""Columns, and whether another person has private cells too; at a landing, every fifteenth is tried."""

WHETHER = ("email", "chose")
"""The columns of which others may read whether anyone has a cell in them: they make a file or a section."""


@pytest.mark.room
@pytest.mark.parametrize("private", [(), MADE_PRIVATE])
def test_all_private_cells_of_a_person_together_change_nothing(private: tuple[str, ...], tmp_path: Path) -> None:
    """What one cell tells, they tell together, unless one hides the other: so these few runs stand for most."""
    assert differences(worlds_of(*(private or ALWAYS)), private, True, tmp_path, STORY) == []


@pytest.mark.room
@pytest.mark.parametrize(("column", "others"), ONE_CELL)
def test_a_private_cell_changes_nothing_that_others_read(column: str, others: bool, tmp_path: Path) -> None:
    private = [column] if column in MADE_PRIVATE else []
    if others or column not in WHETHER:
        assert differences(worlds_of(column), private, others, tmp_path, STORY) == []


@pytest.mark.room
def test_nothing_tells_which_need_a_table_cannot_meet(tmp_path: Path) -> None:
    """The first person must sit at North, but only South has what they need: the way out makes North accessible."""
    files = [
        shared_files(tmp_path / need, {"needs": need}, story=SHORT, features="step-free, quiet")
        for need in ("step-free", "quiet")
    ]
    assert any("convener" not in name and "conflict" in text.lower() for name, text in files[0].items())
    assert untold(differing(*files), ["step-free", "quiet"]) == []


@pytest.mark.room
def test_nothing_tells_what_a_private_must_is_that_cannot_be_met(tmp_path: Path) -> None:
    """The seating that is closest to meeting it is the same for both."""
    files = [
        shared_files(
            tmp_path / person,
            {},
            more=required(f"{{kind: together, people: [{person}, p05]", "must: true"),
            story=SHORT,
        )
        for person in ("p01", "p02")
    ]
    assert untold(differing(*files), []) == []


MET = (
    "{kind: together, people: [p01, p02]",
    "{kind: apart, people: [p01, p05]",
    "{kind: keep_from, people: [p01], tables: [south]",
    "{kind: cap, of: sector, at_most: 9",
    "{kind: count, who: {sector: business}, at_least: 1, at: [north]",
    "{kind: variety, of: sector, at_least: 1",
    "{kind: gather, of: organization, at_most_tables: 3",
)
"""Requirements that all are met by these seats."""

PARTS = [
    MET[:4],
    pytest.param((MET[0], *MET[4:]), marks=pytest.mark.night),
    (MET[0], "{kind: size"),
]
"""Each is compared with the first of its part."""


def required(text: str, more: str) -> str:
    """Return a private requirement as a line of YAML."""
    return f"  - {text}, private: true, {more}}}\n"


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        pytest.param(*case, marks=pytest.mark.night if number % 3 else pytest.mark.room)
        for number, case in enumerate(REQUIREMENTS)
    ],
)
def test_weight_id_and_note_of_a_private_should_change_nothing(
    kind: str, one: str, other: str | None, tmp_path: Path
) -> None:
    light = shared_files(tmp_path / "light", {}, more=required(one, "must: false, weight: 2"))
    heavy = required(other or one, "must: false, weight: 9, id: strife, note: since last year")
    assert (
        untold(differing(light, shared_files(tmp_path / "heavy", {}, more=heavy)), ["strife", "since last year"]) == []
    )


@pytest.mark.room
@pytest.mark.parametrize("kinds", PARTS, ids=["first", "more", "size"])
@pytest.mark.parametrize("must", [True, False])
def test_the_kind_of_a_private_requirement_that_is_met_changes_nothing(
    must: bool, kinds: Sequence[str], tmp_path: Path
) -> None:
    first, *rest = (required(kind, f"must: {str(must).lower()}") for kind in kinds)
    base = shared_files(tmp_path / "base", {}, more=first, story=SHORT)
    for number, line in enumerate(rest):
        assert differing(base, shared_files(tmp_path / str(number), {}, more=line, story=SHORT)) == [], line
