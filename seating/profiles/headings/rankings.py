"""Find ranked choices: columns such as "First choice" and "Second choice", and an order of topics in one cell.

They are read as interests: the first choice scores 3, the second 2, and all later ones 1.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from seating.profiles.headings.assignment import Group, Member, together
from seating.profiles.headings.competing_columns import Decisions, SheetColumn, may_join
from seating.profiles.headings.contents import is_date, is_need, is_nothing, words
from seating.profiles.headings.evidence import HALF
from seating.profiles.headings.grids import HIGHEST, INTERESTS, SIGNS, is_stated_interest
from seating.profiles.headings.heading_phrases import plain
from seating.wording import fold, said

MOST_TOPICS = 30
"""Number of different topics up to which choices are of topics."""

NUMBERED = re.compile(r"\s*([1-9])\s*[.)]\s+")
ORDINAL = re.compile(r"([1-9])(?:st|nd|rd|th|er|ere|re|eme|e|a|o|ª|º)?")
BETWEEN = re.compile(r"\s*(?:>|→|»|(?:^|[;,\n]|\s)\s*[1-9][.)]\s)\s*")
"""Separates the topics of an order in one cell: "Housing > Jobs", "1. Housing 2. Jobs"."""

LISTED = re.compile(r"\s*[;,\n]\s*")


@dataclass(frozen=True, slots=True)
class _Choice:
    """A column of choices of one rank, from 1."""

    seen: SheetColumn
    rank: int


def score_of(rank: int) -> int:
    """Return the score of interest of a choice, by its rank from 1."""
    return max(1, HIGHEST + 1 - rank)


def asks_for_choice(heading: str) -> bool:
    """Whether a heading asks what people want: "Workshop (1st preference)", "Which topic do you want to discuss?"."""
    return bool(set(plain(heading).split()) & (words("choices") | words("wanted")))


def list_rankings(state: Decisions) -> Iterator[Group]:
    """Yield ranked choices of the same topics, and orders of topics, as interests with scores, such as "Housing:3"."""
    open_ones = [one for one in state.seen if is_stated_interest(state, one) or _may_be_chosen(state, one)]
    ranked: set[int] = set()
    for choices in _list_families(open_ones):
        if _share_topics(choices):
            ranked |= {choice.seen.index for choice in choices}
            yield together(_members(state, choices))
    for one in open_ones:
        if one.index not in ranked and (order := _read_orders(one)):
            told = said("its cells put topics in an order")
            cells = tuple(order.get(row.cell(one.index), "") for row in state.body)
            yield together([Member(one.index, INTERESTS, told, is_guess=True, cells=cells)])


def _may_be_chosen(state: Decisions, one: SheetColumn) -> bool:
    """Whether a heading asks for choices, nothing else claims the column, and its cells could be topics."""
    if not may_join(state, one, INTERESTS):
        return False
    spoken, cells = set(plain(one.heading).split()), one.contents
    if (
        not cells.filled
        or not spoken & (words("choices") | words("rankings"))
        or spoken & (words("food") - words("choices"))
    ):
        return False
    return max(cells.people, cells.share(is_need), cells.share(_is_no_topic)) < HALF


def _is_no_topic(text: str) -> bool:
    spoken = set(plain(text).split())
    return is_date(text) or not any(map(str.isalpha, text)) or bool(spoken & (words("dishes") | words("days")))


def _list_families(columns: Sequence[SheetColumn]) -> Iterator[tuple[_Choice, ...]]:
    """Yield the columns whose headings differ only in their rank, if the ranks are 1, 2 and so on."""
    found: dict[tuple[str, ...], list[_Choice]] = {}
    for one in columns:
        frame, rank = _split_rank(one.heading)
        if rank is not None:
            found.setdefault(frame, []).append(_Choice(one, rank))
    for choices in found.values():
        choices.sort(key=lambda choice: choice.rank)
        if len(choices) > 1 and [one.rank for one in choices] == list(range(1, len(choices) + 1)):
            yield tuple(choices)


def _split_rank(heading: str) -> tuple[tuple[str, ...], int | None]:
    """Return the words of a heading without its rank, and the rank.

    >>> _split_rank("Workshop (1st preference)"), _split_rank("2. Wahl")
    ((('workshop', 'preference'), 1), (('wahl',), 2))
    """
    spoken = plain(heading).split()
    ranks = {at: rank for at, word in enumerate(spoken) if (rank := _rank_of(word)) is not None}
    if len(ranks) == 1:
        ((at, rank),) = ranks.items()
        rest = words("rank_1") | words("rank_2") | words("rank_3")
        frame = (*spoken[:at], *(["…"] if spoken[at] in words("choices") & rest else []), *spoken[at + 1 :])
        return frame, rank
    numbered = NUMBERED.match(heading)
    return tuple(spoken), int(numbered[1]) if numbered and not ranks else None


def _rank_of(word: str) -> int | None:
    if found := ORDINAL.fullmatch(word):
        return int(found[1])
    return next((rank for rank in range(1, 6) if word in words(f"rank_{rank}")), None)


def _share_topics(choices: Sequence[_Choice]) -> bool:
    """Whether the columns have the same few topics, most of them more than once."""
    topics = [Counter({fold(text): n for text, n in one.seen.contents.counts.items()}) for one in choices]
    together = sum(topics, Counter())
    if not 1 < len(together) <= MOST_TOPICS or sum(together.values()) < 2 * len(together):
        return False
    return all(
        2 * sum(number for text, number in one.items() if together[text] > number) >= sum(one.values())
        for one in topics
    )


def _members(state: Decisions, choices: Sequence[_Choice]) -> Iterator[Member]:
    """Yield the columns of ranked choices with the score after each topic; one that is chosen again becomes blank."""
    chosen: list[set[str]] = [set() for _ in state.body]
    for one in choices:
        topics = [_topic(row.cell(one.seen.index)) for row in state.body]
        cells = tuple(
            f"{topic}:{score_of(one.rank)}" if topic and fold(topic) not in before else ""
            for topic, before in zip(topics, chosen, strict=True)
        )
        for topic, before in zip(topics, chosen, strict=True):
            before.add(fold(topic))
        told = said("its cells are topics that other columns have, too; it has rank %(number)s", number=one.rank)
        yield Member(one.seen.index, INTERESTS, told, is_guess=True, cells=cells)


def _topic(cell: str) -> str:
    """Return a topic as interests have it; "" for a cell that chooses none."""
    is_none = is_nothing(cell) or plain(cell) in words("no choice")
    return "" if is_none else SIGNS.sub(" ", cell).strip()


def _read_orders(one: SheetColumn) -> Mapping[str, str]:
    """Return the interests for each cell that puts topics in an order; {} if the column has no orders."""
    texts = [text for text in one.contents.counts if _topic(text)]
    orders = {text: _list_topics(BETWEEN, text) for text in texts}
    if 2 * sum(len(topics) > 1 for topics in orders.values()) < len(texts):
        if not set(plain(one.heading).split()) & words("rankings"):
            return {}
        orders = {text: _list_topics(LISTED, text) for text in texts}
        if len({frozenset(map(fold, topics)) for topics in orders.values()}) > 1:
            return {}
    named = Counter(fold(topic) for topics in orders.values() for topic in topics)
    if len(named) < 2 or len(named) > MOST_TOPICS or 2 * sum(n > 1 for n in named.values()) < len(named):
        return {}
    return {
        text: "; ".join(f"{topic}:{score_of(rank)}" for rank, topic in enumerate(topics, 1))
        for text, topics in orders.items()
    }


def _list_topics(sign: re.Pattern[str], text: str) -> Sequence[str]:
    """Return the topics that a sign separates, each once."""
    topics = {fold(topic): topic for part in sign.split(text) if (topic := SIGNS.sub(" ", part).strip(" .)"))}
    return tuple(topics.values())
