"""The governance picture: duties, governance tables, and who carries word between them."""

from __future__ import annotations

from dataclasses import replace

from seating.history import History, PastRound
from seating.report.pages import render_report
from seating.report.sections import governance as section
from seating.report.settings import STANDARD
from seating.result import Membership, Result
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
