"""Files made to do harm, and files that cannot be read: each is one sentence, soon."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from seating.convening import document
from seating.convening.convening_file import written_rules
from seating.convening.convening_reader import read_convening
from seating.convening.document import MOST_BYTES, MOST_VALUES, read_content
from seating.convening.yaml import read_document
from seating.errors import InputError, UsageError
from tests.convening.made_up import people

PEOPLE = people({"id": "ana"}, {"id": "ben"})

FILES = {
    "anchors.yaml": ("tables:\n" + "".join(f"- &a{number} x\n" for number in range(12_000)), "yaml-anchor"),
    "aliases.yaml": ("a: &a x\ntables:\n" + "- *a\n" * 30_000, "yaml-anchor"),
    "tags.yaml": ("tables:\n" + "- !x y\n" * 20_000, "yaml-tag"),
    "twice.yaml": ("k: 1\n" * 20_000, "key-twice"),
    "values.yaml": ("a: [" + "1," * MOST_VALUES + "1]", "convening-too-large"),
    "deep.yaml": ("[" * 100_000, "convening-too-deep"),
    "deep-blocks.yaml": ("- " * 100_000, "convening-too-deep"),
    "half.yaml": ('title: "\\ud800"', "half-character"),
    "deep.json": ("[" * 100_000, "convening-too-deep"),
    "objects.json": ('{"a":' * 100_000, "convening-too-deep"),
    "values.json": ('{"a": [' + "1," * MOST_VALUES + "1]}", "convening-too-large"),
    "twice.json": ("{" + ",".join(['"k": 1'] * 20_000) + "}", "key-twice"),
    "half.json": ('{"title": "\\ud800", "no \\udc00 key": 1}', "half-character"),
    "large.yaml": ("# " + "x" * MOST_BYTES, "convening-too-large"),
}


SLOW = {"values.yaml", "values.json"}

SECONDS = 40
"""Most processor seconds. On an idle machine `values` take two, and the others less than one."""


@pytest.mark.parametrize("name", [pytest.param(name, marks=[pytest.mark.room] * (name in SLOW)) for name in FILES])
def test_each_is_refused_soon(tmp_path, name):
    text, slug = FILES[name]
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    started = time.process_time()
    with pytest.raises(InputError) as failure:
        read_document(path)
    spent = time.process_time() - started
    assert {problem.slug for problem in failure.value.problems} == {slug}
    assert len(failure.value.problems) <= 50
    str(failure.value).encode()  # it can be printed
    assert spent < SECONDS


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
@pytest.mark.parametrize(
    ("suffix", "text"),
    [
        (".yaml", "title: Zoë\nvocabulary: {sector: [labor]}\n"),
        (".json", '{"title": "Zoë", "vocabulary": {"sector": ["labor"]}}'),
    ],
)
def test_a_mark_tells_the_encoding(tmp_path, codec, suffix, text):
    path = tmp_path / f"convening{suffix}"
    path.write_bytes(text.encode(codec))
    document = read_document(path)
    assert (document.plain["title"], document.line(("vocabulary",))) == ("Zoë", 1 if suffix == ".json" else 2)
    assert written_rules(path, None, None).vocabulary == {"sector": {"labor": ()}}


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"title: Zo\xeb", "UTF-8 from this line on"),
        ("\ufefftitle: Zoë\n".encode("utf-16-le") + b"\x00\xd8", "UTF-16 from this line on"),
    ],
)
def test_other_encodings_are_refused(tmp_path, content, says):
    path = tmp_path / "convening.yaml"
    path.write_bytes(content)
    with pytest.raises(InputError, match=rf"{says}.*\[convening-not-utf-8\]"):
        read_document(path)


def test_a_large_file_is_not_read_to_its_end(tmp_path, monkeypatch):
    """A file that is sparse, or that grows while it is read, has no end that could be waited for."""
    path = tmp_path / "convening.yaml"
    with path.open("wb") as file:
        file.truncate(1_000_000_000)
    asked = []
    real = Path.open

    def opened(self, *arguments, **named):
        file = real(self, *arguments, **named)
        if self == path:
            read = file.read
            file = type("File", (), {"__enter__": lambda f: f, "__exit__": lambda f, *_: None})()
            file.read = lambda size=-1: asked.append(size) or read(size)
        return file

    monkeypatch.setattr(Path, "open", opened)
    for reading in (read_document, read_content):
        with pytest.raises(InputError, match="convening-too-large"):
            reading(path)
    assert set(asked) == {MOST_BYTES + 1}
    assert written_rules(None, tmp_path / "list.csv", None).vocabulary == {}


def refused(self, *_, **__):
    raise PermissionError(13, "Permission denied")


@pytest.mark.parametrize("method", ["open", "is_file"])
@pytest.mark.parametrize("use", ["given", "beside", "earlier"])
def test_what_may_not_be_read_is_said(tmp_path, monkeypatch, method, use):
    path = tmp_path / "convening.yaml"
    path.write_text("title: Gala\n", encoding="utf-8")
    real = getattr(Path, method)
    monkeypatch.setattr(
        Path, method, lambda self, *args, **named: (refused if self == path else real)(self, *args, **named)
    )
    arguments = {
        "given": (path, None, None),
        "beside": (None, tmp_path / "list.csv", None),
        "earlier": (None, None, path),
    }
    if method == "is_file" and use != "given":
        read_convening(PEOPLE, *arguments[use])  # it is as if it were not there
        return
    with pytest.raises(UsageError, match="cannot be read: Permission denied"):
        read_convening(PEOPLE, *arguments[use])
    assert written_rules(*arguments[use]).vocabulary == {}


@pytest.mark.parametrize("suffix", [".yaml", ".json", ".toml"])
def test_a_folder_in_place_of_a_file_is_wrong_usage(tmp_path, suffix):
    path = tmp_path / f"convening{suffix}"
    path.mkdir()
    with pytest.raises(UsageError, match="is a folder"):
        read_document(path)
    with pytest.raises(UsageError, match="does not exist"):
        read_document(tmp_path / f"other{suffix}")


def test_the_texts_of_a_convening_are_looked_at_once(tmp_path, monkeypatch):
    path = tmp_path / "convening.yaml"
    path.write_text("title: Looked at once\n", encoding="utf-8")
    seen = []
    one = document._bad_text
    monkeypatch.setattr(document, "_bad_text", lambda *given: seen.append(given[-1]) or one(*given))
    rules = written_rules(path, None, None)
    assert (rules.place, read_convening(PEOPLE, path).convening.title) == ("file", "Looked at once")
    assert seen.count("Looked at once") == 1


def test_a_mapping_with_half_a_character_is_refused():
    with pytest.raises(InputError) as failure:
        read_convening(PEOPLE, {"title": "\ud800", "no \udc00 key": 1})
    assert {problem.slug for problem in failure.value.problems} == {"half-character"}
    str(failure.value).encode()
