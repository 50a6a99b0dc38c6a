"""The tables: a drawing of each, then one card each with focus, people and unmet requirements."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from seating.findings import clause
from seating.present.languages import Words
from seating.present.settings import Settings
from seating.report.charts import SPOT, Ring, ring
from seating.report.places import MANY_TABLES, Place, RoleMark, Seated, named, places, role_marks
from seating.report.privacy import Audience, SharedFinding, SharedRequirement, may_see, shared_requirements
from seating.requirement import name_group
from seating.result import Result
from seating.wording import fold

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
    """All tables, their drawings (() if there are too many tables), and the marks that occur.

    `lead` says which tables have a card, "" if all have one. `spot` is the side of a seat's shape, in units of the
    drawing.
    """

    cards: tuple[Card, ...]
    pictures: tuple[Picture, ...]
    marks: tuple[RoleMark, ...]
    has_staff: bool
    has_free: bool
    spot: float
    lead: str = ""


def fill(result: Result, settings: Settings, reader: Audience = Audience.TEAM) -> Cards:
    """Return the cards, in the order of the convening; in a very large room, only those of the worst tables.

    Parameters
    ----------
    result : Result
    settings : Settings
    reader : Audience
        The convener reads what each unmet private requirement asks for. Others read only that one is unmet.
    """
    lacks: dict[str, list[Lack]] = {table.id: [] for table in result.room.tables}
    for requirement, shared in zip(result.requirements, shared_requirements(result), strict=True):
        for finding in shared.findings:
            if finding.table not in lacks:
                continue
            if shared.is_private and reader is Audience.CONVENER:
                lack = Lack("", requirement.sentence(result.room), requirement.is_must, is_for_convener=True)
            else:
                lack = _lack(result, shared, finding, settings.words)
            lacks[finding.table].append(lack)
    found = places(result, Audience.TEAM, settings.words)
    lead = ""
    if len(found) > MANY_TABLES:
        found, lead = _choose_worst(result, found, settings.words)
    cards = tuple(_card(result, place, lacks[place.table.id], settings.words) for place in found)
    marks = _marks(result, cards, settings.words)
    drawn = cards if len(cards) <= MOST_PICTURES else ()
    pictures = tuple(_picture(card, marks, settings.words) for card in drawn)
    return Cards(
        cards=cards,
        pictures=pictures,
        marks=marks,
        has_staff=any(card.place.staff for card in cards),
        has_free=any(spot.shape == FREE_SHAPE for picture in pictures for spot in picture.ring.spots),
        spot=SPOT,
        lead=lead,
    )


def _choose_worst(result: Result, found: tuple[Place, ...], words: Words) -> tuple[tuple[Place, ...], str]:
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
        lead = words.gettext("At each of the %(tables)s tables, every requirement is met.", tables=n_tables)
    elif len(shown) == unmet:
        lead = words.ngettext(
            "There are %(tables)s tables. The one at which a requirement is unmet has a card.",
            "There are %(tables)s tables. The %(number)s at which a requirement is unmet have cards.",
            unmet,
            tables=n_tables,
        )
    else:
        lead = words.gettext(
            "There are %(tables)s tables. At %(unmet)s of them, a requirement is unmet. The %(number)s worst have "
            "cards.",
            tables=n_tables,
            unmet=f"{unmet:,}",
            number=len(shown),
        )
    return tuple(shown), lead


def _marks(result: Result, cards: tuple[Card, ...], words: Words) -> tuple[RoleMark, ...]:
    """Return the marks that occur; () if no representative type is stated or the team may not see them."""
    if not may_see(result, Audience.TEAM, "representative_type"):
        return ()
    seen = {member.shape for card in cards for member in card.members}
    marks = tuple(mark for mark in role_marks(words).values() if mark.shape in seen)
    return marks if any(mark.letter for mark in marks) else ()


def _card(result: Result, place: Place, lacks: list[Lack], words: Words) -> Card:
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
    return Card(place, focus, where, _shortened(shown, words), members)


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


def _picture(card: Card, marks: tuple[RoleMark, ...], words: Words) -> Picture:
    order = {mark.shape: number for number, mark in enumerate(marks)}
    people = sorted((m.shape for m in card.members if not m.person.is_staff), key=lambda shape: order.get(shape, 0))
    free = [FREE_SHAPE] * min(MOST_FREE_DRAWN, max(0, card.place.free or 0))
    shapes = [shape if shape in order else SEEN_SHAPE for shape in people] + free
    return Picture(card.place, ring([*shapes, *[STAFF_SHAPE] * len(card.place.staff)]), _words(card, marks, words))


def _words(card: Card, marks: tuple[RoleMark, ...], words: Words) -> str:
    place, counts = card.place, Counter(member.shape for member in card.members)
    parts = [f"{mark.word} {counts[mark.shape]}" for mark in marks if counts[mark.shape]]
    parts += [words.gettext("staff %(number)s", number=len(place.staff))] if place.staff else []
    return words.gettext(
        "%(table)s: %(people)s; %(parts)s",
        table=place.numbered,
        people=words.ngettext("%(number)s person", "%(number)s people", place.taken),
        parts=", ".join([*parts, place.room_left]),
    )


def _shortened(lacks: list[Lack], words: Words) -> tuple[Lack, ...]:
    """Return the first shortfalls of each kind, followed by the number of others."""
    alike: dict[tuple[bool, str, str], list[Lack]] = {}
    for lack in lacks:  # what only the convener may read is not listed elsewhere, so all of it is named
        alike.setdefault((lack.is_must, lack.kind, lack.text if lack.is_for_convener else ""), []).append(lack)
    shown: list[Lack] = []
    for (is_must, kind, _), of_kind in alike.items():
        named_here = of_kind if len(of_kind) <= NAMED + 1 else of_kind[:NAMED]
        shown += named_here
        if rest := len(of_kind) - len(named_here):
            more = words.gettext("%(number)s more, listed under Requirements", number=rest)
            shown.append(Lack(kind, more, is_must))
    return tuple(shown)


def _lack(result: Result, requirement: SharedRequirement, finding: SharedFinding, words: Words) -> Lack:
    if requirement.is_private:
        return Lack("", words.gettext("A private requirement is unmet here."), requirement.is_must)
    written = requirement.kind.replace("_", " ")
    kind = words.gettext(written)
    if finding.have is None or finding.wanted is None:
        return Lack(kind, words.gettext("off by %(number)s", number=finding.shortfall), requirement.is_must)
    group = name_group(result.by_requirement[requirement.id], finding.group)
    about = group or named(result, finding.people) or words.gettext("People")
    text = words.tell(clause(about, finding.have, finding.wanted, finding.says))
    return Lack(kind, text, requirement.is_must)
