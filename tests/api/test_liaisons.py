"""Liaisons of other tables are members of a table, besides their own seats."""

from __future__ import annotations

from pathlib import Path

import pytest

import seating
from seating.analysis.channels import Channel, find_channels, find_unheard
from seating.errors import InputError
from seating.present.blocks import Raw
from seating.present.settings import STANDARD
from seating.report.alone import power
from seating.report.members import governance_places
from seating.report.pages import render_packet
from seating.report.sections.governance import list_blocks
from seating.result.privacy import for_reader
from seating.result.readers import Audience
from tests.present.told import cells, titles

PEOPLE = "id,name,pin\n" + "".join(f"{p},{p.title()},{t}\n" for p, t in zip("abcdef", "xxyyzz", strict=True))
TABLES = "tables: [{id: x%s}, {id: y%s}, {id: z%s}]\nrequirements: [%s]\n"
DRAWN = "{kind: duty, name: liaison, at: z}"


def solved(folder: Path, x: str = "", y: str = "", z: str = "", asked: str = "") -> seating.Result:
    (folder / "people.csv").write_text(PEOPLE, encoding="utf-8")
    (folder / "convening.yaml").write_text(TABLES % (x, y, z, asked), encoding="utf-8")
    return seating.solve(folder / "people.csv")


def test_the_elected_liaison_of_another_table_is_a_member_and_keeps_the_seat(tmp_path: Path) -> None:
    result = solved(tmp_path, x=", liaisons: [y]", y=", liaison: [d]")
    assert [(one.table, one.person, one.role) for one in result.memberships] == [("x", "d", "liaison of y")]
    assert result.plan.seats["d"] == "y"


def test_both_ways_is_written_at_both_tables_and_a_table_without_liaison_is_not_heard(tmp_path: Path) -> None:
    result = solved(tmp_path, x=", liaison: [a], liaisons: [y]", y=", liaison: [d], liaisons: [x]")
    members = [(one.table, one.person, one.role) for one in result.memberships]
    assert set(members) == {("x", "d", "liaison of y"), ("y", "a", "liaison of x")}
    channels = find_channels(result.room, result.plan, members, ())
    assert set(channels) == {Channel("y", "x", "d", "liaison"), Channel("x", "y", "a", "liaison")}
    assert find_unheard(result.room, result.plan, channels) == ("z",)


def test_without_an_election_the_holder_of_the_duty_goes(tmp_path: Path) -> None:
    result = solved(tmp_path, x=", liaisons: [z]", asked=DRAWN)
    (member,) = result.memberships
    assert (member.table, member.role) == ("x", "liaison of z")
    assert result.plan.seats[member.person] == "z"
    assert "liaison" in result.duties[member.person]


def test_a_person_with_two_roles_at_a_table_is_a_member_once(tmp_path: Path) -> None:
    """A duty to which the table elected them comes before the one that they bring, and that before being named."""
    steer = ", {id: steer, kind: steering, people: [a, c], chair: [a], liaisons: [x, y]}"
    steer += ", {id: lead, kind: leadership, people: [c], chair: [a], from: liaison}"
    (tmp_path / "people.csv").write_text(PEOPLE, encoding="utf-8")
    tables = f"tables: [{{id: x, liaison: [a]}}, {{id: y, liaison: [c]}}, {{id: z}}{steer}]\n"
    (tmp_path / "convening.yaml").write_text(tables, encoding="utf-8")
    found = seating.solve(tmp_path / "people.csv").memberships
    assert sorted((one.table, one.person, one.role) for one in found) == [
        ("lead", "a", "chair"),
        ("lead", "c", "liaison of y"),
        ("steer", "a", "chair"),
        ("steer", "c", "liaison of y"),
    ]


@pytest.mark.parametrize("seed", range(4))
def test_a_liaison_is_not_sent_to_their_funder_where_another_can_go(tmp_path: Path, seed: int) -> None:
    """A funds E and sits at the table to which E or F could go."""
    rows = [f"{line},{'A' if line[0] == 'e' else ''}" for line in PEOPLE.splitlines()[1:]]
    (tmp_path / "people.csv").write_text("id,name,pin,funded_by\n" + "\n".join(rows) + "\n", encoding="utf-8")
    (tmp_path / "convening.yaml").write_text(TABLES % (", liaisons: [z]", "", "", DRAWN), encoding="utf-8")
    result = seating.solve(tmp_path / "people.csv", seed=seed)
    assert [one.person for one in result.memberships] == ["f"]
    assert cells(power.list_blocks(result)) == {}


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("spoken", ["abcdf", "abcd"], ids=["alone at the table", "alone with another"])
def test_a_liaison_can_talk_with_the_table_to_which_they_go(tmp_path: Path, seed: int, spoken: str) -> None:
    """E speaks only Vietnamese, and in one case F does too, beside English."""
    rows = [
        f"{line},{'vi' if line[0] == 'e' else 'en' if line[0] in spoken else 'vi; en'}"
        for line in PEOPLE.splitlines()[1:]
    ]
    (tmp_path / "people.csv").write_text("id,name,pin,languages\n" + "\n".join(rows) + "\n", encoding="utf-8")
    (tmp_path / "convening.yaml").write_text(TABLES % (", liaisons: [z]", "", "", DRAWN), encoding="utf-8")
    result = seating.solve(tmp_path / "people.csv", seed=seed)
    assert [one.person for one in result.memberships] == ["f"]


def test_a_liaison_who_has_to_meet_their_funder_is_on_the_page_about_power(tmp_path: Path) -> None:
    rows = [f"{line},{'A' if line[0] in 'ef' else ''}" for line in PEOPLE.splitlines()[1:]]
    (tmp_path / "people.csv").write_text("id,name,pin,funded_by\n" + "\n".join(rows) + "\n", encoding="utf-8")
    (tmp_path / "convening.yaml").write_text(TABLES % (", name: Board, liaisons: [z]", "", "", DRAWN), encoding="utf-8")
    result = seating.solve(tmp_path / "people.csv")
    (member,) = result.memberships
    (pair,) = cells(power.list_blocks(result))["People at the same table as someone they depend on"]
    assert pair == ("1 Board suggested until elected", "A", "funded_by", member.person.upper())
    assert "no one sits" not in render_packet(result)["convener-only/for-you-alone.html"]


def test_a_liaison_is_on_every_sheet_of_the_table_they_join(tmp_path: Path) -> None:
    """The board's table sheet, charter, harvest form and governance sheet name its liaisons beside its seats."""
    about = ", name: Board, kind: governance, action_seat: no, decides: by consent, people: [a, b], liaisons: [y]"
    result = solved(tmp_path, x=about, y=", liaison: [d]")
    pages = render_packet(result)
    for name in ("table-sheets.html", "governance.html", "worksheets.html", "facilitator.html"):
        anchor = ' id="table-x-harvest"' if name == "worksheets.html" else ' id="table-x"'
        (sheet,) = (one for one in pages[name].split("<article")[1:] if anchor in one)
        assert "liaison of y" in sheet, name
    (board,) = governance_places(for_reader(result, Audience.EVERYONE), STANDARD.words)
    assert [(member.name, member.role) for member in board.members] == [
        ("A", "sits at this table"),
        ("B", "sits at this table"),
        ("D", "liaison of y"),
    ]


def test_a_table_where_nobody_has_the_duty_is_noted(tmp_path: Path) -> None:
    result = solved(tmp_path, x=", liaisons: [y]")
    assert result.memberships == ()
    (note,) = (note for note in result.notes if note.slug == "drawn-from-nobody")
    assert "{kind: duty, name: liaison, at: y}" in note.text


@pytest.mark.parametrize(("word", "says"), [("x", "is the table itself"), ("yy", "is not a table")])
def test_liaisons_of_no_other_table_are_refused(tmp_path: Path, word: str, says: str) -> None:
    with pytest.raises(InputError) as refused:
        solved(tmp_path, x=f", liaisons: [{word}]")
    (problem,) = refused.value.problems
    assert says in problem.says
    assert (problem.file, problem.line) == ("convening.yaml", 1)


def test_the_picture_in_the_report_shows_liaisons(tmp_path: Path) -> None:
    result = solved(tmp_path, x=", liaisons: [y]", y=", liaison: [d]")
    blocks = list(list_blocks(result))
    assert titles(blocks, "Who carries messages between which tables") == ["From", "to x"]
    (picture,) = [block.data for block in blocks if isinstance(block, Raw)]
    assert len(picture.lines) == 1


@pytest.mark.parametrize("seed", range(4))
def test_who_leads_the_steering_table_is_not_drawn_where_another_can_be(tmp_path: Path, seed: int) -> None:
    steering = "}, {id: s, kind: steering, people: [e], chair: [e]"
    (tmp_path / "people.csv").write_text(PEOPLE, encoding="utf-8")
    asked = "{kind: duty, name: chair, at: z}"
    (tmp_path / "convening.yaml").write_text(TABLES % ("", "", steering, asked), encoding="utf-8")
    result = seating.solve(tmp_path / "people.csv", seed=seed)
    assert {person for person, duties in result.duties.items() if "chair" in duties} == {"f"}
    assert [(one.table, one.person, one.role) for one in result.memberships] == [("s", "e", "chair")]
