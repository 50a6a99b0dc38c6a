"""The room as a picture beside a screen: the best seating of a search so far, or the seating on the board."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from starlette.requests import Request as WebRequest

from seating.board.opened import Opened
from seating.board.rendering import session_of, words_of
from seating.board.room_marks import list_usual_columns, mark_people, read_look
from seating.board.session import Session
from seating.errors import SeatingError
from seating.report.chart.grid import knows_roles
from seating.report.role_marks import role_marks
from seating.result import Result
from seating.room.plan import find_valid_seats


def view_room(web: WebRequest) -> dict[str, Any]:
    """Return what the template shows of the room: the best seating so far, or the one on the board."""
    session, words = session_of(web), words_of(web)
    with session.lock:
        opened, solving = read_if_readable(session), session.solving
        run, is_searching = solving.run, solving.run is not None and solving.run.is_active
        if opened is None or not opened.inputs.room.tables:
            return {"filled": None, "is_searching": is_searching}
        room, seats = opened.inputs.room, opened.seating.seats
        if run is not None and is_searching:
            seats = seats if solving.what in {"improve", "repair"} else {}
            if run.plan is not None:
                seats = find_valid_seats(room, run.plan.seats)
        filled = solving.filling.draw(opened, seats, can_wait=is_searching)
    look, usual = replace(read_look(web.cookies), has_meals=False), list_usual_columns(opened.inputs)
    marks = role_marks(words)
    number = 0 if filled is None else 2 * filled.number + is_searching
    return {
        "filled": filled,
        "is_searching": is_searching,
        "number": number,
        "is_seen": str(number) == web.query_params.get("seen"),
        "number_of": {person.id: number for number, person in enumerate(room.persons)},
        "shown": mark_people(look, opened.inputs.people, room.persons, words, usual),
        "marks": marks,
        "has_roles": knows_roles(opened.judged),
        "shapes": {marks[person.representative_type].shape for person in room.people},
    }


def read_if_readable(session: Session) -> Opened | None:
    """Return the inputs and the seating; None if the files have errors."""
    try:
        return session.read()
    except SeatingError:  # the run says what is wrong
        return None


def find_unmet_tables(result: Result) -> Mapping[str, bool]:
    """Return the tables at which a requirement is not met, and whether one of these is a must."""
    found: dict[str, bool] = {}
    for one in result.judged:
        for finding in one.verdict.findings:
            seats = (result.plan.seats.get(person) for person in finding.people)
            tables = [finding.table] if finding.table else [table for table in seats if table is not None]
            found |= {table: one.is_must or found.get(table, False) for table in tables}
    return found
