"""The board itself: tables with people as cards, which are picked up, put down, exchanged and locked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from starlette.requests import Request as WebRequest
from starlette.responses import Response

from seating.api.gains import GainLine, Gains
from seating.api.manual_seating import (
    ManualSeating,
    StepRefusedError,
    add_steps,
    find_differences,
    next_candidate,
    save_manual_seating,
)
from seating.api.result import Solved
from seating.board.rendering import redirect, render, session_of, wants_part, words_of
from seating.board.routing import form_of, get, post
from seating.board.session import Opened
from seating.errors import UsageError
from seating.explain.gains import Gain
from seating.ledger.steps import Action, Step
from seating.profiles import Person
from seating.report.labels import Tone, list_lacking
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


@dataclass(frozen=True, slots=True)
class Candidate:
    """A seating kept under a name.

    Attributes
    ----------
    name : str
    result : Solved
        The judge's result for it.
    moved : tuple of (str, str, str)
        The names of the people who sit elsewhere now, with their table now and in the candidate.
    """

    name: str
    result: Solved
    moved: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Offer:
    """What a move or an exchange would change.

    Attributes
    ----------
    table : str
        The id of the table, or `TRAY`.
    label : str
        Its name.
    units, points : int
        Changes of the total shortfall of the musts, and of the penalty.
    lines : tuple of GainLine
    other : str
        The id of the person to exchange seats with; "" for a move.
    other_name : str
    """

    table: str
    label: str
    units: int
    points: int
    lines: tuple[GainLine, ...]
    other: str = ""
    other_name: str = ""

    @property
    def order(self) -> tuple[bool, int, int]:
        """The best first; the tray last."""
        return self.table == TRAY, self.units, self.points

    @property
    def tone(self) -> Tone:
        """Good for a gain, bad for a must that lacks more, open for a should that costs more."""
        if self.units or self.points:
            return Tone.BAD if self.units > 0 else Tone.GOOD if (self.units, self.points) < (0, 0) else Tone.OPEN
        return Tone.GRAY


def show(web: WebRequest) -> Response:
    """Show the board."""
    session = session_of(web)
    if not session.has_list:
        return redirect(web, "files")
    return render(web, "seats.html.j2", screen="seats", **_view(session.read(), words_of(web)))


def show_part(web: WebRequest) -> Response:
    """Show the board alone, for a window in which something has changed."""
    if not session_of(web).has_list:
        return redirect(web, "files")
    opened = session_of(web).read()
    return render(web, "seats.html.j2#board", screen="seats", **_view(opened, words_of(web)))


def pick(web: WebRequest) -> Response:
    """Show one person, and what putting them at each table would change."""
    session = session_of(web)
    with session.lock:
        opened = session.read()
        person = _find_person(opened, form_of(web)["person"])
        gains = session.gains()
        offers = [_offer(opened, gains, person, gain) for gain in gains.list_moves(person.id)]
        left_out = gains.leaves_out
    here = opened.seating.seats.get(person.id, TRAY)
    others = sorted((offer for offer in offers if offer.table != here), key=lambda offer: offer.order)
    shown: dict[str, Any] = {
        "person": person,
        "here": here,
        "offers": others,
        "leaves_out": left_out,
        "seating": opened.seating,
    }
    return render(web, "seats_person.html.j2", tables=opened.inputs.room.tables, **shown)


def list_exchanges(web: WebRequest) -> Response:
    """Show the best exchange at each table where a seat for this person would break a must."""
    session = session_of(web)
    with session.lock:
        opened = session.read()
        person = _find_person(opened, form_of(web)["person"])
        gains = session.gains()
        tables = [gain.table for gain in gains.list_moves(person.id) if gain.worse and gain.table is not None]
        offers = [_offer(opened, gains, person, gain) for gain in gains.find_exchanges(person.id, tables)]
    here = opened.seating.seats.get(person.id, TRAY)
    return render(web, "seats_exchanges.html.j2", offers=offers, person=person, here=here)


def move(web: WebRequest) -> Response:
    """Put somebody at a table, or into the tray."""
    form, words = form_of(web), words_of(web)

    def make(opened: Opened) -> Step:
        person, table = _find_person(opened, form["person"]), form["to"]
        _require_seat(opened, person, form["from"])
        name = words.gettext("%(person)s: seat taken away", person=person.label)
        if table != TRAY:
            name = words.gettext("%(person)s to %(table)s", person=person.label, table=_label(opened, table))
        return Step(Action.MOVE, name, seats={person.id: table or None})

    return _step(web, make)


def exchange(web: WebRequest) -> Response:
    """Exchange the seats of two people. One of them may be in the tray."""
    form, words = form_of(web), words_of(web)

    def make(opened: Opened) -> Step:
        one, other = _find_person(opened, form["person"]), _find_person(opened, form["other"])
        _require_seat(opened, one, form["from"])
        _require_seat(opened, other, form["other_from"])
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
        if (key in opened.seating.locks.keys) == (form["on"] == "1"):
            raise StepRefusedError(words.gettext("Another window has done this already."))
        if form["on"] != "1":
            return Step(Action.LOCK, words.gettext("Unlock %(name)s", name=label), unlocks=(key,))
        return Step(Action.LOCK, words.gettext("Lock %(name)s", name=label), locks=(key,))

    return _step(web, make)


def keep(web: WebRequest) -> Response:
    """Keep the seating as a candidate, under the next free letter."""
    words = words_of(web)

    def make(opened: Opened) -> Step:
        name = next_candidate(opened.seating)
        return Step(Action.KEEP, name, seats=dict(opened.seating.seats))

    return _step(web, make, words.gettext("This seating is kept as candidate %(name)s."))


def take(web: WebRequest) -> Response:
    """Give everybody the seat that they have in a candidate."""
    form, words = form_of(web), words_of(web)

    def make(opened: Opened) -> Step:
        kept = opened.seating.candidates.get(form["candidate"])
        if kept is None:
            raise StepRefusedError(words.gettext("There is no such candidate."))
        changed = find_differences(opened.seating.seats, kept)
        name = words.gettext("Take candidate %(name)s", name=form["candidate"])
        return Step(Action.MOVE, name, seats={person: kept.get(person) for person in changed})

    return _step(web, make)


def begin(web: WebRequest) -> Response:
    """Go on from the seating that a command has saved meanwhile, or with the one on the board."""
    form, words = form_of(web), words_of(web)

    def make(opened: Opened) -> Step:
        last = opened.inputs.past.last
        if last is None or opened.seating.newer_entry is None:
            raise StepRefusedError(words.gettext("No command has saved another seating."))
        seats = dict(last.seats) if form["which"] == "saved" else dict(opened.seating.seats)
        return Step(Action.BEGIN, words.gettext("Go on from here"), seats=seats, entry=opened.seating.newer_entry)

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
    says = words.gettext(
        "Round %(number)s is saved. Its report and packet are under Files.", number=saved.room.round_number
    )
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
        "candidates": [_candidate(opened, name, words) for name in seating.candidates],
        "history": seating.done[-SHOWN_STEPS:],
        "round_number": room.round_number,
    }


def _candidate(opened: Opened, name: str, words: Words) -> Candidate:
    now, room = opened.seating.seats, opened.inputs.room
    result = opened.judge_candidate(name)
    kept = result.plan.seats
    nowhere = words.gettext("No seat yet")

    def label(seats: Mapping[str, str], person: str) -> str:
        return room.table(seats[person]).label if person in seats else nowhere

    changed = [p for p in find_differences(now, kept) if p in room.index]
    moved = tuple((room.persons[room.index[p]].label, label(now, p), label(kept, p)) for p in changed)
    return Candidate(name, result, moved)


def _offer(opened: Opened, gains: Gains, person: Person, gain: Gain) -> Offer:
    room = opened.inputs.room
    return Offer(
        table=gain.table or TRAY,
        label="" if gain.table is None else room.table(gain.table).label,
        units=gain.units,
        points=gain.points,
        lines=gains.describe(person.id, gain),
        other=gain.other or "",
        other_name="" if gain.other is None else room.persons[room.index[gain.other]].label,
    )


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
        where = f"now at {_label(opened, now)}" if now else "without a seat now"
        raise StepRefusedError(f"{person.label} is {where}, because another window moved them. Nothing was done.")


ROUTES = (
    get("/seats", show),
    get("/seats/board", show_part),
    post("/seats/pick", pick),
    post("/seats/exchanges", list_exchanges),
    post("/seats/move", move),
    post("/seats/exchange", exchange),
    post("/seats/lock", lock),
    post("/seats/keep", keep),
    post("/seats/take", take),
    post("/seats/begin", begin),
    post("/seats/undo", undo),
    post("/seats/redo", redo),
    post("/seats/save", save),
)
