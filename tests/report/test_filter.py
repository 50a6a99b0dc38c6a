"""The report's filters, tried in a browser: they hide and show lines, and a link finds whom a filter hides."""

from __future__ import annotations

import html
import json
import re

import pytest

from seating.report.pages import render_report

from .rich import rich

pytestmark = pytest.mark.browser

STEPS = """onload = async () => {
  const frame = document.querySelector('iframe'), page = frame.contentDocument, view = frame.contentWindow;
  const part = (name) => page.querySelector('#finder ' + name);
  const seen = (name) => [...page.querySelectorAll(name)].filter((line) => !line.closest('[hidden]'));
  const state = () => ({
    people: seen('.people-az tbody tr').map((line) => line.id),
    cards: seen('.card').map((card) => card.id),
    members: seen('.card .members > li').length,
    rows: [...new Set(seen('[data-at]').map((row) => row.dataset.at))],
    count: part('output b').textContent, clear: !part('button').hidden,
  });
  const type = async (text) => {
    part('input').value = text; part('input').dispatchEvent(new view.Event('input'));
    await new Promise((done) => setTimeout(done, 300));
  };
  const choose = (table) => { part('select').value = table; part('select').dispatchEvent(new view.Event('change')) };
  const told = { hidden: part('input').closest('#finder').hidden };
  told.first = state();
  await type('CHLOE akesson'); told.typed = state();
  part('button').click(); told.cleared = state();
  choose('table-talent'); told.chosen = state();
  await type('harbor'); told.nobody = state();
  view.location.hash = '#person-p01';
  await new Promise((done) => setTimeout(done, 300)); told.linked = state();
  const shown = document.createElement('pre'); shown.textContent = JSON.stringify(told); document.body.append(shown);
}"""


@pytest.fixture(scope="module")
def told(chromium, tmp_path_factory) -> dict:
    """Return what is seen after each step; the page runs with its own policy. One person has a row more."""
    folder = tmp_path_factory.mktemp("filter")
    further = re.compile(r'<tr id="person-p03">(.*?</tr>)', re.DOTALL)
    page = further.sub(r"\g<0><tr>\g<1>", render_report(rich(compare=("sector",))))
    (folder / "report.html").write_text(page, encoding="utf-8")
    outer = folder / "outer.html"
    frame = '<iframe src="report.html" width="1280" height="900"></iframe>'
    outer.write_text(f"<body>{frame}<script>{STEPS}</script></body>", encoding="utf-8")
    shown = chromium(outer, "--allow-file-access-from-files", "--virtual-time-budget=20000", "--dump-dom")
    return json.loads(html.unescape(re.search(r"<pre>(.*?)</pre>", shown, re.DOTALL)[1]))


def test_everybody_is_seen_at_first(told):
    assert told["hidden"] is False
    first = told["first"]
    assert (len(first["people"]), first["members"], first["count"], first["clear"]) == (16, 15, "15", False)
    assert sorted(first["rows"]) == ["capital", "t03", "talent"]
    assert told["cleared"] == first


def test_a_name_is_found_without_its_accents(told):
    typed = told["typed"]
    assert typed["people"] == ["person-p03", ""]
    assert (typed["cards"], typed["members"], typed["count"]) == (["table-capital"], 1, "1")


def test_a_table_shows_its_card_its_people_and_its_rows(told):
    chosen = told["chosen"]
    assert chosen["cards"] == ["table-talent"]
    assert set(chosen["people"]) == {f"person-p{n:02}" for n in range(6, 11)}
    assert chosen["rows"] == ["talent"]
    assert chosen["clear"] is True


def test_nobody_fits_and_a_link_to_somebody_hidden_shows_everybody_again(told):
    assert (told["nobody"]["people"], told["nobody"]["cards"], told["nobody"]["count"]) == ([], [], "0")
    assert told["linked"] == told["first"]


def test_without_a_script_the_filters_are_not_there_and_everything_is_seen():
    page = render_report(rich())
    assert re.search(r'<div class="finder" id="finder" role="search" hidden>', page)
    assert re.search(r"<output[^>]*><b></b> shown, of \d+ people", page)  # staff are among those shown
    assert not re.search(r"<(li|tr|article|section)[^>]* hidden", page)
