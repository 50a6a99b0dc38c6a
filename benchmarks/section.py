"""One part of the report: what was run, a table of figures, and which goals were met."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Section:
    """One part of the report.

    Attributes
    ----------
    title : str
    says : str
        A description of the runs and of the figures.
    headings : sequence of str
    rows : sequence of sequences of str
    blocks : mapping of str to sequence of str
        Lines of Markdown for the blocks of `docs/explanation/scale.md`, by their names.
    """

    title: str
    says: str
    headings: Sequence[str]
    rows: Sequence[Sequence[str]]
    blocks: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def text(self) -> str:
        """Return the part as Markdown."""
        lines = [f"## {self.title}", "", self.says, ""]
        if self.rows:
            lines += [*table(self.headings, self.rows), ""]
        return "\n".join(lines)


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """Return the lines of a table in Markdown."""
    return [_row(headings), _row(["---"] * len(headings)), *map(_row, rows)]


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def number(value: float | None, digits: int = 0) -> str:
    """Return a figure as the text of a table cell: "–" for none."""
    return "–" if value is None else f"{value:,.{digits}f}"
