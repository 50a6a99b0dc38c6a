"""The maximally diverse grouping problem: its public file format, similar instances, and cases.

The public set (MDGLIB) has one instance a file. The first line has the number of elements and of groups, `ss`
(groups of one size) or `ds` (of different sizes), and the minimum and maximum number of elements of each group; every
other line has two elements and their distance. Its set RanInt has whole distances, uniform from 0 to 100; with `ds` the
limits of a group are drawn around the average size.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from random import Random

LIMITS = {120: (10, 8, 16), 240: (12, 15, 25)}
"""By number of elements: groups, the smallest lower limit, and the largest upper limit."""

FARTHEST = 100


@dataclass(frozen=True)
class Instance:
    """Elements to be grouped so that the distances within groups are large.

    Attributes
    ----------
    elements : int
    limits : tuple of (int, int)
        The minimum and maximum number of elements of each group.
    distances : tuple of int
        Of each pair (0, 1), (0, 2), … (1, 2), …
    """

    elements: int
    limits: tuple[tuple[int, int], ...]
    distances: tuple[int, ...]

    def pairs(self) -> Iterator[tuple[int, int, int]]:
        """Yield each pair with its distance."""
        for (a, b), distance in zip(combinations(range(self.elements), 2), self.distances, strict=True):
            yield a, b, distance


def generated(elements: int, seed: int) -> Instance:
    """Return an instance like those of RanInt with `ds`; limits for sizes other than 120 and 240 are scaled."""
    rng = Random(f"RanInt {elements} {seed}")
    groups, least, most = LIMITS.get(elements, (max(2, elements // 12), 8, 16))
    average = elements // groups
    limits = tuple((rng.randint(least, average), rng.randint(average, most)) for _ in range(groups))
    if sum(high for _, high in limits) < elements:
        limits = (*limits[:-1], (limits[-1][0], most + elements - groups * average))
    n_pairs = elements * (elements - 1) // 2
    return Instance(elements, limits, tuple(rng.randint(0, FARTHEST) for _ in range(n_pairs)))


def read_text(text: str) -> Instance:
    """Read the public format; distances must be whole.

    Raises
    ------
    ValueError
        If the text does not have that format.
    """
    words = text.split()
    elements, groups, sizes = int(words[0]), int(words[1]), words[2]
    if sizes not in {"ss", "ds"}:
        raise ValueError(f"{sizes!r} is neither ss nor ds")
    numbers = [int(word) for word in words[3 : 3 + 2 * groups]]
    rest = words[3 + 2 * groups :]
    found: dict[tuple[int, int], int] = {}
    for a, b, distance in zip(rest[::3], rest[1::3], rest[2::3], strict=True):
        if a != b:
            found[min(int(a), int(b)), max(int(a), int(b))] = int(distance)
    distances = tuple(found.get(pair, 0) for pair in combinations(range(elements), 2))
    return Instance(elements, tuple(zip(numbers[::2], numbers[1::2], strict=True)), distances)


def as_text(instance: Instance) -> str:
    """Return an instance in the public format."""
    sizes = "ss" if all(low == high for low, high in instance.limits) else "ds"
    limits = " ".join(f"{low} {high}" for low, high in instance.limits)
    lines = [f"{instance.elements} {len(instance.limits)} {sizes} {limits}"]
    lines += [f"{a} {b} {distance}" for a, b, distance in instance.pairs()]
    return "\n".join(lines) + "\n"


def write_case(instance: Instance, folder: Path) -> tuple[Path, Path]:
    """Write a list, a convening and the file of distances; return the paths of the first two."""
    folder.mkdir(parents=True, exist_ok=True)
    people, convening = folder / "elements.csv", folder / "convening.yaml"
    people.write_text("id,name\n" + "".join(f"e{n:04},Element {n}\n" for n in range(instance.elements)))
    rows = "".join(f"e{a:04},e{b:04},{distance}\n" for a, b, distance in instance.pairs())
    (folder / "distances.csv").write_text("a,b,weight\n" + rows)
    tables = "".join(f"  - {{id: g{n:02}, seats: {low}-{high}}}\n" for n, (low, high) in enumerate(instance.limits))
    asked = "  - {kind: similarity, file: distances.csv, wanted: high}\n"
    convening.write_text(f"title: maximally diverse grouping\ntables:\n{tables}requirements:\n{asked}")
    return people, convening
