"""The web application: which function answers which address."""

from __future__ import annotations

import asyncio
import mimetypes
from collections.abc import AsyncIterator, Callable
from contextlib import suppress

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request as WebRequest
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from seating.board.faults import describe_fault, render_fault
from seating.board.next_step import find_next_step
from seating.board.rendering import (
    STATIC,
    board_environment,
    redirect,
    render,
    render_error,
    session_of,
    settings_of,
    words_of,
)
from seating.board.routing import form_of, post
from seating.board.screens import (
    charts,
    day,
    files,
    people,
    printing,
    rules,
    seats,
    sharing,
    solving,
)
from seating.board.security import Access, Guard
from seating.board.session import Session
from seating.board.shared_pages import Sharing
from seating.board.ticked_pages import Printing
from seating.errors import InputError, SeatingError
from seating.present.languages import languages
from seating.wording import message

SCREENS = (
    ("people", message("List"), people.ROUTES),
    ("rules", message("Rules"), rules.ROUTES),
    ("solving", message("Find seats"), solving.ROUTES),
    ("seats", message("Seating"), seats.ROUTES),
    ("print", message("Print"), printing.ROUTES),
    ("day", message("The day"), day.ROUTES),
    ("charts", message("Charts"), charts.ROUTES),
    ("sharing", message("Sharing"), sharing.ROUTES),
    ("files", message("Files"), files.ROUTES),
)
"""The screens in the order of the navigation: the address, the title and the routes of each."""

mimetypes.add_type("text/javascript", ".js")  # a machine may have another type, and browsers then refuse modules

BEAT = 2.0
"""Seconds after which a window that has nothing new to show is told so; a closed window is noticed then."""


def build_app(
    session: Session, access: Access, report: Callable[[str], None] | None = None, sharing: Sharing | None = None
) -> Guard:
    """Return the application with its guard.

    Parameters
    ----------
    session : Session
    access : Access
    report : callable, optional
        Called with a description of an unexpected error, for the terminal. It names no people.
    sharing : Sharing, optional
        What other devices can see, if anything.
    """
    routes = [
        Route("/", start),
        Route("/events", wait_for_events),
        Route("/stop", stop, methods=["POST"]),
        post("/here", note_window),
        post("/left", note_left),
        Route("/style.css", style),
        *(route for _, _, own in SCREENS for route in own),
        Mount("/static", StaticFiles(directory=STATIC)),
    ]
    paths = [*(f"/{access.path}/{language}" for language in languages()), f"/{access.path}"]
    app = Starlette(
        routes=[Mount(path, routes=routes) for path in paths],
        exception_handlers={SeatingError: _show_error, HTTPException: _show_http_error, Exception: _show_fault},
    )
    app.state.session, app.state.sharing = session, sharing
    app.state.report, app.state.printing = report, Printing(session)
    app.state.base = f"/{access.path}/"
    app.state.screens = [(name, title) for name, title, _ in SCREENS if name != "sharing" or sharing is not None]
    return Guard(app, access)


def start(web: WebRequest) -> Response:
    """Go to the board, or to the screen where errors are corrected or a list is chosen."""
    session = session_of(web)
    try:
        session.read()
    except InputError:
        step = find_next_step(session, words_of(web))
        return redirect(web, step.screen if step else "people")
    except SeatingError:  # such as no list, or a file that is gone
        return redirect(web, "files")
    return redirect(web, "seats")


async def wait_for_events(web: WebRequest) -> Response:
    """Send the version of what windows show, whenever it changes, for as long as the window is open."""
    session = session_of(web)

    async def events() -> AsyncIterator[str]:
        session.windows.listening()
        version = session.windows.version
        try:
            yield f"data: {version}\n\n"
            while not session.is_stopping:
                newer = await session.windows.wait_beyond(version, BEAT)
                if newer == version and await asyncio.to_thread(session.has_changed):
                    session.windows.announce()  # a command has written a file
                    continue
                yield f"data: {newer}\n\n" if newer != version else ": nothing new\n\n"
                version = newer
            yield "event: stop\ndata: 0\n\n"
        finally:
            session.windows.deaf()

    return StreamingResponse(events(), media_type="text/event-stream")


def style(web: WebRequest) -> Response:
    """Return the style sheets of the report and of the colors of marks, then those of the board and of the room."""
    environment = board_environment(settings_of(web))
    report = [environment.get_template(name).render() for name in ("style.css", "shades.css")]
    ours = [(STATIC / name).read_text(encoding="utf-8") for name in ("board.css", "room.css")]
    return Response("\n".join(report + ours), media_type="text/css")


def note_window(web: WebRequest) -> Response:
    """Note that a window is open."""
    form = form_of(web)
    session_of(web).windows.here(form["window"], form["since"])
    return Response(status_code=204)


def note_left(web: WebRequest) -> Response:
    """Note that a window was closed, or shows another page."""
    form = form_of(web)
    session_of(web).windows.left(form["window"], form["since"])
    return Response(status_code=204)


def stop(web: WebRequest) -> Response:
    """Stop the server. Everything is in the files already."""
    session_of(web).is_stopping = True
    return render(web, "stopped.html.j2", screen="")


def _show_error(web: WebRequest, error: Exception) -> Response:
    assert isinstance(error, SeatingError)
    return render_error(web, error)


def _show_http_error(web: WebRequest, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    with suppress(Exception):
        return render(web, "missing.html.j2", error.status_code, screen="")
    return PlainTextResponse("There is no such page.\n", status_code=error.status_code)


def _show_fault(web: WebRequest, error: Exception) -> Response:
    report: Callable[[str], None] | None = web.app.state.report
    if report is not None:
        report(describe_fault(error))
    return render_fault(web)
