"""Run `seating` in this process and write the seconds of each phase of the command as JSON.

`python -m benchmarks.phases BEGAN FILE ARGUMENTS…`; BEGAN is the moment of `time.monotonic` at which the process was
started. A phase does not include the phases inside it, so the seconds add up to those of the whole command, up to the
end of the process, which only the caller can measure. The wall-clock time and the processor time of this process are
measured, and its peak memory in each phase; the workers of a search are other processes. A function is measured where
it is used, as soon as the module that uses it has been imported.
"""

from __future__ import annotations

import atexit
import importlib._bootstrap as bootstrap
import json
import sys
import threading
import time
from collections.abc import Callable, Sequence
from functools import wraps
from pathlib import Path
from typing import Any

MEASURED = {
    "seating.api.solve": {
        "read_inputs": "reading",
        "read_rounds": "reading",
        "add_recruits": "who is missing",
        "save": "pages",
    },
    "seating.api.one_round": {"build_model": "model", "best_plan": "search", "judge_outcome": "checking"},
}
"""The phase of each function, by the module that calls it."""

IMPORTS = "imports"

PHASES = ("python", IMPORTS, "reading", "model", "search", "checking", "who is missing", "pages", "other")
"""All phases, in the order in which they begin; `other` is everything that is in none of them."""


class Clock:
    """Adds up the seconds of each phase.

    Attributes
    ----------
    seconds, processor : dict of str to float
        The wall-clock time and the processor time of this process.
    megabytes : dict of str to float
        The peak memory; 0 for imports, and where the system does not tell.
    """

    def __init__(self, began: float) -> None:
        self.seconds, self.processor, self.megabytes = (dict.fromkeys(PHASES, 0.0) for _ in range(3))
        self.seconds["python"] = time.monotonic() - began
        self._inside = ["other"]
        self._since = time.monotonic(), time.process_time()

    def change(self) -> None:
        """Add the seconds since the last change to the current phase."""
        now, phase = (time.monotonic(), time.process_time()), self._inside[-1]
        self.seconds[phase] += now[0] - self._since[0]
        self.processor[phase] += now[1] - self._since[1]
        self._since = now

    def measure_memory(self) -> None:
        """Note the peak memory since the last call for the current phase."""
        phase = self._inside[-1]
        self.megabytes[phase] = max(self.megabytes[phase], restart_peak())

    def measured(self, phase: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """Return a function whose seconds in the main thread are added to a phase."""
        main = threading.get_ident()

        @wraps(function)
        def timed(*args: Any, **options: Any) -> Any:
            if threading.get_ident() != main:
                return function(*args, **options)
            self._enter(phase)
            try:
                return function(*args, **options)
            finally:
                self._leave()

        return timed

    def _enter(self, phase: str) -> None:
        self.change()
        if phase != IMPORTS:  # there are thousands, and each measurement takes time
            self.measure_memory()
        self._inside.append(phase)

    def _leave(self) -> None:
        self.change()
        if self._inside[-1] != IMPORTS:
            self.measure_memory()
        self._inside.pop()

    def watch(self) -> None:
        """Measure imports, and the functions of `MEASURED` once their modules are imported."""
        load = self.measured(IMPORTS, bootstrap._find_and_load)

        def watched(name: str, *args: Any) -> Any:
            found = load(name, *args)
            for function, phase in MEASURED.get(name, {}).items():
                module = sys.modules[name]
                setattr(module, function, self.measured(phase, getattr(module, function)))
            return found

        bootstrap._find_and_load = watched

    def write(self, file: Path) -> None:
        """Write the seconds so far, and the moment."""
        self.change()
        self.measure_memory()
        told = {"seconds": self.seconds, "processor": self.processor, "megabytes": self.megabytes}
        file.write_text(json.dumps({**told, "ended": time.monotonic()}), encoding="utf-8")


def restart_peak() -> float:
    """Return the peak memory of this process in megabytes since the last call; 0 if the system does not tell."""
    try:
        lines = Path("/proc/self/status").read_text().splitlines()
        Path("/proc/self/clear_refs").write_text("5")
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1000


def main(began: str, file: str, *arguments: str) -> None:
    """Run the command and write the phases when it ends."""
    measure(float(began), Path(file))
    run_command(arguments)


def measure(began: float, file: Path) -> None:
    """Measure the phases of this process from now on, and write them to a file when it ends."""
    clock = Clock(began)
    clock.watch()
    atexit.register(clock.write, file)


def run_command(arguments: Sequence[str]) -> None:
    """Run `seating` with these arguments and end the process."""
    from seating.__main__ import main as command

    sys.argv[1:] = arguments
    command()


if __name__ == "__main__":
    main(*sys.argv[1:])
