"""Text: comparing, listing, counting, and finding the nearest spelling.

Nothing here knows what a table or a person is.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Self

__all__ = [
    "NearWords",
    "Said",
    "counted",
    "fold",
    "listed",
    "made_visible",
    "message",
    "nearest",
    "quoted",
    "said",
    "said_count",
    "said_language",
    "said_list",
    "shortened",
    "squashed",
    "whole_number",
    "with_padded_numbers",
    "without_marks",
]

SHOWN_LENGTH = 60
"""Characters of a value that a message shows before it is shortened."""

COMPARED_LENGTH = 80
"""Letters of a word that are compared with others to find the nearest; comparing takes their square."""

_INVISIBLE = {"Cf", "Cc"}

_LANGUAGES = dict(
    entry.split(" ", 1)
    for entry in """
aa Afar; ab Abkhazian; ae Avestan; af Afrikaans; ak Akan; am Amharic; an Aragonese; ar Arabic; as Assamese; av
Avaric; ay Aymara; az Azerbaijani; ba Bashkir; be Belarusian; bg Bulgarian; bi Bislama; bm Bambara; bn Bangla;
bo Tibetan; br Breton; bs Bosnian; ca Catalan; ce Chechen; ch Chamorro; co Corsican; cr Cree; cs Czech; cu
Church Slavic; cv Chuvash; cy Welsh; da Danish; de German; dv Divehi; dz Dzongkha; ee Ewe; el Greek; en English;
eo Esperanto; es Spanish; et Estonian; eu Basque; fa Persian; ff Fula; fi Finnish; fj Fijian; fo Faroese; fr
French; fy Western Frisian; ga Irish; gd Scottish Gaelic; gl Galician; gn Guarani; gu Gujarati; gv Manx; ha
Hausa; he Hebrew; hi Hindi; ho Hiri Motu; hr Croatian; ht Haitian Creole; hu Hungarian; hy Armenian; hz Herero;
ia Interlingua; id Indonesian; ie Interlingue; ig Igbo; ii Sichuan Yi; ik Inupiaq; io Ido; is Icelandic; it
Italian; iu Inuktitut; ja Japanese; jv Javanese; ka Georgian; kg Kongo; ki Kikuyu; kj Kuanyama; kk Kazakh; kl
Kalaallisut; km Khmer; kn Kannada; ko Korean; kr Kanuri; ks Kashmiri; ku Kurdish; kv Komi; kw Cornish; ky
Kyrgyz; la Latin; lb Luxembourgish; lg Ganda; li Limburgish; ln Lingala; lo Lao; lt Lithuanian; lu Luba-Katanga;
lv Latvian; mg Malagasy; mh Marshallese; mi Māori; mk Macedonian; ml Malayalam; mn Mongolian; mr Marathi; ms
Malay; mt Maltese; my Burmese; na Nauru; nb Norwegian Bokmål; nd North Ndebele; ne Nepali; ng Ndonga; nl Dutch;
nn Norwegian Nynorsk; no Norwegian; nr South Ndebele; nv Navajo; ny Nyanja; oc Occitan; oj Ojibwa; om Oromo; or
Odia; os Ossetic; pa Punjabi; pi Pali; pl Polish; ps Pashto; pt Portuguese; qu Quechua; rm Romansh; rn Rundi; ro
Romanian; ru Russian; rw Kinyarwanda; sa Sanskrit; sc Sardinian; sd Sindhi; se Northern Sami; sg Sango; sh
Serbo-Croatian; si Sinhala; sk Slovak; sl Slovenian; sm Samoan; sn Shona; so Somali; sq Albanian; sr Serbian; ss
Swati; st Southern Sotho; su Sundanese; sv Swedish; sw Swahili; ta Tamil; te Telugu; tg Tajik; th Thai; ti
Tigrinya; tk Turkmen; tl Tagalog; tn Tswana; to Tongan; tr Turkish; ts Tsonga; tt Tatar; tw Twi; ty Tahitian; ug
Uyghur; uk Ukrainian; ur Urdu; uz Uzbek; ve Venda; vi Vietnamese; vo Volapük; wa Walloon; wo Wolof; xh Xhosa; yi
Yiddish; yo Yoruba; za Zhuang; zh Chinese; zu Zulu
""".replace("\n", " ")
    .strip()
    .split("; ")
)
"""The English names of the languages with a code of two letters in ISO 639, as the Unicode CLDR gives them."""


def without_marks(text: str) -> str:
    """Return `text` without direction marks and other invisible characters.

    They stay in the data; only comparing leaves them out. Joiners inside emoji and
    scripts go too, which is harmless for a comparison.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(c for c in text if unicodedata.category(c) not in _INVISIBLE or c in "\t\n\r")


def fold(text: str) -> str:
    """Return the form in which two values are compared.

    Unicode NFC, without case, with outer space removed and inner space single.

    >>> fold("  Ada   KIM ") == fold("ada kim")
    True
    """
    if text.isascii():
        if text.isprintable():
            return " ".join(text.lower().split())
        return " ".join(without_marks(text).lower().split())
    composed = unicodedata.normalize("NFC", without_marks(text))
    return " ".join(unicodedata.normalize("NFC", composed.casefold()).split())


_CODES = {fold(name): code for code, name in _LANGUAGES.items()}


def squashed(text: str) -> str:
    """Return `text` as headings are compared: no case, accents, spaces or punctuation.

    >>> squashed("Type of représentative!")
    'typeofrepresentative'
    """
    decomposed = text.lower() if text.isascii() else unicodedata.normalize("NFKD", text.casefold())
    return "".join(filter(str.isalnum, decomposed))


def with_padded_numbers(text: str) -> str:
    """Return `text` with zeros before its numbers, so that texts sort by the size of their numbers.

    >>> sorted(["Table 10", "Table 9"], key=with_padded_numbers)
    ['Table 9', 'Table 10']
    """
    return re.sub(r"[0-9]+", lambda found: found[0].zfill(20), text)


def made_visible(text: str) -> str:
    r"""Return a text with its control characters shown as signs of their own.

    A control character has no look, some run commands of a terminal or cannot stand in HTML at all,
    and none may be silently dropped: U+0007 becomes U+2407, the picture of a bell. Tabs, line feeds
    and direction marks stay.

    >>> made_visible("a\x07b")
    'a␇b'
    """
    return text if text.isascii() and text.isprintable() else "".join(map(_made_visible, text))


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
    """Return at most `length` characters of `text`, with an ellipsis where it was cut."""
    return text if len(text) <= length else text[: length - 1] + "…"


def quoted(text: str) -> str:
    """Return `text` in double quotes, shortened, with line breaks made visible."""
    shown = shortened(text).replace("\r", "\\r").replace("\n", "\\n")
    return f'"{shown}"'


class Said(str):
    """A text that is English, and that pages can say in another language: a message of the catalogues, filled in.

    What is filled in may itself be said. `Words.tell` of the report says it; wherever else it is printed, it is the
    English text that it is.

    Attributes
    ----------
    message : str
        With `%(name)s` where something is filled in; of a list the word before its last item.
    many : str
        The message for several; "" where it is the same whatever the number.
    number : int
    values : mapping of str to object
    items : tuple of str
        Of a list.
    language : str
        The code of the language that it names; "" where it names none.
    """

    message: str
    many: str
    number: int
    values: Mapping[str, object]
    items: tuple[str, ...]
    language: str

    def __new__(
        cls,
        text: str,
        message: str = "",
        many: str = "",
        number: int = 0,
        values: Mapping[str, object] | None = None,
        items: Iterable[str] = (),
        language: str = "",
    ) -> Self:
        made = super().__new__(cls, text)
        made.message, made.many, made.number = message, many, number
        made.values, made.items = values or {}, tuple(items)
        made.language = language
        return made


def message(text: str) -> str:
    """Return a text as it is, and mark it for the catalogues: a message that is said later."""
    return text


def said(message: str, /, **values: object) -> Said:
    """Return a message with what is filled in.

    >>> said("%(table)s is full", table="Capital")
    'Capital is full'
    """
    return Said(message % values if values else message, message, values=values)


def said_count(one: str, many: str, number: int, /, **values: object) -> Said:
    """Return the message for so many; `%(number)s` is the number as people write it.

    >>> said_count("%(number)s table", "%(number)s tables", 2000)
    '2,000 tables'
    """
    filled = {"number": f"{number:,}", **values}
    return Said((one if number == 1 else many) % filled, one, many, number, values)


def said_list(items: Iterable[str], last: str = "and") -> Said:
    """Return the items as a reader would say them; `last` is "and" or "or"."""
    found = tuple(items)
    return Said(listed(found, last), last, items=found)


def name_column(heading: str, letter: str | None = None) -> str:
    """Return a column as messages name it: its heading in quotes, with the letter of the spreadsheet.

    >>> name_column("RSVP", "C"), name_column("name")
    ('"RSVP" (C)', '"name"')
    """
    return f"{quoted(heading)} ({letter})" if letter else quoted(heading)


def said_language(written: str) -> Said:
    """Return the name of a language that is written as a code or as its English name; other text as it is.

    A page of another language shows the name in its own.

    >>> said_language("es"), said_language("Spanish"), said_language("Klingon")
    ('Spanish', 'Spanish', 'Klingon')
    """
    folded = fold(written)
    code = folded if folded in _LANGUAGES else _CODES.get(folded)
    return Said(written) if code is None else Said(_LANGUAGES[code], language=code)


def listed(items: Iterable[str], last: str = "and") -> str:
    """Return the items as a reader would say them.

    >>> listed(["a", "b", "c"], last="or")
    'a, b or c'
    """
    words = list(items)
    if len(words) <= 1:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def counted(number: int, singular: str, plural: str | None = None) -> str:
    """Return a number with its noun.

    >>> counted(1, "person", "people"), counted(2, "table")
    ('1 person', '2 tables')
    """
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"


def whole_number(text: str, digits: int = 9) -> int | None:
    """Return the whole number that a text of ASCII digits states; None for other text, or for more digits.

    Whatever a user wrote is read as a whole number here or where a pattern bounds its digits: Python refuses
    to read thousands of them.

    >>> whole_number("007"), whole_number("-7"), whole_number("9" * 5000)
    (7, None, None)
    """
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= digits else None


def nearest(word: str, choices: Iterable[str], cutoff: float = 0.6) -> str | None:
    """Return the choice most like `word`, or None when nothing is alike.

    The measure is `difflib`'s ratio over folded text, of which the first letters are compared.
    """
    by_fold: dict[str, str] = {}
    for choice in choices:
        by_fold.setdefault(fold(choice[:COMPARED_LENGTH]), choice)
    wanted = fold(word[:COMPARED_LENGTH])
    found: Sequence[str] = difflib.get_close_matches(wanted, list(by_fold), n=1, cutoff=cutoff)
    return by_fold[found[0]] if found else None


@dataclass
class NearWords:
    """Looks for the nearest of many words, as often as a budget of comparisons allows.

    A hint is worth a moment, and two thousand misspelt names on a list of as many would be worth
    minutes: after the budget is used nothing is near.

    Attributes
    ----------
    left : int
        Comparisons that may still be made.
    """

    left: int = 20_000

    def nearest(self, word: str, choices: Iterable[str], cutoff: float = 0.6) -> str | None:
        """Return the choice most like `word`; None when nothing is alike or the budget is used."""
        if self.left <= 0:
            return None
        compared = list(islice(choices, self.left))
        self.left -= len(compared)
        return nearest(word, compared, cutoff)
