"""Read, before any other match, whether a heading turns the yes below it round: "Not attending", "Void Status".

Everything that depends on this asks `read_sense`. The words are in contents_words.toml.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from enum import Enum, auto
from functools import lru_cache

from seating.profiles.cells.replies import Reply, is_yes_or_no, names_coming, read_reply
from seating.profiles.headings.contents import is_bare, is_date, words
from seating.profiles.headings.heading_phrases import Found, find_phrases, plain
from seating.wording import fold

CHECKED = frozenset({"x", "true", "false"})
"""What people and programs write for a check mark, and for none."""

AFTER = re.compile(r"[?(\[]")
"""Matches the sign after which a heading explains its question."""

SHORTEST_STEM = 4
"""Minimum number of letters of the beginning of a word by which it is known."""

LONGEST_MARK = 6
"""From this number of letters on, a cell is more than a mark, a yes or a no."""


class Sense(Enum):
    """What a yes below a heading means."""

    PLAIN = auto()
    """What the heading says, if that is about coming at all."""

    TURNED = auto()
    """The person is not coming."""

    ANSWER = auto()
    """An answer has come or is missing, whatever it says: "RSVP received", "No RSVP"."""


@lru_cache(maxsize=32_768)
def read_sense(heading: str) -> Sense:
    """Return what a yes below a heading means. Two words that turn it round cancel each other.

    >>> [read_sense(text).name for text in ("Attending", "Not attending", "Void Status", "RSVP received")]
    ['PLAIN', 'TURNED', 'TURNED', 'ANSWER']
    """
    text = _plain_question(heading)
    spoken = set(text.split())
    if (
        "/" in AFTER.split(heading, maxsplit=1)[0]
        or spoken & words("either")
        or any(word in text for word in words("either within"))
    ):
        return Sense.PLAIN
    reply = read_reply(text)
    is_denied = bool(spoken & words("negations"))
    if (spoken & words("answers") and spoken & words("arrived")) or (is_denied and reply is Reply.NO_ANSWER):
        return Sense.ANSWER
    is_refusal = reply is Reply.NO and names_coming(text)
    means_coming = any(_find_coming(heading))
    is_turned = is_refusal or bool(spoken & words("refusing") and not is_denied)
    is_turned = is_turned or bool(is_denied and reply is None and means_coming and not spoken & words("refusing"))
    return Sense.TURNED if is_turned else Sense.PLAIN


def _begins_with(word: str, stems: Collection[str]) -> bool:
    return any(word == stem or (len(stem) >= SHORTEST_STEM and word.startswith(stem)) for stem in stems)


def _find_coming(heading: str) -> Iterator[Found]:
    """Yield the phrases about coming in a heading."""
    yield from (found for found in find_phrases(heading) if found.meaning in {"attending", "status"})


def _plain_question(heading: str) -> str:
    """Return the plain words of a heading without what is in brackets or after a question, such as the deadline."""
    text = plain(AFTER.split(heading, maxsplit=1)[0]) or plain(heading)
    for phrase in words("no negations"):
        text = f" {text} ".replace(f" {phrase} ", " ").strip()
    return text


def is_clearly_turned(heading: str) -> bool:
    """Whether a heading is about not coming and about nothing else, as far as each of its words is known.

    >>> is_clearly_turned("Ticket refunded"), is_clearly_turned("Refund amount"), is_clearly_turned("Bus cancelled")
    (True, False, False)
    """
    return read_sense(heading) is Sense.TURNED and not read_subject(heading)


@lru_cache(maxsize=32_768)
def read_subject(heading: str) -> frozenset[str]:
    """Return the words of a heading that are about anything else than coming, as far as each word is known.

    >>> sorted(read_subject("Attending the dinner")), sorted(read_subject("Not attending")), sorted(read_subject("Yes"))
    (['dinner'], [], [])
    """
    text = _plain_question(heading)
    known = words("fillers") | words("refusing") | words("negations") | words("turned")
    others = words("times") | (
        words("offers") | words("parts") | words("days") | words("food") | words("consent")
    ) - words("turned")
    spoken = set(text.split())
    is_of_other_script = not any(character.isascii() and character.isalpha() for character in text)
    if is_of_other_script or is_bare(text) or read_reply(text) in {Reply.MAYBE, Reply.NO_ANSWER}:
        return frozenset(others & spoken)
    stems = {stem for found in _find_coming(heading) for stem in found.phrase.replace("*", "").split()}
    return frozenset(
        word
        for word in spoken
        if word in others or not (word in known or names_coming(word) or _begins_with(word, stems))
    )


def says_yes(heading: str) -> bool:
    """Whether a heading is a yes, or has the word yes in it, so that a no below it may be a refusal.

    >>> says_yes("RSVPed yes"), says_yes("Said yes"), says_yes("Photo consent")
    (True, True, False)
    """
    if read_sense(heading) is not Sense.PLAIN:
        return False
    spoken = plain(heading).split()
    return read_reply(" ".join(spoken)) is Reply.YES or any(
        is_yes_or_no(word) and read_reply(word) is Reply.YES for word in spoken
    )


def is_mark(cell: str) -> bool:
    """Whether a cell is a yes or marks its column; 1 does, but another number is a chance or a count."""
    if len(cell) >= LONGEST_MARK or (cell != "1" and any(map(str.isdigit, cell))):
        return False
    return read_reply(cell) in {Reply.YES, Reply.MARK} or fold(cell) in {"*", "•", "●", "■"}


def is_unmarked(cell: str) -> bool:
    """Whether a cell is a no or a sign that its column is not marked, and not a refusal in other words: "sick"."""
    is_sign = is_bare(cell) or is_yes_or_no(cell) or not any(map(str.isalnum, cell))
    return is_sign and read_reply(cell) in {Reply.NO, Reply.NO_ANSWER}


def is_marked_or_not(cell: str) -> bool:
    """Whether a cell is a mark, a yes or a no, which does not show what the question was."""
    return is_mark(cell) or is_unmarked(cell)


def are_only_marks(cells: Sequence[str]) -> bool:
    """Whether the filled cells of a column are marks, dates, yes and no."""
    return all(is_date(cell) or is_marked_or_not(cell) for cell in cells if cell)


def are_mostly_marks(cells: Sequence[str]) -> bool:
    """Whether most filled cells of a column are marks, yes and no."""
    filled = [cell for cell in cells if cell]
    return 2 * sum(map(is_marked_or_not, filled)) > len(filled)


def are_ticks(cells: Collection[str]) -> bool:
    """Whether the filled cells of a column are ticks rather than yes and no in words."""
    return not any(cell.isalpha() and is_marked_or_not(cell) and fold(cell) not in CHECKED for cell in cells)


def tell_who_stays_away(cells: Sequence[str]) -> bool:
    """Whether the cells below a heading that is turned round show who stays away.

    A yes in words on most rows, or a no on some rows and nothing on the others, may be meant either way.
    """
    filled = [cell for cell in cells if cell]
    if not filled or not are_only_marks(filled):
        return False
    if are_ticks(filled):
        return any(not is_unmarked(cell) for cell in filled)
    away = sum(not is_unmarked(cell) for cell in filled)
    return 2 * away < len(cells) if away else len(filled) == len(cells)
