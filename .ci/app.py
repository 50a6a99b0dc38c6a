"""Build the application that people download, and try it as one of them would.

    python .ci/app.py build DIST    build it for this system, and write an archive of it into DIST
    python .ci/app.py try DIST      unpack the archive, and use the application in an environment without Python

`nox -s app` runs both. Signing needs keys: `SEATING_SIGN_IDENTITY` names the identity with which PyInstaller signs on
macOS, and `SEATING_SIGN` is a command that signs the file whose path is put at its end, on Windows.
"""

from __future__ import annotations

import argparse
import compileall
import os
import platform
import py_compile
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from seating._version import __version__  # noqa: E402  # found only once the folder above is on the path

EXAMPLES = ("city", "listening", "wedding")
"""Folders of `examples` that are in the application, for a first try."""

PROGRAM = "seating.exe" if os.name == "nt" else "seating"
FORMAT = {"win32": "zip", "linux": "xztar"}.get(sys.platform, "gztar")
"""Only a zip opens on every Windows, but it does not keep which files are programs. Linux opens the smallest kind."""

WITH_SYMBOLS = ("libpython3.11.so.1.0",)
"""Libraries for Linux that contain symbols for debuggers. Others cannot be stripped once pip has installed them."""

ENGINE_LOST = "[engine-lost]"
"""The mark of the note that a worker failed, such as for a package that is not in the application."""

BOARD = re.compile(r"http://127\.0\.0\.1:\d+/\S*")
PATIENCE = 120.0
"""Seconds to wait for the board, and for what it shows after a click."""


def build(dist: Path) -> None:
    """Build the application, and write its archive."""
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "made"
        command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR"]
        command += ["--distpath", made, "--workpath", Path(folder) / "work", ROOT / "app" / "seating.spec"]
        subprocess.run(list(map(str, command)), check=True, env={**os.environ, "PYTHONPATH": str(ROOT)})
        app = made / "seating"
        _compile(app / "_internal" / "seating")
        if sys.platform == "linux":
            found = [str(path) for path in app.rglob("*.so*") if path.name in WITH_SYMBOLS]
            subprocess.run(["strip", *found], check=True)
        if os.environ.get("SEATING_SIGN"):
            subprocess.run([*shlex.split(os.environ["SEATING_SIGN"]), str(app / PROGRAM)], check=True)
        shutil.copy(ROOT / "LICENSE", app)
        for name in EXAMPLES:
            shutil.copytree(ROOT / "examples" / name, app / "examples" / name)
        dist.mkdir(parents=True, exist_ok=True)
        archive = Path(shutil.make_archive(str(dist / _name()), FORMAT, made))
        size = sum(path.stat().st_size for path in app.rglob("*") if path.is_file() and not path.is_symlink())
    print(f"{archive}: {archive.stat().st_size / 1e6:.0f} MB, unpacked {size / 1e6:.0f} MB")


def _compile(package: Path) -> None:
    """Compile the modules that stay source files, so that no start has to; an archive changes the times of files."""
    unchecked = py_compile.PycInvalidationMode.UNCHECKED_HASH
    if not compileall.compile_dir(package, quiet=1, invalidation_mode=unchecked):
        raise SystemExit(f"{package} cannot be compiled")


def _name() -> str:
    return f"seating-{__version__}-{platform.system()}-{platform.machine()}".lower().replace("darwin", "macos")


def try_app(dist: Path) -> None:
    """Unpack the archive and use the application: its commands, then the board."""
    archive = next(dist.glob(f"{_name()}.*"))
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        home = Path(folder) / "home"
        home.mkdir()
        shutil.unpack_archive(archive, folder)
        app = Path(folder) / "seating"
        environment = _environment(home)
        _try_commands(app, home, environment)
        _try_board(app, home, environment)


def _environment(home: Path) -> dict[str, str]:
    """Return the variables of a user who has no Python. Windows needs some of its own."""
    if os.name == "nt":
        kept = ("SYSTEMROOT", "SYSTEMDRIVE", "TEMP", "TMP", "PROGRAMFILES", "PROGRAMFILES(X86)")
        own = {"USERPROFILE": str(home), "LOCALAPPDATA": str(home), "PATH": os.environ["SYSTEMROOT"] + r"\System32"}
        return {name: os.environ[name] for name in kept if name in os.environ} | own
    return {"HOME": str(home), "PATH": "/usr/bin:/bin"}


def _try_commands(app: Path, home: Path, environment: dict[str, str]) -> None:
    """Run commands, each in a folder that contains only lists; all but the first start workers."""
    for arguments in (
        ["--version"],
        ["solve", app / "examples/wedding/guests.csv", "--out", "reports/wedding"],
        ["explain", app / "examples/wedding/guests.csv", "--out", "reports/wedding", "--conflict"],
        [
            "solve",
            app / "examples/city/stakeholders.csv",
            "--out",
            "reports/city",
            "--time-limit",
            "120",
            "--language",
            "es",
        ],
    ):
        started = time.monotonic()
        command = list(map(str, [app / PROGRAM, *arguments]))
        done = subprocess.run(command, cwd=home, env=environment, capture_output=True, text=True, encoding="utf-8")
        if done.returncode != 0 or ENGINE_LOST in done.stderr:
            raise SystemExit(f"{command}: {done.returncode}\n{done.stdout}{done.stderr}")
        print(f"{time.monotonic() - started:6.1f} s  seating {arguments[0]}", flush=True)
    for page in ("wedding/round-1/report.html", "city/round-1/packet/index.html"):
        assert (home / "reports" / page).is_file(), page


def _try_board(app: Path, home: Path, environment: dict[str, str]) -> None:
    """Start the application without arguments, and seat and print a list in a browser as a user would."""
    started = time.monotonic()
    output = home / "board.txt"
    with output.open("w") as file:
        board = subprocess.Popen([str(app / PROGRAM)], cwd=home, env=environment, stdout=file, stderr=file)
    try:
        while (address := BOARD.search(output.read_text())) is None:
            if board.poll() is not None or time.monotonic() - started > PATIENCE:
                raise SystemExit(f"the board did not start:\n{output.read_text()}")
            time.sleep(0.02)
        print(f"{time.monotonic() - started:6.1f} s  until the board answers", flush=True)
        try:
            from playwright.sync_api import sync_playwright
        except ImportError:
            print("The board was not used in a browser: playwright is not installed.")
            return
        browser = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
        if browser is None:
            print("The board was not used in a browser: there is no Chromium.")
            return
        with sync_playwright() as playwright:
            page = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox"]).new_page()
            page.set_default_timeout(PATIENCE * 1000)
            page.goto(address[0])
            page.set_input_files("#list", app / "examples" / "city" / "stakeholders.csv")
            page.click("#use-list")
            page.goto(page.url.rpartition("/")[0] + "/solving")
            page.click("#limits summary")
            page.fill("#seconds", "10")
            page.click("#start")
            page.get_by_role("link", name="Open the packet").first.wait_for()
            page.goto(page.url.rpartition("/")[0] + "/print")
            page.click("#print-all")
            page.locator('a[href$=".pdf"]').first.wait_for()
        made = (home / "Seating" / "round-1" / "packet" / "packet.pdf").stat().st_size
        print(f"{time.monotonic() - started:6.1f} s  from the start to a printed packet of {made} bytes in the browser")
    finally:
        board.terminate()
        board.wait(30)


def main() -> None:
    """Do what the command line says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["build", "try"])
    parser.add_argument("dist", type=Path)
    given = parser.parse_args()
    {"build": build, "try": try_app}[given.what](given.dist)


if __name__ == "__main__":
    main()
