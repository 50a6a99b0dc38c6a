"""Every reader takes the files of the corpus and mutated ones, and ends in a value or in a sentence."""

from __future__ import annotations

import os
from datetime import date
from random import Random

import pytest

from fuzz.run import Input, make_input, seeds_of
from fuzz.targets import TARGETS, read_input
from fuzz.world import CORPUS, World

INPUTS = int(os.environ.get("SEATING_FUZZ", "200"))
"""Mutated files of each target in the slow run. They differ from day to day."""

EVERYDAY = 8


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
def test_a_few_mutations(name, world):
    mutate_and_read(name, world, 0, EVERYDAY)


@pytest.mark.slow
@pytest.mark.parametrize("name", TARGETS)
def test_other_mutations_every_day(name, world):
    mutate_and_read(name, world, date.today().toordinal(), INPUTS)


def mutate_and_read(name: str, world: World, seed: int, count: int) -> None:
    seeds = seeds_of(name)
    for number in range(len(seeds), len(seeds) + count):
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
