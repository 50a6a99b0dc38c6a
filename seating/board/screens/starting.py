"""The guided start: the questions of `seating init`, on one page."""

from __future__ import annotations

from starlette.requests import Request as WebRequest
from starlette.responses import Response

from seating.api.guided_start.answers import answer
from seating.api.guided_start.asking import Misunderstood
from seating.api.guided_start.questionnaire import AnswerKind, Draft, Question
from seating.api.guided_start.start_files import can_begin, open_list, save_on_board
from seating.api.guided_start.table_answer import join_tables
from seating.board.rendering import needs_list, redirect, render, session_of, words_of
from seating.board.routing import Form, form_of, get, post
from seating.errors import UsageError
from seating.wording import said


@needs_list
def show(web: WebRequest) -> Response:
    """Show the questions; without a list, or with a convening, show the screen on which to go on."""
    session = session_of(web)
    if not can_begin(session.request):
        return redirect(web, "rules")
    draft = open_list(session.request)
    return _show(web, draft, {one.key: one.offer for one in draft.questions if one.offer}, {})


def start(web: WebRequest) -> Response:
    """Write the convening; if an answer is not understood, or leads to a further question, ask again."""
    session, form = session_of(web), form_of(web)
    with session.lock:
        if not can_begin(session.request):
            raise UsageError(said("There is already a convening. Change it on the Rules screen."))
        draft, asked = open_list(session.request), dict[str, Misunderstood]()
        known, typed, number = {one.key for one in draft.questions}, dict[str, str](), 0
        while number < len(draft.questions):  # an answer can lead to a further question
            question = draft.questions[number]
            typed[question.key] = _read_field(form, question)
            made = answer(draft, question.key, typed[question.key])
            if isinstance(made, Draft):
                draft = made
            else:
                asked[question.key] = made
            number += 1
        if asked or any(one.key not in {*known, *form} for one in draft.questions):
            return _show(web, draft, typed, asked)
        save_on_board(draft, session.request, words_of(web))
    session.windows.announce()
    return redirect(web, "rules")


def _read_field(form: Form, question: Question) -> str:
    """Return the answer to a question: the offer that is chosen, or what the fields say."""
    if meant := form[f"{question.key}-meant"]:
        return meant
    if question.kind is AnswerKind.TABLES:
        return join_tables(form["tables-number"], form["tables-seats"], form["tables"])
    return form[question.key]


def _show(web: WebRequest, draft: Draft, typed: dict[str, str], asked: dict[str, Misunderstood]) -> Response:
    return render(
        web,
        "starting.html.j2",
        screen="rules",
        questions=draft.questions,
        typed=typed,
        asked=asked,
        told=draft.told,
        people=session_of(web).request.people,
    )


ROUTES = (get("/start", show), post("/start/write", start))
