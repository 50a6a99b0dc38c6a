"""Find rating grids: columns that ask for one rating each of several topics, as forms write them.

The headings of a grid share one text, in which one part differs: "Interest: Talent" and "Interest: Capital", or
"How interested are you in talent?" and "How interested are you in capital?". The cells are of one scale.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from seating.profiles.columns import ALIASES, OF_AREA
from seating.profiles.headings.assignment import Group, Member, together
from seating.profiles.headings.competing_columns import Decisions, SheetColumn, may_join
from seating.profiles.headings.contents import is_nothing, words
from seating.profiles.headings.evidence import MIN_POINTS, candidates
from seating.profiles.headings.heading_phrases import find_phrases, plain
from seating.wording import fold, quoted, said, squashed, whole_number

INTERESTS = "interests"

HIGHEST = 3
"""The highest score of an interest."""

TOPMOST = 5
"""The highest number of a scale. A scale of interest that its heading names may go up to `LONGEST_SCALE`."""

LONGEST_SCALE = 10

FEWEST_IN_ORDER = 3
"""Number of topics from which numbers that all differ on each row are places in an order and no ratings."""

MOST_PIECES = 40
"""Number of words of a heading that are compared."""

FEWEST_WORDS = 3
"""Number of words that the headings of a grid share if no sign separates the topic."""

MARKED = re.compile(r"[:\[({–—-]")
"""Matches the sign between a topic and the rest of a heading: "Interest: Talent", "Talent (0-3)"."""

PIECE = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
LABELED = re.compile(r"(\d{1,2})(?:\.0+|\s*(?:[-–—:=.)(]|\s)\s*\D.*)", re.DOTALL)
"""Matches a number with its meaning, or as spreadsheets store it: "3 - very interested", "3.0"."""

SIGNS = re.compile(r"[\s;:=|]+")
"""Matches what separates areas and scores in a cell of interests, which a topic cannot have."""

BRACKETED = re.compile(r"(?P<frame>.*?)\s*[\[(](?P<part>[^\[\]()]+)[\])]\s*", re.DOTALL)
"""Matches the heading of a row of a form's grid: "Rate your interest [Talent]"."""


@dataclass(frozen=True, slots=True)
class _Member:
    """A column of a grid, the topic that it asks about, and whether a sign in the heading separates the topic."""

    seen: SheetColumn
    topic: str
    is_marked: bool = False


def list_grids(state: Decisions) -> Iterator[Group]:
    """Yield each rating grid as interests with areas and scores, such as "Talent:3".

    The columns that the convening states as interests are read the same way.
    """
    stated = [one for one in state.seen if is_stated_interest(state, one) and _is_rating(one, LONGEST_SCALE)]
    yield from _group(state, _topics_of(stated), is_stated=True)
    open_ones = [one for one in state.seen if _may_rate(state, one)]
    grids = list(_list_grids(open_ones))
    groups = [group for members in grids for group in _group(state, members, is_stated=False)]
    yield from groups
    grouped = {index for group in groups for index in group.columns}
    for one in open_ones:
        if one.index not in grouped and _asks_for_one(one.heading):
            yield from _group(state, (_Member(one, _topic_alone(one.heading)),), is_stated=False)


def is_stated_interest(state: Decisions, one: SheetColumn) -> bool:
    """Whether the convening states that a column is one of interests."""
    return state.said.get(one.index) == INTERESTS


def _may_rate(state: Decisions, one: SheetColumn) -> bool:
    """Whether nothing else claims a column, and its cells are ratings."""
    if not one.heading or not may_join(state, one, INTERESTS):
        return False
    is_asked = _asks_for_interests(one.heading)
    others = [each for each in candidates(one.heading, one.contents) if each.key != INTERESTS]
    if any(each.points >= MIN_POINTS or (each.heading > 1 and not is_asked) for each in others):
        return False
    return _is_rating(one, LONGEST_SCALE if is_asked else TOPMOST)


def _is_rating(one: SheetColumn, most: int) -> bool:
    """Whether all cells are of a scale of numbers or of words, and they are not all the same."""
    is_rated = False
    for text in one.contents.counts:
        if not is_nothing(text):
            is_rated = (number := _rate(text)) is not None and number <= most
            if not is_rated:
                break
    return is_rated


def _rate(text: str) -> int | None:
    """Return the number of a rating: a whole number, a number with its meaning, or a word of a scale.

    >>> _rate("3"), _rate("2 - somewhat"), _rate("Very interested"), _rate("Ana")
    (3, 2, 3, None)
    """
    if (number := whole_number(text.strip())) is not None:
        return number
    if labeled := LABELED.fullmatch(text.strip()):
        return int(labeled[1])
    spoken = plain(text)
    return next((score for score, scale in enumerate(_scales()) if spoken in scale), None)


def _scales() -> Sequence[frozenset[str]]:
    """Return the words of a scale for each score from 0."""
    return tuple(words(f"rating_{score}") for score in range(HIGHEST + 1))


def _asks_for_interests(heading: str) -> bool:
    """Whether a heading, or what stands before its topic, is about interests."""
    frame = OF_AREA.split(heading, maxsplit=1)[0]
    is_alias = ALIASES.get(squashed(frame)) == INTERESTS
    return is_alias or any(found.meaning == INTERESTS for found in find_phrases(heading))


def _asks_for_one(heading: str) -> bool:
    """Whether a heading is about the interest in one topic that a sign separates: "Interest: Talent"."""
    topic = _topic_alone(heading)
    return _asks_for_interests(heading) and topic != heading and any(map(str.isalpha, topic))


def _list_grids(columns: Sequence[SheetColumn]) -> Iterator[tuple[_Member, ...]]:
    """Yield the grids among columns of ratings, the largest first; no column is in two."""
    left = list(columns)
    while members := _largest(left):
        yield members
        taken = {member.seen.index for member in members}
        left = [one for one in left if one.index not in taken]


def _largest(columns: Sequence[SheetColumn]) -> tuple[_Member, ...]:
    """Return the columns that share most of a heading and differ in one part; () if no two do."""
    by_frame: dict[tuple[str, ...], list[_Member]] = {}
    for one in columns:
        for frame, member in _split(one):
            by_frame.setdefault(frame, []).append(member)
    grids = [
        (len(members), all(one.is_marked for one in members), len(" ".join(frame)), tuple(members))
        for frame, members in by_frame.items()
        if _is_grid(frame, members)
    ]
    return max(grids, key=lambda grid: grid[:3], default=(0, False, 0, ()))[3]


def _split(one: SheetColumn) -> Iterator[tuple[tuple[str, ...], _Member]]:
    """Yield each way to cut a heading into a topic and the text around it, which is what a grid has in common."""
    heading, pieces = one.heading, list(PIECE.finditer(one.heading))[:MOST_PIECES]
    spoken = [fold(piece[0]) for piece in pieces]
    for first in range(len(pieces)):
        for last in range(first, len(pieces)):
            before, after = spoken[:first], spoken[last + 1 :]
            if before or after:
                start, end = pieces[first].start(), pieces[last].end()
                is_marked = _is_marked(heading, start, end, is_first=not before, is_last=not after)
                yield (*before, "…", *after), _Member(one, heading[start:end], is_marked)


def _is_marked(heading: str, start: int, end: int, *, is_first: bool, is_last: bool) -> bool:
    """Whether a sign separates a topic at either end of a heading from the rest of it."""
    if is_first:
        return MARKED.match(heading[end:].lstrip()[:1]) is not None
    return is_last and MARKED.match(heading[:start].rstrip()[-1:]) is not None


def _is_grid(frame: Sequence[str], members: Sequence[_Member]) -> bool:
    """Whether columns ask for ratings of different topics that have names, on more than yes and no.

    Two names of people can share a word, so the text in common is a heading of its own or has several words, unless it
    is about interests.
    """
    topics = {fold(member.topic) for member in members}
    if len(members) < 2 or len(topics) < len(members) or not all(any(map(str.isalpha, topic)) for topic in topics):
        return False
    if _asks_for_interests(members[0].seen.heading):
        return True
    numbers = {_rate(text) for member in members for text in member.seen.contents.counts} - {None, 0}
    has_frame = all(one.is_marked for one in members) or len(frame) > FEWEST_WORDS
    are_people = any(topic in members[0].seen.contents.names for topic in topics)
    return has_frame and len(numbers) > 1 and not are_people


def _topics_of(columns: Sequence[SheetColumn]) -> tuple[_Member, ...]:
    """Return columns that the convening states as interests: the topic is what differs, or else the whole heading."""
    inside = {member.seen.index: member for grid in _list_grids(columns) for member in grid}
    return tuple(inside.get(one.index) or _Member(one, _topic_alone(one.heading)) for one in columns)


def _topic_alone(heading: str) -> str:
    """Return the topic of a heading that no other resembles: what is in brackets or after a colon, or all of it.

    >>> _topic_alone("Interest: Talent"), _topic_alone("Rating [Talent & Skill]"), _topic_alone("Talent")
    ('Talent', 'Talent & Skill', 'Talent')
    """
    if bracketed := BRACKETED.fullmatch(heading):
        return bracketed["part"].strip()
    parts = OF_AREA.split(heading, maxsplit=1)
    return parts[-1].strip() or heading


def _group(state: Decisions, members: Sequence[_Member], *, is_stated: bool) -> Iterator[Group]:
    """Yield columns as interests, with the topic and the score in each of their cells."""
    is_order = _are_in_order(state, members)
    if not members or (is_order and not is_stated and not _are_ranked(members)):
        return
    numbers = {_rate(text) for member in members for text in member.seen.contents.counts} - {None}
    scores = _scale(max(filter(None, numbers), default=0), has_zero=0 in numbers)
    if is_order and _are_ranked(members):
        scores = {number: max(1, HIGHEST + 1 - number) for number in filter(None, numbers)}
    found = []
    for member in members:
        topic = SIGNS.sub(" ", member.topic).strip()
        told = said("its cells are ratings; the heading asks about %(topic)s", topic=quoted(topic))
        cells = tuple(_score_cell(row.cell(member.seen.index), topic, scores) for row in state.body)
        is_guess = not _asks_for_interests(member.seen.heading)
        found.append(Member(member.seen.index, INTERESTS, told, is_guess=is_guess, cells=cells))
    yield together(found)


def _are_ranked(members: Sequence[_Member]) -> bool:
    """Whether the headings ask for ranks: "Rank [Talent]"."""
    return all(set(plain(one.seen.heading).split()) & words("rankings") for one in members)


def _are_in_order(state: Decisions, members: Sequence[_Member]) -> bool:
    """Whether each row puts the topics in an order, so that a low number is a high wish.

    Two topics are enough if the headings ask for ranks.
    """
    if len(members) < (2 if _are_ranked(members) else FEWEST_IN_ORDER):
        return False
    rows = [[row.cell(member.seen.index).strip() for member in members] for row in state.body]
    filled = [[cell for cell in row if cell] for row in rows]
    filled = [row for row in filled if row]
    return all(sorted(map(_rank, row)) == list(range(1, len(row) + 1)) for row in filled) and any(
        len(row) == len(members) for row in filled
    )


def _rank(cell: str) -> int:
    number = whole_number(cell)
    return -1 if number is None else number


def _scale(highest: int, *, has_zero: bool) -> Mapping[int, int]:
    """Return the score of an interest for each number of a scale; a scale up to 3 is the one that is used.

    >>> dict(_scale(5, has_zero=False)), dict(_scale(2, has_zero=True))
    ({0: 0, 1: 0, 2: 1, 3: 2, 4: 2, 5: 3}, {0: 0, 1: 1, 2: 2})
    """
    if highest <= HIGHEST:
        return MappingProxyType({number: number for number in range(highest + 1)})
    lowest = 0 if has_zero else 1
    steps = highest - lowest
    found = {n: (2 * HIGHEST * (n - lowest) + steps) // (2 * steps) for n in range(lowest, highest + 1)}
    return MappingProxyType({0: 0, **found})


def _score_cell(cell: str, topic: str, scores: Mapping[int, int]) -> str:
    """Return a cell with the topic before its score; "" for a cell that is no rating."""
    number = _rate(cell) if cell.strip() else None
    return "" if number is None else f"{topic}:{scores[number]}"
