"""What an absence changes on the day, what could be done about it, and which musts are unmet: as the desk shows."""

from __future__ import annotations

from dataclasses import dataclass, replace

from seating.analysis.attendance import Absence, Card, Loss, StandIn, make_card
from seating.api.day.free_seats import count_free_seats
from seating.api.gains import word_effects
from seating.api.manual_seating import ManualSeating
from seating.api.result import Solved, find_known_duties
from seating.board.move_effects import MoveEffect
from seating.board.opened import Opened
from seating.convening.rooms import open_room
from seating.explain.effects import Effects
from seating.findings import Finding, Unit
from seating.plan import find_valid_seats, seated_room
from seating.present.languages import Words
from seating.profiles import Attendance
from seating.report.labels import duty_in_words
from seating.report.packet.what_to_do_cards import advise_on_absence, advise_on_seat, list_tried
from seating.report.places import name_alone, says_apart
from seating.requirement import Requirement, with_ties
from seating.wording import said_count


@dataclass(frozen=True, slots=True)
class Shortfall:
    """One shortfall.

    Attributes
    ----------
    table : str
        The name of the table; "" for the whole room.
    group : str
        The people or things that are counted; "" if `have` is a whole clause.
    have, want : str
        The actual and the wanted value; `want` is "" if `have` is a whole clause.
    is_must : bool
    sentence : str
        The requirement.
    """

    table: str
    group: str
    have: str
    want: str
    is_must: bool
    sentence: str


@dataclass(frozen=True, slots=True)
class AbsenceOption:
    """A person to move to the table; if `origin` is "", to seat if they are here, otherwise to call.

    `effect` is what changes compared with the seat left empty.
    """

    name: str
    origin: str
    is_here: bool
    target: str
    duties: str
    reach: tuple[str, ...]
    effect: MoveEffect


@dataclass(frozen=True, slots=True)
class AbsenceCard:
    """What is missing without one person at their table, and the options, the cheapest first.

    `lost` is empty, and so are the options, if only the duties of the person remain to be taken over.

    `advice` is who could take over their duties, or interpret; "" for none. `on_seat` is the advice on the seat if no
    one is named for it. `tried` are sentences that say which options were tried.
    """

    table: str
    duties: str
    advice: str
    lost: tuple[Shortfall, ...]
    options: tuple[AbsenceOption, ...]
    tried: tuple[str, ...]
    on_seat: str = ""


def build_absence_card(opened: Opened, person: str, words: Words, *, is_absent: bool = True) -> AbsenceCard | None:
    """Return the card of someone with a seat; None if nothing would be missing without them, not even for a duty.

    Parameters
    ----------
    opened : Opened
    person : str
        The id of a person who has a seat.
    words : Words
        The language.
    is_absent : bool
        Whether the desk marks them absent. While it does not, a repair keeps their seat.
    """
    judged = opened.judged
    duties = find_known_duties(opened.inputs, judged.plan)
    result = replace(judged, room=seated_room(judged.room, judged.plan), duties=duties)  # without those in the tray
    invitations = opened.inputs.invitations
    card = make_card(
        result.room,
        result.seat_requirements,
        result.plan,
        person,
        result.duties,
        () if invitations is None else invitations.refused,
        staying=_list_locked(opened.seating),
        tries_everybody=True,
    )
    losses = () if card is None else _list_losses(result, card.absence)
    held = words.listed([words.tell(duty_in_words(result, person, duty)) for duty in duties.get(person, ())])
    table = result.room.table(result.plan.seats[person]).label
    if card is None or not losses:
        advice = advise_on_absence(result, person, words, has_stand_ins=False)
        return AbsenceCard(table, held, advice, (), (), ()) if held else None
    empty = {one: table for one, table in result.plan.seats.items() if one != person}
    effects = Effects(result.room, result.seat_requirements, empty)
    options = [_option(result, card, one, effects, words) for one in (*card.from_tables, *card.from_list)]
    return AbsenceCard(
        table=table,
        duties=held,
        advice=advise_on_absence(result, person, words, has_stand_ins=bool(options)),
        lost=tuple(_shortfall(result, result.by_requirement[loss.requirement], loss.finding, words) for loss in losses),
        options=tuple(sorted(options, key=lambda option: option.effect.order)),
        tried=(
            *list_tried(card, words),
            _tell_untried(words, is_absent=is_absent),
        ),
        on_seat=advise_on_seat(result, card, words),
    )


def _list_losses(result: Solved, absence: Absence) -> tuple[Loss, ...]:
    """Return what one person's absence costs, without shoulds whose shares other tables round in another way then."""
    at = result.plan.seats[absence.persons[0]]

    def is_rounding(loss: Loss) -> bool:
        requirement = result.by_requirement[loss.requirement]
        is_elsewhere = loss.finding.table not in (None, at)
        return is_elsewhere and requirement.is_about_shares and not requirement.is_must

    return tuple(loss for loss in absence.losses if not is_rounding(loss))


def _tell_untried(words: Words, *, is_absent: bool) -> str:
    if is_absent:
        return words.gettext(
            "The program did not try combinations of several moves. To try them, choose “List the moves”."
        )
    return words.gettext(
        "The program did not try combinations of several moves. To try them, mark this person absent, then choose "
        "“List the moves”."
    )


def find_left_tables(opened: Opened) -> dict[str, str]:
    """Return the tables where people had a seat who do not come now, by person id.

    Tables that are full without them are left out: someone else has their seat.

    Parameters
    ----------
    opened : Opened
    """
    room, seating = opened.inputs.room, opened.seating
    free = count_free_seats(opened.inputs, seating.seats)
    open_tables = {table for table, number in free.items() if number is None or number > 0}
    return {
        person: table
        for person, table in seating.all_seats.items()
        if person not in room.index and table in open_tables
    }


def undo_absence(opened: Opened, person: str) -> Opened | None:
    """Return the inputs and the seating as if someone who is marked absent were at their table.

    None if they had no seat, if someone else has it now, or if they have no seat for another reason.

    Parameters
    ----------
    opened : Opened
    person : str
        The id of a person who is marked absent.
    """
    if person not in find_left_tables(opened):
        return None
    inputs, now = opened.inputs, opened.inputs.room
    people = inputs.people.with_persons(
        each.model_copy(update={"attending": Attendance()}) if each.id == person else each for each in inputs.people
    )
    room = replace(
        open_room(people, inputs.convening, now.round_number),
        history=now.history,
        memberships=now.memberships,
        labels_elsewhere=now.labels_elsewhere,
    )
    if person not in room.index:
        return None
    room = with_ties(room, inputs.requirements)
    seating = replace(opened.seating, seats=find_valid_seats(room, opened.seating.all_seats))
    return Opened(replace(inputs, people=people, room=room), seating)


def list_unmet_musts(result: Solved, words: Words) -> tuple[Shortfall, ...]:
    """Return the shortfalls of the musts. A private must has only a sentence about this.

    Parameters
    ----------
    result : Solved
    words : Words
        The language.
    """
    found: list[Shortfall] = []
    for must in (requirement for requirement in result.requirements if requirement.is_must):
        findings = [finding for finding in result.verdict(must).findings if finding.shortfall]
        if findings and result.is_private(must):
            found.append(Shortfall("", "", "", "", is_must=True, sentence=result.shared_sentence(must)))
        else:
            found += [_shortfall(result, must, finding, words) for finding in findings]
    return tuple(found)


def _shortfall(result: Solved, requirement: Requirement, finding: Finding, words: Words) -> Shortfall:
    table = "" if finding.table is None else result.room.table(finding.table).label
    sentence = result.sentence_of(requirement)
    if finding.says:
        return Shortfall(table, "", says_apart(result, finding), "", requirement.is_must, sentence)
    named = ", ".join(
        words.tell(name_alone(result, result.people.by_id[p])) for p in finding.people if p in result.people.by_id
    )
    have = finding.have_in_words
    if finding.wanted.unit is Unit.PEOPLE and isinstance(finding.have, int):
        have = said_count("%(number)s person", "%(number)s people", finding.have)
    return Shortfall(table, finding.group or named, have, finding.want, requirement.is_must, sentence)


def _option(result: Solved, card: Card, one: StandIn, effects: Effects, words: Words) -> AbsenceOption:
    person = result.people.by_id[one.person]
    held = result.duties.get(one.person, ()) if one.origin else ()
    columns = () if one.origin else ("phone", "email")
    reach = [value for column in columns for value in result.private_values("what_to_do_cards", person, column)]
    return AbsenceOption(
        name=words.tell(name_alone(result, person)),
        origin=result.room.table(one.origin).label if one.origin else "",
        is_here=person.walked_in,
        target=result.room.table(one.target).label,
        duties=words.listed([duty_in_words(result, one.person, duty) for duty in held]),
        reach=tuple(reach),
        effect=MoveEffect(
            one.unmet - card.empty[0],
            one.penalty - card.empty[1],
            word_effects(effects.of({one.person: one.target}, result.by_requirement), result.seat_requirements),
        ),
    )


def _list_locked(seating: ManualSeating) -> frozenset[str]:
    """Return the ids of the people who keep their seats because they, their table or their pair is locked."""
    locks = seating.locks
    at_tables = (person for person, table in seating.seats.items() if table in locks.tables)
    return locks.people.union(at_tables, *locks.pairs)
