"""The usual sectors: their names in both languages, and the words for their parts."""

from __future__ import annotations

from itertools import combinations

import pytest

from seating.analysis.candidates import list_usual_sectors
from seating.convening import Convening
from seating.present.languages import languages, words_in
from seating.profiles.sectors import USUAL_SECTORS, sector_key
from seating.wording import squashed


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("name", USUAL_SECTORS)
def test_the_row_of_a_blank_chart_is_a_name_of_its_sector_in_every_language(name: str, language: str) -> None:
    assert sector_key(words_in(language).gettext(name).upper()) == name


@pytest.mark.parametrize("text", ["county", "School", "fundación", "vecinos", "Faith  groups", ""])
def test_a_part_of_a_sector_and_any_other_text_are_themselves(text: str) -> None:
    assert sector_key(text) == " ".join(text.lower().split())


def test_no_word_means_two_sectors() -> None:
    words = {name: set(map(squashed, sector.words)) for name, sector in USUAL_SECTORS.items()}
    assert [pair for pair in combinations(words, 2) if words[pair[0]] & words[pair[1]]] == []


def test_a_list_may_name_a_usual_sector_by_each_of_its_words() -> None:
    usual = list_usual_sectors(Convening())
    assert {name: set(words) for name, words in usual.items()} == {
        name: {name, *sector.also, *sector.parts, *sector.organizations} for name, sector in USUAL_SECTORS.items()
    }


def test_names_in_the_convening_are_added_to_those_of_a_usual_sector() -> None:
    usual = list_usual_sectors(
        Convening.model_validate({"usual_sectors": {"Labor": ["guilds"], "health": ["clinics"]}})
    )
    assert usual == {"Labor": ("Labor", "guilds", *USUAL_SECTORS["labor"].words), "health": ("health", "clinics")}
