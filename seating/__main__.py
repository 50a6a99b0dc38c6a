"""Run the command, for `python -m seating` and for the installed `seating`."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

YOUNG = 200_000
"""Number of new objects after which cycles are collected. The default of 700 takes 7% of a run at 30 to 400 people,
to find almost nothing."""

INTERRUPTED = 130
"""The exit code after Ctrl-C, as in `seating.cli.exits`, which is not imported yet when it may be needed."""


def main(before_end: Callable[[int], None] = lambda code: None) -> None:
    """Run the command line and end the process with its exit code.

    All other modules are imported in here, so that Ctrl-C while they are imported ends in one line as well.

    Parameters
    ----------
    before_end : function
        Called with the exit code.
    """
    try:
        import gc

        gc.set_threshold(YOUNG)
        _fill_closed_streams()
        _heed_signals()
        from seating.cli import seating

        seating.main(args=sys.argv[1:], prog_name="seating")
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else 1
        before_end(code)
        _end(code)
    except KeyboardInterrupt:  # before the command began
        _tell_interrupted()
        _end(INTERRUPTED)


def _tell_interrupted() -> None:
    from contextlib import suppress

    with suppress(OSError, ValueError, AttributeError):  # standard error is closed, or its terminal is
        sys.stderr.write("error: Interrupted.\n")


def _heed_signals() -> None:
    """Let SIGTERM (`kill`) and SIGHUP (a closed terminal) end a run as Ctrl-C does, with the best seating saved.

    A signal that whoever started the process has it ignore, as `nohup` does, stays ignored.
    """
    import signal

    from seating.interrupts import interrupt

    shown = [number for number in (1, 2) if os.isatty(number)]

    def hang_up(number: int, frame: object) -> None:
        for stream in shown:  # the terminal is gone, and printing to it would fail
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream)
        interrupt(number, frame)

    for name, handler in (("SIGINT", interrupt), ("SIGTERM", interrupt), ("SIGHUP", hang_up)):
        number = getattr(signal, name, None)  # Windows has no SIGHUP
        if number is not None and signal.getsignal(number) in (signal.SIG_DFL, signal.default_int_handler):
            signal.signal(number, handler)


def _end(code: int) -> None:
    """End the process without clearing its memory first, which takes a tenth of the seconds of a small run.

    Everything written is flushed, and exit handlers run. All threads are daemons, so none has to be waited for. After
    a signal that is not Ctrl-C, the code is 128 plus the number of the signal: 143 for SIGTERM, 129 for SIGHUP. This
    holds whatever the command still did, because a closed terminal can fail before its signal comes.
    """
    import atexit
    import signal
    from contextlib import suppress

    from seating.interrupts import received

    for number in {signal.SIGINT, signal.SIGTERM, getattr(signal, "SIGHUP", signal.SIGTERM)}:
        signal.signal(number, signal.SIG_IGN)  # the run ends already

    if others := [number for number in received if 128 + number != INTERRUPTED]:
        code = 128 + others[-1]
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
