"""What became of the people that a chart or a table named."""

from __future__ import annotations

from collections.abc import Sequence

from seating.charts.nominations import Fate, Nomination, find_fate, name_person
from seating.convening import Convening
from seating.mentions import Mention, MentionKind
from seating.profiles import People
from seating.report.renamed_tables import label_tables
from seating.report.voice_states import state_reason
from seating.requirements.base.voices import Voice, VoiceState
from seating.result import Result
from seating.result.meanings import list_voices_meant, resolve_mention
from seating.result.memberships import pair_members
from seating.room.tables import map_labels
from seating.wording import Said, said, said_alone, said_field, said_joined, said_list


def tell_kind(result: Result, persons: Sequence[str], table: str | None) -> Said:
    """Return how many people of a kind are coming, and how many of them are at the table that named the kind.

    Parameters
    ----------
    result : Result
    persons : sequence of str
        The ids of the people of the kind.
    table : str or None
        The id of the table; None if no table is named.
    """
    coming = [one for one in persons if one in result.plan.seats]
    if not coming:
        return WITHOUT_SEAT
    return _count_coming(result.convening, len(coming), table, sum(is_at_table(result, one, table) for one in coming))


def _count_coming(convening: Convening, coming: int, table: str | None, here: int) -> Said:
    """Return how many people are coming, and how many of them are at a table that is named."""
    counts = [said_field(said("coming"), f"{coming:,}")]
    if label := map_labels(convening.tables).get(table or ""):
        counts.append(said_field(label, f"{here:,}"))
    return said_joined(counts, ", ")


def is_at_table(result: Result, person: str, table: str | None) -> bool:
    """Whether a person sits at a table, or is a member of a governance table."""
    return table in result.plan.tables_of(person) or (table, person) in pair_members(result)


def tell_where(result: Result, voice: Voice, table: str | None) -> Said:
    """Return the state of a voice that a table, or a chart for it, named as missing there.

    That enough people sit where the convening asks for them does not mean that any of them sits at this table.

    Parameters
    ----------
    result : Result
    voice : Voice
    table : str or None
        The id of the table; None if no table is named.

    Returns
    -------
    Said
        A clause without a full stop.
    """
    labels = map_labels(result.room.tables)
    if voice.state is not VoiceState.HEARD or table not in labels or voice.tables.get(table):
        return said_alone(state_reason(voice, labels), ending="")
    return _count_coming(result.convening, voice.attending, table if table in voice.tables else None, 0)


def tell_fate(result: Result, one: Nomination) -> Said:
    """Return the outcome of a nomination in a seating, with the tables where they are.

    Parameters
    ----------
    result : Result
    one : Nomination
    """
    one = name_person(one, result.people)
    fate = find_fate(one, result.room, result.plan, pair_members(result))
    if fate is Fate.UNKNOWN:
        return tell_mention(result, resolve_mention(result, one.text), one.table)
    if fate is Fate.NOT_COMING:
        return WITHOUT_SEAT
    if fate is Fate.NOT_INVITED:
        return said("on the list, not invited yet")
    goes_to = result.plan.tables_of(one.person or "")
    at = goes_to if fate is Fate.ELSEWHERE or one.table is None else (one.table,)
    states = [said("held seat")] if one.person in result.people.held else []
    if one.table is not None:
        states.append(said("as nominated") if fate is Fate.FOLLOWED else said("elsewhere"))
    labels = label_tables(result)
    return said_field(said_joined(states or [said("seated")], ", "), said_list(map(labels.__getitem__, at)))


def tell_mention(result: Result, mention: Mention, table: str | None) -> Said:
    """Return where those are that a text means, if it is not the name of one person on the list.

    Parameters
    ----------
    result : Result
    mention : Mention
    table : str or None
        The id of the table that has the text; None if no table is named.

    Returns
    -------
    Said
        A clause without a full stop.
    """
    if has_left_list(result.people, mention):
        return LEFT_LIST
    if mention.kind is MentionKind.PERSON:
        return said_field(said("people of this name on the list"), str(len(mention.ids)))
    if voices := list_voices_meant(result, mention):
        return tell_where(result, voices[0], table)
    return tell_kind(result, mention.ids, table) if mention.is_on_list else NOT_BY_NAME


def has_left_list(people: People, mention: Mention) -> bool:
    """Whether a text is the name of someone who was on an earlier list, and is not on this one."""
    return mention.kind is MentionKind.PERSON and not any(one in people.by_id for one in mention.ids)


WITHOUT_SEAT = said("on the list but without a seat in this round")

NOT_BY_NAME = said("not on the list by this name")

LEFT_LIST = said("no longer on the list")
