"""Impossible convenings with a planted conflict: the conflicting musts are known, because all others are easy."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from random import Random

CLASHES = ("triangle", "shortage", "crowd", "pins", "nowhere")
"""Three people together and apart; too few people of a role; too many people who must all be apart; too many pins; no
possible table."""


@dataclass(frozen=True, slots=True)
class Planted:
    """An impossible convening.

    Attributes
    ----------
    clash : frozenset of str
        The ids of the planted conflicting musts, including `size-1` if seats matter.
    """

    people: Path
    convening: Path
    clash: frozenset[str]


def write_planted(kind: str, n_people: int, seed: int, folder: Path) -> Planted:
    """Write an impossible convening with tables of about ten and a planted conflict among many easy musts."""
    rng = Random(f"{kind} {n_people} {seed}")
    n_tables = max(3, n_people // 10)
    sizes = [n_people // n_tables + (t < n_people % n_tables) for t in range(n_tables)]
    ids = [f"p{n:03}" for n in range(n_people)]
    drawn = rng.sample(ids, min(n_people, 3 * n_tables + 20))
    roles = dict.fromkeys(ids, "doer")
    asked, clash = _planted(kind, drawn, n_tables, sizes, roles)
    easy = _easy(rng, [identity for identity in ids if identity not in drawn], n_tables)
    requirements = [*asked, *easy]
    rng.shuffle(requirements)
    folder.mkdir(parents=True, exist_ok=True)
    people, convening = folder / "people.csv", folder / "convening.yaml"
    rows = [f"{i},Person {i},{rng.choice('abcd')},{roles[i]}\n" for i in ids]
    people.write_text("id,name,sector,representative_type\n" + "".join(rows))
    tables = "".join(f"  - {{id: t{t:02}, seats: {size}}}\n" for t, size in enumerate(sizes))
    convening.write_text(f"tables:\n{tables}requirements:\n" + "".join(f"  - {{{keys}}}\n" for keys in requirements))
    return Planted(people, convening, frozenset(clash))


def _planted(
    kind: str, drawn: list[str], n_tables: int, sizes: list[int], roles: dict[str, str]
) -> tuple[list[str], set[str]]:
    """Return the conflicting requirements, and the ids of all musts in the conflict."""
    a, b, c, *_ = drawn
    if kind == "triangle":
        asked = [
            f"id: plant-1, kind: together, people: [{a}, {b}]",
            f"id: plant-2, kind: together, people: [{b}, {c}]",
            f"id: plant-3, kind: apart, people: [{a}, {c}]",
        ]
        return asked, {"plant-1", "plant-2", "plant-3"}
    if kind == "shortage":
        for identity in drawn[: 2 * n_tables - 1]:
            roles[identity] = "designee"
        return ["id: plant-1, kind: role_mix, at_least: {designee: 2}, must: true"], {"plant-1"}
    if kind == "crowd":
        crowd = ", ".join(drawn[: n_tables + 1])
        return [f"id: plant-1, kind: apart, people: [{crowd}]"], {"plant-1"}
    if kind == "pins":
        pinned = ", ".join(drawn[: sizes[0] + 1])
        return [f"id: plant-1, kind: pin, people: [{pinned}], tables: [t00]"], {"plant-1", "size-1"}
    half = n_tables // 2
    low, high = (", ".join(f"t{t:02}" for t in part) for part in (range(half), range(half, n_tables)))
    asked = [
        f"id: plant-1, kind: keep_from, people: [{a}], tables: [{low}]",
        f"id: plant-2, kind: keep_from, people: [{a}], tables: [{high}]",
    ]
    return asked, {"plant-1", "plant-2"}


def _easy(rng: Random, free: list[str], n_tables: int) -> list[str]:
    """Return musts and shoulds that can be met whatever else is required."""
    asked = ["kind: balance, of: sector, weight: 2", "kind: cap, of: sector, at_most: 5, weight: 1"]
    rng.shuffle(free)
    for number in range(0, min(len(free) - 3, 24), 4):
        a, b, c, d = free[number : number + 4]
        asked += [
            f"kind: together, people: [{a}, {b}]",
            f"kind: apart, people: [{c}, {d}]",
            f"kind: keep_from, people: [{d}], tables: [t{rng.randrange(n_tables):02}]",
        ]
    return asked
