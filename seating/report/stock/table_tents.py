"""Table tents: a table's number, as large as possible, with its topic next to it."""

from __future__ import annotations

from dataclasses import dataclass

from seating.report.places import Place
from seating.report.stock.fitting import MM_PER_POINT, Fitted, fit
from seating.report.stock.layout import Panel, id_beside_name

__all__ = ["BETWEEN", "Numeral", "TableTent", "looks_turned", "numeral", "table_tent"]


ABOVE = 14.0
"""Millimeters for the word above the topic and for white space."""

EM_OF_HIGHEST_DIGIT = 0.74

EM_OF_WIDEST_DIGIT = 0.71
"""The width of the widest digit, in ems, as the constant above is the height of the highest, in the usual bold faces.

The lowest digit is 0.688 em high.
"""

LINE = 2.2
GAP = 1.2
TOPIC_WIDTH = 40.0
BETWEEN = 7.0
LARGEST = 130.0
TURNING = frozenset("01689")


@dataclass(frozen=True, slots=True)
class TableTent:
    """The content of one table's tent, the same on both sides."""

    numeral: Numeral
    name: Fitted
    purpose: Fitted
    table_id: str


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number drawn in a box; `line` is the thickness of the line under it. All lengths are in millimeters."""

    text: str
    size: float
    width: float
    height: float
    baseline: float
    is_underlined: bool
    line: float = LINE

    @property
    def line_y(self) -> float:
        """The top of the line under the number."""
        return self.baseline + GAP


def table_tent(place: Place, panel: Panel) -> TableTent:
    """Return a table's tent, with its topic fitted next to its number."""
    drawn = numeral(place.number, panel)
    width, height = panel.width - drawn.width - BETWEEN, panel.height - ABOVE
    purpose = place.table.purpose
    share = 0.6 if purpose else 1.0
    name = fit(place.table.label, width, share * height, biggest=0.8 * panel.height, wanted=20)
    left = height - name.height - 2.0
    largest = min(0.3 * panel.height, 0.8 * left / MM_PER_POINT)
    return TableTent(drawn, name, fit(purpose, width, left, biggest=largest, wanted=15), id_beside_name(place.table))


def numeral(number: int, panel: Panel) -> Numeral:
    """Return a number as large as it can be next to the topic."""
    text = str(number)
    room = panel.height - LINE - GAP
    widest = (panel.width - TOPIC_WIDTH - BETWEEN) / (EM_OF_WIDEST_DIGIT * len(text))
    size = round(min(room / EM_OF_HIGHEST_DIGIT, widest, LARGEST), 2)
    high = EM_OF_HIGHEST_DIGIT * size
    return Numeral(
        text=text,
        size=size,
        width=round(EM_OF_WIDEST_DIGIT * size * len(text), 2),
        height=round(high + LINE + GAP, 2),
        baseline=round(high, 2),
        is_underlined=looks_turned(number),
    )


def looks_turned(number: int) -> bool:
    """Whether a number seen upside down may be read as another number.

    >>> looks_turned(6), looks_turned(16), looks_turned(8), looks_turned(26)
    (True, True, False, False)
    """
    digits = set(str(number))
    return digits <= TURNING and bool(digits & set("69"))
