"""Musts that tie people to each other, to tables and apart are found by `check` where they contradict each other."""

from __future__ import annotations

from typing import Any

import pytest

from seating.api.interface import check

NAMES = ("Ana Soto", "Ben Ode", "Cara Lind", "Dev Rao", "Eva Roth", "Finn Ash")

CHAIN = {"Ana Soto": {"with": "Ben Ode"}, "Ben Ode": {"with": "Cara Lind"}}

PAIRS = [["Ana Soto", "Ben Ode"], ["Ben Ode", "Cara Lind"]]


def rows(cells: dict[str, dict[str, str]]) -> list[dict[str, str]]:
    return [{"name": name, "with": "", "apart": "", **cells.get(name, {})} for name in NAMES]


def pin(person: str, *tables: str) -> dict[str, Any]:
    return {"kind": "pin", "people": [person], "tables": list(tables)}


CASES: list[tuple[dict[str, dict[str, str]], list[dict[str, Any]], set[str]]] = [
    ({**CHAIN, "Cara Lind": {"apart": "Ana Soto"}}, [], {"with", "apart"}),
    (CHAIN, [{"kind": "apart", "people": ["Ana Soto", "Cara Lind"]}], {"with", "apart"}),
    (CHAIN, [pin("Ana Soto", "t1"), pin("Cara Lind", "t2")], {"with", "pin"}),
    ({}, [{"kind": "together", "pairs": PAIRS}, pin("Ana Soto", "t1"), pin("Cara Lind", "t2")], {"together", "pin"}),
    (CHAIN, [{"kind": "together", "people": ["Cara Lind", "Dev Rao"]}], {"with", "together", "size"}),
    (CHAIN, [{"kind": "keep_from", "people": ["Ben Ode"], "tables": ["t1", "t2"]}], {"keep_from"}),
    (CHAIN, [pin(name, "t1") for name in NAMES[:4]], {"pin", "size"}),
]
"""Cells, requirements, and the kinds of the musts that are named."""


@pytest.mark.parametrize(("cells", "asked", "kinds"), CASES)
def test_musts_that_contradict_each_other_are_named(cells, asked, kinds) -> None:
    """A chain of two `with` and an `apart` was found by no count, only by a search."""
    tables = [{"id": "t1", "seats": 3}, {"id": "t2", "seats": 3}]
    found = check(rows(cells), {"tables": tables, "requirements": asked}).clashes
    named = {identity for one in found for identity in (one.requirement, *one.others)}
    assert {identity.split(":")[0].rsplit("-", 1)[0] for identity in named} == kinds
    assert all(one.needed > one.available for one in found)


@pytest.mark.parametrize("left_out", [0, 1, 2])
def test_without_any_of_them_nothing_is_named(left_out: int) -> None:
    cells = {**CHAIN, "Cara Lind": {"apart": "Ana Soto"}}
    del cells[NAMES[left_out]]
    assert check(rows(cells), {"tables": {"count": 2, "seats": 3}}).clashes == ()


def test_the_people_of_the_chain_are_named_and_no_others() -> None:
    cells = {**CHAIN, "Cara Lind": {"apart": "Ana Soto"}, "Dev Rao": {"with": "Eva Roth"}}
    (found,) = check(rows(cells), {"tables": {"count": 2, "seats": 3}}).clashes
    assert "Musts keep Ben Ode, Ana Soto and Cara Lind at one table." in found.sentence
    assert "Dev Rao" not in found.sentence
