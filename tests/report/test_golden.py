"""Whole pages compared with stored ones, as text.

When a page changes on purpose, accept all changes with one command and read the difference in git:

    SEATING_ACCEPT=1 python -m pytest tests/report/test_golden.py

The style sheet and the drawings are left out, so that a new color needs no acceptance.
"""

from __future__ import annotations

import difflib
import json
import os
import re
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from seating._version import __version__
from seating.present.settings import Settings
from seating.report.chart.form import ChartForm, render_chart
from seating.report.chart.grid import Column
from seating.report.chart.short import render_short_chart
from seating.report.pages import render_packet, render_report
from seating.report.record import as_record
from seating.report.spreadsheets import seating_csv

from .closing_story import close_story
from .made_up import impossible, small, visited
from .packet.test_charters import chartered
from .packet.test_governance_tables import governed
from .packet.test_rotation import rotating
from .packet.test_steering import steered
from .sections.test_meetings import with_rounds

CHART = ChartForm("", "", tuple(Column(n, f"t{n}", f"Table {n}") for n in range(1, 13)), ("arts", "business"))

OF_A_SEASON = ("sessions.html", "staff-plan.html", "facilitator.html", "harvest.html", "convener-only/needs.html")

GOLDEN = Path(__file__).parents[1] / "golden"


def outputs() -> dict[str, str]:
    pages = {
        "report.html": render_report(small()),
        "report-impossible.html": render_report(impossible(True)),
        "chart.html": render_chart(CHART, Settings(language="es", paper="A4"), ("Ana Ruiz",)),
        "short-chart.html": render_short_chart(CHART, Settings(paper="A4")),
        "steering.html": render_packet(steered())["steering.html"],
        **{f"packet/{path}": html for path, html in render_packet(small()).items()},
        **{f"season/{language}/{path}": html for language in ("en", "es") for path, html in season_pages(language)},
        "packet/charters.html": render_packet(chartered())["charters.html"],
        "packet/governance-tables.html": render_packet(governed())["governance-tables.html"],
        **closing_pages(),
        "badges-of-six-rounds.html": render_packet(rotating(small(), 6))["badges.html"],
        "report-of-five-rounds.html": render_report(with_rounds(small(), 1)),
    }
    texts = {name: _scrubbed(html) for name, html in pages.items()}
    texts["result.json"] = json.dumps(as_record(small()), ensure_ascii=False, indent=1) + "\n"
    texts["seating.csv"] = seating_csv(small()).decode("utf-8-sig").replace("\r\n", "\n")
    texts["season/seating.csv"] = seating_csv(visited()).decode("utf-8-sig").replace("\r\n", "\n")
    return {name: text.replace(__version__, "VERSION") for name, text in texts.items()}


def closing_pages() -> dict[str, str]:
    with TemporaryDirectory() as folder:
        paths = map(Path, close_story(Path(folder)).files.values())
        return {path.name: path.read_text(encoding="utf-8") for path in paths}


def season_pages(language: str) -> list[tuple[str, str]]:
    pages = render_packet(visited(), Settings(language=language))
    return [(path, pages[path]) for path in OF_A_SEASON]


def _scrubbed(html: str) -> str:
    html = re.sub(r"<style>.*?</style>", "<style>…</style>", html, flags=re.DOTALL)
    return re.sub(r'<svg class="marks".*?</svg>', '<svg class="marks">…</svg>', html, flags=re.DOTALL)


OUTPUTS = outputs()


@pytest.mark.parametrize("name", OUTPUTS)
def test_output_is_as_stored(name):
    path = GOLDEN / name
    if os.environ.get("SEATING_ACCEPT"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(OUTPUTS[name], encoding="utf-8")
    stored = path.read_text(encoding="utf-8") if path.exists() else ""
    changes = difflib.unified_diff(stored.splitlines(), OUTPUTS[name].splitlines(), "stored", "now", lineterm="", n=1)
    shown = "\n".join(changes)
    assert not shown, f"{name} has changed (accept with SEATING_ACCEPT=1):\n{shown}"


def test_nothing_is_stored_that_is_no_longer_made():
    stored = {path.relative_to(GOLDEN).as_posix() for path in GOLDEN.rglob("*") if path.is_file()}
    made = set(OUTPUTS)
    assert {name for name in stored if name.partition("/")[0] in {"packet", "season", *made}} <= made
