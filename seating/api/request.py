"""What is asked of a run, as data."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from seating.engines.progress import SILENT, Watch

if TYPE_CHECKING:  # what makes pages is read only when pages are made
    from seating.api.inputs import Inputs
    from seating.report.settings import Settings

__all__ = ["Request"]

KEPT_SHARE, MOST_KEPT = 0.1, 3.0
"""Share of the time limit, and seconds at most, that are kept for questions about the seating."""

SHORTEST = 0.4
"""Seconds for such questions, at least, even where the time is over."""


@dataclass(frozen=True)
class Request:
    """The inputs and the wishes of one run.

    Attributes
    ----------
    people : path, "-", or rows
        The list: a file, standard input, a pandas frame, or a sequence of mappings.
    sheet : str or None
        The sheet of a workbook that holds the people; None for the one that looks so.
    convening : path, mapping, or None
        None: the file beside the list, else one written earlier in `out`, else an inferred one.
    out : Path
        The output folder, relative to the current one.
    time_limit : float or None
        Seconds from start-up to the seating; None counts work instead, which is repeatable.
    seed : int
    jobs : int or None
        Chains of the annealing search, one a processor; None for two, whatever the machine.
    next_round : bool
        Whether the open round is over and the next one is seated.
    rounds : int
        How many rounds are planned together, the open one first.
    history : Path or None
        Earlier seatings from elsewhere.
    keep : tuple of str
        Tables and people, by id or name, that stay as they are in the last saved seating.
    harvest : path or None
        What the tables found, typed back from their sheets.
    nominations : path or None
        Who was named on filled charts.
    packet : bool
        Whether the packet is written.
    settings : Settings or None
        How pages are made; None for English on Letter.
    write : bool
        Whether anything is written at all, and what an earlier run wrote in `out` is looked at.
    watch : Watch
        What progress is told to.
    started : float
        `time.monotonic()` at start-up.
    inputs : Inputs or None
        The list and the convening where they were read already: standard input can be read only once.
    """

    people: Any
    convening: Any = None
    sheet: str | None = None
    out: Path = Path("reports")
    time_limit: float | None = None
    seed: int = 0
    jobs: int | None = None
    next_round: bool = False
    rounds: int = 1
    history: Path | None = None
    keep: tuple[str, ...] = ()
    harvest: Any = None
    nominations: Any = None
    packet: bool = True
    settings: Settings | None = None
    write: bool = True
    watch: Watch = SILENT
    started: float = field(default_factory=time.monotonic)
    inputs: Inputs | None = None

    @property
    def deadline(self) -> float | None:
        """The moment of `time.monotonic` at which the time limit ends; None without one."""
        return None if self.time_limit is None else self.started + self.time_limit

    @property
    def search_deadline(self) -> float | None:
        """The moment at which the search for a seating ends: a little earlier, so that it can be explained."""
        if self.deadline is None or self.time_limit is None:
            return None
        return self.deadline - min(MOST_KEPT, KEPT_SHARE * self.time_limit)

    def deadline_from_now(self) -> float | None:
        """Return the moment at which the questions about a seating end; None without a time limit.

        A search may come to its end late. There is always a moment for what has to be said of its seating.
        """
        return None if self.deadline is None else max(self.deadline, time.monotonic() + SHORTEST)

    def round_folder(self, number: int) -> Path:
        """Return where the pages of a round are written."""
        return self.out / f"round-{number}"
