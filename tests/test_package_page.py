"""The README as the page of the package: no link on it leads nowhere."""

from __future__ import annotations

import re

import pytest

from hatch_build import find_repository, page_of
from tests.shape import ROOT

pytestmark = pytest.mark.text

README = (ROOT / "README.md").read_text(encoding="utf-8")
TARGET = re.compile(r"\]\(([^)]*)\)")


def test_links_and_picture_are_absolute_and_lead_to_files_of_the_repository():
    targets = TARGET.findall(page_of(README, "https://forge.example/a/seating", "1.2.3"))
    assert len(targets) == len(TARGET.findall(README)) > 3
    places = [
        re.fullmatch(r"https://forge\.example/a/seating/(?:blob|raw)/v1\.2\.3/([^#]+)(?:#.*)?", one) for one in targets
    ]
    assert all(place and (ROOT / place[1]).is_file() for place in places)
    assert "/raw/v1.2.3/docs/images/report.png" in "".join(targets)


def test_without_an_address_nothing_is_linked_and_no_word_is_lost():
    page = page_of(README, None, "1.2.3")
    assert TARGET.findall(page) == []
    assert "Your first seating, in ten minutes" in page


def test_an_absolute_link_stays_as_it_is():
    assert page_of("[a](https://other.example/x)", None, "1") == "[a](https://other.example/x)"


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({}, None),
        ({"GITHUB_SERVER_URL": "https://forge.example", "GITHUB_REPOSITORY": "a/b"}, "https://forge.example/a/b"),
        ({"SEATING_REPOSITORY": "https://own.example/x/"}, "https://own.example/x"),
    ],
)
def test_the_address_is_that_of_the_workflow_or_given(monkeypatch, variables, expected):
    for name in ("GITHUB_SERVER_URL", "GITHUB_REPOSITORY", "SEATING_REPOSITORY"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert find_repository() == expected
