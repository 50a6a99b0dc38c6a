"""Pages of decisions look alike, and their index lists them all."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from tests.docs.blocks import ROOT

pytestmark = pytest.mark.text

DECISIONS = sorted((ROOT / "docs" / "decisions").glob("[0-9]*.md"))
SECTIONS = ["Question", "Decision", "Reasons", "Consequences"]


MOST_PAGES = 60
"""Related choices share a page, so that someone can read all of them."""


def test_the_index_lists_every_page_once():
    index = (ROOT / "docs" / "decisions" / "README.md").read_text(encoding="utf-8")
    assert DECISIONS
    listed = re.findall(r"^\| \d+ \| \[[^|]+\]\(([^)]+)\) \|", index, re.MULTILINE)
    assert sorted(listed) == [page.name for page in DECISIONS]


def test_there_are_few_pages():
    assert len(DECISIONS) <= MOST_PAGES


def test_no_number_is_given_twice():
    numbers = Counter(page.name[:4] for page in DECISIONS)
    assert [number for number, times in numbers.items() if times > 1] == []


@pytest.mark.parametrize("page", DECISIONS, ids=lambda page: page.stem)
def test_files_that_a_page_names_exist(page):
    """A path in backticks begins in the repository or in `seating/`; `NAME` and `OUT` stand for something else."""
    named = re.findall(r"`((?:[\w.-]+/)+[\w.-]+\.(?:py|toml|po|js|txt))`", page.read_text(encoding="utf-8"))
    files = [path for path in named if "NAME" not in path and not path.startswith("OUT/")]
    assert [path for path in files if not (ROOT / path).is_file() and not (ROOT / "seating" / path).is_file()] == []


@pytest.mark.parametrize("page", DECISIONS, ids=lambda page: page.stem)
def test_a_page_has_its_title_status_date_and_sections(page):
    text = page.read_text(encoding="utf-8")
    title, status, *_ = text.split("\n\n")
    assert title.startswith(f"# {int(page.name[:4])}. ")
    assert re.fullmatch(
        r"Status: (accepted|(accepted, amended|superseded) by \[\d+\]\(\d{4}-[\w-]+\.md\))\. Date: \d{4}-\d\d-\d\d\.",
        status,
    )
    sections = re.findall(r"^## (.+)$", text, re.MULTILINE)
    assert sections[:2] == ["Question", "Decision"]
    assert sections == [name for name in SECTIONS if name in sections]
