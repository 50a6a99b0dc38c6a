"""What all windows of the board share: the inputs as last read, and the version of what they show.

The files are the truth. Whenever a screen asks for the inputs, they are read again if a file has changed since; a
command that works in the same folder is therefore seen at once, and so is another board.
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from seating.api.editing.convening_text import find_convening_path
from seating.api.gains import Gains
from seating.api.inputs import RoundInputs, read_round
from seating.api.lists.fetched import LISTS
from seating.api.lists.raw_list import RawList, read_raw_list
from seating.api.manual_seating import add_steps, read_manual_seating
from seating.api.reading import read_inputs, read_list, read_rules
from seating.api.request import Request
from seating.board.opened import Opened
from seating.board.questions import SeatQuestion
from seating.board.solve_run import Solving
from seating.convening.convening_file import NAMES_BESIDE
from seating.errors import SeatingError, UsageError
from seating.forms.worksheets import WORKSHEETS
from seating.ledger import ROUNDS
from seating.ledger.atomic_files import make_private_folder, replace_file
from seating.ledger.steps import STEPS, Step
from seating.present.settings import STANDARD, Settings, choose_paper
from seating.profiles import People
from seating.profiles.list_rules import ListRules
from seating.profiles.reader import Reading
from seating.sources import LIST_SUFFIXES
from seating.wording import said

POINTER = Path("board", "list")
"""The file in the output folder that has the name of the list that was chosen last."""

FOREIGN = ("~$", ".")
"""How the names of files begin that spreadsheet programs keep while a list is open in them."""

NEAR = (*NAMES_BESIDE, "resources.csv", "commitments.csv", *(worksheet.file for worksheet in WORKSHEETS))
"""Files beside the list that the inputs are read from."""

FORMS = ("convening.yaml", "invitations.csv", "arrivals.csv", f"{ROUNDS}/newest")
"""Files of the output folder that the inputs are read from."""

KEPT_ANSWERS = 32
"""Number of answers with different tables that are remembered. A window that shows an older one gets all tables."""

LONGEST_NAME = 64
"""Number of characters of the name of a window that count."""

FileState = tuple[str, int, int, int]
Fingerprint = tuple[tuple[FileState, ...], tuple[FileState, ...]]


class Windows:
    """The windows that are open, and the version of what they show.

    Methods that are coroutines run on the server's event loop; the others may be called from any thread.

    Attributes
    ----------
    version : int
        It grows with every change that a window should show.
    followers : list of callable
        Called after every such change.
    """

    def __init__(self) -> None:
        self.version = 0
        self.followers: list[Callable[[], None]] = []
        self._streams = 0
        self._open: dict[str, str] = {}
        self._quiet_since: float | None = None

    def announce(self) -> None:
        """Tell all windows, and whoever follows them, that something has changed."""
        self.version += 1
        for follower in self.followers:
            follower()

    async def wait_beyond(self, version: int, seconds: float) -> int:
        """Return the version as soon as it is above `version`, or after a number of seconds."""
        end = time.monotonic() + seconds
        while self.version <= version and time.monotonic() < end:
            await asyncio.sleep(0.05)
        return self.version

    def listening(self) -> None:
        """Count a window that listens for news. Of the windows of a browser, one does."""
        self._streams += 1
        self._quiet_since = None

    def deaf(self) -> None:
        """Count such a window no longer. It was closed, or the browser has put it to sleep."""
        self._streams -= 1
        self._quiet_since = None if self._streams else time.monotonic()

    def here(self, window: str, since: str) -> None:
        """Note that a window shows a page.

        Parameters
        ----------
        window, since : str
            The name that the window has given itself, and when its page was opened.
        """
        self._open[window[:LONGEST_NAME]] = since[:LONGEST_NAME]

    def left(self, window: str, since: str) -> None:
        """Note that a window was closed, unless it shows another page already."""
        if self._open.get(window[:LONGEST_NAME]) == since[:LONGEST_NAME]:
            del self._open[window[:LONGEST_NAME]]
            if not self._streams:
                self._quiet_since = time.monotonic()

    def are_closed(self, grace: float, patience: float) -> bool:
        """Whether all windows were closed some time ago, after the first one was opened.

        A window that a browser has put to sleep sends nothing, and does not report its end either.

        Parameters
        ----------
        grace : float
            Seconds to wait after the last one has said goodbye.
        patience : float
            Seconds to wait for windows that have not said goodbye.
        """
        if self._quiet_since is None:
            return False
        return time.monotonic() - self._quiet_since > (patience if self._open else grace)


class ShownTables:
    """How the last answers drew each table, so that a window gets only the tables that differ from what it shows."""

    def __init__(self) -> None:
        self._answers: dict[str, dict[str, int]] = {}

    def note(self, drawn: Mapping[str, str], shown: str) -> tuple[str, str, frozenset[str]]:
        """Remember an answer.

        Parameters
        ----------
        drawn : mapping of str to str
            The HTML of each table, by the id of its element.
        shown : str
            The name of the answer that the window shows.

        Returns
        -------
        tuple of str, str and frozenset of str
            The name of this answer; `shown`, or "" if that answer is not remembered; and the ids of the elements that
            are the same in both.
        """
        hashes = {identity: hash(html) for identity, html in drawn.items()}
        name = f"{hash(tuple(hashes.items())) % 2**64:x}"
        before = self._answers.get(shown)
        self._answers.pop(name, None)
        self._answers[name] = hashes
        for old in list(self._answers)[:-KEPT_ANSWERS]:
            self._answers.pop(old, None)
        if before is None:
            return name, "", frozenset()
        return name, shown, frozenset(identity for identity in hashes if before.get(identity) == hashes[identity])


def find_lists(out: Path) -> list[Path]:
    """Return the lists in an output folder that were chosen on the page, the newest first.

    An example has a folder of its own there, with its convening. A spreadsheet program keeps files of its own beside a
    list that is open in it. These are no lists.
    """
    found = [
        path
        for path in (*(out / LISTS).glob("*"), *(out / LISTS).glob("*/*.csv"))
        if path.suffix.casefold() in LIST_SUFFIXES and not path.name.startswith(FOREIGN) and path.is_file()
    ]
    return sorted(found, key=lambda path: (path.stat().st_mtime_ns, path.name), reverse=True)


def find_chosen_list(out: Path) -> Path | None:
    """Return the list in an output folder that was chosen on the page last; None if there is none."""
    found = find_lists(out)
    with suppress(OSError, UnicodeError):
        name = (out / POINTER).read_text(encoding="utf-8").strip()
        found = [path for path in found if name_list(out, path) == name] or found
    return found[0] if found else None


def name_list(out: Path, path: Path) -> str:
    """Return the name of a list that was chosen on the page, with its folder if it has one of its own."""
    return path.relative_to(out / LISTS).as_posix()


def name_convening(session: Session) -> str:
    """Return the name of the convening that the board changes; "" if there is none that it can change."""
    try:
        return find_convening_path(session.request).name
    except SeatingError:
        return ""


def keep_chosen_list(out: Path, path: Path) -> None:
    """Keep which of the lists in an output folder was chosen last."""
    make_private_folder(out, POINTER.parent)
    replace_file(out / POINTER, f"{name_list(out, path)}\n".encode(), is_private=True)


class Session:
    """The state of a running board.

    Parameters
    ----------
    request : Request or None
        The list, the convening and the output folder; None until someone chooses a list.
    out : path
        The output folder, also while there is no list.
    settings : Settings
        Language and paper while there is no list.

    Attributes
    ----------
    lock : threading.RLock
        Held by whoever reads the inputs or adds a step.
    windows : Windows
    is_stopping : bool
        Whether the page's own button was pressed.
    solving : Solving
        What the program solves in the background.
    question : SeatQuestion or None
        The last question about a person's seat.
    shown_tables : ShownTables
    language : str
        The language of windows that name no other one in their address.
    people_before : People or None
        The last list with another content that was read in this run.
    people_seen : People or None
        The same, with the people and held seats of earlier lists of this run that were not on it any more.
    """

    def __init__(self, request: Request | None, out: Path, settings: Settings = STANDARD) -> None:
        self.lock = threading.RLock()
        self.windows = Windows()
        self.is_stopping = False
        self.solving = Solving()
        self.question: SeatQuestion | None = None
        self.out = out
        self._request = request
        self._settings = settings
        self.language = self.settings.language
        self.shown_tables = ShownTables()
        self.people_before: People | None = None
        self.people_seen: People | None = None
        self._people: People | None = None
        self._opened: Opened | None = None
        self._gains: dict[bool, Gains] = {}
        self._listed: tuple[tuple[FileState, ...], ListRules, Reading] | None = None
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
        """Language and paper of the pages that are written."""
        return self._settings if self._request is None or self._request.settings is None else self._request.settings

    def print_on(self, language: str, paper: str) -> None:
        """Write reports and packets in this language and on this paper from now on. The screens keep their language.

        Parameters
        ----------
        language : str
            A code of `seating.present.languages.languages`.
        paper : str
            As for `seating.present.settings.choose_paper`.
        """
        changed = choose_paper(replace(self.settings, language=language), paper)
        if changed != self.settings:
            self._change_settings(changed)

    def print_link(self, address: str) -> None:
        """Print on the door list from now on where people find their table on their phones; "" for nowhere."""
        if address != self.settings.find_link:
            self._change_settings(replace(self.settings, find_link=address))

    def _change_settings(self, changed: Settings) -> None:
        with self.lock:
            self._settings = changed
            if self._request is not None:
                self._request = replace(self._request, settings=changed)
        self.windows.announce()

    @property
    def request(self) -> Request:
        """The request of a run that starts now.

        Raises
        ------
        UsageError
            While there is no list.
        """
        if self._request is None:
            raise UsageError(said("There is no list yet. Choose one on the Files screen."))
        return replace(self._request, started=time.monotonic())

    def choose(self, request: Request) -> None:
        """Work with another list from now on."""
        self.stop_searches()
        with self.lock:
            self.solving, self.question = Solving(), None
            self._request, self._opened, self._listed, self._raw = request, None, None, None
            self._gains = {}
            self.out = request.out
        self.windows.announce()

    def ask(self, question: SeatQuestion) -> None:
        """Show this question from now on. The one before it is stopped."""
        if self.question is not None:
            self.question.stop()
        self.question = question

    def stop_searches(self, seconds: float = 0.0) -> None:
        """Stop whatever runs, and wait until a search has saved its seating, at most a number of seconds."""
        if self.question is not None:
            self.question.stop()
        self.solving.stop(seconds)

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
                    inputs, known, self._gains = self._read_round(), {}, {}
                self._opened = Opened(inputs, read_manual_seating(self.out, inputs), known)
                self._fingerprint = found
                self._keep_people(inputs.people)
                if self.question is not None and not self.question.is_about(self._opened):
                    self.question.stop()  # its answers would be for another seating
            return self._opened

    def add_steps(self, opened: Opened, *steps: Step) -> None:
        """Add steps to the seating as it was read, and tell all windows. The lock must be held.

        Raises
        ------
        StepRefusedError
            When someone else has made a step since. Nothing is added.
        UsageError, FolderHeldError
            As for `seating.api.manual_seating.add_steps`.
        """
        add_steps(self.out, opened.inputs, opened.seating, *steps)
        self.windows.announce()

    def _read_round(self) -> RoundInputs:
        """Read the inputs; the list only if it or what the convening states about reading it has changed."""
        request = self.request
        state, rules = _states((Path(request.people),)), replace(read_rules(request), place="board")
        if self._listed is None or self._listed[:2] != (state, rules):
            self._listed = None  # also when the list has errors now
            self._listed = state, rules, read_list(request, rules)
        return read_round(replace(request, inputs=read_inputs(request, self._listed[2])))

    def gains(self, is_shared: bool = False) -> Gains:
        """Return what each move from the seating as it is now would change. The lock must be held while it is used.

        Parameters
        ----------
        is_shared : bool
            Whether others than the convener see it; see `Gains`.
        """
        opened = self.read()
        if is_shared not in self._gains:
            self._gains[is_shared] = Gains(opened.inputs, opened.seating.seats, is_shared=is_shared)
        self._gains[is_shared].seat(opened.seating.seats)
        return self._gains[is_shared]

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
            seen = () if self.people_seen is None else tuple(self.people_seen)
            left = (one for one in seen if one.id not in self._people.by_id)
            self.people_before, self.people_seen = self._people, self._people.with_persons((*self._people, *left))
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
    """Return the path, the time of the last change, the size and the number of each file that exists."""
    found = []
    for path in paths:
        try:
            stat = path.stat()
        except OSError:
            continue
        found.append((str(path), stat.st_mtime_ns, stat.st_size, stat.st_ino))
    return tuple(found)
