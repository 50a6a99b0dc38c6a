"""Read and change `arrivals.csv`, the desk's record of who came to the open round.

A change reads the file, replaces one row, and writes the whole file under a lock of its own. So two windows never lose
each other's changes, and the desk can go on while a run holds the output folder.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from pathlib import Path

from seating.analysis.arrivals import HEADINGS, Arrival, Arrivals, ArrivalState, apply_arrivals
from seating.analysis.arrivals_file import is_walk_in, read_arrivals, read_walk_ins
from seating.errors import Problem, UsageError
from seating.forms.entries import csv_bytes, without_apostrophes
from seating.ledger import SavedRound
from seating.ledger.atomic_files import lock_folder, replace_file
from seating.profiles import People
from seating.profiles.list_rules import ListRules
from seating.sources import Source, read
from seating.wording import fold, quoted, said, said_count, said_list

ARRIVALS = "arrivals.csv"
"""The name of the file in the output folder."""

LOCK = ".arrivals.lock"
"""The file that is locked while the arrivals are changed."""

LONGEST_WAIT = 10.0
"""Seconds to wait for another window that is changing the arrivals. A change takes milliseconds."""


@dataclass(frozen=True, slots=True)
class Marked:
    """What one change did.

    Attributes
    ----------
    arrivals : Arrivals
        As they are in the file now, with what other windows changed.
    before, after : Arrival
        The person's row before and after the change. `before` has no line if the file had no row.
    """

    arrivals: Arrivals
    before: Arrival
    after: Arrival

    @property
    def is_changed(self) -> bool:
        """Whether the state changed. If not, another window marked the person before."""
        return self.before.state is not self.after.state


def read_arrivals_in(out: Path, people: People, number: int, *, is_over: bool = False) -> Arrivals:
    """Return the arrivals in an output folder, without rows if there is no file.

    Parameters
    ----------
    out : Path
        The output folder.
    people : People
        The list; for a round that is over, the people who were on it then.
    number : int
        The round.
    is_over : bool
        As for `read_arrivals`.

    Raises
    ------
    UsageError, InputError
        When the file cannot be read, or its rows have errors.
    """
    source = _read_source(out)
    return Arrivals(ARRIVALS, number) if source is None else read_arrivals(source, people, number, is_over=is_over)


def _read_source(out: Path) -> Source | None:
    """Return the rows of the file of arrivals; None if there is none."""
    path = out / ARRIVALS
    return without_apostrophes(read(path)) if path.is_file() else None


def read_arrivals_of(saved: SavedRound, out: Path) -> Arrivals:
    """Return the arrivals of a saved round. Its people are those who were on the list when it was saved.

    Parameters
    ----------
    saved : SavedRound
    out : Path
        The output folder.

    Raises
    ------
    UsageError, InputError
        When the file cannot be read, or its rows have errors.
    """
    return read_arrivals_in(out, saved.people, saved.number, is_over=True)


def list_arrived(saved: SavedRound, arrivals: Arrivals) -> frozenset[str]:
    """Return the ids of the people with a seat and the mark arrived, without those typed as walk-ins."""
    rows = arrivals.here()
    return frozenset(
        person
        for person in arrivals.with_state(ArrivalState.ARRIVED).intersection(saved.seats)
        if not is_walk_in(rows[person].typed)
    )


def list_unmarked(saved: SavedRound, arrivals: Arrivals) -> frozenset[str]:
    """Return the ids of the people with a seat whose arrival the desk has not recorded."""
    marked = arrivals.with_state(ArrivalState.ARRIVED, ArrivalState.WALK_IN, ArrivalState.ABSENT)
    return frozenset(saved.seats) - saved.held - marked


def count_arrived(saved: SavedRound, arrivals: Arrivals) -> tuple[int, int]:
    """Return how many people are marked as arrived, and of how many with a seat; without staff and typed walk-ins."""
    rows = arrivals.here()
    expected = frozenset(one for one in saved.seated if one not in rows or not is_walk_in(rows[one].typed))
    return len(list_arrived(saved, arrivals) & expected), len(expected)


def few_marked(saved: SavedRound, arrivals: Arrivals) -> Problem | None:
    """Return the question what the others count as, if the desk marked fewer people as arrived than it left unmarked.

    A desk without a computer often marks the exceptions only. Then the others came. Staff are not counted.

    Parameters
    ----------
    saved : SavedRound
    arrivals : Arrivals
        Those of the round.
    """
    came, expected = count_arrived(saved, arrivals)
    unmarked = len(list_unmarked(saved, arrivals) - saved.staff)
    if unmarked <= came:
        return None
    says = said_count(
        "marks %(came)s of %(seated)s expected person as arrived in round %(round)s, and leaves %(unmarked)s unmarked",
        "marks %(came)s of %(seated)s expected people as arrived in round %(round)s, and leaves %(unmarked)s unmarked",
        expected,
        came=came,
        seated=expected,
        round=saved.number,
        unmarked=unmarked,
    )
    hint = said(
        "If the unmarked people came, run `seating rounds attended --others present`; if they did not, run it "
        "with `--others absent`."
    )
    return Problem("arrivals-few", says, arrivals.file, hint=hint)


def people_on_the_day(
    out: Path,
    people: People,
    rules: ListRules,
    number: int,
    seated: Collection[str] | None = None,
    waiting: Collection[str] = (),
    former: People | None = None,
) -> tuple[People, Arrivals]:
    """Return the list as it is on the day of a round, and the arrivals, without rows if there is no file.

    Parameters
    ----------
    out : Path
        The output folder. Without a file of arrivals, the list stays as it is.
    people : People
    rules : ListRules
        What the convening states about reading the list; walk-ins are read in the same way.
    number : int
        The round.
    seated, waiting : collection of str, optional
        As for `apply_arrivals`.
    former : People, optional
        As for `read_arrivals`.

    Raises
    ------
    UsageError, InputError
        When the file cannot be read, or its rows have errors.
    """
    source = _read_source(out)
    if source is None:
        return people, Arrivals(ARRIVALS, number)
    arrivals = read_arrivals(source, people, number, former=former)
    if not arrivals.here():
        return people, arrivals
    walk_ins, notes = read_walk_ins(source, arrivals, people, rules)
    arrivals = replace(arrivals, notes=(*arrivals.notes, *notes))
    return apply_arrivals(people, arrivals, walk_ins, seated, waiting), arrivals


def mark_arrival(
    out: Path, people: People, number: int, person: str, state: ArrivalState, *, time: str = "", note: str | None = None
) -> Marked:
    """Record the state of one person in the file. `ArrivalState.EXPECTED` takes an earlier record back.

    Parameters
    ----------
    out : Path
        The output folder, which must exist.
    people : People
        The list.
    number : int
        The round.
    person : str
        The id of a person on the list, or of a walk-in.
    state : ArrivalState
    time : str
        When they arrived, as the file should show it.
    note : str, optional
        A new note; by default the note stays.

    Raises
    ------
    UsageError
        When no one has this id, or the file cannot be written.
    InputError
        When the rows of the file have errors.
    """

    def change(arrivals: Arrivals) -> tuple[Arrival, Arrival]:
        before = arrivals.here().get(person)
        if before is None and person not in people.by_id:
            raise UsageError(
                said(
                    "%(person)s is not the id of anyone on the list or of a walk-in in %(file)s.",
                    person=quoted(person),
                    file=ARRIVALS,
                )
            )
        if before is None:
            before = Arrival(str(number), person, people.by_id[person].label)
        came = before.is_walk_in and state is ArrivalState.ARRIVED
        now = ArrivalState.WALK_IN if came else state
        typed = "" if now is ArrivalState.EXPECTED else now.value
        after = replace(before, state=now, typed=typed, time=time if typed else "")
        return before, after if note is None else replace(after, note=note)

    return _change(out, people, number, change)


def add_walk_in(
    out: Path, people: People, number: int, name: str, organization: str = "", *, time: str = "", session: str = ""
) -> Marked:
    """Add someone to the file who arrived and is not on the list. The list itself is never changed.

    Parameters
    ----------
    out : Path
        The output folder, which must exist.
    people : People
        The list.
    number : int
        The round.
    name, organization : str
    time : str
        When they arrived, as the file should show it.
    session : str
        The id of the session at which they arrived; "" if it is not known, and for tables on one day.

    Raises
    ------
    UsageError
        When the name is blank, is on the list or was added before, or when the file cannot be written.
    InputError
        When the rows of the file have errors.
    """
    name = " ".join(name.split())
    if not name:
        raise UsageError(said("The walk-in has no name. Write the name for the badge."))
    if named := people.named(name):
        raise UsageError(
            said(
                "%(name)s is on the list. Mark %(people)s as arrived instead. If the walk-in is a different person "
                "with the same name, add something after the name.",
                name=quoted(name),
                people=said_list(map(people.label_apart, named), "or"),
            )
        )

    def change(arrivals: Arrivals) -> tuple[Arrival, Arrival]:
        if any(row.is_walk_in and fold(row.name) == fold(name) for row in arrivals.here().values()):
            raise UsageError(
                said(
                    "%(name)s was already added. If this is a different person, add something after the name.",
                    name=quoted(name),
                )
            )
        own = arrivals.free_id(people)
        state = ArrivalState.WALK_IN
        from_where = " ".join(organization.split())
        after = Arrival(str(number), own, name, state, state.value, time, from_where, is_walk_in=True)
        if session:
            after = replace(after, other={arrivals.choose_session_heading(people): session})
        return replace(after, state=ArrivalState.EXPECTED, typed=""), after

    return _change(out, people, number, change)


def _change(out: Path, people: People, number: int, change: Callable[[Arrivals], tuple[Arrival, Arrival]]) -> Marked:
    """Read the file, replace the row that `change` returns, and write the file, all under the lock."""
    with lock_folder(out, LOCK, LONGEST_WAIT):
        arrivals = read_arrivals_in(out, people, number)
        before, after = change(arrivals)
        arrivals = arrivals.with_row(after)
        others = (*arrivals.other, *(one for one in after.other if one not in arrivals.other))
        arrivals = replace(arrivals, other=others)
        rows = ((*row.cells(), *(row.other.get(heading, "") for heading in arrivals.other)) for row in arrivals.rows)
        replace_file(out / ARRIVALS, csv_bytes([*HEADINGS, *arrivals.other], rows), is_private=True)
    return Marked(arrivals, before, after)
