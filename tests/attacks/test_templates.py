"""A folder of templates, or a style sheet that is no text, is told before anything is solved or written."""

from __future__ import annotations

import pytest

from tests.cli.running import run


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [("report.html.j2", b"<p>", "templates, which are no longer used"), ("brand.css", b"\xff", "not UTF-8")],
)
def test_what_is_no_style_sheet_is_told_first(tmp_path, name, content, says):
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / name).write_bytes(content)
    (tmp_path / "p.csv").write_text("name\nAna\nBen\n")
    ran = run(f"solve --pages all {tmp_path}/p.csv --out {tmp_path}/out --templates {tmp_path}/own")
    assert ran.exit_code == 3
    assert name in ran.stderr
    assert says in ran.stderr
    assert "[template-wrong]" in ran.stderr
    assert not (tmp_path / "out").exists()
