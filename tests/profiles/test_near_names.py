"""The name that a text nearly is, is found without a comparison with all names."""

from __future__ import annotations

from random import Random

import pytest

from seating.profiles import near_names
from seating.profiles.near_names import NearNames
from tests.builders import person

FIRST = ("Ana", "Anna", "A.", "Rosalinda", "Rosalynda", "Ben", "B")
LAST = ("Kim", "Kimm", "Kimberley", "Kimberly", "K", "Lee", "Nunez", "Nuñez")


def test_near_names_are_the_same_as_by_comparing_with_each() -> None:
    random, found = Random(3), 0

    def draw() -> str:
        return " ".join(filter(None, (random.choice(FIRST), random.choice(("", "M.", "Maria")), random.choice(LAST))))

    for _ in range(60):
        people = [person({"id": f"p{n}", "name": draw()}) for n in range(random.randint(1, 8))]
        near = NearNames(people)
        for text in (draw() for _ in range(10)):
            wanted = near_names._name_words(text)
            fitting = [p for p in people if near_names._is_nearly(wanted, near_names._name_words(p.name))]
            exact = [p for p in fitting if near_names._name_words(p.name) == wanted]
            meant = exact or fitting
            assert near.find(text) is (meant[0] if len(meant) == 1 else None), (text, people)
            found += len(meant) == 1
    assert found > 100


def test_texts_that_share_a_word_with_every_name_are_compared_within_a_budget(monkeypatch: pytest.MonkeyPatch) -> None:
    looks: list[str] = []
    is_nearly = near_names._is_nearly
    monkeypatch.setattr(near_names, "_is_nearly", lambda *words: looks.append("") or is_nearly(*words))
    monkeypatch.setattr(near_names, "MOST_LOOKS", 2_000)
    number = 300
    near = NearNames([person({"id": f"p{n}", "name": f"Ana Word{n:03}"}) for n in range(number)])
    for text in (f"Ana Word{n:03}" for n in range(number)):
        found = near.find(text)
        assert found is not None
        assert found.name == text
        near.find(f"{text} Xyz")
        near.suggest(text[:-1])
    assert len(looks) <= 2_000 + 4 * number
