"""The day: a list to tick, the room with those who have arrived, and seats, cards and repairs beside it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request as WebRequest
from starlette.responses import HTMLResponse, Response

from seating.analysis.arrivals import ArrivalState
from seating.analysis.season.session_times import have_own_doors
from seating.api.day.desk import DeskEntry, count_arrivals, list_desk, without_walk_ins
from seating.api.day.desk_arrivals import Marked, add_walk_in, mark_arrival
from seating.api.day.free_seats import FreeSeats, count_free_seats, list_free_seats
from seating.api.day.repair import RepairProposal, SeatMove, propose_repair
from seating.api.manual_seating import ManualSeating, StepRefusedError
from seating.board.absence_effects import (
    AbsenceCard,
    build_absence_card,
    find_left_tables,
    list_unmet_musts,
    undo_absence,
)
from seating.board.filling import Filled
from seating.board.move_effects import MoveEffect, describe_gain
from seating.board.opened import Opened
from seating.board.rendering import needs_list, render, session_of, show_written_page, words_of, written_page_policy
from seating.board.routing import form_of, get, post
from seating.board.session import Session
from seating.convening.requirements import are_on_several_days
from seating.errors import UsageError, text_of
from seating.ledger.steps import Action, Step
from seating.present.languages import Words
from seating.report.floor_drawing import SEEN_SHAPE, STAFF_SHAPE
from seating.report.pages import render_badge, render_page
from seating.report.person_names import tell_apart
from seating.room.tables import map_labels
from seating.wording import message, said

MOST_SEATS = 5
"""Number of free seats that are offered to someone without one."""

KIOSK = "find_table"

MOST_UNMET = 5
"""Number of unmet musts that the desk names; the others are counted."""

SCREEN_PAGES = {"find-table": KIOSK, "projector": "wall_chart"}
"""Pages of the packet that the day shows as they are now, by their address."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A table with a free seat; `label` is its name, `free` the number of free seats, None for no limit."""

    table: str
    label: str
    free: int | None
    effect: MoveEffect


@dataclass(frozen=True, slots=True)
class MoveLine:
    """One move, with the names of the person and the tables; one of them is "" for no seat."""

    name: str
    origin: str
    target: str
    reason: str = ""


@needs_list
def show(web: WebRequest) -> Response:
    """Show the desk."""
    return _answer(web)


def show_part(web: WebRequest) -> Response:
    """Show the counts and the lists alone, for a window in which something has changed."""
    return _answer(web)


def show_person(web: WebRequest) -> Response:
    """Show one person, and what can be done about them."""
    opened = session_of(web).read()
    entry = _find_entry(opened, form_of(web).read_id("person"))
    return _answer(web, opened.name_person(entry.id, words_of(web)), chosen=entry)


def mark(web: WebRequest) -> Response:
    """Mark someone as arrived or absent, or take that back."""
    form, words = form_of(web), words_of(web)
    session = session_of(web)
    state = ArrivalState(form["state"]) if form["state"] in set(ArrivalState) else ArrivalState.EXPECTED
    with session.lock:
        opened = session.read()
        entry = _find_entry(opened, form.read_id("person"))
        people = without_walk_ins(opened.inputs.people, opened.inputs.arrivals)
        number = opened.inputs.room.round_number
        called = opened.name_person(entry.id, words)
        marked = mark_arrival(session.out, people, number, entry.id, state, time=_now() if state.value else "")
        card = _what_to_do(opened, entry, words) if state is ArrivalState.ABSENT else None
        comes_back = entry.is_absent and marked.after.state is not ArrivalState.ABSENT
        seat = _say_seat(session, entry, words) if comes_back else ""
    session.windows.announce()
    says = " ".join([_says_of_mark(marked, called, words), seat]).strip()
    whom = called if state is ArrivalState.ABSENT else ""
    return _answer(web, says, card=card, whom=whom, is_absent=True, had_seat=bool(entry.table))


def add_guest(web: WebRequest) -> Response:
    """Add someone who is not on the list, and offer them the free seats."""
    form, words = form_of(web), words_of(web)
    session = session_of(web)
    with session.lock:
        opened = session.read()
        people, number = opened.inputs.people, opened.inputs.room.round_number
        listed = without_walk_ins(people, opened.inputs.arrivals)
        at = form["session"] if form["session"] in opened.inputs.room.table_index else ""
        added = add_walk_in(session.out, listed, number, form["name"], form["organization"], time=_now(), session=at)
    session.windows.announce()
    opened = session.read()
    called = opened.name_person(added.after.id, words)
    says = words.gettext("%(person)s is here and has no seat yet.", person=called)
    if added.after.id not in opened.inputs.room.index:
        says = words.gettext(
            "No session is open to %(person)s. In a “table” column in arrivals.csv, write the session at which "
            "this person arrived.",
            person=called,
        )
    return _answer(web, says, guest=added.after.id)


def offer_seats(web: WebRequest) -> Response:
    """Show the free seats for someone who has none."""
    session, words = session_of(web), words_of(web)
    entry = _find_entry(session.read(), form_of(web).read_id("person"))
    free = _free_seats(session, entry)
    says = words.ngettext("%(number)s table has a free seat.", "%(number)s tables have a free seat.", len(free.seats))
    return _answer(web, says, guest=entry.id, free=free)


def take_seat(web: WebRequest) -> Response:
    """Give someone without a seat a free one."""
    form, words = form_of(web), words_of(web)
    session = session_of(web)
    with session.lock:
        opened = session.read()
        entry = _find_entry(opened, form.read_id("person"))
        free = {seat.table for seat in _free_seats(session, entry).seats}
        if entry.table or form["table"] not in free:
            says = words.gettext("This seat is no longer free: someone took it in another window. Nothing was done.")
            return _answer(web, says, guest="" if entry.table else entry.id)
        label = opened.inputs.room.table(form["table"]).label
        called = opened.name_person(entry.id, words)
        name = words.gettext("%(person)s to %(table)s", person=called, table=label)
        step = Step(Action.MOVE, name, seats={entry.id: form["table"]})
        if refusal := _add_step(session, opened, step):
            return _answer(web, refusal, guest=entry.id)
    return _answer(web, name, badge=entry.id, whom=called)


def plan_absence(web: WebRequest) -> Response:
    """Show what to do if someone does not come, without marking them, or about someone who is marked absent."""
    opened = session_of(web).read()
    entry = _find_entry(opened, form_of(web).read_id("person"))
    words = words_of(web)
    called = opened.name_person(entry.id, words)
    if not entry.is_absent:
        says = words.gettext("What to do if %(person)s does not come", person=called)
        card = _what_to_do(opened, entry, words, is_absent=False)
        return _answer(web, says, chosen=entry, card=card, whom=called)
    before = undo_absence(opened, entry.id)
    if before is None:
        return _answer(web, words.gettext("The seating has changed in the meantime. Nothing was done."))
    says = words.gettext("%(person)s is marked absent.", person=called)
    card = build_absence_card(before, entry.id, words)
    return _answer(web, says, card=card, whom=called, is_absent=True)


def propose(web: WebRequest) -> Response:
    """List the moves of a repair. Nothing is changed."""
    session, words = session_of(web), words_of(web)
    opened = session.read()
    if not opened.seating.seats:
        return _answer(web, words.gettext("No one has a seat yet. Seat people first; then a repair is possible."))
    with session.lock:
        gains = session.gains(is_shared=True)
    found = propose_repair(opened.inputs, opened.seating, session.request, lambda: gains)
    if not found.moves:
        if found.unmet:
            says = words.gettext("There are no moves to suggest: no seating was found that meets all musts.")
        else:
            says = words.gettext("All musts are met, and everyone has a seat.")
            if opened.has_musts_elsewhere:
                says = words.gettext("All musts about the seats are met, and everyone has a seat.")
        return _answer(web, says)
    says = words.ngettext("%(number)s change, not made yet", "%(number)s changes, not made yet", len(found.moves))
    return _answer(web, says, repair=found)


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
        name = words.ngettext("Repair: %(number)s change", "Repair: %(number)s changes", len(moves))
        step = Step(Action.MOVE, name, seats={move.person: move.target for move in moves})
        if refusal := _add_step(session, opened, step):
            return _answer(web, refusal)
    return _answer(web, name, shows_moves=True)


def undo(web: WebRequest) -> Response:
    """Take the last change of seats back, if it is still the one that the window showed."""
    session, words = session_of(web), words_of(web)
    with session.lock:
        opened = session.read()
        step = opened.seating.done[-1] if opened.seating.done else None
        if step is None or str(step.number) != form_of(web)["number"]:
            return _answer(web, words.gettext("The seating has changed in the meantime. Nothing was done."))
        if refusal := _add_step(session, opened, Step(Action.UNDO, step.name)):
            return _answer(web, refusal)
    return _answer(web, words.gettext("Undone: %(name)s", name=step.name))


def _add_step(session: Session, opened: Opened, step: Step) -> str:
    """Add a step to the seating as it was read; return why it no longer applies, "" if it was added."""
    try:
        session.add_steps(opened, step)
    except StepRefusedError as refusal:
        return text_of(refusal)
    return ""


def print_badge(web: WebRequest) -> Response:
    """Show the badge of one person, to print."""
    session = session_of(web)
    badge = render_badge(session.read().judged, form_of(web).read_id("person"), session.settings)
    if badge is None:
        raise UsageError(said("This person has no seat, or may not be listed, so there is no badge. Write it by hand."))
    return show_written_page(web, badge.encode())


def show_page(web: WebRequest) -> Response:
    """Return a page of the packet for everyone, as the seating is now.

    The page for a kiosk is a file to take to another device: who can use this browser can reach the whole board.
    """
    session = session_of(web)
    name = SCREEN_PAGES.get(web.path_params["page"])
    page = None if name is None else render_page(session.read().judged, name, session.settings)
    if page is None:
        raise HTTPException(404)
    if name != KIOSK:
        return show_written_page(web, page.encode())
    headers = {"content-disposition": 'attachment; filename="find-table.html"'}
    return HTMLResponse(page, headers=headers | {"content-security-policy": written_page_policy(web)})


def _answer(
    web: WebRequest,
    says: str = "",
    *,
    chosen: DeskEntry | None = None,
    guest: str = "",
    free: FreeSeats | None = None,
    card: AbsenceCard | None = None,
    whom: str = "",
    is_absent: bool = False,
    had_seat: bool = True,
    badge: str = "",
    repair: RepairProposal | None = None,
    shows_moves: bool = False,
) -> Response:
    """Return the desk as it is now.

    Parameters
    ----------
    web : starlette.requests.Request
    says : str
        A status message.
    chosen : DeskEntry or None
        The person whose row was pressed.
    guest : str
        The id of the person that free seats are offered to.
    free : FreeSeats or None
        Their free seats, if they are known already.
    card : AbsenceCard or None
        What to do about an absence.
    whom, badge : str
        The name that the card or the badge is about, and the id of the person whose badge can be printed.
    is_absent : bool
        Whether the person of the card is marked absent.
    had_seat : bool
        Whether this person had a seat until then.
    repair : RepairProposal or None
        The moves of a repair, not made yet.
    shows_moves : bool
        Whether the answer is the moves that were just made.
    """
    web.state.version = session_of(web).windows.version  # what is read after this includes it
    opened = session_of(web).read()
    entries = [_tell_apart(opened, one, words_of(web)) for one in list_desk(opened.inputs, opened.seating.seats)]
    waiting = next((entry for entry in entries if entry.id == guest and entry.comes and not entry.table), None)
    if waiting is not None:
        waiting = replace(waiting, name=opened.name_person(waiting.id, words_of(web)))
    found = None if waiting is None else free or _free_seats(session_of(web), waiting)
    seating, unmet = opened.seating, list_unmet_musts(opened.judged, words_of(web)) if opened.seating.seats else ()
    made = _list_lines(opened, _list_made(seating), words_of(web))
    return render(
        web,
        "day.html.j2",
        says=says,
        screen="day",
        chosen=chosen,
        is_open=any((chosen, waiting, badge, repair, whom, shows_moves and made)),
        left_tables=find_left_tables(opened),
        labels={table.id: (n, table.label) for n, table in enumerate(opened.inputs.room.tables, start=1)},
        called=partial(opened.name_person, words=words_of(web)),
        guest=waiting,
        offers=[] if found is None else _offers(opened, found),
        leaves_out=() if found is None else found.leaves_out,
        card=card,
        whom=whom,
        is_absent=is_absent,
        had_seat=had_seat,
        badge=badge,
        repair=repair,
        repair_effect=None if repair is None else MoveEffect(repair.units, repair.points, repair.lines),
        lines=() if repair is None else _list_lines(opened, repair.moves, words_of(web)),
        moves="" if repair is None else json.dumps([[m.person, m.origin, m.target] for m in repair.moves]),
        made=made,
        made_number=seating.done[-1].number if seating.done else 0,
        shows_moves=shows_moves,
        unmet=unmet[:MOST_UNMET],
        more_unmet=max(0, len(unmet) - MOST_UNMET),
        tray=len(seating.tray),
        is_saved=seating.is_saved,
        **_describe_round(opened),
        **_describe_list(session_of(web), opened, entries),
    )


def _describe_list(session: Session, opened: Opened, entries: list[DeskEntry]) -> dict[str, Any]:
    """Return what the screen shows of everyone: the list, its filters, the counts and the room."""
    return {
        "entries": entries,
        "number_of": {entry.id: n for n, entry in enumerate(entries)},
        "counts": count_arrivals(entries),
        "shown_of": _count_shown(entries),
        "has_organizations": any(entry.organization for entry in entries),
        "room": _draw_arrivals(session, opened, entries),
        "floor": True,
    }


def _count_shown(entries: Iterable[DeskEntry]) -> list[tuple[str, str, int]]:
    """Return by what the list is filtered: the trait of its rows, what is shown, and how many people have it."""
    here = [entry for entry in entries if entry.is_here]
    absent = sum(entry.is_absent for entry in entries)
    expected = sum(entry.comes and not entry.is_here and not entry.is_absent for entry in entries)
    return [
        ("expected", message("not here yet"), expected),
        ("arrived", message("arrived"), len(here)),
        ("waiting", message("here without a seat"), sum(not entry.table for entry in here)),
        ("absent", message("absent"), absent),
    ]


def _draw_arrivals(session: Session, opened: Opened, entries: Iterable[DeskEntry]) -> Filled | None:
    """Return the room with a filled mark for everyone who has arrived, and rings for the others with a seat."""
    filled = session.solving.by_hand.draw(opened, opened.seating.seats)
    if filled is None:
        return None
    here = {entry.id for entry in entries if entry.is_here}
    waiting = {STAFF_SHAPE: STAFF_SHAPE}
    shapes = (SEEN_SHAPE if one.person in here else waiting.get(one.shape, "no-role") for one in filled.marks)
    return replace(
        filled, marks=tuple(replace(one, shape=shape) for one, shape in zip(filled.marks, shapes, strict=True))
    )


def _describe_round(opened: Opened) -> dict[str, Any]:
    """Return what the screen shows of the round, with its sessions if they are on several days."""
    tables = opened.inputs.room.tables
    return {
        "is_round_saved": opened.is_round_saved,
        "has_rounds": opened.has_rounds,
        "round_number": opened.inputs.room.round_number,
        "sessions": tables if are_on_several_days(tables) else (),
        "has_lists": bool(opened.seating.seats) and not have_own_doors(tables),
    }


def _free_seats(session: Session, entry: DeskEntry) -> FreeSeats:
    if not entry.comes:
        return FreeSeats()
    with session.lock:
        opened = session.read()
        return list_free_seats(opened.inputs, opened.seating.seats, entry.id, session.gains)


def _offers(opened: Opened, free: FreeSeats) -> list[Offer]:
    """Return the best free seats with their reasons."""
    room = opened.inputs.room
    return [
        Offer(seat.table, room.table(seat.table).label, seat.free, describe_gain(seat.shown, seat.lines))
        for seat in free.seats[:MOST_SEATS]
    ]


def _what_to_do(opened: Opened, entry: DeskEntry, words: Words, *, is_absent: bool = True) -> AbsenceCard | None:
    """Return the card of someone with a seat; None if nothing would be missing without them."""
    if not entry.table or entry.id not in opened.inputs.room.index:
        return None
    return build_absence_card(opened, entry.id, words, is_absent=is_absent)


def _list_made(seating: ManualSeating) -> list[SeatMove]:
    """Return who got another seat in the last step that can be undone; no one if it moved no one."""
    seats = seating.done[-1].seats if seating.done else {}
    found = [SeatMove(person, seating.before.get(person, ""), table or "") for person, table in seats.items()]
    return [move for move in found if move.origin != move.target]


def _list_lines(opened: Opened, moves: Iterable[SeatMove], words: Words) -> list[MoveLine]:
    """Return moves with the names of the people and tables that are still there."""
    room, people = opened.inputs.room, opened.inputs.people
    labels = map_labels(room.tables)
    return [
        MoveLine(
            opened.name_person(move.person, words),
            labels.get(move.origin, ""),
            labels.get(move.target, ""),
            move.reason,
        )
        for move in moves
        if move.person in people.by_id
    ]


def _tell_apart(opened: Opened, entry: DeskEntry, words: Words) -> DeskEntry:
    """Return an entry with the name that stands above the organization."""
    person = opened.inputs.people.by_id[entry.id]
    return replace(entry, name=words.tell(tell_apart(opened.judged, person)))


def _find_entry(opened: Opened, identity: str) -> DeskEntry:
    found = next((e for e in list_desk(opened.inputs, opened.seating.seats) if e.id == identity), None)
    if found is None:
        raise UsageError(said("This person is no longer on the list. Reload the page."))
    return found


def _say_seat(session: Session, entry: DeskEntry, words: Words) -> str:
    """Say where someone sits who is no longer marked absent; without a seat if others have filled their table."""
    opened = session.read()
    room, table = opened.inputs.room, opened.seating.seats.get(entry.id)
    if entry.id not in room.index or not opened.seating.seats:
        return ""
    if table is None:
        return words.gettext(
            "This person has no seat now. Choose “List the moves”, or give them a seat on the Seating screen."
        )
    label, free = room.table(table).label, count_free_seats(opened.inputs, opened.seating.seats, entry.id)[table]
    if free is None or free > 0:
        return words.gettext("This person still has a seat at %(table)s.", table=label)
    name = words.gettext("%(person)s: unseated", person=opened.name_person(entry.id, words))
    if _add_step(session, opened, Step(Action.MOVE, name, seats={entry.id: None})):
        return _say_seat(session, entry, words)  # another window has moved someone meanwhile
    return words.gettext(
        "This person has no seat now: %(table)s is full. Choose “List the moves”, or give them a seat on the "
        "Seating screen.",
        table=label,
    )


def _read_moves(text: str) -> list[SeatMove]:
    """Return the moves that a form sends back; none if it is damaged."""
    try:
        return [SeatMove(str(person), str(origin), str(target)) for person, origin, target in json.loads(text)]
    except (ValueError, TypeError, RecursionError):
        return []


def _says_of_mark(marked: Marked, person: str, words: Words) -> str:
    time = marked.before.time
    if not marked.is_changed and time:
        return words.gettext("%(person)s was already marked at %(time)s.", person=person, time=time)
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
    post("/day/person", show_person),
    post("/day/mark", mark),
    post("/day/guest", add_guest),
    post("/day/seats", offer_seats),
    post("/day/seat", take_seat),
    post("/day/card", plan_absence),
    post("/day/repair", propose),
    post("/day/accept", accept),
    post("/day/undo", undo),
    post("/day/badge", print_badge),
    get("/day/page/{page}", show_page),
)
