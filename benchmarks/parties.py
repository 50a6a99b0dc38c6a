"""Weddings from a seed: parties of several guests who stay together, and pairs of parties.

The instances are those of R. Lewis and F. Carroll, "Creating seating plans: a practical application", Journal of the
Operational Research Society 67, 2016: a share of the pairs of parties like each other, and others would rather not
share a table or must not. The number of guests at a table lies in a range.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from random import Random

MOST_WEIGHT = 5
"""The weight of a pair that likes or dislikes each other is a whole number from 1 to this."""

GUESTS_A_TABLE = 10

SLACK = 2
"""A table may have so many guests fewer or more than the average, rounded."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of wedding.

    Attributes
    ----------
    most_guests : int
        The largest party.
    liked, disliked, apart : float
        Shares of the pairs of parties.
    """

    most_guests: int
    liked: float
    disliked: float = 0.0
    apart: float = 0.0


WEDDINGS = {
    "quarters": Kind(8, 0.25, 0.25, 0.25),
    "thirds": Kind(8, 1 / 3, 1 / 3),
    "families": Kind(4, 0.1),
}


@dataclass(frozen=True, slots=True)
class Wedding:
    """The specification of a wedding.

    Attributes
    ----------
    kind : str
        A key of `WEDDINGS`.
    parties : int
    seed : int
    """

    kind: str
    parties: int
    seed: int

    @property
    def name(self) -> str:
        """Its name in tables of figures."""
        return f"{self.parties} parties, {self.kind}, seed {self.seed}"


def write_wedding(wedding: Wedding, folder: Path) -> tuple[Path, Path]:
    """Write a list, with a row for each party, and a convening; return their paths."""
    rng, kind = Random(f"{wedding.kind} {wedding.parties} {wedding.seed}"), WEDDINGS[wedding.kind]
    sizes = [rng.randint(1, kind.most_guests) for _ in range(wedding.parties)]
    pairs: dict[str, list[tuple[int, int]]] = {"liked": [], "disliked": [], "apart": [], "": []}
    shares = (kind.liked, kind.disliked, kind.apart)
    for pair in combinations(range(wedding.parties), 2):
        pairs[rng.choices(tuple(pairs), (*shares, 1 - sum(shares)))[0]].append(pair)
    folder.mkdir(parents=True, exist_ok=True)
    people, convening = folder / "parties.csv", folder / "convening.yaml"
    _write_rows(people, ["id", "name", "party size"], [(_id(n), f"Party {n}", size) for n, size in enumerate(sizes)])
    lines = [f"title: {wedding.name}", "tables:", *_tables(sizes), "requirements:"]
    signs = {"liked": 1, "disliked": -1}
    weighed = [
        (_id(a), _id(b), sign * rng.randint(1, MOST_WEIGHT)) for name, sign in signs.items() for a, b in pairs[name]
    ]
    _write_rows(folder / "likes.csv", ["a", "b", "weight"], weighed)
    lines.append("  - {kind: similarity, file: likes.csv, wanted: high, weight: 1}")
    if pairs["apart"]:
        named = ", ".join(f"[{_id(a)}, {_id(b)}]" for a, b in pairs["apart"])
        lines.append(f"  - {{kind: apart, pairs: [{named}], must: true}}")
    convening.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return people, convening


def _id(number: int) -> str:
    return f"g{number:03}"


def _tables(sizes: Sequence[int]) -> list[str]:
    n_tables = max(1, round(sum(sizes) / GUESTS_A_TABLE))
    mean = round(sum(sizes) / n_tables)
    return [f"  - {{id: t{t:02}, seats: {mean - SLACK}-{mean + SLACK}}}" for t in range(n_tables)]


def _write_rows(path: Path, headings: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(headings)
        writer.writerows(rows)
