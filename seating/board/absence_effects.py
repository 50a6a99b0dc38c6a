"""What an absence changes on the day, what could be done about it, and which musts are unmet: as the desk shows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import takewhile

from seating.analysis.access import advise_interpreters, find_cut_off_without
from seating.analysis.relief import find_reliefs
from seating.analysis.stand_ins import Scope
from seating.api.day.free_seats import count_free_seats
from seating.api.gains import word_effects
from seating.api.manual_seating import ManualSeating
from seating.api.result import Solved, find_known_duties
from seating.board.move_effects import MoveEffect
from seating.board.opened import Opened
from seating.convening.rooms import open_room
from seating.explanations.effects import Effects
from seating.groups import group_by_key
from seating.present.languages import Words
from seating.profiles import Attendance, Duty, Person
from seating.report.absences import Heir, TakingOver, Worth, find_deputies
from seating.report.conversation import name_in_language
from seating.report.duty_names import duty_in_words, name_duty, name_lack
from seating.report.finding_words import says_apart
from seating.report.person_names import label_apart, name_alone, name_with_tables
from seating.report.situation import build_situation, find_duty_obstacle
from seating.report.transition import Loss, find_losses
from seating.requirements.base.findings import Finding, Unit
from seating.requirements.base.kind import Requirement, is_about_shares, with_ties
from seating.result import Result
from seating.result.readers import private_values
from seating.result.shared_requirements import share_sentence
from seating.result.staff_plan import list_seat_requirements
from seating.room.languages import languages_of, speaks_main
from seating.room.lineage import label_of
from seating.room.plan import find_valid_seats, seated_room
from seating.wording import language_key, said_count

MOST_OPTIONS = 4
"""Maximum number of people named who could take over."""


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

    `advice` is who could take over their duties, or interpret; "" for none. `untried` is a sentence that tells which
    options were not tried.
    """

    table: str
    duties: str
    advice: str
    lost: tuple[Shortfall, ...]
    options: tuple[AbsenceOption, ...] = ()
    untried: str = ""


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
    losses = _list_losses(result, person)
    held = words.listed([words.tell(duty_in_words(result, person, duty)) for duty in duties.get(person, ())])
    table = result.room.table(result.plan.seats[person]).label
    if not losses:
        advice = _advise_on_absence(result, person, words, has_heirs=False)
        return AbsenceCard(table, held, advice, ()) if held else None
    empty = {one: table for one, table in result.plan.seats.items() if one != person}
    effects = Effects(result.room, list_seat_requirements(result), empty)
    heirs, left = _find_heirs(result, person, _list_locked(opened.seating))
    options = tuple(_option(result, target, left, one, effects, words) for target, one in heirs)
    return AbsenceCard(
        table=table,
        duties=held,
        advice=_advise_on_absence(result, person, words, has_heirs=bool(options)),
        lost=tuple(
            _shortfall(result, loss.requirement, finding, words) for loss in losses for finding in loss.findings
        ),
        options=options,
        untried=_tell_untried(words, is_absent=is_absent),
    )


def _list_losses(result: Solved, person: str) -> tuple[Loss, ...]:
    """Return what one person's absence costs, without wishes whose shares other tables round in another way then."""
    at = result.plan.seats[person]
    verdicts = {one.id: one.judge(result.room, result.plan) for one in list_seat_requirements(result)}
    found = find_losses(list_seat_requirements(result), verdicts, Scope(result.room, result.plan).without({person}))

    def is_rounding(requirement: Requirement, finding: Finding) -> bool:
        is_elsewhere = finding.table not in (None, at)
        return is_elsewhere and is_about_shares(requirement) and not requirement.is_must

    kept = (
        replace(loss, findings=tuple(one for one in loss.findings if not is_rounding(loss.requirement, one)))
        for loss in found
    )
    return tuple(loss for loss in kept if loss.findings)


def _find_heirs(result: Solved, person: str, staying: frozenset[str]) -> tuple[list[tuple[str, Heir]], Worth]:
    """Return who could take over, each with their table, the best first, and what the judge finds with an empty seat.

    Only those are named who make the seating better than it is with the seat left empty.
    """
    away, at = result.people.by_id[person], result.plan.seats[person]
    taking = TakingOver(result, list_seat_requirements(result), staying)
    empty = taking.judge_empty(away, at)
    if away.duty is None:
        able = sorted(taking.list_able(away, at), key=lambda one: not taking.makes_up(away, one, at))
        found = [(at, taking.judge(away, one, at)) for one in takewhile(lambda _: not taking.is_over, able)]
    else:
        situation = replace(build_situation(result), staying=staying)
        reliefs = find_reliefs(situation, result.convening.sessions, person)
        heirs = {(one.lack.table, heir.id): heir for one in reliefs for heir in (*one.from_tables, *one.from_list)}
        found = [(table, taking.judge(away, heir, table)) for (table, _), heir in heirs.items()]
    helping = [(table, heir) for table, heir in found if heir.worth < empty]
    helping.sort(key=lambda each: (each[1].worth, bool(result.duties.get(each[1].person.id)), each[1].person.id))
    return helping[:MOST_OPTIONS], empty


def _tell_untried(words: Words, *, is_absent: bool) -> str:
    if is_absent:
        return words.gettext(
            "The program did not try combinations of several moves. To try them, choose “List the moves”."
        )
    return words.gettext(
        "The program did not try combinations of several moves. To try them, mark this person absent, then choose "
        "“List the moves”."
    )


def _advise_on_absence(result: Result, person: str, words: Words, *, has_heirs: bool) -> str:
    """Return the deputy of an absent person, who could take over their duties and, if no one can sit in, interpret."""
    is_staff = result.people.by_id[person].duty is not None
    advice = [_name_deputies(result, person, words)]
    if has_heirs and is_staff:
        return advice[0]
    advice.append(_advise_on_duties(result, person, words))
    if not has_heirs and not is_staff:
        cut_off = find_cut_off_without(result.room, result.plan, person)
        advice += map(words.tell, advise_interpreters(result.room, cut_off))
    return " ".join(filter(None, advice))


def _name_deputies(result: Result, person: str, words: Words) -> str:
    """Return who can come instead of a person by the list, with how to reach them; "" if the list names no one."""
    names = [one if isinstance(one, str) else _reach(result, one) for one in find_deputies(result, person)]
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
    return [value for column in ("phone", "email") for value in private_values("change_kit", person, column)]


def _advise_on_duties(result: Result, person: str, words: Words) -> str:
    """Return who could take over the duties of an absent person; "" if they have none."""
    room, away = result.room, result.people.by_id[person]
    if away.duty is None:
        here = room.members(result.plan).get(result.plan.seats.get(person, ""), ())
        others = [one for one in here if one.id != person]
        held = group_by_key(
            (any(find_duty_obstacle(result, away, duty, one) is None for one in others), duty)
            for duty in result.duties.get(person, ())
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
    around = (p for p in room.people if tables.intersection(result.plan.tables_of(p.id)) and not speaks_main(room, p))
    needed = {language for one in around for language in languages_of(room, one)}
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
    reliefs = tuple(find_reliefs(build_situation(result), result.convening.sessions, person))
    is_one_table = len({relief.lack.table for relief in reliefs}) == 1
    found: dict[str, list[str]] = {}
    for relief in reliefs:
        what = words.tell(name_lack(relief.lack))
        if not is_one_table:
            what = words.gettext("%(duty)s at %(table)s", duty=what, table=label_of(result.room, relief.lack.table))
        found[what] = [name_with_tables(result.room, result.plan, one) for one in relief.from_tables]
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
    for must in (one for one in result.judged if one.is_must):
        findings = [finding for finding in must.verdict.findings if finding.shortfall]
        if findings and must.is_private:
            sentence = share_sentence(result, must.requirement)
            found.append(Shortfall("", "", "", "", is_must=True, sentence=sentence))
        else:
            found += [_shortfall(result, must.requirement, finding, words) for finding in findings]
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


def _option(result: Solved, target: str, empty: Worth, one: Heir, effects: Effects, words: Words) -> AbsenceOption:
    person = one.person
    held = result.duties.get(person.id, ()) if one.origin else ()
    return AbsenceOption(
        name=words.tell(name_alone(result, person)),
        origin=result.room.table(one.origin).label if one.origin else "",
        is_here=person.walked_in,
        target=result.room.table(target).label,
        duties=words.listed([duty_in_words(result, person.id, duty) for duty in held]),
        reach=() if one.origin else tuple(_list_ways(result, person)),
        effect=MoveEffect(
            one.worth[0] - empty[0],
            one.worth[1] - empty[1],
            word_effects(effects.of({person.id: target}, result.by_requirement), list_seat_requirements(result)),
        ),
    )


def _list_locked(seating: ManualSeating) -> frozenset[str]:
    """Return the ids of the people who keep their seats because they, their table or their pair is locked."""
    locks = seating.locks
    at_tables = (person for person, table in seating.seats.items() if table in locks.tables)
    return locks.people.union(at_tables, *locks.pairs)
