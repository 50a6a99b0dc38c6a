"""Write blank charts, from a list, a convening, both, or the names of the tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from seating.api.reading import read_given, read_list
from seating.api.request import Request
from seating.convening import Convening, Reading
from seating.convening.tables import MOST_TABLES, make_table_id
from seating.convening.yaml import read_document
from seating.errors import Note, SeatingError, UsageError
from seating.ledger.atomic_files import readable_reasons
from seating.profiles import People, Person
from seating.profiles.heads import without_held_seats
from seating.room.tables import Table, in_order_of_numbers
from seating.wording import fold, quoted

if TYPE_CHECKING:  # the modules that make pages and records are imported only when those are made
    from seating.present.settings import Settings
    from seating.record.forms_to_fill import BlankChartsRecord
    from seating.report.chart.form import ChartForm

PAGE, SHORT, WORKBOOK, TYPED = "chart.html", "short-chart.html", "chart.xlsx", "chart.csv"


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
        The number of rows of the list that get no chart of their own, or that the workbook does not offer.
    sheets : int
        The number of sheets of one chart.
    per_sheet : int
        The number of charts on a sheet: 2 for short ones, unless they are in large print.
    is_short : bool
        Whether the charts to print are short.
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
    per_sheet: int
    is_short: bool
    inferred: bool
    files: Mapping[str, str]
    notes: tuple[Note, ...]


def blank_charts_record(made: BlankCharts, settings: Settings, files: Mapping[str, str]) -> BlankChartsRecord:
    """Return the blank charts that were written as a record.

    Parameters
    ----------
    made : BlankCharts
    settings : Settings
        The paper and the language of the charts.
    files : mapping of str to str
        The files that were written, with those that were made from them afterwards.
    """
    from seating.record.forms_to_fill import BlankChartsRecord

    return BlankChartsRecord.of(
        made, paper=settings.paper, language=settings.language, charts=len(made.names) or 1, files=files
    )


def write_blank_charts(
    request: Request, tables: Sequence[str] = (), for_each: bool = False, grid: bool = False
) -> BlankCharts:
    """Write a chart to print, to fill in as a workbook, and to type paper charts into.

    Parameters
    ----------
    request : Request
        Its `people` is a list, or a convening if there is no list yet; None if there is neither.
    tables : sequence of str
        The names of the tables if no convening states them.
    for_each : bool
        Whether to print one chart for each person who comes, with the name filled in.
    grid : bool
        Whether to print the grid of tables and sectors instead of three questions with lines, two charts to a sheet.

    Raises
    ------
    UsageError
        If nothing states which tables there are, or a file cannot be written or was filled in.
    InputError
        With all errors in the list or the convening.
    """
    from seating.present.settings import STANDARD
    from seating.report.chart import form as cells
    from seating.report.chart import short as questions
    from seating.report.chart.chart_workbook import chart_csv, chart_xlsx
    from seating.report.sort_keys import by_name
    from seating.result.privacy import named_people

    found = _read(request, tables)
    settings, people = request.settings or STANDARD, found.people
    named = by_name(named_people(people))
    authors = without_held_seats(named)
    if for_each and not authors:
        what = "someone with a name on the list who is coming" if people else "a list"
        raise UsageError(f"--for-each needs {what}, because it prints a chart for each person.")
    form = _make_form(found, named, settings)
    names = _choices(authors) if for_each else ()
    page, render = (PAGE, cells.render_chart) if grid else (SHORT, questions.render_short_chart)
    content = {
        page: render(form, settings, names or ("",)).encode(errors="replace"),
        WORKBOOK: chart_xlsx(form, settings),
        TYPED: chart_csv(settings.words),
    }
    _write(request.out, content)
    where = {"page": page, "workbook": WORKBOOK, "typed": TYPED}
    return BlankCharts(
        form=form,
        names=names,
        unnamed=len(people) - len(authors if for_each else named),
        sheets=len(cells.lay_out(form, settings).sheets) if grid else 1,
        per_sheet=1 if grid else questions.count_per_sheet(settings),
        is_short=not grid,
        inferred="tables" in found.convening.inferred,
        files={name: (request.out / file).as_posix() for name, file in where.items()},
        notes=found.notes,
    )


def open_form(request: Request) -> tuple[ChartForm, People, tuple[Table, ...]]:
    """Return what a chart asks about, the people on the list, and the tables as charts refer to them.

    Parameters
    ----------
    request : Request
        As for `write_blank_charts`.

    Raises
    ------
    UsageError, InputError
        If nothing states which tables there are, or the list or the convening has errors.
    """
    from seating.present.settings import STANDARD
    from seating.report.sort_keys import by_name
    from seating.result.privacy import named_people

    found = _read(request, ())
    named = by_name(named_people(found.people))
    tables = tuple(in_order_of_numbers(found.convening.tables))
    return _make_form(found, named, request.settings or STANDARD), found.people, tables


def _make_form(found: Reading, named: Sequence[Person], settings: Settings) -> ChartForm:
    """Return what a chart asks about; `named` are the people that the workbook offers."""
    from seating.report.chart.form import ChartForm
    from seating.report.chart.grid import chart_sectors, columns_of, say_sector
    from seating.result.privacy import listed_sectors

    convening = found.convening
    sectors = listed_sectors(found.people, convening)
    return ChartForm(
        title=convening.title,
        shared_result=convening.shared_result,
        tables=columns_of(in_order_of_numbers(convening.tables)),
        sectors=tuple(say_sector(one, settings.words) for one in chart_sectors(convening, sectors, settings.words)),
        people=_choices(named),
    )


def _read(request: Request, tables: Sequence[str]) -> Reading:
    """Return what a chart is made from: a convening, a list, both, or the names of the tables."""
    file = request.list_file
    if request.convening is None and file is not None and _is_convening(file):
        request = replace(request, people=None, convening=file)
    if tables and request.convening is not None:
        raise UsageError("--tables cannot be combined with a convening, which has its own tables. Leave one out.")
    if tables:
        named = Convening(tables=read_table_names(tables))
        if request.people is None:
            return Reading(named, People(()), ())
        listed = read_list(request)
        return Reading(named, listed.people, listed.notes)
    if request.people is None and request.convening is None:
        raise UsageError('Name a list, a convening, or the tables, for example --tables "Talent; Capital".')
    return read_given(request)


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
        raise UsageError(f"--tables names {len(found):,} tables, but there can be at most {MOST_TABLES:,}.")
    twice = next((name for name, number in Counter(map(fold, found)).items() if number > 1), None)
    if twice is not None:
        again = next(name for name in found if fold(name) == twice)
        raise UsageError(f"--tables names {quoted(again)} twice. Give each table its own name.")
    made = [make_table_id(name) for name in found]
    first = {identity: at for at, identity in reversed([*enumerate(made)])}
    free = (f"t{number:02}" for number in count(1) if f"t{number:02}" not in first)
    ids = [identity if identity and first[identity] == at else next(free) for at, identity in enumerate(made)]
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
    """Write files into the output folder, but never over a file that someone else wrote or has filled in."""
    from seating.report.output import Manifest

    paths = {out / name: made for name, made in content.items()}
    ours = Manifest(out)
    ours.refuse_others(paths)
    for path in paths:
        with readable_reasons(path):
            _refuse_filled_in(path)
    ours.write(paths)


def _refuse_filled_in(path: Path) -> None:
    from seating.report.chart.chart_workbook import is_filled_in

    if path.suffix != ".html" and path.exists() and is_filled_in(path):
        raise UsageError(
            f"{path} has been changed since it was written, so it may be filled in. Nothing was written. Move it "
            "elsewhere, or name another folder with --out."
        )
