"""The page of charts: for the convener only, complete, and readable without color."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from pathlib import Path

import pytest

from seating.api.charts import ChartsRequest, read_summary, summarize_charts
from seating.charts.filled_chart import Cell, Question
from seating.charts.summary import Summary, gather_cells
from seating.present.languages import words_in
from seating.present.settings import Settings
from seating.profiles import Role
from seating.report.agreement.agreement_page import LEVELS, MOST_COLUMNS, MOST_SECTORS, draw_picture, render_charts
from tests.charts.forms import grid, long

HOSTILE = '<script>alert("x")</script>'
CELLS = {
    ("talent", "labor", "doer"): "Ben Ode; a welder",
    ("steering", "labor", "doer"): "nobody needed",
    ("capital", "business", "designee"): HOSTILE,
}


@pytest.fixture
def summary(tmp_path: Path) -> Summary:
    """Return what three charts say, two of which show their cells."""
    (tmp_path / "people.csv").write_text("id,name,sector\np1,Ana Kim,labor\np2,Ben Ode,labor\n")
    (tmp_path / "convening.yaml").write_text(
        "title: City & Port\nshared_result: Work for <all>\n"
        "tables:\n  - {id: talent, name: Talent}\n  - {id: capital, name: Capital}\n"
        "  - {id: steering, kind: steering, people: [p1]}\n"
    )
    texts = {
        "1.csv": grid("Ana Kim", CELLS, group="staff", own="capital", brings="a van"),
        "2.csv": grid(HOSTILE, {("talent", "labor", "doer"): "Ben Ode"}, group="residents"),
        "3.csv": long(["Đặng Văn", "residents", "", "capital", "", "", "Ben Ode", "lends & helps"]),
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    files = tuple(tmp_path / name for name in texts)
    return read_summary(ChartsRequest(files, people=str(tmp_path / "people.csv"), out=tmp_path / "out"))


def test_the_page_says_that_it_is_for_the_convener(summary: Summary) -> None:
    page = render_charts(summary)
    assert '<p class="stamp">CONVENER ONLY</p>' in page
    assert '@top-right { content: "\\00' in page or "CONVENER" in page
    assert "it is for the convener only" in page


def test_the_number_of_entries_of_a_chart_leaves_out_what_its_author_would_bring(summary: Summary) -> None:
    """The chart of Ana Kim names three others, and Ana Kim with a van."""
    page = render_charts(summary)
    table = page[page.index("Only one chart per person counts") :]
    cell = re.search(r'<td[^>]*data-label="Entries about others"[^>]*><span>(.*?)</span></td>', table)
    assert cell is not None
    assert cell[1] == "3"


def test_the_page_says_which_charts_show_empty_cells(summary: Summary) -> None:
    page = render_charts(summary)
    assert "charts that show which cells were left empty" in page


def test_no_text_of_a_chart_is_markup(summary: Summary) -> None:
    page = render_charts(summary)
    assert HOSTILE not in page
    assert html.escape(HOSTILE, quote=False) in page.replace("&#34;", '"')
    assert "Work for &lt;all&gt;" in page
    assert "lends &amp; helps" in page
    assert "Đặng Văn" in page


def test_every_cell_of_the_picture_says_its_numbers(summary: Summary) -> None:
    picture = draw_picture(summary, words_in("en"))
    assert picture.columns == ("1 Talent", "2 Capital", "3 steering")
    assert [(row.sector, row.role, row.first_of) for row in picture.rows[:2]] == [
        ("business", "decision-maker", 3),
        ("business", "doer", 0),
    ]
    cells = {(row.sector, row.role): row.cells for row in picture.rows}
    talent, capital, steering = cells["labor", "doer"]
    assert talent is not None
    assert capital is not None
    assert steering is not None
    assert (talent.count.named, talent.level, talent.count.is_mostly_empty) == (2, LEVELS, False)
    assert (capital.count.named, capital.level, capital.count.is_mostly_empty) == (0, 0, True)
    assert (steering.count.not_needed, steering.count.is_mostly_empty) == (1, False)


def test_empty_cells_differ_by_a_pattern_and_a_word_not_by_color_alone(summary: Summary) -> None:
    page = render_charts(summary)
    empties = page.count('hidden"> mostly left empty')
    assert empties == len(re.findall(r'class="shade-\d mostly-empty"', page)) > 0
    assert "repeating-linear-gradient" in page
    assert "✕1" in page


def test_the_page_is_complete_in_spanish(summary: Summary) -> None:
    page = render_charts(summary, Settings(language="es", paper="A4"))
    assert '<html lang="es"' in page
    for text in ("Lo que dicen los cuadros", "SOLO PARA QUIEN CONVOCA", "Sillas vacías", "ejecutor/a"):
        assert text in page, text
    assert "Empty chairs" not in page
    assert "sindicatos" in page


def test_answers_to_one_question_stand_together_in_the_language_of_the_page(summary: Summary) -> None:
    """Whichever language the chart asked it in; the questions have the order of the blank chart."""
    asked, about = "Who must not sit alone?", "The whole room"
    answers = ({Question(asked, about): "the baker"}, {Question("Why now?"): "x", Question(asked, about): "the welder"})
    agreement = summary.agreement
    both = [replace(chart, answers=one) for chart, one in zip(agreement.charts.charts, answers, strict=False)]
    told = replace(summary, agreement=replace(agreement, charts=replace(agreement.charts, charts=tuple(both))))
    page = render_charts(told, Settings(language="es"))
    found = re.findall(r"<h3>(.*?)</h3>", page.partition('id="answers-heading"')[2])
    headings = [re.sub("<[^>]*>", "", heading) for heading in found]
    assert headings[:2] == ["¿Quién no debe sentarse sin compañía? (Toda la sala)", "Why now?"]
    assert page.index("the baker") < page.index("the welder") < page.index("Why now?")


def test_empty_cells_of_a_sector_stand_in_the_order_of_the_tables(summary: Summary) -> None:
    """Only two cells name somebody, so that the first role is empty at one table and the others at all."""
    empty = [one for one in summary.agreement.cells if one.is_named_by_none]
    found = [(one.sector, one.table) for one in gather_cells(summary, empty)]
    tables = ("talent", "capital", "steering")
    assert found == [(sector, table) for sector in ("business", "labor") for table in tables]


def test_cells_of_one_type_are_not_called_all_types(summary: Summary) -> None:
    """A participant may have deleted the rows of the other types."""
    empty = [one for one in summary.agreement.cells if one.is_named_by_none]
    (one,) = gather_cells(summary, empty[:1])
    assert (one.roles, one.is_whole) == ((empty[0].cell.role,), False)
    (one,) = gather_cells(
        summary, [replace(empty[0], cell=Cell(empty[0].cell.table, empty[0].cell.sector, role)) for role in Role]
    )
    assert one.is_whole


def test_a_page_of_charts_without_cells_has_a_picture_by_table(tmp_path: Path) -> None:
    path = tmp_path / "1.csv"
    path.write_text(long(["A", "", "", "talent", "", "", "x", ""], ["B", "", "", "talent", "", "", "x", ""]))
    found = summarize_charts(ChartsRequest((path,), out=tmp_path / "out"))
    picture = draw_picture(found, words_in("en"))
    assert [(row.sector, row.role, [c.count.named for c in row.cells if c]) for row in picture.rows] == [
        ("no sector stated", "type not stated", [2])
    ]
    page = (tmp_path / "out" / "charts.html").read_text(encoding="utf-8")
    assert "Who is missing" not in page
    assert "Empty chairs" not in page
    assert "left empty" not in page, "the key explains only what the picture has"
    assert "no one is needed there" not in page
    assert not (tmp_path / "out" / "mentions.csv").exists()


def test_a_pair_that_the_file_separates_is_not_told_to_be_perhaps_the_same(tmp_path: Path) -> None:
    path = tmp_path / "1.csv"
    path.write_text(
        long(["A", "", "", "talent", "", "", "a welder", ""], ["B", "", "", "talent", "", "", "Welders", ""])
    )
    (tmp_path / "mentions.csv").write_text("description,joined with,join\nWelders,a welder,no\n")
    found = summarize_charts(ChartsRequest((path,), out=tmp_path))
    assert [one.is_joined for one in found.joins] == [False]
    assert not found.similar


def test_of_many_sectors_and_tables_the_picture_has_those_named_most(tmp_path: Path) -> None:
    path = tmp_path / "1.csv"
    rows = [["A", "", "", f"t{n}", f"sector {n}", "", f"w{n}", ""] for n in range(MOST_COLUMNS + 20)]
    path.write_text(long(*rows, ["B", "", "", *rows[-1][3:]]))
    found = read_summary(ChartsRequest((path,), out=tmp_path / "out"))
    picture = draw_picture(found, words_in("en"))
    assert (len(picture.rows), len(picture.columns)) == (MOST_SECTORS, MOST_COLUMNS)
    assert [row.sector for row in picture.rows[-2:]] == [f"sector {MOST_SECTORS - 2}", rows[-1][4]]
    assert picture.columns[-1].endswith(f" {rows[-1][3]}")
    left_out = 20 + MOST_COLUMNS + 20 - MOST_SECTORS
    assert f"{left_out} more values are not shown." in render_charts(found)


@pytest.mark.parametrize(("author", "told"), [("Eli", "not known"), ("7", "not known"), ("Zoe", "capital")])
def test_an_author_who_is_not_known_is_not_compared_with_those_of_the_same_name(
    tmp_path: Path, author: str, told: str
) -> None:
    """Two people on the list are called Eli, and a number stands for a chart without a name."""
    (tmp_path / "people.csv").write_text("id,name\na,Ana\ne1,Eli\ne2,Eli\n")
    (tmp_path / "convening.yaml").write_text("tables: [{id: talent}, {id: capital}]\n")
    path = tmp_path / "1.csv"
    rows = [[author, "", "", "talent", "", "", "me", ""], ["Ana", "", "", "capital", "", "", author, ""]]
    path.write_text(long(*rows))
    found = summarize_charts(ChartsRequest((path,), people=str(tmp_path / "people.csv"), out=tmp_path / "out"))
    page = (tmp_path / "out" / "charts.html").read_text(encoding="utf-8")
    assert [one.is_known for one in found.agreement.placed] == [told != "not known"]
    table = page.partition("and the tables where other charts name them")[2]
    assert told in table.partition("</table>")[0]
    assert "no table" not in table.partition("</table>")[0]


def test_charts_that_name_nobody_have_a_page_too(tmp_path: Path) -> None:
    path = tmp_path / "1.csv"
    path.write_text(grid("Ana", {}, own="1 Talent and skill [talent]"))
    summarize_charts(ChartsRequest((path,), out=tmp_path))
    assert "No chart names anyone." in (tmp_path / "charts.html").read_text(encoding="utf-8")


def test_a_hundred_charts_of_many_tables_are_read(tmp_path: Path) -> None:
    heads = [(f"Author {n}", f"Topic {n % 40}", f"sector {n % 9}") for n in range(110)]
    rows = [
        [by, "", "", table, sector, "doer", f"somebody of ward {n * 6 + m}", "because"]
        for n, (by, table, sector) in enumerate(heads)
        for m in range(6)
    ]
    path = tmp_path / "1.csv"
    path.write_text(long(*rows))
    found = summarize_charts(ChartsRequest((path,), out=tmp_path))
    assert (found.agreement.number, len(found.agreement.named), len(found.tables)) == (110, 660, 40)
    assert "and 260 more" in (tmp_path / "charts.html").read_text(encoding="utf-8")


def test_a_cell_about_which_charts_disagree_is_told_with_both_numbers(tmp_path: Path) -> None:
    cell = ("talent", "labor", "doer")
    (tmp_path / "people.csv").write_text("name\nAna Kim\n")
    (tmp_path / "convening.yaml").write_text("tables: [{id: talent, name: Talent}, {id: capital}, {id: steering}]\n")
    files = tuple(tmp_path / f"{number}.csv" for number in (1, 2))
    for path, text in zip(files, ("a welder", "nobody needed"), strict=True):
        path.write_text(grid(f"Author {path.stem}", {cell: text}), encoding="utf-8")
    page = render_charts(read_summary(ChartsRequest(files, people=str(tmp_path / "people.csv"), out=tmp_path / "out")))
    assert "<bdi>Talent · labor · doer</bdi>; someone named: 1; no one needed: 1</li>" in page


def test_without_anyone_named_no_one_is_told_to_be_coming(tmp_path: Path) -> None:
    coming = "Everyone named on the charts is on the list and coming."
    (tmp_path / "people.csv").write_text("id,name\np1,Ana Kim\np2,Ben Ode\n")
    (tmp_path / "convening.yaml").write_text("tables: [{id: talent}, {id: capital}]\n")
    for number, (who, is_told) in enumerate((("me", False), ("Ben Ode", True))):
        file = tmp_path / f"{number}.csv"
        file.write_text(f"chart of,table,who\nAna Kim,talent,{who}\n")
        request = ChartsRequest((file,), people=str(tmp_path / "people.csv"), out=tmp_path / "out")
        assert (coming in render_charts(read_summary(request))) is is_told
