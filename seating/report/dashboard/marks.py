"""How colours and trends are drawn and worded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from seating.dashboard import Colour, Trend
from seating.report.labels import Tone
from seating.report.languages import translatable

__all__ = ["COLOUR_MARKS", "TREND_MARKS", "Mark"]


@dataclass(frozen=True, slots=True)
class Mark:
    """How a colour or a trend is shown: a shape and a word, and only besides a tone."""

    word: str
    shape: str
    tone: Tone = Tone.GREY


COLOUR_MARKS: Mapping[Colour | None, Mark] = {
    Colour.RED: Mark(translatable("Red"), "state-absent", Tone.BAD),
    Colour.YELLOW: Mark(translatable("Yellow"), "state-few", Tone.OPEN),
    Colour.GREEN: Mark(translatable("Green"), "state-heard", Tone.GOOD),
    Colour.GREY: Mark(translatable("Grey"), "state-unknown"),
    None: Mark(translatable("Not rated"), "state-missing"),
}
TREND_MARKS: Mapping[Trend, Mark] = {
    Trend.UP: Mark(translatable("Up"), "trend-up", Tone.GOOD),
    Trend.STEADY: Mark(translatable("Steady"), "trend-steady"),
    Trend.DOWN: Mark(translatable("Down"), "trend-down", Tone.BAD),
}
