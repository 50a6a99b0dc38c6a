"""The rows of one element: which components are asked for in a quarter, and what is said of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

from seating.dashboard.colours import Colour
from seating.dashboard.quarter import Quarter
from seating.dashboard.rating import Rating, key_of

__all__ = ["ElementRows"]


class ElementRows:
    """One element's rows, found by component and quarter; a component goes by its key."""

    def __init__(self, rows: Sequence[Rating]) -> None:
        self._rows = rows

    @property
    def name(self) -> str:
        """The element as first written."""
        return self._rows[0].element

    def of(self, component: str) -> list[Rating]:
        """Return a component's rows, in the order of the file."""
        return [row for row in self._rows if key_of(row.component) == component]

    def cell(self, component: str, quarter: Quarter) -> Rating | None:
        """Return what is said of a component in a quarter; "" is the element as a whole."""
        return self._cells.get((component, quarter))

    def asked(self, quarter: Quarter) -> list[str]:
        """Return the components asked for in a quarter: those that a row named in it or before."""
        return [key for key, since in self._since.items() if since is None or since <= quarter]

    def colours(self, quarter: Quarter) -> dict[str, Colour | None]:
        """Return each component's colour in a quarter; None where nobody has rated it."""
        cells = {key: self.cell(key, quarter) for key in self.asked(quarter)}
        return {key: cell.colour if cell else None for key, cell in cells.items()}

    @cached_property
    def _cells(self) -> Mapping[tuple[str, Quarter | None], Rating]:
        return {(key_of(row.component), row.quarter): row for row in self._rows}

    @cached_property
    def _since(self) -> Mapping[str, Quarter | None]:
        """The quarter each component is asked from; None for always."""
        since: dict[str, Quarter | None] = {}
        for row in self._rows:
            if row.component:
                key = key_of(row.component)
                first = since.get(key, row.quarter)
                since[key] = None if row.quarter is None or first is None else min(first, row.quarter)
        return since
