"""Voices over the rounds; members who are away; staff by round."""

from __future__ import annotations

from dataclasses import replace

import pytest

from seating.analysis.aims import find_frame_voices
from seating.convening.schema import Frame
from seating.profiles import People, Person
from seating.report import members_away, voices_over_rounds
from seating.report.pages import render_report
from seating.requirements.voice import VoiceRequirement
from seating.result import Result
from seating.room.history import History, PastRound, PastVoice
from tests.present.told import cells, titles, told
from tests.report.conftest import Page
from tests.report.made_up import small

CAPTION = "Whether each voice was heard, and how many of its people had seats where it was asked for"
HEARD = PastVoice("heard", {"capital": 2, "money": 1, "talent": 0})


def after(*rounds: PastRound) -> Result:
    result = small()
    tables = tuple(t.model_copy(update={"was": ("money",)}) if t.id == "talent" else t for t in result.room.tables)
    return replace(result, room=replace(result.room, tables=tables, history=History(rounds)))


def test_without_an_earlier_round_nothing_is_told() -> None:
    assert not list(voices_over_rounds.list_blocks(small()))
    assert not list(members_away.list_blocks(small()))


def test_each_voice_has_its_state_and_place_in_each_round() -> None:
    """Gray where nobody knows, nothing where it was not asked for, and no word on a private voice."""
    unheard = PastVoice("missing", dict.fromkeys(("a", "b", "c", "d"), 1))
    result = after(
        PastRound(0, {"p01": "capital"}),
        PastRound(1, {}, voices={"voice-1": HEARD, "voice-2": unheard, "voice-4": HEARD}),
        PastRound(2, {}, voices={"voice-1": PastVoice("unknown")}),
        PastRound(3, {"p01": "capital"}, is_planned=True),
    )
    blocks = list(voices_over_rounds.list_blocks(result))
    assert titles(blocks, CAPTION) == ["Voice", "Before round 1", "Round 1", "Round 2", "Round 3", "This round"]
    rows = {name: rounds for name, *rounds in cells(blocks)[CAPTION]}
    assert set(rows) == {"Microentrepreneurs", "Youth", "Elders"}
    assert rows["Microentrepreneurs"][:3] == ["Not known", "Heard Capital 2, Talent and skill 1", "Not known"]
    assert rows["Youth"][1:3] == ["Missing 4 tables", "not asked"]
    assert {rounds[3] for rounds in rows.values()} == {"planned"}


def test_a_voice_is_found_by_what_it_is_and_not_by_its_number() -> None:
    """A requirement that was added or taken away before another changed the number of both."""
    names = {"voice-1": "Elders", "voice-2": "Night workers", "voice-3": "Youth"}
    states = {"voice-1": "heard", "voice-2": "missing", "voice-3": "too_few"}
    past = {identity: PastVoice(states[identity], {}, name) for identity, name in names.items()}
    result = after(PastRound(1, {}, voices=past))
    rows = {name: rounds[0] for name, *rounds in cells(voices_over_rounds.list_blocks(result))[CAPTION]}
    assert rows == {"Elders": "Heard", "Microentrepreneurs": "not asked", "Youth": "Too few"}


@pytest.mark.parametrize(("identity", "told"), [("voice-1", "not asked"), ("traders", "Heard")])
def test_a_voice_with_another_name_is_the_same_only_if_the_convener_wrote_its_id(identity: str, told: str) -> None:
    result = after(PastRound(1, {}, voices={identity: PastVoice("heard", {}, "Traders")}))
    voices = tuple(replace(v, id=identity) if v.id == "voice-1" else v for v in result.review.voices)
    result = replace(result, review=replace(result.review, voices=voices))
    rows = {name: rounds[0] for name, *rounds in cells(voices_over_rounds.list_blocks(result))[CAPTION]}
    assert rows["Microentrepreneurs"] == told


def test_a_needed_cell_of_the_frame_is_a_voice_that_no_requirement_asks_for() -> None:
    result = after(PastRound(1, {}, voices={"frame-1": PastVoice("missing")}))
    frame = Frame(rows="sector", columns="age", needed=(("labor", "young"),))
    cell = find_frame_voices(frame, result.room, result.plan)
    review = replace(result.review, voices=(*result.review.voices, *cell))
    (row,) = [
        row
        for row in cells(voices_over_rounds.list_blocks(replace(result, review=review)))[CAPTION]
        if row[0] == "labor · young"
    ]
    assert row[1] == "Missing"


def test_only_the_last_rounds_are_shown_and_it_is_said() -> None:
    blocks = list(voices_over_rounds.list_blocks(after(*(PastRound(n, {}) for n in range(1, 10)))))
    assert titles(blocks, CAPTION)[1] == "Round 4"
    assert told(blocks).startswith("Earlier rounds that are not shown: 3")


def test_what_a_voice_carries_is_said_with_its_weight() -> None:
    carried = VoiceRequirement(id="voice-2", name="Youth", who={"age": "young"}, carry=True, weight=2)
    result = after(*(PastRound(n, {}, unmet=frozenset({"voice-2"})) for n in (1, 2)))
    asked = carried.after(result.room.history)
    result = replace(result, requirements=tuple(asked if r.id == "voice-2" else r for r in result.requirements))
    assert [name for name, *_ in cells(voices_over_rounds.list_blocks(result))[CAPTION]] == [
        "Elders",
        "Youth Last rounds in which it was unmet: 2",
        "Microentrepreneurs",
    ]


def test_members_away_and_staff_by_round() -> None:
    """A member who is away and still of the convening is named; who declined, or came, is not."""
    result = after(
        PastRound(1, {"p01": "capital"}, staff={"s01": "money"}),
        PastRound(2, {"x01": "money", "x02": "money", "p01": "capital"}, {"nobody": "money"}, staff={"s01": "attic"}),
    )
    blocks = list(members_away.list_blocks(result))
    assert next(iter(cells(blocks))) == "People who are away in this round, by the table where they last sat"
    away, staff = cells(blocks).values()
    assert away == [("Talent and skill", "Omar Vance")]
    assert titles(blocks, "Where the staff sat in each round") == ["Name", "Round 1", "Round 2", "This round"]
    assert [tables for _, *tables in staff] == [["Talent and skill", "attic", "Capital"]]


def test_who_was_already_away_in_the_last_round_is_still_named() -> None:
    result = after(PastRound(1, {"x01": "money", "p01": "capital"}), PastRound(2, {"p01": "capital"}))
    (away,) = cells(members_away.list_blocks(result)).values()
    assert away == [("Talent and skill", "Omar Vance")]


def test_the_pages_are_made_of_it() -> None:
    result = after(PastRound(1, {"x01": "money"}, staff={"s01": "money"}, voices={"voice-1": HEARD}))
    texts = Page(render_report(result)).texts
    for caption in (
        "Whether each voice was heard, and how many of its people had seats where it was asked for",
        "Where the staff sat in each round",
    ):
        assert caption in texts


@pytest.mark.parametrize(("identity", "is_told"), [("gone-1", True), ("forgotten-1", False)])
def test_a_person_who_was_forgotten_is_not_told_as_away(identity: str, is_told: bool) -> None:
    """A saved list still has a row for them. It is not known why they have no seat."""
    result = after(PastRound(1, {identity: "capital"}))
    listed = replace(result, people=People((*result.people, Person(id=identity, name="Zoe Quill"))))
    rows = cells(members_away.list_blocks(listed))
    assert bool(rows.get("People who are away in this round, by the table where they last sat")) is is_told
