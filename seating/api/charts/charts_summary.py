"""Read filled-in charts: what they agree on, dispute and leave empty. Nothing is seated."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from seating.api.form_files import is_same_file, list_chart_tables, refuse_lost
from seating.api.reading import read_given
from seating.api.request import Request
from seating.charts.agreement import find_agreement
from seating.charts.chart_files import MENTIONS, find_decisions, read_chart_files
from seating.charts.comparison import compare_charts, compare_groups, compare_times, find_chart, note_groups
from seating.charts.join_decisions import Join, find_lost, list_answers, write_joins
from seating.charts.joins import Joined, ask_about
from seating.charts.summary import (
    Perspective,
    Summary,
    find_missing,
    list_perspectives,
    make_resolver,
    resolve_texts,
)
from seating.convening import Convening, Reading, open_room, reason_without_seat
from seating.ledger import Ledger
from seating.ledger.atomic_files import write_whole
from seating.profiles import People
from seating.result import Result
from seating.result.meanings import list_unknown_texts
from seating.wording import quoted

if TYPE_CHECKING:  # the modules that make pages are imported only when pages are made
    from seating.present.settings import Settings

CHARTS_PAGE = "charts.html"


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
        The file with the texts that are joined; None for the one in `out`, if there is one.
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
    """Read charts, and write `charts.html` and `mentions.csv` to the output folder.

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
    from seating.present.settings import STANDARD
    from seating.report.agreement.agreement_page import render_charts
    from seating.report.output import Manifest

    summary = read_summary(request)
    page = request.out / CHARTS_PAGE
    ours = Manifest(request.out)
    ours.refuse_others([page])
    _refuse_lost(request, summary)
    files = {"charts": page.as_posix()}
    if summary.joins:
        files["joined"] = (request.out / MENTIONS).as_posix()
        write_whole(request.out / MENTIONS, write_joins(summary.joins))
    summary = replace(summary, files=files)
    ours.write({page: render_charts(summary, settings or STANDARD).encode(errors="replace")})
    return summary


def answer_texts(out: Path, joins: Iterable[Join], answers: Mapping[str, str]) -> None:
    """Write what texts mean to `mentions.csv`.

    Parameters
    ----------
    out : Path
        The output folder.
    joins : iterable of Join
        Those of the charts, or of the file.
    answers : mapping of str to str
        What a text means, by the text; "" if nothing that was offered is meant.

    Raises
    ------
    UsageError
        If the file cannot be written.
    """
    answered = [
        _answered(one, answers[one.description]) if one.is_open and one.description in answers else one for one in joins
    ]
    write_whole(out / MENTIONS, write_joins(answered))


def _answered(join: Join, meaning: str) -> Join:
    """Return a row with its answer; where nothing was offered, the answer is what was typed."""
    is_joined = bool(meaning) and join.joined_with in {"", meaning}
    return replace(join, joined_with=join.joined_with or meaning, is_joined=is_joined, is_answered=True)


def ask_about_texts(out: Path, result: Result) -> Path | None:
    """Add a row to `mentions.csv` for each text of the files that were read whose meaning is not known.

    Parameters
    ----------
    out : Path
        The output folder.
    result : Result

    Returns
    -------
    Path or None
        The file, if a text waits for its meaning.

    Raises
    ------
    UsageError, InputError
        If the file cannot be read or written.
    """
    known = find_decisions(None, out, result.people)
    if new := ask_about(list_unknown_texts(result), result.people, known):
        write_whole(out / MENTIONS, write_joins((*known, *new)))
    return out / MENTIONS if any(one.is_open for one in (*known, *new)) else None


def _refuse_lost(request: ChartsRequest, summary: Summary) -> None:
    """Raise `UsageError` if the decisions of another file would replace some that the convener typed."""
    path = request.out / MENTIONS
    if request.joins is None or not summary.joins or not path.exists() or is_same_file(path, request.joins):
        return
    lost = list(find_lost(find_decisions(None, request.out), summary.joins))
    if lost:  # the program wrote what it offers without any decisions
        reading = _read_inputs(request)
        offered = _read_files(request, reading, ()).joins
        lost = list(find_lost(lost, (*summary.joins, *offered)))
    shown = [f"line {one.line} ({quoted(one.description)} and {quoted(one.joined_with)})" for one in lost]
    refuse_lost(path, request.joins, "decisions", shown)


def read_summary(request: ChartsRequest) -> Summary:
    """Read charts and return what they say together; write nothing.

    Parameters
    ----------
    request : ChartsRequest

    Returns
    -------
    Summary
        The people that the charts name, where the charts agree, and what they dispute. Its `files` is empty.

    Raises
    ------
    UsageError, InputError
        If a file cannot be read.
    """
    reading = _read_inputs(request)
    convening = reading.convening
    decisions = find_decisions(request.joins, request.out, reading.people)
    people = replace(reading.people, answers=list_answers(decisions, reading.people))
    joined = _read_files(request, reading, decisions)
    agreement = find_agreement(joined, people)
    groups = compare_groups(agreement)
    earlier = find_agreement(joined, people, which=1) if request.earlier else None
    coming = None
    if request.people is not None:
        coming = frozenset(person.id for person in people if reason_without_seat(person) is None)
    pair = tuple(find_chart(agreement, text) for text in request.compare or ())
    perspectives = _list_perspectives(people, convening)
    mentions = resolve_texts(agreement, make_resolver(people, perspectives))
    return Summary(
        agreement=agreement,
        missing=find_missing(agreement, mentions, people, coming, perspectives),
        joins=joined.joins,
        groups=groups,
        people_file=people.file if request.people is not None else "",
        convening_file=convening.file or "",
        title=convening.title,
        shared_result=convening.shared_result,
        difference=compare_charts(agreement, *pair) if len(pair) == 2 else None,
        earlier=earlier,
        shifts=compare_times(agreement, earlier) if earlier else (),
        mentions=mentions,
        listed=people.by_id,
        perspectives=perspectives,
        notes=(*reading.notes, *(note for charts in joined.sets for note in charts.notes), *note_groups(groups)),
    )


def _read_inputs(request: ChartsRequest) -> Reading:
    return read_given(Request(request.people, request.convening, sheet=request.sheet, out=request.out))


def _read_files(request: ChartsRequest, reading: Reading, decisions: Sequence[Join]) -> Joined:
    """Return the charts with their texts joined by these decisions."""
    convening = reading.convening
    return read_chart_files(
        request.files,
        reading.people,
        list_chart_tables(convening, Ledger.open(request.out)),
        decisions,
        request.earlier,
        vocabulary=convening.vocabulary,
        may_add_tables=convening.file is None or "tables" in convening.inferred,
    )


def _list_perspectives(people: People, convening: Convening) -> tuple[Perspective, ...]:
    """Return the voices of the convening that are described, and the needed cells of its frame."""
    room = open_room(people, convening)
    asks = [(r.id, ask) for r in convening.requirements if r.is_voice for ask in r.asks(room)]
    frame = convening.frame
    needed = [{frame.rows: row, frame.columns: column} for row, column in frame.needed] if frame else []
    return list_perspectives(asks, needed)
