"""Make the dashboard: read the ratings and the results of earlier seatings, and write the pages and the forms."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from seating.addons.dashboard.board import Board, build_board
from seating.addons.dashboard.measures import find_evidence, find_measures
from seating.addons.dashboard.ratings import Quarter, Ratings, make_key, read_ratings
from seating.addons.dashboard.records import RatingsFormRecord
from seating.errors import InputError, Note, Problem, UsageError
from seating.forms.entries import csv_bytes, without_apostrophes
from seating.ledger import Ledger
from seating.ledger.atomic_files import write_whole
from seating.record.entries import UnreadableRecordError
from seating.record.fields import SCHEMA_VERSION
from seating.record.result import ResultRecord
from seating.record.result_file import load_result
from seating.sources import read
from seating.wording import listed, quoted, said

if TYPE_CHECKING:
    from seating.addons.dashboard.dashboard_page import FormRow
    from seating.present.settings import Settings

PAGE = "dashboard.html"

RATERS_PAGE = Path("convener-only") / "raters.html"


LARGEST_RECORD = 200_000_000
"""Size in bytes up to which a result file is read."""


RESULT = "result.json"
"""The file of a round's folder that the dashboard reads."""

ROUND = re.compile(r"round-([0-9]{1,6})")


TEMPLATE = Path(__file__).parent / "template.csv"


TO_FILL = ("rating", "trend", "notes", "about")
"""The last columns of a spreadsheet to fill in."""


@dataclass(frozen=True)
class Dashboard:
    """The boards of one or several sites, the ratings they were made from, and the files that were written.

    Attributes
    ----------
    ratings : Ratings
        What the files say.
    boards : tuple of Board
        One for each site, in the order of their names; one for ratings without sites.
    notes : tuple of Note
    files : mapping of str to str
        Paths by name: `dashboard`, and `raters` if some people rated alone.
    """

    ratings: Ratings
    boards: tuple[Board, ...]
    notes: tuple[Note, ...]
    files: Mapping[str, str] = field(default_factory=dict)

    @property
    def board(self) -> Board:
        """The only board, or that of the first site."""
        return self.boards[0]


def make_dashboard(
    ratings: str | Path | Sequence[str | Path],
    out: Path,
    quarter: Quarter | None = None,
    title: str = "",
    *,
    site: str = "",
    settings: Settings | None = None,
) -> Dashboard:
    """Make the board of a quarter and write it to `out` as `dashboard.html`.

    If some people rated alone, who chose what is written to `convener-only/raters.html`. If the ratings name several
    sites, the page shows these side by side.

    Parameters
    ----------
    ratings : str, Path, or sequence of these
        The files of ratings, or `-` for standard input.
    out : Path
        The output folder. Results of earlier seatings are read from it.
    quarter : Quarter, optional
        By default, the newest quarter in the files.
    title : str
    site : str
        The only site to show; "" for all.
    settings : Settings, optional

    Raises
    ------
    UsageError, InputError
        When a file does not exist or has errors, or when there is no row for the quarter or the site.
    """
    from seating.addons.dashboard.dashboard_page import render_dashboard, render_raters
    from seating.addons.dashboard.sites import render_sites
    from seating.present.settings import STANDARD

    read_in = _read_files(ratings)
    sites = _choose_sites(read_in, site)
    if site:
        read_in = read_in.of_site(sites[0])
    chosen = _choose_quarter(read_in, quarter)
    records, notes = read_results(out)
    if len(sites) > 1 and records:
        says = f"The seatings in {out} are not used, because they do not say which of the sites they belong to."
        notes = [Note("results-without-site", f"{says} Name one with --site.")]
        records = []
    found = find_measures(records), find_evidence(records)
    boards = tuple(build_board(read_in, chosen, *found, site=one) for one in sites)
    shown = settings or STANDARD
    if len(boards) > 1:
        pages = {"dashboard": (out / PAGE, render_sites(boards, read_in, title, shown))}
    else:
        pages = {"dashboard": (out / PAGE, render_dashboard(boards[0], read_in, title, shown))}
        if boards[0].comparison:
            pages["raters"] = (out / RATERS_PAGE, render_raters(boards[0], title, shown))
    for where, text in pages.values():
        write_whole(where, text.encode(errors="replace"))
    files = {name: where.as_posix() for name, (where, _) in pages.items()}
    return Dashboard(read_in, boards, (*read_in.notes, *notes), files)


def write_template(
    path: Path,
    quarter: Quarter | None = None,
    *,
    rater: str = "",
    site: str = "",
    ratings: Sequence[str | Path] = (),
    settings: Settings | None = None,
) -> Quarter:
    """Write a form to fill in: a spreadsheet, or a page to print if the name of the file ends with `.html`.

    Parameters
    ----------
    path : Path
    quarter : Quarter, optional
        By default, the current one.
    rater, site : str
        Filled in, if given. A spreadsheet has these columns only then.
    ratings : sequence of str or Path
        The files whose components are to be rated; by default those of the three elements.
    settings : Settings, optional
        For a page to print.

    Returns
    -------
    Quarter
        The quarter to fill in.

    Raises
    ------
    UsageError, InputError
        When the file exists already or cannot be written, or when `ratings` cannot be read. Nothing is overwritten.
    """
    from seating.addons.dashboard.dashboard_page import render_form
    from seating.present.settings import STANDARD

    if path.exists():
        raise UsageError(f"{path} already exists. Nothing was written. Name another file.")
    chosen = quarter or Quarter.of(date.today())
    rows = _form_rows(ratings, chosen, site)
    if path.suffix.lower() in {".html", ".htm"}:
        write_whole(path, render_form(rows, chosen, rater, site, settings or STANDARD).encode(errors="replace"))
        return chosen
    filled = {"rater": rater, "site": site}
    extra = [name for name, text in filled.items() if text]
    lines = (
        [row.element, row.component, str(chosen), *(filled[name] for name in extra), "", "", "", row.about]
        for row in rows
    )
    write_whole(path, csv_bytes(["element", "component", "quarter", *extra, *TO_FILL], lines))
    return chosen


def form_record(path: Path, quarter: Quarter) -> RatingsFormRecord:
    """Return which form to fill in was written, and for which quarter, as a record."""
    return RatingsFormRecord(schema_version=SCHEMA_VERSION, quarter=str(quarter), files=[str(path)])


def _read_files(ratings: str | Path | Sequence[str | Path]) -> Ratings:
    """Read one or several files of ratings. Raise `UsageError` if one is given twice."""
    names = [ratings] if isinstance(ratings, str | Path) else list(ratings)
    twice = next((name for number, name in enumerate(names) if name in names[:number]), None)
    if twice is not None:
        raise UsageError(f"{twice} is given twice. Give each file of ratings once.")
    return read_ratings(*(without_apostrophes(read(name)) for name in names))


def _choose_sites(ratings: Ratings, site: str) -> Sequence[str]:
    """Return the sites to show, or [""] if the ratings name none. Raise `UsageError` if there is no such site."""
    sites = ratings.sites
    if not site:
        return sites or [""]
    found = [one for one in sites if make_key(one) == make_key(site)]
    if not found:
        named = f"They name {listed(map(quoted, sites))}." if sites else "No row names a site."
        raise UsageError(f"The ratings have no site {quoted(site)}. {named}")
    return found


def _form_rows(ratings: Sequence[str | Path], quarter: Quarter, site: str) -> list[FormRow]:
    """Return the rows of a form: the components of the ratings, or those of the three elements."""
    from seating.addons.dashboard.dashboard_page import FormRow

    if not ratings:
        every = csv.DictReader(TEMPLATE.read_text(encoding="utf-8").splitlines())
        return [FormRow(row["element"], row["component"], row["about"]) for row in every]
    read_in = _read_files(ratings)
    if site and read_in.sites:
        read_in = read_in.of_site(_choose_sites(read_in, site)[0])
    elements = build_board(read_in, quarter).elements
    rows = [FormRow(element.name, one.name, one.about) for element in elements for one in element.components]
    if not rows:
        raise UsageError(f"{read_in.file} names no component to rate in {quarter}.")
    return rows


def _choose_quarter(ratings: Ratings, quarter: Quarter | None) -> Quarter:
    quarters = ratings.quarters
    if not quarters:
        hint = "Write the quarter in each row you rate, for example 2026-Q3."
        raise InputError(
            [Problem("quarter-missing", "no row names a quarter that can be read", ratings.file, hint=hint)]
        )
    if quarter is not None and quarter not in quarters:
        raise UsageError(f"{ratings.file} has no row for {quarter}. It has rows for {listed(map(str, quarters))}.")
    return quarter or quarters[-1]


def read_results(out: Path) -> tuple[list[ResultRecord], list[Note]]:
    """Return the results in the output folder, sorted by round, and a note for each that is gone or cannot be read.

    Rounds that are only planned, or no longer saved, are left out: in them, no one has been heard. A damaged ledger
    does not tell which these are, so then no round is left out.
    """
    found = {int(m[1]): path / RESULT for path in out.glob("round-*/") if (m := ROUND.fullmatch(path.name))}
    with suppress(UsageError):  # a ledger that cannot be read is no reason not to show the ratings
        if not (ledger := Ledger.open(out)).problems and (saved := ledger.rounds):
            found = {n: path for n, path in found.items() if n in saved and n <= ledger.open_round}
    records, notes = [], []
    for _, path in sorted(found.items()):
        try:
            record = _read_result(path)
        except FileNotFoundError:
            text = said("%(path)s is not there, so no ratings are proposed from it.", path=path)
            notes.append(Note("result-missing", text))
            continue
        except UnreadableRecordError as error:
            text = said("%(path)s %(fault)s. No ratings are proposed from it.", path=path, fault=error.args[0])
            notes.append(Note("result-unread", text))
            continue
        if record is None:
            text = said("%(path)s cannot be read, so no ratings are proposed from it.", path=path)
            notes.append(Note("result-unread", text))
        else:
            records.append(record)
    return records, notes


def _read_result(path: Path) -> ResultRecord | None:
    try:
        return load_result(path.read_bytes()) if path.stat().st_size <= LARGEST_RECORD else None
    except FileNotFoundError:
        raise
    except OSError:
        return None
