"""The governance picture: duties, governance tables, and who carries word between them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import seating
from seating.cli.views.result import describe_quality
from seating.engines.outcome import Status
from seating.history import History, PastRound
from seating.initiative.memberships import Membership
from seating.present.settings import STANDARD, Settings
from seating.report.labels import Tone
from seating.report.pages import render_report
from seating.report.sections import governance as section
from seating.report.sections import verdict
from seating.result import Result
from seating.tables import Table
from tests.builders import requirement
from tests.report.conftest import Page
from tests.report.made_up import small

LEAD = Table.model_validate({"id": "lead", "name": "Leadership", "from": "chair", "kind": "leadership"})
STEER = Table.model_validate({"id": "steer", "kind": "steering", "people": ["p06", "x01"]})

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
    return replace(result, convening=convening, memberships=found, duties=DUTIES)


def test_without_governance_tables_and_duties_there_is_no_picture() -> None:
    assert section.fill(replace(small(), duties={"s01": ("interpreter",)}), STANDARD) is None


def test_every_table_says_who_carries_its_word_where() -> None:
    data = section.fill(governed(), STANDARD)
    assert data is not None
    assert data.tables == ("Leadership", "steer")
    told = {way.anchor: [[(c.name, c.role) for c in carriers or ()] for carriers in way.carriers] for way in data.ways}
    names = {person.id: person.label for person in small().people}
    assert told["table-capital"] == [[(names["p01"], "chair")], []]
    assert told["table-talent"] == [[(names["p07"], SUGGESTED), (names["p08"], SUGGESTED)], [(names["p06"], "member")]]
    assert told["table-t03"] == [[], []]


def linked() -> Result:
    """Return the governed room, in which everyone at Capital needs a counterpart at Talent and skill."""
    result = governed()
    asked = requirement("counterpart", of="organization", **{"from": "capital", "to": "talent"})
    return replace(result, requirements=(*result.requirements, asked))


def test_counterparts_carry_word_both_ways() -> None:
    result = linked()
    data = section.fill(result, STANDARD)
    assert data is not None
    expected = {
        p.label
        for p in result.room.people
        if result.plan.seats[p.id] == "talent"
        and any(m.organization == p.organization for m in result.room.members(result.plan)["capital"])
    }
    assert expected
    assert data.tables == ("Leadership", "steer", "Capital", "Talent and skill")
    told = {way.anchor: dict(zip(data.tables, way.carriers, strict=True)) for way in data.ways}
    for anchor, target in (("table-talent", "Capital"), ("table-capital", "Talent and skill")):
        assert {(c.name, c.role) for c in told[anchor][target] or ()} == {(name, "counterpart") for name in expected}
    assert told["table-capital"]["Capital"] is None, "a table carries no word to itself"
    assert told["table-t03"]["Capital"] == ()


def test_a_private_requirement_draws_no_way() -> None:
    data = section.fill(replace(linked(), private_names={"counterpart-1": "private-1"}), STANDARD)
    assert data is not None
    assert data.tables == ("Leadership", "steer")


def test_a_table_from_which_nobody_carries_word_is_drawn_dashed_and_named() -> None:
    data = section.fill(governed(), STANDARD)
    assert data is not None
    assert data.picture is not None
    labels = [table.label for table in governed().room.tables]
    silent = [label for label in labels if label not in ("Capital", "Talent and skill")]
    assert silent
    assert data.n_unheard == len(silent)
    assert all(label in data.unheard for label in silent)
    boxes = data.picture.boxes
    assert [box.label for box in boxes] == [*labels, "Leadership", "steer"]
    assert [box.label for box in boxes if box.is_unheard] == silent
    assert len(data.picture.lines) == 3
    assert all(box.x + data.picture.box_width <= data.picture.width for box in boxes)
    assert all(box.y + data.picture.box_height <= data.picture.height for box in boxes)


def test_a_long_name_is_cut_in_the_picture_and_whole_in_the_table() -> None:
    result = governed()
    name = "Governance of everything that concerns the whole region"
    tables = (*result.convening.tables[:-1], STEER.model_copy(update={"name": name}))
    convening = result.convening.model_copy(update={"tables": tables})
    data = section.fill(replace(result, convening=convening), STANDARD)
    assert data is not None
    assert data.picture is not None
    assert data.picture.boxes[-1].label == "Governance of everything t…"
    assert data.tables[-1] == name


def test_members_by_name_say_where_they_sit_or_that_they_do_not() -> None:
    data = section.fill(governed(), STANDARD)
    assert data is not None
    assert [(own.governance, own.member.anchor != "", own.table) for own in data.own] == [
        ("steer", True, "Talent and skill"),
        ("steer", False, ""),
    ]


def test_duties_are_told_with_whoever_held_them_there_before() -> None:
    """The last ones first; a table's earlier id counts as the table, another table's holders do not."""
    held = (
        PastRound(1, {"p02": "money", "p09": "talent"}, duties={"p02": ("Chair",), "p09": ("chair",)}),
        PastRound(2, {"p03": "capital"}, duties={"p03": ("chair",), "gone": ("chair",)}),
        PastRound(2, {"p04": "capital"}, duties={"p04": ("chair",)}, suggested=frozenset({("p04", "chair")})),
        PastRound(3, {"p02": "capital"}, duties={"p02": ("chair",)}),
    )
    result = governed()
    tables = tuple(t.model_copy(update={"was": ("money",)}) if t.id == "capital" else t for t in result.room.tables)
    room = replace(result.room, tables=tables, history=History(held))
    data = section.fill(replace(result, room=room), STANDARD)
    assert data is not None
    names = {person.id: person.label for person in result.people}
    before = {(line.anchor, line.duty): line.before for line in data.held}
    assert before == {
        ("table-capital", "chair"): f"{names['p02']} (1, 3) and {names['p03']} (2)",
        ("table-talent", "chair"): f"{names['p09']} (1)",
        ("table-talent", "<scribe>"): "",
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


def composed(*asked: dict[str, object]) -> Result:
    """Return a solved round of eight people, seven of one organization, with three governance tables."""
    rows = [{"id": f"p{n:02}", "name": f"Person {n}", "organization": "One" if n < 7 else "Two"} for n in range(8)]
    return seating.solve(rows, {"tables": BODIES, "requirements": list(asked)})


def test_each_governance_table_says_how_its_members_were_found() -> None:
    data = section.fill(composed(), STANDARD)
    assert data is not None
    assert [(body.label, body.members, body.found) for body in data.bodies] == [
        ("Board", 3, "1 by name; the others chosen by the program"),
        ("Lead", 1, "drawn: those with the duty “chair” at other tables; the liaisons of b"),
        ("Steering", 2, "2 by name"),
    ]
    assert "drawn from the other tables or appointed" not in render_report(composed())


def test_verdicts_there_have_their_own_penalty_and_say_only_what_is_proven() -> None:
    cap = {"kind": "cap", "of": "organization", "at_most": 1, "at": ["board", "steer"], "weight": 2}
    result = composed(cap)
    data = section.fill(result, STANDARD)
    assert data is not None
    told = {one.tables: (one.summary, one.proof) for one in data.verdicts}
    assert told == {
        "Board": (
            "2 of 3 requirements are met. Penalty: 2.",
            "Proven: no choice of members has a lower penalty.",
        ),
        "Steering": (
            "0 of 1 requirement is met. Penalty: 2.",
            "The members were not chosen, so nothing better was searched for.",
        ),
    }
    first = data.verdicts[0].asked[0]
    assert (first.id, first.is_met, first.state, first.binds) == ("cap-1", False, "Unmet, off by 1", "Should, weight 2")
    assert first.lacks
    page = Page(render_report(result))
    assert "Proven: no choice of members has a lower penalty." in " ".join(page.texts)


def test_without_a_proof_no_proof_is_printed() -> None:
    cap = {"kind": "cap", "of": "organization", "at_most": 1, "at": "board", "weight": 2}
    result = composed(cap)
    (view,) = result.governance
    told = {}
    for status, bound in ((Status.FEASIBLE, 1), (Status.FEASIBLE, None), (Status.FEASIBLE, 0)):
        changed = replace(result, governance=(replace(view, status=status, bound=bound),))
        data = section.fill(changed, STANDARD)
        assert data is not None
        told[bound] = data.verdicts[0].proof
    assert told[1] == "Proven: no choice of members has a penalty below 1."
    assert told[None] == told[0] == "It is not proven that no choice of members has a lower penalty."


def test_a_private_requirement_there_keeps_its_sentence_and_people() -> None:
    cap = {"kind": "cap", "of": "organization", "at_most": 1, "at": "steer", "weight": 2, "private": True}
    result = composed(cap)
    assert result.private_names
    html = render_report(result)
    assert "A private requirement." in html
    data = section.fill(result, STANDARD)
    assert data is not None
    (line,) = data.verdicts[1].asked
    assert (line.id, line.lacks, line.state) == ("private-1", (), "Unmet")


def test_the_verdicts_are_in_spanish() -> None:
    cap = {"kind": "cap", "of": "organization", "at_most": 1, "at": "board", "weight": 2}
    html = render_report(composed(cap), Settings(language="es"))
    for text in ("Demostrado: ninguna elección de miembros tiene una penalización menor.", "elegidos por el programa"):
        assert text in html


def test_a_missing_counterpart_is_on_the_first_page(tmp_path: Path) -> None:
    """Nothing is called complete while a member of the board has nobody of theirs at the other table."""
    rows = "id,name,works_for\n" + "".join(f"{p},{p.title()},\n" for p in "abc") + "d,D,a\n"
    (tmp_path / "people.csv").write_text(rows, encoding="utf-8")
    tables = "tables: [{id: x}, {id: y}, {id: board, kind: governance, people: [a, b]}]\n"
    voice = "{kind: voice, name: everyone, who: {name: A}}"
    asked = "{kind: counterpart, of: works_for, from: board, to: y, at_least: 1}, {kind: pin, people: [d], tables: x}"
    (tmp_path / "convening.yaml").write_text(f"{tables}requirements: [{voice}, {asked}]\n", encoding="utf-8")
    result = seating.solve(tmp_path / "people.csv")
    first = verdict.fill(result, STANDARD)
    assert first.without_voices.startswith("A member or a table lacks a counterpart.")
    assert first.tone is Tone.OPEN
    assert "Every requirement is met" not in first.quality
    assert "Every requirement is met" not in describe_quality(result)
