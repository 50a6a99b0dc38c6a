"""What each column of a list was taken as, and which of several columns gets a meaning that only one can have."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from seating.profiles.cells.replies import Reply, read_reply
from seating.profiles.columns import Column
from seating.profiles.headings.contents import Contents
from seating.profiles.headings.evidence import TAKEN, Candidate
from seating.profiles.notebook import Notebook
from seating.sources import Row
from seating.wording import fold, listed, name_column, quoted

__all__ = [
    "NAMES",
    "SAID",
    "Decisions",
    "Seen",
    "Verdict",
    "ask_which",
    "cells_of",
    "columns_line",
    "contradicts",
    "settle",
]


SAID = "the convening says so"

NAMES = frozenset({"name", "first name", "last name", "id"})


FIRST_WINS = frozenset({"email", "phone"})
"""Columns of which the first that fits is taken; the others are kept, for the convener alone."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A column as it stands on the sheet: where, under which heading ("" for none), and its cells."""

    index: int
    heading: str
    letter: str
    contents: Contents
    is_choice: bool = False

    @property
    def called(self) -> str:
        """The heading, or a name of ours for a column without one."""
        return self.heading or f"column {self.letter}"

    @property
    def column(self) -> Column:
        """The column, for a message."""
        return Column(self.called, self.called, self.letter, (self.index,), False)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a column was taken as.

    Attributes
    ----------
    seen : Seen
    meaning : str
        As a `Candidate` has it.
    evidence : str
    is_said : bool
        Whether the convening says so.
    is_private : bool
        Whether a column of the list's own is for the convener alone.
    is_dropped : bool
        Whether nothing is read from it: it is empty beside a filled column that means the same.
    is_guess : bool
        Whether its cells had a say, since its heading alone does not say what it is.
    """

    seen: Seen
    meaning: str
    evidence: str = ""
    is_said: bool = False
    is_private: bool = False
    is_dropped: bool = False
    is_guess: bool = False

    @property
    def key(self) -> str:
        """The canonical column; "own" or "private" for one of the list's own."""
        if self.meaning.startswith("party"):
            return "party"
        return "name" if self.meaning in {"first name", "last name"} else self.meaning

    @property
    def part(self) -> str:
        """The part of a party; "" for other columns."""
        return self.meaning.removeprefix("party ") if self.key == "party" else ""

    @property
    def told(self) -> str:
        """What it was taken as, for a note."""
        return f"party ({self.part})" if self.key == "party" else self.meaning


@dataclass(slots=True)
class Decisions:
    """What is known and decided of the columns of one list, while meanings are chosen.

    Attributes
    ----------
    seen : list of Seen
        The columns of the sheet, in order.
    body : sequence of Row
        The rows of people.
    said : mapping of int to str
        For the index of a column, the meaning that the convening states.
    used : collection of str
        Squashed headings that the convening uses as columns of the list's own.
    line : int
        The line of the headings.
    notebook : Notebook
        Collects questions and decisions made in doubt.
    ranked : dict of int to list of Candidate
        For the index of a column, what it may mean, best first.
    found : dict of int to Verdict
        For the index of a column, the decision.
    asked : set of int
        Columns about which an error or a note was written already.
    doubted : dict of int to str
        Notes about columns of the list's own, written unless their cells give them a meaning after all.
    """

    seen: list[Seen]
    body: Sequence[Row]
    said: Mapping[int, str]
    used: Collection[str]
    line: int
    notebook: Notebook
    ranked: dict[int, list[Candidate]] = field(default_factory=dict)
    found: dict[int, Verdict] = field(default_factory=dict)
    asked: set[int] = field(default_factory=set)
    doubted: dict[int, str] = field(default_factory=dict)


def settle(state: Decisions, meant: str, rivals: list[tuple[Seen, Candidate]]) -> None:
    """Choose one of the columns that may have a meaning that only one can have."""
    settled = next((v for v in state.found.values() if v.meaning == meant and v.is_said), None)
    if not rivals or settled:
        for one, _ in rivals:
            state.found.setdefault(one.index, Verdict(one, "own"))
        return
    if any(one.contents.filled for one, _ in rivals):
        for one, each in [rival for rival in rivals if not rival[0].contents.filled]:
            state.found[one.index] = Verdict(one, "own", "it is empty", is_dropped=each.heading == 4)
        rivals = [rival for rival in rivals if rival[0].contents.filled]
    rivals.sort(key=lambda rival: (rival[1].cells < 0, -rival[1].points, -rival[1].heading, not rival[1].is_about_all))
    (first, best), others = rivals[0], rivals[1:]
    state.found[first.index] = Verdict(first, meant, best.evidence, is_guess=best.heading < 3)
    unclear: list[Seen] = []
    for one, each in others:
        if meant in FIRST_WINS:
            state.found[one.index] = Verdict(one, "private", each.evidence, is_private=True)
        elif _is_clear(state, meant, (first, best), (one, each)):
            _fall_back(state, meant, one, first)
        else:
            unclear.append(one)
    if unclear:
        ask_which(state, meant, first, unclear)


def _is_clear(state: Decisions, meant: str, winner: tuple[Seen, Candidate], loser: tuple[Seen, Candidate]) -> bool:
    """Whether one of two columns is better for a meaning without a doubt."""
    (one, best), (other, worse) = winner, loser
    if cells_of(state, one) == cells_of(state, other) or best.cells >= 0 > worse.cells:
        return True
    if meant == "attending":
        if not contradicts(state, other, one):
            return best.points > worse.points or (best.is_about_all and not worse.is_about_all)
        return best.heading >= 3 and best.is_about_all and not worse.is_about_all
    if best.heading == worse.heading and best.is_about_all == worse.is_about_all:
        return False
    return (best.points, best.is_about_all) > (worse.points, worse.is_about_all)


def _fall_back(state: Decisions, meant: str, one: Seen, winner: Seen) -> None:
    """Keep a column that another was preferred to, or take it for the next that it may be."""
    text = (
        f"{state.notebook.file}: {name_column(winner.called, winner.letter)} is read as {meant}. "
        f"{name_column(one.called, one.letter)} would also fit and is kept as your own column. "
        f"To use it instead, write in the convening: {columns_line(meant, one)}."
    )
    if meant in NAMES:
        following = next((each for each in state.ranked[one.index] if each.key != meant and each.points >= TAKEN), None)
        if following is not None:
            return  # looked at again with the names known
    state.found[one.index] = Verdict(one, "own", f"{quoted(winner.called)} fits better")
    state.asked.add(one.index)
    state.notebook.note("heading-chosen", text)


def ask_which(state: Decisions, meant: str, first: Seen, others: Sequence[Seen]) -> None:
    """Ask which of several columns has a meaning that only one can have: one error that names all of them.

    The error stands at the first of `others`, which are kept as the list's own columns.
    """
    at, *rest = others
    rivals = listed(name_column(one.called, one.letter) for one in (first, *rest))
    says = f"could be the column {quoted(meant)}, and so could {rivals}"
    lines = listed((columns_line(meant, one) for one in (first, *others)), last="or")
    hint = f"Say in the convening which one is meant: {lines}."
    state.asked.update(one.index for one in (first, *others))
    state.notebook.problem("heading-ambiguous", says, state.line, at.column, at.called, hint)
    state.found.update((one.index, Verdict(one, "own")) for one in others)


def contradicts(state: Decisions, one: Seen, other: Seen) -> bool:
    """Whether somebody says no in one column and not in the other."""
    return any(
        read_reply(a) is Reply.NO and read_reply(b) is not Reply.NO
        for a, b in zip(cells_of(state, one), cells_of(state, other), strict=True)
    )


def cells_of(state: Decisions, one: Seen) -> list[str]:
    """Return the folded cells of a column, one for each row of people."""
    return [fold(row.cells[one.index]) if one.index < len(row.cells) else "" for row in state.body]


def columns_line(key: str, one: Seen) -> str:
    """Return the line of a convening that says what a column means."""
    return f"columns: {{{key}: {quoted(one.called)}}}"
