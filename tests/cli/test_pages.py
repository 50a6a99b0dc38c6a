"""Which pages of the packet a command writes, and how a convener finds the others."""

from __future__ import annotations

from pathlib import Path

import pytest

from seating.report.pages import packet_pages
from tests.cli.running import run


@pytest.fixture
def packet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "people.csv").write_text("name\nAna\nBen\nChi\nDee\n", encoding="utf-8")
    return tmp_path / "reports/round-1/packet"


def names_in(packet: Path) -> set[str]:
    return {path.stem for path in packet.rglob("*.html")}


SIX = {"index", "door-list", "table-sheets", "table-tents", "badges", "who-is-missing", "change-kit"}


def test_six_documents_are_written_and_another_on_demand(packet: Path) -> None:
    done = run("solve people.csv --details")
    assert "`seating packet --list-pages`" in done.stdout
    assert names_in(packet) == SIX
    assert run("packet people.csv --pages wall-chart").exit_code == 0
    assert names_in(packet) == {*SIX, "wall-chart"}
    assert run("packet people.csv --pages all").exit_code == 0
    assert names_in(packet) > {*SIX, "wall-chart", "for-you-alone"}
    assert run("packet people.csv").exit_code == 0
    assert names_in(packet) == SIX, "pages that are not written again would be outdated"


def test_what_tables_said_is_played_back_without_seating_anyone_again(packet: Path) -> None:
    assert run("solve people.csv").exit_code == 0
    Path("harvest.csv").write_text(
        "table,question,theme,text\n1,,loans,The bank did not explain why\n", encoding="utf-8"
    )
    assert run("packet people.csv --pages what-we-heard").exit_code == 0
    page = packet / "convener-only" / "what-we-heard.html"
    assert not page.exists()
    assert run("packet people.csv --pages what-we-heard --harvest harvest.csv").exit_code == 0
    assert "The bank did not explain why" in page.read_text(encoding="utf-8")


def test_what_is_shared_does_not_depend_on_what_is_printed(packet: Path) -> None:
    assert run("solve people.csv").exit_code == 0
    assert run("packet people.csv --share shared").exit_code == 0
    assert "wall-chart" in {path.stem for path in Path("shared").rglob("*.html")}


def test_an_unknown_page_is_refused_with_the_one_that_is_near(packet: Path) -> None:
    refused = run("solve people.csv --pages walchart")
    assert refused.exit_code == 2
    assert 'There is no page walchart in the packet. Did you mean "wall-chart"?' in refused.stderr
    assert not packet.exists()


def test_every_page_is_listed_with_what_it_is_for() -> None:
    told = " ".join(run("packet --list-pages").stdout.split())
    for page in packet_pages():
        assert f"{page.choice} " in told
        assert page.about in told
