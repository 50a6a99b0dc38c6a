"""What other modules need to know of a kind is stated by the kind: none of them names one."""

from __future__ import annotations

import ast

import pytest

from seating.requirements import kinds
from tests.builders import room
from tests.shape import MODULES, tree


@pytest.mark.text
def test_no_other_module_compares_a_kind_with_a_name():
    """`requirement.kind == "size"`, and kinds in a set of names, belong into the file of that kind."""
    found = []
    for path in MODULES:
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Compare) and getattr(node.left, "attr", "") == "kind":
                named = {each.value for each in ast.walk(node) if isinstance(each, ast.Constant)}
                found += [f"{path.name}:{node.lineno} names {name}" for name in named & set(kinds())]
    assert found == []


@pytest.mark.text
def test_no_module_has_a_set_of_kinds():
    """Three names of kinds in one set or tuple are a fact that a class variable should state."""
    found = []
    for path in (p for p in MODULES if p.parent.name not in {"requirements", "profiles", "convening"}):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Set | ast.Tuple | ast.List):
                named = [each.value for each in node.elts if isinstance(each, ast.Constant) and each.value in kinds()]
                if len(named) >= 3:
                    found.append(f"{path.name}:{node.lineno}: {named}")
    assert found == []


@pytest.mark.parametrize("kind", sorted(kinds()))
def test_a_kind_is_called_like_its_name(kind):
    assert kinds()[kind].kind_label == kind.replace("_", " ")


def test_the_usual_requirements_depend_on_the_tables():
    plain, focused = room(["ana"], ["north"]).tables, room(["ana"], [{"id": "north", "focus": "land"}]).tables
    assert [kind for kind, model in kinds().items() if model.is_usual(plain)] == ["size"]
    assert [kind for kind, model in kinds().items() if model.is_usual(focused)] == ["focus", "size"]
