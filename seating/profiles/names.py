"""Parse names: rows that name several people, and names with the last name first.

Examples of several people: "Ana & Ben Smith", "Mr and Mrs Jago", "The Fox family", "Ana Kim + 2".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from seating.days import find_day
from seating.profiles.cells.counts import BRACKETS, read_count
from seating.word_files import read_words
from seating.wording import fold, squashed

_WORDS = read_words("seating.profiles", "name_words.toml")


def name_words(name: str) -> frozenset[str]:
    """Return one of the lists of name_words.toml."""
    return frozenset(word.replace("_", " ") for word in _WORDS[name].split())


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
CHILDREN = r"kids?|child|children|babys?|babies|ni[nñ][oa]s?|hij[oa]s?|bebés?|enfants?|bébés?|kind(?:er|ern)?"
NO_NAME = r"n\.?\s?n\.?"
"""Matches "n. n.", which stands for a name that is not known."""

MORE = re.compile(
    r"(?P<name>\S.*?)\s*(?:[(\[]\s*)?(?:\+|&|(?<=\s)(?:w/|(?:and|plus|with|y|e|con|et|avec|und|mit)\s+))\s*"
    r"(?:(?:his|her|their|a|one|su|sus|una?|son|sa|ses|une?|eine?r?|einem|seine?r?|seinem|ihre?r?|ihrem)\s+)?"
    r"(?P<more>\d{1,2}|one|two|three|four|five|six)?\s*"
    r"(?P<who>(?:un-?named\s+)?(?:guests?|partner|spouse|husband|wife|date|fianc[eé]e?|friends?|others?|people|persons?"
    r"|family|invitad[oa]s?|acompañantes?|pareja|novi[oa]|espos[oa]|marido|personas?|amig[oa]s?|familia"
    r"|invit[eé]e?s?|conjointe?|compagnon|compagne|personnes?|famille"
    r"|begleit(?:ung|er|erin|person)|gast|gästen?|partnerin|freund(?:in)?|verlobte[rn]?|ehemann|ehefrau|person(?:en)?"
    rf"|familie|{NO_NAME}|(?P<children>{CHILDREN})))?"
    rf"(?(who)(?:\s*:\s*{NO_NAME})?)\s*[)\]]?",
    re.IGNORECASE,
)
APART = re.compile(
    r"(?P<before>[^,:()]*?[^\s,:+(-])(?:(?P<sign>\s*[,:]\s*|\s+[–—-]\s+|\s*\+\s*)|\s+(?=[x×]\s?\d)|\s+of\s+(?=\d))(?P<count>\S.*)"
)
"""Matches a name and what stands behind it, which may be a number of people: "Fox family: 2 adults, 1 kid"."""

OPEN = name_words("open")
"""Words for several people that do not tell how many they are."""

TITLES = name_words("titles")
"""Words before a name that tell how the person is addressed; they do not distinguish people anywhere in a name."""

RELATIVES = name_words("relatives_only")
"""Relations before a given name; Tia and Nana are given names, too."""

WITH_SURNAMES = name_words("titles_with_surnames")
"""Titles that are followed by a surname, if only one word follows: Mr Jago."""

OFFICES_ALONE = name_words("offices_alone")
"""Offices that are not family names: a name that ends with one of them, without a comma, is no person's."""

OFFICES = name_words("offices") | OFFICES_ALONE
"""Offices and further titles that are written before a name, in English, Spanish and Portuguese."""

OF_OFFICES = name_words("of_offices")
"""Words that belong to an office and say nothing without it: deputy mayor, executive director."""

GIVEN_OR_OFFICE = name_words("given_or_office")
"""Titles that are also given names or short forms; they are titles only if two more words follow."""

PARTICLES = name_words("particles")
SEAT_HOLDERS = name_words("seat_holders")
"""Words of texts that hold a seat without naming a person: reserved, vacant."""

GUESTS = name_words("guests")
OF = name_words("of")
NO_PERSON = name_words("no_person")
"""Words of organizations and offices; a name that contains one of them is not split."""

_NO_ORGANIZATION = frozenset(map(squashed, name_words("no_organization")))

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
    children : int
        How many of these are children.
    total : int or None
        The number of people that the name states for the row.
    is_open : bool
        Whether the name tells that there are more people, but not how many.
    is_doubtful : bool
        Whether it could also be one name: "Marks & Spencer".
    bare : int or None
        A number in brackets after the name of one person, which may count people or not: "Ana Kim (2)".
    """

    names: tuple[str, ...] = ()
    family: str = ""
    more: int = 0
    children: int = 0
    total: int | None = None
    is_open: bool = False
    is_doubtful: bool = False
    bare: int | None = None


def people_named(text: str) -> NamedParty:
    """Return the people that the name of a row stands for.

    >>> people_named("Ana & Ben Smith").names
    ('Ana Smith', 'Ben Smith')
    >>> people_named("The Fox family").family
    'Fox family'
    """
    name = " ".join(text.split())
    if _words(name) & NO_PERSON or len(name) > 120:
        return NamedParty(names=(name,))
    if (bracket := BRACKETS.fullmatch(name)) and bracket["before"]:
        return _beside_brackets(name, bracket["before"], bracket["inside"])
    if (apart := APART.fullmatch(name)) and (found := _beside_sign(apart)):
        return found
    return _unbracketed(name)


def _unbracketed(name: str) -> NamedParty:
    if (found := MORE.fullmatch(name)) and (found["more"] or found["who"]) and _can_be_joined(found["name"]):
        return _with_more(found)
    if found := FAMILY.fullmatch(name):
        if found["after"] or found["plural"]:
            return NamedParty(family=re.sub(r"^[Tt]he\s+", "", name), is_open=True)
        return NamedParty(family=re.sub(r"^(?:[Tt]he|[Ll]a|[Aa])\s+", "", name), is_open=True)
    return _couple(name)


def _beside_sign(apart: re.Match[str]) -> NamedParty | None:
    """Return the people of a name with a number of people or a remark behind a sign; None for any other name."""
    inner = people_named(apart["before"])
    are_several = len(inner.names) > 1 or bool(inner.family)
    count = read_count(apart["count"])
    if count is None:
        is_remark = (apart["sign"] or "").strip() in {"-", "–", "—"} and apart["count"][:1].islower()
        return inner if are_several and is_remark and not inner.is_doubtful else None
    if "+" in (apart["sign"] or "") or count.is_more:
        can_have = are_several or _can_be_joined(apart["before"])
        adults = count.number - count.children
        return replace(inner, more=inner.more + adults + count.children, children=count.children) if can_have else None
    if not inner.family and not (count.is_marked and count.has_children and are_several):
        return None
    return replace(inner, children=count.children, total=count.invited or count.number, is_open=False)


def _beside_brackets(name: str, before: str, inside: str) -> NamedParty:
    """Return the people of a name with brackets at its end, which hold their number or a remark."""
    if (whole := _unbracketed(name)).more:  # Ana Kim (+ guest)
        return whole
    inner = people_named(before)
    count = read_count(inside)
    if count is None or (count.is_unsure and not count.is_more):
        is_remark = len(inner.names) > 1 or inner.family or inner.more or inner.total
        return inner if is_remark else NamedParty(names=(name,))
    if count.is_more or not count.has_number or (count.children == count.number > 0 and inner.names):
        return replace(inner, more=inner.more + count.number, children=inner.children + count.children)
    if not count.is_marked and len(inner.names) == 1 and not inner.more and _is_person_or_several(before):
        return NamedParty(names=(name,), bare=count.number)
    return replace(inner, more=0, children=count.children, total=count.invited or count.number, is_open=False)


def names_between_commas(text: str) -> list[str]:
    """Return the names of people between commas; none if the text is one name, or has other words.

    >>> names_between_commas("Ana, Ben"), names_between_commas("Kim, PhD"), names_between_commas("Ana Soto, Fox Ltd")
    (['Ana', 'Ben'], [], [])
    """
    parts = [part.strip() for part in text.split(",")]
    is_one = len(parts) < 2 or SUFFIX.search(text) or _words(text) & (NO_PERSON | TITLES) or AND.search(text)
    return [] if is_one or not all(map(_is_person, parts)) else parts


def is_no_organization(text: str) -> bool:
    """Whether a text in place of an organization tells that there is none.

    >>> is_no_organization("Self-employed"), is_no_organization("jubilada"), is_no_organization("Retired Nurses Club")
    (True, True, False)
    """
    return (squashed(text) or text.strip()) in _NO_ORGANIZATION


BULLETS = " \t-–—•·*"
"""Signs before the lines of a list that is typed into one cell."""


def are_names_on_lines(text: str) -> bool:
    r"""Whether a cell has a full name on each of several lines. It may still be one name, in two parts.

    >>> are_names_on_lines("- Ana Soto\n- Ben Ruiz"), are_names_on_lines("Ana\nSoto")
    (True, False)
    """
    lines = [line for line in (line.strip(BULLETS) for line in text.splitlines()) if line]
    if len(lines) < 2 or _words(" ".join(lines)) & (NO_PERSON | OFFICES | OF_OFFICES):
        return False
    return all(" " in line and _is_person(line) for line in lines)


def names_no_person(text: str) -> bool:
    """Whether a text in a name cell holds a seat for someone, or names an organization, so that each row is a seat.

    >>> names_no_person("Reserved"), names_no_person("Guest of Ana Soto"), names_no_person("Oak Fund")
    (True, True, True)
    >>> names_no_person("Hall – X"), names_no_person("Ana Soto"), names_no_person("Ana Soto - vegan")
    (True, False, False)
    """
    spoken = [word for part in text.split() if (word := _bare(part).strip("()[]"))]
    if not spoken or not SEAT_HOLDERS.isdisjoint((*spoken[:1], *text.split())) or not NO_PERSON.isdisjoint(spoken):
        return bool(spoken)  # Held may be a surname, but not as the first word or in small letters
    counted = read_count(text)
    if counted is not None and not counted.has_number:
        return True
    before, dash, _ = re.sub(r"\s[–—-]\s", "\0", text).partition("\0")
    if dash and " " not in before.strip():
        return True
    of_somebody = GUESTS.intersection(spoken[:1]) and OF.intersection(spoken[1:2])
    is_owned = len(spoken) > 1 and spoken[-2].endswith(("'s", "’s")) and GUESTS.intersection(spoken[-1:])
    return bool(of_somebody or is_owned)


def is_no_name(text: str) -> bool:
    """Whether a text cannot be a name, because it has no letters or is a day.

    >>> is_no_name("3 December"), is_no_name("17"), is_no_name("April May")
    (True, True, False)
    """
    day = find_day(text)
    return not any(map(str.isalpha, text)) or (day is not None and not day.rest.strip(" ,."))


def _with_more(found: re.Match[str]) -> NamedParty:
    inner = people_named(found["name"])
    who = fold(found["who"] or "")
    written = read_count(found["more"]) if found["more"] else None
    number = written.number if written else None
    is_open = number is None and who in OPEN
    more = number if number is not None else int(not is_open)
    return replace(
        inner,
        more=inner.more + more,
        children=inner.children + (more if found["children"] else 0),
        total=None,
        is_open=is_open or inner.is_open,
    )


def _couple(name: str) -> NamedParty:
    if _words(name) & {"women", "men", "children", "youth", "girls", "boys"}:
        return NamedParty(names=(name,))
    parts = [part.strip() for part in AND.split(name)]
    surname = ""
    if "," in parts[0] and len(parts) > 1:
        before, _, after = parts[0].rpartition(",")
        if " " not in "".join(parts[1:]).strip():
            surname, parts[0] = before.strip(), after.strip()
        else:  # Ana, Ben & Cleo Smith
            parts[:1] = [part.strip() for part in parts[0].split(",")]
    if len(parts) < 2 or len(parts) > 8 or not all(map(_is_person, parts)):
        return NamedParty(names=(name,))
    if titled := _titled_couple(parts):
        return NamedParty(names=titled)
    if " " not in parts[-1] and " " in parts[-2] and not surname:
        return NamedParty(names=(name,)) if IN_SURNAMES.search(name) else NamedParty(tuple(parts), is_doubtful=True)
    surname = surname or _surname(parts[-1])
    if not surname:
        is_clear = all(" " in part for part in parts[:-1]) or not any(
            part[0].upper() != part[0].lower() for part in parts
        )
        return NamedParty(names=tuple(parts), is_doubtful=not is_clear)
    whole = " ".join(word for word in parts[-1].split() if _bare(word) not in TITLES)
    has_given = " " in without_title(parts[-1])
    names = []
    for part in parts:
        is_given = has_given and _is_titled_given_name(part, surname)
        added = whole if _bare(part) in TITLES else surname
        names.append(f"{part} {added}" if is_given or not _surname(part) else part)
    return NamedParty(names=tuple(names))


def _is_titled_given_name(part: str, surname: str) -> bool:
    """Whether the word after a title or a relation is a given name: Dr. Lena, Aunt Ros. After Mr it is a surname."""
    spoken = part.split()
    is_titled = len(spoken) == 2 and _bare(spoken[0]) in (TITLES | RELATIVES) - WITH_SURNAMES
    return is_titled and fold(spoken[1]) != fold(surname)


def _titled_couple(parts: Sequence[str]) -> tuple[str, ...]:
    """Return the two people of "Mr & Mrs Ana and Ben Smith"; none for any other name."""
    title, _, one = parts[1].partition(" ")
    other = parts[-1].split()
    if len(parts) != 3 or not one or len(other) < 2 or _bare(other[0]) in TITLES:
        return ()
    if _bare(parts[0]) not in TITLES or _bare(title) not in TITLES:
        return ()
    whole = one if " " in one else f"{one} {_surname(parts[2])}"
    return f"{parts[0]} {whole}", f"{title} {parts[2]}"


def _surname(part: str) -> str:
    """Return the part after the given name or the title; "" if there is only a given name."""
    words = part.split()
    if len(words) > 2 and _bare(words[0]) in RELATIVES:
        words = words[1:]
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


def _can_be_joined(name: str) -> bool:
    """Whether a text before a plus names people, perhaps with a remark in brackets."""
    remarked = BRACKETS.fullmatch(name)
    return _is_person_or_several(remarked["before"] if remarked else name)


def _bare(word: str) -> str:
    return fold(word).rstrip(".,")


def _words(name: str) -> set[str]:
    return {_bare(word) for word in re.split(r"[\s/&+,-]+", name) if word}


def without_title(name: str) -> str:
    """Return a name without the titles and offices before it; at least one word is kept.

    >>> without_title("Deputy Mayor Carl Brandt"), without_title("Dr. Ana Ruiz"), without_title("Dean Martin")
    ('Carl Brandt', 'Ana Ruiz', 'Dean Martin')
    """
    words = _split(name)
    at = 1 if len(words) > 2 and fold(words[0]) in {"the", "la", "el"} else 0
    if not words or _unpunctuated(words[at]) not in _BEFORE_NAMES:
        return name
    while at < len(words) - 1:
        end = at
        while end < len(words) - 1 and _unpunctuated(words[end]) in OF_OFFICES:
            end += 1
        word = _unpunctuated(words[end])
        is_title = word in OFFICES | TITLES if word not in GIVEN_OR_OFFICE else len(words) - end > 2
        if is_title and end < len(words) - 1:
            at = end + 1
        elif end > at and _unpunctuated(words[end - 1]) in OFFICES:  # county executive, but also executive director
            at = end
        else:
            break
    return " ".join(words[at:])


def is_office(name: str) -> bool:
    """Whether a name consists of an office or titles alone, without a given or family name.

    No name of a person begins with "The", except with a title: The Rev. Ana Ruiz.

    >>> is_office("Market Superintendent"), is_office("Hon. Mayor"), is_office("Mayor Ruiz"), is_office("Ana Mayor")
    (True, True, False, False)
    >>> is_office("The Park Warden"), is_office("Harbor Master"), is_office("The Rev. Ana Ruiz")
    (True, True, False)
    """
    words = [_unpunctuated(word) for word in _split(name)]
    if words[:1] == ["the"]:
        rest = without_title(name)
        return rest == name or rest[0].islower() or is_office(rest)
    return "," not in name and (
        not OFFICES_ALONE.isdisjoint(words[-1:])
        or (TITLES | OFFICES | OF_OFFICES).issuperset(words[words[:1] in (["la"], ["el"]) :])
    )


def given_part(name: str) -> str:
    """Return a name that begins with the given name: without titles, and the part after the comma first.

    >>> given_part("Vance, Boris"), given_part("Mayor Ana Ruiz"), given_part("Carl Brandt, Deputy Mayor")
    ('Boris Vance', 'Ana Ruiz', 'Carl Brandt')
    >>> given_part("Martin, Dean"), given_part("Carl Brandt, Dean")
    ('Dean Martin', 'Carl Brandt')
    """
    before, comma, after = SUFFIX.sub("", name).partition(",")
    words = [_unpunctuated(word) for word in without_title(after).split()]
    if comma and not words:
        return name
    if words and (" ".join(words) in GIVEN_OR_OFFICE or not _BEFORE_NAMES.issuperset(words)):
        return without_title(f"{after.strip()} {before.strip()}")
    return without_title(before.strip())


def _split(name: str) -> list[str]:
    """Return the words of a name; an office of two words, such as Park Warden, counts as one."""
    words = name.split()
    for at in range(len(words) - 1):
        pair = " ".join(words[at : at + 2])
        if _unpunctuated(pair) in OFFICES:
            return [*words[:at], pair, *words[at + 2 :]]
    return words


def _unpunctuated(word: str) -> str:
    """Return a word without case, periods and hyphens: Co-Chair, Rev."""
    return fold(word).replace(".", "").replace("-", "").strip(",:")


_BEFORE_NAMES = TITLES | OFFICES | OF_OFFICES | GIVEN_OR_OFFICE

LETTER = re.compile(r"[^\W\d_]")
SUFFIX = re.compile(r",\s*(?:jr|sr|ii|iii|iv|phd|md|esq|mba|rn|dds|cpa|ma|ba|bsc|msc|dr)\.?\s*$", re.IGNORECASE)


def is_last_name_first(text: str) -> bool:
    """Whether a name is written as last name, comma, first name, perhaps with a degree; "Kim, PhD" is not."""
    parts = SUFFIX.sub("", text).split(",")
    return len(parts) == 2 and all(map(LETTER.search, parts))


def may_be_several(texts: Iterable[str]) -> bool:
    """Whether all texts with a comma may be two people each: "Ana Soto, Ben Ode".

    >>> may_be_several(["Ana Soto, Ben Ode"]), may_be_several(["García López, Ana"])
    (True, False)
    """
    pairs = [text.split(",") for text in texts if "," in text]
    words = [part.split() for pair in pairs for part in pair]
    return bool(pairs) and all(len(part) > 1 and fold(part[0]) not in PARTICLES for part in words)


def put_first_name_first(text: str) -> str:
    """Return a name with the first name before the last name.

    >>> put_first_name_first("Kim, Ada"), put_first_name_first("Ada Kim"), put_first_name_first("Kim, Ada, PhD")
    ('Ada Kim', 'Ada Kim', 'Ada Kim, PhD')
    """
    if not is_last_name_first(text):
        return text
    name = SUFFIX.sub("", text)
    last, first = (part.strip() for part in name.split(","))
    return f"{first} {last}{text.removeprefix(name)}"
