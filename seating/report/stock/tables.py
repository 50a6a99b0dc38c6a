"""What stands on a table's tent: its number, and its topic beside it."""

from __future__ import annotations

from dataclasses import dataclass

from seating.report.places import Place
from seating.report.stock.fitting import MM_PER_POINT, Fitted, fit
from seating.report.stock.numerals import BETWEEN, Numeral, numeral
from seating.report.stock.panel import Panel, id_beside_name

__all__ = ["TableTent", "table_tent"]

ABOVE = 14.0
"""Millimetres for the word over the topic, and for air."""


@dataclass(frozen=True, slots=True)
class TableTent:
    """One table's tent, the same on both sides."""

    numeral: Numeral
    name: Fitted
    purpose: Fitted
    table_id: str


def table_tent(place: Place, panel: Panel) -> TableTent:
    """Return a table's tent, its topic fitted beside its number."""
    drawn = numeral(place.number, panel)
    width, height = panel.width - drawn.width - BETWEEN, panel.height - ABOVE
    purpose = place.table.purpose
    share = 0.6 if purpose else 1.0
    name = fit(place.table.label, width, share * height, biggest=0.8 * panel.height, wanted=20)
    left = height - name.height - 2.0
    largest = min(0.3 * panel.height, 0.8 * left / MM_PER_POINT)
    return TableTent(drawn, name, fit(purpose, width, left, biggest=largest, wanted=15), id_beside_name(place.table))
