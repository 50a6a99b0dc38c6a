"""The slugs in the source code: constants passed to a parameter or a field called `slug`."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.shape import tree

Definition = ast.FunctionDef | ast.ClassDef


def trees(folder: Path) -> list[ast.Module]:
    """Return the parsed modules of a folder."""
    return [tree(path) for path in sorted(folder.rglob("*.py"))]


def positions(modules: list[ast.Module]) -> dict[str, set[int]]:
    """Return the position of `slug` among the arguments of each function or class that has it."""
    found: dict[str, set[int]] = {}
    for module in modules:
        for node in ast.walk(module):
            if isinstance(node, ast.ClassDef):
                fields = [item.target.id for item in node.body if _is_field(item)]
                init = [item for item in node.body if isinstance(item, ast.FunctionDef) and item.name == "__init__"]
                names = [arg.arg for arg in init[0].args.args[1:]] if init else fields
            elif isinstance(node, ast.FunctionDef):
                names = [arg.arg for arg in node.args.args if arg.arg not in {"self", "cls"}]
            else:
                continue
            if "slug" in names:
                found.setdefault(node.name, set()).add(names.index("slug"))
    return found


def _is_field(item: ast.stmt) -> bool:
    return isinstance(item, ast.AnnAssign) and isinstance(item.target, ast.Name)


def texts(node: ast.expr) -> Iterator[str]:
    """Yield the constants to which an expression may evaluate."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from texts(node.body)
        yield from texts(node.orelse)


def slugs(folder: Path) -> set[str]:
    """Return every slug that the source code of a folder passes on."""
    modules = trees(folder)
    where = positions(modules)
    found: set[str] = set()
    for module in modules:
        for node in ast.walk(module):
            if isinstance(node, ast.Call):
                called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                for position in where.get(called, ()):
                    if position < len(node.args):
                        found.update(texts(node.args[position]))
                    for keyword in node.keywords:
                        if keyword.arg == "slug":
                            found.update(texts(keyword.value))
            elif isinstance(node, ast.Assign) and any(getattr(t, "id", "") == "slug" for t in node.targets):
                found.update(texts(node.value))
    return found


def constants(folder: Path) -> set[str]:
    """Return every text constant in the source code of a folder."""
    return {
        node.value
        for module in trees(folder)
        for node in ast.walk(module)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
