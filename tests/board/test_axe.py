"""No screen of the board has a fault that axe-core finds, light or dark, wide or narrow, English or Spanish."""

from __future__ import annotations

import pytest

from seating.api.solve import solve_request
from tests.docs.blocks import ROOT

AXE = ROOT / ".ci" / "node_modules" / "axe-core" / "axe.min.js"

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not AXE.is_file(), reason="axe-core is not there; .ci/run installs it"),
]

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

RUN = """async (tags) => {
  const found = await axe.run(document, {runOnly: tags, resultTypes: ["violations"]});
  return found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.target.join(" ")).join(", ")}`);
}"""


@pytest.fixture(scope="module")
def board(tmp_path_factory):
    """Run a board with a seating for all tests of this module."""
    from .conftest import copy_example, make_session, start_board

    folder = tmp_path_factory.mktemp("axe")
    session = make_session(copy_example("city", folder / "in"), folder / "out")
    solve_request(session.request)
    started = start_board(session)
    yield started
    started.stop()


@pytest.fixture
def page(chromium, request):
    """Open a window in which axe-core may run in spite of the policy of the pages."""
    scheme, width = request.param
    context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True)
    yield context.new_page()
    context.close()


def screens(board) -> list[str]:
    from seating.board.app import SCREENS

    forms = ["requirements/requirements/form?number=10", "requirements/requirements/form?kind=role_mix"]
    return [*(name for name, _, _ in SCREENS), *forms, "requirements/tables/form?number=0"]


@pytest.mark.parametrize("page", [("light", 1400), ("dark", 1400), ("light", 390)], indirect=True, ids=str)
def test_no_screen_has_a_fault(board, page):
    page.goto(board.address)
    base = page.url.rsplit("/", 1)[0]
    found = {}
    for name in screens(board):
        page.goto(f"{base}/{name}")
        if name == "seats":
            page.locator(".seat[data-person]").first.click()
            page.locator("[data-drop]").first.wait_for()
        page.add_script_tag(path=str(AXE))
        found[name] = page.evaluate(RUN, TAGS)
    assert found == {name: [] for name in screens(board)}
