"""`seating repair`, as a convener and a script see it."""

from __future__ import annotations

import json
import re
from contextlib import nullcontext

import pytest

from seating.engines import prestart
from seating.errors import UsageError
from seating.report.output import Manifest
from seating.report.pdf import Printed
from tests.cli.running import run

HEADINGS = "id,name,representative_type,attending\n"
ROLES = {"ana": "decision-maker", "ben": "doer", "cam": "doer", "dee": "decision-maker", "eli": "decision-maker"}
CONVENING = """\
tables: [{id: capital, name: Capital, seats: 1-4}, {id: talent, name: Talent, seats: 1-4}]
requirements:
  - {kind: role_mix, at_least: {decision-maker: 1}, must: true}
  - {kind: pin, people: [ana, ben], tables: [capital]}
  - {kind: together, people: [cam, dee], must: false, weight: 2}
"""


def write_list(folder, absent=(), more=""):
    rows = (f"{p},{p.capitalize()},{role},{'no' if p in absent else 'yes'}\n" for p, role in ROLES.items())
    (folder / "people.csv").write_text(HEADINGS + "".join(rows) + more, encoding="utf-8")


@pytest.fixture(autouse=True)
def _one_child(child, monkeypatch):
    """Let every command of this module ask the same child, since starting one takes longer than its answers."""
    for name in ("solve", "repair"):
        monkeypatch.setattr(f"seating.api.{name}.Child", lambda **options: nullcontext(child))
    monkeypatch.setattr(prestart, "begin", lambda engine: None)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Put a list, a convening and a seating into the current folder."""
    monkeypatch.chdir(tmp_path)
    write_list(tmp_path)
    (tmp_path / "convening.yaml").write_text(CONVENING, encoding="utf-8")
    seats = "id,table\nana,capital\nben,capital\ncam,capital\ndee,talent\neli,talent\n"
    (tmp_path / "seats.csv").write_text(seats, encoding="utf-8")
    return tmp_path


def test_the_command_starts_the_engine_once_and_before_it_reads_the_settings(folder, monkeypatch):
    done = []
    monkeypatch.setattr(prestart, "begin", done.append)
    monkeypatch.setattr("seating.api.saved_rounds.saving.find_written_settings", lambda out: done.append("settings"))
    monkeypatch.setattr("seating.api.repair.repair_request", lambda *given: done.append("repair"))
    run("repair people.csv --from seats.csv --no-packet --quiet")
    assert done == ["exact", "settings", "repair"]


def test_each_move_is_named_with_its_reason(folder):
    """With the edge of the table it comes from, and whether fewer would do."""
    write_list(folder, absent=["ana"])
    done = run("repair people.csv --from seats.csv --no-packet --quiet")
    assert done.exit_code == 0, done.output
    assert "1 person moves. No seating that meets all musts takes fewer moves." in done.stdout
    reason = r"(Dee|Eli): Talent to Capital, since Capital lost its only decision-maker\."
    assert re.search(reason, done.stdout)
    assert (folder / "reports" / "round-1" / "report.html").exists()


def test_the_record_has_the_shape_of_a_solve(folder):
    """Moves filled, bound and gap null, and whether the moves are proven the fewest."""
    solved = json.loads(run("solve people.csv --out solved --no-packet --json").stdout)
    write_list(folder, absent=["ana"])
    record = json.loads(run("repair people.csv --from seats.csv --no-packet --json").stdout)
    assert set(record) >= set(solved)
    assert (record["status"], record["bound"], record["gap"]) == ("feasible", None, None)
    assert record["repair"]["fewest_proven"] is True
    [move] = record["rounds"][0]["moves"]
    assert set(move) == {"id", "name", "from", "to", "reason"}
    assert (move["from"], move["to"]) == ("talent", "capital")


def test_pages_made_again_know_that_a_better_seating_is_known(folder):
    """The report, the record and the page made from it have one state."""
    known = "A better seating is known, but no must requires the moves it takes."
    assert "Optional improvements" in run("repair people.csv --from seats.csv --no-packet --quiet --details").stdout
    page = folder / "reports" / "round-1" / "report.html"
    assert known in page.read_text(encoding="utf-8")
    assert run("report people.csv").exit_code == 0
    assert known in page.read_text(encoding="utf-8")
    assert known in run("explain people.csv --person Ana").stdout


def test_doing_nothing_is_said_to_be_best_and_offers_are_made_when_allowed(folder):
    """Without changes nobody moves; what would lessen the penalty is offered, and made with --max-moves."""
    left = run("repair people.csv --from seats.csv --no-packet --quiet --details")
    assert "No one moves." in left.stdout
    assert "Optional improvements" in left.stdout
    made = run("repair people.csv --from seats.csv --max-moves 1 --no-packet --quiet")
    assert "1 person moves. No must requires a move." in made.stdout
    assert "because this makes the seating better" in made.stdout


def test_what_was_saved_is_repaired_without_a_file(folder):
    """And saved as another entry of the same round; a newcomer is no move."""
    assert run("solve people.csv --no-packet --quiet").exit_code == 0
    write_list(folder, more="fay,Fay,doer,yes\n")
    done = run("repair people.csv --no-packet --quiet")
    assert done.exit_code == 0, done.output
    assert "No one moves." in done.stdout
    assert "Fay" in done.stdout.partition("New at their tables")[2]
    listed = run("rounds list")
    assert listed.exit_code == 0
    again = run("report")
    assert again.exit_code == 0, again.output
    assert "What the repair changed" in (folder / "reports" / "round-1" / "report.html").read_text(encoding="utf-8")


def test_impossible_musts_exit_4_with_the_conflict(folder):
    """The closest seating is written all the same."""
    write_list(folder, absent=["ana", "dee"])
    done = run("repair people.csv --from seats.csv --no-packet --json")
    assert done.exit_code == 4
    record = json.loads(done.stdout)
    assert record["conflict"]["requirements"] == ["role_mix-1"]
    assert record["repair"]["fewest_proven"] is False


def test_too_few_moves_and_nothing_saved_are_wrong_usage(folder):
    write_list(folder, absent=["ana"])
    few = run("repair people.csv --from seats.csv --max-moves 0")
    assert (few.exit_code, "--max-moves allows 0. Allow at least 1." in few.stderr) == (2, True)
    nothing = run("repair people.csv --out empty")
    assert (nothing.exit_code, "seating solve" in nothing.stderr) == (2, True)
    assert not (folder / "empty").exists()


def test_the_pages_of_a_repaired_round_are_in_the_language_asked_for(folder):
    """Else a Spanish packet would turn English the evening before."""
    done = run("repair people.csv --from seats.csv --language es --quiet")
    assert done.exit_code == 0, done.output
    assert '<html lang="es"' in (folder / "reports/round-1/packet/door-list.html").read_text(encoding="utf-8")
    assert '<html lang="es"' in (folder / "reports/report.html").read_text(encoding="utf-8")


def test_where_musts_clash_newcomers_are_named_and_nobody_else_moves(folder):
    """What no seating can meet is no reason to move anybody."""
    pinned = "gil,Gil,doer,yes\n"
    write_list(folder, absent=["ana", "dee", "eli"], more=pinned)
    done = run("repair people.csv --from seats.csv --no-packet --quiet")
    assert done.exit_code == 4, done.output
    assert "No one moves." in done.stdout
    assert "New at their tables\n" in done.stdout


def test_the_command_for_the_reasons_of_choices_names_the_list_and_the_folder(folder):
    (folder / "charts.csv").write_text("chart of,table,who\nAna,talent,me\nBen,capital,me\n", encoding="utf-8")
    convening = (folder / "convening.yaml").read_text(encoding="utf-8")
    (folder / "convening.yaml").write_text(f"charts: charts.csv\n{convening}", encoding="utf-8")
    done = run("repair people.csv --from seats.csv --out out --quiet --details")
    assert ": seating packet people.csv --out out --pages for-you-alone\n" in done.stdout
    done = run("repair people.csv --from seats.csv --out wall --pages wall-chart --quiet --details")
    assert ": seating packet people.csv --out wall --pages wall-chart --pages for-you-alone\n" in done.stdout
    done = run("repair people.csv --from seats.csv --out every --pages all --quiet --details")
    assert "--pages for-you-alone" not in done.stdout
    assert "Page with the reasons: every/round-1/packet/convener-only/for-you-alone.html\n" in done.stdout
    assert (folder / "every/round-1/packet/convener-only/for-you-alone.html").exists()


def find_packet(folder):
    """Return the pages of the packet, by name."""
    return {page.stem: page.read_text(encoding="utf-8") for page in folder.glob("reports/round-1/packet/*.html")}


@pytest.mark.parametrize(
    ("asked", "then", "pages"),
    [
        ("--pages only --pages wall-chart --pages door-list", "", {"wall-chart", "door-list"}),
        ("--pages only --pages wall-chart", "--pages only --pages door-list", {"door-list"}),
    ],
)
def test_the_packet_keeps_the_pages_that_were_asked_for(folder, asked, then, pages):
    """They show the seats after the repair. Pages that the repair names itself replace them."""
    assert run(f"solve people.csv {asked}").exit_code == 0
    assert "Cam" in find_packet(folder)["wall-chart"]
    write_list(folder, absent=["cam"])
    assert run(f"repair people.csv {then}").exit_code == 0
    packet = find_packet(folder)
    assert packet.keys() == {"index", *pages}
    assert not [name for name, page in packet.items() if "Cam" in page]


@pytest.mark.parametrize(
    ("then", "language", "paper"),
    [("", "es", "A4"), ("--language en", "en", "A4"), ("--paper Letter", "es", "Letter")],
)
def test_the_packet_keeps_its_language_paper_and_stock(folder, then, language, paper):
    """Also those of `seating packet`. An option that is given replaces its setting only."""
    only = "--pages only --pages wall-chart"
    assert run(f"solve people.csv {only}").exit_code == 0
    asked = "--language es --paper A3 --stock L4785 --large-print --start-at 3"
    assert run(f"packet people.csv {only} --pages badges {asked}").exit_code == 0
    write_list(folder, absent=["cam"])
    assert run(f"repair people.csv {then}").exit_code == 0
    packet = find_packet(folder)
    assert f'<html lang="{language}" class="large-print">' in packet["wall-chart"]
    wall = paper if then.startswith("--paper") else "297.0mm 420.0mm"  # A3
    assert f"size: {wall};" in packet["wall-chart"]
    assert f"size: {paper};" in packet["index"]
    assert ("L4785" in packet["badges"]) == (paper == "A4")


def test_a_shared_packet_does_not_have_the_settings(folder):
    """Among them is a folder of this machine."""
    (folder / "brand").mkdir()
    (folder / "brand" / "brand.css").write_text("", encoding="utf-8")
    assert run("solve people.csv --templates brand --pages only").exit_code == 0
    assert run("packet people.csv --templates brand --share shared").exit_code == 0
    assert "&#34;brand&#34;" in find_packet(folder)["index"]
    assert "&#34;brand&#34;" not in (folder / "shared" / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("has_browser", [True, False])
def test_what_was_printed_to_pdf_is_printed_again(folder, monkeypatch, has_browser):
    """Without a browser, a note explains that there are none."""
    assert run("solve people.csv --pages only --pages wall-chart").exit_code == 0
    old = {folder / "reports" / "round-1" / path: b"%PDF-old" for path in ("report.pdf", "packet/index.pdf")}
    Manifest(folder / "reports").write(old)

    def print_pages(pages, watch=None):
        if not has_browser:
            raise UsageError("No browser was found.")
        for path in pages.values():
            path.write_bytes(b"%PDF-new")
        return tuple(Printed(path, 1) for path in pages.values())

    monkeypatch.setattr("seating.report.pdf.print_pages", print_pages)
    monkeypatch.setattr("seating.report.packet_pdf.print_pages", print_pages)
    monkeypatch.setattr("seating.report.packet_pdf.join_printed", lambda parts, pdf, *_: Printed(pdf, len(parts)))
    write_list(folder, absent=["cam"])
    done = run("repair people.csv")
    assert done.exit_code == 0, done.output
    assert [path.read_bytes() for path in old if path.exists()] == [b"%PDF-new"] * 2 * has_browser
    assert ("The PDF files showed the seats before the repair" in done.stderr) == (not has_browser)
