"""How tables and names are spread over pages and posters."""

from __future__ import annotations

import pytest

from seating.present.paper import POSTERS
from seating.present.settings import STANDARD, choose_paper
from seating.report.packet import wall_chart
from seating.result.privacy import for_reader
from seating.result.readers import Audience

from ..made_up import large


def chart(people: int, tables: int, choice: str) -> wall_chart.WallChart:
    result = for_reader(large(people, tables), Audience.EVERYONE)
    found = wall_chart.fill(result, choose_paper(STANDARD, choice))
    assert found is not None
    return found


@pytest.mark.parametrize(("people", "tables"), [(12, 2), (104, 13), (200, 20), (300, 30), (600, 60)])
@pytest.mark.parametrize("choice", ["Letter", *POSTERS])
def test_every_table_and_person_is_on_one_sheet_and_no_sheet_has_more_than_fit(people, tables, choice):
    found = chart(people, tables, choice)
    assert [place.number for page in found.pages for place in page] == list(range(1, tables + 1))
    assert len({person.id for page in found.names for _, person in page}) == people
    division = found.division
    assert max(map(len, found.pages)) <= division.columns * division.rows


@pytest.mark.parametrize("choice", [name for name, poster in POSTERS.items() if poster.zoom > 1])
def test_a_large_poster_has_all_tables_in_the_largest_type_that_fits(choice):
    few, many = chart(40, 4, choice), chart(200, 20, choice)
    assert [len(one.pages) for one in (few, many)] == [1, 1]
    assert few.division.zoom > many.division.zoom >= 1
    assert chart(2000, 200, choice).division.zoom == 1, "not all of them fit, in the type of a page"
