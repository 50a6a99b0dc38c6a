"""Text utilities: compare, list and count words, and mark messages for translation.

Nothing in this module depends on tables or people.
"""

from __future__ import annotations

import os
import re
import shlex
import unicodedata
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache, partial
from itertools import groupby, islice
from pathlib import Path
from typing import Self, TypeGuard, TypeVar

from seating.word_files import read_words, split_words

Item = TypeVar("Item")

SOURCE_LANGUAGE = "en"
"""The language of the texts in the source code."""

SHOWN_LENGTH = 60
"""Maximum length, in characters, of a value shown in a message; longer values are shortened."""

_INVISIBLE = {"Cf", "Cc"}

_HALF_CHARACTER = re.compile("[\ud800-\udfff]")

_REORDERING = re.compile("[\u202a-\u202e\u2066-\u2069\u2028\u2029]")
"""Characters that can change how a line is displayed: directional overrides and line separators."""

_PLAIN_ARGUMENT, _KEPT_IN_QUOTES = re.compile(r"[\w@%+=:,./-]+"), re.compile(r"""[^"$`!\\]*""")
"""Arguments that every shell leaves as they are, and those that it leaves so in double quotes."""


MOST_FOLDED = 131_072
"""Maximum number of texts whose folded form is remembered; the values of one list are compared many times."""


LONGEST_NAME = 1_000
"""Maximum length, in characters, of a name, an id or a title."""

MOST_MARKS = 30
"""Maximum number of combining marks in a row. Some scripts put four on a letter; normalizing takes the square of their
number."""


def longest_marks(text: str) -> int:
    """Return the length of the longest run of combining marks, if it is longer than `MOST_MARKS`; 0 otherwise.

    >>> longest_marks("Zoë"), longest_marks("Zoe" + 40 * "\u0308")
    (0, 40)
    """
    if len(text) <= MOST_MARKS or text.isascii():
        return 0
    longest = max((sum(1 for _ in run) for are_marks, run in _runs(text) if are_marks), default=0)
    return longest if longest > MOST_MARKS else 0


def _runs(text: str) -> Iterator[tuple[bool, Iterator[str]]]:
    """Yield the runs of combining marks and those of other characters, and whether each is of marks."""
    return groupby(text, lambda character: unicodedata.combining(character) != 0)


def without_marks(text: str) -> str:
    """Return `text` without direction marks and other invisible characters, and with few marks on a letter.

    Use the result only for comparisons; the data keeps these characters. Joiners inside emoji and in some
    scripts are removed too, which does no harm in a comparison.
    """
    if text.isascii() and text.isprintable():
        return text
    plain = "".join(c for c in text if unicodedata.category(c) not in _INVISIBLE or c in "\t\n\r")
    if len(plain) <= MOST_MARKS:
        return plain
    return "".join(c for are_marks, run in _runs(plain) for c in islice(run, MOST_MARKS if are_marks else None))


@lru_cache(maxsize=MOST_FOLDED)
def fold(text: str) -> str:
    """Return the form in which two values are compared.

    The text is normalized to Unicode NFC and case-folded, surrounding spaces are removed and each run of inner
    spaces becomes one space.

    >>> fold("  Ada   KIM ") == fold("ada kim")
    True
    """
    if text.isascii():
        if text.isprintable():
            return " ".join(text.lower().split())
        return " ".join(without_marks(text).lower().split())
    composed = unicodedata.normalize("NFC", without_marks(text))
    return " ".join(unicodedata.normalize("NFC", composed.casefold()).split())


def without_accents(text: str) -> str:
    """Return a text without the marks on its letters; letters such as "ø" remain.

    >>> without_accents("tiếng việt")
    'tieng viet'
    """
    if text.isascii():
        return text
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


@cache
def languages() -> tuple[str, ...]:
    """Return the codes of the languages of the pages, English first; every other one has a catalog."""
    catalogs = Path(__file__).parent.joinpath("present", "languages").glob("*.[mp]o")
    return (SOURCE_LANGUAGE, *sorted({catalog.stem for catalog in catalogs}))


@cache
def _names_of_languages() -> Mapping[str, str]:
    """Return the English names of languages by their ISO 639 codes of two or three letters, from the Unicode CLDR."""
    from babel import Locale

    named = Locale("en").languages.items()
    return {code: str(name) for code, name in named if len(code) <= 3 and code not in _NO_LANGUAGE}


_NO_LANGUAGE = frozenset({"mis", "mul", "und", "zxx"})
"""Codes of the CLDR that stand for no single language, such as "Multiple languages"."""


@cache
def _codes() -> Mapping[str, str]:
    """Return the code of each name of a language, folded: in English, in Spanish, and those of the file of names."""
    from babel import Locale

    english, spanish = _names_of_languages(), Locale("es").languages
    found = {fold(spanish[code]): code for code in english if code in spanish}
    found |= {fold(name): code for code, name in english.items()}
    for code, names in read_words("seating", "language_names.toml").items():
        found |= dict.fromkeys(map(fold, split_words(names)), code)
    return found | {without_accents(name): code for name, code in found.items() if without_accents(name) not in found}


_WITH_REGION = re.compile("([a-z]{2})[-_](?:[A-Z]{2}|[A-Z][a-z]{3}|[0-9]{3})")
"""A code such as es-MX; "co-op" is none."""


def squashed(text: str) -> str:
    """Return the form in which headings are compared: no case, accents, spaces or punctuation.

    >>> squashed("Type of représentative!")
    'typeofrepresentative'
    """
    if text.isascii():
        decomposed = text.lower()
    else:  # some signs, such as №, are decomposed into capital letters
        decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return "".join(filter(str.isalnum, decomposed))


NOTHING_WRITTEN = frozenset(
    {"n/a", "n.a.", "n.a", "na", "n/d", "s/d", "nil", "null", "none", "nothing", "blank", "tbd", "tba", "tbc", "tbn"}
    | {"unknown", "unsure", "dunno", "idk", "ninguno", "ninguna", "nada", "vacío", "vacio", "not applicable"}
    | {"to be announced", "to be confirmed", "to be decided", "to be determined", "to be named", "not sure"}
    | {"not known", "no idea", "no answer", "no comment", "don't know", "i don't know", "i do not know", "no aplica"}
    | {"no corresponde", "no sé", "no se", "no lo sé", "sin respuesta", "por confirmar", "por definir"}
)
"""Texts, folded, that people write into a form where they have nothing to write."""


def is_blank_text(text: str) -> bool:
    """Whether a text only means that nothing is written: dashes, question marks, "n/a", "TBD", "none" and the like.

    >>> [is_blank_text(text) for text in ("", " - ", "??", "N/A", "(tbd)", "None.", "n/a - Ana Kim")]
    [True, True, True, True, True, True, False]
    """
    folded = fold(text).replace("’", "'")
    if folded in NOTHING_WRITTEN or folded.strip(" .?!()[]-–—_*") in NOTHING_WRITTEN:
        return True
    return all(unicodedata.category(sign)[0] in "PZ" or sign in "~=+|<>^`´¨" for sign in folded)


def without_end_marks(text: str) -> str:
    """Return a name or a description without the marks around it that are no part of it: ?, !, and what they follow.

    >>> [without_end_marks(text) for text in ("Union???", "the mayor, please!", "¿Sindicato?", "firms, ?", "?")]
    ['Union', 'the mayor, please', 'Sindicato', 'firms', '?']
    """
    return text.strip(" ?!¿¡,;") or text


def with_padded_numbers(text: str) -> str:
    """Pad the numbers in `text` with zeros, so that texts sort by the size of their numbers.

    >>> sorted(["Table 10", "Table 9"], key=with_padded_numbers)
    ['Table 9', 'Table 10']
    """
    return re.sub(r"[0-9]+", lambda found: found[0].zfill(20), text)


def made_visible(text: str) -> str:
    r"""Replace control characters in a text by visible symbols.

    Control characters have no glyph, some of them trigger terminal commands, and some are not allowed in
    HTML. They must not be dropped silently, so each becomes a symbol: U+0007 becomes U+2407, the picture of
    a bell. Tabs, line feeds and direction marks are kept.

    >>> made_visible("a\x07b")
    'a␇b'
    """
    return text if text.isascii() and text.isprintable() else "".join(map(_made_visible, text))


def with_direction_marks_shown(text: str) -> str:
    r"""Replace control characters by visible symbols, and characters that can reorder a line by their escapes.

    Inside a sentence, a name with such a character would change the order of the words after it.

    >>> with_direction_marks_shown("a\u202eb is unmet") == "a\\u202eb is unmet"
    True
    """
    return _REORDERING.sub(lambda sign: f"\\u{ord(sign[0]):04x}", made_visible(text))


def _made_visible(sign: str) -> str:
    code = ord(sign)
    if code < 0x20 and sign not in "\t\n":
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    if 0x80 <= code < 0xA0 or 0xD800 <= code < 0xE000 or 0xFDD0 <= code < 0xFDF0 or code & 0xFFFE == 0xFFFE:
        return "\ufffd"
    return sign


def shortened(text: str, length: int = SHOWN_LENGTH) -> str:
    """Return at most `length` characters of `text`, with a final ellipsis if it was cut, if possible after a word."""
    if len(text) <= length:
        return text
    cut = text[: length - 1]
    words = cut if text[length - 1].isspace() else cut.rpartition(" ")[0]
    return (words if 2 * len(words) > length else cut).rstrip() + "…"


def quoted(text: str) -> str:
    """Return `text` in double quotes, shortened, with line breaks escaped; a `Said` text can still be translated."""
    if isinstance(text, Said):
        return Said(quoted(str(text)), items=(text,), form=quoted)
    shown = shortened(text).replace("\r", "\\r").replace("\n", "\\n")
    return f'"{shown}"'


def as_argument(word: str) -> str:
    """Return an argument of a command as typed in a shell, in quotes if the shell would change it otherwise.

    Double quotes are used where they suffice, because Windows has no others.

    >>> as_argument("my guests.csv"), as_argument("guests.csv"), as_argument("our $5 guests.csv")
    ('"my guests.csv"', 'guests.csv', "'our $5 guests.csv'")
    """
    if _PLAIN_ARGUMENT.fullmatch(word):
        return word
    return f'"{word}"' if _KEPT_IN_QUOTES.fullmatch(word) or os.name == "nt" else shlex.quote(word)


class Said(str):
    """An English text that pages can show in another language: a message of the translation catalogs, filled in.

    The values filled in may be `Said` texts themselves. `Words.tell` in the report translates it; everywhere else it
    is an ordinary English string.

    Attributes
    ----------
    message : str
        The message with `%(name)s` for each value; for a list, the word before its last item or the separator.
    many : str
        The plural form of the message; "" if the message does not depend on a number.
    number : int
        The number that selects the singular or plural form.
    values : mapping of str to object
        The values filled in, by name; without a message and items, the text in each language, by code.
    items : tuple of str
        The items of a list.
    language : str
        The code of the language that the text names; "" if it names none.
    form : function or None
        What becomes of the only item once it is in the language of the page, such as its first letter a capital.
    """

    message: str
    many: str
    number: int
    values: Mapping[str, object]
    items: tuple[str, ...]
    language: str
    form: Callable[[str], str] | None

    def __new__(
        cls,
        text: str,
        message: str = "",
        many: str = "",
        number: int = 0,
        values: Mapping[str, object] | None = None,
        items: Iterable[str] = (),
        language: str = "",
        form: Callable[[str], str] | None = None,
    ) -> Self:
        made = super().__new__(cls, text)
        made.message, made.many, made.number = message, many, number
        made.values, made.items = values or {}, tuple(items)
        made.language, made.form = language, form
        return made


def message(text: str) -> str:
    """Return a text unchanged, and mark it for the translation catalogs: a message that is filled in later."""
    return text


def said(message: str, /, **values: object) -> Said:
    """Fill in a message.

    >>> said("%(table)s is full", table="Capital")
    'Capital is full'
    """
    return Said(message % values if values else message, message, values=values)


def said_count(one: str, many: str, number: int, /, **values: object) -> Said:
    """Fill in the singular or the plural message, depending on a number.

    Parameters
    ----------
    one, many : str
        The messages for one and for any other number; `%(number)s` becomes the number with thousands separators.
    number : int
    **values : object
        Other values to fill in.

    >>> said_count("%(number)s table", "%(number)s tables", 2000)
    '2,000 tables'
    """
    filled = {"number": f"{number:,}", **values}
    return Said((one if number == 1 else many) % filled, one, many, number, values)


def said_list(items: Iterable[str], last: str = "and") -> Said:
    """Join the items into a phrase that can be translated; `last` is "and" or "or"."""
    found = tuple(items)
    return Said(listed(found, last), last, items=found)


def list_first(items: Iterable[Item], most: int) -> list[Item | Said]:
    """Return the first items, followed by the number of the others.

    >>> list_first(["a", "b", "c"], 1)
    ['a', '2 more']
    """
    found = list(items)
    left = len(found) - most
    return [*found[:most], said("%(number)s more", number=f"{left:,}")] if left > 0 else [*found]


def name_some(names: Iterable[str], most: int) -> list[str]:
    """Return the first names, followed by the number of the others.

    >>> name_some(["Ana", "Ben", "Cam"], 1)
    ['Ana', '2 others']
    """
    found = list(names)
    left = len(found) - most
    return [*found[:most], said_count("%(number)s other", "%(number)s others", left)] if left > 0 else found


def said_first(items: Iterable[str], most: int, last: str = "and") -> Said:
    """Join the first items into a phrase, with the number of the others; `last` is "and" or "or".

    >>> said_first(["a", "b", "c"], 1)
    'a and 2 more'
    """
    return said_list(list_first(items, most), last)


def said_joined(items: Iterable[str], separator: str) -> Said:
    """Join the items with a separator, such as "; ", which is the same in every language."""
    found = tuple(items)
    return Said(separator.join(found), separator, items=found)


def said_field(name: str, value: str) -> Said:
    """Return a value with its label before it; the colon is the same in every language.

    >>> said_field(said("Tables"), "3")
    'Tables: 3'
    """
    return said_joined((name, value), ": ")


def said_noted(name: str, note: str) -> Said:
    """Return a name with a note behind it.

    >>> said_noted("Ana", said("same organization"))
    'Ana (same organization)'
    """
    return said("%(name)s (%(note)s)", name=name, note=note)


def said_in(texts: Mapping[str, str]) -> Said:
    """Return a text that is written in several languages: pages show it in theirs, or the first one if it has none.

    >>> said_in({"en": "What is missing?", "es": "¿Qué falta?"})
    'What is missing?'
    """
    return Said(next(iter(texts.values())), values=texts)


def said_with(text: str, names: Mapping[str, Sequence[str]]) -> str:
    """Return a text in which the values and items that are one of these names have its other names, in order.

    A name that occurs more often than it has other names stays, because it is unclear which one has none.

    >>> said_with(said_list(["Ana", "Ana", "Ben"]), {"Ana": ["Ana (Mill)", "Ana (Bank)"]})
    'Ana (Mill), Ana (Bank) and Ben'
    >>> said_with(said_list(["Ana", "Ana", "Ben"]), {"Ana": ["Ana (Mill)"]})
    'Ana, Ana and Ben'
    """
    found = Counter(_occurrences(text, names))
    return _replaced(text, {name: iter(names[name]) for name, times in found.items() if times <= len(names[name])})


def _occurrences(text: str, names: Collection[str]) -> Iterator[str]:
    """Yield each of these names as often as it is a value or an item of a text."""
    if text in names:
        yield text
    elif _has_open_parts(text):
        for part in text.items or text.values.values():
            yield from _occurrences(part, names) if isinstance(part, str) else ()


def _has_open_parts(text: str) -> TypeGuard[Said]:
    return isinstance(text, Said) and bool(text.message or text.items) and not text.language and text.form is None


def _replaced(text: str, names: Mapping[str, Iterator[str]]) -> str:
    if text in names:
        return next(names[text])
    if not _has_open_parts(text):
        return text
    if text.items:
        items = [_replaced(item, names) for item in text.items]
        return said_list(items, text.message) if text.message.isalpha() else said_joined(items, text.message)
    values = {key: _replaced(value, names) if isinstance(value, str) else value for key, value in text.values.items()}
    if text.many:
        return said_count(text.message, text.many, text.number, **values)
    return said(text.message, **values) if values else text


def said_alone(clause: str, ending: str = ".") -> Said:
    """Return a clause or a sentence as it is written where it stands alone.

    >>> said_alone("4 coming"), said_alone("4 coming.", "")
    ('4 coming.', '4 coming')
    """
    form = partial(_stand_alone, ending=ending)
    return Said(form(clause), items=(clause,), form=form)


def capitalized(text: str) -> str:
    """Return a text that begins with a capital letter, whatever follows.

    >>> capitalized("main Street")
    'Main Street'
    """
    return text[:1].upper() + text[1:]


def said_in_small_letters(title: str) -> Said:
    """Return a title in small letters.

    >>> said_in_small_letters("Back after a round away")
    'back after a round away'
    """
    return Said(title.lower(), items=(title,), form=str.lower)


def _stand_alone(clause: str, ending: str) -> str:
    return f"{clause[:1].upper()}{clause[1:].removesuffix('.')}{ending}"


def name_line(file: str, line: int) -> Said:
    """Return a line of a file as messages name it: "guests.csv:3"."""
    return said_joined([file, f":{line}"], "")


def name_column(heading: str, letter: str | None = None) -> str:
    """Return a column as messages name it: its heading in quotes and its spreadsheet letter.

    >>> name_column("RSVP", "C"), name_column("name")
    ('"RSVP" (C)', '"name"')
    """
    return said_joined([quoted(heading), f"({letter})"], " ") if letter else quoted(heading)


@lru_cache(maxsize=MOST_FOLDED)
def language_key(written: str) -> str:
    """Return the form in which two languages are compared: the code of a language that is known, folded otherwise.

    >>> language_key("Spanish"), language_key("Español"), language_key("es-MX"), language_key("Quenya")
    ('es', 'es', 'es', 'quenya')
    """
    region = _WITH_REGION.fullmatch(written.strip())
    folded = region[1] if region else fold(written)
    codes = _codes()
    return codes.get(folded) or codes.get(without_accents(folded), folded)


@lru_cache(maxsize=MOST_FOLDED)
def language_named(name: str) -> str | None:
    """Return the catalog's language for a name or code, or None.

    >>> language_named("Español"), language_named("es-MX"), language_named("Quenya")
    ('es', 'es', None)
    """
    keys = map(language_key, (name, re.split(r"[-_]", name)[0]))
    return next((key for key in keys if key in languages()), None)


def value_key(column: str, written: str) -> str:
    """Return the form in which two values of a column are compared: "Vietnamese" and "vi" are one language.

    >>> value_key("languages", "Vietnamese") == value_key("languages", "vi")
    True
    """
    return language_key(written) if column == "languages" else fold(written)


def knows_language(written: str) -> bool:
    """Whether a text is the name or the two-letter code of a language that is known.

    Codes of three letters do not count, because many are English words: "man" is Mandingo.

    >>> knows_language("vietnamita"), knows_language("Hmong"), knows_language("man"), knows_language("Quenya")
    (True, True, False, False)
    """
    key = language_key(written)
    return key in _names_of_languages() and (len(key) == 2 or key != fold(written))


def said_language(written: str) -> Said:
    """Return the English name of a language given as a code or an English name; other text is returned unchanged.

    A page in another language shows the name in that language.

    >>> said_language("es"), said_language("Spanish"), said_language("Quenya")
    ('Spanish', 'Spanish', 'Quenya')
    """
    key = language_key(written)
    name = _names_of_languages().get(key)
    return Said(written) if name is None else Said(name, language=key)


def listed(items: Iterable[str], last: str = "and") -> str:
    """Join the items into a phrase.

    >>> listed(["a", "b", "c"], last="or")
    'a, b or c'
    """
    words = list(items)
    if len(words) <= 1:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def counted(number: int, singular: str, plural: str | None = None) -> str:
    """Return a number with its noun.

    Parameters
    ----------
    number : int
    singular : str
    plural : str, optional
        By default the singular with an s.

    >>> counted(1, "person", "people"), counted(2, "table")
    ('1 person', '2 tables')
    """
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"


def plural(noun: str) -> str:
    """Return the plural of an English noun by the regular rules.

    A noun that is already plural is returned unchanged.

    >>> [plural(noun) for noun in ("doer", "secretary", "coach", "tags")]
    ['doers', 'secretaries', 'coaches', 'tags']
    """
    if _is_plural(noun):
        return noun
    if noun.endswith("y") and noun[-2:-1] not in {*"aeiou"}:
        return f"{noun[:-1]}ies"
    return f"{noun}es" if noun.endswith(("s", "x", "z", "ch", "sh")) else f"{noun}s"


def singular(noun: str) -> str:
    """Return the singular of an English noun by the regular rules.

    A noun that is already singular is returned unchanged.

    >>> [singular(noun) for noun in ("interests", "companies", "status", "gender")]
    ['interest', 'company', 'status', 'gender']
    """
    if not _is_plural(noun):
        return noun
    if noun.endswith("ies"):
        return f"{noun[:-3]}y"
    return noun[: -2 if noun.endswith(("sses", "xes", "ches", "shes")) else -1]


def _is_plural(noun: str) -> bool:
    return noun.endswith("s") and not noun.endswith(("ss", "us", "is"))


def escape_half_characters(text: str) -> str:
    r"""Return the text with each unpaired surrogate, which UTF-8 cannot encode, written as an escape.

    >>> print(escape_half_characters("Ana" + chr(0xD83D)))
    Ana\ud83d
    """
    return text if text.isascii() else _HALF_CHARACTER.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def whole_number(text: str, digits: int = 9) -> int | None:
    """Parse a whole number written in ASCII digits; return None for other text and for more than `digits` digits.

    Read every number that a user wrote with this function or with a pattern that limits its digits: Python raises
    ValueError for numbers with thousands of digits.

    >>> whole_number("007"), whole_number("-7"), whole_number("9" * 5000)
    (7, None, None)
    """
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= digits else None
