"""A name that went gets one message, which names what to use instead, at the place where it is written."""

from __future__ import annotations

from pathlib import Path

import pytest

import seating
from seating.convening.yaml import read_document
from seating.errors import InputError, UsageError
from seating.gone import INSTEAD
from seating.report.pages import packet_pages
from seating.report.stock.catalog import BADGES, find_stock
from tests.cli.running import run

KIT = "is not part of seating any more. Use --pages change-kit instead."


@pytest.mark.parametrize(("suffix", "name"), [(".xlsx", "XLSX"), (".xlsm", "XLSX"), (".ODS", "ODS")])
def test_a_convening_in_a_spreadsheet(tmp_path: Path, suffix: str, name: str) -> None:
    with pytest.raises(UsageError) as refused:
        read_document(tmp_path / f"convening{suffix}")
    says = f"convening{suffix}: A convening in {name} is not part of seating any more. Use YAML or JSON instead."
    assert str(refused.value) == says


@pytest.mark.parametrize("suffix", [".xlsx", ".xlsm", ".ods"])
def test_a_convening_in_a_spreadsheet_beside_the_list(tmp_path: Path, suffix: str) -> None:
    (tmp_path / "people.csv").write_text("name\nAna\nBen\n", encoding="utf-8")
    (tmp_path / f"convening{suffix}").write_bytes(b"PK")
    refused = run(f"check {tmp_path}/people.csv")
    assert refused.exit_code == 2
    assert f"convening{suffix}: A convening in" in refused.stderr
    (tmp_path / "convening.yaml").write_text("tables: {count: 1}\n", encoding="utf-8")
    assert run(f"check {tmp_path}/people.csv").exit_code == 0


def test_a_stock_in_a_file() -> None:
    with pytest.raises(UsageError, match=r"^A stock in a TOML file is not part of seating any more\. Use a number of "):
        find_stock("mine.toml", BADGES, "Letter")


def test_a_key_of_requirements_is_not_taken_for_another_one() -> None:
    rows = [{"name": f"Person {n}", "sector": "labor"} for n in range(4)]
    count = {"kind": "count", "who": {"sector": "labor"}, "at_least": 1, "robust": 1}
    with pytest.raises(InputError) as caught:
        seating.solve(rows, {"tables": {"count": 2}, "requirements": [count]})
    (problem,) = caught.value.problems
    assert (problem.slug, problem.value, problem.hint) == ("key-unknown", "robust", f"robust {KIT}")


def test_a_page_of_the_packet(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text("name\nAna\nBen\n", encoding="utf-8")
    refused = run(f"solve {tmp_path}/people.csv --out {tmp_path}/out --pages what-to-do-cards")
    assert refused.exit_code == 2
    assert f"what-to-do-cards {KIT}" in refused.stderr


@pytest.mark.parametrize(("old", "new"), [("sign-in", "door-list"), ("harvest", "worksheets")])
def test_a_page_that_is_part_of_another_one(tmp_path: Path, old: str, new: str) -> None:
    (tmp_path / "people.csv").write_text("name\nAna\nBen\n", encoding="utf-8")
    refused = run(f"solve {tmp_path}/people.csv --out {tmp_path}/out --pages {old}")
    assert f"--pages {old} is not part of seating any more. Use --pages {new} instead." in refused.stderr


def test_pages_to_use_instead_are_pages_of_the_packet_and_those_that_went_are_not() -> None:
    now = {f"--pages {page.choice}" for page in packet_pages()}
    assert {use for use in INSTEAD.values() if use.startswith("--pages ")} <= now
    assert not now & INSTEAD.keys()


def test_a_key_with_the_name_of_a_page_that_went_is_not_told_of_the_page() -> None:
    rows = [{"name": "Ana"}, {"name": "Ben"}]
    with pytest.raises(InputError) as caught:
        seating.solve(rows, {"tables": {"count": 1}, "ideas": "x"})
    (problem,) = caught.value.problems
    assert "--pages" not in problem.hint
