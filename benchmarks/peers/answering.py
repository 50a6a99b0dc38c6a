"""Common code of all peers: read the task, measure the time, write the answer."""

from __future__ import annotations

import json
import os
import sys
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

NEW_COMPANY = "unknown new_company"
"""The part of a task about other rounds: every pair should share a table at most once."""


class Answer:
    """The best seating so far, written to a file whenever it improves, so that it outlives its process.

    Attributes
    ----------
    seconds : float
        Time for the peer, from the start of its process.
    seed : int
    """

    def __init__(self, path: Path, seconds: float, seed: int) -> None:
        self._path = path
        self._started = time.perf_counter() - _age()
        self._written: dict[str, Any] = {"tables": None, "bound": None, "curve": [], "why": ""}
        self.seconds = seconds
        self.seed = seed

    @property
    def left(self) -> float:
        """Seconds left."""
        return self.seconds - (time.perf_counter() - self._started)

    def restart_clock(self) -> None:
        """Restart the clock, so that earlier work such as compiling does not count."""
        self._started = time.perf_counter()

    def improve(self, tables: Sequence[int], value: int) -> None:
        """Store a seating: the number of each person's table, and its value according to the peer."""
        self._written["tables"] = [int(table) for table in tables]
        self._written["curve"].append([round(time.perf_counter() - self._started, 3), int(value)])
        self._write()

    def close(self, bound: float | None = None, why: str = "") -> None:
        """Write the proven bound and, if there is no seating, the reason."""
        self._written.update(bound=bound, why=why)
        self._write()

    def _write(self) -> None:
        beside = self._path.with_suffix(".new")
        beside.write_text(json.dumps(self._written), encoding="utf-8")
        beside.replace(self._path)


def _age() -> float:
    """Return the seconds since this process was started; 0 if the system does not report it."""
    try:
        ticks = int(Path("/proc/self/stat").read_text().rpartition(")")[2].split()[19])
        return float(Path("/proc/uptime").read_text().split()[0]) - ticks / os.sysconf("SC_CLK_TCK")
    except (OSError, ValueError, IndexError):
        return 0.0


Search = Callable[[dict[str, Any], Answer], None]


def answer(search: Search) -> None:
    """Run a search on the task, seconds, seed and answer that the command line names."""
    task, seconds, seed, path = sys.argv[1:5]
    with Path(task).open(encoding="utf-8") as file:
        read = json.load(file)
    search(read, Answer(Path(path), float(seconds), int(seed)))


def by_size(groups: Sequence[Sequence[int]], tables: Sequence[dict[str, Any]]) -> list[int] | None:
    """Return the table of each person, with groups assigned to tables of their size; None if sizes differ."""
    wanted = sorted(range(len(tables)), key=lambda t: -tables[t]["max"])
    filled = sorted(groups, key=len, reverse=True)
    if len(filled) > len(wanted) or any(
        not tables[t]["min"] <= len(group) <= tables[t]["max"] for t, group in zip(wanted, filled, strict=False)
    ):
        return None
    found = [0] * sum(map(len, groups))
    for t, group in zip(wanted, filled, strict=False):
        for person in group:
            found[person] = t
    return found


def of_one_round(task: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return the requirements of a task that each round meets by itself; all of them if there is only one round."""
    is_ahead = task.get("rounds", 1) > 1
    return [keys for keys in task["requirements"] if not (is_ahead and keys["kind"] == NEW_COMPANY)]


def meetings_again(rounds: Sequence[Sequence[int]]) -> int:
    """Return how often pairs of people share a table after they have shared one before.

    Parameters
    ----------
    rounds : sequence of sequences of int
        The table of each person in each round.
    """
    met = Counter[tuple[int, int]]()
    for tables in rounds:
        at: dict[int, list[int]] = {}
        for person, table in enumerate(tables):
            at.setdefault(table, []).append(person)
        for members in at.values():
            met.update(combinations(members, 2))
    return sum(count - 1 for count in met.values())
