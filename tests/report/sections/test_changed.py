"""What changed since the last round, held against the two seatings."""

from __future__ import annotations

from seating.report.pages import render_report
from seating.report.sections.changed import fill
from seating.report.settings import Settings

from ..rich import EARLIER, after_rounds, rich


def test_without_an_earlier_round_nothing_is_said():
    assert fill(rich(), Settings()) is None
    assert "What changed" not in render_report(rich())


def test_everybody_is_in_the_group_they_belong_to():
    changed = fill(after_rounds(rich(), {"p08": "t03", **EARLIER}, EARLIER), Settings())
    groups = {
        group.title: {mover.name: (mover.origin, mover.target) for mover in group.people} for group in changed.groups
    }
    assert groups["Moved"] == {"Fern Whitlock": ("Capital", "Talent and skill")}
    assert groups["Absent this time"] == {"Omar Vance": ("Talent and skill", "")}
    assert groups["Back after a round away"] == {"Grace Lindqvist": ("", "Talent and skill")}
    assert len(groups["New"]) == 8
    told = {figure.label: figure.value for figure in changed.figures}
    assert told["at the same table"] == "4", "three at Capital, one of them when it was Money, and one at Talent"


def test_pairs_who_meet_again_are_counted_over_all_rounds():
    changed = fill(after_rounds(rich(), EARLIER, EARLIER), Settings())
    assert [(meeting.names, meeting.table, meeting.times) for meeting in changed.meetings] == [
        (("Ana Ruiz", "Ben Okafor"), "Capital", "2 times before"),
    ]


def test_pairs_beyond_the_first_are_counted():
    all_at_one = dict.fromkeys((f"p{n:02}" for n in range(1, 15)), "hall")
    changed = fill(after_rounds(rich(), all_at_one), Settings())
    assert len(changed.meetings) == 20
    assert changed.more_meetings == "6 more pairs meet again.", "5, 5 and 4 people are 10, 10 and 6 pairs"
    assert {group.people[0].origin for group in changed.groups if group.title == "Moved"} == {"hall"}
