"""Show progress as one line that is replaced while an engine works."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from seating.cli.console import Console
from seating.present.languages import Words
from seating.wording import Said, said, said_joined

if TYPE_CHECKING:
    from seating.engines.messages import Stage
    from seating.model import Value
    from seating.room.plan import Plan

STAGES = {
    "checking": said("checking and explaining the seating …"),
    "pages": said("writing pages …"),
}
"""What the line of progress shows at the stages of a run after the search."""

LONG_RUN = 10.0
"""Seconds after which a message tells, once per run, that the run is still working."""


BEAT = 1.0
"""Seconds after which the line of progress shows the time again, so that it never looks as if the run hung."""

STILL_WORKING = said("Still working. The search will stop on its own.")

CAN_BE_LIMITED = said("To stop it after a set time, use --time-limit SECONDS.")
"""Added if no time limit was given."""

KEEPS_SEATING = said("Ctrl-C stops it now and keeps the best seating so far.")
"""Added once a seating meets all musts. Before, a repair that is stopped keeps none."""


@contextmanager
def show_long_run(console: Console, watch: Progress, time_limit: float | None = None) -> Iterator[None]:
    """While the block runs, keep the time of the line of progress; if the search takes long, tell once how to stop it.

    With --quiet, print nothing.

    Parameters
    ----------
    console : Console
    watch : Progress
    time_limit : float, optional
        The seconds after which the search stops.
    """
    is_over = threading.Event()

    def beat() -> None:
        began, is_told = time.monotonic(), False
        while not is_over.wait(BEAT):
            if watch.is_searching and not is_told and time.monotonic() - began >= LONG_RUN:
                is_told = True
                told = [
                    (STILL_WORKING, True),
                    (CAN_BE_LIMITED, time_limit is None),
                    (KEEPS_SEATING, watch.keeps_seating),
                ]
                console.announce(watch.words.tell(said_joined([text for text, is_true in told if is_true], " ")))
            watch.show()

    beats = threading.Thread(target=beat, name="progress", daemon=True)
    if not console.quiet:
        beats.start()
    try:
        yield
    finally:
        is_over.set()
        if not console.quiet:
            beats.join()


class Progress:
    """The watch that shows progress on a terminal.

    Parameters
    ----------
    console : Console
    words : Words
        The language.

    Attributes
    ----------
    words : Words
    is_searching : bool
        Whether no stage after the search has begun.
    """

    def __init__(self, console: Console, words: Words) -> None:
        self._console = console
        self.words = words
        self._news: tuple[Value, int | None, float] | None = None
        self._began = time.monotonic()
        self.is_searching = True

    @property
    def keeps_seating(self) -> bool:
        """Whether a search that is stopped now keeps a seating that meets all musts."""
        return self._news is not None and not self._news[0].unmet

    def progress(self, incumbent: Value, bound: int | None, seconds: float) -> None:
        """Show the value of the best seating so far, the bound, and the seconds since the start.

        Parameters
        ----------
        incumbent : Value
            The unmet units of the musts, and the penalty.
        bound : int or None
            The proven lower bound of the penalty.
        seconds : float
        """
        self._news = incumbent, bound, time.monotonic() - seconds
        self.is_searching = True
        self.show()

    def show(self) -> None:
        """Show the news of the search, if it goes on, with the time that it has taken by now."""
        if not self.is_searching:
            return
        if self._news is None:
            text = said("getting ready … %(seconds)s s", seconds=f"{time.monotonic() - self._began:.0f}")
            self._console.progress(self.words.tell(text))
            return
        incumbent, bound, began = self._news
        seconds = time.monotonic() - began
        text = _describe_progress(incumbent, bound, seconds, with_figures=self._console.details)
        self._console.progress(self.words.tell(text))

    def pause(self) -> None:
        """Erase the line of progress, so that something can be asked. It returns with the next stage."""
        self.is_searching = False
        self._console.end_progress()

    def found(self, plan: Plan, value: Value) -> None:
        """Show no seats while the search runs."""

    def lost(self, reason: str) -> None:
        """Print that the solver's process died. The best seating so far is kept."""
        text = said("The solver's process ended early (%(reason)s); the best seating so far is kept.", reason=reason)
        self._console.note(self.words.tell(text))

    def stage(self, stage: Stage) -> None:
        """Show what the run does after the search."""
        if stage in STAGES:
            self.is_searching = False
            self._console.progress(self.words.tell(STAGES[stage]))


def _describe_progress(incumbent: Value, bound: int | None, seconds: float, *, with_figures: bool) -> Said:
    """Return how far the search is; its figures, such as the penalty, are for those who ask for details."""
    time_taken = f"{seconds:.0f}"
    if incumbent.unmet:
        return said(
            "seating … musts unmet by %(units)s · %(seconds)s s", units=f"{incumbent.unmet:,}", seconds=time_taken
        )
    if not with_figures:
        return said("seating … all musts met · %(seconds)s s", seconds=time_taken)
    known = {"penalty": f"{incumbent.penalty:,}", "seconds": time_taken}
    if bound is None:
        return said("seating … all musts met · penalty %(penalty)s · %(seconds)s s", **known)
    gap = (incumbent.penalty - bound) / max(1, incumbent.penalty)
    return said(
        "seating … all musts met · penalty %(penalty)s · lower bound %(bound)s · gap %(gap)s · %(seconds)s s",
        **known,
        bound=f"{bound:,}",
        gap=f"{gap:.0%}",
    )
