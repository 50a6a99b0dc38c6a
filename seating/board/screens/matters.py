"""What matters: sentences made from the columns of the list, each with a tick and a word for how much it counts."""

from __future__ import annotations

from collections import Counter
from typing import Any

from starlette.requests import Request as WebRequest
from starlette.responses import Response

from seating.api.check import find_clashes
from seating.api.editing.preview import Preview
from seating.api.editing.wishes import MUST, NICE, Wish, choose_wishes, list_wishes
from seating.api.guided_start.start_files import can_begin
from seating.api.inputs import RoundInputs
from seating.board.rendering import needs_list, redirect, render, session_of, wants_part, words_of
from seating.board.routing import Form, form_of, get, ids_of, post, quote_id
from seating.board.session import Session
from seating.convening.suggestions import count_places
from seating.errors import SeatingError
from seating.profiles.heads import count_heads, say_heads
from seating.requirements.base.kind import asks_only_seats
from seating.wording import Said

SHOWN_OTHERS = 12
"""Number of requirements that are shown below the sentences."""


@needs_list
def show(web: WebRequest) -> Response:
    """Show the sentences."""
    session = session_of(web)
    try:
        return render(web, "matters.html.j2", screen="matters", **_view(session))
    except SeatingError:  # the list shows what is wrong
        return redirect(web, "people")


def show_part(web: WebRequest) -> Response:
    """Show the sentences alone, for a window in which something has changed."""
    return render(web, "matters.html.j2#matters", screen="matters", **_view(session_of(web)))


def choose(web: WebRequest) -> Response:
    """Write what is ticked into the convening, and take out what is no longer ticked."""
    _write(web)
    if not wants_part(web):
        return redirect(web, "matters")
    return render(web, "matters.html.j2#chosen", screen="matters", **_view(session_of(web)))


def go_on(web: WebRequest) -> Response:
    """Write what is ticked into the convening, and go on to the search."""
    _write(web)
    session_of(web).understood = "", ()
    return redirect(web, "solving")


def _write(web: WebRequest) -> None:
    session, words, form = session_of(web), words_of(web), form_of(web)
    shown, ticked = ids_of(web, "shown"), ids_of(web, "line")
    with session.lock:
        inputs = session.read().inputs
        wishes = [one for one in list_wishes(inputs.convening, inputs.people) if one.suggestion.line in shown]
        asked = {one.suggestion.line: _strength(form, one) for one in wishes if one.suggestion.line in ticked}
        changed = [one for one in wishes if _is_changed(one, asked.get(one.suggestion.line))]
        what = "; ".join(words.tell(one.suggestion.says) for one in changed)
        told = _understood(session, inputs)
        text = choose_wishes(session.request, wishes, asked, words.gettext("What matters: %(wishes)s", wishes=what))
        session.understood = text.sha256, told
    session.windows.announce()


def _understood(session: Session, inputs: RoundInputs) -> tuple[Said, ...]:
    """Return what the answers to the questions mean; () if the convening has changed elsewhere since."""
    sha256, told = session.understood
    return told if sha256 == inputs.convening.sha256 else ()


def _strength(form: Form, wish: Wish) -> str:
    found = form.get(f"strength.{quote_id(wish.suggestion.line)}", wish.strength)
    return found if found in (MUST, NICE) else wish.strength


def _is_changed(wish: Wish, strength: str | None) -> bool:
    is_other = wish.has_strength and strength not in (None, wish.strength)
    return wish.is_chosen != (strength is not None) or (wish.is_chosen and is_other)


def _view(session: Session) -> dict[str, Any]:
    """Return what the template shows."""
    inputs = session.read().inputs
    room, apart = inputs.room, inputs.room.told_apart()
    wishes = list_wishes(inputs.convening, inputs.people)
    chosen = {one.identity for one in wishes}
    applying = [one for one in inputs.requirements if one.applies(room)]
    others = [one for one in applying if one.id not in chosen and not asks_only_seats([one])]
    tables = [table for table in room.tables if table.seats_people]
    counted = count_places(inputs.convening, inputs.people)
    return {
        "wishes": wishes,
        "people": inputs.people.file,
        "can_start": inputs.convening.is_inferred
        or inputs.convening.is_unedited
        or ({"tables", "requirements"} <= {*inputs.convening.inferred} and can_begin(session.request)),
        "understood": _understood(session, inputs),
        "topics": Counter(one.topic for one in others),
        "others": [(one.is_must, one.sentence(apart)) for one in others[:SHOWN_OTHERS]],
        "more_others": max(0, len(others) - SHOWN_OTHERS),
        "preview": Preview(clashes=find_clashes(inputs), inputs=inputs),
        "has_wishes": not asks_only_seats(applying),
        "some_wait": len(applying) < len(inputs.requirements),
        "coming": say_heads(count_heads(room.people), len(room.staff)),
        "tables": tables,
        "places": None if counted is None else counted.available,
    }


ROUTES = (
    get("/matters", show),
    get("/matters/part", show_part),
    post("/matters/choose", choose),
    post("/matters/go-on", go_on),
)
