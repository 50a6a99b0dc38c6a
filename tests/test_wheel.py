"""The wheel: what is in it, and that it works where nothing else is installed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

import seating
from seating.native.build import tag_of
from tests.docs.blocks import blocks

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel, without a network."""
    folder = tmp_path_factory.mktemp("wheel")
    words = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    done = subprocess.run(words, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return next(folder.glob("*.whl"))


@pytest.mark.room
def test_the_only_top_level_name_is_seating(wheel):
    tops = {name.partition("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"seating"}


@pytest.mark.room
def test_every_file_of_the_package_is_inside(wheel):
    """Templates, starter folders, the library and the catalogs travel with the code; sources of compiled files stay."""
    inside = set(zipfile.ZipFile(wheel).namelist())
    package = ROOT / "seating"
    left = ("__pycache__", "src", "reference")
    files = [path for path in package.rglob("*") if path.is_file() and not set(path.parts) & set(left)]
    files = [path.with_suffix(".mo") if path.suffix == ".po" else path for path in files]
    assert sorted({path.relative_to(ROOT).as_posix() for path in files} - inside) == []
    assert not any(name.endswith(".po") for name in inside)
    assert any(name.endswith(".html.j2") for name in inside)
    assert "seating/api/starters/wedding/convening.yaml" in inside


@pytest.mark.room
@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="the files of the project are those that git lists")
def test_two_builds_have_the_same_bytes(python, tmp_path):
    """In different folders, under different umasks, time zones and languages: the script fails if they differ."""
    done = python.run(ROOT / ".ci" / "release.py", "build", tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert sorted(path.name.rpartition("-")[2] for path in tmp_path.iterdir()) == [
        f"{seating.__version__}.tar.gz",
        f"{tag_of(None, is_zig=False).rpartition('-')[2]}.whl",
    ]


@pytest.mark.room
def test_the_wheel_solves_in_an_empty_environment(wheel, tmp_path):
    """Installed alone, with no checkout in sight."""
    venv.create(tmp_path / "venv", with_pip=True)
    bin_folder = tmp_path / "venv" / ("Scripts" if os.name == "nt" else "bin")
    subprocess.run([bin_folder / "python", "-m", "pip", "install", "--quiet", str(wheel)], check=True)
    shutil.copytree(ROOT / "examples" / "wedding", tmp_path / "wedding")
    done = subprocess.run(
        [bin_folder / "seating", "solve", "wedding/guests.csv", "--language", "es"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert '<html lang="es"' in (tmp_path / "reports" / "round-1" / "packet" / "index.html").read_text(encoding="utf-8")


def has_builder() -> bool:
    """Whether Docker can build images here."""
    return (
        shutil.which("docker") is not None and subprocess.run(["docker", "info"], capture_output=True).returncode == 0
    )


@pytest.mark.night
def test_the_container_of_the_page_solves(request, tmp_path):
    if not has_builder():
        pytest.skip("needs a running Docker, and its images from the network")
    page = ROOT / "docs" / "how-to" / "use-a-container.md"
    image, lists = tmp_path / "image", tmp_path / "lists"
    shutil.copytree(ROOT / "examples" / "wedding", lists)
    shutil.copy(lists / "guests.csv", lists / "people.csv")
    image.mkdir()
    shutil.copy(request.getfixturevalue("wheel"), image)
    (image / "Dockerfile").write_text(*blocks(page, "dockerfile"), encoding="utf-8")
    for line, folder in zip(blocks(page, "sh"), (image, lists), strict=True):
        done = subprocess.run(["sh", "-c", line], cwd=folder, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
    assert (lists / "reports" / "round-1" / "packet" / "index.html").is_file()
