"""The tables: a drawing of the room, a card each, the mix of each beside that of the room, and who dominates one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from seating.present.blocks import Block, Heading, Raw, keep_filled, paragraph
from seating.report import dominance
from seating.report.claims.labels import MORE, OFF_BY, PART_OF
from seating.report.finding_words import word_finding
from seating.report.floor_drawing import FloorDrawing, draw_floor, list_marks, shape_of
from seating.report.places import MANY_TABLES, Place, Seated, places
from seating.report.role_marks import RoleMark
from seating.report.table_counts import list_counts
from seating.requirements.base.findings import Finding
from seating.requirements.base.kind import name_group
from seating.result import Judged, Result
from seating.result.readers import Audience
from seating.wording import Said, fold, said, said_field, said_joined

ORDER = 50
TITLE = "The tables"

NAMED = 3
"""Maximum number of shortfalls of one kind that a card names; the section on requirements has all of them."""

MOST_CARDS = 150
"""Maximum number of cards in a room of more than `MANY_TABLES` tables."""


@dataclass(frozen=True, slots=True)
class Lack:
    """One thing unmet at a table: the kind of requirement, and the finding in words.

    `is_for_convener` tells whether the requirement is private; only the convener may read the text. `is_of_one` tells
    whether it is about a single person, whom the section on requirements names on paper.
    """

    kind: str
    text: str
    is_must: bool
    is_for_convener: bool = False
    is_of_one: bool = False


@dataclass(frozen=True, slots=True)
class Brought:
    """One thing that a person brings, and whether the table needs it."""

    word: str
    is_needed: bool


@dataclass(frozen=True, slots=True)
class Member:
    """One person at a table, with the shape and the word for their role, and what they bring."""

    person: Seated
    shape: str
    role: str
    brings: tuple[Brought, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """One table."""

    place: Place
    focus: str
    when_and_where: str
    lacks: tuple[Lack, ...]
    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class Cards:
    """Tables, the drawing of the room (None if there is none), and the marks that occur."""

    cards: tuple[Card, ...]
    floor: FloorDrawing | None
    marks: tuple[RoleMark, ...]
    has_staff: bool
    has_free: bool


def list_blocks(result: Result) -> Iterator[Block]:
    """Yield the cards, in the order of the convening, and what their mix is.

    The counts of each column that the convening compares or balances come first, then the tables that a group could
    outvote. In a very large room, only the worst tables have cards.
    """
    if not result.room.tables:
        yield paragraph(said("There are no tables yet. List them under “tables” in the convening."), "intro")
        return
    cards, lead = list_cards(result)
    if lead:
        yield paragraph(lead, "intro")
    found = tuple(card.place for card in cards)
    marks = list_marks(found)
    floor = draw_floor(result.convening, result.room, found, marks) if len(found) == len(result.room.tables) else None
    drawn = Cards(
        cards=cards,
        floor=floor,
        marks=marks,
        has_staff=any(place.staff for place in found),
        has_free=floor is not None and floor.has_free,
    )
    yield Raw("sections/tables.html.j2", drawn)
    yield from list_counts(result)
    if dominances := keep_filled(dominance.list_blocks(result)):
        yield Heading(said("The balance of power"))
        yield from dominances


def list_cards(result: Result, *, is_short: bool = True) -> tuple[tuple[Card, ...], str]:
    """Return the cards, and the sentence that tells which tables have one; "" if all have one.

    Parameters
    ----------
    result : Result
    is_short : bool
        Whether only the first shortfalls of each kind are on a card, with the number of others: the report lists all of
        them in another section.
    """
    found, lead = places(result), ""
    if len(found) > MANY_TABLES:
        found, lead = _choose_worst(result.judged, found)
    lacks = _list_lacks(result)
    return tuple(_card(result, place, lacks[place.table.id], is_short=is_short) for place in found), lead


def _list_lacks(result: Result) -> dict[str, list[Lack]]:
    """Return what is unmet at each table."""
    lacks: dict[str, list[Lack]] = {table.id: [] for table in result.room.tables}
    for one in result.judged:
        for finding in one.verdict.findings:
            if finding.table in lacks:
                lacks[finding.table].append(_lack(result, one, finding))
    return lacks


def list_lacks_of(result: Result, person: str) -> list[Lack]:
    """Return what is unmet about a person that findings name; musts first."""
    return [
        _lack(result, one, finding)
        for one in sorted(result.judged, key=lambda one: not one.is_must)
        for finding in one.verdict.findings
        if person in finding.people
    ]


def find_people_of_unmet_musts(judged: tuple[Judged, ...]) -> frozenset[str]:
    """Return the ids of the people that an unmet must is about."""
    unmet = (finding for one in judged if one.is_must for finding in one.verdict.findings)
    return frozenset(person for finding in unmet for person in finding.people)


def _choose_worst(judged: tuple[Judged, ...], found: tuple[Place, ...]) -> tuple[tuple[Place, ...], Said]:
    """Return the tables at which most is unmet, at most `MOST_CARDS`, and how many they are."""
    costs: dict[str, list[int]] = {}
    for one in judged:
        for finding in one.verdict.findings:
            if finding.table is not None:
                cost = costs.setdefault(finding.table, [0, 0])
                cost[0 if one.is_must else 1] += one.requirement.weight * (finding.shortfall or 1)
    unmet = sum(1 for place in found if place.table.id in costs)
    worst = sorted((p for p in found if p.table.id in costs), key=lambda place: costs[place.table.id], reverse=True)
    shown = sorted(worst[:MOST_CARDS], key=lambda place: place.number)
    lead = said_field(said("Tables with an unmet requirement"), PART_OF(part=unmet, all=len(found)))
    cards = said_field(said("Cards, of the tables where most is unmet"), str(len(shown)))
    return tuple(shown), said_joined([lead, cards], " · ")


def _card(result: Result, place: Place, lacks: list[Lack], *, is_short: bool) -> Card:
    table = place.table
    focus = ", ".join(area for area in table.focus if area.casefold() != table.label.casefold())
    where = " · ".join(part for part in (table.place, table.day, table.time) if part)
    needs = {fold(need) for need in table.needs}
    members = tuple(
        Member(person, shape_of(person), person.mark.word if person.mark else "", _brings(result, person, needs))
        for person in (*place.people, *place.staff)
    )
    lacks = sorted(lacks, key=lambda lack: not lack.is_must)
    private = next((lack for lack in lacks if not lack.kind), None)  # once: their number is private too
    shown = [lack for lack in lacks if lack.kind or lack is private or lack.is_for_convener]
    return Card(place, focus, where, _shortened(shown) if is_short else tuple(shown), members)


def _brings(result: Result, person: Seated, needs: set[str]) -> tuple[Brought, ...]:
    """Return what a person brings, starting with what the table needs; () if the team may not see assets."""
    if person.held_for is not None or not result.may_see("assets"):
        return ()
    known = result.people.by_id[person.id]
    brought = [Brought(asset.shown, bool({fold(asset.word), fold(str(asset))} & needs)) for asset in known.assets]
    return tuple(sorted(brought, key=lambda thing: not thing.is_needed))


def _shortened(lacks: list[Lack]) -> tuple[Lack, ...]:
    """Return the first shortfalls of each kind, followed by the number of others."""
    alike: dict[tuple[bool, str, str], list[Lack]] = {}
    for lack in lacks:  # what only the convener may read is not listed elsewhere, so all of it is named
        alike.setdefault((lack.is_must, lack.kind, lack.text if lack.is_for_convener else ""), []).append(lack)
    shown: list[Lack] = []
    for (is_must, kind, _), of_kind in alike.items():
        named_here = of_kind if len(of_kind) <= NAMED + 1 else of_kind[:NAMED]
        shown += named_here
        if rest := len(of_kind) - len(named_here):
            more = said_joined([MORE(number=rest), said("listed under Requirements")], ", ")
            shown.append(Lack(kind, more, is_must, is_of_one=of_kind[0].is_of_one))
    return tuple(shown)


def _lack(result: Result, one: Judged, finding: Finding) -> Lack:
    if one.is_private and result.reader is not Audience.CONVENER:
        return Lack("", said("A private requirement is unmet here."), one.is_must)
    if one.is_private:  # what is asked for would read as if it were so
        text = _word(result, one, finding) if finding.is_told else result.sentence_of(one.requirement)
        return Lack("", text, one.is_must, is_for_convener=True)
    written = one.requirement.kind.replace("_", " ")
    kind = said(written)
    if not finding.is_told:
        off = said_field(kind, OFF_BY(number=finding.shortfall))
        return Lack(kind, off, one.is_must)
    return Lack(kind, _word(result, one, finding), one.is_must, is_of_one=len(finding.people) == 1)


def _word(result: Result, one: Judged, finding: Finding) -> str:
    return word_finding(result, finding, name_group(one.requirement, finding.group))
