"""Print what was done, or would be done, to forget somebody."""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from seating.api.forget.plan import Fate, FileChange
from seating.api.forget.run import Forgotten, forgetting_record
from seating.cli.console import Console
from seating.ledger import ROUNDS
from seating.wording import counted, listed, quoted

SHOWN_LINES = 12
"""Maximum number of numbers of lines that are listed of a changed file."""

SHOWN_TEXTS = 100
"""Maximum number of lines of a file that are printed."""

FEW = 3
"""Removed files of a folder that are listed one by one; more are counted."""

OUTSIDE = (
    "This program cannot reach printed pages, sent mail, copies of the folder, backups, and folders made with `seating "
    "packet --share`. Remove the person there yourself."
)

TITLES = {
    Fate.CHANGED: ("Changed", "To be changed"),
    Fate.REMOVED: ("Removed", "To be removed"),
    Fate.LEFT: ("Left to you", "Left to you"),
}


def print_forgotten(
    console: Console, found: Forgotten, people: Path | None, out: Path, *, is_asked: bool = False
) -> None:
    """Print every file, and what happens to it.

    Parameters
    ----------
    console : Console
    found : Forgotten
    people : Path or None
        The list.
    out : Path
        The output folder.
    is_asked : bool
        Whether the command asks next whether to make the changes.
    """
    if console.as_json:
        console.record(forgetting_record(found))
        return
    console.notes(found.notes)
    console.result(_summary(found))
    for fate, (done, planned) in TITLES.items():
        console.section(done if found.is_done else planned, _lines(found.of(fate)))
    console.section("Not searched", _unsearched(found.unsearched))
    if found.is_done:
        console.section("To write pages again", _commands(found, people, out))
    console.section("Elsewhere", [OUTSIDE])
    if not found.is_done and found.is_needed and not is_asked:
        console.result("\nNothing was changed. Add --yes to make these changes. They cannot be undone.")


def _summary(found: Forgotten) -> str:
    """Return whether people were or would be forgotten, and what stands for them."""
    if not found.is_needed and found.n_people:
        return f"Nothing that the program changes {'is left' if found.changes else 'was found'}."
    if not found.n_people:
        text = quoted(found.subjects[0].names[0])
        files = counted(found.n_places, "file")
        return (
            f"No person on the list, in saved rounds, arrivals, invitations or charts is called {text}. "
            f"The words {'were' if found.is_done else 'are'} in {files}. This forgets no person."
        )
    tokens = listed(subject.token for subject in found.subjects)
    verb = "stand" if found.n_people > 1 else "stands"
    says = f"{'Forgotten' if found.is_done else 'To be forgotten'}: {counted(found.n_people, 'person', 'people')}."
    if any(change.path.parent.name == ROUNDS for change in found.of(Fate.CHANGED)):
        says += f" In saved rounds, {tokens} {verb if found.is_done else 'would stand'} for them."
    return says


def _unsearched(paths: Sequence[Path]) -> Iterator[str]:
    """Yield the files and folders that were not searched; many are counted."""
    for path in paths[:SHOWN_LINES]:
        yield f"{path.as_posix()}{'/' if path.is_dir() else ''}"
    if len(paths) > SHOWN_LINES:
        yield f"and {len(paths) - SHOWN_LINES:,} more"
    if paths:
        yield "Look into these files yourself. Add --also with a folder to search it."


def _commands(found: Forgotten, people: Path | None, out: Path) -> Iterator[str]:
    """Yield the commands that write the removed pages again. A repair writes those of the open round without them."""
    whom = [] if people is None else [people.as_posix()]
    if found.is_seated:
        yield _command("repair", *whom, out=out)
    for number in found.rounds:
        chosen = [] if number == found.open_round else ["--round", str(number)]
        if chosen or not found.is_seated:
            yield _command("packet", *whom, *chosen, out=out)
            yield _command("report", *whom, *chosen, out=out)
    if any(change.path.name.startswith("closing") for change in found.of(Fate.REMOVED)):
        yield _command("rounds", "report", out=out)


def _command(*words: str, out: Path) -> str:
    return shlex.join(["seating", *words, "--out", out.as_posix()])


def _lines(changes: Sequence[FileChange]) -> Iterator[str]:
    """Yield a line for each file; many removed files of a folder are counted."""
    folders = Counter(change.path.parent for change in changes if change.fate is Fate.REMOVED)
    told: set[Path] = set()
    for change in changes:
        folder = change.path.parent
        if change.fate is Fate.REMOVED and folders[folder] > FEW:
            if folder not in told:
                told.add(folder)
                yield f"{folder.as_posix()}/: {folders[folder]:,} files"
            continue
        if change.texts:
            yield f"{change.path.as_posix()}: {change.says}"
            yield from _texts(change)
        else:
            yield f"{change.path.as_posix()}{_places(change.lines)}: {change.says}"


def _texts(change: FileChange) -> Iterator[str]:
    """Yield the lines of a file that name the person."""
    for line, text in list(zip(change.lines, change.texts, strict=True))[:SHOWN_TEXTS]:
        yield f"  line {line}: {text}"
    if len(change.lines) > SHOWN_TEXTS:
        yield f"  and {len(change.lines) - SHOWN_TEXTS:,} more; --json has all"


def _places(lines: Sequence[int]) -> str:
    if not lines:
        return ""
    shown = [str(line) for line in lines[:SHOWN_LINES]]
    more = f" and {len(lines) - SHOWN_LINES} more" if len(lines) > SHOWN_LINES else ""
    return f", line {shown[0]}" if len(lines) == 1 else f", lines {', '.join(shown)}{more}"
