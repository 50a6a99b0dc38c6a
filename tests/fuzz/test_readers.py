"""Every reader takes the files of the corpus and mutated ones, and ends in a value or in a sentence."""

from __future__ import annotations

from random import Random

import pytest

from fuzz.run import Input, make_input, seeds_of
from fuzz.targets import TARGETS, read_input
from fuzz.world import CORPUS, World
from tests.examples import seeded

INPUTS = 8
"""Mutated files of each target and seed."""


@pytest.fixture(scope="module")
def world():
    made = World()
    yield made
    made.close()


def read(name: str, world: World, given: Input, shown: str) -> None:
    try:
        read_input(TARGETS[name], world, given.data, given.suffix)
    except Exception as error:
        error.add_note(shown)
        raise


@pytest.mark.parametrize("name", TARGETS)
def test_the_corpus(name, world):
    for number, given in enumerate(seeds_of(name)):
        read(name, world, given, f"file {number} of fuzz/corpus/{name}")


@pytest.mark.parametrize("name", TARGETS)
@seeded(8)
def test_mutations(name, world, seed):
    seeds = seeds_of(name)
    for number in range(len(seeds), len(seeds) + INPUTS):
        given = make_input(seeds, name, seed, number)
        read(name, world, given, f"python -m fuzz --target {name} --seed {seed} --first {number} --inputs 1")


def test_an_input_depends_on_its_seed_and_number_only():
    seeds = seeds_of("list")
    again = [make_input(seeds, "list", 7, number) for number in range(300)]
    order = list(range(300))
    Random(1).shuffle(order)
    assert all(make_input(seeds, "list", 7, number) == again[number] for number in order)
    assert again[len(seeds) :] != [make_input(seeds, "list", 8, number) for number in range(len(seeds), 300)]


def test_the_corpus_is_small():
    assert {path.name for path in CORPUS.iterdir()} == {"world", *TARGETS}
    assert sum(path.stat().st_size for path in CORPUS.rglob("*") if path.is_file()) < 400_000
