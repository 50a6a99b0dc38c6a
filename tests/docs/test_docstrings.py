"""Docstrings and comments name types, functions and files that exist. Plain `pytest` runs the examples in docstrings.

Source is searched as text first, and only a file with a finding is parsed, because parsing all files takes seconds.
"""

from __future__ import annotations

import ast
import builtins
import io
import re
import tokenize
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from pkgutil import resolve_name

import pytest

from tests.docs.blocks import ROOT
from tests.shape import MODULES

pytestmark = pytest.mark.text

FOLDERS = ("tests", "benchmarks", "fuzz", "docs")
SOURCES = [*MODULES, *(path for folder in FOLDERS for path in sorted((ROOT / folder).rglob("*.py")))]
SCRIPTS = [ROOT / name for name in ("check", ".ci/run", "pyproject.toml", "mkdocs.yml")]

SECTION = re.compile(
    r"^( *)(Parameters|Returns|Yields|Attributes|Raises)\n\1-{4,}\n((?:(?!.*\"\"\"|\1[\w ]+\n\1-{4}).*\n)*)", re.M
)
NAME = re.compile(r"(?<![\w.])(?:[A-Z]\w*|\w+(?:\.\w+)+)")
LINK = re.compile(r"(?<![\w/.-])(?:docs|tests|examples|benchmarks|fuzz|seating|requirements|\.ci)/[\w/.-]*\w")
DECISION = re.compile(r"\b[Dd]ecision (\d+)")
DOTTED = re.compile(r"`(seating(?:\.\w+)+)(?:\(\))?`")


def types(source: str) -> Iterator[str]:
    """Yield the types that the docstrings of a module state, each without the name before it."""
    for indent, title, body in SECTION.findall(source):
        for line in re.findall(rf"^{indent}(\S.*)$", body, re.M):
            name, colon, stated = line.partition(" : ")
            yield stated if colon else name if title in {"Returns", "Yields", "Raises"} else ""


@cache
def of_the_program() -> frozenset[str]:
    """Return the classes and constants of all modules, and what every Python has."""
    defined = re.compile(r"^(?: *class (\w+)|([A-Z]\w*)\b.*=)", re.M)
    found = {name for path in MODULES for pair in defined.findall(path.read_text(encoding="utf-8")) for name in pair}
    return frozenset(found | set(vars(builtins)))


def can_be_had(name: str) -> bool:
    """Whether a dotted name leads to something."""
    try:
        resolve_name(name)
    except (ImportError, AttributeError):
        return False
    return True


def unknown_types(source: str) -> list[str]:
    """Return the names of types in the docstrings of a module that exist nowhere; ordinary words are no names."""
    stated = {name for text in types(source) for name in NAME.findall(re.sub(r'`[^`]*`|"[^"]*"', "", text))}
    unknown = {name for name in stated if not (can_be_had(name) if "." in name else name in of_the_program())}
    if not unknown:
        return []
    used = {
        getattr(node, "id", getattr(node, "attr", getattr(node, "name", ""))) for node in ast.walk(ast.parse(source))
    }
    return sorted(unknown - used)


def broken_links(text: str) -> list[str]:
    """Return the files, decisions and parts of the program in a text that do not exist."""
    files = [link for link in LINK.findall(text) if not (ROOT / link).exists() and not any(ROOT.glob(f"{link}-*.md"))]
    numbers = [number for number in DECISION.findall(text) if not any(ROOT.glob(f"docs/decisions/{int(number):04}-*"))]
    names = [name for name in DOTTED.findall(text) if not name.endswith((".csv", ".xlsx")) and not can_be_had(name)]
    return [*files, *(f"decision {number}" for number in numbers), *names]


def prose(source: str) -> Iterator[str]:
    """Yield the docstrings and comments of a module."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            yield node.value.value
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            yield token.string


def broken_in(path: Path) -> list[str]:
    """Return the broken links in the docstrings and comments of a file."""
    source = path.read_text(encoding="utf-8")
    if not broken_links(source):
        return []
    texts = prose(source) if path.suffix == ".py" else re.findall(r"(?:^|\s)#.*", source)
    return [link for text in texts for link in broken_links(text)]


def test_types_in_docstrings_exist():
    found = {path: unknown_types(path.read_text(encoding="utf-8")) for path in MODULES}
    assert [(str(path.relative_to(ROOT)), unknown) for path, unknown in found.items() if unknown] == []


def test_a_type_that_does_not_exist_is_found():
    sections = {"Parameters": "a : tuple of Reckoned, or None\n        From 1.", "Raises": "GoneError\n    ValueError"}
    written = "".join(f"    {title}\n    {'-' * len(title)}\n    {body}\n\n" for title, body in sections.items())
    assert unknown_types(f'def f(a):\n    """Do.\n\n{written}    """\n    Other = 1\n') == ["GoneError", "Reckoned"]


def test_links_in_docstrings_and_comments_exist():
    found = {path: broken_in(path) for path in [*SOURCES, *SCRIPTS]}
    assert [(str(path.relative_to(ROOT)), broken) for path, broken in found.items() if broken] == []


def test_a_link_that_leads_nowhere_is_found():
    text = "See docs/decisions/0125-the-fewest.md, docs/decisions/0125, decision 9999 and `seating.room.plan.nothing`."
    assert broken_links(text) == ["docs/decisions/0125-the-fewest.md", "decision 9999", "seating.room.plan.nothing"]


def lost_parts(init: Path) -> list[str]:
    """Return the lower-case names in the docstring of a package that are no part of it and not defined in it."""
    named = set(re.findall(r"`([a-z_]+)`", ast.get_docstring(ast.parse(init.read_text(encoding="utf-8"))) or ""))
    named -= {path.stem for path in init.parent.iterdir()} | set(init.relative_to(ROOT).parts)
    modules = "".join(path.read_text(encoding="utf-8") for path in init.parent.glob("*.py")) if named else ""
    return sorted(name for name in named if not re.search(rf"^(?: *def )?{name}\b", modules, re.M))


def test_a_package_names_the_modules_that_it_has():
    found = {path: lost_parts(path) for path in MODULES if path.name == "__init__.py"}
    assert {str(path.parent.relative_to(ROOT)): lost for path, lost in found.items() if lost} == {}


@pytest.mark.parametrize("page", ["explanation/architecture.md", "contributing.md", "how-to/add-a-requirement-kind.md"])
def test_a_page_for_contributors_names_what_exists(page):
    """Paths without `seating/` are below it; a name before "in `FILE`" is defined in that file."""
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    named = re.findall(r"`((?!build/|cases/)(?:[\w.]+/)+[\w.]+)`", text)
    assert len(named) > 10
    assert [path for path in named if not (ROOT / path).exists() and not (ROOT / "seating" / path).exists()] == []
    for name, path in re.findall(r"`(\w+)` in `([\w/]+\.py)`", text):
        assert re.search(
            rf"^ *(def|class) {name}\b", (ROOT / "seating" / path.removeprefix("seating/")).read_text("utf-8"), re.M
        ), name
