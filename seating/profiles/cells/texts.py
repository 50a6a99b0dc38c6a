"""Cells that hold text: one value, or several separated by `;`."""

from __future__ import annotations

from seating.profiles.cells.outcome import Outcome, Remark, split
from seating.wording import fold, listed, nearest, quoted

__all__ = ["read_several", "read_speaks_to", "read_text"]

SPEAKS_TO = ("policy", "practice", "funding")


def read_text(text: str) -> Outcome:
    """Read one text; only outer space is left out."""
    return Outcome(text.strip())


def read_several(text: str) -> Outcome:
    """Read several texts."""
    return Outcome(tuple(split(text)))


def read_speaks_to(text: str) -> Outcome:
    """Read what somebody speaks to; a word beside the three is kept and said."""
    outcome = read_several(text)
    remarks = []
    for item in outcome.value:
        if fold(item) not in SPEAKS_TO:
            near = nearest(item, SPEAKS_TO)
            meant = f"; did you mean {quoted(near)}?" if near else ""
            says = f"is kept, but is none of {listed(SPEAKS_TO, last='or')}{meant}"
            remarks.append(Remark("speaks-to-unknown", says, item))
    return Outcome(outcome.value, remarks=tuple(remarks))
