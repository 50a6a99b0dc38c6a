"""Whether a shared result states a number, a time and people, without which no one can tell when it is reached."""

from __future__ import annotations

import re
from dataclasses import dataclass

from seating.wording import without_accents

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_TIME = re.compile(r"\b(?:years?|decades?|anos?|decadas?)\b")
_NUMBER = re.compile(
    r"\d|\b(?:half|third|quarter|double|twice|all|every|none|two|three|four|five|six|seven|eight|nine|ten|dozen|hundred"
    r"|thousand|million|mitad|tercio|tercera?|cuarto|cuarta|doble|cada|todos|todas|dos|tres|cuatro|cinco|seis|siete|ocho"
    r"|nueve|diez|docena|cien|mil|millon|millones)\b"
)
"""A number apart from a year: in digits, or one of the usual words in English and Spanish, without accents."""
_PEOPLE = re.compile(
    r"\b(?:people|persons?|residents?|citizens?|neighbou?rs?|households?|homes?|famil(?:y|ies)|parents?|child(?:ren)?|kids"
    r"|youth|youngsters|young|elders?|seniors?|adults?|women|men|girls|boys|mothers?|students?|pupils?|graduates?"
    r"|apprentices?|teachers?|nurses?|workers?|employees?|owners?|founders?|entrepreneurs?|vendors?|traders?|farmers?"
    r"|tenants?|renters?|borrowers?|newcomers?|migrants?|immigrants?|refugees?|veterans?|members?|everyone|everybody"
    r"|firms?|businesses|business|compan(?:y|ies)|startups?|start-ups?|shops?|stalls?|cooperatives?|microenterprises?"
    r"|communit(?:y|ies)|neighbou?rhoods?|population|district|city|town|county"
    r"|personas?|gente|vecin[oa]s?|residentes?|habitantes?|hogar(?:es)?|familias?|padres|madres|nin[oa]s?|jovenes|joven"
    r"|mayores|adult[oa]s?|mujer(?:es)?|hombres?|estudiantes?|alumn[oa]s?|graduad[oa]s?|docentes?|trabajador(?:es|as?)?"
    r"|emplead[oa]s?|duen[oa]s?|propietari[oa]s?|fundador(?:es|as?)?|emprendedor(?:es|as?)?|empresari[oa]s?"
    r"|vendedor(?:es|as?)?|agricultor(?:es|as?)?|inquilin[oa]s?|inmigrantes?|migrantes?|refugiad[oa]s?|veteran[oa]s?"
    r"|miembros?|empresas?|negocios?|tiendas?|puestos?|cooperativas?|comunidad(?:es)?|barrios?|poblacion|ciudad|condado)\b"
)
"""A word for people, or for what they live in and run, in English and Spanish, without accents."""
_DOERS = re.compile(r"\b(?:[a-z]{3,}(?:ers|ors|ists|ians|folk|dores|doras|istas)|artesan[oa]s)\b")
"""The plural of a word for someone who does something: weavers, musicians, tejedoras."""
_THINGS = re.compile(
    r"[a-z]*(?:meters|liters)|barriers|boilers|borders|centers|chargers|colors|computers|containers|corridors|corners"
    r"|dollars|doors|elevators|errors|factors|fibers|filters|floors|flowers|generators|indicators|layers|letters|levers"
    r"|monitors|motors|numbers|offers|orders|others|papers|powers|printers|quarters|rivers|sectors|sensors|servers"
    r"|shelters|theaters|towers|tractors|trailers|transfers|waters|computadores|indicadores|ordenadores|listas|pistas"
    r"|revistas"
)
"""Words that end like those and mean no one, and units of measure."""


@dataclass(frozen=True, slots=True)
class Stated:
    """Whether a shared result states how much, by when, and for whom in one of the usual words."""

    number: bool
    time: bool
    people: bool


def find_stated(text: str) -> Stated:
    """Return what a shared result states.

    >>> find_stated("By 2031, 10,000 more people have work"), find_stated("Better lives by 2031")
    (Stated(number=True, time=True, people=True), Stated(number=False, time=True, people=False))
    >>> find_stated("Cada tercera empresa sigue abierta tras cinco años")
    Stated(number=True, time=True, people=True)
    """
    plain = without_accents(text).casefold()
    number, time = _NUMBER.search(_YEAR.sub(" ", plain)), _YEAR.search(plain) or _TIME.search(plain)
    is_about_people = _PEOPLE.search(plain) or any(not _THINGS.fullmatch(word) for word in _DOERS.findall(plain))
    return Stated(bool(number), bool(time), bool(is_about_people))
