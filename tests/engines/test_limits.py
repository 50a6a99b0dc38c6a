"""The size limits fit together, and so do the limits on the gap."""

from __future__ import annotations

import ast
import inspect
import re
from itertools import pairwise, product

import pytest

from seating.engines import limits
from seating.engines.limits import (
    EXACT_ALONE,
    EXACT_FIRST,
    MIP_REPEATED,
    MIP_SIZE,
    QUICK_CLASS_BOUND,
    is_in_sight,
    is_near,
    reach,
)

PENALTIES = (0, 1, 2, 5, 9, 10, 11, 39, 40, 41, 100, 101, 900, 1_000)
SMALL, LARGE = MIP_REPEATED, MIP_REPEATED + 1
GAPS = [(penalty, bound) for penalty, bound in product(PENALTIES, PENALTIES) if bound <= penalty]


def test_a_larger_room_leaves_earlier_steps_out_first() -> None:
    """A room that is too large for a step is too large for every step before it in this order."""
    steps = [EXACT_ALONE, EXACT_FIRST, QUICK_CLASS_BOUND, MIP_REPEATED, MIP_SIZE, limits.CLASS_BOUND_SIZE]
    assert all(one < other for one, other in pairwise(steps))
    assert limits.FEASIBILITY_DIRECT < limits.FEASIBILITY_ASKED


def test_every_limit_says_what_was_measured_or_that_nothing_was() -> None:
    """Each constant is followed by a text with a number, or with the words "not measured"."""
    body = ast.parse(inspect.getsource(limits)).body
    named = [
        (node.targets[0], after) for node, after in pairwise(body) if isinstance(node, ast.Assign)
    ]  # the last statement is a function
    texts = {
        name.id: after.value.value
        for target, after in named
        for name in ast.walk(target)
        if isinstance(name, ast.Name) and isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant)
    }
    public = [name for name in vars(limits) if name.isupper()]
    assert set(public) <= set(texts)
    assert [name for name in public if not re.search(r"\d|[Nn]ot\s+measured", texts[name])] == []


def test_a_gap_that_is_near_stays_so_when_it_shrinks() -> None:
    for penalty, bound in GAPS:
        if is_near(penalty, bound):
            assert all(is_near(penalty, higher) for higher in range(bound, penalty + 1, max(1, penalty // 20)))


def test_branch_and_bound_is_tried_wherever_a_gap_is_near_or_in_sight() -> None:
    """The reach of the LP relaxation is no shorter than either, or a MIP would be started in vain."""
    for penalty, bound in GAPS:
        if is_near(penalty, bound) or is_in_sight(penalty, bound):
            assert penalty - bound <= reach(penalty)


@pytest.mark.parametrize(
    ("penalty", "bound", "near", "sight"),
    [
        (5, 5, True, True),
        (5, 1, True, True),
        (6, 1, False, True),
        (20, 10, False, True),
        (20, 9, False, False),
        (100, 90, True, True),
        (100, 89, False, False),
        (200, 180, True, False),
    ],
)
def test_gaps_by_points_and_by_share(penalty: int, bound: int, near: bool, sight: bool) -> None:
    """Four points or a tenth are near; ten points are in sight."""
    assert is_near(penalty, bound) == near
    assert is_in_sight(penalty, bound) == sight
