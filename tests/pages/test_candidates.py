"""What the list alone suggests: on the terminal and in the record of a check, and nowhere else."""

from __future__ import annotations

import json
from pathlib import Path

from seating.analysis.candidates import Candidates
from seating.api.check import check_record
from seating.api.interface import check
from seating.convening.convening_file import as_entry
from seating.pages.candidates import list_candidates
from seating.pages.checked import list_blocks
from tests.analysis.candidates.lists import PLANTED, city
from tests.cli.running import run
from tests.present.told import told

RELATED = {"depends-funded-by"}
TITLE = "To consider (suggestions from the list; none of them counts as unmet)"
WISHES = "What could matter (made from the columns of the list; nothing asks for it yet)"


def ids(found: Candidates) -> set[str]:
    return {one.id for one in found.offered}


def suggested(checked, language: str = "en") -> str:
    return told(list_blocks(checked, suggests=True), language)


def test_nothing_is_suggested_unless_asked():
    checked = check(city(0), {})
    plain = told(list_blocks(checked))
    assert TITLE not in plain
    assert WISHES not in plain
    assert "{kind:" not in plain
    assert {TITLE, WISHES} <= {*suggested(checked).splitlines()}


def test_the_terminal_says_how_to_accept_and_to_decline():
    out = suggested(check(city(0), {"considered": {"sector-labor": "They meet us in May."}}))
    assert "No one from the sector philanthropy is on the list. [sector-philanthropy]" in out
    assert "\n  - {kind: voice, name: Philanthropy, who: {sector: philanthropy}, at: the room}\n" in out
    assert "Declined: sector-labor (They meet us in May.)" in out
    assert "(`usual_sectors:` changes them): business, government" in out
    assert "Mayo" in suggested(check(city(0), {"considered": {"sector-labor": "Mayo"}}), "es")


def test_usual_sectors_are_named_in_the_language_of_the_page_or_as_written():
    assert "empresa, gobierno" in suggested(check(city(0), {}), "es")
    own = suggested(check(city(0), {"usual_sectors": ["labor", "business"]}), "es")
    assert "labor y business" in own, "as written in the convening"


def test_the_terminal_counts_what_it_does_not_show():
    checked = check(city(0), {})
    lines = told(list_candidates(checked.candidates, checked.convening, 3, "c.yaml")).splitlines()[2:]
    assert lines[6] == f"  and {len(PLANTED) - 3} more"
    assert "c.yaml" in lines[7]
    assert told(list_candidates(Candidates(), checked.convening, 3, None)) == ""


def test_a_line_of_a_wish_is_what_the_convening_has_once_it_is_chosen():
    rows = [{"name": f"P{n}", "meal": ("fish", "soup")[n % 2], "clan": f"c{n // 3}"} for n in range(18)]
    lines = suggested(check(rows, {"requirements": []})).partition(WISHES)[2].splitlines()
    entries = [line.strip() for line in lines if line.strip().startswith("- {")]
    assert as_entry({"kind": "balance", "of": "clan"}, None).strip() in entries
    chosen = check(rows, {"requirements": [{"kind": "balance", "of": "clan"}]})
    assert as_entry({"kind": "balance", "of": "clan"}, None).strip() not in suggested(chosen)


def test_a_list_of_names_suggests_nothing():
    out = suggested(check([{"name": "Ana"}, {"name": "Ben"}], {"requirements": []}))
    assert "The columns in this list suggest nothing to ask about." in out


def test_the_record_has_no_private_column_and_the_declined_ones_last():
    checked = check(city(0), {"private": ["entrepreneur_type"], "considered": {"sector-labor": "They meet us in May."}})
    assert "alone-entrepreneur-type-micro" in ids(checked.candidates)
    records = check_record(checked).plain()["candidates"]
    assert "micro" not in json.dumps(records)
    assert {one["id"] for one in records} == PLANTED - RELATED - {"alone-entrepreneur-type-micro"}
    assert [one["id"] for one in records if "declined" in one] == ["sector-labor"]
    assert records[-1]["declined"] == "They meet us in May."
    assert all(one["sentence"].endswith(".") and one["line"].startswith("{kind: ") for one in records)


def test_a_seating_suggests_no_one(tmp_path: Path):
    cells = "\n".join(f"P{n},{('government', 'business', 'nonprofit', 'education')[n % 4]}" for n in range(16))
    (tmp_path / "people.csv").write_text(f"name,sector\n{cells}\n", encoding="utf-8")
    (tmp_path / "convening.yaml").write_text("tables: {count: 2, seats: 6-10}\n", encoding="utf-8")
    given = f"{tmp_path}/people.csv --out {tmp_path}/out"
    checked = run(f"check {given} --suggest").stdout
    assert "[sector-labor]" in checked
    seated = run(f"solve {given} --no-packet --details")
    assert seated.exit_code == 0, seated.output
    assert "To consider" not in seated.stdout
    written = [path for path in (tmp_path / "out").rglob("*.*") if path.suffix in {".html", ".json"}]
    assert len(written) > 2
    assert not [path for path in written if "sector-labor" in path.read_text(encoding="utf-8")]
