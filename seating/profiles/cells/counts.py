"""Read how many people a text stands for: "3", "family of 4", "2 adults + 1 kid", "+1", "1 of 3", "2 (ages 3, 5)".

Names, replies, and cells about companions or households are all read with `read_count`, so that a number means the same
wherever it is written. The words are listed in count_words.toml.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from seating.word_files import read_words, split_words
from seating.wording import fold

LONGEST = 120
"""Maximum length of a text that can state a number of people."""

LARGEST_SHARE = 12
"""Largest household of which a text such as "1/3" states how many come."""

LARGEST_ROW = 30
"""Largest number under an unknown heading that may be the size of a party."""

MOST_LOOSE = 5
"""Maximum number of words after a number that are only a remark."""

ENDS = " .!"
"""Signs at the ends of a text that say nothing."""

BRACKETS = re.compile(
    r"(?P<before>(?:[^()\[\]\s]++|\s++(?![(\[]))*+)\s*+[(\[](?:\s*+(?![\s)\]]))?"
    r"(?P<inside>(?:[^()\[\]\s]++|\s++(?![)\]]))++|\s++)\s*+[)\]][\s.!]*+"
)
"""Matches a text with brackets at its end; no sign is tried twice, however long a run of blanks is."""


@dataclass(frozen=True, slots=True)
class Count:
    """The number of people that a text states.

    Attributes
    ----------
    number : int
        All people that it counts.
    children : int
        How many of these are children.
    is_more : bool
        Whether they come in addition to the person of the row: "+1", "and guest".
    invited : int
        The number of people of whom `number` come, as in "1 of 3"; 0 if the text does not state it.
    is_marked : bool
        Whether a sign or a word shows that people are counted; a bare "3" may be an age.
    is_unsure : bool
        Whether the text tells that the people may change: "partner tbc".
    remark : str
        What is written beside the number, such as the ages.
    has_children : bool
        Whether the text tells adults from children.
    has_number : bool
        Whether the text states a number, in digits or words, rather than only that somebody comes.
    """

    number: int
    children: int = 0
    is_more: bool = False
    invited: int = 0
    is_marked: bool = False
    is_unsure: bool = False
    remark: str = ""
    has_children: bool = False
    has_number: bool = True


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of count_words.toml, and the patterns made from them."""

    numbers: Mapping[str, int]
    units: Mapping[str, str]
    alone: Mapping[str, Count]
    term: re.Pattern[str]
    join: re.Pattern[str]
    share: re.Pattern[str]
    leading: re.Pattern[str]
    unsure: frozenset[str]
    unsure_end: re.Pattern[str]
    ages: re.Pattern[str]
    not_alone: frozenset[str]
    doubtful: frozenset[str]


@cache
def _words() -> _Words:
    written = read_words("seating.profiles.cells", "count_words.toml")
    names = read_words("seating.profiles", "name_words.toml")
    numbers = {word: int(number) for number, text in written["numbers"].items() for word in split_words(text)}
    units = {word: kind for kind, text in written["units"].items() for word in split_words(text)}
    companions = (_plain(word.replace("_", " ")).strip(ENDS) for word in names["companion"].split())
    alone = {word: _somebody(1, is_more=word.startswith(("+", "plus"))) for word in companions}
    alone |= dict.fromkeys(split_words(written["alone"]["child"]), _somebody(1, 1))
    alone |= dict.fromkeys(split_words(written["alone"]["two_children"]), _somebody(2, 2))
    alone |= dict.fromkeys(split_words(written["alone"]["two_people"]), _somebody(2))
    signs = {key: split_words(text) for key, text in written["signs"].items()}
    number = rf"(?:[0-9]{{1,4}}(?:\.0)?(?![\d.])|(?:{_either(numbers)})\b)"
    unit = rf"(?:{_either(units)})(?!\w)"
    somebody = _either(sorted(word for word in alone if word[0].isalpha()))
    unsure = frozenset(_plain(word.replace("_", " ")) for word in names["unsure_companion"].split())
    return _Words(
        numbers=numbers,
        units=units,
        alone=alone,
        term=re.compile(
            rf"(?:(?P<head>{_either(signs['heads'])})\s*[:=]?\s*)?(?P<sign>[+x×]\s*)?"
            rf"(?:(?P<number>{number})(?P<times>\s*[x×](?!\w))?(?:\s*-?\s*(?P<unit>{unit}))?|(?P<one>{somebody})(?!\w))"
        ),
        join=re.compile(rf"\s*(?P<sign>{_either(signs['joins'])})\s*(?![.,])"),
        share=re.compile(
            rf"(?P<coming>{number})\s*(?:{_either(signs['shares'])})\s*(?P<invited>{number})(?:\s*{unit})?"
        ),
        leading=re.compile(rf"(?:\+\s*(?=[^\W\d])|(?:{_either(signs['more'])})(?!\w)\s*)"),
        unsure=unsure,
        unsure_end=re.compile(rf"(?:[\s,:(\[-]+(?:{_either(unsure)})[)\]]*|\s*\?+)$"),
        ages=re.compile(rf"[\s,:;-]*(?:\d(?:[\d\s,&-]|and|und|y|et)*)?(?:{_either(signs['ages'])})(?!\w).*"),
        not_alone=frozenset(signs["not_alone"]),
        doubtful=frozenset(signs["doubtful"]),
    )


def _somebody(number: int, children: int = 0, *, is_more: bool = False) -> Count:
    """Return what a word such as "guest" or "twins" counts."""
    return Count(number, children, is_more, is_marked=True, has_children=children > 0, has_number=False)


def _either(words: Iterable[str]) -> str:
    """Return a pattern that matches any of the words, the longest first; letters at their ends end a word."""
    ordered = sorted(words, key=len, reverse=True)
    return "|".join(rf"\b{re.escape(word)}\b" if word[-1].isalpha() else re.escape(word) for word in ordered)


def _plain(text: str) -> str:
    """Return a text folded, without accents, with one kind of plus sign and dash."""
    plain = unicodedata.normalize("NFKD", fold(text))
    bare = "".join(sign for sign in plain if not unicodedata.combining(sign)).translate(str.maketrans("–—−", "---"))
    return " ".join(bare.split())


@lru_cache(maxsize=50_000)
def read_count(text: str) -> Count | None:
    """Return the number of people that a whole text states; None for any other text.

    >>> read_count("family of 4").number, read_count("2 adults, 3 kids").children, read_count("2 (ages 3, 5)").number
    (4, 3, 2)
    >>> read_count("+1").is_more, read_count("1 of 3").invited, read_count("Beef"), read_count("2 or 3")
    (True, 3, None, None)
    """
    plain = _plain(text[: LONGEST + 1]).strip(ENDS)
    if not plain or len(plain) > LONGEST:
        return None
    if found := BRACKETS.fullmatch(plain):
        return _beside_brackets(found["before"].strip(" :"), found["inside"])
    return _read(plain)


def read_loosely(text: str) -> Count | None:
    """Return the number at the beginning of a text, with the words after it as a remark: "2 small ones".

    >>> read_loosely("2 small ones").remark, read_loosely("2 or 3"), read_loosely("12 Oak Street 4")
    ('small ones', None, None)
    """
    if found := read_count(text):
        return found
    plain = _plain(text[: LONGEST + 1])
    start = re.match(r"([0-9]{1,2})\b[\s,:;(-]+(?=[^\W\d])", plain)
    if start is None or len(plain) > LONGEST:
        return None
    rest = plain[start.end() :].strip(" ().")
    if re.search(r"\s\(?[A-ZÀ-Þ]", text) or _words().ages.fullmatch(rest):
        return None
    spoken = re.findall(r"\w+", rest)
    if any(map(str.isdigit, rest)) or len(spoken) > MOST_LOOSE or "?" in rest or _words().doubtful & set(spoken):
        return None
    return Count(int(start[1]), remark=rest)


def read_size(text: str) -> Count | None:
    """Return the number in a text that may begin with the name of a household: "Rusk household (3)", "Rusk: 3".

    >>> read_size("Rusk household (3)").number, read_size("Rusk, family of 4").number, read_size("Rusk household")
    (3, 4, None)
    """
    if found := read_loosely(text):
        return found
    plain = _plain(text[: LONGEST + 1])
    label = BRACKETS.fullmatch(plain) or re.fullmatch(r"(?P<before>[^\d,:;-]+)\s*[,:;-]\s*(?P<inside>[^,:;-]+)", plain)
    return None if label is None or len(plain) > LONGEST else _read(label["inside"].strip())


def find_count(text: str) -> Count | None:
    """Return the number of people that a sentence mentions: "Accepted (1 of 3)", "yes, 2 adults and a baby".

    >>> find_count("Accepted (1 of 3)").invited, find_count("Yes, no nuts")
    (3, None)
    """
    plain = _plain(text[: LONGEST + 1])
    words = _words()
    for part in re.split(r"[()\[\]]", plain):
        if (whole := _read(part.strip(" ,:;.!"))) and part != plain and (whole.is_marked or whole.number > 0):
            return _of_sentence(whole)
        if (share := words.share.search(part)) and (found := _read(share[0])) and found.invited and found.is_marked:
            return found
        for start in words.term.finditer(part):
            found = _added(*_terms(part, start.start())[::2])
            is_told = found is not None and found.is_marked and _words().numbers.get(start["number"] or "") != 1
            if found is not None and is_told and not start["one"]:
                leads = words.leading.search(part[: start.start()].rstrip() + " ")
                is_more = found.is_more or (leads is not None and leads.end() >= start.start())
                return _of_sentence(replace(found, is_more=is_more))
    return None


def _of_sentence(found: Count) -> Count:
    """Return a number that somebody states about themselves; children alone come in addition to them."""
    return replace(found, is_more=True) if found.number and found.children == found.number else found


def counts_people(text: str) -> bool:
    """Whether a text states a number of people that one row can stand for."""
    found = read_count(text)
    return found is not None and found.number <= LARGEST_ROW


def states_size(text: str) -> bool:
    """Whether a text states a number of people, perhaps after the name of a household."""
    found = read_size(text)
    return found is not None and found.number <= LARGEST_ROW


def _beside_brackets(before: str, inside: str) -> Count | None:
    """Read a text with brackets at its end: one part states the number, the other one explains it."""
    outer, inner = _read(before) if before else None, _read(inside)
    if outer is None or inner is None:
        if outer is not None:
            return replace(outer, remark=inside, is_unsure=outer.is_unsure or inside in _words().unsure)
        return inner if not before else None
    if outer.has_children and not inner.is_marked:  # 1 child (3)
        return replace(outer, remark=inside)
    if outer.number == inner.number:
        return replace(inner, is_more=outer.is_more or inner.is_more, is_marked=True)
    one_more = inner.is_marked and inner.number != outer.number and not outer.is_marked
    if one_more and inner.has_children and inner.children == inner.number < outer.number:  # 4 (2 kids)
        return replace(outer, children=inner.children, is_marked=True, has_children=True)
    return None


def _read(plain: str) -> Count | None:
    """Read a folded text without brackets."""
    words = _words()
    if plain in words.alone:
        return replace(words.alone[plain], is_unsure=plain in words.unsure)
    if found := words.share.fullmatch(plain):
        coming, invited = (_number(found[key]) for key in ("coming", "invited"))
        if coming <= invited <= LARGEST_SHARE:
            return Count(coming, invited=invited, is_marked="/" not in plain)
    is_more = is_unsure = False
    if (rest := words.unsure_end.sub("", plain)) != plain and rest:
        plain, is_unsure = rest, True
    if found := words.leading.match(plain):
        plain, is_more = plain[found.end() :], True
    if plain in words.alone:
        one = words.alone[plain]
        return replace(one, is_more=is_more or one.is_more, is_unsure=is_unsure)
    total = _sum(plain)
    if total is None:
        return None
    return replace(total, is_more=is_more or total.is_more, is_marked=is_more or total.is_marked, is_unsure=is_unsure)


def _sum(plain: str) -> Count | None:
    """Read terms joined by signs: "2 + 1", "2 adults, 3 kids"; ages may follow."""
    terms, at, remark = _terms(plain, 0)
    return _added(terms, remark) if terms and at == len(plain) else None


def _terms(plain: str, at: int) -> tuple[list[re.Match[str]], int, str]:
    """Return the longest run of terms from a position, where it ends, and the ages after it.

    Numbers without a word beside them are added up only if a plus joins them: "3 & 4" may be two ages.
    """
    words = _words()
    terms: list[re.Match[str]] = []
    end, sign = at, ""
    while found := words.term.match(plain, at):
        is_told = bool(found["unit"] or found["one"])
        is_clear = not terms or sign in {"+", "plus"} or (is_told and bool(terms[-1]["unit"] or terms[-1]["one"]))
        if not is_clear:
            break
        terms.append(found)
        at = end = found.end()
        is_age = words.ages.fullmatch(plain, at)
        if is_age and (is_told or any(map(str.isdigit, plain[at:]))):
            return terms, len(plain), plain[at:].strip(" ,:;-")
        joined = words.join.match(plain, at)
        if joined is None and not (is_told and plain[at : at + 1] == " "):
            break
        sign, at = (joined["sign"], joined.end()) if joined else ("", at + 1)
    return terms, end, ""


def _added(terms: list[re.Match[str]], remark: str) -> Count | None:
    """Return the sum of the terms; a lone article or word such as "a" is none."""
    words = _words()
    number = children = 0
    kinds: set[str] = set()
    for term in terms:
        if term["one"]:
            one = words.alone[term["one"]]
            number, children = number + one.number, children + one.children
            kinds.add("children" if one.children else "people")
            continue
        value, kind = _number(term["number"]), words.units.get(term["unit"] or "", "")
        if not kind and term["number"] in words.not_alone:
            return None
        number, children = number + value, children + value * (kind == "children")
        kinds.add(kind)
    first = terms[0]
    is_marked = bool(kinds - {""} or first["sign"] or first["head"] or first["times"] or len(terms) > 1)
    is_more = (first["sign"] or "").startswith("+") and not first["head"]
    has_number = any(term["number"] for term in terms)
    return Count(
        number, children, is_more, 0, is_marked, remark=remark, has_children="children" in kinds, has_number=has_number
    )


def _number(text: str) -> int:
    return _words().numbers[text] if text in _words().numbers else int(text.removesuffix(".0"))
