"""The closing report over all rounds of an initiative: what is counted, and the page."""

from seating.report.closing.closing_page import Closing, render_closing
from seating.report.closing.ledger_facts import HeldRound

__all__ = ["Closing", "HeldRound", "render_closing"]
