"""The change kit for the convener on the day: who the seating depends on, free seats, and lines for changes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from itertools import islice
from typing import TypeVar

from seating.analysis.obstacles import Case, PlaceKind, Situation, find_obstacle
from seating.analysis.relief import Relief, find_reliefs
from seating.analysis.season.session_times import is_season
from seating.analysis.stand_ins import Musts, find_needed
from seating.groups import group_by_key
from seating.present.blocks import (
    BREAK,
    NOTHING,
    Block,
    Column,
    Heading,
    Row,
    Table,
    Text,
    below,
    code,
    data,
    join,
    paragraph,
    strong,
)
from seating.profiles import Person
from seating.report.absences import Absence, Heir, TakingOver, find_absences, find_deputies
from seating.report.claims.labels import DEPUTY, HELD, SPEAKERS, SPEAKERS_BESIDE_STAFF
from seating.report.duty_names import duty_in_words, name_duty, name_lack
from seating.report.finding_words import describe_finding
from seating.report.open_tables import list_closed
from seating.report.person_names import label_apart, name_with_tables
from seating.report.places import Place, places
from seating.report.situation import build_situation, find_duty_obstacle
from seating.report.sort_keys import by_name, name_key
from seating.report.voice_states import ROLES, name_voice
from seating.requirements.base.kind import Ask, Requirement, WordedRequirement, can_judge
from seating.requirements.base.voices import list_held_seats
from seating.requirements.common_language import CommonLanguageRequirement
from seating.result import Result
from seating.result.memberships import is_suggested
from seating.result.readers import private_values
from seating.room.languages import languages_of
from seating.wording import Said, said, said_field, said_joined, said_list

ORDER = 120
TITLE = "Change kit"
ABOUT = (
    "Who the seating depends on, who could take their place, where there are free seats, and where to write changes."
)

MOST_STAND_INS = 3
CHANGE_LINES = 12

MOST_RELIED_ON = 40
"""Maximum number of rows about shared languages; the others are counted."""

MOST_LOOKS = 10_000_000
"""Maximum number of people checked over all musts; after that, no one is named."""

SHOWN_NAMES = 3
"""Maximum number of people that one shortfall names."""

NO_ONE = said("no one")
ONLY_WORDED = said("not checked, because only the wording of the requirements is saved")
TELL_NUMBERS = said(
    "The numbers tell by how much the shortfall of musts and the penalty would change, compared with everyone there."
)
TOO_MANY_TO_CHECK = said("not checked, because there are too many people and requirements")

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Fragile:
    """A perspective that depends on few people: without any one of `people`, the table lacks more than it does now.

    `table` is "" if the room as a whole would have too few. `could_move` are people at tables that can spare one of the
    perspective and would not miss them for another one, those without a duty first. `could_be_asked` have no seat, have
    not declined, and have a chance of attending above 0. Both break no must and can talk with someone there, whoever of
    `people` is away. `is_checked` is False if there was too much to check, and `can_be_checked` is False if only the
    wording of a must is known, as of a saved round.
    """

    perspective: str
    number: int | None
    table: str
    people: tuple[str, ...]
    could_move: tuple[str, ...]
    could_be_asked: tuple[Said, ...]
    is_checked: bool = True
    can_be_checked: bool = True


def list_blocks(result: Result) -> Iterator[Block]:
    """Yield the kit, including private perspectives, because only the convener reads it.

    If the tables are sessions, staff can go to others beside their own.
    """
    by_session = is_season(result.room.tables)
    place = said("Session") if by_session else said("Table")
    yield Heading(said("Who the seating depends on"))
    absences, is_complete = find_absences(result)
    yield from _list_absences(result, absences, place)
    if not is_complete and can_judge(result.requirements):
        yield paragraph(said("Not all musts were checked, because there are too many people and requirements."))
    titles = (place, said("What would be missing"), said("Depends on"), said("Who could step in"))
    points = list_fragile(result)
    rows = [_describe_point(point, by_session=by_session) for point in points]
    caption = said("What would be missing if one of these people did not come")
    yield Table(caption, list(map(Column, titles)), rows, "fragile")
    if unlisted := count_unlisted(result):
        yield paragraph(said_field(said("More people who depend on others for a shared language"), f"{unlisted:,}"))
    if not _are_all_known(result):
        yield paragraph(said("This was not checked, because only the wording of the requirements is saved."))
    elif not rows and not absences:
        yield paragraph(said("No requested kind of person, role or need depends on a single person."))
    if any(point.perspective in map(name_voice, ROLES) for point in points):
        yield paragraph(
            said(
                "A decision-maker can decide for their organization, a doer does its work, and a designee speaks for "
                "it or for a community."
            )
        )
    yield from _list_duties(result, place)
    if result.room.staff:
        yield from _list_staff(result, place, by_session=by_session)
    yield Heading(said("Where there is room"))
    closed = list_closed(result)
    yield _list_room(result, place, closed or frozenset(), by_session=by_session)
    if closed is None:
        yield paragraph(said("It was not checked whether everyone may take these free seats."))
    moves = (said("From session"), said("To session")) if by_session else (said("From table"), said("To table"))
    columns = (said("Who"), *moves, said("Why"))
    lines = [Row(("",) * len(columns))] * CHANGE_LINES
    yield Table(said("Changes on the day"), list(map(Column, columns)), lines, "blank changes", stacks=False)


def _list_absences(result: Result, absences: Sequence[Absence], place: Said) -> Iterator[Block]:
    """Yield the people whose absence would break a must, and who could take their seat."""
    titles = (said("Who"), place, said("What would be missing"), said("Who could take the seat"))
    rows = _join_rows([_describe_absence(result, one) for one in absences], 0)
    yield Table(said("Without whom a must would be broken"), list(map(Column, titles)), rows, "fragile")
    if any(one.heirs for one in absences):
        yield paragraph(TELL_NUMBERS)


def _describe_absence(result: Result, absence: Absence) -> Row:
    lost = [
        below(describe_finding(result, finding, SHOWN_NAMES)) for loss in absence.losses for finding in loss.findings
    ]
    heirs: list[Text] = [below(_describe_heir(result, one)) for one in absence.heirs]
    unknown = [one for one in find_deputies(result, absence.person.id) if isinstance(one, str)]
    heirs += [below(_name_deputy(result, one)) for one in unknown]
    if not heirs:
        heirs.append(NO_ONE if absence.is_checked else TOO_MANY_TO_CHECK)
    at = (str(result.room.table_index[absence.table.id] + 1), " ", data(absence.table.label))
    return Row((data(label_apart(result, absence.person)), at, join(lost, " "), join(heirs, " ")))


def _join_rows(rows: Sequence[Row], column: int) -> list[Row]:
    """Return the rows, those that differ in one column alone as one row, with what that column has below each other."""
    groups = group_by_key(((*row.cells[:column], *row.cells[column + 1 :]), row.cells[column]) for row in rows)
    return [
        Row((*others[:column], join(dict.fromkeys(cells), BREAK), *others[column:])) for others, cells in groups.items()
    ]


def _describe_heir(result: Result, heir: Heir) -> Said:
    """Return who could take a seat, with what the judge finds then."""
    if not heir.origin:
        return said_joined([_tell_reach(result, heir.person), _tell_worth(heir)], " · ")
    numbers = ", ".join(str(result.room.table_index[one] + 1) for one in result.plan.tables_of(heir.person.id))
    held = [duty_in_words(result, heir.person.id, duty) for duty in result.duties.get(heir.person.id, ())]
    about = said_joined([numbers, *held, _tell_worth(heir)], "; ")
    return said_joined([label_apart(result, heir.person), " (", about, ")"], "")


def _tell_worth(heir: Heir) -> Said:
    units, points = (f"{number:+,}".replace("-", "−") if number else "±0" for number in heir.worth)
    parts = [(said("musts"), units)] if heir.worth[0] else []
    return said_joined((said_joined(part, " ") for part in (*parts, (said("penalty"), points))), ", ")


def _describe_point(point: Fragile, *, by_session: bool) -> Row:
    at: Text = (str(point.number), " ", data(point.table)) if point.table else said("The room")
    others = _describe_others(point.could_move, point.could_be_asked, by_session=by_session)
    names = join(map(data, point.people), ", ")
    return Row((at, data(point.perspective), names, others or _explain_none(point)))


def _explain_none(point: Fragile) -> Said:
    """Return what stands where no one is named who could step in."""
    if not point.can_be_checked:
        return ONLY_WORDED
    if not point.is_checked:
        return TOO_MANY_TO_CHECK
    return NO_ONE


def _describe_others(others: Sequence[str], asked: Sequence[Said], *, by_session: bool, is_staff: bool = False) -> Text:
    """Return who could come from elsewhere, and below, who could be asked; nothing if there is no one.

    Names from other tables stand alone if no one else is named, because each has the number of its table beside it.
    """
    parts: list[Text] = []
    if others:
        names = join(map(data, others), ", ")
        parts.append(
            (_tell_origin(by_session=by_session, is_staff=is_staff), " ", *names) if asked or by_session else names
        )
    if asked:
        parts.append(below(said_joined([said("Could be asked:"), said_joined(asked, ", ")], " ")))
    return join(parts, " ")


def _tell_origin(*, by_session: bool, is_staff: bool) -> Said:
    """Return what stands before the names of people who come from elsewhere."""
    if not by_session:
        return said("From the table in parentheses:")
    return said("Free at that time:") if is_staff else said("From the session in parentheses:")


def _list_duties(result: Result, place: Said) -> Iterator[Block]:
    """Yield the participants who have a duty or a deputy, and who could take over."""
    titles = (said("Who"), place, said("Duties"), said("Who could take over"))
    rows = _join_rows(list(_list_holders(result)), 0)
    yield Table(said("Duties and deputies"), list(map(Column, titles)), rows, "fragile")
    if any(is_suggested(result, person, duty) for person, duties in result.duties.items() for duty in duties):
        yield paragraph(("* ", said("suggested until elected")))


def _list_holders(result: Result) -> Iterator[Row]:
    members = result.room.members(result.plan)
    for person in by_name(result.room.coming):
        duties, deputies = result.duties.get(person.id, ()), find_deputies(result, person.id)
        if not duties and not deputies:
            continue
        table = result.room.table(result.plan.seats[person.id])
        others = by_name(one for one in members[table.id] if one.id != person.id)
        heirs: list[Text] = [below(_name_deputy(result, one)) for one in deputies]
        heirs += [below(_name_duty_heirs(result, person, duty, others)) for duty in duties]
        at = (str(result.room.table_index[table.id] + 1), " ", data(table.label))
        marked = [(name_duty(duty), "*" if is_suggested(result, person.id, duty) else "") for duty in duties]
        held = said_list([said_joined(parts, "") for parts in marked])
        yield Row((data(label_apart(result, person)), at, held or NOTHING, join(heirs, " ")))


def _name_deputy(result: Result, deputy: Person | str) -> Said:
    if isinstance(deputy, str):
        return DEPUTY(name=deputy)
    is_seated = deputy.id in result.plan.seats
    return DEPUTY(name=name_with_tables(result.room, result.plan, deputy) if is_seated else _tell_reach(result, deputy))


def _name_duty_heirs(result: Result, away: Person, duty: str, others: Sequence[Person]) -> Said:
    """Return who at the table could take over a duty, which is named if the row is about anything else too."""
    if can_judge(result.requirements):
        able = (one for one in others if find_duty_obstacle(result, away, duty, one) is None)
        names = said_joined([label_apart(result, one) for one in islice(able, MOST_STAND_INS)], ", ")
        told = names or said("no one else at the table")
    else:
        told = ONLY_WORDED
    is_only = len(result.duties[away.id]) == 1 and not find_deputies(result, away.id)
    return told if is_only else said_field(name_duty(duty), told)


def _list_staff(result: Result, place: Said, *, by_session: bool) -> Iterator[Block]:
    """Yield what would be missing without one of the staff, and who could take over."""
    yield Heading(said("Who the staff duties depend on"))
    found = list(find_reliefs(build_situation(result), result.convening.sessions))
    taking = TakingOver(result, result.requirements) if can_judge(result.requirements) else None
    rows = _join_rows([_describe_relief(result, relief, taking, by_session=by_session) for relief in found], 1)
    titles = (place, said("What would be missing"), said("Depends on"), said("Who could take over"))
    caption = said("What would be missing if a staff member did not come")
    yield Table(caption, list(map(Column, titles)), rows, "fragile")
    if any(row.cells[-1] == NOTHING for row in rows):
        yield paragraph((NOTHING, ": ", said("no staff member who could do this is free"), "."))
    if any(relief.from_tables or relief.from_list for relief in found):
        yield paragraph(TELL_NUMBERS)
    if not can_judge(result.requirements):
        yield paragraph(
            said(
                "Languages, and how many staff are needed, were not checked, because only the wording of the "
                "requirements is saved."
            )
        )
    elif not rows:
        yield paragraph(said("No staff duty depends on a single person."))


def _describe_relief(result: Result, relief: Relief, taking: TakingOver | None, *, by_session: bool) -> Row:
    lack = relief.lack

    def tell(person: Person, name: str) -> Said:
        """Return a name with the most that the judge finds, whichever of the staff stays away."""
        if taking is None:
            return said_joined([name], "")
        away = (result.people.by_id[one] for one in lack.staff)
        heirs = [taking.judge(one, person, lack.table) for one in away]
        return said_joined([name, _tell_worth(max(heirs, key=lambda heir: heir.worth))], " · ")

    asked = [tell(person, _tell_reach(result, person)) for person in by_name(relief.from_list)]
    tables = [
        tell(person, name_with_tables(result.room, result.plan, person)) for person in by_name(relief.from_tables)
    ]
    others = _describe_others(tables, asked, by_session=by_session, is_staff=True)
    if not others and relief.is_checked:
        others = NOTHING
    elif not others:
        others = TOO_MANY_TO_CHECK if relief.can_be_checked else ONLY_WORDED
    at = (str(result.room.table_index[lack.table] + 1), " ", data(result.room.table(lack.table).label))
    staff = [data(label_apart(result, result.people.by_id[person])) for person in lack.staff]
    return Row((at, data(name_lack(lack)), join(staff, ", "), others))


_AT_MINIMUM: Mapping[tuple[bool, bool], Said] = {
    (True, False): said("has just enough people"),
    (True, True): said("has just enough people, not counting the held seats"),
    (False, False): said("has too few people"),
    (False, True): said("has too few people, not counting the held seats"),
}
"""What is told of a table with few people: by whether it has exactly its minimum, and whether seats are held there."""


def _list_room(result: Result, place_title: Said, closed: Set[str], *, by_session: bool) -> Table:
    """Return the tables with their free seats, and what to know before someone is seated there, as at `closed` ones."""
    found = places(result)
    held = Counter(table.id for _, table in list_held_seats(result.room, result.plan))
    rows = []
    for place in found:
        table, open_seats = place.table, held[place.table.id]
        remarks: list[Text] = [place.room_left]
        if open_seats:
            remarks.append(HELD(number=open_seats))
        if table.id in closed:
            remarks.append(strong(said("not everyone may sit here")))
        if place.taken and 0 < table.seats.minimum >= place.heads.people:
            remarks.append(strong(_AT_MINIMUM[place.heads.people == table.seats.minimum, bool(open_seats)]))
        name = (str(place.number), " ", data(table.label), *([" ", code(table.shown_id)] if table.shown_id else ()))
        rows.append(Row((name, place.heads.people, place.seats or NOTHING, join(remarks, " · "))))
    titles = (
        Column(place_title),
        Column(said("People"), is_number=True),
        Column(said("Seats")),
        Column(said("Room left")),
    )
    caption = said("Seats at each session") if by_session else said("Seats at each table")
    return Table(caption, titles, rows, "room-left")


def list_fragile(result: Result) -> tuple[Fragile, ...]:
    """Return the perspectives of wishes that depend on few people, once each; of shared languages `MOST_RELIED_ON`."""
    return tuple(dict.fromkeys(_fragile(result, places(result))))


def count_unlisted(result: Result) -> int:
    """Return how many times a person relies on others for a shared language without being listed."""
    return max(0, len(_list_relied_on(result, places(result))) - MOST_RELIED_ON)


def _are_all_known(result: Result) -> bool:
    """Whether it is known of every voice, role and need who belongs to it, and who has to share a language.

    Of a saved round it may not be.
    """
    worded = (one for one in result.requirements if isinstance(one, WordedRequirement))
    if any(one.kind == CommonLanguageRequirement.kind for one in worded):
        return False
    known = {(identity, ask.name) for identity, ask in result.asks}
    return all((voice.id, voice.name) in known for voice in result.review.asked)


def _fragile(result: Result, found: Sequence[Place]) -> Iterator[Fragile]:
    members, coming = result.room.members(result.plan), result.room.coming_at(result.plan)
    relied = _list_relied_on(result, found)
    needed = find_needed((ask for _, ask in result.asks), coming)
    trying = _Trying(result, needed | {(one.id, place.table.id) for _, place, others in relied for one in others})
    musts = _list_checked_musts(result.requirements)
    for identity, ask in result.asks:
        if identity in musts:
            continue
        here = {place.table.id: [p for p in coming[place.table.id] if ask.matches(p)] for place in found}
        if ask.for_room:
            everybody = [person for people in here.values() for person in people]
            if ask.depends_on(everybody):
                yield trying.point(ask, None, everybody, [])
            continue
        asked_at = [place for place in found if place.table.id in ask.tables]
        spare = [(p, place) for place in asked_at for p in _spare(ask, here[place.table.id])]
        spare += [(p, place) for place in found if place not in asked_at for p in here[place.table.id]]
        spare += [(p, q) for q in found for p in members[q.table.id] if p.types_at and not ask.matches(p)]
        for place in asked_at:
            if ask.depends_on(here[place.table.id]):
                fitting = ((p, q) for p, q in spare if not p.types_at or ask.matches(p.at(place.table.id)))
                yield trying.point(ask, place, here[place.table.id], fitting)
    seated = ((p, place) for place in found for p in members[place.table.id]) if relied else ()
    alike = group_by_key((languages_of(result.room, p), (p, place)) for p, place in seated)
    for ask, place, others in relied[:MOST_RELIED_ON]:
        speakers = (group for group in alike.values() if ask.matches(group[0][0]))
        yield trying.point(ask, place, others, ((p, q) for group in speakers for p, q in group if q is not place))


def _list_checked_musts(requirements: Iterable[Requirement]) -> frozenset[str]:
    """Return the ids of the musts that `find_absences` looks at."""
    if not can_judge(requirements):
        return frozenset()
    return frozenset(one.id for one in requirements if one.is_must)


def _list_relied_on(result: Result, found: Sequence[Place]) -> Sequence[tuple[Ask, Place, list[Person]]]:
    """Return the people at a table that others there rely on because they share a language, each case once."""
    room = result.room
    coming, staff = room.coming_at(result.plan), room.staff_members(result.plan)
    relied: dict[tuple[str, str, tuple[str, ...]], tuple[Ask, Place, list[Person]]] = {}
    musts = _list_checked_musts(result.requirements)
    for requirement in result.requirements:
        if not isinstance(requirement, CommonLanguageRequirement) or requirement.id in musts:
            continue
        tables = {table.id for table in room.tables_at(requirement.at)}
        for place in found:
            here = coming[place.table.id] if place.table.id in tables else ()
            for person, others, would_do in requirement.list_relied_on(room, here):
                has_staff = any(languages_of(room, one) & languages_of(room, person) for one in staff[place.table.id])
                name = _name_speakers(label_apart(result, person), len(others), has_staff=has_staff)
                ask = Ask(name, would_do, lambda _: False, len(others), (place.table.id,))
                case = person.id, place.table.id, tuple(each.id for each in others)
                relied.setdefault(case, (ask, place, list(others)))
    return tuple(relied.values())


def _name_speakers(person: str, others: int, *, has_staff: bool) -> Said:
    """Return how many people have to share a language with a person, in words."""
    return (SPEAKERS_BESIDE_STAFF if has_staff else SPEAKERS)(number=others, person=person)


def _spare(ask: Ask, people: Sequence[Person]) -> Sequence[Person]:
    """Return the people at a table if one of them can be spared, otherwise ().

    A voice alone can be spared where none would do as well.
    """
    is_free = len(people) > ask.at_least or (ask.or_none and len(people) == 1)
    return people if is_free else ()


class _Trying:
    """Finds who could stand in without breaking a must, until the work limit is reached."""

    def __init__(self, result: Result, needed: frozenset[tuple[str, str]]) -> None:
        self._result = result
        self._musts = Musts(result.room, result.requirements, result.plan)
        self._situation = replace(build_situation(result), breaks_must=self._musts.refuse)
        self._early = replace(build_situation(result), needed=needed, hidden={"languages"})

    def point(
        self,
        ask: Ask,
        place: Place | None,
        people: Sequence[Person],
        spare: Iterable[tuple[Person, Place]],
    ) -> Fragile:
        """Return a fragile point with those who could stand in for any of its people.

        Once the work limit is reached, `spare` is not read.
        """
        result = self._result
        alone = Fragile(
            perspective=name_voice(ask.name),
            number=place.number if place else None,
            table=place.table.label if place else "",
            people=tuple(label_apart(result, person) for person in by_name(people)),
            could_move=(),
            could_be_asked=(),
            is_checked=False,
            can_be_checked=self._musts.can_judge,
        )
        if not self._musts.can_judge or self._musts.looks > MOST_LOOKS:
            return alone
        others: dict[str, tuple[Person, list[Place]]] = {}  # guests of a season are at several sessions
        target = place.table.id if place else None
        for person, at in spare:
            if person not in people and self._is_possible(person, target, people, at.table.id):
                others.setdefault(person.id, (person, []))[1].append(at)
        moved = sorted(
            others.values(),
            key=lambda each: (bool(result.duties.get(each[0].id)), *name_key(each[0].label), each[0].id),
        )
        absent = (found.person for found in result.not_seated if ask.fits(found.person))
        asked = by_name(p for p in absent if self._is_possible(p, target, people))
        could_move = tuple(self._moved(p, at) for p, at in self._first(moved, lambda each: each[0], target, people))
        could_be_asked = tuple(_tell_reach(result, p) for p in self._first(asked, lambda p: p, target, people))
        return replace(
            alone,
            could_move=could_move,
            could_be_asked=could_be_asked,
            is_checked=self._musts.looks <= MOST_LOOKS,
        )

    def _moved(self, person: Person, at: Sequence[Place]) -> Said:
        """Return a person with the numbers of their tables, and the duties that would be lost there."""
        duties = [duty_in_words(self._result, person.id, duty) for duty in self._result.duties.get(person.id, ())]
        numbers = ", ".join(str(one.number) for one in at)
        return said_joined([label_apart(self._result, person), " (", said_joined([numbers, *duties], "; "), ")"], "")

    def _first(
        self, candidates: Iterable[T], person_of: Callable[[T], Person], target: str | None, people: Iterable[Person]
    ) -> Iterator[T]:
        """Yield the first candidates who break no must and can talk there, whichever of `people` they stand in for."""
        allowed = (one for one in candidates if self._may(person_of(one), target, people))
        return islice(allowed, MOST_STAND_INS)

    def _may(self, person: Person, target: str | None, people: Iterable[Person]) -> bool:
        for away in people:
            if self._musts.looks > MOST_LOOKS:
                return False
            if find_obstacle(self._ask(self._situation, person, target, away)) is not None:
                return False
        return True

    def _is_possible(self, person: Person, target: str | None, people: Sequence[Person], origin: str = "") -> bool:
        """Whether no obstacle stands in the way, of those that judge no seating."""
        return find_obstacle(self._ask(self._early, person, target, people[0], origin)) is None

    def _ask(self, situation: Situation, person: Person, target: str | None, away: Person, origin: str = "") -> Case:
        at = target or self._result.plan.seats[away.id]
        return Case(situation, person, PlaceKind.SEAT, at, away, origin=origin)


def _tell_reach(result: Result, person: Person) -> Said:
    """Return a person with the ways to reach them: phone, then e-mail."""
    ways = (value for one in ("phone", "email") for value in private_values("change_kit", person, one))
    return said_joined([label_apart(result, person), *ways], " · ")
