"""Decisions and markup are kept apart: fills know no markup, templates decide and reckon nothing."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from jinja2 import nodes

import seating.report
from seating.present.environment import environment

REPORT = Path(seating.report.__file__).parent
CHARTS = sorted((REPORT.parent / "addons").rglob("*_chart.py"))
FILLS = [*sorted((REPORT / "sections").glob("*.py")), *CHARTS]
TEMPLATES = [name for name in environment().list_templates() if re.fullmatch(r"report\.html\.j2|sections/.*", name)]

RECKONING = (nodes.Add, nodes.Sub, nodes.Mul, nodes.Div, nodes.FloorDiv, nodes.Mod, nodes.Pow)
ALLOWED_FILTERS = {"css_text", "csp_hash", "safe", "length", "text", "said", "trim"}


@pytest.mark.parametrize("path", FILLS, ids=lambda path: path.stem)
def test_a_fill_holds_no_markup(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    texts = [n.value for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str)]
    assert [text for text in texts if re.search(r"</?[a-z]+[ >/]|&[a-z]+;|#[0-9a-f]{6}|\bpx\b", text)] == []
    imported = {n.module for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)}
    assert not {name for name in imported if name and name.startswith(("jinja2", "markupsafe", "seating.report.env"))}


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_reckons_nothing(name):
    tree = environment().parse(environment().loader.get_source(environment(), name)[0])
    assert not list(tree.find_all(RECKONING)), "arithmetic"
    assert {found.name for found in tree.find_all(nodes.Filter)} <= ALLOWED_FILTERS
    assert {found.name for found in tree.find_all(nodes.Test)} <= {"none"}
