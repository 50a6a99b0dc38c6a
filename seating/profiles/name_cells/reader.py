"""Read a cell that names people, once: with the list's knowledge, to one frozen value.

Examples are "Ana & Ben Smith", "Mr and Mrs Jago", "The Fox family (2 adults, 3 kids)", "Hill, Tom + 2" and, in a cell
about those who come along, "yes, my husband Ben and 2 kids".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, reduce

from seating.profiles.cells.counts import BRACKETS, Count, read_count
from seating.profiles.cells.replies import Reply, read_reply
from seating.profiles.name_cells.cell import Comma, Doubt, Kind, NameCell, NamedPerson, person_named
from seating.profiles.name_cells.listed import LONGEST, NO_LIST, ListedNames, Order, find_comma
from seating.profiles.name_cells.slate import HARD, JOINS, LIST_JOINS, Part, Slate, with_single_blanks
from seating.profiles.names import (
    FAMILY,
    IN_SURNAMES,
    NO_PERSON,
    NOBODY,
    ONESELF,
    OPEN,
    OWNER,
    RELATED,
    SOMEBODY,
    SUFFIX,
    TITLES,
    is_person,
    is_unnamed,
    may_be_name,
    share_surname,
    words_of,
)
from seating.wording import fold

KINDS = frozenset({"women", "men", "children", "youth", "girls", "boys"})
"""Words for people of a kind, which no name has that is several people: "Women and Children First"."""

MOST = 8
"""Maximum number of people that a name is split into."""

APART = re.compile(
    r"(?P<before>[^,:()]*?[^\s,:+(-])(?:(?P<sign>\s*[,:]\s*|\s+[–—-]\s+)|\s+(?=[x×]\s?\d)|\s+of\s+(?=\d))(?P<count>\S.*)"
)
"""Matches a name and what stands behind it, which may be a number of people: "Fox family: 2 adults, 1 kid"."""

REPLY = re.compile(r"(?P<reply>[^\W\d_]+)(?P<sign>\s*[,:;(–—-]\s*|\s+)(?P<rest>.+)", re.DOTALL)
LABEL = re.compile(r"(?P<label>[^\W\d_]+)(?P<sign>\s*:?)\s+(?P<name>[A-ZÀ-Þ].*)")

LED = re.compile(r"\s*(?:[&+]|(?:and|with|plus|w/|y|con|und|mit|et|avec)\s)\s*")
"""Matches what is before people in brackets who come along: "(and Ben)", "(with Bo)"."""

REMARK = re.compile(r"(?P<before>.*?\S)\s+[–—-]\s+[^\W\d_A-ZÀ-Þ].*")
"""Matches a name with a remark in small letters behind a dash: "Ben Ode - vegan"."""

COMMA = re.compile(r"\s*,\s*")

FEW_WORDS = 4
"""Maximum number of words of a reply that stands for a companion."""

SHORT = 2
"""Length of words that are replies only before a comma or dash: Si is also a given name."""

DASHES = frozenset("-–—")

_NOBODY_ELSE = NOBODY | ONESELF
_BEFORE_A_NAME = SOMEBODY | RELATED - TITLES


@dataclass(frozen=True, slots=True)
class _Swap:
    """A stretch of the text that is written otherwise in the usual order."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class _Read(NameCell):
    """What a stretch of a cell was read as, before the whole is."""

    swaps: tuple[_Swap, ...] = ()


@lru_cache(maxsize=50_000)
def read_name_cell(text: str, listed: ListedNames = NO_LIST) -> NameCell:
    """Return the people that the name of a row stands for.

    Parameters
    ----------
    text : str
    listed : ListedNames
        What the list knows of names.

    Examples
    --------
    >>> read_name_cell("Ana & Ben Smith").names
    ('Ana Smith', 'Ben Smith')
    >>> read_name_cell("The Fox family (4)").family, read_name_cell("The Fox family (4)").total
    ('Fox family', 4)
    >>> read_name_cell("Ana Kim and her husband Ben").names, read_name_cell("Marks & Spencer").doubt
    (('Ana Kim', 'Ben Kim'), <Doubt.SEVERAL: 'one name, or two people'>)
    """
    slate = Slate(" ".join(text.split()))
    found = None
    if not (words_of(slate.plain) & NO_PERSON or len(slate.plain) > LONGEST):
        found = _span(slate, 0, len(slate.plain), listed)
    if found is None or not (found.people or found.family):
        slate.take(0, len(slate.text), Kind.NAME)
        name = " ".join(slate.plain.split()).strip(' "')
        name = name if any(map(str.isalnum, name)) else slate.text
        found = _Read(people=(NamedPerson(name),))
    return _finished(slate, found)


def _finished(slate: Slate, found: _Read) -> NameCell:
    """Return what was read, with its pieces, its addresses and its text in the usual order."""
    turned, at = "", 0
    for swap in found.swaps:
        turned += slate.text[at : swap.start] + swap.text
        at = swap.end
    turned += slate.text[at:] if found.swaps else ""
    values = {name: getattr(found, name) for name in NameCell.__slots__}
    return NameCell(**{**values, "turned": turned, "tokens": slate.tokens()})


def _span(slate: Slate, start: int, end: int, listed: ListedNames) -> _Read | None:
    """Read a stretch of a cell: what stands behind the names, and before it the names; None if it is one name."""
    found = BRACKETS.fullmatch(slate.plain, start, end)
    if found is not None and found["before"]:
        return _beside_brackets(slate, found, listed)
    apart = APART.fullmatch(slate.plain, start, end)
    if apart is not None and (read := _beside_sign(slate, apart, listed)) is not None:
        return read
    return _joined(slate, start, end, listed)


def _beside_sign(slate: Slate, apart: re.Match[str], listed: ListedNames) -> _Read | None:
    """Return the people of a name with a number of people or a remark behind a sign; None for any other name."""
    inner = _span(slate, *apart.span("before"), listed)
    if inner is None or inner.doubt:
        return None
    are_several = len(inner.people) > 1 or bool(inner.family)
    count, is_dash = read_count(apart["count"]), (apart["sign"] or "").strip() in DASHES
    if count is None:
        if not (are_several and is_dash and apart["count"][:1].islower()):
            return None
        slate.take(*apart.span("count"), Kind.NOTE)
        return inner
    if count.is_more:
        slate.take(*apart.span("count"), Kind.COUNT)
        return _plus(inner, _of_count(count))
    if not inner.family and not (count.is_marked and count.has_children and are_several):
        return None
    slate.take(*apart.span("count"), Kind.COUNT)
    return _with_total(inner, count)


def _plus(one: _Read, other: _Read) -> _Read:
    return replace(
        one,
        people=one.people + other.people,
        more=one.more + other.more,
        children=one.children + other.children,
        is_open=one.is_open or other.is_open,
        is_unsure=one.is_unsure or other.is_unsure,
    )


def _of_count(count: Count) -> _Read:
    is_open = not (count.number or count.has_number)
    return _Read(more=count.number, children=count.children, is_open=is_open, is_unsure=count.is_unsure)


def _with_total(inner: _Read, count: Count) -> _Read:
    return replace(inner, more=0, children=count.children, total=count.invited or count.number, is_open=False)


def _beside_brackets(slate: Slate, found: re.Match[str], listed: ListedNames) -> _Read | None:
    """Return the people of a name with brackets at its end, which hold their number, others or a remark."""
    inner = _span(slate, *found.span("before"), listed)
    count = read_count(found["inside"])
    if count is None or (count.is_unsure and not count.is_more):
        if inner is not None and (others := _others(slate, *found.span("inside"), listed)) is not None:
            surname = inner.surname
            return _plus(inner, replace(others, people=tuple(_of_family(one, surname) for one in others.people)))
        if inner is not None and len(inner.people) == found["before"].count(",") + 1 == 2 and not inner.swaps:
            return None  # a remark such as pronouns is of one person: "Soto, Ana (she/her)"
        is_several = inner is not None and (len(inner.people) > 1 or inner.family or inner.more or inner.total)
        if inner is None or not is_several:
            return _with_remark(slate, found.end("before"), found.end(), inner)
        slate.take(*found.span("inside"), Kind.NOTE)
        return inner
    if inner is None:
        return None
    slate.take(*found.span("inside"), Kind.COUNT)
    if count.is_more or not count.has_number or (count.children == count.number > 0 and inner.people):
        return _plus(inner, _of_count(count))
    is_one = len(inner.people) == 1 and not (inner.more or inner.is_open)
    if is_one and not count.is_marked:
        (person,) = inner.people
        numbered = replace(person, rest=f"{person.rest} ({found['inside']})")
        return replace(inner, people=(numbered,), others=inner.people, bare=count.number, doubt=Doubt.NUMBER)
    return _with_total(inner, count)


def _with_remark(slate: Slate, start: int, end: int, inner: _Read | None) -> _Read | None:
    """Return one person with the remark in brackets behind the name, as it is written."""
    if inner is None or len(inner.people) != 1 or inner.doubt:
        return None
    (person,) = inner.people
    slate.take(start, end, Kind.NOTE)
    remark = slate.plain[start:end].strip()
    return replace(inner, people=(replace(person, rest=f"{person.rest} {remark}"),)) if remark else inner


def _others(slate: Slate, start: int, end: int, listed: ListedNames) -> _Read | None:
    """Return the people in brackets behind a name who come along: "and Ben", "partner: Ben"; None for a remark."""
    led = LED.match(slate.plain, start, end)
    if led is None and not _role(slate.part(start, end).text):
        return None
    found = _listed(slate, led.end() if led else start, end, listed)
    return found if found is not None and found.number else None


def _joined(slate: Slate, start: int, end: int, listed: ListedNames) -> _Read | None:
    """Read names between separators, and numbers of people behind them; None if any part is neither."""
    parts = slate.cut(start, end, JOINS)
    if not parts:
        return None
    counted = {part: count for part in parts[1:] if (count := count_part(part.text)) is not None}
    names = [part for part in parts if part not in counted]
    whole = slate.part(names[0].start, names[-1].end)
    family = FAMILY.fullmatch(whole.text)
    if family is not None and not any(part.start < whole.end for part in counted):
        slate.take(whole.start, whole.end, Kind.NAME)
        found = _Read(family=_without_article(whole.text, family), is_open=True)
    elif (named := _named(slate, names, listed, is_list=bool(counted))) is None:
        return None
    else:
        found = named
        bare = [f"{one.given} {one.family}".strip() for one in found.others or found.people]
        if counted and not all(is_person(name, is_small=listed.are_small) for name in bare):
            return None
    for part, count in counted.items():
        slate.take(part.start, part.end, Kind.COUNT)
        found = _plus(found, _of_count(count))
    return found


def _without_article(text: str, family: re.Match[str]) -> str:
    articles = r"^[Tt]he\s+" if family["after"] or family["plural"] else r"^(?:[Tt]he|[Ll]a|[Aa])\s+"
    return re.sub(articles, "", text)


@dataclass(frozen=True, slots=True)
class _Name:
    """A name within a cell: its text, the degree and the remark behind it, and the people that brackets add."""

    start: int
    end: int
    text: str
    degree: str = ""
    remark: str = ""
    added: Count | None = None
    is_related: bool = False


def count_part(text: str) -> Count | None:
    """Return how many people a part without a name counts: "2 kids", "her husband"; None for any other text.

    >>> count_part("2 kids").children, count_part("her husband").number, count_part("Ben"), count_part("family").number
    (2, 1, None, 0)
    """
    spoken = OWNER.sub("", text)
    label, colon, behind = spoken.partition(":")
    if is_unnamed(behind if colon and fold(label) in SOMEBODY else spoken):
        return Count(1, is_marked=True, has_number=False)
    if fold(spoken) in OPEN:
        return Count(0, has_number=False)
    if (count := _count_of(spoken)) is not None:
        return count
    is_relation = fold(spoken) in RELATED and (spoken != text or spoken[:1].islower())
    return Count(1, is_marked=True, has_number=False) if is_relation else None


def _role(text: str) -> int:
    """Return the length of the words for a relation before a name: "my husband Ben"; 0 if there are none."""
    owner = OWNER.match(text)
    begin = owner.end() if owner else 0
    label = LABEL.fullmatch(text, begin)
    is_told = label is not None and fold(label["label"]) in _BEFORE_A_NAME
    return label.start("name") if label is not None and is_told else begin


def _name_of(slate: Slate, part: Part, *, is_first: bool = False) -> _Name | None:
    """Return the name of a part, without the relation before it and what is behind it; None if that is a number."""
    begin, end, remark, added = part.start, part.end, "", None
    if not is_first:
        begin += _role(part.text)
        slate.take(part.start, begin, Kind.NOTE)
    if (found := BRACKETS.fullmatch(slate.plain, begin, end)) and found["before"]:
        added = read_count(found["inside"])
        if added is not None and added.has_number and not added.is_more:
            return None
        end = found.end("before")
    elif not is_first and (found := REMARK.fullmatch(slate.plain, begin, end)):
        end = found.end("before")
    if found and end < part.end:
        remark = f" {slate.plain[end : part.end].strip()}"
        slate.take(end, part.end, Kind.COUNT if added else Kind.NOTE)
    whole = slate.part(begin, end)
    slate.take(whole.start, whole.end, Kind.NAME)
    end = whole.end
    while suffix := SUFFIX.search(slate.plain, begin, end):
        end = suffix.start()
    name = slate.part(begin, end)
    added = added if added is not None and added.is_more else None
    return _Name(name.start, name.end, name.text, slate.plain[name.end : whole.end], remark, added, begin > part.start)


def _named(slate: Slate, parts: Sequence[Part], listed: ListedNames, *, is_list: bool) -> _Read | None:
    """Read the names of parts; None if they are not names of people, so that the cell is one name as it is written."""
    whole = slate.plain[parts[0].start : parts[-1].end]
    found = [_name_of(slate, part, is_first=part is parts[0]) for part in parts]
    names = [name for name in found if name is not None and name.text]
    if len(names) < len(found):
        return None
    added = [name.added for name in names if name.added is not None]
    read = _named_alone(slate, names, listed, whole, is_list=is_list)
    return read if read is None else reduce(_plus, map(_of_count, added), read)


def _named_alone(
    slate: Slate, names: Sequence[_Name], listed: ListedNames, whole: str, *, is_list: bool
) -> _Read | None:
    """Read names by their commas: which has the family name first, and which are several people."""
    commas = [name.text.count(",") for name in names]
    if not any(commas):
        return _people(names, listed, whole)
    if len(names) == 1:
        is_list = is_list or len(slate.addresses) == len(_split(names[0].text))
        return _one_with_comma(names[0], listed, is_list=is_list)
    if (turned := _turned(slate, names, listed)) is not None:
        return turned
    if all(count == 1 for count in commas) and not listed.has_short_names:
        return None  # "Tom Hill, Acme & Ben Ode, Elm"
    split = [replace(name, text=text) for name in names for text in _split(name.text)]
    return _people(split, listed, whole)


def _split(text: str) -> list[str]:
    return [part for each in text.split(",") if (part := each.strip())]


def _turned(slate: Slate, names: Sequence[_Name], listed: ListedNames) -> _Read | None:
    """Read several names of which each, or the first for all, has the family name before a comma."""
    commas = [find_comma(name.text) for name in names]
    if all(commas):
        found = [(name, comma) for name, comma in zip(names, commas, strict=True) if comma is not None]
        orders = {listed.order(comma) for _, comma in found}
        are_families = all(len(comma.before.split()) == 1 or comma.before.split()[0].islower() for _, comma in found)
        are_given = listed.has_short_names and any(listed.is_given(comma.before) for _, comma in found)
        if are_given or not (are_families and orders & {Order.LAST_FIRST, Order.LIKELY_LAST_FIRST}):
            return None
        swaps = tuple(_Swap(name.start, name.end, f"{comma.after} {comma.before}") for name, comma in found)
        return _Read(people=tuple(map(_person_turned, names)), swaps=swaps)
    first, *rest = names
    if commas[0] is None or any(" " in name.text for name in rest):
        return None
    family, given = commas[0]
    begin = slate.plain.index(",", first.start) + 1
    after = slate.plain[begin : names[-1].end].strip()
    comma = Comma(family, after)
    is_given = fold(family) in listed.given - listed.last or (listed.has_short_names and listed.is_given(family))
    if is_given and not listed.turns_comma(comma):
        return None  # "Ana, Ben & Cleo"
    people = tuple(
        person_named(f"{text} {family}", family, name.degree)
        for text, name in zip([given, *(name.text for name in rest)], names, strict=True)
    )
    is_turned = listed.turns_comma(comma)
    swaps = (_Swap(first.start, names[-1].end, f"{after} {family}"),) if is_turned else ()
    return _Read(people=people, commas=(comma,), swaps=swaps)


def _person_turned(name: _Name) -> NamedPerson:
    before, _, after = name.text.partition(",")
    return NamedPerson(after.strip(), before.strip(), name.degree)


def _one_with_comma(name: _Name, listed: ListedNames, *, is_list: bool) -> _Read:
    """Read one part with a comma: the family name first, several people, or one name as it is written."""
    comma = find_comma(name.text)
    found, rest = (comma,) if comma is not None else (), name.degree + name.remark
    if comma is not None and listed.turns_comma(comma):
        swap = _Swap(name.start, name.end, f"{comma.after} {comma.before}")
        return _Read(people=(replace(_person_turned(name), rest=rest),), commas=found, swaps=(swap,))
    one = _Read(people=(NamedPerson(name.text, rest=rest),), commas=found)
    parts = _split(name.text)
    are_people = len(parts) > 1 and not words_of(name.text) & (NO_PERSON | TITLES) and all(map(is_person, parts))
    if not are_people or listed.keeps_commas or rest:
        return one
    several = tuple(map(person_named, parts))
    given = [fold(part.split()[0]) in listed.called for part in parts]
    are_given = all(" " not in part for part in parts) and listed.has_short_names
    are_full = is_list and all(" " in part for part in parts)
    if len(parts) > 2 or all(given) or are_given or are_full:
        return replace(one, people=several, commas=())
    is_asked = any(" " in part for part in parts) or given[0]
    return replace(one, others=several, doubt=Doubt.SEVERAL_OR_TURNED if is_asked else Doubt.TURNED_OR_SEVERAL)


def _people(names: Sequence[_Name], listed: ListedNames, whole: str = "") -> _Read | None:
    """Read names without commas; given names before one with a surname share it."""
    if len(names) == 1:
        return _Read(people=(person_named(names[0].text, rest=names[0].degree + names[0].remark),))
    spoken = words_of(" ".join(name.text for name in names))
    are_people = all(is_person(name.text, is_small=listed.are_small) for name in names)
    if len(names) > MOST or spoken & KINDS or not are_people:
        return None
    own = [name for name in names if not name.is_related]
    if " " not in own[-1].text and " " in " ".join(name.text for name in own[-2:-1]) and IN_SURNAMES.search(whole):
        return None  # "José Ortega y Gasset"
    texts, surname, is_doubtful = share_surname([name.text for name in own])
    degrees = [name.degree for name in own][-len(texts) :]  # a title before another one is no name
    people = tuple(person_named(text, surname, degree) for text, degree in zip(texts, degrees, strict=True))
    related = tuple(person_named(name.text, rest=name.degree) for name in names if name.is_related)
    people += tuple(_of_family(person, people[0].family) for person in related)
    if is_doubtful and not related:
        others = tuple(_of_family(person, people[0].family) for person in people)
        return _Read(people=(NamedPerson(whole),), others=others, doubt=Doubt.SEVERAL)
    return _Read(people=people)


def _of_family(person: NamedPerson, family: str) -> NamedPerson:
    return replace(person, family=family) if family and not person.family and person.given else person


@lru_cache(maxsize=20_000)
def read_companions(text: str, listed: ListedNames = NO_LIST, stated: frozenset[int] = frozenset()) -> NameCell | None:
    """Return the people of a text about those who come along; None if it has something else.

    Parameters
    ----------
    text : str
    listed : ListedNames
        What the list knows of names.
    stated : frozenset of int
        The numbers of people that other cells of the row state.

    Examples
    --------
    >>> read_companions("Ben Soto and baby").number, read_companions("yes, Ben").names, read_companions("12 Oak Street")
    (2, ('Ben',), None)
    >>> read_companions("Mr & Mrs Ode").names, read_companions("Ben (husband), Cleo Ode, Jr.").names
    (('Mr Ode', 'Mrs Ode'), ('Ben', 'Cleo Ode, Jr.'))
    """
    slate = Slate(with_single_blanks(text))
    label, colon, behind = slate.plain.partition(":")
    start = len(label) + 1 if colon and behind.strip() and fold(label) in SOMEBODY else 0
    slate.take(0, start, Kind.NOTE)
    found = _companions(slate, start, len(slate.plain), listed, stated)
    cell = None if found is None else _finished(slate, found)
    return None if cell is not None and cell.has_loose_address else cell


def _companions(slate: Slate, start: int, end: int, listed: ListedNames, stated: frozenset[int]) -> _Read | None:
    """Read a stretch of a text: how many come, yes or no, or who."""
    whole = slate.part(start, end)
    text = whole.text.strip(" .")
    if inside := _names_in_brackets(slate, whole):
        return _listed(slate, *inside, listed, stated)
    if (count := _count_of(text)) is not None or is_unnamed(text):
        slate.take(whole.start, whole.end, Kind.COUNT)
        return _of_count(count or Count(1))
    if fold(text) in NOBODY or not any(map(str.isalnum, text)):
        slate.take(whole.start, whole.end, Kind.NOTE)
        return _Read()
    if start == 0 and (found := _after_reply(slate, whole, listed, stated)) is not None:
        return found
    spoken = text.split()
    is_short = len(spoken) <= FEW_WORDS and not any(word[:1].isupper() for word in spoken[1:])
    reply = read_reply(text) if is_short else None
    if reply in {Reply.NO, Reply.YES, Reply.MAYBE, Reply.NO_ANSWER, Reply.MARK}:
        slate.take(whole.start, whole.end, Kind.NOTE if reply is Reply.NO else Kind.COUNT)
        return _Read(more=int(reply is not Reply.NO), is_unsure=reply in {Reply.MAYBE, Reply.NO_ANSWER})
    return _listed(slate, whole.start, whole.end, listed, stated)


def _count_of(text: str) -> Count | None:
    """Return the number of people that a text is, and no name: Otto is also a number."""
    count = read_count(text)
    is_number = count is not None and (count.is_marked or text[:1].islower() or any(map(str.isdigit, text)))
    return count if is_number else None


def _names_in_brackets(slate: Slate, part: Part) -> tuple[int, int] | None:
    """Return where the names in brackets are after as many people: "2 kids (Tom and Ann)", "girlfriend (Lia)"."""
    found = BRACKETS.fullmatch(slate.plain, part.start, part.end)
    if found is None or not found["inside"][:1].isupper() or (count := read_count(found["before"])) is None:
        return None
    named = sum(len(_split(each.text)) for each in slate.cut(*found.span("inside"), LIST_JOINS))
    if count.number != named or read_count(found["inside"]) is not None:
        return None
    slate.take(*found.span("before"), Kind.COUNT)
    return found.span("inside")


def _after_reply(slate: Slate, part: Part, listed: ListedNames, stated: frozenset[int]) -> _Read | None:
    """Read what follows a yes: "yes, Ben", "Yes (2 kids)"."""
    found = REPLY.fullmatch(slate.plain, part.start, part.end)
    if found is None or read_reply(found["reply"]) is not Reply.YES:
        return None
    rest = found["rest"].strip(" )")
    is_apart = found["sign"].strip() != "" or len(found["reply"]) > SHORT
    count = _count_of(rest)
    if count is None and not (is_apart and rest[_role(rest) :][:1].isupper()):
        return None
    slate.take(*found.span("reply"), Kind.NOTE)
    if count is not None:
        slate.take(*found.span("rest"), Kind.COUNT)
        return replace(_of_count(count), more=max(count.number - count.children, 1) + count.children)
    begin, end = found.span("rest")
    return _companions(slate, begin, end - len(found["rest"]) + len(found["rest"].rstrip(" ).")), listed, stated)


def _listed(
    slate: Slate, start: int, end: int, listed: ListedNames, stated: frozenset[int] = frozenset()
) -> _Read | None:
    """Read the people between separators, each of them a name or a number of people; None if any is neither."""
    groups: list[list[Part]] = [[]]
    for part in slate.cut(start, end, LIST_JOINS):
        groups += [[]] if part.join in HARD else []
        groups[-1].append(part)
    total = 1 + sum(1 + part.text.count(",") for group in groups for part in group)
    read = _Read()
    for group in groups:
        turns = total not in stated and all(_may_turn(part.text, listed) for part in group)
        found = _group(slate, group, listed, are_turned=turns)
        if found is None:
            return None
        read = _plus(read, found)
    return read


def _may_turn(text: str, listed: ListedNames) -> bool:
    """Whether a text is one name with the family name before the comma; a reply or a number is no name."""
    comma = find_comma(text)
    is_name = comma is not None and all(count_part(part) is None and read_reply(part) is None for part in comma)
    return is_name and comma is not None and listed.turns_comma(comma)


def _group(slate: Slate, group: Sequence[Part], listed: ListedNames, *, are_turned: bool) -> _Read | None:
    """Read the people of a cell who can share a surname: "Ben & Cleo Ode", but not those on two lines."""
    read, names = _Read(), list[_Name]()
    pieces = group if are_turned else [piece for part in group for piece in _between_commas(slate, part)]
    for piece in pieces:
        count, is_unsure = count_part(piece.text), piece.text.endswith("?")
        name = None if count is not None else _name_of(slate, piece)
        if count is not None:
            slate.take(piece.start, piece.end, Kind.COUNT)
            read = _plus(read, _of_count(count if count.number or count.has_number else replace(count, number=1)))
        elif fold(piece.text) in _NOBODY_ELSE:
            slate.take(piece.start, piece.end, Kind.NOTE)
        elif name is None or not may_be_name(text := name.text.rstrip("?. ")):
            return None
        else:
            names.append(name if text == name.text else replace(name, text=text))
            if name.added or is_unsure:
                added = _of_count(name.added) if name.added else _Read()
                read = _plus(read, replace(added, is_unsure=is_unsure))
    if are_turned:
        return _plus(read, _Read(people=tuple(map(_person_turned, names))))
    texts, surname = [name.text for name in names], ""
    if len(group) > 1 and len(names) > 1 and all(map(is_person, texts)):
        texts, surname, _ = share_surname(texts)
    named = (person_named(text, surname, name.degree) for text, name in zip(texts, names, strict=True))
    return _plus(read, _Read(people=tuple(named)))


def _between_commas(slate: Slate, part: Part) -> list[Part]:
    """Return the parts between commas, with a degree at the name that it follows."""
    pieces: list[Part] = []
    for piece in slate.cut(part.start, part.end, COMMA):
        if pieces and SUFFIX.fullmatch(f", {piece.text}"):
            pieces[-1] = slate.part(pieces[-1].start, piece.end)
        else:
            pieces.append(piece)
    return pieces
