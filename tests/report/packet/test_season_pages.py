"""The pages of a season of listening sessions."""

from __future__ import annotations

import re

import pdfplumber
import pytest

import seating
from seating.report.pages import render_packet, render_report
from seating.report.settings import Settings

SIZES = {"small": 8, "middle": 16, "large": 26}
QUESTIONS = {
    "en": ["What is the best thing that was done to help you?", "What is missing?", "What do you fear most?"],
    "es": ["¿Qué fue lo mejor que se hizo por ayudarle?", "¿Qué falta?", "¿Qué es lo que más teme?"],
}


@pytest.fixture(scope="module")
def result():
    """Return three listening sessions with 8, 16 and 26 people and two facilitators, the first of them hosted."""
    tables = [
        {
            "id": name, "name": f"The {name} session", "kind": "listening", "day": f"2027-03-0{n}",
            "time": "19:00-20:30", "place": f"Hall {n}", "questions": QUESTIONS,
            **({"hosted_by": "Loan Fund"} if name == "small" else {}),
        }
        for n, name in enumerate(SIZES, start=2)
    ]  # fmt: skip
    rows = [
        {
            "id": f"{name}{n:02}", "name": f"Wilhelmina {name.title()} {n:02}", "pin": name, "needs": "CANARY-need",
            "organization": f"Hardware and bicycles of the {name} street {n}", "supported_by": "",
        }
        for name, size in SIZES.items()
        for n in range(size)
    ]  # fmt: skip
    rows[0]["supported_by"] = "Loan Fund"
    rows += [{"id": f"f{n}", "name": f"Flo {n}", "duty": "facilitator", "email": "CANARY-mail@x.org"} for n in range(2)]
    return seating.solve(rows, {"title": "Listening season", "tables": tables, "requirements": []})


@pytest.fixture(scope="module")
def pages(result):
    return render_packet(result)


@pytest.fixture(scope="module")
def count_printed(chromium, tmp_path_factory):
    """Print HTML, and return the number of pages."""
    folder = tmp_path_factory.mktemp("printed")

    def count(name: str, html: str) -> int:
        page, pdf = folder / f"{name}.html", folder / f"{name}.pdf"
        page.write_text(html, encoding="utf-8")
        chromium(page, f"--print-to-pdf={pdf}")
        with pdfplumber.open(pdf) as pages:
            return len(pages.pages)

    return count


def text_of(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html.partition("<main")[2]))


def test_the_staff_plan_is_shown_by_session_and_by_person(pages):
    told = text_of(pages["staff-plan.html"])
    by_session, _, by_person = told.partition("By person")
    for name, size in SIZES.items():
        assert re.search(rf"The {name} session 2027-03-0\d · 19:00-20:30 Hall \d {size} Flo \d", by_session)
    workloads = [int(load) for load in re.findall(r"Flo \d facilitator (\d) ", by_person)]
    assert sorted(workloads) == [1, 2]
    assert "No staff plan for these seats spreads the work more evenly." in told


def test_each_session_has_its_own_list_and_its_sheet_for_the_wall(pages, result):
    page = pages["sessions.html"]
    lists = re.findall(r'<article class="sheet session-list".*?</article>', page, re.DOTALL)
    walls = re.findall(r'<article class="sheet session-wall".*?</article>', page, re.DOTALL)
    assert len(lists) == len(walls) == 3
    for (name, size), door, wall in zip(SIZES.items(), lists, walls, strict=True):
        for sheet in (door, wall):
            assert len(re.findall(f"Wilhelmina {name.title()} ", sheet)) == size
            assert len(re.findall("Wilhelmina", sheet)) == size
            assert "Flo" in sheet


def test_the_report_lists_the_sessions_with_their_staff(result):
    told = text_of(render_report(result))
    assert "Sessions and their staff" in told
    assert "Each staff member serves at 1 to 2 sessions." in told


def test_a_room_without_a_season_has_no_such_pages():
    pages = render_packet(seating.solve([{"name": "Ana"}, {"name": "Ben"}], {"tables": {"count": 1, "seats": 4}}))
    assert not {"staff-plan.html", "sessions.html"} & set(pages)


def test_a_listening_agenda_asks_each_question_and_commits_nobody(pages):
    told = text_of(pages["facilitator.html"])
    first, rest = told.split("Opening round: everybody", 1)
    assert "Why this session, and why you" in first
    for question in QUESTIONS["en"]:
        assert question in rest
    assert "What happens with what you said, and when you hear back" in rest
    assert "What we will do" not in told


def test_a_large_session_answers_in_groups(pages):
    """Twenty-six people have less than a minute each for each question."""
    sheets = pages["facilitator.html"].split('<article class="sheet" id="')
    small, large = (next(sheet for sheet in sheets if sheet.startswith(f"table-{name}")) for name in ("small", "large"))
    assert "In groups of four or five" in large
    assert "In groups of four or five" not in small


@pytest.mark.parametrize("page", ["harvest.html", "table-sheets.html"])
def test_a_listening_form_has_room_for_each_question_and_none_for_commitments(pages, page):
    forms = re.findall(r'<section class="answers">.*?</section>', pages[page], re.DOTALL)
    assert len(forms) == 9
    assert all(form.count("<span></span>") >= 3 for form in forms)
    assert "What we will do" not in text_of(pages[page])
    assert "Who else should be asked" in text_of(pages[page])


def test_nothing_private_is_on_these_pages(pages):
    for page in ("staff-plan.html", "sessions.html", "harvest.html", "facilitator.html"):
        assert "CANARY" not in pages[page]


def test_a_host_on_whom_somebody_depends_is_named_to_the_convener(pages, result):
    (note,) = [note for note in result.notes if note.slug == "host-depended-on"]
    assert "Wilhelmina Small 00" in note.text
    assert "Wilhelmina" not in str(note.shared_text)
    assert "Loan Fund" in str(note.shared_text)
    told = text_of(pages["convener-only/power.html"])
    assert "Loan Fund supported_by Wilhelmina Small 00" in told


def test_the_pages_are_in_spanish(result):
    pages = render_packet(result, Settings(language="es"))
    assert "Por sesión" in pages["staff-plan.html"]
    assert "Por qué esta sesión, y por qué usted" in pages["facilitator.html"]
    assert "A quién más conviene preguntar" in pages["harvest.html"]


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.parametrize("paper", ["Letter", "A4"])
def test_each_sheet_fits_on_its_page(count_printed, result, paper):
    """With 8, 16 and 26 people: a list and a sheet for the wall for each session, and two pages of harvest form."""
    pages = render_packet(result, Settings(paper=paper))
    assert count_printed("sessions", pages["sessions.html"]) == 6
    assert count_printed("harvest", pages["harvest.html"]) == 6
    assert count_printed("guides", pages["facilitator.html"]) == 6
