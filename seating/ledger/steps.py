"""The steps of a seating made by hand. They are appended under a lock, so that they have consecutive numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, StrictInt, TypeAdapter

from seating.ledger.event_log import EventLog

STEPS = Path("board", "steps.jsonl")
"""The file of steps, relative to the output folder."""

LOCK_FILE = ".steps.lock"
"""The file beside the steps that is locked while some are appended."""


class Action(StrEnum):
    """What a step does."""

    BEGIN = "begin"
    """Start from the seats of the step; earlier steps can no longer be undone."""
    MOVE = "move"
    """Give people other seats, or none, and chairs at their tables."""
    LOCK = "lock"
    """Lock and unlock people, tables and pairs."""
    KEEP = "keep"
    """Keep the seats of the step under a name, to compare them."""
    EDIT = "edit"
    """The convening was changed from the board, such as by moving a table."""
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
        New seats; None takes the seat away. `BEGIN` and `KEEP` have everyone's seat.
    chairs : mapping of person id to int
        Their chairs from 1, of those who get another table or another chair. `BEGIN` has everyone's chair.
    locks, unlocks : tuple of str
        What is locked and unlocked: `person:ID`, `table:ID`, or `pair:ID+ID`.
    entry : int or None
        For `BEGIN` and `SAVE`, the number of the ledger entry with these seats, if there is one.
    convening : str
        For `EDIT`, the hash of the convening afterwards.
    number : int
        From 1; 0 before it is appended.
    time : str
        When it was appended, in UTC.
    """

    action: Action
    name: str = ""
    round_number: Annotated[int, Field(alias="round")] = 1
    seats: Mapping[str, str | None] = field(default_factory=dict)
    chairs: Mapping[str, StrictInt] = field(default_factory=dict)
    locks: tuple[str, ...] = ()
    unlocks: tuple[str, ...] = ()
    entry: StrictInt | None = None
    convening: str = ""
    number: Annotated[int, Field(alias="step")] = 0
    time: str = ""


def read_steps(path: Path) -> tuple[Step, ...]:
    """Return all complete steps of a file; none if there is no file.

    Raises
    ------
    UsageError
        When the file cannot be read.
    """
    return _log(path).read(_read_step)


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
        When another process keeps the lock for several seconds.
    UsageError
        When the file cannot be written.
    """
    log = _log(path)
    with log.lock():
        last = max((step.number for step in read_steps(path)), default=0)
        if expected is not None and expected != last:
            return ()
        now = datetime.now(UTC).isoformat(timespec="seconds")
        written = tuple(replace(step, number=last + n, time=now) for n, step in enumerate(steps, start=1))
        log.append(map(_as_plain, written))
    return written


def _log(path: Path) -> EventLog:
    return EventLog(path.parent.parent, Path(path.parent.name, path.name), LOCK_FILE)


_VALID = TypeAdapter(Step)

_FIRST = ("step", "time", "round", "action")
"""The keys with which each line begins. Others are written if they are filled."""


def _read_step(plain: Any) -> Step:
    """Return a step as it was written. Any exception in `DAMAGED` of the log means that it is damaged."""
    if not {"step", "round"} <= plain.keys():
        raise KeyError
    return _VALID.validate_python(plain)


def _as_plain(step: Step) -> dict[str, Any]:
    plain = _VALID.dump_python(step, by_alias=True)  # not as JSON, where half a character becomes another one
    return {key: plain[key] for key in (*_FIRST, *plain) if plain[key] or key in _FIRST}
