"""The folders of the convenings of a batch, and the list in each."""

from __future__ import annotations

from pathlib import Path

from seating.errors import UsageError
from seating.sources import LIST_SUFFIXES
from seating.wording import escape_half_characters, listed

BESIDE = frozenset({"convening", "resources", "commitments", "invitations"})
"""Names of files that may be beside a list."""

USUAL = frozenset({"people", "stakeholders", "members", "guests"})
"""Names of lists. They decide where a folder has several files."""


def find_folders(folder: Path, out: Path) -> list[Path]:
    """Return the folders of the convenings, by name. Hidden folders and the output folder do not count.

    Parameters
    ----------
    folder : Path
        Has a folder for each convening.
    out : Path
        The output folder.

    Raises
    ------
    UsageError
        When there is none, or when no page could name one of them.
    """
    if not folder.is_dir():
        raise UsageError(f"There is no folder {folder}. Name the folder that holds a folder for each convening.")
    found = [one for one in sorted(folder.iterdir()) if one.is_dir() and not one.name.startswith(".")]
    found = [one for one in found if one.resolve() != out.resolve()]
    if not found:
        raise UsageError(f"{folder} has no folders. Put each convening into a folder of its own, with its list.")
    for one in found:
        if (shown := escape_half_characters(one.name)) != one.name:
            raise UsageError(f"The name of the folder {shown} is not UTF-8, so no page can name it. Rename the folder.")
    return found


def find_list(folder: Path) -> Path:
    """Return the list of a convening.

    Raises
    ------
    UsageError
        When the folder has no list, or several files that may be the list.
    """
    files = [one for one in sorted(folder.iterdir()) if one.suffix.casefold() in LIST_SUFFIXES and one.is_file()]
    files = [one for one in files if one.stem.casefold() not in BESIDE and not one.name.startswith((".", "~$"))]
    usual = [one for one in files if one.stem.casefold() in USUAL]
    if len(files) == 1 or len(usual) == 1:
        return files[0] if len(files) == 1 else usual[0]
    if not files:
        raise UsageError(f"{folder} has no list. Put one there, for example people.csv.")
    names = listed([one.name for one in files], last="or")
    raise UsageError(f"{folder} has several files that may be the list: {names}. Name the list people.csv.")
