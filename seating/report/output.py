"""Write the files of a round: all of them, the packet only, or only what can be handed out.

The output folder has a list of the files that the program wrote. A file that is not on the list is never overwritten
and never removed.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

from seating.analysis.season.session_times import have_own_doors
from seating.errors import UsageError
from seating.ledger.atomic_files import (
    find_link,
    readable_reasons,
    refuse_links,
    remove_unfinished,
    replace_file,
    write_whole,
)
from seating.ledger.folder import find_newest
from seating.ledger.ledger import ROUNDS
from seating.present.settings import ALL_PAGES, STANDARD, Settings
from seating.record.result_file import dump
from seating.report.calendar import calendars
from seating.report.kept_settings import read_settings
from seating.report.pages import (
    OF_ONE_ROOM,
    PacketPage,
    list_written,
    name_written,
    packet_pages,
    render_packet,
    render_report,
)
from seating.report.record import result_record
from seating.report.shown_invitations import invitations_csv
from seating.report.spreadsheets import (
    LETTERS,
    RECRUIT,
    agreed_people,
    breakout_csv,
    has_email,
    letters_csv,
    recruit_csv,
    seating_csv,
    seating_xlsx,
)
from seating.result import Result
from seating.result.privacy import may_read
from seating.result.readers import Audience
from seating.room.plan import Room

LIST = ".seating-files"
"""The name of the list, in the output folder: one path per line, relative to the folder, and `END` at last."""

END = "# end"
"""The last line of the list; without it, the list was cut."""

CALENDAR_FOLDER = "calendar"
BREAKOUT = "breakout-rooms.csv"
INVITATIONS = "invitations.csv"
INDEX = "index.html"
PDF = ".pdf"
PACKET = "packet"


def write_outputs(
    result: Result, round_folder: Path, with_packet: bool, settings: Settings = STANDARD
) -> Mapping[str, str]:
    """Write a round's files and return their paths by name; they are absolute or relative as `round_folder` is.

    The report is also written to the parent folder as the newest report. Pages of an earlier run that are not written
    again are removed, so that no one prints outdated seats.

    Parameters
    ----------
    result : Result
    round_folder : Path
        `OUT/round-N`; created if it does not exist.
    with_packet : bool
        Whether to write the packet too.
    settings : Settings
    """
    report = render_report(result, settings).encode()
    files = {
        "report": round_folder / "report.html",
        "newest_report": round_folder.parent / "report.html",
        "seating_csv": round_folder / "seating.csv",
        "seating_xlsx": round_folder / "seating.xlsx",
        "result": round_folder / "result.json",
    }
    content = {
        files["seating_csv"]: seating_csv(result),
        files["seating_xlsx"]: seating_xlsx(result),
        files["report"]: report,
        files["newest_report"]: report,
    }
    if result.invitations is not None and not result.invitations.is_recorded:
        files["invitations"] = round_folder.parent / INVITATIONS
        content[files["invitations"]] = invitations_csv(result.people, result.invitations)
    if has_email(result.room):
        files["breakout_rooms"] = round_folder / BREAKOUT
        content[files["breakout_rooms"]] = breakout_csv(result)
    if with_packet:
        content.update({round_folder / PACKET / path: made for path, made in packet_files(result, settings).items()})
        files["packet"] = round_folder / PACKET / INDEX
    named = {name: path.as_posix() for name, path in files.items()}
    content[files["result"]] = dump(result_record(replace(result, files={**result.files, **named})))
    _write_all(round_folder, content)
    return named


def find_settings(round_folder: Path) -> Settings | None:
    """Return the settings with which the packet of a round was written; None if there is none.

    Parameters
    ----------
    round_folder : Path
        `OUT/round-N`.
    """
    packet, there = round_folder / PACKET, _list_packet(round_folder)
    if INDEX not in there:
        return None
    with readable_reasons(packet / INDEX):
        index = (packet / INDEX).read_text(encoding="utf-8", errors="replace")
    return read_settings(index, name_written(there))


def find_pdfs(round_folder: Path) -> frozenset[Path]:
    """Return the PDF files that the program wrote for a round."""
    return frozenset(path for path in _list_written(round_folder) if path.suffix == PDF)


def write_packet(
    result: Result, round_folder: Path, settings: Settings = STANDARD, *, keeps_rooms: bool = False
) -> Path:
    """Write only a round's packet and return its index; pages of an earlier run that are not written again are removed.

    The breakout rooms are written with the letters, so that both have the same seats.

    Parameters
    ----------
    result : Result
        If its reader is not the convener, pages for the convener, letters and breakout rooms are left out.
    round_folder : Path
        `OUT/round-N`; created if it does not exist.
    settings : Settings
    keeps_rooms : bool
        Whether breakout rooms that were written already stay as they are.
    """
    packet = round_folder / PACKET
    files = {packet / path: made for path, made in packet_files(result, settings).items()}
    rooms = round_folder / BREAKOUT
    if result.reader is Audience.CONVENER and has_email(result.room) and not (keeps_rooms and rooms.exists()):
        files[rooms] = breakout_csv(result)
    _write_all(packet, files, round_folder.parent)
    return packet / INDEX


def find_pages(round_folder: Path) -> tuple[PacketPage, ...]:
    """Return the pages that a round's packet has.

    Parameters
    ----------
    round_folder : Path
        `OUT/round-N`.
    """
    return list_written(_list_packet(round_folder))


def list_left_out(result: Result, packet: Path, settings: Settings) -> tuple[PacketPage, ...]:
    """Return the pages that were asked for by name and are not in a packet, as they have nothing to show.

    Pages that the reader of the result may not read are not among them.

    Parameters
    ----------
    result : Result
    packet : Path
        The folder of a packet that was just written.
    settings : Settings
    """
    asked = [page for page in packet_pages() if page.choice in settings.pages]
    readable = [page for page in asked if may_read(result.reader, page.of(result).audience)]
    return tuple(page for page in readable if not any((packet / path).is_file() for path in page.possible_paths))


def list_kept_by_session(room: Room, pages: Iterable[PacketPage]) -> tuple[PacketPage, ...]:
    """Return those of some pages for which each session has a sheet of its own, on the page `door-list`."""
    by_session = OF_ONE_ROOM if have_own_doors(room.tables) else frozenset[str]()
    return tuple(page for page in pages if page.name in by_session)


def share(result: Result, target: Path, settings: Settings = STANDARD) -> tuple[Path, ...]:
    """Write a folder with only what can be handed out, and return its files.

    The files are made from the result and never copied, so that no other file in the packet's folder is included and
    the index lists only existing pages.

    Parameters
    ----------
    result : Result
    target : Path
        Created if it does not exist; otherwise it must be an empty folder.
    settings : Settings

    Raises
    ------
    UsageError
        If the target is not an empty folder or cannot be written.
    """
    with readable_reasons(target):
        if target.exists() and (not target.is_dir() or any(target.iterdir())):
            raise UsageError(f"{target} is not an empty folder. Name a new folder, so that nothing else is shared.")
    shared = result.for_everyone
    every = replace(settings, pages=(ALL_PAGES,))  # the folder is no stack of paper
    files = {target / path: content for path, content in packet_files(shared, every).items()}
    for path, content in files.items():
        write_whole(path, content)
    return tuple(files)


def packet_files(result: Result, settings: Settings = STANDARD) -> Mapping[str, bytes]:
    """Return the files of a packet, by their paths in its folder.

    Parameters
    ----------
    result : Result
        If its reader is not the convener, there are no pages for the convener, the index lists none, and no file has
        e-mail addresses.
    settings : Settings
    """
    files = {path: html.encode() for path, html in render_packet(result, settings).items()}
    files |= {f"{CALENDAR_FOLDER}/{name}": event for name, event in calendars(result, settings.words).items()}
    if result.reader is Audience.CONVENER:
        files[LETTERS] = letters_csv(result, settings.words)
        if result.recruit or agreed_people(result):
            files[RECRUIT] = recruit_csv(result)
    return files


class Manifest:
    """The files that the program wrote in one output folder.

    Parameters
    ----------
    out : Path
        The output folder. Without a list, no file in it counts as written by the program. If the list was cut and the
        folder has a ledger, whatever has the name of a file to write counts.

    Raises
    ------
    UsageError
        If the folder cannot be read.
    """

    def __init__(self, out: Path) -> None:
        self._out = out
        with readable_reasons(out):
            lines = _read_list(out / LIST)
            self._is_whole = lines[-1:] == [END]
            self._names = frozenset(filter(_stays_inside, lines)) - {END}
            self._is_lost = not self._is_whole and (out / LIST).exists() and find_newest(out / ROUNDS) > 0

    def refuse_others(self, paths: Iterable[Path]) -> None:
        """Raise `UsageError` if a file to write exists but is not listed, or if its folder is a link to elsewhere."""
        for path in paths:
            refuse_links(self._out, path)
            with readable_reasons(path):
                if os.path.lexists(path) and self._name(path) not in self._names and not self._is_lost:
                    raise UsageError(
                        f"{path} cannot be written: there is such a file already, and seating did not write it. "
                        "Move it elsewhere, or name another folder with --out."
                    )

    def add(self, paths: Iterable[Path]) -> None:
        """Add files to the list before they are written, because a run may be killed at any moment."""
        self._keep({*self._names, *map(self._name, paths)})

    def files(self) -> tuple[Path, ...]:
        """Return the files that the program wrote, sorted, except any behind a link."""
        paths = (self._out / name for name in sorted(self._names))
        return tuple(path for path in paths if not find_link(self._out, path))

    def content_without(self, removed: Collection[Path]) -> bytes:
        """Return the content of the list without some files."""
        gone = set(map(self._name, removed))
        return _list_content(self._names - gone)

    def write(self, content: Mapping[Path, bytes]) -> None:
        """Write files that are the program's, and list them. Raise `UsageError` as `refuse_others` does."""
        self.refuse_others(content)
        self.replace(content)

    def replace(self, content: Mapping[Path, bytes]) -> None:
        """Write files that `refuse_others` has taken for the program's, and list them."""
        self.add(content)
        for path, made in content.items():
            write_whole(path, made)

    def remove_all_but(self, folder: Path, keep: Collection[Path]) -> None:
        """Remove the listed files in a folder and its subfolders, except those to keep; links are not followed."""
        inside, kept = f"{self._name(folder)}/", set(map(self._name, keep))
        old = {name for name in self._names if name.startswith(inside) and name not in kept}
        for path in (self._out / name for name in sorted(old)):
            if not find_link(self._out, path):
                with readable_reasons(path):
                    path.unlink(missing_ok=True)
        if old:
            self._keep({*self._names} - old)

    def _keep(self, names: set[str]) -> None:
        if not self._is_whole or names != self._names:
            replace_file(self._out / LIST, _list_content(names))
        self._names, self._is_whole = frozenset(names), True

    def _name(self, path: Path) -> str:
        return path.relative_to(self._out).as_posix()


def round_files(round_folder: Path, with_packet: bool) -> Iterator[Path]:
    """Yield the files that every run writes for a round, whether or not they are listed."""
    yield round_folder.parent / "report.html"
    yield from (round_folder / name for name in ("report.html", "seating.csv", "seating.xlsx", "result.json"))
    if with_packet:
        yield round_folder / PACKET / INDEX


def _list_written(round_folder: Path) -> Iterator[Path]:
    """Yield the files of a round that the program wrote and that are still there."""
    listed = Manifest(round_folder.parent).files()
    return (path for path in listed if round_folder in path.parents and path.is_file())


def _list_packet(round_folder: Path) -> frozenset[str]:
    """Return the paths in a round's packet of the files that the program wrote."""
    packet = round_folder / PACKET
    return frozenset(
        path.relative_to(packet).as_posix() for path in _list_written(round_folder) if packet in path.parents
    )


def _write_all(folder: Path, content: Mapping[Path, bytes], out: Path | None = None) -> None:
    """Write files, and remove files of an earlier run in the folder that are not written again, also unfinished ones.

    Parameters
    ----------
    folder : Path
        A round's folder, or its packet.
    content : mapping of Path to bytes
    out : Path, optional
        The output folder; by default the parent of `folder`.
    """
    out = out or folder.parent
    ours = Manifest(out)
    ours.refuse_others(content)
    for place in (folder, out / LIST, *(path for path in content if path.parent == out)):
        remove_unfinished(place)
    ours.remove_all_but(folder, content)
    ours.replace(content)


def _read_list(path: Path) -> list[str]:
    """Return the whole lines of a list of files; none if there is no list."""
    try:
        return path.read_text(encoding="utf-8", errors="replace").rpartition("\n")[0].splitlines()
    except FileNotFoundError:
        return []


def _list_content(names: Iterable[str]) -> bytes:
    return "".join(f"{line}\n" for line in (*sorted(names), END)).encode()


def _stays_inside(line: str) -> bool:
    """Whether a line is a path that stays in its folder, read as one system or as another."""
    paths: tuple[PurePath, ...] = (PurePosixPath(line), PureWindowsPath(line))
    return bool(line) and not any(path.anchor or path.drive or ".." in path.parts for path in paths)
