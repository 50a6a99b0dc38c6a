"""How fast this machine is just now, so that a limit on processor time does not depend on what else is running.

Processor time does not measure work alone: the same work takes two to three times as long where other programs share
the processor and its memory.
"""

from __future__ import annotations

import time

IDLE = 0.03
"""Processor seconds of `measure_pace` on an idle machine of 2026."""


def measure_pace() -> float:
    """Return the processor seconds that a fixed piece of work takes just now."""
    started = time.process_time()
    found: dict[int, str] = {}
    for number in range(200_000):
        found[number * 7919 % 65_536] = str(number)
    return time.process_time() - started


def idle_seconds(spent: float, *paces: float) -> float:
    """Return what processor seconds would have been on an idle machine.

    Parameters
    ----------
    spent : float
    *paces : float
        From `measure_pace`, before and after.
    """
    return spent * IDLE / max(IDLE, *paces)
