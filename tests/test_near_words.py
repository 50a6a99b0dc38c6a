"""Near words: the nearest is found, nothing that is far, and never for longer than a hint is worth."""

from __future__ import annotations

import pytest

from seating import near_words
from seating.near_words import COMPARED_LENGTH, NearWords, did_you_mean, nearest


@pytest.mark.parametrize(
    ("word", "expected"),
    [("sector", "sector"), ("Sectr", "sector"), ("SECTOR ", "sector"), ("languags", "languages"), ("zzz", None)],
)
def test_the_nearest_word_is_found_and_nothing_that_is_far(word: str, expected: str | None) -> None:
    assert nearest(word, ["gender", "sector", "languages"]) == expected


def test_only_the_beginning_of_long_words_is_compared() -> None:
    long = "a" * COMPARED_LENGTH
    assert nearest(long + "x" * 10_000, [long + "y" * 10_000]) == long + "y" * 10_000
    assert nearest("sector", []) is None
    assert nearest("sectr", ["sector"], cutoff=1.0) is None


def test_once_the_comparisons_are_used_up_no_word_is_near() -> None:
    """A list of thousands of misspelled names would otherwise take minutes."""
    words = NearWords(left=5)
    choices = ["gender", "sector", "language"]
    assert words.nearest("sectr", choices) == "sector"
    assert words.left == 2
    assert words.nearest("languag", choices) is None  # the third choice is not compared any more
    assert (words.left, words.nearest("sectr", choices)) == (0, None)


def test_thousands_of_misspelled_words_are_not_all_looked_up(monkeypatch):
    monkeypatch.setattr(near_words, "MOST_COMPARED", 1_000)
    monkeypatch.setattr(near_words, "COMPARED_EACH_SECOND", 10)
    monkeypatch.setattr(near_words, "_COMPARISONS", near_words._Comparisons())
    names = [f"name {number}" for number in range(100)]
    found = [nearest(f"nmae {number}", names) for number in range(13)]
    assert found[0] is not None
    assert found[-1] is None
    near_words._COMPARISONS._since -= 60
    assert nearest("nmae 7", names) is not None


def test_the_question_names_the_word_in_quotes() -> None:
    assert did_you_mean("sector") == 'Did you mean "sector"?'
