"""An agenda of the convener's own, shared sessions, and the home of the initiative."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

from seating.analysis.season.session_times import read_hours
from seating.api.interface import solve
from seating.convening.schema import AgendaItem
from seating.present.languages import words_in
from seating.present.settings import Settings
from seating.report.alone import power
from seating.report.packet import facilitator
from seating.report.spreadsheets import letters_csv
from seating.requirements.buddy import BuddyRequirement
from seating.result import Result
from seating.result.readers import Audience
from seating.room.tables import TableKind
from tests.present.told import cells, told

from .made_up import small

ITEMS = (
    AgendaItem(item="What the numbers say", minutes=20, read="the city profile"),
    AgendaItem(item="What we do first", minutes=40),
)


def asked(result: Result, **changes: object) -> Result:
    return replace(result, convening=result.convening.model_copy(update=changes))


def test_the_stated_agenda_stands_on_sheets_and_what_to_read_in_letters() -> None:
    result = asked(small(), agenda=ITEMS)
    for guide in facilitator.fill(result, Settings()):
        assert [(step.minutes, step.what, step.how) for step in guide.agenda] == [
            (20, "What the numbers say", "Read beforehand: the city profile"),
            (40, "What we do first", ""),
        ]
        hours = read_hours(guide.at.place.table.time)
        assert bool(guide.fit) == (hours is not None and hours.minutes not in {None, 60})
    rows = list(csv.DictReader(io.StringIO(letters_csv(result, words_in("en")).decode("utf-8-sig"))))
    assert {row["read_before"] for row in rows} == {"the city profile"}


def test_a_listening_table_keeps_the_agenda_of_its_questions() -> None:
    base = small()
    tables = tuple(one.model_copy(update={"kind": TableKind.LISTENING}) for one in base.room.tables)
    result = asked(replace(base, room=replace(base.room, tables=tables)), agenda=ITEMS, tables=tables)
    assert not any(
        "the city profile" in step.how for guide in facilitator.fill(result, Settings()) for step in guide.agenda
    )


def test_only_a_column_that_may_be_shown_tells_who_has_had_no_session() -> None:
    result = replace(small(), requirements=(BuddyRequirement(id="b", of="sector"),), reader=Audience.EVERYONE)
    blank = {person.id for person in result.people if not person.sector}
    sentences = {line for guide in facilitator.fill(result, Settings()) for line in guide.why}
    assert not any("; new: " in line for line in sentences)
    shown = asked(result, show=("sector",))
    sentences = {line for guide in facilitator.fill(shown, Settings()) for line in guide.why}
    assert any("; new: " in line for line in sentences) == bool(blank)


def test_the_share_of_the_home_is_counted() -> None:
    result = small()
    assert list(power.list_blocks(asked(result, host=""))) == list(power.list_blocks(result))
    home = next(person.organization for person in result.room.people if person.organization)
    theirs = [person for person in result.room.people if person.organization == home]
    blocks = list(power.list_blocks(asked(result, host=home)))
    share = dict(cells(blocks)["The home organization’s share"])
    assert share["People with a seat"] == f"{len(theirs)}/{len(result.room.people)}"
    assert home in told(blocks)


def test_the_share_of_the_home_counts_no_held_seat_and_no_staff() -> None:
    """As the report counts seats and duties: eight people, and two chairs, of which the home has none."""
    people = [{"id": f"p{n}", "name": f"Pia {n}", "organization": "Mill" if n == 7 else "Bank"} for n in range(8)]
    people += [{"id": "held", "organization": "Mill", "status": "open"}]
    people += [{"id": "flo", "name": "Flo", "organization": "Mill", "duty": "facilitator"}]
    tables = [{"id": "a", "seats": "4-5", "chair": ["Pia 0"]}, {"id": "b", "seats": "4-5"}]
    result = solve(people, {"tables": tables, "requirements": [], "host": "Mill"})
    rows = dict(cells(list(power.list_blocks(result)))["The home organization’s share"])
    assert rows["People with a seat"] == "1/8"
    assert rows["Duties such as chair"] == "0/1"


def test_the_share_of_the_home_counts_the_people_who_sit_at_a_body() -> None:
    people = [{"id": f"p{n}", "name": f"Pia {n}", "organization": "Mill" if n % 2 else "Bank"} for n in range(8)]
    body = {"kind": "governance", "action_seat": "no", "people": ["p0", "p2", "p3", "p4"], "liaisons": ["a"]}
    tables = [{"id": "a", "liaison": ["Pia 1"]}, {"id": "b", "liaisons": ["a"]}, {"id": "board", **body}]
    result = solve(people, {"tables": tables, "requirements": [], "host": "Mill"})
    board = {person for person, table in result.plan.seats.items() if table == "board"} | {"p1"}
    rows = dict(cells(list(power.list_blocks(result)))["The home organization’s share"])
    mill = sum(person in {"p1", "p3", "p5", "p7"} for person in board)
    assert rows["Places at governance tables"] == f"{mill}/{len(board)}"


def test_the_share_of_the_home_counts_no_staff_who_serve_at_a_body() -> None:
    people = [{"id": f"p{n}", "name": f"Pia {n}", "organization": "Bank"} for n in range(6)]
    people += [{"id": one, "name": one, "organization": "Mill", "duty": "facilitator"} for one in ("flo", "gus", "hal")]
    action = [{"id": one, "seats": "2"} for one in "ab"]
    body = {"id": "office", "kind": "governance", "action_seat": "no", "people": ["p0", "p1"]}
    steering = {"id": "steer", "kind": "steering", "people": ["p2", "hal"]}
    asked = [{"kind": "staff", "duty": "facilitator", "must": True}]
    result = solve(people, {"tables": [*action, body, steering], "requirements": asked, "host": "Mill"})
    assert "office" in {result.plan.seats.get(one) for one in ("flo", "gus", "hal")}
    rows = dict(cells(list(power.list_blocks(result)))["The home organization’s share"])
    assert rows["Places at governance tables"] == "1/4"  # hal is a named member of the steering table
