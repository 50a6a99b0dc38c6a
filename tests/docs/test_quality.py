"""The writer of `docs/quality.md`, and the page itself."""

from __future__ import annotations

import re

import pytest

from docs.quality import PAGE, write

PAGE_TEXT = "# Quality\n\n<!-- one -->\n\nold\n\n<!-- /one -->\n\nkept\n\n<!-- two -->\n<!-- /two -->\n"


def test_a_block_is_replaced_and_the_rest_stays(tmp_path):
    page = tmp_path / "quality.md"
    page.write_text(PAGE_TEXT, encoding="utf-8")
    write("one", ["| new | 1 |", "café"], page)
    write("two", ["second"], page)
    write("two", ["second"], page)
    wanted = PAGE_TEXT.replace("old", "| new | 1 |\ncafé").replace("<!-- two -->\n", "<!-- two -->\n\nsecond\n\n")
    assert page.read_text(encoding="utf-8") == wanted


def test_an_unknown_block_changes_nothing(tmp_path):
    page = tmp_path / "quality.md"
    page.write_text(PAGE_TEXT, encoding="utf-8")
    with pytest.raises(ValueError, match="three"):
        write("three", ["lost"], page)
    assert page.read_text(encoding="utf-8") == PAGE_TEXT


@pytest.mark.text
def test_every_block_of_the_page_is_closed_once():
    text = PAGE.read_text(encoding="utf-8")
    opened = re.findall(r"^<!-- ([a-z-]+) -->$", text, re.M)
    assert opened == re.findall(r"^<!-- /([a-z-]+) -->$", text, re.M)
    assert len(opened) == len(set(opened)) > 0
