"""The page for notebooks, its cells run one after the other."""

from __future__ import annotations

import ast
from typing import Any

import pytest

from tests.docs.blocks import ROOT, blocks

PAGE = ROOT / "docs" / "how-to" / "use-a-notebook.md"


def run_cell(source: str, names: dict[str, Any]) -> Any:
    """Run a cell and return the value of its last line if it is an expression, as a notebook does."""
    cell = ast.parse(source)
    last = cell.body.pop() if isinstance(cell.body[-1], ast.Expr) else None
    exec(compile(cell, PAGE.name, "exec"), names)
    return None if last is None else eval(compile(ast.Expression(last.value), PAGE.name, "eval"), names)


@pytest.fixture(scope="module")
def cells() -> tuple[list[Any], dict[str, Any]]:
    """Return what the cells show, and the names that they leave."""
    names: dict[str, Any] = {}
    return [run_cell(source, names) for source in blocks(PAGE, "python")], names


def test_every_cell_runs_and_shows_what_the_page_tells(cells):
    (first, seated, _, elsewhere, penalty, mended, second, _), names = cells
    assert f"`{first!r}`" in PAGE.read_text(encoding="utf-8")
    assert "Ana Ruiz" in first._repr_html_()
    assert list(seated["name"]) == list(names["people"]["name"])
    assert seated["table_id"].notna().all()
    assert [table for table, _ in elsewhere] == [one for one in ("t01", "t02") if one != seated["table_id"][0]]
    assert penalty == 0
    assert "Eva Lund" in {name for members in mended.values() for name in members}
    assert not {frozenset(one) for one in second.values()} & {frozenset(one) for one in first.tables.values()}


def test_what_is_printed_names_no_one(cells):
    _, names = cells
    shown = [repr(names[one]) for one in ("result", "explained", "mended", "second")]
    assert all(len(text) < 200 for text in shown)
    assert not [word for name in names["people"]["name"] for word in name.split() if word in " ".join(shown)]


def test_a_wrong_key_is_told(capsys):
    names: dict[str, Any] = {}
    first, *_, last = blocks(PAGE, "python")
    run_cell(first, names)
    run_cell(last, names)
    assert "key-unknown" in capsys.readouterr().out
