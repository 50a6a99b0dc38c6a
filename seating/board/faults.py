"""Unexpected errors of the board: what the page shows, and what the terminal prints.

After such an error no one can tell whether the last step was carried out, so neither claims that it was or was not.
"""

from __future__ import annotations

import os
import shlex
import traceback
from pathlib import Path

from starlette.requests import Request as WebRequest
from starlette.responses import PlainTextResponse, Response

from seating import __version__
from seating.board.rendering import render, session_of

PLAIN = (
    "The board had an error. This is not your fault. What you saved and all steps before the last one are kept.\n"
    "The board might or might not have carried out your last step.\n\n"
    "Go back and reload the page, then look at Steps on the Seating screen. If the error happens again, ask the\n"
    "person who started the program to press Ctrl-C in its terminal and to run `seating open` again with the same\n"
    "list and output folder.\n"
)
"""The answer if the page itself cannot be made, for example while the program is being updated."""


def describe_fault(error: Exception) -> str:
    """Return the kind of an error and the lines of the program where it happened, for the terminal.

    The message of the error is left out, because it may quote the list. `SEATING_DEBUG=1` shows it too.

    Parameters
    ----------
    error : Exception
    """
    says = (
        f"The board had an error inside seating {__version__} ({type(error).__name__}). This is a bug in seating, not "
        "in your files. If it comes again, press Ctrl-C and start the board again. Please report it with these lines"
    )
    if os.environ.get("SEATING_DEBUG"):
        return f"{says}:\n{''.join(traceback.format_exception(error)).rstrip()}"
    places = "".join(traceback.format_tb(error.__traceback__)).rstrip()
    return f"{says}, which name no people; SEATING_DEBUG=1 shows the message of the error too:\n{places}"


def render_fault(web: WebRequest) -> Response:
    """Return the page that explains what to do after an unexpected error; plain text if the page cannot be made."""
    try:
        session = session_of(web)
        command = ["seating", "open"]
        if session.has_list:
            command.append(Path(session.request.people).as_posix())
        command += ["--out", session.out.as_posix()]
        is_page = web.method == "GET"
        back = "seats" if is_page else _screen_of(web)
        return render(web, "fault.html.j2", 500, screen="", command=shlex.join(command), is_page=is_page, back=back)
    except Exception:
        return PlainTextResponse(PLAIN, status_code=500)


def _screen_of(web: WebRequest) -> str:
    """Return the screen that a form was on, from its address; "seats" if the address names none."""
    parts = web.url.path.split("/")
    return next((name for name, _ in web.app.state.screens if name in parts[2:3]), "seats")
