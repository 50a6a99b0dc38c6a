"""Version, changelog, metadata, lock files and workflows agree with each other."""

from __future__ import annotations

import re
import tomllib

import pytest

import seating
from tests.shape import ROOT

pytestmark = pytest.mark.text

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
PYTHON = "Programming Language :: Python :: "
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))


def sections() -> dict[str, str]:
    """Return the text of each version in the changelog, in order."""
    parts = re.split(
        r"^## \[(.+?)\](?: - (?:\d{4}-\d\d-\d\d))?$", (ROOT / "CHANGELOG.md").read_text("utf-8"), flags=re.M
    )
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def numbers(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.removesuffix(".dev0").split(".")))


def bounds(wanted: list[str]) -> dict[str, str]:
    """Return the lower bound of each requirement, by its name as lock files write it."""
    found = (re.match(r"([\w.-]+)(?:\[\w+\])?(?:>=([\w.]+))?", text) for text in wanted)
    return {re.sub(r"[-_.]+", "-", one[1]).lower(): one[2] or "0" for one in found if one}


def of_group(name: str) -> list[str]:
    found: list[str] = []
    for each in PROJECT["dependency-groups"][name]:
        found += [each] if isinstance(each, str) else of_group(each["include-group"])
    return found


def test_the_version_and_the_changelog_agree():
    """A released version is the newest in the changelog; one in development is above it, and has something new."""
    unreleased, *released = sections()
    assert unreleased == "Unreleased"
    assert released == sorted(released, key=numbers, reverse=True)
    if seating.__version__.endswith(".dev0"):
        assert all(numbers(seating.__version__) > numbers(version) for version in released)
        assert sections()["Unreleased"].strip()
    else:
        assert seating.__version__ == released[0]


def test_the_changelog_has_the_headings_of_keep_a_changelog():
    known = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}
    for version, text in sections().items():
        headings = re.findall(r"^### (.+)$", text, re.M)
        assert set(headings) <= known, version
        assert len(headings) == len(set(headings)), version


def test_the_classifiers_begin_with_the_lowest_python_and_leave_none_out():
    named = [each.removeprefix(PYTHON) for each in PROJECT["project"]["classifiers"] if each.startswith(f"{PYTHON}3.")]
    assert PROJECT["project"]["requires-python"] == f">={named[0]}"
    assert named == [f"3.{number}" for number in range(11, 11 + len(named))]


def test_the_extras_are_those_of_the_documentation():
    assert set(PROJECT["project"]["optional-dependencies"]) == {"bench", "board", "cluster"}


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_every_line_of_a_lock_file_has_a_hash_and_no_address(lock):
    """An address would tie everybody to the index of the machine that wrote the file."""
    text = lock.read_text(encoding="utf-8")
    pins = re.split(r"\n(?=\S)", text.strip())
    assert all(
        re.match(r"[\w.-]+==[\w.+]+", pin) and "--hash=sha256:" in pin for pin in pins if not pin.startswith("#")
    )
    assert re.findall(r"\w+://\S*|--(?:extra-)?index\S*|--find\S*", text) == []


@pytest.mark.parametrize(
    ("lock", "groups"),
    [("run", []), ("dev", ["dev"]), ("app", ["app"]), ("tools", ["tools"]), ("mutation", ["mutation"])],
    ids=lambda each: str(each),
)
def test_a_lock_file_holds_every_dependency_that_is_declared(lock, groups):
    """If one is missing or too old: `nox -s lock`."""
    text = (ROOT / "requirements" / f"{lock}.txt").read_text(encoding="utf-8")
    pinned = {found[1].lower(): found[2] for found in re.finditer(r"^([\w.-]+?)==([\w.+]+)", text, re.M)}
    extras = PROJECT["project"]["optional-dependencies"]
    own = (
        []
        if lock in ("tools", "mutation")
        else [*PROJECT["project"]["dependencies"], *extras["board"], *(extras["cluster"] if lock != "app" else [])]
    )
    wanted = bounds([*own, *(each for group in groups for each in of_group(group))])
    assert {name: low for name, low in wanted.items() if name not in pinned} == {}
    assert {name: low for name, low in wanted.items() if _parts(pinned[name]) < _parts(low)} == {}


def _parts(version: str) -> list[int]:
    return [int(part) for part in re.findall(r"\d+", version)]


def test_every_dependency_has_its_reason():
    """The table of decision 235 names each package that is declared, and no other."""
    page = next((ROOT / "docs" / "decisions").glob("0235-*.md")).read_text(encoding="utf-8")
    named = {re.sub(r"[-_.]+", "-", name).lower() for name in re.findall(r"^\| `([^`]+)` \|", page, re.M)}
    extras = PROJECT["project"]["optional-dependencies"].values()
    declared = [*PROJECT["project"]["dependencies"], *(each for extra in extras for each in extra)]
    declared += [*of_group("dev"), *of_group("app"), *of_group("tools"), *of_group("build"), *of_group("mutation")]
    assert set(bounds(declared)) - named == set()
    assert named - set(bounds(declared)) == set()


def test_a_workflow_installs_no_package_that_must_be_built():
    """Building one would run the newest version of its build tools, which no lock file holds."""
    commands = [line for path in WORKFLOWS for line in path.read_text("utf-8").splitlines() if "pip install" in line]
    assert commands
    assert [
        line for line in commands if "--require-hashes --only-binary :all: -r requirements/tools.txt" not in line
    ] == []
    assert "yattag" not in (ROOT / "requirements" / "tools.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_pins_its_actions_and_gives_few_rights(workflow):
    text = workflow.read_text(encoding="utf-8")
    assert re.search(r"^permissions:\n  contents: read\n", text, re.M)
    uses = re.findall(r"uses: (\S+)(.*)$", text, re.M)
    assert uses
    assert [each for each, rest in uses if not re.search(r"@[0-9a-f]{40}$", each) or "# v" not in rest] == []


def test_the_workflow_tries_three_versions_of_python_that_are_supported():
    text = (ROOT / ".github" / "workflows" / "check.yml").read_text(encoding="utf-8")
    tried = re.search(r"python: \[(.+)\]", text)
    assert tried is not None
    versions = [each.strip(' "') for each in tried[1].split(",")]
    assert len(versions) == 3
    assert {f"{PYTHON}{version}" for version in versions} <= set(PROJECT["project"]["classifiers"])


def test_every_license_that_users_get_is_allowed(python):
    """The list of allowed licenses is in the script. Only packages that are installed here can be looked at."""
    done = python.run(ROOT / ".ci" / "licenses.py", "--users")
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) >= len(PROJECT["project"]["dependencies"])
