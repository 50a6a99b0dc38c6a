"""What typed texts mean to a result, as far as its reader may be told."""

from __future__ import annotations

from functools import partial

from seating.mentions import Mention, MentionKind, Resolver
from seating.profiles import People, Person
from seating.profiles.person import is_forgotten
from seating.requirements.base.voices import Voice
from seating.result.readers import may_tell
from seating.result.result_facts import Facts, keep
from seating.result.shared_requirements import list_public
from seating.room.tables import in_order_of_numbers
from seating.wording import fold


def resolve_mention(result: Facts, text: str) -> Mention:
    """Return what a typed text means."""
    return _build_resolver(result).resolve(text)


def resolve_table(result: Facts, text: str) -> Mention:
    """Return the table of the convening that a typed text means."""
    return _build_resolver(result).resolve_table(text)


def list_people_meant(result: Facts, text: str) -> tuple[Person, ...]:
    """Return the people on the list that a typed text names; () if there are none."""
    return _build_resolver(result).resolve_people(text)


def list_people_hinted(result: Facts, text: str) -> tuple[Person, ...]:
    """Return everyone that a printed text could give away, by the whole name or a part of it."""
    return result.people.with_part_of_name(text)


def list_unknown_texts(result: Facts) -> tuple[str, ...]:
    """Return the texts of all files that name no one and nothing that the list or the convening has, each once."""
    files = (result.commitments, result.invitations, result.harvest, result.resources, result.worksheets)
    written = (one for read in files if read is not None for one in read.written)
    found = {fold(one.text): one.text for one in written if not resolve_mention(result, one.text).is_known}
    return tuple(text for text in found.values() if not is_forgotten(text))


def list_voices_meant(result: Facts, mention: Mention) -> tuple[Voice, ...]:
    """Return the voices, roles and needs that a text is the name of; () if it is no such name."""
    if mention.kind is not MentionKind.VOICE:
        return ()
    return tuple(one for one in _list_named_voices(result) if one.id in mention.ids and one.name == mention.name)


@keep
def find_former(result: Facts) -> People:
    """Return the people on earlier lists, with their ids and names alone; a held seat was no one."""
    last = result.former_list
    rows = {} if last is None else {**last.earlier, **last.people}
    held = {one for past in result.room.history.rounds for one in past.held}
    return People(tuple(Person(id=one, name=was.name) for one, was in rows.items() if one not in held))


@keep
def _build_resolver(result: Facts) -> Resolver:
    """Return what resolves texts: the list, lists before it, and the voices, roles and needs that all may see."""
    voices = ((one.id, one.name) for one in _list_named_voices(result))
    tables = in_order_of_numbers(result.convening.tables)
    return Resolver(result.people, voices, find_former(result), partial(may_tell, result), tables)


@keep
def _list_named_voices(result: Facts) -> tuple[Voice, ...]:
    """Return the voices, roles and needs that all may see."""
    asked = (*result.review.asked, *(one for view in result.governance for one in view.review.asked))
    return list_public(result, asked)
