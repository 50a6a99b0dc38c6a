"""The guided start: the seven questions of `seating init`, on one page."""

from __future__ import annotations

from starlette.requests import Request as WebRequest
from starlette.responses import Response

from seating.api.editing.convening_text import read_convening_text
from seating.api.guided_start.answers import answer
from seating.api.guided_start.questionnaire import QUESTIONS, Draft
from seating.api.guided_start.start_files import can_begin, open_list, save_on_board
from seating.board.rendering import needs_list, redirect, render, session_of, words_of
from seating.board.routing import form_of, get, post
from seating.errors import UsageError
from seating.wording import Said, said


@needs_list
def show(web: WebRequest) -> Response:
    """Show the questions; without a list, or with a convening, show the screen on which to go on."""
    session = session_of(web)
    return _show(web, {}, {}) if can_begin(session.request) else redirect(web, "matters")


def start(web: WebRequest) -> Response:
    """Write the convening; if an answer is not understood, ask again."""
    session, form = session_of(web), form_of(web)
    with session.lock:
        if not can_begin(session.request):
            raise UsageError(said("There is already a convening. Change it on the Tables and requirements screen."))
        draft, refused = open_list(session.request), dict[str, Said]()
        for question in QUESTIONS:
            made = answer(draft, question.key, form.get(question.key, ""))
            if isinstance(made, Draft):
                draft = made
            else:
                refused[question.key] = made.says
        if refused:
            return _show(web, {one.key: form.get(one.key, "") for one in QUESTIONS}, refused)
        save_on_board(draft, session.request, words_of(web))
        session.understood = read_convening_text(session.request).sha256, tuple(draft.told.values())
    session.windows.announce()
    return redirect(web, "matters")


def _show(web: WebRequest, typed: dict[str, str], refused: dict[str, Said]) -> Response:
    return render(
        web,
        "starting.html.j2",
        screen="matters",
        questions=open_list(session_of(web).request).questions,
        typed=typed,
        refused=refused,
        people=session_of(web).request.people,
    )


ROUTES = (get("/start", show), post("/start/write", start))
