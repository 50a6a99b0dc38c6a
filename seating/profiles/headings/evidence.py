"""Score the possible meanings of a column, from the words of its heading and from its cells.

A heading that is the name of a meaning scores 4 points; a phrase that is sure, likely or possible scores 3, 2 or 1
(`phrases`). The cells add 1 point if they fit and subtract up to 4 if they do not (`JUDGES`). A meaning with at least
2 points can be chosen; the one with the most points wins.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from seating.profiles.cells.counts import counts_people, states_size
from seating.profiles.columns import ALIASES, NAME_PARTS, OWN
from seating.profiles.fixed_words import DUTIES, ROLES
from seating.profiles.headings.contents import (
    STATUSES,
    Contents,
    has_colon,
    has_digit,
    has_only_digits,
    is_anonymous,
    is_bare,
    is_bare_or_nothing,
    is_chance,
    is_date,
    is_email,
    is_languages,
    is_name_like,
    is_need,
    is_nothing,
    is_phone,
    is_refusal,
    is_role_at_event,
    is_small_number,
    is_surely_phone,
    is_whole_number,
    may_be_need,
    words,
)
from seating.profiles.headings.heading_phrases import find_phrases, is_about_all
from seating.profiles.headings.polarity import Sense, is_marked_or_not, read_sense
from seating.profiles.name_cells.reader import read_companions
from seating.profiles.names import NO_PERSON
from seating.wording import Said, fold, message, quoted, said, squashed, whole_number

MIN_POINTS = 2
"""Minimum number of points for a meaning to be chosen."""

MOSTLY, HARDLY = 0.6, 0.2
"""At or above the first share, cells mostly fit a meaning; below the second, they hardly fit."""

HALF = 0.5
"""Below this share of replies, a heading that is only likely to be about coming is not read as replies."""

FEW = 3
"""With fewer filled cells than this, a clear heading counts even if no cell fits."""

MOSTLY_DIFFERENT = 0.7
"""Minimum share of different texts of a column that has names of people rather than of what they belong to."""

MOSTLY_FILLED = 0.8
"""Minimum share of filled cells, and of names among them, of a column that could have the names of the guests."""

JOB_TITLES = frozenset({"role", "roles", "yourrole"})
"""Names of the representative type under which lists have job titles too, so that the cells decide."""

ARE_EMAILS = message("%(number)s of %(all)s cells are e-mail addresses")
ARE_PHONES = message("%(number)s of %(all)s cells are telephone numbers")
ARE_REPLIES = message("%(number)s of %(all)s cells are replies")
COULD_BE_NAMES = message("%(number)s of %(all)s cells could be names")
SMALL_NUMBERS = message("%(number)s of %(all)s cells are small whole numbers")
KNOWN_WORDS = message("%(number)s of %(all)s cells are %(words)s")
NO_KNOWN_WORD = message("no cell contains one of the known %(words)s")

Judgement = tuple[int, str]
"""The points of the cells, and the reason in words, such as "18 of 20 cells are replies"."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible meaning of a column.

    Attributes
    ----------
    meaning : str
        A canonical column, "first name" or "last name", a part of a party, "private" or "own".
    heading : int
        Points of the heading.
    cells : int
        Points that the cells add or subtract.
    evidence : str
        The reasons for both in words, without quoting any cell.
    is_about_all : bool
        Whether nothing in the heading limits it to one of several events.
    phrase : str
        The phrase found in the heading.
    cells_say : str
        The part of `evidence` that is about the cells.
    is_by_cells : bool
        Whether only the cells show the meaning, so that a note tells it.
    """

    meaning: str
    heading: int
    cells: int
    evidence: str
    is_about_all: bool = True
    phrase: str = ""
    cells_say: str = ""
    is_by_cells: bool = False

    @property
    def points(self) -> int:
        """The total number of points."""
        return self.heading + self.cells

    @property
    def key(self) -> str:
        """The canonical column; "own" for a custom column."""
        return key_of(self.meaning)


def key_of(meant: str) -> str:
    """Return the canonical column of a meaning; "own" or "private" for that of a custom column.

    >>> key_of("party more"), key_of("last name"), key_of("own")
    ('party', 'name', 'own')
    """
    return "party" if meant.startswith("party") else "name" if meant in NAME_PARTS else meant


def meaning(heading: str) -> str | None:
    """Return the canonical column that a heading names, directly or by a well-known alias.

    >>> meaning("Type of Representative"), meaning("Ticket Type")
    ('representative_type', None)
    """
    return None if fold(heading) in OWN or "#" in heading else ALIASES.get(squashed(heading))


def candidates(heading: str, contents: Contents) -> list[Candidate]:
    """Return the possible meanings of a column, best first; "own" is one of the meanings."""
    found: dict[str, Candidate] = {}
    tag = _tag(heading)
    exact = meaning(tag or heading)
    if exact and exact != "party":
        cells, why = _judged(exact, contents, 3 if squashed(tag or heading) in JOB_TITLES else 4)
        found[exact] = Candidate(
            exact, 4, cells, _told(said("the heading states what the column is"), why), cells_say=why
        )
    if not tag and (exact not in found or found[exact].points < MIN_POINTS):
        for phrase in find_phrases(heading):
            if phrase.meaning in found:
                continue
            cells, why = _judged(phrase.meaning, contents, phrase.strength)
            told = _told(said("the heading contains %(phrase)s", phrase=quoted(phrase.phrase.replace("*", ""))), why)
            about_all = is_about_all(heading, phrase.phrase)
            found[phrase.meaning] = Candidate(
                phrase.meaning, phrase.strength, cells, told, about_all, phrase.phrase, why
            )
        _weigh_answers(found, heading, contents)
    _weigh_names(found, contents)
    for kind, share, told in (
        ("email", contents.share(is_email), ARE_EMAILS),
        ("phone", contents.share(is_phone), ARE_PHONES),
    ):
        if share >= 0.8 and contents.filled > 2 and not found:
            found[kind] = Candidate(kind, 0, 2, _of(contents, share, told))
    return sorted(found.values(), key=lambda one: (-one.points, -len(one.phrase)))


def _weigh_names(found: dict[str, Candidate], contents: Contents) -> None:
    """Treat "Surname, first name" as the whole name, "And your last name?" as the last name, "anonymous" as none."""
    parts = [one for key in NAME_PARTS if (one := found.get(key)) and one.heading >= 3]
    if len(parts) == 2:
        cells, why = _judged("name", contents, 3)
        phrase = " ".join(one.phrase for one in parts)
        told = _told(said("the heading contains both first and last name"), why)
        found["name"] = Candidate("name", 3, cells, told, phrase=phrase, cells_say=why)
    if contents.share(is_anonymous) == 1:
        found.pop("name", None)
    elif parts and "…" in getattr(found.get("name"), "phrase", ""):
        del found["name"]


def _weigh_answers(found: dict[str, Candidate], heading: str, contents: Contents) -> None:
    """Leave yes and no unread that do not say who comes: "RSVP received: no", or "Not attending" if it is unclear."""
    if read_sense(heading) is not Sense.PLAIN and contents.share(is_marked_or_not) >= HALF:
        for meant in ("attending", "status"):
            found.pop(meant, None)


def _tag(heading: str) -> str:
    """Return the bracketed word at the end of a heading, as in "1. What is your name? [name]"; "" if there is none."""
    text = heading.strip()
    return text[text.rindex("[") + 1 : -1] if text.endswith("]") and text.count("[") == 1 else ""


def _told(heading: Said, cells: str) -> str:
    return said("%(heading)s; %(cells)s", heading=heading, cells=cells) if cells else heading


def _of(contents: Contents, share: float, told: str, **values: object) -> Said:
    """Describe a share as a number of cells.

    Parameters
    ----------
    contents : Contents
    share : float
        From 0 to 1, of the filled cells.
    told : str
        A message with `%(number)s` and `%(all)s`, such as "%(number)s of %(all)s cells are numbers".
    **values : object
        Other values to fill in.
    """
    return said(told, number=round(share * contents.filled), all=contents.filled, **values)


def _judged(meant: str, contents: Contents, strength: int) -> Judgement:
    if not contents.filled:
        return 0, said("all of its cells are blank")
    judge = JUDGES.get(meant)
    points, why = judge(contents, strength) if judge else (0, "")
    is_beyond_doubt = strength >= 3 and contents.filled < FEW and meant not in NAME_PARTS
    is_beyond_doubt = is_beyond_doubt and not (meant == "name" and contents.share(is_bare) == 1)
    return (max(0, points) if is_beyond_doubt else points), why


def _fits(contents: Contents, share: float, told: str, against: int = -1) -> Judgement:
    """Judge a share: 1 point from `MOSTLY` up, `against` below `HARDLY`."""
    words = _of(contents, share, told)
    return (1, words) if share >= MOSTLY else (against, words) if share < HARDLY else (0, words)


def _attending(contents: Contents, strength: int) -> Judgement:
    if strength < 3 and contents.filled and contents.share(is_nothing) >= MOSTLY:
        return -3, said("most of its cells are dashes")
    if contents.share(is_role_at_event) >= MOSTLY:
        return -4, said("its cells contain roles at the event")
    if contents.share(is_whole_number) >= MOSTLY and not set(contents.counts) <= {"0", "1"}:
        return -3, _of(contents, contents.share(is_whole_number), message("%(number)s of %(all)s cells are numbers"))
    if contents.share(is_chance) >= MOSTLY:
        return 1, _of(contents, contents.share(is_chance), message("%(number)s of %(all)s cells state a probability"))
    if contents.replies < MOSTLY and contents.share(is_refusal):
        return 0, _of(
            contents,
            contents.replies,
            message("%(number)s of %(all)s cells are replies, and some of the replies are “no”"),
        )
    if strength < 3 and HARDLY <= contents.replies < HALF:
        return -1, _of(contents, contents.replies, ARE_REPLIES)
    if strength >= 3:
        return _fits(contents, contents.replies_and_rounds, ARE_REPLIES, -1)
    return _fits(contents, contents.replies, ARE_REPLIES, -3)


def _could_be_names(contents: Contents) -> Judgement:
    share = contents.share(is_name_like)
    return (1 if share >= MOSTLY else 0), _of(contents, share, COULD_BE_NAMES)


def _name(contents: Contents, strength: int) -> Judgement:
    if strength == 4 and contents.share(is_bare) >= MOSTLY:
        return -3, said("its cells are not names")
    if strength == 4:
        if contents.filled > FEW and (contents.different < 0.5 or contents.share(has_only_digits) >= MOSTLY):
            return -1, said("its cells are not names")
        return _could_be_names(contents)
    are_sizes = (
        contents.share(is_small_number) >= MOSTLY and contents.different < 0.9
    )  # numbers that identify people differ
    if are_sizes or max(contents.share(is_email), contents.share(is_bare), contents.share(is_date)) >= MOSTLY:
        return -3, said("its cells are not names")
    if contents.rows > 5 and contents.different < 0.5:
        return -2, said("most of its values appear more than once")
    return _could_be_names(contents)


def _first_or_last(contents: Contents, strength: int) -> Judgement:
    if contents.share(has_only_digits) >= MOSTLY or contents.share(is_bare) >= MOSTLY:
        return -3, said("its cells are not names")
    return _could_be_names(contents)


def _identity(contents: Contents, strength: int) -> Judgement:
    unique = contents.different == 1 and contents.filled == contents.rows
    if not unique and strength < 4:
        return -3, said("its values are not unique")
    if strength < 3 and contents.share(is_surely_phone) >= MOSTLY:
        return -3, _of(contents, contents.share(is_surely_phone), ARE_PHONES)
    is_row_number = list(contents.counts) == [str(number) for number in range(1, contents.rows + 1)]
    is_code = unique and contents.rows >= FEW and not is_row_number and contents.share(has_digit) == 1
    return (1 if is_code else 0), said("every row has a different value")


def _one_word(known: frozenset[str], column: str, told: str) -> Callable[[Contents, int], Judgement]:
    def judge(contents: Contents, strength: int) -> Judgement:
        share = contents.words_of(known, column)
        words = _of(contents, share, KNOWN_WORDS, words=said(told)) if share else said(NO_KNOWN_WORD, words=said(told))
        return (1 if share >= 0.5 else 0, words) if share else (-4, words)

    return judge


def _role(contents: Contents, strength: int) -> Judgement:
    points, words = _one_word(ROLES, "representative_type", message("representative types"))(contents, strength)
    are_titles = strength < 4 and contents.words_of(ROLES, "representative_type") < HARDLY
    return (-4 if are_titles else points, words)


def _status(contents: Contents, strength: int) -> Judgement:
    points, words = _one_word(STATUSES, "status", message("invitation statuses"))(contents, strength)
    return (-1 if strength < 3 and points == 0 else points, words)


def _relation(contents: Contents, strength: int) -> Judgement:
    share = max(contents.people, contents.given_names)
    words = _of(contents, share, message("%(number)s of %(all)s cells name people on this list"))
    if contents.share(is_bare) >= MOSTLY or (contents.share(is_small_number) >= MOSTLY and not share):
        return -4, said("its cells do not name people")
    return (1, words) if share >= 0.5 else (-1, words) if share == 0 else (0, words)


def _with(contents: Contents, strength: int) -> Judgement:
    points, words = _relation(contents, strength)
    named = contents.people if strength > 3 else contents.listed  # "Bea Ode" may be the spouse of "Ben Ode"
    return (points if named or contents.given_names else -4), words


def _needs(contents: Contents, strength: int) -> Judgement:
    if contents.share(is_bare) >= 0.8 or contents.share(has_only_digits) >= 0.8:
        return -4, said("its cells are not about needs")
    fits = may_be_need if strength == 1 else is_need
    told = _of(contents, contents.share(fits), message("%(number)s of %(all)s cells are about needs"))
    return (1, told) if contents.share_of_told(fits) >= 0.3 else (0, "")


LEAST_IN_ORDER = {1: 2, 2: 4, 3: 7}
"""For each strength of a heading, the number of rows from which numbers that only increase number the rows."""


def are_running(contents: Contents, strength: int) -> bool:
    """Whether the cells number the rows: 1, 2, 3 and so on, perhaps with gaps."""
    if contents.different < 1 or contents.filled < max(2, contents.rows - 1, LEAST_IN_ORDER.get(strength, 5)):
        return False
    numbers = [whole_number(text) for text in contents.counts]
    known = [number for number in numbers if number is not None]
    return len(known) == len(numbers) and known[0] < 3 and all(a < b for a, b in itertools.pairwise(known))


def _counts_a_row(text: str) -> bool:
    """Whether a text states the number of people of a row: a small number, or one in words or behind a label."""
    return is_small_number(text) or states_size(text)


def _names_somebody(text: str) -> bool:
    """Whether a text names a person, or tells that somebody without a name comes along: "partner tbc", "+1"."""
    if is_bare(text):
        return False
    found = read_companions(text)
    if found is None or not found.number:
        return False
    return all(is_name_like(name) and NO_PERSON.isdisjoint(fold(name).split()) for name in found.names)


def _names_nobody(text: str) -> bool:
    """Whether a text is only yes, no or none, or says that nobody comes along: "just me"."""
    return is_bare_or_nothing(text) or ((found := read_companions(text)) is not None and not found.number)


def _says_who_comes(text: str) -> bool:
    """Whether a text tells how many come along, or who, or that nobody does."""
    return counts_people(text) or is_bare(text) or fold(text) in words("nothing") or _names_somebody(text)


def _count(contents: Contents, strength: int) -> Judgement:
    if are_running(contents, strength):
        return -4, said("its cells are row numbers")
    share = contents.share(_counts_a_row)
    if share > contents.share(is_small_number):
        labels = [number for text, number in contents.counts.items() if not counts_people(text) and states_size(text)]
        if max(labels, default=1) > 1:  # the name of a household in each of its rows
            return -4, said("some of its values appear in several rows")
    if share >= 0.8:
        return 1, _of(contents, share, SMALL_NUMBERS)
    if strength == 3 and share >= 0.5:
        return 0, _of(contents, share, SMALL_NUMBERS)
    return -4, said("its cells are not numbers of people")


def _total(contents: Contents, strength: int) -> Judgement:
    points, words = _count(contents, strength)
    has_zero = any(text in {"0", "00"} for text in contents.counts)
    return (
        (0, said("%(cells)s, some of them 0", cells=words))
        if points > 0 and has_zero and strength < 3
        else (points, words)
    )


def _more(contents: Contents, strength: int) -> Judgement:
    if are_running(contents, strength):
        return -4, said("its cells are row numbers")
    share = contents.share(is_small_number)
    if share >= 0.8 and strength < 3 and "0" not in contents.counts:
        return -1, _of(contents, share, message("%(number)s of %(all)s cells are small whole numbers, none of them 0"))
    fitting = contents.share(_says_who_comes)
    if fitting >= 0.5:
        return 1, said("its cells contain numbers, yes or no, or names")
    is_sure = strength == 3 and fitting
    return (0 if is_sure else -3), said("its cells do not show who is coming along")


def _names(contents: Contents, strength: int) -> Judgement:
    if contents.listed >= 0.5:  # a spouse may be called nearly as someone else
        told = message("%(number)s of %(all)s cells name people who have their own row")
        return -4, _of(contents, contents.listed, told)
    rest = 1 - contents.share(_names_nobody) if strength == 3 else 1.0
    are_named = contents.share(_names_somebody) >= 0.5 * rest > 0 and (strength == 3 or contents.share(is_name_like))
    if are_named and (strength == 3 or contents.share(is_bare) < MOSTLY):
        return 1, _of(contents, contents.share(is_name_like), COULD_BE_NAMES)
    return -4, said("its cells are not names")


def _tables(contents: Contents, strength: int) -> Judgement:
    return (
        (-4, said("its cells contain yes or no and name no tables")) if contents.share(is_bare) >= MOSTLY else (0, "")
    )


def _share_of(fits: Callable[[str], bool], told: str, against: int) -> Callable[[Contents, int], Judgement]:
    def judge(contents: Contents, strength: int) -> Judgement:
        return _fits(contents, contents.share(fits), told, against)

    return judge


def _phone(contents: Contents, strength: int) -> Judgement:
    return _fits(contents, contents.share(is_surely_phone if strength == 1 else is_phone), ARE_PHONES, -4)


def _assets(contents: Contents, strength: int) -> Judgement:
    return (1 if contents.share(has_colon) >= 0.5 else 0), ""


def _organization(contents: Contents, strength: int) -> Judgement:
    return (
        (-4, said("its cells are not organizations"))
        if contents.share(is_bare) >= MOSTLY or contents.share(is_email) >= MOSTLY
        else (0, "")
    )


JUDGES: Mapping[str, Callable[[Contents, int], Judgement]] = MappingProxyType(
    {
        "name": _name,
        "first name": _first_or_last,
        "last name": _first_or_last,
        "id": _identity,
        "attending": _attending,
        "organization": _organization,
        "representative_type": _role,
        "status": _status,
        "duty": _one_word(DUTIES, "duty", message("staff duties")),
        "apart": _relation,
        "avoids": _relation,
        "wishes": _relation,
        "with": _with,
        "needs": _needs,
        "languages": _share_of(is_languages, message("%(number)s of %(all)s cells are languages"), -1),
        "email": _share_of(is_email, ARE_EMAILS, -4),
        "phone": _phone,
        "assets": _assets,
        "chose": _tables,
        "declined": _tables,
        "party total": _total,
        "party more": _more,
        "party adults": _count,
        "party children": _count,
        "party names": _names,
    }
)
"""For each meaning, the function that judges its cells; other meanings depend only on the heading."""
