"""Read the answers of the guided start. Each answer is one line of plain text, in English or Spanish."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from seating.analysis.season.session_times import Hours, read_hours
from seating.api.guided_start.questionnaire import (
    ACCESS,
    APART,
    BEFORE,
    NEEDED,
    PURPOSE,
    TABLES,
    WHEN,
    Draft,
    Entry,
)
from seating.api.guided_start.unclear_columns import know_interests
from seating.convening.inference import infer_tables, leave_open, name_tables, share_seats, share_tables
from seating.convening.tables import MOST_TABLES, make_table_id
from seating.days import MONTHS, WrittenDay, find_day, list_days_in_numbers
from seating.errors import Miss
from seating.near_words import did_you_mean
from seating.profiles.named_groups import PERSPECTIVE, Group, describe_missing, find_group, find_near
from seating.profiles.names import NUMBERS
from seating.profiles.need_words import find_kind
from seating.shared_result import find_stated
from seating.tables import Table, find_table
from seating.wording import (
    Said,
    capitalized,
    fold,
    is_blank_text,
    knows_language,
    language_key,
    quoted,
    said,
    said_count,
    said_joined,
    said_language,
    said_list,
)

MOST_PAIRS = 60
"""Maximum number of pairs of people that one answer keeps apart; two large organizations have more."""


@dataclass(frozen=True, slots=True)
class Misunderstood:
    """Why an answer cannot be used, as a sentence."""

    says: Said


def answer(draft: Draft, key: str, typed: str) -> Draft | Misunderstood:
    """Return the draft with the answer to a question; a blank answer skips the question.

    Parameters
    ----------
    draft : Draft
    key : str
        The key of the question.
    typed : str
    """
    text = " ".join("".join(c for c in typed if c.isprintable() or c.isspace()).split())
    if is_blank_text(text) or fold(text).strip(" .!") in NOTHING:
        return draft
    read = READERS[key](draft, text)
    if isinstance(read, Misunderstood):
        return read
    made, told = read
    return replace(made, typed={**made.typed, key: text}, told={**made.told, key: told})


NOTHING = frozenset({"no", "none", "nothing", "no one", "nobody", "nada", "ninguno", "ninguna", "nadie"})
"""Answers that skip a question, folded; `no` would be Norwegian."""

SPANISH_NUMBERS = ("una", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez")
NUMBER_WORDS = {**NUMBERS, **{word: number for number, word in enumerate(SPANISH_NUMBERS, start=1)}}

Read = tuple[Draft, Said] | Misunderstood


BEFORE_RESULT = re.compile(r":|,?\s+(?:so that|para que)\s+|\s+[–—]\s+", re.IGNORECASE)
"""What stands between the name of a meeting and its result."""


def _read_purpose(draft: Draft, text: str) -> Read:
    found = BEFORE_RESULT.search(text)
    if found and found[0].strip() in ("–", "—") and not find_stated(text[found.end() :]).number:
        found = None  # the dash belongs to the title: Housing Summit – Spring 2026
    title, result = (text[: found.start()].strip(), text[found.end() :].strip()) if found else (text.strip(), "")
    stated = find_stated(result or text)
    if draft.is_party:
        made = replace(draft, title=title or text.strip(": "), shared_result=result)
        return made, said("The pages have the title %(title)s.", title=quoted(made.title))
    if not title or not result:
        if stated.number and stated.time:
            made = replace(draft, shared_result=text.strip(": "))
            return made, said("Everyone wants to achieve %(result)s.", result=quoted(made.shared_result))
        made = replace(draft, title=text.strip(": "))
        return made, said("The meeting is called %(title)s.", title=quoted(text))
    made = replace(draft, title=title, shared_result=result)
    told = said("%(title)s aims to achieve %(result)s.", title=quoted(title), result=quoted(result))
    if stated.number and stated.time:
        if stated.people:
            return made, told
        lacking = said("Naming the people would show who is affected by the result.")
    elif stated.number:
        lacking = said("A year would show when the result should be reached.")
    elif stated.time:
        lacking = said("A number would show when the result is reached.")
    else:
        lacking = said("A number and a year would show when the result is reached.")
    return made, said_joined([told, lacking], " ")


WEEKDAY = re.compile(
    r"^\s*(?:on\s+|el\s+)?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|lunes|martes|miércoles|jueves|viernes|sábado"
    r"|domingo)\b",
    re.IGNORECASE,
)
HALVES = {
    "am": re.compile(r"\s+(?:in the morning|de la mañana)\b", re.IGNORECASE),
    "pm": re.compile(r"\s+(?:in the (?:afternoon|evening)|at night|de la (?:tarde|noche))\b", re.IGNORECASE),
}
"""Words for the halves of the day."""
MOST_YEARS = 9
"""Years in which every day that a calendar can have occurs."""


def _read_when(draft: Draft, text: str) -> Read:
    written = find_day(text)
    if written is None and (days := list_days_in_numbers(text)):
        if len(days) > 1:
            return Misunderstood(_ask_order(days))
        written = days[0]
    if written is not None and written.year is None:
        return Misunderstood(_ask_year(written, date.today()))
    day, rest = (None, text) if written is None or written.date is None else (written.date, written.rest)
    rest = re.sub(r"^(?:the\b|on\b|el\b|[\s,;.·–-])+|[\s,;.·–-]+$", "", WEEKDAY.sub("", rest), flags=re.IGNORECASE)
    typed = rest
    for half, words in HALVES.items():
        rest = words.sub(f" {half}", rest)
    hours = read_hours(rest)
    if day is None:
        return Misunderstood(said("The answer does not include a day. Write the year, the month and the day."))
    if rest and hours is None:
        return Misunderstood(said("%(text)s is not a time of day.", text=quoted(typed)))
    told = said("The event is on %(day)s.", day=day.isoformat())
    if hours is not None:
        told = said("The event is on %(day)s, %(hours)s.", day=day.isoformat(), hours=_write_clock(hours))
    return replace(draft, day=day, hours=rest), told


def _ask_year(written: WrittenDay, today: date) -> Said:
    """Return the question for the year, with the next such day."""
    years = range(today.year, today.year + MOST_YEARS)
    days = (day for year in years if (day := replace(written, year=year).date) is not None and day >= today)
    if (found := next(days, None)) is None:
        return said("The year is missing.")
    return said("The year is missing. If you mean the next one, write %(day)s.", day=found.isoformat())


def _ask_order(days: Sequence[WrittenDay]) -> Said:
    """Return the question which day is meant by numbers that have the month or the day first."""
    meant = [said("%(month)s %(day)s", month=said(MONTHS[day.month - 1]), day=day.day) for day in days]
    return said("Is that %(days)s? Write the month as a word.", days=said_list(meant, last="or"))


def _write_clock(hours: Hours) -> str:
    """Return hours with 24 to a day, so that a missing "pm" is seen."""
    times = [hours.begins, *([] if hours.minutes is None else [hours.begins + hours.minutes])]
    return "-".join(f"{time // 60 % 24:02}:{time % 60:02}" for time in times)


TABLE_WORDS = r"(?:(?:\w+\s+)?tables?|mesas?(?:\s+\w+)?)"
NUMBER_OF_TABLES = re.compile(
    rf"(\d+)\s*{TABLE_WORDS}?(?:\s*(?:of|de|with|con|x|×)\s*(\d+).*)?",
    re.IGNORECASE,
)
BEFORE_NAMES = re.compile(
    rf"^\s*(?P<number>\d+)\s*{TABLE_WORDS}?(?:\s*(?:of|de)\s*(?P<size>\d+))?\s*:\s*",
    re.IGNORECASE,
)


WORD_FOR_NUMBER = re.compile(
    rf"^(?:(?:about|around|unas)\s+)?(\d+|{'|'.join(NUMBER_WORDS)})(?=\s*(?:(?:\w+\s+)?tables?\b|mesas?\b|of\b|de\b|:|$))",
    re.IGNORECASE,
)
"""A number of tables in digits or words; `Five Points` is the name of a table."""


def _read_tables(draft: Draft, text: str) -> Read:
    text = WORD_FOR_NUMBER.sub(lambda found: str(NUMBER_WORDS.get(fold(found[1]), found[1])), text)
    if found := NUMBER_OF_TABLES.fullmatch(text):
        return _count_tables(draft, int(found[1]), None if found[2] is None else int(found[2]))
    head = BEFORE_NAMES.match(text)
    size = int(head["size"]) if head and head["size"] else None
    topics = _name_tables(text[head.end() :] if head else text, int(head["number"]) if head else None)
    number = int(head["number"]) if head else len(topics)
    if (misunderstood := _refuse_topics(topics, number)) is not None:
        return misunderstood
    if (refused := _refuse_size(draft, number, size)) is not None:
        return refused
    draft = know_interests(draft, topics)
    areas = {fold(area): area for person in draft.coming for area in person.values("interests")}
    entries: list[dict[str, Any]] = []
    unasked: list[str] = []
    for topic, tables_of_it in _share_out(draft, topics, number).items():
        of_id = next((one for one in areas.values() if make_table_id(one) == make_table_id(topic)), None)
        area = areas.get(fold(topic)) or of_id or _find_area(topic, areas.values())
        focus = {"focus": topic if draft.is_starter else area} if area or draft.is_starter else {}
        unasked += [topic] if areas and not focus else []
        for name in name_tables(topic, tables_of_it):
            entries.append({"id": make_table_id(name), "name": capitalized(name), **focus})
    if (twice := _refuse_twice([one["name"] for one in entries])) is not None:
        return twice
    tables = _seat(draft, entries, size)
    names = topics if number == len(topics) else [one["name"] for one in tables]
    told = said("%(number)s tables: %(names)s.", number=number, names=said_list(names))
    if unasked:
        more = said("No one on the list is interested in %(names)s.", names=said_list(unasked, "or"))
        told = said_joined([told, more], " ")
    return replace(draft, tables=tables, count={}), told


def _find_area(topic: str, areas: Collection[str]) -> str | None:
    """Return the one area that a table is about, because its name has all words of the topic: "Talent & Skill"."""
    wanted = set(fold(topic).split())
    found = [area for area in areas if wanted <= set(fold(area).split())]
    return found[0] if len(found) == 1 else None


def _refuse_topics(topics: Sequence[str], number: int) -> Misunderstood | None:
    """Return why this number of tables cannot be about these topics; None if it can."""
    wrong = next((topic for topic in topics if not make_table_id(topic)), None)
    if wrong is not None:
        return Misunderstood(said("%(name)s needs at least one letter from a to z.", name=quoted(wrong)))
    if (twice := _refuse_twice(topics)) is not None:
        return twice
    if not topics or number < 2:
        return Misunderstood(said("That is one table. Write two or more, with commas between them."))
    if number < len(topics):
        says = said("You gave %(named)s names for %(number)s tables.", named=len(topics), number=number)
        return Misunderstood(says)
    if number > MOST_TABLES:
        return Misunderstood(said("Write a number of tables from 1 to %(most)s.", most=f"{MOST_TABLES:,}"))
    return None


def _refuse_twice(names: Sequence[str]) -> Misunderstood | None:
    ids = list(map(make_table_id, names))
    name = next((name for name, identity in zip(names, ids, strict=True) if ids.count(identity) > 1), None)
    return None if name is None else Misunderstood(said("Two tables are called %(name)s.", name=quoted(name)))


def _share_out(draft: Draft, topics: Sequence[str], number: int) -> Mapping[str, int]:
    """Return how many tables each topic has: at least one, and more for those in which more people are interested."""
    asked = Counter(
        identity for person in draft.coming for identity in {make_table_id(area) for area in person.values("interests")}
    )
    return share_tables({topic: asked[make_table_id(topic)] for topic in topics}, number)


ONE_FOR = re.compile(r"^(?:one|a table|una|una mesa)\s+(?:for|about|on|para|sobre|de)\s+", re.IGNORECASE)


def _name_tables(text: str, number: int | None) -> list[str]:
    """Return the names of tables. "and" belongs to a name if there are semicolons, or as many names as the number."""
    if ";" in text:
        names = _split(text, ";\n")
    else:
        whole = [one.strip(" .") for one in text.split(",") if one.strip(" .")]
        names = whole if len(whole) == number else _split(text)
    return [ONE_FOR.sub("", name) for name in names]


def _count_tables(draft: Draft, number: int, size: int | None) -> Read:
    if not 1 <= number <= MOST_TABLES:
        return Misunderstood(said("Write a number of tables from 1 to %(most)s.", most=f"{MOST_TABLES:,}"))
    if (refused := _refuse_size(draft, number, size)) is not None:
        return refused
    width = max(2, len(str(number)))
    entries = [{"id": f"t{n:0{width}}", "name": f"Table {n}"} for n in range(1, number + 1)]
    tables = _seat(draft, entries, size)
    seats = tables[0].get("seats")
    count = {"count": number, **({"seats": seats} if seats else {})}
    told = said_count("%(number)s table.", "%(number)s tables.", number)
    if size:
        told = said_count("%(number)s table of %(size)s.", "%(number)s tables of %(size)s.", number, size=size)
    return replace(draft, tables=tables, count=count), told


def _refuse_size(draft: Draft, number: int, size: int | None) -> Misunderstood | None:
    """Return why so many tables of a size cannot be: too few places, or more tables than people."""
    coming = len(draft.coming)
    if draft.is_starter:
        return None
    if size is not None and number * size < coming:
        says = said(
            "%(people)s people are coming, but these tables have only %(places)s seats.",
            people=coming,
            places=number * size,
        )
        return Misunderstood(says)
    if number > coming:
        return Misunderstood(said("There are more tables than people who are coming (%(people)s).", people=coming))
    return None


def _seat(draft: Draft, entries: Sequence[dict[str, Any]], size: int | None) -> tuple[dict[str, Any], ...]:
    """Return the tables with their seats: as many as stated, or an even share of those who come."""
    if draft.is_starter and size is None:
        return tuple(entries)
    if size is None:
        return tuple({**entry, "seats": share_seats(draft.people, len(entries))} for entry in entries)
    sized = [{**entry, "seats": {"max": size}} for entry in entries]
    return tuple(sized if draft.is_starter else leave_open(sized, draft.people))


def _read_needed(draft: Draft, text: str) -> Read:
    entries, there, absent = [], [], []
    for item in _list_needed(draft, text):
        number, name = _take_number(draft, item)
        is_missing = name.endswith("?")
        name = name.rstrip("? ")
        group = describe_missing(draft.people, name) if is_missing else find_group(draft.people, name)
        if not group.people and not is_missing and not draft.is_starter and (near := find_near(draft.people, name)):
            hint = said("If someone else is missing, write %(name)s.", name=quoted(f"{name}?"))
            says = said("%(name)s is not on the list.", name=quoted(name))
            return Misunderstood(said_joined([says, did_you_mean(near), hint], " "))
        voice = {"kind": "voice", "name": capitalized(name), "who": group.who, "at_least": number, "at": "the room"}
        entries.append(Entry(voice))
        if group.number:
            there.append(_count(name, group.number, number))
        else:
            absent.append(name)
    told = [said("On the list: %(names)s.", names=said_list(there))] if there else []
    if absent:
        told.append(said("Not on the list yet, so the pages ask for them: %(names)s.", names=said_list(absent)))
    kinds = [quoted(one.plain["who"][PERSPECTIVE]) for one in entries if PERSPECTIVE in one.plain["who"]]
    if kinds and PERSPECTIVE not in draft.people.headings:
        more = said(
            "When such people come, write %(kinds)s in a %(column)s column in the list.",
            kinds=said_list(kinds, last="or"),
            column=quoted(said(PERSPECTIVE)),
        )
        told.append(more)
    return replace(draft, needed=tuple(entries)), said_joined(told, " ")


def _list_needed(draft: Draft, text: str) -> Iterator[str]:
    """Yield each kind of people, organization or name; "and" separates two that are on the list anywhere."""
    for item in _split(text):
        sides = None if find_group(draft.people, item).people else _split_pair(draft, item, AND)
        both = sides is not None and all(find_group(draft.people, side).people for side in sides)
        yield from sides if sides is not None and both else (item,)


NEEDED_NUMBER = re.compile(rf"(?:(?:at least|al menos)\s+)?(\d{{1,3}}|{'|'.join(NUMBER_WORDS)})\s+(.+)", re.IGNORECASE)


def _take_number(draft: Draft, text: str) -> tuple[int, str]:
    """Return how many are needed, and of which people; a name on the list that begins with a number stays whole."""
    found = NEEDED_NUMBER.fullmatch(text)
    if found is None or find_group(draft.people, text).people:
        return 1, text
    return int(NUMBER_WORDS.get(fold(found[1]), found[1])), found[2]


def _count(name: str, number: int, needed: int) -> Said:
    if number < needed:
        return said("%(name)s (%(coming)s of %(needed)s)", name=name, coming=number, needed=needed)
    return said("%(name)s (%(number)s)", name=name, number=number)


AND = re.compile(r"\s+(?:and|y|e)\s+|\s*[/|&+]\s*", re.IGNORECASE)
BETWEEN_TWO = re.compile(r"\s+(?:and|y|e|with|con|vs\.?|versus|from|de)\s+|\s*[/|&+]\s*|\s+[-–—]\s+", re.IGNORECASE)


def _read_apart(draft: Draft, text: str) -> Read:
    if (column := draft.people.column(text)) is not None:
        entry = {"kind": "apart", "relation": column, "private": True}
        told = said(
            "No one is seated with a person or organization named in their %(column)s column.", column=quoted(text)
        )
        return replace(draft, apart=(Entry(entry),)), told
    entries, told_pairs = [], []
    for item in _split(text, ";\n"):
        sides = _split_pair(draft, item)
        if sides is None:
            return Misunderstood(said("%(text)s does not name two people or organizations.", text=quoted(item)))
        if draft.is_starter:
            entries.append(Entry({"kind": "apart", "people": list(sides), "private": True}, waits=True))
            told_pairs.append(said_list(sides))
            continue
        groups = [find_group(draft.people, side) for side in sides]
        unknown = next((side for side, group in zip(sides, groups, strict=True) if not group.people), None)
        if unknown is not None:
            return Misunderstood(_not_listed(draft, unknown))
        pairs = _pair(*groups)
        if not pairs:
            return Misunderstood(said("%(text)s names the same people twice.", text=quoted(item)))
        if len(pairs) > MOST_PAIRS:
            many = said("%(text)s would make %(number)s pairs of people.", text=quoted(item), number=len(pairs))
            return Misunderstood(said_joined([many, said("Name the people you mean.")], " "))
        entries.append(Entry({"kind": "apart", "pairs": pairs, "private": True}, about=item))
        told_pairs.append(said_list(sides))
    told = said("Never at the same table: %(pairs)s.", pairs=said_joined(told_pairs, "; "))
    return replace(draft, apart=tuple(entries)), told


def _split_pair(draft: Draft, text: str, between: re.Pattern[str] = BETWEEN_TWO) -> tuple[str, str] | None:
    """Return the two sides of a text; a name with "and" in it, such as an organization, counts as one side."""
    places = list(between.finditer(text)) or list(re.finditer(r"\s*,\s*", text))
    splits = [(text[: found.start()].strip(), text[found.end() :].strip()) for found in places]
    splits = [(one, other) for one, other in splits if one and other]
    known = [s for s in splits if all(find_group(draft.people, side).people for side in s)]
    return next(iter([*known, *splits]), None)


def _pair(one: Group, other: Group) -> list[list[str]]:
    """Return each person of one group with each of the other one, as the convening names them."""
    pairs = {frozenset({a.id, b.id}): [a, b] for a in one.people for b in other.people if a.id != b.id}
    names = Counter(fold(person.name) for person in (*one.people, *other.people))
    return [[p.id if names[fold(p.name)] > 1 or not p.name else p.name for p in pair] for pair in pairs.values()]


def _not_listed(draft: Draft, name: str) -> Said:
    says = said("%(name)s is neither a person nor an organization on the list.", name=quoted(name))
    near = find_near(draft.people, name)
    return said_joined([says, did_you_mean(near)], " ") if near else says


def _read_access(draft: Draft, text: str) -> Read:
    tables = _list_tables(draft)
    languages: list[str] = []
    features: dict[str, tuple[str, ...]] = {}
    others: list[str] = []
    for need in _list_needs(tables, text):
        item = need.text
        if not need.is_somewhere and knows_language(item):
            languages.append(language_key(item))
        elif STATES_OTHERWISE.search(item):
            says = said("%(text)s does not describe what the tables have.", text=quoted(item))
            hint = said("Write what the tables have, such as step-free, and then, after a colon, which tables.")
            return Misunderstood(said_joined([says, hint], " "))
        elif find_kind(item) == "access":
            found = [(name, _find_table_id(tables, name)) for name in need.at or need.but]
            if (unknown := next((name for name, identity in found if identity is None), None)) is not None:
                return Misunderstood(
                    said("There is no table called %(name)s.", name=quoted(TABLE_WORD.sub("", unknown)))
                )
            named = [identity for _, identity in found if identity is not None]
            has = named if need.at else [one.id for one in tables if one.id not in named]
            for identity in has if need.is_somewhere else [""]:
                features[identity] = (*features.get(identity, ()), item)
        elif not need.is_somewhere and (find_kind(item) is not None or knows_language(item.split()[0])):
            others.append(item)
        else:
            return Misunderstood(said("%(text)s is not a known language or need.", text=quoted(item)))
    parts = [said("Languages: %(names)s.", names=said_list(map(said_language, languages)))] if languages else []
    for identity, offered in features.items():
        where = next((table.label for table in tables if table.id == identity), said("every table"))
        parts.append(said("Offered at %(table)s: %(what)s.", what=said_list(offered), table=where))
    parts += [said("For the “needs” column in the list: %(what)s.", what=said_list(others))] if others else []
    made = replace(draft, languages=tuple(dict.fromkeys(languages)), features=features, others=tuple(others))
    return made, said_joined(parts, " ")


@dataclass(frozen=True, slots=True)
class _Need:
    """A language or a need, with the names of the tables that have it, or of those that do not; every table without."""

    text: str
    at: tuple[str, ...] = ()
    but: tuple[str, ...] = ()

    @property
    def is_somewhere(self) -> bool:
        return bool(self.at or self.but)


ALL = (
    r"(?:everywhere|(?:(?:at|in|for|en)\s+)?(?:all|every|each|tod[ao]s?)"
    r"(?:\s+(?:the\s+|las\s+)?(?:tables?|mesas|partes))?)"
)
EVERYWHERE = re.compile(rf"(?:^|\s+){ALL}$", re.IGNORECASE)
EXCEPT = re.compile(
    rf"^(?P<need>.*?)(?:(?:^|\s+){ALL})?\s*\b(?:except|but(?:\s+not)?|excepto|menos|salvo)\s+"
    r"(?:(?:at|in|for|en)\s+)?(?P<but>.+)$",
    re.IGNORECASE,
)
AT = re.compile(r"^(?P<need>.+?)\s+(?:at|in|en)\s+(?P<at>.+)$", re.IGNORECASE)
"""Where something is offered: everywhere except culture, at all tables, at talent and capital."""

ONLY = re.compile(
    r"^(?:only|just|mostly|also|some|a little|a bit of|solo|sólo|solamente|también|algo de|un poco de)\s+"
    r"|\s+(?:only|solamente)$",
    re.IGNORECASE,
)
"""Words of degree, which belong to no language."""

STATES_OTHERWISE = re.compile(
    r"\b(?:is|are|has|have|must|should|needs?|not|está|están|tienen?|debe|deben|necesitan?)\b"
    r"|\b(?:a|an|one|some|any|una|alguna)\b.*\b(?:tables?|mesas?)\b|(?<!no )(?<!sin )\b(?:up)?stairs\b(?!-)",
    re.IGNORECASE,
)
"""Words of a sentence that tells something else than what tables have: culture is upstairs, or one table must be."""


def _list_needs(tables: Sequence[Table], text: str) -> Iterator[_Need]:
    """Yield each language or need with its tables; commas after a colon separate tables."""
    for part in _split(text, ";\n"):
        head, colon, where = part.partition(":")
        *before, last = (one.strip() for one in head.split(","))
        for one in before if colon else (*before, last):
            yield from _read_need(tables, one)
        if not colon:
            continue
        if found := EXCEPT.match(where.strip()):
            yield _Need(last, but=_split_tables(tables, found["but"]))
        else:
            yield _Need(last, () if EVERYWHERE.fullmatch(where.strip()) else _split_tables(tables, where))


def _read_need(tables: Sequence[Table], text: str) -> Iterator[_Need]:
    """Yield what a text without a comma or a colon names: one language or need, or several with "and" between them."""
    text = ONLY.sub("", text)
    if not text:
        return
    if found := EXCEPT.match(text):
        yield _Need(found["need"], but=_split_tables(tables, found["but"]))
        return
    if (place := next(_split_place(tables, text), None)) is not None:
        yield _Need(place[0], _split_tables(tables, place[1]))
        return
    text = EVERYWHERE.sub("", text)
    parts = [ONLY.sub("", part) for part in _split(text)]
    is_list = len(parts) > 1 and all(knows_language(one) or find_kind(one) is not None for one in parts)
    yield from map(_Need, parts if is_list else [text])


def _split_place(tables: Sequence[Table], text: str) -> Iterator[tuple[str, str]]:
    """Yield the need and the tables that a text names, also tables that there are not; nothing if it names none."""
    if (found := AT.match(text)) is not None and find_kind(found["need"]) == "access":
        at = found["at"]
        is_known = all(_find_table_id(tables, name) for name in _split_tables(tables, at))
        if is_known or not (EVERYWHERE.fullmatch(at) or NO_TABLE.search(at) or knows_language(at)):
            yield found["need"], at
    for table in tables:
        need, name = text[: -len(table.label)].strip(), text[-len(table.label) :]
        if fold(name) == fold(table.label) and find_kind(name) is None and find_kind(need) == "access":
            yield need, name


def _split_tables(tables: Sequence[Table], text: str) -> tuple[str, ...]:
    """Return the names of tables in a text; "and" and commas can belong to the name of one."""
    parts = [part.strip() for part in text.split(",")]
    return tuple(name for part in parts for name in ([part] if _find_table_id(tables, part) else _split(part)) if name)


NO_TABLE = re.compile(
    r"\b(?:entrances?|doors?|front|back|buildings?|venue|rooms?|hall|stage|toilets?|restrooms?|bathrooms?"
    r"|entradas?|puertas?|edificio|sala|salón|escenario|baños?|aseos?)$",
    re.IGNORECASE,
)
"""Parts of a place that are no table, unless one is called so: step-free at the entrance."""

TABLE_WORD = re.compile(r"^(?:the\s+|las?\s+)?(?:tables?|mesas?)\s+", re.IGNORECASE)
"""What stands before the name or the number of a table: at table Capital, at tables 1 and 2."""


AROUND_NAME = re.compile(
    r"^(?:the\s+|el\s+|l[ao]s?\s+)?(?:(?:tables?|mesas?)\s+)?|\s+(?:tables?|mesas?)$", re.IGNORECASE
)
"""What can stand around the name of a table, or be a part of it: the Garden table."""


def _list_tables(draft: Draft) -> tuple[Table, ...]:
    """Return the tables; inferred from the list, as they will be written, if the question about them was skipped."""
    return tuple(Table(id=one["id"], name=one["name"]) for one in draft.tables or infer_tables(draft.people))


def _find_table_id(tables: Sequence[Table], name: str) -> str | None:
    """Return the id of the table that a text means, with an article or the word table or without; None if none."""
    bare = AROUND_NAME.sub("", name)
    found = (find_table(word, tables, by_number=True) for word in (name, TABLE_WORD.sub("", name), bare))
    ids = [one.id for one in found if not isinstance(one, Miss)]
    ids = ids or [one.id for one in tables if fold(AROUND_NAME.sub("", one.label)) == fold(bare)]
    return ids[0] if ids else None


FIRST, SAME, OTHER = "first", "same", "other"

HAPPENED: Mapping[str, str] = {
    FIRST: r"^(?:the |la )?(?:first|primera)$|first (?:meeting|time|round|session)|primera (?:reunión|vez|ronda|sesión)"
    r"|nothing|nada",
    SAME: r"same|go(?:es)? on|continue|stay|keep|mism|sigue|continúa",
    OTHER: r"(?<!each )other|mix|different|new (?:people|company|faces)|otr[ao]s|mezcl|conoc",
}
"""For each meaning, a pattern of the words for it, which can be the beginnings of longer words."""

LATER = re.compile(
    r"\b(?:(?:second|third|fourth|fifth|next|another|\d+(?:nd|rd|th)) (?:meeting|time|round|session)"
    r"|(?:segunda|tercera|cuarta|quinta|próxima|proxima|otra) (?:reunion|reunión|vez|ronda|sesion|sesión))\b"
)
"""A meeting that is not the first."""


def _read_before(draft: Draft, text: str) -> Read:
    meanings = {
        FIRST: said("This is the first meeting."),
        SAME: said("The same tables continue: most people stay, and newcomers sit with someone who was there before."),
        OTHER: said("People meet different people than before."),
    }
    rest, later = LATER.subn("", fold(text))
    found = [meaning for meaning, words in HAPPENED.items() if re.search(rf"\b(?:{words})", rest)]
    if {SAME, OTHER} <= set(found) or (later and not set(found) - {FIRST}):
        return Misunderstood(said("Do the same tables continue, or should people meet others?"))
    if not found:
        return Misunderstood(said("Write “first meeting”, “same tables continue”, or “people meet others”."))
    before = SAME if SAME in found else found[0]
    return replace(draft, before=before), meanings[before]


READERS: Mapping[str, Callable[[Draft, str], Read]] = {
    PURPOSE: _read_purpose,
    WHEN: _read_when,
    TABLES: _read_tables,
    NEEDED: _read_needed,
    APART: _read_apart,
    ACCESS: _read_access,
    BEFORE: _read_before,
}


def _split(text: str, separators: str = ",;\n") -> list[str]:
    """Return the parts of a text; without the separators, "and" before the last part separates too."""
    parts = [part.strip(" .") for part in re.split(f"[{separators}]", text)]
    if "," in separators:
        last = re.split(r"^(?:and|y|e)\s+|\s+(?:and|y|e)\s+", parts[-1])
        parts = [*parts[:-1], *(part.strip() for part in last)]
    return [part for part in parts if part]
