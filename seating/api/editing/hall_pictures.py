"""Pictures of the hall that were chosen on the board: copies beside the convening, which go and come with its steps.

The output folder keeps each of them too. The copy beside the convening is removed only while it has the same bytes, so
a file that someone put there stays.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count
from pathlib import Path
from typing import Any

from seating.api.editing.convening_text import find_convening_path
from seating.api.request import Request
from seating.ledger.atomic_files import make_private_folder, replace_file

PICTURES = Path("board", "pictures")
"""The folder in the output folder that keeps the pictures."""


def add_picture(request: Request, suffix: str, content: bytes) -> Path:
    """Write a picture beside the convening, under a name that no picture has or had there, and return its path."""
    folder, kept = find_convening_path(request).parent, request.out / PICTURES
    names = (f"hall{f'-{n}' if n > 1 else ''}{suffix}" for n in count(1))
    name = next(one for one in names if not (folder / one).exists() and not (kept / one).exists())
    make_private_folder(request.out, PICTURES)
    for place in (kept / name, folder / name):
        replace_file(place, content, is_private=True)
    return folder / name


def remove_picture(request: Request, path: Path) -> None:
    """Remove a picture that was added for nothing."""
    for place in (path, request.out / PICTURES / path.name):
        place.unlink(missing_ok=True)


def bring_picture(request: Request, plain: Mapping[str, Any]) -> None:
    """Write the picture that a convening names beside it, if it was added here and is missing."""
    kept, place = _find_places(request, plain)
    if kept is not None and kept.is_file() and not place.exists():
        replace_file(place, kept.read_bytes(), is_private=True)


def set_picture_aside(request: Request, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
    """Remove the picture that a convening named before from its folder, if it was added here and is not named now."""
    kept, place = _find_places(request, before)
    if kept is None or place == _find_places(request, after)[1]:
        return
    if kept.is_file() and place.is_file() and kept.read_bytes() == place.read_bytes():
        place.unlink()


def _find_places(request: Request, plain: Mapping[str, Any]) -> tuple[Path | None, Path]:
    """Return where the picture of a convening is kept and where it is beside it; None if it cannot be one of ours."""
    room = plain.get("room")
    name = str(room.get("picture") or "") if isinstance(room, Mapping) else ""
    folder = find_convening_path(request).parent
    return (request.out / PICTURES / name if name and name == Path(name).name else None), folder / name
