"""Find families of headings: columns that repeat with a number because a row has several people.

Examples are "Member 1, Member 2, Member 3" and "guest_1_first_name, guest_1_last_name, guest_2_first_name, …".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from seating.profiles.columns import NAME_PARTS, RELATIONS
from seating.profiles.headings.assignment import PEOPLE, Group, Member, together
from seating.profiles.headings.competing_columns import NAMES, Decisions, SheetColumn, cells_of
from seating.profiles.headings.contents import is_bare, is_full_name, is_name_like, words
from seating.profiles.headings.evidence import MIN_POINTS, meaning
from seating.profiles.headings.heading_phrases import CAMEL, find_phrases, plain
from seating.wording import quoted, said

NUMBERED = re.compile(r"(?P<before>\D*?)[\s_#(\[.-]*(?P<number>\d{1,2})[)\]]?[\s_.:-]*(?P<after>\D*)")
"""Matches a heading with one number of at most two digits."""

MOSTLY = 0.6
"""Minimum share of the cells of a family that could be names, and of the cells of a column that are replies."""

MOST_WORDS = 3
"""Maximum number of words, beside the companion, of a heading that asks whether a companion comes."""


@dataclass(frozen=True, slots=True)
class _Member:
    """A column of a family: what the family is about, the number of the person, and the part of the name."""

    family: str
    number: int
    part: str
    seen: SheetColumn


def list_people(state: Decisions) -> Iterator[Group]:
    """Yield a family of columns that names the people of each row, if no other column has the names.

    The first person of the family is the person of the row, unless a column names the leader of the team.
    """
    if family := next(_list_numbered(state, state.seen), ()):
        yield from _people_of_rows(state, family)


def list_companions(state: Decisions) -> Iterator[Group]:
    """Yield families of columns that name who comes with the person of each row, such as "Guest 1, Guest 2"."""
    for family in _list_numbered(state, [one for one in state.seen if one.index not in state.names]):
        if all(member.family in words("companions") for member in family) and not _are_on_the_list(family):
            yield together(_companion(member, family) for member in family)


def _people_of_rows(state: Decisions, family: Sequence[_Member]) -> Iterator[Group]:
    """Yield a family as the people of each row if no other column has the names."""
    inside = {member.seen.index for member in family}
    others = [one for one in state.seen if one.index not in inside]
    is_named = any(decision.key == "name" for decision in state.found.values())
    if is_named or any(_claims_names(state, one) for one in others) or _leaves_rows_blank(state, family):
        return
    leader = _leader(state, family)
    first = min(member.number for member in family)
    members = [Member(leader.index, "name", _evidence(family))] if leader is not None else []
    for member in family:
        is_first = leader is None and member.number == first
        named = Member(member.seen.index, member.part, _evidence(family))
        members.append(named if is_first else _companion(member, family))
    yield Group(tuple(members), PEOPLE * len(members), NAMES - {"id"})


def list_companion_replies(state: Decisions, families: Iterable[Group]) -> Iterator[Group]:
    """Yield "Guest 2 RSVP" beside "Guest 2": the reply of this companion, not of the person of the row."""
    members = {member.index: member for group in families for member in group.members}
    named = [one for one in state.seen if _names_companions(state, one, members.get(one.index))]
    labels = {one.index: label for one in named if (label := companion_label(one.heading))}
    for one in state.seen:
        if one.index in {*state.found, *members, *labels} or one.contents.replies < MOSTLY:
            continue
        other = next((at for at, label in labels.items() if is_reply_of(one.heading, label)), None)
        if other is not None:
            heading = next(each.called for each in named if each.index == other)
            evidence = said("it contains replies from the people in %(column)s", column=quoted(heading))
            yield together([Member(one.index, "party replies", evidence)])


def _names_companions(state: Decisions, one: SheetColumn, member: Member | None) -> bool:
    """Whether a column has names of people who come with the person of the row."""
    decided = state.found.get(one.index) or member
    if decided is not None:
        return decided.meaning == "party names"
    best = next(iter(state.ranked.get(one.index, ())), None)
    return best is not None and best.meaning in {"party names", "party more"} and one.contents.share(is_bare) < MOSTLY


def companion_label(heading: str) -> str:
    """Return the words by which a heading of names calls a companion.

    >>> companion_label("Guest 2 First Name"), companion_label("Partner Name"), companion_label("Plus One")
    ('guest 2', 'partner', 'plus one')
    """
    family, number, part = _parsed(heading.partition(" + ")[0])
    return "" if part == "other" else f"{family} {number}" if family and number else family


def name_companion(heading: str) -> str:
    """Return the words by which a heading calls the companion whose first or last name is below it; "" for any other.

    >>> name_companion("Guest 2 First Name"), name_companion("Last name of partner"), name_companion("Partner")
    ('guest 2', 'of partner', '')
    """
    text = plain(heading)
    for part in NAME_PARTS:
        if part in text:
            return text.replace(part, "").strip()
    label, number, part = _parsed(heading)
    return f"{label} {number or ''}".strip() if part in NAME_PARTS else ""


def is_about_last_name(heading: str) -> bool:
    """Whether a heading is about a last name.

    >>> is_about_last_name("Guest 2 surname"), is_about_last_name("Prénom du conjoint")
    (True, False)
    """
    return "last name" in plain(heading) or any(
        found.meaning == "last name" and found.strength > 2 for found in find_phrases(heading)
    )


def is_reply_of(heading: str, label: str) -> bool:
    """Whether a heading asks whether one companion comes.

    >>> is_reply_of("Guest 2 RSVP", "guest 2"), is_reply_of("Will you and your guest attend?", "guest")
    (True, False)
    """
    text = plain(CAMEL.sub(" ", heading))
    if text.startswith(f"{label} "):
        rest = text.removeprefix(f"{label} ")
    elif text.endswith(f" {label}"):
        rest = text.removesuffix(f" {label}")
    else:
        return False
    means = {meaning(rest), *(found.meaning for found in find_phrases(rest) if found.strength > 1)}
    return len(rest.split()) <= MOST_WORDS and bool(means & {"attending", "status"})


def _companion(member: _Member, family: Sequence[_Member]) -> Member:
    """Return a column of a family with the name of somebody who comes with the person of the row, or a part of it."""
    return Member(member.seen.index, "party names", _evidence(family))


def _evidence(family: Sequence[_Member]) -> str:
    first, last = family[0].seen, family[-1].seen
    return said(
        "%(first)s to %(last)s name the people in each row", first=quoted(first.called), last=quoted(last.called)
    )


def _list_numbered(state: Decisions, columns: Iterable[SheetColumn]) -> Iterator[tuple[_Member, ...]]:
    """Yield the families of columns that are still undecided and hold names."""
    found: dict[str, list[_Member]] = {}
    for one in columns:
        is_free = one.index not in state.found and one.contents.filled
        if is_free and (member := _read(one)) is not None:
            found.setdefault(member.family, []).append(member)
    _join_leaders(found)
    for members in found.values():
        parts = {member.part for member in members}
        if "name" in parts:
            members = [member for member in members if member.part == "name"]
        numbers = sorted({member.number for member in members})
        are_in_order = numbers[0] <= 2 and numbers == list(range(numbers[0], numbers[-1] + 1))
        are_different = len({(member.number, member.part) for member in members}) == len(members)
        if len(numbers) > 1 and are_in_order and are_different and _hold_names(members):
            yield tuple(members)


def _join_leaders(found: dict[str, list[_Member]]) -> None:
    """Let "Captain First Name" be the first of a family that begins with "Member 2 First Name"."""
    for family, members in list(found.items()):
        if min(member.number for member in members) != 2:
            continue
        leaders = [one for others in found.values() for one in others if one.number == 1 and _is_of_leader(one)]
        if leaders and {one.part for one in leaders} == {one.part for one in members}:
            for other in list(found):
                if not (left := [one for one in found[other] if one not in leaders]):
                    del found[other]
                else:
                    found[other] = left
            found[family] = [*(replace(one, family=family) for one in leaders), *members]


def _is_of_leader(one: _Member) -> bool:
    """Whether a heading is about the leader of a team: "Captain First Name"."""
    is_told = bool(set(plain(one.seen.heading).split()) & words("leaders"))
    return is_told and one.seen.contents.share(is_name_like) >= MOSTLY


def _read(one: SheetColumn) -> _Member | None:
    """Return what the heading of a column names; None unless it could be one of several people in a row.

    A heading without a number may be the first: "Name, Name 2".
    """
    family, number, part = _parsed(one.heading)
    if not part and (
        not family
        or (family in words("labels") and family not in words("companions"))
        or any(found.meaning in RELATIONS for found in find_phrases(one.heading))
    ):
        return None
    return None if part == "other" else _Member(family, number or 1, part or "name", one)


def is_numbered_person(heading: str) -> bool:
    """Whether a heading names one of several people in a row.

    >>> is_numbered_person("Name01"), is_numbered_person("member_2"), is_numbered_person("Question 1")
    (True, True, False)
    """
    family, number, part = _parsed(heading)
    return number is not None and (part in {*NAME_PARTS, "name"} or (not part and family in words("companions")))


def are_numbered(headings: Sequence[str]) -> bool:
    """Whether some headings differ only in their number.

    >>> are_numbered(["Team", "Rower 1", "Rower 2"]), are_numbered(["Ana Soto", "Table 1"])
    (True, False)
    """
    found = [(family, part) for family, number, part in map(_parsed, headings) if number is not None]
    return len(set(found)) < len(found)


@lru_cache(maxsize=32_768)
def _parsed(heading: str) -> tuple[str, int | None, str]:
    """Return what a heading is about without its number, the number, and the part of a name that it means.

    The part is "" if the heading does not mention names, and "other" if something else follows the number.
    """
    heading = CAMEL.sub(" ", heading)
    found = NUMBERED.fullmatch(heading)
    before, number, after = (found["before"], int(found["number"]), found["after"]) if found else (heading, None, "")
    before, after = plain(before), plain(after)
    if after:
        return before, number, _name_part(after) or "other"
    spoken = before.split()
    for at in range(len(spoken)):
        if part := _name_part(" ".join(spoken[at:])):
            return " ".join(spoken[:at]), number, part
    return before, number, ""


def _name_part(text: str) -> str:
    """Return whether a part of a heading means a name, a first name or a last name; "" for anything else."""
    if meaning(text) == "name" and text not in words("companions"):
        return "name"
    sure = {found.meaning for found in find_phrases(text) if found.strength == 3}
    return next((part for part in (*NAME_PARTS, "name") if part in sure and text not in words("companions")), "")


def _hold_names(members: Sequence[_Member]) -> bool:
    """Whether the cells could be names, each of another person."""
    cells = [text for member in members for text in member.seen.contents.counts]
    filled = sum(member.seen.contents.filled for member in members)
    if not cells or 2 * len(cells) < filled:
        return False
    has_parts = members[0].part in NAME_PARTS
    fits = is_name_like if has_parts or members[0].family else is_full_name
    return sum(map(fits, cells)) >= MOSTLY * len(cells)


def _claims_names(state: Decisions, one: SheetColumn) -> bool:
    """Whether another column has the names of people, rather than the names of teams or households."""
    best = next(iter(state.ranked.get(one.index, ())), None)
    if best is None or best.meaning not in NAMES - {"id"} or best.points < MIN_POINTS:
        return False
    is_label = bool(set(plain(one.heading).split()) & words("labels"))
    return not is_label and (best.heading >= 3 or one.contents.share(is_full_name) >= MOSTLY)


def _leaves_rows_blank(state: Decisions, family: Sequence[_Member]) -> bool:
    """Whether rows lack the first person of a family, but another column has a different full name on each row.

    So do given names alone: those of the children of a person.
    """
    first = min(member.number for member in family)
    rows = len(state.body)
    cells = [text for member in family for text in member.seen.contents.counts]
    are_given = all(member.part == "name" for member in family) and not any(" " in text.strip() for text in cells)
    if not are_given and max(member.seen.contents.filled for member in family if member.number == first) == rows:
        return False
    inside = {member.seen.index for member in family}
    others = [one.contents for one in state.seen if one.index not in inside]
    return any(one.filled == rows and one.different >= 0.9 and one.share(is_full_name) >= MOSTLY for one in others)


def _leader(state: Decisions, family: Sequence[_Member]) -> SheetColumn | None:
    """Return the column with the leaders of the teams, if they are not among the other members."""
    for one in state.seen:
        if one.index in state.found or one.index in {member.seen.index for member in family}:
            continue
        if set(plain(one.heading).split()) & words("leaders") and one.contents.share(is_full_name) >= MOSTLY:
            rows = zip(cells_of(state, one), *(cells_of(state, member.seen) for member in family), strict=True)
            repeated = sum(bool(leader) and leader in others for leader, *others in rows)
            if 2 * repeated < one.contents.filled:
                return one
    return None


def _are_on_the_list(family: Sequence[_Member]) -> bool:
    """Whether most cells name people who have rows of their own."""
    filled = sum(member.seen.contents.filled for member in family)
    named = sum(member.seen.contents.people * member.seen.contents.filled for member in family)
    return 2 * named >= filled
