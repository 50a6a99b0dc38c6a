"""The notes of the report: what has to be the same for the same seating."""

from __future__ import annotations

from dataclasses import replace

import pytest

from seating.api.earlier_seating import build_keep_must
from seating.judge import review
from seating.report.sections.notes import list_blocks
from seating.requirement import KEEP_PREFIX
from seating.result import Result
from tests.report.made_up import small


def locked() -> Result:
    """Return a first seating in which a person keeps the seat of a saved one."""
    lock = build_keep_must(f"{KEEP_PREFIX}p01", "capital", ["p01"])
    asked = (*small().requirements, lock)
    return replace(small(), requirements=asked, review=review(small().room, asked, small().plan))


@pytest.mark.parametrize(
    ("result", "has_rounds"), [(small(), bool(small().room.history.rounds)), (locked(), True)], ids=["first", "locked"]
)
def test_the_saved_rounds_are_named_where_seats_were_kept_from_them(result, has_rounds):
    told = str(list(list_blocks(result))[-1])
    assert ("the saved rounds" in told) == has_rounds
    assert ("what was kept" in told) == (result.requirements != small().requirements)
