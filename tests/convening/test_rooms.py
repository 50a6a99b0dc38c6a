"""Who is seated in a round, and why others are not."""

from __future__ import annotations

from seating.convening import not_seated, open_room, read_convening
from seating.profiles import Attendance
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
        ("ana", "comes only to rounds 2 and 3"),
        ("ben", "attending is no"),
        ("cam", "status is idea"),
        ("fay", "status is declined"),
    ]
    assert "ana" not in [n.person.id for n in not_seated(LISTED, 3)]
