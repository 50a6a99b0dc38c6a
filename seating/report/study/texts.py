"""What a study found, in sentences and as a table. The terminal, the page and the spreadsheet share these."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import combinations
from typing import Any

from seating.analysis.cases import ERROR, Case, Goals, find_distance, find_dominated, rank_cases
from seating.forms import csv_bytes
from seating.record.fields import SCHEMA_VERSION
from seating.record.study import StudyRecord
from seating.wording import message, said, said_count, said_list, shortened

STATUSES: Mapping[str, str] = {
    "optimal": message("optimal"),
    "feasible": message("good, not proven optimal"),
    "impossible": message("musts cannot all be met"),
    "no_seating": message("no seating found that meets all musts"),
    ERROR: message("failed"),
}

BY_CHANCE = frozenset({"absences"})
"""Factors whose values no one chooses."""

MOST_NAMED = 3
"""Maximum number of voices that a sentence names."""

MOST_COMPARED = 12
"""Maximum number of values of a factor that a sentence compares."""

COLUMNS = (
    *("status", "unmet", "penalty", "bound", "voices_not_heard", "left_out", "worst_off", "worst_off_points"),
    *("unmet_as_stated", "penalty_as_stated", "differs_from_best", "worse_than", "broken", "message", "candidate"),
)


@dataclass(frozen=True)
class Comparison:
    """The cases of a study, compared.

    Attributes
    ----------
    cases : tuple of Case
        Numbered from 1.
    title : str
        That of the convening.
    people : mapping of person id to str
        Their names.
    sentences : mapping of requirement id to str
        What the requirements of the convening say, without private ones.
    wanted : int
        The number of candidates that were searched, the best case included; 0 for none.
    within : int
        How many penalty points a candidate may cost more than the best case.
    origin : int
        The number of the case whose other seatings the candidates are; 0 for the best case.
    is_partial : bool
        Whether points of private shoulds are left out of the numbers.
    """

    cases: tuple[Case, ...]
    title: str = ""
    people: Mapping[str, str] = field(default_factory=dict)
    sentences: Mapping[str, str] = field(default_factory=dict)
    wanted: int = 0
    within: int = 0
    origin: int = 0
    is_partial: bool = False

    def for_others(self) -> Comparison:
        """Return the comparison by the numbers that others may see."""
        best = self._case_of_candidates
        results = [case.result for case in self.cases if case.result is not None]
        return replace(
            self,
            cases=tuple(
                case if case.result is None else replace(case, result=case.result.for_others()) for case in self.cases
            ),
            origin=0 if best is None else best.number,
            is_partial=any(one.public is not None and one.public.is_partial for one in results),
        )

    @property
    def _case_of_candidates(self) -> Case | None:
        return next((case for case in self.ranked if not case.candidate and self.origin in (0, case.number)), None)

    @cached_property
    def ranked(self) -> Sequence[Case]:
        """The cases with a seating, the best first."""
        return rank_cases(self.cases)

    @cached_property
    def dominated(self) -> Mapping[int, int]:
        """The numbers of cases that no one would choose, each with a case that is better."""
        return find_dominated(self.cases)

    @cached_property
    def failed(self) -> Sequence[Case]:
        """The cases that could not be read or solved."""
        return [case for case in self.cases if case.result is not None and case.result.goals is None]

    @cached_property
    def candidates(self) -> Sequence[Case]:
        """A case and the other seatings of it that were found, in this order; () if none were asked for."""
        first = self._case_of_candidates
        found = [case for case in self.cases if case.candidate and case.goals]
        return [*([] if first is None else [first]), *found] if self.wanted > 1 else ()

    @property
    def waiting(self) -> int:
        """The number of cases that are not solved yet."""
        return sum(1 for case in self.cases if case.result is None)

    @cached_property
    def factors(self) -> Mapping[str, Sequence[Any]]:
        """The values of each factor that varies, in the order of the cases."""
        found: dict[str, list[Any]] = {}
        for case in self.cases:
            for key, value in case.values.items():
                values = found.setdefault(key, [])
                if value not in values:
                    values.append(value)
        return {key: values for key, values in found.items() if len(values) > 1}

    def distance(self, case: Case, other: Case | None = None) -> float | None:
        """Return how far the seating of a case differs from that of another, by default of the best; None for none."""
        other = other or (self.ranked[0] if self.ranked else None)
        if case.goals is None or case.result is None or other is None or other.result is None:
            return None
        one, two = case.result, other.result
        return find_distance(one.seats, two.seats, one.further, two.further)

    def describe(self) -> Iterator[str]:
        """Yield what the study found: first what each factor changes, then the best case, and what failed."""
        if not self.ranked:
            yield said("No case has a seating.")
        for key, values in self.factors.items():
            if key not in BY_CHANCE and (text := self._compare(key, values)):
                yield text
        if self.ranked:
            yield self._describe_best()
        if len(self.candidates) > 1:
            yield from self._describe_candidates()
        if self.candidates and not self.waiting and len(self.candidates) < self.wanted:
            yield said_count(
                "Only %(number)s good seating was found. A larger distance might give more.",
                "Only %(number)s different good seatings were found. A larger distance might give more.",
                len(self.candidates),
            )
        if n := len(self.dominated):
            yield said_count(
                "%(number)s case can be ruled out: another case is at least as good in every number, and better "
                "in one.",
                "%(number)s cases can be ruled out: for each, another case is at least as good in every number, "
                "and better in one.",
                n,
            )
        if n := len(self.failed):
            yield said_count("%(number)s case failed.", "%(number)s cases failed.", n)
        if self.is_partial:
            yield said(
                "Points from private requirements are not included in the penalties and do not affect the "
                "order of the cases."
            )
        if self.waiting:
            yield said_count("%(number)s case is not solved yet.", "%(number)s cases are not solved yet.", self.waiting)

    def _compare(self, key: str, values: Sequence[Any]) -> str:
        """Return how the best cases of each value of a factor differ; "" if there is nothing to compare."""
        best = {n: next((c for c in self.ranked if c.values.get(key) == value), None) for n, value in enumerate(values)}
        goals = [case.goals for case in best.values() if case is not None and case.goals is not None]
        if len(values) < 2 or not goals:
            return ""
        differ = [
            n for n, numbers in enumerate(zip(*(one.numbers for one in goals), strict=True)) if len({*numbers}) > 1
        ]
        if not differ and len(goals) == len(values):
            names = said_list(describe_value(key, value) for value in values)
            return said(
                "%(values)s: the same number of unmet musts, voices not fully in the room and people left out, and the "
                "same penalty.",
                values=names,
            )
        clauses = []
        for n, value in enumerate(values[:MOST_COMPARED]):
            case, waits = best[n], any(one.result is None and one.values.get(key) == value for one in self.cases)
            none = said("not solved yet") if waits else said("no case could be solved")
            found = none if case is None or case.goals is None else _clause(case, case.goals, differ[:2] or (0, 3))
            clauses.append(said("%(value)s: %(goals)s", value=describe_value(key, value), goals=found))
        return said("%(clauses)s.", clauses=_join(clauses))

    def _describe_best(self) -> str:
        first = self.ranked[0]
        assert first.goals is not None
        same = sum(1 for case in self.ranked if case.goals == first.goals) - 1
        what = describe_case(first, self.factors or {key: (value,) for key, value in first.values.items()})
        goals = _clause(first, first.goals, range(4))
        best = said("The best case so far") if self.waiting else said("The best case")
        if same:
            return said_count(
                "%(best)s is %(case)s (%(what)s): %(goals)s. %(number)s other case is as good.",
                "%(best)s is %(case)s (%(what)s): %(goals)s. %(number)s other cases are as good.",
                same,
                best=best,
                case=first.number,
                what=what,
                goals=goals,
            )
        return said("%(best)s is %(case)s (%(what)s): %(goals)s.", best=best, case=first.number, what=what, goals=goals)

    def _describe_candidates(self) -> Iterator[str]:
        least = min(self.distance(one, other) or 0.0 for one, other in combinations(self.candidates, 2))
        yield said(
            "The candidates are cases %(cases)s. Any two of them differ in at least %(share)s of their pairs.",
            cases=said_list(str(case.number) for case in self.candidates),
            share=f"{int(least * 100)} %",
        )
        proven = [str(c.number) for c in self.candidates[1:] if c.result is not None and c.result.is_proven_different]
        if len(proven) == len(self.candidates) - 1:
            yield said(
                "For each candidate after the first, it is proven that no seating within the limits differs "
                "more from the candidates before it."
            )
        elif proven:
            yield said_count(
                "It is proven for case %(cases)s that no seating within the limits differs more from the "
                "candidates before it. Of the seatings that were found, the other candidates differ most.",
                "It is proven for cases %(cases)s that no seating within the limits differs more from the "
                "candidates before it. Of the seatings that were found, the other candidates differ most.",
                len(proven),
                cases=said_list(proven),
            )
        elif any(case.result and case.result.further for case in self.candidates):
            yield said(
                "The search compared each person’s seat only. People were invited to further sessions afterward, "
                "so other seatings might differ more."
            )
        else:
            yield said("Of the seatings that were found, these differ most.")

    def rows(self) -> Iterator[tuple[str, ...]]:
        """Yield the cells of each case, as in `study.csv`."""
        for case in self.cases:
            one = case.result
            values = [_as_cell(case.values.get(key, "")) for key in self.factors]
            if one is None:
                yield (str(case.number), *values, "not solved yet", *[""] * (len(COLUMNS) - 1))
                continue
            far, goals = self.distance(case), one.goals
            worst = ("", "") if one.worst is None else (self.people.get(one.worst[0], one.worst[0]), str(one.worst[1]))
            numbers = ("", "") if goals is None else (str(one.unmet), str(one.penalty))
            yield (
                *(str(case.number), *values, one.status, *numbers, "" if one.bound is None else str(one.bound)),
                "; ".join(name for name, _ in one.not_heard),
                *("" if goals is None else str(goals.left_out), *worst),
                *(("", "") if goals is None else (str(goals.unmet), str(goals.penalty))),
                *("" if far is None else f"{far:.3f}", str(self.dominated.get(case.number, ""))),
                *("; ".join(one.broken), one.shared_message, str(case.candidate or "")),
            )


def _join(clauses: Iterable[str], pattern: str = message("%(first)s; %(second)s")) -> str:
    """Join clauses so that each can be translated."""
    joined, *others = clauses
    for clause in others:
        joined = said(pattern, first=joined, second=clause)
    return joined


def describe_value(key: str, value: Any) -> str:
    """Return one value of a factor in words.

    Parameters
    ----------
    key : str
        The factor.
    value : object
    """
    match key:
        case "tables":
            return said_count("%(number)s table", "%(number)s tables", value)
        case "seats":
            return said("%(seats)s seats at each table", seats=_as_cell(value))
        case "without" if value:
            return said("without %(people)s", people=said_list(value))
        case "without":
            return said("with everyone")
        case "with" if value:
            return said("with %(people)s", people=said_list(value))
        case "with":
            return said("no one added")
        case "absences":
            return said("simulated day %(number)s", number=value) if value else said("no one absent")
        case "seed":
            return said("seed %(number)s", number=value)
        case "" | "date":
            return _as_cell(value)
    return said("%(key)s %(value)s", key=key.removeprefix("requirements."), value=_as_cell(value))


def describe_case(case: Case, factors: Mapping[str, Sequence[Any]]) -> str:
    """Return the values of a case in words, without those that do not vary."""
    values = [describe_value(key, case.values[key]) for key in factors]
    return said_list([*values, said("candidate %(number)s", number=case.candidate)] if case.candidate else values)


def describe_goals(case: Case) -> str:
    """Return how good a case is, in words; "" without a seating."""
    return "" if case.goals is None else _clause(case, case.goals, range(4))


def _clause(case: Case, goals: Goals, which: Sequence[int]) -> str:
    """Return some of the numbers of a case as a clause, by their places in `Goals.numbers`.

    Voices are left out if the case asks for none, unless nothing else is told.
    """
    assert case.result is not None
    names = [shortened(name, 60) for name, _ in case.result.not_heard]
    named = said_list(names) if len(names) <= MOST_NAMED else ""
    if not goals.not_heard:
        voices = said("every voice is fully in the room")
    elif named:
        voices = said_count(
            "%(number)s voice is not fully in the room (%(names)s)",
            "%(number)s voices are not fully in the room (%(names)s)",
            goals.not_heard,
            names=named,
        )
    else:
        voices = said_count(
            "%(number)s voice is not fully in the room", "%(number)s voices are not fully in the room", goals.not_heard
        )
    every = (
        said_count("the musts fall short by %(number)s", "the musts fall short by %(number)s", goals.unmet)
        if goals.unmet
        else said("all musts are met"),
        voices,
        said_count("%(number)s person is left out", "%(number)s people are left out", goals.left_out)
        if goals.left_out
        else said("no one is left out"),
        said("penalty %(number)s", number=f"{goals.penalty:,}"),
    )
    told = [n for n in which if n != 1 or goals.not_heard or case.result.has_voices]
    return _join((every[n] for n in told or which), message("%(first)s, %(second)s"))


def _as_cell(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(map(str, value))
    return str(value).lower() if isinstance(value, bool) else str(value)


def study_csv(comparison: Comparison) -> bytes:
    """Return `study.csv`: one row for each case."""
    return csv_bytes(("case", *comparison.factors, *COLUMNS), comparison.rows())


def study_record(comparison: Comparison, files: Mapping[str, str]) -> StudyRecord:
    """Return what a study found as a record.

    Parameters
    ----------
    comparison : Comparison
    files : mapping of str to str
        The files that were written, by name.
    """
    headings = ("case", *comparison.factors, *COLUMNS)
    return StudyRecord(
        schema_version=SCHEMA_VERSION,
        found=list(comparison.describe()),
        cases=[dict(zip(headings, row, strict=True)) for row in comparison.rows()],
        files=dict(files),
    )
