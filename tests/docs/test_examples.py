"""What README and docs show, runs."""

from __future__ import annotations

import csv
import json
import re
import shlex
from pathlib import Path

import pytest

from tests.cli.running import run
from tests.docs.blocks import PAGES, ROOT, blocks, console_lines, links

WITH_COMMANDS = [
    pytest.param(page, marks=[pytest.mark.room] * (page != ROOT / "README.md")) for page in PAGES if console_lines(page)
]
"""The commands of most pages search. `./check` runs those of the README, because it promises to."""


def name_of(page):
    return str(page.relative_to(ROOT))


@pytest.fixture(scope="session")
def already_run():
    """Keep the lines that ran and look at nothing but the examples: each runs once."""
    return set()


def shares_its_folder(line, page):
    """Whether another command of the page has the same output folder, and so may need what this one writes."""
    folder = line.partition(" --out ")[2].split(" ")[0]
    return any(other != line and f" --out {folder}" in other for other in console_lines(page) if folder)


@pytest.mark.parametrize("page", WITH_COMMANDS, ids=name_of)
def test_the_commands_of_a_page_work_in_order(page, checkout, already_run, python):
    for line in console_lines(page):
        if line in already_run and not shares_its_folder(line, page):
            continue
        if line.startswith("python3 "):
            done = python.run(ROOT / "cli.py", *shlex.split(line)[2:])
            assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"
        else:
            result = run(line)
            assert result.exit_code == 0, f"{line}\n{result.output}"
        if "examples/" in line:
            already_run.add(line)


def test_the_readme_has_the_commands_that_need_no_setup():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "```console\npython3 cli.py solve examples/city/stakeholders.csv\n```" in text
    assert "```sh\n./check\n```" in text


@pytest.mark.text
def test_the_readme_is_short_and_has_one_picture():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert len(text.split()) <= 600
    assert len(re.findall(r"!\[[^]]+\]\(", text)) == 1


def test_the_python_of_a_notebook_runs(checkout):
    """The example that is small enough for a notebook works as printed, and writes nothing."""
    names: dict = {}
    block = blocks(ROOT / "docs" / "reference" / "python" / "README.md", "python")[1]
    exec(compile(block, "README.md", "exec"), names)
    assert list(names["result"].frame().columns)[:3] == ["id", "name", "organization"]
    assert names["result"].to_html().startswith("<!doctype html>") or "<html" in names["result"].to_html()[:200]
    assert sorted(path.name for path in checkout.iterdir()) == ["examples"]


@pytest.mark.text
def test_pages_link_to_what_is_there():
    assert [f"{name_of(page)}: {target}" for page in PAGES for target in links(page) if not target.exists()] == []


@pytest.mark.text
def test_json_on_a_page_is_json():
    for page in PAGES:
        for block in blocks(page, "json"):
            json.loads(block)


def test_the_convening_at_the_top_of_the_reference_is_one(tmp_path):
    """The first YAML of the page is accepted beside the list of the city, tables it does not have left out."""
    block = blocks(ROOT / "docs" / "reference" / "convening.md", "yaml")[0]
    (tmp_path / "convening.yaml").write_text(block, encoding="utf-8")
    with (ROOT / "examples" / "city" / "stakeholders.csv").open(encoding="utf-8", newline="") as lines:
        rows = [{**row, "pin": "", "declined": ""} for row in csv.DictReader(lines)]
    with (tmp_path / "people.csv").open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    done = run(f"check '{tmp_path / 'people.csv'}'")
    assert done.exit_code in {0, 4}, done.output


LISTS = (
    *("city/stakeholders.csv", "wedding/guests.csv", "monthly/members.csv", "listening/stakeholders.csv"),
    *("corridors-like/stakeholders.csv", "season/stakeholders.csv"),
)


@pytest.mark.room
@pytest.mark.parametrize("people", LISTS)
def test_the_terminal_fits_fifteen_lines_after_each_example(checkout, people):
    """And nothing on it is for a computer."""
    seated = run(f"solve examples/{people} --out reports/example --quiet")
    assert seated.exit_code == 0, seated.output
    assert len(seated.stdout.splitlines()) <= 15, seated.stdout
    assert "{kind:" not in seated.stdout
    record = json.loads(Path("reports/example/round-1/result.json").read_text(encoding="utf-8"))
    assert not [one["id"] for one in record["rounds"][0]["requirements"] if f"[{one['id']}" in seated.stdout]
