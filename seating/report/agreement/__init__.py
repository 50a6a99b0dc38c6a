"""What filled-in charts say together, as an HTML page and as plain data."""

from seating.report.agreement.agreement_page import render_charts
from seating.report.agreement.agreement_record import charts_record

__all__ = ["charts_record", "render_charts"]
