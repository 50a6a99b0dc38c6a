"""Charts: a form that one participant after another fills in on this machine, and the list of the charts there are.

The page of a participant has no links to other screens and shows nothing of other charts. Its address has a random id.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from starlette.requests import Request as WebRequest
from starlette.responses import Response

from seating.api.charts import ChartsRequest, answer_texts, open_form, read_summary, summarize_charts
from seating.api.charts.typed import (
    CHARTS,
    EntryProblem,
    finish_chart,
    is_finished,
    keep_draft,
    list_chart_files,
    list_drafts,
    make_chart_id,
    read_draft,
)
from seating.board.chart_form import FormView, read_entry
from seating.board.rendering import needs_list, redirect, render, session_of, wants_part, words_of
from seating.board.routing import MOST_FIELDS, form_of, get, post
from seating.charts.chart_entry import ChartEntry
from seating.charts.chart_files import find_decisions
from seating.charts.join_decisions import Join
from seating.errors import InputError, SeatingError, UsageError, text_of
from seating.groups import group_by_key
from seating.wording import said

MOST_QUESTIONS = 50
"""Maximum number of texts that are asked about at once."""

TEXT, NONE = "text:", "-"
"""What stands before a text in the name of its field, and the value for a text that means nothing that was offered."""


@needs_list
def show(web: WebRequest) -> Response:
    """Show the charts there are."""
    return render(web, "charts.html.j2", screen="charts", **_list_charts(web))


def show_part(web: WebRequest) -> Response:
    """Show the list of charts alone, for a window in which something has changed."""
    return render(web, "charts.html.j2#charts", screen="charts", **_list_charts(web))


def begin(web: WebRequest) -> Response:
    """Open a blank chart for the next participant."""
    return redirect(web, f"charts/fill/{make_chart_id()}")


@needs_list
def fill(web: WebRequest) -> Response:
    """Show a chart to fill in, as far as it was typed before; thank the participant if it is finished."""
    session, identity = session_of(web), web.path_params["identity"]
    if is_finished(session.out, identity):
        return render(web, "chart_thanks.html.j2", screen="charts")
    return _show_form(web, read_draft(session.out, identity), ())


def keep(web: WebRequest) -> Response:
    """Keep what was typed so far."""
    session, words, identity = session_of(web), words_of(web), web.path_params["identity"]
    with session.lock:
        is_kept = keep_draft(session.out, identity, read_entry(form_of(web)))
    session.windows.announce()
    if not wants_part(web):
        return redirect(web, f"charts/fill/{identity}")
    if is_kept:
        return render(web, "status.html.j2", says=words.gettext("Your draft is saved."))
    says = words.gettext("This chart is finished. Further changes are saved only when you press “I am finished”.")
    return render(web, "status.html.j2", says=says)


def finish(web: WebRequest) -> Response:
    """Save a chart, and thank the participant; show what has to be corrected first."""
    session, identity = session_of(web), web.path_params["identity"]
    entry = read_entry(form_of(web))
    with session.lock:
        problems = finish_chart(session.request, identity, entry)
    session.windows.announce()
    if problems:
        return _show_form(web, entry, problems)
    return redirect(web, f"charts/fill/{identity}")


def summarize(web: WebRequest) -> Response:
    """Write the page that `seating charts` writes."""
    session = session_of(web)
    with session.lock:
        summarize_charts(_charts_request(web), session.settings)
    session.windows.announce()
    return redirect(web, "charts")


def answer(web: WebRequest) -> Response:
    """Write down what texts on the charts mean."""
    session, form = session_of(web), form_of(web)
    with session.lock:
        joins = _read_joins(web)
        asked = _list_questions(joins)
        given = {text: str(form.get(f"{TEXT}{text}", "")).strip() for text in asked}
        meant = {text: one for text, one in given.items() if one in {NONE, *asked[text]} or (one and not asked[text])}
        answer_texts(session.out, joins, {text: "" if one == NONE else one for text, one in meant.items()})
    session.windows.announce()
    return redirect(web, "charts")


def _read_joins(web: WebRequest) -> Sequence[Join]:
    """Return the texts of the charts and of `mentions.csv`, with what they mean or may mean."""
    out = session_of(web).out
    return read_summary(_charts_request(web)).joins if list_chart_files(out) else find_decisions(None, out)


def _list_questions(joins: Sequence[Join]) -> dict[str, list[str]]:
    """Return what each text may mean, by the text; [] if nothing is near."""
    found = group_by_key((one.description, one.joined_with) for one in joins if one.is_open)
    return {text: [one for one in means if one] for text, means in islice(found.items(), MOST_QUESTIONS)}


def _charts_request(web: WebRequest) -> ChartsRequest:
    session = session_of(web)
    request = session.request
    convening = None if request.convening is None else Path(request.convening)
    return ChartsRequest((session.out / CHARTS,), str(request.people), request.sheet, convening, out=session.out)


def _list_charts(web: WebRequest) -> dict[str, Any]:
    """Return what the convener's screen shows."""
    session = session_of(web)
    folder, files = session.out / CHARTS, list_chart_files(session.out)
    shown: dict[str, Any] = {
        "files": files,
        "counted": (),
        "left": (),
        "notes": (),
        "labels": {},
        "problems": (),
        "questions": {},
    }
    try:
        summary = read_summary(_charts_request(web)) if files else None
        shown["questions"] = _list_questions(find_decisions(None, session.out) if summary is None else summary.joins)
    except SeatingError as error:
        shown["problems"] = error.problems if isinstance(error, InputError) else ()
        shown["error"] = text_of(error)
    else:
        counted = () if summary is None else summary.agreement.charts.charts
        places = tuple(chart.file for chart in counted)
        shown |= {
            "counted": counted,
            "left": tuple(one for one in files if not any(_is_in(place, one) for place in places)),
            "notes": () if summary is None else summary.agreement.charts.notes,
            "labels": {} if summary is None else summary.labels,
        }
    page = session.out / "charts.html"
    return {
        **shown,
        "drafts": list_drafts(session.out),
        "folder": folder.as_posix(),
        "people": Path(session.request.people).as_posix(),
        "out": session.out.as_posix(),
        "has_page": page.exists(),
    }


def _is_in(place: str, file: str) -> bool:
    """Whether a chart comes from a file, or from a sheet of it; charts name their file without its folder."""
    name = Path(file).name
    return Path(place).name == name or place.startswith((f"{name}, sheet ", f"{file}, sheet "))


def _show_form(web: WebRequest, entry: ChartEntry, problems: Sequence[EntryProblem]) -> Response:
    """Show a chart, with what was typed and what is wrong with it."""
    words = words_of(web)
    form, _, _ = open_form(session_of(web).request)
    view = FormView(form, entry, problems, words)
    if view.n_fields > MOST_FIELDS:
        raise UsageError(
            said(
                "A chart with %(tables)s tables and %(sectors)s sectors is too large for a page. Hand out the "
                "spreadsheet that `seating chart` writes.",
                tables=len(form.tables),
                sectors=len(form.sectors),
            )
        )
    data: dict[str, Any] = {
        "form": form,
        "entry": view.entry,
        "tables": view.tables,
        "extra": view.extra,
        "lost": view.lost,
    }
    data |= {
        "identity": web.path_params["identity"],
        "problems": view.messages,
        "said": view.translated,
        "room_answers": view.room_answers,
    }
    data |= {"n_listed": len(form.sectors), "sectors": view.entry.sectors}
    return render(web, "chart_form.html.j2", screen="charts", **data)


ROUTES = (
    get("/charts", show),
    get("/charts/list", show_part),
    post("/charts/next", begin),
    post("/charts/mentions", answer),
    get("/charts/fill/{identity}", fill),
    post("/charts/fill/{identity}", keep),
    post("/charts/finish/{identity}", finish),
    post("/charts/summary", summarize),
)
