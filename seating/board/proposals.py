"""A better seating that waits for an answer: who moves, what changes, and which printed cards no longer hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from seating.api.changed_cards import count_cards, list_changed_cards
from seating.api.request import Request
from seating.api.result import Solved
from seating.board.move_effects import MoveEffect, describe_change
from seating.board.opened import Opened
from seating.present.languages import Words
from seating.profiles.heads import count_heads, say_gone
from seating.report.person_names import name_alone
from seating.wording import said_count


@dataclass(frozen=True, slots=True)
class Proposal:
    """A seating that a search has found, before anyone has applied it.

    Attributes
    ----------
    name : str
        The name of the step that applies it.
    since : int
        The number of the last step of the seating from which the search began.
    seats : mapping of person id to table id
        The new seats of those who move. Everybody has a seat before and after.
    result : Solved
        The whole seating, judged.
    """

    name: str
    since: int
    seats: Mapping[str, str]
    result: Solved


@dataclass(frozen=True, slots=True)
class Mover:
    """A person who moves, with the names of the tables."""

    name: str
    origin: str
    target: str


@dataclass(frozen=True, slots=True)
class ProposalView:
    """What a screen shows of a proposal.

    Attributes
    ----------
    moves : str
        How many people move.
    movers : tuple of Mover
        Who moves, from which table and to which.
    effect : MoveEffect
        What changes, by the judge.
    printed : str
        How many cards of the written packet change; "" if no packet is written, or if none does.
    cards : tuple of str
        The names on them.
    """

    moves: str
    movers: tuple[Mover, ...]
    effect: MoveEffect
    printed: str
    cards: tuple[str, ...]


def view_proposal(proposal: Proposal, opened: Opened, request: Request, words: Words) -> ProposalView:
    """Return what a screen shows of a proposal.

    Parameters
    ----------
    proposal : Proposal
    opened : Opened
        The seating on the board, from which the search began.
    request : Request
        Its output folder has the packet, if one is written.
    words : Words
    """
    room, now = opened.inputs.room, opened.seating.seats
    persons = [person for person in room.persons if person.id in proposal.seats]
    heads = say_gone(count_heads(persons))
    movers = [
        Mover(
            words.tell(name_alone(proposal.result, one)),
            room.table(now[one.id]).label,
            room.table(proposal.seats[one.id]).label,
        )
        for one in persons
    ]
    changed = list_changed_cards(opened.inputs, request, proposal.result.plan)
    cards = [words.tell(name_alone(proposal.result, room.persons[room.index[one]])) for one in changed]
    return ProposalView(
        moves=words.tell(said_count("%(heads)s moves", "%(heads)s move", len(persons), heads=heads)),
        movers=tuple(movers),
        effect=describe_change(opened.judged, proposal.result),
        printed=words.tell(count_cards(len(cards))) if cards else "",
        cards=tuple(cards),
    )
