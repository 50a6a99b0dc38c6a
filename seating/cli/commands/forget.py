"""`seating forget`: remove a person from the files that the program wrote, and print where others name them."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from seating.cli import exits, options, page_making
from seating.cli.console import Console

if TYPE_CHECKING:
    from seating.present.languages import Words


@click.command(
    "forget",
    epilog=options.format_example(
        'seating forget "Adaeze Okoro" examples/monthly/members.csv --out examples/monthly/reports'
    ),
)
@click.argument("person", metavar="[PERSON]", required=False)
@options.saved_people_argument
@click.option("--yes", "is_sure", is_flag=True, help="Make the changes. Without it, they are only listed.")
@options.out_option
@page_making.language_option
@options.output_options
def command(
    console: Console,
    person: str | None,
    people: str | None,
    sheet: str | None,
    is_sure: bool,
    out: Path,
    words: Words,
) -> int:
    """Remove a person from the files that the program wrote.

    Lists the files, and what would change in each. With --yes, or after you confirm in a terminal, the changes are
    made. They cannot be undone. PERSON is an id, a name, or an e-mail address from the list. PEOPLE is the list.

    Only files that the program wrote are changed. The list and the convening stay as they are. The command prints every
    line in them that has the id, the name or the e-mail address. Other files of yours are not searched.

    In saved rounds, a token such as `forgotten-1` stands for the person from now on. All pages are removed, and
    `seating report` and `seating packet` write them again. Without PERSON, the command finishes a run that was
    interrupted.
    """
    from seating.api.forget.forget_run import finish_forgetting, forget_person, forgetting_record, plan_forgetting
    from seating.pages.forgotten import list_blocks

    if person is None:
        _print_finished(console, out, was_pending=finish_forgetting(out))
        return exits.DONE
    if people == "-":
        raise click.UsageError("PEOPLE cannot be standard input here. Name the file of the list.")
    place = None if people is None else Path(people)
    if not is_sure:
        planned = plan_forgetting(out, person, place, sheet)
        is_asked = console.can_ask and planned.is_needed
        page = list_blocks(planned, place, out, is_asked=is_asked)
        console.show(partial(forgetting_record, planned), planned.notes, page, words)
        if not is_asked:
            return exits.DONE
        console.result()
        if not click.confirm("Make these changes? They cannot be undone."):
            console.result("Nothing was changed.")
            return exits.DONE
    done = forget_person(out, person, place, sheet)
    console.show(partial(forgetting_record, done), done.notes, list_blocks(done, place, out), words)
    return exits.DONE


def _print_finished(console: Console, out: Path, *, was_pending: bool) -> None:
    """Print whether an interrupted run was finished."""
    if console.as_json:
        from seating.api.forget.forget_run import finished_record

        console.record(finished_record(was_pending))
    elif was_pending:
        console.result(f"The interrupted run is finished. All its changes in {out} are made.")
    else:
        console.result(f"No interrupted run is waiting in {out}. Name the person to forget.")
