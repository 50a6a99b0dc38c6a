"""The inputs and the seating on the board at one moment, as the files say."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from seating.api.chair_orders import ChairOrders
from seating.api.head_tables import HeadTables, find_head_tables
from seating.api.inputs import RoundInputs
from seating.api.manual_seating import ManualSeating, add_who_is_named, judge_manual_seating, order_by_hand
from seating.api.result import Solved
from seating.present.languages import Words
from seating.report.person_names import name_alone
from seating.requirements.base.kind import is_lock
from seating.result.known_rounds import has_rounds
from seating.room.plan import find_valid_seats


@dataclass(frozen=True)
class Opened:
    """The inputs and the seating at one moment.

    Attributes
    ----------
    inputs : RoundInputs
    seating : ManualSeating
    known : dict of str to Solved
        The candidates that were judged already for these inputs, by name. Later moments with the same inputs share it.
    """

    inputs: RoundInputs
    seating: ManualSeating
    known: dict[str, Solved] = field(default_factory=dict)

    @cached_property
    def judged(self) -> Solved:
        """The judge's result for the seats there are."""
        judged = judge_manual_seating(self.inputs, self.seating.seats, self.chair_orders.chairs)
        return add_who_is_named(judged, self.inputs)

    @cached_property
    def chair_orders(self) -> ChairOrders:
        """The chair of everyone with a seat."""
        return order_by_hand(self.inputs, self.seating)

    @cached_property
    def head_tables(self) -> HeadTables:
        """The tables for which most of the people there were chosen."""
        return find_head_tables(self.inputs.requirements, self.seating.seats)

    @cached_property
    def unmet_before(self) -> int:
        """By how much the musts fell short before the last step that can be undone; without such a step, now."""
        if not self.seating.done:
            return self.judged.review.unmet
        return judge_manual_seating(self.inputs, self.seating.before).review.unmet

    def name_person(self, person: str, words: Words) -> str:
        """Return what sentences call a person on the list: with the organization if others have the name."""
        return words.tell(name_alone(self.judged, self.inputs.people.by_id[person]))

    @property
    def is_round_saved(self) -> bool:
        """Whether the open round has a seating in the ledger, which may differ from this one."""
        last = self.inputs.past.last
        return last is not None and last.number == self.inputs.room.round_number

    @property
    def has_rounds(self) -> bool:
        """Whether this is one of several rounds, or likely to be one; otherwise it is a single meal."""
        return has_rounds(self.judged)

    @property
    def has_saved_steps(self) -> bool:
        """Whether everyone who comes sits where the saved round has them. Others of the round may be absent now."""
        last = self.inputs.past.last
        return (
            self.is_round_saved
            and last is not None
            and self.seating.has_saved_chairs
            and find_valid_seats(self.inputs.room, last.seats) == self.seating.seats
        )

    @property
    def has_musts_elsewhere(self) -> bool:
        """Whether musts are about the members of governance tables, which the seats do not show."""
        return any(one.is_must for one in self.inputs.at_governance)

    def asks_the_same(self, result: Solved) -> bool:
        """Whether a result answers what is asked now: the same people, tables and requirements. Locks do not count."""
        room, then = self.inputs.room, result.room
        asked = tuple(one for one in result.requirements if not is_lock(one))
        return (
            (room.round_number, room.tables, room.persons) == (then.round_number, then.tables, then.persons)
            and asked == self.inputs.all_requirements
            and room.history == then.history
        )

    def is_described_by(self, result: Solved) -> bool:
        """Whether what a result states of its seating holds for the seats on the board."""
        return result.plan.seats == self.seating.seats and self.asks_the_same(result)

    def judge_candidate(self, name: str) -> Solved:
        """Return the judge's result for a seating that was kept under a name."""
        seats = find_valid_seats(self.inputs.room, self.seating.candidates[name])
        if name not in self.known or self.known[name].plan.seats != seats:
            self.known[name] = judge_manual_seating(self.inputs, seats)
        return self.known[name]
