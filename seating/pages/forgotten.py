"""What was done, or would be done, to forget a person."""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from seating.add_ons import list_add_ons
from seating.api.forget.forget_plan import Fate, FileChange
from seating.api.forget.forget_run import Forgotten
from seating.ledger import ROUNDS
from seating.present.blocks import Block, Span, Text, below, data, join, paragraph, titled
from seating.present.shortening import truncate
from seating.profiles.heads import say_gone
from seating.report.pages import name_options, name_written
from seating.wording import Said, quoted, said, said_count, said_joined, said_list

SHOWN_LINES = 12
"""Maximum number of numbers of lines that are listed of a changed file."""

SHOWN_TEXTS = 100
"""Maximum number of lines of a file that are printed."""

GOVERNANCE = "governance.html"
"""The page of a packet with the promises of each table."""

PAGES_OF_FILES: Mapping[str, Said] = {
    "charts.html": said("The page of charts is removed too. To write it, run `seating charts` with the same files."),
}
"""What is told of the removed pages that commands write from files, which are not known. Add-ons tell of their own."""

FEW = 3
"""Removed files of a folder that are listed one by one; more are counted."""

OUTSIDE = said(
    "This program cannot reach printed pages, sent mail, copies of the folder, backups, or folders made with "
    "`seating packet --share`. Remove the person from those yourself."
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
    yield paragraph(_summarize(found))
    for fate, (done, planned) in TITLES.items():
        yield from titled(done if found.is_done else planned, _list_files(found.of(fate)))
    yield from titled(said("Not searched"), _list_unsearched(found.unsearched, people))
    if found.is_done:
        yield from titled(said("To regenerate the pages"), _tell_commands(found, people, out))
    yield from titled(said("Elsewhere"), [OUTSIDE])
    if not found.is_done and found.is_needed and not is_asked:
        yield paragraph(said("Nothing was changed. Add --yes to make these changes. They cannot be undone."))


def _summarize(found: Forgotten) -> Said:
    """Return whether people were or would be forgotten, and what stands for them."""
    if not found.is_needed and found.n_people:
        if found.changes:
            return said("The program has nothing more to change.")
        return said("The program found nothing to change.")
    if not found.n_people:
        return said_joined(_tell_of_nobody(found), " ")
    told = _count_forgotten(found)
    if not any(change.path.parent.name == ROUNDS for change in found.of(Fate.CHANGED)):
        return told
    return said_joined([told, _tell_tokens(found)], " ")


def _tell_of_nobody(found: Forgotten) -> Iterator[Said]:
    """Yield that a text is the name of no person, and in how many files it stands."""
    text = quoted(found.subjects[0].names[0])
    files = said_count("%(number)s file", "%(number)s files", found.n_places)
    yield said("No person on the list, in saved rounds, arrivals, invitations or charts is called %(text)s.", text=text)
    if found.is_done:
        yield said("The words were in %(files)s. No person was forgotten.", files=files)
    else:
        yield said("The words are in %(files)s. No person would be forgotten.", files=files)


def _count_forgotten(found: Forgotten) -> Said:
    if held := sum(subject.is_held for subject in found.subjects):
        people = say_gone(found.n_people - held, held)
        if found.is_done:
            return said("Forgotten: %(people)s.", people=people)
        return said("To be forgotten: %(people)s.", people=people)
    if found.is_done:
        return said_count("Forgotten: %(number)s person.", "Forgotten: %(number)s people.", found.n_people)
    return said_count("To be forgotten: %(number)s person.", "To be forgotten: %(number)s people.", found.n_people)


def _tell_tokens(found: Forgotten) -> Said:
    """Return what stands for the people in saved rounds."""
    tokens = said_list([subject.token for subject in found.subjects])
    if found.is_done:
        return said_count(
            "In saved rounds, %(tokens)s stands for them.",
            "In saved rounds, %(tokens)s stand for them.",
            found.n_people,
            tokens=tokens,
        )
    return said("In saved rounds, %(tokens)s would stand for them.", tokens=tokens)


def _list_unsearched(paths: Sequence[Path], people: Path | None) -> Iterator[Text]:
    """Yield the files and folders that were not searched; many are counted."""
    if people is None:
        yield said("The list was not named, so the list and the files in its folder were not searched.")
    yield from truncate([data(f"{path.as_posix()}{'/' if path.is_dir() else ''}") for path in paths], SHOWN_LINES)
    if paths:
        yield said("Check these files yourself. To have a folder searched, name it with --also.")


def _tell_commands(found: Forgotten, people: Path | None, out: Path) -> Iterator[Text]:
    """Yield the commands that write the removed pages again, and what they cannot know: the other files given then."""
    commands = list(_list_commands(found, people, out))
    yield from map(data, commands)
    if commands:
        yield said("If you gave files with options such as --charts or --harvest, give them again with these commands.")
    pages = {**PAGES_OF_FILES, **{page: told for one in list_add_ons() for page, told in one.pages.items()}}
    for page, told in pages.items():
        if any(change.path == out / page for change in found.of(Fate.REMOVED)):
            yield told
    ended = {number for number in found.rounds if number != found.open_round}
    if any(GOVERNANCE in _list_removed(found, out, number) for number in ended):
        yield said(
            "Pages of a round that is over show the promises saved with it. If promises were typed in later, name "
            "their file with --commitments."
        )


def _list_commands(found: Forgotten, people: Path | None, out: Path) -> Iterator[str]:
    """Yield the commands that write the removed pages again. A repair writes those of the open round without them."""
    of_list = [] if people is None else [people.as_posix()]
    if found.convening is not None:
        of_list += ["--convening", found.convening.as_posix()]
    if found.is_seated:
        yield _command("repair", *of_list, *_list_options(found, found.open_round), out=out)
    for number in found.rounds:
        chosen = [] if number == found.open_round else ["--round", str(number)]
        if chosen or not found.is_seated:
            yield _command("packet", *of_list, *chosen, *_list_options(found, number), out=out)
            yield _command("report", *of_list, *chosen, out=out)
    if any(change.path.name.startswith("closing") for change in found.of(Fate.REMOVED)):
        yield _command("rounds", "report", out=out)


def _list_options(found: Forgotten, number: int) -> Iterator[str]:
    """Yield the options for a round's packet as it was, because a packet removes the pages that it does not write."""
    for name in name_options(name_written(found.packets.get(number, ()))):
        yield from ("--pages", name)


def _list_removed(found: Forgotten, out: Path, number: int) -> list[str]:
    """Return the removed files of a round's packet."""
    folder = out / f"round-{number}" / "packet"
    return [one.path.relative_to(folder).as_posix() for one in found.of(Fate.REMOVED) if folder in one.path.parents]


def _command(*words: str, out: Path) -> str:
    return shlex.join(["seating", *words, "--out", out.as_posix()])


def _list_files(changes: Sequence[FileChange]) -> Iterator[Text]:
    """Yield each file, with the lines that name the person; many removed files of a folder are counted."""
    folders = Counter(change.path.parent for change in changes if change.fate is Fate.REMOVED)
    told: set[Path] = set()
    for change in changes:
        folder = change.path.parent
        if change.fate is Fate.REMOVED and folders[folder] > FEW:
            if folder not in told:
                told.add(folder)
                number = said_count("%(number)s file", "%(number)s files", folders[folder])
                yield (data(f"{folder.as_posix()}/"), ": ", number)
        elif change.texts:
            yield (data(change.path.as_posix()), ": ", change.says, *_list_texts(change))
        else:
            name = join([data(change.path.as_posix()), *_tell_places(change.lines)], ", ")
            yield (*name, ": ", change.says)


def _list_texts(change: FileChange) -> Iterator[Span]:
    """Yield the lines of a file that name the person."""
    for line, text in list(zip(change.lines, change.texts, strict=True))[:SHOWN_TEXTS]:
        yield below(said("line %(number)s: %(text)s", number=line, text=text))
    if (left := len(change.lines) - SHOWN_TEXTS) > 0:
        yield below(said("and %(number)s more; --json lists all of them", number=f"{left:,}"))


def _tell_places(lines: Sequence[int]) -> Iterator[Said]:
    """Yield the numbers of the lines that change, if there are any."""
    if len(lines) == 1:
        yield said("line %(number)s", number=lines[0])
    elif lines:
        shown = said_joined([str(line) for line in lines[:SHOWN_LINES]], ", ")
        if (left := len(lines) - SHOWN_LINES) > 0:
            yield said("lines %(numbers)s and %(number)s more", numbers=shown, number=left)
        else:
            yield said("lines %(numbers)s", numbers=shown)
