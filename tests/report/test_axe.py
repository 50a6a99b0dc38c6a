"""axe-core finds nothing on the report, the packet's index and the blank chart, in every language and at two widths.

axe-core is looked for where `.ci/run` puts it; the tests are skipped where it is not.
"""

from __future__ import annotations

import html
import json
import re
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

import seating
from seating.present.languages import languages
from seating.present.settings import Settings
from seating.report.pages import render_packet, render_report
from tests.addons.dashboard.test_dashboard_page import every_page as every_dashboard
from tests.seasons import season

from .closing_story import close_story
from .made_up import impossible, large, small
from .packet.test_governance import chartered
from .packet.test_governance_members import governed
from .packet.test_kitchen import wanting
from .packet.test_public import initiative
from .packet.test_rotation import rotating
from .packet.test_steering import steered
from .rich import EARLIER, after_rounds, rich, tracked
from .sections.test_governance import composed
from .sections.test_meetings import with_rounds
from .test_golden import practice_pages

pytestmark = pytest.mark.browser

AXE = Path(__file__).parents[2] / ".ci" / "node_modules" / "axe-core" / "axe.min.js"
BATCH = 10
"""Pages that one start of Chromium shows, so that its time does not grow with the number of pages."""

TELL = """axe.run(document).then(found => document.documentElement.dataset.axe = JSON.stringify(
  found.violations.map(one => [one.id, ...one.nodes.map(node => node.html.slice(0, 200))])))"""
ASK = """const frames = [...document.querySelectorAll('iframe')];
const told = frame => frame.contentDocument.documentElement.dataset.axe;
const wait = setInterval(() => { if (frames.every(told)) { clearInterval(wait);
  for (const frame of frames) { const p = document.createElement('pre');
    p.textContent = frame.name + '=' + told(frame); document.body.append(p) } } }, 50)"""


@pytest.fixture(scope="module")
def found(chromium, tmp_path_factory):
    """Run axe-core on pages, each in a frame of its own, and return what it found by page."""
    if not AXE.exists():
        pytest.skip("no axe-core on this machine (.ci/run installs it): accessibility is not tried")
    folder = tmp_path_factory.mktemp("axe")

    def run(pages: dict[str, str], width: int, is_dark: bool) -> dict[str, list]:
        names = list(pages)
        batches = [{name: pages[name] for name in names[at : at + BATCH]} for at in range(0, len(names), BATCH)]
        return {name: told for batch in batches for name, told in run_batch(batch, width, is_dark).items()}

    def run_batch(pages: dict[str, str], width: int, is_dark: bool) -> dict[str, list]:
        frames = ""
        for name, page in pages.items():
            policy = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')
            head, end = policy.sub("", page).rsplit("</body>", 1)
            body = f"{head}<script>{AXE.read_text()}</script><script>{TELL}</script></body>{end}"
            (folder / f"{name}.html").write_text(body, encoding="utf-8")
            frames += f'<iframe name="{name}" src="{name}.html" width="{width}" height="900"></iframe>'
        outer = folder / "frames.html"
        outer.write_text(f"<body>{frames}<script>onload = () => {{ {ASK} }}</script></body>", encoding="utf-8")
        scheme = f"--blink-settings=preferredColorScheme={0 if is_dark else 1}"
        shown = chromium(outer, "--allow-file-access-from-files", scheme, "--virtual-time-budget=60000", "--dump-dom")
        told = (html.unescape(text).split("=", 1) for text in re.findall(r"<pre>(.*?)</pre>", shown, re.DOTALL))
        return {name: json.loads(text) for name, text in told}

    return run


def every_page() -> dict[str, str]:
    pages = {}
    for language in languages():
        settings = Settings(language=language)
        pages[f"report-{language}"] = render_report(tracked(after_rounds(rich(), EARLIER)), settings)
        packet = render_packet(small(), settings)
        pages[f"index-{language}"] = packet["index.html"]
        pages[f"chart-{language}"] = packet["blank-chart.html"]
        packet = render_packet(tracked(rich()), settings)
        for name in ("who-is-missing", "convener-only/resources", "worksheets"):
            pages[f"{name.rpartition('/')[2]}-{language}"] = packet[f"{name}.html"]
        pages |= {
            f"{name.rpartition('/')[2][:-5]}-of-practices-{language}": page for name, page in practice_pages(language)
        }
        pages[f"charters-{language}"] = render_packet(chartered(), settings)["governance.html"]
        pages[f"governance-{language}"] = render_packet(governed(), settings)["governance.html"]
        pages[f"steering-{language}"] = render_packet(steered(), settings)["steering.html"]
        pages[f"kitchen-{language}"] = render_packet(wanting(8), settings)["convener-only/kitchen.html"]
        pages[f"public-{language}"] = render_packet(initiative(8), settings)["public.html"]
        asked = {"kind": "cap", "of": "organization", "at_most": 1, "at": ["board", "steer"], "weight": 2}
        pages[f"represented-{language}"] = render_report(composed(asked), settings)
        pages[f"promises-{language}"] = render_report(chartered(), settings)
        pages |= {f"{name}-{language}": page for name, page in every_dashboard(language).items()}
    listened = seating.solve(*season(sessions=4, people=40, facilitators=2))
    packet = render_packet(listened, Settings(language="es"))
    for name in ("staff-plan", "door-list", "worksheets", "facilitator", "table-sheets", "convener-only/needs"):
        pages[f"season-{name.rpartition('/')[2]}"] = packet[f"{name}.html"]
    pages["season"] = render_report(listened)
    return {**pages, "impossible": render_report(impossible(True))}


def pages_over_rounds() -> dict[str, str]:
    pages = {"badges": render_packet(rotating(small(), 6))["badges.html"]}
    pages["met"] = render_report(with_rounds(large(30, 3), 1))
    for language in languages():
        with TemporaryDirectory() as folder:
            for name, path in close_story(Path(folder), Settings(language=language)).files.items():
                pages[f"{name}-{language}"] = Path(path).read_text(encoding="utf-8")
    return pages


@pytest.mark.parametrize("make", [every_page, pages_over_rounds])
@pytest.mark.parametrize(("width", "is_dark"), [(1280, False), (320, True)])
def test_nothing_is_found(found, width, is_dark, make):
    pages = make()
    assert found(pages, width, is_dark) == {name: [] for name in pages}


def test_what_is_wrong_would_be_found(found):
    """A page with a picture that has no words, and text nobody can read, in light and in dark."""
    page = render_report(small()).replace(
        "</main>", '<img src="data:,"><p style="color: #777; background: #888">Nobody can read this.</p></main>'
    )
    for is_dark in (False, True):
        wrong = {one[0] for one in found({"wrong": page}, 1280, is_dark)["wrong"]}
        assert wrong >= {"image-alt", "color-contrast"}
