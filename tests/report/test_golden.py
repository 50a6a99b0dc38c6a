"""Whole pages compared with stored ones, as text.

When a page changes on purpose, accept all changes with one command and read the difference in git:

    SEATING_ACCEPT=1 python -m pytest tests/report/test_golden.py

The style sheet and the drawings are left out, so that a new color needs no acceptance. The pages of an ordinary first
round are not here: `reports/sample` holds them, and `tests/test_sample.py` compares them.
"""

from __future__ import annotations

import difflib
import os
import re
from pathlib import Path
from tempfile import TemporaryDirectory

from seating._version import __version__
from seating.pages import transition
from seating.present.settings import Settings
from seating.report.chart.form import ChartForm, render_chart
from seating.report.chart.grid import Column
from seating.report.chart.short import render_short_chart
from seating.report.pages import render_packet, render_report
from seating.report.spreadsheets import seating_csv
from seating.report.transition import find_transition
from tests.present.told import told

from .closing_story import close_story
from .made_up import impossible, ordered, small, visited
from .packet.test_governance import chartered
from .packet.test_governance_members import governed
from .packet.test_rotation import rotating
from .packet.test_steering import steered
from .practices import SECRET, practiced
from .sections.test_meetings import with_rounds

CHART = ChartForm("", "", tuple(Column(n, f"t{n}", f"Table {n}") for n in range(1, 13)), ("arts", "business"))

OF_A_SEASON = ("door-list.html", "staff-plan.html", "facilitator.html", "worksheets.html", "convener-only/needs.html")

IN_ORDER = (
    *("door-list.html", "escort-cards.html", "find-table.html", "place-cards.html", "room-plan.html"),
    *("table-sheets.html", "wall-chart.html"),
)
"""The pages that people find their chair with, and the wall chart, which is read from afar and has tables only."""

OF_PRACTICES = (
    *("worksheets.html", "steering.html", "governance.html"),
    *("convener-only/what-we-heard.html", "convener-only/for-you-alone.html"),
    *("convener-only/resources.html", "facilitator.html"),
)

GOLDEN = Path(__file__).parents[1] / "golden"


def outputs() -> dict[str, str]:
    pages = {
        "report-impossible.html": render_report(impossible(True)),
        "chart.html": render_chart(CHART, Settings(language="es", paper="A4"), ("Ana Ruiz",)),
        "short-chart.html": render_short_chart(CHART, Settings(paper="A4")),
        "steering.html": render_packet(steered())["steering.html"],
        **{f"season/{language}/{path}": html for language in ("en", "es") for path, html in season_pages(language)},
        **{f"ordered/{language}/{path}": html for language in ("en", "es") for path, html in ordered_pages(language)},
        **{f"practices/{language}/{p}": html for language in ("en", "es") for p, html in practice_pages(language)},
        "governance.html": render_packet(chartered())["governance.html"],
        "governance-of-members.html": render_packet(governed())["governance.html"],
        **closing_pages(),
        "badges-of-six-rounds.html": render_packet(rotating(small(), 6))["badges.html"],
        "report-of-five-rounds.html": render_report(with_rounds(small(), 1)),
    }
    pages |= {f"practices/{language}/transition.txt": tell_who_leaves(language) for language in ("en", "es")}
    texts = {name: scrubbed(html) for name, html in pages.items()}
    texts["ordered/seating.csv"] = seating_csv(ordered()).decode("utf-8-sig").replace("\r\n", "\n")
    texts["season/seating.csv"] = seating_csv(visited()).decode("utf-8-sig").replace("\r\n", "\n")
    return {name: text.replace(__version__, "VERSION") for name, text in texts.items()}


def closing_pages() -> dict[str, str]:
    with TemporaryDirectory() as folder:
        paths = map(Path, close_story(Path(folder)).files.values())
        return {path.name: path.read_text(encoding="utf-8") for path in paths}


def season_pages(language: str) -> list[tuple[str, str]]:
    pages = render_packet(visited(), Settings(language=language))
    return [(path, pages[path]) for path in OF_A_SEASON]


def ordered_pages(language: str) -> list[tuple[str, str]]:
    pages = render_packet(ordered(), Settings(language=language))
    return [(path, pages[path]) for path in IN_ORDER]


def practice_pages(language: str) -> list[tuple[str, str]]:
    pages = render_packet(practiced(), Settings(language=language, pages=("all",)))
    return [(path, pages[path]) for path in OF_PRACTICES]


def tell_who_leaves(language: str) -> str:
    """Return what hangs on a member of the steering table, as the terminal prints it."""
    result = practiced()
    found = find_transition(result, result.people.by_id["p06"])
    return told(transition.list_blocks(result, found), language) + "\n"


def scrubbed(html: str) -> str:
    """Return a page without its style sheet and its drawings."""
    html = re.sub(r"<style>.*?</style>", "<style>…</style>", html, flags=re.DOTALL)
    return re.sub(r'<svg class="marks".*?</svg>', '<svg class="marks">…</svg>', html, flags=re.DOTALL)


def test_output_is_as_stored():
    """Each page is as stored, none is missing, and nothing is stored that is no longer made."""
    made = outputs()
    for name, text in made.items() if os.environ.get("SEATING_ACCEPT") else ():
        path = GOLDEN / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    paths = {path.relative_to(GOLDEN).as_posix(): path for path in GOLDEN.rglob("*") if path.is_file()}
    left = {name for name in paths if name.partition("/")[0] in {"ordered", "practices", "season", *made}} - set(made)
    assert left == set(), "stored, but no longer made"
    stored = {name: paths[name].read_text(encoding="utf-8") if name in paths else "" for name in made}
    shown = "".join(difference(name, stored[name], text) for name, text in made.items())
    assert not shown, f"accept with SEATING_ACCEPT=1:\n{shown}"


def test_no_page_of_the_second_meeting_but_the_change_kit_has_a_private_cell():
    pages = render_packet(practiced(), Settings(pages=("all",)))
    assert {path for path, html in pages.items() if SECRET in html} <= {"convener-only/change-kit.html"}
    assert set(OF_PRACTICES) <= set(pages)


def difference(name: str, stored: str, now: str) -> str:
    """Return the changed lines under the name of the page; nothing if there are none."""
    lines = "\n".join(difflib.unified_diff(stored.splitlines(), now.splitlines(), "stored", "now", lineterm="", n=1))
    return f"{name} has changed:\n{lines}\n" if lines else ""
