"""Read a text as a reply to an invitation, in many wordings and languages.

`read_reply` looks at one text only, clause by clause: a word for coming with a negation is
a no ("not able to come"), a word for coming without one is a yes, and a text that means both is not interpreted (None).
The words are listed in reply_words.toml.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

from seating.near_words import NearWords
from seating.profiles.cells.counts import Count, find_count
from seating.word_files import read_words
from seating.wording import fold


class Reply(StrEnum):
    """The meaning of a reply."""

    YES = "yes"
    NO = "no"
    MAYBE = "maybe"
    CHANCE = "chance"
    ROUNDS = "rounds"
    NO_ANSWER = "no answer"
    ONLINE = "online"
    WAITING = "waiting list"
    MARK = "mark"
    """Only an x or a cross: it means yes in some lists and no in others; the column decides."""

    NONE = "none"
    """Only the word none: it means no answer in a list from a calendar; in others, its meaning cannot be guessed."""


LONGEST_CHANCE = 100
"""Maximum length of a chance; Python raises ValueError for numbers with thousands of digits."""

CHANCE = re.compile(r"(\d*[.,]\d+)\s*(%?)|(\d+)\s*%|(\d+)\s*/\s*(\d+)")
ROUNDS = re.compile(r"rounds?\s*\d{1,4}(?:(?:\s*[,&+]\s*(?:and\s+)?|\s+and\s+)(?:rounds?\s*)?\d{1,4})*")
MORE_PEOPLE = re.compile(
    r"\+\s*(\d{1,2})\b|\b(?:plus|\+)\s*(?:one|guest)\b|\bwith (?:a |my )?(?:guest|partner|husband|wife)\b"
)
"""Matches the part of a reply that mentions additional people: "Yes + 1", "yes, with a guest"."""

ALL_PEOPLE = re.compile(
    r"\b(\d{1,2}|two|three|four|five|six) (?:of us|people|persons?|guests|adults|pax|seats)\b"
    r"|^(\d{1,2}) (?:attending|coming|going|accepted|confirmed)\b"
    r"|\bfor (\d{1,2})\b|\((\d{1,2})\)|^(?:yes|accepted|confirmed|coming|attending)\s*[,:-]?\s*(\d{1,2})$"
    r"|\bboth\b(?! (?:days|sessions|events|nights|meals|dates))"
)
"""Matches the part of a reply that states the number of people: "Yes, 3 of us", "we will both come"."""

WITH_RELATED = re.compile(
    r"\b(?:and|with|plus|&) (?:a |my |our )?"
    r"(?:guest|partner|husband|wife|spouse|girlfriend|boyfriend|friend|son|daughter|mother|father)\b"
)
"""Matches the part of a reply that mentions somebody who may already be named in the row: "me and my husband"."""

LIMITED = re.compile(
    r"\b(?:only|just|alone|without|myself|solo|sola|sin|nur|allein|alleine|ohne|seul|seule|sans|sozinho|sozinha|sem)\b"
)
"""Matches clauses that may say that not all people of a row come: "just me", "without Ben"."""

NUMBERS = {"two": "2", "three": "3", "four": "4", "five": "5", "six": "6"}
LONGEST = 400
"""Maximum length of a reply; a longer text is about something else."""

SPELLED = (
    (re.compile(r"\bcan'?t\b|\bcannot\b"), "can not"),
    (re.compile(r"\bwon'?t\b"), "will not"),
    (re.compile(r"(?<=[a-z])n't\b"), " not"),
    (re.compile(r"\b(do|does|did|is|are|has|have|would|could|should|was)nt\b"), r"\1 not"),
    (re.compile(r"\b(i|we|he|she|they|you|it)'(ll|m|re|d|ve|s)\b"), r"\1 will"),
    (re.compile(r"^\s*(?:\(?\w\)|\d{1,2}[.)]|\d{1,2} -)\s+"), ""),
    (re.compile(r"(?<=\w)-(?=\w)"), " "),
    (re.compile(r"[✓✔]"), ""),
    (re.compile(r"^(?:0|zero|none)\s+(?=(?:attending|coming|going|accepted|confirmed)\b)"), "not "),
    (re.compile(r"^rsvp(?:'?e?d)?\s+(?=\w)"), ""),
    (re.compile(r"^(?:attend\w*|coming|going|rsvp|reply|response|asist\w*)\s*[:?=-]+\s*(?=\w)"), ""),
)
"""Normalized spellings: contractions, the number of a choice, the label that a form puts before an answer."""

START = 3
"""Number of letters by which most names are told from words of replies, which costs little."""

SPELLED_STARTS = frozenset(
    ["can", "won", "don", "doe", "did", "isn", "are", "has", "hav", "wou", "cou", "sho", "was", "zer", "non", "rsv"]
)
"""How the words begin that `SPELLED` replaces in a text of letters and spaces."""

CLAUSES = re.compile(r"[.,;:!?()\[\]/|\n\r\"]+|\s-+\s*|\s*-+\s|\b(?:but|however|pero|aber|mais|maar|però|mas|ale|но)\b")
UNSPACED = re.compile("[\u1100-\u11ff\u3040-\u30ff\u3130-\u318f\u3400-\u9fff\uac00-\ud7af]")
"""Scripts in which words are not separated by spaces: Hangul, Kana, Han."""

PHRASES = (("keen", "delighted"), ("doubtful", "unsure"), ("regretful", "declined"))
"""Lists of phrases whose single words would be misread, and the word that replaces each phrase."""

CORRECTED = ("yes", "no", "maybe", "attend", "accept", "refuse", "before", "around")
"""Lists of words with which `suggest_reply` compares misspelled words."""

WEAK, BOTH = "weak", "both"
"""Results of a clause that are not replies: "sorry", which is a no if nothing else is said; yes and no at once."""


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of replies: whole texts, patterns of words and phrases, and patterns for unspaced scripts."""

    whole: Mapping[str, Reply]
    yes: frozenset[str]
    no: frozenset[str]
    small: frozenset[str]
    patterns: Mapping[str, re.Pattern[str]]
    unspaced: Mapping[Reply, re.Pattern[str]]
    single: tuple[str, ...]
    starts: frozenset[str]
    """The first `START` letters of the words and phrases, and of the words that `SPELLED` replaces."""


@cache
def _words() -> _Words:
    written = read_words("seating.profiles.cells", "reply_words.toml")
    words = {key: _separated(text) for key, text in written.items() if key != "unspaced"}
    whole = {word: Reply[key[6:].upper()] for key in words if key.startswith("whole_") for word in words[key]}
    whole |= dict.fromkeys(words["yes"], Reply.YES) | dict.fromkeys(words["no"], Reply.NO)
    return _Words(
        whole=whole,
        yes=words["yes"],
        no=words["no"],
        small=words["small"] | words["no"],
        patterns={key: _pattern(words[key]) for key in words if not key.startswith("whole_")},
        unspaced={
            Reply[key.upper()]: re.compile("|".join(sorted(_separated(text), key=len, reverse=True)))
            for key, text in written["unspaced"].items()
        },
        single=tuple(sorted({word for key in CORRECTED for text in words[key] for word in _spelled_out(text)})),
        starts=frozenset(word.rstrip("*")[:START] for key in words for text in words[key] for word in text.split()[:1])
        | SPELLED_STARTS,
    )


def _spelled_out(text: str) -> Iterable[str]:
    """Yield the word of an entry; for the beginning of a word, yield it with the usual English endings."""
    stem = text.rstrip("*")
    if stem.isalpha():
        yield from (stem + ending for ending in (("", "ed", "ing", "s") if text != stem else ("",)))


def _separated(text: str) -> frozenset[str]:
    return frozenset(filter(None, (_plain(word) for line in text.splitlines() for word in line.split(","))))


def _pattern(words: Iterable[str]) -> re.Pattern[str]:
    ordered = sorted(words, key=len, reverse=True)
    whole = "|".join(re.escape(word) for word in ordered if not word.endswith("*"))
    begun = "|".join(re.escape(word[:-1]) for word in ordered if word.endswith("*"))
    return re.compile("|".join(rf"\b(?:{part})" for part in (f"(?:{whole})\\b" if whole else "", begun) if part))


def _plain(text: str) -> str:
    """Return a text folded, without accents and with uniform apostrophes and dashes."""
    if (folded := fold(text)).isascii():
        return folded.replace("`", "'")
    decomposed = unicodedata.normalize("NFKD", folded).replace("\ufe0f", "")  # asks for the picture of a sign
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    return unicodedata.normalize("NFC", bare).translate(str.maketrans("’‘ʼ`´–—−", "'''''---"))


@lru_cache(maxsize=200_000)
def read_reply(text: str) -> Reply | None:
    """Return the meaning of a text as a reply; None if it is not a reply or contradicts itself.

    >>> read_reply("Yes, I will be there"), read_reply("Regretfully declines"), read_reply("Beef")
    (<Reply.YES: 'yes'>, <Reply.NO: 'no'>, None)
    """
    plain = _plain(text).replace("_", " ").strip(" \"'")
    if not plain or len(plain) > LONGEST:
        return None
    if ROUNDS.fullmatch(plain):
        return Reply.ROUNDS
    words = _words()
    if plain in words.whole:
        return words.whole[plain]
    if plain.isascii() and plain.replace(" ", "").isalpha():
        if not any(word[:START] in words.starts for word in plain.split()):
            return None  # as for most names
    elif chance_in(plain) is not None:
        return Reply.CHANCE
    if UNSPACED.search(plain):
        return _unspaced(plain, words)
    for pattern, instead in SPELLED:
        plain = pattern.sub(instead, plain)
    plain = words.patterns["idioms"].sub(" ", plain)
    for phrases, instead in PHRASES:
        plain = words.patterns[phrases].sub(instead, plain)
    clauses = [clause for part in CLAUSES.split(plain) if (clause := part.strip(" '*+"))]
    is_here = words.patterns["here"].search(plain) is not None
    return _combined({_clause(clause) for clause in clauses} - {None}, is_here=is_here)


def is_yes_or_no(text: str) -> bool:
    """Whether a text is only the word for yes or for no of some language."""
    words = _words()
    return _plain(text) in words.yes | words.no


@lru_cache(maxsize=200_000)
def names_coming(text: str) -> bool:
    """Whether a text contains a word for coming, accepting or declining, so that it is about an invitation.

    >>> names_coming("Not coming"), names_coming("No thanks")
    (True, False)
    """
    plain = _plain(text[:LONGEST])
    if UNSPACED.search(plain):
        return len(plain) > 1
    found = _words().patterns
    return "rsvp" in plain or any(found[kind].search(plain) for kind in ("attend", "accept", "refuse", "weak"))


def suggest_reply(text: str) -> Reply | None:
    """Return yes, no or maybe if an unknown text looks like one of them with typing errors; otherwise None.

    The result is also None for a text that contradicts itself or is not about coming.

    >>> suggest_reply("Atending"), suggest_reply("Delcined"), suggest_reply("blue")
    (<Reply.YES: 'yes'>, <Reply.NO: 'no'>, None)
    """
    words, near = _words().single, NearWords()
    plain = _plain(text[:LONGEST])

    def corrected_word(word: re.Match[str]) -> str:
        meant = near.nearest(word[0], words, 0.8)
        return meant if meant and meant[0] == word[0][0] else word[0]  # "deleted" is not "selected"

    corrected = re.sub(r"[^\W\d_]{4,}", corrected_word, plain)
    reply = read_reply(corrected) if corrected != plain else None
    return reply if reply in {Reply.YES, Reply.NO, Reply.MAYBE} else None


def chance_in(text: str) -> tuple[int, int] | None:
    """Return the chance in a text, `0.7`, `70 %` or `2/3`, as numerator and denominator; None for other texts."""
    plain = _plain(text[: LONGEST_CHANCE + 1])
    if len(text) > LONGEST_CHANCE or not plain.isascii() or not (found := CHANCE.fullmatch(plain)):
        return None
    if found[4]:
        return (int(found[4]), int(found[5])) if int(found[5]) else None
    whole, _, decimals = (found[1] or found[3]).replace(",", ".").partition(".")
    return int(whole + decimals), 10 ** len(decimals) * (100 if found[2] or found[3] else 1)


def people_in(text: str) -> Count | None:
    """Return the number of people that a yes mentions; None if it mentions none.

    >>> people_in("Yes + 1").is_more, people_in("Yes, 3 of us").number, people_in("Accepted (1 of 3)").invited
    (True, 3, 3)
    """
    if read_reply(text) is not Reply.YES:
        return None
    plain = _plain(text)
    if found := MORE_PEOPLE.search(plain):
        return Count(int(found[1] or 1), is_more=True, is_marked=True)
    if counted := find_count(text):
        return counted
    if WITH_RELATED.search(plain):
        return Count(1, is_more=True, is_marked=True, has_number=False)
    if found := ALL_PEOPLE.search(plain):
        number = next(filter(None, found.groups()), "2")
        return Count(int(NUMBERS.get(number, number)), is_marked=True)
    return None


def refuses_for(text: str) -> tuple[str, ...]:
    """Return the clauses of a yes that deny or limit something, which may be that another person of the row comes.

    >>> refuses_for("I will come but my husband cannot"), refuses_for("Yes for me, no for Ben"), refuses_for("Yes")
    (('my husband can not',), ('no for ben',), ())
    """
    if read_reply(text) is not Reply.YES:
        return ()
    plain = _plain(text)
    for pattern, instead in SPELLED:
        plain = pattern.sub(instead, plain)
    found = _words().patterns
    clauses = (clause.strip() for clause in CLAUSES.split(plain))
    return tuple(
        clause
        for clause in clauses
        if found["before"].search(clause) or found["around"].search(clause) or LIMITED.search(clause)
    )


def rounds_in(text: str) -> tuple[int, ...]:
    """Return the numbers of the rounds that a text names; () for any other text.

    >>> rounds_in("round 3"), rounds_in("rounds 1 and 3"), rounds_in("maybe round 3")
    ((3,), (1, 3), ())
    """
    plain = _plain(text)
    return tuple(map(int, re.findall(r"\d+", plain))) if ROUNDS.fullmatch(plain) else ()


@lru_cache(maxsize=20_000)
def _clause(clause: str) -> Reply | str | None:
    """Return the meaning of a clause: a reply, `WEAK`, `BOTH`, or None if it is not about coming."""
    words = _words()
    if clause in words.yes | words.no:
        return words.whole[clause]
    found = words.patterns
    first = clause.split()[0]
    for reply in (Reply.WAITING, Reply.NO_ANSWER, Reply.MAYBE, Reply.ONLINE):
        if at := found[reply.name.lower()].search(clause):
            return BOTH if reply is Reply.MAYBE and first in words.no and at.start() > 0 else reply
    before, around = found["before"].search(clause), found["around"].search(clause)
    if refused := found["refuse"].search(clause):
        is_denied = before and before.start() < refused.start() and first not in words.no
        return BOTH if is_denied else Reply.NO
    if clause == "none" or clause.startswith("no come"):  # no reply; "no come" is Spanish for "does not eat"
        return None
    for coming in ("attend", "accept"):
        if at := found[coming].search(clause):
            return _coming(clause, at.start(), before.start() if before else -1, around is not None)
    if first in words.yes and len(first) > 1:
        return Reply.YES
    if found["weak"].search(clause):
        return WEAK
    if found["here"].search(clause):
        return Reply.NO if before or around else Reply.YES
    if (before or around) and all(
        word in words.small or found["before"].fullmatch(word) or found["around"].fullmatch(word)
        for word in clause.split()
    ):
        return Reply.NO
    return None


def _coming(clause: str, at: int, denied: int, is_denied_around: bool) -> Reply | str:
    """Return the meaning of a clause with a word for coming at `at`; `denied` is the position of a negation, or -1."""
    if denied < 0 and not is_denied_around:
        return Reply.YES
    words = _words()
    first, last = clause.split()[0], clause.split()[-1]
    if words.patterns["limits"].search(clause) or (first in words.yes and first not in words.no):
        return BOTH
    if denied > at and last not in words.no and last != "not" and not is_denied_around:
        return BOTH
    return Reply.NO


def _combined(said: set[Reply | str | None], *, is_here: bool) -> Reply | None:
    """Combine the meanings of all clauses; None if they contradict each other or none is a reply."""
    if not said or BOTH in said:
        return None
    if said <= {Reply.NO, WEAK}:
        return Reply.NO
    if Reply.NO in said or (Reply.ONLINE in said and is_here):
        return None
    order = (Reply.WAITING, Reply.MAYBE, Reply.ONLINE, Reply.YES, Reply.NO_ANSWER)
    return next((reply for reply in order if reply in said), None)


def _unspaced(plain: str, words: _Words) -> Reply | None:
    """Read a reply in a script without spaces between words."""
    found = {reply for reply, pattern in words.unspaced.items() if pattern.search(plain)}
    parts = [part for part in re.split(r"[/|・,、，]+", plain) if part]
    if len(plain) > 40 or (len(parts) > 1 and {Reply.YES, Reply.NO} <= {_unspaced(part, words) for part in parts}):
        return None
    return next((reply for reply in words.unspaced if reply in found), None)
