"""Print what was done, or would be done, to forget somebody."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from seating.api.forget.plan import Fate, FileChange
from seating.api.forget.run import Forgotten
from seating.cli.console import Console
from seating.errors import Note
from seating.wording import counted, listed, quoted

__all__ = ["print_finished", "print_forgotten"]

SHOWN_LINES = 12
"""Maximum number of lines of a file that are listed."""

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


def print_finished(console: Console, out: Path, *, was_pending: bool) -> None:
    """Print whether an interrupted run was finished.

    Parameters
    ----------
    console : Console
    out : Path
        The output folder.
    was_pending : bool
    """
    if console.as_json:
        console.record({"schema_version": 1, "finished": was_pending})
    elif was_pending:
        console.result(f"The interrupted run is finished. All its changes in {out} are made.")
    else:
        console.result(f"No interrupted run is waiting in {out}. Name the person to forget.")


def print_forgotten(console: Console, found: Forgotten, people: Path | None, out: Path) -> None:
    """Print every file, and what happens to it.

    Parameters
    ----------
    console : Console
    found : Forgotten
    people : Path or None
        The list.
    out : Path
        The output folder.
    """
    notes = list(_notes(found))
    if console.as_json:
        console.record(_record(found, notes))
        return
    n_people = counted(len(found.subjects), "person", "people")
    tokens = listed(subject.token for subject in found.subjects)
    if not found.is_needed:
        told = "is left" if found.changes else "was found"
        console.result(f"Nothing that the program changes {told}.")
    elif found.is_done:
        console.result(f"Forgotten: {n_people}. In saved rounds, {tokens} stands for them.")
    else:
        console.result(f"To forget {n_people}. In saved rounds, {tokens} would stand for them.")
    for fate, (done, planned) in TITLES.items():
        console.section(done if found.is_done else planned, _lines(found.of(fate)))
    if found.is_done and found.of(Fate.REMOVED):
        whom = "" if people is None else f"{people} "
        console.section(
            "To write pages again", [f"seating packet {whom}--out {out}", f"seating report {whom}--out {out}"]
        )
    console.section("Elsewhere", [OUTSIDE])
    console.notes(notes)
    if not found.is_done and found.is_needed:
        console.result("\nNothing was changed. Add --yes to make these changes. They cannot be undone.")


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
        yield f"{change.path.as_posix()}{_places(change.lines)}: {change.says}"


def _places(lines: Sequence[int]) -> str:
    if not lines:
        return ""
    shown = [str(line) for line in lines[:SHOWN_LINES]]
    more = f" and {len(lines) - SHOWN_LINES} more" if len(lines) > SHOWN_LINES else ""
    return f", line {shown[0]}" if len(lines) == 1 else f", lines {', '.join(shown)}{more}"


def _notes(found: Forgotten) -> Iterator[Note]:
    if found.shared:
        names = listed(map(quoted, dict.fromkeys(found.shared)))
        text = f"Somebody who stays has the same name: {names}. It is kept in sentences, because it may mean either."
        yield Note("forget-shared-name", text)
    for folder in found.nested:
        yield Note(
            "forget-nested",
            f"{folder} has rounds of its own and was not searched. Run the command with --out {folder}.",
        )
    if found.is_in_git:
        text = "The files are in a Git repository. Its history keeps what they held before."
        yield Note("forget-git", text)


def _record(found: Forgotten, notes: Sequence[Note]) -> dict[str, object]:
    return {
        "schema_version": 1,
        "done": found.is_done,
        "people": len(found.subjects),
        "tokens": [subject.token for subject in found.subjects],
        "files": [
            {"file": change.path.as_posix(), "fate": str(change.fate), "says": change.says, "lines": list(change.lines)}
            for change in found.changes
        ],
        "notes": [{"slug": note.slug, "text": note.text} for note in notes],
    }
