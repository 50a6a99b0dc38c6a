"""Files of words: every one is read, and no text in it is empty."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest

from seating.word_files import read_words, split_words

ROOT = Path(str(files("seating")))


@pytest.mark.parametrize("file", sorted(ROOT.rglob("*.toml")), ids=lambda file: file.name)
def test_every_file_of_words_is_read(file: Path) -> None:
    package = ".".join(file.parent.relative_to(ROOT.parent).parts)
    assert read_words(package, file.name)


def test_words_are_separated_by_a_line() -> None:
    assert split_words("a  b | c\n| c | ") == ["a b", "c"]
