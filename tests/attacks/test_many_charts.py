"""Charts with long cells, and with many authors, groups, tables and descriptions, are read soon or refused."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Mapping

import pytest

from seating.charts import chart_reader
from seating.charts.agreement import find_agreement
from seating.charts.chart_reader import read_charts
from seating.charts.comparison import MOST_GROUPS, compare_groups, note_groups
from seating.charts.joins import join_alike
from seating.charts.summary import find_missing, make_resolver, resolve_texts
from seating.errors import InputError, Note, Problem
from seating.profiles import People
from seating.sources import open_book
from tests.charts.forms import charts, grid, long, people

pytestmark = pytest.mark.room  # inputs that are large on purpose

SECONDS = 15
"""Of the processor, for what takes about one; what grows with the square of a file takes half a minute or more."""


def spent(text: str, listed: People | None = None) -> tuple[float, tuple[Problem | Note, ...]]:
    """Return the seconds of the processor for reading and comparing charts, and problems or notes on them."""
    listed, problems = listed or people(), ()
    book = open_book(text.encode(), "charts.csv")
    start = time.process_time()
    try:
        joined = join_alike([read_charts([book], listed, may_add_tables=True)], listed)
        agreement = find_agreement(joined, listed)
        compare_groups(agreement)
        mentions = resolve_texts(agreement, make_resolver(listed, ()))
        find_missing(agreement, mentions, listed, frozenset(), ())
        problems = tuple(note for note in joined.sets[0].notes if note.slug == "chart-text-long")
    except InputError as error:
        problems = error.problems
    return time.process_time() - start, problems


def typed(*rows: tuple[str, str, str, str]) -> str:
    """Return a typed list with rows of an author, a group, a table and whom they name."""
    return "chart of,group,table,who\n" + "".join(",".join(row) + "\n" for row in rows)


def words(count: int, length: int) -> list[str]:
    dice = random.Random(1)
    return ["".join(dice.choices("abcdefgh", k=length)) for _ in range(count)]


def pairs(count: int, length: int, other: int) -> list[str]:
    """Return texts of two words of these lengths."""
    return [" ".join(pair) for pair in zip(words(count, length), words(count, other), strict=True)]


MANY: Mapping[str, Callable[[], str]] = {
    "authors": lambda: typed(*((f"Author {n}", "", "a", "somebody") for n in range(10_000))),
    "rows without an author": lambda: typed(*(("", "", "a", f"d{n}") for n in range(10_000))),
    "places of their own": lambda: typed(*((f"Author {n}", "", "a", "me") for n in range(4_000))),
    "groups": lambda: typed(*((f"Author {n}", f"g{n}", "a", f"w{n}") for n in range(1_500))),
    "dates": lambda: "chart of,date,who\n" + "".join(f"Ana,{n},x{n}\n" for n in range(10_000)),
    "descriptions": lambda: typed(*((f"A{n % 30}", "", "a", text) for n, text in enumerate(pairs(4_000, 8, 12)))),
    "numbered descriptions": lambda: typed(*(("Ana", "", "a", f"person number {n}") for n in range(4_000))),
    "texts in a cell": lambda: typed(("Ana", "", "a", '"' + ";".join(f"shop owner {n}" for n in range(4_000)) + '"')),
    "tables on a grid": lambda: "Sector,Role," + ",".join(f"T{n}" for n in range(990)) + "\nlabor,doer" + ",x" * 990,
    "sectors": lambda: "Sector,Role,T\n" + "".join(f"s{n},doer,x\n" for n in range(10_000)),
}


@pytest.mark.parametrize("text", MANY.values(), ids=MANY)
def test_many_of_anything_are_soon_compared(text: Callable[[], str]) -> None:
    seconds, problems = spent(text())
    assert problems == ()
    assert seconds < SECONDS


def test_descriptions_are_not_looked_for_among_all_names_of_a_long_list() -> None:
    listed = people(*({"id": f"p{n}", "name": name} for n, name in enumerate(pairs(500, 5, 7))))
    rows = [(f"A{n % 30}", "", "a", f"{word} agency") for n, word in enumerate(words(2_000, 9))]
    seconds, problems = spent(typed(*rows), listed)
    assert problems == ()
    assert seconds < SECONDS


@pytest.mark.parametrize("text", ["x" * 99_000, "a " * 45_000, "u." * 45_000, "a'" * 45_000, " - " * 30_000])
def test_a_page_of_text_is_no_description(text: str) -> None:
    seconds, (note,) = spent(typed(("Ana", "", "a", f'"x{text}x"')))
    assert seconds < SECONDS
    assert 'charts.csv:2: column "who"' in note.text
    assert "at most 500" in note.text


def test_a_page_of_text_is_no_name_of_an_author_either() -> None:
    _, (note,) = spent(grid("x" * 501, {("talent", "labor", "doer"): "a welder"}))
    assert 'column "Chart by"' in note.text


def test_spaces_around_and_in_a_text_do_not_make_it_long() -> None:
    (chart,) = charts(long(["Ana", "", "", "talent", "", "", f"a{' ' * 90_000}welder", ""])).charts
    assert [naming.text for naming in chart.namings] == ["a welder"]


def test_more_descriptions_than_can_be_compared_are_refused() -> None:
    seconds, (problem,) = spent(typed(*((f"A{n % 9}", "", "a", word) for n, word in enumerate(words(8_000, 45)))))
    assert seconds < SECONDS
    assert (problem.slug, problem.file) == ("charts-too-many", "charts.csv")
    assert "8,009 different descriptions and names that are not on the list, with 360,018 letters" in problem.says


def test_more_authors_who_are_not_on_the_list_than_can_be_compared_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chart_reader, "MOST_LETTERS", 100)
    _, (problem,) = spent(typed(*((f"Author number {n}", "", "a", "me") for n in range(10))))
    assert problem.slug == "charts-too-many"
    assert "10 different descriptions and names that are not on the list, with 150 letters" in problem.says


def test_charts_of_more_tables_than_a_convening_may_have_are_refused() -> None:
    seconds, (problem,) = spent(typed(*(("Ana", "", f"table of {n}", "x") for n in range(5_000))))
    assert seconds < SECONDS
    assert (problem.slug, problem.file) == ("tables-too-many", "charts.csv")


def test_groups_are_compared_if_they_are_few() -> None:
    for number in (MOST_GROUPS, MOST_GROUPS + 1):
        read = charts(*(grid(f"A{n}", {("talent", "labor", "doer"): "x"}, group=f"g{n}") for n in range(number)))
        groups = compare_groups(find_agreement(join_alike([read], people()), people()))
        assert len(groups.sizes) == number
        assert bool(groups.views) is (number == MOST_GROUPS)
        assert [note.slug for note in note_groups(groups)] == ["charts-many-groups"] * (number > MOST_GROUPS)
