"""What is handed out holds nothing else; letters hold what a letter needs; a style sheet brings a logo."""

from __future__ import annotations

import csv
import io

import pytest

from seating.errors import UsageError
from seating.forms.entries import as_written
from seating.present.languages import words_in
from seating.present.settings import Settings
from seating.report.output import Manifest, packet_files, share, write_outputs, write_packet
from seating.report.pages import render_packet, render_report
from seating.report.spreadsheets import LETTER_HEADINGS, letters_csv
from seating.result.privacy import for_reader
from seating.result.readers import Audience

from .made_up import small
from .test_calendar import with_table
from .test_privacy import CANARY, canary_result


def test_what_is_shared_has_no_page_for_the_convener_no_email_and_no_mention_of_either(tmp_path):
    share(canary_result(), tmp_path / "out")
    texts = {p.relative_to(tmp_path / "out").as_posix(): p.read_text() for p in tmp_path.rglob("*") if p.is_file()}
    assert {"index.html", "door-list.html", "badges.html", "worksheets.html", "blank-chart.html"} <= set(texts)
    for name, text in texts.items():
        assert CANARY not in text, name
        assert "@x" not in text, name
        assert "onvener only" not in text, name
        assert not name.startswith("convener-only/")
        assert not name.endswith(".csv")


def test_what_is_shared_is_what_the_packet_has_of_it(tmp_path):
    shared = packet_files(for_reader(with_table(), Audience.EVERYONE))
    whole = packet_files(with_table())
    assert {name: whole[name] for name in shared if name != "index.html"} == {
        name: content for name, content in shared.items() if name != "index.html"
    }
    assert "calendar/capital.ics" in shared
    assert set(whole) - set(shared) == {n for n in whole if n.startswith("convener-only/")} | {
        "letters.csv",
        "who-is-missing.html",
    }


def test_a_folder_that_holds_something_is_not_shared_into(tmp_path):
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(UsageError, match="is not an empty folder"):
        share(small(), tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_a_packet_without_the_list_leaves_out_the_convener_pages_and_removes_old_ones(tmp_path):
    write_outputs(small(), tmp_path, with_packet=True)
    index = write_packet(for_reader(small(), Audience.EVERYONE), tmp_path)
    assert index.read_text().count("convener-only/") == 0
    assert not (tmp_path / "packet" / "letters.csv").exists()
    assert list((tmp_path / "packet" / "convener-only").iterdir()) == []


def test_calendar_files_of_an_earlier_run_go(tmp_path):
    write_packet(with_table(), tmp_path)
    assert (tmp_path / "packet" / "calendar" / "capital.ics").exists()
    write_packet(small(), tmp_path)
    assert not (tmp_path / "packet" / "calendar" / "capital.ics").exists()


def test_a_pdf_of_an_earlier_run_goes_as_it_shows_seats_that_no_longer_hold(tmp_path):
    write_packet(small(), tmp_path)
    printed = [tmp_path / "packet" / name for name in ("door-list.pdf", "convener-only/needs.pdf", "mine.pdf")]
    for path in printed:
        path.write_bytes(b"%PDF-")
    Manifest(tmp_path.parent).add(printed[:2])
    write_packet(small(), tmp_path)
    assert [path.name for path in (tmp_path / "packet").rglob("*.pdf")] == ["mine.pdf"]


def test_what_a_killed_run_left_unfinished_goes_and_other_hidden_files_stay(tmp_path):
    write_packet(small(), tmp_path)
    left = [tmp_path / "packet" / f".{name}.0123456789abcdef.part" for name in ("letters.csv", "door-list.html")]
    mine = tmp_path / "packet" / ".notes.part"
    for path in (*left, mine):
        path.write_text("half of it")
    write_packet(small(), tmp_path)
    assert [path for path in (*left, mine) if path.exists()] == [mine]


def test_letters_have_a_row_for_everybody_with_a_seat():
    text = letters_csv(with_table(), words_in("es")).decode("utf-8-sig")
    rows = [{k: as_written(v) for k, v in row.items()} for row in csv.DictReader(io.StringIO(text))]
    assert tuple(rows[0]) == LETTER_HEADINGS
    assert len(rows) == 15
    chloe = next(row for row in rows if row["name"] == "Chloé Åkesson")
    assert chloe["email"] == "person3@example.org"
    assert (chloe["table_number"], chloe["table_id"], chloe["table_name"]) == ("1", "capital", "Capital")
    assert (chloe["day"], chloe["time"], chloe["place"]) == ("2027-03-05", "9:30-11:00", "South hall")
    text = letters_csv(small(), words_in("es")).decode("utf-8-sig")
    nadia = next(row for row in csv.DictReader(io.StringIO(text)) if row["name"] == "Nadia Haddad")
    assert nadia["duties"] == "intérprete"


def test_one_style_sheet_brings_colours_and_a_logo_to_every_page(tmp_path):
    css = ':root { --accent: #808; } .packet-head::before { content: url("data:image/png;base64,AA=="); } a{#b{%}'
    (tmp_path / "brand.css").write_text(css)
    settings = Settings(templates=tmp_path)
    for html in (render_report(small(), settings), *render_packet(small(), settings).values()):
        assert css in html
    assert css not in render_report(small())
