"""The decision on each column of a list, and the choice between columns that compete for one meaning."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from seating.profiles.cells.replies import Reply, read_reply
from seating.profiles.columns import NAME_PARTS, Column
from seating.profiles.headings.contents import Contents
from seating.profiles.headings.evidence import MIN_POINTS, Candidate, key_of
from seating.profiles.headings.person_roles import PersonRole, are_of_different_people, read_role
from seating.profiles.notebook import Notebook
from seating.sources import Row
from seating.wording import fold, name_column, quoted, said, said_list

STATED = said("stated in the convening")

NAMES = frozenset({"name", "id", *NAME_PARTS})


FIRST_WINS = frozenset({"email", "phone"})
"""Meanings for which the first fitting column is chosen; the other columns are kept as private."""


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
        Whether the column is not read, because it is empty and a filled column has the same meaning.
    is_guess : bool
        Whether the decision also depends on the cells, because the heading alone is not clear.
    slot : str
        The person of a family of columns whose name this column has a part of; "" for other columns.
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
    slot: str = ""
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
    found: dict[int, Decision] = field(default_factory=dict)
    reported: set[int] = field(default_factory=set)
    pending: dict[int, str] = field(default_factory=dict)


def choose_one(state: Decisions, meant: str, rivals: list[tuple[SheetColumn, Candidate]]) -> None:
    """Choose one of several columns for a meaning that only one can have.

    Parameters
    ----------
    state : Decisions
        Gets the decisions.
    meant : str
        The meaning.
    rivals : list of (SheetColumn, Candidate)
        The columns that may have it.
    """
    settled = next((v for v in state.found.values() if v.meaning == meant and v.is_stated), None)
    if not rivals or settled:
        for one, _ in rivals:
            state.found.setdefault(one.index, Decision(one, "own"))
        return
    if any(one.contents.filled for one, _ in rivals):
        for one, each in [rival for rival in rivals if not rival[0].contents.filled]:
            state.found[one.index] = Decision(one, "own", "it is empty", is_dropped=each.heading == 4)
        rivals = [rival for rival in rivals if rival[0].contents.filled]
    roles = {one.index: read_role(one.heading) for one, _ in rivals}
    has_guest = PersonRole.GUEST in roles.values() and meant not in OF_ALL
    rivals.sort(
        key=lambda rival: (
            has_guest and roles[rival[0].index] is PersonRole.BEHIND,
            rival[1].cells < 0,
            -rival[1].points,
            -rival[1].heading,
            not rival[1].is_about_all,
        )
    )
    (first, best), others = rivals[0], rivals[1:]
    state.found[first.index] = Decision(first, meant, best.evidence, is_guess=best.heading < 3)
    unclear: list[SheetColumn] = []
    for one, each in others:
        if meant in FIRST_WINS:
            state.found[one.index] = Decision(one, "private", each.evidence, is_private=True)
        elif _is_clear(state, meant, (first, best), (one, each)):
            _fall_back(state, meant, (one, each), first)
        else:
            unclear.append(one)
    if unclear:
        ask_which(state, meant, first, unclear)


def _is_clear(
    state: Decisions, meant: str, winner: tuple[SheetColumn, Candidate], loser: tuple[SheetColumn, Candidate]
) -> bool:
    """Whether the first of two columns is clearly better for a meaning."""
    (one, best), (other, worse) = winner, loser
    if meant not in OF_ALL and are_of_different_people(one.heading, other.heading):
        return True
    if cells_of(state, one) == cells_of(state, other) or best.cells >= 0 > worse.cells:
        return True
    if meant == "attending":
        if _answers_for_blank(state, other, one) or (not best.is_about_all and _refuses_who_accept(state, one, other)):
            return False
        if not contradicts(state, other, one):
            return best.points > worse.points or (best.is_about_all and not worse.is_about_all)
        return best.heading >= 3 and best.is_about_all and not worse.is_about_all
    if best.heading == worse.heading and best.is_about_all == worse.is_about_all:
        return False
    return (best.points, best.is_about_all) > (worse.points, worse.is_about_all)


def _answers_for_blank(state: Decisions, one: SheetColumn, other: SheetColumn) -> bool:
    """Whether any row has "no" in one column and nothing at all in the other."""
    cells = zip(cells_of(state, one), cells_of(state, other), strict=True)
    return any(read_reply(a) is Reply.NO and not b for a, b in cells)


def _refuses_who_accept(state: Decisions, one: SheetColumn, other: SheetColumn) -> bool:
    """Whether any row has "no" in one column and has another reply in the other."""
    cells = zip(cells_of(state, one), cells_of(state, other), strict=True)
    return any(read_reply(a) is Reply.NO and read_reply(b) not in {Reply.NO, None} for a, b in cells)


def _fall_back(state: Decisions, meant: str, loser: tuple[SheetColumn, Candidate], winner: SheetColumn) -> None:
    """Keep a column that lost to another as a custom column, or leave it for its next possible meaning."""
    one, candidate = loser
    text = said(
        "%(file)s: %(column)s is read as %(meaning)s. %(other)s would also fit and is kept as your own column. "
        "%(advice)s",
        file=state.notebook.file,
        column=name_column(winner.called, winner.letter),
        meaning=meant,
        other=name_column(one.called, one.letter),
        advice=state.notebook.ask_meaning(said("use it instead"), [meant], one.called),
    )
    if meant in NAMES:
        following = next(
            (each for each in state.ranked[one.index] if each.key != meant and each.points >= MIN_POINTS), None
        )
        if following is not None:
            return  # decided later, when the names are known
    state.found[one.index] = Decision(one, "own", said("%(column)s fits better", column=quoted(winner.called)))
    if meant in NAMES - {"id"} and (are_of_different_people(winner.heading, one.heading) or candidate.cells <= 0):
        return  # rows with other people are named, and what has no names could not be used instead
    state.reported.add(one.index)
    state.notebook.note("heading-chosen", text)


def ask_which(state: Decisions, meant: str, first: SheetColumn, others: Sequence[SheetColumn]) -> None:
    """Report one error that asks which of several columns has a meaning that only one can have.

    The other columns are kept as custom columns.

    Parameters
    ----------
    state : Decisions
    meant : str
        The meaning.
    first : SheetColumn
        The column chosen so far.
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
    state.found.update((one.index, Decision(one, "own")) for one in others)


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
