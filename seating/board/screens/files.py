"""The files: choose a list, and open what the program has written to the output folder."""

from __future__ import annotations

import mimetypes
import os
import re
import stat
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request as WebRequest
from starlette.responses import FileResponse, Response

from seating.api import starters
from seating.api.lists.fetched import LISTS
from seating.api.request import Request
from seating.board.rendering import redirect, render, session_of, show_written_page
from seating.board.routing import files_of, form_of, get, post, unquote_id
from seating.board.security import ENTRY
from seating.board.session import Session, find_lists, keep_chosen_list, name_list
from seating.errors import InputError, SeatingError, UsageError
from seating.ledger.atomic_files import make_private_folder, replace_file
from seating.sources import LIST_SUFFIXES
from seating.wording import escape_half_characters, message, quoted, said

LONGEST_NAME = 50
"""Number of characters of the name of an uploaded list that are kept. File systems allow 255 bytes."""

SHOWN = {".html", ".csv", ".tsv", ".xlsx", ".json", ".jsonl", ".yaml", ".pdf", ".ics", ".txt"}
"""Types of files that the screen lists and opens."""


OWN_FOLDER = "board"
"""The folder in which the board keeps its steps; no one has to open its files."""

EXAMPLES = (
    ("action-tables", message("A convening"), message("Who works on capital, who on talent, and who is missing?")),
    ("wedding", message("A wedding"), message("Two families, friends, a head table, and a child.")),
    (
        "dinner",
        message("A dinner"),
        message("Three tables, a host at each, and people who do not know each other yet."),
    ),
)
"""The examples that one click opens: the template, its name, and what it is about. All people are invented."""

ROUND = re.compile(r"round-([1-9][0-9]{0,5})/")


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """A file of the output folder: its path relative to it, with slashes, and its size in bytes."""

    path: str
    size: int


@dataclass(frozen=True, slots=True)
class WrittenRound:
    """What was written for one round: paths relative to the output folder; "" for a file that is not there."""

    number: int
    report: str
    packet: str
    seating: str


def show(web: WebRequest) -> Response:
    """Show what was written for each round, the choice of a list, and all files of the output folder."""
    session = session_of(web)
    people = Path(session.request.people).name if session.has_list else ""
    paths = list(_walk(session.out))
    found = sorted(_list_files(session.out, paths), key=lambda file: (file.path.count("/"), file.path))
    return render(
        web,
        "files.html.j2",
        screen="files",
        people=people,
        out=session.out.as_posix(),
        files=found,
        n_unnamed=sum(not _can_be_opened(path) for path in paths),
        rounds=list(_list_rounds({file.path for file in found})),
        examples=EXAMPLES,
        earlier=[
            name_list(session.out, path)
            for path in find_lists(session.out)
            if not _is_in_use(session, path) and _can_be_opened(path)
        ],
    )


def _is_in_use(session: Session, path: Path) -> bool:
    return session.has_list and Path(session.request.people).resolve() == path.resolve()


def _list_rounds(paths: Collection[str]) -> Iterator[WrittenRound]:
    """Yield what was written for each round, the newest first."""
    numbers = {int(found[1]) for path in paths if (found := ROUND.match(path))}
    for number in sorted(numbers, reverse=True):
        names = ("report.html", "packet/index.html", "seating.xlsx")
        written = [f"round-{number}/{name}" for name in names]
        yield WrittenRound(number, *(path if path in paths else "" for path in written))


def choose(web: WebRequest) -> Response:
    """Keep a copy of an uploaded list in the output folder, and work with it from now on."""
    session = session_of(web)
    files = files_of(web).get("list", [])
    if not files:
        raise UsageError(said("No file was chosen. Choose one, then press “Use this list”."))
    name, content = files[0]
    place = _free_place(session.out / LISTS, _plain_name(name))
    with session.lock:
        make_private_folder(session.out, LISTS)
        replace_file(place, content, is_private=True)
        _work_with(session, place)
    return redirect(web, "people" if _has_to_be_looked_at(session) else "rules")


def _has_to_be_looked_at(session: Session) -> bool:
    """Whether a list that was just chosen has errors, or people with a seat, so that it is merged with the seating."""
    try:
        return bool(session.read().seating.seats)
    except InputError:
        return True
    except SeatingError:
        return False


def choose_example(web: WebRequest) -> Response:
    """Copy an example with its convening into the output folder, and work with it from now on."""
    session, name = session_of(web), form_of(web)["name"]
    if name not in {example for example, _, _ in EXAMPLES}:
        raise HTTPException(404)
    with session.lock:
        folder = next(free for free in _number(session.out / LISTS / name) if not free.exists())
        make_private_folder(session.out, folder.relative_to(session.out))
        for path in starters.write_template(name, folder):
            if path.name == starters.LIST:
                path = path.rename(folder / f"{name}.csv")
            path.chmod(0o600)
        _work_with(session, folder / f"{name}.csv")
    return redirect(web, "rules")


def _number(place: Path) -> Iterator[Path]:
    yield place
    yield from (place.with_name(f"{place.name}-{number}") for number in count(2))


def choose_earlier(web: WebRequest) -> Response:
    """Work with a list that was chosen earlier from now on."""
    session = session_of(web)
    with session.lock:
        _work_with(session, _find_earlier(session, form_of(web)["list"]))
    return redirect(web, "rules")


def remove_earlier(web: WebRequest) -> Response:
    """Delete the copy of a list that was chosen earlier; of an example, its convening too."""
    session = session_of(web)
    with session.lock:
        found = _find_earlier(session, form_of(web)["list"])
        if _is_in_use(session, found):
            raise UsageError(said("This list is in use. Choose another one first."))
        found.unlink()
        if found.parent != session.out / LISTS:
            for name in ("convening.yaml", "questions.txt"):
                (found.parent / name).unlink(missing_ok=True)
            with suppress(OSError):  # something else is in it
                found.parent.rmdir()
    session.windows.announce()
    return redirect(web, "files")


def _find_earlier(session: Session, name: str) -> Path:
    found = [path for path in find_lists(session.out) if name_list(session.out, path) == unquote_id(name)]
    if not found:
        raise UsageError(said("This list is no longer in the output folder. Choose another one."))
    return found[0]


def _work_with(session: Session, place: Path) -> None:
    keep_chosen_list(session.out, place)
    session.choose(Request(place, out=session.out, settings=session.settings))


def _plain_name(name: str) -> str:
    """Return the name of an uploaded file without folders, and so that every system can keep it."""
    name = "".join(c for c in Path(name.replace("\\", "/")).name if c.isprintable()).lstrip(". ")
    return f"{Path(name).stem[:LONGEST_NAME]}{Path(name).suffix}" or "list.csv"


def _free_place(folder: Path, name: str) -> Path:
    """Return where to keep a list: under its own name, or the next free one, so that no earlier list is lost.

    Raises
    ------
    UsageError
        When the name is not that of a list.
    """
    stem, suffix = Path(name).stem, Path(name).suffix.casefold()
    if stem.casefold() == "convening":  # in the folder of a list, this is the name of what says how it is read
        stem = "list"
        name = f"{stem}{suffix}"
    if suffix not in LIST_SUFFIXES:
        raise UsageError(said("%(name)s is not a list. Choose a CSV, TSV, XLSX, ODS or JSON file.", name=quoted(name)))
    names = (name if n == 1 else f"{stem}-{n}{suffix}" for n in count(1))
    return next(folder / free for free in names if not (folder / free).exists())


def open_file(web: WebRequest) -> Response:
    """Open a file of the output folder. Pages and PDFs are shown; everything else is downloaded."""
    session = session_of(web)
    wanted = web.path_params["path"]
    known = {file.path for file in _list_files(session.out, _walk(session.out))}
    if wanted not in known:
        raise HTTPException(404)
    path = session.out / wanted
    if not path.resolve().is_relative_to(session.out.resolve()):
        raise HTTPException(404)
    if path.suffix == ".html":
        return show_written_page(web, path.read_bytes())
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    how = "inline" if path.suffix == ".pdf" else "attachment"
    return FileResponse(path, media_type=kind, filename=path.name, content_disposition_type=how)


def _list_files(out: Path, paths: Iterable[Path]) -> Iterator[WrittenFile]:
    """Yield the files at paths in the output folder, without links and files whose names no address can hold."""
    for inside in paths:
        if not _can_be_opened(inside):
            continue
        with suppress(OSError):  # it was removed meanwhile
            state = (out / inside).lstat()
            if stat.S_ISREG(state.st_mode):
                yield WrittenFile(inside.as_posix(), state.st_size)


def _walk(out: Path) -> Iterator[Path]:
    """Yield the paths, relative to the output folder, of what has the name of a file that a reader may want.

    Left out are hidden files, the board's own files, and the page that holds the token.
    """
    for folder, folders, names in os.walk(out):
        folders[:] = [name for name in folders if not name.startswith(".") and Path(folder, name) != out / OWN_FOLDER]
        for name in names:
            inside = Path(folder, name).relative_to(out)
            if inside.suffix in SHOWN and not name.startswith(".") and inside != ENTRY:
                yield inside


def _can_be_opened(path: Path) -> bool:
    """Whether an address can hold the path; a name that is not text has halves of characters in it."""
    return escape_half_characters(str(path)) == str(path)


ROUTES = (
    get("/files", show),
    post("/files/choose", choose),
    post("/files/example", choose_example),
    post("/files/earlier", choose_earlier),
    post("/files/remove", remove_earlier),
    get("/output/{path:path}", open_file),
)
