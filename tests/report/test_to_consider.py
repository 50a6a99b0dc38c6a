"""Candidates on the report, the convener's page, the record and the terminal: who may read which, and how many."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from seating.analysis.candidates import Candidates, find_candidates
from seating.api.check import check, check_record
from seating.api.inputs import read_round
from seating.api.request import Request
from seating.judge import review
from seating.pages.candidates import list_candidates
from seating.pages.checked import list_blocks
from seating.plan import Plan
from seating.present.settings import Settings
from seating.readers import Audience
from seating.report.pages import render_packet, render_report
from seating.report.record import as_record, result_record
from seating.report.sections import to_consider
from seating.result import Result
from seating.result.privacy import for_reader
from tests.analysis.candidates.lists import PLANTED, city
from tests.cli.running import run
from tests.present.told import cells, told
from tests.report.made_up import small

OFFERED = "Worth considering, most important first"
RELATED = {"depends-funded-by"}


def result(**convening) -> Result:
    """Return a result in which everybody of the city sits at one table."""
    inputs = read_round(Request(city(0), {"tables": [{"id": "north", "name": "North"}], **convening}, write=False))
    plan = Plan({person.id: "north" for person in inputs.room.persons})
    found = find_candidates(inputs.people, inputs.convening, inputs.room, inputs.requirements, plan)
    return replace(
        small(),
        people=inputs.people,
        convening=inputs.convening,
        room=inputs.room,
        requirements=inputs.requirements,
        plan=plan,
        review=review(inputs.room, inputs.requirements, plan),
        bound=None,
        candidates=found,
        private_columns=inputs.private_columns,
        private_names=inputs.private_names,
        not_seated=(),
        memberships=(),
        duties={},
        moves=(),
        recruit=(),
        nominations=None,
    )


def ids(found: Candidates) -> set[str]:
    return {one.id for one in found.offered}


def test_the_report_has_what_is_not_private_and_the_convener_dependences_too():
    found = result()
    assert ids(found.candidates) == PLANTED
    assert ids(for_reader(found, Audience.TEAM).candidates) == PLANTED - RELATED
    assert ids(for_reader(found, Audience.CONVENER).candidates) == PLANTED
    shown = list(to_consider.list_blocks(for_reader(found, Audience.TEAM)))
    assert {why.rpartition(" ")[2] for _, why, _ in cells(shown)[OFFERED]} == PLANTED - RELATED
    assert "Usual sectors: business, government" in told(shown)
    assert "empresa, gobierno" in told(shown, "es")
    own = to_consider.list_blocks(result(usual_sectors=["labor", "business"]))
    assert "labor y business." in told(own, "es"), "as written in the convening"


def test_a_private_column_is_on_no_page_and_in_no_record():
    found = result(private=["entrepreneur_type"])
    assert "alone-entrepreneur-type-micro" in ids(found.candidates)
    for audience in (Audience.TEAM, Audience.EVERYONE):
        assert "alone-entrepreneur-type-micro" not in ids(for_reader(found, audience).candidates)
    assert "entrepreneur" not in json.dumps([one.plain() for one in result_record(found).candidates])
    checked = check(city(0), {"private": ["entrepreneur_type"]})
    assert "micro" not in json.dumps(check_record(checked).plain()["candidates"])
    assert "alone-entrepreneur-type-micro" in ids(checked.candidates)


def test_the_record_has_all_that_may_be_shared_and_declined_ones_last():
    found = result(considered={"sector-labor": "They meet us in May."})
    records = as_record(found)["candidates"]
    assert {one["id"] for one in records} == PLANTED - RELATED
    assert [one["id"] for one in records if "declined" in one] == ["sector-labor"]
    assert records[-1]["declined"] == "They meet us in May."
    assert all(one["sentence"].endswith(".") and one["line"].startswith("{kind: ") for one in records)


def test_a_record_without_candidates_has_no_such_key():
    assert "candidates" not in as_record(small())


@pytest.mark.parametrize(("language", "why"), [("en", "is on the list."), ("es", "Falta en la lista:")])
def test_pages_tell_why_in_their_language(language, why):
    found = result(considered={"sector-labor": "Mayo"})
    report = render_report(found, Settings(language=language))
    assert why in report
    assert 'href="#to-consider"' in report
    assert "sector-philanthropy" in report
    assert "{kind: voice, name: Philanthropy" in report
    assert "Mayo" in report
    assert "depends-funded-by" not in report
    page = render_packet(found, Settings(language=language))["who-is-missing.html"]
    assert "kind: voice" not in page, "a page for people with a pencil has no line of a file"


def test_nothing_is_said_without_candidates():
    assert 'href="#to-consider"' not in render_report(replace(result(), candidates=Candidates()), Settings())
    assert not list(to_consider.list_blocks(replace(result(), candidates=Candidates())))


def test_ten_are_shown_and_the_others_counted():
    found = result()
    many = tuple(replace(one, id=f"{one.id}-{n}") for n in range(3) for one in found.candidates.offered)
    every = for_reader(replace(found, candidates=Candidates(many)), Audience.TEAM)
    shown = list(to_consider.list_blocks(every))
    left = len([one for one in many if not one.id.startswith("depends")]) - 10
    assert len(cells(shown)[OFFERED]) == 10
    assert f"{left} more are in result.json." in told(shown)


def test_the_terminal_says_how_to_accept_and_to_decline():
    checked = check(city(0), {"considered": {"sector-labor": "They meet us in May."}})
    out = told(list_blocks(checked))
    assert "To consider (suggestions from the list; none of them counts as unmet)" in out
    assert "No one from the sector philanthropy is on the list. [sector-philanthropy]" in out
    assert "\n  - {kind: voice, name: Philanthropy, who: {sector: philanthropy}, at: the room}\n" in out
    assert "1 candidate declined: sector-labor (They meet us in May.)." in out
    assert "Usual sectors: business, government" in out


def test_the_terminal_counts_what_it_does_not_show():
    found = result()
    lines = told(list_candidates(found.candidates, found.convening, 3, "c.yaml")).splitlines()[2:]
    assert lines[6] == f"  and {len(PLANTED) - 3} more; --json lists those from columns that are not private"
    assert "c.yaml" in lines[7]
    assert told(list_candidates(Candidates(), found.convening, 3, None)) == ""


def test_rounds_keep_ids_declines_and_what_the_ledger_tells_without_the_list(tmp_path):
    """Two rounds of the same list; the second is told again from the ledger alone."""
    rows = [
        {
            "name": f"P{n}",
            "sector": ("government", "business", "nonprofit", "education")[n % 4],
            "organization": f"O{n}",
        }
        for n in range(16)
    ]
    cells = "\n".join(",".join(row.values()) for row in rows)
    (tmp_path / "people.csv").write_text(f"name,sector,organization\n{cells}\n", encoding="utf-8")
    (tmp_path / "convening.yaml").write_text(
        "tables: {count: 2, seats: 6-10}\nconsidered: {sector-labor: The council meets us in May}\n", encoding="utf-8"
    )
    out = tmp_path / "out"
    seen = []
    for option in ("", "--next-round"):
        assert run(f"solve {tmp_path}/people.csv --out {out} --no-packet --quiet {option}").exit_code == 0
        newest = max(out.glob("round-*/result.json"))
        seen.append(json.loads(newest.read_text(encoding="utf-8"))["candidates"])
    assert seen[0] == seen[1]
    assert [(one["id"], one.get("declined")) for one in seen[0]] == [
        ("sector-community", None),
        ("sector-philanthropy", None),
        ("sector-labor", "The council meets us in May"),
    ]
    assert run(f"report --out {out} --quiet").exit_code == 0
    page = (out / "report.html").read_text(encoding="utf-8")
    assert "sector-community" in page
    assert "The council meets us in May" in page
