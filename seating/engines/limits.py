"""Every size limit of the engines in one table, each with the measurement behind it.

The size of a room is persons times tables: the number of 0-1 variables of the plain model. "Test rooms" are those of
`tests/engines/rooms.py`: tables of fixed sizes, a focus, two balances, a cap, and a voice. Their times are processor
seconds of one run with OR-Tools 9.15. Where an entry has "not measured", the limit was chosen by judgment.

The size alone does not tell whether a room can be proven; the gap does. The limits on the gap are at the end.
"""

from __future__ import annotations

# ---- the strategy: the size of the whole room

EXACT_ALONE = 200
"""Up to this size the exact engine gets half of the work before any other engine is used.

CP-SAT proves test rooms of size 96 and 200 in 0.01 s."""

EXACT_FIRST = 800
"""Up to this size the exact engine gets a short try first, and a full MIP is started before the other bounds are known.

CP-SAT proves test rooms of size 640 and 800 in 0.2 s, and ordinary-60 (size 360) in 0.3 s."""

EXACT_EARLY = 1_600
"""Up to this size the exact engine gets another short try after the first annealing, from the seating found there.

With two balances more (typical 100 × 10), CP-SAT proves the optimum in 0.4 units from such a seating and in 1.8 without
it, and the whole search takes 4 processor seconds instead of 17. In rooms of size 2,250 and 9,000 the try saves
nothing."""

QUICK_CLASS_BOUND = 1_600
"""Up to this size the bound over classes is found so quickly that a long annealing in parallel would only delay it.

It takes 0.1 s in a test room of size 1,440, 0.2 s at 9,000 and 1 s at 100,000; with nine balances (hard-60,
size 360) 7 s."""

MIP_REPEATED = 4_000
"""Up to this size CP-SAT looks for the optimum of the whole room once more when the gap is small.

In rooms of up to 180 people at 18 tables (size 3,240), this proves optima that are not proven otherwise. See
docs/decisions/0045-bounds-over-classes.md."""

CONFIRMED_BY_EXACT = 200
"""Up to this size the exact engine gives the second opinion on an optimum; above it, a MIP solver does.

Not measured. CP-SAT solves without presolve then, which is slower, and a second opinion gets half a unit of work."""

# ---- whether musts can be met together: the size, with persons who are alike counted once

FEASIBILITY_DIRECT = 2_000
"""Up to this size the solver is asked directly; above it, a constructed seating and large neighborhood search come
first.

Constructing a seating takes less than 0.1 s at sizes 1,440 and 9,000. Given the whole room at once, CP-SAT meets the
musts of a test room in 0.1 s at size 1,440 and in 0.6 s at 9,000, and finding a clash takes dozens of these
questions."""

FEASIBILITY_ASKED = 150_000
"""Above this the solver is not asked at all. Not measured.

With persons in classes, it decides in less than 0.1 s whether the musts of a test room of size 100,000 can be
met."""

# ---- repair: persons times the tables that are solved; measured on test rooms with four persons moved

REPAIR_WHOLE = 600
"""Up to this size a repair solves the whole room at once; above it, it begins with the tables at which a must is
broken.

CP-SAT proves the fewest moves of whole rooms in 0.2 s at sizes 600 and 1,800, in 0.3 s at 2,400 and in 7 s at 9,000.
A reduced room takes 0.1 s at most, but in small rooms it saves nothing. See docs/decisions/0125-repair.md."""

REPAIR_REDUCED = 60_000
"""Above this a reduced room is not solved.

Building the model takes 0.15 s at size 9,000 and 0.4 s at 30,000; solving it there takes 17 s, where large
neighborhoods find as good a seating sooner. Larger ones were not measured."""

REPAIR_CONFIRMED = 2_000
"""Up to this size a second run of the solver, without presolve, has to confirm the fewest moves.

It takes 0.04 s at size 1,800 and 0.2 s at 9,000; at 30,000 it gives no result within its limit on work."""

# ---- the MIP, and the bound over classes

MIP_SIZE = 12_000
"""Size of a room above which the full MIP is not built.

HiGHS proves ordinary-300 (size 9,000) in 3.8 s and SCIP in 7.5 s. Larger rooms were not measured."""

CLASS_BOUND_SIZE = 200_000
"""Number of classes of persons times classes of tables above which the program over classes leaves out
requirements. At 175,000 (tight, 5,000 people at 500 tables) it takes 655 MB, and its LP relaxation 15 s."""

LP_PAIRS = 60_000
"""Number of pairs times classes of tables above which a pair term is left out of the program, because each pair is a
row. The bound is valid without it. Not measured."""

IN_PARTS = 5_000_000
"""Size above which a room is improved in parts, because one annealing would take too much memory and time.
At 40,000,000 (ordinary, 20,000 people at 2,000 tables) the search in parts reaches the bound of 0 in 290 processor
seconds and 250 MB; one annealing took 1.7 GB and ended at 1,284 after 150 s. At 2,500,000 (hard, 5,000 people at 500
tables) one annealing of 60 s ended at 1,203 and the search in parts at 1,251."""

# ---- questions about a seating

PROVEN_ANSWERS = 800
"""Size up to which a question about a changed model is solved from scratch, usually to proven optimality.

CP-SAT needs 0.2 s for a test room of size 800 and 0.5 s for one of 1,440. All questions about one seating share
12 units of work, about 12 s."""

RECRUITMENT_SIZE = 12_000
"""Size (the people to invite count as persons) above which the shortest list of people is found by counting
alone and is not proven. Not measured."""

# ---- column generation

COLUMN_PEOPLE = 400
"""Number of people above which the exact pricing of one table takes too long.

On hard-300 the bound takes 50 s to reach 25, which the bound over classes reaches in 9 s. See
docs/decisions/0046-bounds-from-columns.md."""

COLUMN_TABLE_SIZE = 24
"""Number of seats at one table above which exact pricing is expected to take too long. Not measured."""

COLUMN_SIZES = 4
"""Maximum number of sizes that a table may have. Each size is a separate pricing problem. Not measured."""

COLUMN_PAIRS = 3_000
"""Number of pairs in one term above which column generation leaves the term out: each pair is a variable of every
pricing problem. Not measured."""

PAIRS_DECIDED = 100
"""Number of people above which the bound from columns is not raised by branching on pairs.

In hard-60, 3 decided pairs raise the bound from 52 to 53, in 9 units of work after the linear program. In
hard-120, 2 pairs raise it from 48 to 49, in 42 units."""

LISTED_COLUMNS = 2_000_000
"""Number of columns above which they are searched instead of listed: a column takes about 60 bytes. A wedding of 50
parties has 9,000 to 700,000; one of 150 parties where a quarter of the pairs is kept apart has 1.5 million."""

BRANCHED_PEOPLE = 40
"""Number of people at one table above which columns are not found by branch and bound: its bound adds up partners for
each number of people. Not measured."""

# ---- the gap between penalty and bound, in points

NEAR, NEAR_SHARE = 4, 0.1
"""Largest gap, in points or as a share of the penalty, at which solving the whole room for a proof is worthwhile. With
4 points, the optimum of ordinary-300 is proven at the gap from 2 to 5 or 6 that annealing leaves after a second; HiGHS
needs 0.1 s to refute 2 and 1 to 3 s to reach 3."""

IN_SIGHT = 10
"""Largest gap, in points, at which a longer search is suggested.

On hard-60 the LP relaxation proves 40 of 57. Eleven runs of 20 s in which branch and bound was tried anyway ended
at a penalty of 58.1 on average, eight runs without it at 57.4."""


def is_near(penalty: int, bound: int) -> bool:
    """Return whether the gap is so small that solving the whole room may close it.

    Parameters
    ----------
    penalty, bound : int
        Those of the incumbent, in points.
    """
    return penalty - bound <= max(NEAR, NEAR_SHARE * penalty)


def is_in_sight(penalty: int, bound: int) -> bool:
    """Return whether a longer search may close the gap."""
    return penalty - bound <= IN_SIGHT


def reach(penalty: int) -> float:
    """Return how far below a penalty the LP relaxation may be for branch and bound to have a chance of closing it."""
    return max(IN_SIGHT, NEAR_SHARE * penalty)
