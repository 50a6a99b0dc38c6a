"""Write blank charts, and read the filled-in ones: what they agree on, dispute and leave empty. Nothing is seated."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from seating.api.inputs import read_inputs, read_list
from seating.api.request import Request
from seating.charts.agreement import find_agreement
from seating.charts.comparison import compare_charts, compare_groups, compare_times, find_chart, note_groups
from seating.charts.decisions import find_lost, write_joins
from seating.charts.files import JOINED, find_decisions, read_chart_files
from seating.charts.summary import Perspective, Summary, find_missing, list_perspectives
from seating.convening import Convening, open_room, reason_without_seat
from seating.convening.formats import read_document
from seating.convening.reader import read_without_list
from seating.convening.tables import MOST_TABLES, make_table_id
from seating.errors import Note, SeatingError, UsageError
from seating.profiles import People, Person, Status
from seating.profiles.reader import CONVENING_SHEETS
from seating.sources import read_book
from seating.tables import Table, in_order_of_numbers
from seating.wording import counted, fold, quoted

if TYPE_CHECKING:  # the modules that make pages are imported only when pages are made
    from seating.report.chart.form import ChartForm
    from seating.report.settings import Settings

__all__ = [
    "BlankCharts",
    "ChartsRequest",
    "read_summary",
    "read_table_names",
    "summarize_charts",
    "write_blank_charts",
]

PAGE, WORKBOOK, TYPED = "chart.html", "chart.xlsx", "chart.csv"
CHARTS_PAGE = "charts.html"


@dataclass(frozen=True)
class BlankCharts:
    """Blank charts that were written.

    Attributes
    ----------
    form : ChartForm
        What a chart asks about.
    names : tuple of str
        Whose charts they are; () for one chart to copy.
    unnamed : int
        The number of rows of the list that get no chart of their own, or whom the workbook does not offer.
    sheets : int
        The number of sheets of one chart.
    inferred : bool
        Whether the tables were inferred from the list.
    files : mapping of str to str
        Paths by name: page, workbook, typed.
    notes : tuple of Note
    """

    form: ChartForm
    names: tuple[str, ...]
    unnamed: int
    sheets: int
    inferred: bool
    files: Mapping[str, str]
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class _Inputs:
    """The convening of a chart, and the list if there is one."""

    convening: Convening
    people: People | None
    notes: tuple[Note, ...]


def write_blank_charts(request: Request, tables: Sequence[str] = (), for_each: bool = False) -> BlankCharts:
    """Write a chart to print, to fill in as a workbook, and to type paper charts into.

    Parameters
    ----------
    request : Request
        Its `people` is a list, or a convening if there is no list yet; None if there is neither.
    tables : sequence of str
        The names of the tables if no convening states them.
    for_each : bool
        Whether to print one chart for each person who comes, with the name filled in.

    Raises
    ------
    UsageError
        If nothing says which tables there are, or a file cannot be written or was filled in.
    InputError
        With all errors in the list or the convening.
    """
    from seating.report.chart.form import lay_out, render_chart
    from seating.report.chart.workbook import chart_csv, chart_xlsx
    from seating.report.places import by_name
    from seating.report.privacy import named_people
    from seating.report.settings import STANDARD

    found = _read(request, tables)
    settings, people = request.settings or STANDARD, found.people
    named = [] if people is None else by_name(named_people(people))
    authors = [person for person in named if person.status is not Status.OPEN]
    if for_each and not authors:
        what = "a list" if people is None else "somebody with a name on the list who is coming"
        raise UsageError(f"--for-each needs {what}, because it prints a chart for each person.")
    form = _make_form(found, named, settings)
    names = _choices(authors) if for_each else ()
    content = {
        PAGE: render_chart(form, settings, names or ("",)).encode(errors="replace"),
        WORKBOOK: chart_xlsx(form, settings),
        TYPED: chart_csv(settings.words),
    }
    _write(request.out, content)
    where = {"page": PAGE, "workbook": WORKBOOK, "typed": TYPED}
    return BlankCharts(
        form=form,
        names=names,
        unnamed=len(people or ()) - len(authors if for_each else named),
        sheets=len(lay_out(form, settings).sheets),
        inferred="tables" in found.convening.inferred,
        files={name: (request.out / file).as_posix() for name, file in where.items()},
        notes=found.notes,
    )


def _make_form(found: _Inputs, named: Sequence[Person], settings: Settings) -> ChartForm:
    """Return what a chart asks about; `named` are the people that the workbook offers."""
    from seating.report.chart.form import ChartForm
    from seating.report.chart.grid import chart_sectors, columns_of, say_sector
    from seating.report.privacy import listed_sectors

    convening = found.convening
    sectors = () if found.people is None else listed_sectors(found.people, convening)
    return ChartForm(
        title=convening.title,
        shared_result=convening.shared_result,
        tables=columns_of(in_order_of_numbers(convening.tables)),
        sectors=tuple(say_sector(one, settings.words) for one in chart_sectors(convening, sectors, settings.words)),
        people=_choices(named),
    )


def _read(request: Request, tables: Sequence[str]) -> _Inputs:
    """Return what a chart is made from: a convening, a list, both, or the names of the tables."""
    people: Any = request.people
    convening: Any = request.convening
    if convening is None and isinstance(people, str | Path) and _is_convening(Path(people)):
        people, convening = None, Path(people)
    if tables and convening is not None:
        raise UsageError("--tables cannot be combined with a convening, which has its own tables. Leave one out.")
    if tables:
        named = Convening(tables=read_table_names(tables))
        if people is None:
            return _Inputs(named, None, ())
        listed = read_list(request)
        return _Inputs(named, listed.people, listed.notes)
    if people is not None:
        inputs = read_inputs(request)
        return _Inputs(inputs.reading.convening, inputs.reading.people, inputs.notes)
    if convening is not None:
        reading = read_without_list(Path(convening))
        return _Inputs(reading.convening, None, reading.notes)
    raise UsageError('Name a list, a convening, or the tables, for example --tables "Talent; Capital".')


def read_table_names(names: Sequence[str]) -> tuple[Table, ...]:
    """Return tables with these names, and ids made from the names; several names in a text are separated by `;`.

    Raises
    ------
    UsageError
        If there are none, too many, or two with the same name.
    """
    found = [" ".join(part.split()) for text in names for part in text.split(";") if part.strip()]
    if not found:
        raise UsageError('--tables names no table. Write the names, separated by ";".')
    if len(found) > MOST_TABLES:
        raise UsageError(f"--tables names {len(found):,} tables, but there may be at most {MOST_TABLES:,}.")
    twice = next((name for name, number in Counter(map(fold, found)).items() if number > 1), None)
    if twice is not None:
        again = next(name for name in found if fold(name) == twice)
        raise UsageError(f"--tables names {quoted(again)} twice. Give each table its own name.")
    made = [make_table_id(name) for name in found]
    free = (f"t{number:02}" for number in count(1) if f"t{number:02}" not in made)
    ids = [identity if identity and identity not in made[:at] else next(free) for at, identity in enumerate(made)]
    return tuple(Table(id=identity, name=name) for identity, name in zip(ids, found, strict=True))


def _is_convening(path: Path) -> bool:
    """Whether a file is a convening and no list: by its suffix or, if both may have that suffix, by its content."""
    match path.suffix.casefold():
        case ".yaml" | ".yml" | ".toml":
            return True
        case ".json":
            try:
                return not {"tables", "requirements"}.isdisjoint(read_document(path).plain)
            except SeatingError:
                return False
        case ".xlsx" | ".xlsm" | ".ods":
            titles = {fold(sheet.title) for sheet in read_book(path).sheets if not sheet.is_hidden}
            return bool(titles) and titles <= CONVENING_SHEETS
    return False


def _choices(people: Sequence[Person]) -> tuple[str, ...]:
    """Return people as a chart names them: with the id if the name alone does not tell who is meant."""
    alike = Counter(fold(person.label) for person in people)
    return tuple(
        f"{person.label.replace(';', ',')} [{person.id}]"
        if alike[fold(person.label)] > 1 or ";" in person.label
        else person.label
        for person in people
    )


def _write(out: Path, content: Mapping[str, bytes]) -> None:
    """Write files into the output folder, but never over a file that somebody else wrote or has filled in."""
    from seating.report.files import readable_reasons, write_whole
    from seating.report.output import Manifest

    paths = {out / name: made for name, made in content.items()}
    ours = Manifest(out)
    ours.refuse_others(paths)
    for path in paths:
        with readable_reasons(path):
            _refuse_filled_in(path)
    ours.add(paths)
    for path, made in paths.items():
        write_whole(path, made)


def _refuse_filled_in(path: Path) -> None:
    from seating.report.chart.workbook import is_filled_in

    if path.suffix != ".html" and path.exists() and is_filled_in(path):
        raise UsageError(
            f"{path} has been changed since it was written, so it may be filled in. Nothing was written. Move it "
            "elsewhere, or name another folder with --out."
        )


@dataclass(frozen=True)
class ChartsRequest:
    """The inputs and options of `seating charts`.

    Attributes
    ----------
    files : tuple of path
        The filled-in charts.
    people : str or None
        The list.
    sheet : str or None
        The sheet of a workbook that lists the people; None to detect it.
    convening : Path or None
    earlier : tuple of path
        Charts of an earlier time to compare with.
    compare : tuple of (str, str) or None
        The people whose charts are compared.
    joins : Path or None
        The file that says which texts are joined; None for the one in `out`, if there is one.
    out : Path
        The output folder.
    """

    files: tuple[str | Path, ...]
    people: str | None = None
    sheet: str | None = None
    convening: Path | None = None
    earlier: tuple[str | Path, ...] = ()
    compare: tuple[str, str] | None = None
    joins: Path | None = None
    out: Path = Path("reports")


def summarize_charts(request: ChartsRequest, settings: Settings | None = None) -> Summary:
    """Read charts, and write `charts.html` and `joined.csv` to the output folder.

    Parameters
    ----------
    request : ChartsRequest
    settings : Settings, optional
        Language and paper of the page; by default English on Letter.

    Raises
    ------
    UsageError, InputError
        If a file cannot be read or written.
    """
    from seating.report.agreement import render_charts
    from seating.report.files import write_whole
    from seating.report.output import Manifest
    from seating.report.settings import STANDARD

    summary = read_summary(request)
    page = request.out / CHARTS_PAGE
    ours = Manifest(request.out)
    ours.refuse_others([page])
    _refuse_lost(request, summary)
    ours.add([page])
    files = {"charts": page.as_posix()}
    if summary.joins:
        files["joined"] = (request.out / JOINED).as_posix()
        write_whole(request.out / JOINED, write_joins(summary.joins))
    summary = replace(summary, files=files)
    write_whole(page, render_charts(summary, settings or STANDARD).encode(errors="replace"))
    return summary


def _refuse_lost(request: ChartsRequest, summary: Summary) -> None:
    """Raise `UsageError` if the decisions of another file would replace some that the convener typed."""
    path = request.out / JOINED
    if request.joins is None or not summary.joins or not path.exists() or _is_same(path, request.joins):
        return
    lost = list(find_lost(find_decisions(None, request.out), summary.joins))
    if lost:
        first = lost[0]
        more = f" and {counted(len(lost) - 1, 'more row')}" if len(lost) > 1 else ""
        raise UsageError(
            f"{path} has decisions that {request.joins} does not have: line {first.line} ({quoted(first.description)} "
            f"and {quoted(first.joined_with)}){more}. Nothing was written. Add these rows to {request.joins}, or name "
            "another folder with --out."
        )


def _is_same(path: Path, other: Path) -> bool:
    with suppress(OSError):  # the other may be standard input
        return path.samefile(other)
    return False


def read_summary(request: ChartsRequest) -> Summary:
    """Read charts and return what they say together; write nothing.

    Raises
    ------
    UsageError, InputError
        If a file cannot be read.
    """
    people, convening, notes = _read_context(request)
    joined = read_chart_files(
        request.files,
        people,
        in_order_of_numbers(convening.tables),
        find_decisions(request.joins, request.out, people),
        request.earlier,
        may_add_tables=convening.file is None or "tables" in convening.inferred,
    )
    agreement = find_agreement(joined, people)
    groups = compare_groups(agreement)
    earlier = find_agreement(joined, people, which=1) if request.earlier else None
    coming = None
    if request.people is not None:
        coming = frozenset(person.id for person in people if reason_without_seat(person) is None)
    pair = tuple(find_chart(agreement, text) for text in request.compare or ())
    return Summary(
        agreement=agreement,
        missing=find_missing(agreement, people, coming, _list_perspectives(people, convening)),
        joins=joined.joins,
        groups=groups,
        people_file=people.file if request.people is not None else "",
        convening_file=convening.file or "",
        title=convening.title,
        shared_result=convening.shared_result,
        difference=compare_charts(agreement, *pair) if len(pair) == 2 else None,
        earlier=earlier,
        shifts=compare_times(agreement, earlier) if earlier else (),
        notes=(*notes, *(note for charts in joined.sets for note in charts.notes), *note_groups(groups)),
    )


def _read_context(request: ChartsRequest) -> tuple[People, Convening, Sequence[Note]]:
    """Return the list and the convening, as far as they are given, and the notes on them."""
    if request.people is None:
        if request.convening is None:
            return People(()), Convening(), ()
        reading = read_without_list(request.convening)
        return reading.people, reading.convening, reading.notes
    inputs = read_inputs(
        Request(people=request.people, sheet=request.sheet, convening=request.convening, out=request.out)
    )
    return inputs.reading.people, inputs.reading.convening, inputs.notes


def _list_perspectives(people: People, convening: Convening) -> tuple[Perspective, ...]:
    """Return the voices of the convening that are described, and the needed cells of its frame."""
    room = open_room(people, convening)
    asks = [(r.id, ask) for r in convening.requirements if r.is_voice for ask in r.asks(room)]
    frame = convening.frame
    needed = [{frame.rows: row, frame.columns: column} for row, column in frame.needed] if frame else []
    return list_perspectives(asks, needed)
