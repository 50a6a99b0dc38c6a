"""Pages and parts of them, as templates make them."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from seating.board.app import SCREENS

PLACES = [
    route.path for _, _, routes in SCREENS for route in routes if "GET" in route.methods and "{" not in route.path
]


@pytest.mark.parametrize("place", PLACES)
def test_no_page_and_no_part_has_an_id_twice(place: str, city) -> None:
    """A part that contains another one has one status line and one next step."""
    shown = city.http.get(city.base + place.strip("/"), headers={"x-part": "1"})
    if not shown.headers["content-type"].startswith("text/html"):
        return
    ids = Counter(re.findall(r'\sid="([^"]+)"', shown.text))
    assert [one for one, number in ids.items() if number > 1] == []
