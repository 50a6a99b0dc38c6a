"""Promises about the source that no linter keeps."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from graphlib import CycleError, TopologicalSorter

import pytest

import seating
from tests.promises import is_declared, records
from tests.shape import (
    MODULES,
    ROOT,
    functions,
    importers,
    tree,
    undocumented,
)

SOURCES = ("seating", "benchmarks", "fuzz", "docs", "tests")

MOST_METHODS = 15

LARGE = {
    **{"Search": 28, "SavedRound": 27, "DutyRequirement": 24, "FeasibilityOracle": 23, "IncrementalCosts": 23},
    **{"Sharing": 23, "Reasons": 22, "_Resolver": 21, "Portfolio": 21, "_Draw": 20, "ClassProgram": 20, "_Parties": 20},
    **{"_Run": 19, "Session": 18, "Ledger": 18, "Notebook": 18, "Table": 18, "Console": 17},
    **{"_JointSearch": 16, "_Splice": 16, "Contents": 16, "People": 31, "Requirement": 23},
}
"""The classes that have more, with their numbers of methods, which only become smaller."""

REFUSED = {"utils", "helpers", "common", "misc"}


def circle(imported: Mapping[str, set[str]]) -> list[str]:
    """Return modules of which each imports the next, and the last is the first; none if there is no circle."""
    try:
        TopologicalSorter(imported).prepare()
    except CycleError as error:
        return error.args[1]
    return []


@pytest.mark.text
def test_modules_import_in_no_circle():
    """Import-linter looks at packages, and passes over a module that imports the package it belongs to."""
    tools = [path for folder in ("benchmarks", "fuzz") for path in sorted((ROOT / folder).rglob("*.py"))]
    assert circle(importers([*MODULES, *tools])) == []


def test_a_circle_is_found(monkeypatch, tmp_path):
    monkeypatch.setattr("tests.shape.ROOT", tmp_path)
    paths = [tmp_path / "one.py", tmp_path / "two" / "__init__.py", tmp_path / "two" / "three.py"]
    paths[1].parent.mkdir()
    texts = ("import two", "from two.three import C", "if TYPE_CHECKING:\n    from two import D")
    for path, text in zip(paths, texts, strict=True):
        path.write_text(text, encoding="utf-8")
    assert set(circle(importers(paths))) == {"two", "two.three"}


@pytest.mark.text
def test_no_function_is_over_60_lines():
    assert [found for path in MODULES for found in functions(path) if found[1] > 60] == []


@pytest.mark.text
def test_no_class_has_many_methods():
    """What follows from the data of a class is computed by a function in the module of its subject."""
    classes = [node for path in MODULES for node in ast.walk(tree(path)) if isinstance(node, ast.ClassDef)]
    methods = [(each.name, sum(isinstance(one, ast.FunctionDef) for one in each.body)) for each in classes]
    assert [(name, number) for name, number in methods if number > LARGE.get(name, MOST_METHODS)] == []
    assert {name for name, number in methods if number > MOST_METHODS} == LARGE.keys()


@pytest.mark.text
def test_only_packages_list_their_names():
    """In a module, a name that begins with an underscore is private; a list would tell it twice."""
    sources = [path for part in SOURCES for path in (ROOT / part).rglob("*.py") if path.name != "__init__.py"]
    assert [str(path) for path in sources if re.search(r"^__all__\b", path.read_text(encoding="utf-8"), re.M)] == []


@pytest.mark.text
def test_few_functions_are_over_50_lines():
    """At most one in a hundred."""
    lengths = [length for path in MODULES for _, length in functions(path)]
    assert sum(length > 50 for length in lengths) <= len(lengths) / 100


def test_everything_public_has_a_docstring():
    """Modules, classes, functions and methods; an inherited docstring counts."""
    assert list(undocumented()) == []


@pytest.mark.text
def test_no_module_has_a_name_that_says_nothing():
    assert [str(path) for path in MODULES if REFUSED & {path.stem, *path.parts}] == []


@pytest.mark.text
def test_only_the_console_prints():
    """A print in library code is something a web page or a test cannot silence."""
    printing = [
        str(path.relative_to(ROOT))
        for path in MODULES
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
        and (getattr(node.func, "id", "") == "print" or getattr(node.func, "attr", "") in {"echo", "secho"})
    ]
    assert set(printing) <= {"seating/cli/console.py", "seating/native/build.py"}  # the second is run as a script


def test_private_and_counted_columns_are_joined_in_one_module():
    joining = [
        str(path.relative_to(ROOT))
        for path in MODULES
        for node in ast.walk(tree(path))
        if isinstance(node, ast.BinOp)
        and isinstance(node.op, ast.BitOr)
        and any(
            isinstance(side, ast.Call) and any(ast.unparse(one).endswith("counts_only") for one in side.args)
            for side in (node.left, node.right)
        )
    ]
    assert joining == ["seating/profiles/private_columns.py"]


def test_everything_that_is_printed_as_json_has_a_schema():
    """No command makes a dictionary of its own."""
    assert [ast.unparse(record) for record in records() if not is_declared(record)] == []


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
