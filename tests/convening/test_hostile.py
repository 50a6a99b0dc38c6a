"""Whatever is written under whatever key, the answer is a convening or problems, never a crash."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from seating.convening import inferred_sentences, private_columns, read_convening, write_inferred
from seating.convening.schema import WRITTEN_KEYS
from seating.convening.tables import TABLE_KEYS
from seating.errors import InputError, as_text
from seating.requirements import kinds
from tests.convening.made_up import people
from tests.examples import seeded

LISTED = people({"id": "ana", "sector": "labor", "funds": "ben", "pin": "a"}, {"id": "ben", "organization": "Oak"})
SCALARS = [
    None,
    True,
    False,
    0,
    -1,
    3,
    10**14,
    0.5,
    "",
    "a",
    "ana",
    "sector",
    "every table",
    "the room",
    "1/3",
    "9" * 5_000,
    "1e999999999",
    "\x00",
    "é" * 99,
]


def anything(rng: Random, depth: int = 3) -> Any:
    if depth == 0 or rng.random() < 0.5:
        return rng.choice(SCALARS)
    items = [anything(rng, depth - 1) for _ in range(rng.randint(0, 3))]
    keys = ("sector", "not", "doer", "count", "id", "min", "a", "", "rows", "funds")
    return items if rng.random() < 0.5 else {rng.choice(keys): item for item in items}


def some(rng: Random, keys: Any) -> dict[str, Any]:
    return {key: anything(rng) for key in keys if rng.random() < 0.2}


def requirement(rng: Random) -> Any:
    kind = rng.choice(list(kinds()))
    fields = [name for name in kinds()[kind].model_fields if rng.random() < 0.4]
    return {"kind": kind, **{name: anything(rng, 2) for name in fields}} if rng.random() < 0.9 else anything(rng)


@pytest.mark.room
@seeded(1, shrinks=False)
def test_random_convenings_are_read_or_refused(seed: int, tmp_path_factory: pytest.TempPathFactory) -> None:
    rng = Random(seed)
    sound, longest = 0, 0
    written = tmp_path_factory.mktemp("written") / "c.yaml"
    for _ in range(800):
        plain = some(rng, [key for key in WRITTEN_KEYS if rng.random() < 0.5])
        if rng.random() < 0.9:
            plain["tables"] = [
                {"id": rng.choice("abc"), **some(rng, TABLE_KEYS[1:4])} for _ in range(rng.randint(1, 2))
            ]
        if rng.random() < 0.9:
            plain["requirements"] = [requirement(rng) for _ in range(rng.randint(0, 2))]
        try:
            reading = read_convening(LISTED, plain)
        except InputError as error:
            longest = max(longest, 0, *(len(as_text(problem)) for problem in error.problems))
            continue
        sound += 1
        assert all(r.id for r in reading.convening.requirements)
        private_columns(reading.convening, reading.people)
        inferred_sentences(reading.convening, reading.people)
        write_inferred(reading.convening, written)
    assert sound
    assert 0 < longest < 1000
