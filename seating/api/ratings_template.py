"""Ratings to fill in, written where a convener asks for them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from seating.dashboard import Quarter
from seating.errors import UsageError

__all__ = ["write_template"]

TEMPLATE = Path(__file__).parent.parent / "dashboard" / "template.csv"
QUARTER_IN_TEMPLATE = "QUARTER"


def write_template(path: Path, quarter: Quarter | None = None) -> Quarter:
    """Write ratings to fill in: every component of the three elements, and what it asks.

    Returns
    -------
    Quarter
        The one to fill in: that of today unless another is named.

    Raises
    ------
    UsageError
        When the file is there already, or cannot be written; nothing is overwritten.
    """
    from seating.report.files import write_whole

    if path.exists():
        raise UsageError(f"{path} is there already; nothing was written. Name another file.")
    chosen = quarter or Quarter.of(date.today())
    text = TEMPLATE.read_text(encoding="utf-8").replace(QUARTER_IN_TEMPLATE, str(chosen))
    write_whole(path, ("\ufeff" + text.replace("\n", "\r\n")).encode())  # as spreadsheets write CSV
    return chosen
