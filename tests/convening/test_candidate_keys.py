"""The keys that steer candidates: names with other names, and reasons by id; whatever else is refused with a remedy."""

from __future__ import annotations

from typing import Any

import pytest

from seating.api.interface import check
from seating.errors import InputError

PEOPLE = [{"name": "Ana", "sector": "labor"}, {"name": "Ben", "sector": "business"}]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (["county", "state"], {"county": (), "state": ()}),
        ("county", {"county": ()}),
        ({"county": ["parish", "borough"], "state": None}, {"county": ("parish", "borough"), "state": ()}),
        (["county", {"state": "commonwealth"}], {"county": (), "state": ("commonwealth",)}),
        ([2030, " county "], {"2030": (), "county": ()}),
        ([], {}),
    ],
)
@pytest.mark.parametrize("key", ["usual_sectors", "expected"])
def test_names_may_have_other_names(key: str, written: Any, read: dict[str, tuple[str, ...]]) -> None:
    assert getattr(check(PEOPLE, {key: written, "tables": [{"id": "a"}]}).convening, key) == read


@pytest.mark.parametrize("wrong", [True, 1.5, [["county"]], [None], [" "], {"county": {"parish": 1}}, [{"": "x"}]])
@pytest.mark.parametrize("key", ["usual_sectors", "expected"])
def test_anything_else_is_refused_with_an_example(key: str, wrong: Any) -> None:
    with pytest.raises(InputError) as refused:
        check(PEOPLE, {key: wrong})
    (problem,) = refused.value.problems
    assert "Write" in (problem.hint or "")


@pytest.mark.parametrize("serves", [5, [], "", True, {"serves": None}, [["Casa"]]])
def test_whoever_serves_a_voice_is_named_or_described(serves: Any) -> None:
    voice = {"kind": "voice", "who": {"sector": "labor"}, "serves": serves}
    with pytest.raises(InputError):
        check(PEOPLE, {"requirements": [voice]})
