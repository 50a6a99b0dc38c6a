"""What was done, or would be done, to forget a person."""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from seating.api.forget.forget_plan import Fate, FileChange
from seating.api.forget.forget_run import Forgotten
from seating.ledger import ROUNDS
from seating.present.blocks import Block, Figures, Span, Text, below, data, paragraph, titled
from seating.present.shortening import tell_more
from seating.profiles.heads import Heads, say_gone
from seating.report.claims import labels
from seating.wording import Said, said, said_field, said_list

SHOWN_TEXTS = 100
"""Maximum number of lines of a file that are printed."""

OUTSIDE = (
    said("Other files of yours, such as charts, promises and harvests, were not searched. Check these files yourself."),
    said(
        "This program cannot reach printed pages, sent mail, copies of the folder, backups, the history of a Git "
        "repository, or folders made with `seating packet --share`. Remove the person from those yourself."
    ),
)

TITLES: Mapping[Fate, tuple[Said, Said]] = {
    Fate.CHANGED: (said("Changed"), said("To be changed")),
    Fate.REMOVED: (said("Removed"), said("To be removed")),
    Fate.LEFT: (said("Left to you"), said("Left to you")),
}


def list_blocks(found: Forgotten, people: Path | None, out: Path, *, is_asked: bool = False) -> Iterator[Block]:
    """Yield every file, and what happens to it.

    Parameters
    ----------
    found : Forgotten
    people : Path or None
        The list.
    out : Path
        The output folder.
    is_asked : bool
        Whether the command asks next whether to make the changes.
    """
    yield from _summarize(found)
    for fate, (done, planned) in TITLES.items():
        yield from titled(done if found.is_done else planned, _list_files(found.of(fate)))
    if found.is_done:
        yield from titled(said("To regenerate the pages"), _tell_commands(found, people, out))
    unnamed = [said("The list was not named, so the list and the convening were not searched.")] if not people else []
    yield from titled(said("Elsewhere"), [*unnamed, *OUTSIDE])
    if not found.is_done and found.is_needed and not is_asked:
        yield paragraph(said("Nothing was changed. Add --yes to make these changes. They cannot be undone."))


def _summarize(found: Forgotten) -> Iterator[Block]:
    """Yield who was or would be forgotten, and what stands for them in saved rounds."""
    if not found.is_needed:
        yield paragraph(
            said("The program has nothing more to change.")
            if found.changes
            else said("The program found nothing to change.")
        )
        return
    held = sum(subject.is_seat for subject in found.subjects)
    rows: list[tuple[Text, Text]] = [
        (said("Forgotten") if found.is_done else said("To be forgotten"), say_gone(Heads(found.n_people - held, held)))
    ]
    if any(change.path.parent.name == ROUNDS for change in found.of(Fate.CHANGED)):
        rows.append((said("In saved rounds"), data(said_list([subject.token for subject in found.subjects]))))
    yield Figures(rows, "facts")


def _tell_commands(found: Forgotten, people: Path | None, out: Path) -> Iterator[Text]:
    """Yield the commands that write the removed pages again, and what they cannot know: the options given then."""
    commands = list(_list_commands(found, people, out))
    yield from map(data, commands)
    if commands:
        yield said("If you gave options such as --pages, --charts or --harvest, give them again with these commands.")


def _list_commands(found: Forgotten, people: Path | None, out: Path) -> Iterator[str]:
    """Yield the commands that write the removed pages again. A repair writes those of the open round without them."""
    of_list = [] if people is None else [people.as_posix()]
    if found.convening is not None:
        of_list += ["--convening", found.convening.as_posix()]
    if found.is_seated:
        yield _command("repair", *of_list, out=out)
    for number in found.rounds:
        chosen = [] if number == found.open_round else ["--round", str(number)]
        if chosen or not found.is_seated:
            yield _command("packet", *of_list, *chosen, out=out)
            yield _command("report", *of_list, *chosen, out=out)
    if any(change.path.name.startswith("closing") for change in found.of(Fate.REMOVED)):
        yield _command("rounds", "report", out=out)


def _command(*words: str, out: Path) -> str:
    return shlex.join(["seating", *words, "--out", out.as_posix()])


def _list_files(changes: Sequence[FileChange]) -> Iterator[Text]:
    """Yield each file, with the lines that name the person; removed files are counted by folder."""
    for folder, number in Counter(change.path.parent for change in changes if change.fate is Fate.REMOVED).items():
        yield (data(f"{folder.as_posix()}/"), ": ", labels.FILES(number=number))
    for change in changes:
        if change.fate is not Fate.REMOVED:
            yield (data(change.path.as_posix()), ": ", change.says, *_list_texts(change))


def _list_texts(change: FileChange) -> Iterator[Span]:
    """Yield the lines of a file that name the person."""
    for line, text in list(zip(change.lines, change.texts, strict=False))[:SHOWN_TEXTS]:
        yield below(said_field(labels.LINE_NUMBERED(number=line), text))
    if (left := len(change.texts) - SHOWN_TEXTS) > 0:
        yield below(tell_more(left))
