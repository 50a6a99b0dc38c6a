"""The list as its file has it, and edits of the convening that say how it is read."""

from seating.api.lists.list_counts import ListCounts, count_list
from seating.api.lists.list_edits import (
    edit_addition,
    edit_cell,
    edit_cells,
    edit_column,
    edit_ids,
    edit_privacy,
    edit_values,
)
from seating.api.lists.merged_seats import (
    GoneSeat,
    MergedSeats,
    find_new_people,
    merge_seats,
    name_same_people,
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
    "edit_ids",
    "edit_privacy",
    "edit_values",
    "find_changes",
    "find_new_people",
    "list_values",
    "merge_seats",
    "name_same_people",
    "read_raw_list",
]
