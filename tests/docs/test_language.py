"""Pages, docstrings, and texts that users see use ordinary words: words of our own dialect stay rare.

A document *explains*, *lists* or *shows*; only a person says something. People are *someone*, *no one* and *everyone*,
or the noun. *May* means that something is allowed; otherwise it is *can* or *might*.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

import pytest

from tests.docs.blocks import PAGES, ROOT
from tests.shape import MODULES, tree

pytestmark = pytest.mark.text

DIALECT = {
    "says": r"\bsays\b",
    "somebody, nobody, everybody": r"(?<!-)\b(?:some|no|every)body\b(?!-)",
    "whom": r"\bwhom\b",
    "exchange": r"\bexchang\w*",
    "anew": r"(?<!-)\banew\b",
    "besides": r"\bbesides\b",
    "mend": r"\bmend(?:s|ed|ing)?\b",
    "that which, what is": r"\b(?:that which|(?-i:what is))\b",  # a question has a capital
    "may": r"\b(?-i:may)\b",  # the month has a capital
}

HIGHER = {"somebody, nobody, everybody": 1.5, "whom": 1.7, "exchange": 1.5, "that which, what is": 1.7, "may": 5.0}
CEILINGS = dict.fromkeys(DIALECT, 1.0) | HIGHER
"""How often each is written in 10,000 words at most. *May* is higher, because texts state what is allowed.

"Nobody needed" is what a box of a chart means, and an exchange is the name of a move of several algorithms.
"""

COUNTED_IN_DOCSTRINGS = ("says", "somebody, nobody, everybody", "whom", "exchange", "anew", "besides", "mend")
IN_DOCSTRINGS = {name: CEILINGS[name] for name in COUNTED_IN_DOCSTRINGS}
"""The words that are counted in docstrings, with their ceilings there."""

PARAMETER = re.compile(r"(?m)^ *[a-z_*, ]+ : .*$")
"""The line of a parameter or an attribute, which names it and its type."""

ASIDE = re.compile(r"(?ms)^ *```.*?^ *```|`[^`\n]*`|\]\([^)]*\)|<!--.*?-->|\*[^*]{3,60}\*")
"""Code, targets of links, and names of pages and buttons, which are what the program shows."""

VALUE = re.compile(r"%\(\w+\)s")
"""The place of a value in a text."""

CODE = re.compile(r"(?s)\{[{%#].*?[}%#]\}")
TAG = re.compile(r"(?s)<style.*?</style>|<script.*?</script>|<[^>]*>")
"""Code and tags of a template, which no reader sees."""

TEXT_FUNCTIONS = {"claim", "gettext", "label", "message", "said", "said_count"}
"""Functions that mark a text for translation."""

TEMPLATES = sorted((ROOT / "seating").rglob("*.j2"))

FROM_THE_PROGRAM = {"cli.md", "kinds.md"}
"""Pages generated from texts of the program, which are counted there."""

OWN_PAGES = [
    ROOT / "CONTRIBUTING.md",
    ROOT / "SECURITY.md",
    *(page for page in PAGES if page.name not in FROM_THE_PROGRAM),
]


def count(texts: list[str]) -> dict[str, int]:
    """Return how often each word of the dialect stands in texts."""
    return {name: sum(len(re.findall(word, text, re.IGNORECASE)) for text in texts) for name, word in DIALECT.items()}


def find_too_many(texts: list[str], ceilings: Mapping[str, float] = MappingProxyType(CEILINGS)) -> dict[str, float]:
    """Return the words of the dialect that are above their ceiling, with their number in 10,000 words."""
    words, found = sum(len(text.split()) for text in texts), count(texts)
    rates = {name: round(10_000 * found[name] / words, 1) for name in ceilings}
    return {name: rate for name, rate in rates.items() if rate > ceilings[name]}


def test_pages_use_ordinary_words():
    assert find_too_many([ASIDE.sub(" ", page.read_text(encoding="utf-8")) for page in OWN_PAGES]) == {}


def texts_for_users() -> list[str]:
    """Return the texts that are marked for translation, docstrings of commands and kinds, and texts of templates."""
    found = [text for path in TEMPLATES for text in texts_of_template(path.read_text(encoding="utf-8"))]
    for path in MODULES:
        shown_whole = path.parent.name in {"commands", "requirements"}
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call):
                called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                if called in TEXT_FUNCTIONS:
                    found += [each.value for each in node.args if is_text(each)]
            elif shown_whole and isinstance(node, ast.FunctionDef | ast.ClassDef):
                found.append(ast.get_docstring(node) or "")
    return [VALUE.sub(" ", ASIDE.sub(" ", text)) for text in found]


def texts_of_template(source: str) -> list[str]:
    """Return what a template shows: the texts between its tags, and those that its code marks for translation."""
    marked = [text for code in CODE.findall(source) for text in re.findall(r'"([^"]*)"', code) if " " in text]
    return [*marked, TAG.sub(" ", CODE.sub(" ", source))]


def is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def test_texts_for_users_use_ordinary_words():
    assert find_too_many(texts_for_users()) == {}


def docstrings() -> Iterator[str]:
    """Yield the docstrings of the program, and those of its constants."""
    for path in MODULES:
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Expr) and is_text(node.value):
                yield PARAMETER.sub(" ", ASIDE.sub(" ", node.value.value))


def test_docstrings_use_ordinary_words():
    assert find_too_many(list(docstrings()), IN_DOCSTRINGS) == {}
