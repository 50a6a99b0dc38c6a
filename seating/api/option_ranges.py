"""The least and the greatest value of options that are whole numbers, in the terminal and in Python."""

from __future__ import annotations

import sys
from collections.abc import Mapping

RANGES: Mapping[str, tuple[int, int]] = {
    "jobs": (1, 64),
    "max_moves": (0, sys.maxsize),
    "rounds": (1, 50),
    "seed": (0, 2**31 - 1),
}
