"""Calendar files, read back by the rules of RFC 5545 and not by the code that wrote them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seating.convening.schema import RoundPlan
from seating.ledger import ledger
from seating.present.languages import words_in
from seating.report.calendar import calendar_notes, calendars
from seating.report.members import governance_places
from seating.room.tables import Table
from tests.cli.running import run

from .made_up import result_of, small


def event(**changes) -> dict[str, str]:
    """Return the properties of one table's event, unfolded."""
    return read_event(calendars(with_table(**changes), words_in("en"))["capital.ics"])


def read_event(content: bytes) -> dict[str, str]:
    """Return the properties of the only event of a calendar file, as RFC 5545 unfolds them."""
    lines = content.decode().split("\r\n")
    assert lines[-1] == ""
    assert all(len(line.encode()) <= 75 for line in lines)
    unfolded: list[str] = []
    for line in lines[:-1]:
        if line.startswith(" "):
            unfolded[-1] += line[1:]
        else:
            unfolded.append(line)
    assert unfolded[0] == "BEGIN:VCALENDAR"
    assert unfolded[-2:] == ["END:VEVENT", "END:VCALENDAR"]
    return dict(line.split(":", 1) for line in unfolded)


def plain(text: str) -> str:
    shown, signs = "", iter(text)
    for sign in signs:
        shown += sign if sign != "\\" else {"n": "\n", "N": "\n"}.get(after := next(signs), after)
    return shown


def with_table(**changes):
    result = small()
    first, *others = result.convening.tables
    given_ = {"day": "2027-03-05", "time": "9:30-11:00", **changes}
    tables = (first.model_copy(update=given_), *others)
    convening = result.convening.model_copy(update={"tables": tables})
    return result_of(result.people, convening, dict(result.plan.seats))


def test_an_event_says_when_where_and_what():
    found = event(hosted_by="Open Orchard")
    assert found["DTSTART"] == "20270305T093000"
    assert found["DTEND"] == "20270305T110000"
    assert found["LOCATION"] == "South hall"
    assert plain(found["SUMMARY"]) == "Riverton small business convening: Capital"
    assert plain(found["DESCRIPTION"]).splitlines()[-1] == "Host: Open Orchard"
    assert found["VERSION"] == "2.0"
    assert {"UID", "DTSTAMP", "PRODID"} <= set(found)


def test_an_end_after_midnight_is_on_the_next_day():
    assert event(time="23:00-01:00")["DTEND"] == "20270306T010000"


def test_without_an_end_it_takes_ninety_minutes():
    assert event(time="9:30")["DTEND"] == "20270305T110000"


@given(st.text(max_size=200))
def test_any_text_comes_through_whole_and_makes_no_line_of_its_own(text):
    found = event(place=f"X{text}")
    shown = plain(found["LOCATION"])
    assert set(found) == set(event())
    kept = [c for c in text.replace("\t", " ") if c.isprintable()]
    assert [c for c in shown[1:] if c in kept] == kept


@pytest.mark.parametrize("missing", [{"day": ""}, {"time": ""}, {"day": "Friday"}, {"time": "afternoon"}])
def test_a_table_without_a_day_and_a_time_has_no_file(missing):
    assert calendars(with_table(**missing), words_in("en")) == {}


def test_the_same_seating_gives_the_same_bytes_and_tables_differ():
    one, two = (calendars(with_table(), words_in("en")) for _ in range(2))
    assert one == two
    other = with_table(id="capital", name="Capital")
    convening = other.convening.model_copy(update={"title": "Another"})
    renamed = calendars(result_of(other.people, convening, dict(other.plan.seats)), words_in("en"))
    assert renamed["capital.ics"].split(b"UID")[1][:33] != one["capital.ics"].split(b"UID")[1][:33]


def test_a_day_that_cannot_be_read_is_said_with_what_to_write():
    tables = [
        Table(id="a", day="next Friday", time="9:30"),
        Table(id="b", day="2027-03-05", time="after lunch"),
        Table(id="c", day="next Friday"),
        Table(id="d", day="2027-03-05", time="9:30"),
    ]
    texts = [note.text for note in calendar_notes(tables)]
    assert texts == [
        'No calendar file, because the day cannot be read (write it as 2027-03-05): "a", "next Friday"',
        'No calendar file, because the time cannot be read (write it as 9:30-11:00): "b", "after lunch"',
    ]


def test_a_table_without_a_place_or_a_purpose_has_neither_line():
    found = event(place="", purpose="", hosted_by="")
    assert "LOCATION" not in found
    assert plain(found["DESCRIPTION"]) == "1,000 more living-wage jobs, owned here"


def test_signs_that_separate_are_escaped():
    assert event(place="Hall 1; north, back\\front")["LOCATION"] == "Hall 1\\; north\\, back\\\\front"


@pytest.mark.parametrize("sign", ["a", "é", "山", "😀"])
def test_a_long_line_is_folded_between_letters(sign):
    """Every line has at most 75 octets, and none could hold one more letter."""
    made = calendars(with_table(place=sign * 200), words_in("en"))["capital.ics"]
    lines = made.split(b"LOCATION:")[1].split(b"\r\nDESCRIPTION")[0].split(b"\r\n")
    first, *others = [b"LOCATION:" + lines[0], *lines[1:]]
    assert b"".join([first, *(line[1:] for line in others)]).decode() == "LOCATION:" + sign * 200
    assert all(75 - len(sign.encode()) < len(line) <= 75 for line in (first, *others[:-1]))


def test_an_event_is_in_the_language_of_the_packet():
    made = calendars(with_table(hosted_by="Open Orchard"), words_in("es"))["capital.ics"].decode()
    assert "Anfitrión: Open Orchard" in made.replace("\r\n ", "")


def test_an_event_without_a_title_is_a_seating_chart():
    result = with_table()
    untitled = result.convening.model_copy(update={"title": ""})
    made = calendars(result_of(result.people, untitled, dict(result.plan.seats)), words_in("en"))
    assert b"SUMMARY:Seating chart: Capital\r\n" in made["capital.ics"]


def test_an_event_that_is_not_saved_is_the_first_one_with_the_time_stamp_of_the_conversation():
    assert (event()["SEQUENCE"], event()["DTSTAMP"]) == ("0", "20270305T093000Z")


def test_a_calendar_takes_what_was_saved_last_for_the_newest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Of two events with one UID, RFC 5546 takes that with the higher sequence, and then that with the later stamp."""
    monkeypatch.chdir(tmp_path)
    hours = iter(range(10, 24))
    monkeypatch.setattr(ledger, "_now", lambda: f"2026-11-30T{next(hours)}:05:09Z")

    def write(line: str, place: str) -> dict[str, str]:
        table = f"{{id: hall, seats: 1-4, day: 2027-03-05, time: '9:30', place: {place}}}"
        Path("convening.yaml").write_text(f"tables: [{table}]\nrequirements: []\n")
        assert run(f"{line} --out out").exit_code == 0
        return read_event(Path("out/round-1/packet/calendar/hall.ics").read_bytes())

    Path("people.csv").write_text("name\nAna\nBen\nCleo\n")
    first = write("solve people.csv", "North")
    moved = write("solve people.csv", "South")
    assert run("rounds undo --out out").exit_code == 0
    undone = write("packet people.csv", "North")
    again = write("packet people.csv", "North")
    events = (first, moved, undone, again)
    assert [one["LOCATION"] for one in events] == ["North", "South", "North", "North"]
    assert len({one["UID"] for one in events}) == 1
    assert [one["SEQUENCE"] for one in events] == ["0", "1", "2", "2"]
    stamps = [one["DTSTAMP"] for one in events]
    assert stamps == ["20261130T100509Z", "20261130T110509Z", *["20261130T120509Z"] * 2]
    assert run("solve people.csv --next-round --out out").exit_code == 0
    assert write("packet people.csv --round 1", "North")["SEQUENCE"] == "2"
    second = read_event(Path("out/round-2/packet/calendar/hall.ics").read_bytes())
    assert (second["SEQUENCE"], second["UID"] == first["UID"]) == ("0", False)


def test_rounds_of_one_table_are_different_events():
    result = with_table()
    later = replace(result, room=replace(result.room, round_number=2))
    one, two = (calendars(found, words_in("en"))["capital.ics"] for found in (result, later))
    assert one.split(b"UID:")[1][:32] != two.split(b"UID:")[1][:32]


def test_each_table_with_a_day_and_a_time_has_a_file_named_after_it():
    result = with_table()
    first, second, third = result.convening.tables
    tables = (first, second.model_copy(update={"day": "2027-03-06", "time": "14:00"}), third)
    convening = result.convening.model_copy(update={"tables": tables})
    made = calendars(result_of(result.people, convening, dict(result.plan.seats)), words_in("en"))
    assert list(made) == ["capital.ics", "talent.ics"]
    assert b"DTSTART:20270306T140000\r\n" in made["talent.ics"]


def test_a_governance_table_on_the_day_of_the_first_meeting_has_the_day_of_each_round():
    result = with_table(day="2027-03-05")
    steering = Table(id="lead", kind="steering", drawn_from="chair", day="2027-03-05", time="14:00")
    rounds = tuple(RoundPlan(day=date(2027, 3, day)) for day in (5, 12))
    convening = result.convening.model_copy(update={"tables": (*result.convening.tables, steering), "rounds": rounds})
    for number, day in enumerate(("0305", "0312", None), 1):
        later = replace(result, convening=convening, room=replace(result.room, round_number=number))
        made = calendars(later, words_in("en"))
        assert f"DTSTART:2027{day}T140000".encode() in made["lead.ics"] if day else "lead.ics" not in made
        (at,) = [place for place in governance_places(later) if place.table.id == "lead"]
        assert at.table.day == (f"2027-{day[:2]}-{day[2:]}" if day else "")
