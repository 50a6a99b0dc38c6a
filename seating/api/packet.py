"""Write the pages of a saved round again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from seating.api.inputs import read_inputs
from seating.api.request import Request
from seating.api.result import Solved
from seating.api.saved_result import SavedResult, saved_result
from seating.api.saving import write_rounds
from seating.errors import Note
from seating.ledger import ROUNDS, Ledger, SavedRound, lock_folder
from seating.report.settings import STANDARD, Settings

__all__ = ["finish_round", "render_packet_again", "render_report_again"]


def finish_round(request: Request, is_repair: bool) -> Solved | None:
    """Write the pages of the open round if the run that saved it ended before it wrote them all.

    With `next_round` such a round is always finished, because a round without printed pages was not held. Otherwise it
    is finished only if this request repeats the one that was interrupted. If the list or the convening has changed
    since, a new seating is needed.

    Parameters
    ----------
    request : Request
        Its `inputs` must be set.
    is_repair : bool
        Whether the request is for a repair rather than a new seating.

    Returns
    -------
    Solved or None
        The round as it was saved; None if there is nothing to finish.

    Raises
    ------
    UsageError, InputError
        As for `saved_result`, and when a page cannot be written.
    """
    ledger = Ledger.open(request.out).sound if request.write else Ledger(request.out)
    if ledger.last is None or not ledger.is_unfinished(ledger.last):
        return None
    if not request.next_round and not _is_asked_again(request, ledger.last, is_repair):
        return None
    return _write_finished(request, ledger)


def _is_asked_again(request: Request, saved: SavedRound, is_repair: bool) -> bool:
    """Whether a request repeats the one that was saved: the same kind of run with the same list and convening."""
    content = saved.seating
    if (content.fewest_moves is not None) != is_repair:
        return False
    if not is_repair and (content.seed, len(content.rounds)) != (request.seed, request.rounds):
        return False
    return saved_result(request, saved.number).is_unchanged


def _write_finished(request: Request, ledger: Ledger) -> Solved:
    """Write the pages of the open round and of the rounds planned with it. Return the result with the file names."""
    assert ledger.last is not None
    records = ledger.last.seating.rounds
    first, *ahead = [saved_result(request, record.round).result for record in records]
    result = write_rounds(request, ledger, replace(first, ahead=tuple(ahead)))
    text = (
        f"Round {ledger.last.number} was saved by a run that ended before all pages were written. This run wrote "
        "them. The seating is unchanged."
    )
    if request.next_round:
        text += (
            f" When round {ledger.last.number} is over, run the command again to seat round {ledger.last.number + 1}."
        )
    return replace(result, notes=(*result.notes, Note("round-finished", text)))


def _finish_shown(request: Request, round_number: int | None) -> Solved | None:
    """Finish the round that is to be shown if it is unfinished and the list was given."""
    if request.people is None or not (request.out / ROUNDS).is_dir():
        return None
    with lock_folder(request.out):
        ledger = Ledger.open(request.out).sound
        if ledger.last is None or not ledger.is_unfinished(ledger.last):
            return None
        records = ledger.last.seating.rounds
        wanted = ledger.open_round if round_number is None else round_number
        if wanted not in {record.round for record in records}:
            return None
        result = _write_finished(replace(request, inputs=read_inputs(request)), ledger)
    files = next((one.files for one in result.ahead if one.room.round_number == wanted), result.files)
    return replace(result, files=files)


def render_report_again(request: Request, round_number: int | None = None) -> Solved:
    """Write the report and the seating of a saved round. Return the result with the file names.

    Raises
    ------
    UsageError, InputError
        When there is no such round, the ledger is damaged, or a file cannot be written.
    FolderHeldError
        When another run is working in the output folder.
    """
    from seating.report.files import write_whole
    from seating.report.output import Manifest
    from seating.report.pages import render_report
    from seating.report.spreadsheets import seating_csv, seating_xlsx

    if (finished := _finish_shown(request, round_number)) is not None:
        return finished
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
    with lock_folder(request.out):
        ours = Manifest(request.out)
        places = [path for path, _ in content.values()]
        ours.refuse_others(places)
        ours.add(places)
        for path, written in content.values():
            write_whole(path, written)
    return _name_files(again, {name: path for name, (path, _) in content.items()})


def render_packet_again(request: Request, round_number: int | None = None, share: Path | None = None) -> Solved:
    """Write the packet of a saved round. Return the result with the path of the packet's index.

    Parameters
    ----------
    request : Request
    round_number : int, optional
        By default the open round.
    share : Path, optional
        A new folder for the pages that can be handed out. If given, the packet itself is not written.

    Raises
    ------
    UsageError, InputError, FolderHeldError
        As for `render_report_again`.
    """
    from seating.report.output import share as share_pages
    from seating.report.output import write_packet
    from seating.report.privacy import Audience

    if share is None and (finished := _finish_shown(request, round_number)) is not None:
        return finished
    again = saved_result(request, round_number)
    if share is not None:
        share_pages(again.result, share, _settings(request))
        return _name_files(again, {"shared": share})
    reader = Audience.CONVENER if again.with_list else Audience.TEAM
    with lock_folder(request.out):
        index = write_packet(
            again.result, request.round_folder(again.result.room.round_number), _settings(request), reader
        )
    return _name_files(again, {"packet": index})


def _settings(request: Request) -> Settings:
    return request.settings or STANDARD


def _name_files(again: SavedResult, files: Mapping[str, Path]) -> Solved:
    return replace(again.result, files={name: path.as_posix() for name, path in files.items()})
