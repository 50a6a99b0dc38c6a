"""A page of blocks that stands alone: what is at its top, on its sheets of paper, and in it."""

from __future__ import annotations

from dataclasses import replace

from seating.present.blocks import Card, Lines, data, paragraph
from seating.present.page import Masthead, render_page
from seating.present.settings import Settings
from seating.wording import said

TOP = Masthead("closing", said("Closing report"), said("for sharing"), "Ana & Ben", said("Skip to the report"))


def page(top: Masthead, language: str = "en") -> str:
    section = Card(said("Who came"), [paragraph(said("Name"))], "came-heading", "section")
    return render_page(top, [section, Lines([])], Settings(language=language))


def test_a_page_has_its_kind_its_title_and_its_content() -> None:
    html = page(TOP, "es")
    assert "<title>Informe final · Ana &amp; Ben</title>" in html
    assert '<p class="eyebrow">Informe final · para compartir</p>\n  <h1 dir="auto">Ana &amp; Ben</h1>' in html
    assert '<h2 id="came-heading">Quiénes vinieron</h2>\n<p>Nombre</p>\n</section>' in html
    assert "stamp" not in html.partition("</style>")[2]
    assert "@top-right" not in html


def test_what_only_the_convener_reads_says_so_at_the_top_and_on_each_sheet() -> None:
    html = page(replace(TOP, stamp=said("CONVENER ONLY"), is_convener_only=True, heading=(data("A"), "!"), lead="L"))
    assert '<p class="stamp">CONVENER ONLY</p>' in html
    assert '<h1 dir="auto"><bdi>A</bdi>!</h1>\n  <p class="lead" dir="auto">L</p>' in html
    assert "@top-right" in html
