"""Printing to PDF: the browser is found where it lies, and only what is a PDF counts as printed."""

from __future__ import annotations

import stat
import sys
from pathlib import Path

import pdfplumber
import pytest

from seating.errors import UsageError
from seating.report import browser as browsers
from seating.report import pdf as printing
from seating.report.browser import find_browser
from seating.report.pdf import print_pages
from seating.report.png import draw_png

unix_only = pytest.mark.skipif(sys.platform == "win32", reason="stand-ins for a browser are shell scripts")


def stand_in(folder: Path, script: str, name: str = "chromium") -> Path:
    program = folder / name
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return program


@pytest.fixture
def alone(monkeypatch, tmp_path):
    """Give a machine on which nothing is installed."""
    monkeypatch.delenv(browsers.CHOSEN, raising=False)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    (tmp_path / "bin").mkdir()
    return tmp_path / "bin"


@pytest.fixture
def page(tmp_path):
    file = tmp_path / "a page.html"
    file.write_text("<!doctype html><title>p</title><p>Hello", encoding="utf-8")
    return file


WRITE = 'for a in "$@"; do case $a in --print-to-pdf=*) out=${a#*=};; esac; done; '
GOOD = (
    WRITE
    + "printf '%%PDF-1.4\\n1 0 obj<</Type /Pages /Count 2>>2 0 obj<</Type /Page>>3 0 obj<</Type/Page>>' > \"$out\""
)


def test_where_there_is_no_browser_it_says_what_to_do(alone, page, tmp_path):
    with pytest.raises(UsageError, match=r"Install one of them, or open the pages .* \[browser-missing\]"):
        print_pages({page: tmp_path / "p.pdf"})
    assert not (tmp_path / "p.pdf").exists()


def test_nothing_to_print_needs_no_browser(alone):
    assert print_pages({}) == ()


@unix_only
def test_a_browser_is_found_by_name_and_the_chosen_one_first(alone, monkeypatch, tmp_path):
    found = stand_in(alone, "exit 0")
    assert find_browser() == found
    mine = stand_in(tmp_path, "exit 0", "mine")
    monkeypatch.setenv(browsers.CHOSEN, str(mine))
    assert find_browser() == mine
    monkeypatch.setenv(browsers.CHOSEN, str(tmp_path / "gone"))
    with pytest.raises(UsageError, match="SEATING_BROWSER"):
        find_browser()


def test_each_system_is_searched_where_it_installs_browsers(alone, monkeypatch):
    for folder in browsers.WINDOWS_FOLDERS:
        monkeypatch.delenv(folder, raising=False)
    monkeypatch.setenv("PROGRAMFILES", "C:/Programs")
    windows = [place.as_posix() for place in browsers._places("win32")]
    assert windows[:2] == [
        "C:/Programs/Google/Chrome/Application/chrome.exe",
        "C:/Programs/Microsoft/Edge/Application/msedge.exe",
    ]
    assert Path("/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge") in browsers._places("darwin")


@unix_only
def test_what_was_printed_is_counted_and_nothing_else_is_left(alone, page, tmp_path, monkeypatch):
    stand_in(alone, GOOD)
    monkeypatch.setenv("PATH", f"{alone}:/usr/bin:/bin")
    (made,) = print_pages({page: tmp_path / "out" / "p.pdf"})
    assert (made.path, made.n_pages) == (tmp_path / "out" / "p.pdf", 2)
    assert [file.name for file in (tmp_path / "out").iterdir()] == ["p.pdf"]


@unix_only
def test_whoever_waits_is_told_how_many_are_printed(alone, page, tmp_path, monkeypatch):
    stand_in(alone, GOOD)
    monkeypatch.setenv("PATH", f"{alone}:/usr/bin:/bin")
    other = page.with_name("other.html")
    other.write_bytes(page.read_bytes())
    told: list[int] = []
    print_pages({page: tmp_path / "p.pdf", other: tmp_path / "q.pdf"}, told.append)
    assert told == [1, 2]


@unix_only
@pytest.mark.parametrize(
    ("script", "told"),
    [
        ("echo no display >&2; exit 3", "no display"),
        (GOOD + "; exit 1", "it ended with status 1"),
        ("exit 0", "it said nothing"),
        (WRITE + 'printf "<html>" > "$out"', "it said nothing"),
        (WRITE + "printf '%%PDF-1.4 /Type /Pages /Count 0' > \"$out\"", "it said nothing"),
        ("exec sleep 30", "it took more than 1 seconds"),
    ],
)
def test_what_is_no_pdf_does_not_count_and_the_earlier_one_stays(alone, page, tmp_path, monkeypatch, script, told):
    stand_in(alone, script)
    monkeypatch.setenv("PATH", f"{alone}:/usr/bin:/bin")
    monkeypatch.setattr(browsers, "PATIENCE", 1 if script.startswith("exec sleep") else 60)
    pdf = tmp_path / "out" / "p.pdf"
    pdf.parent.mkdir()
    pdf.write_bytes(b"%PDF- of earlier")
    with pytest.raises(UsageError) as caught:
        print_pages({page: pdf})
    assert told in str(caught.value)
    assert str(caught.value).endswith("[print-failed]")
    assert pdf.read_bytes() == b"%PDF- of earlier"
    assert [file.name for file in pdf.parent.iterdir()] == ["p.pdf"]


@unix_only
@pytest.mark.parametrize("script", ["exit 3", "exit 0"])
def test_what_is_no_picture_does_not_count(alone, tmp_path, script):
    stand_in(alone, script)
    with pytest.raises(UsageError, match=r"\[print-failed\]"):
        draw_png("<svg xmlns='http://www.w3.org/2000/svg'/>", 10, 10, tmp_path)
    assert not list(tmp_path.glob("drawing-*"))


@pytest.mark.browser
@pytest.mark.parametrize(("wide", "pixels"), [(300, 600), (3000, 4000)])
def test_a_drawing_becomes_a_picture_of_its_size(tmp_path, chromium_is_here, wide, pixels):
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="200"><rect width="{wide}" height="200"/></svg>'
    )
    made = draw_png(svg, wide, 200, tmp_path)
    assert int.from_bytes(made[16:20], "big") == pytest.approx(pixels, abs=1)
    assert not list(tmp_path.glob("drawing-*"))


@pytest.mark.browser
def test_a_real_browser_prints_without_dates_and_file_names(page, tmp_path, chromium_is_here):
    pdfplumber = pytest.importorskip("pdfplumber", reason="printed pages are not read")
    (made,) = print_pages({page: tmp_path / "p.pdf"})
    with pdfplumber.open(made.path) as pdf:
        assert [p.extract_text() for p in pdf.pages] == ["Hello"]
    assert made.n_pages == 1


def test_links_to_other_files_are_not_printed_as_paths():
    """A browser writes a link into the PDF as the whole path of the file it points to."""
    text = """<a class="x" href="door-list.html">Door</a> <a href='badges.html' id="b">B</a> <a href="#top">Top</a>
    <a href="https://tables.example">Site</a><link rel="icon" href="icon.png">"""
    left = printing.LINK.sub(r"\1", text)
    assert "door-list" not in left
    assert "badges" not in left
    assert 'href="#top"' in left
    assert 'href="https://tables.example"' in left
    assert 'href="icon.png"' in left


@pytest.mark.browser
def test_no_pdf_holds_a_path_of_this_machine(tmp_path):
    pages = {}
    for name in ("index", "other"):
        page = tmp_path / f"{name}.html"
        page.write_text(f"<title>{name}</title><p id=top><a href='other.html'>Other</a><a href='#top'>Top</a>")
        pages[page] = tmp_path / f"{name}.pdf"
    print_pages(pages)
    for pdf in pages.values():
        with pdfplumber.open(pdf) as opened:
            told = str([page.annots for page in opened.pages]) + str(opened.metadata)
        assert tmp_path.name not in told
        assert "file:" not in told


RECORD = WRITE + 'echo "$@" >> "${out%/*}/../told"; cp "${out%/*}"/*.html "${out%/*}/../printed.html"; '


@unix_only
def test_a_browser_gets_no_window_no_network_and_a_profile_of_its_own(alone, page, tmp_path, monkeypatch):
    stand_in(alone, RECORD + GOOD.removeprefix(WRITE))
    monkeypatch.setenv("PATH", f"{alone}:/usr/bin:/bin")
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    print_pages({page: tmp_path / "out" / "p.pdf"})
    told = (tmp_path / "out" / "told").read_text()
    assert all(option in told for option in ("--headless", "--host-resolver-rules=MAP * ~NOTFOUND", "--no-first-run"))
    assert "--user-data-dir=" in told
    assert "--no-sandbox" not in told
    assert told.strip().endswith("page.html") or "a%20page.html" in told


@unix_only
def test_as_root_the_browser_starts_without_a_sandbox(alone, page, tmp_path, monkeypatch):
    stand_in(alone, RECORD + GOOD.removeprefix(WRITE))
    monkeypatch.setenv("PATH", f"{alone}:/usr/bin:/bin")
    monkeypatch.setattr("os.geteuid", lambda: 0)
    print_pages({page: tmp_path / "out" / "p.pdf"})
    assert "--no-sandbox" in (tmp_path / "out" / "told").read_text()


@unix_only
def test_the_page_is_printed_without_links_to_other_files(alone, page, tmp_path, monkeypatch):
    stand_in(alone, RECORD + GOOD.removeprefix(WRITE))
    monkeypatch.setenv("PATH", f"{alone}:/usr/bin:/bin")
    page.write_text('<a href="other.html">é</a>', encoding="utf-8")
    print_pages({page: tmp_path / "out" / "p.pdf"})
    assert (tmp_path / "out" / "printed.html").read_text(encoding="utf-8") == "<a>é</a>"
    assert "other.html" in page.read_text(encoding="utf-8"), "the page itself keeps its links"


@unix_only
def test_a_browser_that_cannot_be_run_is_named(alone, page, tmp_path, monkeypatch):
    program = alone / "chromium"
    program.write_text("#!/nowhere/sh\n", encoding="utf-8")
    program.chmod(0o755)
    with pytest.raises(UsageError, match=r"chromium could not print a page\.html: No such file.*\[print-failed\]"):
        print_pages({page: tmp_path / "p.pdf"})


@unix_only
def test_only_the_last_line_of_what_a_browser_says_is_told(alone, page, tmp_path, monkeypatch):
    stand_in(alone, "echo first >&2; echo last >&2; exit 1")
    with pytest.raises(UsageError) as caught:
        print_pages({page: tmp_path / "p.pdf"})
    assert "last" in str(caught.value)
    assert "first" not in str(caught.value)


@unix_only
def test_a_folder_that_cannot_be_made_is_an_error_of_the_file(alone, page, tmp_path):
    stand_in(alone, GOOD)
    (tmp_path / "out").write_text("a file", encoding="utf-8")
    with pytest.raises(UsageError, match=r"p\.pdf cannot be written"):
        print_pages({page: tmp_path / "out" / "p.pdf"})


@pytest.mark.parametrize(
    ("content", "pages"),
    [
        (b"%PDF-1.4 /Type /Page /Type/Page", 2),
        (b"%PDF-1.4 /Type /Pages", 0),
        (b"%PDF-1.4 /Type /PageLabel", 0),
        (b" %PDF-1.4 /Type /Page", 0),
        (b"", 0),
    ],
)
def test_the_pages_of_a_pdf_are_counted(tmp_path, content, pages):
    pdf = tmp_path / "p.pdf"
    pdf.write_bytes(content)
    assert printing._count(pdf) == pages
    assert printing._count(tmp_path / "none.pdf") == 0
