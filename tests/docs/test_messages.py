"""Every slug has an entry in docs/messages.toml, and every entry a slug."""

from __future__ import annotations

import re
import tomllib

import pytest

from tests.docs.blocks import ROOT
from tests.docs.slugs import constants, slugs

pytestmark = pytest.mark.text

MESSAGES = tomllib.loads((ROOT / "docs" / "messages.toml").read_text(encoding="utf-8"))


def test_every_slug_has_an_entry():
    assert sorted(slugs(ROOT / "seating") - set(MESSAGES)) == []


def test_every_entry_is_of_a_slug_in_the_source():
    assert sorted(set(MESSAGES) - constants(ROOT / "seating")) == []


def test_entries_are_in_alphabetical_order_and_complete():
    assert list(MESSAGES) == sorted(MESSAGES)
    for slug, message in MESSAGES.items():
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug)
        assert {"what", "why", "do"} <= set(message) <= {"what", "example", "why", "do"}, slug
        assert sum(len(text.split()) for text in message.values()) >= 15, slug


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
