"""Links within the report: each lands at its section, past cards that were never in view."""

from __future__ import annotations

import pytest

from seating.report.pages import render_report
from tests.report.made_up import large
from tests.waiting import let_pass, wait_until

pytestmark = pytest.mark.browser

TOP = "id => document.getElementById(id).getBoundingClientRect().top"


def test_a_link_past_the_tables_lands_at_its_section_and_stays_there(page, tmp_path):
    report = tmp_path / "report.html"
    report.write_text(render_report(large(100, 10)), encoding="utf-8")
    page.set_viewport_size({"width": 1366, "height": 768})
    for section in ("requirements", "people"):
        page.goto(report.as_uri())
        page.locator(f'nav.contents a[href="#{section}"]').click()
        wait_until(lambda: 0 <= page.evaluate(TOP, section) < 150, page)  # noqa: B023
        for _ in range(3):
            let_pass(0.3, page)
            assert 0 <= page.evaluate(TOP, section) < 150, section
