"""What is planted in sets of charts is found, once the pairs that are offered and mean the same are joined."""

from __future__ import annotations

from dataclasses import replace

from seating.charts.agreement import Agreement, find_agreement
from seating.charts.chart_reader import read_charts
from seating.charts.joins import join_alike
from seating.sources import open_book
from tests.charts.forms import TABLES
from tests.charts.planted import Planted, plant
from tests.examples import seeded


def found_in(planted: Planted) -> Agreement:
    books = [open_book(text.encode(), f"{number}.csv") for number, text in enumerate(planted.texts)]
    charts = read_charts(books, planted.listed, TABLES)
    assert {note.slug for note in charts.notes} <= {"chart-twice", "chart-blank"}
    assert sum(note.slug == "chart-twice" for note in charts.notes) == len(planted.twice)
    offered = join_alike([charts], planted.listed).joins
    same = [one for one in offered if key_of(one.description, None) == key_of(one.joined_with, None)]
    decisions = [replace(one, is_joined=True) for one in same]
    return find_agreement(join_alike([charts], planted.listed, decisions), planted.listed)


def key_of(text: str, person: str | None) -> str:
    """Return the key of a nominee in what was planted: the id, or the kind of people and their place."""
    if person is not None:
        return person
    words = [word.strip(",:()").lower() for word in text.split()]
    plain = [word for word in words if word not in {"somebody", "of", "the", "from"}]
    return " ".join(sorted(plain, key=lambda word: not word.endswith("s")))


@seeded(15)
def test_everything_is_as_planted(seed: int) -> None:
    planted = plant(seed)
    found = found_in(planted)
    assert (found.number, found.grids) == (planted.charts, planted.grids)
    named = {key_of(one.text, one.person): one for one in found.named}
    assert {key: one.state for key, one in named.items()} == planted.states
    assert {key: {t: len(c) for t, c in one.at.items()} for key, one in named.items()} == planted.at
    cells = {one.cell: one for one in found.cells}
    assert {cell: one.empty for cell, one in cells.items() if one.empty} == planted.empty
    assert {cell: one.not_needed for cell, one in cells.items() if one.not_needed} == planted.not_needed
    assert {one.person: one.table for one in found.placed} == planted.placed


def test_every_state_is_planted_often() -> None:
    states = [state for seed in range(300) for state in plant(seed).states.values()]
    assert min(states.count(state) for state in set(states)) > 300


@seeded(5)
def test_the_order_of_the_files_changes_nothing_but_the_order(seed: int) -> None:
    planted = plant(seed)
    turned = Planted(**{**vars(planted), "texts": planted.texts[::-1]})
    one, other = found_in(planted), found_in(turned)
    assert {(n.person, n.state, n.number) for n in one.named} == {(n.person, n.state, n.number) for n in other.named}
    assert set(one.cells) == set(other.cells)
