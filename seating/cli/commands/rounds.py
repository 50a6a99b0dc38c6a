"""`seating rounds`: list, show, compare and undo saved rounds, record attendance, and report on all rounds."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from seating.cli import exits, options, page_making
from seating.cli.console import Console
from seating.cli.grouped_help import GroupedCommand

if TYPE_CHECKING:
    from seating.ledger import Ledger
    from seating.present.languages import Words
    from seating.present.settings import Settings

FOLDER = "--out examples/monthly/reports"


@click.group(
    "rounds",
    invoke_without_command=True,
    epilog=options.format_example(f"seating rounds list {FOLDER}"),
    subcommand_metavar="COMMAND [ARGS]...",
)
@click.pass_context
def command(ctx: click.Context) -> None:
    """List, compare or undo the saved rounds, record who came, or report on all of them.

    `seating solve` saves each seating as an entry of the ledger, in the folder `rounds` of the output folder. Only
    `seating forget` changes entries, and none are ever deleted. Undoing a seating, or recording who came, adds a new
    entry.
    """
    if ctx.invoked_subcommand is None:
        ctx.ensure_object(Console).result(ctx.get_help())


@command.command("list", epilog=options.format_example(f"seating rounds list {FOLDER}"))
@options.out_option
@page_making.language_option
@options.details_option
@options.output_options
def list_(console: Console, out: Path, words: Words) -> int:
    """List the saved rounds.

    Shows when each round was saved, how many people came, and its penalty.
    """
    from seating.ledger import Ledger
    from seating.ledger.records import rounds_record
    from seating.pages import rounds

    ledger = Ledger.open(out)
    console.show(partial(rounds_record, ledger), ledger.notes, rounds.list_rounds(ledger), words)
    return _print_problems(console, ledger)


@command.command("show", epilog=options.format_example(f"seating rounds show 1 {FOLDER}"))
@click.argument("number", metavar="N", type=int)
@options.out_option
@page_making.language_option
@options.details_option
@options.output_options
def show(console: Console, number: int, out: Path, words: Words) -> int:
    """Show who sat where in round N."""
    from seating.api.rounds import find_round
    from seating.ledger import Ledger
    from seating.ledger.records import round_record
    from seating.pages import rounds

    ledger = Ledger.open(out)
    saved = find_round(ledger if number in ledger.rounds else ledger.sound, number)
    console.show(partial(round_record, ledger, saved), (), rounds.list_round(ledger, saved), words)
    return _print_problems(console, ledger)


def _print_problems(console: Console, ledger: Ledger) -> int:
    """Print the problems of a ledger, which a record has too; return the exit code."""
    if ledger.problems and not console.as_json:
        console.problems(ledger.problems)
    return exits.DAMAGED if ledger.problems else exits.DONE


@command.command(
    "diff",
    epilog=options.format_example(
        f"seating rounds diff 1 2 {FOLDER}",
        "seating rounds diff examples/monthly/reports examples/monthly/four-tables",
    ),
)
@click.argument("first", metavar="ROUND|FOLDER")
@click.argument("second", metavar="ROUND|FOLDER")
@options.out_option
@page_making.language_option
@options.output_options
def diff(console: Console, first: str, second: str, out: Path, words: Words) -> None:
    """Compare two rounds, or two convenings side by side.

    With the numbers of two rounds, shows who moved, joined or left, and which requirements became met or unmet. With
    an output folder in place of a number, shows what each requirement costs in both seatings, and who sits elsewhere.
    Of a folder, the open round is compared.
    """
    from seating.api.rounds import compare_rounds, compare_sides
    from seating.ledger import Ledger
    from seating.ledger.records import comparison_record, side_by_side_record
    from seating.pages import rounds, side_by_side

    one, other = _read_round(first), _read_round(second)
    if isinstance(one, int) and isinstance(other, int):
        compared = compare_rounds(Ledger.open(out).sound, one, other)
        console.show(partial(comparison_record, compared), (), rounds.list_comparison(compared), words)
    else:
        placed = compare_sides(one, other, out)
        console.show(partial(side_by_side_record, placed), (), side_by_side.list_blocks(placed), words)


def _read_round(given: str) -> int | Path:
    """Return the number of a round, or the output folder that stands in its place."""
    try:
        return int(given)
    except ValueError:
        return Path(given)


@command.command("undo", epilog=options.format_example(f"seating rounds undo {FOLDER}"))
@options.out_option
@page_making.language_option
@options.output_options
def undo_last(console: Console, out: Path, words: Words) -> None:
    """Undo the last saved entry.

    This restores the state before that entry: if it was made by `solve --next-round`, the earlier
    round is open again. The ledger gets one more entry; nothing is removed. A second undo undoes the
    entry before that one.
    """
    from seating.api.rounds import undo_last
    from seating.ledger.records import undone_record
    from seating.pages import rounds

    undone = undo_last(out)
    console.show(partial(undone_record, undone.ledger, undone.entry), (), rounds.list_undo(undone), words)


@command.command(
    "attended", epilog=options.format_example(f"seating rounds attended examples/monthly/came.csv {FOLDER}")
)
@click.argument("file", metavar="[FILE]", type=click.Path(path_type=Path), required=False)
@click.option(
    "--others",
    type=click.Choice(["present", "absent"]),
    help="Whether people with a seat but without a mark by the desk count as present or absent.",
)
@options.round_option
@options.out_option
@page_making.language_option
@options.output_options
def attended(
    console: Console,
    file: Path | None,
    others: Literal["present", "absent"] | None,
    number: int | None,
    out: Path,
    words: Words,
) -> None:
    """Record who came to the open round. Everyone else with a seat counts as absent.

    FILE is a CSV or XLSX file with the heading `id` or `name` and one row for each person who came. An optional column
    `table` names the table where a person sat after changing tables. Without FILE, the people marked as arrived in
    `arrivals.csv` in the output folder count as present. If there are fewer of them than people without a mark,
    --others is needed.
    """
    from seating.api.rounds import record_attended
    from seating.ledger.records import attendance_record
    from seating.pages import rounds

    recorded = record_attended(out, file, number, others)
    console.show(partial(attendance_record, recorded.saved), recorded.notes, rounds.list_attendance(recorded), words)


@command.command("report", cls=GroupedCommand, epilog=options.format_example(f"seating rounds report {FOLDER}"))
@click.option(
    "--harvest",
    "harvests",
    type=(int, click.Path(path_type=Path)),
    multiple=True,
    metavar="N FILE",
    help="The tables' answers in round N, as for `seating report`. Repeatable, once for each round.",
)
@options.commitments_option("the promises of the last saved round")
@click.option(
    "--results",
    type=click.Path(path_type=Path),
    help="What came of the work: a file with the columns `result`, `number`, `table`, `date`, `source`, `story`, "
    "`told by` and `consent`. A story without consent is left out.",
)
@page_making.page_options
@page_making.pdf_option
@options.out_option
@options.output_options
def report(
    console: Console,
    harvests: tuple[tuple[int, Path], ...],
    commitments: tuple[Path, ...],
    results: Path | None,
    settings: Settings,
    pdf: bool,
    out: Path,
) -> None:
    """Write the closing report over all rounds.

    Shows who came, who was heard in which round, what changed, what the tables made, and the file behind each number.
    The report is made from the saved rounds, without the list. closing.html is for the convening team;
    closing-shared.html names no one and can be shared.
    """
    from seating.api.saved_rounds.closing_report import closing_record, write_closing_report
    from seating.pages.rounds import list_closing

    written = write_closing_report(out, harvests, commitments, settings, results)
    printed = (
        page_making.write_pdfs(console, [Path(path) for path in written.files.values()], out, settings.words)
        if pdf
        else {}
    )
    files = {**written.files, **printed}
    page = list_closing(written.closing.rounds, files.values())
    console.show(partial(closing_record, written, files), written.notes, page, settings.words)
