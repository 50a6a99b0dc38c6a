"""`seating init`: start a convening with questions, or write a starter folder to fill in."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from seating.api import starters
from seating.cli import options, page_making
from seating.cli.console import Console
from seating.installed import name_command
from seating.wording import as_argument, quoted, said, said_count, said_joined

if TYPE_CHECKING:
    from seating.api.guided_start.asking import Misunderstood
    from seating.api.guided_start.questionnaire import Draft, Question
    from seating.api.guided_start.start_files import Place
    from seating.present.languages import Words


@click.command("init", epilog=options.format_example("seating init my-convening --template listening"))
@click.argument("folder", required=False, default=".", metavar="[DIR]", type=click.Path(path_type=Path))
@click.option(
    "--template",
    type=click.Choice(starters.list_templates()),
    help="The kind of convening. With this option, no questions are asked. "
    f"Default outside a terminal: {starters.DEFAULT}.",
)
@page_making.language_option
@options.output_options
def command(console: Console, folder: Path, template: str | None, words: Words) -> int:
    """Start a convening: answer questions, or copy a starter folder.

    In a terminal, the command asks questions about the meeting and writes a convening with comments next to your list.
    DIR is a folder, or the list itself. If there is no list, the command writes one with example rows. With --template,
    and outside a terminal, it asks nothing. It copies a list, a convening with comments, and questions for a sign-up
    form into DIR, which is created if it does not exist. No existing file is overwritten; a convening that only says
    how the list is read is added to.
    """
    if template is None and console.can_ask:
        return _ask(console, folder, words)
    contents = starters.read_template(template or starters.DEFAULT)
    written = starters.write_files(starters.for_editors(contents, folder), folder)
    if console.as_json:
        console.record(starters.starter_record(written))
        return 0
    people = next(path for path in written if path.name == starters.LIST)
    _name_next(console, written, people, words, is_example=True)
    return 0


def _ask(console: Console, given: Path, words: Words) -> int:
    """Ask the questions, and write the convening. Nothing is written before the last answer."""
    from seating.api.guided_start.start_files import find_place, open_list, save_start
    from seating.api.request import Request

    with suppress(ImportError):  # Windows recalls lines without it
        import readline  # noqa: F401  # a line is recalled with the arrow key, to change it

    place = find_place(given)
    path = _choose_list(console, place, words)
    draft = open_list(None if path is None else Request(path, write=False))
    if path is not None:
        read = said_count(
            "Your list is %(file)s: %(number)s person is coming.",
            "Your list is %(file)s: %(number)s people are coming.",
            len(draft.coming),
            file=path.name,
        )
        console.result(words.tell(read))
    console.result(words.tell(said("Press Enter to skip a question. Press Ctrl-C to stop without writing anything.")))
    number = 0
    while number < len(draft.questions):  # an answer can lead to a further question
        draft = _ask_one(console, draft, number + 1, draft.questions[number], words)
        number += 1
    folder = place.folder if path is None else path.parent
    written = save_start(draft, folder, words)
    console.result()
    _name_next(console, written, path or folder / starters.LIST, words, is_example=path is None)
    return 0


def _choose_list(console: Console, place: Place, words: Words) -> Path | None:
    """Return the list that the convener means; None to begin with example rows."""
    if len(place.lists) == 1:
        return place.lists[0]
    if place.lists:
        console.result(words.tell(said("Which of these files is the list of people?")))
        for number, path in enumerate(place.lists, 1):
            console.result(f"  {number}. {path.name}")
        chosen: int = click.prompt("  ", type=click.IntRange(1, len(place.lists)), prompt_suffix="")
        return place.lists[chosen - 1]
    console.result(words.tell(said("Where is the list of people? Press Enter if there is none yet.")))
    while True:
        typed = click.prompt("  ", default="", show_default=False, prompt_suffix="").strip().strip("\"'")
        if not typed:
            return None
        if Path(typed).expanduser().is_file():
            return Path(typed).expanduser()
        console.result("  " + words.tell(said("The file %(file)s does not exist.", file=typed)))


def _ask_one(console: Console, draft: Draft, number: int, question: Question, words: Words) -> Draft:
    """Ask a question until the answer is understood or skipped, and say what was understood."""
    from seating.api.guided_start.answers import answer
    from seating.api.guided_start.asking import Misunderstood

    example = _show_question(console, number, question, words)
    made: Draft | Misunderstood | None = None
    while made is None or isinstance(made, Misunderstood):
        typed = click.prompt("  ", default="", show_default=False, prompt_suffix="")
        chosen = typed.strip()
        offers = () if made is None else made.offers
        if not chosen and made is None:
            typed = question.offer
        if chosen.isdecimal() and 0 < int(chosen) <= len(offers):
            typed = offers[int(chosen) - 1].typed
        elif question.is_choice and chosen.isdecimal() and 0 < int(chosen) <= len(question.choices):
            typed = words.gettext(question.choices[int(chosen) - 1])
        made = answer(draft, question.key, typed)
        if isinstance(made, Misunderstood):
            _show_misunderstood(console, made, example, words)
    if question.key in made.told:
        console.result(f"   {words.tell(made.told[question.key])}")
    return made


def _show_question(console: Console, number: int, question: Question, words: Words) -> str:
    """Print a question with what can be answered, and return the sentence with an example."""
    console.result(f"\n{number}. {words.gettext(question.asks)}")
    console.result(f"   {words.gettext(question.about)}")
    example = words.tell(said("For example: %(answer)s.", answer=words.gettext(question.example)))
    console.result(f"   {example}")
    if question.is_choice:
        for at, choice in enumerate(question.choices, 1):
            console.result(f"   {at}. {words.gettext(choice)}")
    elif question.choices:
        console.result(f"   {words.tell(said('On the list: %(names)s.', names=said_joined(question.choices, ', ')))}")
    if question.offer:
        offered = said("Press Enter for %(answer)s, or write - to skip.", answer=quoted(question.offer))
        console.result(f"   {words.tell(offered)}")
    return example


def _show_misunderstood(console: Console, made: Misunderstood, example: str, words: Words) -> None:
    """Print why an answer cannot be used, and the answers that might be meant."""
    skip = words.tell(said("Press Enter to skip the question, or the up arrow to change what you wrote."))
    if not made.offers:
        console.result(f"   {words.tell(made.says)} {example} {skip}")
        return
    console.result(f"   {words.tell(made.says)}")
    for at, offer in enumerate(made.offers, 1):
        console.result(f"   {at}. {words.tell(offer.says)}")
    console.result(f"   {words.tell(said('Write a number, or the whole answer again.'))} {skip}")


def _name_next(console: Console, written: Sequence[Path], people: Path, words: Words, *, is_example: bool) -> None:
    """Print what was written, and the commands to go on with."""
    for path in written:
        console.result(words.tell(said("Wrote %(file)s", file=path)))
    go_on = said("Next, run:")
    if is_example:
        go_on = said("The rows are examples. Replace them with your own, then run:")
    console.result(f"\n{words.tell(go_on)}")
    called = name_command()
    own = "" if people.parent == Path() else f" --out {as_argument(str(people.parent / 'reports'))}"
    listed = as_argument(str(people))
    console.result(f"  {called} check {listed}\n  {called} solve {listed}{own}")
