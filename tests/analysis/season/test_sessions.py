"""Which sessions one person can go to."""

from __future__ import annotations

from random import Random

import pytest

from seating.analysis.season import session_times
from seating.analysis.season.hosts import list_expected
from seating.analysis.season.session_times import are_compatible, find_clashes, in_order_of_time, is_season
from seating.profiles.days import find_date
from tests.builders import requirement, room, table


def session(identity: str = "a", day: str = "2027-03-02", time: str = "18:00-19:30", place: str = "Hall"):
    return table({"id": identity, "day": day, "time": time, "place": place})


@pytest.mark.parametrize(
    ("other", "travel", "compatible"),
    [
        (session(day="2027-03-03", place="Library"), 0, True),
        (session(day="2027-03-03", place="Library"), 1, False),
        (session(day="2027-03-04", place="Library"), 1, True),
        (session(day="2027-03-03"), 1, True),  # the same place needs no travel
        (session(time="19:00-20:00"), 0, False),
        (session(time="19:30-21:00"), 0, True),
        (session(time="19:30-21:00", place="Library"), 0, False),  # no hour for the way
        (session(time="20:30-21:00", place="Library"), 0, True),
        (session(time="16:00-17:00", place=" hall"), 0, True),
        (session(time=""), 0, False),
        (session(time="", day="2027-03-03"), 0, True),
        (session(day="Friday"), 0, False),
        (session(day="2027-03-03", place=""), 0, False),
        (session(day="2027-03-01", time="23:00-19:00"), 0, False),  # past midnight, into the other session
    ],
)
def test_two_sessions_that_one_person_can_go_to(other, travel, compatible):
    assert are_compatible(session(), other, travel) is compatible
    assert are_compatible(other, session(), travel) is compatible


def test_clashes_are_pairs_of_indices():
    tables = [session("a"), session("b", day="2027-03-03"), session("c", time="18:30")]
    assert find_clashes(tables).tolist() == [[0, 2]]


def test_a_season_is_two_sessions_that_one_person_can_go_to():
    assert is_season([session("a"), session("b", day="2027-03-03")])
    assert not is_season([session("a"), session("b")])
    assert not is_season([session("a"), table("b")])
    assert not is_season([table({"id": "a", "day": "Monday"}), table({"id": "b", "day": "Friday"})])


def test_a_season_is_found_without_a_look_at_every_pair():
    random, found = Random(4), []
    for number in range(600):
        texts = (("", "2027-03-02", "2027-03-03"), ("", "9:00-10:00", "10:30", "23:00-11:30"), ("", "Hall", "Library"))
        tables = [session(f"t{n}", *map(random.choice, texts)) for n in range(random.randint(0, 4))]
        pairs = len(tables) * (len(tables) - 1) // 2
        found.append(is_season(tables))
        assert found[-1] is (len(find_clashes(tables)) < pairs), (number, tables)
    assert 100 < sum(found) < 500


def test_the_time_of_each_of_many_sessions_is_read_once(monkeypatch):
    read: list[str] = []
    monkeypatch.setattr(session_times, "find_date", lambda text: read.append(text) or find_date(text))
    assert len(find_clashes([session(f"t{n}") for n in range(80)])) == 80 * 79 // 2
    assert len(read) == 80


def test_sessions_are_sorted_by_day_and_time():
    tables = [table("x"), session("late", time="20:00"), session("next", day="2027-03-03"), session("early")]
    assert [one.id for one in in_order_of_time(tables)] == ["early", "late", "next", "x"]


def test_people_are_listed_for_each_table_only_where_someone_cannot_come() -> None:
    """With 90,000 people and 11,250 tables, a list for each table would take minutes."""
    here = room([{"id": one} for one in ("ana", "ben", "cam")], [{"id": "north"}, {"id": "south"}])
    musts = [requirement("keep_from", id="kept", people=["ben"], tables=["south"], must=True)]
    expected = list_expected(here, musts)
    assert expected["north"] is here.people
    assert [person.id for person in expected["south"]] == ["ana", "cam"]
