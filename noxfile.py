"""The tasks of a maintainer, for nox: `nox -l` lists them, `nox -s NAME` runs one.

Each session runs the commands that `./check`, `.ci/run` and docs/contributing.md run. Packages come from the lock files
in `requirements/`, with hashes; `nox -s lock` writes these anew.
"""

from __future__ import annotations

import random
from pathlib import Path

import nox
from nox.command import CommandFailed

nox.options.sessions = ["check"]
nox.options.default_venv_backend = "venv"

DIST = "dist"
SBOM = "build/sbom.cdx.json"
PROJECT = "pyproject.toml"
LOCKS = {
    "run": [PROJECT, "--extra", "board", "--extra", "cluster"],
    "dev": [PROJECT, "--extra", "board", "--extra", "cluster", "--group", "dev"],
    "app": [PROJECT, "--extra", "board", "--group", "app", "--constraints", "requirements/dev.txt"],
    "tools": [PROJECT, "--group", "tools", "--constraints", "requirements/dev.txt"],
    "build": ["--group", "build", "--constraints", "requirements/dev.txt"],
    "mutation": [PROJECT, "--group", "mutation", "--constraints", "requirements/tools.txt"],
}
"""What each lock file holds: what users install, what the tests need, and what these sessions need besides. `build` has
what builds the project, a C compiler included, without what the project needs to run."""

WHEELS = ["--require-hashes", "--only-binary", ":all:"]
"""How pip installs a lock file. A package without a wheel would be built with packages that have no hash."""

BUILT = ["--no-binary", "yattag"]
"""What `mutation` builds from its source. The release does not install it."""


def install(session: nox.Session, *locks: str) -> None:
    """Install lock files, and seating itself if the lock of the tests is among them."""
    for lock in locks:
        session.install(*WHEELS, *(BUILT if lock == "mutation" else []), "-r", f"requirements/{lock}.txt")
    if "dev" in locks:
        install_compiler(session)
        session.install("--no-deps", "--no-build-isolation", "-e", ".")


def install_compiler(session: nox.Session) -> None:
    """Install a C compiler if the system has none."""
    if not session.run("python", "seating/native/build.py", "--compiler", success_codes=[0, 1], silent=True):
        session.install(*WHEELS, "-r", "requirements/build.txt")


def users_python(session: nox.Session) -> str:
    """Return the Python of a new environment that holds what users install, and nothing else."""
    folder = Path(session.create_tmp()) / "users"
    session.run("python", "-m", "venv", "--clear", str(folder))
    found = next(path for path in (folder / "bin" / "python", folder / "Scripts" / "python.exe") if path.exists())
    session.run(str(found), "-m", "pip", "install", *WHEELS, "-r", "requirements/run.txt", external=True)
    return str(found)


@nox.session(venv_backend="none")
def check(session: nox.Session) -> None:
    """Run ./check."""
    session.run("bash", "check", *session.posargs)


@nox.session
def tests(session: nox.Session) -> None:
    """Run the tests of ./check; this works on Windows too."""
    install(session, "dev")
    session.run("python", "-m", "pytest", "-m", "not room and not browser and not night", *session.posargs)


SYSTEM = [
    "tests/faults", "tests/test_windows.py", "tests/present/test_cache.py", "tests/ledger",
    "tests/sources/test_encodings.py",
    "tests/cli/test_console.py", "tests/cli/test_streams.py", "tests/report/test_output.py",
    "tests/board/test_files.py",
]  # fmt: skip
"""Where paths, locks, encodings and refusals of the system are tested."""


@nox.session
def systems(session: nox.Session) -> None:
    """Run the tests of paths, locks, encodings and faults on this system, those in rooms too."""
    install(session, "dev")
    session.run("python", "-m", "pytest", "-m", "not browser and not night", *SYSTEM, *session.posargs)


NIGHT_PARTS = {
    "inputs": ["attacks", "convening", "faults", "fuzz", "lists", "mentions", "profiles", "sources"],
    "engines": ["analysis", "engines", "explanations", "model", "native", "requirements", "terms"],
    "stories": ["acceptance", "claims", "stories"],
    "board": ["board", "share"],
}
"""The parts of a night by name, with the folders of `tests` that each runs. One more part runs all else."""

PATIENCE = 7200
"""Seconds after which a test of a night counts as hanging."""


def night_words(part: str) -> list[str]:
    """Return what pytest is to run in a part of a night."""
    folders = [f"tests/{name}" for named in NIGHT_PARTS.values() for name in named]
    if part in NIGHT_PARTS:
        return [f"tests/{name}" for name in NIGHT_PARTS[part]]
    return ["tests", "seating", *(f"--ignore={folder}" for folder in folders)]


@nox.session
def night(session: nox.Session) -> None:
    """Run the tests of many seeds, and random tests with up to ten times as many examples; `-- SEED` repeats a night.

    Each part of it leaves a result file of its own, so that one that ends early leaves the others.
    """
    install(session, "dev")
    seed = session.posargs[0] if session.posargs else str(random.randrange(1_000_000))
    session.log(f"The seed of this night is {seed}; `nox -s night -- {seed}` repeats it.")
    words = [
        "--hypothesis-profile=night",
        f"--hypothesis-seed={seed}",
        "-o",
        f"faulthandler_timeout={PATIENCE}",
        "-rfEs",
    ]
    failed = []
    for part in (*NIGHT_PARTS, "others"):
        result = f"--junitxml=build/tests/night-{part}.xml"
        try:
            session.run("python", "-m", "pytest", "-m", "night or hypothesis", *words, result, *night_words(part))
        except CommandFailed:
            failed.append(part)
    if failed:
        session.error(f"These parts of the night failed: {', '.join(failed)}.")


@nox.session(venv_backend="none")
def rooms(session: nox.Session) -> None:
    """Run the tests of larger searches and those in a browser, as .ci/run does."""
    session.run("bash", ".ci/run", "rooms")


@nox.session(venv_backend="none")
def lowest(session: nox.Session) -> None:
    """Run the tests of ./check on the lowest versions of the dependencies, as .ci/run does."""
    session.run("bash", ".ci/run", "lowest")


@nox.session
def docs(session: nox.Session) -> None:
    """Build the documentation site; a warning is an error."""
    install(session, "dev")
    session.run("mkdocs", "build", "--strict", *session.posargs)


@nox.session
def coverage(session: nox.Session) -> None:
    """Measure how much of the program the tests of ./check run; `-- --write` keeps the figures."""
    install(session, "dev", "tools")
    session.run("coverage", "erase")
    session.run("coverage", "run", "-m", "pytest", "-m", "not room and not browser and not night and not text")
    session.run("coverage", "combine", "--quiet")
    session.run("python", ".ci/coverage_figures.py", *session.posargs)
    session.run("coverage", "report", "--format=total")


@nox.session
def mutation(session: nox.Session) -> None:
    """Change the core at random places and see whether tests notice; `-- --mutants 300 --write` keeps the figures."""
    install(session, "dev", "tools", "mutation")
    session.run("python", ".ci/mutation.py", *session.posargs)


@nox.session
def release(session: nox.Session) -> None:
    """Build twice and compare, and try the wheel; `-- --old WHEEL` tries an upgrade, `-- --write` keeps the figures."""
    install(session, "dev", "tools", "build")
    session.run("python", ".ci/release.py", "try", DIST, *session.posargs)


@nox.session
def wheels(session: nox.Session) -> None:
    """Build the wheels of all platforms on this one, with ziglang; only the one of this system is run anywhere."""
    install(session, "dev", "build")
    session.run("python", ".ci/wheels.py", DIST)


@nox.session
def app(session: nox.Session) -> None:
    """Build the application that people download for this system, and try it where there is no Python."""
    install(session, "app")
    install_compiler(session)
    session.run("python", "seating/native/build.py")
    session.run("python", ".ci/app.py", "build", f"{DIST}/app")
    session.run("python", ".ci/app.py", "try", f"{DIST}/app")


@nox.session
def audit(session: nox.Session) -> None:
    """Look up known vulnerabilities of everything in the lock files. It needs the network."""
    install(session, "tools")
    for lock in LOCKS:
        session.run("pip-audit", "--strict", "--require-hashes", "--disable-pip", "-r", f"requirements/{lock}.txt")


def write_sbom(session: nox.Session) -> str:
    """Write the SBOM; return the Python of the environment that it describes."""
    install(session, "tools")
    python = users_python(session)
    Path(SBOM).parent.mkdir(exist_ok=True)
    command = ["cyclonedx-py", "environment", "--output-reproducible", "--pyproject", "pyproject.toml", "-o", SBOM]
    session.run(*command, python)
    return python


@nox.session
def sbom(session: nox.Session) -> None:
    """Write a software bill of materials of what users install."""
    write_sbom(session)


@nox.session
def licenses(session: nox.Session) -> None:
    """Write the SBOM, and list the license of each package in it; `-- --write` keeps the figures."""
    python = write_sbom(session)
    session.run(python, ".ci/licenses.py", "--sbom", SBOM, *session.posargs, external=True)


@nox.session
def lock(session: nox.Session) -> None:
    """Write the lock files anew; `-- --upgrade` takes the newest versions."""
    session.install("uv")
    for name, what in LOCKS.items():
        out = f"requirements/{name}.txt"
        command = ["uv", "pip", "compile", *what, "--universal", "--python-version", "3.11"]
        command += ["--generate-hashes", "--no-emit-index-url", "--no-emit-find-links", "--no-header"]
        session.run(*command, "--quiet", "-o", out, *session.posargs)
