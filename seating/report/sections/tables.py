"""The tables: a drawing of each, then one card each with focus, people and unmet requirements."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from seating.findings import clause
from seating.present.blocks import Block, Raw, paragraph
from seating.report.charts import SPOT, Ring, ring
from seating.report.places import MANY_TABLES, ROLE_MARKS, Place, RoleMark, Seated, named, places
from seating.report.privacy import Audience, SharedFinding, SharedRequirement, may_see, shared_requirements
from seating.requirement import name_group
from seating.result import Result
from seating.wording import Said, fold, said, said_count, said_joined

ORDER = 50
TITLE = "The tables"

NAMED = 3
"""Maximum number of shortfalls of one kind that a card names; the section on requirements has all of them."""

MOST_PICTURES = 60
"""With more tables than this, no drawings are made; the cards have all the information."""

MOST_CARDS = 150
"""Maximum number of cards in a room of more than `MANY_TABLES` tables."""

MOST_FREE_DRAWN = 40
"""Maximum number of free seats drawn at one table; the caption states how many there are."""

STAFF_SHAPE, FREE_SHAPE, SEEN_SHAPE = "staff", "free", "person"


@dataclass(frozen=True, slots=True)
class Lack:
    """One thing unmet at a table: the kind of requirement, and the finding in words.

    `is_for_convener` says whether the text is what a private requirement asks for; only the convener may read it.
    """

    kind: str
    text: str
    is_must: bool
    is_for_convener: bool = False


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
class Picture:
    """One table drawn from above, with a text alternative."""

    place: Place
    ring: Ring
    words: str


@dataclass(frozen=True, slots=True)
class Cards:
    """Tables, their drawings (() if there are too many tables), and the marks that occur.

    `spot` is the side of a seat's shape, in units of the drawing.
    """

    cards: tuple[Card, ...]
    pictures: tuple[Picture, ...]
    marks: tuple[RoleMark, ...]
    has_staff: bool
    has_free: bool
    spot: float


def list_blocks(result: Result) -> Iterator[Block]:
    """Yield the cards, in the order of the convening; in a very large room, only those of the worst tables."""
    if not result.room.tables:
        yield paragraph(said("There are no tables yet. List them under “tables” in the convening."), "intro")
        return
    cards, lead = list_cards(result)
    if lead:
        yield paragraph(lead, "intro")
    marks = _marks(result, cards)
    pictures = tuple(_picture(card, marks) for card in cards) if len(cards) <= MOST_PICTURES else ()
    drawn = Cards(
        cards=cards,
        pictures=pictures,
        marks=marks,
        has_staff=any(card.place.staff for card in cards),
        has_free=any(spot.shape == FREE_SHAPE for picture in pictures for spot in picture.ring.spots),
        spot=SPOT,
    )
    yield Raw("sections/tables.html.j2", drawn)


def list_cards(result: Result, reader: Audience = Audience.TEAM) -> tuple[tuple[Card, ...], str]:
    """Return the cards, and the sentence that says which tables have one; "" if all have one.

    Parameters
    ----------
    result : Result
    reader : Audience
        The convener reads what each unmet private requirement asks for. Others read only that one is unmet.
    """
    found, lead = places(result, Audience.TEAM), ""
    if len(found) > MANY_TABLES:
        found, lead = _choose_worst(result, found)
    lacks = _list_lacks(result, reader)
    return tuple(_card(result, place, lacks[place.table.id]) for place in found), lead


def _list_lacks(result: Result, reader: Audience) -> dict[str, list[Lack]]:
    """Return what is unmet at each table, as a reader may know it."""
    lacks: dict[str, list[Lack]] = {table.id: [] for table in result.room.tables}
    for requirement, shared in zip(result.requirements, shared_requirements(result), strict=True):
        for finding in shared.findings:
            if finding.table not in lacks:
                continue
            if shared.is_private and reader is Audience.CONVENER:
                lack = Lack("", requirement.sentence(result.room), requirement.is_must, is_for_convener=True)
            else:
                lack = _lack(result, shared, finding)
            lacks[finding.table].append(lack)
    return lacks


def _choose_worst(result: Result, found: tuple[Place, ...]) -> tuple[tuple[Place, ...], Said]:
    """Return the tables at which most is unmet, at most `MOST_CARDS`, and the sentence that says so."""
    costs: dict[str, list[int]] = {}
    for one in shared_requirements(result):
        for finding in one.findings:
            if finding.table is not None:
                cost = costs.setdefault(finding.table, [0, 0])
                cost[0 if one.is_must else 1] += (one.weight or 1) * (finding.shortfall or 1)
    unmet = sum(1 for place in found if place.table.id in costs)
    worst = sorted((p for p in found if p.table.id in costs), key=lambda place: costs[place.table.id], reverse=True)
    shown = sorted(worst[:MOST_CARDS], key=lambda place: place.number)
    n_tables = f"{len(found):,}"
    if not unmet:
        lead = said("At each of the %(tables)s tables, every requirement is met.", tables=n_tables)
    elif len(shown) == unmet:
        lead = said_count(
            "There are %(tables)s tables. The one at which a requirement is unmet has a card.",
            "There are %(tables)s tables. The %(number)s at which a requirement is unmet have cards.",
            unmet,
            tables=n_tables,
        )
    else:
        lead = said(
            "There are %(tables)s tables. At %(unmet)s of them, a requirement is unmet. The %(number)s worst have "
            "cards.",
            tables=n_tables,
            unmet=f"{unmet:,}",
            number=len(shown),
        )
    return tuple(shown), lead


def _marks(result: Result, cards: tuple[Card, ...]) -> tuple[RoleMark, ...]:
    """Return the marks that occur; () if no representative type is stated or the team may not see them."""
    if not may_see(result, Audience.TEAM, "representative_type"):
        return ()
    seen = {member.shape for card in cards for member in card.members}
    marks = tuple(mark for mark in ROLE_MARKS.values() if mark.shape in seen)
    return marks if any(mark.letter for mark in marks) else ()


def _card(result: Result, place: Place, lacks: list[Lack]) -> Card:
    table = place.table
    focus = ", ".join(area for area in table.focus if area.casefold() != table.label.casefold())
    where = " · ".join(part for part in (table.place, table.day, table.time) if part)
    needs = {fold(need) for need in table.needs}
    members = tuple(
        Member(person, _shape(person), person.mark.word if person.mark else "", _brings(result, person, needs))
        for person in (*place.people, *place.staff)
    )
    lacks = sorted(lacks, key=lambda lack: not lack.is_must)
    private = next((lack for lack in lacks if not lack.kind), None)  # once: their number is private too
    shown = [lack for lack in lacks if lack.kind or lack is private or lack.is_for_convener]
    return Card(place, focus, where, _shortened(shown), members)


def _shape(person: Seated) -> str:
    if person.is_staff:
        return STAFF_SHAPE
    return SEEN_SHAPE if person.mark is None else person.mark.shape


def _brings(result: Result, person: Seated, needs: set[str]) -> tuple[Brought, ...]:
    """Return what a person brings, starting with what the table needs; () if the team may not see assets."""
    if not may_see(result, Audience.TEAM, "assets"):
        return ()
    assets = result.people.by_id[person.id].assets
    brought = [Brought(asset.word, bool({fold(asset.word), fold(str(asset))} & needs)) for asset in assets]
    return tuple(sorted(brought, key=lambda thing: not thing.is_needed))


def _picture(card: Card, marks: tuple[RoleMark, ...]) -> Picture:
    order = {mark.shape: number for number, mark in enumerate(marks)}
    people = sorted((m.shape for m in card.members if not m.person.is_staff), key=lambda shape: order.get(shape, 0))
    free = [FREE_SHAPE] * min(MOST_FREE_DRAWN, max(0, card.place.free or 0))
    shapes = [shape if shape in order else SEEN_SHAPE for shape in people] + free
    return Picture(card.place, ring([*shapes, *[STAFF_SHAPE] * len(card.place.staff)]), _words(card, marks))


def _words(card: Card, marks: tuple[RoleMark, ...]) -> Said:
    place, counts = card.place, Counter(member.shape for member in card.members)
    parts = [said_joined([mark.word, str(counts[mark.shape])], " ") for mark in marks if counts[mark.shape]]
    parts += [said("staff %(number)s", number=len(place.staff))] if place.staff else []
    return said(
        "%(table)s: %(people)s; %(parts)s",
        table=place.numbered,
        people=said_count("%(number)s person", "%(number)s people", place.taken),
        parts=said_joined([*parts, place.room_left], ", "),
    )


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
            more = said("%(number)s more, listed under Requirements", number=rest)
            shown.append(Lack(kind, more, is_must))
    return tuple(shown)


def _lack(result: Result, requirement: SharedRequirement, finding: SharedFinding) -> Lack:
    if requirement.is_private:
        return Lack("", said("A private requirement is unmet here."), requirement.is_must)
    written = requirement.kind.replace("_", " ")
    kind = said(written)
    if finding.have is None or finding.wanted is None:
        return Lack(kind, said("off by %(number)s", number=finding.shortfall), requirement.is_must)
    group = name_group(result.by_requirement[requirement.id], finding.group)
    about = group or named(result, finding.people) or said("People")
    text = clause(about, finding.have, finding.wanted, finding.says)
    return Lack(kind, text, requirement.is_must)
