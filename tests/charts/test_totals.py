"""What the room asks for is added up: by kind of person and table, by voice, by organization."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from seating.api.charts import ChartsRequest, read_summary, summarize_charts
from seating.charts.join_decisions import write_line
from seating.charts.joins import join_alike
from seating.charts.totals import CellTotal, GroupTotal, total_up
from seating.pages.charts import list_blocks
from seating.present.languages import words_in
from seating.present.settings import Settings
from seating.report.agreement.agreement_record import charts_record
from tests.charts.forms import charts, long, people
from tests.present.told import told

CITY = """tables: [{id: talent, name: Talent}, {id: capital, name: Capital}]
requirements:
  - {kind: voice, id: night, who: {shift: night}, name: night shift}
"""
LIST = """id,name,sector,organization,shift
p1,Ana Kim,labor,Carpenters Local 88,day
p2,Ben Ode,education,State College,night
"""
SLOPPY = ("labor", "Labour", "Union???", "AFL-CIO", "el sindicato de carpinteros", "labor")
DASHES = ("-", "—", "?", "n/a", "TBD", "...", "-")


def thirteen(folder: Path) -> ChartsRequest:
    """Write thirteen sloppy charts of a city in two languages: six of them ask for labor at one table."""
    (folder / "english.csv").write_text(
        "chart of,table,who\n"
        + "".join(f"E{n},Talent,{text}\n" for n, text in enumerate(SLOPPY[:4]))
        + "".join(f"D{n},Talent,{text}\n" for n, text in enumerate(DASHES))
        + "D0,Capital,State College\nD1,Capital,Ben Ode\nD1,Talent,night shift\n",
        encoding="utf-8",
    )
    (folder / "spanish.csv").write_text(
        "cuadro de,mesa,quién\n" + "".join(f"S{n},Talent,{text}\n" for n, text in enumerate(SLOPPY[4:])),
        encoding="utf-8",
    )
    (folder / "convening.yaml").write_text(CITY, encoding="utf-8")
    (folder / "people.csv").write_text(LIST, encoding="utf-8")
    files = (str(folder / "english.csv"), str(folder / "spanish.csv"))
    return ChartsRequest(files, str(folder / "people.csv"), convening=folder / "convening.yaml", out=folder / "out")


def test_the_names_of_a_sector_are_added_up_and_nothing_that_is_only_like_them(tmp_path):
    totals = total_up(read_summary(thirteen(tmp_path)))
    assert totals.cells == (CellTotal("labor", "talent", 4), CellTotal("education", "capital", 1))
    assert totals.organizations == (GroupTotal("State College", 2, {"capital": 2}),)
    assert totals.voices == (GroupTotal("night shift", 1, {"talent": 1}),)


def test_the_page_adds_up_first_and_shows_no_dash_of_a_chart(tmp_path):
    summary = summarize_charts(thirteen(tmp_path), Settings())
    assert summary.agreement.number == 13
    html = Path(summary.files["charts"]).read_text(encoding="utf-8")
    assert html.index("By kind of person and table") < html.index("Who is named, and where")
    assert "4 of 13" in html
    assert not {one.text for one in summary.agreement.named} & set(DASHES)
    shown = {text.strip() for text in re.findall(r">([^<>]+)<", html)}
    assert not shown & {"?", "n/a", "TBD", "..."}


def test_marks_after_a_text_are_in_no_list_of_people_and_stay_in_the_record(tmp_path):
    summary = summarize_charts(thirteen(tmp_path), Settings())
    html = Path(summary.files["charts"]).read_text(encoding="utf-8")
    for page in (html, told(list_blocks(summary, words_in("en")))):
        shown, rows_of_file = page.split(
            "Entries that were joined as one" if page is html else "Similar, but not joined"
        )
        assert "Union" in shown
        assert "Union?" not in shown
        assert "Union???" in rows_of_file, "the file has the text as it was written"
    assert "Union???" in {one.text for one in charts_record(summary).named}


def test_what_is_offered_is_one_line_once_it_is_accepted(tmp_path):
    request = thirteen(tmp_path)
    summary = read_summary(request)
    assert max(one.number for one in summary.agreement.named) < 6
    assert {one.sector for one in summary.similar if "AFL" in one.description} == {"labor"}
    lines = [write_line(one) for one in summary.similar]
    joins = tmp_path / "mine.csv"
    joins.write_text("\n".join(["description,joined with,join", *lines]) + "\n", encoding="utf-8")
    accepted = read_summary(replace(request, joins=joins)).agreement
    assert next((one.number, list(one.at)) for one in accepted.named if "talent" in one.at) == (6, ["talent"])


@pytest.mark.parametrize("other", ["credit union", "business owners", "a welder"])
def test_no_text_is_offered_for_a_sector_that_it_does_not_name(other):
    found = join_alike([charts(long(*(["A", "", "", "", "", "", text, ""] for text in ("labor", other))))], people())
    assert found.joins == ()
