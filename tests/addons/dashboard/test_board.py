"""The board: a small history worked out by hand, arrows, and what is asked in which quarter."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seating.addons.dashboard.board import build_board
from seating.addons.dashboard.measures import Measure
from seating.addons.dashboard.ratings import Color, Trend

from .sheets import board, quarter, ratings

HISTORY = """\
Money,Concept,2025-Q4,red,,
Money,Deals,2025-Q4,gray,,
Money,Concept,2026-Q1,yellow,,
Money,Deals,2026-Q1,red,,
Money,Concept,2026-Q2,yellow,,
Money,Deals,2026-Q2,red,,
Money,Concept,2026-Q3,gray,,nobody asked
Money,Deals,2026-Q3,red,up,
Money,,2026-Q4,,down,The lender left
Money,Concept,2026-Q4,green,,
Money,Deals,2026-Q4,,,
"""
BY_HAND = [  # quarter, average, rated, gray, blank, arrow, worked out from, same components
    ("2025-Q4", "1", 1, 1, 0, None, None, None),
    ("2026-Q1", "3/2", 2, 0, 0, "up", "2025-Q4", False),
    ("2026-Q2", "3/2", 2, 0, 0, "steady", "2026-Q1", True),
    ("2026-Q3", "1", 1, 1, 0, "down", "2026-Q2", False),
    ("2026-Q4", "3", 1, 0, 1, "down", None, True),
]


def test_the_history_is_the_one_worked_out_by_hand():
    (element,) = board(HISTORY).elements
    found = [
        (
            str(past.quarter),
            str(past.average.value),
            past.average.rated,
            past.average.gray,
            past.average.blank,
            past.arrow.trend.value if past.arrow else None,
            str(past.arrow.than) if past.arrow and past.arrow.than else None,
            past.arrow.same_components if past.arrow else None,
        )
        for past in element.history
    ]
    assert found == BY_HAND


def test_what_a_person_says_goes_before_what_is_worked_out():
    """The average rose from 1 to 3, and the team says down."""
    (element,) = board(HISTORY).elements
    assert element.arrow.trend is Trend.DOWN
    assert element.arrow.is_given
    assert element.notes == "The lender left"


def test_an_arrow_that_was_worked_out_says_from_what():
    rows = "Money,Concept,2026-Q1,red,,\nMoney,Concept,2026-Q2,yellow,,\n"
    (element,) = board(rows).elements
    arrows = (element.arrow, element.components[0].arrow)
    assert [(one.was, str(one.than), one.same_components) for one in arrows] == [
        ("1.0", "2026-Q1", True),
        ("red", "2026-Q1", True),
    ]


def test_a_quarter_without_an_average_is_skipped_by_arrows():
    rows = "M,C,2026-Q1,red,,\nM,C,2026-Q2,gray,,\nM,C,2026-Q4,yellow,,\n"
    (element,) = board(rows).elements
    assert [past.arrow and str(past.arrow.than) for past in element.history] == [None, None, "2026-Q1"]
    assert str(element.components[0].arrow.than) == "2026-Q1"


def test_a_component_is_asked_from_its_first_row_on():
    """Before it there is nothing to rate; after it a row somebody forgot is a blank."""
    rows = "M,A,2026-Q1,red,,\nM,A,2026-Q2,red,,\nM,B,2026-Q2,green,,\nM,A,2026-Q3,red,,\n"
    (element,) = board(rows).elements
    assert [(past.average.rated, past.average.blank) for past in element.history] == [(1, 0), (2, 0), (1, 1)]
    assert [component.color for component in element.components] == [Color.RED, None]


def test_a_component_listed_without_a_quarter_is_always_asked():
    (element,) = board("M,A,,,,\nM,B,2026-Q1,green,,\n").elements
    assert element.average.blank == 1
    assert element.average.value == Fraction(3)


def test_an_earlier_board_knows_nothing_of_what_came_later():
    found = ratings(HISTORY)
    early = build_board(found, quarter(1))
    assert early == build_board(ratings("".join(HISTORY.splitlines(keepends=True)[:4])), quarter(1))


def test_elements_and_components_keep_the_order_of_the_file():
    found = board("B,y,2026-Q1,red,,\nA,x,2026-Q1,red,,\nb,w,2026-Q1,red,,\n")
    assert [element.name for element in found.elements] == ["B", "A"]
    assert [component.name for component in found.elements[0].components] == ["y", "w"]


MEASURE = Measure(("Shared result",), Color.GREEN, "It is named.")


@pytest.mark.parametrize("color", ["red", "yellow", "green", "gray"])
def test_a_proposal_never_stands_against_a_person(color):
    found = board(f"CI,Shared result,2026-Q1,{color},,\n", [MEASURE])
    (component,) = found.elements[0].components
    assert component.color == color
    assert component.proposal is None


def test_a_proposal_fills_a_blank_and_no_average():
    found = board("CI,shared  RESULT,2026-Q1,,,\nCI,Outcomes,2026-Q1,red,,\n", [MEASURE])
    component = found.elements[0].components[0]
    assert component.color is None
    assert component.proposal == MEASURE
    assert found.elements[0].average.value == Fraction(1)
    assert found.unplaced == ()


def test_what_nobody_asks_for_is_told_apart():
    assert board("CI,Outcomes,2026-Q1,red,,\n", [MEASURE]).unplaced == (MEASURE,)


def test_an_earlier_quarter_gets_no_proposals():
    found = ratings("CI,Shared result,2026-Q1,,,\nCI,Shared result,2026-Q2,,,\n")
    early = build_board(found, quarter(1), [MEASURE])
    assert early.elements[0].components[0].proposal is None
    assert early.unplaced == ()


WORDS = st.sampled_from(["red", "yellow", "green", "gray", ""])


@settings(deadline=None)
@given(st.lists(st.tuples(WORDS, WORDS, WORDS), min_size=1, max_size=8))
def test_every_arrow_is_the_sign_of_the_change(rows):
    """Worked out again from the letters alone, for three components over some quarters."""
    text, sums = "", []
    for n, words in enumerate(rows):
        year, number = 2020 + n // 4, n % 4 + 1
        text += "".join(f"E,c{i},{year}-Q{number},{word},,\n" for i, word in enumerate(words))
        scores = [("red", "yellow", "green").index(word) + 1 for word in words if word not in ("", "gray")]
        sums.append(sum(scores) / len(scores) if scores else None)
    (element,) = board(text).elements
    known = None
    for past, mean in zip(element.history, sums, strict=True):
        if mean is None or known is None:
            assert past.arrow is None
        else:
            sign = "up" if mean - known > 1e-9 else "down" if known - mean > 1e-9 else "steady"
            assert past.arrow.trend == sign
        known = mean if mean is not None else known
