"""The dashboard, as HTML pages and as plain data."""

from seating.report.dashboard.page import FormRow, render_dashboard, render_form, render_raters
from seating.report.dashboard.record import dashboard_record
from seating.report.dashboard.sites import render_sites

__all__ = ["FormRow", "dashboard_record", "render_dashboard", "render_form", "render_raters", "render_sites"]
