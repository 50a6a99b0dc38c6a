"""Keep the charts that are typed into a form: each is a workbook in `OUT/charts`, and a draft until it is finished."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from seating.api.charts.blank import open_form
from seating.api.request import Request
from seating.charts import Chart
from seating.charts.chart_entry import ChartEntry, EntryCell, dump_entry, load_entry
from seating.charts.chart_files import chart_files_in
from seating.charts.chart_reader import read_charts
from seating.charts.draft import LONGEST_TEXT
from seating.errors import InputError, Problem, UsageError, reason_of, text_of
from seating.ledger.atomic_files import make_private_folder, refuse_links, replace_file, write_new
from seating.present.settings import STANDARD
from seating.profiles import People, Role
from seating.room.tables import Table
from seating.sources import column_letter, open_book
from seating.wording import message, said, shortened

if TYPE_CHECKING:  # the modules that make pages are imported only when pages are made
    from seating.present.settings import Settings
    from seating.report.chart.form import ChartForm

CHARTS = "charts"
"""The folder of the finished charts, in the output folder."""

DRAFTS = Path("board") / "charts"
"""The folder of the drafts, in the output folder."""

IDENTITY = re.compile(r"[0-9a-f]{16}")
NUMBER = re.compile(r"chart-(\d{1,9})-[0-9a-f]{16}")

LONGEST_REASON = 200
"""Maximum length of the reason why a draft cannot be read, which may repeat a part of it."""

LONGEST_ANSWER = 5_000
"""Maximum length of an answer, in characters. A cell of a spreadsheet holds 32,767."""


@dataclass(frozen=True, slots=True)
class EntryProblem:
    """Something that cannot be saved as it was typed.

    Attributes
    ----------
    place : str or EntryCell or (int, str) or int
        The field: `name`, `group`, `own table` or `brings`; a cell; the key of an answer; the position of a sector;
        "" for the chart as a whole.
    reason : str
        The kind of problem, such as `table-gone`; the slug of the message if the workbook has it.
    says : str
        What is wrong, with what to do about it, in English.
    """

    place: str | EntryCell | tuple[int, str] | int
    reason: str
    says: str


@dataclass(frozen=True, slots=True)
class ChartDraft:
    """A chart that someone began.

    Attributes
    ----------
    id : str
    name : str
        Whose it is; "" if it does not say.
    changed : datetime
    problem : str
        Why the file cannot be read; "" if it can.
    """

    id: str
    name: str
    changed: datetime
    problem: str = ""


def make_chart_id() -> str:
    """Return the id of a new chart. It is random, so that two windows never write the same file."""
    return secrets.token_hex(8)


def keep_draft(out: Path, identity: str, entry: ChartEntry) -> bool:
    """Keep what was typed so far; return False, and keep nothing, if the chart is finished already.

    Parameters
    ----------
    out : Path
        The output folder.
    identity : str
        From `make_chart_id`.
    entry : ChartEntry

    Raises
    ------
    UsageError
        If the file cannot be written.
    """
    if is_finished(out, identity):
        return False
    path = _draft_path(out, identity)
    if not entry.is_blank or path.exists():
        make_private_folder(out, DRAFTS)
        replace_file(path, dump_entry(entry), is_private=True)
    return True


def read_draft(out: Path, identity: str) -> ChartEntry:
    """Return what was typed so far; a blank chart if nothing was.

    Raises
    ------
    UsageError
        If the draft cannot be read.
    """
    path = _draft_path(out, identity)
    return _read_entry(path) if path.exists() else ChartEntry()


def _read_entry(path: Path) -> ChartEntry:
    """Return the draft in a file.

    Raises
    ------
    UsageError
        If it is no draft.
    """
    try:
        return load_entry(path.read_bytes())
    except (OSError, ValueError) as error:
        why = reason_of(error)
        text = message("%(path)s cannot be read: %(reason)s. Move the file elsewhere, and start a new chart.")
        reason = why if len(why) <= LONGEST_REASON else shortened(why, LONGEST_REASON)
        raise UsageError(said(text, path=path, reason=reason)) from None


def list_drafts(out: Path) -> tuple[ChartDraft, ...]:
    """Return the charts that were begun and not finished, the newest first, also those that cannot be read."""
    found = []
    for path in (out / DRAFTS).glob("*.json"):
        if IDENTITY.fullmatch(path.stem) and path.is_file():
            try:
                changed = datetime.fromtimestamp(path.stat().st_mtime, UTC).astimezone()
            except (OSError, ValueError):  # it was finished meanwhile
                continue
            try:
                found.append(ChartDraft(path.stem, _read_entry(path).name, changed))
            except UsageError as error:
                found.append(ChartDraft(path.stem, "", changed, text_of(error)))
    return tuple(sorted(found, key=lambda draft: draft.changed, reverse=True))


def list_chart_files(out: Path) -> tuple[str, ...]:
    """Return the files in `OUT/charts` that `seating charts` would read, by name."""
    folder = out / CHARTS
    return tuple(map(str, chart_files_in(folder))) if folder.is_dir() else ()


def is_finished(out: Path, identity: str) -> bool:
    """Whether there is a finished chart with this id."""
    return find_finished(out, identity) is not None


def finish_chart(request: Request, identity: str, entry: ChartEntry) -> tuple[EntryProblem, ...]:
    """Save a chart as a workbook in `OUT/charts` and remove its draft; keep it as a draft if it has problems.

    The workbook is read back before it is saved, with the functions of `seating charts`. What they refuse, or read
    differently from what was typed, is a problem.

    Parameters
    ----------
    request : Request
    identity : str
        A finished chart with this id is not replaced. If it differs, this one is saved as another chart.
    entry : ChartEntry

    Returns
    -------
    tuple of EntryProblem
        () if the chart was saved.

    Raises
    ------
    UsageError, InputError
        If the list or the convening has errors, or a file cannot be written.
    """
    form, people, tables = open_form(request)
    keep_draft(request.out, identity, entry)
    entry = replace(entry, date=date.today().isoformat())
    settings = request.settings or STANDARD
    content, problems = _check(form, settings, entry, people, tables)
    if problems:
        return problems
    before = find_finished(request.out, identity)
    if before is None or before.read_bytes() != content:
        save_chart(request.out, identity if before is None else make_chart_id(), content)
    draft = _draft_path(request.out, identity)
    try:
        draft.unlink(missing_ok=True)
    except OSError as error:
        says = said(
            "The chart is saved, but its draft %(path)s cannot be removed: %(reason)s. Press “I am finished” again.",
            path=draft,
            reason=reason_of(error),
        )
        raise UsageError(says) from None
    return ()


def save_chart(out: Path, identity: str, content: bytes, before: Path | None = None) -> None:
    """Write a chart under the next number, or in place of a file from before.

    Of two charts of a person, the one with the greater number counts.
    """
    folder = out / CHARTS
    refuse_links(out, folder)
    if before is not None:
        replace_file(before, content)
        return
    numbers = [int(found[1]) for path in folder.glob("chart-*.xlsx") if (found := NUMBER.fullmatch(path.stem))]
    write_new(folder / f"chart-{max(numbers, default=0) + 1:04}-{identity}.xlsx", content)


def _check(
    form: ChartForm, settings: Settings, entry: ChartEntry, people: People, tables: Sequence[Table]
) -> tuple[bytes, tuple[EntryProblem, ...]]:
    """Return the workbook of a chart, and what is wrong with it."""
    from seating.report.chart.chart_workbook import chart_xlsx

    problems = tuple(_check_entry(form, entry))
    if problems:
        return b"", problems
    used = {cell.sector for cell in entry.used}
    kept = [number for number, sector in enumerate(entry.sectors) if sector or number in used]
    form = replace(form, sectors=tuple(entry.sectors[number] for number in kept))
    numbers = {number: place for place, number in enumerate(kept)}
    moved = replace(
        entry,
        cells={cell._replace(sector=numbers[cell.sector]): text for cell, text in entry.cells.items()},
        nobody=frozenset(cell._replace(sector=numbers[cell.sector]) for cell in entry.nobody),
    )
    content = chart_xlsx(form, settings, moved)
    try:
        charts = read_charts([open_book(content, "chart.xlsx", ".xlsx")], people, tables, asks_back=True)
    except InputError as error:
        places = _places(form, kept)
        return content, tuple(found for problem in error.problems for found in _explain(problem, places))
    return content, tuple(_compare(moved, charts.charts))


def _check_entry(form: ChartForm, entry: ChartEntry) -> Iterator[EntryProblem]:
    """Yield what is wrong before a workbook is made."""
    known = {column.id for column in form.tables}
    if not known.issuperset(entry.tables):
        hint = said("Copy what you want to keep to another table.")
        yield EntryProblem("", "table-gone", f"A table of this chart no longer exists. {hint}")
    if entry.own_table and entry.own_table not in known:
        yield EntryProblem("own table", "table-gone", "This table no longer exists. Choose another one.")
    for number in sorted({cell.sector for cell in entry.used}):
        if not entry.sectors[number]:
            yield EntryProblem(number, "sector-blank", "Write this sector’s name.")
    lengths: dict[str | int, str] = {"name": entry.name, "group": entry.group, **dict(enumerate(entry.sectors))}
    for place, text in lengths.items():
        if len(text) > LONGEST_TEXT:
            yield EntryProblem(place, "entry-long", f"Write at most {LONGEST_TEXT} characters.")
    answers: list[tuple[str | tuple[int, str], str]] = [("brings", entry.brings), *entry.answers.items()]
    for key, text in answers:
        if len(text) > LONGEST_ANSWER:
            yield EntryProblem(key, "entry-long", f"Write at most {LONGEST_ANSWER} characters.")


def _places(form: ChartForm, kept: Sequence[int]) -> dict[tuple[int, str], str | EntryCell]:
    """Return the fields by the line and the letter of their cell in the workbook.

    Parameters
    ----------
    form : ChartForm
        With the sectors of the workbook.
    kept : sequence of int
        The position of each of these sectors in the entry.
    """
    from seating.report.chart.chart_workbook import GRID
    from seating.report.role_marks import ROLE_MARKS

    found: dict[tuple[int, str], str | EntryCell] = {
        (line, "B"): name for line, name in enumerate(("name", "group", "date", "own table", "brings"), start=1)
    }
    roles: list[Role] = [role for role in ROLE_MARKS if role is not None]
    rows = [(number, role) for number in kept for role in roles]
    for line, (number, role) in enumerate(rows, start=GRID + 2):
        for column, table in enumerate(form.tables, start=2):
            found[line, column_letter(column)] = EntryCell(table.id, number, role)
    return found


def _explain(problem: Problem, places: dict[tuple[int, str], str | EntryCell]) -> Iterator[EntryProblem]:
    """Yield a problem of the workbook at each field that has it."""
    says = f"{problem.says[:1].upper()}{problem.says[1:]}. {problem.hint or ''}".strip()
    lines = problem.lines or (problem.line or 0,)
    for place in dict.fromkeys(places.get((line, problem.letter or ""), "") for line in lines):
        yield EntryProblem(place, problem.slug, says)


def _compare(entry: ChartEntry, charts: Sequence[Chart]) -> Iterator[EntryProblem]:
    """Yield the fields that are read differently from what was typed, such as a name that is a heading of the form."""
    says = said("The program would not read this the way you wrote it. Write it differently.")
    if len(charts) != 1:
        yield EntryProblem("", "entry-misread", says)
        return
    (chart,) = charts
    typed = {"name": entry.name, "group": entry.group, "brings": entry.brings}
    read = {"name": chart.by, "group": chart.group, "brings": chart.brings}
    for place, text in typed.items():
        if read[place] != text:
            yield EntryProblem(place, "entry-misread", says)
    if (chart.own_table or "") != entry.own_table and entry.own_table:
        yield EntryProblem("own table", "entry-misread", says)
    if sorted(chart.answers.values()) != sorted(entry.answers.values()):
        yield EntryProblem("", "entry-misread", f"{says} This concerns the answers to the guiding questions.")


def _draft_path(out: Path, identity: str) -> Path:
    return out / DRAFTS / f"{_checked(identity)}.json"


def find_finished(out: Path, identity: str) -> Path | None:
    """Return the file of the finished chart with this id; None if there is none."""
    return next((out / CHARTS).glob(f"chart-*-{_checked(identity)}.xlsx"), None)


def _checked(identity: str) -> str:
    """Return an id; raise `UsageError` if it is none, because it becomes part of the name of a file."""
    if not IDENTITY.fullmatch(identity):
        raise UsageError(said("There is no such chart."))
    return identity
