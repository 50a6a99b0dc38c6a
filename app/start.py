"""Start the application that people download: the board without arguments, the command line with them.

The application is one folder with Python and all packages. `seating.spec` lists what goes into it.
"""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path

from seating.__main__ import INTERRUPTED
from seating.__main__ import main as run
from seating.engines.pandas_stand_in import stand_in_for_pandas
from seating.engines.prestart import WORKER

OUT = Path.home() / "Seating"
"""The output folder after a double click. Which folder is the current one then differs from system to system."""


def main() -> None:
    """Open the board if there are no arguments; otherwise run the command line, or answer questions as a worker."""
    stand_in_for_pandas()  # the application does not contain it
    if sys.argv[1:2] == [WORKER]:
        from seating.engines.child_main import main as answer_questions  # takes long to import

        answer_questions(sys.argv[2])
    elif len(sys.argv) > 1:
        run()
    else:
        sys.argv += ["open", "--out", str(OUT)]
        print("The board is starting. It will open in your browser. To stop it, close its window in the browser.")
        print(f"What you do is saved in {OUT}", flush=True)
        run(_keep_window)


def _keep_window(code: int) -> None:
    """After an error, wait until the user has read it: the system closes the window when the program ends."""
    if code not in (0, INTERRUPTED) and sys.stdin is not None and sys.stdin.isatty():
        with suppress(EOFError, KeyboardInterrupt):
            input("Press Enter to close this window. ")


if __name__ == "__main__":
    main()
