"""Run the command, for `python -m seating` and for the installed `seating`."""

from __future__ import annotations

import os
import sys

__all__ = ["main"]


def main() -> None:
    """Run the command line and leave with its exit code."""
    _fill_closed_streams()
    from seating.cli import seating

    seating.main(args=sys.argv[1:], prog_name="seating")


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
