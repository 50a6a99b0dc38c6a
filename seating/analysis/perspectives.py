"""The perspectives to invite people for: each unmet voice, role, need and cell of the frame by itself.

How many people are needed is counted for one perspective at a time. That one person could serve several perspectives is
left to `seating.analysis.recruitment`, which proves the fewest people who could cover all of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from seating.analysis.aims import Aim, WantedCells
from seating.analysis.newcomers import build_newcomer
from seating.analysis.recruitment import Recruitment
from seating.profiles import Person
from seating.requirements.base.kind import Ask
from seating.requirements.base.voices import Voice, VoiceState
from seating.room.plan import Plan, Room


@dataclass(frozen=True, slots=True)
class UnmetPerspective:
    """An unmet perspective, and how many people have to be invited for it.

    Attributes
    ----------
    aim : Aim
    state : VoiceState
    who : mapping of column to value or values
        The description of its people.
    people : int
        How many more are needed; at least 1.
    tables : tuple of str
        Ids of the tables that lack them in the seating, if each of them lacks some of these people; () otherwise.
    """

    aim: Aim
    state: VoiceState
    who: WantedCells
    people: int
    tables: tuple[str, ...]


def list_unmet_perspectives(
    judged: Iterable[tuple[Aim, Voice]], room: Room, plan: Plan, together: Recruitment | None
) -> tuple[UnmetPerspective, ...]:
    """Return the perspectives to invite people for, the worst first.

    A perspective is included if fewer of its people come than are needed. If enough come, but sit at other tables, it
    is included only if the fewest people who could cover everything include someone for it.

    Parameters
    ----------
    judged : iterable of (Aim, Voice)
        Each as it is foreseen in the plan.
    room : Room
    plan : Plan
    together : Recruitment or None
        The fewest people found who could cover everything.
    """
    found = []
    for aim, voice in judged:
        if not voice.lacks_people:
            continue
        who = wanted_cells(aim)
        short = list_short_tables(aim.ask, room, plan)
        people = max(aim.lack(room), min(_number_for(aim, together), sum(short.values())))
        if people and who:
            tables = tuple(short) if not aim.ask.for_room and sum(short.values()) == people else ()
            found.append(UnmetPerspective(aim, voice.state, who, people, tables))
    return tuple(sorted(found, key=lambda one: one.state.rank))


def wanted_cells(aim: Aim) -> WantedCells:
    """Return the description of the people of an aim; {} if none can be given."""
    if aim.ask.who is not None:
        plain: WantedCells = aim.ask.who.model_dump()
        return plain
    return dict(aim.alternatives[0]) if aim.alternatives else {}


def list_short_tables(ask: Ask, room: Room, plan: Plan) -> dict[str, int]:
    """Return how many people of a perspective each table lacks, by table id; open seats do not count."""
    members, coming = room.members(plan), room.coming_at(plan)
    short = {}
    for table in room.tables:
        have = sum(map(ask.matches, coming[table.id]))
        is_unused = table.open_if_needed and not members[table.id]
        if table.id in ask.tables and have < ask.at_least and not (ask.or_none and not have) and not is_unused:
            short[table.id] = ask.at_least - have
    return {} if ask.for_room else short


def _number_for(aim: Aim, together: Recruitment | None) -> int:
    """Return how many of the fewest people serve an aim."""
    if together is None:
        return 0
    return sum(invite.people for invite in together.invites if aim.ask.matches(_imagined(invite.who)))


def _imagined(who: WantedCells) -> Person:
    return build_newcomer("imagined", {column: str(value) for column, value in who.items()})
