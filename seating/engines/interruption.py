"""What ends a search early: Ctrl-C, a stop signal, the deadline, or a process that died."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum

from seating.engines.worker import OutOfTimeError, WorkerDiedError


class Ending(StrEnum):
    """Why the search ended."""

    DONE = "done"
    """The seating is proven optimal, or the work was spent as planned."""
    TIME = "time"
    """The time limit was reached."""
    INTERRUPTED = "interrupted"
    """Ctrl-C."""
    LOST = "lost"
    """A solver's process died. The seating is the best one found."""


@contextmanager
def until_interrupted(note: Callable[[Ending], None]) -> Iterator[None]:
    """Run the work inside until it is done or something ends it early. The caller keeps the best seating.

    Parameters
    ----------
    note : callable
        Receives why the work ended early. The death of a worker is not noted here: `on_worker_death` of the portfolio
        has noted it.
    """
    try:
        yield
    except KeyboardInterrupt:
        note(Ending.INTERRUPTED)
    except OutOfTimeError:
        note(Ending.TIME)
    except WorkerDiedError:
        pass
