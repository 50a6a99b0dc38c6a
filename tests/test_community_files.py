"""The files that a visitor of the repository looks for first say what is true."""

from __future__ import annotations

import re

import pytest
from packaging.version import Version
from ruamel.yaml import YAML

from seating import __version__
from tests.docs.blocks import ROOT

pytestmark = pytest.mark.text

CITATION = YAML(typ="safe").load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
TEMPLATES = sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.md"))
PAGES = ("SECURITY.md", "CONTRIBUTING.md")


def test_the_citation_has_what_its_format_needs():
    """Between releases, it names the last one, which is what can be installed."""
    assert CITATION["cff-version"] == "1.2.0"
    assert {"message", "title", "authors"} <= set(CITATION)
    assert CITATION["authors"] == [{"name": "The seating developers"}]
    cited, own = Version(str(CITATION["version"])), Version(__version__)
    assert cited == own or (own.is_devrelease and cited < own)


def test_the_citation_agrees_with_the_package():
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert f'description = "{CITATION["abstract"]}"' in project
    assert f'license = "{CITATION["license"]}"' in project


@pytest.mark.parametrize("page", PAGES)
def test_every_link_and_file_exists(page: str):
    text = (ROOT / page).read_text(encoding="utf-8")
    links = [link.partition("#")[0] for link in re.findall(r"\]\(([^)]+)\)", text) if "://" not in link]
    files = re.findall(r"`((?:seating|docs)/[^`]+)`", text)
    assert [path for path in (*links, *files) if not (ROOT / path).exists()] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_a_template_warns_of_real_people(path):
    _, head, body = path.read_text(encoding="utf-8").split("---\n", 2)
    assert {"name", "about", "labels"} <= set(YAML(typ="safe").load(head))
    assert "Do not paste names" in body


@pytest.mark.parametrize("page", PAGES)
def test_no_mailbox_is_invented(page: str):
    assert not re.search(r"\w@\w+\.\w", (ROOT / page).read_text(encoding="utf-8"))
