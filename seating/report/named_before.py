"""The people that tables named as missing at earlier meetings."""

from __future__ import annotations

from collections.abc import Collection

from seating.analysis.promises import MissingLine
from seating.history import PastRound
from seating.plan import Room
from seating.report.fates import is_at_table
from seating.report.meant import find_kind_named, find_meant, list_organizations_meant
from seating.result import Result
from seating.tables import Table
from seating.voices import VoiceState
from seating.wording import fold


def list_missing(result: Result, table: Table) -> tuple[str, ...]:
    """Return the people that a table named as missing at earlier meetings and who are still missing there.

    People that open pages may not name are left out.
    """
    lines = result.commitments.missing if result.commitments is not None else ()
    its = (line for line in lines if line.table == table.id and _may_name(result, line))
    return tuple({fold(line.label): line.label for line in its if not has_come(result, line)}.values())


def has_come(result: Result, line: MissingLine) -> bool:
    """Whether a person, organization, voice or kind that a table named as missing is at this table, or came to it.

    A text that only might mean a voice counts as having come if the voice is heard. After the first
    round, a table that asks for people of a kind, or in words that only might mean an organization, asks for more of
    them than sit there.
    """
    people = list_meant(result, line.text, line.person)
    if line.person is None and result.is_over and not result.room.history.rounds:
        exact = result.people.from_organization(line.text) if result.may_total("organization") else ()
        people = [one.id for one in exact if not one.is_held]
    if any(is_at_table(result, one, line.table) for one in people) or _came_last(result.room, people, line):
        return True
    asked = (one for each in (result, *result.governance) for one in each.review.asked)
    same = [voice for voice in asked if fold(voice.name) == fold(line.text)]
    same += [voice for voice in find_meant(result, line.text) if voice.state is VoiceState.HEARD]
    return any(voice.tables.get(line.table) for voice in same if not result.is_private(voice))


def list_meant(result: Result, text: str, person: str | None) -> list[str]:
    """Return the ids of those that a text may mean: a person, or people of an organization or a kind; no held seats."""
    if person is not None:
        people = [person]
    else:
        names = [text] if result.may_total("organization") else []
        names += list_organizations_meant(result, text)
        found = (one for name in names for one in result.people.from_organization(name))
        people = [one.id for one in (*found, *find_kind_named(result, text))]
    known = result.people.by_id
    return [one for one in people if one not in known or not known[one].is_held]


def _came_last(room: Room, people: Collection[str], line: MissingLine) -> bool:
    """Whether any of these people, or of the voice named, sat at the table in the last round, and none before that.

    It is not known after which round a table named someone. A table may have had another id then.
    """
    heirs = room.successors.items()
    names = {line.table, *(was for was, present in heirs if any(heir.id == line.table for heir in present))}

    def sat_there(past: PastRound) -> bool:
        voices = (
            voice for voice in past.voices.values() if not voice.is_private and fold(voice.name) == fold(line.text)
        )
        came = any(not names.isdisjoint(past.tables_of(person)) for person in people)
        return came or any(voice.tables.get(table) for voice in voices for table in names)

    sat = [sat_there(past) for past in room.history.rounds if not past.is_planned]
    return bool(sat) and sat[-1] and not all(sat)


def _may_name(result: Result, line: MissingLine) -> bool:
    """Whether a page for everyone may name who is missing: no one on the list, or one of those meant has a seat."""
    found = result.people.by_id.get(line.person or "")
    meant = result.people.named(line.text) if found is None else (found,)
    return not meant or any(one.id in result.plan.seats for one in result.for_everyone.shown_persons(meant))
