"""A kind's docstring is its manual page: what a unit of shortfall is, and an example that is true."""

from __future__ import annotations

import re
from inspect import getdoc
from random import Random
from typing import Any

import pytest

from seating.requirements import kinds
from tests.examples import seeded
from tests.random_requirements import random_requirement
from tests.random_rooms import random_room
from tests.requirements.worked import read_yaml, worked_case

MUSTS = {"size", "together", "apart", "pin", "keep_from"}
"""Kinds that bind unless told otherwise."""


def examples_of(kind: str) -> list[dict[str, Any]]:
    found = re.search(r"^Example\n-------\n```yaml\n(.*?)\n```$", getdoc(kinds()[kind]) or "", re.DOTALL | re.MULTILINE)
    assert found, f"the docstring of {kind} has no worked example"
    return [dict(read_yaml(example)) for example in found[1].split("\n---\n")]


@pytest.mark.parametrize("kind", sorted(kinds()))
def test_worked_example_is_true(kind: str) -> None:
    """The shortfall a docstring states is what the checker finds and what the terms cost."""
    for example in examples_of(kind):
        worked = worked_case(example)
        assert worked.requirement.kind == kind
        assert worked.shortfall > 0, "an example without a shortfall shows nothing"
        assert (worked.checked, worked.encoded) == (worked.shortfall, worked.shortfall)
        assert example["because"].endswith(".")


@pytest.mark.parametrize("kind", sorted(kinds()))
def test_docstring_says_what_one_unit_is(kind: str) -> None:
    assert "ne unit of shortfall is" in " ".join((getdoc(kinds()[kind]) or "").split())


@pytest.mark.parametrize("kind", sorted(kinds()))
@seeded(25)
def test_sentence_is_a_sentence(kind: str, seed: int) -> None:
    """With any keys: one line, one full stop at its end, and no Python in it."""
    rng = Random(f"sentence {kind} {seed}")
    room = random_room(rng)
    sentence = random_requirement(rng, room, kind).sentence(room)
    assert re.fullmatch(r"\S.*[^.]\.", sentence), sentence
    assert not re.search(r"None(?! of the people)|Fraction|<|\{", sentence), sentence


@pytest.mark.parametrize("kind", sorted(kinds()))
def test_binds_by_default_as_the_table_says(kind: str) -> None:
    assert kinds()[kind].is_must_by_default == (kind in MUSTS)


def test_together_binds_unless_it_is_by_a_column() -> None:
    together = kinds()["together"]
    assert together.model_validate({"people": ["ana", "ben"]}).is_must
    assert together.model_validate({"of": "with"}).is_must
    assert not together.model_validate({"by": "organization"}).is_must
    assert together.model_validate({"by": "organization", "must": True}).is_must
    assert not together.model_validate({"people": ["ana", "ben"], "must": False}).is_must
