"""The page that compares the cases of a study: as stored, sound, escaped, and its picture in proportion."""

from __future__ import annotations

import csv
import difflib
import io
import os
import random
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from seating.analysis.cases import ERROR, Case, CaseResult, Goals
from seating.present.settings import Settings
from seating.report.study.study_page import BOTTOM, LEFT, RIGHT, TOP, draw_trade_off, render_study
from seating.report.study.study_workbook import study_xlsx
from seating.report.study.texts import Comparison, describe_value, study_csv
from seating.wording import said

from .conftest import Page

GOLDEN = Path(__file__).parents[1] / "golden"
NAMES = ("Ana Ruiz", "Ben Cole", "Cam Dorn", "Dee Fox")


def solved(number: int, values: dict, goals: tuple[int, int, int, int], seats: str, **more) -> Case:
    """Return a case whose seats are given as one letter for the table of each person."""
    at = {f"p{n}": f"t{table}" for n, table in enumerate(seats)}
    voices = tuple((f"Voice {n}", "missing") for n in range(goals[1]))
    status = "impossible" if goals[0] else "optimal"
    facts = {"bound": None if goals[0] else goals[3], "penalty": goals[3], "unmet": goals[0], **more}
    result = CaseResult(str(number), values, status, goals=Goals(*goals), not_heard=voices, seats=at, **facts)
    return Case(number, values, str(number), result)


def failed(number: int, values: dict, message: str) -> Case:
    return Case(number, values, str(number), CaseResult(str(number), values, ERROR, shared_message=message))


def comparison() -> Comparison:
    """Return six cases: four with a seating, of which two can be ruled out, one that failed, and one to be solved."""
    cases = (
        solved(1, {"tables": 5, "without": []}, (2, 1, 0, 9), "aabb", broken={"size-1": 2, "cap-1": 1}),
        solved(
            2, {"tables": 5, "without": ["Ana Ruiz"]}, (2, 3, 1, 12), "abab", broken={"size-1": 2, "private-1": None}
        ),
        solved(3, {"tables": 6, "without": []}, (0, 1, 0, 17), "abba", broken={"cap-1": 4}, worst=("p1", 4)),
        solved(4, {"tables": 6, "without": ["Ana Ruiz"]}, (0, 2, 1, 20), "aabb", penalty=18, bound=15),
        failed(5, {"tables": 4, "without": []}, 'people.csv:4: column "pin": "culture" is not a table.'),
        Case(6, {"tables": 4, "without": ["Ana Ruiz"]}, "6"),
    )
    people = {f"p{n}": name for n, name in enumerate(NAMES)}
    sentences = {"size-1": "Every table has 2 to 4 people.", "cap-1": said("Nobody sits alone."), "cap-2": "Met."}
    return Comparison(cases, "Five tables or six", people, sentences)


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_page_is_as_stored(language: str):
    made = render_study(comparison(), Settings(language=language))
    made = made[: made.index("<style>")] + made[made.index("</style>") :]
    path = GOLDEN / f"study-{language}.html"
    if os.environ.get("SEATING_ACCEPT"):
        path.write_text(made, encoding="utf-8")
    stored = path.read_text(encoding="utf-8") if path.exists() else ""
    changes = "\n".join(difflib.unified_diff(stored.splitlines(), made.splitlines(), "stored", "now", lineterm="", n=1))
    assert not changes, f"accept with SEATING_ACCEPT=1:\n{changes}"


def test_what_was_found_in_sentences():
    assert list(comparison().describe()) == [
        (
            "5 tables: the musts fall short by 2, penalty 9; 6 tables: all musts are met, penalty 17; 4 tables: "
            "not solved yet."
        ),
        "with everyone: 1 voice is not fully in the room (Voice 0), no one is left out; "
        "without Ana Ruiz: 2 voices are not fully in the room (Voice 0 and Voice 1), 1 person is left out.",
        "The best case so far is 3 (6 tables and with everyone): all musts are met, 1 voice is not fully in the room "
        "(Voice 0), no one is left out, penalty 17.",
        "2 cases can be ruled out: for each, another case is at least as good in every number, and better in one.",
        "1 case failed.",
        "1 case is not solved yet.",
    ]


def test_values_without_a_difference_are_said_to_have_none():
    cases = tuple(solved(n, {"seats": seats}, (0, 0, 0, 3), "ab") for n, seats in enumerate(["8", "9"], start=1))
    told = list(Comparison(cases).describe())
    assert told[0] == (
        "8 seats at each table and 9 seats at each table: the same number of unmet musts, voices not fully in the room "
        "and people left out, and the same penalty."
    )
    assert told[1].endswith("1 other case is as good.")


def test_without_any_seating_the_page_says_so():
    only = Comparison((failed(1, {"tables": 1}, "no"), failed(2, {"tables": 2}, "no")))
    assert next(only.describe()) == "No case has a seating."
    page = Page(render_study(only))
    assert not any(tag == "svg" and "trade-off" in attrs.get("class", "") for tag, attrs, _ in page.elements)
    assert "Case 1 and 2" in " ".join(" ".join(page.texts).split())


def test_the_page_is_sound_and_has_a_text_for_its_picture():
    page = Page(render_study(comparison()))
    assert sum(tag == "h1" for tag, _, _ in page.elements) == 1
    ids = [attrs["id"] for _, attrs, _ in page.elements if "id" in attrs]
    assert len(ids) == len(set(ids))
    named = [word for _, attrs, _ in page.elements for word in attrs.get("aria-labelledby", "").split()]
    assert set(named) <= set(ids)
    assert not any(tag in {"script", "link", "img", "iframe"} for tag, _, _ in page.elements)
    text = " ".join(" ".join(page.texts).split())
    assert "Chart of each case’s penalty. Horizontal axis: Unmet musts. The numbers are in the table below." in text
    rows = [attrs for tag, attrs, above in page.elements if tag == "tr" and "tbody" in above]
    assert sum("gray" in attrs.get("class", "") for attrs in rows) == 2


def test_hostile_texts_stay_texts():
    bad = '"><script>alert(1)</script>&{{ 7 * 7 }}'
    case = solved(1, {bad: bad, "without": [bad]}, (0, 1, 0, 3), "ab", worst=("p0", 3), broken={bad: 1})
    other = solved(2, {bad: 3, "without": []}, (0, 0, 0, 9), "aa", shared_message=bad)
    case = replace(case, result=replace(case.result, not_heard=((bad, "missing"),)))
    made = Comparison((case, other, failed(3, {bad: 4, "without": []}, bad)), bad, {"p0": bad}, {bad: bad})
    for language in ("en", "es"):
        html = render_study(made, Settings(language=language))
        assert "<script" not in html
        assert "49" not in html.partition("</style>")[2]
        assert sum(bad in text for text in Page(html).texts) >= 8
    rows = list(csv.reader(study_csv(made).decode("utf-8-sig").splitlines()))
    assert {len(row) for row in rows} == {len(rows[0])}


def test_a_formula_in_the_table_is_none():
    made = Comparison((solved(1, {"x": "=1+1"}, (0, 0, 0, 1), "a"), solved(2, {"x": 2}, (0, 0, 0, 1), "a")))
    assert "\r\n1,'=1+1,optimal" in study_csv(made).decode("utf-8-sig")


def test_dots_are_in_proportion_and_inside():
    chance = random.Random(7)
    for _ in range(100):
        numbers = [(chance.randrange(3), 0, 0, chance.randrange(50)) for _ in range(chance.randrange(2, 30))]
        made = Comparison(tuple(solved(n, {"a": n}, goals, "ab") for n, goals in enumerate(numbers, start=1)))
        picture = draw_trade_off(made)
        if picture is None:
            assert len(set(numbers)) == 1
            continue
        assert sorted(n for dot in picture.dots for n in dot.numbers) == list(range(1, len(numbers) + 1))
        for dot in picture.dots:
            assert LEFT < dot.x < RIGHT
            assert TOP < dot.y < BOTTOM
            assert dot.is_gray == all(n in made.dominated for n in dot.numbers)
        for one in picture.dots:
            for other in picture.dots:
                assert (one.penalty < other.penalty) == (one.y > other.y)
                assert (one.across < other.across) == (one.x < other.x)
        assert len(picture.up) <= 6
        assert [y for y, _ in picture.up] == sorted((y for y, _ in picture.up), reverse=True)


@pytest.mark.parametrize(
    ("key", "value", "says"),
    [
        ("tables", 1, "1 table"),
        ("seats", {"min": 2}, "{'min': 2} seats at each table"),
        ("without", ["Ana", "Ben"], "without Ana and Ben"),
        ("with", [], "no one added"),
        ("absences", 0, "no one absent"),
        ("absences", 3, "simulated day 3"),
        ("date", "2027-01-12", "2027-01-12"),
        ("requirements.cap-1", "off", "cap-1 off"),
        ("sessions.most", 2, "sessions.most 2"),
        ("tables.a.open", True, "tables.a.open true"),
    ],
)
def test_a_value_in_words(key: str, value: object, says: str):
    assert describe_value(key, value) == says


def candidates_of(*proven: bool) -> tuple[Case, ...]:
    """Return a case and two candidates."""
    first = solved(1, {"seed": 0}, (0, 0, 0, 1), "ab")
    others = [solved(n, {"seed": 0}, (0, 0, 0, n), "aa") for n in range(2, 2 + len(proven))]
    return (
        first,
        *(
            replace(case, candidate=case.number, result=replace(case.result, is_proven_different=is_proven))
            for case, is_proven in zip(others, proven, strict=True)
        ),
    )


def test_what_is_said_about_candidates_is_proven():
    told = list(Comparison(candidates_of(True), wanted=3).describe())
    assert told[0].startswith("The best case is 1 (seed 0): ")
    assert told[1:] == [
        "The candidates are cases 1 and 2. Any two of them differ in at least 100 % of their pairs.",
        (
            "For each candidate after the first, it is proven that no seating within the limits differs more "
            "from the candidates before it."
        ),
        "Only 2 different good seatings were found. A larger distance might give more.",
    ]
    assert list(Comparison(candidates_of(False, False), wanted=3).describe())[-1] == (
        "Of the seatings that were found, these differ most."
    )
    assert list(Comparison(candidates_of(True, False), wanted=3).describe())[-1] == (
        "It is proven for case 2 that no seating within the limits differs more from the candidates before it. "
        "Of the seatings that were found, the other candidates differ most."
    )
    assert list(Comparison(candidates_of(), wanted=2).describe())[-1].startswith("Only 1 good seating was found.")
    assert "Candidates" not in render_study(Comparison(candidates_of(), wanted=2))
    page = render_study(Comparison(candidates_of(True), wanted=2))
    assert "<b>Case 2</b> (<bdi>candidate 2</bdi>)" in page
    assert "worse than case" not in page  # a candidate may cost more on purpose
    assert list(Comparison(candidates_of(True), wanted=2).rows())[1][-1] == "2"


def test_candidates_of_a_season_are_not_called_those_that_differ_most():
    """The search compares seats, and people are invited to further sessions after it."""
    first, second, third = candidates_of(False, False)
    second = replace(second, result=replace(second.result, further={"p0": ("tb",)}))
    assert list(Comparison((first, second, third), wanted=3).describe())[-1] == (
        "The search compared each person’s seat only. People were invited to further sessions afterward, "
        "so other seatings might differ more."
    )


def test_the_workbook_has_all_sessions_of_a_person_in_the_same_order():
    cases = (solved(1, {"tables": 1}, (0, 0, 0, 1), "ab"), solved(2, {"tables": 2}, (0, 0, 0, 2), "bb"))
    further = ({"p0": ("tb",)}, {"p0": ("ta",)})
    cases = tuple(replace(c, result=replace(c.result, further=f)) for c, f in zip(cases, further, strict=True))
    sheet = openpyxl.load_workbook(io.BytesIO(study_xlsx(Comparison(cases))))["Seatings"]
    assert [row[2:] for row in sheet.iter_rows(min_row=2, values_only=True)] == [("ta; tb", "ta; tb"), ("tb", "tb")]
    assert Comparison(cases).distance(*cases) == 0.0


def test_the_workbook_has_a_row_for_each_case_and_the_tables_of_everybody():
    made = comparison()
    book = openpyxl.load_workbook(io.BytesIO(study_xlsx(made)))
    cases = [list(row) for row in book["Cases"].iter_rows(values_only=True)]
    told = list(csv.reader(study_csv(made).decode("utf-8-sig").splitlines()))
    assert [["" if cell is None else str(cell) for cell in row] for row in cases] == told
    assert [row[0] for row in cases[1:]] == [1, 2, 3, 4, 5, 6]
    seatings = [list(row) for row in book["Seatings"].iter_rows(values_only=True)]
    best = made.ranked[0]
    assert seatings[0][:3] == ["id", "name", f"case {best.number}"]
    assert {row[0]: row[2] for row in seatings[1:]} == dict(best.result.seats)
    assert study_xlsx(made) == study_xlsx(comparison())


def test_the_workbook_keeps_formulas_as_text():
    made = Comparison((solved(1, {"x": "=1+1"}, (0, 0, 0, 1), "a"), solved(2, {"x": 2}, (0, 0, 0, 1), "a")))
    book = openpyxl.load_workbook(io.BytesIO(study_xlsx(made)))
    assert (book["Cases"]["B2"].data_type, book["Cases"]["B2"].value) in {("s", "=1+1"), ("inlineStr", "=1+1")}
    assert "Seatings" in book.sheetnames
