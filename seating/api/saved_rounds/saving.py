"""Everything that a run writes to disk, and when: the lock, the inferred convening, the ledger entry and the pages.

`save` writes them in this order: the convening if it was inferred, the ledger entry, the pages of each round. A run
that ends before all pages are written leaves its round marked as unfinished; `finish_round` writes the rest. The
functions `render_…_again` write the pages of a saved round from the ledger. The module `rounds` writes attendance and
undone entries, and `dashboard` writes the element dashboard. PDF files come last (`report.pdf`). Compiled templates are
kept in the user's cache folder (`cache`).
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Self

from seating.api.charts import ask_about_texts
from seating.api.invitation_states import add_invitations, refuse_lost_invitations
from seating.api.reading import read_inputs
from seating.api.request import Request
from seating.api.result import Solved
from seating.api.saved_rounds.ledger_state import LedgerState
from seating.api.saved_rounds.saved_result import SavedResult, saved_result
from seating.convening import write_inferred
from seating.convening.convening_file import INFERRED
from seating.engines.messages import Stage
from seating.errors import FolderHeldError, Note, StorageError, UsageError
from seating.ledger import ROUNDS, Kind, Ledger, SavedRound, find_revision, lock_folder
from seating.ledger.atomic_files import readable_reasons, refuse_links
from seating.present.settings import STANDARD, Settings
from seating.result import Result
from seating.room.plan import Room
from seating.wording import listed, message, said, said_count, said_list

MOST_TABLES_OF_PACKET = 1_000
"""In a room with more tables, only `seating packet` writes the packet: it takes minutes and has a sheet for each
table."""


class Hold:
    """Lock the output folder of a run that writes, from before its ledger is read until everything is written.

    A folder that does not exist is created by `ready`, after the inputs were validated, so that an error in them
    leaves nothing behind.
    """

    def __init__(self, request: Request) -> None:
        self._request = request
        self._stack = ExitStack()
        self.is_locked = False

    def __enter__(self) -> Self:
        if self._request.write and _is_there(self._request.out):
            self._hold()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    def ready(self, past: LedgerState) -> None:
        """Raise `UsageError` if nothing could be written, before any time is spent on solving."""
        if self._request.write and past.strangers is not None:
            other = (self._request.out / "another").as_posix()
            text = message("%(strangers)s Use another folder for this list, for example --out %(folder)s.")
            raise UsageError(said(text, strangers=past.strangers, folder=other))
        if not self._request.write:
            return
        from seating.report.output import INVITATIONS, Manifest, round_files

        out = self._request.out
        ours = Manifest(out)
        ours.refuse_others([out / INVITATIONS])
        for number in range(past.round_number, past.round_number + self._request.rounds):
            ours.refuse_others(round_files(self._request.round_folder(number), self._request.packet))
        if not self.is_locked:
            _make(out)
            self._hold()
            if Ledger.open(out).entries:  # written after this run found no ledger
                text = message(
                    "Another run has just saved a round in %(folder)s. Run the command again to continue from there."
                )
                raise FolderHeldError(said(text, folder=out))

    def _hold(self) -> None:
        out = self._request.out
        if not os.access(out, os.W_OK | os.X_OK):
            raise StorageError(said("%(path)s cannot be written: you have no permission to write there", path=out))
        refuse_links(out, out / ROUNDS)
        self._stack.enter_context(lock_folder(out))
        self.is_locked = True


def save(request: Request, past: LedgerState, result: Solved) -> Solved:
    """Save a seating and write its pages. Return the result with the names of the files.

    Parameters
    ----------
    request : Request
    past : LedgerState
        The ledger as it was read. The folder must have been locked since.
    result : Solved
        The open round, with the rounds planned ahead.

    Raises
    ------
    UsageError
        When something cannot be written. A round whose entry was saved stays saved, marked as unfinished.
    """
    notes = (*_note_packet(request, result.room), *_note_plan(past, result), *_note_attended(past, result.room))
    result = replace(result, notes=(*result.notes, *notes))
    files = {}
    if result.convening.is_inferred:
        where = request.out / INFERRED
        write_inferred(result.convening, where)
        files["convening"] = where.as_posix()
    if (asking := ask_about_texts(request.out, result)) is not None:
        files["mentions"] = asking.as_posix()
    return write_rounds(request, _enter(past, result), replace(result, files=files))


def write_rounds(request: Request, ledger: Ledger, result: Solved) -> Solved:
    """Write the pages of the newest seating in a ledger. Return the result with the names of the files.

    The rounds count as unfinished until every page is written. An exception raised before then gets a note saying so.

    Parameters
    ----------
    request : Request
        Gives the output folder and the settings of the pages.
    ledger : Ledger
        The ledger, with the entry of the seating.
    result : Solved
        The open round, with the rounds planned ahead.

    Raises
    ------
    UsageError
        When something cannot be written.
    """
    assert ledger.last is not None
    entry = ledger.last.entry
    request.watch.stage(Stage.PAGES)
    try:
        files = {**result.files, "ledger": (ledger.folder / entry.file_name).as_posix()}
        with request.stop_signal.raising_interrupts():
            later = tuple(replace(ahead, files=_pages(request, ledger, ahead)) for ahead in result.ahead)
            written = _pages(request, ledger, replace(result, files=files))
            ledger.finish(entry)
    except BaseException as error:
        numbers = [str(each.round) for each in entry.seating.rounds]
        which = f"Round {numbers[0]} is" if len(numbers) == 1 else f"Rounds {listed(numbers)} are"
        error.add_note(
            f"{which} saved in {ledger.folder}, but not all pages are written. "
            "Run the same command again to write them. The seating will not change."
        )
        raise
    notes = (*result.notes, *_note_left_out(request, result, request.round_folder(result.room.round_number)))
    return replace(result, files={**written, **files}, ahead=later, notes=notes)


def find_written_settings(out: Path) -> Settings | None:
    """Return the settings with which the packet of the open round was written; None if there is none.

    A repair writes it likewise. The convener asked for its pages, and outdated ones are removed, so they would be
    missing on the day.
    """
    from seating.report.output import find_settings

    return find_settings(_open_folder(out))


def find_written_pdfs(out: Path) -> frozenset[Path]:
    """Return the PDF files of the open round. They are outdated when it is written again, and are removed."""
    from seating.report.output import find_pdfs

    return find_pdfs(_open_folder(out))


def finish_round(request: Request, hold: Hold, is_repair: bool) -> Solved | None:
    """Write the pages of the open round if the run that saved it ended before it wrote them all.

    A folder that did not exist when this run began has nothing to finish. If it has a round now, another run is still
    writing its pages, and `hold.ready` refuses the folder.

    With `next_round` such a round is always finished, because a round without printed pages was not held. Otherwise it
    is finished only if this request repeats the one that was interrupted. If the list or the convening has changed
    since, a new seating is needed.

    Parameters
    ----------
    request : Request
        Its `inputs` must be set.
    hold : Hold
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
    if not hold.is_locked:
        return None
    ledger = Ledger.open(request.out).sound
    if ledger.last is None or not ledger.is_unfinished(ledger.last):
        return None
    if not request.next_round and not _is_asked_again(request, ledger.last, is_repair):
        return None
    return _write_finished(request, ledger)


def render_report_again(request: Request, round_number: int | None = None) -> Solved:
    """Write the report and the seating of a saved round. Return the result with the file names.

    Parameters
    ----------
    request : Request
        The list, the output folder, and the language and paper of the pages.
    round_number : int, optional
        By default the open round.

    Raises
    ------
    UsageError, InputError
        When there is no such round, the ledger is damaged, or a file cannot be written.
    FolderHeldError
        When another run is working in the output folder.
    """
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
        Manifest(request.out).write(dict(content.values()))
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
    from seating.report.output import find_pages, write_packet
    from seating.report.output import share as share_pages

    if share is None and (finished := _finish_shown(request, round_number)) is not None:
        return finished
    again = saved_result(request, round_number)
    if share is not None:
        share_pages(again.result, share, _settings(request))
        return _name_files(again, {"shared": share})
    result = again.result if again.with_list else again.result.for_team  # no list: no addresses
    with lock_folder(request.out):
        folder = request.round_folder(result.room.round_number)
        before = find_pages(folder)
        # The list may lack the addresses of people who came to a round that is over.
        index = write_packet(result, folder, _settings(request), keeps_rooms=not again.is_open)
        now = find_pages(folder)
    named = _name_files(again, {"packet": index})
    removed = _note_removed([page.choice for page in before if page not in now])
    return replace(named, notes=(*named.notes, *_note_left_out(request, result, folder), *removed))


def _note_removed(pages: Collection[str]) -> Iterator[Note]:
    """Yield a note on the pages of the earlier packet that this one does not have."""
    if pages:
        text = said_count(
            "This page of the earlier packet was removed: %(names)s. To have it again, name it with `--pages`.",
            "These pages of the earlier packet were removed: %(names)s. To have them again, name them with `--pages`.",
            len(pages),
            names=said_list(pages),
        )
        yield Note("pages-removed", text)


def _open_folder(out: Path) -> Path:
    return Request(out=out).round_folder(Ledger.open(out).open_round)


def _is_there(out: Path) -> bool:
    with readable_reasons(out):  # the name may be too long, or the links may form a loop
        return out.is_dir()


def _make(out: Path) -> None:
    with readable_reasons(out):
        out.mkdir(parents=True, exist_ok=True)


def _pages(request: Request, ledger: Ledger, result: Solved) -> Mapping[str, str]:
    """Write the pages of one round. Return their paths by kind of file."""
    from seating.report.output import write_outputs

    number = result.room.round_number
    with_packet = request.packet and len(result.room.tables) <= MOST_TABLES_OF_PACKET
    result = replace(result, revision=find_revision(ledger.entries, number))
    return write_outputs(result, request.round_folder(number), with_packet, _settings(request))


def _note_packet(request: Request, room: Room) -> Iterator[Note]:
    """Yield a note if the room is too large for the packet to be written with every seating."""
    tables = len(room.tables)
    if request.packet and tables > MOST_TABLES_OF_PACKET:
        text = said(
            "The packet for %(number)s tables was not written with the seating. To write it, run `seating "
            "packet` with the list.",
            number=f"{tables:,}",
        )
        yield Note("packet-left-out", text)


def _note_left_out(request: Request, result: Result, folder: Path) -> Iterator[Note]:
    """Yield notes on pages that were asked for by name and are not written, so that no one looks for them."""
    from seating.report.output import PACKET, list_kept_by_session, list_left_out

    if not (folder / PACKET).is_dir():
        return
    left_out = list_left_out(result, folder / PACKET, _settings(request))
    by_session = list_kept_by_session(result.room, left_out)
    if by_session:
        text = said_count(
            "The page %(names)s was not written, because each session has its own list and its own sheet for the "
            "wall. They are on the page `door-list`.",
            "The pages %(names)s were not written, because each session has its own list and its own sheet for the "
            "wall. They are on the page `door-list`.",
            len(by_session),
            names=said_list([page.choice for page in by_session]),
        )
        yield Note("pages-left-out", text)
    for page in (each for each in left_out if each not in by_session):
        text = said(
            "The page %(name)s was not written, because there is nothing to show on it. It is made from: %(what)s.",
            name=page.choice,
            what=said(page.filled_by),
        )
        yield Note("pages-left-out", text)


def _note_plan(past: LedgerState, result: Solved) -> Iterator[Note]:
    """Yield a note if later rounds were planned together with this one, and this seating does not plan them."""
    now, saved = result.room.round_number, past.ledger.rounds
    planned = {each.room.round_number: (each.plan.seats, each.plan.further) for each in (result, *result.ahead)}
    if all(number in saved and (saved[number].seats, saved[number].further) == at for number, at in planned.items()):
        return
    if dropped := sorted(number for number in past.ledger.rounds if number > now and number not in planned):
        text = said_count(
            "Round %(rounds)s was planned ahead, but this plan is no longer kept because it depends on who sat "
            "where in round %(now)s. Do not use pages that show it. When round %(now)s is over, run `seating solve` "
            "with `--next-round` to seat it.",
            "Rounds %(rounds)s were planned ahead, but this plan is no longer kept because it depends on who "
            "sat where in round %(now)s. Do not use pages that show them. When round %(now)s is over, run `seating "
            "solve` with `--next-round --rounds %(number)s` to plan them again.",
            len(dropped),
            rounds=said_list(map(str, dropped)),
            now=now,
        )
        yield Note("plan-dropped", text)


def _note_attended(past: LedgerState, room: Room) -> Iterator[Note]:
    """Yield a note if it is recorded who came to this round, so that it seems to be over."""
    saved = past.ledger.rounds.get(room.round_number)
    if saved is not None and saved.attended is not None:
        text = said(
            "The seating of round %(round)s was saved again, although attendance for this round has already "
            "been recorded. If the round is over, reverse this save with `seating rounds undo`, and seat the "
            "next round with `seating solve` and `--next-round`.",
            round=saved.number,
        )
        yield Note("seated-after-attendance", text)


def _enter(past: LedgerState, result: Solved) -> Ledger:
    """Write the entry of a seating, preceded by an entry of imported rounds if there are new ones."""
    from seating.report.record import seated_content

    ledger = past.ledger
    if past.imported is not None:
        ledger = ledger.add(Kind.IMPORTED, past.imported)
    closed = None if past.closing is None else past.closing.record
    return ledger.add(Kind.SEATED, seated_content(result, closed), has_pages=True)


def _is_asked_again(request: Request, saved: SavedRound, is_repair: bool) -> bool:
    """Whether a request repeats the one that was saved: the same kind of run with the same list and convening."""
    content = saved.seating
    if (content.repair is not None) != is_repair:
        return False
    if not is_repair and (content.seed, len(content.rounds)) != (request.seed, request.rounds):
        return False
    return saved_result(request, saved.number).is_unchanged


def _write_finished(request: Request, ledger: Ledger) -> Solved:
    """Write the pages of the open round and of the rounds planned with it. Return the result with the file names."""
    assert ledger.last is not None
    records = ledger.last.seating.rounds
    first, *ahead = [saved_result(request, record.round).result for record in records]
    if first.invitations is not None and first.invitations.is_recorded:  # the file of the invitations was not written
        first = add_invitations(replace(first, invitations=None))
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
        inputs = read_inputs(request)
        refuse_lost_invitations(request, inputs.reading.people)
        result = _write_finished(replace(request, inputs=inputs), ledger)
    files = next((one.files for one in result.ahead if one.room.round_number == wanted), result.files)
    return replace(result, files=files)


def _settings(request: Request) -> Settings:
    return request.settings or STANDARD


def _name_files(again: SavedResult, files: Mapping[str, Path]) -> Solved:
    return replace(again.result, files={name: path.as_posix() for name, path in files.items()})
