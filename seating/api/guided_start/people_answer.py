"""Answer the question who must be in the room, or at each table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from seating.api.guided_start.answer_phrases import AND, NUMBER, pattern_of, read_number, split_list
from seating.api.guided_start.asking import Misunderstood, Offer, Read, ask_who
from seating.api.guided_start.questionnaire import Draft, Entry
from seating.mentions import Mention, MentionKind
from seating.mentions.kinds_of_people import PERSPECTIVE
from seating.mentions.phrases import PhraseReader
from seating.mentions.word_table import without_article
from seating.requirements.voice import THE_ROOM
from seating.room.tables import Table
from seating.wording import Said, capitalized, quoted, said, said_joined, said_list

AT_EACH = re.compile(rf"\s*,?\s*{pattern_of('places', 'each')}\s*$", re.IGNORECASE)
BUT = re.compile(
    rf"\s*,?\s*{pattern_of('places', 'each')}\s+{pattern_of('places', 'but')}\s+(?:at\s+)?(?P<but>.+)$", re.IGNORECASE
)
EACH_NEEDS = re.compile(rf"^{pattern_of('places', 'opening_each')}\s+", re.IGNORECASE)
IN_ROOM = re.compile(rf"\s+{pattern_of('places', 'room')}$", re.IGNORECASE)
AT = re.compile(rf"^(?P<who>.+?)\s+{pattern_of('places', 'at')}\s+(?P<at>.+)$", re.IGNORECASE)
NEEDS = re.compile(rf"^{pattern_of('places', 'needs')}\s+", re.IGNORECASE)
NUMBERED = re.compile(rf"^(?:{pattern_of('places', 'least')}\s+)?(?P<number>{NUMBER})\s+(?P<who>.+)$", re.IGNORECASE)

EACH_TABLE = "each"
"""Where a kind of people is needed, beside `the room` and the ids of tables."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Who is needed, how many, and where: `the room`, `each`, or the ids of tables; () if the answer tells no place."""

    mention: Mention
    number: int
    at: tuple[str, ...]

    @property
    def name(self) -> str:
        """How the convening calls them: by the words of the answer, without what stands around them."""
        return capitalized(re.sub(r"^(?:from|de)\s+", "", without_article(self.mention.text)))

    @property
    def plain(self) -> dict[str, Any]:
        """The requirement, as it is written."""
        where: dict[str, Any] = {} if EACH_TABLE in self.at else {"at": list(self.at)}
        if self.at in {(), (THE_ROOM,)}:
            where = {"at": THE_ROOM}
        return {"kind": "voice", "name": self.name, "who": self.mention.who, "at_least": self.number, **where}


def read_needed(draft: Draft, text: str) -> Read:
    """Return the draft with the people who are needed, and what was understood.

    Parameters
    ----------
    draft : Draft
    text : str
    """
    tables = tuple(Table(id=one["id"], name=one["name"]) for one in draft.tables)
    reader = PhraseReader(draft.people, tables)
    found: list[Wanted] = []
    for half in re.split(r"[;\n]", text):
        wanted = list(_read_half(draft, reader, half))
        if (asked := _ask_places(text, half, wanted)) is not None:
            return asked
        found += wanted
    unknown = next((one.mention for one in found if not one.mention.is_known), None)
    if unknown is not None:
        return ask_who(text, unknown, may_be_missing=True)
    made = replace(draft, needed=tuple(Entry(one.plain) for one in found))
    return made, _tell(draft, found, tables)


def _read_half(draft: Draft, reader: PhraseReader, text: str) -> Iterator[Wanted]:
    """Yield who a part of an answer without semicolons names."""
    text = NEEDS.sub("", text.strip(" ."))
    is_each = bool(EACH_NEEDS.match(text))
    for item in _join_places(reader, EACH_NEEDS.sub("", text)):
        for one in _read_item(draft, reader, item):
            yield replace(one, at=(EACH_TABLE,)) if is_each and not one.at else one


def _join_places(reader: PhraseReader, text: str) -> list[str]:
    """Return the items between commas; the name of a table after one with a place belongs to it: at jobs, housing."""
    items: list[str] = []
    for piece in text.split(","):
        item = re.sub(r"^(?:and|y|e)\s+", "", piece.strip(" ."), flags=re.IGNORECASE)
        if items and reader.resolver.resolve_table(item).is_known and _take_place(reader, items[-1])[1]:
            items[-1] = f"{items[-1]}, {item}"
        elif item:
            items.append(item)
    return items


def _read_item(draft: Draft, reader: PhraseReader, item: str) -> Iterator[Wanted]:
    """Yield who an item names; "and" separates two if the whole is not on the list, but one of the two is."""
    name, at = _take_place(reader, NEEDS.sub("", item))
    number, mention = _resolve(draft, reader, name)
    for found in () if mention.is_on_list else AND.finditer(name):
        sides = (name[: found.start()], name[found.end() :])
        known = [_resolve(draft, reader, side)[1].is_on_list for side in sides]
        if any(known) or draft.is_starter or sides[0].endswith("?"):
            for side in sides:
                yield from (replace(one, at=one.at or at) for one in _read_item(draft, reader, side))
            return
    yield Wanted(mention, number, at)


def _take_place(reader: PhraseReader, item: str) -> tuple[str, tuple[str, ...]]:
    """Return an item without the place where the people are needed, and the place; () if it names none."""
    if found := AT_EACH.search(item):
        return item[: found.start()], (EACH_TABLE,)
    if found := IN_ROOM.search(item):
        return item[: found.start()], (THE_ROOM,)
    if found := BUT.search(item):
        names = [part for one in found["but"].split(",") for part in split_list(one)]
        but = {identity for name in names for identity in reader.resolver.resolve_table(name).ids}
        if len(but) == len(names):
            return item[: found.start()], tuple(table.id for table in reader.resolver.tables if table.id not in but)
    if (found := AT.match(item)) is not None and not reader.read(item).is_one_name:
        names = [part for one in found["at"].split(",") for part in split_list(one)]
        tables = [reader.resolver.resolve_table(name) for name in names]
        if all(table.is_known for table in tables):
            return found["who"], tuple(identity for table in tables for identity in table.ids)
    return item, ()


def _resolve(draft: Draft, reader: PhraseReader, text: str) -> tuple[int, Mention]:
    """Return how many are needed, and of which people; a name on the list that begins with a number stays whole."""
    whole = reader.read(text)
    found = NUMBERED.match(text)
    if found is None or whole.is_on_list:
        number, mention = 1, whole
    else:
        number, mention = read_number(found["number"]), reader.read(found["who"])
    if draft.is_starter and not mention.is_known:  # nobody has a list yet
        mention = reader.read(f"{mention.text}?")
    return number, mention


def _ask_places(text: str, half: str, wanted: Sequence[Wanted]) -> Misunderstood | None:
    """Return the question whether "at each table" at the end belongs to all that stands before it."""
    if len(wanted) < 2 or EACH_TABLE not in wanted[-1].at or all(one.at for one in wanted):
        return None
    found = AT_EACH.search(half.rstrip(" ."))
    if found is None:
        return None
    place = found.group().strip(" ,")
    items = half.rstrip(" .")[: found.start()]
    open_items = [one.mention.text for one in wanted if not one.at]
    everywhere = ", ".join(f"{item} {place}" for item in split_list(items, ","))
    last = ", ".join(
        [*(f"{item} in the room" for item in split_list(items, ",")[:-1]), f"{split_list(items, ',')[-1]} {place}"]
    )
    says = said(
        "Are %(names)s needed at each table too, or only in the room?", names=said_list(map(quoted, open_items))
    )
    offers = (
        Offer(said("All of them are needed at each table."), text.replace(half, everywhere)),
        Offer(
            said("Only %(name)s is needed at each table.", name=quoted(wanted[-1].mention.text)),
            text.replace(half, last),
        ),
    )
    return Misunderstood(says, offers)


def _tell(draft: Draft, found: Sequence[Wanted], tables: Sequence[Table]) -> Said:
    """Return what was understood: who is there, and who is missing."""
    there = [_count(draft, one, tables) for one in found if one.mention.ids]
    absent = [one.mention.text for one in found if not one.mention.ids]
    told = [said("On the list: %(names)s.", names=said_joined(there, "; "))] if there else []
    if absent:
        told.append(said("Not on the list yet, so the pages ask for them: %(names)s.", names=said_list(absent)))
    kinds = [quoted(one.mention.who[PERSPECTIVE]) for one in found if PERSPECTIVE in one.mention.who]
    if kinds and PERSPECTIVE not in draft.people.headings:
        more = said(
            "When such people come, write %(kinds)s in a %(column)s column in the list.",
            kinds=said_list(kinds, last="or"),
            column=quoted(said(PERSPECTIVE)),
        )
        told.append(more)
    return said_joined(told, " ")


def _count(draft: Draft, one: Wanted, tables: Sequence[Table]) -> Said:
    """Return how many of the people who are needed are on the list, and where they are needed."""
    name, number = one.mention.text, len(one.mention.ids)
    columns = [draft.people.headings[column].text for column in one.mention.who if column in draft.people.headings]
    by = [quoted(column) for column in columns if one.mention.kind is MentionKind.VALUE]
    counted = said("%(name)s (%(number)s)", name=name, number=number)
    if number < one.number:
        counted = said("%(name)s (%(coming)s of %(needed)s)", name=name, coming=number, needed=one.number)
    if by:
        counted = said("%(people)s by %(columns)s", people=counted, columns=said_list(by))
    if EACH_TABLE in one.at:
        return said("%(people)s, at each table", people=counted)
    labels = [table.label for table in tables if table.id in one.at]
    return said("%(people)s, at %(tables)s", people=counted, tables=said_list(labels)) if labels else counted
