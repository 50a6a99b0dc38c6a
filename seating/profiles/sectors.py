"""The sectors that people in a room usually come from, and the words that lists and charts have for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

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
    organizations: tuple[str, ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        """All words by which a list may name the sector."""
        return (self.name, *self.also, *self.parts, *self.organizations)


_LISTED = (
    UsualSector(
        message("business"),
        ("businesses", "empresa", "empresas", "sector empresarial", "negocios"),
        ("private", "private sector", "industry", "company", "corporate", "sector privado"),
    ),
    UsualSector(
        message("government"),
        ("gobierno", "gobiernos"),
        ("public", "public sector", "city", "county", "state", "federal", "municipal", "sector público"),
    ),
    UsualSector(
        message("nonprofit"),
        (
            "nonprofits",
            "non profit",
            "not for profit",
            "sin fines de lucro",
            "organización sin fines de lucro",
            "organizaciones sin fines de lucro",
            *("organización civil", "organizaciones civiles", "sociedad civil", "asociación civil"),
        ),
        ("ngo", "charity"),
    ),
    UsualSector(
        message("philanthropy"),
        ("philanthropic", "filantropía"),
        ("foundation", "foundations", "funder", "funders", "fundación", "fundaciones"),
    ),
    UsualSector(
        message("labor"),
        ("labour", "organized labor", "union", "unions", "trade union", "trade unions", "sindicato", "sindicatos"),
        (),
        (
            *("building trades", "construction trades", "trades council", "labor council"),
            *("AFL-CIO", "SEIU", "IBEW", "AFSCME", "UAW", "UFCW", "Teamsters", "UNITE HERE"),
        ),
    ),
    UsualSector(
        message("community"),
        ("comunidad",),
        ("resident", "residents", "neighborhood", "neighbors", "grassroots", "residentes", "vecinos"),
    ),
    UsualSector(
        message("education"),
        ("educación",),
        ("higher education", "academia", "academic", "university", "college", "school", "schools"),
    ),
)

USUAL_SECTORS: Mapping[str, UsualSector] = MappingProxyType({sector.name: sector for sector in _LISTED})
"""The usual sectors by name, in the order of the rows of a chart."""

_NAMED = {squashed(word): sector.name for sector in _LISTED for word in (sector.name, *sector.also)}


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
