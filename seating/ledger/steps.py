"""The steps of a seating made by hand: one line of JSON for each, appended and flushed to the disk before it counts.

A process that is killed while it writes leaves at most one incomplete line, which is ignored; the next step begins on
a line of its own. Several processes may append. Each locks the file, so that steps have consecutive numbers.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from seating.errors import FolderHeldError, UsageError
from seating.file_lock import try_to_lock

__all__ = ["Action", "Step", "append_steps", "read_steps"]

LONGEST_WAIT = 5.0
"""Seconds to wait for another process that is appending a step, which takes milliseconds."""

_HOW = os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


class Action(StrEnum):
    """What a step does."""

    BEGIN = "begin"
    """Start from the seats of the step; earlier steps can no longer be undone."""
    MOVE = "move"
    """Give people other seats, or none."""
    LOCK = "lock"
    """Lock and unlock people, tables and pairs."""
    KEEP = "keep"
    """Keep the seats of the step under a name, to compare them."""
    UNDO = "undo"
    REDO = "redo"
    SAVE = "save"
    """The seating was saved as a round."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step.

    Attributes
    ----------
    action : Action
    name : str
        What the step did, in words, as the person who made it named it or as the program did.
    round_number : int
    seats : mapping of person id to table id or None
        New seats; None takes the seat away. `BEGIN` and `KEEP` have everybody's seat.
    locks, unlocks : tuple of str
        What is locked and unlocked: `person:ID`, `table:ID`, or `pair:ID+ID`.
    entry : int or None
        For `BEGIN` and `SAVE`, the number of the ledger entry with these seats, if there is one.
    number : int
        From 1; 0 before it is appended.
    time : str
        When it was appended, in UTC.
    """

    action: Action
    name: str = ""
    round_number: int = 1
    seats: Mapping[str, str | None] = field(default_factory=dict)
    locks: tuple[str, ...] = ()
    unlocks: tuple[str, ...] = ()
    entry: int | None = None
    number: int = 0
    time: str = ""


def read_steps(path: Path) -> tuple[Step, ...]:
    """Return all complete steps of a file; none if there is no file.

    Raises
    ------
    UsageError
        When the file cannot be read.
    """
    try:
        return tuple(_parse(path.read_bytes()))
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror or error}") from None


def append_steps(path: Path, steps: Sequence[Step], expected: int | None = None) -> tuple[Step, ...]:
    """Append steps and return them as they were written; return () if another process has appended some meanwhile.

    The steps are on the disk when this returns.

    Parameters
    ----------
    path : path
        Its folder is created if needed.
    steps : sequence of Step
        Their numbers and times are set here.
    expected : int, optional
        The number of the last step that the caller knows. By default steps are appended in any case.

    Raises
    ------
    FolderHeldError
        When another process locks the file for longer than `LONGEST_WAIT`.
    UsageError
        When the file cannot be written.
    """
    with _locked(path) as file:
        content = path.read_bytes()
        last = max((step.number for step in _parse(content)), default=0)
        if expected is not None and expected != last:
            return ()
        now = datetime.now(UTC).isoformat(timespec="seconds")
        written = tuple(replace(step, number=last + n, time=now) for n, step in enumerate(steps, start=1))
        lines = "".join(json.dumps(_as_plain(step), ensure_ascii=False) + "\n" for step in written)
        torn = b"\n" if content and not content.endswith(b"\n") else b""
        try:
            _write_whole(file, torn + lines.encode())
            os.fsync(file)
        except OSError as error:
            with suppress(OSError):
                os.ftruncate(file, len(content))
            raise UsageError(f"{path} cannot be written: {error.strerror or error}") from None
    return written


def _write_whole(file: int, content: bytes) -> None:
    """Write all bytes. A full disk takes only some of them at first, and raises `OSError` for the rest."""
    while content:
        content = content[os.write(file, content) :]


@contextmanager
def _locked(path: Path) -> Iterator[int]:
    """Open a file to append to it, and lock it until the block ends."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = os.open(path, _HOW, 0o666)
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror or error}") from None
    try:
        deadline = time.monotonic() + LONGEST_WAIT
        while not try_to_lock(file):
            if time.monotonic() > deadline:
                raise FolderHeldError(f"Another program is writing {path}. Try again in a moment.")
            time.sleep(0.01)
        yield file
    finally:
        os.close(file)


def _parse(content: bytes) -> Iterator[Step]:
    for line in content.splitlines():
        try:
            yield _read_step(json.loads(line))
        except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError):
            continue  # cut off when a process was killed, or damaged


def _read_step(plain: Any) -> Step:
    """Return a step as it was written. Any of the exceptions above says that it was not."""
    seats = {str(person): table for person, table in plain.get("seats", {}).items()}
    locks, unlocks = ([*plain.get(key, ())] for key in ("locks", "unlocks"))
    entry = plain.get("entry")
    texts = [*(table for table in seats.values() if table is not None), *locks, *unlocks]
    if not all(isinstance(text, str) for text in texts) or not isinstance(entry, int | None):
        raise TypeError
    return Step(
        action=Action(plain["action"]),
        name=str(plain.get("name", "")),
        round_number=int(plain["round"]),
        seats=seats,
        locks=tuple(locks),
        unlocks=tuple(unlocks),
        entry=entry,
        number=int(plain["step"]),
        time=str(plain.get("time", "")),
    )


def _as_plain(step: Step) -> dict[str, Any]:
    plain = {
        "step": step.number,
        "time": step.time,
        "round": step.round_number,
        "action": step.action.value,
        "name": step.name,
        "seats": dict(step.seats),
        "locks": list(step.locks),
        "unlocks": list(step.unlocks),
        "entry": step.entry,
    }
    return {key: value for key, value in plain.items() if value or key in {"step", "round", "action"}}
