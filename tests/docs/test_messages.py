"""Every slug has a page, and every page a slug."""

from __future__ import annotations

import re

import pytest

from tests.docs.blocks import ROOT
from tests.docs.slugs import constants, slugs

pytestmark = pytest.mark.text

FOLDER = ROOT / "docs" / "messages"
PAGES = sorted(path for path in FOLDER.glob("*.md") if path.name != "README.md")


def test_every_slug_has_a_page():
    assert sorted(slugs(ROOT / "seating") - {page.stem for page in PAGES}) == []


def test_every_page_is_of_a_slug_in_the_source():
    assert sorted({page.stem for page in PAGES} - constants(ROOT / "seating")) == []


def test_slugs_are_found_where_they_are_handed_on(tmp_path):
    """The search sees positions, keywords, methods, fields and both arms of a choice."""
    (tmp_path / "one.py").write_text(
        "class Problem:\n    file: str\n    slug: str\n"
        "class Book:\n    def note(self, slug, text): ...\n"
        "Problem('a.csv', 'by-position')\nProblem(file='a', slug='by-keyword')\n"
        "book.note('by-method', 'not-this')\nbook.note('one-arm' if x else 'other-arm', '')\nprint('nor-this')\n",
        encoding="utf-8",
    )
    assert slugs(tmp_path) == {"by-position", "by-keyword", "by-method", "one-arm", "other-arm"}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_has_its_slug_as_title_and_says_something(page):
    text = page.read_text(encoding="utf-8")
    assert text.startswith(f"# {page.stem}\n")
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", page.stem)
    assert len(text.split()) >= 20
