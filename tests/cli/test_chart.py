"""`seating chart`, as typed."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.cli.running import run


def test_what_is_shown_on_a_terminal(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    done = run("chart --tables 'Talent; Capital' --out blank")
    assert done.exit_code == 0, done.output
    counts = " ".join(done.stdout.partition("\n\n")[0].split())
    assert counts == "Tables 2 Sectors 7 Paper Letter, portrait Charts on one sheet 2"
    assert "Print one for each participant." in done.stdout
    assert "1  Talent [talent]" in done.stdout
    for file in ("short-chart.html", "chart.xlsx", "chart.csv"):
        assert f"blank/{file}" in done.stdout
        assert Path("blank", file).exists()
    assert "chart.pdf" not in done.stdout
    assert done.stdout.endswith("Once the charts are filled in, read them with: seating charts FILE…\n")
    assert done.stderr == ""


def test_the_grid_is_an_option_and_the_old_one_says_that_it_went(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    done = run("chart --tables 'Talent; Capital' --grid")
    assert "Letter, landscape" in done.stdout
    assert Path("reports/chart.html").exists()
    gone = run("chart --tables 'Talent; Capital' --short")
    assert gone.exit_code == 2
    assert "seating chart --short is not part of seating any more. Use seating chart instead." in gone.stderr


def test_a_convening_with_its_list_beside_it_is_read_alone(checkout):
    record = json.loads(run("chart examples/city/convening.yaml --out blank --json").stdout)
    assert record["schema_version"] == 2
    assert record["title"] == "Mesa Verde Junction convening on local enterprise"
    assert [table["id"] for table in record["tables"]] == ["talent", "business", "capital", "community", "culture"]
    assert record["tables"][0] == {"number": 1, "id": "talent", "name": "Talent and skill"}
    assert (record["charts"], record["sheets_per_chart"], record["named"], record["not_named"]) == (1, 1, [], 0)
    assert set(record["files"]) == {"page", "workbook", "typed"}


def test_one_chart_for_each_person_and_a_note_about_the_others(checkout):
    done = run("chart examples/city/stakeholders.csv --for-each --grid --out blank")
    counts = " ".join(done.stdout.partition("\n\n")[0].split())
    assert counts.endswith("Sheets for one chart 1 Charts with a name 60 On the list without a chart 3")
    assert "business, community, education, government, labor, nonprofit and philanthropy" in done.stdout


def test_inferred_tables_are_said_to_be_inferred(checkout):
    Path("people.csv").write_text("name,sector\nAna,arts\nBen,arts\n", encoding="utf-8")
    assert "The tables were inferred from the list." in run("chart people.csv --out blank").stdout
    record = json.loads(run("chart people.csv --out blank --json").stdout)
    assert record["tables_inferred"] is True
    assert record["sectors"] == ["arts"]


def test_many_tables_are_counted(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    names = "; ".join(f"Table {n}" for n in range(1, 61))
    done = run(f"chart --tables '{names}' --grid --paper a4")
    assert re.search(r"Sheets for one chart +7\n", done.stdout)
    assert "and 40 more" in done.stdout


@pytest.mark.parametrize("option", ["--language", "--lang"])
def test_the_language_has_a_short_option(tmp_path, monkeypatch, option):
    monkeypatch.chdir(tmp_path)
    assert run(f"chart --tables Talento {option} es --grid").exit_code == 0
    assert "Cuadro de" in Path("reports/chart.html").read_text(encoding="utf-8")
    assert run(f"chart --tables Talento {option} xx").exit_code == 2


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("chart", 2),
        ("chart --tables ';'", 2),
        ("chart nowhere.csv", 2),
        ("chart people.csv extra.csv", 2),
        ("chart --tables A --convening convening.yaml", 2),
        ("chart --tables A --for-each", 2),
        ("chart empty.csv", 3),
        ("chart empty.csv --json", 3),
        ("chart broken.yaml", 3),
    ],
)
def test_exit_codes(tmp_path, monkeypatch, line, code):
    monkeypatch.chdir(tmp_path)
    Path("empty.csv").write_text("name\n", encoding="utf-8")
    Path("broken.yaml").write_text("tables:\n  - {id: Not an id}\n", encoding="utf-8")
    done = run(line)
    assert done.exit_code == code, done.output
    assert "Traceback" not in done.output
    assert not Path("reports").exists()


def test_a_filled_in_file_stops_the_command_with_a_remedy(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    run("chart --tables A")
    with Path("reports/chart.csv").open("a", encoding="utf-8") as file:
        file.write("Rosa,,,A,,,a welder,\n")
    done = run("chart --tables B")
    assert done.exit_code == 2
    assert "reports/chart.csv has been changed since it was written, so it may be filled in." in done.stderr
    assert "Move it elsewhere, or name another folder with --out." in done.stderr


def test_names_in_every_script_come_out_as_typed(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    record = json.loads(run("""chart --tables "资本; مائدة; Arts, crafts; The 'open' table" --grid --json""").stdout)
    assert [table["name"] for table in record["tables"]] == ["资本", "مائدة", "Arts, crafts", "The 'open' table"]
    html = Path("reports/chart.html").read_text(encoding="utf-8")
    assert "资本" in html
    assert "The &#39;open&#39; table" in html


@pytest.mark.browser
def test_it_is_printed_to_pdf_with_one_option(tmp_path, monkeypatch, chromium_is_here):
    monkeypatch.chdir(tmp_path)
    done = run("chart --tables 'Talent; Capital' --pdf")
    assert done.exit_code == 0, done.output
    assert "reports/short-chart.pdf" in done.stdout
    assert Path("reports/short-chart.pdf").read_bytes().startswith(b"%PDF-")
    assert run("chart --tables 'Talent; Capital' --pdf").exit_code == 0, "its own PDF may be replaced"
