"""Random weddings from a seed: families with companions, at tables of different sizes of which few seats stay free."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from random import Random

LEAST_GUESTS, MOST_GUESTS = 10, 120

LARGEST_FAMILY = 14
"""The most rows of a family; with companions, many families need several tables."""

COMPANIONS = 0.25
"""The share of rows with a companion, whose family no cell states."""

SPARE = (0, 0, 0, 1, 2, 5)
"""Numbers of seats that may stay free; one of them is drawn."""

SIZES = ((4, 12), (6, 10), (8, 10), (9, 9))
"""The fewest and the most seats of a table; one of these pairs is drawn."""


@dataclass(frozen=True, slots=True)
class FamilyWedding:
    """A wedding of so many guests, drawn from a seed."""

    seed: int

    @property
    def name(self) -> str:
        """Its name in tables of figures."""
        return f"wedding {self.seed}"


def write_family_wedding(wedding: FamilyWedding, folder: Path) -> tuple[Path, Path]:
    """Write a list, with a row for each guest or couple, and a convening; return their paths."""
    rng = Random(f"families {wedding.seed}")
    wanted, rows, seated, family = rng.randint(LEAST_GUESTS, MOST_GUESTS), list[str](), 0, 0
    while seated < wanted:
        for _ in range(rng.randint(1, LARGEST_FAMILY)):
            has_companion = rng.random() < COMPANIONS
            rows.append(f"Guest {len(rows)},Family {family},{'yes' if has_companion else ''}")
            seated += 1 + has_companion
        family += 1
    left, tables = seated + rng.choice(SPARE), list[int]()
    least, most = rng.choice(SIZES)
    while left > 0:
        tables.append(min(left, rng.randint(least, most)))
        left -= tables[-1]
    folder.mkdir(parents=True, exist_ok=True)
    people, convening = folder / "guests.csv", folder / "convening.yaml"
    people.write_text("\n".join(["name,family,plus one", *rows, ""]), encoding="utf-8")
    lines = [f"title: {wedding.name}", "tables:"]
    lines += [f"  - {{id: t{t:02}, seats: {{max: {seats}}}}}" for t, seats in enumerate(tables)]
    lines += ["requirements:", "  - {kind: size}", "  - {kind: together, by: family}"]
    convening.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return people, convening
