"""Why a voice has its state: in English as the judge says it, else in the page's own language."""

from __future__ import annotations

import pytest

from seating.report.labels import state_reason
from seating.report.languages import words_in
from seating.voices import VoiceState


def test_english_pages_have_the_sentence_of_the_judge():
    """With what only the judge knows, such as the tables' names."""
    said = state_reason(VoiceState.ELSEWHERE, 4, 2, "4 coming, but not as needed at Birch", words_in("en"))
    assert said == "4 coming, but not as needed at Birch."
    assert state_reason(VoiceState.MISSING, 0, 1, "nobody on the list", words_in("en")) == "Nobody on the list."


@pytest.mark.parametrize("state", VoiceState)
@pytest.mark.parametrize("attending", [1, 2])
def test_no_english_is_left_in_spanish(state, attending):
    spanish = state_reason(state, attending, 3, "an English sentence", words_in("es"))
    assert spanish != "an English sentence"
    assert spanish[0].isupper()
    assert spanish.endswith(".")
    assert not {"coming", "nobody", "needed", "list"}.intersection(spanish.lower().replace(".", " ").split())


def test_the_numbers_are_told():
    assert state_reason(VoiceState.TOO_FEW, 1200, 3000, "", words_in("es")) == "Asisten: 1,200; se necesitan: 3,000."
    assert state_reason(VoiceState.HEARD, 1, 1, "", words_in("es")) == "Asiste 1, donde se necesita."
