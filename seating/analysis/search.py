"""Asks for lists of fewer and fewer people to invite, until there are none."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from seating.analysis.aims import Aim
from seating.analysis.descriptions import Description, Descriptions
from seating.analysis.imagined import Imagined, imagined
from seating.model import Model
from seating.plan import IntArray, Room
from seating.requirement import Requirement

__all__ = ["MOST_IMAGINED", "Answer", "Search"]

Answer = Callable[[Model], tuple[bool | None, IntArray | None]]
"""Whether all requirements of a model can hold, None when undecided; and where everybody sits then."""

MOST_IMAGINED = 400
"""People imagined to stay away or come, at most."""


class Search:
    """Asks for lists of fewer and fewer people.

    Attributes
    ----------
    is_smallest : bool
        Whether the list that was found is proven the smallest.
    is_hopeless : bool
        Whether no list helps.
    seats : mapping of person id to table id
        Where everybody sits who has a seat already, with the list that was found.
    """

    def __init__(
        self,
        room: Room,
        requirements: Sequence[Requirement],
        aims: Sequence[Aim],
        answer: Answer,
        descriptions: Descriptions,
        most: int,
    ) -> None:
        self._answer = answer
        self._most = most
        self._copies = max(1, min(most, MOST_IMAGINED // max(1, len(descriptions.found))))
        self._whole = descriptions.complete
        self._imagined: Imagined = imagined(room, requirements, aims, descriptions.found, self._copies)
        self.is_smallest = False
        self.is_hopeless = False
        self.seats: Mapping[str, str] = {}

    def fewest(self, least: int) -> tuple[tuple[Description, str], ...] | None:
        """Return the newcomers of the smallest list and their tables; None when there is none, or it is not found.

        Parameters
        ----------
        least : int
            People without whom it cannot be.
        """
        found = self._list_of(least)
        if found is not None:
            self.is_smallest = len(found) <= least
            return found
        found = self._list_of(self._most)
        if found is None:
            return None
        while len(found) > least:
            holds, tables = self._answer(self._imagined.at_most(len(found) - 1))
            if tables is None:
                self.is_smallest = holds is False and self._whole and self._copies >= len(found) - 1
                return found
            found = self._kept(tables)
        self.is_smallest = True
        return found

    def _list_of(self, most: int) -> tuple[tuple[Description, str], ...] | None:
        holds, tables = self._answer(self._imagined.at_most(most))
        self.is_hopeless = holds is False
        return None if tables is None else self._kept(tables)

    def _kept(self, tables: IntArray) -> tuple[tuple[Description, str], ...]:
        self.seats = self._imagined.seats(tables)
        return self._imagined.coming(tables)
