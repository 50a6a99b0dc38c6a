"""What can be handed out: a folder with the packet's files for everyone, and nothing else."""

from __future__ import annotations

from pathlib import Path

from seating.errors import UsageError
from seating.report.files import readable_reasons, write_whole
from seating.report.packed import packet_files
from seating.report.privacy import Audience
from seating.report.settings import STANDARD, Settings
from seating.result import Result

__all__ = ["share"]


def share(result: Result, target: Path, settings: Settings = STANDARD) -> tuple[Path, ...]:
    """Write a folder with only what can be handed out, and return its files.

    The files are made anew from the result and never copied, so that nothing lying beside the packet
    comes along, and the index names no page that is not there.

    Parameters
    ----------
    result : Result
    target : Path
        Made when it is not there; otherwise it must be empty.
    settings : Settings

    Raises
    ------
    UsageError
        When the folder holds something already, or cannot be written.
    """
    with readable_reasons(target):
        if target.exists() and (not target.is_dir() or any(target.iterdir())):
            raise UsageError(f"{target} is not an empty folder. Name a new one, so that only what is meant is shared.")
    files = {target / path: content for path, content in packet_files(result, settings, Audience.EVERYONE).items()}
    for path, content in files.items():
        write_whole(path, content)
    return tuple(files)
