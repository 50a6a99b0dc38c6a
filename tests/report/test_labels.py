"""Why a voice has its state: in English as the judge says it, else in the page's own language."""

from __future__ import annotations

import pytest

from seating.report.labels import state_reason
from seating.report.languages import words_in
from seating.voices import VoiceState
from seating.wording import said, said_count, said_list


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


def test_tables_are_named_in_every_language():
    """When the judge names them. A result that was read from a record has only the English sentence."""
    spanish, tables = words_in("es"), said_list(["Birch", "Elm"])
    message = "%(number)s coming, but not as needed at %(tables)s"
    elsewhere = said_count(message, message, 4, tables=tables)
    unheard = said("nobody else at %(tables)s shares a language with them", tables=tables)
    assert state_reason(VoiceState.ELSEWHERE, 4, 2, elsewhere, spanish) == (
        "Asisten 4, pero no como se necesita en Birch y Elm."
    )
    assert state_reason(VoiceState.UNHEARD, 4, 2, unheard, spanish) == "Nadie más en Birch y Elm comparte su idioma."
    assert state_reason(VoiceState.UNHEARD, 4, 2, str(unheard), spanish) == (
        "En una mesa donde nadie más comparte su idioma."
    )


def test_the_numbers_are_told():
    assert state_reason(VoiceState.TOO_FEW, 1200, 3000, "", words_in("es")) == "Asisten: 1,200; se necesitan: 3,000."
    assert state_reason(VoiceState.HEARD, 1, 1, "", words_in("es")) == "Asiste 1, donde se necesita."
