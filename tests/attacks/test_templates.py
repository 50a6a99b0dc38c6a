"""A broken template of the convener's own is told with its file and line, before anything is solved or written."""

from __future__ import annotations

import pytest

from tests.cli.running import run

PEOPLE = "name\nAna\nBen\n"
CONVENING = "tables: [{id: a, seats: 0-9}]\nrequirements: []\n"

BROKEN = {
    "sentence": (b"<p>\n{% for x in %}", ":2:"),
    "filter": (b"{{ title|nothing }}", ":1:"),
    "sign": (b"\xff", "not UTF-8"),
    "name": (b"\n\n{{ nothing.here }}", ":3:"),
    "sum": (b"{{ 1/0 }}", "ZeroDivisionError"),
    "file": (b'{% include "none.j2" %}', "none.j2"),
    "circle": (b'{% include "report.html.j2" %}', "includes itself endlessly"),
    "block": (b'{% extends "base.html.j2" %}{% block x %}', "Unexpected end"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_template_is_named(tmp_path, case):
    content, says = BROKEN[case]
    (tmp_path / "own").mkdir()
    (tmp_path / "own/report.html.j2").write_bytes(content)
    (tmp_path / "p.csv").write_text(PEOPLE)
    (tmp_path / "c.yaml").write_text(CONVENING)
    ran = run(f"solve {tmp_path}/p.csv --convening {tmp_path}/c.yaml --out {tmp_path}/out --templates {tmp_path}/own")
    assert ran.exit_code == 3
    assert "own/report.html.j2" in ran.stderr
    assert says in ran.stderr
    assert "[template-wrong]" in ran.stderr
    assert not (tmp_path / "out/round-1").exists()


def test_a_style_sheet_that_is_no_text_is_named(tmp_path):
    (tmp_path / "own").mkdir()
    (tmp_path / "own/brand.css").write_bytes(b"\xff")
    (tmp_path / "p.csv").write_text(PEOPLE)
    (tmp_path / "c.yaml").write_text(CONVENING)
    ran = run(f"solve {tmp_path}/p.csv --convening {tmp_path}/c.yaml --out {tmp_path}/out --templates {tmp_path}/own")
    assert ran.exit_code == 3
    assert "own/brand.css" in ran.stderr
