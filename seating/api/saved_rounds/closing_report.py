"""Write the closing report over all rounds of an output folder, from the ledger and from files typed back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from seating.analysis.promises import Commitments
from seating.api.form_files import find_sheet_tables, read_commitment_files
from seating.api.request import Request
from seating.api.rounds import find_round
from seating.api.saved_rounds.saved_records import result_from_record
from seating.errors import Note, UsageError
from seating.forms.harvest import read_harvest
from seating.forms.worksheets import NO_WORKSHEETS, RESULTS, read_worksheet
from seating.ledger import Ledger, SavedRound, compare_saved, lock_folder
from seating.present.settings import STANDARD, Settings
from seating.profiles.person import without_tokens
from seating.record.entries import AttendedContent, SeatedContent
from seating.record.fields import SCHEMA_VERSION
from seating.record.rounds import ClosedRoundRecord, ClosingRecord
from seating.report.closing import Closing, HeldRound, render_closing
from seating.report.closing.ledger_facts import count_turnout
from seating.report.output import Manifest
from seating.result.shared_requirements import list_public
from seating.room.history import History
from seating.sources import read
from seating.wording import fold, quoted, said_count

PAGES: Mapping[str, tuple[str, bool]] = {
    "closing": ("closing.html", False),
    "closing_shared": ("closing-shared.html", True),
}
"""The file of each page, and whether it is for everyone, by the name of the file in the record."""


@dataclass(frozen=True)
class ClosingReport:
    """What the report was made from, notes on the files, and the paths of the pages by name."""

    closing: Closing
    notes: tuple[Note, ...]
    files: Mapping[str, str]


def write_closing_report(
    out: Path,
    harvests: Sequence[tuple[int, Path]] = (),
    commitments: Sequence[Path] = (),
    settings: Settings | None = None,
    results: Path | None = None,
) -> ClosingReport:
    """Write `closing.html`, for the convening team, and `closing-shared.html`, which names no one.

    Parameters
    ----------
    out : Path
        The output folder, with at least one saved round. Rounds after the open one are planned and left out.
    harvests : sequence of (int, Path)
        A round and the file with the tables' answers in it, each round at most once.
    commitments : sequence of Path
        Files with promises, used instead of those that were saved with the open round.
    settings : Settings, optional
        Language and paper.
    results : Path, optional
        A file with what came of the work.

    Raises
    ------
    UsageError
        When no round is saved, there is no such round, or a file cannot be read or written.
    InputError
        When the ledger is damaged, or rows of a file have errors.
    FolderHeldError
        When another run is working in the output folder.
    """
    ledger = Ledger.open(out).sound
    if not ledger.rounds:
        raise UsageError(
            f"No round is saved in {out}. Save one with `seating solve`, or name another folder with --out."
        )
    typed = _files_by_round(ledger, harvests)
    held = tuple(
        _read_round(ledger, ledger.rounds[n], typed.get(n)) for n in sorted(ledger.rounds) if n <= ledger.open_round
    )
    last = held[-1]
    request = Request(None, out=out, commitments=tuple(commitments))
    people, tables = last.result.people, find_sheet_tables(last.result.convening, ledger)
    imported = [past for past in ledger.history(1).rounds if past.number < 1]
    promises, promise_notes = read_commitment_files(request, people, tables, ledger, last.saved)
    came = NO_WORKSHEETS if results is None else read_worksheet(read(results), RESULTS, people, tables)
    closing = Closing(
        rounds=held,
        compared=tuple(compare_saved(ledger.rounds, one.saved, other.saved) for one, other in pairwise(held)),
        commitments=promises,
        results=came.of(RESULTS),
        n_planned=len(ledger.rounds) - len(held),
        n_imported=len(imported),
        seated_before=frozenset(person for past in imported for person in past.seats),
    )
    notes = [note for one in held if one.harvest is not None for note in one.harvest.notes]
    files = {name: out / file for name, (file, _) in PAGES.items()}
    with lock_folder(out):
        pages = {
            path: render_closing(closing, settings or STANDARD, is_shared=PAGES[name][1]).encode()
            for name, path in files.items()
        }
        Manifest(out).write(pages)
    return ClosingReport(
        closing,
        (*ledger.notes, *notes, *_note_uncounted(held, promises, promise_notes), *came.notes),
        {name: path.as_posix() for name, path in files.items()},
    )


def closing_record(written: ClosingReport, files: Mapping[str, str]) -> ClosingRecord:
    """Return the numbers of each round in the closing report as a record.

    Parameters
    ----------
    written : ClosingReport
    files : mapping of str to str
        The pages, with those that were made from them afterwards.
    """
    rounds = [
        ClosedRoundRecord.of(count_turnout(held), round=held.number, entry=held.entry, attendance=held.attendance)
        for held in written.closing.rounds
    ]
    return ClosingRecord(schema_version=SCHEMA_VERSION, rounds=rounds, files=dict(files))


def _note_uncounted(held: Sequence[HeldRound], promises: Commitments | None, notes: Sequence[Note]) -> Iterator[Note]:
    """Yield notes on promises, with one on those of all saved rounds that the closing report does not count."""
    slug = "promises-left-out"
    yield from (note for note in notes if note.slug != slug)
    counted = set() if promises is None else {fold(promise.what) for promise in promises.promises}
    records = [one.saved.seating.promises for one in held]
    saved = {fold(each.what): each.what for one in records if one is not None for each in one.promises}
    if left := [what for key, what in saved.items() if key not in counted]:
        text = said_count(
            "%(number)s promise from the saved rounds is not counted here, because none of the files that were "
            "read contains it: %(what)s. Name the files of all meetings with --commitments.",
            "%(number)s promises from the saved rounds are not counted here, because none of the files that "
            "were read contains them, for example %(what)s. Name the files of all meetings with --commitments.",
            len(left),
            what=quoted(without_tokens(left[0])),
        )
        yield Note(slug, text)


def _files_by_round(ledger: Ledger, harvests: Sequence[tuple[int, Path]]) -> Mapping[int, Path]:
    """Return the file of each round. Raise `UsageError` for a round that was not held, or that is named twice."""
    found: dict[int, Path] = {}
    for number, path in harvests:
        find_round(ledger, number)
        if number > ledger.open_round:
            raise UsageError(f"Round {number} is planned. It has no harvest yet.")
        if number in found:
            raise UsageError(f"--harvest names two files for round {number}. Put all answers of a round into one file.")
        found[number] = path
    return found


def _read_round(ledger: Ledger, saved: SavedRound, harvest: Path | None) -> HeldRound:
    result = result_from_record(saved, History())  # the rounds before it are compared here, and each only once
    public = list_public(result, result.review.voices)
    voices, has_private = tuple(dict.fromkeys(voice.name for voice in public)), public != result.review.voices
    tables = find_sheet_tables(result.convening, ledger, saved)
    return HeldRound(
        saved=saved,
        result=result,
        entry=f"{ledger.folder.name}/{saved.entry.file_name}",
        attendance=_find_attendance(ledger, saved),
        harvest=None if harvest is None else read_harvest(read(harvest), tables, voices, has_private=has_private),
    )


def _find_attendance(ledger: Ledger, saved: SavedRound) -> str:
    """Return the entry and the file that recorded who came to a round; "" if nothing was recorded."""
    if not saved.is_over:
        return ""
    for entry in reversed(ledger.state.effective):
        content = entry.content
        if isinstance(content, AttendedContent) and content.round == saved.number:
            source = content.inputs.get("attended")
            return " · ".join(filter(None, (f"{ledger.folder.name}/{entry.file_name}", source.file if source else "")))
    for entry in ledger.state.effective:  # the desk’s marks are kept by the entry of the next round
        closed = entry.content.closed if isinstance(entry.content, SeatedContent) else None
        if closed is not None and closed.round == saved.number:
            return f"{ledger.folder.name}/{entry.file_name}"
    return ""
