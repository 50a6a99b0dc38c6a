"""Charts: blank ones, what filled-in ones say together, and those that are typed into a form (`typed`)."""

from seating.api.charts.blank import BlankCharts, blank_charts_record, open_form, read_table_names, write_blank_charts
from seating.api.charts.charts_summary import (
    ChartsRequest,
    answer_texts,
    ask_about_texts,
    read_summary,
    summarize_charts,
)

__all__ = [
    "BlankCharts",
    "ChartsRequest",
    "answer_texts",
    "ask_about_texts",
    "blank_charts_record",
    "open_form",
    "read_summary",
    "read_table_names",
    "summarize_charts",
    "write_blank_charts",
]
