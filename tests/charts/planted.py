"""Sets of charts with planted agreement, disputes, empty cells and duplicates, and what must be found in them."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, field

from seating.charts import Cell
from seating.charts.agreement import State
from seating.profiles import People, Role
from tests.charts.forms import ROLES, SECTORS, TABLES, grid, long, people

NAMES = """Ada Bell; Bo Chen; Cleo Diaz; Dov Eng; Ezra Fox; Fay Gold; Gus Hale; Hana Ito; Ivo Jung; Jo Kane; Kai Lund
Lea Marsh; Max Nori; Nell Orr; Otto Park; Pia Quick; Ravi Sen; Sol Tran; Tess Udall; Uma Voss"""
PLACES = ("port", "library", "market", "mill", "clinic", "harbor", "canal", "depot")
ABSENT = ("welders", "renters", "students", "nurses", "pastors", "farmers")
SPELLINGS: tuple[tuple[str, ...], ...] = (
    ("{who} from the {place}", "{Who} from the {place}", "somebody of the {who}, {place}"),
    ("{who} ({place})", "the {who}: {place}", "{place} {who}"),
)


@dataclass(frozen=True)
class Planted:
    """A set of charts and what was planted in it.

    Attributes
    ----------
    listed : People
    texts : tuple of str
        The files.
    states : mapping of str to State
        By id; for descriptions, by the kind of people and their place.
    at : mapping of str to mapping of str to int
        How many charts name them at each table.
    empty, not_needed : mapping of Cell to int
        How many grids leave the cell empty, or mark it.
    placed : mapping of str to str
        Where authors place themselves, by id.
    twice : frozenset of str
        The ids of authors with two charts.
    charts, grids : int
        How many charts count, and how many of them show their cells.
    """

    listed: People
    texts: tuple[str, ...]
    states: Mapping[str, State]
    at: Mapping[str, Mapping[str, int]]
    empty: Mapping[Cell, int]
    not_needed: Mapping[Cell, int]
    placed: Mapping[str, str]
    twice: frozenset[str]
    charts: int
    grids: int


@dataclass
class _Chart:
    """A chart to be written: whose it is, and its namings by (table, text, sector, role)."""

    by: str
    identity: str
    rows: list[tuple[str, str, str, str]] = field(default_factory=list)
    marked: set[tuple[str, str, str]] = field(default_factory=set)
    own: str = ""
    is_grid: bool = False


def plant(seed: int) -> Planted:
    """Return a set of charts of 3 to 14 people, with what was planted in it."""
    dice = random.Random(seed)
    names = [name.strip() for name in NAMES.replace("\n", ";").split(";")]
    dice.shuffle(names)
    listed = people(*({"id": f"p{n:02}", "name": name, "sector": "labor"} for n, name in enumerate(names)))
    authors = dice.sample(list(listed), dice.randint(3, 14))
    charts = [_Chart(one.name, one.id, is_grid=dice.random() < 0.6) for one in authors]
    tables = [table.id for table in TABLES]
    states: dict[str, State] = {}
    at: dict[str, dict[str, int]] = {}
    nominees = [(one.id, [one.name, one.name.upper(), one.id]) for one in dice.sample(list(listed), 8)]
    pairs = [(who, place) for who in ABSENT for place in PLACES]
    for who, place in dice.sample(pairs, 6):
        forms = dice.choice(SPELLINGS)
        nominees.append((f"{who} {place}", [form.format(who=who, Who=who.title(), place=place) for form in forms]))
    for key, spellings in nominees:
        others = [chart for chart in charts if chart.identity != key]
        state = dice.choice(list(State)) if len(others) > 1 else State.ONCE
        found = _name(dice, state, others, spellings, tables)
        states[key], at[key] = state, found
    placed = {chart.identity: dice.choice(tables) for chart in charts if dice.random() < 0.5}
    for chart in charts:
        chart.own = placed.get(chart.identity, "")
        _mark(dice, chart, tables)
    used = [chart for chart in charts if chart.rows or chart.marked or chart.own]
    twice = frozenset(chart.identity for chart in used if dice.random() < 0.15)
    texts = [_write(chart, again=False) for chart in charts]
    texts[:0] = [_write(chart, again=True) for chart in used if chart.identity in twice]
    grids = [chart for chart in used if chart.is_grid]
    return Planted(
        listed,
        tuple(texts),
        states,
        at,
        _count(cell for chart in grids for cell in _every_cell() if cell not in _filled(chart) | chart.marked),
        _count(cell for chart in used for cell in chart.marked),
        {chart.identity: chart.own for chart in used if chart.own},
        twice,
        len(used),
        len(grids),
    )


def _name(
    dice: random.Random, state: State, charts: list[_Chart], spellings: list[str], tables: list[str]
) -> dict[str, int]:
    """Let charts name somebody so that the state is as planted; return how many name them at each table."""
    number = 1 if state is State.ONCE else dice.randint(2, len(charts))
    chosen = dice.sample(charts, number)
    first, second = dice.sample(tables, 2)
    at: dict[str, int] = {}
    for place, chart in enumerate(chosen):
        table = first
        if state is State.DISPUTED:
            table = (first, second)[place] if place < 2 else dice.choice(tables)
        elif state is State.NO_TABLE:
            table = ""
            chart.is_grid = False
        sector, role = (dice.choice(SECTORS), dice.choice(ROLES)) if table else ("", "")
        chart.rows.append((table, dice.choice(spellings), sector, role))
        if table:
            at[table] = at.get(table, 0) + 1
    return at


def _every_cell() -> list[tuple[str, str, str]]:
    return [(table.id, sector, role) for table in TABLES for sector in SECTORS for role in ROLES]


def _filled(chart: _Chart) -> set[tuple[str, str, str]]:
    return {(table, sector, role) for table, _, sector, role in chart.rows}


def _mark(dice: random.Random, chart: _Chart, tables: list[str]) -> None:
    """Mark some cells that name nobody."""
    free = [cell for cell in _every_cell() if cell not in _filled(chart)]
    chart.marked = set(dice.sample(free, dice.choice([0, 0, 2, 5])))


def _write(chart: _Chart, *, again: bool) -> str:
    """Return the file of a chart; `again` is an older one of the same person, which must not count."""
    date = "2026-01-05" if again else "2026-02-05"
    if again:
        return long([chart.by, "", date, "capital", "", "", "somebody of an older chart", ""])
    if chart.is_grid:
        cells: dict[tuple[str, str, str], list[str]] = {cell: ["nobody needed"] for cell in chart.marked}
        for table, text, sector, role in chart.rows:
            cells.setdefault((table, sector, role), []).append(text)
        return grid(chart.by, {cell: "; ".join(texts) for cell, texts in cells.items()}, date=date, own=chart.own)
    rows = [[chart.by, "", date, table, sector, role, text, ""] for table, text, sector, role in chart.rows]
    rows += [[chart.by, "", date, table, sector, role, "nobody needed", ""] for table, sector, role in chart.marked]
    rows += [[chart.by, "", date, chart.own, "", "", "me", ""]] if chart.own else []
    return long(*rows) if rows else grid(chart.by, {})


def _count(cells: object) -> dict[Cell, int]:
    found: dict[Cell, int] = {}
    for table, sector, role in cells:  # type: ignore[attr-defined]
        cell = Cell(table, sector, Role(role))
        found[cell] = found.get(cell, 0) + 1
    return found
