"""The command line. Each module in `commands` is one command, and adding a module adds a command. Add-ons bring others.

What a command prints is a page of `seating.pages`. This module is the only one that turns a `SeatingError` into text
and an exit code. Command modules import click but nothing slow at module level, so that `--help` is fast.
"""

from __future__ import annotations

import errno
import os
import pkgutil
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, NoReturn

import click

from seating._version import __version__
from seating.add_ons import list_add_ons, load
from seating.cli import commands, exits
from seating.cli.console import Console, OutputError, ReaderGoneError, TerminalGoneError
from seating.errors import InputError, SeatingError, UsageError, reason_of
from seating.gone import tell_gone
from seating.near_words import ask_near

__all__ = ["CommandFolder", "Seating", "seating"]

REFUSALS = frozenset(
    {
        *(errno.EACCES, errno.EPERM, errno.EROFS, errno.EIO, errno.ENOSPC, errno.EDQUOT),
        *(errno.ELOOP, errno.ENAMETOOLONG, errno.EMFILE, errno.ENFILE, errno.ESTALE),
    }
)
"""What an operating system refuses. A command that meets one of these was not written wrongly."""

NO_THREAD = frozenset({"can't start new thread"})
"""What Python raises, without an error number, if the system allows no further thread."""


class CommandFolder(click.Group):
    """A group whose commands are the modules of the folder `commands`, and those of add-ons."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands, sorted; those of add-ons come last."""
        return [*sorted(module.name for module in pkgutil.iter_modules(commands.__path__)), *_list_added()]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import only the module of this name and return its command; None if there is no such module."""
        if cmd_name not in self.list_commands(ctx):
            return None
        named = _list_added().get(cmd_name, f"{commands.__name__}.{cmd_name}:command")
        found: click.Command = load(named)
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands with their summaries; those of add-ons have a heading of their own."""
        found = {name: command for name in self.list_commands(ctx) if (command := self.get_command(ctx, name))}
        width = formatter.width - 6 - max(map(len, found), default=0)
        added = _list_added()
        for heading, is_added in (("Commands", False), ("Add-ons", True)):
            rows = [(name, one.get_short_help_str(width)) for name, one in found.items() if (name in added) is is_added]
            if rows:
                with formatter.section(heading):
                    formatter.write_dl(rows)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command. If no command has this name, tell what to use instead, or suggest the nearest name."""
        if args and self.get_command(ctx, args[0]) is None and not args[0].startswith("-"):
            if gone := tell_gone(f"seating {args[0]}"):
                raise UsageError(gone)
            options = [name for one in self.get_params(ctx) for name in one.opts]
            meant = ask_near(args[0], [*self.list_commands(ctx), *options])
            ctx.fail(f'There is no command "{args[0]}". {meant}'.rstrip())
        return super().resolve_command(ctx, args)


def _list_added() -> dict[str, str]:
    """Return where the command of each name is that an add-on gives, sorted by name."""
    return dict(sorted(command for one in list_add_ons() for command in one.commands.items()))


class Seating(CommandFolder):
    """The root command, which also handles errors."""

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> NoReturn:
        """Run a command and exit with its exit code. No user error ends in a traceback.

        Parameters
        ----------
        args : sequence of str, optional
            By default the arguments of the process.
        prog_name, complete_var, standalone_mode, **extra
            As for `click.Group.main`. `standalone_mode` is ignored, because errors are handled here.
        """
        console = Console()
        code = exits.UNEXPECTED
        try:
            options = {"obj": console, **extra}
            outcome = super().main(args, prog_name, complete_var, standalone_mode=False, **options)
            code = outcome if isinstance(outcome, int) else 0
        except click.ClickException as error:
            console.error(_describe_usage_error(error))
            code = error.exit_code
        except (KeyboardInterrupt, click.Abort) as error:
            console.error(_with_notes(error, "Interrupted."))
            code = exits.INTERRUPTED
        except OutputError as error:
            _close_output()
            _print_error(console, error)
            code = error.exit_code
        except SeatingError as error:
            _print_error(console, error)
            code = error.exit_code
        except TerminalGoneError:
            _close_output()
            code = exits.HUNG_UP
        except (ReaderGoneError, SystemExit):  # the reader closed the pipe, as `| head` does
            _close_output()
            code = 0
        except Exception as error:
            if isinstance(error, OSError) and _is_about_output(error):
                _close_output()
                _print_error(console, OutputError(str(error.strerror)))
                code = OutputError.exit_code
            elif refusal := _describe_refusal(error):
                _print_error(console, UsageError(refusal))
                code = UsageError.exit_code
            else:
                _print_internal_error(console, error)
        sys.exit(code)


def _describe_usage_error(error: click.ClickException) -> str:
    """Return the message of a usage error, followed by the command that shows the correct usage."""
    if isinstance(error, click.NoSuchOption) and (gone := _tell_gone_option(error)):
        return gone
    context = getattr(error, "ctx", None)
    where = f"\nTry: {context.command_path} --help" if isinstance(context, click.Context) else ""
    return f"{error.format_message()}{where}"


def _tell_gone_option(error: click.NoSuchOption) -> str | None:
    """Return what to use instead of an option that went, of the command that was called or of all."""
    names, context = [error.option_name], error.ctx
    while context is not None and context.parent is not None:
        names.insert(0, str(context.info_name))
        context = context.parent
    return tell_gone(" ".join(["seating", *names])) or tell_gone(error.option_name)


def _print_error(console: Console, error: SeatingError) -> None:
    if isinstance(error, InputError):
        console.problems(error.problems)
        for note in _notes_of(error):
            console.error(note)
    else:
        console.error(_with_notes(error, str(error)))


def _with_notes(error: BaseException, text: str) -> str:
    """Return the text followed by the notes that were added to the error, for example that a round is saved."""
    more = _notes_of(error)
    return " ".join([text if text.endswith((".", "?")) or not more else f"{text}.", *more])


def _notes_of(error: BaseException) -> Sequence[str]:
    original = error.__cause__ if isinstance(error, click.Abort) and error.__cause__ is not None else error
    notes: Sequence[str] = getattr(original, "__notes__", ())
    return notes


def _print_internal_error(console: Console, error: Exception) -> None:
    """Report an internal error in one message. With SEATING_DEBUG=1, print the traceback too."""
    if os.environ.get("SEATING_DEBUG"):
        import traceback

        console.error(traceback.format_exc().rstrip())
    what = " ".join(str(error).split())
    text = (
        f"An error occurred inside seating {__version__} ({type(error).__name__}{': ' + what if what else ''}). "
        "This is a bug in seating, not in your files. Please report it; SEATING_DEBUG=1 shows where it happened."
    )
    console.error(_with_notes(error, text))


def _describe_refusal(error: Exception) -> str:
    """Return what the operating system refused, for an error that is not a bug; "" for any other error."""
    if isinstance(error, OSError) and error.errno in REFUSALS and error.filename is not None:
        return f"{Path(os.fsdecode(error.filename)).as_posix()} cannot be used: {reason_of(error)}."
    if getattr(error, "errno", None) == errno.EAGAIN or str(error) in NO_THREAD:
        return "The system allows too few processes. Raise the limit (`ulimit -u`), and run the command again."
    return ""


def _is_about_output(error: OSError) -> bool:
    """Whether an error was raised while click printed. Click prints help without our console."""
    place = error.__traceback__
    while place is not None and place.tb_next is not None:
        place = place.tb_next
    return place is not None and place.tb_frame.f_globals.get("__name__", "").startswith("click.")


def _close_output() -> None:
    """Redirect standard output to the null device, so that flushing it at exit raises no further error."""
    with suppress(OSError, ValueError, AttributeError):  # not a real file, so nothing is flushed at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


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
    """Seat people at tables from a spreadsheet, show who is missing, and prove how good the seating is."""
    if ctx.invoked_subcommand is None:
        ctx.ensure_object(Console).result(ctx.get_help())
