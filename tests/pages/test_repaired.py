"""What is said of moves: how many, whether fewer would be enough, and what else would help."""

from __future__ import annotations

from dataclasses import replace

import pytest

import seating
from seating.pages.repaired import list_blocks
from seating.result import Move, Offer, Repair
from tests.pages.stored import compare
from tests.present.told import told
from tests.report.made_up import impossible, small

MOVE = Move("p01", "talent", "capital", "because this makes the seating better", "since Capital lost its only doer")


def closest():
    """Return a seating of conflicting musts in which one of them is unmet."""
    made = impossible()
    return replace(made, review=replace(made.review, unmet=2))


@pytest.fixture
def shown():
    """Return a function that returns the lines of a repaired seating."""

    def show(repair, moves=(), made=small, *, with_figures=False):
        blocks = list_blocks(replace(made(), moves=tuple(moves), repair=repair))
        return told(blocks, with_figures=with_figures).splitlines()

    return show


@pytest.mark.parametrize(
    ("repair", "moves", "says"),
    [
        (Repair(True, 1), 1, "1 person moves. No seating that meets all musts takes fewer moves."),
        (Repair(False, 2), 2, "2 people move."),
        (Repair(True, 0), 1, "1 person moves. No must requires a move."),
        (Repair(True, 1), 2, "2 people move. Meeting the musts takes only 1 move."),
        (Repair(True, 2), 3, "3 people move. Meeting the musts takes only 2 moves."),
        (Repair(True, 0, ("p02",)), 0, "No one moves."),
        (Repair(True, 0, (), (Offer((MOVE,), 3),)), 0, "No one moves. All musts are met."),
        (Repair(True, 0), 0, "No one moves."),
    ],
)
def test_the_number_of_moves_is_said_with_what_is_known_about_fewer(shown, repair, moves, says):
    assert says in shown(repair, [MOVE] * moves)[0]


def test_a_move_is_told_with_its_full_reason(shown):
    """The terminal is for the convener; others read the short reason on pages."""
    name = small().people.by_id["p01"].label
    lines = shown(Repair(True, 1), [MOVE])
    after = lines[lines.index("Moves") + 1]
    assert after == f"  {name}: Talent and skill to Capital, since Capital lost its only doer."


def test_a_table_that_no_longer_exists_is_named_by_its_id(shown):
    assert any(": cellar to Capital" in line for line in shown(Repair(True, 1), [replace(MOVE, origin="cellar")]))


BELOW = ("worse:", "better", "and")
"""How the lines begin that are below an offer."""


def test_an_offer_says_what_it_saves_and_which_option_makes_it(shown):
    swap = Offer((MOVE, replace(MOVE, person="p02", origin="capital", target="talent")), 1200)
    lines = shown(Repair(True, 0, (), (swap, Offer((MOVE,), 1))), with_figures=True)
    offers = [line for line in lines[lines.index("Optional improvements") + 1 :] if not line.strip().startswith(BELOW)][
        :3
    ]
    assert offers[0].endswith(": Capital to Talent and skill, penalty −1,200")
    assert offers[1].endswith(": Talent and skill to Capital, penalty −1")
    assert offers[2] == "  No must requires these moves. They are made with: --max-moves 2"


def test_the_option_of_an_offer_allows_the_seats_that_the_musts_change(shown):
    """Two seats have to change, and one of the two people still goes to the session of their former seat."""
    lines = shown(Repair(True, 2, (), (Offer((MOVE,), 1),)), [MOVE])
    assert any("--max-moves 3" in line for line in lines)


def test_the_moves_of_people_who_must_sit_together_are_one_offer(shown):
    names = [small().people.by_id[person].label for person in ("p01", "p02", "p03")]
    other = replace(MOVE, person="p02")
    back = replace(MOVE, person="p03", origin="capital", target="talent")
    lines = shown(Repair(True, 0, (), (Offer((MOVE, other), 2), Offer((MOVE, other, back), 1))))
    offers = [line for line in lines[lines.index("Optional improvements") + 1 :] if not line.strip().startswith(BELOW)][
        :3
    ]
    moved = [f"{name}: Talent and skill to Capital" for name in names[:2]]
    assert offers[0] == f"  {'; '.join(moved)}"
    assert offers[1] == f"  {'; '.join(moved)}; {names[2]}: Capital to Talent and skill"
    assert offers[2].endswith("--max-moves 3")


def test_where_musts_conflict_nothing_is_offered(shown):
    repair = Repair(False, 0, (), (Offer((MOVE,), 3),))
    lines = shown(repair, made=closest)
    assert lines[0].endswith("No one moves.")
    assert "Optional improvements" not in lines
    assert "Moves that lead to this closest seating" in shown(repair, [MOVE], closest)


def test_the_page_is_as_stored():
    made = replace(small(), moves=(MOVE,), repair=Repair(True, 1, ("p02",), (Offer((MOVE,), 3),)))
    compare("repaired", lambda: list_blocks(made), languages=("en", "es"))


def test_what_only_a_held_seat_meets_is_told_after_a_repair(tmp_path):
    rows = [{"name": "Ana"}, {"name": "Ben"}, {"name": "a nurse", "status": "open"}]
    rule = {"kind": "count", "who": {"name": "Ana"}, "at": "a", "at_least": 1, "must": False}
    convening = {"tables": [{"id": "a", "seats": 3}], "requirements": [rule]}
    (tmp_path / "seats.csv").write_text("name,table\nAna,a\nBen,a\na nurse,a\n")
    first = told(list_blocks(seating.repair(rows, tmp_path / "seats.csv", convening))).splitlines()[0]
    assert "All musts are met." in first
    assert "1 is met only if someone is found for a held seat." in first
