"""Power: tables that one organization dominates, and how groups compare with everyone else; no one is named."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from fractions import Fraction

from seating.analysis.power import (
    FEWEST_AT_TABLE,
    Dominance,
    GroupComparison,
    compare_groups,
    find_dominances,
    group_people,
)
from seating.analysis.season.hosts import HostShare, find_host_shares
from seating.convening.relations import list_relations
from seating.present.blocks import NOTHING, Block, Column, Lines, Row, Table, Text, data, paragraph, quiet
from seating.present.shortening import tell_unshown
from seating.profiles import Person
from seating.profiles.heads import count_heads, without_held_seats
from seating.profiles.private_columns import relation_columns
from seating.report.places import column_name
from seating.requirements.voice import VoiceRequirement
from seating.result import Result
from seating.wording import Said, said, said_count

ORDER = 68
TITLE = "The balance of power"

FEWEST = 3
"""Smallest group whose mean interest is shown; the mean of a smaller group could reveal a person's scores.

Of a voice, and of a column that the convening asks to compare, duties and moves are not shown either: they would tell
who belongs to a small group. If fewer people than this were asked to move, no moves of such groups are shown, because
the report names those people. Of a group that may only be counted, no moves are shown either if all or none of its
people moved, or all or none of the others: the seating tells who moved and who stayed. Nor is it shown how many of it
are the only one at their table if it or the rest of the room is small, or if the seating would then tell who they are.
"""

KNOWN = ("representative_type", "organization")
"""Columns whose groups are always compared; a group with one of these values can outvote a table."""

TRANSLATED = frozenset({"representative_type", "needs"})
"""Columns whose groups have names of the program."""

MOST_SHOWN = 8
"""Maximum number of groups shown for one column, the largest first."""


def list_blocks(result: Result) -> Iterator[Block]:
    """Yield the balance of power; nothing if there is no group to compare, or at a wedding that asks for none."""
    columns = [c for c in dict.fromkeys((*KNOWN, *result.convening.compare)) if result.may_total(c)]
    people = without_held_seats(result.room.seated_people(result.plan))
    columns = [c for c in columns if any(person.values(c) for person in people) and not result.lacks_cells(c)]
    voices, beside, counted = _voices(result)
    if not columns and (not voices or result.people.is_party):
        return
    yield from _list_dominance(result, [column for column in columns if column in KNOWN])
    if list_relations(result.people.headings, result.convening.power, relation_columns(result.requirements)):
        # relations are private, so this page does not tell whether anyone depends on another person at their table
        about = said(
            "The page “Power at the tables” (--pages power), for the convener only, shows who sits with someone they "
            "depend on."
        )
        yield paragraph(about, "intro")
    for column in columns:
        groups = group_people(people, column)
        only = groups.keys() if column in result.convening.counts_only else ()
        yield from list_groups(result, column, column_name(column), groups, counted=only)
    yield from list_groups(result, "", said("Voice"), voices, beside, counted)
    if any(person.is_companion for person in people):
        yield paragraph(
            said(
                "If a person’s companion is known to belong to the same group, the person does not count as "
                "the only one at their table."
            ),
            "intro",
        )


def _list_dominance(result: Result, columns: Sequence[str]) -> Iterator[Block]:
    """Yield the tables that one group dominates, or that there are none; and the shares of hosts at their tables.

    Nothing is told if all tables are too small to be looked at.
    """
    numbers = {table.id: number for number, table in enumerate(result.room.tables, start=1)}
    dominances = [
        dominance_words(one, numbers[one.table.id]) for one in find_dominances(result.room, result.plan, columns)
    ]
    sizes = map(count_heads, result.room.members(result.plan).values())
    if dominances:
        yield Lines(dominances, "bullets", "plain")
    elif columns and any(heads.people >= FEWEST_AT_TABLE for heads in sizes):
        yield paragraph(_none_dominates(columns), "intro")
    if "organization" in columns:
        hosts = find_host_shares(result.room, result.plan)
        yield Lines([_host_words(one, numbers[one.table.id]) for one in hosts], "bullets", "plain")


def list_groups(
    result: Result,
    column: str,
    heading: Said,
    members: Mapping[str, Sequence[Person]],
    beside: Mapping[str, Sequence[Person]] | None = None,
    counted: Collection[str] = (),
) -> Iterator[Block]:
    """Yield the groups of one column, or all voices, each compared with everyone else.

    Parameters
    ----------
    result : Result
    column : str
        "" for voices.
    heading : Said
        The name of the column.
    members : mapping of str to sequence of Person
        The people of each group with a seat.
    beside : mapping of str to sequence of Person, optional
        The companions who are known to be of a voice, as for `compare_groups`.
    counted : collection of str, optional
        The groups with people who may only be counted.
    """
    moved = frozenset(move.person for move in result.moves)
    found = compare_groups(result.room, result.plan, members, result.duties, moved, beside)
    several = [one for one in found if one.people > 1 or column != "organization"]
    if not several:
        return
    shown = [_compare(one, column, one.value in counted) for one in several[:MOST_SHOWN]]
    titles = [said("Share of seats"), said("Only one at their table")]
    if any(result.duties.get(person.id) for person in result.room.people):
        titles.append(said("Share of duties"))
    if result.may_total("interests") and _knows_scores(result):
        titles += [said("Interest met"), said("Everyone else’s")]
    if moved:
        titles += [said("Asked to move"), said("Everyone else")]
    rows = [Row((name, *(figures[title] for title in titles))) for name, figures in shown]
    caption = (said("Each group compared with everyone else"), " ", quiet(heading))
    yield Table(caption, (Column(heading), *(Column(title, is_number=True) for title in titles)), rows)
    yield from tell_unshown(len(found) - len(shown))


def _knows_scores(result: Result) -> bool:
    """Whether there are interests, and the scores of all are known: a saved round has only the areas of who left."""
    people = result.room.coming
    unscored = any(person.id in result.unread and len(person.interests) > 1 for person in people)
    return any(person.interests for person in people) and not (unscored or result.lacks_cells("interests"))


def _none_dominates(columns: Sequence[str]) -> Said:
    """Return the sentence that no table is dominated, naming only the columns and the tables that were checked."""
    least = FEWEST_AT_TABLE
    if len(columns) == 2:
        return said(
            "No organization makes up more than half of any table with at least %(number)s people, and neither do "
            "decision-makers.",
            number=least,
        )
    if columns == ["organization"]:
        return said(
            "No organization makes up more than half of any table with at least %(number)s people.", number=least
        )
    return said("Decision-makers make up no more than half of any table with at least %(number)s people.", number=least)


def dominance_words(one: Dominance, number: int) -> Said:
    """Return the sentence that one group could decide alone at a table.

    Parameters
    ----------
    one : Dominance
        The group and its table.
    number : int
        The table's number, from 1.
    """
    told = {"table": one.table.label_with(number), "people": one.people, "all": one.of, "group": one.value}
    if one.column == "organization":
        return said(
            "At %(table)s, %(people)s of %(all)s people are from %(group)s: one organization could outvote the rest.",
            **told,
        )
    if one.people == one.of:
        return said("At %(table)s, all %(people)s people are decision-makers.", **told)
    return said(
        "At %(table)s, %(people)s of %(all)s people are decision-makers: let those who do the work speak first.", **told
    )


def _voices(
    result: Result,
) -> tuple[Mapping[str, Sequence[Person]], Mapping[str, Sequence[Person]], Collection[str]]:
    """Return the people of each voice that others may see, the companions known to be of it, and the voices to count.

    People and companions are by the name of the voice. The voices to count have people who are never named as such.
    Voices without people are left out. Companions come along with others and are not counted as people of a voice.
    """
    counted: list[str] = []
    found: dict[str, Sequence[Person]] = {}
    beside: dict[str, Sequence[Person]] = {}
    people = result.room.seated_people(result.plan)
    companions = [person for person in people if person.is_companion]
    for requirement in result.requirements:
        if isinstance(requirement, VoiceRequirement) and not result.is_private(requirement):
            members = [person for person in people if requirement.who.matches(person)]
            if members and requirement.label not in found:
                found[requirement.label] = members
                beside[requirement.label] = [one for one in companions if requirement.who.is_known_of(one)]
                if not set(result.convening.counts_only).isdisjoint(requirement.asks_columns):
                    counted.append(requirement.label)
    return found, beside, counted


def _host_words(one: HostShare, number: int) -> Said:
    return said_count(
        "At %(table)s, %(number)s of %(all)s people is from its host, %(host)s.",
        "At %(table)s, %(number)s of %(all)s people are from its host, %(host)s.",
        one.people,
        table=one.table.label_with(number),
        all=one.of,
        host=one.table.hosted_by,
    )


def _compare(one: GroupComparison, column: str, is_counted: bool) -> tuple[Text, Mapping[str, Text]]:
    """Return a group's name, and its figures by title.

    `is_counted` tells whether no one may be named as one of the group. Duties are then not shown if they would reveal
    that someone belongs to it, or does not, such as when each of its people has one. Moves are shown only if some
    people moved and some stayed, both in the group and outside of it: otherwise, all who moved or all who stayed would
    be known to belong to it, or not to.
    """
    tells = min(one.people, one.others) >= FEWEST
    is_known = column in KNOWN and not is_counted
    duties = one.all_duties if tells or is_known else 0
    moves = is_known or (tells and one.moved + one.others_moved >= FEWEST)
    if is_counted:
        duties = duties if one.all_duties >= FEWEST and not one.duties_identify else 0
        moves = moves and 0 < one.moved < one.people and 0 < one.others_moved < one.others
    alone = said("%(number)s of %(all)s", number=one.alone, all=one.people)
    return said(one.value) if column in TRANSLATED else data(one.value), {
        "Share of seats": _percent(Fraction(one.seats, one.all_seats)),
        "Only one at their table": NOTHING if is_counted and (not tells or one.seats_identify) else alone,
        "Share of duties": _percent(Fraction(one.duties, duties) if duties else None),
        "Interest met": _percent(one.interest if tells else None),
        "Everyone else’s": _percent(one.others_interest if tells else None),
        "Asked to move": _percent(Fraction(one.moved, one.people) if moves else None),
        "Everyone else": _percent(Fraction(one.others_moved, one.others) if moves and one.others else None),
    }


def _percent(share: Fraction | None) -> str:
    return NOTHING if share is None else said("%(number)s%%", number=round(share * 100))
