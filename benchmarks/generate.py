"""Generate convenings from a seed: invented people and requirements."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

AREAS = ("talent", "business", "capital", "community", "entrepreneurship", "policy", "place")
FIRST = ("Amaru", "Bela", "Chidi", "Dolores", "Emre", "Farah", "Goran", "Hana", "Ilse", "Jomo", "Kiri", "Lucia")
LAST = ("Abreu", "Benally", "Castillo", "Dube", "Eriksen", "Fofana", "Gallegos", "Horvat", "Ito", "Jaramillo")
COLUMNS: dict[str, tuple[tuple[str, ...], tuple[int, ...]]] = {
    "gender": (("f", "m", "x"), (50, 46, 4)),
    "neighborhood": (("north", "south", "east", "west", "center"), (30, 25, 20, 15, 10)),
    "entrepreneur_type": (("", "microenterprise", "main street", "second stage"), (70, 12, 10, 8)),
    "home_language": (("en", "es", "vi", "nv"), (74, 18, 4, 4)),
    "age": (("18-24", "25-34", "35-44", "45-54", "55-64", "65+"), (10, 22, 24, 20, 14, 10)),
    "background": (("a", "b", "c", "d", "e"), (40, 28, 14, 10, 8)),
    "education": (("1", "2", "3", "4"), (20, 35, 30, 15)),
    "first_time": (("yes", "no"), (60, 40)),
    "languages": (("en", "es", "en; es", "vi", "en; vi"), (55, 14, 18, 5, 8)),
}
SECTORS = ("business", "government", "nonprofit", "philanthropy", "labor", "community", "education")
ROLES = ("designee", "doer", "decision-maker")
HARD = ("age", "background", "education", "first_time", "sector")
ASSETS = ("bookkeeping", "church hall", "commercial kitchen", "printing", "transport", "legal advice", "childcare")
FIXED = {"ordinary", "hard", "typical", "tight"}
"""Families whose tables have a fixed number of seats."""
RICH = {"typical", "tight"}
"""Families whose tables need assets, and whose people bring some."""

MOST_IN_YAML = 10_000
"""Number of tables above which they are written as a sheet beside the convening, which has no limit on its values."""

EASY = (
    "kind: role_mix, at_least: {designee: 1, doer: 1, decision-maker: 1}, weight: 5",
    "kind: balance, of: gender, weight: 2",
    "kind: cap, of: organization, at_most: 3, weight: 3",
    "kind: voice, name: Spanish, who: {home_language: es}, at_least: 2, or_none: true, weight: 4",
    "kind: variety, of: sector, at_least: 4, weight: 3",
)


@dataclass(frozen=True, slots=True)
class Spec:
    """The specification of a convening.

    Attributes
    ----------
    family : str
        `ordinary` and `hard` have the requirements of the convenings of that name in `benchmarks/convenings`; `pairs`
        adds people who must sit apart or together, `languages` people who need somebody to talk to; both have ranges of
        seats. `typical` adds needs, counts, a few pairs and a third balance to `ordinary`, `tight` two more balances
        and a stricter cap to that. `easy` has few requirements: a penalty of 0 is possible.
    people, tables : int
    seed : int
    """

    family: str
    people: int
    tables: int
    seed: int

    @property
    def name(self) -> str:
        """Its name in tables of figures."""
        return f"unseen {self.family} {self.people} × {self.tables}"


def write_convening(spec: Spec, folder: Path) -> tuple[Path, Path]:
    """Write a list and a convening; return their paths. The same spec always gives the same bytes."""
    rng = Random(f"{spec.family} {spec.people} {spec.tables} {spec.seed}")
    folder.mkdir(parents=True, exist_ok=True)
    people, convening = folder / "people.csv", folder / "convening.yaml"
    _write_sheet(people, [_person(rng, number, spec) for number in range(spec.people)])
    tables = _tables(rng, spec)
    if spec.tables > MOST_IN_YAML:
        _write_sheet(folder / "tables.csv", tables)
        shown = ["tables: tables.csv"]
    else:
        shown = ["tables:", *map(_in_yaml, tables)]
    lines = [f"title: {spec.name}", *shown, "requirements:", *_requirements(rng, spec)]
    convening.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return people, convening


def _write_sheet(file: Path, rows: Sequence[dict[str, str]]) -> None:
    with file.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.DictWriter(stream, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def _person(rng: Random, number: int, spec: Spec) -> dict[str, str]:
    sector = rng.choice(SECTORS)
    areas = rng.sample(AREAS, rng.choice((1, 2, 2, 3)))
    row = {
        "id": f"q{number:04}",
        "name": f"{rng.choice(FIRST)} {rng.choice(LAST)} {number}",
        "organization": f"{sector.capitalize()} house {rng.randrange(max(2, spec.people // 18))}",
        "sector": sector,
        "representative_type": rng.choices(ROLES, (20, 55, 25))[0],
        "interests": "; ".join(f"{area}:{rng.randint(1, 3)}" for area in areas),
    }
    row |= {column: rng.choices(*values)[0] for column, values in COLUMNS.items()}
    if spec.family in RICH:
        row["assets"] = "; ".join(rng.sample(ASSETS, rng.choice((0, 0, 1, 1, 2))))
    return row


def _tables(rng: Random, spec: Spec) -> list[dict[str, str]]:
    """Return the tables: of fixed and nearly equal sizes, or with seats in a range."""
    each, more = divmod(spec.people, spec.tables)
    sizes = [each + (t < more) for t in range(spec.tables)]
    is_fixed = spec.family in FIXED
    seats = [f"{s}" if is_fixed else f"{s - rng.randint(1, 2)}-{s + rng.randint(0, 2)}" for s in sizes]
    focus = [{} if spec.family == "easy" else {"focus": AREAS[t % 5]} for t in range(spec.tables)]
    needs = [{"needs": ASSETS[t % len(ASSETS)]} if spec.family in RICH else {} for t in range(spec.tables)]
    return [{"id": f"t{t:03}", **focus[t], "seats": seats[t], **needs[t]} for t in range(spec.tables)]


def _in_yaml(table: dict[str, str]) -> str:
    cells = (f"{key}: [{cell}]" if key == "needs" else f"{key}: {cell}" for key, cell in table.items())
    return f"  - {{{', '.join(cells)}}}"


def _requirements(rng: Random, spec: Spec) -> list[str]:
    if spec.family == "easy":
        return [f"  - {{{keys}}}" for keys in EASY]
    asked = [
        "kind: focus, weight: 1",
        "kind: role_mix, at_least: {designee: 1, doer: 2, decision-maker: 1}, weight: 5",
        "kind: balance, of: gender, weight: 2",
        "kind: balance, of: neighborhood, weight: 1",
        "kind: cap, of: organization, at_most: 2, weight: 3",
        "kind: voice, name: Micro, who: {entrepreneur_type: microenterprise}, at_least: 2, or_none: true, weight: 4",
        "kind: voice, name: Spanish, who: {home_language: es}, at_least: 2, or_none: true, weight: 4",
        f"kind: variety, of: sector, at_least: {5 if spec.family == 'hard' else 4}, weight: 3",
    ]
    if spec.family == "hard":
        asked += [f"kind: balance, of: {column}, weight: 2" for column in HARD]
    if spec.family == "pairs":
        asked += [
            f"kind: apart, pairs: {_pairs(rng, spec, spec.people // 2)}, must: true",
            f"kind: apart, pairs: {_pairs(rng, spec, spec.people)}, must: false, weight: 3",
            f"kind: together, pairs: {_pairs(rng, spec, spec.people // 3)}, must: false, weight: 4",
        ]
    if spec.family == "languages":
        asked += ["kind: common_language, others: 2, weight: 6", "kind: balance, of: education, weight: 2"]
    if spec.family in RICH:
        asked += [
            "kind: assets, weight: 3",
            "kind: count, who: {sector: government}, at_most: 3, weight: 2",
            "kind: balance, of: first_time, weight: 1",
            f"kind: apart, pairs: {_pairs(rng, spec, spec.people // 10)}, must: true",
            f"kind: together, pairs: {_pairs(rng, spec, spec.people // 15)}, must: false, weight: 2",
        ]
    if spec.family == "tight":
        asked += [
            "kind: balance, of: education, weight: 2",
            "kind: balance, of: sector, weight: 2",
            "kind: cap, of: organization, at_most: 1, weight: 1",
        ]
    return [f"  - {{{keys}}}" for keys in asked]


def _pairs(rng: Random, spec: Spec, number: int) -> str:
    pairs: Sequence[list[int]] = [rng.sample(range(spec.people), 2) for _ in range(number)]
    return "[" + ", ".join(f"[q{a:04}, q{b:04}]" for a, b in pairs) + "]"
