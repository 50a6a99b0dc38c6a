"""Run inputs through a reader in a process of its own, with limits on time and memory, and gather what fails."""

from __future__ import annotations

import contextlib
import gc
import io
import multiprocessing
import resource
import signal
import sys
import time
import traceback
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import seating
from fuzz.mutation import mutate
from fuzz.world import CORPUS

PROGRAM = Path(seating.__file__).parent
"""The folder of the program; the folder of a checkout may have the same name."""

SECONDS = 2.0
"""Processor seconds that one input may take."""

MEGABYTES = 500
"""Memory that the process of a reader may use, with the program itself."""

HARD_SECONDS = 20.0
"""Processor seconds after which the system ends a process that does not return to Python."""

AT_ONCE = 5_000
"""Inputs of one process, so that one that uses up memory little by little is seen and does not stop the others."""

MOST_TRIES = 400
"""Inputs that are tried to make a failing one smaller."""


@dataclass(frozen=True)
class Input:
    """The bytes of a file and its suffix."""

    data: bytes
    suffix: str


@dataclass
class Failure:
    """Inputs that fail at the same place.

    Attributes
    ----------
    what : str
        The error and the place in the program, or the limit that was exceeded.
    first : Input
        The first of them.
    number : int
        Its number.
    count : int
    trace : str
        The traceback, if there is one.
    """

    what: str
    first: Input
    number: int
    count: int = 1
    trace: str = ""


@dataclass
class Outcome:
    """What the inputs of a target came to."""

    target: str
    tried: int = 0
    accepted: int = 0
    seconds: float = 0.0
    slowest: float = 0.0
    megabytes: int = 0
    failures: dict[str, Failure] = field(default_factory=dict)

    def add(self, failure: Failure) -> None:
        """Count a failure with those at the same place."""
        known = self.failures.setdefault(failure.what, failure)
        known.count += known is not failure

    def as_plain(self) -> dict[str, Any]:
        """Return the numbers for JSON."""
        failures = {failure.what: failure.count for failure in self.failures.values()}
        return {**{key: value for key, value in vars(self).items() if key != "failures"}, "failures": failures}

    def join(self, other: Outcome) -> None:
        """Add the inputs of another process."""
        self.tried += other.tried
        self.accepted += other.accepted
        self.seconds += other.seconds
        self.slowest = max(self.slowest, other.slowest)
        self.megabytes = max(self.megabytes, other.megabytes)
        for failure in other.failures.values():
            known = self.failures.setdefault(failure.what, failure)
            known.count += failure.count if known is not failure else 0


class TooSlowError(BaseException):
    """An input took too many processor seconds."""


def seeds_of(target: str) -> list[Input]:
    """Return the files of the corpus for a target, by name."""
    paths = sorted((CORPUS / target).iterdir())
    return [Input(path.read_bytes(), path.suffix) for path in paths if path.is_file()]


def make_input(seeds: list[Input], target: str, seed: int, number: int) -> Input:
    """Return input `number` of a target. The first inputs are the files of the corpus as they are."""
    if number < len(seeds):
        return seeds[number]
    random = Random(f"{seed} {target} {number}")
    chosen = random.choice(seeds)
    others = [one.data for one in seeds if one.suffix == chosen.suffix and one is not chosen]
    return Input(mutate(random, chosen.data, chosen.suffix, others), chosen.suffix)


def try_input(target: Any, world: Any, given: Input) -> tuple[bool, str, str]:
    """Return whether a reader accepted an input; the failure, "" if there is none; and its traceback."""
    from fuzz.targets import read_input

    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    try:
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            return read_input(target, world, given.data, given.suffix), "", ""
    except TooSlowError as error:
        place = _place(error)
        return False, f"more than {SECONDS:g} processor seconds, {place}", traceback.format_exc(limit=-12)
    except MemoryError as error:
        return False, f"more than {MEGABYTES} MB, {_place(error)}", ""
    except Exception as error:
        return False, f"{type(error).__name__} {_place(error)}", traceback.format_exc(limit=-8)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def _place(error: BaseException) -> str:
    """Return the last line of the program in a traceback; the last line of all if the program is not in it."""
    frames = [(Path(one.filename), one.lineno) for one in traceback.extract_tb(error.__traceback__)]
    own = [(path.relative_to(PROGRAM.parent), line) for path, line in frames if path.is_relative_to(PROGRAM)]
    path, line = own[-1] if own else (Path(frames[-1][0].name), frames[-1][1])
    return f"at {path.as_posix()}:{line}"


def _too_slow(*_: object) -> None:
    raise TooSlowError


def _set_limits() -> None:
    warnings.simplefilter("ignore")
    signal.signal(signal.SIGPROF, _too_slow)
    signal.signal(signal.SIGVTALRM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    limit = MEGABYTES * 1_000_000
    resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))


def _try_some(name: str, seed: int, first: int, last: int, at: Any, sent: Any) -> None:
    """Run some inputs, in a process of their own, and send what they came to."""
    from fuzz.targets import TARGETS
    from fuzz.world import World

    _set_limits()
    target, seeds, world, outcome = TARGETS[name], seeds_of(name), World(), Outcome(name)
    started = time.process_time()
    try:
        for number in range(first, last):
            at.value = number
            given = make_input(seeds, name, seed, number)
            before = time.process_time()
            signal.setitimer(signal.ITIMER_VIRTUAL, HARD_SECONDS)
            accepted, what, trace = try_input(target, world, given)
            spent = time.process_time() - before
            outcome.tried += 1
            outcome.accepted += accepted
            outcome.slowest = max(outcome.slowest, spent)
            if what:
                outcome.add(Failure(what, given, number, trace=trace))
                if "MB" in what:
                    gc.collect()
    finally:
        world.close()
    outcome.seconds = time.process_time() - started
    outcome.megabytes = (
        resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (1 if sys.platform != "darwin" else 1000) // 1000
    )
    sent.send(outcome)


def run_target(name: str, seed: int, first: int, count: int) -> Iterator[Outcome]:
    """Yield what the inputs of a target came to, for each process.

    Parameters
    ----------
    name : str
    seed : int
    first : int
        The number of the first input.
    count : int
    """
    context = multiprocessing.get_context("fork")
    last = first + count
    while first < last:
        end = min(last, first + AT_ONCE)
        at = context.Value("q", first, lock=False)
        receives, sends = context.Pipe(duplex=False)
        process = context.Process(target=_try_some, args=(name, seed, first, end, at, sends))
        process.start()
        sends.close()
        try:
            outcome = receives.recv()
        except EOFError:  # the process died; what it found before the last input is found again
            process.join()
            yield from run_target(name, seed, first, at.value - first)
            outcome = Outcome(name, tried=1)
            given = make_input(seeds_of(name), name, seed, at.value)
            outcome.add(Failure(f"the process ended with code {process.exitcode}", given, at.value))
            end = at.value + 1
        process.join()
        first = end
        yield outcome


def minimize(name: str, failure: Failure) -> Input:
    """Return a small input that fails at the same place. Parts are left out as long as it does."""
    from fuzz.targets import TARGETS
    from fuzz.world import World

    if not failure.trace or "seconds" in failure.what:
        return failure.first
    signal.signal(signal.SIGPROF, _too_slow)
    target, world, data, suffix = TARGETS[name], World(), failure.first.data, failure.first.suffix
    tries, size = 0, max(1, len(data) // 2)
    try:
        while tries < MOST_TRIES:
            found, begin = False, 0
            while begin < len(data) and tries < MOST_TRIES:
                shorter = data[:begin] + data[begin + size :]
                tries += 1
                if try_input(target, world, Input(shorter, suffix))[1] == failure.what:
                    data, found = shorter, True
                else:
                    begin += size
            if size == 1 and not found:
                break
            size = max(1, size // 2)
    finally:
        world.close()
    return Input(data, suffix)
