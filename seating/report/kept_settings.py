"""The settings with which a packet was written. Its index keeps them, so that a repair writes the packet likewise."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

from pydantic import TypeAdapter, ValidationError

from seating.present.settings import Settings

NAME = "settings"
"""The name of the element of the index that keeps them."""

OF_ONE_RUN = {"start_at", "pages", "find_link"}
"""Settings that are not kept: the sheet of badges is used by now, and which pages there are is read off the files."""

_FORM = TypeAdapter(Settings)
_MARK = re.compile(rf'<meta name="{NAME}" content="([^"]*)">')


def dump_settings(settings: Settings) -> str:
    """Return the settings that the index of a packet keeps.

    >>> dump_settings(Settings(paper="A4", start_at=3))
    '{"paper":"A4"}'
    """
    return _FORM.dump_json(settings, exclude=OF_ONE_RUN, exclude_defaults=True).decode()


def read_settings(index: str, pages: tuple[str, ...]) -> Settings:
    """Return the settings with which a packet was written.

    Parameters
    ----------
    index : str
        Its index. If it has no settings that can be read, they are the usual ones.
    pages : tuple of str
        The names of its pages, as for `Settings.pages`.
    """
    found = _MARK.search(index)
    try:
        kept = _FORM.validate_json(unescape(found[1])) if found else Settings()
    except ValidationError:  # someone changed it
        kept = Settings()
    return replace(kept, pages=pages)
