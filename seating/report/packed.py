"""The files of a packet: its pages, the calendar files, and for the convener the letters and the people to invite."""

from __future__ import annotations

from collections.abc import Mapping

from seating.report.calendar import calendars
from seating.report.letters import LETTERS, letters_csv
from seating.report.pages import render_packet
from seating.report.privacy import Audience, may_read
from seating.report.recruiting import RECRUIT, recruit_csv
from seating.report.settings import STANDARD, Settings
from seating.result import Result

__all__ = ["CALENDAR_FOLDER", "packet_files"]

CALENDAR_FOLDER = "calendar"


def packet_files(
    result: Result, settings: Settings = STANDARD, reader: Audience = Audience.CONVENER
) -> Mapping[str, bytes]:
    """Return the files of a packet for a reader, by their paths in its folder.

    For another reader than the convener there is no page for the convener, none is named in the index,
    and no file holds e-mail.
    """
    files = {path: html.encode() for path, html in render_packet(result, settings, reader).items()}
    files |= {f"{CALENDAR_FOLDER}/{name}": event for name, event in calendars(result, settings.words).items()}
    if may_read(reader, Audience.CONVENER):
        files[LETTERS] = letters_csv(result, settings.words)
        if result.recruit:
            files[RECRUIT] = recruit_csv(result)
    return files
