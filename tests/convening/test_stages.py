"""What the stages of rounds and tables ask of the company, where nobody wrote requirements."""

from __future__ import annotations

from typing import Any

import pytest

import seating
from tests.acceptance.asked import each, rows, slugs, solved

COMPANY = {"new_company", "continuity", "buddy"}


def inferred(*stages: str | None, tables: Any = None) -> list[tuple[Any, ...]]:
    """Return kind, share, tables and rounds of what is inferred for company."""
    rounds = [{"stage": stage} if stage else {} for stage in stages]
    convening = {"tables": tables or {"count": 2}, "rounds": rounds}
    found = seating.solve(each(8, "sector", "labor", "business"), convening).convening.requirements
    return [(r.kind, str(getattr(r, "at_least", "")), r.weight, r.at, r.rounds) for r in found if r.kind in COMPANY]


@pytest.mark.parametrize(
    ("stage", "asked"),
    [
        ("forming", [("new_company", "", 1, None, (2,))]),
        ("storming", [("continuity", "2/3", 3, None, (2,))]),
        ("norming", [("continuity", "2/3", 3, None, (2,))]),
        ("performing", [("continuity", "1/2", 3, None, (2,)), ("buddy", "", 3, None, (2,))]),
    ],
)
def test_a_round_s_stage_asks_in_that_round(stage: str, asked: list[tuple[Any, ...]]) -> None:
    assert inferred(None, stage) == asked


def test_rounds_of_one_stage_share_a_requirement() -> None:
    assert inferred("forming", "storming", "forming") == [
        ("new_company", "", 1, None, (1, 3)),
        ("continuity", "2/3", 3, None, (2,)),
    ]


def test_a_table_s_own_stage_stands_for_the_round_s() -> None:
    tables = [{"id": "a", "stage": "performing"}, {"id": "b"}]
    assert inferred("forming", tables=tables) == [
        ("new_company", "", 1, ("b",), (1,)),
        ("continuity", "1/2", 3, ("a",), None),
        ("buddy", "", 3, ("a",), None),
    ]


def test_without_a_stage_nothing_is_asked_of_the_company() -> None:
    assert inferred() == []


def test_where_requirements_are_written_a_stage_asks_nothing() -> None:
    result = solved(
        each(4, "sector", "labor"), {"kind": "cap", "of": "sector", "at_most": 2}, rounds=[{"stage": "performing"}]
    )
    assert not COMPANY & {requirement.kind for requirement in result.requirements}


def test_a_table_drawn_from_a_duty_that_nobody_will_hold_is_noted() -> None:
    tables = [{"id": "a"}, {"id": "lead", "from": "Chair"}]
    assert "drawn-from-nobody" in slugs(solved(rows(2), tables=tables))
    assert "drawn-from-nobody" not in slugs(solved(rows(2), {"kind": "duty", "name": "chair"}, tables=tables))
