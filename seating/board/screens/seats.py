"""The board itself: tables with people as cards, which are picked up, put down, exchanged and locked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from starlette.requests import Request as WebRequest
from starlette.responses import Response

from seating.api.manual_seating import ManualSeating, StepRefusedError, add_steps, save_manual_seating
from seating.board.rendering import redirect, render, session_of, wants_part, words_of
from seating.board.routing import form_of, get, post
from seating.board.session import Opened
from seating.errors import UsageError
from seating.ledger.steps import Action, Step
from seating.profiles import Person
from seating.report.labels import list_lacking
from seating.report.languages import Words
from seating.report.places import RoleMark, role_marks
from seating.report.sections.tables import Card, fill
from seating.report.settings import Settings

__all__ = ["ROUTES", "TRAY"]

TRAY = ""
"""Stands for the tray in forms, where a table's id stands for a table."""

SHOWN_STEPS = 30
"""Number of steps that the history shows."""


@dataclass(frozen=True, slots=True)
class TrayCard:
    """Somebody without a seat."""

    id: str
    name: str
    organization: str
    mark: RoleMark


def show(web: WebRequest) -> Response:
    """Show the board."""
    session = session_of(web)
    if not session.has_list:
        return redirect(web, "files")
    return render(web, "seats.html.j2", screen="seats", **_view(session.read(), words_of(web)))


def show_part(web: WebRequest) -> Response:
    """Show the board alone, for a window in which something has changed."""
    opened = session_of(web).read()
    return render(web, "seats.html.j2#board", screen="seats", **_view(opened, words_of(web)))


def pick(web: WebRequest) -> Response:
    """Show one person, and what putting them at each table would change."""
    opened = session_of(web).read()
    person = _find_person(opened, form_of(web)["person"])
    return render(web, "seats_person.html.j2", screen="seats", person=person, **_view(opened, words_of(web)))


def move(web: WebRequest) -> Response:
    """Put somebody at a table, or into the tray."""
    form, words = form_of(web), words_of(web)

    def make(opened: Opened) -> Step:
        person, table = _find_person(opened, form["person"]), form["to"]
        _require_seat(opened, person, form["from"])
        name = words.gettext("%(person)s to the tray", person=person.label)
        if table != TRAY:
            name = words.gettext("%(person)s to %(table)s", person=person.label, table=_label(opened, table))
        return Step(Action.MOVE, name, seats={person.id: table or None})

    return _step(web, make)


def exchange(web: WebRequest) -> Response:
    """Exchange the seats of two people. One of them may be in the tray."""
    form, words = form_of(web), words_of(web)

    def make(opened: Opened) -> Step:
        one, other = _find_person(opened, form["person"]), _find_person(opened, form["other"])
        seats = opened.seating.seats
        name = words.gettext("%(one)s and %(other)s exchange seats", one=one.label, other=other.label)
        return Step(Action.MOVE, name, seats={one.id: seats.get(other.id), other.id: seats.get(one.id)})

    return _step(web, make)


def lock(web: WebRequest) -> Response:
    """Lock or unlock a person, a table or a pair."""
    form, words = form_of(web), words_of(web)

    def make(opened: Opened) -> Step:
        key = form["lock"]
        what, _, identity = key.partition(":")
        if what == "pair":
            names = [_find_person(opened, one).label for one in identity.split("+", 1)]
            label = words.listed(names)
        else:
            label = _find_person(opened, identity).label if what == "person" else _label(opened, identity)
        if key in opened.seating.locks.keys:
            return Step(Action.LOCK, words.gettext("Unlock %(name)s", name=label), unlocks=(key,))
        return Step(Action.LOCK, words.gettext("Lock %(name)s", name=label), locks=(key,))

    return _step(web, make)


def undo(web: WebRequest) -> Response:
    """Take the last step back."""
    return _turn(web, Action.UNDO, lambda seating: seating.done)


def redo(web: WebRequest) -> Response:
    """Make the last undone step again."""
    return _turn(web, Action.REDO, lambda seating: seating.undone)


def save(web: WebRequest) -> Response:
    """Save the seating as a round, with its report and packet."""
    session, words = session_of(web), words_of(web)
    with session.lock:
        saved = save_manual_seating(replace(session.request, packet=True))
    session.windows.announce()
    says = words.gettext("Round %(number)s is saved.", number=saved.room.round_number)
    return _answer(web, session.read(), says)


def _turn(web: WebRequest, action: Action, steps: Callable[[ManualSeating], tuple[Step, ...]]) -> Response:
    words = words_of(web)

    def make(opened: Opened) -> Step:
        if not steps(opened.seating):
            raise StepRefusedError(words.gettext("There is nothing to undo or redo."))
        return Step(action, steps(opened.seating)[-1].name)

    return _step(web, make, words.gettext("Undone: %(name)s") if action is Action.UNDO else "")


def _step(web: WebRequest, make: Callable[[Opened], Step], says: str = "%(name)s") -> Response:
    """Add the step that a function makes from the inputs as they are now, and answer with the board.

    Parameters
    ----------
    web : starlette.requests.Request
    make : callable
        Raises `StepRefusedError` if the step no longer applies; the message is shown.
    says : str
        The status message, with `%(name)s` for the name of the step.
    """
    session = session_of(web)
    with session.lock:
        opened = session.read()
        try:
            step = make(opened)
            add_steps(session.out, opened.inputs, opened.seating, step)
            message = (says or "%(name)s") % {"name": step.name}
        except StepRefusedError as refusal:
            message = str(refusal)
        session.windows.announce()
        opened = session.read()
    return _answer(web, opened, message)


def _answer(web: WebRequest, opened: Opened, says: str) -> Response:
    if not wants_part(web):
        return redirect(web, "seats")
    return render(web, "seats.html.j2#board", says=says, screen="seats", **_view(opened, words_of(web)))


def _view(opened: Opened, words: Words) -> dict[str, Any]:
    """Return what the templates of the board show."""
    seating, result, room = opened.seating, opened.judged, opened.inputs.room
    cards: tuple[Card, ...] = fill(result, Settings(language=words.language)).cards
    marks = role_marks(words)
    persons = {person.id: person for person in room.persons}
    tray = [
        TrayCard(one, persons[one].label, persons[one].organization, marks[persons[one].representative_type])
        for one in seating.tray
    ]
    return {
        "seating": seating,
        "result": result,
        "cards": cards,
        "tray": tray,
        "marks": marks,
        "number_of": {person.id: number for number, person in enumerate(room.persons)},
        "table_number": {table.id: number for number, table in enumerate(room.tables)},
        "lacking": list_lacking(result, words),
        "history": seating.done[-SHOWN_STEPS:],
        "round_number": room.round_number,
    }


def _find_person(opened: Opened, identity: object) -> Person:
    """Return the person in the room with an id.

    Raises
    ------
    UsageError
        When there is nobody with this id.
    """
    room = opened.inputs.room
    if str(identity) not in room.index:
        raise UsageError("This person is no longer on the list of those who come.")
    return room.persons[room.index[str(identity)]]


def _label(opened: Opened, table: object) -> str:
    room = opened.inputs.room
    if str(table) not in room.table_index:
        raise UsageError("This table no longer exists.")
    return room.table(str(table)).label


def _require_seat(opened: Opened, person: Person, table: object) -> None:
    """Raise `StepRefusedError` unless somebody still sits where the window showed them."""
    now = opened.seating.seats.get(person.id, TRAY)
    if now != table:
        where = f"now at {_label(opened, now)}" if now else "now in the tray"
        raise StepRefusedError(f"{person.label} is {where}, because another window moved them. Nothing was done.")


ROUTES = (
    get("/seats", show),
    get("/seats/board", show_part),
    post("/seats/pick", pick),
    post("/seats/move", move),
    post("/seats/exchange", exchange),
    post("/seats/lock", lock),
    post("/seats/undo", undo),
    post("/seats/redo", redo),
    post("/seats/save", save),
)
