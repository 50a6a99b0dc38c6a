"""Names of kinds of people: which columns have them, and what a kind is called that nobody on the list is of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from seating.profiles.columns import CANONICAL
from seating.profiles.names import NO_PERSON, name_words
from seating.profiles.people import People
from seating.profiles.sectors import USUAL_SECTORS, sector_key
from seating.wording import fold, knows_language, language_key, message, singular

LOOKED_AT = ("sector", "representative_type", "speaks_to", "languages", "interests", "duty")
"""The known columns whose values can be kinds of people. Columns of the list's own are looked at too."""

ARTICLE = re.compile(
    r"^(?:(?:someone|somebody|alguien)\s+(?:from|de)\s+)?(?:(?:a|an|the|some|un|una|el|la|los|las)\s+)?", re.IGNORECASE
)
"""What stands before a name in a sentence: the bank, someone from the bank."""

FROM_SOMEWHERE = re.compile(r"^(?:someone|somebody|alguien)\s+(?:from|de)\s", re.IGNORECASE)
"""What stands before the name of an organization, whatever its capital letters: someone from the courts."""

MORE_ABOUT = re.compile(r"\s+(?:from|in|of|at|who|with|without|under|over|de|del|que|con|sin|en)\s+.*$", re.IGNORECASE)
"""What follows the noun: young people from South Valley."""

PEOPLE_WORDS = name_words("people")
"""Words for people, also where they are written with a capital letter."""

PERSPECTIVE = message("perspective")
"""The column for kinds of people that have no column of their own in the list."""

SPEAKERS = re.compile(r"(?:people who speak|speakers of)\s+(\w+)|(\w+)[ -]speak(?:ers?|ing people)", re.IGNORECASE)


def describe_missing(people: People, name: str) -> Mapping[str, str]:
    """Return the description, as a `who` of a convening, of those who are meant by a name if no one on the list is.

    Parameters
    ----------
    people : People
    name : str
        As typed.
    """
    bare = ARTICLE.sub("", name)
    if key := name_language(bare):
        return {"languages": key}
    usual = USUAL_SECTORS.get(sector_key(bare))
    if usual is not None:
        is_english = any(fold(value) in USUAL_SECTORS for person in people for value in person.values("sector"))
        return {"sector": usual.name if is_english else bare}
    is_kind = not FROM_SOMEWHERE.match(name) and _is_kind(bare)
    return {PERSPECTIVE if is_kind else "organization": bare}


def _is_kind(name: str) -> bool:
    """Whether a name is that of a kind of people, such as young people, and not that of an organization.

    Organizations have a capital letter, or a word such as bank.
    """
    words = MORE_ABOUT.sub("", name).split() or [name]
    first, last = words[0], words[-1]
    if fold(last) in PEOPLE_WORDS:
        return True
    if fold(last) in NO_PERSON:
        return False
    if not (first[:1].isupper() or first[:1].isdigit()):
        return True
    if len(words) == 1:
        return singular(first) != first and not first.isupper()
    return not (last[:1].isupper() or last[:1].isdigit())


OWNERS = re.compile(r"\s+(?:owners?|leaders?|members?|people|persons?|folks|rep(?:resentative)?s?)$", re.IGNORECASE)
ENTREPRENEURS = re.compile(r"(?:entrepreneurs?|empresari[ao]s?)$", re.IGNORECASE)


def name_enterprise(name: str) -> str:
    """Return the kind of enterprise that the name of its people contains: business owners, microentrepreneurs."""
    return ENTREPRENEURS.sub("enterprise", OWNERS.sub("", name))


def name_language(name: str) -> str:
    """Return the language of those who are named by it, such as Spanish speakers or Spanish; "" if they are not."""
    found = SPEAKERS.fullmatch(name)
    spoken = (found[1] or found[2]) if found else name
    return language_key(spoken) if spoken and knows_language(spoken) else ""


def list_kind_columns(people: People) -> Iterator[str]:
    """Yield the columns of a list whose values can be kinds of people."""
    yield from LOOKED_AT
    yield from (column for column in people.headings if column not in CANONICAL)
