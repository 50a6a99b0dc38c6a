"""What the guides call a section, a sheet or a page is a text that the program prints."""

from __future__ import annotations

import re

from babel.messages.pofile import read_po

from seating.present.languages import FOLDER
from tests.docs.blocks import PAGES

NAMED = re.compile(
    r"(?:section|sheet|page|under)\s\*([A-Z][^*]+)\*|(?:^|[.:] )\*([A-Z][^*]+)\*\s(?:shows|counts|lists|names)\b", re.M
)
"""`section *Perspectives*`, `under *Needs and access*`, or `*What people bring* counts`."""

ELSEWHERE = {"Unreleased"}
"""Sections of files that the program does not write."""


def test_a_title_in_a_guide_is_printed_somewhere() -> None:
    with (FOLDER / "es.po").open("rb") as file:
        known = {message.id for message in read_po(file) if isinstance(message.id, str)} | ELSEWHERE
    named = {
        (page.name, " ".join((found[1] or found[2]).split()))
        for page in PAGES
        for found in NAMED.finditer(page.read_text(encoding="utf-8"))
    }
    assert len(named) > 20
    assert not {one for one in named if one[1] not in known}
