"""Run the command, for `python -m seating` and for the installed `seating`."""

from __future__ import annotations

import atexit
import gc
import os
import sys
from contextlib import suppress

__all__ = ["main"]

YOUNG = 200_000
"""Number of new objects after which cycles are collected. The default of 700 takes 7 % of a run at 30 to 400 people,
to find almost nothing."""


def main() -> None:
    """Run the command line and end the process with its exit code."""
    gc.set_threshold(YOUNG)
    _fill_closed_streams()
    from seating.cli import seating

    try:
        seating.main(args=sys.argv[1:], prog_name="seating")
    except SystemExit as ended:
        _end(ended.code if isinstance(ended.code, int) else 1)


def _end(code: int) -> None:
    """End the process without clearing its memory first, which takes a tenth of the seconds of a small run.

    Everything written is flushed, and exit handlers run. All threads are daemons, so none has to be waited for.
    """
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError, AttributeError):  # closed, or its reader is gone; the code already says so
            stream.flush()
    os._exit(code)


def _fill_closed_streams() -> None:
    """Open the null device in place of each standard stream that is closed.

    Otherwise, the next file that is opened would get the number of the stream, and printed text would go into the file.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # it gets the lowest number that is free


if __name__ == "__main__":
    main()
