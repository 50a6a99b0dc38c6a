"""The inputs and options of a run."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from seating.add_ons import Elsewhere
from seating.engines.messages import SILENT, Watch
from seating.engines.prestart import wait_until_ready
from seating.interrupts import StopSignal

if TYPE_CHECKING:  # what reads lists or makes pages is imported only when lists are read or pages are made
    from seating.analysis.arrivals import Arrivals
    from seating.charts import Charts
    from seating.convening import Reading
    from seating.errors import Note
    from seating.present.settings import Settings
    from seating.profiles.list_rules import ListRules

KEPT_SHARE, MOST_KEPT = 0.1, 3.0
"""Share of the time limit, and maximum number of seconds, reserved for explaining the seating."""

SHORTEST = 0.4
"""Minimum number of seconds for explaining the seating, even if the time limit has passed."""


def searching_within(time_limit: float) -> float:
    """Return the seconds of a time limit after which the search for a seating ends.

    Examples
    --------
    >>> searching_within(4.0), searching_within(40.0)
    (3.6, 37.0)
    """
    return time_limit - min(MOST_KEPT, KEPT_SHARE * time_limit)


@dataclass(frozen=True)
class Inputs:
    """The list and the convening, once they are read.

    Attributes
    ----------
    reading : Reading
    notes : tuple of Note
        Notes on the list and on the convening.
    charts : Charts or None
        The filled-in charts, if there are any.
    rules : ListRules
        What the convening states about reading the list.
    arrivals : Arrivals or None
        The arrivals of the round, once they are applied to the people.
    unexpected : frozenset of str
        The ids of people on the list who have a seat only because they arrived. What their cells ask for is not read.
    """

    reading: Reading
    notes: tuple[Note, ...]
    charts: Charts | None
    rules: ListRules
    arrivals: Arrivals | None = None
    unexpected: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Request:
    """The inputs and options of one run.

    Attributes
    ----------
    people : path, "-", pandas frame, or sequence of mappings
        The list. "-" is standard input.
    sheet : str or None
        The sheet of a workbook that lists the people; None to detect it.
    large : bool
        Whether to read a list of more than 20,000 people. The commands do so only with `--large`.
    convening : path, mapping, Document, or None
        None means the file next to the list; if there is none, the one that an earlier run wrote in `out`; otherwise an
        inferred one.
    out : Path
        The output folder, relative to the current folder.
    time_limit : float or None
        Seconds for the search, from when it can begin (see `begin_search`) to the seating. If None, the work units are
        limited instead, so results are repeatable.
    seed : int
    jobs : int or None
        Number of parallel annealing chains, each on its own processor. None means two on every computer.
    work : float or None
        Work units of the search for a seating, if there is no time limit. None means those for the size of the room.
    elsewhere : Elsewhere or None
        Where searches run, as an add-on offers; None means in processes of this machine.
    next_round : bool
        Whether to close the open round and seat the next one.
    rounds : int
        The number of rounds to plan together, the open one first.
    history : path, data frame, sequence of mappings, Result, sequence of Result, or None
        Earlier seatings that are not in the ledger.
    keep : tuple of str
        Ids or names of tables and people that stay as they are in the last saved seating.
    harvest : path or None
        A file with the typed harvest sheets of the tables.
    charts : tuple of path
        Files of filled-in charts, used instead of those that the convening lists.
    charts_count : bool
        Whether charts count: where people place themselves as their choice, and who they name as a wish. If not,
        they are only shown.
    invitations : path or None
        A file with the states of invitations; None means `invitations.csv` in `out`, if there is one.
    resources : tuple of path
        Files of resources; empty means `resources.csv` beside the list, if there is one.
    commitments : tuple of path
        Files of promises; empty means `commitments.csv` beside the list or, without it, the promises of the last saved
        round.
    packet : bool
        Whether to write the packet.
    settings : Settings or None
        Language and paper of the pages; None means English on Letter.
    write : bool
        Whether to write files. What earlier runs wrote in `out` is read as well then, or with `next_round`.
    before_saving : callable or None
        Called with a `Replacement` of `replaced_seating` if people move from their tables in the saved seating of the
        open round. If it raises an exception, that seating stays, and nothing is written.
    watch : Watch
        Receives reports of progress.
    stop_signal : StopSignal
        Ends the search early from another thread, as Ctrl-C does; the best seating so far is kept.
    started : float
        `time.monotonic()` at start-up.
    search_began : float or None
        `time.monotonic()` when the search could begin; None before. The time limit counts from then.
    inputs : Inputs or None
        The list and the convening if they were read already, because standard input can be read only once.
    """

    people: Any = None
    convening: Any = None
    sheet: str | None = None
    large: bool = True
    out: Path = Path("reports")
    time_limit: float | None = None
    seed: int = 0
    jobs: int | None = None
    work: float | None = None
    elsewhere: Elsewhere | None = None
    next_round: bool = False
    rounds: int = 1
    history: Any = None
    keep: tuple[str, ...] = ()
    harvest: Any = None
    charts: tuple[Any, ...] = ()
    charts_count: bool = True
    invitations: Any = None
    resources: tuple[Any, ...] = ()
    commitments: tuple[Any, ...] = ()
    packet: bool = True
    settings: Settings | None = None
    write: bool = True
    before_saving: Callable[[Any], None] | None = None
    watch: Watch = SILENT
    stop_signal: StopSignal = field(default_factory=StopSignal)
    started: float = field(default_factory=time.monotonic)
    search_began: float | None = None
    inputs: Inputs | None = None

    @property
    def list_file(self) -> Path | None:
        """The file of the list; None for standard input, and for a list that a program hands over."""
        is_file = isinstance(self.people, str | Path) and str(self.people) != "-"
        return Path(self.people) if is_file else None

    @property
    def reads_out(self) -> bool:
        """Whether what earlier runs wrote in the output folder is read."""
        return self.write or self.next_round

    @property
    def deadline(self) -> float | None:
        """The end of the time limit as a `time.monotonic` value; None without a time limit."""
        return None if self.time_limit is None else self._limit_began + self.time_limit

    @property
    def search_deadline(self) -> float | None:
        """The end of the search for a seating, a little before `deadline`, so that there is time to explain it."""
        if self.deadline is None or self.time_limit is None:
            return None
        return self._limit_began + searching_within(self.time_limit)

    @property
    def _limit_began(self) -> float:
        """When the time limit began to count."""
        return self.started if self.search_began is None else self.search_began

    def begin_search(self) -> Request:
        """Return the request with a time limit that counts from now: the list is read, and the search can begin.

        With a time limit, this first waits until the processes that were started early have imported their engines, so
        that a slow start takes nothing away from the search.
        """
        if self.time_limit is not None:
            wait_until_ready()
        return replace(self, search_began=time.monotonic())

    def deadline_from_now(self) -> float | None:
        """Return the end of the explanations of a seating as a `time.monotonic` value; None without a time limit.

        It is at least `SHORTEST` seconds from now, because the search may have ended late.
        """
        return None if self.deadline is None else max(self.deadline, time.monotonic() + SHORTEST)

    def end_in(self, seconds: float) -> Request:
        """Return the request with a time limit that ends this many seconds from now."""
        return replace(self, time_limit=time.monotonic() - self._limit_began + seconds)

    def round_folder(self, number: int) -> Path:
        """Return the folder for the pages of a round."""
        return self.out / f"round-{number}"
