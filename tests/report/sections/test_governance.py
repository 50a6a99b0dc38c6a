"""The governance picture: duties, governance tables, and who carries word between them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

import seating
from seating.analysis.initiative.changes import FormerList, FormerRow
from seating.analysis.initiative.memberships import Membership
from seating.api.request import Request
from seating.api.saved_rounds.saved_result import saved_result
from seating.api.solve import solve_request
from seating.convening.convening_file import list_stated
from seating.engines.outcome import Status
from seating.present.blocks import Block, Card, Raw
from seating.present.settings import Settings
from seating.report.pages import render_report
from seating.report.quality import describe_quality
from seating.report.sections import governance as section
from seating.report.sections import verdict
from seating.report.shown_channels import ChannelPicture
from seating.report.tones import Tone
from seating.result import Result, naming
from seating.result.naming import may_hide_ways
from seating.result.privacy import for_reader
from seating.result.readers import Audience
from seating.room.history import History, PastRound
from seating.room.tables import Table
from tests.builders import requirement
from tests.present.told import cells, titles, told
from tests.report.conftest import Page
from tests.report.made_up import small

LEAD = Table.model_validate({"id": "lead", "name": "Leadership", "from": "chair", "kind": "leadership"})
STEER = Table.model_validate({"id": "steer", "kind": "steering", "people": ["p06", "x01"]})

WAYS = "Who carries messages between which tables"

SUGGESTED = "chair (suggested until elected)"

DUTIES = {"s01": ("interpreter",), "p01": ("chair",), "p07": ("chair", "<scribe>"), "p08": ("chair",)}


def governed() -> Result:
    result = small()
    capital = result.convening.tables[0].model_copy(update={"chair": ("p01",)})
    tables = (capital, *result.convening.tables[1:], LEAD, STEER)
    found = (
        Membership("lead", "p01", "chair of capital"),
        Membership("lead", "p07", "chair of talent"),
        Membership("lead", "p08", "chair of talent"),
        Membership("steer", "p06", "member"),
        Membership("steer", "x01", "member"),
    )
    convening = result.convening.model_copy(update={"tables": tables})
    return replace(result, convening=convening, memberships=found, duties=DUTIES, private_names={})


def test_without_governance_tables_and_duties_there_is_no_picture() -> None:
    assert not told(section.list_blocks(replace(small(), duties={"s01": ("interpreter",)})))


def test_every_table_says_who_carries_its_word_where() -> None:
    blocks = list(section.list_blocks(governed()))
    assert titles(blocks, WAYS) == ["From", "to Leadership", "to steer"]
    names = {person.id: person.label for person in small().people}
    assert cells(blocks)[WAYS] == [
        ("Capital", f"{names['p01']} chair", "no one"),
        ("Talent and skill", f"{names['p07']} {SUGGESTED}; {names['p08']} {SUGGESTED}", f"{names['p06']} member"),
        ("t03", "no one", "no one"),
    ]


def test_a_member_by_name_with_a_suggested_duty_is_not_told_as_a_suggestion_alone() -> None:
    """The place at the table stays, whoever the other table elects."""
    result = governed()
    named = LEAD.model_copy(update={"people": ("p07",)})
    tables = tuple(named if table.id == "lead" else table for table in result.convening.tables)
    result = replace(result, convening=result.convening.model_copy(update={"tables": tables}))
    names = {person.id: person.label for person in small().people}
    rows = cells(section.list_blocks(result))[WAYS]
    assert rows[1][1] == f"{names['p07']} named member; {SUGGESTED}; {names['p08']} {SUGGESTED}"


def picture_of(blocks: list[Block]) -> ChannelPicture:
    (picture,) = [block.data for block in blocks if isinstance(block, Raw)]
    assert isinstance(picture, ChannelPicture)
    return picture


def linked() -> Result:
    """Return the governed room, in which everyone at Capital needs a counterpart at Talent and skill."""
    result = governed()
    asked = requirement("counterpart", of="organization", **{"from": "capital", "to": "talent"})
    return replace(result, requirements=(*result.requirements, asked))


def test_counterparts_carry_word_both_ways() -> None:
    result = linked()
    expected = {
        p.label
        for p in result.room.people
        if result.plan.seats[p.id] == "talent"
        and any(m.organization == p.organization for m in result.room.members(result.plan)["capital"])
    }
    assert expected
    blocks = list(section.list_blocks(result))
    assert titles(blocks, WAYS)[1:] == ["to Leadership", "to steer", "to Capital", "to Talent and skill"]
    ways = {origin: dict(zip(titles(blocks, WAYS)[1:], to, strict=True)) for origin, *to in cells(blocks)[WAYS]}
    for origin, target in (("Talent and skill", "to Capital"), ("Capital", "to Talent and skill")):
        assert set(ways[origin][target].split("; ")) == {f"{name} counterpart" for name in expected}
    assert ways["Capital"]["to Capital"] == "–", "a table carries no word to itself"
    assert ways["t03"]["to Capital"] == "no one"


def test_a_private_requirement_draws_no_way() -> None:
    blocks = section.list_blocks(replace(linked(), private_names={"counterpart-1": "private-1"}))
    assert titles(blocks, WAYS) == ["From", "to Leadership", "to steer"]


def test_where_a_link_may_be_private_the_page_does_not_claim_that_there_is_none() -> None:
    """A counterpart by a private column links two tables, and no page for the team tells which."""
    result = linked()
    asked = result.requirements[-1]
    hidden = replace(
        result,
        convening=result.convening.model_copy(update={"requirements": (asked,)}),
        private_names={asked.id: "private-1"},
    )
    page = told(section.list_blocks(hidden))
    assert "No way to be heard is shown for: t03. Links that come from private requirements or from" in page
    assert "No one carries messages" not in page
    assert {cell for row in cells(section.list_blocks(hidden))[WAYS] for cell in row} & {"no one"} == set()
    assert "No way to be heard: t03." in told(section.list_blocks(replace(result, convening=hidden.convening)))


def test_private_cells_hide_no_links(tmp_path: Path) -> None:
    """Whether the person of such a cell stays away changes nothing that the page tells of other tables."""
    rows = "id,name,pin\na,A,x\nb,B,\nc,C,\n"
    (tmp_path / "people.csv").write_text(rows, encoding="utf-8")
    tables = "tables: [{id: x}, {id: y}, {id: board, kind: governance, people: [a]}]\n"
    (tmp_path / "convening.yaml").write_text(f"{tables}requirements: []\n", encoding="utf-8")
    result = seating.solve(tmp_path / "people.csv")
    assert result.private_names
    assert not may_hide_ways(result)


def test_stated_requirements_are_listed_once_however_many_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    listed = list[object]()
    monkeypatch.setattr(naming, "list_stated", lambda given: listed.append(given) or list_stated(given))
    result = linked()
    assert len(result.requirements) > 1
    assert not may_hide_ways(result)
    assert len(listed) == 1 + len(result.governance)


def test_a_table_from_which_nobody_carries_word_is_drawn_dashed_and_named() -> None:
    blocks = list(section.list_blocks(governed()))
    picture = picture_of(blocks)
    labels = [table.label for table in governed().room.tables]
    silent = [label for label in labels if label not in ("Capital", "Talent and skill")]
    assert silent
    assert f"No way to be heard: {' and '.join(silent)}. No one carries" in told(blocks)
    boxes = picture.boxes
    assert [box.label for box in boxes] == [*labels, "Leadership", "steer"]
    assert [box.label for box in boxes if box.is_unheard] == silent
    assert len(picture.lines) == 3
    assert all(box.x + picture.box_width <= picture.width for box in boxes)
    assert all(box.y + picture.box_height <= picture.height for box in boxes)


def test_a_long_name_is_cut_in_the_picture_and_whole_in_the_table() -> None:
    result = governed()
    name = "Governance of everything that concerns the whole region"
    tables = (*result.convening.tables[:-1], STEER.model_copy(update={"name": name}))
    convening = result.convening.model_copy(update={"tables": tables})
    blocks = list(section.list_blocks(replace(result, convening=convening)))
    assert picture_of(blocks).boxes[-1].label == "Governance of everything t…"
    assert titles(blocks, WAYS)[-1] == f"to {name}"


def test_members_by_name_say_where_they_sit_or_that_they_do_not() -> None:
    rows = cells(section.list_blocks(governed()))[
        ("Members of governance tables who were not drawn from another table")
    ]
    assert [row[1:] for row in rows] == [
        ("steer", "member", "Talent and skill"),
        ("steer", "member", "no seat in this round"),
    ]


def test_duties_are_told_with_whoever_held_them_there_before() -> None:
    """The last ones first; a table's earlier id counts as the table, another table's holders and plans do not."""
    held = (
        PastRound(1, {"p02": "money", "p09": "talent"}, duties={"p02": ("Chair",), "p09": ("chair",)}),
        PastRound(2, {"p03": "capital"}, duties={"p03": ("chair",), "gone": ("chair",)}),
        PastRound(2, {"p04": "capital"}, duties={"p04": ("chair",)}, suggested=frozenset({("p04", "chair")})),
        PastRound(3, {"p02": "capital"}, duties={"p02": ("chair",)}),
        PastRound(4, {"p04": "capital"}, duties={"p04": ("chair",)}, is_planned=True),
    )
    result = governed()
    tables = tuple(t.model_copy(update={"was": ("money",)}) if t.id == "capital" else t for t in result.room.tables)
    room = replace(result.room, tables=tables, history=History(held))
    rows = cells(section.list_blocks(replace(result, room=room)))["Duties at the tables"]
    names = {person.id: person.label for person in result.people}
    assert {(table, duty): before for table, duty, _, before in rows} == {
        ("Capital", "chair"): f"{names['p02']} (1, 3) and {names['p03']} (2)",
        ("Talent and skill", "chair"): f"{names['p09']} (1)",
        ("Talent and skill", "<scribe>"): "–",
    }


def test_who_held_a_duty_and_has_left_the_list_is_told_by_the_name_on_the_earlier_one() -> None:
    result = governed()
    past = PastRound(1, {"gone": "capital", "lost": "capital"}, duties={"gone": ("chair",), "lost": ("chair",)})
    former = FormerList(1, (), {"gone": FormerRow("Tamsin Greer", {})})
    result = replace(result, room=replace(result.room, history=History((past,))), former_list=former)
    rows = cells(section.list_blocks(result))["Duties at the tables"]
    assert [before for table, duty, _, before in rows if (table, duty) == ("Capital", "chair")] == ["Tamsin Greer (1)"]


def test_a_table_that_was_split_off_had_no_holders_of_the_other_part_since_then() -> None:
    """Capital kept its name when Talent was split from it before round 2, in which each had its own chair."""
    held = (
        PastRound(1, {"p02": "capital", "p09": "capital"}, duties={"p02": ("chair",)}),
        PastRound(2, {"p03": "capital", "p09": "talent"}, duties={"p03": ("chair",), "p09": ("chair",)}),
    )
    result = governed()
    tables = tuple(t.model_copy(update={"was": ("capital",)}) if t.id == "talent" else t for t in result.room.tables)
    room = replace(result.room, tables=tables, history=History(held))
    rows = cells(section.list_blocks(replace(result, room=room)))["Duties at the tables"]
    names = {person.id: person.label for person in result.people}
    assert {table: before for table, duty, _, before in rows if duty == "chair"} == {
        "Capital": f"{names['p03']} (2) and {names['p02']} (1)",
        "Talent and skill": f"{names['p09']} (2) and {names['p02']} (1)",
    }


def test_the_page_says_it_and_nothing_else_is_made_of_it() -> None:
    page = Page(render_report(governed()))
    assert "Who carries messages between which tables" in page.texts
    assert "<scribe>" in page.texts


BODIES = [
    {"id": "a", "seats": "2-12", "chair": ["p00"]},
    {"id": "b", "seats": "2-12"},
    {"id": "board", "name": "Board", "kind": "governance", "action_seat": "yes", "seats": 3, "people": ["p01"]},
    {"id": "lead", "name": "Lead", "kind": "leadership", "from": "chair", "liaisons": ["b"]},
    {"id": "steer", "name": "Steering", "kind": "steering", "people": ["p01", "p02"]},
]


def composed(*asked: dict[str, object], declined: int = 8) -> Result:
    """Return a solved round of eight people, seven of one organization, with three governance tables."""
    rows = [{"id": f"p{n:02}", "name": f"Person {n}", "organization": "One" if n < 7 else "Two"} for n in range(8)]
    rows = [{**row, "status": "declined" if n == declined else "confirmed"} for n, row in enumerate(rows)]
    return seating.solve(rows, {"tables": BODIES, "requirements": list(asked)})


def test_each_governance_table_says_how_its_members_were_found() -> None:
    rows = cells(section.list_blocks(composed()))["Governance tables and how their members were found"]
    assert rows == [
        ("Board", "3", "named: 1; the others chosen by the program"),
        ("Lead", "1", "drawn from other tables by duty: chair; liaisons: b"),
        ("Steering", "2", "named: 2"),
    ]
    assert "drawn from the other tables or appointed" not in render_report(composed())


def test_a_named_member_who_declined_is_not_counted_among_the_named() -> None:
    rows = cells(section.list_blocks(composed(declined=2)))["Governance tables and how their members were found"]
    assert rows[2] == ("Steering", "1", "named: 1")


def test_verdicts_there_have_their_own_penalty_and_say_only_what_is_proven() -> None:
    cap = {"kind": "cap", "of": "organization", "at_most": 1, "at": ["board", "steer"], "weight": 2}
    result = composed(cap)
    blocks = list(section.list_blocks(result))
    assert ("Requirements at Board\nRequirements met: 2 of 3. Proven: no choice of members is better.\n") in told(
        blocks
    )
    assert (
        "Requirements at Steering\nRequirements met: 0 of 1. "
        "The members were not chosen by the program, so it did not search for better ones.\n"
    ) in told(blocks)
    sentence, binds, state = cells(blocks)["Requirements at Board"][0]
    assert sentence.endswith(" cap-1")
    assert binds == "Wish"
    assert state.startswith("Unmet; ")
    page = Page(render_report(result))
    assert "Proven: no choice of members is better." in " ".join(page.texts)


def test_without_a_proof_no_proof_is_printed() -> None:
    cap = {"kind": "cap", "of": "organization", "at_most": 1, "at": "board", "weight": 2}
    result = composed(cap)
    (view,) = result.governance
    proofs = {}
    for status, bound in ((Status.FEASIBLE, 1), (Status.FEASIBLE, None), (Status.FEASIBLE, 0)):
        changed = replace(result, governance=(replace(view, status=status, bound=bound),))
        proofs[bound] = told(section.list_blocks(changed))
    for bound in (1, None, 0):
        assert "A better choice of members might exist." in proofs[bound]
        assert "Proven" not in proofs[bound]


def test_members_who_meet_everything_cannot_be_better() -> None:
    """Also if the choice was not searched for the best one, such as when as many members as possible stayed."""
    result = composed({"kind": "cap", "of": "organization", "at_most": 3, "at": "board", "weight": 2})
    (view,) = result.governance
    stayed = replace(result, governance=(replace(view, status=Status.FEASIBLE, bound=None),))
    assert "Requirements met: 3 of 3. Proven: no choice of members is better." in told(section.list_blocks(stayed))


def test_a_private_requirement_there_keeps_its_sentence_and_people() -> None:
    cap = {"kind": "cap", "of": "organization", "at_most": 1, "at": "steer", "weight": 2, "private": True}
    result = composed(cap)
    assert result.private_names
    html = render_report(result)
    assert "A private requirement." in html
    ((sentence, _, state),) = cells(section.list_blocks(for_reader(result, Audience.TEAM)))["Requirements at Steering"]
    assert sentence.endswith(" private-1")
    assert state == "Unmet"


def test_the_verdicts_are_in_spanish() -> None:
    cap = {"kind": "cap", "of": "organization", "at_most": 1, "at": "board", "weight": 2}
    html = render_report(composed(cap), Settings(language="es"))
    for text in ("Demostrado: ninguna elección de miembros es mejor.", "elegidos por el programa"):
        assert text in html


def test_a_missing_counterpart_is_on_the_first_page(tmp_path: Path) -> None:
    """Nothing is called complete while a member of the board has nobody of theirs at the other table."""
    rows = "id,name,works_for\n" + "".join(f"{p},{p.title()},\n" for p in "abc") + "d,D,a\n"
    (tmp_path / "people.csv").write_text(rows, encoding="utf-8")
    tables = "tables: [{id: x}, {id: y}, {id: board, kind: governance, people: [a, b]}]\n"
    voice = "{kind: voice, name: everyone, who: {name: A}}"
    asked = "{kind: counterpart, of: works_for, from: board, to: y, at_least: 1}, {kind: pin, people: [d], tables: x}"
    (tmp_path / "convening.yaml").write_text(f"{tables}requirements: [{voice}, {asked}]\n", encoding="utf-8")
    request = Request(tmp_path / "people.csv", out=tmp_path / "out", packet=False)
    solved = solve_request(request)
    for result in (solved, saved_result(replace(request, people=None)).result):
        (first, _) = verdict.list_blocks(result)
        assert isinstance(first, Card)
        assert "counterparts at y (too few)" in told([first])
        assert first.tone is Tone.OPEN
        assert "Every requirement is met" not in told([first])
    assert "Every requirement is met" not in describe_quality(result)
