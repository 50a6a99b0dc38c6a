"""The day: a desk for arrivals, seats for late guests, what to do about an absence, and repair while people queue."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from starlette.exceptions import HTTPException
from starlette.requests import Request as WebRequest
from starlette.responses import HTMLResponse, Response

from seating.analysis.arrivals import ArrivalState
from seating.analysis.attendance import make_card
from seating.analysis.season.sessions import have_own_doors
from seating.api.day.arrivals import Marked, add_walk_in, mark_arrival
from seating.api.day.desk import DeskEntry, count_arrivals, find_entries, list_desk, without_walk_ins
from seating.api.day.late_guest import FreeSeat, list_free_seats
from seating.api.day.repair import SeatMove, propose_repair
from seating.api.gains import GainLine
from seating.api.manual_seating import StepRefusedError, add_steps
from seating.board.rendering import redirect, render, session_of, words_of, written_page_policy
from seating.board.routing import form_of, get, post
from seating.board.session import Opened
from seating.errors import UsageError
from seating.ledger.steps import Action, Step
from seating.plan import seated_room
from seating.report.languages import Words
from seating.report.packet.what_to_do_cards import ToDo, fill_card
from seating.report.pages import render_badge, render_page

__all__ = ["ROUTES"]

MOST_MATCHES = 12
"""Number of people that the desk shows for a few letters."""

MOST_SEATS = 5
"""Number of free seats that are offered to a late guest."""

SCREEN_PAGES = {"find-table": "find_table", "projector": "wall_chart"}
"""Pages of the packet that the day shows as they are now, by their address."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A free seat for a late guest; `label` is the table's name, `free` the number of free seats, None for no limit."""

    table: str
    label: str
    free: int | None
    units: int
    points: int
    reasons: tuple[GainLine, ...]


@dataclass(frozen=True, slots=True)
class MoveLine:
    """One move of a repair, with the names of the person and the tables; `origin` is "" for a new seat."""

    name: str
    origin: str
    target: str
    reason: str


def show(web: WebRequest) -> Response:
    """Show the desk."""
    if not session_of(web).has_list:
        return redirect(web, "files")
    return _answer(web)


def show_part(web: WebRequest) -> Response:
    """Show the counts and the lists alone, for a window in which something has changed."""
    return _answer(web)


def find(web: WebRequest) -> Response:
    """Show the people whose names fit the letters."""
    opened, words = session_of(web).read(), words_of(web)
    number = len(find_entries(list_desk(opened.inputs, opened.seating.seats), form_of(web)["q"]))
    return _answer(web, words.ngettext("%(number)s person found", "%(number)s people found", number))


def mark(web: WebRequest) -> Response:
    """Mark somebody as arrived or absent, or take that back."""
    form, words = form_of(web), words_of(web)
    session = session_of(web)
    state = ArrivalState(form["state"]) if form["state"] in set(ArrivalState) else ArrivalState.EXPECTED
    with session.lock:
        opened = session.read()
        entry = _find_entry(opened, form["person"])
        people = without_walk_ins(opened.inputs.people, opened.inputs.arrivals)
        number = opened.inputs.room.round_number
        marked = mark_arrival(session.out, people, number, entry.id, state, time=_now() if state.value else "")
        todo = _what_to_do(opened, entry, words) if state is ArrivalState.ABSENT else None
    session.windows.announce()
    says = _says_of_mark(marked, words)
    return _answer(web, says, todo=todo, whom=entry.name if state is ArrivalState.ABSENT else "")


def add_guest(web: WebRequest) -> Response:
    """Add somebody who is not on the list, and offer them the free seats."""
    form, words = form_of(web), words_of(web)
    session = session_of(web)
    with session.lock:
        opened = session.read()
        people, number = opened.inputs.people, opened.inputs.room.round_number
        listed = without_walk_ins(people, opened.inputs.arrivals)
        added = add_walk_in(session.out, listed, number, form["name"], form["organization"], time=_now())
    session.windows.announce()
    says = words.gettext("%(person)s is here and has no seat yet.", person=added.after.name)
    return _answer(web, says, guest=added.after.id)


def offer_seats(web: WebRequest) -> Response:
    """Show the free seats for somebody who has none."""
    opened, words = session_of(web).read(), words_of(web)
    entry = _find_entry(opened, form_of(web)["person"])
    free = _free_seats(opened, entry)
    says = words.ngettext("%(number)s table has a free seat.", "%(number)s tables have a free seat.", len(free))
    return _answer(web, says, guest=entry.id, free=free)


def take_seat(web: WebRequest) -> Response:
    """Give somebody without a seat a free one."""
    form, words = form_of(web), words_of(web)
    session = session_of(web)
    with session.lock:
        opened = session.read()
        entry = _find_entry(opened, form["person"])
        free = {seat.table for seat in _free_seats(opened, entry)}
        if entry.table or form["table"] not in free:
            says = words.gettext("This seat is no longer free, because another window was quicker. Nothing was done.")
            return _answer(web, says, guest="" if entry.table else entry.id)
        label = opened.inputs.room.table(form["table"]).label
        name = words.gettext("%(person)s to %(table)s", person=entry.name, table=label)
        try:
            step = Step(Action.MOVE, name, seats={entry.id: form["table"]})
            add_steps(session.out, opened.inputs, opened.seating, step)
        except StepRefusedError as refusal:
            return _answer(web, str(refusal), guest=entry.id)
    session.windows.announce()
    return _answer(web, name, badge=entry.id, whom=entry.name)


def plan_absence(web: WebRequest) -> Response:
    """Show what to do if somebody does not come, without marking them."""
    opened = session_of(web).read()
    entry = _find_entry(opened, form_of(web)["person"])
    words = words_of(web)
    says = words.gettext("What to do if %(person)s does not come", person=entry.name)
    return _answer(web, says, todo=_what_to_do(opened, entry, words), whom=entry.name)


def propose(web: WebRequest) -> Response:
    """List the moves of a repair. Nothing is changed."""
    session, words = session_of(web), words_of(web)
    opened = session.read()
    if not opened.seating.seats:
        return _answer(web, words.gettext("Nobody has a seat yet. Seat people first; then a repair is possible."))
    found = propose_repair(opened.inputs, opened.seating, session.request)
    if not found.moves:
        return _answer(web, words.gettext("Nothing has to move: all musts are met, and everybody has a seat."))
    room, people = opened.inputs.room, opened.inputs.people
    lines = [
        MoveLine(
            people.by_id[move.person].label,
            room.table(move.origin).label if move.origin in room.table_index else "",
            room.table(move.target).label,
            move.reason,
        )
        for move in found.moves
    ]
    moves = json.dumps([[move.person, move.origin, move.target] for move in found.moves])
    says = words.ngettext("%(number)s move, not made yet", "%(number)s moves, not made yet", len(lines))
    return _answer(web, says, repair=lines, moves=moves, unmet=found.unmet)


def accept(web: WebRequest) -> Response:
    """Make the moves of a repair as one step."""
    session, words = session_of(web), words_of(web)
    moves = _read_moves(form_of(web)["moves"])
    with session.lock:
        opened = session.read()
        seats, room = opened.seating.seats, opened.inputs.room
        is_same = all(
            seats.get(m.person, "") == m.origin and m.person in room.index and m.target in room.table_index
            for m in moves
        )
        if not moves or not is_same:
            says = words.gettext("The seating has changed since these moves were listed. Nothing was done.")
            return _answer(web, says)
        name = words.ngettext("Repair: %(number)s move", "Repair: %(number)s moves", len(moves))
        try:
            step = Step(Action.MOVE, name, seats={move.person: move.target for move in moves})
            add_steps(session.out, opened.inputs, opened.seating, step)
        except StepRefusedError as refusal:
            return _answer(web, str(refusal))
    session.windows.announce()
    return _answer(web, name)


def print_badge(web: WebRequest) -> Response:
    """Show the badge of one person, to print."""
    session = session_of(web)
    badge = render_badge(session.read().judged, form_of(web)["person"], session.settings)
    if badge is None:
        raise UsageError("This person has no seat, or may not be listed, so there is no badge.")
    return _written_page(web, badge)


def show_page(web: WebRequest) -> Response:
    """Show a page of the packet for everybody, as the seating is now."""
    session = session_of(web)
    name = SCREEN_PAGES.get(web.path_params["page"])
    page = None if name is None else render_page(session.read().judged, name, session.settings)
    if page is None:
        raise HTTPException(404)
    return _written_page(web, page)


def _written_page(web: WebRequest, page: str) -> Response:
    """Return a page of the packet, with the policy for such pages: it has styles of its own, and perhaps a script."""
    return HTMLResponse(page, headers={"content-security-policy": written_page_policy(web)})


def _answer(
    web: WebRequest,
    says: str = "",
    *,
    guest: str = "",
    free: Sequence[FreeSeat] | None = None,
    todo: ToDo | None = None,
    whom: str = "",
    badge: str = "",
    repair: Sequence[MoveLine] = (),
    moves: str = "",
    unmet: int = 0,
) -> Response:
    """Return the desk as it is now.

    Parameters
    ----------
    web : starlette.requests.Request
    says : str
        A status message.
    guest : str
        The id of somebody to whom free seats are offered.
    free : sequence of FreeSeat or None
        Their free seats, if they are known already.
    todo : ToDo or None
        What to do about an absence.
    whom, badge : str
        The name that the card or the badge is about, and the id of the person whose badge can be printed.
    repair, moves, unmet
        The moves of a repair, the same in the form that `accept` reads, and the musts that stay unmet.
    """
    opened = session_of(web).read()
    last = opened.inputs.past.last
    typed = form_of(web)["q"] if web.method == "POST" else ""
    entries = list_desk(opened.inputs, opened.seating.seats)
    matches = find_entries(entries, typed)
    waiting = next((entry for entry in entries if entry.id == guest and not entry.table), None)
    return render(
        web,
        "day.html.j2",
        says=says,
        screen="day",
        q=typed,
        counts=count_arrivals(entries),
        matches=matches[:MOST_MATCHES],
        more=max(0, len(matches) - MOST_MATCHES),
        waiting=[entry for entry in entries if entry.is_here and entry.comes and not entry.table],
        absent=[entry for entry in entries if entry.is_absent],
        labels={table.id: (n, table.label) for n, table in enumerate(opened.inputs.room.tables, start=1)},
        number_of={entry.id: n for n, entry in enumerate(entries)},
        guest=waiting,
        offers=[] if waiting is None else _offers(opened, _free_seats(opened, waiting) if free is None else free),
        todo=todo,
        whom=whom,
        badge=badge,
        repair=repair,
        moves=moves,
        unmet=unmet,
        tray=len(opened.seating.tray),
        is_saved=last is not None and dict(last.seats) == dict(opened.seating.seats),
        round_number=opened.inputs.room.round_number,
        has_lists=bool(opened.seating.seats) and not have_own_doors(opened.inputs.room.tables),
    )


def _free_seats(opened: Opened, entry: DeskEntry) -> tuple[FreeSeat, ...]:
    if not entry.comes:
        return ()
    return list_free_seats(opened.inputs, opened.seating.seats, entry.id)


def _offers(opened: Opened, free: Sequence[FreeSeat]) -> list[Offer]:
    """Return the best free seats with their reasons."""
    room = opened.inputs.room
    return [
        Offer(seat.table, room.table(seat.table).label, seat.free, seat.shown.units, seat.shown.points, seat.lines)
        for seat in free[:MOST_SEATS]
    ]


def _what_to_do(opened: Opened, entry: DeskEntry, words: Words) -> ToDo | None:
    """Return the card of somebody with a seat; None if nothing would be missing without them."""
    if not entry.table or entry.id not in opened.inputs.room.index:
        return None
    judged = opened.judged
    result = replace(judged, room=seated_room(judged.room, judged.plan))  # whoever has no seat yet is not missed
    invitations = opened.inputs.invitations
    refused = () if invitations is None else invitations.refused
    card = make_card(result.room, result.seat_requirements, result.plan, entry.id, result.duties, refused)
    return None if card is None else fill_card(result, card, words)


def _find_entry(opened: Opened, identity: str) -> DeskEntry:
    found = next((e for e in list_desk(opened.inputs, opened.seating.seats) if e.id == identity), None)
    if found is None:
        raise UsageError("This person is no longer on the list.")
    return found


def _read_moves(text: str) -> list[SeatMove]:
    """Return the moves that a form sends back; none if it is damaged."""
    try:
        return [SeatMove(str(person), str(origin), str(target)) for person, origin, target in json.loads(text)]
    except (ValueError, TypeError):
        return []


def _says_of_mark(marked: Marked, words: Words) -> str:
    person, time = marked.after.name, marked.before.time
    if not marked.is_changed and time:
        return words.gettext("%(person)s was marked before, at %(time)s.", person=person, time=time)
    match marked.after.state:
        case ArrivalState.ABSENT:
            return words.gettext("%(person)s is marked absent.", person=person)
        case ArrivalState.EXPECTED:
            return words.gettext("%(person)s has not arrived yet.", person=person)
        case _:
            return words.gettext("%(person)s has arrived.", person=person)


def _now() -> str:
    return datetime.now().astimezone().strftime("%H:%M")


ROUTES = (
    get("/day", show),
    get("/day/part", show_part),
    post("/day/find", find),
    post("/day/mark", mark),
    post("/day/guest", add_guest),
    post("/day/seats", offer_seats),
    post("/day/seat", take_seat),
    post("/day/card", plan_absence),
    post("/day/repair", propose),
    post("/day/accept", accept),
    post("/day/badge", print_badge),
    get("/day/page/{page}", show_page),
)
