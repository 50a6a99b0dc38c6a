"""Run `seating` in this process and write the seconds of each phase of the command as JSON.

`python -m benchmarks.phases BEGAN FILE ARGUMENTS…`; BEGAN is the moment of `time.monotonic` at which the process was
started. A phase does not include the phases inside it, so the seconds add up to those of the whole command, up to the
end of the process, which only the caller can measure. Phases are wall-clock times. A function is measured where it is
used, as soon as the module that uses it has been imported.
"""

from __future__ import annotations

import atexit
import importlib._bootstrap as bootstrap  # type: ignore[import-not-found]  # it has no type stubs
import json
import sys
import threading
import time
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

__all__ = ["PHASES", "Clock"]

MEASURED = {
    "seating.api.solve": {
        "read_inputs": "reading",
        "read_rounds": "reading",
        "add_recruits": "who is missing",
        "add_chances": "chances",
        "save": "pages",
    },
    "seating.api.one_round": {"build_model": "model", "best_plan": "search", "judge_outcome": "checking"},
}
"""The phase of each function, by the module that calls it."""

PHASES = ("python", "imports", "reading", "model", "search", "checking", "who is missing", "chances", "pages", "other")
"""All phases, in the order in which they begin; `other` is everything that is in none of them."""


class Clock:
    """Adds up the seconds of each phase.

    Attributes
    ----------
    seconds : dict of str to float
    """

    def __init__(self, began: float) -> None:
        self.seconds = dict.fromkeys(PHASES, 0.0)
        self.seconds["python"] = time.monotonic() - began
        self._inside = ["other"]
        self._since = time.monotonic()

    def change(self) -> None:
        """Add the seconds since the last change to the current phase."""
        now = time.monotonic()
        self.seconds[self._inside[-1]] += now - self._since
        self._since = now

    def measured(self, phase: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """Return a function whose seconds in the main thread are added to a phase."""
        main = threading.get_ident()

        @wraps(function)
        def timed(*args: Any, **options: Any) -> Any:
            if threading.get_ident() != main:
                return function(*args, **options)
            self.change()
            self._inside.append(phase)
            try:
                return function(*args, **options)
            finally:
                self.change()
                self._inside.pop()

        return timed

    def watch(self) -> None:
        """Measure imports, and the functions of `MEASURED` once their modules are imported."""
        load = self.measured("imports", bootstrap._find_and_load)

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
        file.write_text(json.dumps({"seconds": self.seconds, "ended": time.monotonic()}), encoding="utf-8")


def main(began: str, file: str, *arguments: str) -> None:
    """Run the command and write the phases when it ends."""
    clock = Clock(float(began))
    clock.watch()
    atexit.register(clock.write, Path(file))
    from seating.__main__ import main as command

    sys.argv[1:] = arguments
    command()


if __name__ == "__main__":
    main(*sys.argv[1:])
