"""The closing report over all rounds of an initiative: what is counted, and the page."""

from seating.report.closing.facts import HeldRound
from seating.report.closing.page import Closing, render_closing

__all__ = ["Closing", "HeldRound", "render_closing"]
