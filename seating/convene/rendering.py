"""Writes the pages of a saved round again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from seating.convene.again import Again, saved_result
from seating.convene.request import Request
from seating.convene.solved import Solved
from seating.ledger import held
from seating.report.settings import STANDARD, Settings

__all__ = ["render_packet_again", "render_report_again"]


def render_report_again(request: Request, round_number: int | None = None) -> Solved:
    """Write the report and the seating of a saved round; return the result that names them.

    Raises
    ------
    UsageError, InputError
        When there is no such round, the ledger is damaged, or something cannot be written.
    FolderHeldError
        When another run is working in the output folder.
    """
    from seating.report.files import write_whole
    from seating.report.pages import render_report
    from seating.report.tabular import seating_csv, seating_xlsx

    again = saved_result(request, round_number)
    folder = request.round_folder(again.result.room.round_number)
    page = render_report(again.result, _settings(request)).encode()
    content = {
        "report": (folder / "report.html", page),
        "seating_csv": (folder / "seating.csv", seating_csv(again.result)),
        "seating_xlsx": (folder / "seating.xlsx", seating_xlsx(again.result)),
    }
    if again.is_open:
        content["newest_report"] = (request.out / "report.html", page)
    with held(request.out):
        for path, written in content.values():
            write_whole(path, written)
    return _naming(again, {name: path for name, (path, _) in content.items()})


def render_packet_again(request: Request, round_number: int | None = None, share: Path | None = None) -> Solved:
    """Write the packet of a saved round; return the result that names its index.

    Parameters
    ----------
    share : Path, optional
        A new folder for what can be handed out; the packet itself is left as it is then.

    Raises
    ------
    UsageError, InputError, FolderHeldError
        As for a report.
    """
    from seating.report.output import write_packet
    from seating.report.privacy import Audience
    from seating.report.sharing import share as share_pages

    again = saved_result(request, round_number)
    if share is not None:
        share_pages(again.result, share, _settings(request))
        return _naming(again, {"shared": share})
    reader = Audience.CONVENER if again.with_list else Audience.TEAM
    with held(request.out):
        index = write_packet(
            again.result, request.round_folder(again.result.room.round_number), _settings(request), reader
        )
    return _naming(again, {"packet": index})


def _settings(request: Request) -> Settings:
    return request.settings or STANDARD


def _naming(again: Again, files: Mapping[str, Path]) -> Solved:
    return replace(again.result, files={name: path.as_posix() for name, path in files.items()})
