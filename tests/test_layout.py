"""Promises about the source that no linter keeps."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import seating

ROOT = Path(__file__).resolve().parent.parent
MODULES = sorted((ROOT / "seating").rglob("*.py"))
REFUSED = {"utils", "helpers", "common", "misc"}


def lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def code_lengths(path: Path) -> list[tuple[str, int]]:
    """Return each function of a module and its lines, without those of its docstring."""
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            first = node.body[0]
            documented = isinstance(first, ast.Expr) and isinstance(getattr(first.value, "value", None), str)
            said = (first.end_lineno or 0) - first.lineno + 1 if documented else 0
            found.append((f"{path.name}:{node.name}", (node.end_lineno or 0) - node.lineno + 1 - said))
    return found


def test_modules_are_short():
    """No module is over 500 lines."""
    assert {path.name: lines(path) for path in MODULES if lines(path) > 500} == {}


def test_functions_are_short():
    """No function is over 60 lines, and at most one in a hundred over 50."""
    lengths = [pair for path in MODULES for pair in code_lengths(path)]
    assert [pair for pair in lengths if pair[1] > 60] == []
    long = [pair for pair in lengths if pair[1] > 50]
    assert len(long) <= len(lengths) / 100, long


def test_no_module_has_a_name_that_says_nothing():
    assert [str(path) for path in MODULES if REFUSED & {path.stem, *path.parts}] == []


def test_only_the_console_prints():
    """A print in library code is something a web page or a test cannot silence."""
    printing = [
        str(path.relative_to(ROOT))
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and (getattr(node.func, "id", "") == "print" or getattr(node.func, "attr", "") in {"echo", "secho"})
    ]
    assert set(printing) <= {"seating/cli/console.py"}


def test_the_front_door_is_what_it_says():
    """Every public name is sorted, can be had, and has a docstring."""
    names = seating.__all__
    assert list(names) == sorted(names)
    for name in names:
        value = getattr(seating, name)
        assert name == "__version__" or (callable(value) and value.__doc__), name


def test_a_name_that_is_not_public_is_an_attribute_error():
    assert not hasattr(seating, "no_such_name")


def test_nothing_of_this_machine_is_in_the_project():
    """Files speak of the project alone: no home folders, no temporary ones."""
    told = re.compile(r"/(?:work|tmp|root|home)/[a-z.]")
    suffixes = {".py", ".md", ".toml", ".yaml", ".yml", ".csv", ".txt", ".j2", ".css", ".html", ".json"}
    files = [
        path
        for folder in ("seating", "docs", "examples", "tests", ".ci", ".github")
        for path in (ROOT / folder).rglob("*")
        if path.suffix in suffixes
    ]
    assert [str(path) for path in files if told.search(path.read_text(encoding="utf-8", errors="replace"))] == []
