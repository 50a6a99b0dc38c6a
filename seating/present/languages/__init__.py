"""The texts of pages in all languages: English is in the source code, every other language is a catalog here.

In the sources, a catalog is a `.po` file, which is compiled whenever it is read. A wheel has the compiled `.mo` file.
"""

from __future__ import annotations

import gettext
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path

from seating.errors import UsageError
from seating.near_words import ask_near
from seating.wording import SOURCE_LANGUAGE, Said, languages, listed, message

__all__ = ["NAMED_IN_CATALOGS", "SOURCE_LANGUAGE", "Words", "language_name", "languages", "words_in"]

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Words:
    """The texts of one language.

    Attributes
    ----------
    language : str
        As in HTML's `lang`: `en`, `es`.
    direction : str
        `ltr` or `rtl`.
    catalog : gettext.NullTranslations
    """

    language: str
    direction: str
    catalog: gettext.NullTranslations

    def gettext(self, message: str, /, **values: object) -> str:
        """Return a text in this language, with `%(name)s` filled in."""
        text = self.catalog.gettext(message) if message else ""
        return text % self._told(values) if values else text

    def ngettext(self, one: str, many: str, number: int, /, **values: object) -> str:
        """Return the text for a number in this language.

        Parameters
        ----------
        one, many : str
            The English text for one and for several.
        number : int
            Fills in `%(number)s`, with thousands separators.
        **values
            Further values to fill in, by name.
        """
        return self.catalog.ngettext(one, many, number) % {"number": f"{number:,}", **self._told(values)}

    def listed(self, items: tuple[str, ...] | list[str]) -> str:
        """Return the items as one text: "a, b and c"."""
        return self._join(items, self.gettext("and"))

    def tell(self, text: str) -> str:
        """Return a `Said` text in this language; any other text is returned unchanged."""
        if not isinstance(text, Said) or not text:  # a list without items is an empty text
            return text
        if text.values and not text.message and not text.items:
            return str(text.values.get(self.language, text))
        if self.language == SOURCE_LANGUAGE:
            return str(text)
        if text.form is not None:
            return text.form(self.tell(text.items[0]))
        if text.language:
            return language_name(text.language, self.language) or self.gettext(text)
        if text.items and not text.message.isalpha():
            return text.message.join(map(self.tell, text.items))
        if not text.message:
            return text
        if text.items:
            return self._join(text.items, self.gettext(text.message))
        if text.many:
            return self.ngettext(text.message, text.many, text.number, **text.values)
        return self.gettext(text.message, **text.values)

    def tell_date(self, day: date) -> str:
        """Return a date as it is written in this language.

        >>> words_in("es").tell_date(date(2026, 6, 20))
        '20 de junio de 2026'
        """
        from babel.dates import format_date

        return format_date(day, "long", locale=self.language)

    def _join(self, items: Iterable[str], last: str) -> str:
        """Return the items as one text, with a conjunction before the last one."""
        told = [self.tell(item) for item in items]
        if self.language == "es" and told and last in SPANISH_CONJUNCTIONS:
            changed, same_sound = SPANISH_CONJUNCTIONS[last]
            last = changed if same_sound.match(told[-1]) else last
        return listed(told, last=last)

    def _told(self, values: Mapping[str, object]) -> Mapping[str, object]:
        """Return the values to fill in, in this language."""
        return {name: self.tell(value) if isinstance(value, str) else value for name, value in values.items()}


SPANISH_CONJUNCTIONS = {"y": ("e", re.compile(r"h?[ií](?![aeoáéó])", re.I)), "o": ("u", re.compile(r"h?[oó]", re.I))}
"""Conjunctions that change before a word that begins with the same sound: "Ana e Inés", but "agua y hielo"."""

NAMED_IN_CATALOGS = (
    message("American Sign Language"),
    message("Egyptian Arabic"),
    message("Hmong Njua"),
    message("Jamaican Creole English"),
    message("Krio"),
    message("Luo"),
    message("Moroccan Arabic"),
    message("Pennsylvania German"),
    message("Plautdietsch"),
    message("Rusyn"),
    message("Wayuu"),
)
"""Names of languages that a catalog translates, because the Unicode CLDR has none in its language."""


def language_name(code: str, language: str) -> str:
    """Return the name of a language in another language; "" if the Unicode CLDR has none.

    >>> language_name("es", "en"), language_name("en", "es")
    ('Spanish', 'inglés')
    """
    from babel import Locale

    return str(Locale.parse(language, sep="-").languages.get(code, ""))


@cache
def words_in(language: str) -> Words:
    """Return the texts of a language.

    Raises
    ------
    UsageError
        If there is no such language.
    """
    if language == SOURCE_LANGUAGE:
        return Words(language, "ltr", gettext.NullTranslations())
    if language not in languages():
        says = f'There is no language "{language}"; there are {listed(languages())}.'
        raise UsageError(f"{says} {ask_near(language, languages())}".rstrip())
    from babel import Locale

    direction = Locale.parse(language, sep="-").text_direction
    return Words(language, direction, gettext.GNUTranslations(BytesIO(_read_compiled(language))))


def _read_compiled(language: str) -> bytes:
    """Return the compiled catalog of a language."""
    source = FOLDER / f"{language}.po"
    if not source.is_file():
        return source.with_suffix(".mo").read_bytes()
    from seating.present.languages.catalogs import compile_catalog

    return compile_catalog(source)
