"""The few words of a rating: how far the work has come, and which way it goes."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["Colour", "Trend"]


class Colour(StrEnum):
    """How far the work has come; grey when too little is known to say."""

    RED = "red"
    YELLOW = "yellow"
    GREEN = "green"
    GREY = "grey"

    @property
    def score(self) -> int | None:
        """1 for red, 2 for yellow, 3 for green; grey is no score."""
        return {Colour.RED: 1, Colour.YELLOW: 2, Colour.GREEN: 3}.get(self)


class Trend(StrEnum):
    """Which way the work goes."""

    UP = "up"
    STEADY = "steady"
    DOWN = "down"
