"""The picture of the hall behind the plan of the room: a file beside the convening, `room: {picture: hall.png}`.

It is read from the folder of the convening alone, never from a network. Pages show it as a picture, so nothing that an
SVG file contains is executed or loaded.
"""

from __future__ import annotations

import base64
from functools import lru_cache
from pathlib import Path

from seating.convening.document import is_there
from seating.errors import InvalidValueError, reason_of
from seating.room.hall import PICTURE_TYPES
from seating.wording import said

MOST_BYTES = 4_000_000
"""Maximum size of a picture; each page with the plan contains it."""

BEGINNINGS = {
    "image/png": b"\x89PNG\r\n\x1a\n",
    "image/jpeg": b"\xff\xd8\xff",
}
"""The bytes with which each file of a format begins. An SVG file is a text with the element `<svg`."""


def read_picture(path: Path) -> tuple[str, bytes]:
    """Return the media type and the bytes of a picture; never reads more than `MOST_BYTES` + 1 bytes.

    Raises
    ------
    InvalidValueError
        If there is no such file, or it is no picture, or too large.
    """
    if not is_there(path):
        raise InvalidValueError(said("is not in the convening’s folder"), said("Put the file there."), value=path.name)
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        raise InvalidValueError(said("cannot be read: %(reason)s", reason=reason_of(error)), value=path.name) from None
    return check_picture(path.name, content), content


def check_picture(name: str, content: bytes) -> str:
    """Return the media type of a picture.

    Parameters
    ----------
    name : str
        The name of its file.
    content : bytes
        At least `MOST_BYTES` + 1 bytes of it, or all.

    Raises
    ------
    InvalidValueError
        If it is no picture of the format that its name states, or too large.
    """
    if len(content) > MOST_BYTES:
        says = said("has more than %(most)s bytes, the limit for a picture", most=f"{MOST_BYTES:,}")
        raise InvalidValueError(says, said("Save it with fewer pixels."), value=name)
    kind = PICTURE_TYPES.get(Path(name).suffix.lower(), "")
    if not kind or not _is_of(kind, content):
        hint = said("Save it as PNG, JPEG or SVG, with the matching file extension.")
        raise InvalidValueError(
            said("does not contain a picture in the format of its file extension"), hint, value=name
        )
    return kind


def _is_of(kind: str, content: bytes) -> bool:
    if kind in BEGINNINGS:
        return content.startswith(BEGINNINGS[kind])
    try:
        return "<svg" in content.decode("utf-8")
    except UnicodeDecodeError:
        return False


def write_address(path: Path) -> str:
    """Return a picture as a `data:` address, for a page that needs no other file; "" if it can no longer be read."""
    try:
        state = path.stat()
        return _write_address(path, state.st_mtime_ns, state.st_size)
    except (OSError, InvalidValueError):
        return ""


@lru_cache(maxsize=4)
def _write_address(path: Path, changed: int, size: int) -> str:
    kind, content = read_picture(path)
    return f"data:{kind};base64,{base64.b64encode(content).decode('ascii')}"
