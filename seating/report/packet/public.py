"""The initiative in numbers, for anyone: counts only, without names and organizations, and no small groups."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, sqrt

from seating.analysis.season.session_times import have_own_doors
from seating.present.languages import Words
from seating.present.settings import Settings
from seating.profiles import Person
from seating.profiles.heads import count_heads
from seating.profiles.person import is_forgotten
from seating.report.conversation import name_in_language
from seating.report.counts import (
    EXPLAINS_GROUPS,
    Names,
    count_values,
    hide_small,
    is_few,
    list_names,
    mentions,
    pool_small,
)
from seating.report.members import awaited_members
from seating.report.places import name_number
from seating.report.role_marks import role_marks
from seating.report.voice_states import STATE_WORDS, Figure
from seating.result import Result
from seating.result.readers import may_total
from seating.result.shared_requirements import list_public
from seating.room.plan import as_seated
from seating.room.tables import Table, in_order_of_numbers
from seating.wording import fold, language_key, message, plural

ORDER = 61
TITLE = message("The initiative in numbers")
ABOUT = message(
    "Counts that anyone may see: tables, roles, sectors, languages and voices; no names and no small groups."
)
FILLED_BY = message("a room of five people or more")

CELL, ROW, LARGEST, LEAST = 116, 126, 46.0, 17.0
"""The width and height of a circle's place in the picture, and the largest and smallest radius."""

IN_A_ROW = 6

MOST_CIRCLES = 60
"""Maximum number of tables in the picture; the list has all of them."""


@dataclass(frozen=True, slots=True)
class Circle:
    """A table in the picture: the middle, the radius, the size inside ("" if it is not shown) and the number below."""

    x: int
    y: int
    radius: float
    inside: str
    below: str
    is_session: bool


@dataclass(frozen=True, slots=True)
class Picture:
    """The circles, in units of the drawing; the area of a circle is proportional to the size of its table."""

    width: int
    height: int
    circles: tuple[Circle, ...]


@dataclass(frozen=True, slots=True)
class TableLine:
    """A table, which can be a session; `people` is None if the number is not shown."""

    number: int
    label: str
    purpose: str
    people: int | None
    is_session: bool


@dataclass(frozen=True, slots=True)
class Group:
    """How many people have each value of a column; `note` is about values that are not shown, "" for none."""

    title: str
    counts: tuple[Figure, ...]
    note: str


@dataclass(frozen=True, slots=True)
class Public:
    """Everything on the page; `left_out` counts the texts that contain a name or an organization of the list.

    `rule` explains which groups are shown. `lost_organizations` tells whether the organization of someone whose data
    was removed is no longer known, so that the number of organizations can be lower than before.
    """

    figures: tuple[Figure, ...]
    picture: Picture | None
    tables: tuple[TableLine, ...]
    groups: tuple[Group, ...]
    voices: Mapping[str, tuple[str, ...]]
    left_out: int
    rule: str
    by_session: bool = False
    has_guests: bool = False
    lost_organizations: bool = False

    @property
    def has_purposes(self) -> bool:
        """Whether a table states what it is for."""
        return any(table.purpose for table in self.tables)


def fill(result: Result, settings: Settings) -> Public | None:
    """Return the counts; None if few people are seated."""
    people = as_seated(result.room.coming, result.plan)
    if is_few(len(people)):
        return None
    words, names = settings.words, list_names(result.people)
    by_session = have_own_doors(result.room.tables)
    left_out: list[str] = []

    def without_names(text: str) -> str:
        if not mentions(text, names):
            return text
        left_out.append(text)
        return ""

    sizes = Counter(fold(person.organization) for person in people)
    large = {name for name, number in sizes.items() if not is_few(number)}  # a session may be named after a group
    lines = [
        TableLine(
            number,
            table.label
            if fold(table.label) in large
            else without_names(table.label) or words.tell(name_number(number, by_session and table.seats_people)),
            without_names(table.purpose),
            size,
            by_session and table.seats_people,
        )
        for number, table, size in _sizes(result, people)
    ]
    names_of = {title: tuple(filter(None, map(without_names, found))) for title, found in _voices(result)}
    figures = _figures(result, people, words)
    counts_organizations = any(one.label == words.gettext("organizations") for one in figures)
    return Public(
        figures=figures,
        picture=_draw(lines) if len(lines) <= MOST_CIRCLES else None,
        tables=tuple(lines),
        groups=tuple(_groups(result, people, names, words)),
        voices={words.gettext(title): found for title, found in names_of.items() if found},
        left_out=len(left_out),
        by_session=all(line.is_session for line in lines),
        has_guests=any(len(result.plan.tables_of(person.id)) > 1 for person in people),
        rule=words.tell(EXPLAINS_GROUPS),
        lost_organizations=counts_organizations and any(is_forgotten(p.id) and not p.organization for p in people),
    )


def _figures(result: Result, people: Sequence[Person], words: Words) -> tuple[Figure, ...]:
    organizations = {fold(person.organization) for person in people if person.organization}
    governing = sum(not table.seats_people for table in result.convening.tables)
    found = [(len(people), words.gettext("people"))]
    if not is_few(len(organizations)) and may_total(result, "organization"):
        found.append((len(organizations), words.gettext("organizations")))
    what = words.gettext("sessions") if have_own_doors(result.room.tables) else words.gettext("tables")
    found.append((len(result.room.tables), what))
    if governing:
        found.append((governing, words.gettext("governance tables")))
    return tuple(Figure(f"{number:,}", label) for number, label in found)


def _sizes(result: Result, people: Sequence[Person]) -> Iterator[tuple[int, Table, int | None]]:
    """Yield each table with its number and size; None for a size that could tell who is meant."""
    seats = Counter(table for person in people for table in result.plan.tables_of(person.id))
    shown, _ = pool_small({table.id: seats[table.id] for table in result.room.tables if seats[table.id]})
    for number, table in enumerate(in_order_of_numbers(result.convening.tables), start=1):
        if table.seats_people:
            size = shown.get(table.id) if seats[table.id] else 0
        else:
            everyone = result.for_everyone  # a member who may not be named would show beside the pages with names
            members = count_heads(everyone.shown_persons(awaited_members(result, table))).people
            size = None if members and is_few(members) else members
        yield number, table, size


def _groups(result: Result, people: Sequence[Person], names: Names, words: Words) -> Iterator[Group]:
    """Yield the counts by role, sector and language that may be shown.

    People who may not be named count as if they had stated nothing, on this page as on the shared closing report, so
    that no two pages together tell what their cells say.
    """
    marks, listed = role_marks(words), result.shown_persons(people)
    named = {person.id for person in listed}
    nothing = {"representative_type": None, "sector": ""}
    people = [person if person.id in named else person.model_copy(update=nothing) for person in people]
    if may_total(result, "representative_type"):
        plurals = {mark: words.gettext(plural(mark.value)) if mark else marks[mark].word for mark in marks}
        roles = Counter(plurals[person.representative_type] for person in people)
        if any(person.representative_type for person in people):
            yield from _pooled(words.gettext("Roles"), roles, words)
    if may_total(result, "sector") and any(person.sector for person in people):
        labels = {fold(person.sector): person.sector for person in reversed(people)}
        labels = {key: "" if mentions(label, names) else label for key, label in labels.items()}
        sectors = Counter(labels[fold(person.sector)] for person in people)
        unnamed, blank = sectors.pop("", 0), words.gettext("not stated")
        has_name = any(key and not label for key, label in labels.items())
        sectors[words.gettext("not stated, or not shown because it names someone") if has_name else blank] += unnamed
        yield from _pooled(words.gettext("Sectors"), sectors, words)
    if may_total(result, "languages") and any(person.languages for person in people):
        yield from _spoken(result, listed, names, words)


def _pooled(title: str, counts: Mapping[str, int], words: Words) -> Iterator[Group]:
    shown, pooled = pool_small(counts)
    if shown:
        rest = [Figure(f"{pooled:,}", words.gettext("others, or not stated"))] if pooled else []
        yield Group(title, (*(Figure(f"{n:,}", value) for value, n in shown.items()), *rest), "")


def _spoken(result: Result, people: Sequence[Person], names: Names, words: Words) -> Iterator[Group]:
    """Yield how many people speak each language; a person may speak several."""
    unread = [person for person in people if person.id in result.unread and not person.languages]
    people = [person for person in people if person not in unread]
    stated = {person.id: person.languages or (result.room.working_language,) for person in people}
    speakers = [one for one in count_values(result.room, result.plan, "languages", stated, language_key) if one.value]
    counts = []
    for one in speakers:
        if not is_few(len(one.persons)) and not mentions(one.value, names):
            number = hide_small(len(one.persons), len(people))
            text = words.gettext("nearly all") if number is None else f"{number:,}"
            counts.append(Figure(text, name_in_language(one.value, words)))
    if counts:
        note = words.gettext("and other languages") if len(counts) < len(speakers) else ""
        if unread or not all(result.may_name(person) for person in result.room.people):
            # they count as if they had stated nothing
            note = words.gettext("and other languages, or not stated")
        yield Group(words.gettext("Languages"), tuple(counts), note)


def _voices(result: Result) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the voices that the convener has named and that are not private, by what anyone may know of their state.

    The program's own names, such as those of the cells of the frame, are no words for readers outside.
    """
    named = {one.id for one in result.requirements}  # a cell of the frame has an id of its own
    voices = [voice for voice in list_public(result, result.review.voices) if voice.id in named]
    for state, shown in STATE_WORDS.items():
        yield shown.word, tuple(dict.fromkeys(voice.name for voice in voices if voice.state is state))


def _draw(tables: Sequence[TableLine]) -> Picture | None:
    """Return the picture of the tables in rows; None if there is no table."""
    if not tables:
        return None
    most = max((table.people or 0 for table in tables), default=0) or 1
    circles = tuple(
        Circle(
            x=CELL // 2 + CELL * (at % IN_A_ROW),
            y=CELL // 2 + ROW * (at // IN_A_ROW),
            radius=max(LEAST, round(LARGEST * sqrt((table.people or 0) / most), 1)),
            inside="" if table.people is None else f"{table.people:,}",
            below=str(table.number),
            is_session=table.is_session,
        )
        for at, table in enumerate(tables)
    )
    return Picture(CELL * min(IN_A_ROW, len(tables)), ROW * ceil(len(tables) / IN_A_ROW), circles)
