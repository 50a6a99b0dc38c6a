"""What WCAG 2.2 asks of every screen beyond what axe-core sees, measured and tried with the keyboard in a browser.

docs/explanation/accessibility-of-the-board.md names these tests beside the criteria.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from seating.board.app import SCREENS
from tests.docs.blocks import ROOT

from .states import TRIED, Boards, State

pytestmark = pytest.mark.browser

MEASURES = Path(__file__).with_name("measures.js")

PAGE = ROOT / "docs" / "explanation" / "accessibility-of-the-board.md"

WIDE, PHONE, SMALL = {"width": 1280, "height": 900}, {"width": 390, "height": 844}, {"width": 320, "height": 256}

SPACING = """*, *::before, *::after {
  line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important;
}
p { margin-bottom: 2em !important; }"""

CRITERIA = (
    *("1.1.1", "1.2.1", "1.2.2", "1.2.3", "1.2.4", "1.2.5", "1.3.1", "1.3.2", "1.3.3", "1.3.4", "1.3.5", "1.4.1"),
    *("1.4.2", "1.4.3", "1.4.4", "1.4.5", "1.4.10", "1.4.11", "1.4.12", "1.4.13", "2.1.1", "2.1.2", "2.1.4", "2.2.1"),
    *("2.2.2", "2.3.1", "2.4.1", "2.4.2", "2.4.3", "2.4.4", "2.4.5", "2.4.6", "2.4.7", "2.4.11", "2.5.1", "2.5.2"),
    *("2.5.3", "2.5.4", "2.5.7", "2.5.8", "3.1.1", "3.1.2", "3.2.1", "3.2.2", "3.2.3", "3.2.4", "3.2.6", "3.3.1"),
    *("3.3.2", "3.3.3", "3.3.4", "3.3.7", "3.3.8", "4.1.2", "4.1.3"),
)
"""The success criteria of levels A and AA of WCAG 2.2."""


@pytest.fixture(scope="module")
def window(chromium) -> Iterator[object]:
    """Open a window into which the measures may be loaded in spite of the policy of the pages."""
    context = chromium.new_context(viewport=WIDE, bypass_csp=True)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module", params=TRIED)
def opened(request, boards: Boards, window):
    """Open a state and load the measures into its page."""
    window.set_viewport_size(WIDE)
    window.emulate_media(color_scheme="light", forced_colors="none", reduced_motion="no-preference")
    boards.open(window, request.param)
    window.add_script_tag(path=str(MEASURES))
    return request.param


@pytest.fixture
def page(opened: State, window):
    """Return the window with a state, in its first size and colors."""
    window.set_viewport_size(WIDE)
    window.emulate_media(color_scheme="light", forced_colors="none", reduced_motion="no-preference")
    return window


def measure(page, name: str):
    return page.evaluate(f"measure.{name}()")


def walk(page, key: str = "Tab") -> list[dict]:
    """Press a key until every stop of the page was reached; return what was seen at each."""
    stops = page.evaluate("isBackward => measure.startWalk(isBackward)", key != "Tab")
    seen = []
    for _ in range(stops + 3):
        page.keyboard.press(key)
        seen.append(page.evaluate("measure.step()"))
        if "name" not in seen[-1]:
            break  # out of the page
    return seen


def faults(seen: list[dict]) -> list[str]:
    return [f"{one['name']}: {', '.join(one['faults'])}" for one in seen if one["faults"]]


def test_a_page_has_a_title_a_language_and_headings_in_order(opened, page):
    title, heading = page.title().split(" · ")[0], page.locator("h1").first.inner_text()
    assert page.locator("html").get_attribute("lang") == "en"
    assert title
    assert title in heading or heading in title
    levels = measure(page, "headings")
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert [one for one, after in pairwise(levels) if after > one + 1] == []


def test_everything_can_be_pressed(opened, page):
    found = {}
    for size in (WIDE, PHONE):
        page.set_viewport_size(size)
        found[size["width"]] = measure(page, "smallTargets")
    assert found == {1280: [], 390: []}


def test_nothing_is_beside_a_window_of_320_pixels(opened, page):
    page.set_viewport_size(SMALL)
    assert measure(page, "wideParts") == []
    assert measure(page, "cutTexts") == []


def test_texts_may_be_spaced_and_doubled(opened, page):
    page.evaluate(
        "css => { const style = document.createElement('style'); style.id = 'spacing'; style.textContent = css;"
        " document.head.append(style); }",
        SPACING,
    )
    found = {}
    for size in (WIDE, PHONE):
        page.set_viewport_size(size)
        found[f"spaced {size['width']}"] = [*measure(page, "wideParts"), *measure(page, "cutTexts")]
    page.evaluate("document.getElementById('spacing').textContent = 'html { font-size: 200% }'")
    page.set_viewport_size(WIDE)
    found["doubled"] = [*measure(page, "wideParts"), *measure(page, "cutTexts")]
    page.evaluate("document.getElementById('spacing').remove()")
    assert {name: parts for name, parts in found.items() if parts} == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_edges_and_marks_can_be_told_from_what_is_behind_them(opened, page, scheme):
    page.emulate_media(color_scheme=scheme)
    assert measure(page, "faintParts") == []


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["1280", "390"])
def test_tab_reaches_everything_in_order_and_shows_where_it_is(opened, page, size):
    page.set_viewport_size(size)
    seen = walk(page)
    stops = page.evaluate("measure.startWalk(false)")
    assert [one["number"] for one in seen[:stops]] == [*range(stops)], "every stop once, in the order of the page"
    assert seen[stops]["number"] in {-1, 0}, "and out of the page, where a window without a frame begins again"
    assert faults(seen[:stops]) == []


def test_shift_and_tab_go_back_through_everything(opened, page):
    page.set_viewport_size(PHONE)
    # Before the walk, because what it passes last can change what is behind it.
    stops = page.evaluate("measure.startWalk(false)")
    seen = walk(page, "Shift+Tab")
    assert [one["number"] for one in seen[:stops]] == [*reversed(range(stops))]
    assert faults(seen) == []


def test_states_can_be_told_without_colors(opened, page):
    page.emulate_media(forced_colors="active")
    assert measure(page, "plainStates") == []


def test_nothing_moves_by_itself(opened, page):
    assert measure(page, "movingParts") == []


# While a card is held, the panel shows the reasons of the table under the pointer or with the focus, in the same place.
# Without them, as many empty lines are left as the space below the reasons makes.
TEXT = """() => [...document.querySelectorAll(".offer:not([hidden])")].reduce(
  (text, one) => text.replace(one.innerText, ""), document.body.innerText).replace(/\\n+/g, "\\n")"""


@pytest.mark.parametrize("opened", [one for one in TRIED if one.id != "solve, running"], indirect=True)
def test_nothing_happens_on_focus_hover_or_a_letter(opened, page):
    # Tables out of view are laid out only once the focus is near them, and have no text for the test until then.
    page.add_style_tag(content=".tables > .table { content-visibility: visible !important; }")
    page.evaluate("measure.startWalk(false)")
    page.keyboard.press("Tab")
    before = page.url, page.evaluate(TEXT)
    for key in "abcdefghijklmnopqrstuvwxyz0123456789?.":
        page.keyboard.press(key)
    for box in [one.bounding_box() for one in page.locator("main button:visible, main a:visible").all()[:8]]:
        page.mouse.move(box["x"] + 5, box["y"] + 5)
    page.evaluate("() => document.querySelectorAll('main button, main select, main input').forEach(one => one.focus())")
    assert (page.url, page.evaluate(TEXT)) == before


def test_the_links_are_the_same_everywhere(opened, page):
    """A screen that is not possible yet keeps its place, without a link and with the reason."""
    links = page.locator("header nav li > *").evaluate_all("all => all.map(one => one.firstChild.textContent)")
    alone = {"projector", "find your table", "chart of a participant", "chart with a problem", "thanks for a chart"}
    if opened.name in {*alone, "board is closed"}:
        assert links == []
    else:
        assert links == [title for name, title, _ in SCREENS if name != "sharing" or "sharing" in opened.name]


def test_the_page_about_accessibility_names_every_criterion_and_only_tests_that_there_are():
    text = PAGE.read_text(encoding="utf-8")
    listed = {number for line in text.splitlines() for number in re.findall(r"^\| (\d\.\d\.\d+)", line)}
    assert set(CRITERIA) - listed - {f"1.2.{n}" for n in range(2, 6)} == set()
    tests = "\n".join(path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("test_*.py"))
    named = set(re.findall(r"`(test_\w+)`", text))
    assert {name for name in named if f"def {name}(" not in tests} == set()
    assert all((ROOT / path).is_file() for path in re.findall(r"`(tests/[\w/]+\.py)`", text))
