"""The sectors that people in a room usually come from, and the words that lists and charts have for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from seating.word_files import read_words, split_words
from seating.wording import fold, message, squashed


@dataclass(frozen=True, slots=True)
class UsualSector:
    """A sector that a room usually has people from.

    Attributes
    ----------
    name : str
        In English.
    also : tuple of str
        Other names of it, in English and Spanish. A chart in one language and a chart in the other one mean the same
        sector by them.
    parts : tuple of str
        Words for a part of it, or for organizations in it. A list may use them instead of the name, but a sector with
        such a name is not always this one: a chart may have a row for the city and another one for the county.
    organizations : tuple of str
        Names that tell the sector inside a longer text too, such as those of federations.
    """

    name: str
    also: tuple[str, ...]
    parts: tuple[str, ...]
    organizations: tuple[str, ...]

    @property
    def words(self) -> tuple[str, ...]:
        """All words by which a list may name the sector."""
        return (self.name, *self.also, *self.parts, *self.organizations)


NAMES = (
    message("business"),
    message("government"),
    message("nonprofit"),
    message("philanthropy"),
    message("labor"),
    message("community"),
    message("education"),
)
"""The names of the usual sectors, in the order of the rows of a chart, for the translation catalogs."""


def _read_sector(name: str, words: Mapping[str, str]) -> UsualSector:
    return UsualSector(name, *(tuple(split_words(words.get(key, ""))) for key in ("also", "parts", "organizations")))


_WORDS = read_words("seating.profiles", "sectors.toml")

USUAL_SECTORS: Mapping[str, UsualSector] = MappingProxyType({name: _read_sector(name, _WORDS[name]) for name in NAMES})
"""The usual sectors by name."""

_NAMED = {squashed(word): sector.name for sector in USUAL_SECTORS.values() for word in (sector.name, *sector.also)}


def sector_key(text: str) -> str:
    """Return the form in which the sectors of charts are compared: the English name of a usual one, or the folded text.

    >>> sector_key("Empresa"), sector_key("Non-profit"), sector_key("Faith  groups"), sector_key("county")
    ('business', 'nonprofit', 'faith groups', 'county')
    """
    return _NAMED.get(squashed(text)) or fold(text)


def telling_words(sector: str) -> tuple[str, ...]:
    """Return the words that tell a sector inside a longer text: its names, and names of organizations.

    >>> telling_words("Education"), telling_words("faith")
    (('education', 'educación'), ('faith',))
    """
    usual = USUAL_SECTORS.get(sector_key(sector))
    return (sector,) if usual is None else (usual.name, *usual.also, *usual.organizations)
