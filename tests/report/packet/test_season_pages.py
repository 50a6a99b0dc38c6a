"""The pages of a season of listening sessions."""

from __future__ import annotations

import csv
import re
from dataclasses import replace

import pdfplumber
import pytest

import seating
from seating.analysis.promises import Commitments, MissingLine
from seating.analysis.season.staffing import Season
from seating.charts.nominations import Nomination
from seating.judge import review
from seating.present.blocks import Lines
from seating.present.settings import Settings
from seating.profiles.heads import Heads
from seating.report import named_missing
from seating.report.fates import tell_fate
from seating.report.measured import measured_record
from seating.report.named_before import has_come
from seating.report.packet import change_kit, door_list, facilitator, needs, public, staff_plan
from seating.report.pages import render_packet, render_page, render_report
from seating.report.spreadsheets import breakout_csv
from seating.result.privacy import for_reader
from seating.result.readers import Audience
from seating.result.staff_plan import tell_season
from seating.room.history import History, PastRound
from seating.room.plan import Plan
from tests.present.told import cells

from ..made_up import result_of, small

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
    asked = {"kind": "staff", "duty": "facilitator"}
    return seating.solve(rows, {"title": "Listening season", "tables": tables, "requirements": [asked]})


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
        assert re.search(rf"The {name} session \w+day · 2027-03-0\d · 19:00-20:30 Hall \d {size} Flo \d", by_session)
    workloads = [int(load) for load in re.findall(r"Flo \d facilitator (\d) ", by_person)]
    assert sorted(workloads) == [1, 2]
    assert "For these seats, no staff plan meets the requirements about staff better." in told


def test_the_staff_plan_does_not_deny_that_staff_who_are_not_listed_serve():
    """The plan hangs where everyone reads it."""
    when = {"kind": "listening", "day": "2027-03-06", "place": "Hall", "seats": "1-4"}
    tables = [{"id": "early", "time": "9:00-10:30", **when}, {"id": "late", "time": "11:00-12:30", **when}]
    rows = [{"name": name, "pin": table} for name, table in (("Ana", "early"), ("Ben", "late"))]
    rows += [{"name": "Lea", "duty": "facilitator", "listed": "no"}]
    solved = seating.solve(rows, {"tables": tables, "requirements": [{"kind": "staff", "duty": "facilitator"}]})
    found = cells(staff_plan.list_blocks(for_reader(solved, Audience.EVERYONE)))
    assert [row[-1] for row in found["By session"]] == ["none shown"] * 2
    assert [row[-1] for row in cells(staff_plan.list_blocks(solved))["By session"]] == ["Lea facilitator"] * 2


def test_the_staff_plan_does_not_speak_of_guests(result):
    season = Season(0, 0, 0, 0, is_proven=True, guests=2, guests_proven=True)
    guided = replace(result, season=season)
    (lines,) = [one for one in staff_plan.list_blocks(guided) if isinstance(one, Lines)]
    assert tuple(lines.items) == season.about_staff
    assert any("the program found no other invitation" in one for one in tell_season(guided))


def test_without_a_requirement_about_staff_no_page_tells_how_good_the_staff_plan_is(result):
    """A plan that nothing is asked of meets nothing."""
    others = tuple(one for one in result.requirements if not one.is_about_staff)
    (asked,) = (one for one in result.requirements if one.is_about_staff)
    free = replace(result, requirements=others, review=review(result.room, others, result.plan))
    assert "For these seats, no staff plan meets the requirements about staff better." in tell_season(result)
    assert not any("staff plan" in sentence for sentence in tell_season(free))
    assert "better staff plan" not in text_of(render_packet(free)["staff-plan.html"])
    private = replace(result, private_names={asked.id: "private-1"})
    assert tell_season(for_reader(private, Audience.EVERYONE)) == tell_season(for_reader(free, Audience.EVERYONE))


def test_each_session_has_its_own_list_and_its_sheet_for_the_wall(pages, result):
    page = pages["door-list.html"]
    lists = re.findall(r'<article class="sheet session-list".*?</article>', page, re.DOTALL)
    walls = re.findall(r'<article class="sheet session-wall".*?</article>', page, re.DOTALL)
    assert len(lists) == len(walls) == 3
    for (name, size), door, wall in zip(SIZES.items(), lists, walls, strict=True):
        for sheet in (door, wall):
            assert len(re.findall(f"Wilhelmina {name.title()} ", sheet)) == size
            assert len(re.findall("Wilhelmina", sheet)) == size
            assert "Flo" in sheet


def test_a_list_to_sign_is_in_the_first_language_of_its_session(result):
    """Two lists of the same people would be signed in two places."""
    first, *others = result.convening.tables
    tables = (first.model_copy(update={"language": "es; en"}), *others)
    room = replace(result.room, tables=tables)
    spoken = replace(result, room=room, convening=result.convening.model_copy(update={"tables": tables}))
    page = render_packet(spoken)["door-list.html"]
    lists = re.findall(r'<article class="sheet session-list".*?</article>', page, re.DOTALL)
    assert [' lang="es"' in one for one in lists] == [True, False, False]
    assert ["Please check off your name and sign." in one for one in lists] == [False, True, True]
    assert "martes" in text_of(page)


def test_a_list_has_a_blank_line_for_each_free_seat_as_far_as_the_sheet_has_room():
    tables = [
        {"id": f"s{n}", "day": f"2027-03-0{n}", "place": "Hall", "seats": seats}
        for n, seats in enumerate(("6", "1-12", "1-40"), start=1)
    ]
    rows = [{"name": f"Pia {n}", "pin": f"s{1 + n // 6}"} for n in range(18)]
    solved = seating.solve(rows, {"tables": tables, "requirements": []})
    found = door_list.fill(for_reader(solved, Audience.EVERYONE), Settings()).sessions
    assert [len(sheet.late_lines) for sheet in found] == [4, 6, 24]


def test_there_is_no_list_for_all_doors_at_once(pages):
    assert 'class="door"' not in pages["door-list.html"]
    assert "wall-chart.html" not in pages


def test_sessions_in_one_place_at_one_time_share_a_door():
    tables = [{"id": f"s{n}", "day": f"2027-03-0{1 + n // 2}", "place": "Hall", "time": "18:00"} for n in range(4)]
    pages = render_packet(seating.solve([{"name": "Ana"}, {"name": "Ben"}], {"tables": tables, "requirements": []}))
    assert "wall-chart.html" in pages
    assert 'class="door"' in pages["door-list.html"]
    assert pages["door-list.html"].count('class="sheet session-list"') == 2


def visited():
    """Return two sessions in reverse order of time; Ana and the facilitator go to both."""
    tables = [
        {"id": "late", "name": "Late", "for": {"type": "shop"}, "day": "2027-03-09", "time": "18:00", "place": "Mill"},
        {
            "id": "early",
            "name": "Early",
            "for": {"type": "cart"},
            "day": "2027-03-02",
            "time": "18:00",
            "place": "Hall",
        },
    ]
    rows = [
        {"id": "ana", "name": "Ana", "type": "cart; shop", "needs": "step-free", "languages": "es", "meal": "vegan"},
        {"id": "ben", "name": "Ben", "type": "cart", "needs": "childcare", "languages": "", "meal": "vegan"},
        {"id": "cam", "name": "Cam", "type": "shop", "needs": "", "languages": "vi; en", "meal": ""},
        {"id": "flo", "name": "Flo", "duty": "facilitator", "needs": "step-free", "languages": "en", "meal": ""},
    ]
    convening = {
        "tables": tables, "requirements": [], "sessions": {"most": 2},
        "working_language": "en", "counts_only": ["meal"],
    }  # fmt: skip
    return rows, convening


def test_needs_are_told_by_session_with_guests_and_staff():
    result = seating.solve(*visited())
    found = needs.find_needs(result)
    assert [at.table.id for at in found.tables] == ["early", "late"]
    early, late = found.tables
    assert [(one.name, one.needs) for one in early.people] == [
        ("Ana", ("step-free",)), ("Ben", ("childcare",)), ("Flo", ("step-free",)),
    ]  # fmt: skip
    assert [(one.name, one.needs) for one in late.people] == [("Ana", ("step-free",)), ("Flo", ("step-free",))]
    assert (early.expected, early.staff) == (late.expected, late.staff) == (Heads(2), 1)
    assert {(total.heading, total.value): total.people for total in early.totals} == {
        ("Languages", "English"): 2, ("Languages", "Spanish"): 1,
        ("", "step-free"): 2, ("", "childcare"): 1, ("meal", "Vegan"): 2,
    }  # fmt: skip
    assert {total.value: (total.people, total.tables) for total in found.totals} == {
        "step-free": (2, (1, 2)), "childcare": (1, (2,)), "Vegan": (2, (1, 2)),
    }  # fmt: skip
    page = render_packet(result)["convener-only/needs.html"]
    assert re.search(r"Session 2 · 2027-03-02 · 18:00 · Hall Early 2 people and 1 staff member The", text_of(page))
    assert "3 people and 1 staff member · 2 sessions</p>" in render_packet(result)["index.html"]


def test_private_languages_are_counted_on_no_sheet():
    rows, convening = visited()
    found = needs.find_needs(seating.solve(rows, {**convening, "private": ["languages"]}))
    assert not [total for at in found.tables for total in at.totals if total.heading == "Languages"]


def test_a_guest_is_not_told_to_be_elsewhere_than_at_a_further_session():
    """Ana has her seat at the late session, and is invited to the early one, which she chose."""
    rows, convening = visited()
    rows = [{**row, "chose": "early" if row["id"] == "ana" else ""} for row in rows]
    asked = {"kind": "count", "at": "late", "who": {"type": "shop"}, "at_least": 2, "must": True}
    solved = seating.solve(rows, {**convening, "requirements": [asked]})
    assert solved.plan.tables_of("ana") == ("late", "early")
    assert solved.choices.departures == ()
    assert solved.choices.sentences == ("The one person who chose a table sits there.",)
    for table, words in (("early", "2 Early"), ("late", "1 Late")):
        named = Nomination("Ana", "ana", table, ("Ben",), ())
        assert tell_fate(solved, named) == f"as nominated: {words}"
        assert has_come(solved, MissingLine(table, "Ana", "ana", 2))


def test_a_guest_is_told_to_be_at_each_of_their_sessions():
    """In the report, on the chart, in the file for video meetings, and in the counts for the dashboard."""
    rows, convening = visited()
    rows = [{**row, "email": f"{row['id']}@example.org", "sector": f"of {row['id']}"} for row in rows]
    spare = {**convening["tables"][0], "id": "spare", "name": "Spare", "day": "2027-03-09", "seats": "0-3"}
    solved = seating.solve(rows, {**convening, "tables": [*convening["tables"], {**spare, "for": {"type": "none"}}]})
    goes_to = {one: set(solved.plan.tables_of(one)) for one in ("ana", "ben", "flo")}
    assert goes_to["ana"] == {"early", "late"}
    rooms = list(csv.reader(breakout_csv(solved).decode("utf-8-sig").splitlines()))[1:]
    at = {table.id: table.label for table in solved.room.tables}
    found = {one: {table for table, mail in rooms if mail == f"{one}@example.org"} for one in goes_to}
    assert found == {one: {at[table] for table in tables} for one, tables in goes_to.items()}
    words = tell_fate(solved, Nomination("Ana", "ana", "spare", ("Ben",), ()))
    assert (words.count("Early"), words.count("Late"), words.startswith("elsewhere: ")) == (1, 1, True)
    named = Commitments("commitments.csv", (), (MissingLine("early", "Ana", "ana", 2),))
    (row,) = cells(named_missing.list_blocks(replace(solved, commitments=named)))["Who the tables named as missing"]
    assert "Early" in row[2]
    assert "Late" in row[2]
    chart = text_of(render_page(solved, "seating_chart") or "")
    assert chart.count("Ana") == 2
    coming = [one.id for one in solved.room.coming]
    counted = measured_record(solved).sectors
    assert counted == {table: sum(table in solved.plan.tables_of(one) for one in coming) for table in ("early", "late")}


def test_guests_are_on_the_lists_of_both_sessions():
    page = render_packet(seating.solve(*visited()))["door-list.html"]
    sheets = re.findall(r'<article class="sheet.*?</article>', page, re.DOTALL)
    assert [("Ana" in sheet, "Ben" in sheet, "Flo" in sheet) for sheet in sheets] == [
        (True, True, True), (True, True, True), (True, False, True), (True, False, True),
    ]  # fmt: skip


def test_a_facilitator_reads_how_long_each_person_can_speak(pages):
    told = text_of(pages["facilitator.html"])
    assert "For each question, each person has about 2 minutes." in told
    assert (
        "for each question, there is not enough time for everyone to speak to the whole table: each person would have "
        "about 40 seconds. In groups of up to 5, each person has about 3 minutes." in told
    )


def test_the_report_lists_the_sessions_with_their_staff(result):
    told = text_of(render_report(result))
    assert "Sessions and their staff" in told
    assert "Sessions in chronological order" in told


def test_a_room_without_a_season_has_no_such_pages():
    pages = render_packet(seating.solve([{"name": "Ana"}, {"name": "Ben"}], {"tables": {"count": 1, "seats": 4}}))
    assert "staff-plan.html" not in pages
    assert "session-list" not in pages["door-list.html"]


def test_a_listening_agenda_asks_each_question_and_commits_nobody(pages):
    told = text_of(pages["facilitator.html"])
    first, rest = told.split("Opening round: everyone", 1)
    assert "Why this session, and why you" in first
    for question in QUESTIONS["en"]:
        assert question in rest
    assert "What happens with your input, and when you will hear back" in rest
    assert "What we will do" not in told


def test_a_large_session_answers_in_groups(pages):
    """Twenty-six people have less than a minute each for each question."""
    sheets = pages["facilitator.html"].split('<article class="sheet" id="')
    small, large = (next(sheet for sheet in sheets if sheet.startswith(f"table-{name}")) for name in ("small", "large"))
    assert "In groups of four or five" in large
    assert "In groups of four or five" not in small


@pytest.mark.parametrize("page", ["worksheets.html", "table-sheets.html"])
def test_a_listening_form_has_room_for_each_question_and_none_for_commitments(pages, page):
    forms = re.findall(r'<section class="answers">.*?</section>', pages[page], re.DOTALL)
    assert len(forms) == 9
    assert all(form.count("<span></span>") >= 3 for form in forms)
    assert "What we will do" not in text_of(pages[page])
    assert "Who else should be asked" in text_of(pages[page])


def test_no_page_calls_a_session_a_table_by_number(result, pages):
    pages = {**pages, "report.html": render_report(result)}
    found = {name: re.findall(r"Tables? (?:</span> )?(?:<b>)?\d", html) for name, html in pages.items()}
    assert not any(found.values()), found
    for name in ("facilitator.html", "worksheets.html", "table-sheets.html", "badges.html"):
        assert "Session 1" in text_of(pages[name]), name
    assert "At sessions" in pages["convener-only/needs.html"]
    assert "At tables" not in pages["convener-only/needs.html"]


def test_a_governance_table_is_no_session_on_the_badge_of_its_member():
    tables = [
        {"id": one, "kind": "listening", "day": f"2027-03-0{n}", "place": f"Hall {n}", "seats": 2}
        for n, one in enumerate(("porch", "kitchen"), start=1)
    ]
    steer = {"id": "steer", "name": "Steering", "kind": "steering", "people": ["Zoe"]}
    rows = [{"name": name, "attending": "no" if name == "Zoe" else ""} for name in ("Ana", "Ben", "Cam", "Zoe")]
    held = seating.solve(rows, {"tables": [*tables, steer], "requirements": []})
    text = text_of(render_packet(held)["badges.html"])
    assert "Zoe Steering Table 3" in text
    assert "Session 2" in text


def test_nothing_private_is_on_these_pages(pages):
    for page in ("staff-plan.html", "door-list.html", "worksheets.html", "facilitator.html", "table-sheets.html"):
        assert "CANARY" not in pages[page]


def test_a_host_on_whom_somebody_depends_is_named_to_the_convener(pages, result):
    (note,) = [note for note in result.notes if note.slug == "host-depended-on"]
    assert "Wilhelmina Small 00" in note.text
    assert "Wilhelmina" not in str(note.shared_text)
    assert "Loan Fund" in str(note.shared_text)
    told = text_of(pages["convener-only/for-you-alone.html"])
    assert "Loan Fund supported_by Wilhelmina Small 00" in told


@pytest.mark.parametrize("missing", [{"place": ""}, {"place": "", "day": "", "time": ""}])
def test_nothing_stands_for_a_day_or_a_place_that_is_not_agreed_yet(result, missing):
    first, *others = result.room.tables
    tables = (first.model_copy(update=missing), *others)
    convening = result.convening.model_copy(update={"tables": tables})
    pages = render_packet(replace(result, room=replace(result.room, tables=tables), convening=convening), Settings())
    for name in ("staff-plan.html", "door-list.html"):
        told = text_of(pages[name])
        assert "· ·" not in told, name
    assert not re.search(r"Session \d+ · +The", text_of(pages["door-list.html"]))
    assert not re.search(r"<td>\s*·|<br>\s*·", pages["staff-plan.html"])


def test_the_pages_are_in_spanish(result):
    pages = render_packet(result, Settings(language="es"))
    assert "Por sesión" in pages["staff-plan.html"]
    assert "Por qué esta sesión, y por qué usted" in pages["facilitator.html"]
    assert "A quién más conviene preguntar" in pages["worksheets.html"]


@pytest.mark.browser
@pytest.mark.parametrize(("paper", "language"), [("Letter", "en"), ("A4", "en"), ("Letter", "es"), ("A4", "es")])
def test_each_sheet_fits_on_its_page(count_printed, result, paper, language):
    """With 8, 16 and 26 people: two sides of each, and a sheet with the needs of each session after the totals."""
    pages = render_packet(result, Settings(paper=paper, language=language))
    assert count_printed("door-list", pages["door-list.html"]) == 6
    assert count_printed("harvest", pages["worksheets.html"]) == 6
    assert count_printed("guides", pages["facilitator.html"]) == 6
    assert count_printed("tables", pages["table-sheets.html"]) == 6
    assert count_printed("needs", pages["convener-only/needs.html"]) == 4


@pytest.mark.browser
@pytest.mark.parametrize("language", ["en", "es"])
def test_sheets_with_questions_in_three_languages_have_two_sides(count_printed, result, language):
    asked = {
        "en": ("What is the best thing that was done to help you?", "What is missing?", "What do you fear most?"),
        "es": ("¿Qué fue lo mejor que se hizo por ayudarle?", "¿Qué falta?", "¿Qué es lo que más teme?"),
        "vi": ("Điều gì đã giúp quý vị nhiều nhất?", "Còn thiếu điều gì?", "Quý vị lo sợ điều gì nhất?"),
    }
    tables = tuple(table.model_copy(update={"questions": asked}) for table in result.room.tables)
    convening = result.convening.model_copy(update={"tables": tables})
    spoken = replace(result, room=replace(result.room, tables=tables), convening=convening)
    pages = render_packet(spoken, Settings(language=language))
    for name in ("worksheets", "facilitator", "table-sheets"):
        assert count_printed(f"{name}-{language}", pages[f"{name}.html"]) == 6, name


@pytest.mark.browser
@pytest.mark.parametrize(("paper", "language"), [("Letter", "en"), ("A4", "es")])
def test_a_facilitators_sheet_without_questions_has_two_sides(count_printed, monkeypatch, paper, language):
    """With six long reasons why these people sit together: the back of a sheet is not the front of the next."""
    reason = "Sectors: business 5, education 3, government 3, labor 2, nonprofit 2, faith 1, health 1, philanthropy 1."
    listed = facilitator.fill
    monkeypatch.setattr(
        facilitator, "fill", lambda *args: tuple(replace(guide, why=(reason,) * 6) for guide in listed(*args))
    )
    room = small()
    tables = tuple(table.model_copy(update={"questions": {}}) for table in room.convening.tables)
    convening = room.convening.model_copy(update={"tables": tables})
    shown = result_of(room.people, convening, dict(room.plan.seats))
    printed = render_packet(shown, Settings(paper=paper, language=language))["facilitator.html"]
    assert count_printed("guides-of-own", printed) == 2 * len(tables)


def test_a_session_named_after_a_group_keeps_its_name_for_anybody():
    """A session is no table, and the name of a large group is the name of nobody."""
    days = ("2027-03-02", "2027-03-04")
    names = ("Helpers", "Tern Bank")
    tables = [
        {"id": f"s{n}", "name": name, "day": days[n], "place": "Hall", "seats": "3-9"} for n, name in enumerate(names)
    ]
    rows = [
        {"id": f"p{n}", "name": f"Person {n}", "organization": "Helpers" if n < 6 else "Tern Bank" if n < 8 else ""}
        for n in range(12)
    ]
    solved = seating.solve(rows, {"tables": tables, "requirements": []})
    page = public.fill(for_reader(solved, Audience.EVERYONE), Settings())
    assert [line.label for line in page.tables] == ["Helpers", "Session 2"]
    assert [figure.label for figure in page.figures] == ["people", "sessions"]  # two organizations are too few


def touring(**second):
    """Return two sessions; of the facilitators, Flo speaks Vietnamese, as Cam at the first session does."""
    tables = [
        {"id": f"s{n}", "name": f"Session {n}", "day": f"2027-03-0{n}", "time": "18:00", "place": "Hall"}
        for n in (1, 2)
    ]
    rows = [
        {"id": "cam", "name": "Cam", "pin": "s1", "languages": "vi", "duty": "", "declined": ""},
        {"id": "dee", "name": "Dee", "pin": "s1", "languages": "en", "duty": "", "declined": ""},
        {"id": "eve", "name": "Eve", "pin": "s2", "languages": "en", "duty": "", "declined": ""},
        {"id": "flo", "name": "Flo", "pin": "", "languages": "en; vi", "duty": "facilitator", "declined": "s2"},
        {"id": "gus", "name": "Gus", "pin": "", "languages": "en", "duty": "facilitator", "declined": "", **second},
    ]
    return seating.solve(rows, {"tables": tables, "requirements": [], "working_language": "en"})


def test_the_change_kit_names_all_languages_of_which_a_facilitator_speaks_one():
    """Dee speaks Spanish and English, and Gus, who may take over, only one of them."""
    tables = [{"id": "a", "name": "A"}, {"id": "b", "name": "B"}]
    rows = [
        {"id": "dee", "name": "Dee", "languages": "es; en", "duty": "", "pin": "a"},
        {"id": "eve", "name": "Eve", "languages": "es; en", "duty": "", "pin": "b"},
        {"id": "flo", "name": "Flo", "languages": "en", "duty": "facilitator", "pin": "a"},
        {"id": "gus", "name": "Gus", "languages": "es", "duty": "facilitator", "pin": "b"},
    ]
    speaks = {"kind": "staff", "duty": "facilitator", "speaks": True}
    result = seating.solve(rows, {"tables": tables, "requirements": [speaks], "working_language": "en"})
    rows = cells(change_kit.list_blocks(result))["What would be missing if a staff member did not come"]
    found = [lost.rpartition("; ")[2] for _, lost, *_ in rows if "speaks" in lost]
    assert found == ["facilitator who speaks English or Spanish"] * 2


def test_the_change_kit_names_a_duty_once_if_the_same_people_could_take_it_over_in_each_language():
    tables = [{"id": f"s{n}", "day": f"2027-03-0{n}", "time": "18:00", "place": "Hall"} for n in (1, 2)]
    rows = [
        {"id": "dee", "name": "Dee", "languages": "en", "duty": "", "pin": "s1"},
        {"id": "eve", "name": "Eve", "languages": "en", "duty": "", "pin": "s2"},
        *({"id": f"g{n}", "name": f"Gus {n}", "languages": "en", "duty": "facilitator", "pin": ""} for n in (1, 2)),
    ]
    asked = [{"kind": "staff", "duty": "facilitator"}, {"kind": "staff", "duty": "facilitator", "speaks": True}]
    result = seating.solve(rows, {"tables": tables, "requirements": asked, "working_language": "en"})
    rows = cells(change_kit.list_blocks(result))["What would be missing if a staff member did not come"]
    assert [lost for _, lost, *_ in rows] == ["facilitator"] * 2


def test_the_change_kit_names_who_takes_over_from_staff_at_a_session():
    """Gus is free on the first day. He speaks no Vietnamese, and Flo said no to the second session."""
    result = touring()
    caption = "What would be missing if a staff member did not come"
    found = cells(change_kit.list_blocks(result))[caption]
    assert [(at.split()[0], *others) for at, *others in found] == [
        ("1", "facilitator", "Flo", "Free at that time: Gus (2) · penalty +10"),
        ("1", "interpreter or facilitator who speaks Vietnamese", "Flo", "–"),
        ("2", "facilitator", "Gus", "–"),
    ]
    (*_, spoken, _last) = cells(change_kit.list_blocks(touring(languages="vi")))[caption]
    assert spoken[3] == "Free at that time: Gus (2) · penalty ±0"
    told = text_of(render_page(result, "change_kit"))
    assert "interpreter or facilitator who speaks Vietnamese Flo –" in told
    assert told.count("–: no staff member who could do this is free.") == 1
    assert not [part for part in ("at a table with room", "Seats at each table", "From table") if part in told]


def test_no_one_stands_in_for_those_on_whom_they_rely_themselves():
    """Ana has her seat at South, and at North, where she is a guest, she can talk only with Ben and Cam."""
    rows = [
        {"id": "ana", "name": "Ana", "languages": "vi", "pin": "south"},
        {"id": "ben", "name": "Ben", "languages": "vi; en", "pin": "north"},
        {"id": "cam", "name": "Cam", "languages": "vi; en", "pin": "north"},
        {"id": "dee", "name": "Dee", "languages": "en", "pin": "south"},
    ]
    tables = [{"id": "north", "name": "North", "seats": "1-4"}, {"id": "south", "name": "South", "seats": "1-4"}]
    asked = [{"kind": "common_language", "others": 2}]
    solved = seating.solve(rows, {"working_language": "en", "tables": tables, "requirements": asked})
    guided = replace(solved, plan=Plan(solved.plan.seats, {"ana": ("north",)}))
    (point,) = [one for one in change_kit.list_fragile(guided) if "with Ana" in one.perspective]
    assert (point.table, point.people, point.could_move) == ("North", ("Ben", "Cam"), ())


def test_a_guest_is_new_at_the_first_of_their_sessions_only():
    """Ana, who was in no earlier round, meets people at the session in March before the one a week later."""
    solved = seating.solve(*visited())
    past = PastRound(1, {"ben": "early", "cam": "late"})
    later = replace(solved, room=replace(solved.room, history=History((past,))))
    assert set(later.plan.tables_of("ana")) == {"early", "late"}
    why = {guide.at.place.table.id: " ".join(guide.why) for guide in facilitator.fill(later, Settings())}
    assert {table: "New to these meetings: Ana;" in text for table, text in why.items()} == {
        "early": True,
        "late": False,
    }
