"""Decorators for the arguments and options that several commands share."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import fields
from functools import partial, wraps
from inspect import signature
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

import click

from seating.add_ons import list_executors
from seating.api.option_ranges import RANGES
from seating.cli.completion import complete_file, complete_seats
from seating.cli.console import Console
from seating.engines import prestart
from seating.errors import Note
from seating.wording import as_argument, listed, said, said_joined

if TYPE_CHECKING:
    from seating.api.request import Request

Decorated = TypeVar("Decorated", bound=Callable[..., Any])

OUT = Path("reports")
"""The output folder if none is named."""


def format_example(*lines: str) -> str:
    """Return the end of a help text: example commands that work as typed in a checkout."""
    return "\b\nExample:\n" + "\n".join(f"  {line}" for line in lines)


def _set_json(ctx: click.Context, _: click.Parameter, value: bool) -> None:
    ctx.ensure_object(Console).as_json = value


def _set_quiet(ctx: click.Context, _: click.Parameter, value: bool) -> None:
    ctx.ensure_object(Console).quiet = value


def _set_details(ctx: click.Context, _: click.Parameter, value: bool) -> None:
    ctx.ensure_object(Console).details = value


def start_engine(engine: Callable[[Any], str]) -> Callable[[Decorated], Decorated]:
    """Start the engine that a list is likely to need, while the command imports its other modules.

    Put it above the decorators that do more than add options.

    Parameters
    ----------
    engine : function
        Returns the engine for a list.
    """

    def decorate(function: Decorated) -> Decorated:
        @wraps(function)
        def with_engine(*args: Any, **given: Any) -> Any:
            prestart.begin(engine(given["people"]))
            return function(*args, **given)

        return cast(Decorated, with_engine)

    return decorate


def as_request() -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Hand a command one `request` with all options that a `Request` has; it receives the others by name.

    Those that its function names as well are given twice. Put it directly above the function.
    """

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(function)
        def with_request(console: Console, **given: Any) -> Any:
            from seating.api.request import Request

            known, named = {one.name for one in fields(Request)}, signature(function).parameters
            asked = {name: value for name, value in given.items() if name in known}
            others = {name: value for name, value in given.items() if name not in known or name in named}
            return function(console, Request(**asked, started=console.started), **others)

        return with_request

    return decorate


def name_inputs(request: Request) -> str:
    """Return the list and the options with which another command reads what this one has read.

    >>> from seating.api.request import Request
    >>> name_inputs(Request("my guests.xlsx", sheet="May", out=Path("out")))
    '"my guests.xlsx" --sheet May --out out'
    """
    named: dict[str, tuple[Any, ...]] = {
        "--sheet": (request.sheet,),
        "--convening": (request.convening,),
        "--charts" if request.charts_count else "--nominations": request.charts,
        "--out": (request.out,),
    }
    words = [said("LIST") if request.people == "-" else as_argument(str(request.people))]  # it was read to its end
    for option, values in named.items():
        for value in values:
            if value is not None and value != OUT:
                words += [option, as_argument(str(value))]
    return said_joined(words, " ")


def name_check(request: Request) -> str:
    """Return the command that checks what a command has read, and prints all notes on it."""
    return said_joined(["seating check", name_inputs(request)], " ")


def require_finite(_: click.Context, parameter: click.Parameter, value: float | None) -> float | None:
    """Reject `nan`, which every `click.FloatRange` accepts, and infinite numbers.

    Parameters
    ----------
    _ : click.Context
    parameter : click.Parameter
    value : float or None

    Raises
    ------
    click.BadParameter
        When the value is not finite.
    """
    if value is not None and not math.isfinite(value):
        raise click.BadParameter(f"{value} is not a finite number.", param=parameter)
    return value


large_option = click.option(
    "--large",
    is_flag=True,
    help="Read a list of more than 20,000 people, up to 200,000. This can take many minutes and several gigabytes.",
)
"""The option for lists of more people than usual."""

sheet_option = click.option(
    "--sheet",
    metavar="NAME",
    help="The sheet of the workbook that lists the people. By default, it is chosen by its contents.",
)
"""The option for the sheet of a workbook that lists the people."""


def people_argument(function: Decorated) -> Decorated:
    """Add the argument for the list, a file or `-`, and the option for its sheet."""
    argument = click.argument("people", metavar="PEOPLE", shell_complete=complete_file)
    return argument(sheet_option(function))


def fetch_option(function: Decorated) -> Decorated:
    """Add the option to fetch the list; the command receives the file in which it is kept as `people`.

    Put it directly above `as_request`.
    """

    @wraps(function)
    def with_fetched(console: Console, people: str, out: Path, fetch: bool, **given: Any) -> Any:
        if fetch:
            from seating.api.lists.fetched import fetch_list

            people = fetch_list(people, out).as_posix()
            text = said(
                "The list was fetched, and is kept in %(file)s. Name this file to read the same rows again.",
                file=people,
            )
            console.notes([Note("list-fetched", text)], console.words)
        return function(console, people=people, out=out, **given)

    return click.option(
        "--fetch",
        is_flag=True,
        help="Fetch the list: PEOPLE is the address (https://) of a CSV file, such as a Google Sheet that is published "
        "to the web. It is kept as list/fetched.csv in the output folder. Without --fetch, no address is opened.",
    )(cast(Decorated, with_fetched))


def saved_people_argument(function: Decorated) -> Decorated:
    """Add the optional argument for the list. Pages of a saved round can be made without the list."""
    file = click.argument("people", metavar="[PEOPLE]", required=False, shell_complete=complete_file)
    return file(sheet_option(function))


def _file_option(name: str, text: str, *, multiple: bool = False) -> Callable[[Decorated], Decorated]:
    return click.option(name, type=click.Path(path_type=Path), multiple=multiple, metavar="FILE", help=text)


_files_option = partial(_file_option, multiple=True)

convening_option = _file_option(
    "--convening",
    "The convening: a YAML or JSON file. Default: convening.yaml next to the list. "
    "If there is none, the convening is inferred.",
)
"""The option for the convening."""


def _folder_option(says: str) -> Callable[[Decorated], Decorated]:
    return click.option(
        "--out",
        type=click.Path(path_type=Path, file_okay=False),
        default=OUT,
        show_default=True,
        metavar="DIR",
        help=says,
    )


out_option = _folder_option("The output folder.")
"""The option for the output folder."""

earlier_out_option = _folder_option("The output folder of earlier runs, with saved rounds and an inferred convening.")
"""The option for the output folder, for commands that read it."""

time_limit_option = click.option(
    "--time-limit",
    type=click.FloatRange(min=0, min_open=True),
    metavar="SECONDS",
    callback=require_finite,
    help="Search for at most this many seconds, counted from when the list is read. By default, the amount of work is "
    "limited instead, so that runs are repeatable.",
)
"""The option for the time limit in seconds."""

seed_option = click.option(
    "--seed",
    type=click.IntRange(*RANGES["seed"]),
    default=0,
    show_default=True,
    help="Random seed. Different seeds explore different starting points. Where the round was planned ahead, the plan "
    "stays unless another seating is better.",
)
"""The option for the random seed."""

jobs_option = click.option(
    "--jobs",
    type=click.IntRange(*RANGES["jobs"]),
    metavar="N",
    help="Number of parallel searches, each on one core. A different number can give a different seating.  "
    "[default: 2]",
)
"""The option for the number of parallel searches."""


def executor_options(function: Decorated) -> Decorated:
    """Add the options of add-ons that say where searches run. The command receives the given one as `elsewhere`."""
    executors = {one.name.removeprefix("--").replace("-", "_"): one for one in list_executors()}

    @wraps(function)
    def with_executor(*args: Any, **kwargs: Any) -> Any:
        values = {name: kwargs.pop(name) for name in executors}
        given = [executors[name].at(where) for name, where in values.items() if where is not None]
        if len(given) > 1:
            raise click.UsageError(f"Give only one of {listed(one.option.name for one in given)}.")
        return function(*args, elsewhere=given[0] if given else None, **kwargs)

    found: Any = with_executor
    for name, one in executors.items():
        found = click.option(one.name, name, metavar=one.metavar, help=one.help)(found)
    return cast(Decorated, found)


strict_option = click.option("--strict", is_flag=True, help="Exit with code 5 if any wish or voice is unmet.")
"""The option that makes an unmet wish or voice a failure."""

harvest_option = _file_option(
    "--harvest",
    "The tables' answers: a file with the columns `table`, `question`, `theme` and `text`. The report counts them by "
    "theme.",
)
"""The option for the file with the harvest of the tables."""


def charts_option(function: Decorated) -> Decorated:
    """Add the options for files of filled-in charts, which count with --charts and are only shown with --nominations.

    The command receives `charts` and `charts_count`.
    """

    @wraps(function)
    def with_charts(*args: Any, charts: tuple[Path, ...], nominations: tuple[Path, ...], **kwargs: Any) -> Any:
        if charts and nominations:
            raise click.UsageError("Give --charts if the charts count, or --nominations if they are only shown.")
        return function(*args, charts=charts or nominations, charts_count=not nominations, **kwargs)

    shown = _files_option(
        "--nominations", "Like --charts, but the charts are only shown and do not affect the seating."
    )
    counted = _files_option(
        "--charts",
        "Filled-in charts: a CSV, XLSX or ODS file, or a folder of them. Repeatable. The table at which people place "
        "themselves counts as their choice. The tables for which charts name people count as a wish. Default: the "
        "files listed under `charts` in the convening.",
    )
    return cast(Decorated, counted(shown(with_charts)))


invitations_option = _file_option(
    "--invitations",
    "Who was nominated and invited, and what they answered: the filled-in file `invitations.csv` that a run wrote. "
    "Default: the file of this name in the output folder.",
)
"""The option for the file with the states of invitations."""

resources_option = _files_option(
    "--resources",
    "What resources exist and which are missing: a file with the columns `resource`, `holder`, `focus`, `serves` and "
    "`state`, or the typed worksheets of the tables. Repeatable. Default: resources.csv next to the list.",
)
"""The option for files of resources."""

BESIDE_THE_LIST = "commitments.csv next to the list or, if there is none, the promises of the last saved round"
"""Where promises come from if no file is named and the round is not over."""


def commitments_option(default: str) -> Callable[[Decorated], Decorated]:
    """Return the option for files of promises.

    Parameters
    ----------
    default : str
        Where the command takes the promises from if no file is named.
    """
    return _files_option(
        "--commitments",
        "What tables promised and who they named as missing: a file with the columns `table`, `who`, `what`, `by`, "
        f"`state`, `note` and `missing`. Repeatable. Default: {default}.",
    )


no_packet_option = click.option(
    "--no-packet", "packet", is_flag=True, flag_value=False, default=True, help="Do not write the packet."
)
"""The option that omits the packet. The command receives `packet`."""

json_option = click.option(
    "--json", is_flag=True, expose_value=False, callback=_set_json, help="Print one JSON record instead of text."
)
"""The option that prints the result as one JSON record."""

quiet_option = click.option(
    "--quiet", "-q", is_flag=True, expose_value=False, callback=_set_quiet, help="Do not print notes or progress."
)
"""The option that omits notes and progress."""


def output_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options for JSON and for quiet output. The command receives its console."""
    return json_option(quiet_option(click.pass_obj(function)))


details_option = click.option(
    "--details",
    is_flag=True,
    expose_value=False,
    callback=_set_details,
    help="Print everything, with the figures of the search: penalties, bounds and the points of each requirement.",
)
"""The option that prints the figures of the search, such as penalties."""

checked_rounds_option = click.option(
    "--rounds",
    type=click.IntRange(*RANGES["rounds"]),
    default=1,
    show_default=True,
    metavar="K",
    help="Count what musts need over this many rounds, starting with the open one.",
)
"""The option for the number of rounds over which musts are counted."""

next_round_option = click.option("--next-round", is_flag=True, help="Close the open round and seat the next one.")
"""The option that closes the open round."""

rounds_option = click.option(
    "--rounds",
    type=click.IntRange(*RANGES["rounds"]),
    default=1,
    show_default=True,
    metavar="K",
    help="Plan this many rounds together, starting with the open one.",
)
"""The option for the number of rounds that are planned together."""

history_option = click.option(
    "--history",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Seatings of earlier rounds: a file with the columns `id` or `name`, `round` and `table`. They are saved in "
    "the ledger.",
)
"""The option for a file of earlier seatings that are not in the ledger."""

keep_option = click.option(
    "--keep",
    multiple=True,
    metavar="TABLES or PEOPLE",
    shell_complete=complete_seats,
    help="People or tables to keep as they are in the last saved seating: ids or names, separated by `;`. Repeatable.",
)
"""The option for tables and people that stay as they are in the last saved seating."""

round_option = click.option(
    "--round", "number", type=int, metavar="N", help="The number of a saved round. Default: the open round."
)
"""The option for the number of a saved round."""


def saved_round_options(function: Decorated) -> Decorated:
    """Add the argument and the options for a saved round whose pages are written again, and for what they read."""
    read = (charts_option, invitations_option, round_option, out_option, harvest_option, resources_option)
    promised = commitments_option(f"{BESIDE_THE_LIST}; for a round that is over, the promises saved with it")
    for add in reversed((saved_people_argument, convening_option, *read, promised)):
        function = add(function)
    return function
