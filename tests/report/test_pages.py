"""Every page: sound markup, usable without colour, picture or mouse, and quick to make."""

from __future__ import annotations

import base64
import re
from collections import Counter
from dataclasses import replace
from hashlib import sha256
from html import escape
from itertools import pairwise

import pytest

import seating
from seating.engines.outcome import Status
from seating.present.environment import css_text, environment
from seating.present.settings import Settings
from seating.profiles import Asset, People
from seating.report.pages import OPEN, name_written, packet_pages, render_packet, render_report, sections
from seating.result.readers import Audience
from tests.docs.blocks import ROOT

from .conftest import Page
from .made_up import ToyCount, impossible, large, result_of, small
from .rich import rich


def every_page() -> dict[str, str]:
    result = small()
    return {
        "report": render_report(result),
        "impossible": render_report(impossible(True)),
        **{f"packet/{path}": html for path, html in render_packet(result).items()},
    }


PAGES = every_page()


@pytest.fixture(params=PAGES, ids=PAGES)
def html(request) -> str:
    return PAGES[request.param]


@pytest.fixture
def page(html) -> Page:
    return Page(html)


def test_elements_are_closed_in_order_and_ids_are_unique(page):
    ids = Counter(attributes["id"] for _, attributes, _ in page.elements if "id" in attributes)
    assert [identity for identity, times in ids.items() if times > 1] == []


def test_one_h1_and_no_level_is_skipped(page):
    levels = [int(tag[1]) for tag, _, _ in page.elements if re.fullmatch("h[1-6]", tag)]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_landmarks_language_and_a_skip_link_that_leads_to_main(page):
    assert page.all("html")[0]["lang"] == "en"
    assert [attributes["id"] for attributes in page.all("main")] == ["main"]
    assert page.all("a")[0] == {"class": "skip", "href": "#main"}


def test_links_lead_somewhere(page):
    ids = {attributes["id"] for _, attributes, _ in page.elements if "id" in attributes}
    for attributes in page.all("a") + page.all("use"):
        href = attributes["href"]
        assert href[1:] in ids if href.startswith("#") else href in render_packet(small())
    named = [value for _, a, _ in page.elements for value in a.get("aria-labelledby", "").split()]
    assert set(named) <= ids


def test_tables_have_a_caption_and_headers_with_a_scope(page):
    inside = Counter(parents.count("table") for tag, _, parents in page.elements if tag == "caption")
    assert inside[1] == len(page.all("table"))
    assert all(attributes.get("scope") in {"col", "row", "rowgroup", "colgroup"} for attributes in page.all("th"))


def test_every_picture_has_words_or_is_said_to_have_none(page):
    for tag, attributes, _ in page.elements:
        if tag == "svg":
            assert attributes.get("aria-hidden") == "true" or attributes.get("role") in {"img", "group"}, attributes
    titles = [parents for tag, _, parents in page.elements if tag == "title" and parents[-1] == "svg"]
    assert len(titles) == sum(a.get("role") in {"img", "group"} for a in page.all("svg"))


def test_a_page_needs_nothing_from_outside_and_runs_nothing_but_its_own(html, page):
    """No address, no image; at most the one script that its own policy names by hash: it opens from a mail as it is."""
    assert "default-src 'none'" in html
    hashed = [f"sha256-{base64.b64encode(sha256(text.encode()).digest()).decode()}" for text in page.scripts]
    assert re.findall(r"script-src ([^;]*);", html) == [f"'{one}'" for one in hashed]
    assert page.all("script") == [{}] * len(hashed)
    assert {"link", "img", "iframe", "object", "base", "form"} & {tag for tag, _, _ in page.elements} == set()
    assert not re.search(r"https?:|//\w|url\(|@import", html)
    assert not re.search(r"eval|Function\(|innerHTML|insertAdjacent|document\.write", html)
    assert not [name for _, attributes, _ in page.elements for name in attributes if name.startswith("on")]


def test_no_comment_is_left_in_a_page(page):
    assert page.comments == []


def test_every_section_and_every_page_has_its_template():
    names = set(environment().list_templates())
    assert {page.template for page in packet_pages()} <= names
    kept = {name for name in names if name.startswith("sections/")}
    assert kept <= {f"sections/{section.name}.html.j2" for section in sections()}


def test_sections_stand_in_the_order_a_reader_needs():
    """What the report is for comes in this order; what only some rounds have stands between."""
    promised = [
        "verdict",
        "voices",
        "changed",
        "tables",
        "requirements",
        "people",
        "notes",
    ]
    names = [section.name for section in sections()]
    assert [name for name in names if name in promised] == promised
    besides = {"conflict", "harvest", "governance", "meetings", "not_seated", "promises", "resources", "season"}
    assert set(names) == {*promised, *besides}
    orders = [section.order for section in sections()]
    assert len(set(orders)) == len(orders), "no two sections dispute a place"


def test_the_reference_lists_each_section_in_this_order_with_its_question():
    page = (ROOT / "docs" / "reference" / "report.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\*\*)?([^|*]+?)(?:\*\*)? \| [A-Z][^|]+[?] \|$", page, re.MULTILINE)
    assert [(title, bool(is_bold)) for is_bold, title in rows] == [
        (section.title, section.name in OPEN) for section in sections()
    ]


def said(status: Status, **more) -> str:
    """Return the words of a report in which no requirement is private, unless `private_names` are given."""
    result = replace(small(), **{"status": status, "private_names": {}, **more})
    return " ".join("".join(Page(render_report(result)).texts).split())


SOLVER_WORDS = (
    "penalt",
    "bound",
    "gap",
    "shortfall",
    "incumbent",
    "point",
    "optimal",
    "constraint",
    "limit",
    "--",
    "solver",
)


@pytest.mark.parametrize(
    ("status", "bound", "words"),
    [
        (Status.OPTIMAL, small().penalty, "All musts are met. No better seating exists."),
        (Status.FEASIBLE, small().penalty, "a better plan for all rounds might exist."),
        (
            Status.FEASIBLE,
            small().penalty - 1,
            "A better seating might exist: the search stopped before it could find out.",
        ),
        (Status.FEASIBLE, None, "It is not known whether a better seating exists."),
        (Status.IMPOSSIBLE, None, "The musts cannot all be met together. This is the closest seating found."),
        (Status.NO_SEATING, None, "one might still exist"),
    ],
)
def test_the_first_page_says_how_good_the_seating_is(status, bound, words):
    text = said(status, bound=bound)
    first = text[text.index("Who sits where") : text.index("people seated")].casefold()
    assert words.casefold() in first
    assert [word for word in SOLVER_WORDS if re.search(rf"\b{word}", first)] == []


@pytest.mark.parametrize("bound", [small().penalty - 1, 0, None])
def test_how_far_from_optimal_is_left_out_where_it_would_show_private_points(bound):
    text = said(Status.FEASIBLE, bound=bound, private_names=small().private_names)
    assert "it is not shown here how much better a seating could be." in text
    assert "cost less than" not in text


def test_the_first_page_answers_where_who_is_missing_and_what_to_do_before_how_good_it_is():
    heads = ["Who sits where", "Who is missing", "What to do next", "How good this seating is"]
    for result, has_steps in ((small(), False), (impossible(), True)):
        html = render_report(result)
        page = html[html.index('<div class="verdict') : html.index('<dl class="figures">')]
        found = re.findall("<h3>(.*?)</h3>", page)
        assert found == [head for head in heads if has_steps or head != "What to do next"]
    text = said(Status.FEASIBLE)
    assert "14 people and 1 staff member sit at 3 tables. 2 people have no seat." in text
    assert "Who is missing (3): Elders" in text
    assert "Plan the calls with the sheet “Who is missing, and who calls” in the packet." in text


def test_the_first_page_is_good_only_where_nobody_is_missing():
    """No green over missing voices, and no word of the solver."""
    result = replace(small(), status=Status.OPTIMAL, bound=small().penalty)
    html = render_report(result)
    page = html[html.index('<div class="verdict') : html.index("</section>")]
    assert page.startswith('<div class="verdict tone-bad">')
    assert "tone-good" not in page
    assert "state-heard" not in page
    assert not re.search("penalty|binding|short by|bound", page)


def test_states_are_told_by_word_and_shape_not_by_colour_alone(html):
    for state in re.findall(r'<span class="state[^>]*>(.*?)</span>', html, re.DOTALL):
        assert re.search(r'<use href="#state-[a-z]+"/>', state)
        assert re.sub("<.*?>", "", state).strip()


def test_the_report_shows_states():
    assert '<span class="state' in PAGES["report"]


@pytest.mark.parametrize(
    "asked", [(), ("wedding",), ("dinner",), ("all",), ("wall-chart",), ("only", "badges"), ("dinner", "badges")]
)
def test_a_packet_is_written_again_with_the_pages_that_it_has(asked):
    """A page of its set that was left out, because there was nothing for it, is written when there is something."""
    settings = Settings(pages=asked)
    pages = {page.name for page in packet_pages() if page.is_in(settings)}
    for without in (set(), {"kitchen", "steering", "change_kit", "who_is_missing"}):
        paths = [page.path for page in packet_pages() if page.name in pages - without]
        again = Settings(pages=name_written(paths))
        assert {page.name for page in packet_pages() if page.is_in(again)} == pages
    assert name_written(["notes.html", "index.html"]) == ()


def test_only_the_report_and_the_page_to_find_a_table_have_a_script():
    found = {name for name, html in PAGES.items() if "<script" in html}
    assert found == {"report", "impossible", "packet/find-table.html"}


def test_the_picture_tells_its_numbers_in_words():
    page = "".join(Page(PAGES["report"]).texts)
    assert "Table 1: 5 people; decision-maker 1, doer 3, designee 1, staff 1, 1 free" in page


def test_a_report_of_a_thousand_people_stays_below_twelve_hundred_kilobytes():
    assert len(render_report(large(1000, 100))) < 1_200_000


@pytest.mark.room
def test_a_report_of_five_thousand_people_stays_below_five_megabytes():
    """With assets and interests in every row, and a wish that somebody at every table lacks."""
    result = large(5000, 500)
    say = {"assets": (Asset(word="bookkeeping"), Asset(word="a church hall")), "interests": {"capital": 2, "land": 3}}
    people = People(tuple(person.model_copy(update=say) for person in result.people))
    asked = (*result.requirements, ToyCount(id="judges", who={"sector": "judge"}, weight=3))
    full = result_of(people, result.convening.model_copy(update={"requirements": asked}), dict(result.plan.seats))
    html = render_report(full).encode()
    assert html.count(b'id="person-') == 5000
    assert html.count(b"bookkeeping") == 5000
    assert len(html) < 5_000_000


def test_an_empty_convening_still_makes_pages():
    """No table, nobody seated, no title: pages that say so, and no failure."""
    nothing = small()
    empty = result_of(
        nothing.people, nothing.convening.model_copy(update={"tables": (), "requirements": (), "title": ""}), {}
    )
    assert "0 people sit at 0 tables" in render_report(empty)
    assert set(render_packet(empty)) >= {"index.html", "door-list.html"}


def test_text_in_a_style_sheet_cannot_end_it():
    assert css_text('a"} </style>') == '"a\\000022\\00007d\\000020\\00003c\\00002fstyle\\00003e"'


def test_a_card_names_a_few_lacks_of_a_kind_and_counts_the_rest():
    result = large(12, 1)
    asked = tuple(ToyCount(id=f"c-{n}", who={"sector": f"s{n}"}) for n in range(6))
    convening = result.convening.model_copy(update={"requirements": asked})
    html = render_report(result_of(result.people, convening, dict(result.plan.seats)))
    lacks = re.search(r'<ul class="lacks">(.*?)</ul>', html, re.DOTALL)[1]
    assert lacks.count("<li") == 4
    assert "3 more, listed under Requirements" in lacks


def test_a_card_says_once_that_something_private_is_unmet():
    """How many private requirements are unmet at a table is private too."""
    result = large(12, 1)
    asked = tuple(ToyCount(id=f"c-{n}", who={"sector": f"s{n}"}, must=n == 2) for n in range(3))
    convening = result.convening.model_copy(update={"requirements": asked})
    private = {one.id: f"private-{n}" for n, one in enumerate(asked)}
    html = render_report(result_of(result.people, convening, dict(result.plan.seats), private_names=private))
    lacks = re.search(r'<ul class="lacks">(.*?)</ul>', html, re.DOTALL)[1]
    assert lacks.count("A private requirement is unmet here.") == lacks.count("<li") == 1
    assert "Must:" in lacks


def test_at_most_nine_sections_are_open_and_the_others_are_folded():
    page = render_report(rich())
    found = re.findall(r'<section id="([\w-]+)".*?</h2>\n(<details class="folded">)?', page, re.DOTALL)
    shown = [name for name, folded in found if not folded]
    assert shown[0] == "verdict"
    assert len(shown) <= 9
    assert len(found) > len(shown)
    assert len(OPEN) == 9
    assert len(sections()) <= 18


def test_the_first_screen_has_no_word_of_the_solver():
    page = render_report(replace(small(), status=Status.OPTIMAL, bound=small().penalty))
    first = page[page.index('<div class="verdict') : page.index("</section>")]
    for word in ("penalty", "bound", "gap", "proven", "points", *(one.id for one in small().requirements)):
        assert not re.search(rf"\b{re.escape(word)}\b", re.sub("<[^>]*>", " ", first)), word


def test_a_packet_is_six_documents_and_its_index_tells_how_to_see_the_others():
    packet = render_packet(small(), Settings(pages=()))
    six = {"door-list", "table-sheets", "table-tents", "badges", "who-is-missing", "convener-only/change-kit"}
    assert packet.keys() == {"index.html", *(f"{name}.html" for name in six)}
    every = render_packet(small())
    assert packet["index.html"].count("<code>seating packet --list-pages</code>") == 1
    assert "<code>" not in every["index.html"]
    for page in packet_pages():
        is_written = page.of(small()).path in packet
        assert (escape(page.about) in packet["index.html"]) == is_written, page.name
    one = render_packet(small(), Settings(pages=("wall-chart",)))
    assert one.keys() - packet.keys() == {"wall-chart.html"}


def test_the_index_puts_each_page_under_the_heading_of_its_audience():
    """Pages for the convening team stood among those to hand out."""
    result = rich()
    packet = render_packet(result, Settings(pages=("all",)))
    found = {}
    for part in packet["index.html"].split("<h2>")[1:]:
        found |= dict.fromkeys(re.findall(r'<a href="([^"]+)"', part), part[: part.index("</h2>")])
    headings = {
        Audience.EVERYONE: "To hand out or put up",
        Audience.TEAM: "For the convening team",
        Audience.CONVENER: "For the convener only",
    }
    pages = [page.of(result) for page in packet_pages()]
    assert found == {page.path: headings[page.audience] for page in pages if page.path in packet}
    assert set(found.values()) == set(headings.values())


@pytest.mark.parametrize(("language", "day"), [("en", "June 20, 2026"), ("es", "20 de junio de 2026")])
def test_every_page_is_headed_by_the_event_and_its_day(language, day):
    rows, settings = [{"name": f"Person {n}"} for n in range(4)], Settings(language=language)
    about = {"title": "Ana & Ben", "rounds": [{"day": "2026-06-20"}], "tables": {"count": 2}}
    for plan, heading in ((about, f"Ana &amp; Ben {day}"), ({"tables": {"count": 2}}, None)):
        made = seating.solve(rows, plan)
        packet = render_packet(made, settings)
        del packet["blank-chart.html"]  # a form to fill in
        for html in (render_report(made, settings), *packet.values()):
            found, title = (re.search(rf"<{tag}\b[^>]*>(.*?)</{tag}>", html, re.DOTALL) for tag in ("h1", "title"))
            assert found is not None
            assert title is not None
            headline = re.sub(r"<[^>]+>", "", found[1])
            assert headline == heading or (heading is None and headline.casefold() in title[1].casefold())


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_only_seating_of_a_wedding_is_no_first_round(language):
    """A second evening is, and so is the first round of people who represent something."""
    settings, rows = Settings(language=language), [{"name": f"Person {n}"} for n in range(4)]
    first = re.compile(r"\b(?:round|ronda) \d", re.IGNORECASE)

    def pages(given, result=None, **plan):
        made = result or seating.solve(given, {"title": "Ana and Ben", "tables": {"count": 2}, **plan})
        return render_report(made, settings), *render_packet(made, settings).values()

    for plan in ({}, {"rounds": [{"day": "2026-06-20"}]}):
        assert not [page for page in pages(rows, **plan) if first.search(page)]
    for given, plan in (([{**rows[0], "sector": "arts"}, *rows[1:]], {}), (rows, {"rounds": [{"stage": "norming"}]})):
        assert all(first.search(page) for page in pages(given, **plan)[:2])
    made = seating.solve(rows, {"title": "Ana and Ben", "tables": {"count": 2}})
    later = replace(made, room=replace(made.room, round_number=2))
    assert all(first.search(page) for page in pages(rows, later)[:2])


def test_a_host_reads_requirements_in_words_and_no_ids() -> None:
    asked = [{"kind": kind, "people": ["Person 0", "Person 1"], "must": False} for kind in ("together", "apart")]
    for more, is_shown in (({}, False), ({"sector": "arts"}, True)):
        rows = [{"name": f"Person {n}", **more} for n in range(4)]
        made = seating.solve(rows, {"tables": {"count": 2}, "requirements": asked})
        page = render_report(made)
        assert ("together-1" in page or "apart-1" in page) is is_shown
