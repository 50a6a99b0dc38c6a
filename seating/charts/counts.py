"""What a set of charts asks for: who is named for which table by how many, and where people place themselves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from seating.charts.chart import Charts

__all__ = ["count_named", "list_chosen"]


def count_named(charts: Charts | None) -> Mapping[str, Mapping[str, int]]:
    """Return how many charts name each person, by id, for each table, by id.

    A chart counts once for a person and a table, whatever the cells. Nobody's naming of themselves counts.
    """
    found: dict[str, Counter[str]] = {}
    for chart in charts.charts if charts else ():
        for person, table in {(naming.person, naming.cell.table) for naming in chart.namings}:
            if person is not None and table is not None and person != chart.person:
                found.setdefault(person, Counter())[table] += 1
    return found


def list_chosen(charts: Charts | None) -> Mapping[str, str]:
    """Return the id of the table at which people say that they could contribute most, by person id."""
    own = ((chart.person, chart.own_table) for chart in charts.charts) if charts else ()
    return {person: table for person, table in own if person is not None and table is not None}
