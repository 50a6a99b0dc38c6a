"""The reasons of *People A–Z* that are printed once, with a letter in the rows of those who have them."""

from __future__ import annotations

import re

SHARED = re.compile(r'<li><b><bdi>([A-H])</bdi></b> (.+?) <span class="quiet">\((\d+)\)</span></li>')
LETTERED = 'data-label="Why here"><span><b><bdi>{}</bdi></b></span>'


def spell_reasons(page: str) -> str:
    """Return the report with each letter replaced by its reason; each letter stands in as many rows as it says."""
    for letter, reason, number in SHARED.findall(page):
        cell = LETTERED.format(letter)
        assert page.count(cell) == int(number) >= 5
        page = page.replace(cell, f'data-label="Why here"><span>{reason}</span>')
    assert not re.search(LETTERED.format("[A-H]"), page), "a letter without its reason"
    return page
