"""Run `seating solve` with a fixed amount of search, and write the figures of each phase as JSON.

`python -m benchmarks.growth FILE ARGUMENTS…`, with FILE and the figures as in `benchmarks.phases`.
"""

from __future__ import annotations

import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

from benchmarks import phases

WORK = 4.0
"""Work units of the search, for every size of the room."""


def main(file: str, *arguments: str) -> None:
    """Run the command with `WORK` and write the phases when it ends."""
    phases.measure(time.monotonic(), Path(file))
    from seating.api import one_round

    choose = one_round.choose_effort

    def fixed(*args: Any) -> Any:
        return replace(choose(*args), work=WORK)

    one_round.choose_effort = fixed
    phases.run_command(arguments)


if __name__ == "__main__":
    main(*sys.argv[1:])
