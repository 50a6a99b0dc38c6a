"""What to do if a person does not come: one card for each absence that matters most, for the convener on the day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from seating.analysis.access import advise_interpreters, find_cut_off_without
from seating.analysis.attendance import Absence, Card, Chance, Chances, EventChance, StandIn, Tried
from seating.analysis.relief import find_reliefs
from seating.findings import Finding
from seating.groups import group_by_key
from seating.present.languages import Words
from seating.present.settings import Settings
from seating.profiles import Duty, Person
from seating.profiles.heads import without_held_seats
from seating.report.conversation import name_in_language
from seating.report.labels import duty_in_words, likelihood, name_duty, name_lack
from seating.report.places import by_name, label_apart, name_with_tables, says_apart
from seating.report.transition import keep_admitted, may_take_duty
from seating.result import Result
from seating.wording import language_key

ORDER = 125
TITLE = "If someone does not come"
ABOUT = "Whose absence matters most, what would be missing, and who to move or call: cards to cut out and carry."

MOST_LOST = 5
"""Maximum number of shortfalls that the card of one absence names; the others are counted."""


@dataclass(frozen=True, slots=True)
class Lost:
    """One shortfall: the table, the group of people, the number left, and the number wanted.

    `table` is "" for the absent person's own table and for the room. `says` is the whole shortfall in words if the kind
    of requirement provides a sentence; otherwise it is "".
    """

    table: str
    group: str
    have: str
    want: str
    is_must: bool
    says: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """A person to move from another table; without one, to seat if they are here, otherwise to call.

    `keeps` tells what remains at the table they leave, `duties` what they do there, `left` what is still unmet.
    """

    name: str
    origin: str
    is_here: bool
    target: str
    keeps: str
    duties: str
    reach: tuple[str, ...]
    left: str


@dataclass(frozen=True, slots=True)
class ToDo:
    """One card: the absent person, their table, the chance of the absence, what would be missing, and what to do.

    `away` is "" for a person who is certain to come; `duties` are the absent person's, "" for none, and `advice` is
    who could take them over, or interpret. `on_seat` is the advice on the seat if no one is named for it. `tried` are
    sentences that say how many people were tried as stand-ins, and whether none would help.
    """

    name: str
    number: int
    table: str
    away: str
    duties: str
    lost: tuple[Lost, ...]
    more: int
    moves: tuple[Step, ...]
    calls: tuple[Step, ...]
    tried: tuple[str, ...] = ()
    advice: str = ""
    on_seat: str = ""


@dataclass(frozen=True, slots=True)
class OnDuty:
    """A person without a card, the duties that someone else would have to take over, and the deputies on the list."""

    name: str
    table: str
    duties: str
    deputies: str


@dataclass(frozen=True, slots=True)
class TwoAway:
    """Two people at one table whose joint absence causes more shortfalls than each absence alone."""

    names: tuple[str, ...]
    table: str
    lost: tuple[Lost, ...]


@dataclass(frozen=True, slots=True)
class Likely:
    """A chance that the report leaves out, because it is private or reveals one person's chance."""

    name: str
    figure: str


@dataclass(frozen=True, slots=True)
class WhatToDo:
    """Cards, worst first; pairs; and the chances that only the convener may see.

    With a staff plan, only absences of participants are tried. `on_duty` are the people without a card whose absence
    was tried and who have a duty or a deputy.
    """

    cards: tuple[ToDo, ...]
    others: int
    pairs: tuple[TwoAway, ...]
    kept_back: tuple[Likely, ...]
    is_complete: bool
    has_staff_plan: bool = False
    on_duty: tuple[OnDuty, ...] = ()


def fill(result: Result, settings: Settings) -> WhatToDo | None:
    """Return the cards; None if they are not known, for example in a round read from the ledger."""
    found = result.chances
    if found is None or (found.hanging and not found.cards):
        return None
    words = settings.words
    return WhatToDo(
        cards=tuple(fill_card(result, card, words) for card in found.cards),
        others=found.hanging - len(found.cards),
        pairs=tuple(_pair(result, pair) for pair in found.pairs),
        kept_back=tuple(_kept_back(result, found, words)),
        is_complete=found.is_complete,
        has_staff_plan=result.has_staff_plan,
        on_duty=tuple(_list_on_duty(result, found, words)),
    )


def _list_on_duty(result: Result, found: Chances, words: Words) -> Iterator[OnDuty]:
    """Yield those with a duty or a deputy who have no card, with staff if there is no staff plan.

    Open seats hold no duty. The duty of staff is left out if enough others at their table have it.
    """
    carded = {person for card in found.cards for person in card.absence.persons}
    tried = result.room.people if result.has_staff_plan else result.room.persons
    for person in by_name(p for p in without_held_seats(tried) if p.id not in carded):
        held = () if _is_spared(result, person) else result.duties.get(person.id, ())
        duties = words.listed([duty_in_words(result, person.id, duty) for duty in held])
        deputies = _name_deputies(result, person.id, words)
        if duties or deputies:
            table = result.room.table(result.plan.seats[person.id])
            yield OnDuty(label_apart(result, person), table.label, duties, deputies)


def _is_spared(result: Result, person: Person) -> bool:
    """Whether a person is staff and the table lacks nothing without them, as on the change kit."""
    if person.duty is None:
        return False
    return not any(find_reliefs(result.room, result.requirements, result.plan, result.convening.sessions, person.id))


def fill_card(result: Result, card: Card, words: Words) -> ToDo:
    """Return one card in words.

    Parameters
    ----------
    result : Result
    card : Card
    words : Words
        The language.
    """
    (person,) = card.absence.persons
    table = result.plan.seats[person]
    lost = _lost(result, card.absence)
    duties = [words.tell(duty_in_words(result, person, duty)) for duty in result.duties.get(person, ())]
    away = words.tell(likelihood(Chance.exactly(card.absence.chance))) if card.absence.chance else ""
    moves = tuple(_step(result, one, words) for one in card.from_tables)
    calls = tuple(_step(result, one, words) for one in card.from_list)
    return ToDo(
        name=label_apart(result, result.people.by_id[person]),
        number=result.room.table_index[table] + 1,
        table=result.room.table(table).label,
        away=words.gettext("%(chance)s chance of not coming", chance=away) if away else "",
        duties=words.listed(duties),
        lost=lost[:MOST_LOST],
        more=max(0, len(lost) - MOST_LOST),
        moves=moves,
        calls=calls,
        tried=list_tried(card, words),
        advice=advise_on_absence(result, person, words, has_stand_ins=bool(moves or calls)),
        on_seat=advise_on_seat(result, card, words),
    )


def advise_on_absence(result: Result, person: str, words: Words, *, has_stand_ins: bool) -> str:
    """Return the deputy of an absent person, who could take over their duties and, without a stand-in, interpret.

    Parameters
    ----------
    result : Result
    person : str
        The id of a person with a seat.
    words : Words
        The language.
    has_stand_ins : bool
        Whether people are named who could move or be called.
    """
    is_staff = result.people.by_id[person].duty is not None
    advice = [_name_deputies(result, person, words)]
    if has_stand_ins and is_staff:
        return advice[0]
    advice.append(advise_on_duties(result, person, words))
    if not has_stand_ins and not is_staff:
        cut_off = find_cut_off_without(result.room, result.plan, person)
        advice += map(words.tell, advise_interpreters(result.room, cut_off))
    return " ".join(filter(None, advice))


def advise_on_seat(result: Result, card: Card, words: Words) -> str:
    """Return what to do with the seat of an absent participant for whom there is no deputy and no stand-in, else "".

    Parameters
    ----------
    result : Result
    card : Card
    words : Words
        The language.
    """
    (person,) = card.absence.persons
    is_staff = result.people.by_id[person].duty is not None
    if is_staff or card.from_tables or card.from_list or _name_deputies(result, person, words):
        return ""
    return words.gettext("Leave the seat empty, unless too few people would be left at the table.")


def _name_deputies(result: Result, person: str, words: Words) -> str:
    """Return who can come instead of a person by the list, with how to reach them; "" if the list names no one.

    A deputy who sits at the table of the person anyway, who declined, or whom a must keeps from the seat, is left out.
    """
    seats, listed, invitations = result.plan.seats, result.people.by_id, result.invitations
    deputies = result.people.deputies_of(listed[person], result.private_columns)
    if listed[person].duty is None:
        deputies = keep_admitted(result, person, deputies)
    found = [one for one in deputies if isinstance(one, str) or seats.get(one.id) != seats[person]]
    if invitations is not None:
        refused = invitations.refused
        found = [o for o in found if not (invitations.is_refused_by(o) if isinstance(o, str) else o.id in refused)]
    names = [one if isinstance(one, str) else _reach(result, one) for one in found]
    if not names:
        return ""
    return words.ngettext("Deputy: %(people)s.", "Deputies: %(people)s.", len(names), people=words.listed(names))


def _reach(result: Result, deputy: Person) -> str:
    """Return the name of a deputy, with their table if they have a seat, otherwise with their phone and e-mail."""
    seat = result.plan.seats.get(deputy.id)
    ways = [str(result.room.table_index[seat] + 1)] if seat is not None else _list_ways(result, deputy)
    name = label_apart(result, deputy)
    return f"{name} ({', '.join(ways)})" if ways else name


def _list_ways(result: Result, person: Person) -> list[str]:
    return [
        value for column in ("phone", "email") for value in result.private_values("what_to_do_cards", person, column)
    ]


def advise_on_duties(result: Result, person: str, words: Words) -> str:
    """Return who could take over the duties of an absent person; "" if they have none.

    Parameters
    ----------
    result : Result
    person : str
        The id of a person with a seat.
    words : Words
        The language.
    """
    room, away = result.room, result.people.by_id[person]
    if away.duty is None:
        here = room.members(result.plan).get(result.plan.seats.get(person, ""), ())
        others = [one for one in here if one.id != person]
        held = group_by_key(
            (may_take_duty(result, person, duty, others), duty) for duty in result.duties.get(person, ())
        )
        named = {may: words.listed([words.tell(name_duty(duty)) for duty in duties]) for may, duties in held.items()}
        told = []
        if True in named:
            told.append(words.gettext("Ask the table to choose someone for this: %(duties)s.", duties=named[True]))
        if False in named:
            told.append(words.gettext("No one else at the table can take this over: %(duties)s.", duties=named[False]))
        return " ".join(told)
    if advice := _advise_on_heirs(result, person, words):
        return advice
    tables = set(result.plan.tables_of(person))
    around = (p for p in room.people if tables.intersection(result.plan.tables_of(p.id)) and not room.speaks_main(p))
    needed = {language for one in around for language in room.languages(one)}
    spoken = [one for one in away.languages or (room.working_language,) if language_key(one) in needed]
    duty = words.gettext(away.duty.value)
    if spoken:
        names = words.listed(sorted({name_in_language(language, words) for language in spoken}))
        return words.gettext("Find another %(duty)s who speaks %(languages)s.", duty=duty, languages=names)
    if away.duty is Duty.INTERPRETER:
        return words.gettext("Find another %(duty)s.", duty=duty)
    return words.gettext("Ask someone at the table to take this over.")


def _advise_on_heirs(result: Result, person: str, words: Words) -> str:
    """Return the staff who could take over from an absent one, as on the change kit; "" if no one could.

    They are told for each duty if they differ, and a duty for which there is no one is told too.
    """
    reliefs = tuple(find_reliefs(result.room, result.requirements, result.plan, result.convening.sessions, person))
    is_one_table = len({relief.lack.table for relief in reliefs}) == 1
    found: dict[str, list[str]] = {}
    for relief in reliefs:
        what = words.tell(name_lack(relief.lack))
        if not is_one_table:
            what = words.gettext("%(duty)s at %(table)s", duty=what, table=result.room.label_of(relief.lack.table))
        found[what] = [name_with_tables(result, one) for one in relief.from_tables]
        found[what] += [label_apart(result, one) for one in relief.from_list]
    by_people = group_by_key((tuple(people), what) for what, people in found.items() if people)
    if not by_people:
        return ""
    if len(by_people) == 1 and all(found.values()):
        heirs = [words.listed(people) for people in by_people]
    else:
        heirs = [
            words.gettext("%(people)s, as %(duties)s", people=words.listed(people), duties=words.listed(tasks))
            for people, tasks in by_people.items()
        ]
    told = [words.gettext("Could take over: %(people)s.", people="; ".join(heirs))]
    told += [words.gettext("Find another %(duty)s.", duty=what) for what, people in found.items() if not people]
    return " ".join(told)


def list_tried(card: Card, words: Words) -> tuple[str, ...]:
    """Return sentences that say how many people were tried as stand-ins, of how many, and whether none would help.

    Parameters
    ----------
    card : Card
    words : Words
        The language.
    """
    return tuple(_list_tried(card, words))


def _list_tried(card: Card, words: Words) -> Iterator[str]:
    moved, called = card.tried
    if moved.number and moved.are_staff:
        yield _tell_staff_tried(moved, words)
    elif 0 < moved.number < moved.of:
        yield words.ngettext(
            "For this seat, the program tried %(number)s of the %(of)s people at other tables.",
            "For this seat, the program tried %(number)s of the %(of)s people at other tables, one at a time.",
            moved.number,
            of=moved.of,
        )
    elif moved.number:
        yield words.ngettext(
            "For this seat, the program tried %(number)s person at another table.",
            "For this seat, the program tried all %(number)s people at other tables, one at a time.",
            moved.of,
        )
    if 0 < called.number < called.of:
        yield words.ngettext(
            "For this seat, the program tried %(number)s of the %(of)s people without a seat who could take it.",
            "For this seat, the program tried %(number)s of the %(of)s people without a seat who could take it.",
            called.number,
            of=called.of,
        )
    elif called.number:
        yield words.ngettext(
            "For this seat, the program tried %(number)s person without a seat who could take it.",
            "For this seat, the program tried all %(number)s people without a seat who could take it.",
            called.of,
        )
    if (moved.number or called.number) and not card.from_tables and not card.from_list:
        yield words.gettext(
            "With all requirements taken together, none of the people the program tried would make the seating better."
        )


def _tell_staff_tried(moved: Tried, words: Words) -> str:
    if moved.number < moved.of:
        return words.ngettext(
            "For this seat, the program tried %(number)s of the %(of)s staff members at other tables.",
            "For this seat, the program tried %(number)s of the %(of)s staff members at other tables, one at a time.",
            moved.number,
            of=moved.of,
        )
    return words.ngettext(
        "For this seat, the program tried %(number)s staff member at another table.",
        "For this seat, the program tried all %(number)s staff members at other tables, one at a time.",
        moved.of,
    )


def _lost(result: Result, absence: Absence) -> tuple[Lost, ...]:
    at = result.plan.seats[absence.persons[0]]
    return tuple(
        _one_lost(result, loss.finding, result.by_requirement[loss.requirement].is_must, at) for loss in absence.losses
    )


def _one_lost(result: Result, finding: Finding, is_must: bool, at: str) -> Lost:
    people = [result.people.by_id[p] for p in finding.people if p in result.people.by_id]
    named = ", ".join(label_apart(result, person) for person in people)
    table = "" if finding.table in (None, at) else result.room.table(str(finding.table)).label
    says = says_apart(result, finding)
    return Lost(table, finding.group or named, finding.have_in_words, finding.want, is_must, says)


def _step(result: Result, one: StandIn, words: Words) -> Step:
    person = result.people.by_id[one.person]
    return Step(
        name=label_apart(result, person),
        origin=result.room.table(one.origin).label if one.origin else "",
        is_here=person.walked_in,
        target=result.room.table(one.target).label,
        keeps="; ".join(f"{words.tell(group)}: {number}" for group, number in one.keeps if group),
        duties=words.listed(_duties(result, one, words)),
        reach=() if one.origin else tuple(_list_ways(result, person)),
        left=_left(one, words),
    )


def _duties(result: Result, one: StandIn, words: Words) -> list[str]:
    """Return the duties that someone else would have to take over at the table a stand-in leaves."""
    held = result.duties.get(one.person, ()) if one.origin else ()
    return [words.tell(duty_in_words(result, one.person, duty)) for duty in held]


def _left(one: StandIn, words: Words) -> str:
    """Return what is still unmet with a stand-in; "" if nothing is."""
    if one.makes_good:
        return ""
    if one.unmet > 0:
        return words.gettext("musts would still be unmet")
    return words.gettext("the requirements would still be met less well than with everyone there")


def _pair(result: Result, pair: Absence) -> TwoAway:
    table = result.plan.seats[pair.persons[0]]
    names = tuple(label_apart(result, result.people.by_id[person]) for person in pair.persons)
    return TwoAway(names, result.room.table(table).label, _lost(result, pair)[:MOST_LOST])


def _kept_back(result: Result, found: Chances, words: Words) -> Iterable[Likely]:
    """Yield the chances that others may not see, without those of what is unmet with everyone there."""
    musts = (found.musts,) if found.musts and not result.review.unmet else ()
    every: Sequence[EventChance] = (*musts, *found.requirements, *found.voices)
    for each in every:
        if each.id and not result.verdict(result.by_requirement[each.id]).met:
            continue
        if each.hangs_on and not result.may_share(each) and each.chance.low < 1:
            sentence = result.sentence_of(result.by_requirement[each.id]) if each.id else words.gettext("All musts")
            yield Likely(each.name or sentence, likelihood(each.chance))
