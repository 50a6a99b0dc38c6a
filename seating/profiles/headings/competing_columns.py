"""The columns of a list, the decision on each of them, and the question which of several has a meaning."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from seating.profiles.cells.replies import Reply, read_reply
from seating.profiles.columns import NAME_PARTS, SEVERAL, Column
from seating.profiles.headings.contents import Contents
from seating.profiles.headings.evidence import MIN_POINTS, Candidate, candidates, key_of
from seating.profiles.notebook import Notebook
from seating.sources import Row
from seating.wording import fold, name_column, quoted, said, said_list, squashed

STATED = said("stated in the convening")

NAMES = frozenset({"name", "id", *NAME_PARTS})


OF_ALL = frozenset({"attending", "status"})
"""Meanings of which the column of an order counts as much as that of its tickets. Of all others, such as the name, the
address or the organization, those of the buyer are not those of the guest."""


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column on the sheet: its position, its heading ("" if there is none), its letter and its cells.

    `is_choice` marks a single choice of a question, and `has_replies` cells that were turned into replies.
    """

    index: int
    heading: str
    letter: str
    contents: Contents
    is_choice: bool = False
    has_replies: bool = False

    @property
    def called(self) -> str:
        """The heading, or "column B" for a column without one."""
        return self.heading or f"column {self.letter}"

    @property
    def column(self) -> Column:
        """The column, for a message."""
        return Column(self.called, self.called, self.letter, (self.index,), False)


@dataclass(frozen=True, slots=True)
class Decision:
    """The decision on a column.

    Attributes
    ----------
    seen : SheetColumn
    meaning : str
        As in `Candidate`.
    evidence : str
        The reasons in words, without quoting any cell.
    is_stated : bool
        Whether the convening states the meaning.
    is_private : bool
        Whether only the convener may see this custom column.
    is_dropped : bool
        Whether the column itself is not read, because it is empty and a filled column has the same meaning, or because
        the cells of that one tell what both say.
    is_guess : bool
        Whether the decision also depends on the cells, because the heading alone is not clear.
    might : tuple of str
        The known columns that a custom column could be instead.
    is_asked : bool
        Whether a note or an error asks what the column is.
    """

    seen: SheetColumn
    meaning: str
    evidence: str = ""
    is_stated: bool = False
    is_private: bool = False
    is_dropped: bool = False
    is_guess: bool = False
    might: tuple[str, ...] = ()
    is_asked: bool = False

    @property
    def key(self) -> str:
        """The canonical column; "own" or "private" for a custom column."""
        return key_of(self.meaning)

    @property
    def part(self) -> str:
        """The part of a party or of a name; "" for other columns."""
        return "" if self.meaning == self.key else self.meaning.removeprefix("party ")

    @property
    def told(self) -> str:
        """The chosen meaning, as notes name it."""
        return f"party ({self.part})" if self.key == "party" else self.meaning


@dataclass(slots=True)
class Decisions:
    """The columns of one list and the decisions made about them so far.

    Attributes
    ----------
    seen : list of SheetColumn
        The columns of the sheet, in order.
    body : sequence of Row
        The rows of people.
    said : mapping of int to str
        The meaning that the convening states for a column, by column index.
    used : collection of str
        Squashed headings that the convening uses as custom columns.
    line : int
        The line of the headings.
    notebook : Notebook
        Collects questions and notes about uncertain decisions.
    ranked : dict of int to list of Candidate
        The possible meanings of a column, best first, by column index.
    names : frozenset of int
        The columns of names by which the cells of all columns are compared with the people on the list.
    found : dict of int to Decision
        The decision, by column index.
    reported : set of int
        Columns that already have an error or a note.
    pending : dict of int to str
        Notes about custom columns; they are added unless the cells determine a meaning after all.
    """

    seen: list[SheetColumn]
    body: Sequence[Row]
    said: Mapping[int, str]
    used: Collection[str]
    line: int
    notebook: Notebook
    ranked: dict[int, list[Candidate]] = field(default_factory=dict)
    names: frozenset[int] = frozenset()
    found: dict[int, Decision] = field(default_factory=dict)
    reported: set[int] = field(default_factory=set)
    pending: dict[int, str] = field(default_factory=dict)


def has_room(meaning: str) -> bool:
    """Whether several columns may have a meaning."""
    return key_of(meaning) in SEVERAL or meaning in {"own", "private"}


def may_join(state: Decisions, one: SheetColumn, meaning: str) -> bool:
    """Whether a column may have a meaning with others: it is free, and its heading and cells show no other meaning."""
    if one.index in state.found or one.is_choice or squashed(one.heading) in state.used:
        return False
    others = (each for each in candidates(one.heading, one.contents) if each.key not in {meaning, "own", "private"})
    return not any(each.points >= MIN_POINTS for each in others)


def ask_which(state: Decisions, meant: str, first: SheetColumn, others: Sequence[SheetColumn]) -> None:
    """Report one error that asks which of several columns has a meaning that only one can have.

    Parameters
    ----------
    state : Decisions
    meant : str
        The meaning.
    first : SheetColumn
    others : sequence of SheetColumn
        The competing columns; the error is located at the first of them.
    """
    at, *rest = others
    rivals = said_list(name_column(one.called, one.letter) for one in (first, *rest))
    says = said("could be the column %(meant)s, and so could %(rivals)s", meant=quoted(meant), rivals=rivals)
    lines = [state.notebook.columns_line(meant, one.called) for one in (first, *others)]
    hint = state.notebook.offer(said("choose one"), lines)
    state.reported.update(one.index for one in (first, *others))
    state.notebook.problem("heading-ambiguous", says, state.line, at.column, at.called, hint)


def contradicts(state: Decisions, one: SheetColumn, other: SheetColumn) -> bool:
    """Whether any row has "no" in one column and does not have "no" in the other.

    Parameters
    ----------
    state : Decisions
    one : SheetColumn
        The column with the "no".
    other : SheetColumn
    """
    return any(
        read_reply(a) is Reply.NO and read_reply(b) is not Reply.NO
        for a, b in zip(cells_of(state, one), cells_of(state, other), strict=True)
    )


def cells_of(state: Decisions, one: SheetColumn) -> list[str]:
    """Return the folded cells of a column, one per row of people."""
    return [fold(row.cells[one.index]) if one.index < len(row.cells) else "" for row in state.body]
