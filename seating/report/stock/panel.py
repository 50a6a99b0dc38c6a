"""The part of a card that is printed on."""

from __future__ import annotations

from dataclasses import dataclass

from seating.tables import Table
from seating.wording import fold

__all__ = ["Panel", "id_beside_name"]

TALL_ENOUGH_FOR_A_HEAD = 40.0


@dataclass(frozen=True, slots=True)
class Panel:
    """Where a card is printed on, in millimetres: its size, and how high its head and foot are; no head is 0."""

    width: float
    height: float

    @property
    def head(self) -> float:
        """Height of the line with the event's title."""
        return 5.0 if self.height >= TALL_ENOUGH_FOR_A_HEAD else 0.0

    @property
    def foot(self) -> float:
        """Height of the line with the table."""
        return round(min(max(0.19 * self.height, 5.0), 11.0), 2)

    @property
    def body(self) -> float:
        """Height that is left for the person."""
        return self.height - self.head - self.foot - 1.5

    @property
    def table_box(self) -> tuple[float, float]:
        """Width and height for the table's name; its number stands beside it."""
        return self.width - 2.6 * self.foot - 3.0, self.foot - 1.0


def id_beside_name(table: Table) -> str:
    """Return a table's id where its name does not say it already."""
    return "" if fold(table.id) == fold(table.label).replace(" ", "-") else table.id
