"""Compare the cases of a study: which of them no one would choose, and how far their seatings differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from itertools import combinations
from math import comb
from typing import Any

from pydantic import TypeAdapter

ERROR = "error"
"""The status of a case that could not be read or solved."""


@dataclass(frozen=True)
class Goals:
    """What a convener wants less of, in the order in which cases are ranked.

    Attributes
    ----------
    unmet : int
        Unmet units of the musts, counted by the requirements as the convening states them.
    not_heard : int
        Voices that are not heard.
    left_out : int
        People with a seat in the convening as it is, who have none in the case. Held seats do not count.
    penalty : int
        Counted in the same way as `unmet`.
    """

    unmet: int
    not_heard: int
    left_out: int
    penalty: int

    @property
    def numbers(self) -> tuple[int, ...]:
        """The numbers in the order of the fields."""
        return self.unmet, self.not_heard, self.left_out, self.penalty


@dataclass(frozen=True)
class Public:
    """The numbers of a case without the points of private shoulds, for files that others read.

    Attributes
    ----------
    penalty, bound : int
        As those of the case; the bound is None if it could show points that are left out.
    penalty_as_stated : int
        As the penalty of the goals.
    is_partial : bool
        Whether points are left out.
    """

    penalty: int
    bound: int | None
    penalty_as_stated: int
    is_partial: bool


@dataclass(frozen=True)
class CaseResult:
    """How one case was solved, with what others may see of it.

    Attributes
    ----------
    key : str
        Hash of everything that the result depends on.
    values : mapping of str to value
        What the case changes, by the key of the factor.
    status : str
        "optimal", "feasible", "impossible", "no_seating", or "error".
    unmet, penalty, bound : int
        As `solve` reports them for the case; the bound is None without a proof.
    goals : Goals or None
        The numbers by which cases are compared; None for an error.
    public : Public or None
        The numbers that others may see; None for an error.
    broken : mapping of str to int or None
        Ids of unmet requirements, as others may see them, with the shortfall; None if it is private.
    not_heard : tuple of (str, str)
        The name and the state of each voice that is not heard.
    worst : tuple of (str, int) or None
        The id of the person that the shortfalls of shoulds concern most, and their points; None if there is no one.
    seats : mapping of person id to table id
    further : mapping of person id to tuple of table id
        In a season of sessions, the further tables to which a person goes.
    seconds : float
    message : str
        Why the case failed, or which musts are unmet; "" for none. It may quote a cell of a private column.
    shared_message : str
        The same without a quoted cell, for the page and the table.
    is_proven_different : bool
        Whether it is proven that no seating within the limits differs more from the candidates before it.
    has_voices : bool
        Whether the case asks for a voice, as far as others may know.
    """

    key: str
    values: Mapping[str, Any]
    status: str
    unmet: int = 0
    penalty: int = 0
    bound: int | None = None
    goals: Goals | None = None
    public: Public | None = None
    broken: Mapping[str, int | None] = field(default_factory=dict)
    not_heard: tuple[tuple[str, str], ...] = ()
    worst: tuple[str, int] | None = None
    seats: Mapping[str, str] = field(default_factory=dict)
    further: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    seconds: float = 0.0
    message: str = ""
    shared_message: str = ""
    is_proven_different: bool = False
    has_voices: bool = True

    def as_plain(self) -> dict[str, Any]:
        """Return the result as it is written to a line of JSON."""
        return asdict(self)

    @classmethod
    def of(cls, plain: Any) -> CaseResult:
        """Return the result that was written as a line of JSON.

        Raises
        ------
        ValueError
            If the line is damaged, or an earlier version wrote it without the numbers that others may see.
        """
        result = _VALID.validate_python(plain)
        if result.goals is not None and result.public is None:
            raise ValueError("the line has no public numbers")
        return result

    def for_others(self) -> CaseResult:
        """Return the result with the numbers that others may see in place of all numbers."""
        if self.public is None or self.goals is None:
            return self
        goals = replace(self.goals, penalty=self.public.penalty_as_stated)
        return replace(
            self, penalty=self.public.penalty, bound=self.public.bound, goals=goals, message=self.shared_message
        )


_VALID = TypeAdapter(CaseResult)


@dataclass(frozen=True)
class Case:
    """One combination of values, or another seating of the best one.

    Attributes
    ----------
    number : int
        In the study, from 1.
    values : mapping of str to value
    key : str
        Hash of everything that the result depends on.
    result : CaseResult or None
        None if it is not solved yet.
    candidate : int
        For another seating of the best case, its number among the candidates, from 2; otherwise 0.
    """

    number: int
    values: Mapping[str, Any]
    key: str
    result: CaseResult | None = None
    candidate: int = 0

    @property
    def goals(self) -> Goals | None:
        """The numbers by which cases are compared; None if there is no seating."""
        return None if self.result is None else self.result.goals


def rank_cases(cases: Iterable[Case]) -> list[Case]:
    """Return the cases with a seating, the best first: by their goals, in the order of these, then by number."""
    return sorted(
        (one for one in cases if one.goals), key=lambda one: (one.goals.numbers if one.goals else (), one.number)
    )


def find_dominated(cases: Iterable[Case]) -> Mapping[int, int]:
    """Return the numbers of cases that no one would choose, each with a case that is better.

    A case is dominated if another is at least as good in every goal and better in one. Candidates are left out, because
    they may cost more on purpose.

    Parameters
    ----------
    cases : iterable of Case
    """
    best: dict[tuple[int, ...], int] = {}
    found = {}
    for case in rank_cases(one for one in cases if not one.candidate):  # what dominates a case comes before it
        assert case.goals is not None
        numbers = case.goals.numbers
        better = next((n for other, n in best.items() if other != numbers and _is_at_most(other, numbers)), None)
        if better is None:
            best.setdefault(numbers, case.number)
        else:
            found[case.number] = better
    return found


def _is_at_most(one: Sequence[int], other: Sequence[int]) -> bool:
    return all(a <= b for a, b in zip(one, other, strict=True))


def find_distance(
    seats: Mapping[str, str],
    others: Mapping[str, str],
    further: Mapping[str, Sequence[str]] | None = None,
    others_further: Mapping[str, Sequence[str]] | None = None,
) -> float:
    """Return how far two seatings differ, from 0 to 1, by the pairs of people who sit together.

    It is the share, among the pairs who share a table in at least one of the seatings, of those who do so in only one.
    People who have a seat in only one of them do not count.

    Parameters
    ----------
    seats, others : mapping of person id to table id
    further, others_further : mapping of person id to sequence of table id, optional
        In a season of sessions, the further tables of people, where they sit too.

    Examples
    --------
    >>> find_distance({"a": "t1", "b": "t1", "c": "t2"}, {"a": "t1", "b": "t2", "c": "t2"})
    1.0
    >>> find_distance({"a": "t1", "b": "t2"}, {"a": "t2", "b": "t2"}, {"a": ["t2"]}, {"a": ["t1"]})
    0.0
    """
    if further or others_further:
        here_pairs = _list_pairs(seats, further or {}, others)
        there_pairs = _list_pairs(others, others_further or {}, seats)
        all_pairs = here_pairs | there_pairs
        return len(here_pairs ^ there_pairs) / len(all_pairs) if all_pairs else 0.0
    both = [(seats[person], others[person]) for person in seats if person in others]
    here, there, together = (
        sum(comb(n, 2) for n in Counter(part).values())
        for part in ([one for one, _ in both], [other for _, other in both], both)
    )
    either = here + there - together
    return 0.0 if either == 0 else 1 - together / either


def _list_pairs(
    seats: Mapping[str, str], further: Mapping[str, Sequence[str]], counted: Container[str]
) -> set[tuple[str, str]]:
    """Return the pairs of people who share at least one table, among the people who count."""
    at: dict[str, list[str]] = {}
    for person in sorted(seats):
        if person in counted:
            for table in {seats[person], *further.get(person, ())}:
                at.setdefault(table, []).append(person)
    return {pair for people in at.values() for pair in combinations(people, 2)}
