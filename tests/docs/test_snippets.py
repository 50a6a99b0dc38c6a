"""YAML, Python and shell blocks of the pages, beyond the commands that `test_examples.py` runs."""

from __future__ import annotations

import ast
import re
import shlex
import shutil
from contextlib import suppress
from pathlib import Path
from textwrap import dedent
from typing import Any

import click
import pytest
from ruamel.yaml import YAML

import seating
from seating.cli import seating as commands
from seating.convening.document import Document
from seating.convening.edit import parse_text
from seating.present.blocks import say
from seating.present.languages import words_in
from tests.cli.running import run
from tests.docs.blocks import PAGES, ROOT, blocks
from tests.report.made_up import small

ELSEWHERE = {
    "docs/how-to/add-a-requirement-kind.md": "the case of a conformance test, not a convening",
    "docs/reference/kinds.md": "the examples of the kinds, which tests/requirements judges",
}
"""Pages whose YAML is not part of a convening."""

MISSING = {"column-unknown", "column-unmapped", "pair-file-missing", "person-unknown", "table-unknown"}
"""Problems of a snippet that names columns, people, tables or files of a list that is not there."""

NOT_COMMANDS = {
    "README.md": "setting up in the source folder, which each set-up of the tests does",
    "docs/contributing.md": "the commands that run the tests",
    "docs/how-to/add-a-requirement-kind.md": "runs tests",
    "docs/how-to/run-the-benchmarks.md": "benchmarks run for minutes to hours",
    "docs/how-to/translate.md": "runs tests",
    "docs/how-to/use-a-cluster.md": "several machines; tests/addons/cluster runs a cluster on this one",
    "docs/how-to/use-a-container.md": "builds an image; tests/test_wheel.py does that where Docker runs",
    "docs/index.md": "installs the wheel; tests/test_wheel.py does that",
    "docs/install.md": "installs the wheel; tests/test_wheel.py does that",
}
"""Pages with `sh` blocks that are more than commands of the program, and why no test types them."""

WITH_SHELL = [page for page in PAGES if blocks(page, "sh")]

DAY = ("docs/how-to/repair-after-changes.md", "docs/how-to/run-the-day.md")
"""Pages about `stakeholders.csv`, after a round was saved."""


def name_of(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def shell_lines(page: Path) -> list[str]:
    return [line for text in blocks(page, "sh") for line in dedent(text).splitlines() if line.strip()]


def unrun_commands(page: Path) -> list[str]:
    """Return the commands of the program that stand in blocks which no other test types."""
    lines = [
        line for language in ("sh", "text") for text in blocks(page, language) for line in dedent(text).splitlines()
    ]
    return [line for line in lines if line.startswith("seating ")]


def as_convening(text: str) -> dict[str, Any] | Document:
    """Return a convening that has what a snippet says: keys of the whole, of one requirement, or a list of these."""
    said = YAML(typ="safe", pure=True).load(dedent(text))
    if isinstance(said, list):
        return {"requirements": said}
    if "who" in said:
        return {"requirements": [{"kind": "voice", "name": "Somebody", **said}]}
    return parse_text(dedent(text), "convening.yaml")


def faults(convening: dict[str, Any] | Document) -> list[str]:
    """Return the problems of a convening that do not come from the missing list."""
    try:
        seating.check([{"name": "Ana Ruiz"}, {"name": "Ben Cole"}], convening)
    except seating.InputError as error:
        return [f"{one.slug}: {one.says}" for one in error.problems if one.slug not in MISSING]
    return []


@pytest.mark.parametrize("page", [page for page in PAGES if blocks(page, "yaml")], ids=name_of)
def test_the_yaml_of_a_page_is_understood(page):
    if name_of(page) in ELSEWHERE:
        return
    for block in blocks(page, "yaml"):
        assert faults(as_convening(block)) == [], block


def test_a_wrong_snippet_is_found():
    assert faults(as_convening("- {kind: role_mix, at_leats: {doer: 1}}"))
    assert faults(as_convening("vocabularies: {}"))


@pytest.mark.text
def test_each_shell_block_is_of_commands_or_has_a_reason():
    others = {
        name_of(page) for page in WITH_SHELL if not all(line.startswith("seating ") for line in shell_lines(page))
    }
    assert sorted(others) == sorted(NOT_COMMANDS)


@pytest.mark.text
def test_the_commands_that_sentences_name_exist():
    known = commands.list_commands(click.Context(commands))
    named = {word for page in PAGES for word in re.findall(r"`seating ([a-z]+)", page.read_text(encoding="utf-8"))}
    assert named - {*known} == set()


@pytest.mark.parametrize("page", [page for page in PAGES if unrun_commands(page)], ids=name_of)
def test_the_options_of_a_shell_command_exist(page, checkout):
    """The words are parsed as the program parses them, where the files exist."""
    shutil.copy("examples/city/stakeholders.csv", "stakeholders.csv")
    shutil.copytree("examples/network", "network")
    for line in unrun_commands(page):
        name, command, rest = commands.resolve_command(click.Context(commands), shlex.split(line)[1:])
        while isinstance(command, click.Group):
            name, command, rest = command.resolve_command(click.Context(command), rest)
        assert command is not None
        with suppress(click.exceptions.Exit):  # an option that prints something and ends the command
            command.make_context(name, list(rest), parent=click.Context(commands))


def test_a_command_about_an_example_in_a_sentence_is_complete():
    """A page may name a part of a command. One with words or files of an example is typed as it stands."""
    typed = {
        text for page in PAGES for text in re.findall(r"`(seating [^`]+)`", " ".join(page.read_text("utf-8").split()))
    }
    for line in sorted(text for text in typed if "examples/" in text or '"' in text):
        name, command, rest = commands.resolve_command(click.Context(commands), shlex.split(line)[1:])
        if not isinstance(command, click.Group):
            command.make_context(name, list(rest), parent=click.Context(commands))


@pytest.mark.room
def test_the_commands_of_the_day_work(checkout):
    """Repair, arrivals and the list of rounds, as the pages type them; the example is the city."""
    shutil.copytree("examples/city", ".", dirs_exist_ok=True)
    assert run("solve stakeholders.csv --no-packet").exit_code == 0
    for page in DAY:
        for line in shell_lines(ROOT / page):
            if line == "seating rounds attended":
                seats = Path("reports/round-1/seating.csv").read_text(encoding="utf-8-sig").splitlines()[1:]
                rows = [f"{seat.split(',')[0]},1,arrived" for seat in seats]
                Path("reports/arrivals.csv").write_text("\n".join(["id,round,state", *rows, ""]), encoding="utf-8")
            done = run(line)
            assert done.exit_code == 0, f"{line}\n{done.output}"


@pytest.mark.room
def test_the_first_batch_of_the_page_works(checkout):
    shutil.copytree("examples/network", "network")
    done = run(shell_lines(ROOT / "docs/how-to/seat-many-convenings.md")[0])
    assert done.exit_code == 0, done.output


def bodies(tree: ast.AST) -> dict[str, list[str]]:
    """Return what each function and class does, without docstrings and annotations of parameters."""
    found: dict[str, list[str]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            found[node.name] = [ast.unparse(line) for line in node.body if not is_docstring(line)]
        elif isinstance(node, ast.ClassDef):
            found[node.name] = [ast.unparse(line) for line in node.body if isinstance(line, ast.AnnAssign)]
    return found


def is_docstring(line: ast.stmt) -> bool:
    return isinstance(line, ast.Expr) and isinstance(line.value, ast.Constant) and isinstance(line.value.value, str)


@pytest.mark.text
def test_the_code_of_a_kind_is_that_of_the_program():
    """The page quotes functions of the kind `cap` and of its tests whole, and of the class what it explains."""
    files = ("seating/requirements/cap.py", "tests/random_requirements.py", "tests/requirements/test_readings.py")
    real = {name: body for file in files for name, body in bodies(ast.parse((ROOT / file).read_text("utf-8"))).items()}
    told = [
        each
        for block in blocks(ROOT / "docs" / "how-to" / "add-a-requirement-kind.md", "python")
        for each in bodies(ast.parse(dedent(block))).items()
    ]
    assert len(told) == 6
    for name, body in told:
        assert body == [line for line in real[name] if line in body or not name[0].isupper()], name


def test_the_page_of_the_packet_in_the_guide_works():
    page, *_ = blocks(ROOT / "docs" / "contributing.md", "python")
    made: dict[str, Any] = {}
    exec(compile(page, "thanks.py", "exec", dont_inherit=True), made)
    text, table = made["list_blocks"](small())
    assert say(text.items[0], words_in("en")) == "Read this aloud at the end."
    assert sum(row.cells[1] for row in table.rows) == len(small().room.people)


def test_the_claim_in_the_guide_is_that_of_the_program():
    _, row, reader, _ = blocks(ROOT / "docs" / "contributing.md", "python")
    assert row in (ROOT / "seating" / "report" / "claims" / "seats.py").read_text("utf-8")
    assert reader in (ROOT / "tests" / "claims" / "seats.py").read_text("utf-8")


def test_the_add_on_in_the_guide_works():
    *_, add_on = blocks(ROOT / "docs" / "contributing.md", "python")
    made: dict[str, Any] = {}
    exec(compile(add_on, "lots.py", "exec", dont_inherit=True), made)
    assert made["ADD_ON"].commands.keys() == made["ADD_ON"].records.keys() == {"lots"}
