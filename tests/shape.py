"""Measurements of the source code for the tests of the layout: lengths, importers and docstrings."""

from __future__ import annotations

import ast
import gc
import importlib
import inspect
import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).resolve().parent.parent
MODULES = sorted((ROOT / "seating").rglob("*.py"))

IMPORT = re.compile(r"^ *(?:from (\S+) import (\([^)]*\)|.*)|import (.*))$", re.MULTILINE)
"""A statement that imports. Reading the text takes a tenth of the time of parsing it."""


@cache
def tree(path: Path) -> ast.Module:
    """Return the parsed source of a module. It stays, so no garbage is looked for while it is made, nor in it later."""
    gc.disable()
    try:
        return ast.parse(path.read_text(encoding="utf-8"))
    finally:
        gc.freeze()
        gc.enable()


@cache
def code_lines(path: Path) -> int:
    """Return the number of lines of code in a file, without blank lines, comments and docstrings."""
    kept = {number for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1) if line.strip()}
    kept -= {n for n, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1) if line.strip()[:1] == "#"}
    # of other files than modules nothing else is asked, and a tree that is kept slows each garbage collection
    parsed = tree(path) if ROOT / "seating" in path.parents else ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(parsed):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            kept -= set(range(node.lineno, (node.end_lineno or node.lineno) + 1))
    return len(kept)


def name_of(path: Path) -> str:
    """Return the dotted name of a module."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """Yield each function of a module with its lines, without those of its docstring."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            first = node.body[0]
            is_documented = isinstance(first, ast.Expr) and isinstance(getattr(first.value, "value", None), str)
            documented = (first.end_lineno or 0) - first.lineno + 1 if is_documented else 0
            yield f"{path.name}:{node.name}", (node.end_lineno or 0) - node.lineno + 1 - documented


def importers(paths: Sequence[Path] = tuple(MODULES)) -> dict[str, set[str]]:
    """Return which of some modules import each of them; imports inside functions and for types alone count."""
    names = {name_of(path) for path in paths}
    found: dict[str, set[str]] = {name: set() for name in names}
    for path in paths:
        for package, parts, whole in IMPORT.findall(path.read_text(encoding="utf-8")):
            words = [word.split()[0] for word in re.sub("#.*|[()]", "", parts or whole).split(",") if word.strip()]
            imported = {f"{package}.{word}" if f"{package}.{word}" in names else package or word for word in words}
            for name in names.intersection(imported) - {name_of(path)}:
                found[name].add(name_of(path))
    return found


def undocumented() -> Iterator[str]:
    """Yield the public modules, classes, functions and methods that neither have nor inherit a docstring."""
    for path in MODULES:
        if path.name == "__main__.py":
            continue
        module = importlib.import_module(name_of(path))
        if not module.__doc__:
            yield module.__name__
        yield from _undocumented_in(module)


def _undocumented_in(module: ModuleType) -> Iterator[str]:
    for name, value in vars(module).items():
        if name.startswith("_") or getattr(value, "__module__", "") != module.__name__:
            continue
        if (inspect.isclass(value) or inspect.isroutine(value)) and not inspect.getdoc(value):
            yield f"{module.__name__}.{name}"
        if inspect.isclass(value):
            for part, held in vars(value).items():
                is_public = not part.startswith("_") and isinstance(held, property | classmethod | staticmethod)
                is_public |= not part.startswith("_") and inspect.isroutine(held)
                if is_public and not inspect.getdoc(getattr(value, part)):
                    yield f"{module.__name__}.{name}.{part}"
