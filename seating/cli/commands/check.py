"""`seating check`: read and check the inputs without solving."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import click

from seating.cli import exits, options, page_making
from seating.cli.console import Console
from seating.cli.grouped_help import GroupedCommand
from seating.errors import UsageError
from seating.wording import said

if TYPE_CHECKING:
    from seating.api.editing.wishes import Wish
    from seating.api.request import Request
    from seating.present.languages import Words


@click.command(
    "check", cls=GroupedCommand, epilog=options.format_example("seating check examples/city/stakeholders.csv")
)
@options.people_argument
@options.convening_option
@options.charts_option
@options.earlier_out_option
@options.checked_rounds_option
@options.large_option
@click.option("--ask", is_flag=True, help="Ask what matters, and write the answers into the convening.")
@click.option(
    "--suggest", is_flag=True, help="Also print what the list suggests: what could matter, and who may be missing."
)
@page_making.language_option
@options.output_options
@options.fetch_option
@options.as_request()
def command(console: Console, request: Request, ask: bool, suggest: bool, words: Words) -> int:
    """Read and check the inputs without solving.

    Shows how the list was read, how many people are interested in each table, and which musts no seating can meet
    because a simple count rules them out. With --rounds, musts are counted over several rounds. PEOPLE is the list: a
    CSV, TSV, XLSX, ODS or JSON file, or - for standard input. No file is written, except with --ask and --fetch. For
    each sentence made from the columns of the list, --ask asks whether it matters. It writes the answers into your
    convening or, if there is none, into the output folder. The exit code is 4 if a must cannot be met.
    """
    from seating.api.check import check_record, check_request
    from seating.pages import checked

    if ask:
        _ask_what_matters(console, request, words)
    judged = check_request(request)
    console.show(partial(check_record, judged), (), checked.list_blocks(judged, suggests=suggest), words)
    if not console.as_json:
        console.notes(checked.list_notes(judged), words)
    return exits.IMPOSSIBLE if judged.clashes else 0


def _ask_what_matters(console: Console, request: Request, words: Words) -> None:
    """Ask about each sentence made from the list, and write the answers into the convening."""
    from seating.api.editing.wishes import choose_wishes, list_wishes
    from seating.api.reading import read_inputs

    if not console.can_ask:
        hint = "Run it in a terminal and without --json, or write what matters under `requirements` in the convening."
        raise UsageError(f"--ask needs a terminal in which you can answer. {hint}")
    reading = read_inputs(request).reading
    wishes = list_wishes(reading.convening, reading.people)
    if not wishes:
        console.result(words.tell(said("The columns in this list suggest nothing to ask about.")))
        return
    console.result(words.tell(said("What matters? Press Enter to leave an answer as it is.")))
    answers = {one.suggestion.line: _ask(console, one, words) for one in wishes}
    asked = {line: answer for line, answer in answers.items() if answer}
    chosen = "; ".join(words.tell(one.suggestion.says) for one in wishes if one.suggestion.line in asked)
    what = words.tell(said("What matters: %(wishes)s", wishes=chosen))
    written = choose_wishes(request, wishes, asked, what)
    if written.path.is_file():
        console.result(words.tell(said("The answers are in %(file)s.", file=written.path.as_posix())))
    console.result()


def _ask(console: Console, wish: Wish, words: Words) -> str:
    """Return how much a wish counts as the convener answers; "" if it does not matter."""
    from seating.api.editing.wishes import MUST, NICE

    now = f" ({words.tell(wish.suggestion.now)})" if wish.suggestion.now else ""
    console.result(f"\n{words.tell(wish.suggestion.says)}{now}")
    keys = {"m": MUST, "w": NICE, "x": ""} if wish.has_strength else {"y": MUST, "x": ""}
    asked = said("m = must, w = wish, x = no") if wish.has_strength else said("y = yes, x = no")
    strength = wish.strength if wish.has_strength else MUST
    now_key = next(key for key, value in keys.items() if value == (strength if wish.is_chosen else ""))
    answer: str = click.prompt(
        f"  {words.tell(asked)}",
        default=now_key,
        type=click.Choice(list(keys), case_sensitive=False),
        show_choices=False,
    )
    return keys[answer]
