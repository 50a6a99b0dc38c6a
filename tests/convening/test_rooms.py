"""Who is seated in a round, and why others are not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

import pytest

from seating.analysis.arrivals import Arrival, Arrivals, ArrivalState, apply_arrivals
from seating.analysis.season.session_times import is_season
from seating.convening import Convening, not_seated, open_room, read_convening
from seating.convening.requirements import list_bars
from seating.convening.rooms import NotSeated, list_days, list_tables_with_days, needs_another_date
from seating.errors import InputError
from seating.model import build_model, shortfalls
from seating.profiles import Attendance
from seating.profiles.person import Party
from seating.requirements.base.kind import Requirement, is_active
from seating.room.plan import Plan
from tests.builders import requirement
from tests.convening.made_up import people

LISTED = people(
    {"id": "zoe", "attending": Attendance(chance="1/2")},
    {"id": "ana", "attending": Attendance(rounds=frozenset({2, 3}))},
    {"id": "ben", "attending": 0},
    {"id": "cam", "status": "idea"},
    {"id": "dee", "status": "open"},
    {"id": "eli", "duty": "host"},
    {"id": "fay", "status": "declined", "attending": 0},
)
CONVENING = read_convening(
    LISTED, {"tables": [{"id": "a"}, {"id": "lead", "from": "chair"}], "working_language": "es"}
).convening


def waiting(absent: Iterable[NotSeated], convening: Convening, number: int = 1) -> list[str]:
    """Return the ids of those who need another date than that of a round."""
    return [one.person.id for one in absent if needs_another_date(one.person, convening, number)]


def test_a_room_has_whoever_may_come_sorted_by_id_and_staff_apart() -> None:
    room = open_room(LISTED, CONVENING)
    assert [p.id for p in room.people] == ["dee", "zoe"]
    assert [p.id for p in room.staff] == ["eli"]
    assert [t.id for t in room.tables] == ["a"]
    assert (room.working_language, room.round_number, len(room.listed)) == ("es", 1, 7)


def test_a_round_has_those_who_come_to_it() -> None:
    assert [p.id for p in open_room(LISTED, CONVENING, 2).people] == ["ana", "dee", "zoe"]


def test_everybody_without_a_seat_has_a_reason() -> None:
    assert [(n.person.id, n.reason) for n in not_seated(LISTED)] == [
        ("ana", "coming only for rounds 2 and 3"),
        ("ben", "said no"),
        ("cam", "on the list as an idea"),
        ("fay", "said no"),
    ]
    assert "ana" not in [n.person.id for n in not_seated(LISTED, 3)]


SESSIONS = [
    {"id": "carts", "day": "2027-03-02", "for": {"trade": "carts"}},
    {"id": "labs", "day": "2027-03-04", "for": {"trade": "labs"}, "features": ["step-free"]},
]
SESSIONS_WITH_CARE = [{**SESSIONS[0], "features": ["childcare"]}, SESSIONS[1]]
ROWS = (
    {"id": "ana", "trade": "carts", "can_come": "2027-03-02"},
    {"id": "ben", "trade": "labs", "can_come": "2027-03-02"},
    {"id": "cam", "trade": "labs", "can_come": "none"},
    {"id": "dee", "trade": "carts", "can_come": "2027-04-01"},
    {"id": "eli", "trade": "carts", "declined": "carts"},
    {"id": "fay", "trade": "carts", "can_come": "carts", "needs": "step-free"},
    {"id": "gus", "trade": "none of them"},
    {"id": "hal", "duty": "facilitator", "can_come": "labs"},
)


def test_a_person_for_whom_no_session_fits_has_no_seat_and_makes_no_other_seat_impossible() -> None:
    reading = read_convening(people(*ROWS), {"tables": SESSIONS, "requirements": []})
    away = not_seated(reading.people)
    assert [(n.person.id, n.reason) for n in away] == [
        (who, "no session fits") for who in ("ben", "cam", "dee", "eli", "fay", "gus")
    ]
    assert waiting(away, reading.convening) == [one.person.id for one in away]
    at_the_door = [replace(one, person=one.person.model_copy(update={"walked_in": True})) for one in away[:1]]
    assert waiting((*at_the_door, *away[1:]), reading.convening) == [one.person.id for one in away[1:]]
    room = open_room(reading.people, reading.convening)
    assert [p.id for p in room.persons] == ["ana", "hal"]
    gone = {one.person.id for one in away}
    assert not [r for r in reading.convening.requirements if r.id.split(":")[-1] in gone]
    assert [note.slug for note in reading.notes] == ["no-session-fits"]
    assert "Offer them another date" in reading.notes[0].text
    assert reading.notes[0].column == "can_come"  # so no file that others read has it


def test_those_for_whom_no_session_is_stay_seated_if_a_session_is_for_no_one_on_the_list() -> None:
    """The words of the session can be misspelled: `lab` instead of `labs`."""
    sessions = [SESSIONS[0], {**SESSIONS[1], "for": {"trade": "lab"}}]
    reading = read_convening(people(*ROWS), {"tables": sessions, "requirements": []})
    assert "gus" not in {one.person.id for one in not_seated(reading.people)}
    assert {"no-session-fits", "value-of-nobody", "for-others-alone"} <= {note.slug for note in reading.notes}


@pytest.mark.parametrize(("day", "what"), [("2027-03-02", "session"), ("", "table")])
def test_those_for_whom_no_session_is_are_named_to_the_convener_alone(day: str, what: str) -> None:
    tables = [{**one, "day": day} for one in SESSIONS]
    reading = read_convening(
        people({"id": "ana", "trade": "carts"}, ROWS[6], {"id": "hal", "duty": "facilitator"}),
        {"tables": tables, "requirements": []},
    )
    (note,) = [note for note in reading.notes if note.slug == "for-others-alone"]
    assert note.text.startswith(f"No {what} is meant for these people: Gus. ")
    assert note.shared_text == f"No {what} is meant for 1 person on the list."
    one_for_all = [*tables, {"id": "open", "day": day}]
    assert not read_convening(people(ROWS[6]), {"tables": one_for_all, "requirements": []}).notes


@pytest.mark.parametrize("tier", ["private", "counts_only"])
@pytest.mark.parametrize("heading", ["trade", "Trade"])
def test_those_whom_a_private_column_leaves_without_a_session_are_not_counted_for_others(
    tier: str, heading: str
) -> None:
    one_day = [{**session, "day": "2027-03-02"} for session in SESSIONS]
    document = {"tables": one_day, "requirements": [], tier: [heading]}
    reading = read_convening(people({"id": "ana", "trade": "carts"}, ROWS[6]), document)
    (note,) = [note for note in reading.notes if note.slug == "for-others-alone"]
    assert note.text.startswith("No session is meant for these people: Gus. ")
    assert note.shared_text == ""


@pytest.mark.parametrize(
    "answer",
    [
        *("not 2027-03-02", "any day but March 2, 2027", "cannot on 2027-03-02", "after 2027-03-02"),
        *("until 2027-03-02", "todos menos el 2 de marzo de 2027", "después del 2027-03-02"),
    ],
)
def test_a_date_with_words_that_mean_other_days_is_not_read_as_this_day(answer: str) -> None:
    """Whoever cannot come on a day was seated on it."""
    with pytest.raises(InputError) as refused:
        read_convening(people({"id": "ana", "trade": "carts", "can_come": answer}), {"tables": SESSIONS})
    assert {problem.slug for problem in refused.value.problems} == {"table-unknown"}


def test_none_of_these_is_an_answer_to_when_a_person_can_come() -> None:
    for answer in ("None of these", "ninguna de estas"):
        reading = read_convening(people({"id": "cam", "trade": "labs", "can_come": answer}), {"tables": SESSIONS})
        assert [n.reason for n in not_seated(reading.people)] == ["no session fits"]


@pytest.mark.parametrize(
    ("answer", "reasons"),
    [
        ("Tuesday", []),
        ("Tues.", []),
        ("Thu", ["no session fits"]),
        ("jueves", ["no session fits"]),
        ("Mondays", ["no session fits"]),
    ],
)
def test_a_day_of_the_week_is_the_only_day_that_falls_on_it(answer: str, reasons: list[str]) -> None:
    """The sessions are on a Tuesday, for people with carts, and on a Thursday."""
    reading = read_convening(people({"id": "ana", "trade": "carts", "can_come": answer}), {"tables": SESSIONS})
    assert [n.reason for n in not_seated(reading.people)] == reasons


@pytest.mark.parametrize("answer", ["Tuesday", "Tuesdays", "Tue", "any Tuesday", "on Tuesdays", "martes", "los martes"])
@pytest.mark.parametrize("other", ["", "; Thursday", "; 2027-03-04"])
def test_a_day_of_the_week_with_several_days_means_each_of_them(answer: str, other: str) -> None:
    later = [*SESSIONS, {**SESSIONS[0], "id": "more", "day": "2027-03-09"}]
    cell = {"id": "ana", "trade": "carts", "can_come": answer + other}
    reading = read_convening(people(cell), {"tables": later})
    assert set(reading.people.persons[0].can_come) - {"2027-03-04"} == {"2027-03-02", "2027-03-09"}
    assert not not_seated(reading.people)


def test_a_table_with_the_name_of_a_day_comes_before_the_day() -> None:
    tables = [*SESSIONS, {"id": "tuesday", "name": "Tuesday", "day": "2027-03-04"}]
    reading = read_convening(people({"id": "ana", "trade": "carts", "can_come": "Tuesday"}), {"tables": tables})
    assert reading.people.persons[0].can_come == ("tuesday",)


def test_a_person_who_said_no_needs_no_other_date() -> None:
    said_no = {"id": "ida", "trade": "labs", "can_come": "none", "attending": "0"}
    reading = read_convening(people(*ROWS, said_no), {"tables": SESSIONS, "requirements": []})
    away = not_seated(reading.people)
    assert [n.reason for n in away if n.person.id == "ida"] == ["said no"]
    assert len(waiting(away, reading.convening)) == 6


def test_a_companion_has_no_seat_if_no_session_fits_the_person_they_come_with() -> None:
    """The cells of a row describe its first person, so nothing rules a session out for the companion alone."""
    listed = people({"id": "ana", "trade": "labs", "needs": "childcare"}, "ana+2", {"id": "ben", "trade": "carts"})
    parties = {"ana": Party(id="ana", number=1, size=2), "ana+2": Party(id="ana", number=2, size=2)}
    row = listed.with_persons(one.model_copy(update={"party": parties.get(one.id)}) for one in listed)
    reading = read_convening(row, {"tables": SESSIONS_WITH_CARE, "requirements": []})
    assert [(n.person.id, n.reason) for n in not_seated(reading.people)] == [
        ("ana", "no session fits"),
        ("ana+2", "no session fits"),
    ]


def test_a_need_that_no_session_for_a_person_meets_leaves_the_session_possible() -> None:
    """Childcare is offered only to those who speak Spanish; with tables on one evening this stays a contradiction."""
    days = [{"id": "es", "day": "2027-04-05", "for": {"languages": "es"}, "features": ["childcare"]}]
    days += [{"id": "shops", "day": "2027-04-07"}]
    rows = [{"id": who, "languages": spoken, "needs": "childcare"} for who, spoken in (("ana", "en"), ("ben", "es"))]
    reading = read_convening(people(*rows), {"tables": days, "requirements": []})
    assert [(n.person.id, n.reason) for n in not_seated(reading.people)] == [("ana", "no session fits")]
    assert [note.slug for note in reading.notes] == ["no-session-fits"]
    evening = [{key: value for key, value in day.items() if key != "day"} for day in days]
    assert not_seated(read_convening(people(*rows), {"tables": evening, "requirements": []}).people) == ()


def test_a_person_who_declined_every_table_of_one_evening_has_no_seat() -> None:
    reading = read_convening(people({"id": "ana", "declined": "a; b"}, "ben"), {"tables": [{"id": "a"}, {"id": "b"}]})
    assert [(n.person.id, n.reason) for n in not_seated(reading.people)] == [("ana", "no table fits")]


TIED = (
    {"id": "ana", "trade": "carts", "can_come": "2027-03-02"},
    {"id": "ben", "trade": "none of them", "can_come": "2027-03-04"},
    {"id": "cam", "trade": "carts"},
    {"id": "dee", "trade": "labs"},
)
OPEN = [{key: value for key, value in session.items() if key != "for"} for session in SESSIONS]


def test_two_who_must_sit_together_although_no_session_fits_both_make_no_other_seat_impossible() -> None:
    asked = [{"kind": "together", "people": ["ana", "ben"]}]
    rows = ({**TIED[0], "with": "ben"}, *TIED[1:])
    for listed, requirements in ((rows, []), (TIED, asked)):
        given = {"tables": OPEN, "requirements": requirements, "show": ["trade"]}
        reading = read_convening(people(*listed), given)
        away = not_seated(reading.people)
        assert [(n.person.id, n.reason) for n in away] == [("ana", "no session fits"), ("ben", "no session fits")]
        assert [p.person.attending.unsuited[0].tied for p in away] == [("ben",), ("ana",)]
        assert [(note.slug, note.column) for note in reading.notes] == [("no-session-fits", "can_come")]
        assert reading.notes[0].text.startswith(
            "Ana and Ben must share a table, but there is no session that they can all attend."
        )


def test_a_party_of_three_for_whom_no_common_session_is_left_is_named_as_one() -> None:
    """Each has a session: the first two by their cells, the third by what the sessions are for."""
    chain = ({**TIED[0], "with": "dee"}, TIED[3], {**TIED[2], "with": "dee"})
    eli = {"id": "eli", "trade": "labs"}
    reading = read_convening(people(*chain, eli), {"tables": SESSIONS, "requirements": []})
    assert sorted(n.person.id for n in not_seated(reading.people)) == ["ana", "cam", "dee"]
    assert [note.slug for note in reading.notes].count("no-session-fits") == 1
    several = read_convening(people(*chain[1:], eli), {"tables": SESSIONS, "requirements": []})
    assert sorted(n.person.id for n in not_seated(several.people)) == ["cam", "dee"]


def test_a_tie_to_somebody_who_comes_to_the_same_session_or_may_sit_apart_takes_no_seat() -> None:
    both = ({**TIED[0], "with": "cam"}, *TIED[1:])
    loose = [{"kind": "together", "people": ["ana", "ben"], "must": False}]
    one_table = [{"kind": "together", "people": ["ana", "ben"], "at": "labs"}]
    for listed, requirements in ((both, []), (TIED, loose), (TIED, one_table)):
        reading = read_convening(people(*listed), {"tables": OPEN, "requirements": requirements})
        assert not_seated(reading.people) == ()


def test_staff_who_are_tied_to_a_person_keep_their_sessions() -> None:
    tied = ({**TIED[0], "with": "hal"}, *TIED[1:], {"id": "hal", "duty": "interpreter", "can_come": "2027-03-04"})
    reading = read_convening(people(*tied), {"tables": OPEN, "requirements": []})
    assert [n.person.id for n in not_seated(reading.people)] == ["ana"]


def test_two_who_declined_different_tables_of_one_evening_and_must_share_one_have_no_seat() -> None:
    rows = ({"id": "ana", "declined": "a", "with": "ben"}, {"id": "ben", "declined": "b"}, "cam")
    reading = read_convening(people(*rows), {"tables": [{"id": "a"}, {"id": "b"}], "requirements": []})
    assert [(n.person.id, n.reason) for n in not_seated(reading.people)] == [
        ("ana", "no table fits"),
        ("ben", "no table fits"),
    ]
    assert reading.notes[0].text == "Ana and Ben must share a table, but there is no table where they can all sit."


def test_cells_that_only_make_shoulds_leave_everybody_a_seat() -> None:
    asked = [{"kind": "keep_from", "of": "can_come", "must": False}]
    reading = read_convening(people(*ROWS[:4]), {"tables": SESSIONS, "requirements": asked})
    assert not_seated(reading.people) == ()


def test_why_a_session_does_not_fit_is_known_by_table() -> None:
    reading = read_convening(people(*ROWS), {"tables": SESSIONS, "requirements": []})
    tables, asked = reading.convening.tables, reading.convening.requirements
    bars = {p.id: list_bars(p, tables, asked, is_asked=True) for p in reading.people}
    assert bars["ben"] == {"carts": "for", "labs": "can_come"}
    assert bars["fay"] == {"labs": "can_come", "carts": "needs"}
    assert bars["gus"] == {"carts": "for", "labs": "for"}


def test_on_one_day_requirements_are_read_only_for_those_who_have_a_cell_about_it() -> None:
    """A thousand people and five hundred requirements would take seconds."""

    class Unread(list[Requirement]):
        def __iter__(self) -> Iterator[Requirement]:
            pytest.fail("the requirements were read")

    one_day = [{**session, "day": "2027-03-02"} for session in SESSIONS]
    reading = read_convening(people(*ROWS), {"tables": one_day, "requirements": []})
    gus = next(person for person in reading.people if person.id == "gus")
    assert list_bars(gus, reading.convening.tables, Unread()) == {}


def test_a_person_who_arrives_although_no_session_fits_gets_a_seat() -> None:
    reading = read_convening(people(*ROWS), {"tables": SESSIONS, "requirements": []})
    came = Arrivals("arrivals.csv", 1, (Arrival("1", "ben", "ben", ArrivalState.ARRIVED, "arrived"),))
    there = apply_arrivals(reading.people, came, ())
    assert "ben" in open_room(there, reading.convening).index


def test_a_table_has_the_day_of_its_round_and_never_that_of_another_round() -> None:
    tables = [{"id": "a", "day": "2026-12-03", "time": "18:00"}, {"id": "b", "day": "Tuesdays"}]
    rounds = [{"day": "2026-12-03"}, {}, {"day": "2027-02-04"}]

    def days(number: int, tables=tables[:1]) -> list[tuple[str, str]]:
        convening = read_convening(LISTED, {"tables": tables, "rounds": rounds}).convening
        return [(one.day, one.time) for one in open_room(LISTED, convening, number).tables]

    assert [days(number) for number in (1, 2, 3)] == [
        [("2026-12-03", "18:00")],
        [("", "18:00")],
        [("2027-02-04", "18:00")],
    ]
    assert days(2, tables) == [("2026-12-03", "18:00"), ("Tuesdays", "")], "sessions have days of their own"


ROUNDS = {
    "tables": [{"id": "a", "day": "2026-12-03", "place": "Town hall"}, {"id": "b", "day": "2026-12-03"}],
    "rounds": [{"day": "2026-12-03"}, {"day": "2026-12-10"}],
    "requirements": [],
}


@pytest.mark.parametrize("day", ["2026-12-03", ""])
@pytest.mark.parametrize(
    ("cell", "barred"),
    [
        ("2026-12-03", [[], "ab", []]),
        ("Dec 10", ["ab", [], []]),
        ("Dec 3; 10 December", [[], [], []]),
        ("Thursdays", [[], [], []]),
        ("Friday", ["ab", "ab", []]),
        ("Dec 17", ["ab", "ab", []]),
        ("Dec 3; town hall", [[], "b", []]),
        ("a", ["b", "b", "b"]),
        ("town hall", ["b", "b", "b"]),
        ("none", ["ab", "ab", "ab"]),
    ],
)
def test_a_day_in_can_come_is_compared_with_the_day_of_each_round(cell: str, barred: list[str], day: str) -> None:
    """The day of the third round is not known, so no day in a cell rules it out. The tables need not state a day."""
    tables = [{**table, "day": day} for table in ROUNDS["tables"]]
    listed = people({"id": "ana", "can_come": cell}, "ben", "cam", "dee")
    reading = read_convening(listed, {**ROUNDS, "tables": tables})
    stated = requirement("keep_from", of="can_come")
    for number, expected in enumerate(barred, 1):
        room = open_room(reading.people, reading.convening, number)
        assert {table.day for table in room.tables} == {["2026-12-03", "2026-12-10", ""][number - 1] if day else ""}
        asked = [r for r in reading.convening.requirements if r.kind == "keep_from" and is_active(r, number)]
        out = {table for one in asked for table in one.tables}  # type: ignore[attr-defined]  # a `keep_from`
        if len(expected) == 2:
            assert [one.person.id for one in not_seated(reading.people, number)] == ["ana"]
        else:
            assert out == set(expected)
            everyone_in_b = Plan(dict.fromkeys(room.index, "b"))
            assert any(list(one.check(room, everyone_in_b)) for one in asked) is ("b" in expected)
            assert bool(list(stated.check(room, everyone_in_b))) is ("b" in expected)
            model = build_model(room, [stated])
            assert bool(shortfalls(model, model.tables_of(everyone_in_b))[0]) is ("b" in expected)


def test_tables_of_one_evening_that_state_no_day_are_no_season() -> None:
    """Each person sits at one of them, although a person could go to both."""
    hours = ("18:00-19:00", "20:00-21:00")
    tables = [{"id": time[:2], "time": time, "place": "Hall"} for time in hours]
    convening = read_convening(LISTED, {"tables": tables, "rounds": [{"day": "2027-03-01"}, {}]}).convening
    assert not any(is_season(open_room(LISTED, convening, number).tables) for number in (1, 2))


def test_who_waits_for_another_round_is_named_with_the_round_and_needs_no_other_date() -> None:
    rows = [{"id": "ana", "can_come": "Dec 10"}, {"id": "ben", "can_come": "Dec 17"}, "cam"]
    reading = read_convening(people(*rows), ROUNDS)
    assert [note.text for note in reading.notes] == [
        "No session in round 1 works for these people, so they have no seat in that round: Ana and Ben.",
        "No session in round 2 works for Ben, who has no seat in that round.",
    ]
    for number in (1, 2):
        assert len(waiting(not_seated(reading.people, number), reading.convening, number)) == 1


def test_who_comes_only_to_a_round_that_does_not_suit_them_needs_another_date() -> None:
    """The day that suits Ana is that of a round to which she does not come."""
    rows = [{"id": "ana", "can_come": "Dec 10", "attending": Attendance(rounds=frozenset({1}))}]
    rows += [{"id": "ben", "can_come": "Dec 3"}, {"id": "cam"}]
    reading = read_convening(people(*rows), ROUNDS)
    away = [not_seated(reading.people, number) for number in (1, 2)]
    assert [[one.person.id for one in each] for each in away] == [["ana"], ["ana", "ben"]]
    assert waiting(away[0], reading.convening) == ["ana"]
    assert waiting(away[1], reading.convening, 2) == [], "Ben has a seat in round 1"


@pytest.mark.parametrize("day", ["2026-12-03", ""])
def test_a_governance_table_with_a_day_changes_nothing_for_the_tables_that_seat_people(day: str) -> None:
    tables = [{**table, "day": day} for table in ROUNDS["tables"]]
    tables.append({"id": "lead", "kind": "steering", "people": ["ben"], "day": "2027-05-01"})
    listed = people({"id": "ana", "can_come": "Dec 3"}, "ben", "cam", "dee")
    reading = read_convening(listed, {**ROUNDS, "tables": tables})
    assert [len(not_seated(reading.people, number)) for number in (1, 2)] == [0, 1]
    assert [list_days(reading.convening, number)["lead"] for number in (1, 2)] == ["2027-05-01"] * 2


def test_a_governance_table_on_the_day_that_the_others_state_follows_the_round() -> None:
    """It stands for the day of the meeting there too, so round 2 does not print the day of round 1."""
    tables = [*ROUNDS["tables"], {"id": "lead", "kind": "steering", "people": ["ben"], "day": "2026-12-03"}]
    convening = read_convening(people("ana", "ben"), {**ROUNDS, "tables": tables}).convening
    found = [list_tables_with_days(convening, number)[-1] for number in (1, 2, 3)]
    assert [(one.id, one.day) for one in found] == [("lead", "2026-12-03"), ("lead", "2026-12-10"), ("lead", "")]


def test_the_days_of_rounds_are_compared_as_days_and_not_as_texts() -> None:
    tables = [{"id": "a", "day": "Thursday, 3 December 2026"}]
    reading = read_convening(people({"id": "ana", "can_come": "Dec 3"}, "ben"), {**ROUNDS, "tables": tables})
    days = [open_room(reading.people, reading.convening, number).tables[0].day for number in (1, 2)]
    assert days == ["Thursday, 3 December 2026", "2026-12-10"]
    assert [len(not_seated(reading.people, number)) for number in (1, 2)] == [0, 1]
