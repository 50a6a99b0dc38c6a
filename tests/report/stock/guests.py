"""A room of people whose names are hard to print: long, without spaces, in many scripts, with diacritics."""

from __future__ import annotations

import unicodedata

from seating.convening import Convening
from seating.profiles import Duty, People, Person
from seating.result import Result
from seating.room.tables import Table

from ..made_up import result_of

LONG = (
    "Maximiliana-Theodora Alexandrina von Wolfenstein-Bergerdorf 6",
    "Wolfeschlegelsteinhausenbergerdorffwelchevoralternwarenhausen",
    "WWWWWWWWWWWWWWWWWWWWWWWWWWWWW MMMMMMMMMMMMMMMMMMMMMMMMMMMMMMM",
)
NAMES = (
    *LONG,
    "山田花子",
    "欧阳 明月",
    "김 하늘",
    "نور الهدى عبد الرحمن السعيد",
    "שולמית בן־דוד לוינסקי",
    "Zoe\u0308 E\u0301milie Nguye\u0302\u0303n",
    "अनुराधा कृष्णमूर्ति",
    "สุดารัตน์ ทองดี",
    "Θεοδώρα Παπαδοπούλου",
    "Екатерина Щербакова",
    "Dr. Li Wei",
    "Vance, Boris",
    "Mei",
    "Qi",
)


def room(names: tuple[str, ...] = NAMES, n_tables: int = 7) -> Result:
    """Return a seating of these people, with an interpreter, at tables of long names."""
    persons = [
        Person(
            id=f"g{n:04}", name=name, organization=f"Society for the Advancement of {'Neighborly ' * (n % 4)}Trade {n}"
        )
        for n, name in enumerate(names)
    ]
    persons.append(Person(id="s1", name="Nadia Haddad", organization="Two Tongues", duty=Duty.INTERPRETER))
    tables = tuple(
        Table(
            id=f"t{n:02}", name="Access to capital for every kind of entrepreneur" if n % 2 else "Talent", purpose="Why"
        )
        for n in range(1, n_tables + 1)
    )
    seats = {person.id: tables[n % n_tables].id for n, person in enumerate(persons)}
    return result_of(People(tuple(persons)), Convening(title="Riverton convening", tables=tables), seats)


def plain(text: str) -> str:
    """Return a text as it is compared after extraction: composed, without spaces and direction marks."""
    composed = unicodedata.normalize("NFKC", text)
    return "".join(c for c in composed if not c.isspace() and unicodedata.category(c) != "Cf")
