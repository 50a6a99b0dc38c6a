"""What is generated is the same for a seed, other for another, and a sound convening."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.case import Case
from benchmarks.diverse import LIMITS, Instance, as_text, generated, read_text, write_case
from benchmarks.generate import Spec, write_convening
from benchmarks.judge import opened
from benchmarks.planted import CLASHES, write_planted
from benchmarks.task import task_of

FAMILIES = ("ordinary", "hard", "pairs", "languages")


@pytest.mark.parametrize("family", FAMILIES)
def test_a_seed_gives_the_same_bytes_and_another_seed_others(tmp_path: Path, family: str) -> None:
    first, again, other = (
        [path.read_bytes() for path in write_convening(Spec(family, 20, 3, seed), tmp_path / name)]
        for name, seed in (("first", 1), ("again", 1), ("other", 2))
    )
    assert first == again
    assert first[0] != other[0]


@pytest.mark.parametrize("family", FAMILIES)
def test_a_generated_convening_is_sound_and_can_be_told_to_others(tmp_path: Path, family: str) -> None:
    case = Case("made", *write_convening(Spec(family, 20, 3, 1), tmp_path), 1)
    task = task_of(opened(case))
    assert (len(task["people"]), len(task["tables"])) == (20, 3)
    assert sum(table["min"] for table in task["tables"]) <= 20 <= sum(table["max"] for table in task["tables"])
    assert not [keys["kind"] for keys in task["requirements"] if keys["kind"].startswith("unknown")]


@pytest.mark.parametrize("clash", CLASHES)
def test_a_planted_clash_is_written_into_the_convening(tmp_path: Path, clash: str) -> None:
    planted = write_planted(clash, 30, 1, tmp_path)
    ids = {requirement.id for requirement in opened(Case("planted", planted.people, planted.convening, 1)).requirements}
    assert planted.clash <= ids
    assert write_planted(clash, 30, 1, tmp_path / "again").convening.read_bytes() == planted.convening.read_bytes()


def test_the_public_format_round_trips() -> None:
    text = "4 2 ds 1 3 2 2 \n0 1 5\n0 2 0\n0 3 7\n1 2 100\n1 3 1\n2 3 9\n"
    instance = read_text(text)
    assert instance == Instance(4, ((1, 3), (2, 2)), (5, 0, 7, 100, 1, 9))
    assert read_text(as_text(instance)) == instance
    assert " ss " in as_text(Instance(4, ((2, 2), (2, 2)), (1,) * 6))
    with pytest.raises(ValueError, match="neither ss nor ds"):
        read_text("2 1 xx 2 2\n0 1 5\n")


@pytest.mark.parametrize("elements", [24, 120, 240])
def test_instances_are_of_the_published_kind(elements: int) -> None:
    instance = generated(elements, 3)
    assert instance == generated(elements, 3) != generated(elements, 4)
    assert sum(low for low, _ in instance.limits) <= elements <= sum(high for _, high in instance.limits)
    assert (min(instance.distances), max(instance.distances)) == (0, 100) or elements == 24
    if elements in LIMITS:
        groups, least, most = LIMITS[elements]
        assert len(instance.limits) == groups
        assert all(least <= low <= elements // groups <= high <= most for low, high in instance.limits)


def test_an_instance_becomes_a_convening_of_one_kind(tmp_path: Path) -> None:
    instance = generated(24, 1)
    case = Case("diverse", *write_case(instance, tmp_path), 1)
    keys = next(keys for keys in task_of(opened(case))["requirements"] if keys["kind"] == "similarity")
    assert keys["weights"] == list(instance.distances)
    assert keys["wanted"] == "high"
