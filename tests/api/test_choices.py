"""Charts that count: what they ask for, in which commands, and how far a seating follows them."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from seating.api.inputs import read_round
from seating.api.repair import repair_request
from seating.api.request import Request
from seating.api.saved_rounds.saving import render_packet_again
from seating.api.solve import solve_request
from seating.convening import write_inferred
from seating.convening.convening_file import INFERRED
from seating.explanations.departures import Source
from seating.report import nominations as nominations_section
from seating.report.alone import choices
from seating.report.alone import choices as choices_page
from seating.report.sections import notes
from seating.report.sections import people as people_section
from seating.requirements.named import NamedRequirement
from seating.result import Result
from tests.builders import plan, room
from tests.present.told import cells, told

NAMES = ["Ana", "Ben", "Cam", "Dee", "Eli", "Flo", "Gil", "Hal"]
LIST = "id,name,chose\n" + "".join(f"{name.lower()},{name},\n" for name in NAMES)
TABLES = (
    "tables:\n  - {id: north, seats: 4}\n  - {id: south, seats: 4}\n  - {id: board, kind: steering, people: [ana]}\n"
)
CHARTS = """chart of,table,who,why
Ana,north,me,I know the north
Ben,board,me,
Ana,south,Cam,
Ben,south,Cam,
Dee,south,Cam,
Eli,north,Cam,
Dee,north,Flo,
Eli,north,a welder,
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "list.csv").write_text(LIST, encoding="utf-8")
    (tmp_path / "convening.yaml").write_text(f"{TABLES}requirements: []\n", encoding="utf-8")
    (tmp_path / "charts.csv").write_text(CHARTS, encoding="utf-8")
    return tmp_path


def request(folder: Path, **more: object) -> Request:
    return Request(folder / "list.csv", out=folder / "reports", packet=False, **more)


def listed(folder: Path, more: str) -> None:
    """Write the convening with its charts and further lines."""
    (folder / "convening.yaml").write_text(f"{TABLES}charts: charts.csv\n{more}", encoding="utf-8")


def asked(round_request: Request) -> dict[str, str]:
    """Return the sentences of the requirements by id, without those on seats."""
    inputs = read_round(round_request)
    return {r.id: r.sentence(inputs.room) for r in inputs.requirements if not r.is_about_seats}


WANTED = {
    "named-1": "Everyone sits at the table for which charts name them most often (4 charts).",
    "chose:ana": "Ana sits at north.",
}


def test_charts_ask_for_a_table_for_those_they_name_and_for_their_authors(folder: Path) -> None:
    """Ben places himself at a table that has no seats in the room, which is no choice of a seat."""
    assert asked(request(folder, charts=(folder / "charts.csv",))) == WANTED


def test_charts_that_do_not_count_ask_for_nothing(folder: Path) -> None:
    uncounted = request(folder, charts=(folder / "charts.csv",), charts_count=False)
    assert asked(uncounted) == {}
    assert solve_request(uncounted).nominations is not None


def test_the_line_of_the_note_makes_every_command_count_the_same_charts(folder: Path, monkeypatch) -> None:
    """The charts may be in another folder than the convening, and named by their folder."""
    monkeypatch.chdir(folder)
    (folder / "filled, in").mkdir()
    (folder / "charts.csv").rename(folder / "filled, in" / "charts.csv")
    (folder / "own").mkdir()
    for name in ("list.csv", "convening.yaml"):
        (folder / name).rename(folder / "own" / name)
    here = replace(request(folder), people="own/list.csv", out=Path("reports"))
    given = read_round(replace(here, charts=(Path("filled, in"),)))
    (note,) = [note.text for note in given.charts.notes if note.slug == "charts-of-one-command"]
    line = re.search(r"`(charts: [^`]*)`", note)[1]
    assert line == 'charts: "../filled, in"'
    (folder / "own" / "convening.yaml").write_text(f"{TABLES}{line}\nrequirements: []\n", encoding="utf-8")
    assert asked(here) == WANTED


def test_the_convening_lists_charts_beside_itself(folder: Path) -> None:
    listed(folder, "requirements: []\n")
    assert asked(request(folder)) == WANTED


def test_the_convening_may_weigh_the_charts(folder: Path) -> None:
    listed(folder, "requirements:\n  - {kind: named, weight: 9, at: south}\n")
    found = {r.id: r for r in read_round(request(folder)).requirements}
    assert found["named-1"].weight == 9
    assert found["named-1"].charts == 4
    assert found["named-1"].named == {"cam": {"north": 1, "south": 3}, "flo": {"north": 1}}


def test_without_charts_the_requirement_does_not_apply(folder: Path) -> None:
    (folder / "convening.yaml").write_text(f"{TABLES}requirements:\n  - kind: named\n", encoding="utf-8")
    result = solve_request(request(folder))
    assert not result.review.verdicts["named-1"].applies
    assert (result.penalty, result.choices) == (0, None)


def test_an_own_table_is_added_to_those_chosen_in_the_list(folder: Path) -> None:
    (folder / "list.csv").write_text(LIST.replace("ana,Ana,", "ana,Ana,south"), encoding="utf-8")
    assert asked(request(folder, charts=(folder / "charts.csv",)))["chose:ana"] == "Ana sits at north or south."


def test_the_weight_of_a_naming_follows_its_share_of_the_charts(folder: Path) -> None:
    """Cam is named for South by 3 charts of 4 and for North by one: two quarters are three fifths, rounded up."""
    listed(folder, "requirements:\n  - {kind: pin, people: [Cam], tables: [north]}\n")
    result = solve_request(request(folder))
    assert result.review.verdicts["named-1"].shortfall == 3
    finding = result.review.verdicts["named-1"].findings[0]
    assert finding.says == "3 of 4 charts name Cam for south, and 1 for this table"


def test_one_chart_is_told_in_the_singular() -> None:
    here = room(["ana", "ben"])
    named = NamedRequirement.model_validate({"id": "named-1", "charts": 3, "named": {"ana": {"north": 1}}})
    (finding,) = named.check(here, plan(south=["ana", "ben"]))
    assert finding.says == "1 of 3 charts names Ana for north, and 0 for this table"


def test_how_far_a_seating_follows_is_counted(folder: Path) -> None:
    """Only Cam is named for the same table by two charts or more."""
    listed(folder, "requirements:\n  - {kind: pin, people: [Cam], tables: [north]}\n")
    choices = solve_request(request(folder)).choices
    assert choices is not None
    assert [(choices.asked(s), choices.followed(s)) for s in (Source.CHOSE, Source.NAMED)] == [(1, 1), (1, 0)]
    (departure,) = choices.departures
    assert (departure.wish.person, departure.wish.tables, departure.seat) == ("cam", ("south",), "north")
    assert departure.exchange is not None
    assert departure.exchange.unmet == ("pin-1",)


def test_one_chart_names_and_several_charts_name(folder: Path) -> None:
    listed(folder, "requirements:\n  - {kind: pin, people: [Flo], tables: [south]}\n")
    found = solve_request(request(folder)).review.verdicts["named-1"].findings
    assert "1 of 4 charts names Flo for north, and 0 for this table" in {finding.says for finding in found}


def fates_of(name: str, result: Result) -> set[tuple[str, str]]:
    """Return the tables for which somebody was nominated, with the outcomes."""
    *_, rows = cells(nominations_section.list_blocks(result)).values()
    return {(table, fate) for whom, table, _, fate in rows if whom == name}


def test_a_membership_is_told_as_one(folder: Path) -> None:
    """Ana is a member of the board, and sits at the north table."""
    (folder / "charts.csv").write_text(f"{CHARTS}Ben,board,Ana,\nDee,north,Ana,\n", encoding="utf-8")
    result = solve_request(request(folder, charts=(folder / "charts.csv",)))
    fates = {("1 north", "as nominated: 1 north"), ("3 board", "as nominated: 3 board")}
    assert fates_of("Ana", result) == fates
    (*_, named) = cells(choices.list_blocks(result)).values()
    assert {(table, fate) for whom, table, _by, _why, fate in named if whom == "Ana"} == fates


def test_an_author_who_was_forgotten_is_named_in_words(folder: Path) -> None:
    (folder / "charts.csv").write_text(f"{CHARTS}forgotten-1,board,Ana,\n", encoding="utf-8")
    result = solve_request(request(folder, charts=(folder / "charts.csv",)))
    (*_, named) = cells(choices.list_blocks(result)).values()
    assert [by for whom, table, by, *_ in named if (whom, table) == ("Ana", "3 board")] == [
        "a person whose data was removed"
    ]


def test_who_was_nominated_for_a_governance_table_and_is_no_member_is_told_so(folder: Path) -> None:
    """Their seat at another table is none instead of it: members of a governance table have one, too."""
    (folder / "charts.csv").write_text(f"{CHARTS}Ben,board,Dee,\n", encoding="utf-8")
    (folder / "convening.yaml").write_text(
        f"{TABLES}requirements:\n  - {{kind: pin, people: [dee], tables: north}}\n", encoding="utf-8"
    )
    result = solve_request(request(folder, charts=(folder / "charts.csv",)))
    assert {fate for _, fate in fates_of("Dee", result)} == {"elsewhere: 1 north"}


def test_a_seat_held_for_somebody_is_told_as_one(folder: Path) -> None:
    (folder / "list.csv").write_text(f"id,name,chose,status,pin\n{LIST[14:]}k,someone from the port,,open,north\n")
    (folder / "convening.yaml").write_text(f"{TABLES.replace('4', '5')}requirements: []\n", encoding="utf-8")
    rows = "Ben,north,someone from the port,\nDee,south,someone from the port,\n"
    (folder / "charts.csv").write_text(CHARTS + rows, encoding="utf-8")
    result = solve_request(request(folder, charts=(folder / "charts.csv",)))
    assert fates_of("someone from the port", result) == {
        ("1 north", "held seat, as nominated: 1 north"),
        ("2 south", "held seat, elsewhere: 1 north"),
    }


def test_people_named_for_a_table_without_seats_are_not_counted(folder: Path) -> None:
    (folder / "charts.csv").write_text(f"{CHARTS}Ben,board,Ana,\nDee,board,Ana,\n", encoding="utf-8")
    choices = solve_request(request(folder, charts=(folder / "charts.csv",))).choices
    assert choices is not None
    assert choices.sentences[1] == (
        "1 of 1 person named by at least two charts for a table with seats sits where charts name them most often."
    )


def test_the_report_counts_choices_and_names_no_one_who_sits_elsewhere(folder: Path) -> None:
    listed(folder, "requirements:\n  - {kind: pin, people: [Cam], tables: [north]}\n")
    result = solve_request(request(folder))
    assert result.choices is not None
    assert result.choices.departures
    lines = told(people_section.list_blocks(result)).splitlines()
    assert lines[: len(result.choices.sentences)] == [*result.choices.sentences]


def test_pages_made_again_know_whether_the_charts_are_the_same(folder: Path) -> None:
    listed(folder, "requirements: []\n")
    solve_request(request(folder))
    again = render_packet_again(request(folder), None, None)
    assert again.choices is not None
    assert "list-changed" not in {note.slug for note in again.notes}
    (folder / "charts.csv").write_text(CHARTS + "Gil,north,Hal,\n", encoding="utf-8")
    changed = render_packet_again(request(folder), None, None)
    assert "list-changed" in {note.slug for note in changed.notes}


def test_the_record_counts_and_names_nobody_who_chose(folder: Path) -> None:
    listed(folder, "requirements:\n  - {kind: pin, people: [Ana], tables: [south]}\n")
    result = solve_request(request(folder))
    record = result.to_record()
    assert record["choices"] == {"chose": {"people": 1, "followed": 0}, "named": {"people": 1, "followed": 1}}
    assert record["inputs"]["charts"][0]["file"] == "charts.csv"
    assert "I know the north" not in json.dumps(record)


def test_a_repair_counts_the_charts_too(folder: Path) -> None:
    listed(folder, "requirements: []\n")
    first = solve_request(request(folder))
    (folder / "list.csv").write_text(LIST.replace("hal,Hal,\n", ""), encoding="utf-8")
    repaired = repair_request(request(folder), None)
    assert first.plan.seats["ana"] == repaired.plan.seats["ana"] == "north"
    assert repaired.choices is not None
    assert "named-1" in repaired.review.verdicts


def test_a_repair_without_the_charts_of_the_round_names_them_once(folder: Path) -> None:
    """The note appears until a seating without them is saved."""
    solve_request(request(folder, charts=(folder / "charts.csv",)))
    told = [
        [note.text for note in repair_request(request(folder), None).notes if note.slug == "charts-of-one-command"]
        for _ in range(2)
    ]
    assert told == [
        [
            "Round 1 was seated with charts that are not counted now: charts.csv. "
            "To count them, name them with --charts, or under `charts` in the convening."
        ],
        [],
    ]


@pytest.mark.parametrize("counted", [False, True])
@pytest.mark.parametrize("asked", ["private", "own tables only"])
def test_charts_that_name_no_one_or_in_private_count_too(asked: str, counted: bool, folder: Path) -> None:
    """There is no requirement about charts in the record then, or it has no kind."""
    if asked == "private":
        convening = f"{TABLES}requirements:\n  - {{kind: named, private: true}}\n"
        (folder / "convening.yaml").write_text(convening, encoding="utf-8")
    else:
        (folder / "charts.csv").write_text("chart of,table,who,why\nAna,north,me,\n", encoding="utf-8")
    solve_request(request(folder, charts=(folder / "charts.csv",), charts_count=counted))
    notes = [note.slug for note in repair_request(request(folder), None).notes]
    assert notes.count("charts-of-one-command") == counted


@pytest.mark.parametrize("again", [False, True])
@pytest.mark.parametrize("counted", [False, True])
def test_charts_that_are_only_shown_do_not_count_as_charts_of_a_round(counted: bool, again: bool, folder: Path) -> None:
    """They ask for nothing when a round is seated, and nothing in its repair."""
    shown = request(folder, charts=(folder / "charts.csv",), charts_count=False)
    solve_request(replace(shown, charts_count=counted))
    repaired = repair_request(shown if again else request(folder), None)
    assert [note.slug for note in repaired.notes].count("charts-of-one-command") == counted


def test_a_repair_with_the_charts_of_the_round_names_none_as_left_out(folder: Path) -> None:
    listed(folder, "requirements: []\n")
    solve_request(request(folder))
    assert not [note for note in repair_request(request(folder), None).notes if note.slug == "charts-of-one-command"]


def test_a_hundred_people_sit_where_forty_charts_agree(tmp_path: Path) -> None:
    """Most charts name each person for one table; nothing else is asked, so everybody sits there."""
    rng = Random(5)
    people = [{"id": f"p{n:03}", "name": f"Person {n:03}"} for n in range(110)]
    tables = [{"id": f"t{n}", "seats": 11} for n in range(10)]
    lines = ["chart of,table,who,why"]
    for author in range(40):
        for n in range(110):
            table = n % 10 if rng.random() < 0.7 else rng.randrange(10)
            if rng.random() < 0.4 and n != author:
                lines.append(f"Person {author:03},t{table},Person {n:03},")
    (tmp_path / "charts.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    convening = {"tables": tables, "requirements": []}
    result = solve_request(
        Request(people, convening, charts=(tmp_path / "charts.csv",), packet=False, write=False, work=7.0)
    )
    assert result.penalty == 0
    assert result.choices is not None
    assert result.choices.departures == ()
    assert result.choices.asked(Source.NAMED) == 110


def test_an_inferred_convening_has_nothing_of_the_charts_so_that_it_can_be_edited(folder: Path) -> None:
    """What charts ask for is counted in every run; counts in a file would be out of date, and could not be read."""
    (folder / "convening.yaml").unlink()
    (folder / "charts.csv").write_text("chart of,table,who\nAna,t01,Cam\nBen,t01,Cam\n", encoding="utf-8")
    with_charts = request(folder, charts=(folder / "charts.csv",))
    first = read_round(with_charts)
    assert "named-1" in {r.id for r in first.requirements}
    file = folder / "reports" / INFERRED
    write_inferred(first.convening, file)
    assert "named" not in file.read_text()
    unedited = read_round(with_charts)
    assert "convening-inferred-anew" not in {note.slug for note in unedited.notes}
    assert unedited.convening.is_unedited
    file.write_text(file.read_text().replace("# title: Name of the convening", "title: City"))
    edited = read_round(with_charts)
    assert edited.convening.title == "City"
    assert [r.sentence(edited.room) for r in edited.requirements] == [
        r.sentence(first.room) for r in first.requirements
    ]


def test_people_of_one_name_are_told_apart_by_their_ids(folder: Path) -> None:
    rows = "".join(f"{name.lower()},Kim,{'south' if name == 'Cam' else ''}\n" for name in NAMES)
    (folder / "list.csv").write_text(f"id,name,chose\n{rows}", encoding="utf-8")
    pinned = "requirements:\n  - {kind: pin, people: [cam], tables: [north]}\n"
    (folder / "convening.yaml").write_text(f"{TABLES}{pinned}", encoding="utf-8")
    blocks = choices_page.list_blocks(solve_request(request(folder)))
    ((name, _, _, change, _),) = cells(blocks)["Not at a table that they chose"]
    assert name == "Kim [cam]"
    assert "swap with: Kim [" in change


def test_how_a_seating_was_made_names_the_charts(folder: Path) -> None:
    """On pages made again too, whether or not the charts have changed since."""

    def lines(result: Result | None = None) -> str:
        return told(notes.list_blocks(result or render_packet_again(request(folder), None, None)))

    listed(folder, "requirements: []\n")
    result = solve_request(request(folder))
    known = lines(result)
    assert "and charts.csv · Rows:" in known
    (folder / "charts.csv").write_text(CHARTS + "Gil,north,Hal,\n", encoding="utf-8")
    assert "and charts.csv · Rows:" in lines()
    several = lines(replace(result, chart_files=(("a.csv", "0" * 64), ("b.csv", "1" * 64))))
    assert "a.csv and b.csv · Rows:" in several
    assert "charts" not in lines(replace(result, chart_files=()))
