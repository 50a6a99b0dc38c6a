"""The files: choose a list, and open what the program has written to the output folder."""

from __future__ import annotations

import mimetypes
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request as WebRequest
from starlette.responses import FileResponse, Response

from seating.api.request import Request
from seating.board.rendering import redirect, render, session_of, written_page_policy
from seating.board.routing import files_of, get, post
from seating.errors import UsageError
from seating.ledger.files import replace_file

__all__ = ["ROUTES"]

LISTS = {".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".ods", ".json"}
"""Types of files that may be lists."""

SHOWN = {".html", ".csv", ".tsv", ".xlsx", ".json", ".jsonl", ".yaml", ".pdf", ".ics", ".txt"}
"""Types of files that the screen lists and opens."""


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """A file of the output folder: its path relative to it, with slashes, and its size in bytes."""

    path: str
    size: int


def show(web: WebRequest) -> Response:
    """Show the list and the files of the output folder."""
    session = session_of(web)
    people = Path(session.request.people).name if session.has_list else ""
    found = sorted(_list_files(session.out), key=lambda file: (file.path.count("/"), file.path))
    return render(web, "files.html.j2", screen="files", people=people, out=session.out.as_posix(), files=found)


def choose(web: WebRequest) -> Response:
    """Keep a copy of an uploaded list in the output folder, and work with it from now on."""
    session = session_of(web)
    files = files_of(web).get("list", [])
    if not files:
        raise UsageError("No file was chosen.")
    name, content = files[0]
    place = _free_place(session.out / "list", Path(name.replace("\\", "/")).name or "list.csv")
    with session.lock:
        place.parent.mkdir(parents=True, exist_ok=True)
        replace_file(place, content)
        session.choose(Request(place, out=session.out, settings=session.settings))
    return redirect(web, "people")


def _free_place(folder: Path, name: str) -> Path:
    """Return where to keep a list: under its own name, or the next free one, so that no earlier list is lost.

    Raises
    ------
    UsageError
        When the name is not that of a list.
    """
    stem, suffix = Path(name).stem, Path(name).suffix.casefold()
    if suffix not in LISTS or stem.casefold() == "convening":
        raise UsageError(f"{name} is not a list. Choose a CSV, TSV, XLSX, ODS or JSON file.")
    names = (name if n == 1 else f"{stem}-{n}{suffix}" for n in count(1))
    return next(folder / free for free in names if not (folder / free).exists())


def open_file(web: WebRequest) -> Response:
    """Open a file of the output folder. Pages are shown; everything else is downloaded."""
    session = session_of(web)
    wanted = web.path_params["path"]
    known = {file.path for file in _list_files(session.out)}
    if wanted not in known:
        raise HTTPException(404)
    path = session.out / wanted
    if path.suffix == ".html":
        return FileResponse(
            path, media_type="text/html; charset=utf-8", headers={"content-security-policy": written_page_policy(web)}
        )
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return FileResponse(path, media_type=kind, filename=path.name)


def _list_files(out: Path) -> Iterator[WrittenFile]:
    """Yield the files of the output folder that a reader may want, without hidden ones and without links."""
    for path in out.rglob("*") if out.is_dir() else ():
        inside = path.relative_to(out)
        if path.suffix in SHOWN and not path.is_symlink() and not any(part.startswith(".") for part in inside.parts):
            yield WrittenFile(inside.as_posix(), path.stat().st_size)


ROUTES = (get("/files", show), post("/files/choose", choose), get("/output/{path:path}", open_file))
