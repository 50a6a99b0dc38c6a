"""The words and the forms of one name: titles, offices, family names, and names with the last name first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from seating.profiles.cells.counts import read_count
from seating.profiles.days import find_day
from seating.word_files import read_words
from seating.wording import fold, squashed

_WORDS = read_words("seating.profiles", "name_words.toml")


def name_words(name: str) -> frozenset[str]:
    """Return one of the lists of name_words.toml."""
    return frozenset(word.replace("_", " ") for word in _WORDS[name].split())


IN_SURNAMES = re.compile(r"\s(?:y|e|i|a|en)\s")
"""Words that separate two people but also occur within a surname: "Ortega y Gasset"."""

FAMILY = re.compile(
    r"the\s+(?P<plural>[^\s&+]+s)|(?:the\s+)?(?P<after>\S.*?)\s+(?:family|household|clan|familie)"
    r"|(?:the\s+family\s+of|family|fam\.?|familie|famille|la\s+famille|familia|la\s+familia|fam[ií]lia|a\s+fam[ií]lia"
    r"|famiglia|la\s+famiglia|rodzina|household|семья|gia\s+đình|عائلة)\s+(?P<before>\S.*)",
    re.IGNORECASE,
)
FAMILY_WORDS = re.compile(r"\b(?:the|family|household|clan|familie|familia|família|famille|famiglia)\b", re.IGNORECASE)

OWNER = re.compile(
    r"(?:my|our|his|her|their|the|a|one|mein|meine?[rmn]?|unsere?|seine?[rmn]?|ihre?[rmn]?|eine?[rmn]?|mi|mis|su|sus|una?"
    r"|mon|ma|mes|son|sa|ses|une|meu|minha|mijn|un-?named)\s+",
    re.IGNORECASE,
)
"""Matches a word before a relation: "her husband", "my son Ben"."""

_NO_NAME = re.compile(r"n\.?\s?n\.?", re.IGNORECASE)

SOMEBODY = name_words("companion")
"""Words for one person who comes along, without a name."""

RELATED = name_words("related")
"""Further words for people who come along, before a name or without one."""

NOBODY = name_words("no_companion")
"""Texts that tell that no one comes along."""

ONESELF = name_words("alone")
"""Words for the person who writes."""

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

MOST = 4
"""Maximum number of words in a person's name, without titles and particles."""

MOST_WORDS = 6
"""Maximum number of words of the name of somebody who comes along."""

LONGEST_DAY = 100
"""Maximum number of characters of a text that is nothing but a day."""

LONGEST = 60
"""Maximum length of such a name."""


def is_unnamed(text: str) -> bool:
    """Whether a text is "n. n.", which stands for a name that is not known."""
    return _NO_NAME.fullmatch(text.strip()) is not None


def last_words(name: str) -> str:
    """Return the last word of a name with the particles before it; "" if the name is one word.

    >>> last_words("Ana de la Cruz"), last_words("Ana"), last_words("Mr Jago")
    ('de la Cruz', '', 'Jago')
    """
    words = name.split()
    at = len(words) - 1
    while at > 1 and fold(words[at - 1]) in PARTICLES:
        at -= 1
    return " ".join(words[at:]) if len(words) > 1 else ""


def bare_family(name: str) -> str:
    """Return the surname in the name of a family.

    >>> bare_family("The Fox family"), bare_family("Familie Krämer")
    ('Fox', 'Krämer')
    """
    return " ".join(FAMILY_WORDS.sub("", name).split())


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
    if len(lines) < 2 or words_of(" ".join(lines)) & (NO_PERSON | OFFICES | OF_OFFICES):
        return False
    return all(" " in line and is_person(line) for line in lines)


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
    day = find_day(text) if len(text) <= LONGEST_DAY else None
    return not any(map(str.isalpha, text)) or (day is not None and not day.rest.strip(" ,."))


def share_surname(parts: Sequence[str]) -> tuple[list[str], str, bool]:
    """Return several names with the surname that the last one has, that surname, and whether all may be one name.

    >>> share_surname(["Ana", "Ben Smith"]), share_surname(["Mr", "Mrs Tom Jago"])
    ((['Ana Smith', 'Ben Smith'], 'Smith', False), (['Mr Tom Jago', 'Mrs Tom Jago'], 'Jago', False))
    >>> share_surname(["Tom", "Tim"]), share_surname(["Mr", "Mrs Tom", "Lou Jago"])[0]
    ((['Tom', 'Tim'], '', True), ['Mr Tom Jago', 'Mrs Lou Jago'])
    """
    if titled := _titled_couple(parts):
        return list(titled), _surname(parts[-1]), False
    if " " not in parts[-1] and any(" " in part for part in parts[-2:-1]):
        return list(parts), "", True
    surname = _surname(parts[-1])
    if not surname:
        has_cases = any(part[0].upper() != part[0].lower() for part in parts)
        return list(parts), "", has_cases and not all(" " in part for part in parts[:-1])
    whole = " ".join(word for word in parts[-1].split() if _bare(word) not in TITLES)
    has_given = " " in without_title(parts[-1])
    names = []
    for part in parts:
        is_given = has_given and _is_titled_given_name(part, surname)
        added = whole if _bare(part) in TITLES else surname
        names.append(f"{part} {added}" if is_given or not _surname(part) else part)
    return names, surname, False


def _is_titled_given_name(part: str, surname: str) -> bool:
    """Whether the word after a title or a relation is a given name: Dr. Lena, Aunt Ros. After Mr it is a surname."""
    spoken = part.split()
    is_titled = len(spoken) == 2 and _bare(spoken[0]) in (TITLES | RELATIVES) - WITH_SURNAMES
    return is_titled and fold(spoken[1]) != fold(surname)


def _titled_couple(parts: Sequence[str]) -> tuple[str, ...]:
    """Return the two people of "Mr & Mrs Ana and Ben Smith"; none for any other name."""
    if len(parts) != 3:
        return ()
    title, _, one = parts[1].partition(" ")
    other = parts[-1].split()
    if not one or len(other) < 2 or _bare(other[0]) in TITLES:
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


def is_person(part: str, *, is_small: bool = False) -> bool:
    """Whether a text may be the name of one person; `is_small` is for lists that write names in small letters.

    >>> is_person("Ana de la Cruz"), is_person("Room 1"), is_person("research"), is_person("ana", is_small=True)
    (True, False, False, True)
    """
    words = [word for word in part.split() if _bare(word) not in PARTICLES]
    is_named = is_small or all(map(_is_capitalized, words))
    return 0 < len(words) <= MOST and is_named and not any(c.isdigit() for c in part) and any(map(str.isalpha, part))


def _is_capitalized(word: str) -> bool:
    return word[0].isupper() or (word[0].isalpha() and word[0].upper() == word[0].lower())


def may_be_name(text: str) -> bool:
    """Whether a text about somebody who comes along may be their name: no number, and no sentence.

    >>> may_be_name("ben ode"), may_be_name("12 Oak Street"), may_be_name("We may bring someone")
    (True, False, False)
    """
    spoken = text.split()
    small = [word for word in spoken if word[:1].islower() and fold(word) not in PARTICLES]
    is_sentence = len(small) > 1 and len(small) < len(spoken)
    has_letters = any(map(str.isalpha, text)) and not any(map(str.isdigit, text))
    return len(text) <= LONGEST and len(spoken) <= MOST_WORDS and has_letters and not is_sentence


def _bare(word: str) -> str:
    return fold(word).rstrip(".,")


def words_of(name: str) -> set[str]:
    """Return the folded words of a name, without periods and commas."""
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
