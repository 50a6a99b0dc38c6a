"""Write the files of a round: all of them, the packet only, or only what can be handed out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from seating.errors import UsageError
from seating.record.document import dump
from seating.report.calendar import calendars
from seating.report.files import readable_reasons, write_whole
from seating.report.manifest import BREAKOUT, CALENDAR_FOLDER, INDEX, PACKET, Manifest
from seating.report.pages import render_packet, render_report
from seating.report.privacy import Audience, may_read
from seating.report.record import result_record
from seating.report.settings import STANDARD, Settings
from seating.report.spreadsheets import (
    LETTERS,
    RECRUIT,
    breakout_csv,
    has_email,
    letters_csv,
    recruit_csv,
    seating_csv,
    seating_xlsx,
)
from seating.result import Result

__all__ = ["packet_files", "share", "write_outputs", "write_packet"]


def write_outputs(
    result: Result, round_folder: Path, with_packet: bool, settings: Settings = STANDARD
) -> Mapping[str, str]:
    """Write a round's files and return their paths by name; they are absolute or relative as `round_folder` is.

    The report is also written to the parent folder as the newest report. Pages of an earlier run that are not written
    again are removed, so that nobody prints outdated seats.

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
    if has_email(result):
        files["breakout_rooms"] = round_folder / BREAKOUT
        content[files["breakout_rooms"]] = breakout_csv(result)
    if with_packet:
        content.update({round_folder / PACKET / path: made for path, made in packet_files(result, settings).items()})
        files["packet"] = round_folder / PACKET / INDEX
    named = {name: path.as_posix() for name, path in files.items()}
    content[files["result"]] = dump(result_record(replace(result, files={**result.files, **named})))
    _write_all(round_folder, content)
    return named


def write_packet(
    result: Result, round_folder: Path, settings: Settings = STANDARD, reader: Audience = Audience.CONVENER
) -> Path:
    """Write only a round's packet and return its index; pages of an earlier run that are not written again are removed.

    Parameters
    ----------
    result : Result
    round_folder : Path
        `OUT/round-N`; created if it does not exist.
    settings : Settings
    reader : Audience
        If it is not the convener, pages for the convener and letters are left out. A result read from the ledger
        without the list has no data for them.
    """
    packet = round_folder / PACKET
    files = {packet / path: made for path, made in packet_files(result, settings, reader).items()}
    _write_all(packet, files, round_folder.parent)
    return packet / INDEX


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
            raise UsageError(f"{target} is not an empty folder. Name a new one, so that only what is meant is shared.")
    files = {target / path: content for path, content in packet_files(result, settings, Audience.EVERYONE).items()}
    for path, content in files.items():
        write_whole(path, content)
    return tuple(files)


def packet_files(
    result: Result, settings: Settings = STANDARD, reader: Audience = Audience.CONVENER
) -> Mapping[str, bytes]:
    """Return the files of a packet, by their paths in its folder.

    Parameters
    ----------
    result : Result
    settings : Settings
    reader : Audience
        If it is not the convener, there are no pages for the convener, the index lists none, and no file has e-mail
        addresses.
    """
    files = {path: html.encode() for path, html in render_packet(result, settings, reader).items()}
    files |= {f"{CALENDAR_FOLDER}/{name}": event for name, event in calendars(result, settings.words).items()}
    if may_read(reader, Audience.CONVENER):
        files[LETTERS] = letters_csv(result, settings.words)
        if result.recruit:
            files[RECRUIT] = recruit_csv(result)
    return files


def _write_all(folder: Path, content: Mapping[Path, bytes], out: Path | None = None) -> None:
    """Write files, and remove files of an earlier run in the folder that are not written again.

    Parameters
    ----------
    folder : Path
        A round's folder, or its packet.
    content : mapping of Path to bytes
    out : Path, optional
        The output folder; by default the parent of `folder`.
    """
    ours = Manifest(out or folder.parent)
    ours.refuse_others(content)
    ours.remove_all_but(folder, content)
    ours.add(content)
    for path, made in content.items():
        write_whole(path, made)
