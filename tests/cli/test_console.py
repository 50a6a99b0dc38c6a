"""The console: streams, colors and characters."""

from __future__ import annotations

import io
import json
import sys

from seating.cli.console import Console
from seating.cli.progress import Progress
from seating.errors import Note, Problem
from seating.model import Value
from seating.present.blocks import Span, paragraph
from seating.present.languages import words_in
from seating.present.terminal import align, width
from seating.record.forms_to_fill import StarterRecord
from tests.cli.running import run

GOOD = (paragraph(Span("good", tone="good")),)


class Terminal(io.TextIOWrapper):
    """A terminal of some encoding, whose text can be read back."""

    def __init__(self, encoding: str = "utf-8") -> None:
        super().__init__(io.BytesIO(), encoding=encoding, write_through=True)

    def isatty(self) -> bool:
        return True

    @property
    def text(self) -> str:
        return self.buffer.getvalue().decode(self.encoding)


def terminals(monkeypatch):
    """Make standard output and standard error terminals, without NO_COLOR.

    Called in the test itself: what a fixture puts there, pytest's own capture takes away again.
    """
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    out, err = Terminal(), Terminal()
    monkeypatch.setattr(sys, "stdout", out)
    monkeypatch.setattr(sys, "stderr", err)
    return out, err


def test_the_result_goes_to_standard_output_and_the_rest_to_standard_error(capsys):
    console = Console()
    console.result("seated")
    console.notes([Note("id-computed", "ids were made")])
    console.error("not so")
    out, err = capsys.readouterr()
    assert out == "seated\n"
    assert err == "note: ids were made [id-computed]\nerror: not so\n"


def test_quiet_leaves_out_notes_and_keeps_errors(capsys):
    console = Console(quiet=True)
    console.note("by the way")
    console.error("not so")
    assert capsys.readouterr().err == "error: not so\n"


def test_json_is_the_only_thing_on_standard_output(capsys):
    console = Console(as_json=True)
    console.result("text")
    console.page(GOOD)
    console.note("text")
    console.record(StarterRecord(schema_version=2, files=["ü"]))
    out, err = capsys.readouterr()
    assert json.loads(out) == {"schema_version": 2, "files": ["ü"]}
    assert err == ""


def test_problems_become_a_record_with_json(capsys):
    Console(as_json=True).problems([Problem("role-unknown", "is not a type", "a.csv", 3, value="x")])
    record = json.loads(capsys.readouterr().out)
    assert record["schema_version"] == 2
    assert [(p["slug"], p["line"], p["value"]) for p in record["problems"]] == [("role-unknown", 3, "x")]


def test_several_problems_end_with_their_number_and_what_to_do(capsys):
    """Each problem takes a line; after many, the first ones have scrolled off the screen."""
    one = Problem("role-unknown", "is not a type", "a.csv", 3, value="x")
    Console().problems([one])
    assert "run the command again" not in capsys.readouterr().err
    Console().problems([one, one])
    last = capsys.readouterr().err.splitlines()[-1]
    assert last == "These 2 problems are all that were found. Correct them and run the command again."


def test_a_terminal_gets_color(monkeypatch):
    out, _ = terminals(monkeypatch)
    Console().page(GOOD)
    assert out.text.startswith("\x1b[")


def test_no_color_is_respected(monkeypatch):
    out, err = terminals(monkeypatch)
    monkeypatch.setenv("NO_COLOR", "1")
    Console().page(GOOD)
    Console().error("bad")
    assert out.text == "good\n"
    assert err.text == "error: bad\n"


def test_a_pipe_gets_no_color(capsys):
    Console().page(GOOD)
    assert capsys.readouterr().out == "good\n"


def test_a_name_that_the_terminal_cannot_show_is_not_an_error(monkeypatch):
    out = Terminal("cp1252")
    monkeypatch.setattr(sys, "stdout", out)
    monkeypatch.setenv("NO_COLOR", "1")
    Console().result("Zoë 水")
    assert out.text == "Zoë ?\n"


def test_json_on_such_a_terminal_loses_nothing(monkeypatch):
    out = Terminal("ascii")
    monkeypatch.setattr(sys, "stdout", out)
    Console(as_json=True).record(StarterRecord(schema_version=2, files=["Zoë 水"]))
    assert json.loads(out.text)["files"] == ["Zoë 水"]


def test_progress_is_one_line_rewritten_and_wiped(monkeypatch):
    _, err = terminals(monkeypatch)
    console = Console(details=True)
    watch = Progress(console, words_in("en"))
    watch.progress(Value(0, 12), 10, 3.2)
    watch.progress(Value(0, 10), 10, 4.0)
    console.end_progress()
    shown = err.text
    assert "\n" not in shown
    assert "all musts met · penalty 12 · lower bound 10 · gap 17% · 3 s" in shown
    assert shown.endswith("\r\x1b[K")


def test_progress_is_wiped_against_no_color_too_and_a_dumb_terminal_gets_none(monkeypatch):
    """The code that erases a line is not a color: without it, the end of the line would stay on the screen."""
    _, err = terminals(monkeypatch)
    monkeypatch.setenv("NO_COLOR", "1")
    console = Console()
    console.progress("a long line")
    console.note("x")
    assert err.text == "\r\x1b[Ka long line\r\x1b[Knote: x\n"
    _, err = terminals(monkeypatch)
    monkeypatch.setenv("TERM", "dumb")
    Console().progress("a long line")
    assert err.text == ""


def test_progress_says_how_far_the_musts_are(monkeypatch):
    _, err = terminals(monkeypatch)
    Progress(Console(), words_in("en")).progress(Value(3, 12), None, 0.4)
    assert "musts unmet by 3" in err.text


def test_no_progress_is_shown_in_a_pipe_or_with_quiet(capsys, monkeypatch):
    Progress(Console(), words_in("en")).progress(Value(0, 12), 10, 3.2)
    assert capsys.readouterr().err == ""
    _, err = terminals(monkeypatch)
    Progress(Console(quiet=True), words_in("en")).progress(Value(0, 12), 10, 3.2)
    assert err.text == ""


def test_five_notes_are_printed_where_another_command_has_all_of_them(capsys):
    many = [Note("id-computed", f"note {n}") for n in range(12)]
    Console().notes(many, all_notes="seating check people.csv")
    told = capsys.readouterr().err.splitlines()
    assert told[:-1] == [f"note: note {n} [id-computed]" for n in range(5)]
    assert told[-1] == "note: and 7 more: seating check people.csv"
    Console().notes(many[:5], all_notes="seating check people.csv")
    assert "more" not in capsys.readouterr().err
    for console, command in ((Console(details=True), "seating check people.csv"), (Console(), "")):
        console.notes(many, all_notes=command)
        assert len(capsys.readouterr().err.splitlines()) == 12


def test_a_lost_solver_is_a_note(capsys):
    Progress(Console(), words_in("en")).lost("killed by signal 9")
    assert "killed by signal 9" in capsys.readouterr().err


def test_wide_letters_take_two_columns_and_marks_none():
    assert [width(text) for text in ("abc", "水", "e\u0301", "a\u200eb")] == [3, 2, 1, 2]


def test_cells_stand_under_one_another():
    assert align([("a", "1", ""), ("水水", "22", "x")]) == ["a     1", "水水  22  x"]


def test_a_note_begins_with_its_word_in_the_language_of_the_command(capsys):
    console = Console(words=words_in("es"))
    console.notes([Note("id-computed", "a")])
    console.note("b")
    console.announce("c")
    console.error("d")
    assert capsys.readouterr().err == "nota: a [id-computed]\nnota: b\nnota: c\nerror: d\n"


def test_commands_give_their_language_to_the_console(tmp_path, monkeypatch):
    """Through the option of a text, and through that of pages."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "people.csv").write_text("name,age,age\nAna,1,2\nBen,1,2\n", encoding="utf-8")
    for line in ("check people.csv --language es", "solve people.csv --language es --no-packet"):
        shown = run(line).stderr
        assert "\nnota: " in f"\n{shown}"
        assert "note:" not in shown
