"""Answer the questions who sits together, who sits apart, and who sits at the tables that the convener fills."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import combinations
from typing import Any

from seating.api.guided_start.answer_phrases import NUMBER, pattern_of, split_list
from seating.api.guided_start.asking import Misunderstood, Offer, Read, ask_who, replace_part
from seating.api.guided_start.questionnaire import Draft, Entry
from seating.mentions import Mention, MentionKind
from seating.mentions.phrases import PhraseReader
from seating.room.tables import Table
from seating.wording import Said, fold, is_blank_text, quoted, said, said_joined, said_list

MOST_PAIRS = 60
"""Maximum number of pairs of people that one answer keeps apart; two large organizations have more."""

BETWEEN = re.compile(r"\s+(?:and|y|e|with|con|vs\.?|versus|from|de)\s+|\s*[/|&+,]\s*|\s+[-–—]\s+", re.IGNORECASE)
"""What stands between two who are named."""

AROUND_COLUMN = re.compile(
    rf"^(?:{pattern_of('columns', 'keep')}\s+)?(?:{pattern_of('columns', 'each')}\s+)?"
    rf"(?P<column>.+?)(?:\s+{pattern_of('columns', 'together')})?$",
    re.IGNORECASE,
)
EVERYONE = re.compile(rf"^(?:{pattern_of('columns', 'everyone')})\s+(?:from|of|at|in|de)\s+", re.IGNORECASE)
SEATS = re.compile(
    rf"^(?P<least>{NUMBER})(?:\s*(?:-|–|to|a)\s*(?P<most>{NUMBER}))?(?:\s+(?:people|members|personas))?$"
)
"""A number of members, which the program chooses."""


def read_together(draft: Draft, text: str) -> Read:
    """Return the draft with the people who share a table, and what was understood.

    Parameters
    ----------
    draft : Draft
    text : str
    """
    reader, entries, told = PhraseReader(draft.people), list[Entry](), list[Said]()
    for item in _list_items(draft, reader, text):
        column = _find_column(draft, reader, item)
        if column is not None:
            entries.append(Entry({"kind": "together", "by": column}, about=item))
            told.append(said("people with the same %(column)s", column=quoted(draft.people.headings[column].text)))
            continue
        mentions = _resolve_all(draft, reader, AROUND_COLUMN.sub(r"\g<column>", item))
        asked = _refuse(draft, text, item, mentions, fewest=1)
        if asked is not None:
            return asked
        entry = _make_together(draft, text, item, mentions)
        if isinstance(entry, Misunderstood):
            return entry
        entries.append(entry)
        told.append(said_list(one.text for one in mentions))
    says = said("At the same table: %(people)s.", people=said_joined(told, "; "))
    return replace(draft, together=tuple(entries)), says


def _make_together(draft: Draft, text: str, item: str, mentions: Sequence[Mention]) -> Entry | Misunderstood:
    """Return the requirement for people who share a table."""
    if draft.is_starter:
        return Entry({"kind": "together", "people": [one.text for one in mentions]}, waits=True)
    people = list(dict.fromkeys(identity for one in mentions for identity in one.ids))
    if len(people) < 2:
        return Misunderstood(said("%(text)s names only one person.", text=quoted(item)))
    seats = [one["seats"]["max"] for one in draft.tables if "seats" in one]
    if seats and len(people) > max(seats):
        says = said(
            "%(text)s names %(number)s people, but the largest table has %(seats)s seats.",
            text=quoted(item),
            number=len(people),
            seats=max(seats),
        )
        columns = {column for one in mentions for column in one.who if column in draft.people.headings}
        headings = [draft.people.headings[column].text for column in columns if len(columns) == 1]
        return Misunderstood(says, tuple(_offer_column(text, item, heading) for heading in headings))
    return Entry({"kind": "together", "people": _list_names(draft, people)}, about=item)


def _offer_column(text: str, item: str, heading: str) -> Offer:
    says = said("All people with the same %(column)s sit at the fewest tables.", column=quoted(heading))
    return Offer(says, replace_part(text, item, f"each {heading}"))


def read_apart(draft: Draft, text: str) -> Read:
    """Return the draft with the people who do not share a table, and what was understood.

    Parameters
    ----------
    draft : Draft
    text : str
    """
    reader, entries, told = PhraseReader(draft.people), list[Entry](), list[Said]()
    for item in _list_items(draft, reader, text):
        mentions = _resolve_all(draft, reader, item)
        relation = _find_relation(draft, reader, item, mentions)
        if relation is not None:
            entries.append(Entry({"kind": "apart", "relation": relation, "private": True}, about=item))
            heading = quoted(draft.people.headings[relation].text)
            told.append(said("everyone and the people or organizations in their %(column)s column", column=heading))
            continue
        asked = _refuse(draft, text, item, mentions, fewest=2)
        if asked is not None:
            return asked
        entry = _make_apart(draft, item, mentions)
        if isinstance(entry, Misunderstood):
            return entry
        entries.append(entry)
        told.append(said_list(one.text for one in mentions))
    says = said("Never at the same table: %(pairs)s.", pairs=said_joined(told, "; "))
    return replace(draft, apart=tuple(entries)), says


def _make_apart(draft: Draft, item: str, mentions: Sequence[Mention]) -> Entry | Misunderstood:
    """Return the requirement for people who do not share a table: each of one side with each of another."""
    if draft.is_starter:
        return Entry({"kind": "apart", "people": [one.text for one in mentions], "private": True}, waits=True)
    sides = [one.ids for one in mentions]
    pairs = {frozenset((a, b)): [a, b] for one, other in combinations(sides, 2) for a in one for b in other if a != b}
    if not pairs:
        return Misunderstood(said("%(text)s names the same people twice.", text=quoted(item)))
    if len(pairs) > MOST_PAIRS:
        many = said("%(text)s would make %(number)s pairs of people.", text=quoted(item), number=len(pairs))
        return Misunderstood(said_joined([many, said("Name the people you mean.")], " "))
    named = [_list_names(draft, pair) for pair in pairs.values()]
    return Entry({"kind": "apart", "pairs": named, "private": True}, about=item)


def read_members(draft: Draft, text: str) -> Read:
    """Return the draft with the people at the tables that the convener fills, and what was understood.

    Parameters
    ----------
    draft : Draft
    text : str
    """
    chosen = draft.chosen_tables
    reader = PhraseReader(draft.people, (Table(id=one["id"], name=one["name"]) for one in chosen))
    members: dict[str, tuple[str, ...]] = {}
    told = []
    for part in re.split(r"[;\n]", text):
        if is_blank_text(part):
            continue
        name, colon, names = part.partition(":")
        if colon and reader.read(part).is_on_list:  # a column with a value
            colon = ""
        table = reader.resolver.resolve_table(_short_name(chosen, name.strip())) if colon else None
        if table is None and len(chosen) > 1:
            tables = said_list(quoted(one["name"]) for one in chosen)
            return Misunderstood(said("Write the table and a colon before its people: %(tables)s.", tables=tables))
        if table is not None and not table.is_known:
            return Misunderstood(said("There is no table called %(name)s.", name=quoted(name.strip())))
        identity = chosen[0]["id"] if table is None else table.ids[0]
        mentions = [reader.read(one) for one in split_list(names if colon else part, ",")]
        unknown = next((one for one in mentions if not one.is_on_list), None)
        if unknown is not None:
            return ask_who(text, unknown, may_be_missing=False)
        people = tuple(dict.fromkeys(person for one in mentions for person in one.ids))
        members[identity] = tuple(_list_names(draft, people))
        label = next(one["name"] for one in chosen if one["id"] == identity)
        told.append(said("%(table)s: %(names)s.", table=label, names=said_list(members[identity])))
    return replace(draft, members=members), said_joined(told, " ")


def _short_name(chosen: Sequence[dict[str, Any] | Any], typed: str) -> str:
    """Return the name of a table by its first word: steering is the steering table."""
    found = [one["name"] for one in chosen if fold(one["name"]).split()[0] == fold(typed)]
    return found[0] if len(found) == 1 else typed


def _list_items(draft: Draft, reader: PhraseReader, text: str) -> Iterator[str]:
    """Yield the groups or pairs; a comma separates them if "and" or another word stands in each part."""
    for part in re.split(r"[;\n]", text):
        pieces = [one.strip(" .") for one in part.split(",")]
        is_list = len(pieces) > 1 and all(
            BETWEEN.search(one) or _find_column(draft, reader, one) is not None for one in pieces
        )
        yield from (one for one in (pieces if is_list else [part.strip(" .")]) if one)


def _find_column(draft: Draft, reader: PhraseReader, item: str) -> str | None:
    """Return the column whose groups an item names, such as "each family"; None if it names none."""
    if draft.is_starter or reader.read(item).is_on_list:
        return None
    found = AROUND_COLUMN.match(item)
    return reader.find_column(found["column"] if found else item)


def _find_relation(draft: Draft, reader: PhraseReader, item: str, mentions: Sequence[Mention]) -> str | None:
    """Return the column of relations that an item names: by its heading, or by both sides of it."""
    if draft.is_starter:
        return None
    named = draft.people.column(item)
    if named is not None:
        return named
    sides = {reader.find_relation(one.text) for one in mentions}
    return sides.pop() if len(mentions) > 1 and len(sides) == 1 else None


def _resolve_all(draft: Draft, reader: PhraseReader, item: str) -> tuple[Mention, ...]:
    """Return who is named in an item: the whole, or the parts between "and", whichever are on the list."""
    if draft.is_starter:
        parts = BETWEEN.split(EVERYONE.sub("", item))
        return tuple(Mention(one.strip(), MentionKind.UNKNOWN) for one in parts if one.strip())

    @cache  # an item of many parts has the same rest after many of them
    def split(text: str) -> tuple[Mention, ...]:
        bare = EVERYONE.sub("", text)
        whole = reader.read(bare)
        best: tuple[Mention, ...] = (whole,)
        for found in () if whole.is_on_list else BETWEEN.finditer(bare):
            one, other = bare[: found.start()].strip(), bare[found.end() :].strip()
            if not one or not other:
                continue
            sides = (reader.read(one), *split(other))
            if len(best) == 1 or sum(side.is_on_list for side in sides) > sum(side.is_on_list for side in best):
                best = sides
            if all(side.is_on_list for side in best):
                break
        return best

    return split(item)


def _refuse(draft: Draft, text: str, item: str, mentions: Sequence[Mention], fewest: int) -> Misunderstood | None:
    """Return why an item cannot be used: too few are named, or somebody is not on the list."""
    if draft.is_starter:
        return None if len(mentions) > 1 else _too_few(item)
    if len(mentions) < fewest or (len(mentions) == 1 and not mentions[0].is_on_list and not mentions[0].near):
        return _too_few(item)
    unknown = next((one for one in mentions if not one.is_on_list), None)
    return None if unknown is None else ask_who(text, unknown, may_be_missing=False)


def _too_few(item: str) -> Misunderstood:
    return Misunderstood(said("%(text)s does not name two people or organizations.", text=quoted(item)))


def _list_names(draft: Draft, ids: Sequence[str]) -> list[str]:
    """Return the people as the convening names them: by id if others have the same name."""
    names = Counter(fold(person.name) for person in draft.people)
    people = [draft.people.by_id[identity] for identity in ids]
    return [one.name if one.name and names[fold(one.name)] == 1 else one.id for one in people]
