"""What all windows of the board share: the inputs as last read, and the version of what they show.

The files are the truth. Whenever a screen asks for the inputs, they are read again if a file has changed since; a
command that works in the same folder is therefore seen at once, and so is another board.
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from seating.api.gains import Gains
from seating.api.inputs import RoundInputs, read_round
from seating.api.lists import RawList, read_raw_list
from seating.api.manual_seating import STEPS, ManualSeating, judge_manual_seating, read_manual_seating
from seating.api.request import Request
from seating.api.result import Solved
from seating.board.solve_run import Solving
from seating.ledger import ROUNDS
from seating.plan import find_valid_seats
from seating.profiles import People
from seating.report.settings import STANDARD, Settings

__all__ = ["Opened", "Session", "Windows"]

NEAR = ("convening.yaml", "convening.yml", "convening.toml", "convening.json", "resources.csv", "commitments.csv")
"""Files beside the list that the inputs are read from."""

FORMS = ("convening.yaml", "invitations.csv", "arrivals.csv", f"{ROUNDS}/newest")
"""Files of the output folder that the inputs are read from."""

FileState = tuple[str, int, int]
Fingerprint = tuple[tuple[FileState, ...], tuple[FileState, ...]]


@dataclass(frozen=True)
class Opened:
    """The inputs and the seating at one moment.

    Attributes
    ----------
    inputs : RoundInputs
    seating : ManualSeating
    known : dict of str to Solved
        The candidates that were judged already for these inputs, by name. Later moments with the same inputs share it.
    """

    inputs: RoundInputs
    seating: ManualSeating
    known: dict[str, Solved] = field(default_factory=dict)

    @cached_property
    def judged(self) -> Solved:
        """The judge's result for the seats there are."""
        return judge_manual_seating(self.inputs, self.seating.seats)

    def judge_candidate(self, name: str) -> Solved:
        """Return the judge's result for a seating that was kept under a name."""
        seats = find_valid_seats(self.inputs.room, self.seating.candidates[name])
        if name not in self.known or self.known[name].plan.seats != seats:
            self.known[name] = judge_manual_seating(self.inputs, seats)
        return self.known[name]


class Windows:
    """The windows that are open, and the version of what they show.

    Methods that are coroutines run on the server's event loop; the others may be called from any thread.

    Attributes
    ----------
    version : int
        It grows with every change that a window should show.
    last_closed : float or None
        `time.monotonic()` when the last window closed; None while one is open and before the first one opens.
    """

    def __init__(self) -> None:
        self.version = 0
        self.last_closed: float | None = None
        self._open = 0

    def announce(self) -> None:
        """Tell all windows that something has changed."""
        self.version += 1

    async def wait_beyond(self, version: int, seconds: float) -> int:
        """Return the version as soon as it is above `version`, or after a number of seconds."""
        end = time.monotonic() + seconds
        while self.version <= version and time.monotonic() < end:
            await asyncio.sleep(0.05)
        return self.version

    def opened(self) -> None:
        """Count a window."""
        self._open += 1
        self.last_closed = None

    def closed(self) -> None:
        """Count a window no longer."""
        self._open -= 1
        if not self._open:
            self.last_closed = time.monotonic()


class Session:
    """The state of a running board.

    Parameters
    ----------
    request : Request or None
        The list, the convening and the output folder; None until somebody chooses a list.
    out : path
        The output folder, also while there is no list.

    Attributes
    ----------
    lock : threading.RLock
        Held by whoever reads the inputs or adds a step.
    windows : Windows
    is_stopping : bool
        Whether the page's own button was pressed.
    solving : Solving
        What the program solves in the background.
    people_before : People or None
        The last list with another content that was read in this run.
    """

    def __init__(self, request: Request | None, out: Path) -> None:
        self.lock = threading.RLock()
        self.windows = Windows()
        self.is_stopping = False
        self.solving = Solving()
        self.out = out
        self._request = request
        self.people_before: People | None = None
        self._people: People | None = None
        self._opened: Opened | None = None
        self._gains: Gains | None = None
        self._fingerprint: Fingerprint = ((), ())
        self._raw: RawList | None = None
        self._raw_fingerprint: tuple[FileState, ...] = ()
        self._seen: Fingerprint | None = None

    @property
    def has_list(self) -> bool:
        """Whether a list has been chosen."""
        return self._request is not None

    @property
    def settings(self) -> Settings:
        """Language and paper of the pages, and the language of the board."""
        return STANDARD if self._request is None or self._request.settings is None else self._request.settings

    @property
    def request(self) -> Request:
        """The request of a run that starts now. There must be a list."""
        assert self._request is not None
        return replace(self._request, started=time.monotonic())

    def choose(self, request: Request) -> None:
        """Work with another list from now on."""
        self.solving.stop()
        with self.lock:
            self.solving = Solving()
            self._request, self._opened, self._gains, self._raw = request, None, None, None
            self.out = request.out
        self.windows.announce()

    def read(self) -> Opened:
        """Return the inputs and the seating, read again if a file has changed.

        Raises
        ------
        SeatingError
            When the list, the convening or another file has errors.
        """
        with self.lock:
            found = self._seen = self._take_fingerprint()
            if self._opened is None or found != self._fingerprint:
                is_same = self._opened is not None and found[0] == self._fingerprint[0]
                if is_same and self._opened is not None:
                    inputs, known = self._opened.inputs, self._opened.known
                else:
                    inputs, known, self._gains = read_round(self.request), {}, None
                self._opened = Opened(inputs, read_manual_seating(self.out, inputs), known)
                self._fingerprint = found
                self._keep_people(inputs.people)
            return self._opened

    def gains(self) -> Gains:
        """Return what each move from the seating as it is now would change. The lock must be held while it is used."""
        opened = self.read()
        if self._gains is None:
            self._gains = Gains(opened.inputs, opened.seating.seats)
        self._gains.seat(opened.seating.seats)
        return self._gains

    def read_raw_list(self) -> RawList:
        """Return the cells of the list, read again if a file has changed. Errors in cells do not matter.

        Raises
        ------
        UsageError
            When there is no such file.
        """
        with self.lock:
            found = self._seen = self._take_fingerprint()
            if self._raw is None or found[0] != self._raw_fingerprint:
                self._raw, self._raw_fingerprint = read_raw_list(self.request), found[0]
            return self._raw

    def has_changed(self) -> bool:
        """Whether a file has changed since the files were read or since this was asked before."""
        before, self._seen = self._seen, self._take_fingerprint() if self.has_list else None
        return before is not None and before != self._seen

    def _keep_people(self, people: People) -> None:
        if self._people is not None and self._people.sha256 != people.sha256:
            self.people_before = self._people
        self._people = people

    def _take_fingerprint(self) -> Fingerprint:
        """Return the state of the files that the inputs are read from, and that of the file of steps."""
        request = self.request
        people = Path(request.people)
        near = (people.parent / name for name in NEAR)
        given = () if request.convening is None else (Path(request.convening),)
        ours = (self.out / name for name in FORMS)
        return _states((people, *near, *given, *ours)), _states((self.out / STEPS,))


def _states(paths: Iterable[Path]) -> tuple[FileState, ...]:
    """Return the path, the time of the last change and the size of each file that exists."""
    found = []
    for path in paths:
        try:
            stat = path.stat()
        except OSError:
            continue
        found.append((str(path), stat.st_mtime_ns, stat.st_size))
    return tuple(found)
