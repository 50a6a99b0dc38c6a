"""Sets of charts with planted pairs of texts that mean the same, written as people write, among texts that do not.

The words are drawn here, and typing errors, genders, plurals, initials and cut words are made from them by rules that
share nothing with the program.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

from seating.profiles import People
from tests.charts.forms import TABLES, long, people

KINDS = """
    teachers maestros maestras profesores | nurses enfermeras enfermeros | veterans veteranos
    residents residentes neighbors vecinos vecinas | renters inquilinos tenants | carpenters carpinteros
    farmers agricultores agricultoras | bakers panaderos panaderas | mothers madres moms
    students estudiantes alumnas | artists artistas | activists activistas | electricians electricistas
    musicians musicos | mechanics mecánicos | immigrants inmigrantes | lawyers abogados abogadas
    seniors elders ancianos | truckers camioneros | volunteers voluntarias voluntarios
    cooks cocineros cocineras | refugees refugiados refugiadas
    gardeners jardineros | retirees jubilados jubiladas | dentists dentistas
    grandparents abuelos | welders soldadores
"""
PLACES = (
    "Harbor Street",
    "the Flats",
    "Quarry Hill",
    "Canal Square",
    "Millrace",
    "Orchard Lane",
    "the depot",
    "Ferry Road",
)
FIRST = (
    "Highline",
    "Sandia",
    "Tolland",
    "Barelas",
    "Elmhaven",
    "Juniper",
    "Quincy",
    "Westmark",
    "Overlook",
    "Larkspur",
)
SECOND = ("Valley", "River", "County", "Community", "Mountain", "Heritage", "Central", "Family")
THIRD = (
    "Credit Union",
    "Development Corporation",
    "Health Center",
    "Housing Partnership",
    "Technical Institute",
    "Food Bank",
)
UNIONS = ("labor", "union", "organized labor", "el sindicato", "building trades", "trade unions", "AFL-CIO")
CUT = {
    "Corporation": "Corp.", "Community": "Comm.", "Development": "Dev.", "Center": "Ctr", "Technical": "Tech.",
    "Institute": "Inst.", "Partnership": "Ptnrshp", "Mountain": "Mtn", "Valley": "Vly", "Health": "Hlth",
}  # fmt: skip
ERRORS = ("swap", "drop", "double", "other")


@dataclass(frozen=True)
class Synonyms:
    """A file of charts, the list, and what each text means; the texts of a pair mean the same."""

    text: str
    listed: People
    meanings: dict[str, str]
    pairs: tuple[tuple[str, str], ...]


def plant_synonyms(seed: int) -> Synonyms:
    """Return charts of 8 to 12 people with a planted pair of each sort, and other texts."""
    dice = random.Random(seed)
    kinds = [line.split() for line in KINDS.replace("\n", "|").split("|") if line.strip()]
    dice.shuffle(kinds)
    places = dice.sample(PLACES, len(PLACES))
    names = [
        " ".join(parts) for parts in zip(dice.sample(FIRST, 8), dice.choices(SECOND, k=8), _shuffle(dice), strict=True)
    ]
    meanings: dict[str, str] = {}
    pairs = []

    def plant(one: str, other: str, meaning: str) -> None:
        meanings[one] = meanings[other] = meaning
        pairs.append((one, other))

    english, *others = kinds[0]
    plant(f"{english} from {places[0]}", f"{dice.choice(others)} de {places[0]}", "translated")
    english, *others = kinds[1]
    plant(english, dice.choice(others), "translated alone")
    word = next(each[0] for each in kinds[2:] if len(each[0]) > 6)
    kinds.remove(next(each for each in kinds if each[0] == word))
    plant(f"{word} of {places[1]}", f"{_misspell(dice, word)} of {places[1]}", "misspelled")
    plant(f"a {kinds[3][0][:-1]} who lives in {places[2]}", f"{places[2].removeprefix('the ')} {kinds[3][0]}", "turned")
    plant(names[0], "".join(word[0] for word in names[0].split()), "initials on charts")
    plant(names[1], _cut(dice, names[1]), "cut on charts")
    plant(*dice.sample(UNIONS, 2), "labor")
    listed = people(
        *({"id": f"p{n}", "name": f"Ada Number{n}", "organization": name} for n, name in enumerate(names[2:6]))
    )
    first, *rest = names[4].split()
    made = (_initials_of_the_end(names[2]), _cut(dice, names[3]), " ".join((_misspell(dice, first), *rest)))
    for name, short in zip(names[2:5], made, strict=True):
        plant(name, short, name)
    alone = [f"{kind[0]} from {place}" for kind, place in zip(kinds[4:9], dice.choices(PLACES, k=5), strict=True)]
    alone += [names[6], names[7], "small children", "people without a car", "the mayor"]
    meanings |= {text: text for text in alone}
    on_charts = [text for text in meanings if text not in names[2:5]]
    rows = []
    authors = [f"Author {letter}" for letter in "ABCDEFGHIJKL"[: dice.randint(8, 12)]]
    for text in on_charts:
        rows += [
            [by, "", "", dice.choice(TABLES).id, "", "", text, ""] for by in dice.sample(authors, dice.randint(1, 3))
        ]
    dice.shuffle(rows)
    return Synonyms(long(*rows), listed, meanings, tuple(pairs))


def _shuffle(dice: random.Random) -> list[str]:
    return [dice.choice(THIRD) for _ in range(8)]


def _misspell(dice: random.Random, word: str) -> str:
    """Return a word with one typing error after its first letter."""
    wrong = word
    while wrong.lower().rstrip("s") == word.lower().rstrip("s"):
        at = dice.randrange(1, len(word) - 2)
        match dice.choice(ERRORS):
            case "swap":
                wrong = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
            case "drop":
                wrong = word[:at] + word[at + 1 :]
            case "double":
                wrong = word[:at] + word[at] + word[at:]
            case _:
                wrong = word[:at] + dice.choice("aeiorstn") + word[at + 1 :]
    return wrong


def _cut(dice: random.Random, name: str) -> str:
    """Return a name of which a word is cut; its last words are initials if none can be."""
    words = name.split()
    can_be = [word for word in words if word in CUT]
    if not can_be:
        return _initials_of_the_end(name)
    chosen = dice.choice(can_be)
    return " ".join(CUT[word] if word == chosen else word for word in words)


def _initials_of_the_end(name: str) -> str:
    """Return a name whose last two words are initials: Highline Valley CU."""
    *first, one, other = name.split()
    return " ".join((*first, one[0] + other[0]))
