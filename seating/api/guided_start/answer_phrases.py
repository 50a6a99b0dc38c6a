"""The words of answers, from `answer_words.toml`: numbers, lists, and patterns of the other words."""

from __future__ import annotations

import re

from seating.mentions.word_table import match_any
from seating.word_files import read_words, split_words
from seating.wording import fold

WORDS = read_words("seating.api.guided_start", "answer_words.toml")

NUMBER_WORDS = {word: int(number) for number, words in WORDS["numbers"].items() for word in split_words(words)}
NUMBER = rf"(?:\d{{1,6}}|{match_any(NUMBER_WORDS)})"
"""The part of a pattern that matches a number in digits or words."""

AND = re.compile(r"\s+(?:and|y|e)\s+|\s*[/|&+]\s*", re.IGNORECASE)

QUOTED = re.compile(r"[\"“”«»]([^\"“”«»]+)[\"“”«»]")


def pattern_of(section: str, name: str) -> str:
    """Return the part of a pattern that matches the texts of one entry of the file, as whole words.

    Parameters
    ----------
    section, name : str
    """
    return rf"(?<!\w){match_any(split_words(WORDS[section][name]))}(?!\w)"


def read_number(text: str) -> int:
    """Return the number that a text in digits or words states.

    >>> read_number("12"), read_number("Three")
    (12, 3)
    """
    return int(text) if text.isdecimal() else NUMBER_WORDS[fold(text)]


def split_list(text: str, separators: str = ",;\n") -> list[str]:
    """Return the parts of a text; without the separators, "and" before the last part separates too.

    Parameters
    ----------
    text : str
    separators : str
        The characters that separate.
    """
    parts = [part.strip(" .") for part in re.split(f"[{separators}]", text)]
    if "," in separators:
        last = re.split(r"^(?:and|y|e)\s+|\s+(?:and|y|e)\s+", parts[-1])
        parts = [*parts[:-1], *(part.strip() for part in last)]
    return [part for part in parts if part]
