"""Power: tables that one organization dominates, and how groups compare with everybody else; nobody is named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from seating.analysis.power import (
    Dominance,
    GroupComparison,
    compare_groups,
    find_dominances,
    group_people,
    list_relations,
)
from seating.analysis.season.hosts import HostShare, find_host_shares
from seating.present.languages import Words
from seating.present.settings import Settings
from seating.profiles import Person
from seating.profiles.privacy import relation_columns
from seating.report.places import column_name
from seating.report.privacy import may_total
from seating.requirements.voice import VoiceRequirement
from seating.result import Result

ORDER = 68
TITLE = "The balance of power"

FEWEST = 3
"""Smallest group whose mean interest is shown; the mean of a smaller group could reveal a person's scores.

Of a voice, and of a column that the convening asks to compare, duties and moves are not shown either: they would tell
who belongs to a small group.
"""

KNOWN = ("representative_type", "organization")
"""Columns whose groups are always compared; a group with one of these values can outvote a table."""

MOST_SHOWN = 8
"""Maximum number of groups shown for one column, the largest first."""


@dataclass(frozen=True, slots=True)
class Line:
    """One group: its share of seats and duties, who is alone, and its means next to those of everybody else."""

    name: str
    seats: str
    alone: str
    duties: str
    interest: str
    others_interest: str
    moved: str
    others_moved: str


@dataclass(frozen=True, slots=True)
class Group:
    """The groups of one column, or all voices, and how many are not shown."""

    heading: str
    lines: tuple[Line, ...]
    unshown: int


@dataclass(frozen=True, slots=True)
class Power:
    """Dominated tables, or a sentence that there are none; hosts; the groups; and which of the columns are shown.

    `knows_relations` says whether the convener's page on power has relations. Relations are private, so this page does
    not say whether anybody depends on another person at their table.
    """

    dominances: tuple[str, ...]
    none_dominates: str
    hosts: tuple[str, ...]
    knows_relations: bool
    tells_interest: bool
    tells_duties: bool
    tells_moves: bool
    groups: tuple[Group, ...]


def fill(result: Result, settings: Settings) -> Power | None:
    """Return the balance of power; None if there is no group to compare."""
    words = settings.words
    columns = [c for c in dict.fromkeys((*KNOWN, *result.convening.compare)) if may_total(result, c)]
    people = result.room.people
    columns = [column for column in columns if any(person.values(column) for person in people)]
    dominant = [column for column in columns if column in KNOWN]
    voices = _voices(result)
    power = result.convening.power
    relations = list_relations(result.people.headings, power, relation_columns(result.requirements))
    if not columns and not voices:
        return None
    moved = frozenset(move.person for move in result.moves)
    compared: list[tuple[str, str, Mapping[str, Sequence[Person]]]] = [
        *((column, column_name(column), group_people(people, column)) for column in columns),
        ("", words.gettext("Voice"), voices),
    ]
    groups = []
    for column, heading, members in compared:
        found = compare_groups(result.room, result.plan, members, result.duties, moved)
        several = [s for s in found if s.people > 1 or column != "organization"]
        lines = tuple(_line(one, column, words) for one in several[:MOST_SHOWN])
        if lines:
            groups.append(Group(heading, lines, max(0, len(several) - MOST_SHOWN)))
    numbers = {table.id: number for number, table in enumerate(result.room.tables, start=1)}
    return Power(
        dominances=tuple(
            dominance_words(d, numbers[d.table.id], words) for d in find_dominances(result.room, result.plan, dominant)
        ),
        none_dominates=_none_dominates(dominant, words) if dominant else "",
        hosts=tuple(
            _host_words(one, numbers[one.table.id], words) for one in find_host_shares(result.room, result.plan)
        )
        if may_total(result, "organization")
        else (),
        knows_relations=bool(relations),
        tells_interest=may_total(result, "interests"),
        tells_duties=any(result.duties.get(person.id) for person in people),
        tells_moves=bool(moved),
        groups=tuple(groups),
    )


def _none_dominates(columns: Sequence[str], words: Words) -> str:
    """Return the sentence that no table is dominated, naming only the columns that were checked."""
    if len(columns) == 2:
        return words.gettext("No organization makes up more than half of any table, and neither do decision-makers.")
    if columns == ["organization"]:
        return words.gettext("No organization makes up more than half of any table.")
    return words.gettext("Decision-makers make up no more than half of any table.")


def dominance_words(one: Dominance, number: int, words: Words) -> str:
    """Return the sentence that one group could decide alone at a table.

    Parameters
    ----------
    one : Dominance
        The group and its table.
    number : int
        The table's number, from 1.
    words : Words
    """
    told = {"table": one.table.label_with(number), "people": one.people, "all": one.of, "group": one.value}
    if one.column == "organization":
        return words.gettext(
            "At %(table)s, %(people)s of %(all)s people are from %(group)s: one organization could outvote the rest.",
            **told,
        )
    if one.people == one.of:
        return words.gettext("At %(table)s, all %(people)s people are decision-makers.", **told)
    return words.gettext(
        "At %(table)s, %(people)s of %(all)s people are decision-makers: let those who do the work speak first.", **told
    )


def _voices(result: Result) -> Mapping[str, Sequence[Person]]:
    """Return the people of each voice that others may see, by its name; voices without anybody are left out."""
    found: dict[str, Sequence[Person]] = {}
    for requirement in result.requirements:
        if isinstance(requirement, VoiceRequirement) and not result.is_private(requirement):
            members = [person for person in result.room.people if requirement.who.matches(person)]
            if members:
                found.setdefault(requirement.label, members)
    return found


def _host_words(one: HostShare, number: int, words: Words) -> str:
    told = {"table": one.table.label_with(number), "people": one.people, "all": one.of, "host": one.table.hosted_by}
    return words.gettext("At %(table)s, %(people)s of %(all)s people are from its host, %(host)s.", **told)


def _line(one: GroupComparison, column: str, words: Words) -> Line:
    tells = min(one.people, one.others) >= FEWEST
    tells_all = tells or column in KNOWN
    return Line(
        name=words.gettext(one.value) if column == "representative_type" else one.value,
        seats=_percent(Fraction(one.people, one.people + one.others), words),
        alone=words.gettext("%(number)s of %(all)s", number=one.alone, all=one.people),
        duties=_percent(Fraction(one.duties, one.all_duties), words) if one.all_duties and tells_all else "–",
        interest=_percent(one.interest, words) if tells else "–",
        others_interest=_percent(one.others_interest, words) if tells else "–",
        moved=_percent(Fraction(one.moved, one.people), words) if tells_all else "–",
        others_moved=_percent(Fraction(one.others_moved, one.others), words) if one.others and tells_all else "–",
    )


def _percent(share: Fraction | None, words: Words) -> str:
    return "–" if share is None else words.gettext("%(number)s%%", number=round(share * 100))
