"""A seating as `import seating` hands it over: few names, and what a notebook shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

from seating.api.explain import Explanation, explain_result
from seating.api.request import Request
from seating.api.result import Solved
from seating.api.seating_frame import build_frame, extend_frame, list_members, render_tables
from seating.report.missing import Missing, list_missing
from seating.result import Judged

INTERFACE = (
    *("status", "penalty", "bound", "gap", "tables", "unmet", "missing", "rounds", "moves", "repair", "notes"),
    *("frame", "explain", "to_html", "to_record"),
)
"""The names that keep their meaning between versions. A notebook completes these alone."""


@dataclass(frozen=True, repr=False)
class Seating(Solved):
    """A seating with the verdict on it.

    `status`, `penalty`, `bound` and `gap` tell how good it is, and `notes` what was noticed. A notebook shows its
    tables. The other attributes are those of `Facts`, and might change with a new version.
    """

    @classmethod
    def of(cls, solved: Solved) -> Seating:
        """Return what a command found as a seating."""
        found = {field.name: getattr(solved, field.name) for field in fields(solved)}
        return cls(**{**found, "ahead": tuple(map(cls.of, solved.ahead))})

    def __dir__(self) -> Sequence[str]:
        return INTERFACE

    @property
    def tables(self) -> dict[str, tuple[str, ...]]:
        """The names of the people at each table, by the id of the table; `review` and `repair` take this as a seating.

        People of one name have their organization in parentheses.
        """
        return {
            table: tuple(map(self.people.label_apart, members))
            for table, members in list_members(self.room, self.plan).items()
        }

    @property
    def unmet(self) -> tuple[Judged, ...]:
        """The requirements that are not met: each has an `id`, a `sentence`, `is_must` and a `penalty`."""
        return tuple(one for one in self.judged if not one.met)

    @property
    def missing(self) -> tuple[Missing, ...]:
        """Who is missing: each row has a `name`, a `state`, and how many `people`, as in the report."""
        return list_missing(self)

    @property
    def rounds(self) -> tuple[Seating, ...]:
        """The round itself and the later ones that were planned together with it."""
        return (self, *self.ahead)

    def frame(self, like: Any = None) -> Any:
        """Return the seating as a data frame, one row for each person with a seat, or for each row of a list.

        Parameters
        ----------
        like : data frame, optional
            The list, in any order, or some of its rows. The result is a frame of the same library with all its columns
            and its index, and with the columns of the seating besides; they are blank for those who have no seat.
            People of one name and organization are told apart by an id, or else by their order. By default, the
            result is a pandas frame with the columns of `seating.csv`.

        Raises
        ------
        InputError
            When `like` is no list of people.
        """
        return build_frame(self) if like is None else extend_frame(self, like)

    def explain(self, person: str) -> Explanation:
        """Return why a person sits at their table, and what each other table would cost.

        Parameters
        ----------
        person : str
            An id or a name.

        Raises
        ------
        InputError
            When the person is unknown.
        """
        return explain_result(Request(seed=self.seed, write=False), self, person)

    def _repr_html_(self) -> str:
        return render_tables(self)
