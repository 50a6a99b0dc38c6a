"""The chart without names, for every participant to fill in: who should sit at which table, and who is missing."""

from __future__ import annotations

from seating.present.settings import Settings
from seating.report.chart.form import BlankChart, ChartForm, lay_out
from seating.report.chart.grid import chart_sectors, columns_of, say_sector
from seating.result import Result
from seating.result.privacy import listed_sectors
from seating.room.tables import in_order_of_numbers

ORDER = 60
TITLE = "Blank seating chart"
ABOUT = "A grid with tables across, sectors and roles down, and empty cells for every participant to fill in."


def fill(result: Result, settings: Settings) -> BlankChart:
    """Return the sheet that `seating chart` prints, with the tables of this convening, governance tables included."""
    convening = result.convening
    tables = columns_of(in_order_of_numbers(convening.tables))
    listed = listed_sectors(result.people, convening)
    sectors = tuple(say_sector(one, settings.words) for one in chart_sectors(convening, listed, settings.words))
    return lay_out(ChartForm(convening.title, convening.shared_result, tables, sectors), settings)
