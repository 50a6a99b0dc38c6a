"""The list of files that the program wrote in an output folder.

A file that the program did not write is never overwritten and never removed.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from pathlib import Path, PurePosixPath

from seating.errors import UsageError
from seating.ledger import ROUNDS
from seating.report.files import readable_reasons, write_whole
from seating.report.pages import packet_pages
from seating.report.spreadsheets import LETTERS, RECRUIT

__all__ = ["BREAKOUT", "CALENDAR_FOLDER", "INDEX", "LIST", "PACKET", "Manifest", "round_files"]

LIST = ".seating-files"
"""The name of the list, in the output folder: one path per line, relative to the folder."""

CALENDAR_FOLDER = "calendar"
BREAKOUT = "breakout-rooms.csv"
INDEX = "index.html"
PACKET = "packet"


class Manifest:
    """The files that the program wrote in one output folder.

    Parameters
    ----------
    out : Path
        The output folder. If an earlier version left a ledger there but no list, every file with a name that the
        program uses counts as written by it.

    Raises
    ------
    UsageError
        If the folder cannot be read.
    """

    def __init__(self, out: Path) -> None:
        self._out = out
        with readable_reasons(out):
            names = _listed(out / LIST)
            if names is None:
                found = _left_by_earlier_versions(out) if (out / ROUNDS).is_dir() else ()
                names = frozenset(map(self._name, found))
        self._names = names

    def refuse_others(self, paths: Iterable[Path]) -> None:
        """Raise `UsageError` if a file to write exists but is not listed, or if its folder is a link to elsewhere."""
        for path in paths:
            with readable_reasons(path):
                if link := self._link_on_the_way_to(path):
                    raise UsageError(
                        f"{path} cannot be written: {link} is a link to another folder. Remove the link, or name "
                        "another folder with --out."
                    )
                if os.path.lexists(path) and self._name(path) not in self._names:
                    raise UsageError(
                        f"{path} cannot be written: there is such a file already, and seating did not write it. "
                        "Move it elsewhere, or name another folder with --out."
                    )

    def add(self, paths: Iterable[Path]) -> None:
        """Add files to the list before they are written, because a run may be killed at any moment.

        The list is written even if `paths` is empty, so that the folder has one.
        """
        self._keep({*self._names, *map(self._name, paths)})

    def remove_all_but(self, folder: Path, keep: Collection[Path]) -> None:
        """Remove the listed files in a folder and its subfolders, except those to keep; links are not followed."""
        inside, kept = f"{self._name(folder)}/", set(map(self._name, keep))
        old = {name for name in self._names if name.startswith(inside) and name not in kept}
        for path in (self._out / name for name in sorted(old)):
            if not self._link_on_the_way_to(path):
                with readable_reasons(path):
                    path.unlink(missing_ok=True)
        if old:
            self._keep({*self._names} - old)

    def _keep(self, names: set[str]) -> None:
        self._names = frozenset(names)
        write_whole(self._out / LIST, "".join(f"{name}\n" for name in sorted(names)).encode())

    def _name(self, path: Path) -> str:
        return path.relative_to(self._out).as_posix()

    def _link_on_the_way_to(self, path: Path) -> Path | None:
        """Return the first folder between the output folder and a file that is a link, or None."""
        between = (parent for parent in path.parents if self._out in parent.parents)
        return next((parent for parent in between if parent.is_symlink()), None)


def round_files(round_folder: Path, with_packet: bool) -> Iterator[Path]:
    """Yield the files that every run writes for a round, whether or not they are listed."""
    yield round_folder.parent / "report.html"
    yield from (round_folder / name for name in ("report.html", "seating.csv", "seating.xlsx", "result.json"))
    if with_packet:
        yield round_folder / PACKET / INDEX


def _listed(path: Path) -> frozenset[str] | None:
    """Return the paths on a list, except those that lead out of its folder; None if there is no list."""
    try:
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    except FileNotFoundError:
        return None
    return frozenset(
        line for line in lines if line and not line.startswith("/") and ".." not in PurePosixPath(line).parts
    )


def _left_by_earlier_versions(out: Path) -> Iterator[Path]:
    """Yield the files, but not the links, that earlier versions wrote in an output folder without keeping a list."""
    for folder in out.glob("round-[0-9]*"):
        packet = folder / PACKET
        pages = [packet / path for path in (INDEX, *(path for page in packet_pages() for path in page.possible_paths))]
        events = (path for path in packet.joinpath(CALENDAR_FOLDER).glob("*.ics") if _is_our_event(path))
        others = (folder / BREAKOUT, packet / LETTERS, packet / RECRUIT, *(page.with_suffix(".pdf") for page in pages))
        for path in (*round_files(folder, with_packet=False), *others, *pages, *events):
            if path.is_file() and not path.is_symlink():
                yield path


def _is_our_event(path: Path) -> bool:
    with suppress(OSError):
        return b"PRODID:-//seating" in path.read_bytes()[:1000]
    return False
