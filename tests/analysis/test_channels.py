"""Who carries word between tables: members of governance tables, and counterparts."""

from __future__ import annotations

from seating.analysis.channels import Channel, find_channels, find_unheard
from seating.room.plan import Plan
from tests.builders import requirement, room

ROOM = room(
    [{"id": "ana"}, {"id": "ben"}, {"id": "cam", "works_for": "ana"}, {"id": "dee"}],
    ["board", "staff", "street"],
)
PLAN = Plan({"ana": "board", "ben": "board", "cam": "staff", "dee": "street"})
LINKED = requirement("counterpart", of="works_for", **{"from": "board", "to": "staff"})


def test_a_member_speaks_for_the_table_they_were_drawn_from_or_sit_at() -> None:
    members = [("lead", "cam", "chair of staff"), ("lead", "dee", "member"), ("lead", "zoe", "member")]
    found = find_channels(ROOM, PLAN, members, ())
    assert found == (Channel("staff", "lead", "cam", "chair"), Channel("street", "lead", "dee", "member"))
    assert find_unheard(ROOM, PLAN, found) == ("board",)


def test_a_member_of_the_table_where_they_sit_carries_no_word() -> None:
    assert find_channels(ROOM, PLAN, [("street", "dee", "liaison")], ()) == ()


def test_staff_carry_no_word_of_the_table_at_which_they_serve() -> None:
    """A director who observes a table is no messenger of its people, even as a member of the steering table."""
    here = room(["ana", {"id": "rob", "duty": "observer"}], ["board", "staff"])
    seated = Plan({"ana": "board", "rob": "staff"})
    members = [("lead", "rob", "member"), ("lead", "ana", "member")]
    assert find_channels(here, seated, members, ()) == (Channel("board", "lead", "ana", "member"),)


def test_a_counterpart_carries_word_both_ways() -> None:
    found = find_channels(ROOM, PLAN, (), [LINKED, LINKED])
    ways = [(channel.origin, channel.target, channel.person) for channel in found]
    assert ways == [("staff", "board", "cam"), ("board", "staff", "cam")]
    assert find_unheard(ROOM, PLAN, found) == ("street",)


def test_without_any_way_no_table_is_heard() -> None:
    assert find_unheard(ROOM, PLAN, ()) == ("board", "staff", "street")


def test_a_table_where_no_one_sits_has_nothing_to_be_heard() -> None:
    assert find_unheard(ROOM, Plan({"ana": "board", "cam": "staff"}), ()) == ("board", "staff")


def test_a_table_of_held_seats_alone_has_nothing_to_be_heard() -> None:
    here = room(["ana", {"id": "held", "status": "open"}], ["board", "street"])
    assert find_unheard(here, Plan({"ana": "board", "held": "street"}), ()) == ("board",)
