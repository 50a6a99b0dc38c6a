"""Counts of a seating for its record: without names, of columns that the team may see.

The element dashboard suggests ratings from them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping

from seating.profiles import Person, Role
from seating.record.result import MeasuredRecord, PlayersRecord
from seating.result import Result
from seating.result.cells import show_values
from seating.result.memberships import pair_members, rests_on_suggestion
from seating.word_files import read_words, split_words
from seating.wording import fold

_WORDS = {
    name: frozenset(split_words(text)) for name, text in read_words("seating.report", "measured_words.toml").items()
}
PUBLIC_WORDS, CAPITAL_WORDS = _WORDS["public_words"], _WORDS["capital_words"]

Words = Callable[[Person], frozenset[str]]
"""Returns the words on the list by which a person belongs to a group; empty if they do not."""


def measured_record(result: Result) -> MeasuredRecord:
    """Return the counts of a seating and of its convening."""
    outcomes = result.convening.outcomes
    record = MeasuredRecord(
        shared_result=result.convening.shared_result,
        outcomes=len(outcomes),
        outcomes_with_measure=sum(bool(outcome.measure.strip()) for outcome in outcomes),
        sectors=_sectors(result),
    )
    players = _players(result)
    labels = {table.id: table.name for table in result.convening.tables if table.name}
    more = {"players": players, **({"labels": labels} if labels else {})}
    return record.model_copy(update=more) if players else record


def _sectors(result: Result) -> dict[str, int] | None:
    """Return how many sectors the people at each table come from; None if no sector is stated or may be shown.

    Staff are not counted, because they do not represent their sector. A held seat is no person.
    """
    found: dict[str, set[str]] = {table.id: set() for table in result.room.tables}
    for person in result.room.coming:
        for table in result.plan.tables_of(person.id):
            found[table].update(_words(result, person, "sector"))
    taken = {table for person in result.room.people for table in result.plan.tables_of(person.id)}
    return {table: len(words) for table, words in found.items() if table in taken} if any(found.values()) else None


def _players(result: Result) -> list[PlayersRecord]:
    """Return the groups of public players and of capital players whose columns are stated and may be shown."""

    def public(person: Person) -> frozenset[str]:
        return _words(result, person, "sector") & PUBLIC_WORDS

    def deciding(person: Person) -> frozenset[str]:
        deciders = _words(result, person, "representative_type") & {Role.DECISION_MAKER.value}
        return public(person) | deciders if public(person) and deciders else frozenset()

    def bringing(person: Person) -> frozenset[str]:
        items = _words(result, person, "assets")
        return frozenset(part.strip() for item in items for part in item.split(":", 1)) & CAPITAL_WORDS

    def speaking(person: Person) -> frozenset[str]:
        return _words(result, person, "speaks_to") & {"funding"}

    tables = _people_by_table(result)
    stated = {
        column
        for column in ("sector", "representative_type", "assets", "speaks_to")
        if any(_words(result, person, column) for people in tables.values() for person in people)
    }
    groups: tuple[tuple[str, set[str], Words], ...] = (
        ("public", {"sector"}, public),
        ("public decision-makers", {"sector", "representative_type"}, deciding),
        ("capital", {"assets"}, bringing),
        ("funding", {"speaks_to"}, speaking),
    )
    suggested = {(one.table, one.person) for one in result.memberships if rests_on_suggestion(result, one)}
    return [_count(name, tables, words, suggested) for name, columns, words in groups if columns <= stated]


def _count(
    group: str, tables: Mapping[str, Iterable[Person]], words_of: Words, suggested: Collection[tuple[str, str]]
) -> PlayersRecord:
    found = {table: [person for person in people if words_of(person)] for table, people in tables.items()}
    words = {word for people in found.values() for person in people for word in words_of(person)}
    ids = {person.id for people in found.values() for person in people}
    counts = {table: len(people) for table, people in found.items()}
    only = Counter(table for table, people in found.items() for person in people if (table, person.id) in suggested)
    more = {"suggested": dict(only)} if only else {}  # left out where it is empty
    return PlayersRecord.model_validate(
        {"group": group, "people": len(ids), "tables": counts, "words": sorted(words), **more}
    )


def _people_by_table(result: Result) -> dict[str, list[Person]]:
    """Return the people at each table that has some, by the tables they go to and by their memberships.

    Staff are left out. So are held seats, but their table is not.
    """
    goes_to = {(table, person.id) for person in result.room.people for table in result.plan.tables_of(person.id)}
    places = goes_to | pair_members(result)
    found: dict[str, list[Person]] = {}
    for table, member in sorted(places):
        person = result.people.by_id.get(member)
        if person is not None and person.duty is None:
            found.setdefault(table, []).extend([] if member in result.people.held else [person.at(table)])
    order = {table.id: number for number, table in enumerate(result.convening.tables)}
    return dict(sorted(found.items(), key=lambda one: (order.get(one[0], len(order)), one[0])))


def _words(result: Result, person: Person, column: str) -> frozenset[str]:
    """Return the values of a person's cell as they are compared; empty if the team may not see the column."""
    return frozenset(map(fold, show_values(result, person, column)))
