"""Answer the question which languages are spoken, and what the tables offer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from seating.api.guided_start.answer_phrases import split_list
from seating.api.guided_start.asking import Misunderstood, Read
from seating.api.guided_start.questionnaire import Draft
from seating.convening.inference import infer_tables
from seating.mentions import Resolver
from seating.mentions.word_table import BEFORE_TABLE
from seating.profiles import People
from seating.profiles.need_words import find_kind
from seating.room.tables import Table
from seating.wording import (
    fold,
    knows_language,
    language_key,
    quoted,
    said,
    said_joined,
    said_language,
    said_list,
)


def read_access(draft: Draft, text: str) -> Read:
    """Return the draft with the languages and what the tables offer, and what was understood.

    Parameters
    ----------
    draft : Draft
    text : str
    """
    tables = _list_tables(draft)
    resolver = Resolver(People(()), tables=tables)
    languages: list[str] = []
    features: dict[str, tuple[str, ...]] = {}
    others: list[str] = []
    for need in _list_needs(resolver, text):
        item = need.text
        if not need.is_somewhere and knows_language(item):
            languages.append(language_key(item))
        elif STATES_OTHERWISE.search(item):
            says = said("%(text)s does not describe what the tables have.", text=quoted(item))
            hint = said("Write what the tables have, such as step-free, and then, after a colon, which tables.")
            return Misunderstood(said_joined([says, hint], " "))
        elif find_kind(item) == "access":
            found = [resolver.resolve_table(name) for name in need.at or need.but]
            if (unknown := next((table.text for table in found if not table.is_known), None)) is not None:
                name = BEFORE_TABLE.sub("", unknown)
                return Misunderstood(said("There is no table called %(name)s.", name=quoted(name)))
            named = [identity for table in found for identity in table.ids]
            has = named if need.at else [one.id for one in tables if one.id not in named]
            for identity in has if need.is_somewhere else [""]:
                features[identity] = (*features.get(identity, ()), item)
        elif item and not need.is_somewhere and (find_kind(item) is not None or knows_language(item.split()[0])):
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


def _list_needs(resolver: Resolver, text: str) -> Iterator[_Need]:
    """Yield each language or need with its tables; commas after a colon separate tables."""
    for part in split_list(text, ";\n"):
        head, colon, where = part.partition(":")
        *before, last = (one.strip() for one in head.split(","))
        for one in before if colon else (*before, last):
            yield from _read_need(resolver, one)
        if not colon:
            continue
        if found := EXCEPT.match(where.strip()):
            yield _Need(last, but=_split_tables(resolver, found["but"]))
        else:
            yield _Need(last, () if EVERYWHERE.fullmatch(where.strip()) else _split_tables(resolver, where))


def _read_need(resolver: Resolver, text: str) -> Iterator[_Need]:
    """Yield what a text without a comma or a colon names: one language or need, or several with "and" between them."""
    text = ONLY.sub("", text)
    if not text:
        return
    if found := EXCEPT.match(text):
        yield _Need(found["need"], but=_split_tables(resolver, found["but"]))
        return
    if (place := next(_split_place(resolver, text), None)) is not None:
        yield _Need(place[0], _split_tables(resolver, place[1]))
        return
    text = EVERYWHERE.sub("", text) or text
    parts = [ONLY.sub("", part) for part in split_list(text)]
    is_list = len(parts) > 1 and all(knows_language(one) or find_kind(one) is not None for one in parts)
    yield from map(_Need, parts if is_list else [text])


def _split_place(resolver: Resolver, text: str) -> Iterator[tuple[str, str]]:
    """Yield the need and the tables that a text names, also tables that there are not; nothing if it names none."""
    if (found := AT.match(text)) is not None and find_kind(found["need"]) == "access":
        at = found["at"]
        is_known = all(resolver.resolve_table(name).is_known for name in _split_tables(resolver, at))
        if is_known or not (EVERYWHERE.fullmatch(at) or NO_TABLE.search(at) or knows_language(at)):
            yield found["need"], at
    for table in resolver.tables:
        need, name = text[: -len(table.label)].strip(), text[-len(table.label) :]
        if fold(name) == fold(table.label) and find_kind(name) is None and find_kind(need) == "access":
            yield need, name


def _split_tables(resolver: Resolver, text: str) -> tuple[str, ...]:
    """Return the names of tables in a text; "and" and commas can belong to the name of one."""
    parts = [part.strip() for part in text.split(",")]
    return tuple(
        name
        for part in parts
        for name in ([part] if resolver.resolve_table(part).is_known else split_list(part))
        if name
    )


NO_TABLE = re.compile(
    r"\b(?:entrances?|doors?|front|back|buildings?|venue|rooms?|hall|stage|toilets?|restrooms?|bathrooms?"
    r"|entradas?|puertas?|edificio|sala|salón|escenario|baños?|aseos?)$",
    re.IGNORECASE,
)
"""Parts of a place that are no table, unless one is called so: step-free at the entrance."""


def _list_tables(draft: Draft) -> tuple[Table, ...]:
    """Return the tables; inferred from the list, as they will be written, if the question about them was skipped."""
    return tuple(Table(id=one["id"], name=one["name"]) for one in draft.tables or infer_tables(draft.people))
