"""The chart without names, for every participant to fill in: who should sit at which table, and who is missing."""

from __future__ import annotations

from seating.present.settings import Settings
from seating.report.chart.form import BlankChart, ChartForm, lay_out
from seating.report.chart.grid import columns_of, say_sector, sectors_of
from seating.result import Result
from seating.tables import in_order_of_numbers

ORDER = 60
TITLE = "Blank seating chart"
ABOUT = "Tables across, sectors and roles down, empty cells: for every participant to fill in."


def fill(result: Result, settings: Settings) -> BlankChart:
    """Return the sheet that `seating chart` prints, with the tables of this convening, governance tables included."""
    convening = result.convening
    tables = columns_of(in_order_of_numbers(convening.tables))
    sectors = tuple(say_sector(sector, settings.words) for sector in sectors_of(result, settings))
    return lay_out(ChartForm(convening.title, convening.shared_result, tables, sectors), settings)
