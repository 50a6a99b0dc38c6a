"""Events that several windows and commands append to one file, and what remains of them after undo and redo.

Each event is one line of JSON and on the disk before it counts. A process that is killed while it writes leaves at most
one incomplete line, which is ignored; the next event begins on a line of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, TypeVar

from seating.ledger.atomic_files import append_lines, lock_folder, make_private_folder, read_lines

T = TypeVar("T")

DAMAGED = (ValueError, KeyError, TypeError, AttributeError, OverflowError)
"""What reading the plain data of an event raises if the event is damaged."""


LONGEST_WAIT = 5.0
"""Seconds to wait for another process that appends, which takes milliseconds."""


@dataclass(frozen=True, slots=True)
class EventLog:
    """A file of events in a folder that only this user can read.

    Attributes
    ----------
    out : Path
        The output folder.
    inside : Path
        The file, relative to it.
    lock_name : str
        The file beside it that is locked while events are appended.
    """

    out: Path
    inside: Path
    lock_name: str

    @property
    def path(self) -> Path:
        """The file."""
        return self.out / self.inside

    def read(self, parse: Callable[[Any], T]) -> tuple[T, ...]:
        """Return all events in the order in which they were appended. Damaged ones are left out.

        Parameters
        ----------
        parse : callable
            Turns the plain data of a line into an event, or raises one of `DAMAGED`.

        Raises
        ------
        UsageError
            When the file cannot be read.
        """
        found = []
        for plain in read_lines(self.path):
            with suppress(*DAMAGED):
                found.append(parse(plain))
        return tuple(found)

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Let no other process append until the block ends. The folder is created if needed.

        Raises
        ------
        FolderHeldError
            When another process keeps the lock for longer than `LONGEST_WAIT`.
        UsageError
            When the folder cannot be written.
        """
        make_private_folder(self.out, self.inside.parent)
        with lock_folder(self.path.parent, self.lock_name, LONGEST_WAIT):
            yield

    def append(self, events: Iterable[Any]) -> None:
        """Append plain data as events, under the lock. All of them are on the disk when this returns, or none is.

        Raises
        ------
        UsageError
            When the file cannot be written.
        """
        append_lines(self.path, events)


@dataclass
class Undoable(Generic[T]):
    """Steps that are read one by one, and how many of them are done; the others were undone.

    It changes in place, because a copy for each step would make reading a long log quadratic.
    """

    _steps: list[T] = field(default_factory=list)
    _place: int = 0

    @property
    def done(self) -> tuple[T, ...]:
        """The steps that can be undone, oldest first."""
        return tuple(self._steps[: self._place])

    @property
    def undone(self) -> tuple[T, ...]:
        """The steps that were undone, the next to redo first."""
        return tuple(self._steps[self._place :])

    def do(self, step: T) -> None:
        """Add a step, which replaces those that were undone."""
        self._steps[self._place :] = [step]
        self._place += 1

    def go_to(self, number: int) -> None:
        """Undo or redo steps until this number of them is done."""
        self._place = max(0, min(number, len(self._steps)))

    def undo(self) -> None:
        """Undo the last step, if there is one."""
        self.go_to(self._place - 1)

    def redo(self) -> None:
        """Redo the next undone step, if there is one."""
        self.go_to(self._place + 1)
