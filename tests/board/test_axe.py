"""No screen of the board has a fault that axe-core finds, light or dark, wide or narrow, English or Spanish."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pytest

from tests.docs.blocks import ROOT

from .states import TRIED, Boards

AXE = ROOT / ".ci" / "node_modules" / "axe-core" / "axe.min.js"

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not AXE.is_file(), reason="axe-core is not there; .ci/run installs it"),
]

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

RUN = """async (tags) => {
  const rules = {"target-size": {enabled: true}, "label-content-name-mismatch": {enabled: true}};
  const found = await axe.run(document, {runOnly: tags, rules, resultTypes: ["violations"]});
  return found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.target.join(" ")).join(", ")}`);
}"""

WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def window(chromium) -> Iterator[object]:
    """Open a window in which axe-core may run in spite of the policy of the pages."""
    context = chromium.new_context(viewport=WIDE, bypass_csp=True)
    yield context.new_page()
    context.close()


def find_faults(page, looks) -> dict[str, list[str]]:
    """Return what axe-core finds in the state that a window shows, for each size and color scheme."""
    found = {}
    for size, scheme in looks:
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=scheme)
        # At the end of a page, what sticks to its lower edge covers nothing; elsewhere, what it covers can be scrolled.
        page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
        page.add_script_tag(path=str(AXE))
        found[f"{size['width']} {scheme}"] = page.evaluate(RUN, TAGS)
    return {look: faults for look, faults in found.items() if faults}


@pytest.mark.parametrize("state", TRIED)
def test_no_state_has_a_fault(state, boards: Boards, window):
    window.set_viewport_size(WIDE)
    boards.open(window, state)
    assert find_faults(window, [(WIDE, "light"), (NARROW, "dark")]) == {}


@pytest.mark.night
@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("state", TRIED)
def test_no_state_has_a_fault_in_any_look(state, language, boards: Boards, window):
    window.set_viewport_size(WIDE)
    boards.open(window, state, language)
    assert window.locator("html").get_attribute("lang") == language
    assert find_faults(window, product([WIDE, NARROW], ["light", "dark"])) == {}
