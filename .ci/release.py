"""Build a release and try it as a user would.

    python .ci/release.py build DIST            build twice, in different folders, and compare the bytes
    python .ci/release.py try DIST [--old W]    also install the wheel where nothing else is, and seat an example;
                                                with --old, first install wheel W, and upgrade with its saved rounds
    python .ci/release.py try DIST --write      also write what was seen into docs/quality.md

`try` uses every installed Python that the project supports, and those of pip, pipx and uv that are there. It downloads
the dependencies.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from docs.quality import write  # noqa: E402  # found only once the folder above is on the path

PYTHONS = "Programming Language :: Python :: 3."
SCRIPTS = "Scripts" if os.name == "nt" else "bin"


def build(out: Path) -> list[str]:
    """Build wheel and sdist twice; return what was seen, or fail if the bytes differ.

    The two builds differ in folder, umask, time zone, language and times of the files.
    """
    out.mkdir(parents=True, exist_ok=True)
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    ).stdout
    names = [name for name in listed.decode().split("\0") if name and (ROOT / name).is_file()]
    seen = []
    with tempfile.TemporaryDirectory() as folder:
        for inside, umask, zone, language in (("one", 0o022, "UTC", "C.UTF-8"), ("an/other", 0o077, "Asia/Tokyo", "C")):
            made = Path(folder) / inside / "dist"
            _copy(names, Path(folder) / inside, umask)
            subprocess.run(
                [sys.executable, "-m", "build", "--no-isolation", "--outdir", made],
                cwd=made.parent,
                env={**os.environ, "TZ": zone, "LC_ALL": language},
                umask=umask if os.name != "nt" else -1,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                check=True,
            )
            seen.append({path.name: _sha256(path) for path in sorted(made.iterdir())})
        if seen[0] != seen[1]:
            raise SystemExit(f"two builds differ: {seen}")
        for path in made.iterdir():
            shutil.copy(path, out)
    for name, digest in seen[0].items():
        print(f"{digest}  {name}")
    return [f"`{name}`: built twice; both files are identical byte for byte" for name in seen[0]]


def _copy(names: list[str], to: Path, umask: int) -> None:
    """Copy the files of the project, with the permissions that a checkout under this umask would give."""
    for name in names:
        path = to / name
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, path)  # the time becomes now
        mode = 0o777 if os.access(ROOT / name, os.X_OK) else 0o666
        path.chmod(mode & ~umask)


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def supported() -> list[str]:
    """Return the versions of Python that the classifiers name."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return [each.rpartition(" ")[2] for each in project["classifiers"] if each.startswith(PYTHONS)]


def try_wheel(dist: Path, old: Path | None) -> list[str]:
    """Install the wheel in every way and with every Python that is there; return what was seen, or fail."""
    wheel = next(dist.glob("*.whl")).resolve()
    lines, missing = [], []
    for version in supported():
        python = shutil.which(f"python{version}")
        if python is None or subprocess.run([python, "-c", ""], capture_output=True).returncode != 0:  # a mere shim
            missing.append(version)
            continue
        for how, install in _installers(python):
            with tempfile.TemporaryDirectory() as home:
                said = _story(Path(home), install, wheel, old)
            lines.append(f"Python {version}, {how}: {said}")
            print(lines[-1], flush=True)
    if missing:
        lines.append(f"Not tried, because this machine does not have it: Python {', '.join(missing)}")
    return lines


def _installers(python: str) -> Iterator[tuple[str, list[str]]]:
    """Yield each way of installing: its name, and the command before the path of the wheel."""
    yield "pip in a new venv", [python, "-m", "venv"]
    if found := shutil.which("pipx"):
        yield "pipx install", [found, "install", "--quiet", "--force", "--python", python]
    if found := shutil.which("uv"):
        yield "uv tool install", [found, "tool", "install", "--quiet", "--force", "--python", python]


def _story(home: Path, install: list[str], wheel: Path, old: Path | None) -> str:
    """Install, seat the wedding, and with an old wheel upgrade in between; return what was seen."""
    env = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "XDG_", "PIPX_", "UV_"))}
    env |= {
        "HOME": str(home),
        "USERPROFILE": str(home),
        "PATH": os.pathsep.join([str(home / ".local/bin"), env["PATH"]]),
    }
    shutil.copytree(ROOT / "examples" / "wedding", home / "wedding")

    def run(*command: object) -> str:
        done = subprocess.run([str(word) for word in command], cwd=home, env=env, capture_output=True, text=True)
        if done.returncode != 0:
            raise SystemExit(f"{command}\n{done.stdout}{done.stderr}")
        return done.stdout.strip()

    def put(file: Path) -> Path:
        if install[1:] == ["-m", "venv"]:
            if not (home / "venv").is_dir():
                run(*install, home / "venv")
            run(home / "venv" / SCRIPTS / "python", "-m", "pip", "install", "--quiet", "--upgrade", file)
            return home / "venv" / SCRIPTS / "seating"
        run(*install, file)
        return home / ".local" / "bin" / "seating"

    if old is None:
        seating = put(wheel)
        run(seating, "solve", "wedding/guests.csv")
        return f"`{run(seating, '--version')}` seats the wedding"
    seating = put(old)
    before = run(seating, "--version")
    run(seating, "solve", "wedding/guests.csv")
    seating = put(wheel)
    run(seating, "solve", "wedding/guests.csv", "--next-round")
    rounds = json.loads(run(seating, "rounds", "list", "--json"))["rounds"]
    if [each["round"] for each in rounds] != [1, 2]:
        raise SystemExit(f"the ledger should hold two rounds: {rounds}")
    after = run(seating, "--version")
    return f"`{before}` seats the wedding; after the upgrade, `{after}` reads its saved round and adds round 2"


def main() -> None:
    """Do what the command line says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["build", "try"])
    parser.add_argument("dist", type=Path)
    parser.add_argument("--old", type=Path)
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    lines = build(given.dist)
    print("\n".join(lines))
    if given.what == "try":
        lines += try_wheel(given.dist, given.old)
    if given.write:
        on = f"Measured on {datetime.now(UTC):%Y-%m-%d}, {platform.system()} {platform.machine()}"
        write(
            "release",
            [f"{on}, by `.ci/release.py`, which `nox -s release` runs:", "", *(f"- {line}" for line in lines)],
        )


if __name__ == "__main__":
    main()
