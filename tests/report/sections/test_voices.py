"""The state of each voice, role and need: nothing is called met that another table lacks."""

from __future__ import annotations

import seating
from seating.report.sections.voices import list_blocks
from tests.present.told import told


def test_a_need_that_one_table_lacks_is_not_called_met_because_another_has_it() -> None:
    rows = [{"name": f"Person {n}", "assets": "van" if n == 0 else ""} for n in range(4)]
    tables = [{"id": at, "seats": 2, "needs": ["van"]} for at in ("north", "south")]
    asked = [{"kind": "assets", "at": at} for at in ("north", "south")]
    text = told(list_blocks(seating.solve(rows, {"tables": tables, "requirements": asked})))
    assert "Elsewhere" in text
    assert "Roles and needs that are met" not in text
