"""The dashboard, as an HTML page and as plain data."""

from seating.report.dashboard.page import render_dashboard
from seating.report.dashboard.record import dashboard_record

__all__ = ["dashboard_record", "render_dashboard"]
