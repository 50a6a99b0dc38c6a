"""The people that tables named as missing at earlier meetings."""

from __future__ import annotations

from collections.abc import Collection

from seating.analysis.promises import MissingLine
from seating.mentions import MentionKind
from seating.report.fates import is_at_table
from seating.result import Result
from seating.result.meanings import list_voices_meant, resolve_mention
from seating.result.naming import may_name_missing
from seating.room.history import PastRound
from seating.room.lineage import find_successors
from seating.room.plan import Room
from seating.room.tables import Table
from seating.wording import fold


def list_missing(result: Result, table: Table) -> tuple[str, ...]:
    """Return the people that a table named as missing at earlier meetings and who are still missing there.

    People that open pages may not name are left out.
    """
    lines = result.commitments.missing if result.commitments is not None else ()
    everyone = result.for_everyone
    its = (line for line in lines if line.table == table.id and may_name_missing(everyone, line))
    return tuple({fold(line.label): line.label for line in its if not has_come(result, line)}.values())


def has_come(result: Result, line: MissingLine) -> bool:
    """Whether a person, organization, voice or kind that a table named as missing is at this table, or came to it.

    After the first round, a table that asks for people of a kind asks for more of them than sit there.
    """
    mention = resolve_mention(result, line.text)
    is_first = result.is_over and not result.room.history.rounds
    people = list_meant(result, line.text, line.person)
    if line.person is None and is_first and mention.kind is not MentionKind.ORGANIZATION:
        people = []
    if any(is_at_table(result, one, line.table) for one in people) or _came_last(result.room, people, line):
        return True
    return any(voice.tables.get(line.table) for voice in list_voices_meant(result, mention))


def list_meant(result: Result, text: str, person: str | None) -> list[str]:
    """Return the ids of the people that a text means: one, or those of an organization or a kind; no held seats."""
    mention = resolve_mention(result, text)
    is_clear = mention.is_on_list and (mention.kind is not MentionKind.PERSON or len(mention.ids) == 1)
    people = [person] if person is not None else mention.ids if is_clear else []
    return [one for one in people if one not in result.people.held]


def _came_last(room: Room, people: Collection[str], line: MissingLine) -> bool:
    """Whether any of these people, or of the voice named, sat at the table in the last round, and none before that.

    It is not known after which round a table named someone. A table may have had another id then.
    """
    heirs = find_successors(room).items()
    names = {line.table, *(was for was, present in heirs if any(heir.id == line.table for heir in present))}

    def sat_there(past: PastRound) -> bool:
        voices = (
            voice for voice in past.voices.values() if not voice.is_private and fold(voice.name) == fold(line.text)
        )
        came = any(not names.isdisjoint(past.tables_of(person)) for person in people)
        return came or any(voice.tables.get(table) for voice in voices for table in names)

    sat = [sat_there(past) for past in room.history.rounds if not past.is_planned]
    return bool(sat) and sat[-1] and not all(sat)
