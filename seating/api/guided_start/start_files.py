"""Where the guided start finds the list, and where it writes the convening."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, replace
from pathlib import Path

from seating.api.editing.convening_edits import READING
from seating.api.editing.convening_text import ConveningText, read_convening_text
from seating.api.guided_start.list_title import list_offers
from seating.api.guided_start.questionnaire import Draft
from seating.api.guided_start.unclear_columns import know_grid, know_roles
from seating.api.guided_start.written import NAME, write_convening
from seating.api.reading import read_list
from seating.api.request import Request
from seating.api.starters import DEFAULT, LIST, for_editors, read_template, write_files
from seating.convening.convening_file import NAMES_BESIDE, written_rules
from seating.convening.document import read_text
from seating.convening.edit import parse_text
from seating.errors import SeatingError, UsageError
from seating.forms.worksheets import WORKSHEETS
from seating.ledger.atomic_files import replace_file
from seating.present.languages import Words
from seating.profiles import People
from seating.profiles.columns import CANONICAL
from seating.profiles.list_rules import ListRules
from seating.profiles.reader import read_people
from seating.sources import LIST_SUFFIXES, read_bytes

QUESTIONS_FILE = "questions.txt"

FOREIGN = ("~$", ".")
"""How the names of files begin that spreadsheet programs keep while a list is open in them."""

NO_LIST = frozenset(
    {
        *NAMES_BESIDE,
        *(worksheet.file for worksheet in WORKSHEETS),
        *("arrivals.csv", "commitments.csv", "invitations.csv", "resources.csv", "mentions.csv", QUESTIONS_FILE),
    }
)
"""Files beside a list that are not lists of people."""


@dataclass(frozen=True, slots=True)
class Place:
    """A folder, and the files in it that can be the list of people."""

    folder: Path
    lists: tuple[Path, ...]


def find_place(given: Path) -> Place:
    """Return the folder in which a convening is started, with the lists in it.

    Parameters
    ----------
    given : Path
        A folder, which may be missing, or a list.

    Raises
    ------
    UsageError
        If there is a convening already that states more than how the list is read.
    """
    folder = given.parent if given.is_file() else given
    there = [name for name in NAMES_BESIDE if (folder / name).exists()]
    if there and not (there == [NAME] and _is_about_reading(folder / NAME)):
        raise UsageError(
            f"{folder / there[0]} already exists. Nothing was written; `seating check LIST --ask` changes it, "
            "or name another folder."
        )
    if given.is_file():
        return Place(folder, (given,))
    found = sorted(folder.iterdir()) if folder.is_dir() else []
    lists = [
        path
        for path in found
        if path.suffix.casefold() in LIST_SUFFIXES
        and path.is_file()
        and path.name not in NO_LIST
        and not path.name.startswith(FOREIGN)
    ]
    return Place(folder, tuple(lists))


def _is_about_reading(path: Path) -> bool:
    """Whether a convening only states how the list is read, such as what its words mean."""
    try:
        return parse_text(read_text(path).text, NAME).plain.keys() <= READING
    except SeatingError:
        return False


def _find_kept(request: Request) -> ConveningText | None:
    """Return the convening if nobody wrote one, or if it only states how the list is read; None if it states more."""
    found = read_convening_text(request)
    return found if found.is_inferred or found.plain.keys() <= READING else None


def open_list(request: Request | None) -> Draft:
    """Return a draft without answers for a list; without one, for the example rows of a starter list.

    Raises
    ------
    UsageError, InputError
        If the list cannot be read.
    """
    if request is None:
        return Draft(make_starter_list()[0])
    found = _find_kept(request)
    request = replace(request, write=False)
    is_kept = found is not None and not found.is_inferred
    rules = written_rules(found.plain, None, None) if found is not None and is_kept else ListRules()
    reading = read_list(request, rules)
    kept = found.text if found is not None and is_kept else ""
    draft = Draft(reading.people, request, rules, kept, offers=list_offers(reading.people, reading.notes))
    return know_grid(know_roles(draft))


def save_start(draft: Draft, folder: Path, words: Words) -> list[Path]:
    """Write the convening beside the list, and a starter list if there is none. Return what was written.

    Parameters
    ----------
    draft : Draft
    folder : Path
        The folder of the list.
    words : Words
        The language of the comments.

    Raises
    ------
    UsageError
        If a file exists already, or the folder cannot be written.
    """
    text = write_convening(draft, words)
    if draft.kept and (folder / NAME).exists():
        replace_file(folder / NAME, text.encode())
        return [folder / NAME]
    if not draft.is_starter:
        return write_files(for_editors({NAME: text.encode()}, folder), folder)
    questions = read_template(DEFAULT)[QUESTIONS_FILE]
    people = _drop_unused_columns(*make_starter_list(draft), text)
    contents = {NAME: text.encode(), QUESTIONS_FILE: questions, LIST: people}
    return write_files(for_editors(contents, folder), folder)


def make_starter_list(draft: Draft | None = None) -> tuple[People, bytes]:
    """Return the example rows, as people and as the bytes of a list. Their interests are the tables of a draft.

    Parameters
    ----------
    draft : Draft, optional
    """
    content = read_template(DEFAULT)[LIST]
    areas = [str(table["focus"]) for table in draft.tables if "focus" in table] if draft else []
    if areas:
        content = _with_interests(content.decode(), areas).encode()
    return read_people(read_bytes(content, LIST)).people, content


def _drop_unused_columns(people: People, content: bytes, convening: str) -> bytes:
    """Return the example rows without the columns of one's own that a convening does not name."""
    dropped = [column for column in people.headings if column not in CANONICAL and column not in convening]
    rows = list(csv.reader(io.StringIO(content.decode())))
    kept = [number for number, heading in enumerate(rows[0]) if heading not in dropped]
    return _write_rows([[row[number] for number in kept] for row in rows])


def _with_interests(text: str, areas: list[str]) -> str:
    rows = list(csv.reader(io.StringIO(text)))
    column = rows[0].index("interests")
    for number, row in enumerate(rows[1:]):
        first, second = areas[number % len(areas)], areas[(number + 1) % len(areas)]
        row[column] = "; ".join([f"{first}:3", *([f"{second}:1"] if second != first else [])])
    return _write_rows(rows).decode()


def _write_rows(rows: list[list[str]]) -> bytes:
    made = io.StringIO()
    csv.writer(made, lineterminator="\n").writerows(rows)
    return made.getvalue().encode()
