"""The list as its file has it, and edits of the convening that say how it is read."""

from seating.api.lists.list_counts import ListCounts, count_list
from seating.api.lists.list_edits import edit_addition, edit_cell, edit_cells, edit_column, edit_privacy, edit_values
from seating.api.lists.merged_seats import (
    GoneSeat,
    MergedSeats,
    find_new_people,
    make_lock_step,
    make_merge_step,
    merge_seats,
)
from seating.api.lists.raw_list import ChangesSince, RawList, find_changes, list_values, read_raw_list

__all__ = [
    "ChangesSince",
    "GoneSeat",
    "ListCounts",
    "MergedSeats",
    "RawList",
    "count_list",
    "edit_addition",
    "edit_cell",
    "edit_cells",
    "edit_column",
    "edit_privacy",
    "edit_values",
    "find_changes",
    "find_new_people",
    "list_values",
    "make_lock_step",
    "make_merge_step",
    "merge_seats",
    "read_raw_list",
]
