"""The meanings of colors."""

from __future__ import annotations

from enum import StrEnum


class Tone(StrEnum):
    """The meaning of a color; the value is a class in the stylesheet."""

    BAD = "bad"
    OPEN = "open"
    GOOD = "good"
    GRAY = "gray"
