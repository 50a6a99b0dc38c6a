"""Run the command: `python -m seating`, and what the installed `seating` calls."""

from __future__ import annotations

import sys

__all__ = ["main"]


def main() -> None:
    """Run the command line and leave with its exit code."""
    from seating.cli import seating

    seating.main(args=sys.argv[1:], prog_name="seating")


if __name__ == "__main__":
    main()
