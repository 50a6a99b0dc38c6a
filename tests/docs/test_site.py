"""The documentation site: every page is in its navigation, every anchor exists, and it builds strictly."""

from __future__ import annotations

import importlib.util
import json
import re
import sys
import zipfile
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import product
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from ruamel.yaml import YAML

from tests.docs.blocks import PAGES, ROOT, blocks

DOCS = ROOT / "docs"
PYTHON = sorted((DOCS / "reference" / "python").glob("*.md"))
LINK = re.compile(r"\]\((?P<page>[^)\s:#]*)#(?P<anchor>[^)\s]+)\)")
AXE = ROOT / ".ci" / "node_modules" / "axe-core" / "axe.min.js"
LOOKED_AT = (
    "index.html",
    "tutorial/first-seating.html",
    "gallery.html",
    "reference/python/solve.html",
    "reference/messages.html",
    "benchmarks.html",
)
SERIOUS = """async () => {
  const found = await axe.run(document, {resultTypes: ["violations"]});
  const bad = found.violations.filter((one) => ["serious", "critical"].includes(one.impact));
  return bad.map((one) => `${one.id}: ${one.nodes.map((node) => node.target.join(" ")).join(", ")}`);
}"""
SEARCH = """async ([code, index, questions]) => {
  const worker = new Worker(URL.createObjectURL(new Blob([code])));
  const ask = (message) => new Promise((answer) => {
    worker.onmessage = (event) => answer(event.data.data);
    worker.postMessage(message);
  });
  await ask({type: 0, data: {config: index.config, docs: index.docs, options: {suggest: true}}});
  const found = {};
  for (const question of questions) {
    const {items} = await ask({type: 2, data: question});
    found[question] = items.slice(0, 3).map((hits) => hits[0].location);
  }
  worker.terminate();
  return found;
}"""
"""Asks the search of the site itself, and returns the first three pages or sections that it finds."""

QUESTIONS = {
    "from Google Forms?": "how-to/use-a-sign-up-form.html",
    "from Eventbrite?": "how-to/use-a-sign-up-form.html",
    "Zoom breakout rooms?": "how-to/use-a-sign-up-form.html",
    "in Docker?": "how-to/use-a-container.html",
    "in a notebook?": "how-to/use-a-notebook.html",
    "in pandas/polars?": "how-to/use-a-notebook.html",
    "batch every week?": "how-to/seat-many-convenings.html",
    "wedding?": "how-to/seat-a-wedding.html",
    "wedding in ten minutes?": "how-to/seat-a-wedding.html",
}
"""What newcomers type into the search, and the page that answers it."""

FENCE = re.compile(r"^ *```.*?^ *```", re.DOTALL | re.MULTILINE)


def script(name: str) -> ModuleType:
    """Return a module of `docs/`, which is no package."""
    spec = importlib.util.spec_from_file_location(name, DOCS / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = sys.modules[name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def name_of(page: Path) -> str:
    return str(page.relative_to(ROOT))


def in_navigation(entries: Any) -> Iterator[str]:
    """Yield the pages of a navigation, those of decisions included."""
    hooks = script("hooks")
    for entry in entries:
        for pages in entry.values() if isinstance(entry, dict) else [entry]:
            if isinstance(pages, list):
                yield from in_navigation(pages)
            elif pages == "decisions":
                yield from hooks.list_folder(DOCS, pages)
            else:
                yield pages


@cache
def anchors(page: Path) -> set[str]:
    """Return the anchors of the headings of a page."""
    found: Counter[str] = Counter()
    names = set()
    for heading in re.findall(r"^#+ (.+)$", FENCE.sub("", page.read_text(encoding="utf-8")), re.MULTILINE):
        slug = re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", heading.replace("`", "")).strip().lower())
        names.add(f"{slug}_{found[slug]}" if found[slug] else slug)
        found[slug] += 1
    return names


@pytest.mark.text
def test_every_page_is_in_the_navigation_once():
    config = YAML(typ="safe", pure=True).load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    listed = Counter(in_navigation(config["nav"]))
    pages = {path.relative_to(DOCS).as_posix() for path in DOCS.rglob("*.md")}
    pages |= {"examples/README.md", "changelog.md", "security.md"}
    assert sorted(pages - set(listed)) == [], "add these pages to `nav` in mkdocs.yml"
    assert sorted(set(listed) - pages) == [], "these pages of `nav` in mkdocs.yml do not exist"
    assert [page for page, times in listed.items() if times > 1] == []


@pytest.mark.text
def test_links_into_a_page_lead_to_its_headings():
    wrong = []
    for page in PAGES:
        for link in LINK.finditer(FENCE.sub("", page.read_text(encoding="utf-8"))):
            target = page.parent / link["page"] if link["page"] else page
            if target.suffix == ".md" and link["anchor"] not in anchors(target):
                wrong.append(f"{name_of(page)}: {link[0]}")
    assert wrong == []


@pytest.mark.text
def test_further_parts_of_a_list_item_are_indented_by_four():
    """The repository accepts two spaces; the site then ends the list before the part."""
    wrong = []
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        text = FENCE.sub(lambda fence: "```" if fence[0].startswith(("`", "    ")) else fence[0], text)
        wrong += [f"{name_of(page)}: {line}" for line in re.findall(r"(?:^|\n)\n( {1,3}[^\s].*)", text)]
    assert wrong == []


@pytest.mark.text
def test_every_table_begins_with_its_headings():
    """A blank line inside a table ends it; its other rows would be printed with their bars."""
    wrong = []
    for page in PAGES:
        text = FENCE.sub("```", page.read_text(encoding="utf-8"))
        wrong += [f"{name_of(page)}: {row}" for row in re.findall(r"\n\n(\|.*)\n(?!\|[ :|-]*-)", text)]
    assert wrong == []


@pytest.mark.text
def test_links_out_of_the_folder_lead_to_their_place_on_the_site():
    hooks = script("hooks")

    def moved(text: str, source: str, page: str) -> str:
        return hooks.LINK.sub(lambda link: hooks._move(link, source, page), text)

    guide = "docs/tutorial/first-seating.md", "tutorial/first-seating.md"
    assert moved("[x](../../README.md#from-python)", *guide) == "[x](../index.md#from-python)"
    assert moved("[x](../../reports/sample/report.html)", *guide) == "[x](../sample/report.html)"
    assert moved("[x](../../examples)", *guide) == "[x](../examples/README.md)"
    assert moved("[x](../how-to/ask-why.md)", *guide) == "[x](../how-to/ask-why.md)"
    assert moved("[x](https://example.org/a) [y](#z)", *guide) == "[x](https://example.org/a) [y](#z)"
    examples = "examples/README.md", "examples/README.md"
    assert moved("[x](../docs/glossary.md)", *examples) == "[x](../glossary.md)"


@pytest.mark.text
def test_faults_of_a_site_are_found(tmp_path):
    check_site = script("check_site")
    (tmp_path / "a.html").write_text(
        '<h1 id="here">A</h1><a href="#here">1</a><a href="b.html#there">2</a><a href="b.html#nowhere">3</a>'
        '<a href="c.html">4</a><a href="../outside.html">5</a><a href="https://example.org">6</a>'
        '<script src="https://example.org/x.js"></script><img src="data:image/png;base64,AA==">',
        encoding="utf-8",
    )
    (tmp_path / "b.html").write_text('<h1 id="there">B</h1><a href="/a.html">1</a>', encoding="utf-8")
    (tmp_path.parent / "outside.html").write_text("", encoding="utf-8")
    site = check_site.check(tmp_path)
    assert (site.pages, site.followed, site.outside["example.org"]) == (2, 6, 2)
    assert site.faults == [
        "a.html loads https://example.org/x.js",
        "a.html links to ../outside.html: there is no such file",
        "a.html links to b.html#nowhere: there is no such place on the page",
        "a.html links to c.html: there is no such file",
    ]


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Path:
    """Build the site once."""
    if not all(map(importlib.util.find_spec, ("material", "mkdocs", "mkdocstrings"))):
        pytest.skip("MkDocs, its theme or mkdocstrings is not installed: pip install --group docs")
    folder = tmp_path_factory.mktemp("site") / "site"
    assert script("check_site").build(folder) == ""
    return folder


@pytest.mark.room
def test_the_site_builds_strictly_and_every_link_leads_somewhere(built):
    assert script("check_site").check(built).faults == []
    for page in ("index.html", "gallery.html", "reference/python/solve.html", "sample/round-1/report.html"):
        assert (built / page).is_file()
    with zipfile.ZipFile(built / "examples" / "examples.zip") as archive:
        assert "examples/city/stakeholders.csv" in archive.namelist()


@pytest.mark.browser
@pytest.mark.skipif(not AXE.is_file(), reason="axe-core is not there; .ci/run installs it")
def test_readers_of_every_kind_can_use_the_site(built, chromium):
    """No serious fault that axe-core finds, nothing wider than the window, and nothing from elsewhere."""
    faults, asked = [], []
    for width, scheme in product((1280, 390), ("light", "dark")):
        page = chromium.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
        page.on("request", lambda request: asked.append(request.url))
        for name in LOOKED_AT:
            page.goto((built / name).as_uri())
            page.add_script_tag(path=str(AXE))
            found = [f"{name} {width} {scheme}: {one}" for one in page.evaluate(SERIOUS)]
            wide = page.evaluate("document.documentElement.scrollWidth") > width
            faults += [*found, *([f"{name} {width}: wider than the window"] if wide else [])]
        page.close()
    assert faults == []
    assert [url for url in asked if not url.startswith(("file:", "data:", "blob:"))] == []


@pytest.mark.browser
def test_the_search_answers_what_newcomers_ask(built, chromium):
    (code,) = (built / "assets" / "javascripts" / "workers").glob("search.*.min.js")
    index = json.loads((built / "search" / "search_index.json").read_text(encoding="utf-8"))
    page = chromium.new_page()
    found = page.evaluate(SEARCH, [code.read_text(encoding="utf-8"), index, list(QUESTIONS)])
    page.close()
    missed = {
        question: found[question]
        for question, answer in QUESTIONS.items()
        if answer not in {place.partition("#")[0] for place in found[question]}
    }
    assert missed == {}


@pytest.mark.parametrize("page", [page for page in PYTHON if blocks(page, "python")], ids=name_of)
def test_the_python_of_the_interface_runs(page, checkout):
    for block in blocks(page, "python"):
        exec(compile(block, page.name, "exec"), {})
