"""The first page of the report: what to do next."""

from __future__ import annotations

import seating
from seating.report.sections import verdict
from seating.report.settings import STANDARD


def test_without_wishes_the_next_step_is_to_write_what_matters():
    rows = [{"name": f"Person {n}", "Side": "ab"[n % 2]} for n in range(8)]
    (first, *_) = verdict.fill(seating.solve(rows, {"tables": {"count": 2}, "requirements": []}), STANDARD).steps
    assert first.text == "Add what matters to the convening, and seat everyone again. Or print the packet."
