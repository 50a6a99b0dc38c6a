"""Answer the question about tables: how many, how large, what about, and which tables govern."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from seating.api.guided_start.answer_phrases import AND, WORDS, pattern_of
from seating.api.guided_start.asking import Misunderstood, Offer, Read, replace_part
from seating.api.guided_start.list_choices import list_areas
from seating.api.guided_start.questionnaire import Draft
from seating.api.guided_start.table_phrases import HEAD, Part, Size, list_parts
from seating.api.guided_start.unclear_columns import know_interests
from seating.convening.inference import leave_open, name_tables, share_seats, share_tables
from seating.convening.tables import MOST_TABLES, make_table_id
from seating.mentions.nearness import list_near
from seating.near_words import did_you_mean
from seating.wording import Said, capitalized, fold, message, quoted, said, said_count, said_joined, said_list, singular

PER_TOPIC = re.compile(
    rf"(?:{pattern_of('tables', 'one')}\s+)?{pattern_of('tables', 'table')}\s+{pattern_of('tables', 'per')}\s+"
    rf"{pattern_of('tables', 'topic')}",
    re.IGNORECASE,
)
"""All topics of the list: one table per topic."""

MOST_WORDS = 6
"""Maximum number of words of a name; a longer text may be a sentence."""


@dataclass(frozen=True, slots=True)
class Group:
    """A number of tables with the same topics and the same size."""

    number: int
    topics: tuple[str, ...] = ()
    size: Size | None = None


Entry = dict[str, Any]


def read_tables(draft: Draft, text: str) -> Read:
    """Return the draft with the tables of an answer, and what was understood.

    Parameters
    ----------
    draft : Draft
    text : str
    """
    areas = list_areas(draft.coming)
    if areas and PER_TOPIC.search(text):
        text = PER_TOPIC.sub("; ".join(f'"{area}"' for area in areas), text, count=1)
    parts = list_parts(text, lambda name: _find_area(draft, name) is not None)
    names = [name for part in parts if not part.body for name in _list_joined(part.name)]
    known = know_interests(draft, names)
    if known is not draft:
        draft, parts = known, list_parts(text, lambda name: _find_area(known, name) is not None)
    bodies = [part for part in parts if part.body and not _is_topic(draft, part)]
    ordinary = [replace(part, body="") if part.body else part for part in parts if part not in bodies]
    groups = _group(draft, ordinary, is_whole=";" in text)
    asked = next(_list_questions(draft, text, ordinary, bodies, groups), None)
    if asked is not None:
        return asked
    entries = [entry for group in groups for entry in _list_entries(draft, group, groups)]
    heads = [_make_head(part, groups) for part in bodies if part.body == HEAD]
    governing = [_make_governing(part) for part in bodies if part.body != HEAD]
    if (twice := refuse_twice([one["name"] for one in (*entries, *heads, *governing)])) is not None:
        return twice
    seated = _seat(draft, [*entries, *heads])
    if isinstance(seated, Misunderstood):
        return seated
    made = replace(draft, tables=(*seated, *governing), heads=frozenset(one["id"] for one in heads), members={})
    return made, _tell(draft, groups, seated, governing)


def _is_topic(draft: Draft, part: Part) -> bool:
    """Whether a part that could name a table that governs is what people on the list are interested in."""
    return part.is_quoted or (part.body != HEAD and _find_area(draft, part.name) is not None)


def _find_area(draft: Draft, topic: str) -> str | None:
    """Return the one area that a table is about: of that name, or with all words of the topic in its own name."""
    areas = list_areas(draft.coming)
    for form in (fold, make_table_id, lambda text: singular(fold(text))):
        if found := [area for area in areas if form(area) and form(area) == form(topic)]:
            return found[0]
    wanted = set(fold(topic).split())
    found = [area for area in areas if wanted <= set(fold(area).split())]
    return found[0] if len(found) == 1 else None


def _split_topics(draft: Draft, part: Part) -> list[str]:
    """Return the topics of a part; "and" separates two, unless people on the list are interested in the whole."""
    if not part.name:
        return []
    if part.is_quoted or _find_area(draft, part.name) is not None:
        return [part.name]
    splits = [(part.name[: one.start()], part.name[one.end() :]) for one in AND.finditer(part.name)]
    splits = [sides for sides in splits if all(sides)]
    if not splits:
        return [part.name]
    best = max(splits, key=lambda sides: sum(len(one) for one in sides if _find_area(draft, one) is not None))
    return [name for side in best for name in _split_topics(draft, replace(part, name=side))]


def _list_joined(name: str) -> list[str]:
    """Return each run of the parts of a name between "and", because "and" can belong to what people care about."""
    cuts = [(0, 0), *(one.span() for one in AND.finditer(name)), (len(name), len(name))]
    return [name[begin[1] : end[0]] for at, begin in enumerate(cuts) for end in cuts[at + 1 :]]


def _group(draft: Draft, parts: Sequence[Part], *, is_whole: bool) -> list[Group]:
    """Return the tables of an answer, in groups. The first number is that of all, if the others fit into it."""
    counted = [part for part in parts if part.number is not None]
    sizes = list(dict.fromkeys(part.size for part in parts if part.size is not None))
    size = sizes[0] if len(sizes) == 1 else None
    if not counted and len(sizes) > 1:
        named = [(part, _split_topics(draft, part)) for part in parts if part.name]
        return [Group(len(topics), tuple(topics), part.size) for part, topics in named]
    if len(counted) < 2:
        whole = [part for part in parts if part.name]
        number = counted[0].number if counted else None
        keeps = is_whole or number == len(whole)
        topics = [name for part in whole for name in ([part.name] if keeps else _split_topics(draft, part))]
        return [Group(len(topics) if number is None else number, tuple(topics), size)] if topics or number else []
    groups: list[Group] = []
    for part in parts:
        own = tuple(_split_topics(draft, part))
        if own or part.number is not None:
            groups.append(Group(part.number or len(own), own, size or part.size))
    total, *others = groups
    rest = total.number - sum(group.number for group in others)
    if not total.topics and total.size == size and all(group.topics for group in others) and rest >= 0:
        return [*others, *([Group(rest, (), size)] if rest else [])]
    return groups


def _list_questions(
    draft: Draft, text: str, parts: Sequence[Part], bodies: Sequence[Part], groups: Sequence[Group]
) -> Iterator[Misunderstood]:
    """Yield what has to be asked before the tables are written."""
    if re.search(r":[\s,;]*$", text):  # their names are missing
        yield _ask_more()
    unsure = next((part for part in bodies if not part.is_sure), None)
    if unsure is not None:
        yield _ask_body(text, unsure)
    size = next((part.size for part in parts if part.size is not None and not part.size.is_sure), None)
    if size is not None:
        yield _ask_size(text, size)
    quoted_names = {part.name for part in parts if part.is_quoted}
    topics = [topic for group in groups for topic in group.topics]
    yield from _refuse_topics(topics, groups, has_others=bool(bodies))
    for topic in topics:
        if topic not in quoted_names and (asked := _ask_topic(draft, text, topic)) is not None:
            yield asked


def _ask_more() -> Misunderstood:
    return Misunderstood(said("That is one table. Write two or more, with commas between them."))


def _ask_body(text: str, part: Part) -> Misunderstood:
    of = WORDS["bodies"][part.body]["of"].partition("|")[0].strip()
    about, governs = f'"{part.name}"', f"a {part.name} table" + (f" of the {of}" if of else "")
    says = said("Is %(name)s what a table is about, or the table that governs?", name=quoted(part.name))
    offers = (
        Offer(said("%(name)s is what a table is about.", name=quoted(part.name)), replace_part(text, part.name, about)),
        Offer(said("It is %(table)s.", table=governs), replace_part(text, part.name, governs)),
    )
    return Misunderstood(says, offers)


def _ask_size(text: str, size: Size) -> Misunderstood:
    says = said("Are %(number)s people meant at each table, or altogether?", number=size.most)
    found = re.search(rf"(?<![\w-])(?:\d+\s*[-–]\s*)?{size.most}(?!\w)", text)
    if found is None:
        return Misunderstood(says)
    typed = f"{text[: found.start()]}with {text[found.start() :]}"
    return Misunderstood(says, (Offer(said("%(number)s at each table.", number=size.most), typed),))


def _ask_topic(draft: Draft, text: str, topic: str) -> Misunderstood | None:
    """Return the question about a topic that is misspelled, or is no name; None if it can be one."""
    areas = list_areas(draft.coming)
    if _find_area(draft, topic) is not None:
        return None
    name = quoted(topic)
    as_it_is = Offer(said("%(name)s is the name of a table.", name=name), replace_part(text, topic, f'"{topic}"'))
    if near := () if draft.is_starter else list_near(topic, areas):
        offers = [Offer(said("%(name)s is meant.", name=quoted(one)), replace_part(text, topic, one)) for one in near]
        says = said_joined(
            [said("No one on the list is interested in %(names)s.", names=name), did_you_mean(near[0])], " "
        )
        return Misunderstood(says, (*offers, as_it_is))
    is_odd = re.search(pattern_of("tables", "no_name"), topic) or re.search(r"[\d:()]", topic)
    if is_odd or len(topic.split()) > MOST_WORDS:
        hint = said("To use it as it is, write it in quotation marks.")
        return Misunderstood(said_joined([said("Is %(name)s the name of a table?", name=name), hint], " "), (as_it_is,))
    return None


def _refuse_topics(topics: Sequence[str], groups: Sequence[Group], *, has_others: bool) -> Iterator[Misunderstood]:
    """Yield why the tables cannot be."""
    wrong = next((topic for topic in topics if not make_table_id(topic)), None)
    if wrong is not None:
        yield Misunderstood(said("%(name)s needs at least one letter from a to z.", name=quoted(wrong)))
    if (twice := refuse_twice(topics)) is not None:
        yield twice
    number = sum(group.number for group in groups)
    if (not groups and not has_others) or (topics and number < 2 and not has_others):
        yield _ask_more()
    short = next((group for group in groups if group.topics and group.number < len(group.topics)), None)
    if short is not None:
        says = said("You gave %(named)s names for %(number)s tables.", named=len(short.topics), number=short.number)
        yield Misunderstood(says)
    if (groups and min(group.number for group in groups) < 1) or number > MOST_TABLES:
        yield Misunderstood(said("Write a number of tables from 1 to %(most)s.", most=f"{MOST_TABLES:,}"))


def refuse_twice(names: Sequence[str]) -> Misunderstood | None:
    """Return that two tables have the same name; None if no two have.

    Parameters
    ----------
    names : sequence of str
    """
    ids = list(map(make_table_id, names))
    name = next((name for name, identity in zip(names, ids, strict=True) if ids.count(identity) > 1), None)
    return None if name is None else Misunderstood(said("Two tables are called %(name)s.", name=quoted(name)))


def _list_entries(draft: Draft, group: Group, groups: Sequence[Group]) -> Iterator[Entry]:
    """Yield the tables of a group as the convening has them, without their seats."""
    sized = {"size": group.size} if group.size is not None else {}
    if not group.topics:
        before = sum(one.number for one in groups[: groups.index(group)])
        width = max(2, len(str(sum(one.number for one in groups))))
        for number in range(before + 1, before + group.number + 1):
            yield {"id": f"t{number:0{width}}", "name": f"Table {number}", **sized}
        return
    for topic, number in _share_out(draft, group.topics, group.number).items():
        area = _find_area(draft, topic)
        focus = {"focus": topic if draft.is_starter else area} if area or draft.is_starter else {}
        for name in name_tables(topic, number):
            yield {"id": make_table_id(name), "name": capitalized(name), **focus, **sized}


def _share_out(draft: Draft, topics: Sequence[str], number: int) -> Mapping[str, int]:
    """Return how many tables each topic has: at least one, and more for those in which more people are interested."""
    asked = Counter(fold(area) for person in draft.coming for area in person.values("interests"))
    return share_tables({topic: asked[fold(_find_area(draft, topic) or "")] for topic in topics}, number)


def _make_head(part: Part, groups: Sequence[Group]) -> Entry:
    size = part.size or next((group.size for group in groups if group.size is not None), None)
    return {"id": make_table_id(part.name), "name": capitalized(part.name), **({"size": size} if size else {})}


def _make_governing(part: Part) -> Entry:
    is_table = any(fold(word) in fold(WORDS["body_words"]["table"]).split(" | ") for word in part.name.split())
    name = capitalized(part.name if is_table else f"{part.name} table")
    come_from = WORDS["bodies"][part.body]["from"]
    return {"id": part.body, "name": name, "kind": part.body, **({"from": come_from} if come_from else {})}


def _seat(draft: Draft, entries: Sequence[Entry]) -> tuple[Entry, ...] | Misunderstood:
    """Return the tables with their seats: as many as stated, or an even share of those who come."""
    coming = len(draft.coming)
    sizes = [entry.get("size") for entry in entries]
    if not draft.is_starter:
        if entries and all(sizes) and sum(size.most for size in sizes if size) < coming:
            says = said(
                "%(people)s people are coming, but these tables have only %(places)s seats.",
                people=coming,
                places=sum(size.most for size in sizes if size),
            )
            return Misunderstood(says)
        if len(entries) > coming:
            return Misunderstood(said("There are more tables than people who are coming (%(people)s).", people=coming))
    made = [dict(_with_seats(draft, entry, len(entries))) for entry in entries]
    return tuple(made if draft.is_starter or not any(sizes) else leave_open(made, draft.people))


def _with_seats(draft: Draft, entry: Entry, number: int) -> Iterable[tuple[str, Any]]:
    size = entry.get("size")
    yield from ((key, value) for key, value in entry.items() if key != "size")
    if size is not None:
        yield "seats", {"min": size.least, "max": size.most} if size.least else {"max": size.most}
    elif not draft.is_starter:
        yield "seats", share_seats(draft.people, number)


def _tell(draft: Draft, groups: Sequence[Group], seated: Sequence[Entry], governing: Sequence[Entry]) -> Said:
    """Return what was understood."""
    number, told = len(seated), []
    size = {group.size for group in groups}
    shown = next(iter(size)) if len(size) == 1 else None
    if not any(group.topics for group in groups) and len(groups) == 1 and number == groups[0].number:
        told.append(
            said_count("%(number)s table.", "%(number)s tables.", number)
            if shown is None
            else said_count(
                "%(number)s table of %(size)s.", "%(number)s tables of %(size)s.", number, size=_say_size(shown)
            )
        )
    elif number:
        names = said_list(one["name"] for one in seated)
        told.append(said("%(number)s tables: %(names)s.", number=number, names=names))
    if shown is not None and any(group.topics for group in groups):
        told.append(said("%(size)s seats at each.", size=_say_size(shown)))
    topics = [topic for group in groups for topic in group.topics if _find_area(draft, topic) is None]
    if topics and list_areas(draft.coming):
        told.append(said("No one on the list is interested in %(names)s.", names=said_list(topics, "or")))
    for one in governing:
        told.append(said(ABOUT_GOVERNING[one.get("from", "")], table=one["name"]))
    return said_joined(told, " ")


def _say_size(size: Size) -> str:
    return f"{size.least}-{size.most}" if size.least else str(size.most)


ABOUT_GOVERNING: Mapping[str, str] = {
    "": message("%(table)s governs: its members sit at the other tables."),
    "chair": message("%(table)s: its members are the chairs of the other tables."),
    "reporter": message("%(table)s: its members are the reporters of the other tables."),
}
"""What is told of a table that governs, by the duty of its members."""
