"""The command line: one module a command in `commands`, found by being there.

Only here does a `SeatingError` become text and an exit code. Command modules import click and
nothing heavy at their top, so that `--help` is quick.
"""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Sequence
from typing import Any, NoReturn

import click

from seating._version import __version__
from seating.cli.console import Console, ReaderGoneError
from seating.cli.folder import CommandFolder
from seating.errors import InputError, SeatingError

__all__ = ["Seating", "seating"]

INTERRUPTED = 130
UNEXPECTED = 1


class Seating(CommandFolder):
    """The whole command line, and what a user sees when something goes wrong."""

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> NoReturn:
        """Run a command and leave with its exit code; nothing a user can cause ends in a traceback."""
        console = Console()
        code = UNEXPECTED
        try:
            options = {"obj": console, **extra}
            outcome = super().main(args, prog_name, complete_var, standalone_mode=False, **options)
            code = outcome if isinstance(outcome, int) else 0
        except click.ClickException as error:
            console.error(_usage(error))
            code = error.exit_code
        except (KeyboardInterrupt, click.Abort):
            console.error("Interrupted.")
            code = INTERRUPTED
        except SeatingError as error:
            _tell(console, error)
            code = error.exit_code
        except ReaderGoneError:  # whoever read us has read enough, as `| head` does
            code = _let_go_of_output()
        except Exception as error:
            _confess(console, error)
        sys.exit(code)


def _usage(error: click.ClickException) -> str:
    """Return what was wrong with the call, and where to read how it is done."""
    context = getattr(error, "ctx", None)
    where = f"\nTry: {context.command_path} --help" if isinstance(context, click.Context) else ""
    return f"{error.format_message()}{where}"


def _tell(console: Console, error: SeatingError) -> None:
    if isinstance(error, InputError):
        console.problems(error.problems)
    else:
        console.error(str(error))


def _confess(console: Console, error: Exception) -> None:
    """Say in one sentence that the fault is ours; SEATING_DEBUG=1 shows where."""
    if os.environ.get("SEATING_DEBUG"):
        console.error(traceback.format_exc().rstrip())
    what = " ".join(str(error).split())
    console.error(
        f"Something went wrong inside seating {__version__} ({type(error).__name__}{': ' + what if what else ''}). "
        "That is our fault, not yours; set SEATING_DEBUG=1 to see where, and please report it."
    )


def _let_go_of_output() -> int:
    """Point standard output at nothing, so that leaving does not complain once more."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):
        return 0  # no real stream behind it: nothing will be flushed
    return 0


@click.group(
    cls=Seating,
    invoke_without_command=True,
    subcommand_metavar="COMMAND [ARGS]...",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="\b\nExample:\n  seating solve examples/city/stakeholders.csv",
)
@click.version_option(__version__, prog_name="seating")
@click.pass_context
def seating(ctx: click.Context) -> None:
    """Seat people at tables from a spreadsheet, prove how good the seating is, and say who is missing."""
    if ctx.invoked_subcommand is None:
        ctx.ensure_object(Console).result(ctx.get_help())
