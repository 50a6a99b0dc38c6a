"""What became of the people that a chart or a table named."""

from __future__ import annotations

from collections.abc import Sequence

from seating.charts.nominations import Fate, Nomination, find_fate, name_person
from seating.mentions import Mention, MentionKind
from seating.report.renamed_tables import label_tables
from seating.report.voice_states import state_reason
from seating.result import Result
from seating.voices import Voice, VoiceState, write_elsewhere
from seating.wording import Said, said, said_alone, said_count, said_list


def tell_kind(result: Result, persons: Sequence[str], table: str | None) -> Said:
    """Return how many people of a kind are coming, and whether any is at the table that named the kind as missing.

    Parameters
    ----------
    result : Result
    persons : sequence of str
        The ids of the people of the kind.
    table : str or None
        The id of the table; None if no table is named.

    Returns
    -------
    Said
        A clause without a full stop.
    """
    labels, coming = result.labels_of_tables, [one for one in persons if one in result.plan.seats]
    if not coming:
        return said_count(
            "%(number)s person like this is on the list, without a seat in this round",
            "%(number)s people like this are on the list, none with a seat in this round",
            len(persons),
        )
    if table is None or table not in labels:
        return said_count("%(number)s coming", "%(number)s coming", len(coming))
    if here := sum(is_at_table(result, one, table) for one in coming):
        return said_count(
            "%(number)s coming, seated at %(table)s",
            "%(number)s coming, %(here)s of them at %(table)s",
            len(coming),
            here=here,
            table=labels[table],
        )
    return write_elsewhere(len(coming), [labels[table]], is_none=True)


def is_at_table(result: Result, person: str, table: str) -> bool:
    """Whether a person sits at a table, or is a member of a governance table."""
    return table in result.plan.tables_of(person) or (table, person) in result.members


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
    labels = {each.id: each.label for each in result.room.tables}
    if voice.state is not VoiceState.HEARD or table not in labels or voice.tables.get(table):
        return said_alone(state_reason(voice, labels), ending="")
    if table in voice.tables:
        return write_elsewhere(voice.attending, [labels[table]], is_none=True)
    return said_count("%(number)s coming", "%(number)s coming", voice.attending)


def tell_fate(result: Result, one: Nomination) -> Said:
    """Return the outcome of a nomination in a seating, as a clause without a full stop.

    Parameters
    ----------
    result : Result
    one : Nomination
    """
    one = name_person(one, result.people)
    fate = find_fate(one, result.room, result.plan, result.members)
    if fate is Fate.UNKNOWN:
        return _unknown_in_words(result, one)
    tables = label_tables(result)
    person = result.people.by_id.get(one.person or "")
    goes_to = result.plan.tables_of(one.person or "")
    seat = one.table if one.table in goes_to else None  # guests go to further sessions
    at = said_list([tables[each] for each in ([seat] if seat else goes_to)])
    wanted = tables.get(one.table or "", "")
    has_seats = one.table is None or any(table.id == one.table for table in result.room.tables)
    if fate in {Fate.FOLLOWED, Fate.ELSEWHERE} and person is not None and person.is_held:
        held = said("a seat is held at %(table)s, as nominated", table=at)
        return held if fate is Fate.FOLLOWED else said("a seat is held at %(table)s instead", table=at)
    if fate is Fate.FOLLOWED and one.table not in {None, *goes_to}:  # members of a governance table sit elsewhere
        return said("is a member of %(table)s, as nominated", table=wanted)
    if fate is Fate.ELSEWHERE and not has_seats:
        return said("is not a member of %(table)s, and sits at %(at)s", table=wanted, at=at)
    if fate is Fate.FOLLOWED and one.table is None:
        return said("sits at %(table)s", table=at)
    return {
        Fate.FOLLOWED: said("sits at %(table)s, as nominated", table=at),
        Fate.ELSEWHERE: said("sits at %(table)s instead", table=at),
        Fate.NOT_COMING: said("on the list but without a seat in this round"),
        Fate.NOT_INVITED: said("on the list, not invited yet"),
    }[fate]


def _unknown_in_words(result: Result, one: Nomination) -> Said:
    """Return what became of a text that names no person on the list."""
    mention = result.mention(one.text)
    if mention.kind is not MentionKind.ORGANIZATION:
        return tell_mention(result, mention, one.table)
    if not any(person in result.plan.seats for person in mention.ids):
        return said_count(
            "an organization: %(number)s person on the list is from there, without a seat in this round",
            "an organization: %(number)s people on the list are from there, none with a seat in this round",
            len(mention.ids),
        )
    return said_count(
        "an organization: %(number)s person on the list is from there",
        "an organization: %(number)s people on the list are from there",
        len(mention.ids),
    )


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
    if has_left_list(result, mention):
        return LEFT_LIST
    if mention.kind is MentionKind.PERSON:
        return said_count(
            "%(number)s person on the list has this name",
            "%(number)s people on the list have this name",
            len(mention.ids),
        )
    if voices := result.voices_meant(mention):
        return tell_where(result, voices[0], table)
    return tell_kind(result, mention.ids, table) if mention.is_on_list else NOT_BY_NAME


def has_left_list(result: Result, mention: Mention) -> bool:
    """Whether a text is the name of someone who was on an earlier list, and is not on this one."""
    return mention.kind is MentionKind.PERSON and not any(one in result.people.by_id for one in mention.ids)


NOT_BY_NAME = said("not on the list by this name")

LEFT_LIST = said("no longer on the list")
