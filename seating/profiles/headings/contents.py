"""Measure the cells of a column: the share of replies, names, numbers, addresses and so on."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from types import MappingProxyType

from seating.groups import group_by_key
from seating.near_words import NearWords, nearest
from seating.profiles.cells import split, split_type
from seating.profiles.cells.replies import Reply, chance_in, names_coming, read_reply
from seating.profiles.names import PARTICLES
from seating.profiles.person import Status
from seating.sources import Row
from seating.word_files import read_words, split_words
from seating.wording import fold, squashed, whole_number

SAMPLE = 1_000
"""Maximum number of different texts of a column that are examined."""

LONGEST = 400
"""Number of leading characters of a cell that are examined."""

LONG_LIST, FEW_TEXTS = 500, 100
"""Limits on names and on different texts of a column; beyond them, the search for misspelled names is too slow."""

EMAIL = re.compile(r"<?[^@\s<>]+@[^@\s<>]+\.[^@\s<>\d.]+>?")
PHONE = re.compile(r"\+?[\d\s().\-/x]{7,25}")
DECIMAL = re.compile(r"(?!\d{3}\.\d{4}$)\d+\.\d+")
"""Matches a score, or a time as spreadsheets store it. Three and four digits are a telephone number instead."""

IP_ADDRESS = re.compile(r"(?!(?:\d\d\.){3}\d\d$)\d{1,3}(?:\.\d{1,3}){3}")
"""Matches a computer's address. Four groups of two digits are a telephone number instead."""

LEAST_DIGITS = 9
"""Least number of digits of a telephone number without any sign between them."""

YEARS = re.compile(r"(?:19|20)\d\d\s*[-/–]\s*(?:19|20)?\d\d")
DATE = re.compile(r"\d{1,4}[-/.]\d{1,2}(?:[-/.]\d{1,4})?(?:[ T,].*)?|\d{1,2}:\d{2}.*")
ROLE_AT_EVENT = re.compile(
    r"\b(?:attendees?|participants?|(?:co.?)?organi[sz]ers?|presenters?|speakers?|moderators?|panell?ists?|(?:co.?)?hosts?)\b",
    re.IGNORECASE,
)
"""Matches a person's role at an event, which is not a reply: "Optional Attendee"."""

FEW_WORDS = 8
"""Maximum number of words of a reply that shows what its column is about; a longer text may be any remark."""

NOT_IN_NAMES = re.compile(r"[\d@?!:;/\\_=<>%$€£#\[\]{}]")
BEFORE_NAME = re.compile(r"^(?:[dl]['’]|[ae]l-)")
"""Matches a particle that is joined to the name: "d'Arc", "al-Amin"."""

STATUSES = frozenset(squashed(status.value) for status in Status)


@cache
def words(name: str) -> frozenset[str]:
    """Return one of the lists in contents_words.toml."""
    return frozenset(split_words(read_words("seating.profiles.headings", "contents_words.toml")[name]))


@cache
def _needs() -> re.Pattern[str]:
    """Return a pattern of words for texts in small letters, in which a search takes a quarter of the time."""
    parts = [rf"\b{re.escape(word[1:])}\b" if word[0] == "=" else re.escape(word) for word in sorted(words("needs"))]
    return re.compile("|".join(parts))


@cache
def _kinds(*names: str) -> re.Pattern[str]:
    """Return a pattern of the words of some kinds of needs, for texts in small letters."""
    kinds = read_words("seating.profiles", "need_words.toml")["kinds"]
    written = [word for name in names for word in split_words(kinds[name])]
    parts = (rf"{re.escape(word[1:])}\b" if word[0] == "=" else re.escape(word) for word in written)
    return re.compile(rf"\b(?:{'|'.join(parts)})")


@cache
def _address() -> re.Pattern[str]:
    streets, before = ("|".join(map(re.escape, sorted(words(name)))) for name in ("streets", "streets_before"))
    return re.compile(rf"\d+\w? .*\b(?:{streets})\b|.*(?:{before}) .*\d+.*", re.IGNORECASE)


@dataclass(frozen=True)
class Contents:
    """The cells of one column.

    Attributes
    ----------
    counts : mapping of text to int
        Number of occurrences of each text, without blanks.
    rows : int
        Number of rows of the list.
    names : collection of str
        Folded names and ids of the people on the list, as far as they are known.
    given : collection of str
        Folded given names that exactly one person on the list has, as far as they are known.
    vocabulary : mapping of str to collection of str
        For a canonical column, the folded words that the convening allows in addition to the usual ones.
    near : NearWords
        Finds misspelled names; all columns of a list share its limit.

    What each judge of a text found is kept, also in copies that know more names, so that it judges a text once.
    """

    counts: Mapping[str, int]
    rows: int
    names: Collection[str] = field(default=frozenset(), repr=False)
    given: Collection[str] = field(default=frozenset(), repr=False)
    vocabulary: Mapping[str, Collection[str]] = field(default_factory=dict, repr=False)
    near: NearWords = field(default_factory=NearWords, repr=False, compare=False)
    _fitting: dict[Callable[[str], bool], Sequence[str]] = field(default_factory=dict, repr=False, compare=False)

    @property
    def filled(self) -> int:
        """Number of cells that are not blank."""
        return sum(self.counts.values())

    @cached_property
    def texts(self) -> Sequence[str]:
        """The first `SAMPLE` different texts."""
        return list(self.counts)[:SAMPLE]

    def fitting(self, fits: Callable[[str], bool]) -> Sequence[str]:
        """Return the examined texts that fit; a function that is asked again, so no lambda, judges each text once."""
        if fits not in self._fitting:
            self._fitting[fits] = [text for text in self.texts if fits(text[:LONGEST])]
        return self._fitting[fits]

    def number(self, fits: Callable[[str], bool]) -> int:
        """Return how many of the examined cells have a text that `fits`."""
        return sum(map(self.counts.__getitem__, self.fitting(fits)))

    def share(self, fits: Callable[[str], bool]) -> float:
        """Return the share of examined cells whose text `fits`; 0 if all cells are blank."""
        return self.number(fits) / self.number(is_text) if self.counts else 0.0

    def share_of_told(self, fits: Callable[[str], bool]) -> float:
        """Return the share among the cells that say something, which "none", "no" and a dash do not."""
        told = self.number(is_text) - self.number(is_bare_or_nothing)
        return self.number(fits) / told if told else 0.0

    @cached_property
    def replies(self) -> float:
        """Share of cells that are replies to an invitation, including yes and no."""
        allowed = self.vocabulary.get("attending", ())
        return self.share(lambda text: is_reply(text) or fold(text) in allowed)

    @cached_property
    def replies_and_rounds(self) -> float:
        """Share of cells that are replies, or rounds: "round 1; round 3". Without a heading, rounds tell nothing."""
        allowed = self.vocabulary.get("attending", ())
        return self.share(lambda text: is_reply(text) or _names_rounds(text) or fold(text) in allowed)

    @cached_property
    def different(self) -> float:
        """Number of different texts divided by the number of filled cells."""
        return len(self.counts) / self.filled if self.filled else 0.0

    @cached_property
    def people(self) -> float:
        """Share of cells that name people on this list, by name or id, even if misspelled."""
        return self.share(self._names_somebody)

    @cached_property
    def listed(self) -> float:
        """Share of cells that contain exactly the name or id of a person on this list."""
        return self.share(lambda text: any(fold(part) in self.names for part in (text, *people_in(text))))

    @cached_property
    def given_names(self) -> float:
        """Share of cells that name people on this list, including by given name alone."""
        known = {*self.names, *self.given}
        return self.share(lambda text: bool(parts := people_in(text)) and all(fold(part) in known for part in parts))

    def _names_somebody(self, text: str) -> bool:
        parts = people_in(text)
        if fold(text) in self.names or any(fold(part) in self.names for part in parts):
            return True
        if len(self.names) > LONG_LIST or len(self.counts) > FEW_TEXTS:
            return False
        known = self._by_first_letter
        return any(
            " " in part.strip() and self.near.nearest(part, known.get(fold(part)[:1], ()), 0.85) for part in parts[:3]
        )

    @cached_property
    def _by_first_letter(self) -> Mapping[str, Collection[str]]:
        """The names that start with each letter, which a misspelled name that starts with it may mean."""
        return group_by_key((name[:1], name) for name in sorted(self.names))

    @cached_property
    def length(self) -> float:
        """Average number of words per cell."""
        return sum(len(text.split()) * count for text, count in self.counts.items()) / max(1, self.filled)

    def words_of(self, known: Collection[str], column: str) -> float:
        """Return the share of cells that contain one of the known words of a column, exactly or with a typing error."""
        allowed = self.vocabulary.get(column, ())

        def is_known(text: str) -> bool:
            return fold(text) in allowed or squashed(text) in known or nearest(squashed(text), known, 0.8) is not None

        if column == "representative_type":  # a cell may name a type for each of several tables
            return self.share(lambda text: any(is_known(split_type(item)[1]) for item in split(text)))
        return self.share(is_known)


def people_in(text: str) -> list[str]:
    """Return the parts of a cell that may each name a person."""
    return [part for part in re.split(r"[;,|/\n&]|\band\b", text) if part.strip()]


def contents_of(
    rows: Sequence[Row],
    indices: Sequence[int],
    vocabulary: Mapping[str, Collection[str]] = MappingProxyType({}),
) -> Contents:
    """Return the contents of a column, without surrounding spaces and blank cells.

    Parameters
    ----------
    rows : sequence of Row
    indices : sequence of int
        Positions of the cells, from 0; several cells are joined with a space.
    vocabulary : mapping of str to collection of str
        For a canonical column, the folded words that the convening allows in addition to the usual ones.
    """
    counts: Counter[str] = Counter()
    if len(indices) == 1:
        at = indices[0]
        counts.update([row.cells[at].strip() for row in rows if at < len(row.cells)])
        del counts[""]
        return Contents(counts, len(rows), vocabulary=vocabulary)
    for row in rows:
        cells = row.cells
        text = " ".join(cell for at in indices if at < len(cells) and (cell := cells[at].strip()))
        if text:
            counts[text] += 1
    return Contents(counts, len(rows), vocabulary=vocabulary)


def is_reply(text: str) -> bool:
    """Whether a text is a reply to an invitation.

    Chances and round numbers do not count, because any number could be one.
    """
    if is_role_at_event(text):
        return False
    reply = read_reply(text)
    return reply is not None and reply not in {Reply.CHANCE, Reply.ROUNDS, Reply.MARK}


def _names_rounds(text: str) -> bool:
    parts = split(text)
    return bool(parts) and all(read_reply(part) is Reply.ROUNDS for part in parts)


def is_role_at_event(text: str) -> bool:
    """Whether a text is a role at an event, such as presenter or required attendee."""
    return ROLE_AT_EVENT.search(text) is not None


def is_phone(text: str) -> bool:
    """Whether a text could be a telephone number."""
    return (
        PHONE.fullmatch(text) is not None
        and DECIMAL.fullmatch(text) is None
        and YEARS.fullmatch(text) is None
        and IP_ADDRESS.fullmatch(text) is None
        and sum(map(str.isdigit, text)) >= 7
        and DATE.fullmatch(text) is None
    )


def is_surely_phone(text: str) -> bool:
    """Whether a text is a telephone number rather than an id of a few digits.

    >>> is_surely_phone("555-0101"), is_surely_phone("8001234")
    (True, False)
    """
    return is_phone(text) and (not text.isdigit() or len(text) >= LEAST_DIGITS)


def is_languages(text: str) -> bool:
    """Whether every word of a text is a language or a language code."""
    found = re.findall(r"[^\W\d_]+", fold(text))
    return bool(found) and all(word in words("languages") for word in found)


def is_name_like(text: str) -> bool:
    """Whether a text could be a person's name: a few capitalized words without digits that do not form a sentence.

    Particles such as "de la" and "von" do not count as words.
    """
    if NOT_IN_NAMES.search(text) or len(text) > 60 or fold(text) in words("nothing"):
        return False
    parts = re.split(r"[\s,&+]+", text.strip())
    if not text.isascii() and not any(part[:1].islower() for part in parts):
        return len(parts) <= 6
    named = [BEFORE_NAME.sub("", part) for part in parts if part not in PARTICLES]
    capitals = [part for part in named if part[:1].isupper()]
    return 1 <= len(named) <= 6 and len(capitals) * 2 > len(named) and named[0][:1].isupper()


def is_anonymous(text: str) -> bool:
    """Whether a text stands for the name of a person who is not signed in: "anonymous"."""
    return fold(text) in words("anonymous")


def is_bare(text: str) -> bool:
    """Whether a text is only yes or no, which does not show what the question was."""
    return fold(text) in words("bare")


def is_whole_number(text: str) -> bool:
    """Whether a text is a whole number of up to three digits."""
    return text.isascii() and text.isdigit() and len(text) <= 3


def is_small_number(text: str) -> bool:
    """Whether a text is a whole number that may be the size of a party: 0 to 30."""
    return (number := whole_number(text)) is not None and number <= 30


def has_colon(text: str) -> bool:
    """Whether a text has a label, or a score: "Talent: singing"."""
    return ":" in text


def has_digit(text: str) -> bool:
    """Whether a text has a digit."""
    return any(map(str.isdigit, text))


def has_only_digits(text: str) -> bool:
    """Whether a text has a digit and no letter."""
    return has_digit(text) and not any(map(str.isalpha, text))


def is_text(text: str) -> bool:
    """Whether a text is not blank, as is each text that is counted."""
    return bool(text)


def is_email(text: str) -> bool:
    """Whether a text is an e-mail address."""
    return EMAIL.fullmatch(text) is not None


def is_chance(text: str) -> bool:
    """Whether a text is a chance between 0 and 1, with a decimal point or a percent sign."""
    return chance_in(text) is not None and not text.isdigit()


def is_date(text: str) -> bool:
    """Whether a text is a date or a time."""
    return DATE.fullmatch(text) is not None


def is_address(text: str) -> bool:
    """Whether a text is a postal address or an IP address."""
    return _address().match(text) is not None or IP_ADDRESS.fullmatch(text) is not None


def is_need(text: str) -> bool:
    """Whether a text is about accessibility needs or a diet."""
    return _needs().search(text.lower()) is not None


def is_need_of_access(text: str) -> bool:
    """Whether a text is a need that no menu offers: a wheelchair, an interpreter, childcare."""
    return is_need(text) and _kinds("food").search(text.lower()) is None


def may_be_need(text: str) -> bool:
    """Whether a text is about needs where a heading makes that likely: "parking" below "Access"."""
    return is_need(text) or _kinds("food", "children", "interpreting", "access").search(text.lower()) is not None


def is_full_name(text: str) -> bool:
    """Whether a text could be a name of two or more words, or a name in a script without spaces."""
    return is_name_like(text) and (" " in text.strip() or not text.isascii())


def is_nothing(text: str) -> bool:
    """Whether a text means none or not applicable, such as a dash, so that it tells nothing about its column."""
    if not any(map(str.isalnum, text)) or fold(text) in words("nothing"):
        return read_reply(text) in {None, Reply.NO_ANSWER}
    return False


def is_bare_or_nothing(text: str) -> bool:
    """Whether a text is only yes, no or none."""
    return is_bare(text) or is_nothing(text)


def is_worded_reply(text: str) -> bool:
    """Whether a text of a few words is a reply with more than yes or no: "Regretfully declines"."""
    return len(text.split()) <= FEW_WORDS and is_reply(text) and not is_bare(text) and not is_nothing(text)


def is_about_coming(text: str) -> bool:
    """Whether a text is a worded reply with a word such as attend or decline, which "No thanks" lacks."""
    return is_worded_reply(text) and names_coming(text)


def is_refusal(text: str) -> bool:
    """Whether a text is a no in other words: "Cancelled", "Not coming"."""
    return is_worded_reply(text) and read_reply(text) is Reply.NO
