"""What a move changes, in words: how many musts and wishes are met, and for whom."""

from __future__ import annotations

import random
import re

import pytest

from seating.api.gains import GainLine
from seating.api.manual_seating import judge_manual_seating
from seating.board.move_effects import NOTHING_CHANGES, MoveEffect, describe_change, describe_gain
from seating.report.tones import Tone
from seating.result.staff_plan import list_seat_requirements
from seating.wording import said
from tests.docs.blocks import ROOT

from .conftest import Client, make_session
from .test_room import seat_in_turn
from .test_rules_room import write_groups
from .test_search_in_place import TOGETHER


def line(before: int, after: int, weight: int = 0, says: str = "Ana and Ben at one table") -> GainLine:
    return GainLine(f"{says}{weight}", not weight, None, before, after, weight, said(says))


def effect(*lines: GainLine) -> MoveEffect:
    units = sum(one.units for one in lines if one.is_must)
    return MoveEffect(units, sum(one.points for one in lines), lines)


BROKEN, KEPT = line(0, 1), line(2, 0, 3)


@pytest.mark.parametrize(
    ("made", "full", "badge", "tone"),
    [
        (NOTHING_CHANGES, "just as good", "0", Tone.GRAY),
        (effect(BROKEN), "1 more must unmet", "! 1", Tone.BAD),
        (effect(BROKEN, KEPT, KEPT), "1 more must unmet; 2 more wishes met", "! 1", Tone.BAD),
        (effect(line(1, 3)), "1 unmet must gets worse", "! 1", Tone.BAD),
        (effect(line(3, 1), line(2, 0)), "1 more must met; 1 unmet must gets better", "✓ 2", Tone.GOOD),
        (effect(KEPT), "1 more wish met", "+1", Tone.GOOD),
        (effect(line(0, 2, 1), line(0, 1, 1)), "2 fewer wishes met", "−2", Tone.OPEN),
        (effect(line(1, 2, 1)), "1 unmet wish is further from being met", "−1", Tone.OPEN),
        (effect(line(2, 1, 1)), "1 unmet wish is closer to being met", "+1", Tone.GOOD),
        (effect(line(0, 1, 1), KEPT), "1 fewer wish met; 1 more wish met; better overall", "+1", Tone.GOOD),
        (effect(line(0, 6, 1), KEPT), "1 fewer wish met; 1 more wish met; just as good overall", "0", Tone.GRAY),
        (effect(BROKEN, line(4, 0)), "1 more must unmet; 1 more must met; better overall", "✓ 1", Tone.GOOD),
        (MoveEffect(1, 0), "worse overall", "!", Tone.BAD),
        (MoveEffect(0, -4), "better overall", "+", Tone.GOOD),
    ],
)
def test_an_effect_is_told_in_rules_and_wishes(made: MoveEffect, full: str, badge: str, tone: Tone) -> None:
    assert (made.full, made.badge, made.tone) == (full, badge, tone)


def test_beside_a_rule_the_brief_form_leaves_wishes_out_and_the_told_form_names_the_first_change() -> None:
    made = effect(BROKEN, KEPT)
    assert made.brief == "1 must gets worse"
    assert [effect(one).brief for one in (line(1, 0), KEPT)] == ["1 must gets better", "1 wish is better met"]
    assert [one.brief for one in (NOTHING_CHANGES, MoveEffect(1, 0))] == ["just as good", "worse overall"]
    assert made.told == "1 more must unmet: Ana and Ben at one table; 1 more wish met"
    assert made.in_points == "Shortfall of musts: +1. Points for wishes that are not met: −6."


@pytest.mark.text
def test_no_text_of_a_screen_speaks_of_a_penalty() -> None:
    texts = [
        path.read_text(encoding="utf-8") for path in (ROOT / "seating" / "board").rglob("*.*") if path.suffix != ".pyc"
    ]
    told = [found[2] for text in texts for found in re.finditer(r"(_|gettext|said|message)\(\s*\"([^\"]*)", text)]
    assert len(told) > 300
    assert [text for text in told if "penalt" in text.casefold()] == []


def find_subjects(findings) -> set:
    return {(one.table, (one.group or "").casefold(), one.people) for one in findings if one.shortfall}


@pytest.mark.room
def test_the_numbers_are_those_of_the_findings(city: Client) -> None:
    """Counted by table, pair or group in what the judge finds before and after."""
    opened = city.session.read()
    rng, ids = random.Random(34), [person.id for person in opened.inputs.room.persons]
    tables, seen = [table.id for table in opened.inputs.room.tables], set()
    seats = {one: rng.choice(tables) for one in ids}
    now, gains = judge_manual_seating(opened.inputs, seats), city.session.gains()
    gains.seat(seats)
    for person in rng.sample(ids, 8):
        for gain in gains.list_moves(person)[:-1]:
            then = judge_manual_seating(opened.inputs, {**seats, person: gain.table})
            made = describe_change(now, then)
            assert describe_gain(gain, gains.describe(person, gain)).full == made.full
            broken = kept = 0
            for one in list_seat_requirements(now):
                had, has = (
                    {
                        (f.table, (f.group or "").casefold(), f.people)
                        for f in result.verdict(one).findings
                        if f.shortfall
                    }
                    for result in (now, then)
                )
                if one.is_must and now.verdict(one).shortfall != then.verdict(one).shortfall:
                    broken, kept = broken + len(has - had), kept + len(had - has)
            for number, change in ((broken, "unmet"), (kept, "met")):
                told = re.search(rf"(\d+) more musts? {change}", made.full)
                assert (int(told[1]) if told else 0) == number
            seen.add(made.full)
    assert len(seen) > 5


def test_a_reason_tells_no_number_that_stays_as_it_is(tmp_path) -> None:
    session = make_session(write_groups(tmp_path, TOGETHER), tmp_path / "out")
    seat_in_turn(session)
    room, gains = session.read().inputs.room, session.gains()

    def count(seats) -> dict[str, int]:
        groups = {person.id: person.values("Group")[0] for person in room.persons}
        return {group: len({seats[one] for one in groups if groups[one] == group}) for group in groups.values()}

    told, now = 0, gains.seats
    for person in room.persons:
        for gain in gains.list_moves(person.id):
            then = count({**now, person.id: gain.table})
            for line in gains.describe(person.id, gain) if gain.table else ():
                for group, number in re.findall(r"(\w+): at (\d+) tables", str(line.says)):
                    told += 1
                    assert then[group] == int(number) != count(now)[group], line.says
    assert told
