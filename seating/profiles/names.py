"""Parse names: rows that name several people, and names with the last name first.

Examples of several people: "Ana & Ben Smith", "Mr and Mrs Jago", "The Fox family", "Ana Kim + 2".
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from seating.wording import fold

__all__ = [
    "PARTICLES",
    "NamedParty",
    "is_last_name_first",
    "number_in",
    "people_named",
    "put_first_name_first",
    "words_of",
]


def words_of(text: str) -> frozenset[str]:
    """Return the words of a text; `_` stands for a space inside a word."""
    return frozenset(word.replace("_", " ") for word in text.split())


AND = re.compile(r"\s*[&＆+]\s*|\s+(?:and|und|et|y|e|och|og|en|i|и|a|ve|with)\s+")
"""Separators of two people. Words match only in lower case, so "Ana Y Ruiz" stays one person."""

IN_SURNAMES = re.compile(r"\s(?:y|e|i|a|en)\s")
"""Words that separate two people but also occur within a surname: "Ortega y Gasset"."""

FAMILY = re.compile(
    r"the\s+(?P<plural>[^\s&+]+s)|(?:the\s+)?(?P<after>\S.*?)\s+(?:family|household|clan|familie)"
    r"|(?:the\s+family\s+of|family|fam\.?|familie|famille|la\s+famille|familia|la\s+familia|fam[ií]lia|a\s+fam[ií]lia"
    r"|famiglia|la\s+famiglia|rodzina|household|семья|gia\s+đình|عائلة)\s+(?P<before>\S.*)",
    re.IGNORECASE,
)
MORE = re.compile(
    r"(?P<name>\S.*?)\s*(?:[(\[]\s*)?(?:\+|&|(?<=\s)(?:and|plus|with|y|et|und)\s+)\s*(?:(?:his|her|their|a|one)\s+)?"
    r"(?P<more>\d{1,2}|one|two|three|four|five|six)?\s*"
    r"(?P<who>(?:un-?named\s+)?(?:guests?|partner|spouse|husband|wife|date|fianc[eé]e?|friends?|kids?|child|children|baby"
    r"|others?|people|persons?|invitad[oa]s?|invit[eé]s?|begleitung|gast|acompañantes?|family|familia|familie))?"
    r"\s*[)\]]?",
    re.IGNORECASE,
)
COUNTED = re.compile(
    r"(?P<name>\S.*?)\s*[(\[]\s*(?:party\s+of\s+|x\s*)?(?P<total>\d{1,2})(?:\s*(?:people|persons?|guests|pax))?\s*[)\]]",
    re.IGNORECASE,
)
TITLES = words_of(
    """mr mrs ms miss mx dr doctor prof professor sir lady lord dame rev reverend fr father sr sra señor señora don
    doña herr frau monsieur madame m mme mlle signor signora sig meneer mevrouw pan pani judge captain capt col
    hon rabbi imam"""
)
PARTICLES = words_of(
    """de da do dos das del della di la le los las el van von der den ter ten bin ibn bint al y e af av zu du mac
    mc st"""
)
NO_PERSON = words_of(
    """inc llc llp ltd limited plc corp corporation co company companies gmbh ag sa sas sarl bv nv oy ab pty kg
    sons son daughters bros brothers sisters partners partnership associates consulting consultants consultancy
    advisors advisers group holdings industries enterprises services solutions systems technologies technology
    tech labs studio studios design designs media films books foods farm farms bakery cafe coffee restaurant
    hotel bar shop store stores trust foundation fund society club union guild league church parish temple
    mosque synagogue ministry ministries school college university academy institute council commission
    committee board bureau agency department dept office division authority association federation alliance
    coalition network center centre clinic hospital health safety care bank capital finance insurance law legal
    policy practice research development planning operations affairs relations communications marketing sales
    engineering education housing transport energy water arts culture library museum theatre theater gallery
    press officer manager director lead leader head chair coordinator representative rep specialist analyst
    advisor adviser president secretary treasurer member members team staff crew works construction builders
    plumbing electric motors logistics supply trading import export international global national regional
    county city community"""
)
"""Words of organizations and offices; a name that contains one of them is not split."""

NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}
MOST = 4
"""Maximum number of words in a person's name, without titles and particles."""


@dataclass(frozen=True, slots=True)
class NamedParty:
    """The people that the name of a row stands for.

    Attributes
    ----------
    names : tuple of str
        The people it names; empty for a family.
    family : str
        The name of the family, "Fox family"; "" if it is not a family.
    more : int
        Number of additional people without a name.
    total : int or None
        The number of people that the name states for the row.
    is_open : bool
        Whether the name says that there are more people, but not how many.
    is_doubtful : bool
        Whether it could also be one name: "Marks & Spencer".
    """

    names: tuple[str, ...] = ()
    family: str = ""
    more: int = 0
    total: int | None = None
    is_open: bool = False
    is_doubtful: bool = False


def number_in(text: str) -> int | None:
    """Return the number of people that a text states, `4`, `four` or `2 adults`; None for any other text."""
    word = fold(text).removesuffix(".0")
    found = re.fullmatch(
        r"[+x]?\s*(\d{1,4})\s*(?:people|persons?|adults?|child(?:ren)?|kids?|guests?|pax|seats?|personen|personas)?",
        word,
    )
    if found and word.isascii():
        return int(found[1])
    return NUMBERS.get(word)


def people_named(text: str, *, is_last_first: bool = False) -> NamedParty:
    """Return the people that the name of a row stands for.

    `is_last_first` says that this list writes last names first: "Smith, Ana".

    >>> people_named("Ana & Ben Smith").names
    ('Ana Smith', 'Ben Smith')
    >>> people_named("The Fox family").family
    'Fox family'
    """
    name = " ".join(text.split())
    if _words(name) & NO_PERSON or len(name) > 120:
        return NamedParty(names=(name,))
    if found := COUNTED.fullmatch(name):
        inner = people_named(found["name"], is_last_first=is_last_first)
        return NamedParty(inner.names, inner.family, 0, int(found["total"]), is_doubtful=inner.is_doubtful)
    if (found := MORE.fullmatch(name)) and (found["more"] or found["who"]) and _is_person_or_several(found["name"]):
        return _with_more(found, is_last_first=is_last_first)
    if found := FAMILY.fullmatch(name):
        if found["after"] or found["plural"]:
            return NamedParty(family=re.sub(r"^[Tt]he\s+", "", name), is_open=True)
        return NamedParty(family=re.sub(r"^(?:[Tt]he|[Ll]a|[Aa])\s+", "", name), is_open=True)
    return _couple(name, is_last_first=is_last_first)


def _with_more(found: re.Match[str], *, is_last_first: bool) -> NamedParty:
    inner = people_named(found["name"], is_last_first=is_last_first)
    who = fold(found["who"] or "")
    written = fold(found["more"] or "")
    number = (int(written) if written.isdecimal() else NUMBERS.get(written)) if written else None
    is_open = number is None and who in {
        "family",
        "familia",
        "familie",
        "kids",
        "children",
        "guests",
        "friends",
        "others",
        "people",
    }
    more = number if number is not None else int(not is_open)
    return NamedParty(inner.names, inner.family, inner.more + more, None, is_open or inner.is_open, inner.is_doubtful)


def _couple(name: str, *, is_last_first: bool) -> NamedParty:
    if _words(name) & {"women", "men", "children", "youth", "girls", "boys"}:
        return NamedParty(names=(name,))
    parts = [part.strip() for part in AND.split(name)]
    surname = ""
    if "," in parts[0] and len(parts) > 1:
        before, _, after = parts[0].rpartition(",")
        if is_last_first or " " not in "".join(parts[1:]).strip():
            surname, parts[0] = before.strip(), after.strip()
        else:  # Ana, Ben & Cleo Smith
            parts[:1] = [part.strip() for part in parts[0].split(",")]
    if len(parts) < 2 or len(parts) > 8 or not all(map(_is_person, parts)):
        return NamedParty(names=(name,))
    if " " not in parts[-1] and " " in parts[-2] and not surname:
        return NamedParty(names=(name,)) if IN_SURNAMES.search(name) else NamedParty(tuple(parts), is_doubtful=True)
    surname = surname or _surname(parts[-1])
    if not surname:
        is_clear = all(" " in part for part in parts[:-1]) or not any(
            part[0].upper() != part[0].lower() for part in parts
        )
        return NamedParty(names=tuple(parts), is_doubtful=not is_clear)
    whole = " ".join(word for word in parts[-1].split() if _bare(word) not in TITLES)
    return NamedParty(
        names=tuple(
            part if _surname(part) else f"{part} {whole if _bare(part) in TITLES else surname}" for part in parts
        )
    )


def _surname(part: str) -> str:
    """Return the part after the given name or the title; "" if there is only a given name."""
    words = part.split()
    while words and _bare(words[0]) in TITLES:
        words = words[1:]
        if len(words) == 1 and len(part.split()) == 2:  # Mrs Jago
            return words[0]
    return " ".join(words[1:])


def _is_person(part: str) -> bool:
    words = [word for word in part.split() if _bare(word) not in PARTICLES]
    is_named = all(word[0].isupper() or (word[0].isalpha() and word[0].upper() == word[0].lower()) for word in words)
    return 0 < len(words) <= MOST and is_named and not any(c.isdigit() for c in part)


def _is_person_or_several(name: str) -> bool:
    return FAMILY.fullmatch(name) is not None or all(map(_is_person, AND.split(name.replace(",", ""))))


def _bare(word: str) -> str:
    return fold(word).rstrip(".,")


def _words(name: str) -> set[str]:
    return {_bare(word) for word in re.split(r"[\s/&+,-]+", name) if word}


LETTER = re.compile(r"[^\W\d_]")
SUFFIX = re.compile(r",\s*(?:jr|sr|ii|iii|iv|phd|md|esq|mba|rn|dds|cpa|ma|ba|bsc|msc|dr)\.?\s*$", re.IGNORECASE)


def is_last_name_first(text: str) -> bool:
    """Whether a name is written as last name, comma, first name; "Kim, PhD" is not."""
    parts = text.split(",")
    return len(parts) == 2 and all(map(LETTER.search, parts)) and SUFFIX.search(text) is None


def put_first_name_first(text: str) -> str:
    """Return a name with the first name before the last name.

    >>> put_first_name_first("Kim, Ada"), put_first_name_first("Ada Kim")
    ('Ada Kim', 'Ada Kim')
    """
    if not is_last_name_first(text):
        return text
    last, first = (part.strip() for part in text.split(",", 1))
    return f"{first} {last}"
