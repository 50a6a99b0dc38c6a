"""A result as a program has it: also as a frame, a page and a record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from seating.result import Result

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Solved"]


@dataclass(frozen=True)
class Solved(Result):
    """A result with ways to look at it."""

    def to_frame(self) -> pd.DataFrame:
        """Return the seating, one row a person, with the columns of `seating.csv`."""
        import pandas as pd

        from seating.report.spreadsheets import HEADINGS, seating_rows

        return pd.DataFrame(seating_rows(self), columns=list(HEADINGS), dtype=str)

    def to_html(self) -> str:
        """Return the report: one HTML file that needs nothing else."""
        from seating.report.pages import render_report

        return render_report(self)

    def to_record(self) -> dict[str, Any]:
        """Return what `--json` prints."""
        from seating.report.record import as_record

        return as_record(self)

    def _repr_html_(self) -> str:
        return str(self.to_frame().to_html(index=False))
