"""Rows and columns come out where they were put."""

from __future__ import annotations

import numpy as np

from seating.engines.lower_bound.program import NO_END, Draft


def test_entries_at_one_place_are_added_up_and_nothings_left_out() -> None:
    draft = Draft()
    seats = draft.add_columns(np.ones((2, 2)), np.array([[1, 2], [3, 4]]))
    more = draft.add_columns(np.array([5, 6]), 7, implied=True)
    draft.add_rows(0, np.array([8, NO_END]), (seats, np.array([1, 0])), (seats[:, :1], 2), (more, np.array([-1, 1])))
    program = draft.finish(seats, np.ones(2, dtype=np.int64))
    dense = np.zeros((2, 6), dtype=int)
    dense[program.rows, program.columns] = program.entries
    assert dense.tolist() == [[3, 0, 0, 0, -1, 0], [0, 0, 3, 0, 0, 1]]
    assert program.costs.tolist() == [1, 2, 3, 4, 7, 7]
    assert program.upper.tolist() == [1, 1, 1, 1, 5, 6]
    assert program.implied.tolist() == [False] * 4 + [True] * 2
    assert (program.row_low.tolist(), program.row_high.tolist()) == ([0, 0], [8, NO_END])


def test_no_rows_are_no_rows() -> None:
    draft = Draft()
    seats = draft.add_columns(np.ones((1, 1)))
    draft.add_rows(0, 1, (seats[:0], 1))
    assert len(draft.finish(seats, np.ones(1, dtype=np.int64)).row_low) == 0
