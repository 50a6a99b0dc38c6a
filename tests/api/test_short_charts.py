"""Short charts that participants send: the same records as typed ones, and no one replaces the chart of another."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from seating.api.charts import ChartsRequest, open_form, read_summary
from seating.api.charts.short_charts import ShortCharts, finish_short, read_each, read_short, total_shared
from seating.api.charts.typed import make_chart_id
from seating.api.request import Request
from seating.charts.chart_entry import ShortEntry, ShortLine
from seating.errors import UsageError
from seating.present.languages import words_in
from tests.docs.blocks import ROOT

PEOPLE = ROOT / "examples" / "exercise" / "people.csv"

ANSWER = ShortEntry(
    name="Zoë Ñandú",
    own_table="talent",
    brings="=1+1, ten years",
    others=(ShortLine("Rosa Delgado; a welder, from the night shift", "labor"), ShortLine("=HYPERLINK(1)")),
    why_others="they hire",
    missing=(ShortLine("a school principal", "government", "capital"), ShortLine(), ShortLine("street vendors")),
    why_missing="no one asked them",
)


@pytest.fixture(scope="module")
def about() -> ShortCharts:
    return ShortCharts(*open_form(Request(PEOPLE)), words_in("en"))


def read(out: Path):
    return read_summary(ChartsRequest((out / "charts",), str(PEOPLE), out=out)).agreement.charts.charts


def test_an_answer_is_the_record_of_a_typed_short_chart(about, tmp_path):
    """Somebody types the same chart from paper; the two files read as the same chart, apart from their date."""
    assert finish_short(tmp_path / "sent", make_chart_id(), ANSWER, about) == ()
    (tmp_path / "typed" / "charts").mkdir(parents=True)
    (tmp_path / "typed" / "charts" / "paper.csv").write_text(
        "chart of,table,sector,who,why\n"
        'Zoë Ñandú,Talent and skill,,me,"=1+1, ten years"\n'
        'Zoë Ñandú,Talent and skill,labor,"Rosa Delgado; a welder, from the night shift",they hire\n'
        "Zoë Ñandú,Talent and skill,,=HYPERLINK(1),they hire\n"
        "Zoë Ñandú,Capital,government,a school principal,no one asked them\n"
        "Zoë Ñandú,,,street vendors,no one asked them\n"
    )
    (sent,), (typed,) = read(tmp_path / "sent"), read(tmp_path / "typed")
    assert (sent.by, sent.own_table, sent.brings) == (typed.by, typed.own_table, typed.brings)
    assert [(n.text, n.person, n.cell, n.why) for n in sent.namings] == [
        (n.text, n.person, n.cell, n.why) for n in typed.namings
    ]


def test_no_chart_is_written_through_a_folder_that_is_a_link(about, tmp_path):
    own, out, away = make_chart_id(), tmp_path / "out", tmp_path / "away"
    assert finish_short(tmp_path / "real", own, ANSWER, about) == ()
    (tmp_path / "real/charts").rename(away)
    out.mkdir()
    (out / "charts").symlink_to(away)
    before = {path: path.read_bytes() for path in away.iterdir()}
    for identity in (own, make_chart_id()):
        with pytest.raises(UsageError, match="is a link to another folder"):
            finish_short(out, identity, replace(ANSWER, brings="a van"), about)
    assert {path: path.read_bytes() for path in away.iterdir()} == before


def test_a_participant_changes_an_own_answer(about, tmp_path):
    own = make_chart_id()
    finish_short(tmp_path, own, ANSWER, about)
    kept = read_short(tmp_path, own, about)
    assert kept is not None
    assert (kept.name, kept.own_table, kept.brings) == (ANSWER.name, ANSWER.own_table, ANSWER.brings)
    assert kept.others == ANSWER.others
    assert kept.missing == (ANSWER.missing[0], ANSWER.missing[2])
    finish_short(tmp_path, own, ShortEntry(name="Zoë Ñandú", own_table="capital"), about)
    (chart,) = read(tmp_path)
    assert (chart.own_table, chart.namings) == ("capital", ())


@pytest.mark.parametrize("name", ["Rosa Delgado", "ROSA delgado", "p01", "Rosa Delgado [p01]", "", "Zoë"])
def test_no_one_replaces_the_chart_of_another(name, about, tmp_path):
    """Whoever writes another's name or id is counted beside them, and does not see that the name was used."""
    first = next(person.name for person in about.people if person.id == "p01") if "p01" in name else name
    finish_short(tmp_path, make_chart_id(), ShortEntry(name=first.title(), own_table="talent"), about)
    forged = make_chart_id()
    assert finish_short(tmp_path, forged, ShortEntry(name=name, own_table="capital"), about) == ()
    assert [chart.own_table for chart in read(tmp_path)] == ["talent", "capital"]
    kept = read_short(tmp_path, forged, about)
    assert kept is not None
    assert kept.name == name


@pytest.mark.parametrize(
    ("entry", "place", "reason"),
    [
        (ShortEntry(name="Ana"), "", "charts-blank"),
        (ShortEntry(own_table="gone"), "own table", "table-gone"),
        (ShortEntry(others=(ShortLine("a welder"),)), "own table", "table-first"),
        (ShortEntry(own_table="talent", others=(ShortLine("a welder", "magic"),)), "others 0", "sector-gone"),
        (ShortEntry(missing=(ShortLine(), ShortLine("x" * 501))), "missing 1", "entry-long"),
        (ShortEntry(own_table="talent", missing=(ShortLine("#REF!"),)), "missing 0", "error-value"),
    ],
)
def test_what_cannot_be_saved_is_told_at_its_field(entry, place, reason, about, tmp_path):
    assert [(one.place, one.reason) for one in finish_short(tmp_path, make_chart_id(), entry, about)] == [
        (place, reason)
    ]
    assert list(read_each(tmp_path, about.people, about.tables)) == []


def test_what_is_told_does_not_depend_on_the_list(about, tmp_path):
    """A name that several people on the list have is told as any other text is."""
    twins = ShortCharts(
        about.form, about.people.with_persons((*about.people, *about.people)), about.tables, about.words
    )
    entry = ShortEntry(own_table="talent", others=(ShortLine(next(iter(about.people)).name),))
    assert finish_short(tmp_path, make_chart_id(), entry, twins) == ()


def test_what_everyone_sees_does_not_depend_on_the_list(about, tmp_path):
    """To name somebody on the list shows nothing about them: their sector counts only if the chart states it."""
    by_name = ShortEntry(own_table="talent", others=tuple(ShortLine(person.name) for person in about.people))
    finish_short(tmp_path, make_chart_id(), by_name, about)
    assert total_shared(tmp_path, about.tables)[0].cells == ()
    stated = ShortEntry(
        own_table="talent", others=(ShortLine("a welder", "labor"), ShortLine("the mayor", "government"))
    )
    finish_short(tmp_path, make_chart_id(), stated, about)
    totals, number = total_shared(tmp_path, about.tables)
    assert [(cell.sector, cell.table, cell.charts) for cell in totals.cells] == [
        ("government", "talent", 1),
        ("labor", "talent", 1),
    ]
    assert number == 2
