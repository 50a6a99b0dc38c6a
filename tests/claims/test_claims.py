"""Every claim has a reader, every reader a claim; what pages claim is so, and each lie is found."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest

import seating
from seating.report.claims.form import Claim
from seating.report.claims.labels import PART_OF
from seating.wording import Said
from tests.claims.lies import lie, list_lies
from tests.claims.lines import CLAIMS
from tests.claims.rounds import MODULES, read_round
from tests.claims.values import ROWS, VALUES
from tests.claims.world import READERS, draw_written
from tests.examples import seeded
from tests.shape import tree

ROOT = Path(seating.__file__).parent

LIARS = (6, 201, 218, 311)
"""Seeds in which each claim is made at least once."""

SHORT = "--pages needs"
"""The option of a round in which lies are told: all claims are in the report, in the terminal and on this page."""

TELLING = {"said", "said_count", "message", "gettext", "ngettext"}
"""Functions that make a text without a claim."""


def test_each_claim_has_a_reader_and_each_reader_a_claim() -> None:
    assert MODULES
    assert set(CLAIMS) == set(READERS)
    assert len(CLAIMS) <= 120


def list_rows() -> Iterator[tuple[str, str]]:
    """Yield the name and the first text of each claim and label."""
    for path in sorted((ROOT / "report" / "claims").glob("*.py")):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            match node:
                case ast.Assign(
                    targets=[ast.Name(id=name)],
                    value=ast.Call(func=ast.Name(id="claim" | "label"), args=[ast.Constant(value=str(text)), *_]),
                ):
                    yield name, text


def test_each_row_has_a_name_and_a_text_of_its_own() -> None:
    names, texts = zip(*list_rows(), strict=True)
    assert len(names) > 60
    assert [one for one, times in (Counter(names) + Counter(texts)).items() if times > 1] == []


@pytest.mark.room
@seeded(40, shrinks=False)
def test_what_pages_claim_is_so(seed: int, tmp_path_factory: pytest.TempPathFactory) -> None:
    read_round(seed, tmp_path_factory.mktemp("claims"))


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[int, set[str]]:
    """Return the names of the claims of each seed."""
    return {seed: set(read_round(seed, tmp_path_factory.mktemp("told"), SHORT)) for seed in LIARS}


@pytest.mark.room
@pytest.mark.parametrize(("name", "argument"), list(list_lies()))
def test_each_lie_is_found(name: str, argument: str, told: dict[int, set[str]], tmp_path: Path) -> None:
    made = argument if argument in CLAIMS else name
    for seed in (seed for seed, names in told.items() if made in names):
        folder = tmp_path / str(seed)
        folder.mkdir()
        people = [row["name"] for row in draw_written(Random(f"pages {seed}")).rows]
        with pytest.MonkeyPatch.context() as patched:
            lie(patched, name, argument, people)
            try:
                read_round(seed, folder, SHORT)
            except (AssertionError, LookupError, ValueError):
                return
    pytest.fail("no reader has found it")


@pytest.mark.room
def test_each_value_beside_a_label_and_each_row_is_read(told: dict[int, set[str]]) -> None:
    assert {*VALUES, *ROWS} <= set().union(*told.values())


@pytest.mark.room
@pytest.mark.parametrize("argument", PART_OF.arguments)
def test_a_lie_beside_a_label_is_found(argument: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tell = Claim.__call__

    def call(self: Claim, **values: Any) -> Said:
        lies = {argument: values[argument] + 1} if self is PART_OF else {}
        return tell(self, **values | lies)

    monkeypatch.setattr(Claim, "__call__", call)
    with pytest.raises(AssertionError):
        read_round(LIARS[0], tmp_path, SHORT)


def texts_without_a_claim(path: Path) -> Iterator[str]:
    """Yield the texts with a placeholder that a module prints without a claim."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) in TELLING:
            texts = [part.value for part in node.args if isinstance(part, ast.Constant)]
            if any("%(" in text for text in texts if isinstance(text, str)):
                yield str(texts[0])


@pytest.mark.room
def test_texts_with_a_placeholder_are_claims_or_labels() -> None:
    paths = [path for folder in ("report", "pages") for path in sorted((ROOT / folder).rglob("*.py"))]
    assert [str(path.relative_to(ROOT)) for path in paths if any(texts_without_a_claim(path))] == []
